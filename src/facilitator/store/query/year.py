"""What a calendar year of a cluster holds: its meetings, and what speakers are paid."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from facilitator.domain.content import Fee, PlannedMeeting, YearFees
from facilitator.settings import setting
from facilitator.store import tables as t
from facilitator.store.query.calendar import zone_of
from facilitator.store.query.people import settings

FRAME = "speaker_frame"


def year_plan(session: Session, cluster: str, year: int) -> tuple[PlannedMeeting, ...]:
    """The meetings of a calendar year where the cluster meets, the first first."""
    rows = session.execute(
        select(t.Meeting, func.coalesce(t.Topic.title, ""))
        .outerjoin(t.Topic, t.Topic.id == t.Meeting.topic_id)
        .where(_within(session, cluster, year))
        .order_by(t.Meeting.start, t.Meeting.id)
    ).all()
    titles = dict(session.execute(select(t.Template.id, t.Template.title)).all())
    return tuple(
        PlannedMeeting(
            one.id,
            one.number,
            one.start,
            one.end,
            one.status,  # type: ignore[arg-type]
            one.template,
            titles.get(one.template, ""),
            one.topic_id,
            topic,
        )
        for one, topic in rows
    )


def fees(session: Session, cluster: str, year: int) -> YearFees:
    """What speakers are paid in a calendar year, against the frame that holds at its end.

    A meeting that is cancelled costs nothing.
    """
    rows = session.execute(
        select(
            t.Use.id,
            t.Meeting.id,
            t.Meeting.number,
            t.Meeting.start,
            t.Speaker.name,
            func.coalesce(t.Use.fee, 0),
        )
        .join(t.Item, t.Item.id == t.Use.item_id)
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .join(t.Speaker, t.Speaker.id == t.Use.speaker_id)
        .where(_within(session, cluster, year), t.Use.fee.is_not(None))
        .where(t.Meeting.status != "cancelled")
        .order_by(t.Meeting.start, t.Item.position, t.Use.id)
    )
    frame = settings(session, cluster, date(year, 12, 31)).get(FRAME, setting(FRAME).default)
    return YearFees(year, cast(int, frame), tuple(Fee(*row) for row in rows))


def _within(session: Session, cluster: str, year: int) -> ColumnElement[bool]:
    zone = zone_of(session, cluster)
    first, beyond = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    return and_(t.Meeting.cluster_id == cluster, t.Meeting.start >= first, t.Meeting.start < beyond)
