"""A cluster with all it owns as plain rows: gathered, tried out, and written as one Step."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    insert,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.domain.handover import (
    POINTS_TO_SHARED,
    SHARED,
    Handover,
    Known,
    Place,
    Row,
    Rows,
    known_after_handing,
)
from facilitator.domain.handover_merge import Changed, Shape
from facilitator.store import engines, journal
from facilitator.store.journal import EditSession, ReadSession, RowChange
from facilitator.store.scrubbing import scrub
from facilitator.store.tables import TABLES, Blob, HandoverBase, Instant

_NOT_CARRIED = {"sign_of_life", "not_cpr", "handover_base", "import_plan"}
CARRIED = tuple(name for name in TABLES if name not in _NOT_CARRIED)
"""The tables whose rows are handed over."""

_OF_THE_STORE = {"version", "load_id"}
_AT_A_TIME = 5_000
_BASE = HandoverBase.__tablename__
_PERSONAL = ("name", "initials", "email")


Find = Callable[[str, str, Collection[str]], Iterable[Row]]
"""The rows of a table that have one of these values in a column."""

Sort = Literal["id", "whole", "long", "yes", "number", "instant", "date", "json", "text"]


@dataclass(frozen=True, slots=True)
class ColumnSort:
    """What a column holds: `whole` has 32 bits and `long` 64. `usual`: unless it is written."""

    sort: Sort
    nullable: bool
    usual: Any


@cache
def columns_of(table: str) -> Mapping[str, ColumnSort]:
    """The columns of a table that are handed over, the id first."""
    found = [one for one in _table(table).columns if one.name not in _OF_THE_STORE]
    found.sort(key=lambda one: one.name != "id")
    return {one.name: ColumnSort(_sort(one), bool(one.nullable), _usual(one)) for one in found}


def _sort(column: Column[Any]) -> Sort:
    return next(sort for kind, sort in _SORTS if isinstance(column.type, kind))


_SORTS: tuple[tuple[type, Sort], ...] = (
    (Uuid, "id"),
    (Instant, "instant"),
    (Date, "date"),
    (Boolean, "yes"),
    (BigInteger, "long"),
    (Integer, "whole"),
    (Float, "number"),
    (JSON, "json"),
    (String, "text"),
)


def _usual(column: Column[Any]) -> Any:
    return (
        getattr(column.default, "arg", None)
        if column.default is not None and column.default.is_scalar
        else None
    )


@cache
def shape() -> Shape:
    """How the tables that are handed over hang together."""
    points = {
        name: {
            key.parent.name: key.column.table.name
            for key in _table(name).foreign_keys
            if key.column.table.name in CARRIED
        }
        for name in CARRIED
    }
    unique = {
        name: tuple(tuple(one.name for one in each.columns) for each in _uniques(name))
        for name in CARRIED
    }
    usual = {
        name: {column: one.usual for column, one in columns_of(name).items()} for name in CARRIED
    }
    return Shape(points, unique, usual)


def gather(session: Session, cluster: str) -> dict[Place, Row]:
    """The cluster, all it owns, and what that uses of the store's own, as of one instant."""
    with _one_instant(session) as connection:
        return _gathered(partial(_rows, connection), cluster)


def _gathered(find: Find, cluster: str) -> dict[Place, Row]:
    found: dict[Place, Row] = {}
    asked: set[Place] = set()
    _add(find, found, "cluster", "id", [cluster])
    while wanted := _used(found) - found.keys() - asked:
        asked |= wanted
        for table in SHARED:
            _add(find, found, table, "id", [key for of, key in wanted if of == table])
    return found


def shared(session: Session) -> dict[Place, Row]:
    """Everything that belongs to the store rather than to a cluster."""
    connection, found = session.connection(), dict[Place, Row]()
    for table in SHARED:
        keys = connection.scalars(select(_table(table).c.id)).all()
        _add(partial(_rows, connection), found, table, "id", keys)
    return found


def known(session: Session, cluster: str) -> dict[Place, tuple[str, ...]]:
    """What the store has seen of each thing when the cluster was handed over, the latest last."""
    base = _table(_BASE).c
    rows = session.connection().execute(
        select(base.table_name, base.row_key, base.digest).where(base.cluster_id == cluster)
    )
    return {(table, key): tuple(digests.split()) for table, key, digests in rows}


def elsewhere(session: Session, rows: Rows, mine: Rows) -> bool:
    """Whether a row that is not here in this cluster is in the store all the same."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for table, key in rows.keys() - mine.keys():
        wanted[table].append(key)
    connection = session.connection()
    return any(
        connection.execute(select(column).where(column.in_(some)).limit(1)).first() is not None
        for table, keys in wanted.items()
        for some in _some(keys)
        for column in [_table(table).c.id]
    )


def are_possible(handover: Handover) -> bool:
    """Whether the rows are such as a store can hold, and all of them belong to the cluster.

    They are put into a database in memory, whose constraints decide.
    """
    tables = _by_table(handover.rows)

    def find(table: str, column: str, keys: Collection[str]) -> Iterator[Row]:
        wanted = frozenset(keys)
        return (row for row in tables.get(table, ()) if row[column] in wanted)

    if _gathered(find, handover.cluster).keys() != handover.rows.keys():
        return False
    engine = engines.memory_engine(new_id())
    try:
        with engine.begin() as connection:
            TABLES["cluster"].metadata.create_all(connection, checkfirst=False)
            for table, rows in tables.items():
                _try_out(connection, table, rows)
            blobs = [{"sha256": one, "bytes": b""} for one in handover.files]
            if blobs:
                connection.execute(insert(Blob), blobs)
    except (DBAPIError, OverflowError):
        return False
    else:
        return True
    finally:
        engine.dispose()


def _try_out(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Put in rows as they stand in JSON: SQLite has the same values, but for hyphens in keys."""
    columns = columns_of(table)
    nested = {name for name, one in columns.items() if one.sort == "json"}
    names = ", ".join(f'"{name}"' for name in (*columns, "version"))
    marks = ", ".join("?" * (len(columns) + 1))
    connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        [
            (*(json.dumps(row[name]) if name in nested else row[name] for name in columns), 1)
            for row in rows
        ],
    )


@contextmanager
def nothing_stored() -> Iterator[Session]:
    """A session that reads from a store without any cluster, for a look before there is one."""
    engine = engines.memory_engine(new_id())
    try:
        with engine.begin() as connection:
            TABLES["cluster"].metadata.create_all(connection, checkfirst=False)
        with ReadSession(engine) as session:
            yield session
    finally:
        engine.dispose()


# -- writing


def write(
    session: Session,
    cluster: str,
    changes: Sequence[Changed],
    seen: Known,
    content: Callable[[str], bytes],
) -> None:
    """Change rows and what is known of them, in the session of an edit; undone with its Step.

    Texts pass the guard of every edit; what was erased there is taken out of all Steps here.
    """
    assert isinstance(session, EditSession)
    connection = session.connection()
    _add_files(connection, changes, content)
    rows = [_row_change(connection, one) for one in changes]
    for one in rows:
        journal.guard_text(connection, one.table, one.key, (one.after or {}).items())
    were_here = {change.place for change in changes if change.before is not None}
    were_here |= known(session, cluster).keys()
    rows += _base_changes(connection, cluster, seen)
    journal.apply(connection, rows)
    for one in rows:
        session.notes.add(one)
    for changed in changes:
        if changed.place in were_here:
            _forget(session, changed)


def note_handed(handover: Handover) -> Callable[[Connection], None]:
    """What `store.live` is given once a hand-over was written: how things stand in its file."""

    def note(connection: Connection) -> None:
        rows = _base_changes(connection, handover.cluster, known_after_handing(handover))
        journal.apply(connection, rows)

    return note


def _base_changes(connection: Connection, cluster: str, seen: Known) -> list[RowChange]:
    base = _table(_BASE).c
    there = {
        (row.table_name, row.row_key): (row.id, row.digest)
        for row in connection.execute(select(_table(_BASE)).where(base.cluster_id == cluster))
    }
    changes = []
    for (table, key), digests in seen.items():
        digest = " ".join(digests)
        own, before = there.get((table, key), ("", None))
        if before is None:
            row = {"cluster_id": cluster, "table_name": table, "row_key": key, "digest": digest}
            changes.append(RowChange(_BASE, new_id(), None, row))
        elif before != digest:
            changes.append(RowChange(_BASE, own, {"digest": before}, {"digest": digest}))
    return changes


def _row_change(connection: Connection, one: Changed) -> RowChange:
    (table, key), before, after = one.place, one.before, one.after
    if before is not None and after is not None:
        differing = [name for name in after if before[name] != after[name]]
        return RowChange(
            table,
            key,
            {name: before[name] for name in differing},
            {name: after[name] for name in differing},
        )
    if after is None:
        # What is removed is kept whole in the Step, with the load that once brought it in.
        stored = connection.execute(select(_table(table)).where(_table(table).c.id == key)).one()
        whole = {name: journal.to_json(table, name, v) for name, v in stored._mapping.items()}
        return RowChange(table, key, _without(whole, "id", "version"), None)
    return RowChange(table, key, None, _without(after, "id"))


def _add_files(
    connection: Connection, changes: Iterable[Changed], content: Callable[[str], bytes]
) -> None:
    attached = (one.after for one in changes if one.after and one.place[0] == "attachment")
    for digest in {row["sha256"] for row in attached} - {None}:
        there = select(Blob.sha256).where(Blob.sha256 == digest)
        if connection.execute(there).first() is None:
            connection.execute(insert(Blob), {"sha256": digest, "bytes": content(digest)})


def _forget(session: Session, one: Changed) -> None:
    """Take out of the Steps what was erased where the file comes from."""
    table, before, after = one.place[0], one.before or {}, one.after or {}
    erased = {"case": "text_deleted", "member": "anonymised"}.get(table)
    if erased is None or not after.get(erased) or before.get(erased):
        return
    empty = [name for name, value in after.items() if value == ""]
    # The mark itself as well, so that no undo lets an emptied row pass for a whole one.
    names = {erased, *(_PERSONAL if table == "member" else empty)}
    scrub(session, table, one.place[1], {name: after[name] for name in names})


# -- rows


def _table(name: str) -> Table:
    return cast(Table, TABLES[name].__table__)


def _uniques(name: str) -> Iterator[Any]:
    return (one for one in _table(name).constraints if isinstance(one, UniqueConstraint))


@contextmanager
def _one_instant(session: Session) -> Iterator[Connection]:
    """A connection that sees the rows of one instant; on a server every question has its own."""
    engine = session.get_bind().engine
    if engine.dialect.name != "postgresql" or isinstance(session, EditSession):
        yield session.connection()
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection


def _add(
    find: Find,
    found: dict[Place, Row],
    table: str,
    column: str,
    keys: Collection[str],
) -> None:
    """Add the rows with these values in a column, and all that they own."""
    new = [
        row
        for some in _some(keys)
        for row in find(table, column, some)
        if (table, row["id"]) not in found
    ]
    found.update({(table, row["id"]): row for row in new})
    for child, owner in _owned_by(table):
        if new:
            _add(find, found, child, owner, [row["id"] for row in new])


def _rows(connection: Connection, table: str, column: str, keys: Collection[str]) -> Iterator[Row]:
    names, own = columns_of(table), _table(table).c
    chosen = select(*(own[name] for name in names)).where(own[column].in_(keys))
    for values in connection.execute(chosen):
        yield journal.all_to_json(table, dict(zip(names, values, strict=True)))


@cache
def _owned_by(table: str) -> tuple[tuple[str, str], ...]:
    """The tables whose rows belong to one of this table's, each with the column that says so."""
    return tuple((child, column) for child, (column, of) in _homes().items() if of == table)


@cache
def _homes() -> Mapping[str, tuple[str, str]]:
    """For each table the column that names what its rows always belong to, and its table."""
    found: dict[str, tuple[str, str]] = {}
    for name in CARRIED:
        for key in sorted(_table(name).foreign_keys, key=lambda one: str(one.parent.name)):
            if key.parent.info.get("owner") and not key.parent.nullable:
                found.setdefault(name, (key.parent.name, key.column.table.name))
    return found


def _used(found: Rows) -> set[Place]:
    """The shared things that rows name; a meeting's template may be one of the program's own."""
    return {
        (target, row[column])
        for (of, column), target in POINTS_TO_SHARED.items()
        for (table, _), row in found.items()
        if table == of and row[column] and _is_id(row[column])
    }


def _is_id(word: str) -> bool:
    try:
        return str(UUID(word)) == word
    except ValueError:
        return False


def _by_table(rows: Rows) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for (table, _), row in rows.items():
        found[table].append(row)
    return found


def _some(keys: Collection[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_A_TIME)):
        yield some


def _without(row: Row, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
