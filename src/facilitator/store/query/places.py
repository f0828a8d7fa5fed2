"""Where a row is found: what it belongs to, from itself up to its cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.orm import Session

from facilitator.store import tables as t
from facilitator.store.journal import RowChange

_AT_MOST = 300
"""Rows of a Step that are looked at: nobody is led to the last of thousands that came in."""

Row = tuple[str, str]
"""The name of a table and the key of a row in it."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a row that was changed.

    Attributes:
        table: of the row; of the one it speaks of, where it only says something of another.
        rows: itself and what owns it, up to the cluster; only those that are there now.
    """

    table: str
    rows: tuple[Row, ...]


def ways(session: Session, changes: Iterable[RowChange]) -> tuple[Way, ...]:
    """The ways to the rows of a Step, those added or removed before those merely changed."""
    known = tuple(one for one in changes if t.TABLES[one.table].journaled)[:_AT_MOST]
    gone = {(one.table, one.key): one.before for one in known if one.after is None and one.before}
    whole = sorted(known, key=lambda one: one.before is not None and one.after is not None)
    return tuple(_way(session, (one.table, one.key), gone) for one in whole)


def way_to(session: Session, table: str, key: str) -> tuple[Row, ...]:
    """A row and what owns it, up to the cluster; only those that are there now."""
    return _way(session, (table, key), {}).rows


def _way(session: Session, row: Row, gone: Mapping[Row, Mapping[str, Any]]) -> Way:
    chain = tuple(_chain(session, row, gone))
    first = next((table for (table, _), _ in chain if table != t.NotCpr.__tablename__), row[0])
    return Way(first, tuple(one for one, is_there in chain if is_there))


def _chain(
    session: Session, row: Row, gone: Mapping[Row, Mapping[str, Any]]
) -> Iterator[tuple[Row, bool]]:
    """A row and its owners, each with whether it is there."""
    step: Row | None = row
    while step is not None:
        stored = session.get(t.TABLES[step[0]], step[1])
        values = vars(stored) if stored is not None else gone.get(step)
        yield step, stored is not None
        step = _owner(step[0], values) if values is not None else None


def _owner(table: str, values: Mapping[str, Any]) -> Row | None:
    if table == t.NotCpr.__tablename__:
        return values["table_name"], values["row_key"]
    for column in cast(Table, t.TABLES[table].__table__).columns:
        if column.info.get("owner") and values[column.key] is not None:
            (key,) = column.foreign_keys
            return key.column.table.name, values[column.key]
    return None
