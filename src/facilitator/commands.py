"""COMMANDS, one row for each thing the program does without a screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from facilitator.arguments import Command, Given, Option, WrongUse, shown
from facilitator.clock import Clock
from facilitator.domain.refusal import NotFound, Refusal, writing
from facilitator.language import N_, Language
from facilitator.paths import safe_save, safe_write, user_data
from facilitator.settings import Settings

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData, View
    from facilitator.documents import Asked, Document, Edition, Format
    from facilitator.domain.handover import Handover
    from facilitator.domain.handover_merge import Choice
    from facilitator.domain.overview import ClusterName
    from facilitator.imports.source import Source
    from facilitator.store.rows import Session
    from facilitator.store.store import Store

LISTS = ("clusters", "meetings", "commitments", "charts", "documents", "imports")
EDITIONS = ("participants", "facilitator")
AUDIENCES = ("own_screen", "meeting", "outside")
CHOICES = ("mine", "theirs")
CHART_FORMATS = ("svg", "png", "csv", "xlsx", "json")

_CLUSTER = Option("--cluster", "ID|NAME", N_("which cluster, when there are several"))
_AUDIENCE = Option("--audience", "A", N_("who is to see figures of few people"), choices=AUDIENCES)
_OUT = Option("-o", "FILE", N_("the file to write"))

COMMANDS = (
    Command(
        "demo",
        ("PATH",),
        N_("make a data file with invented clusters"),
        (
            Option("--clusters", "N", N_("how many clusters"), low=1, high=1000),
            Option("--years", "N", N_("how long they have met"), low=1, high=40),
            Option("--seed", "N", N_("the same seed gives the same clusters"), high=999_999_999),
        ),
        least=1,
    ),
    Command(
        "check",
        (),
        N_("check that the data file is sound"),
        (Option("--rebuild-search", about=N_("make the search index anew first")),),
    ),
    Command("backup", ("DEST",), N_("write a verified copy of the data file"), least=1),
    Command("restore", ("SRC",), N_("put a verified copy in the data file’s place"), least=1),
    Command(
        "export",
        ("KIND", "ID"),
        N_(
            "write a document; without an id, of the last or next meeting or the whole cluster, "
            "and with a folder for -o one file for each member"
        ),
        (
            Option("--format", "F", N_("the form, when the file’s ending does not say it")),
            Option("--edition", "E", N_("whom an agenda is for"), choices=EDITIONS),
            Option("--names", about=N_("name members and clinics in minutes")),
            Option("--to-members", about=N_("address a draft e-mail to the members")),
            Option("--without-notes", about=N_("leave private notes out of a hand-over")),
            _AUDIENCE,
            _OUT,
            _CLUSTER,
        ),
        least=1,
    ),
    Command(
        "import",
        ("FILE",),
        N_("read a file in"),
        (
            Option("--as", "KIND", N_("what the file holds")),
            Option("--dry-run", about=N_("only say what would be read in")),
            Option("--conflicts", "C", N_("what to keep of both changed"), choices=CHOICES),
            _CLUSTER,
        ),
        least=1,
    ),
    Command(
        "chart",
        ("NAME",),
        N_("write a chart as svg, png, csv, xlsx or json"),
        (_AUDIENCE, _OUT, _CLUSTER),
        least=1,
    ),
    Command(
        "list",
        ("{" + ",".join(LISTS) + "}",),
        N_("list what there is"),
        (Option("--json", about=N_("as JSON")), _CLUSTER),
        least=1,
    ),
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a command is given, and where it puts what it finds."""

    given: Given
    lang: Language
    clock: Clock
    place: str

    @property
    def today(self) -> date:
        return self.clock.utc().astimezone(self.lang.zone).date()

    @property
    def store(self) -> str:
        """The store's place as it is named to people and programs."""
        return self.place if is_url(self.place) else str(Path(self.place).absolute())

    @property
    def file(self) -> Path:
        """The store as a file. Raises Refusal for one on a server."""
        if is_url(self.place):
            raise Refusal(
                N_("The data lies on a database server, which makes its own backups."),
                N_("Nothing was changed."),
            )
        return Path(self.place)


def _demo(work: Work) -> None:
    from facilitator.store import demo

    path, given = Path(work.given.words[0]), work.given
    if is_url(str(work.given.words[0])):
        raise WrongUse(N_("The demo is made as a file."))
    demo.make_demo(
        path,
        work.clock,
        clusters=given.number("--clusters", demo.CLUSTERS),
        years=given.number("--years", demo.YEARS),
        seed=given.number("--seed", demo.SEED),
        today=work.today,
    )
    _name_store(work.lang, str(path.absolute()))


def _check(work: Work) -> None:
    from facilitator.store.reading import check

    lang = work.lang
    if work.given.has("--rebuild-search"):
        print(_rebuild_search(work))
    found = check(work.place)
    if not is_url(work.place):
        print(lang.text("File: header and every page of every table are sound."))
    print(lang.text("Schema: revision {revision} is the current one.", revision=found.revision))
    rows = lang.plural("{n} row", "{n} rows", found.rows)
    print(lang.text("References: all {tables} tables, {rows}.", tables=found.tables, rows=rows))
    _name_store(lang, work.store)


def _rebuild_search(work: Work) -> str:
    """Make the search index anew. Returns what to say of it."""
    with _writing(work) as store:
        count = store.rebuild_search()
        if store.is_shared:
            return work.lang.text(
                "Search: the database server searches its own tables and needs no index."
            )
    rows = work.lang.plural("{n} row", "{n} rows", count)
    return work.lang.text("Search: the index holds {rows}.", rows=rows)


def _backup(work: Work) -> None:
    from tempfile import TemporaryDirectory

    from facilitator.paths import sync_folder
    from facilitator.store import backup

    store, dest = work.file, Path(work.given.words[0])
    folder = dest if dest.is_dir() else dest.absolute().parent
    with writing(dest.name), TemporaryDirectory(dir=folder, prefix=".backup-") as aside:
        made = backup.make(store, Path(aside), work.clock)
        assert made is not None
        target = dest / made.name if dest.is_dir() else dest
        if target.exists():
            raise Refusal(
                N_("There is already something named {name}."),
                N_("Nothing was changed in it."),
                N_("Choose another name."),
                name=target.name,
            )
        made.replace(target)
        sync_folder(folder)
    print(target)
    _name_store(work.lang, work.store)


def _restore(work: Work) -> None:
    from facilitator.store import backup

    place, source = work.file, Path(work.given.words[0])
    if not source.is_file():
        raise NotFound(
            N_("There is no file named {name}."), N_("Nothing was changed."), name=source.name
        )
    with writing(place.name):
        place.absolute().parent.mkdir(parents=True, exist_ok=True)
        aside = backup.restore(source, place, work.clock)
    if aside is not None:
        say(work.lang.text("The former data file is kept as {name}.", name=aside.name))
    _name_store(work.lang, work.store)


def _export(work: Work) -> None:
    from facilitator.documents import DOCUMENTS, document
    from facilitator.store import queries
    from facilitator.store.reading import reading

    kind, *ids = work.given.words
    row = document(kind)
    if row is None:
        raise _no_such(kind, [one.name for one in DOCUMENTS])
    out = _out(work)
    ending = work.given.option("--format") or out.suffix.removeprefix(".")
    form = row.format(ending.lower())
    if form is None:
        raise _no_format(ending, row.endings)
    asked = _asked(form, work)
    with reading(work.place) as session:
        is_each = row.in_cluster and bool(row.among) and not ids and out.is_dir()
        there = _there(row, session, [_one_cluster(session, work)]) if is_each else ()
        keys = [key for key, _title in there] or [_subject(row, ids, session, work)]
        found = [getattr(queries, row.needs)(session, key) for key in keys]
        for values in found:
            name = f"{row.file_name(values, work.lang)}.{form.ending}"
            if not (is_each and row.is_empty and row.is_empty(values, asked)):
                _pour(out / name if is_each else out, form, values, work.lang, asked)
    if row.handed is not None:
        _note_handed(work, [row.handed(values, asked) for values in found])
    _name_store(work.lang, work.store)


def _pour(path: Path, form: Format, values: Any, lang: Language, asked: Asked) -> None:
    with writing(path.name):
        safe_write(path, lambda file: form.write_into(file, values, lang, asked))


def _note_handed(work: Work, handed: Sequence[Handover]) -> None:
    """Remember what was handed over, so that what changes later can be told from it."""
    from facilitator.store.handover import note_handed

    try:
        with _writing(work) as store:
            for one in handed:
                store.live(note_handed(one))
    except (Refusal, OSError):
        unnoted = N_(
            "The data file is in use, so the hand-over could not be noted in it. "
            "More will be asked when one comes back."
        )
        say(work.lang.text(unnoted))


def _import(work: Work) -> None:
    from facilitator.imports.sources import IMPORTS, source

    names = [one.name for one in IMPORTS]
    kind = work.given.option("--as")
    if kind is None:
        raise WrongUse(
            N_("Say with --as what the file holds: {names}."),
            names=", ".join(names),
        )
    row = source(kind)
    if row is None:
        raise _no_such(kind, names)
    from facilitator.store.queries import clusters_there

    values = _met(row, row.read_file(Path(work.given.words[0])), work)
    try:
        row.check(values)
    except Refusal:
        print(row.say(values, work.lang))
        raise
    if not work.given.has("--dry-run"):
        cluster = row.cluster_of(values) if row.cluster_of else None
        with _writing(work, create=row.is_whole) as store:
            if row.is_load or (row.is_whole and store.ask(clusters_there)):
                _back_up_before(work)
            if row.is_load:
                row.add(store, values)
            else:
                with store.edit(row.label, cluster=cluster) as session:
                    row.add(session, values)
    print(row.say(values, work.lang))
    _name_store(work.lang, work.store)


def _met(row: Source, values: Any, work: Work) -> Any:
    """What was read beside what is stored, and as the options choose. Raises Refusal."""
    from facilitator.store.handover import nothing_stored
    from facilitator.store.reading import reading

    choice = work.given.option("--conflicts")
    if choice is not None and row.decide is None:
        raise WrongUse(N_("The option {word} makes no difference here."), word="--conflicts")
    if row.meet is None:
        return values
    is_first = row.is_whole and not is_url(work.place) and not work.file.exists()
    with nothing_stored() if is_first else reading(work.place) as session:
        chosen = (_one_cluster(session, work).id,) if row.in_cluster else ()
        values = row.meet(session, values, work.clock.utc(), *chosen)
        if work.given.has("--cluster") and row.cluster_of is not None:
            _check_cluster(_one_cluster(session, work).id, row.cluster_of(values))
    return row.decide(values, cast("Choice", choice)) if row.decide and choice else values


def _check_cluster(wanted: str, found: str | None) -> None:
    if wanted != found:
        raise Refusal(
            N_("The file is about another cluster than the one that was named."),
            N_("Nothing was stored."),
            N_("See that it is the file you meant."),
        )


def _back_up_before(work: Work) -> None:
    from facilitator.store import backup

    if not is_url(work.place) and backup.due(work.file, backup.folder_of(work.file)):
        backup.make(work.file, backup.folder_of(work.file), work.clock)


@contextmanager
def _writing(work: Work, *, create: bool = False) -> Iterator[Store]:
    """The store with its lock, for the Steps of this installation. Raises Refusal.

    `create`: make one where there is none.
    """
    from facilitator.store.store import Store

    folder = user_data() if is_url(work.place) else work.file.resolve().parent
    settings = Settings(folder / "settings.json")
    installation = settings.string("installation")
    is_new = create and not is_url(work.place) and not work.file.exists()
    store = Store.open(work.place, work.clock, installation=installation, create=is_new)
    try:
        yield store
    finally:
        store.close()


def _chart(work: Work) -> None:
    from facilitator.charts import CHARTS
    from facilitator.store import queries
    from facilitator.store.reading import reading

    name = work.given.words[0]
    row = next((one for one in CHARTS if one.name == name), None)
    if row is None:
        raise _no_such(name, [one.name for one in CHARTS])
    out = _out(work)
    ending = out.suffix.removeprefix(".").lower()
    if ending not in CHART_FORMATS:
        raise _no_format(ending, CHART_FORMATS)
    with reading(work.place) as session:
        cluster = _one_cluster(session, work)
        rows = getattr(queries, row.needs)(session, cluster.id)
        view = _view(session, cluster.id, work)
    _save(out, _write_chart(row.draw(rows, work.lang, view), ending, work))
    _name_store(work.lang, work.store)


def _view(session: Session, cluster: str, work: Work) -> View:
    """Whom a chart is for, and what people have marked on it."""
    from facilitator.charts.chart import View
    from facilitator.domain.disclosure import LEAST, Audience
    from facilitator.store import queries

    kept = queries.settings(session, cluster, work.today)
    return View(
        audience=Audience(work.given.option("--audience") or Audience.OWN_SCREEN),
        least=int(kept.get("least_shown", LEAST)),
        cautious=bool(kept.get("cautious")),
        cuts=queries.marks(session, cluster),
        today=work.today,
    )


def _write_chart(chart: ChartData, ending: str, work: Work) -> bytes:
    """The chart in the form its ending names."""
    if ending == "png":
        from facilitator.ui.charts.picture import as_png

        return as_png(chart, work.lang)
    if ending == "svg":
        from facilitator.charts.layout import lay_out_picture
        from facilitator.charts.measure import measure
        from facilitator.charts.svg import as_svg

        return as_svg(lay_out_picture(chart, measure, work.lang))
    from facilitator.charts import tables

    if ending == "json":
        return _json(work.store, [tables.as_json(chart)]).encode("utf-8")
    write = tables.as_csv if ending == "csv" else tables.as_xlsx
    return write(chart, work.lang)


def _list(work: Work) -> None:
    what = work.given.words[0]
    if what not in LISTS:
        raise _no_such(what, LISTS)
    if what in ("charts", "documents", "imports"):
        _show(work, None, _known(what, work.lang))
        return
    from facilitator.store.reading import reading

    with reading(work.place) as session:
        rows = list(_stored(what, session, work))
    _show(work, work.store, rows)
    _name_store(work.lang, work.store)


def _known(what: str, lang: Language) -> list[dict[str, Any]]:
    """The rows of a table of things."""
    from facilitator.charts import CHARTS
    from facilitator.documents import DOCUMENTS
    from facilitator.imports.sources import IMPORTS

    found: list[tuple[str, str, Sequence[str]]] = [
        (one.name, lang.text(one.title), one.endings) for one in IMPORTS
    ]
    if what == "charts":
        found = [(one.name, lang.text(one.title), CHART_FORMATS) for one in CHARTS]
    elif what == "documents":
        found = [(one.name, lang.text(one.title), one.endings) for one in DOCUMENTS]
    return [{"name": n, "title": title, "formats": list(formats)} for n, title, formats in found]


def _stored(what: str, session: Session, work: Work) -> Iterator[dict[str, Any]]:
    from facilitator.store import queries

    clusters = _clusters(session, work)
    if what == "clusters":
        yield from (_plain(one._asdict()) for one in clusters)
        return
    query: Callable[[Session, str], Sequence[Any]] = (
        queries.meetings if what == "meetings" else queries.commitments
    )
    for cluster in clusters:
        for one in query(session, cluster.id):
            own = {"cluster": cluster.id, "cluster_name": cluster.name}
            yield {**_plain(asdict(one)), **own}


def _show(work: Work, store: str | None, rows: list[dict[str, Any]]) -> None:
    if work.given.has("--json"):
        print(_json(store, rows), end="")
        return
    for row in rows:
        print("\t".join(_cell(value) for value in row.values()))
    if not rows:
        say(work.lang.text("There is nothing to list."))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, list):
        return " ".join(str(value).split())
    is_text = all(isinstance(one, str) for one in value)
    return ", ".join(value) if is_text else str(len(value))


DO: dict[str, Callable[[Work], None]] = {
    "demo": _demo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "export": _export,
    "import": _import,
    "chart": _chart,
    "list": _list,
}


def _clusters(session: Session, work: Work) -> Sequence[ClusterName]:
    """The cluster that was named, or all of them. Raises Refusal."""
    from facilitator.store import queries

    there = queries.clusters(session, work.today)
    wanted = work.given.option("--cluster")
    if wanted is None:
        return there
    found = [one for one in there if wanted == one.id or wanted.casefold() == one.name.casefold()]
    if not found:
        raise NotFound(N_("There is no cluster {name} in the data file."), name=shown(wanted))
    return found


def _one_cluster(session: Session, work: Work) -> ClusterName:
    found = _clusters(session, work)
    if not found:
        raise NotFound(N_("There is no cluster in the data file yet."))
    if len(found) > 1:
        raise WrongUse(N_("There are several clusters: say which with --cluster and its id."))
    return found[0]


def _subject(row: Document, ids: Sequence[str], session: Session, work: Work) -> str:
    """The id of what a document is about. Raises WrongUse and NotFound."""
    if row.in_cluster and not ids:
        return _one_cluster(session, work).id
    if row.among:
        return _chosen(ids, _there(row, session, _clusters(session, work)))
    return _id(ids[0]) if ids else _meeting(row, session, work)


def _there(
    row: Document, session: Session, clusters: Sequence[ClusterName]
) -> list[tuple[str, str]]:
    """The ids and titles of everything a document can be about, of these clusters where it belongs
    to one. Raises NotFound for nothing."""
    from facilitator.store import queries

    query = getattr(queries, row.among)
    if row.in_cluster:
        there = [(one.id, one.name) for of in clusters for one in query(session, of.id)]
    else:
        there = [(one.id, one.title) for one in query(session)]
        named = {of.id for of in clusters}
        # Where the things are clusters themselves, the one that was named is meant.
        there = [one for one in there if one[0] in named] or there
    if not there:
        raise NotFound(row.without)
    return there


def _chosen(ids: Sequence[str], there: Sequence[tuple[str, str]]) -> str:
    """The thing with this id or title; without one, the only one there is."""
    words = [word.casefold() for word in ids]
    found = [key for key, title in there if not words or words[0] in (key, title.casefold())]
    if len(found) == 1:
        return found[0]
    raise WrongUse(
        N_("Say which one by its title or id: {names}."),
        names="; ".join(f"{shown(title)} ({key})" for key, title in there),
    )


def _meeting(row: Document, session: Session, work: Work) -> str:
    """The meeting a document is about when none was named. Raises NotFound."""
    from facilitator.store import queries

    cluster = _one_cluster(session, work)
    key: str | None = getattr(queries, row.meeting)(session, cluster.id, work.clock.utc())
    if key is None:
        raise NotFound(row.without)
    return key


def _asked(form: Format, work: Work) -> Asked:
    """What the options ask of a document. Raises WrongUse for one that it does not heed."""
    from facilitator.documents import Asked
    from facilitator.domain.disclosure import Audience

    for option, field in _ASKS.items():
        if work.given.has(option) and field not in form.asks:
            raise WrongUse(
                N_("The option {word} makes no difference here."),
                word=option,
            )
    return Asked(
        work.clock.utc(),
        edition=cast("Edition", work.given.option("--edition") or EDITIONS[0]),
        names=work.given.has("--names"),
        to_members=work.given.has("--to-members"),
        notes=not work.given.has("--without-notes"),
        audience=Audience(work.given.option("--audience") or Audience.OUTSIDE),
    )


_ASKS = {
    "--edition": "edition",
    "--names": "names",
    "--to-members": "to_members",
    "--without-notes": "notes",
    "--audience": "audience",
}


def _id(word: str) -> str:
    from uuid import UUID

    try:
        return str(UUID(word))
    except ValueError:
        raise WrongUse(N_("{word} is not the id of a meeting."), word=shown(word)) from None


def _no_such(word: str, names: Sequence[str]) -> WrongUse:
    return WrongUse(
        N_("There is no {word}; there are {names}."), word=shown(word), names=", ".join(names)
    )


def _no_format(ending: str, formats: Sequence[str]) -> WrongUse:
    return WrongUse(
        N_("It can be written as {formats}, not as “{ending}”."),
        formats=", ".join(formats),
        ending=shown(ending),
    )


def _out(work: Work) -> Path:
    out = work.given.option("-o")
    if out is None:
        raise WrongUse(N_("Say with -o which file to write."))
    if not is_url(work.place) and Path(out).absolute() == Path(work.place).absolute():
        raise WrongUse(N_("The file to write is the data file itself."))
    return Path(out)


def _save(path: Path, data: bytes) -> None:
    with writing(path.name):
        safe_save(path, data)


def _name_store(lang: Language, store: str) -> None:
    say(lang.text("Data file: {place}", place=store))


def _json(store: str | None, rows: list[dict[str, Any]]) -> str:
    import json

    whole = {"format": 1, "store": store, "rows": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_value(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def say(words: str) -> None:
    """Tell a person, beside what is written out for programs."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)


def is_url(place: str) -> bool:
    """Whether a place names a database server rather than a file."""
    return "://" in place
