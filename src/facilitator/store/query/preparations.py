"""What is to be ready before a meeting, and who gets it ready."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.preparation import Preparation
from facilitator.store import tables as t


def preparations(session: Session, meeting: str) -> tuple[Preparation, ...]:
    """The readiness list of a meeting: the first due first, those without a day last."""
    one = t.Preparation
    rows = session.execute(
        select(
            one,
            func.coalesce(t.Item.title, ""),
            func.coalesce(t.Member.name, t.Clinic.name, one.who),
        )
        .outerjoin(t.Item, t.Item.id == one.item_id)
        .outerjoin(t.Member, t.Member.id == one.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == one.clinic_id)
        .where(one.meeting_id == meeting)
        .order_by(one.due.is_(None), one.due, one.id)
    )
    return tuple(
        Preparation(
            row.id,
            row.meeting_id,
            row.item_id,
            title,
            row.text,
            who,
            row.member_id,
            row.clinic_id,
            row.due,
            row.done,
        )
        for row, title, who in rows
    )
