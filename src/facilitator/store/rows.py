"""Rows for the edits: found, put in order, removed with what they own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session as Session  # edits name it, and know nothing else of it

from facilitator.domain.refusal import NotFound
from facilitator.language import N_
from facilitator.store.tables import SPACING, TABLES, Meeting, Press, Row

R = TypeVar("R", bound=Row)


class Placed(Protocol):
    """A row with a place among its siblings."""

    position: Any


P = TypeVar("P", bound=Placed)


def get(session: Session, kind: type[R], key: str) -> R:
    """The row with this key. Raises NotFound."""
    return _there(session.get(kind, key))


def hold(session: Session, kind: type[R], key: str) -> R:
    """As `get`, and whoever else would change the row waits until this is stored."""
    this = select(kind).where(kind.id == key).with_for_update(key_share=True)
    return _there(session.scalar(this.execution_options(populate_existing=True)))


def _there(row: R | None) -> R:
    if row is None:
        raise NotFound(
            N_("This is not there any more; perhaps it was removed elsewhere."),
            N_("Nothing was changed."),
        )
    return row


def of(session: Session, kind: type[R], **equal: Any) -> list[R]:
    """The rows whose columns have these values, in their order."""
    table = kind.__table__.c
    order = (table.position, table.id) if "position" in table else (table.id,)
    return list(session.scalars(select(kind).filter_by(**equal).order_by(*order)))


def among(
    session: Session, kind: type[R], column: str, values: Iterable[Any], **equal: Any
) -> list[R]:
    """As `of`, of those that have one of some values in a column."""
    rest, found = iter(dict.fromkeys(values)), list[R]()
    while some := tuple(islice(rest, _AT_A_TIME)):
        chosen = select(kind).filter_by(**equal).where(kind.__table__.c[column].in_(some))
        found += session.scalars(chosen.order_by(kind.id))
    return found


_AT_A_TIME = 500


@dataclass(slots=True)
class Seat:
    """Where a row stands among its siblings, without the rest of it."""

    id: str
    kind: str
    position: int


def seats(session: Session, kind: type[R], **equal: Any) -> list[Seat]:
    """The seats of the rows with these values, in their order; of a kind of row with kinds."""
    table = kind.__table__.c
    picked = select(table.id, table.kind, table.position)
    for name, value in equal.items():
        picked = picked.where(table[name] == value)
    return [Seat(*row) for row in session.execute(picked.order_by(table.position, table.id))]


def change(row: Row, **values: Any) -> None:
    """Set columns of a row by their names. Raises AttributeError for a name that is none."""
    for name, value in values.items():
        if name not in row.__table__.columns:
            raise AttributeError(f"{row.__tablename__} has no column {name}")
        setattr(row, name, value)


def next_position(session: Session, kind: type[R], **equal: Any) -> int:
    """The place after the last of the rows with these values."""
    position = kind.__table__.c.position
    last = session.scalar(select(func.max(position)).filter_by(**equal))
    return (last or 0) + SPACING


def next_number(session: Session, cluster: str, first: int) -> int:
    """The running number of the next meeting of a cluster."""
    last = session.scalar(select(func.max(Meeting.number)).where(Meeting.cluster_id == cluster))
    return first if last is None else last + 1


def next_press(session: Session, meeting: str) -> int:
    """The sequence number of the next press of a meeting's clock.

    Whoever else presses the same clock waits until this is stored.
    """
    this = select(Meeting.id).where(Meeting.id == meeting)
    session.execute(this.with_for_update(key_share=True))
    last = session.scalar(select(func.max(Press.seq)).where(Press.meeting_id == meeting))
    return (last or 0) + 1


def place(row: P, others: Sequence[P], index: int) -> None:
    """Put the row before `others[index]`; respace them all when there is no room left.

    `others` are its siblings in order, without the row. Only the row moves, until the room
    between two neighbours is used up.
    """
    before = others[index - 1].position if index else 0
    after = others[index].position if index < len(others) else before + 2 * SPACING
    if after - before < 2:
        for number, other in enumerate(others):
            other.position = (number + 1 + (number >= index)) * SPACING
        row.position = (index + 1) * SPACING
        return
    row.position = (before + after) // 2


def remove(session: Session, row: Row) -> None:
    """Delete a row, all it owns, and every pointer to it, each noted in the journal."""
    for kind, column, owner in _pointing_at(row.__tablename__):
        for child in session.scalars(select(kind).where(column == row.id)):
            if owner:
                remove(session, child)
            else:
                setattr(child, column.key, None)
    session.delete(row)


def is_pointed_at(session: Session, row: Row) -> bool:
    """Whether any other row names this one."""
    return any(
        session.scalar(select(kind.id).where(column == row.id).limit(1)) is not None
        for kind, column, _owner in _pointing_at(row.__tablename__)
    )


def _pointing_at(table: str) -> list[tuple[type[Row], Any, bool]]:
    return [
        (kind, getattr(kind, column.key), bool(column.info.get("owner")))
        for kind in TABLES.values()
        for column in cast(Table, kind.__table__).columns
        for key in column.foreign_keys
        if key.column.table.name == table
    ]
