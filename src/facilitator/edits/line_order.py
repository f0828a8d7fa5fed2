"""The lines of a meeting, of whatever kind, stand in one order."""

from __future__ import annotations

from facilitator.domain.capture import LineKind
from facilitator.edits.closed import open_meeting
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, Insight, Parked

LogLine = Insight | Commitment | Parked

LINES: dict[LineKind, type[LogLine]] = {
    "insight": Insight,
    "commitment": Commitment,
    "parked": Parked,
}
"""The table of each kind of line."""


def next_place(session: Session, meeting: str) -> int:
    """The position after the last line of a meeting."""
    return max(rows.next_position(session, kind, meeting_id=meeting) for kind in LINES.values())


def move_line(session: Session, meeting: str, key: str, index: int) -> None:
    """Move a line before the one at `index` among the others, 0 being the first of them."""
    open_meeting(session, meeting)
    lines = _lines(session, meeting)
    moving = [one for one in lines if one.id == key]
    if moving:
        rows.place(moving[0], [one for one in lines if one.id != key], index)


def _lines(session: Session, meeting: str) -> list[LogLine]:
    found: list[LogLine] = []
    for kind in LINES.values():
        found += rows.of(session, kind, meeting_id=meeting)
    return sorted(found, key=lambda one: (one.position, one.id))
