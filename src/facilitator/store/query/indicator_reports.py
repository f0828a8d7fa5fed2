"""An indicator with all that a chart of it shows, by itself or as an agenda item uses it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.indicator_report import Report, seed_at
from facilitator.settings import setting
from facilitator.store import tables as t
from facilitator.store.query.indicators import indicator as one_indicator
from facilitator.store.query.indicators import indicators, values
from facilitator.store.query.people import settings


def indicator_reports(session: Session, cluster: str) -> tuple[Report, ...]:
    """The indicator of a cluster with the newest values as one report, with codes of its own; or
    nothing. It is what a chart is drawn of where nobody has chosen an indicator."""
    newest = max(
        (row for row in indicators(session, cluster) if row.newest is not None),
        key=lambda row: (row.newest and row.newest.last, row.clinics),
        default=None,
    )
    if newest is None:
        return ()
    return (indicator_report(session, cluster, newest.indicator.id, secrets.randbits(64)),)


def indicator_report(session: Session, cluster: str, indicator: str, seed: int = 0) -> Report:
    """An indicator with its values in a cluster; `seed` is that of the codes. Raises NotFound."""
    return Report(
        one_indicator(session, indicator, cluster),
        values(session, cluster, indicator),
        _names(session, cluster),
        is_open=_is_open(session, cluster),
        seed=seed,
    )


def report_at_item(session: Session, item: str) -> Report | None:
    """The indicator with values that an agenda item uses, the last that was chosen; its codes are
    that item's own."""
    rows = session.execute(
        select(t.Use.indicator_id, t.Meeting.cluster_id)
        .join(t.Item, t.Item.id == t.Use.item_id)
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .where(t.Use.item_id == item, t.Use.indicator_id.is_not(None))
        .order_by(t.Use.id.desc())
    )
    found = (
        indicator_report(session, cluster, str(indicator), seed_at(item, str(indicator)))
        for indicator, cluster in rows
    )
    return next((report for report in found if report.values), None)


def indicator_of(session: Session, value: str) -> str | None:
    """The indicator that a row of values belongs to; none when the row is gone."""
    return session.scalar(select(t.IndicatorValue.indicator_id).where(t.IndicatorValue.id == value))


def _names(session: Session, cluster: str) -> Mapping[str, str]:
    rows = session.execute(select(t.Clinic.id, t.Clinic.name).where(t.Clinic.cluster_id == cluster))
    return MappingProxyType(dict(rows.all()))


def _is_open(session: Session, cluster: str) -> bool:
    default = setting("open_data").default
    return bool(settings(session, cluster, date.max).get("open_data", default))
