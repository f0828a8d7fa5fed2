"""SOURCES, one row for what is searched of a table; and the index of it that a file keeps.

The index follows every Step in its own transaction. Its rows are numbered by cluster, kind and day,
so that the newest of a kind are read off without sorting. A database server has no index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, pairwise
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, Table, Uuid, null, select
from sqlalchemy import cast as typed
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import FromClause

from facilitator.domain.search import KINDS, searched
from facilitator.store.engines import IndexDamaged, refusal_of
from facilitator.store.journal import RowChange
from facilitator.store.tables import TABLES, Instant

MADE = (
    "CREATE TABLE search_cluster (number INTEGER PRIMARY KEY, cluster_id CHAR(32) NOT NULL UNIQUE)",
    "CREATE TABLE search_line (id INTEGER PRIMARY KEY, source VARCHAR NOT NULL,"
    " row_key CHAR(32) NOT NULL, subject CHAR(32), meeting_id CHAR(32), member_id CHAR(32),"
    " clinic_id CHAR(32), text VARCHAR NOT NULL, UNIQUE (row_key, source))",
    "CREATE VIRTUAL TABLE search_words USING fts5(text, content='search_line', content_rowid='id',"
    " columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE search_signs USING fts5(text, content='search_line', content_rowid='id',"
    " columnsize=0, tokenize='trigram')",
    "INSERT INTO search_words(search_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_signs(search_signs, rank) VALUES ('secure-delete', 1)",
)
"""How a file gets its index. What is deleted leaves it for good: that costs an edit of a text a few
milliseconds, and without it the words stay in the file."""

INDEXES = ("search_words", "search_signs")
NAMES = (
    *("search_cluster", "search_line", *INDEXES),
    *(f"{index}_{part}" for index in INDEXES for part in ("data", "idx", "config")),
)
"""The tables of the index, those that FTS5 makes for itself among them."""

_BATCH = 5_000
_KEYS = 500
_MANY = 1_000

# A number is cluster (12 bits), kind (5), day (17), and place among those that share them (29).
_KIND, _DAY, _PLACE = 46, 29, 1 << 29
_EPOCH = date(1970, 1, 1)
_LAST_DAY = (1 << 17) - 1
_MOST_CLUSTERS = (1 << 12) - 1


@dataclass(frozen=True, slots=True)
class Source:
    """What is searched of a table, and where a hit leads.

    Attributes:
        kind: the id of one of KINDS.
        columns: the text that is searched.
        page: where the row is shown; `subject`: the table of what is shown there, which is the row
            itself, owns it, or is named by it.
        when: how new it is, a column of the row or, as “meeting.start”, of what owns it; else its
            key says when it was made.
        names: whether the member or clinic of the row, or of what owns it, is named with a hit.
        everywhere: whether every cluster finds it.
        private: not for eyes other than the facilitator's.
    """

    id: str
    kind: str
    table: str
    columns: tuple[str, ...]
    page: str
    subject: str = ""
    when: str = ""
    names: bool = False
    everywhere: bool = False
    private: bool = False


SOURCES: tuple[Source, ...] = (
    Source(
        *("meeting", "meeting", "meeting", ("place", "late_reason", "reopen_note")),
        *("meetings", "meeting"),
        when="start",
    ),
    Source(
        *("goal", "meeting", "goal", ("text",), "meetings", "meeting"),
        when="meeting.start",
    ),
    Source(
        *("item", "item", "item", ("title", "question", "preparation", "who")),
        *("meetings", "meeting"),
        when="meeting.start",
        names=True,
    ),
    Source(
        *("note", "note", "item", ("notes",), "meetings", "meeting"),
        when="meeting.start",
        private=True,
    ),
    Source(
        *("step", "step", "item_step", ("title",), "meetings", "meeting"),
        when="meeting.start",
    ),
    Source("insight", "insight", "insight", ("text",), "run", "meeting", when="at"),
    Source(
        *("commitment", "commitment", "commitment", ("action", "situation", "sign")),
        *("follow_up", "commitment"),
        when="agreed",
        names=True,
    ),
    Source(
        *("follow_up", "follow_up", "follow_up", ("experience", "obstacle", "next_step")),
        *("follow_up", "commitment"),
        when="at",
        names=True,
    ),
    Source(
        *("cycle", "follow_up", "cycle", ("plan", "did", "learnt", "next_step")),
        *("follow_up", "commitment"),
        when="begun",
        names=True,
    ),
    Source(
        *("improvement", "improvement", "improvement", ("title", "measure", "patients")),
        *("follow_up", "commitment"),
        names=True,
    ),
    Source(
        *("topic", "topic", "topic", ("title", "situation"), "topics", "topic"),
        when="created",
    ),
    Source(
        *("case", "case", "case", ("title", "doubt", "course", "learning"), "meetings"),
        when="created",
    ),
    Source(
        *("guideline", "material", "guideline"),
        ("title", "publisher", "edition", "recommendations", "differently", "newer"),
        "meetings",
    ),
    Source(
        *("package", "material", "package", ("title", "publisher", "file_name", "questions")),
        "meetings",
    ),
    Source("speaker", "material", "speaker", ("name", "organisation", "topic"), "meetings"),
    Source(
        *("attachment", "material", "attachment", ("name", "link"), "meetings", "meeting"),
        when="meeting.start",
    ),
    Source(
        *("indicator", "indicator", "indicator"),
        ("title", "numerator", "denominator", "unit", "questions", "source"),
        *("data", "indicator"),
    ),
    Source("mark", "mark", "mark", ("text",), "history", "mark"),
    Source("survey", "mark", "survey", ("title", "note"), "history", "survey"),
    Source("member", "person", "member", ("name", "initials"), "members"),
    Source("clinic", "person", "clinic", ("name",), "members"),
    Source(
        *("guest", "person", "guest", ("name", "organisation"), "run", "meeting"),
        when="meeting.start",
    ),
    Source(
        *("preparation", "preparation", "preparation", ("text", "who")),
        *("meetings", "meeting"),
        when="meeting.start",
        names=True,
    ),
    Source("parked", "parked", "parked", ("text",), "run", "meeting", when="at"),
    Source("template", "template", "template", ("title", "why"), "meetings"),
    Source(
        *("template_item", "template", "template_item"),
        ("title", "question", "preparation", "notes"),
        "meetings",
    ),
    Source("template_step", "template", "template_step", ("title",), "meetings"),
    Source("cluster", "cluster", "cluster", ("name", "region"), "home", everywhere=True),
    Source("ground_rules", "cluster", "cluster", ("ground_rules",), "members"),
)

_KIND_NUMBERS = {kind.id: kind.number for kind in KINDS}
_KINDS_BY_NUMBER = {kind.number: kind.id for kind in KINDS}
_NO_KEY = typed(null(), Uuid(as_uuid=False))


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is searched, perhaps without any text."""

    source: str
    key: str
    cluster: str | None
    day: date
    subject: str | None
    meeting: str | None
    member: str | None
    clinic: str | None
    text: str


# -- what is read of the tables


def owners(table: Table) -> tuple[Table, ...]:
    """The table, the one whose rows own its rows, and so on, up to that with the cluster."""
    chain = [table]
    while "cluster_id" not in chain[-1].c and (key := _owner_key(chain[-1])) is not None:
        chain.append(_target(key))
    return tuple(chain)


def _owner_key(table: Table) -> ColumnElement[Any] | None:
    keys = (column for column in table.columns if column.info.get("owner") and not column.nullable)
    return next(keys, None)


def _target(column: ColumnElement[Any]) -> Table:
    (key,) = column.foreign_keys
    return key.column.table


@cache
def reading(source: Source) -> Select[Any]:
    """A query for the rows of a source: the columns of `Line` in order, then those searched.

    `day` is an instant here, or none where the key tells it.
    """
    chain = owners(table_of(source))
    own, joined = chain[0], cast(FromClause, chain[0])
    for below, above in pairwise(chain):
        key = _owner_key(below)
        assert key is not None
        joined = joined.join(above, key == above.c.id)
    return select(
        own.c.id,
        cluster_of(source).label("cluster"),
        when(source).label("at"),
        _id_in(chain, source.subject).label("subject"),
        _id_in(chain, "meeting").label("meeting"),
        *(
            (_first(chain, name) if source.names else _NO_KEY).label(name)
            for name in ("member_id", "clinic_id")
        ),
        *(own.c[name].label(f"part_{name}") for name in source.columns),
    ).select_from(joined)


def table_of(source: Source) -> Table:
    """The table of a source."""
    return cast(Table, TABLES[source.table].__table__)


def when(source: Source) -> ColumnElement[Any]:
    """The column that says how new a row is; NULL where its key does."""
    if not source.when:
        return typed(null(), Instant())
    place, _, column = source.when.rpartition(".")
    chain = owners(table_of(source))
    table = next(one for one in chain if one.name == place) if place else chain[0]
    return table.c[column]


def cluster_of(source: Source) -> ColumnElement[Any]:
    """The column with the cluster of a row; NULL where all clusters share it."""
    chain = owners(table_of(source))
    if source.everywhere:
        return _NO_KEY
    return _id_in(chain[-1:], "cluster")


def _id_in(chain: Sequence[Table], table: str) -> ColumnElement[Any]:
    """The key of the row of a table that a row is, belongs to or points to; NULL without."""
    if chain[0].name == table:
        return chain[0].c.id
    return _first(chain, f"{table}_id")


def _first(chain: Sequence[Table], column: str) -> ColumnElement[Any]:
    return next((table.c[column] for table in chain if column in table.c), _NO_KEY)


def line_of(source: Source, row: Sequence[Any]) -> Line:
    """A row of `reading(source)` as it is searched."""
    key, cluster, at, subject, meeting, member, clinic, *parts = row
    day = day_of(at) if at is not None else _day_made(key)
    return Line(
        source.id, key, cluster, day, subject, meeting, member, clinic, searched(tuple(parts))
    )


def day_of(at: datetime) -> date:
    """The day of an instant, by which things are newer or older."""
    return at.astimezone(UTC).date()


def _day_made(key: str) -> date:
    """The day a key was made: its first 48 bits are milliseconds (RFC 9562, section 5.7)."""
    days = int(key.replace("-", "")[:12], 16) // 86_400_000
    return _EPOCH + timedelta(min(days, _LAST_DAY))


# -- where it stands in the index


def number_range(cluster: int, kinds: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """First and last number of a cluster; of some of its kinds, those of each."""
    bases = [(cluster << 5 | _KIND_NUMBERS[kind]) << _KIND for kind in kinds]
    if not bases:
        return ((cluster << 5 + _KIND, ((cluster + 1) << 5 + _KIND) - 1),)
    return tuple((base, base + (1 << _KIND) - 1) for base in bases)


def day_in(number: int) -> date:
    """The day that a number of the index carries."""
    return _EPOCH + timedelta(number >> _DAY & _LAST_DAY)


def kind_in(number: int) -> str:
    """The id of the kind that a number of the index carries."""
    return _KINDS_BY_NUMBER[number >> _KIND & 0x1F]


def cluster_in(number: int) -> int:
    """The number of the cluster that a number of the index carries."""
    return number >> _KIND + 5


def cluster_number(connection: Connection, cluster: str | None) -> int | None:
    """The number of a cluster in the index; 0 is what every cluster has. None: it has nothing."""
    if cluster is None:
        return 0
    found = connection.exec_driver_sql(
        "SELECT number FROM search_cluster WHERE cluster_id = ?", (_plain(cluster),)
    ).scalar()
    return cast("int | None", found)


def _numbered(connection: Connection, cluster: str | None) -> int:
    number = cluster_number(connection, cluster)
    if number is not None:
        return number
    taken = set(connection.exec_driver_sql("SELECT number FROM search_cluster").scalars())
    # More clusters than there are numbers for share the last one.
    number = next((n for n in range(1, _MOST_CLUSTERS) if n not in taken), None)
    if number is None or cluster is None:
        return _MOST_CLUSTERS
    connection.exec_driver_sql(
        "INSERT INTO search_cluster VALUES (?, ?)", (number, _plain(cluster))
    )
    return number


def _plain(key: str | None) -> str | None:
    """A key as SQLite holds it."""
    return key and key.replace("-", "")


def _base(cluster: int, line: Line) -> int:
    """The first number of what shares cluster, kind and day with a line."""
    days = min(max((line.day - _EPOCH).days, 0), _LAST_DAY)
    kind = _KIND_NUMBERS[_BY_ID[line.source].kind]
    return ((cluster << 5 | kind) << 17 | days) << _DAY


def _bases(connection: Connection, lines: Iterable[Line]) -> list[tuple[int, Line]]:
    numbers: dict[str | None, int] = {}
    based = []
    for line in lines:
        if line.cluster not in numbers:
            numbers[line.cluster] = _numbered(connection, line.cluster)
        based.append((_base(numbers[line.cluster], line), line))
    return based


# -- keeping it


def has_index(connection: Connection) -> bool:
    """Whether a store searches by an index; a server looks at the tables themselves."""
    return connection.dialect.name == "sqlite"


def make(connection: Connection) -> None:
    """Give an empty store its index."""
    if has_index(connection):
        for statement in MADE:
            connection.exec_driver_sql(statement)


def rebuild(connection: Connection) -> int:
    """Make the index anew from all that is written. Returns how many rows are in it; 0 where there
    is none."""
    if not has_index(connection):
        return 0
    for table in ("search_line", "search_cluster"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    count = 0
    for source in SOURCES:
        for lines in _in_batches(connection, source):
            numbered = _numbered_anew(connection, lines)
            _store(connection, numbered)
            count += len(numbered)
    for deed in ("rebuild", "optimize"):
        _tell_indexes(connection, deed)
    return count


def _tell_indexes(connection: Connection, deed: str, indexes: Sequence[str] = INDEXES) -> None:
    """Let FTS5 do one of the things that it can do to a whole index."""
    for index in indexes:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES (?)", (deed,))


def follow(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Let the index say what rows say now that were changed just so.

    An index that turns out to be damaged is made anew.
    """
    if not has_index(connection):
        return
    try:
        touched = _touched(connection, changes)
        if _is_most(connection, sum(map(len, touched.values()))):
            rebuild(connection)
            return
        for source, keys in touched.items():
            for some in _pieces(sorted(keys)):
                _renew(connection, _BY_ID[source], some)
                # FTS5 writes down what it has only now, and not as late as when it is committed.
                for statement in ("SAVEPOINT search_line", "RELEASE search_line"):
                    connection.exec_driver_sql(statement)
    except DBAPIError as error:
        if not isinstance(refusal_of(error), IndexDamaged):
            raise
        rebuild(connection)


def _is_most(connection: Connection, count: int) -> bool:
    """Whether so many rows are so great a part of the index that it is made anew sooner."""
    if count <= _MANY:
        return False
    there = connection.exec_driver_sql("SELECT count(*) FROM search_line").scalar_one()
    return bool(4 * count > there)


def forget_beginnings(connection: Connection) -> None:
    """Leave nothing in the index of words that are no longer written.

    FTS5 takes them out, but may keep the beginning of one as the mark of where a page began.
    """
    if has_index(connection):
        _tell_indexes(connection, "rebuild", INDEXES[:1])


def follow_load(connection: Connection, table: str, load_id: str) -> None:
    """Take into the index what a load brought in."""
    if not has_index(connection):
        return
    count = 0
    for source in _SOURCES_OF.get(table, ()):
        of_load = table_of(source).c.load_id == load_id
        for lines in _in_batches(connection, source, of_load):
            _put(connection, _numbered_anew(connection, lines))
            count += len(lines)
    if count > _BATCH:
        # Many pieces of an index are slow to search, and would be put together one by one.
        _tell_indexes(connection, "optimize")


def forget_load(connection: Connection, table: str, load_id: str) -> None:
    """Take out of the index what a load brought in, as long as its rows are there."""
    if has_index(connection):
        for source in _SOURCES_OF.get(table, ()):
            own = table_of(source)
            keys = connection.scalars(select(own.c.id).where(own.c.load_id == load_id)).all()
            for some in _pieces(keys):
                _drop(connection, _kept(connection, source, some).values())


def _touched(connection: Connection, changes: Iterable[RowChange]) -> dict[str, set[str]]:
    """The keys of the rows, by the ids of their sources, of which the index may say too little."""
    touched: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        for source, depth in _WATCHED.get(change.table, ()):
            if not _matters(source, depth, change):
                continue
            below = {change.key} if depth == 0 else _below(connection, source, depth, change.key)
            touched[source.id] |= below
    return touched


def _matters(source: Source, depth: int, change: RowChange) -> bool:
    if change.before is None or change.after is None:
        # What a row owns is added and removed with it, and is told of by itself.
        return depth == 0
    return not change.after.keys().isdisjoint(_read(source)[depth])


@cache
def _read(source: Source) -> tuple[frozenset[str], ...]:
    """The names of the columns that are read of the row and of each of its owners."""
    chain = owners(table_of(source))
    columns = {getattr(part, "element", part) for part in reading(source).selected_columns}
    columns |= {key for table in chain if (key := _owner_key(table)) is not None}
    return tuple(
        frozenset(one.name for one in columns if getattr(one, "table", None) is table)
        for table in chain
    )


def _below(connection: Connection, source: Source, depth: int, key: str) -> set[str]:
    chain = owners(table_of(source))
    found = reading(source).with_only_columns(chain[0].c.id).where(chain[depth].c.id == key)
    return set(connection.scalars(found))


_Kept = tuple[int, str, tuple[Any, ...]]
"""Number, text and the other columns of a row of the index."""


def _renew(connection: Connection, source: Source, keys: Collection[str]) -> None:
    own = table_of(source)
    rows = connection.execute(reading(source).where(own.c.id.in_(keys)))
    wanted = {line.key: line for row in rows if (line := line_of(source, row)).text}
    there = _kept(connection, source, keys)
    same = {key for key, line in wanted.items() if key in there and _says(line, there[key])}
    stays = {
        line.key: there[line.key][0]
        for base, line in _bases(connection, wanted.values())
        if line.key in there and base <= there[line.key][0] < base + _PLACE
    }
    same &= stays.keys()
    _drop(connection, (kept for key, kept in there.items() if key not in same))
    _put(connection, [(stays[key], wanted[key]) for key in stays.keys() - same])
    _put(connection, _numbered_anew(connection, (wanted[key] for key in wanted.keys() - stays)))


def _says(line: Line, kept: _Kept) -> bool:
    return line.text == kept[1] and _columns(line) == kept[2]


def _kept(connection: Connection, source: Source, keys: Iterable[str]) -> dict[str, _Kept]:
    plain = {_plain(key): key for key in keys}
    marks = ", ".join("?" * len(plain))
    rows = connection.exec_driver_sql(
        "SELECT row_key, id, text, subject, meeting_id, member_id, clinic_id FROM search_line"
        f" WHERE source = ? AND row_key IN ({marks})",
        (source.id, *plain),
    )
    return {plain[key]: (number, text, tuple(rest)) for key, number, text, *rest in rows}


def _columns(line: Line) -> tuple[str | None, ...]:
    return tuple(map(_plain, (line.subject, line.meeting, line.member, line.clinic)))


def _drop(connection: Connection, rows: Iterable[_Kept]) -> None:
    gone = [(number, text) for number, text, _ in rows]
    if gone:
        for index in INDEXES:
            connection.exec_driver_sql(
                f"INSERT INTO {index}({index}, rowid, text) VALUES ('delete', ?, ?)", gone
            )
        connection.exec_driver_sql(
            "DELETE FROM search_line WHERE id = ?", [(number,) for number, _ in gone]
        )


def _numbered_anew(connection: Connection, lines: Iterable[Line]) -> list[tuple[int, Line]]:
    """Rows with numbers after those they share cluster, kind and day with."""
    together: dict[int, list[Line]] = defaultdict(list)
    for base, line in _bases(connection, (line for line in lines if line.text)):
        together[base].append(line)
    numbered: list[tuple[int, Line]] = []
    for base, some in together.items():
        last = connection.exec_driver_sql(
            "SELECT max(id) FROM search_line WHERE id BETWEEN ? AND ?", (base, base + _PLACE - 1)
        ).scalar()
        first = base if last is None else last + 1
        numbered += enumerate(sorted(some, key=lambda line: line.key), first)
    return numbered


def _put(connection: Connection, numbered: Iterable[tuple[int, Line]]) -> None:
    # FTS5 begins a new piece of its index wherever a number is lower than the one before.
    rows = sorted(numbered, key=lambda pair: pair[0])
    _store(connection, rows)
    texts = [(number, line.text) for number, line in rows]
    for index in INDEXES if texts else ():
        connection.exec_driver_sql(f"INSERT INTO {index}(rowid, text) VALUES (?, ?)", texts)


def _store(connection: Connection, numbered: Iterable[tuple[int, Line]]) -> None:
    rows = [
        (number, line.source, _plain(line.key), *_columns(line), line.text)
        for number, line in numbered
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO search_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _pieces(keys: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(keys)
    while some := tuple(islice(rest, _KEYS)):
        yield some


def _in_batches(
    connection: Connection, source: Source, *where: ColumnElement[bool]
) -> Iterator[list[Line]]:
    key = table_of(source).c.id
    rows = reading(source).where(*where).order_by(key).limit(_BATCH)
    some = connection.execute(rows).all()
    while some:
        yield [line_of(source, row) for row in some]
        some = connection.execute(rows.where(key > some[-1][0])).all()


_BY_ID = {source.id: source for source in SOURCES}
_SOURCES_OF: dict[str, list[Source]] = defaultdict(list)
_WATCHED: dict[str, list[tuple[Source, int]]] = defaultdict(list)
for _source in SOURCES:
    _SOURCES_OF[_source.table].append(_source)
    for _depth, _table in enumerate(owners(table_of(_source))):
        _WATCHED[_table.name].append((_source, _depth))
