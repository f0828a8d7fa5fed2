"""What a user does with things that were deleted."""

from __future__ import annotations

from facilitator.edits.closed import open_meeting
from facilitator.store import restoring, rows
from facilitator.store.rows import Session
from facilitator.store.tables import TABLES, Cluster, Insight, Meeting


def restore(session: Session, step: int, table: str, key: str) -> tuple[tuple[str, str], ...]:
    """Bring back what a Step deleted, with what it owned and what it belongs to.

    Returns the rows that are there again, the one that was asked for first. Raises Refusal when
    it is no longer kept, when its meeting is closed, or when something has taken its place.
    """
    back = restoring.bring_back(session, step, table, key)
    for place in back:
        _settle(session, place, back)
    return back


def _settle(session: Session, place: tuple[str, str], back: tuple[tuple[str, str], ...]) -> None:
    """Let a row that is back fit in with what has come since."""
    row = rows.get(session, TABLES[place[0]], place[1])
    meeting = getattr(row, "meeting_id", None)
    if place == back[0] and meeting is not None and place[0] not in _LIVE_ON:
        open_meeting(session, meeting)
    if isinstance(row, Meeting):
        _number_again(session, row)
    if isinstance(row, Insight) and row.official is not None:
        same = rows.of(session, Insight, meeting_id=row.meeting_id, official=row.official)
        row.official = row.official if len(same) == 1 else None


_LIVE_ON = frozenset({"commitment", "improvement", "topic"})
"""What a closed meeting does not close."""


def _number_again(session: Session, row: Meeting) -> None:
    """Another meeting may have got its number in the meantime."""
    same = rows.of(session, Meeting, cluster_id=row.cluster_id, number=row.number)
    if len(same) > 1:
        first = rows.get(session, Cluster, row.cluster_id).first_number
        row.number = rows.next_number(session, row.cluster_id, first)
