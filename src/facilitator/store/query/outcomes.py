"""What comes out of meetings: insights, commitments, and what was said of them since."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import ColumnElement, String, and_, case, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from facilitator.domain.followup import count_carried, introducers, is_set_aside
from facilitator.domain.outcomes import Commitment, Cycle, FollowUp, Insight, Log, Parked
from facilitator.domain.refusal import NotFound
from facilitator.domain.statuses import OPEN
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import Held, held_meetings, meeting, zone_of

Aside = dict[str, list[tuple[datetime, date]]]


def log(session: Session, meeting: str) -> Log:
    """The lines of one meeting, each kind in its order."""
    made = _commitments(session, t.Commitment.meeting_id == meeting)
    return Log(
        _insights(session, meeting),
        tuple(sorted(made, key=lambda one: one.position)),
        tuple(
            Parked(*row)
            for row in session.execute(
                select(
                    t.Parked.id,
                    t.Parked.text,
                    t.Parked.at,
                    t.Parked.destination,
                    t.Parked.position,
                    t.Parked.item_id,
                )
                .where(t.Parked.meeting_id == meeting)
                .order_by(t.Parked.position, t.Parked.id)
            )
        ),
    )


def _insights(session: Session, meeting: str) -> tuple[Insight, ...]:
    tried = (
        select(func.count())
        .select_from(t.Commitment)
        .where(t.Commitment.insight_id == t.Insight.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            t.Insight.id,
            t.Insight.text,
            t.Insight.kind,
            t.Insight.at,
            t.Insight.item_id,
            t.Insight.topic_id,
            t.Insight.category,
            t.Insight.official,
            tried,
            func.coalesce(t.Topic.title, ""),
            t.Insight.position,
        )
        .outerjoin(t.Topic, t.Topic.id == t.Insight.topic_id)
        .where(t.Insight.meeting_id == meeting)
        .order_by(t.Insight.position, t.Insight.id)
    )
    return tuple(Insight(*row) for row in rows)


def commitments(session: Session, cluster: str) -> tuple[Commitment, ...]:
    """Every commitment of a cluster, the latest agreed first."""
    rows = _commitments(session, t.Commitment.cluster_id == cluster)
    return tuple(reversed(rows))


def commitments_about(session: Session, topic: str) -> tuple[Commitment, ...]:
    """The commitments about a topic, by their insight or their item, the latest agreed first."""
    about = (
        select(t.Commitment.id)
        .outerjoin(t.Insight, t.Insight.id == t.Commitment.insight_id)
        .outerjoin(t.Item, t.Item.id == t.Commitment.item_id)
        .where(_TOPIC.in_([topic]))
        .correlate(None)
    )
    return tuple(reversed(_commitments(session, t.Commitment.id.in_(about))))


def commitment(session: Session, key: str) -> Commitment:
    """One commitment. Raises NotFound."""
    found = _commitments(session, t.Commitment.id == key)
    if not found:
        raise NotFound(
            N_("This is not there any more; perhaps it was removed elsewhere."),
            N_("Nothing was changed."),
        )
    return found[0]


def commitments_to_follow_up(session: Session, meeting_key: str) -> tuple[Commitment, ...]:
    """What the first item of a meeting lists: open when it began, or answered at it.

    Not what was set aside until a later day, nor what somebody tried who has left the cluster
    since, unless something was said of it all the same.
    """
    one = meeting(session, meeting_key)
    here = aliased(t.FollowUp)
    said = exists().where(
        here.commitment_id == t.Commitment.id,
        here.meeting_id == meeting_key,
        or_(~t.Commitment.whole_cluster, here.said_by_id.is_(None)),
    )
    day = one.start.astimezone(zone_of(session, one.cluster)).date()
    who = aliased(t.Member)
    has_left = exists().where(who.id == t.Commitment.member_id, who.left < day)
    before = one.started or one.end
    which = and_(
        t.Commitment.cluster_id == one.cluster,
        or_(t.Commitment.meeting_id.is_(None), t.Commitment.meeting_id != meeting_key),
        t.Commitment.agreed < before,
        or_(and_(t.Commitment.status.in_(OPEN), ~has_left), said),
    )
    aside = set_aside(session, t.Commitment.cluster_id == one.cluster)
    listed = _commitments(session, which, answered_at=meeting_key)
    return tuple(
        each
        for each in listed
        if each.answered or not is_set_aside(aside.get(each.id, ()), before, day)
    )


def set_aside(session: Session, which: ColumnElement[bool]) -> Aside:
    """When commitments were set aside and until which day, oldest first."""
    aside: Aside = defaultdict(list)
    for key, at, until in session.execute(
        select(t.FollowUp.commitment_id, word_at, t.FollowUp.until)
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(which, t.FollowUp.until.is_not(None))
        .order_by(word_at, t.FollowUp.id)
    ):
        aside[key].append((at, until))
    return aside


def follow_ups(session: Session, commitment: str) -> tuple[FollowUp, ...]:
    """What was said of a commitment, oldest first."""
    which = t.FollowUp.commitment_id == commitment
    return tuple(word for _, _, word in said_of(session, which))


def said_of(
    session: Session, which: ColumnElement[bool]
) -> Iterator[tuple[str, str | None, FollowUp]]:
    """What was said of some commitments, oldest first: each with whose it is and who said it."""
    rows = session.execute(
        select(
            t.FollowUp.commitment_id,
            t.FollowUp.id,
            t.FollowUp.at,
            t.Meeting.number,
            t.FollowUp.status,
            func.coalesce(t.Member.name, ""),
            t.FollowUp.experience,
            t.FollowUp.obstacle,
            t.FollowUp.next_step,
            t.FollowUp.until,
            t.FollowUp.said_by_id,
        )
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .outerjoin(t.Member, t.Member.id == t.FollowUp.said_by_id)
        .where(which)
        .order_by(t.FollowUp.at, t.FollowUp.id)
    )
    for commitment, *word in rows:
        yield commitment, word[-1], FollowUp(*word)


def _commitments(
    session: Session, which: ColumnElement[bool], *, answered_at: str | None = None
) -> tuple[Commitment, ...]:
    rows = session.execute(
        select(
            *_TOLD,
            *_RAW,
        )
        .outerjoin(t.Insight, t.Insight.id == t.Commitment.insight_id)
        .outerjoin(t.Item, t.Item.id == t.Commitment.item_id)
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.Commitment.meeting_id)
        .where(which)
        .order_by(t.Commitment.agreed, t.Commitment.position, t.Commitment.id)
    ).all()
    if not rows:
        return ()
    said, cycles = _said(session, which), _cycles(session, which)
    cluster = select(t.Commitment.cluster_id).where(t.Commitment.id == rows[0].id)
    held = _Past.of(held_meetings(session, session.scalars(cluster).one()))
    return tuple(_commitment(row, said, cycles, held, answered_at) for row in rows)


_TOPIC = func.coalesce(t.Insight.topic_id, t.Item.topic_id)

# Plain columns: a row of the table as an object costs twice as much, and a cluster has thousands.
_TOLD = (
    t.Commitment.id,
    t.Commitment.action,
    t.Commitment.situation,
    t.Commitment.sign,
    t.Commitment.category,
    t.Commitment.insight_id,
    func.coalesce(t.Insight.text, ""),
    func.coalesce(t.Member.name, t.Clinic.name, ""),
    t.Commitment.member_id,
    t.Commitment.clinic_id,
    t.Commitment.whole_cluster,
    t.Commitment.meeting_id,
    t.Meeting.number,
    t.Commitment.agreed,
    t.Commitment.due,
    t.Commitment.due_next_meeting,
    t.Commitment.confidence,
    t.Commitment.status,
)
"""What a Commitment begins with, in its order."""

_RAW = (
    type_coerce(t.Commitment.id, String).label("key"),
    t.Commitment.position,
    t.Commitment.item_id,
    t.Commitment.version,
    t.Commitment.snoozed,
    _TOPIC,
)
"""What the rest of it is found out from."""


class _Word(NamedTuple):
    """What was said once. `by`: who said it for themselves alone, of the whole cluster's.

    `commitment` and `id` as the database has them, which is all that is asked of them.
    """

    commitment: str
    meeting: str | None
    at: datetime
    status: str | None
    experience: str
    by: str | None
    until: date | None
    id: str
    version: int


class _Past(NamedTuple):
    """The held meetings of a cluster, and when each began and ended."""

    meetings: tuple[Held, ...]
    begun: list[datetime]
    ended: list[datetime]

    @classmethod
    def of(cls, held: tuple[Held, ...]) -> _Past:
        return cls(held, [one.begun for one in held], [one.ended for one in held])


def _commitment(
    row: Any,
    words: Mapping[str, Sequence[_Word]],
    cycles: Mapping[str, Sequence[Cycle]],
    held: _Past,
    answered_at: str | None,
) -> Commitment:
    told = row[: len(_TOLD)]
    key, position, item, version, snoozed, topic = row[len(_TOLD) :]
    said = words.get(key, ())
    found: tuple[Any, ...] = (
        _carried(row.agreed, said, held),
        next((word.experience for word in reversed(said) if word.experience), ""),
        answered_at is not None and answered_at in _answered(said),
        introducers([(word.by, word.status) for word in said if word.by]),
        position,
        item,
        _version(version, said),
        snoozed,
        tuple(cycles.get(told[0], ())),
        topic,
    )
    return Commitment(*told, *found)


def _version(own: int, said: Sequence[_Word]) -> int:
    """Another number after each change of the row or of what was said of it."""
    parts = [f"{own}", *[f"{word.id} {word.version}" for word in said]]
    return crc32(" ".join(parts).replace("-", "").encode())


def _answered(said: Sequence[_Word]) -> set[str | None]:
    """The meetings at which it was said, for all of it, how a commitment stands."""
    return {word.meeting for word in said if word.status and not word.by}


def _carried(agreed: datetime, said: Sequence[_Word], held: _Past) -> int:
    since = bisect_right(held.begun, agreed)
    words = [(word.at, word.status) for word in said if word.status and not word.by]
    aside = [(word.at, word.until) for word in said if word.until]
    if not aside:
        return count_carried(words, held.ended[since:])
    answered = _answered(said)
    listed = [
        past.ended
        for past in held.meetings[since:]
        if past.id in answered or not is_set_aside(aside, past.begun, past.day)
    ]
    return count_carried(words, listed)


def _said(session: Session, which: ColumnElement[bool]) -> dict[str, list[_Word]]:
    said: dict[str, list[_Word]] = defaultdict(list)
    for row in session.execute(
        select(
            type_coerce(t.FollowUp.commitment_id, String),
            t.FollowUp.meeting_id,
            word_at,
            t.FollowUp.status,
            t.FollowUp.experience,
            # Of the whole cluster each member speaks for themselves alone.
            case((t.Commitment.whole_cluster, t.FollowUp.said_by_id)),
            t.FollowUp.until,
            type_coerce(t.FollowUp.id, String),
            t.FollowUp.version,
        )
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(which)
        .order_by(word_at, t.FollowUp.id)
    ):
        said[row[0]].append(_Word._make(row))
    return said


def _cycles(session: Session, which: ColumnElement[bool]) -> dict[str, list[Cycle]]:
    cycles: dict[str, list[Cycle]] = defaultdict(list)
    for row in session.execute(
        select(
            t.Cycle.commitment_id,
            t.Cycle.id,
            t.Cycle.begun,
            t.Cycle.plan,
            t.Cycle.did,
            t.Cycle.learnt,
            t.Cycle.next_step,
        )
        .join(t.Commitment, t.Commitment.id == t.Cycle.commitment_id)
        .where(which)
        .order_by(t.Cycle.position, t.Cycle.id)
    ):
        cycles[row[0]].append(Cycle(*row[1:]))
    return cycles


# What is put right after a meeting ended was still said at it.
word_at = case((t.Meeting.ended < t.FollowUp.at, t.Meeting.ended), else_=t.FollowUp.at)
