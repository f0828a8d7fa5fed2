"""What a user does with a line of a meeting, whatever its kind is or becomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from facilitator.domain.capture import Line, LineKind, Owner, with_marks
from facilitator.domain.commitment_topic import Root, find_root
from facilitator.edits import outcomes, parking, running
from facilitator.edits.closed import open_meeting
from facilitator.edits.line_order import LINES
from facilitator.edits.topics import add_topic, topic_called
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, Item

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

    A topic the bank does not know is put there, with a parked line as an everyday situation of
    it. Without a day a commitment is due by the next meeting. Raises Refusal when nothing but
    marks was written.
    """
    outcomes.refuse_empty(line.text)
    cluster = open_meeting(session, meeting).cluster_id
    if line.kind == "insight":
        topic = _topic(session, cluster, meeting, line.topic, at) if line.topic else None
        return outcomes.add_insight(
            session, meeting, line.text, at, item=item, topic=topic, key=key
        )
    if line.kind == "parked":
        return _park(session, meeting, line, at, item, key)
    return write_commitments(session, meeting, line, at, item=item, key=key)[0]


def write_commitments(
    session: Session,
    meeting: str,
    line: Line,
    at: datetime,
    *,
    owners: Sequence[Owner] = (),
    insight: str | None = None,
    item: str | None = None,
    **about: Any,
) -> list[str]:
    """Write down what was understood of a commitment, for whoever it names, else for each of
    these. Returns the ids.

    Its topic is that of what it comes from, as `find_root` finds it; where that has another, the
    topic stays in the text. `about` as in `outcomes.add_commitment`.
    """
    outcomes.refuse_empty(line.text)
    cluster = open_meeting(session, meeting).cluster_id
    action = line.text
    if line.topic:
        root = _root(session, cluster, meeting, line.topic, insight, item)
        if root is None:
            action = with_marks(line.text, topic=line.topic)
        else:
            insight = root.insight
            _name(session, cluster, meeting, line.topic, root, item, at)
    return outcomes.add_commitments(
        session,
        cluster,
        (line.owner,) if line.owner else owners,
        action,
        at,
        meeting=meeting,
        insight=insight,
        item=item,
        due=line.due,
        due_next_meeting=line.due is None,
        **about,
    )


def _root(
    session: Session,
    cluster: str,
    meeting: str,
    topic: str,
    insight: str | None,
    item: str | None,
) -> Root | None:
    insights = queries.log(session, meeting).insights
    made_at = queries.agenda(session, meeting).item(item)
    return find_root(topic_called(session, cluster, topic), insights, made_at, insight)


def _name(
    session: Session,
    cluster: str,
    meeting: str,
    topic: str,
    root: Root,
    item: str | None,
    at: datetime,
) -> None:
    """Let what a commitment comes from be about its topic from now on."""
    if not root.is_named:
        return
    key = _topic(session, cluster, meeting, topic, at)
    if root.insight is not None:
        outcomes.change_insight(session, root.insight, topic_id=key)
    else:
        rows.get(session, Item, item or "").topic_id = key


def _topic(session: Session, cluster: str, meeting: str, title: str, at: datetime) -> str:
    return add_topic(session, cluster, title, at, origin="meeting", meeting=meeting)


def _park(
    session: Session,
    meeting: str,
    line: Line,
    at: datetime,
    item: str | None,
    key: str | None,
) -> str:
    text = with_marks(line.text, topic=line.topic)
    where = "next_meeting" if line.next_meeting else ""
    parked = running.park(session, meeting, text, at, item, where, key=key)
    if line.topic and not where:
        parking.send_on(session, parked, "topic", at)
    return parked


def turn_line(session: Session, kind: LineKind, key: str, line: Line) -> str:
    """Make a line of this kind another one, at its time and in its place. Returns its new id."""
    old = rows.get(session, LINES[kind], key)
    at = old.agreed if isinstance(old, Commitment) else old.at
    meeting, item, position = old.meeting_id or "", old.item_id, old.position
    if kind == "parked":
        parking.send_on(session, key, "", at)
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


def texts_of(session: Session, kind: LineKind, key: str) -> tuple[str]:
    """What a line says, which nobody else changes until this edit is stored."""
    row = rows.hold(session, LINES[kind], key)
    return (row.action if isinstance(row, Commitment) else row.text,)


def remove_line(session: Session, kind: LineKind, key: str) -> None:
    """Remove a line."""
    _REMOVE[kind](session, key)
