"""One meeting in a store of its own in memory, where it can be run and nothing of it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Table, and_, insert, or_, select
from sqlalchemy.orm import Session

from facilitator.clock import Clock, new_id
from facilitator.domain.statuses import OPEN
from facilitator.store import engines, search
from facilitator.store import tables as t
from facilitator.store.query.calendar import last_held, meeting
from facilitator.store.store import Store

_Rows = dict[str, dict[str, dict[str, Any]]]
"""Rows by the names of their table and its columns, each under its key."""

_NOT_BEGUN = {"status": "ready", "started": None, "ended": None, "closed": None, "late_reason": ""}


def rehearsal_of(store: Store, meeting_key: str, clock: Clock) -> Store:
    """A store in the memory of this process with a meeting that has not begun.

    Around it stands what is seen while it runs: its cluster, and the commitments that are open.
    Nothing done there reaches `store`, and closing it forgets all. Raises NotFound.
    """
    rows = store.ask(_rows_around, meeting_key)
    rows["meeting"][meeting_key] |= _NOT_BEGUN
    engine = engines.memory_engine(new_id())
    with engine.begin() as connection:
        t.Row.metadata.create_all(connection, checkfirst=False)
        search.make(connection)
        for name, found in rows.items():
            if found:
                connection.execute(insert(t.Row.metadata.tables[name]), list(found.values()))
    member = store.member if store.member in rows["member"] else None
    return Store("", engine, clock, installation=store.installation, member=member)


def _rows_around(session: Session, key: str) -> _Rows:
    found: _Rows = defaultdict(dict)
    for kind, which in _seeds(session, key):
        _add(found, session, kind.__tablename__, which)
    # What they point to is needed as well, and what that points to.
    while wanted := _missing(found):
        for name, keys in wanted.items():
            _add(found, session, name, t.Row.metadata.tables[name].c.id.in_(keys))
    return found


def _seeds(session: Session, key: str) -> Iterator[tuple[type[t.Row], ColumnElement[bool]]]:
    one = meeting(session, key)
    of_cluster = t.Clinic, t.Member, t.Topic, t.Meeting, t.Setting
    yield from ((kind, kind.cluster_id == one.cluster) for kind in of_cluster)
    yield from ((kind, kind.meeting_id == key) for kind in (t.Goal, t.Item, t.Guest, t.Attendance))
    items = select(t.Item.id).where(t.Item.meeting_id == key)
    yield from ((kind, kind.item_id.in_(items)) for kind in (t.ItemStep, t.Use))
    shown = select(t.Use.indicator_id).where(t.Use.item_id.in_(items))
    of_shown = t.IndicatorValue.indicator_id.in_(shown)
    yield t.IndicatorValue, and_(t.IndicatorValue.cluster_id == one.cluster, of_shown)
    yield t.NotCpr, t.NotCpr.id.is_not(None)
    not_here = or_(t.Commitment.meeting_id.is_(None), t.Commitment.meeting_id != key)
    is_open = and_(t.Commitment.cluster_id == one.cluster, t.Commitment.status.in_(OPEN), not_here)
    yield t.Commitment, is_open
    asked = select(t.Commitment.id).where(is_open)
    yield from ((kind, kind.commitment_id.in_(asked)) for kind in (t.FollowUp, t.Cycle))
    before = last_held(session, one.cluster, one.start)
    yield t.Item, t.Item.meeting_id == before
    yield t.Insight, and_(t.Insight.meeting_id == before, t.Insight.official.is_not(None))


def _add(found: _Rows, session: Session, name: str, which: ColumnElement[bool]) -> None:
    rows = session.execute(select(t.Row.metadata.tables[name]).where(which))
    found[name] |= {row["id"]: dict(row) for row in rows.mappings()}


def _missing(found: _Rows) -> dict[str, Collection[str]]:
    """The keys that rows point to and that are not among them, by the names of their tables."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for name, rows in found.items():
        for column, target in _keys(t.Row.metadata.tables[name]):
            wanted[target] |= {row[column] for row in rows.values() if row[column] is not None}
    left = {name: keys - found.get(name, {}).keys() for name, keys in wanted.items()}
    return {name: keys for name, keys in left.items() if keys}


def _keys(table: Table) -> Iterator[tuple[str, str]]:
    """The columns of a table that point to rows of another, and that table."""
    for key in table.foreign_keys:
        yield key.parent.name, _target(key)


def _target(key: ForeignKey) -> str:
    return key.column.table.name
