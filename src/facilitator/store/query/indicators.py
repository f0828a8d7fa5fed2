"""What is measured in a cluster's clinics, the waves of its survey, and marks on its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.clinic_names import KnownClinic
from facilitator.domain.content import Occasion
from facilitator.domain.history import Cut, CutKind
from facilitator.domain.indicators import (
    Better,
    Indicator,
    IndicatorRow,
    Kind,
    Level,
    Period,
    TargetOp,
    Value,
)
from facilitator.domain.refusal import NotFound
from facilitator.domain.shares import Share
from facilitator.domain.surveys import Against, Survey
from facilitator.language import N_, sort_key
from facilitator.store import tables as t
from facilitator.store.query.content import occasions


def indicators(session: Session, cluster: str) -> tuple[IndicatorRow, ...]:
    """The indicators a cluster can use, by the titles of package and indicator; those without a
    package come last.

    Those of a package for another specialty are there only when the cluster has values of them.
    """
    specialty = select(t.Cluster.specialty_id).where(t.Cluster.id == cluster).scalar_subquery()
    own = select(t.IndicatorValue.indicator_id).where(t.IndicatorValue.cluster_id == cluster)
    fits = or_(
        t.Indicator.package_id.is_(None),
        t.Package.specialty_id.is_(None),
        t.Package.specialty_id == specialty,
        t.Indicator.id.in_(own),
    )
    clinics, periods = _clinics(session, cluster), _periods(session, cluster)
    found = (
        IndicatorRow(one, clinics.get(one.id, 0), *periods.get(one.id, (0, None)))
        for one in _indicators(session, fits, cluster)
    )
    return tuple(sorted(found, key=lambda row: _by_package(row.indicator)))


def indicator(session: Session, key: str, cluster: str | None = None) -> Indicator:
    """One indicator; of a cluster, with the items there that are about it. Raises NotFound."""
    found = _indicators(session, t.Indicator.id == key, cluster)
    if not found:
        raise NotFound(N_("This is not there any more; perhaps it was removed elsewhere."))
    return found[0]


def _indicators(
    session: Session, which: ColumnElement[bool], cluster: str | None
) -> list[Indicator]:
    rows = session.execute(
        select(t.Indicator, func.coalesce(t.Package.title, ""))
        .outerjoin(t.Package, t.Package.id == t.Indicator.package_id)
        .where(which)
    )
    used: Mapping[str, list[Occasion]] = (
        occasions(session, cluster, t.Use.indicator_id) if cluster else {}
    )
    return [
        Indicator(
            one.id,
            one.title,
            cast(Kind, one.kind),
            one.package_id,
            package,
            one.unit,
            one.numerator,
            one.denominator,
            cast(Better, one.better),
            one.target,
            cast(TargetOp, one.target_op),
            tuple(line.strip() for line in one.questions.splitlines() if line.strip()),
            one.source,
            tuple(used.get(one.id, ())),
        )
        for one, package in rows
    ]


def _by_package(one: Indicator) -> tuple[object, ...]:
    return one.package is None, sort_key(one.package_title), sort_key(one.title), one.id


def _clinics(session: Session, cluster: str) -> dict[str, int]:
    """How many clinics have values, by indicator."""
    v = t.IndicatorValue
    rows = session.execute(
        select(v.indicator_id, func.count(v.clinic_id.distinct()))
        .where(v.cluster_id == cluster)
        .group_by(v.indicator_id)
    )
    return dict(rows.all())


def _periods(session: Session, cluster: str) -> dict[str, tuple[int, Period]]:
    """How many periods there are values for, and the newest of them, by indicator."""
    v = t.IndicatorValue
    rows = session.execute(
        select(v.indicator_id, v.first, v.last).where(v.cluster_id == cluster).distinct()
    )
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for key, first, last in rows:
        found[key].append((last, first))
    return {key: (len(days), Period(*reversed(max(days)))) for key, days in found.items()}


def values(session: Session, cluster: str, indicator: str) -> tuple[Value, ...]:
    """All values of an indicator that a cluster has, in order of time; of each period those of
    clinics, the cluster and the country, clinics in their order."""
    v = t.IndicatorValue.__table__.c
    clinic = t.Clinic.__table__.c
    rows = session.execute(
        select(
            *(v.clinic_id, v.level, v.first, v.last),
            *(v.numerator, v.denominator, v.value, v.decimals),
        )
        .outerjoin(t.Clinic.__table__, clinic.id == v.clinic_id)
        .where(v.cluster_id == cluster, v.indicator_id == indicator)
        .order_by(v.first, v.last, v.level, clinic.position, clinic.name, v.clinic_id)
    ).all()
    period = cache(Period)
    return tuple(
        Value(
            indicator,
            key,
            cast(Level, level),
            period(first, last),
            None if numerator is None else Share(numerator, denominator),
            value,
            decimals,
        )
        for key, level, first, last, numerator, denominator, value, decimals in rows
    )


def has_values(session: Session, indicator: str, *, apart: str = "") -> bool:
    """Whether any cluster has values of an indicator, or any but one."""
    v = t.IndicatorValue
    others = (v.cluster_id != apart,) if apart else ()
    return (
        session.scalar(select(v.id).where(v.indicator_id == indicator, *others).limit(1))
        is not None
    )


def marks(session: Session, cluster: str) -> tuple[Cut, ...]:
    """The marks on a cluster's history, in order of time."""
    rows = session.scalars(
        select(t.Mark).where(t.Mark.cluster_id == cluster).order_by(t.Mark.day, t.Mark.id)
    )
    return tuple(Cut(one.id, one.chart, one.day, cast(CutKind, one.kind), one.text) for one in rows)


def surveys(session: Session, cluster: str) -> tuple[Survey, ...]:
    """The waves of a cluster's survey with their counts, in order of time; a count of more than
    have answered is left out, and so are changes since another wave than the one before."""
    rows = session.execute(
        select(t.SurveyCount, t.Survey.answered)
        .join(t.Survey, t.Survey.id == t.SurveyCount.survey_id)
        .where(t.Survey.cluster_id == cluster)
        .order_by(t.SurveyCount.id)
    )
    counts: dict[str, dict[str, Share]] = defaultdict(dict)
    against: dict[str, dict[str, Against]] = defaultdict(dict)
    for one, answered in rows:
        of = answered if one.n is None else one.n
        # Two stores made one may each have changed one of the two.
        if one.k <= of:
            counts[one.survey_id][one.measure] = Share(one.k, of)
            held = Against(one.national_k, one.national_n, one.since_id, one.to_yes, one.to_no)
            against[one.survey_id][one.measure] = held
    waves = session.scalars(
        select(t.Survey).where(t.Survey.cluster_id == cluster).order_by(t.Survey.held, t.Survey.id)
    )
    latest: dict[str, str] = {}
    found = []
    for wave in waves:
        known = {
            measure: one if one.since and one.since == latest.get(measure) else one.unpaired
            for measure, one in against[wave.id].items()
        }
        latest |= dict.fromkeys(counts[wave.id], wave.id)
        about = (wave.id, wave.held, wave.title, wave.invited, wave.answered, wave.note)
        known = {measure: one for measure, one in known.items() if one != Against()}
        found.append(Survey(*about, MappingProxyType(counts[wave.id]), MappingProxyType(known)))
    return tuple(found)


def known_clinics(session: Session, cluster: str) -> tuple[KnownClinic, ...]:
    """The clinics of a cluster by what a table from outside may call them."""
    rows = session.execute(
        select(t.Clinic.id, t.Clinic.name, t.Clinic.provider_number)
        .where(t.Clinic.cluster_id == cluster)
        .order_by(t.Clinic.position, t.Clinic.name)
    )
    return tuple(KnownClinic(*row) for row in rows)


def import_plan(session: Session, cluster: str, source: str) -> Mapping[str, Any] | None:
    """How a table of this source was understood the last time, or none."""
    return session.scalar(
        select(t.ImportPlan.plan).where(
            t.ImportPlan.cluster_id == cluster, t.ImportPlan.source == source
        )
    )
