"""Clusters with their settings, clinics and members."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.overview import HELD, ClusterName
from facilitator.domain.people import Clinic, Cluster, Member, belongs
from facilitator.domain.refusal import NotFound
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import held_meetings


def clusters(session: Session, today: date) -> tuple[ClusterName, ...]:
    """All clusters by name, with how many members each has today."""
    count = (
        select(func.count())
        .where(t.Member.cluster_id == t.Cluster.id, active_on(today))
        .scalar_subquery()
    )
    rows = session.execute(
        select(t.Cluster.id, t.Cluster.name, func.coalesce(t.Specialty.name, ""), count).outerjoin(
            t.Specialty, t.Specialty.id == t.Cluster.specialty_id
        )
    )
    # A server sorts names as its own language does.
    found = (ClusterName(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def cluster(session: Session, key: str, today: date) -> Cluster:
    """One cluster. Raises NotFound."""
    row = session.execute(
        select(t.Cluster, t.Specialty.name)
        .outerjoin(t.Specialty, t.Specialty.id == t.Cluster.specialty_id)
        .where(t.Cluster.id == key)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This cluster is not there any more."))
    one, specialty = row
    return Cluster(
        one.id,
        one.name,
        specialty or "",
        one.region,
        one.language,
        one.zone,
        one.ground_rules,
        one.first_number,
        members_on(session, key, today),
    )


def settings(session: Session, cluster: str, today: date) -> dict[str, Any]:
    """The settings of a cluster that hold today, by key; what was never set is not there."""
    rows = session.execute(
        select(t.Setting.key, t.Setting.value)
        .where(
            t.Setting.cluster_id == cluster,
            or_(t.Setting.valid_from.is_(None), t.Setting.valid_from <= today),
        )
        .order_by(t.Setting.valid_from.is_not(None), t.Setting.valid_from)
    )
    return dict(rows.all())


def clinics(session: Session, cluster: str) -> tuple[Clinic, ...]:
    """The clinics of a cluster in their order, with their members still there."""
    rows = session.execute(
        select(t.Clinic.id, t.Clinic.name, func.count(t.Member.id))
        .outerjoin(t.Member, and_(t.Member.clinic_id == t.Clinic.id, t.Member.left.is_(None)))
        .where(t.Clinic.cluster_id == cluster)
        .group_by(t.Clinic.id, t.Clinic.name, t.Clinic.position)
        .order_by(t.Clinic.position, t.Clinic.name)
    )
    return tuple(Clinic(*row) for row in rows)


def members(session: Session, cluster: str, today: date) -> tuple[Member, ...]:
    """Everybody who is or was a member, in their order, with attendance and role today."""
    attended = _attended(session, cluster)
    held = held_meetings(session, cluster)
    role = (
        select(t.Role.role)
        .where(
            t.Role.member_id == t.Member.id,
            or_(t.Role.since.is_(None), t.Role.since <= today),
            or_(t.Role.until.is_(None), t.Role.until >= today),
        )
        .order_by(t.Role.role)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(t.Member, func.coalesce(t.Clinic.name, ""), role)
        .outerjoin(t.Clinic, t.Clinic.id == t.Member.clinic_id)
        .where(t.Member.cluster_id == cluster)
        .order_by(t.Member.position, t.Member.name)
    )
    return tuple(
        Member(
            one.id,
            one.name,
            one.initials,
            one.email,
            one.clinic_id,
            clinic,
            one.joined,
            one.left,
            role_now,
            attended[one.id],
            sum(belongs(meeting.day, one.joined, one.left) for meeting in held),
            one.anonymised,
        )
        for one, clinic, role_now in rows
    )


def _attended(session: Session, cluster: str) -> dict[str, int]:
    rows = session.execute(
        select(t.Attendance.member_id, func.count())
        .join(t.Meeting, t.Meeting.id == t.Attendance.meeting_id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(HELD),
            t.Attendance.state == "present",
        )
        .group_by(t.Attendance.member_id)
    )
    return defaultdict(int, rows.all())


def members_on(session: Session, cluster: str, day: date) -> int:
    """How many belong to the cluster that day."""
    return (
        session.scalar(
            select(func.count())
            .select_from(t.Member)
            .where(t.Member.cluster_id == cluster, active_on(day))
        )
        or 0
    )


def active_on(day: date) -> ColumnElement[bool]:
    """The members who belong to their cluster that day."""
    return and_(
        or_(t.Member.joined.is_(None), t.Member.joined <= day),
        or_(t.Member.left.is_(None), t.Member.left >= day),
    )


def has_history(session: Session, member: str) -> bool:
    """Whether anything was ever noted of a member."""
    noted = (
        t.Attendance.member_id,
        t.Commitment.member_id,
        t.FollowUp.said_by_id,
        t.Item.member_id,
        t.Preparation.member_id,
        t.Case.presenter_id,
        t.Meeting.facilitator_id,
        t.Spoken.member_id,
        t.Topic.member_id,
        t.Improvement.member_id,
    )
    found = [exists().where(column == member) for column in noted]
    return bool(session.scalar(select(or_(*found))))


def specialty_named(session: Session, name: str) -> str | None:
    """The specialty with this name, or none."""
    return session.scalar(select(t.Specialty.id).where(t.Specialty.name == name))
