"""What a cluster's past meetings tell about how long things take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.duration_memory import Held, held_items
from facilitator.domain.meeting_clock import Event
from facilitator.domain.overview import HELD
from facilitator.domain.schedule import Item, Plan
from facilitator.store import tables as t
from facilitator.store.query.calendar import zone_of
from facilitator.store.query.running import event

LAST_MEETINGS = 12


def durations_of(session: Session, cluster: str, limit: int = LAST_MEETINGS) -> tuple[Held, ...]:
    """The items that were held in the last `limit` meetings of a cluster, the latest meeting first.

    Four statements, however long the cluster has met.
    """
    meetings = session.execute(
        select(t.Meeting.id, t.Meeting.start, t.Meeting.end)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
        .limit(limit)
    ).all()
    keys = [row.id for row in meetings]
    zone = zone_of(session, cluster)
    items, presses = items_of(session, keys), presses_of(session, keys)
    return tuple(
        held
        for key, start, end in meetings
        for held in held_items(
            Plan(start, end, tuple(item for item, _ in items[key])),
            {item.id: kind for item, kind in items[key]},
            presses[key],
            start.astimezone(zone).date(),
        )
    )


def items_of(session: Session, meetings: Sequence[str]) -> dict[str, list[tuple[Item, str]]]:
    """The items of each of some meetings in order, with the kind of each."""
    rows = session.execute(
        select(t.Item.meeting_id, t.Item.id, t.Item.planned, t.Item.kind)
        .where(t.Item.meeting_id.in_(meetings))
        .order_by(t.Item.position, t.Item.id)
    )
    found: dict[str, list[tuple[Item, str]]] = defaultdict(list)
    for meeting, key, planned, kind in rows:
        # What an item took does not depend on who might have given minutes.
        found[meeting].append((Item(key, planned, planned, False, False), kind))
    return found


# Columns rather than rows: they are read whenever an agenda is opened.
_PRESS = (
    t.Press.meeting_id,
    t.Press.seq,
    t.Press.at,
    t.Press.mono,
    t.Press.run,
    t.Press.kind,
    t.Press.item_id,
    t.Press.seconds,
    t.Press.allotted,
    t.Press.target,
)


def presses_of(session: Session, meetings: Sequence[str]) -> dict[str, list[Event]]:
    """The presses of each of some meetings in order."""
    rows: Any = session.execute(
        select(*_PRESS).where(t.Press.meeting_id.in_(meetings)).order_by(t.Press.seq)
    )
    found: dict[str, list[Event]] = defaultdict(list)
    for row in rows:
        found[row.meeting_id].append(event(row))
    return found
