"""Bringing back what was deleted, from the Step that deleted it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.domain.refusal import Conflict, NotFound
from facilitator.language import N_
from facilitator.store import journal
from facilitator.store.journal import RowChange, Values
from facilitator.store.query.steps import owner_of
from facilitator.store.tables import TABLES, Blob, StepRow

Place = tuple[str, str]
"""A table and the key of a row in it."""


def bring_back(session: Session, step: int, table: str, key: str) -> tuple[Place, ...]:
    """Put a deleted row back with all it owned when it went, as a change like any other.

    What owned it and was deleted as well comes along, by itself. What pointed to it and points
    nowhere now points to it again; what it pointed to and is gone, it points to no more.

    Returns the rows that are there again, the one that was asked for first. Raises Refusal:
    NotFound when its Step is no longer kept, Conflict when something has taken its place.
    """
    row = session.get(StepRow, step)
    changes = journal.parse(row.rows) if row is not None else ()
    gone = {(one.table, one.key): one.before or {} for one in changes if one.after is None}
    if (table, key) not in gone:
        raise _forgotten()
    if session.get(TABLES[table], key) is not None:
        raise Conflict(N_("This is there already."), N_("Nothing was changed."))
    wanted = {place: gone[place] for place in gone if _is_of(place, (table, key), gone)}
    _add_owners(session, (table, key), wanted)
    order = [(table, key), *(place for place in wanted if place != (table, key))]
    for place in order:
        session.add(_row(session, place, wanted))
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(
            N_("Something else has taken its place, so it cannot be brought back."),
            N_("Nothing was changed."),
        ) from error
    _point_again(session, changes, wanted)
    return tuple(order)


def _is_of(place: Place, whole: Place, gone: Mapping[Place, Values]) -> bool:
    """Whether a deleted row is the whole, or was owned by it at one or more removes."""
    if place == whole:
        return True
    owners = (one for one in _owners(place[0], gone[place]) if one in gone)
    return any(_is_of(one, whole, gone) for one in owners)


def _owners(table: str, values: Mapping[str, Any]) -> list[Place]:
    """The rows that own a row with these values; a use has two."""
    found = []
    for column in cast(Table, TABLES[table].__table__).columns:
        if column.info.get("owner") and values.get(column.key) is not None:
            (key,) = column.foreign_keys
            found.append((key.column.table.name, values[column.key]))
    return found


def _add_owners(session: Session, place: Place, wanted: dict[Place, Values]) -> None:
    """Want the owners that are gone, for what is wanted. Raises NotFound for one forgotten."""
    for one in list(wanted):
        for owner in _owners(one[0], wanted[one]):
            if owner in wanted or session.get(TABLES[owner[0]], owner[1]) is not None:
                continue
            if one != place and owner_of(one[0], wanted[one]) != owner:
                # Of two owners the one that went by itself takes what lay between them along.
                del wanted[one]
                break
            wanted[owner] = _last_values(session, owner)
            _add_owners(session, owner, wanted)


def _last_values(session: Session, place: Place) -> Values:
    """What a row held when it was deleted. Raises NotFound when no kept Step knows."""
    steps = select(StepRow.rows).where(StepRow.rows.contains(place[1])).order_by(StepRow.seq.desc())
    for rows in session.scalars(steps):
        for change in journal.parse(rows):
            if (change.table, change.key) == place and change.after is None:
                return change.before or {}
    raise _forgotten()


def _forgotten() -> NotFound:
    return NotFound(
        N_("It was deleted so long ago, or with something so old, that it is no longer kept."),
        N_("Nothing was changed."),
        N_("A backup may still hold it."),
    )


def _row(session: Session, place: Place, wanted: Mapping[Place, Values]) -> Any:
    """The row as it was, but for pointers to what is gone."""
    table, key = place
    columns = cast(Table, TABLES[table].__table__).columns
    values = {}
    for name, value in wanted[place].items():
        if name not in columns:
            continue
        for target in columns[name].foreign_keys:
            value = _pointer(session, target.column.table.name, value, wanted)
        values[name] = journal.from_json(table, name, value)
    if values.get("sha256") is None and wanted[place].get("sha256") is not None:
        raise _forgotten()
    return TABLES[table](id=key, **values)


def _pointer(session: Session, table: str, key: Any, wanted: Mapping[Place, Values]) -> Any:
    if key is None or (table, key) in wanted:
        return key
    kind = Blob if table == Blob.__tablename__ else TABLES[table]
    return key if session.get(kind, key) is not None else None


def _point_again(
    session: Session, changes: Sequence[RowChange], wanted: Mapping[Place, Values]
) -> None:
    """Let rows that lost their pointer with the deletion, and got no other since, have it again."""
    keys = {key for _, key in wanted}
    for change in changes:
        if change.before is None or change.after is None:
            continue
        row: Any = session.get(TABLES[change.table], change.key)
        for name, value in change.before.items():
            lost = change.after[name] is None and isinstance(value, str) and value in keys
            if row is not None and lost and getattr(row, name) is None:
                setattr(row, name, value)
