"""COMMANDS, one row for each thing the program does without a screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.arguments import Command, Given, Option, WrongUse, shown
from facilitator.clock import Clock
from facilitator.domain.refusal import NotFound, Refusal
from facilitator.language import N_, Language
from facilitator.paths import safe_save

if TYPE_CHECKING:
    from facilitator.charts import Chart
    from facilitator.charts.chart import ChartData
    from facilitator.domain.overview import ClusterName
    from facilitator.store.rows import Session

LISTS = ("clusters", "meetings", "commitments", "charts", "documents", "imports")
CHART_FORMATS = ("png", "csv", "json")

_CLUSTER = Option("--cluster", "ID|NAME", N_("which cluster, when there are several"))
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
    Command("check", (), N_("check that the data file is sound")),
    Command("backup", ("DEST",), N_("write a verified copy of the data file"), least=1),
    Command("restore", ("SRC",), N_("put a verified copy in the data file’s place"), least=1),
    Command(
        "export",
        ("KIND", "ID"),
        N_("write a document; without an id, of the meeting held last"),
        (
            Option("--format", "F", N_("the form, when the file’s ending does not say it")),
            Option("--names", about=N_("name members and clinics")),
            _OUT,
            _CLUSTER,
        ),
        least=1,
    ),
    Command("chart", ("NAME",), N_("write a chart as png, csv or json"), (_OUT, _CLUSTER), least=1),
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

    found = check(work.place)
    lang = work.lang
    if not is_url(work.place):
        print(lang.text("File: header and every page of every table are sound."))
    print(lang.text("Schema: revision {revision} is the current one.", revision=found.revision))
    rows = lang.plural("{n} row", "{n} rows", found.rows)
    print(lang.text("References: all {tables} tables, {rows}.", tables=found.tables, rows=rows))
    _name_store(lang, work.store)


def _backup(work: Work) -> None:
    from tempfile import TemporaryDirectory

    from facilitator.paths import sync_folder
    from facilitator.store import backup

    dest = Path(work.given.words[0])
    folder = dest if dest.is_dir() else dest.absolute().parent
    with _files_in_words(dest), TemporaryDirectory(dir=folder, prefix=".backup-") as aside:
        made = backup.make(work.file, Path(aside), work.clock)
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

    source = Path(work.given.words[0])
    if not source.is_file():
        raise NotFound(
            N_("There is no file named {name}."), N_("Nothing was changed."), name=source.name
        )
    with _files_in_words(work.file):
        work.file.absolute().parent.mkdir(parents=True, exist_ok=True)
        aside = backup.restore(source, work.file, work.clock)
    if aside is not None:
        say(work.lang.text("The former data file is kept as {name}.", name=aside.name))
    _name_store(work.lang, work.store)


def _export(work: Work) -> None:
    from facilitator.documents import DOCUMENTS
    from facilitator.store import queries
    from facilitator.store.reading import reading

    kind, *ids = work.given.words
    document = next((one for one in DOCUMENTS if one.name == kind), None)
    if document is None:
        raise _no_such(kind, [one.name for one in DOCUMENTS])
    out = _out(work)
    ending = work.given.option("--format") or out.suffix.removeprefix(".")
    form = document.format(ending)
    if form is None:
        raise _no_format(ending, document.endings)
    with reading(work.place) as session:
        key = _id(ids[0]) if ids else _last_held(session, work)
        found = getattr(queries, document.needs)(session, key)
    _save(out, form.write(found, work.lang, work.given.has("--names")))
    _name_store(work.lang, work.store)


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
    _save(out, _draw(row, rows, ending, work))
    _name_store(work.lang, work.store)


def _draw(row: Chart, rows: Sequence[Any], ending: str, work: Work) -> bytes:
    from facilitator.charts.chart import as_csv, as_json

    chart: ChartData = row.draw(rows, work.lang)
    if ending == "csv":
        return as_csv(chart, work.lang)
    if ending == "json":
        return _json(work.store, [as_json(chart)]).encode("utf-8")
    from facilitator.ui.picture import as_png

    return as_png(chart, work.lang)


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
    from facilitator.imports import IMPORTS

    found: list[tuple[str, str, Sequence[str]]] = [(name, name, ()) for name in IMPORTS]
    if what == "charts":
        found = [(one.name, lang.text(one.title), CHART_FORMATS) for one in CHARTS]
    elif what == "documents":
        found = [(one.name, lang.text(one.title), one.endings) for one in DOCUMENTS]
    return [{"name": n, "title": title, "formats": list(formats)} for n, title, formats in found]


def _stored(what: str, session: Session, work: Work) -> Iterator[dict[str, Any]]:
    from facilitator.store import queries

    clusters = _clusters(session, work)
    if what == "clusters":
        yield from (_plain(asdict(one)) for one in clusters)
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
    return ", ".join(value) if isinstance(value, list) else " ".join(str(value).split())


DO: dict[str, Callable[[Work], None]] = {
    "demo": _demo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "export": _export,
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


def _last_held(session: Session, work: Work) -> str:
    from facilitator.store import queries

    cluster = _one_cluster(session, work)
    key = queries.last_held(session, cluster.id, work.clock.utc())
    if key is None:
        raise NotFound(N_("This cluster has not held a meeting yet."))
    return key


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
    with _files_in_words(path):
        safe_save(path, data)


@contextmanager
def _files_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be written."),
            N_("Nothing was changed."),
            N_("See that the folder is there, that you may write in it, and that it has room."),
            name=path.name,
        ) from error


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
    return value.isoformat() if isinstance(value, date) else value


def say(words: str) -> None:
    """Tell a person, beside what is written out for programs."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)


def is_url(place: str) -> bool:
    """Whether a place names a database server rather than a file."""
    return "://" in place
