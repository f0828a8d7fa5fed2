"""What the home page shows of one cluster."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.overview import (
    COMING,
    DUE_READ,
    HELD,
    DueCommitment,
    ItemBrief,
    LastMeeting,
    NextMeeting,
    Overview,
)
from facilitator.domain.statuses import CHANGED, OPEN
from facilitator.store import tables as t
from facilitator.store.query.calendar import zone_of
from facilitator.store.query.people import active_on, clusters, members_on


def overview(session: Session, cluster: str, today: date) -> Overview:
    """What the home page shows of one cluster."""
    open_ones = and_(
        t.Commitment.cluster_id == cluster,
        t.Commitment.status.in_(OPEN),
        or_(t.Commitment.snoozed.is_(None), t.Commitment.snoozed <= today),
    )
    new_ones = and_(t.Topic.cluster_id == cluster, t.Topic.state == "new")
    running = session.scalar(
        select(t.Meeting.id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status == "running")
        .order_by(t.Meeting.start)
        .limit(1)
    )
    return Overview(
        cluster,
        clusters(session, today),
        _next_meeting(session, cluster),
        _last_meeting(session, cluster),
        _due(session, open_ones),
        session.scalar(select(func.count()).select_from(t.Commitment).where(open_ones)) or 0,
        ever_improved(session, cluster, today),
        members_on(session, cluster, today),
        running,
        session.scalar(select(func.count()).select_from(t.Topic).where(new_ones)) or 0,
    )


def _next_meeting(session: Session, cluster: str) -> NextMeeting | None:
    row = session.execute(
        select(t.Meeting)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(COMING))
        .order_by(t.Meeting.start, t.Meeting.id)
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    items = session.execute(
        select(
            t.Item.id,
            t.Item.kind,
            t.Item.title,
            t.Item.planned,
            or_(t.Item.who != "", t.Item.member_id.is_not(None), t.Item.clinic_id.is_not(None)),
        )
        .where(t.Item.meeting_id == row.id)
        .order_by(t.Item.position, t.Item.id)
    )
    goals = session.scalar(
        select(func.count()).select_from(t.Goal).where(t.Goal.meeting_id == row.id)
    )
    tasks, ready = session.execute(
        select(func.count(), func.count(t.Preparation.done)).where(
            t.Preparation.meeting_id == row.id
        )
    ).one()
    return NextMeeting(
        row.id,
        row.number,
        row.start,
        row.end,
        row.status,
        goals or 0,
        tuple(ItemBrief(key, kind, title, s, bool(who)) for key, kind, title, s, who in items),
        tasks,
        ready,
    )


def _last_meeting(session: Session, cluster: str) -> LastMeeting | None:
    row = session.execute(
        select(t.Meeting)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    day = row.start.astimezone(zone_of(session, cluster)).date()
    return LastMeeting(
        row.id,
        row.number,
        row.start,
        row.end,
        row.ended,
        _count(session, t.Insight, row.id),
        _count(session, t.Commitment, row.id),
        session.scalar(
            select(func.count())
            .select_from(t.Attendance)
            .where(t.Attendance.meeting_id == row.id, t.Attendance.state == "present")
        )
        or 0,
        members_on(session, cluster, day),
        row.status == "closed",
    )


def _count(session: Session, table: type[t.Insight | t.Commitment], meeting: str) -> int:
    return (
        session.scalar(select(func.count()).select_from(table).where(table.meeting_id == meeting))
        or 0
    )


def _due(session: Session, which: ColumnElement[bool]) -> tuple[DueCommitment, ...]:
    rows = session.execute(
        select(
            t.Commitment.id,
            t.Commitment.action,
            func.coalesce(t.Member.name, t.Clinic.name, ""),
            t.Commitment.due,
            t.Commitment.status,
            t.Commitment.whole_cluster,
        )
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .where(which)
        .order_by(
            t.Commitment.due.is_(None), t.Commitment.due, t.Commitment.agreed, t.Commitment.id
        )
        .limit(DUE_READ)
    )
    return tuple(DueCommitment(*row) for row in rows)


def ever_improved(session: Session, cluster: str, today: date) -> int:
    """How many of today's members ever introduced something."""
    which = active_on(today), has_improved(cluster)
    rows = select(func.count()).select_from(t.Member).where(t.Member.cluster_id == cluster, *which)
    return session.scalar(rows) or 0


def has_improved(cluster: str) -> ColumnElement[bool]:
    """Whether a member ever introduced something, themselves or their clinic.

    A commitment of the whole cluster counts for those who said so.
    """
    own = exists().where(
        t.Commitment.cluster_id == cluster,
        t.Commitment.status.in_(CHANGED),
        or_(
            t.Commitment.member_id == t.Member.id,
            and_(t.Commitment.clinic_id.is_not(None), t.Commitment.clinic_id == t.Member.clinic_id),
        ),
    )
    shared = exists().where(
        t.FollowUp.said_by_id == t.Member.id,
        t.FollowUp.status.in_(CHANGED),
        t.FollowUp.commitment_id == t.Commitment.id,
        t.Commitment.whole_cluster,
    )
    return or_(own, shared)
