"""What comes out of meetings: insights, commitments, and what was said of them since."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from facilitator.domain.followup import OPEN, count_carried, introducers
from facilitator.domain.outcomes import Commitment, FollowUp, Insight, Log, Parked
from facilitator.store import tables as t
from facilitator.store.queries.calendar import Held, held_meetings, meeting


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


def commitments_to_follow_up(session: Session, meeting_key: str) -> tuple[Commitment, ...]:
    """What the first item of a meeting lists: open when it began, or answered at it."""
    one = meeting(session, meeting_key)
    here = aliased(t.FollowUp)
    said = exists().where(
        here.commitment_id == t.Commitment.id,
        here.meeting_id == meeting_key,
        or_(~t.Commitment.whole_cluster, here.said_by_id.is_(None)),
    )
    before = one.started or one.end
    return _commitments(
        session,
        and_(
            t.Commitment.cluster_id == one.cluster,
            or_(t.Commitment.meeting_id.is_(None), t.Commitment.meeting_id != meeting_key),
            t.Commitment.agreed < before,
            or_(t.Commitment.status.in_(OPEN), said),
        ),
        answered_at=meeting_key,
    )


def follow_ups(session: Session, commitment: str) -> tuple[FollowUp, ...]:
    """What was said of a commitment, oldest first."""
    rows = session.execute(
        select(
            t.FollowUp.id,
            t.FollowUp.at,
            t.Meeting.number,
            t.FollowUp.status,
            func.coalesce(t.Member.name, ""),
            t.FollowUp.experience,
            t.FollowUp.obstacle,
            t.FollowUp.next_step,
        )
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .outerjoin(t.Member, t.Member.id == t.FollowUp.said_by_id)
        .where(t.FollowUp.commitment_id == commitment)
        .order_by(t.FollowUp.at, t.FollowUp.id)
    )
    return tuple(FollowUp(*row) for row in rows)


def _commitments(
    session: Session, which: ColumnElement[bool], *, answered_at: str | None = None
) -> tuple[Commitment, ...]:
    rows = session.execute(
        select(
            *_OF_COMMITMENT,
            func.coalesce(t.Insight.text, "").label("insight_text"),
            func.coalesce(t.Member.name, t.Clinic.name, "").label("owner"),
            t.Meeting.number,
        )
        .outerjoin(t.Insight, t.Insight.id == t.Commitment.insight_id)
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.Commitment.meeting_id)
        .where(which)
        .order_by(t.Commitment.agreed, t.Commitment.position, t.Commitment.id)
    ).all()
    if not rows:
        return ()
    said = _said(session, which)
    held = held_meetings(session, rows[0].cluster_id)
    return tuple(_commitment(row, said.get(row.id, ()), held, answered_at) for row in rows)


# Plain columns: a row of the table as an object costs twice as much, and a cluster has thousands.
_OF_COMMITMENT = (
    t.Commitment.id,
    t.Commitment.cluster_id,
    t.Commitment.meeting_id,
    t.Commitment.insight_id,
    t.Commitment.member_id,
    t.Commitment.clinic_id,
    t.Commitment.whole_cluster,
    t.Commitment.agreed,
    t.Commitment.situation,
    t.Commitment.action,
    t.Commitment.sign,
    t.Commitment.due,
    t.Commitment.due_next_meeting,
    t.Commitment.confidence,
    t.Commitment.category,
    t.Commitment.status,
    t.Commitment.position,
    t.Commitment.item_id,
)


def _commitment(
    one: Any,
    said: Sequence[Any],
    held: Sequence[Held],
    answered_at: str | None,
) -> Commitment:
    experience = next((s.experience for s in reversed(said) if s.experience), "")
    # Of the whole cluster each member speaks for themselves alone.
    alone = [s for s in said if one.whole_cluster and s.said_by_id]
    said_for_all = [s for s in said if s not in alone]
    return Commitment(
        one.id,
        one.action,
        one.situation,
        one.sign,
        one.category,
        one.insight_id,
        one.insight_text,
        one.owner,
        one.member_id,
        one.clinic_id,
        one.whole_cluster,
        one.meeting_id,
        one.number,
        one.agreed,
        one.due,
        one.due_next_meeting,
        one.confidence,
        one.status,
        _carried(one, said_for_all, held),
        experience,
        bool(answered_at) and any(s.meeting_id == answered_at and s.status for s in said_for_all),
        introducers((s.said_by_id, s.status) for s in alone),
        one.position,
        one.item_id,
    )


def _carried(one: Any, said: Sequence[Any], held: Sequence[Held]) -> int:
    later = held[bisect_right(held, one.agreed, key=lambda past: past.begun) :]
    words = [(word.at, word.status) for word in said if word.status]
    return count_carried(words, (past.ended for past in later))


def _said(session: Session, which: ColumnElement[bool]) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(
            t.FollowUp.commitment_id,
            t.FollowUp.meeting_id,
            word_at.label("at"),
            t.FollowUp.status,
            t.FollowUp.experience,
            t.FollowUp.said_by_id,
        )
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(which)
        .order_by(word_at, t.FollowUp.id)
    ):
        said[row.commitment_id].append(row)
    return said


# What is put right after a meeting ended was still said at it.
word_at = case((t.Meeting.ended < t.FollowUp.at, t.Meeting.ended), else_=t.FollowUp.at)
