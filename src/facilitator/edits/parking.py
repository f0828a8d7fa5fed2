"""Where a parked line goes: saying so does what it says, and saying otherwise takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from facilitator.domain.capture import take_topic
from facilitator.domain.outcomes import Loose
from facilitator.edits import agenda, outcomes, running, topics
from facilitator.edits.closed import open_meeting
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, Item, Parked, Topic


def send_on(session: Session, parked: str, destination: str, at: datetime) -> None:
    """Send a parked line to the topic bank, the next meeting, into a commitment, or nowhere.

    For the topic bank there is then a topic of that title, once, or where the line names one by
    `#`, the line is an everyday situation of that; for a commitment there is one that waits for
    its owner. What was made goes when the line is sent elsewhere, unless somebody has done
    anything with it; a new topic bears the id of the line, by which it is known.
    """
    row = rows.get(session, Parked, parked)
    cluster = open_meeting(session, row.meeting_id).cluster_id
    if row.destination == destination:
        return
    _withdraw(session, cluster, row)
    row.destination = destination
    if destination == "topic":
        _put_in_bank(session, cluster, row, at)
    elif destination == "commitment":
        outcomes.add_commitment(
            session,
            cluster,
            row.text,
            at,
            meeting=row.meeting_id,
            item=row.item_id,
            due_next_meeting=True,
        )


def send_all(
    session: Session, meeting: str, loose: Sequence[Loose], destination: str, at: datetime
) -> int:
    """Send lines on, and park items the meeting did not come to so that they go there too.

    Returns how many.
    """
    for one in loose:
        key = one.parked
        if key is None:
            key = running.park(session, meeting, one.text, at, one.item)
        send_on(session, key, destination, at)
    return len(loose)


def take_up(session: Session, parked: str, meeting: str, index: int) -> str:
    """Put what was parked on the agenda of a meeting, before the item at `index`. Returns its id.

    An item the earlier meeting did not come to comes whole, with what it is about; a line becomes
    an exchange of experience.
    """
    row = rows.get(session, Parked, parked)
    item = session.get(Item, row.item_id) if row.item_id else None
    if item is not None and item.title == row.text:
        made = agenda.duplicate_items(session, (item.id,), meeting, index)
        if made:
            return made[0]
    return agenda.add_item(session, meeting, "exchange", row.text, index=index)


def _idea(session: Session, cluster: str, row: Parked) -> tuple[str, str]:
    """The title a line has in the topic bank, and the situation it tells of if it names a topic."""
    titles = [one.title for one in rows.of(session, Topic, cluster_id=cluster)]
    words, named = take_topic(row.text, titles)
    return (named, words) if named else (row.text, "")


def _put_in_bank(session: Session, cluster: str, row: Parked, at: datetime) -> None:
    title, situation = _idea(session, cluster, row)
    known = topics.topic_called(session, cluster, title)
    if known is None:
        about = {"situation": situation, "origin": "parked", "meeting": row.meeting_id}
        topics.add_topic(session, cluster, title, at, key=row.id, **about)
    elif situation:
        topic = rows.get(session, Topic, known)
        topic.situation = "\n".join(filter(None, (topic.situation, situation)))


def _take_from_bank(session: Session, cluster: str, row: Parked) -> None:
    title, situation = _idea(session, cluster, row)
    own = session.get(Topic, row.id)
    if own is not None and _is_untouched(session, own, situation):
        rows.remove(session, own)
        return
    known = topics.topic_called(session, cluster, title)
    if known is not None and situation:
        topic = rows.get(session, Topic, known)
        lines = topic.situation.split("\n")
        topic.situation = "\n".join(line for line in lines if line != situation)


def _withdraw(session: Session, cluster: str, row: Parked) -> None:
    """Remove what the line became, as long as it is as it was made."""
    if row.destination == "topic":
        _take_from_bank(session, cluster, row)
    elif row.destination == "commitment":
        like = {"meeting_id": row.meeting_id, "item_id": row.item_id, "action": row.text.strip()}
        made = [one for one in rows.of(session, Commitment, **like) if _is_unowned(session, one)]
        if made:
            rows.remove(session, made[-1])


def _is_untouched(session: Session, topic: Topic, situation: str) -> bool:
    is_bare = topic.state == "new" and topic.situation == situation and topic.revisit is None
    return is_bare and not rows.is_pointed_at(session, topic)


def _is_unowned(session: Session, made: Commitment) -> bool:
    owner = made.member_id or made.clinic_id or made.whole_cluster
    more = made.situation or made.sign or made.due or made.insight_id
    return not (owner or more) and not rows.is_pointed_at(session, made)
