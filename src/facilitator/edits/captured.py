"""What a user does with a line of a meeting, whatever its kind is or becomes."""

from __future__ import annotations

from datetime import datetime

from facilitator.domain.capture import Line, LineKind, Owner
from facilitator.edits import outcomes, running
from facilitator.edits.closed import open_meeting
from facilitator.edits.line_order import LINES
from facilitator.edits.topics import add_topic
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment

_REMOVE = {
    "insight": outcomes.remove_insight,
    "commitment": outcomes.remove_commitment,
    "parked": running.remove_parked,
}


def write_line(
    session: Session,
    meeting: str,
    line: Line,
    at: datetime,
    *,
    item: str | None = None,
    key: str | None = None,
) -> str:
    """Write down what was understood of a line. Returns its id, `key` if given.

    A topic the bank does not know is put there. Without a day a commitment is due by the next
    meeting. Raises Refusal when nothing but marks was written.
    """
    outcomes.refuse_empty(line.text)
    cluster = open_meeting(session, meeting).cluster_id
    if line.kind == "insight":
        topic = _topic(session, cluster, meeting, line.topic, at) if line.topic else None
        return outcomes.add_insight(
            session, meeting, line.text, at, item=item, topic=topic, key=key
        )
    if line.kind == "parked":
        where = "next_meeting" if line.next_meeting else ""
        return running.park(session, meeting, line.text, at, item, where, key=key)
    owner = line.owner or Owner("")
    return outcomes.add_commitment(
        session,
        cluster,
        line.text,
        at,
        meeting=meeting,
        item=item,
        member=owner.member,
        clinic=owner.clinic,
        whole_cluster=owner.whole_cluster,
        due=line.due,
        due_next_meeting=line.due is None,
        key=key,
    )


def _topic(session: Session, cluster: str, meeting: str, title: str, at: datetime) -> str:
    return add_topic(session, cluster, title, at, origin="meeting", meeting=meeting)


def turn_line(session: Session, kind: LineKind, key: str, line: Line) -> str:
    """Make a line of this kind another one, at its time and in its place. Returns its new id."""
    old = rows.get(session, LINES[kind], key)
    at = old.agreed if isinstance(old, Commitment) else old.at
    meeting, item, position = old.meeting_id or "", old.item_id, old.position
    _REMOVE[kind](session, key)
    made = write_line(session, meeting, line, at, item=item)
    rows.get(session, LINES[line.kind], made).position = position
    return made


def change_text(session: Session, kind: LineKind, key: str, text: str) -> None:
    """Change what a line says. One that is empty for the moment keeps what it said."""
    if not text.strip():
        return
    if kind == "insight":
        outcomes.change_insight(session, key, text=text)
    elif kind == "commitment":
        outcomes.change_commitment(session, key, action=text)
    else:
        running.change_parked(session, key, text=text)


def remove_line(session: Session, kind: LineKind, key: str) -> None:
    """Remove a line."""
    _REMOVE[kind](session, key)
