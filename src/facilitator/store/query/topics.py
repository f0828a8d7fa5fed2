"""The topic bank: ideas, their votes, where they were treated, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.agenda import MeetingStatus
from facilitator.domain.content import Topic
from facilitator.domain.meeting_clock import EventKind, standing
from facilitator.domain.refusal import NotFound
from facilitator.domain.topics import Ballot, Passage, Story
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import meeting
from facilitator.store.query.content import (
    MEETING,
    Occasions,
    by_thing,
    happens,
    has_part,
    usages,
)
from facilitator.store.query.improvements import improvements
from facilitator.store.query.outcomes import commitments_about
from facilitator.store.query.running import presses


def topics(session: Session, cluster: str, part: str = "") -> tuple[Topic, ...]:
    """The topic bank of a cluster with `part` in the title, the newest first, with votes and the
    meetings that took each up as a whole or at an item."""
    found = _topics(session, cluster, t.Topic.cluster_id == cluster)
    return tuple(one for one in found if has_part(part, one.title))


def topic(session: Session, key: str) -> Topic:
    """One topic. Raises NotFound."""
    home = session.scalar(select(t.Topic.cluster_id).where(t.Topic.id == key))
    if home is None:
        raise NotFound(N_("This is not there any more; perhaps it was removed elsewhere."))
    return _topics(session, home, t.Topic.id == key)[0]


def _topics(session: Session, cluster: str, which: ColumnElement[bool]) -> list[Topic]:
    used, votes = _topic_occasions(session, cluster), _votes(session, which)
    rows = session.execute(
        select(t.Topic, t.Meeting.number)
        .outerjoin(t.Meeting, t.Meeting.id == t.Topic.meeting_id)
        .where(which)
        .order_by(t.Topic.created.desc(), t.Topic.id.desc())
    )
    return [
        Topic(
            one.id,
            one.title,
            one.situation,
            one.state,
            one.revisit,
            tuple(used[one.id]),
            one.created,
            one.origin,
            one.meeting_id,
            number,
            sum(count for _, count in votes[one.id]),
            votes[one.id][-1][1] if votes[one.id] else 0,
            votes[one.id][-1][0] if votes[one.id] else None,
        )
        for one, number in rows
    ]


def _votes(session: Session, which: ColumnElement[bool]) -> dict[str, list[tuple[int, int]]]:
    """Number of meeting and votes there, by topic, the last meeting last."""
    rows = session.execute(
        select(t.TopicVote.topic_id, t.Meeting.number, t.TopicVote.votes)
        .join(t.Topic, t.Topic.id == t.TopicVote.topic_id)
        .join(t.Meeting, t.Meeting.id == t.TopicVote.meeting_id)
        .where(which, t.TopicVote.votes > 0)
        .order_by(t.Meeting.start, t.Meeting.id)
    )
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, number, count in rows:
        found[key].append((number, count))
    return found


def _topic_occasions(session: Session, cluster: str) -> Occasions:
    rows = [
        *session.execute(
            select(t.Item.topic_id, *MEETING, t.Item.id, t.Item.title)
            .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
            .where(*happens(cluster), t.Item.topic_id.is_not(None))
            .order_by(t.Item.position, t.Item.id)
        ),
        *(
            (*row, None, "")
            for row in session.execute(
                select(t.Meeting.topic_id, *MEETING).where(
                    *happens(cluster), t.Meeting.topic_id.is_not(None)
                )
            )
        ),
    ]
    return by_thing(sorted(rows, key=lambda row: row[3], reverse=True))


def proposer(session: Session, key: str) -> str | None:
    """The member who proposed a topic, where that is kept; asked for when a person wants to see
    it, and never else."""
    return session.scalar(select(t.Topic.member_id).where(t.Topic.id == key))


def ballots(session: Session, meeting_key: str) -> tuple[Ballot, ...]:
    """The ideas of a meeting's cluster that are new or chosen, and whatever was voted on there, the
    newest first."""
    cluster = select(t.Meeting.cluster_id).where(t.Meeting.id == meeting_key).scalar_subquery()
    votes = func.coalesce(t.TopicVote.votes, 0)
    rows = session.execute(
        select(t.Topic.id, t.Topic.title, votes, t.Topic.state)
        .outerjoin(
            t.TopicVote,
            (t.TopicVote.topic_id == t.Topic.id) & (t.TopicVote.meeting_id == meeting_key),
        )
        .where(t.Topic.cluster_id == cluster, or_(t.Topic.state.in_(("new", "chosen")), votes > 0))
        .order_by(t.Topic.created.desc(), t.Topic.id.desc())
    )
    return tuple(Ballot(*row) for row in rows)


def treated_topics(session: Session, meeting_key: str) -> tuple[Topic, ...]:
    """What a meeting was about: its own topic, those of the items that ran, and of its insights.

    Where nothing was pressed, every item counts as one that ran.
    """
    one = meeting(session, meeting_key)
    started = {
        press.item
        for press in standing(presses(session, meeting_key))
        if press.kind is EventKind.STARTED
    }
    items = session.execute(
        select(t.Item.id, t.Item.topic_id)
        .where(t.Item.meeting_id == meeting_key, t.Item.topic_id.is_not(None))
        .order_by(t.Item.position, t.Item.id)
    )
    insights = session.scalars(
        select(t.Insight.topic_id)
        .where(t.Insight.meeting_id == meeting_key, t.Insight.topic_id.is_not(None))
        .order_by(t.Insight.position, t.Insight.id)
    )
    ran = [topic for item, topic in items if not started or item in started]
    keys = dict.fromkeys(filter(None, (one.topic, *ran, *insights)))
    there = {each.id: each for each in _topics(session, one.cluster, t.Topic.id.in_(tuple(keys)))}
    return tuple(there[key] for key in keys if key in there)


def topic_story(session: Session, key: str) -> Story:
    """All that a topic ever had to do with. Raises NotFound."""
    one = session.get(t.Topic, key)
    if one is None:
        raise NotFound(N_("This is not there any more; perhaps it was removed elsewhere."))
    made = commitments_about(session, key)
    from_these = {each.id for each in made}
    about = t.Item.topic_id == key
    attached = session.execute(
        select(t.Attachment.id, t.Attachment.name)
        .join(t.Item, t.Item.id == t.Attachment.item_id)
        .where(about)
        .order_by(t.Attachment.id.desc())
    )
    better = improvements(session, one.cluster_id) if from_these else ()
    return Story(
        _passages(session, one.cluster_id, key),
        made,
        tuple(each for each in better if each.commitment in from_these),
        tuple({use.thing: use for use in usages(session, about)}.values()),
        tuple((row[0], row[1]) for row in attached),
    )


def _passages(session: Session, cluster: str, key: str) -> tuple[Passage, ...]:
    items = _pairs(session, t.Item, t.Item.title, t.Item.topic_id == key, t.Item.position)
    insights = _pairs(
        session,
        t.Insight,
        t.Insight.text,
        t.Insight.topic_id == key,
        t.Insight.official.is_(None),
        t.Insight.official,
        t.Insight.position,
    )
    votes = session.execute(
        select(t.TopicVote.meeting_id, t.TopicVote.votes).where(
            t.TopicVote.topic_id == key, t.TopicVote.votes > 0
        )
    )
    voted = {row[0]: row[1] for row in votes}
    keys = {*items, *insights, *voted}
    rows = session.execute(
        select(*MEETING, t.Meeting.topic_id)
        .where(*happens(cluster), or_(t.Meeting.id.in_(keys), t.Meeting.topic_id == key))
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
    )
    return tuple(
        Passage(
            one,
            number,
            start,
            cast(MeetingStatus, status),
            tuple(items.get(one, ())),
            tuple(insights.get(one, ())),
            voted.get(one, 0),
            whole == key,
        )
        for one, number, start, status, whole in rows
    )


def _pairs(
    session: Session, table: Any, text: Any, which: ColumnElement[bool], *order: Any
) -> dict[str, list[tuple[str, str]]]:
    """Id and text of the rows that fit, by meeting."""
    rows: Iterable[Any] = session.execute(
        select(table.meeting_id, table.id, text).where(which).order_by(*order, table.id)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, key, words in rows:
        found[one].append((key, words))
    return found
