"""The meetings of a cluster: all of them, one of them, the one that runs, those held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.agenda import Meeting, MeetingRow, MeetingStatus
from facilitator.domain.overview import COMING, HELD
from facilitator.domain.refusal import NotFound
from facilitator.language import N_
from facilitator.store import tables as t


def meetings(session: Session, cluster: str) -> tuple[MeetingRow, ...]:
    """All meetings of a cluster, the latest first."""

    def count(table: Any, *where: ColumnElement[bool]) -> Any:
        return (
            select(func.count())
            .select_from(table)
            .where(table.meeting_id == t.Meeting.id, *where)
            .scalar_subquery()
        )

    rows = session.execute(
        select(
            t.Meeting.id,
            t.Meeting.number,
            t.Meeting.start,
            t.Meeting.end,
            t.Meeting.status,
            t.Meeting.template,
            count(t.Item),
            count(t.Attendance, t.Attendance.state == "present"),
            count(t.Insight),
            count(t.Commitment),
        )
        .where(t.Meeting.cluster_id == cluster)
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
    )
    return tuple(MeetingRow(*row) for row in rows)


def meeting(session: Session, key: str) -> Meeting:
    """One meeting. Raises NotFound."""
    row = session.get(t.Meeting, key)
    if row is None:
        raise NotFound(N_("This meeting is not there any more."))
    return Meeting(
        row.id,
        row.cluster_id,
        row.number,
        row.start,
        row.end,
        row.place,
        row.form,
        row.template,
        cast(MeetingStatus, row.status),
        row.facilitator_id,
        row.started,
        row.ended,
        row.closed,
        row.topic_id,
        row.late_reason,
    )


def meeting_of(session: Session, table: str, key: str) -> str | None:
    """The meeting a row of a meeting belongs to, or none when there is none any more."""
    kind = t.TABLES.get(table)
    row = session.get(kind, key) if kind else None
    if isinstance(row, t.Meeting):
        return row.id
    if isinstance(row, t.ItemStep | t.Use):
        row = session.get(t.Item, row.item_id)
    return getattr(row, "meeting_id", None)


def running_meeting(session: Session) -> tuple[str, str] | None:
    """The meeting that is running and its cluster, or none."""
    row = session.execute(
        select(t.Meeting.id, t.Meeting.cluster_id)
        .where(t.Meeting.status == "running")
        .order_by(t.Meeting.started.desc())
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def last_held(session: Session, cluster: str, before: datetime) -> str | None:
    """The meeting held last before an instant, or none."""
    return session.scalar(
        select(t.Meeting.id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(HELD),
            t.Meeting.start < before,
        )
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
        .limit(1)
    )


def coming_meeting(session: Session, cluster: str, now: datetime) -> str | None:
    """The meeting that runs, or else the next that has not ended by `now`; or none."""
    return session.scalar(
        select(t.Meeting.id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(COMING),
            or_(t.Meeting.end >= now, t.Meeting.status == "running"),
        )
        .order_by(t.Meeting.start, t.Meeting.id)
        .limit(1)
    )


def zone_of(session: Session, cluster: str) -> ZoneInfo:
    """The time zone in which the cluster meets."""
    name = session.scalar(select(t.Cluster.zone).where(t.Cluster.id == cluster))
    return ZoneInfo(name or "Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class Held:
    """A held meeting: its day where the cluster meets, and when it really began and ended."""

    id: str
    number: int
    day: date
    begun: datetime
    ended: datetime


def held_meetings(session: Session, cluster: str) -> tuple[Held, ...]:
    """The held meetings of a cluster, oldest first."""
    zone = zone_of(session, cluster)
    rows = session.execute(
        select(
            t.Meeting.id,
            t.Meeting.number,
            t.Meeting.start,
            func.coalesce(t.Meeting.started, t.Meeting.start),
            func.coalesce(t.Meeting.ended, t.Meeting.end),
        )
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start, t.Meeting.id)
    )
    return tuple(
        Held(key, number, start.astimezone(zone).date(), begun, ended)
        for key, number, start, begun, ended in rows
    )
