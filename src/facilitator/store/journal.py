"""What every edit passes: guards on the way in, and a record of the rows it touched.

The mapper is listened to, not the session, because deleted orphans are not in `session.deleted`;
the values noted as *before* are those stored, not those pending.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Literal, NoReturn, cast

from sqlalchemy import JSON, ColumnElement, Connection, Date, String, Table, event, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session
from sqlalchemy.orm.base import NO_VALUE

from facilitator.clock import new_id
from facilitator.domain.privacy import clean, find_cpr, is_made, numbers_in
from facilitator.domain.refusal import Conflict, PatientNumber
from facilitator.language import N_
from facilitator.store.tables import TABLES, Instant, NotCpr, Row

Values = dict[str, Any]
"""Column names and values as JSON can hold them."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OWN = frozenset({"id", "version"})


class NotInEdit(RuntimeError):
    """A programming error: a row was changed where no `store.edit()` is open."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after. `before` none: it was added; `after` none: it was removed.

    For a changed row both hold the changed columns only.
    """

    table: str
    key: str
    before: Values | None
    after: Values | None

    def reversed(self) -> RowChange:
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A Step as the rest of the program sees it."""

    seq: int
    kind: Literal["edit", "undo", "redo", "load"]
    label: str
    cluster: str | None
    at: datetime
    fact: bool
    rows: tuple[RowChange, ...]
    loaded: str | None = None
    """The table filled by a load."""

    @property
    def tables(self) -> frozenset[str]:
        names = {row.table for row in self.rows}
        return frozenset(names | {self.loaded} if self.loaded else names)


def overwritten(row: Values | None, values: Mapping[str, Any]) -> Values | None:
    """What is kept of a row, with other values in the columns that it keeps."""
    return None if row is None else row | {name: values[name] for name in values if name in row}


class Notes:
    """The rows touched by one edit, each once: first state before, last state after."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], tuple[Values | None, Values | None]] = {}

    def __bool__(self) -> bool:
        return any(before != after for before, after in self._rows.values())

    def __contains__(self, place: tuple[str, str]) -> bool:
        return place in self._rows

    def add(self, change: RowChange) -> None:
        """Fold one more change of a row into what is noted of it."""
        place = change.table, change.key
        if place not in self._rows:
            self._rows[place] = change.before, change.after
            return
        before, after = self._rows[place]
        if change.after is None:
            if before is None:
                del self._rows[place]
            else:
                self._rows[place] = {**(change.before or {}), **before}, None
        elif before is None:
            self._rows[place] = None, {**(after or {}), **change.after}
        else:
            self._rows[place] = (
                {**(change.before or {}), **before},
                {**(after or {}), **change.after},
            )

    def overwrite(self, table: str, key: str, values: Mapping[str, Any]) -> None:
        """Note other values for columns of a row, before and after, where any are noted."""
        if (table, key) in self._rows:
            before, after = self._rows[table, key]
            self._rows[table, key] = overwritten(before, values), overwritten(after, values)

    def rewrite(self, change: Callable[[RowChange], RowChange]) -> None:
        """Note every row as `change` gives it; table and key are to stay."""
        noted = [change(RowChange(*place, *kept)) for place, kept in self._rows.items()]
        self._rows = {(one.table, one.key): (one.before, one.after) for one in noted}

    def changes(self) -> tuple[RowChange, ...]:
        """What is left when columns that went back to where they were are taken out."""
        return tuple(self._kept())

    def _kept(self) -> Iterator[RowChange]:
        for (table, key), (before, after) in self._rows.items():
            if before is None or after is None:
                yield RowChange(table, key, before, after)
                continue
            differing = [name for name in after if before[name] != after[name]]
            if differing:
                yield RowChange(
                    table,
                    key,
                    {name: before[name] for name in differing},
                    {name: after[name] for name in differing},
                )


@dataclass(frozen=True, slots=True)
class Word:
    """A person's word, given with an edit, that numbers in its texts are no CPR numbers.

    `reasons`: why, by number as `numbers_in` gives it. `otherwise`: why no other is one either;
    “” when nothing is said of others.
    """

    reasons: Mapping[str, str]
    at: datetime
    otherwise: str = ""

    def of(self, text: str) -> str:
        """Why nothing in a text is a CPR number; “” when that is not said of all in it."""
        said = [self.reasons.get(one, self.otherwise) for one in numbers_in(text)]
        return "; ".join(dict.fromkeys(said)) if all(said) else ""


class EditSession(Session):
    """The session inside `store.edit()`: what is changed through it is noted."""

    def __init__(self, bind: Any) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.notes = Notes()
        self.word: Word | None = None
        # Whether what is taken out is to be nowhere in the store any more.
        self.erases = False
        self._vouched: list[tuple[str, str, str, str]] = []

    def vouch(self, table: str, key: str, field: str, text: str) -> bool:
        """Whether the word given with the edit covers a text; its row is then kept with it."""
        # The word itself may not hold a number: nobody vouches for that.
        if self.word is None or table == NotCpr.__tablename__ or not self.word.of(text):
            return False
        self._vouched.append((table, key, field, text))
        return True

    def flush(self, objects: Any = None) -> None:
        super().flush(objects)
        vouched, self._vouched = self._vouched, []
        for place in vouched:
            self._keep_word(*place)
        if vouched:
            super().flush()

    def _keep_word(self, table: str, key: str, field: str, text: str) -> None:
        assert self.word is not None
        place = {"table_name": table, "row_key": key, "field": field}
        row = self.scalar(select(NotCpr).filter_by(**place))
        if row is None:
            row = NotCpr(**place)
            self.add(row)
        row.digest, row.reason, row.at = digest(text), self.word.of(text), self.word.at

    def _refuse_bulk(self, *_args: Any, **_kw: Any) -> NoReturn:
        raise NotInEdit("bulk statements pass by the journal; use store.load()")

    bulk_save_objects = _refuse_bulk
    bulk_insert_mappings = _refuse_bulk
    bulk_update_mappings = _refuse_bulk


class ReadSession(Session):
    """The session inside `store.ask()`: nothing can be changed through it."""

    def __init__(self, bind: Any) -> None:
        super().__init__(bind, autoflush=False)


def _encoder(column: ColumnElement[Any]) -> Callable[[Any], Any] | None:
    if isinstance(column.type, Instant):
        return lambda value: (value - _EPOCH) // timedelta(microseconds=1)
    if isinstance(column.type, Date):
        return lambda value: value.isoformat()
    return None


def _decoder(column: ColumnElement[Any]) -> Callable[[Any], Any] | None:
    if isinstance(column.type, Instant):
        return lambda value: _EPOCH + timedelta(microseconds=value)
    if isinstance(column.type, Date):
        return date.fromisoformat
    return None


_ENCODERS = {
    (name, column.name): encode
    for name, row in TABLES.items()
    for column in row.__table__.columns
    if (encode := _encoder(column))
}
_DECODERS = {
    (name, column.name): decode
    for name, row in TABLES.items()
    for column in row.__table__.columns
    if (decode := _decoder(column))
}
_CODED = {name: {column for table, column in _DECODERS if table == name} for name in TABLES}
"""The columns of each table that are not in JSON as they are."""

_WRITTEN = {
    name: {
        column.name
        for column in row.__table__.columns
        if isinstance(column.type, String | JSON) and not is_made(name, column.name)
    }
    for name, row in TABLES.items()
}
"""The columns of each table that hold what people write."""


def to_json(table: str, column: str, value: Any) -> Any:
    """A column's value as JSON holds it: instants in microseconds, dates in ISO form."""
    encode = _ENCODERS.get((table, column))
    return encode(value) if encode and value is not None else value


def all_to_json(table: str, values: Values) -> Values:
    """As `to_json`, for all the values of a row."""
    coded = _CODED[table] & values.keys()
    return {**values, **{name: to_json(table, name, values[name]) for name in coded}}


def from_json(table: str, column: str, value: Any) -> Any:
    """The inverse of `to_json`."""
    decode = _DECODERS.get((table, column))
    return decode(value) if decode and value is not None else value


def digest(text: str) -> str:
    """What a `not_cpr` row keeps of the text it vouches for."""
    return hashlib.sha256(text.encode()).hexdigest()


def guard_text(
    connection: Connection,
    table: str,
    key: str,
    values: Iterable[tuple[str, Any]],
    vouch: Callable[[str, str, str, str], bool] = lambda *_place: False,
) -> Values:
    """Clean the texts among the values; refuse those with something like a CPR number.

    Texts inside JSON are looked through as well. `vouch` is asked of table, key, field and text
    where no row vouches for a text yet. Returns the values that cleaning changed.
    Raises PatientNumber; says nothing of the text.
    """
    changed = {}
    for field, value in values:
        if not value or field not in _WRITTEN[table]:
            continue
        kept = _cleaned(value)
        if kept != value:
            changed[field] = kept
        for text in _texts(kept):
            hits = find_cpr(text)
            if not hits or _vouched_for(connection, table, key, field, text):
                continue
            if not vouch(table, key, field, text):
                raise PatientNumber(
                    N_("This looks like a CPR number."),
                    N_("Nothing of it has been stored."),
                    N_("Remove it, hide it, or say why it is not one."),
                    table=table,
                    key=key,
                    field=field,
                    hits=len(hits),
                )
    return changed


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(part) for name, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, list) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _texts([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)


def _vouched_for(connection: Connection, table: str, key: str, field: str, text: str) -> bool:
    known = select(NotCpr.digest).where(
        NotCpr.table_name == table, NotCpr.row_key == key, NotCpr.field == field
    )
    return connection.scalar(known) == digest(text)


def _state(row: Row) -> InstanceState[Any]:
    return cast("InstanceState[Any]", inspect(row))


def _session_of(state: InstanceState[Any]) -> EditSession:
    session = state.session
    if not isinstance(session, EditSession):
        raise NotInEdit(f"{state.class_.__tablename__} is changed outside store.edit()")
    return session


@event.listens_for(Row, "before_insert", propagate=True)
def _guard_insert(_mapper: Mapper[Any], connection: Connection, target: Row) -> None:
    state = _state(target)
    session, table = _session_of(state), target.__tablename__
    values = list(state.dict.items())
    if session.word is not None and target.id is None:
        # The key would be made only now; a row that vouches for a text of it names it.
        target.id = new_id()
    key = target.id or ""
    for field, kept in guard_text(connection, table, key, values, session.vouch).items():
        setattr(target, field, kept)


@event.listens_for(Row, "after_insert", propagate=True)
def _note_insert(mapper: Mapper[Any], _connection: Connection, target: Row) -> None:
    if target.journaled:
        state = _state(target)
        row = _row_of(mapper, state.dict)
        _session_of(state).notes.add(RowChange(target.__tablename__, target.id, None, row))


@event.listens_for(Row, "before_update", propagate=True)
def _note_update(_mapper: Mapper[Any], connection: Connection, target: Row) -> None:
    state = _state(target)
    session = _session_of(state)
    if not target.journaled:
        return
    table, key = target.__tablename__, target.id
    values = [(field, state.dict.get(field)) for field in state.committed_state]
    for field, kept in guard_text(connection, table, key, values, session.vouch).items():
        setattr(target, field, kept)
    before, after = {}, {}
    for field, stored in state.committed_state.items():
        if field in _OWN:
            continue
        if stored is NO_VALUE:
            if (table, key) not in session.notes:
                raise NotInEdit(f"{table}.{field} was set before it was read")
            stored = None
        before[field] = to_json(table, field, stored)
        after[field] = to_json(table, field, state.dict.get(field))
    session.notes.add(RowChange(table, key, before, after))


@event.listens_for(Row, "before_delete", propagate=True)
def _note_delete(mapper: Mapper[Any], _connection: Connection, target: Row) -> None:
    state = _state(target)
    session = _session_of(state)
    if target.journaled:
        row = _row_of(mapper, {**state.dict, **state.committed_state})
        session.notes.add(RowChange(target.__tablename__, target.id, row, None))


def _row_of(mapper: Mapper[Any], values: dict[str, Any]) -> Values:
    table = mapper.class_.__tablename__
    return {
        field: to_json(table, field, values.get(field))
        for field in mapper.columns.keys()  # noqa: SIM118 - a column collection, not a dict
        if field not in _OWN
    }


@event.listens_for(Row, "attribute_instrument", propagate=True)
def _guard_attribute(_cls: type[Row], key: str, attribute: Any) -> None:
    if key not in _OWN:
        event.listen(attribute, "set", _guard_set, raw=True)


def _guard_set(state: InstanceState[Any], _value: Any, _old: Any, _initiator: Any) -> None:
    if state.key is not None:
        _session_of(state)


@event.listens_for(EditSession, "do_orm_execute")
def _guard_statement(execution: ORMExecuteState) -> None:
    if not execution.is_select:
        raise NotInEdit("bulk statements pass by the journal; change rows one by one")


@event.listens_for(ReadSession, "do_orm_execute")
def _guard_question(execution: ORMExecuteState) -> None:
    if not execution.is_select:
        raise NotInEdit("store.ask() only reads")


@event.listens_for(ReadSession, "before_flush")
def _guard_read(_session: Session, *_args: Any) -> None:
    raise NotInEdit("store.ask() only reads")


def apply(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Bring rows from `before` to `after`. Raises Conflict where a row is not as `before` says."""
    try:
        for (table, _), alike in groupby(changes, key=_sort_of):
            _apply_alike(connection, cast(Table, TABLES[table].__table__), tuple(alike))
    except IntegrityError as error:
        raise _conflict() from error


_AT_A_TIME = 1_000
"""Rows written at a time, where many of a table come or go."""


def _sort_of(change: RowChange) -> tuple[str, tuple[str, ...] | str]:
    """What must be the same of changes that are made together."""
    if change.before is None:
        return change.table, tuple(change.after or ())
    return change.table, "removed" if change.after is None else change.key


def _apply_alike(connection: Connection, table: Table, changes: tuple[RowChange, ...]) -> None:
    for at in range(0, len(changes), _AT_A_TIME):
        some = changes[at : at + _AT_A_TIME]
        these = table.c.id.in_([change.key for change in some])
        rows = connection.execute(select(table).where(these)).mappings()
        stored = {row["id"]: dict(row) for row in rows}
        for change in some:
            _check(change, stored.get(change.key))
        if some[0].after is None:
            connection.execute(table.delete().where(these))
        elif some[0].before is None:
            connection.execute(table.insert(), [_inserted(change) for change in some])
        else:
            version, values = table.c.version + 1, _decoded(table.name, some[0].after)
            connection.execute(table.update().where(these).values(version=version, **values))


def _inserted(change: RowChange) -> Values:
    return {"id": change.key, "version": 1, **_decoded(change.table, change.after or {})}


def _check(change: RowChange, current: dict[str, Any] | None) -> None:
    if not TABLES[change.table].journaled:
        return  # written outside the Steps as well, and never by a person
    if change.before is None:
        as_left = current is None
    else:
        as_left = current is not None and all(
            to_json(change.table, name, current[name]) == value
            for name, value in change.before.items()
        )
    if not as_left:
        raise _conflict()


def _conflict() -> Conflict:
    return Conflict(
        N_("This has been changed since, so it cannot be undone."),
        N_("Nothing was changed now."),
        N_("Change it by hand if it should be as before."),
    )


def _decoded(table: str, values: Values) -> Values:
    coded = _CODED[table] & values.keys()
    return {**values, **{name: from_json(table, name, values[name]) for name in coded}}


def dump(changes: Iterable[RowChange]) -> str:
    """Changes as the Step keeps them: a JSON list of [table, key, before, after]."""
    rows = [(c.table, c.key, c.before, c.after) for c in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def parse(rows: str) -> tuple[RowChange, ...]:
    """The inverse of `dump`."""
    return tuple(RowChange(*row) for row in json.loads(rows))
