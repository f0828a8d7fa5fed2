"""The improvements of a cluster: what its commitments came to, and what was entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from facilitator.domain.categories import category
from facilitator.domain.improvements import Improvement
from facilitator.domain.refusal import NotFound
from facilitator.domain.statuses import CHANGED
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import zone_of
from facilitator.store.query.outcomes import word_at


def improvements(session: Session, cluster: str) -> tuple[Improvement, ...]:
    """The improvements of a cluster, the newest first.

    Every commitment that stands as introduced, wholly or partly, and what was entered without
    one. Where nobody wrote since when, it is the day from which it has stood so.
    """
    stands = and_(t.Commitment.cluster_id == cluster, t.Commitment.status.in_(CHANGED))
    entered = and_(t.Improvement.cluster_id == cluster, t.Improvement.commitment_id.is_(None))
    found = (*_of_commitments(session, cluster, stands), *_entered(session, entered))
    return tuple(
        sorted(
            found,
            key=lambda one: (one.since or date.min, one.commitment or "", one.id or ""),
            reverse=True,
        )
    )


def improvement_of(session: Session, commitment: str) -> Improvement:
    """What a commitment came to, or would if it stood as introduced. Raises NotFound."""
    cluster = session.scalar(select(t.Commitment.cluster_id).where(t.Commitment.id == commitment))
    which = t.Commitment.id == commitment
    return _one(_of_commitments(session, cluster, which) if cluster is not None else ())


def entered_improvement(session: Session, key: str) -> Improvement:
    """An improvement that was written down by itself. Raises NotFound."""
    return _one(_entered(session, t.Improvement.id == key))


def _one(found: Sequence[Improvement]) -> Improvement:
    if not found:
        raise NotFound(
            N_("This is not there any more; perhaps it was removed elsewhere."),
            N_("Nothing was changed."),
        )
    return found[0]


def _of_commitments(
    session: Session, cluster: str, which: ColumnElement[bool]
) -> tuple[Improvement, ...]:
    written = t.Improvement
    rows = session.execute(
        select(
            *_WRITTEN,
            t.Commitment.id.label("commitment"),
            t.Commitment.meeting_id,
            t.Meeting.number,
            t.Commitment.action,
            t.Commitment.category.label("agreed_category"),
            func.coalesce(t.Member.name, t.Clinic.name, "").label("owner"),
            t.Commitment.member_id,
            t.Commitment.clinic_id,
            t.Commitment.whole_cluster,
            t.Commitment.agreed,
        )
        .outerjoin(written, written.commitment_id == t.Commitment.id)
        .outerjoin(t.Meeting, t.Meeting.id == t.Commitment.meeting_id)
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .where(which)
    ).all()
    zone, stood = zone_of(session, cluster), _stood_since(session, which)
    return tuple(
        _improvement(
            row,
            row.title or row.action,
            row.category or row.agreed_category,
            row.since or stood.get(row.commitment, row.agreed).astimezone(zone).date(),
        )
        for row in rows
    )


def _entered(session: Session, which: ColumnElement[bool]) -> tuple[Improvement, ...]:
    rows = session.execute(
        select(
            *_WRITTEN,
            t.Improvement.commitment_id.label("commitment"),
            t.Improvement.meeting_id,
            t.Meeting.number,
            func.coalesce(t.Member.name, t.Clinic.name, "").label("owner"),
            t.Improvement.member_id,
            t.Improvement.clinic_id,
            t.Improvement.whole_cluster,
        )
        .outerjoin(t.Meeting, t.Meeting.id == t.Improvement.meeting_id)
        .outerjoin(t.Member, t.Member.id == t.Improvement.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Improvement.clinic_id)
        .where(which)
    )
    return tuple(_improvement(row, row.title, row.category, row.since) for row in rows)


_WRITTEN = (
    t.Improvement.id,
    t.Improvement.title,
    t.Improvement.category,
    t.Improvement.aspect,
    t.Improvement.since,
    t.Improvement.measure,
    t.Improvement.unit,
    t.Improvement.before,
    t.Improvement.after,
    t.Improvement.n,
    t.Improvement.patients,
    t.Improvement.version,
)


def _improvement(row: Any, title: str, about: str, since: date | None) -> Improvement:
    return Improvement(
        row.id,
        row.commitment,
        row.meeting_id,
        row.number,
        title,
        about,
        row.aspect or category(about).aspect or "",
        row.owner,
        row.member_id,
        row.clinic_id,
        row.whole_cluster,
        since,
        row.measure or "",
        row.unit or "",
        row.before,
        row.after,
        row.n,
        row.patients or "",
        row.version or 0,
    )


def _stood_since(session: Session, which: ColumnElement[bool]) -> dict[str, datetime]:
    """From when each commitment has stood as a change without a break."""
    rows = session.execute(
        select(t.FollowUp.commitment_id, word_at, t.FollowUp.status, t.FollowUp.said_by_id)
        .add_columns(t.Commitment.whole_cluster)
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(which, t.FollowUp.status.is_not(None))
        .order_by(word_at, t.FollowUp.id)
    )
    # Of the whole cluster each member speaks for themselves alone.
    return _last_begun((key, at, said) for key, at, said, by, whole in rows if not (whole and by))


def _last_begun(words: Iterable[tuple[str, datetime, str]]) -> dict[str, datetime]:
    since: dict[str, datetime] = {}
    for key, at, said in words:
        if said in CHANGED:
            since.setdefault(key, at)
        else:
            since.pop(key, None)
    return since
