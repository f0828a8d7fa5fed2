"""What a user does with the topics of the bank: ideas, votes, states, and when to come back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from facilitator.clock import new_id
from facilitator.domain.overview import HELD
from facilitator.domain.refusal import Refusal
from facilitator.domain.topics import come_back
from facilitator.edits import agenda
from facilitator.edits.closed import open_meeting
from facilitator.language import N_
from facilitator.settings import setting
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Meeting, Topic, TopicVote

REVISIT = "revisit_months"


def add_topic(
    session: Session,
    cluster: str,
    title: str,
    at: datetime,
    *,
    key: str | None = None,
    situation: str = "",
    origin: str = "",
    meeting: str | None = None,
) -> str:
    """Put a topic into the bank, as of `at`; one of that title that is there already is kept.

    Nobody is named as the one who proposed it. Returns its id: of a new one `key` if given.

    Args:
        origin: meeting, parked, member, or “” where nobody said.
        meeting: where it came up.
    """
    title = title.strip()
    if not title:
        raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    found = topic_called(session, cluster, title)
    if found is not None:
        return found
    topic = Topic(
        id=key or new_id(),
        cluster_id=cluster,
        title=title,
        situation=situation.strip(),
        created=at,
        origin=origin,
        meeting_id=meeting,
    )
    session.add(topic)
    session.flush()
    return topic.id


def topic_called(session: Session, cluster: str, title: str) -> str | None:
    """The topic of the bank with this title, in small letters or large; or none."""
    there = rows.of(session, Topic, cluster_id=cluster)
    return next((one.id for one in there if one.title.casefold() == title.casefold()), None)


def change_topic(session: Session, topic: str, **values: Any) -> None:
    """Change fields of a topic by their column names: title, situation, revisit, origin."""
    if not values.get("title", "-").strip():
        raise Refusal(N_("This needs a title."), N_("Nothing was changed."))
    rows.change(rows.get(session, Topic, topic), **values)


def set_origin(session: Session, topic: str, origin: str) -> None:
    """Say where a topic came from; who proposed it is kept of a member's alone."""
    row = rows.get(session, Topic, topic)
    row.origin = origin
    if origin != "member":
        row.member_id = None
    if origin in ("", "member"):
        row.meeting_id = None


def name_proposer(session: Session, topic: str, member: str | None) -> None:
    """Keep which member proposed a topic, or forget it."""
    row = rows.get(session, Topic, topic)
    row.member_id = member
    if member is not None:
        row.origin, row.meeting_id = "member", None


def set_state(session: Session, topic: str, state: str, at: datetime) -> None:
    """Say how a topic stands: new, chosen, used or parked.

    Used, it is to be taken up again some months after `at`, unless a later day is said already.
    """
    row = rows.get(session, Topic, topic)
    row.state = state
    if state == "used":
        _come_back(session, row, at)


def remove_topic(session: Session, topic: str) -> None:
    """Delete a topic and its votes. One that a held meeting treated is kept."""
    row = rows.get(session, Topic, topic)
    story = queries.topic_story(session, topic)
    if any(
        one.status in HELD and (one.items or one.insights or one.is_whole) for one in story.passages
    ):
        raise Refusal(
            N_("A topic that a meeting has treated is not deleted."),
            N_("Nothing was changed."),
            N_("It can be parked instead."),
        )
    rows.remove(session, row)


def vote(session: Session, topic: str, meeting: str, by: int) -> int:
    """Count so many votes more, or fewer, for a topic at a meeting. Returns how many it has there.

    Only the number is kept; it never falls below none.
    """
    open_meeting(session, meeting)
    rows.hold(session, Topic, topic)  # two computers may count at once
    known = rows.of(session, TopicVote, topic_id=topic, meeting_id=meeting)
    votes = max(0, (known[0].votes if known else 0) + by)
    if known and votes:
        known[0].votes = votes
    elif known:
        rows.remove(session, known[0])
    elif votes:
        session.add(TopicVote(topic_id=topic, meeting_id=meeting, votes=votes))
    return votes


def put_on_agenda(session: Session, topic: str, meeting: str, index: int | None = None) -> str:
    """Put a topic on the agenda of a meeting as an exchange of experience, before the item at
    `index` or as the last before the summary. Returns the item; the topic is then a chosen one."""
    row = rows.get(session, Topic, topic)
    title = row.title[:1].upper() + row.title[1:]
    item = agenda.add_item(session, meeting, "exchange", title, index=index, topic_id=topic)
    row.state = "chosen"
    return item


def choose_for(session: Session, meeting: str, topic: str | None) -> None:
    """Say what a whole meeting is about, or that it is about nothing in particular."""
    agenda.change_meeting(session, meeting, topic_id=topic)
    if topic is not None:
        rows.get(session, Topic, topic).state = "chosen"


def mark_treated(session: Session, meeting: str) -> None:
    """The topics a meeting was about are used ones, to be taken up again some months later."""
    begun = rows.get(session, Meeting, meeting)
    for one in queries.treated_topics(session, meeting):
        row = rows.get(session, Topic, one.id)
        row.state = "used"
        _come_back(session, row, begun.started or begun.start)


def _come_back(session: Session, row: Topic, at: datetime) -> None:
    day = at.astimezone(queries.zone_of(session, row.cluster_id)).date()
    held = queries.settings(session, row.cluster_id, day)
    months = cast(int, held.get(REVISIT, setting(REVISIT).default))
    row.revisit = come_back(row.revisit, day, months)
