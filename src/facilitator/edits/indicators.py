"""What a user does with indicators: describe them, write their values, and read them in again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from facilitator.clock import new_id
from facilitator.domain.indicators import Cell, Level, Period, Value
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.domain.typed_values import find_misfit
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.queries import clinics, has_values, is_used_at_held
from facilitator.store.rows import Session
from facilitator.store.tables import ImportPlan, Indicator, IndicatorValue

HIGHEST_COUNT = 2**31 - 1
MOST_DECIMALS = 6

_UNCHANGED = N_("Nothing was changed.")


def add_indicator(session: Session, title: str, *, key: str | None = None, **values: Any) -> str:
    """Describe something that is measured in clinics. Returns its id, `key` if given.

    Args:
        values: by column name: package_id, unit, numerator, denominator, better ("", up, down),
            kind (share, number), target (of a share from 0 to 1), target_op ("", >=, <=),
            questions (one in each line), source.
    """
    row = Indicator(id=key or new_id(), kind="share", target_op="")
    _write(row, {"title": title, **values})
    session.add(row)
    session.flush()
    return row.id


def change_indicator(session: Session, indicator: str, **values: Any) -> None:
    """Change fields of an indicator by their column names, as in `add_indicator`.

    A share with values does not become a number, nor a number a share.
    """
    row = rows.get(session, Indicator, indicator)
    if values.get("kind", row.kind) != row.kind and has_values(session, indicator):
        raise Refusal(
            N_("What has figures stays a share, or a number."),
            _UNCHANGED,
            N_("Make another indicator for the other sort of figures."),
        )
    _write(row, values)


def remove_indicator(session: Session, cluster: str, indicator: str) -> None:
    """Delete an indicator with the values that a cluster has of it.

    Raises Refusal when it was used at a held meeting, or another cluster has values of it.
    """
    row = rows.get(session, Indicator, indicator)
    if is_used_at_held(session, row.__tablename__, indicator):
        raise Refusal(
            N_("What was used at a meeting that has been held is not deleted."), _UNCHANGED
        )
    if has_values(session, indicator, apart=cluster):
        raise Refusal(N_("Another cluster has figures for this indicator."), _UNCHANGED)
    rows.remove(session, row)


def put_values(session: Session, cluster: str, indicator: str, values: Sequence[Value]) -> None:
    """Write values of an indicator, each over the one that stood in its cell.

    Raises Refusal, and changes nothing, for two values of one cell, counts of what is no share,
    a share that is not from 0 to 1, a country smaller than the cluster, and a clinic of another
    cluster.
    """
    row = rows.get(session, Indicator, indicator)
    _refuse_twice(values)
    _refuse_strangers(session, cluster, values)
    there = _there(session, cluster, indicator, [one.period for one in values])
    _refuse_misfits(values, there)
    for one in values:
        _refuse_value(row.kind, one)
        stored = there.get(one.cell)
        if stored is None:
            stored = _new_value(cluster, indicator, one)
            session.add(stored)
        rows.change(stored, **_figures(one))


def remove_values(session: Session, cluster: str, indicator: str, cells: Sequence[Cell]) -> None:
    """Take away the values that stand in some cells of an indicator."""
    there = _there(session, cluster, indicator, [period for _, _, period in cells])
    for cell in dict.fromkeys(cells):
        if cell in there:
            rows.remove(session, there[cell])


def remember_plan(session: Session, cluster: str, source: str, plan: Mapping[str, Any]) -> None:
    """Keep how a table was understood, for the next one of its source.

    Args:
        source: SHA-256 of its header row, in hexadecimal digits.
        plan: plain JSON.
    """
    known = rows.of(session, ImportPlan, cluster_id=cluster, source=source)
    row = known[0] if known else ImportPlan(cluster_id=cluster, source=source)
    row.plan = dict(plan)
    session.add(row)


def _write(row: Indicator, values: Mapping[str, Any]) -> None:
    rows.change(row, **values)
    row.title = row.title.strip()
    if not row.title:
        raise Refusal(N_("This needs a title."), _UNCHANGED)
    if row.target is None:
        row.target_op = ""
        return
    if not math.isfinite(row.target):
        raise Refusal(N_("The target is not a number."), _UNCHANGED)
    if row.kind == "share" and not 0 <= row.target <= 1:
        raise Refusal(N_("The target of a share lies from 0 to 100 per cent."), _UNCHANGED)


def _refuse_value(kind: str, one: Value) -> None:
    if one.decimals is not None and not 0 <= one.decimals <= MOST_DECIMALS:
        raise Refusal(N_("A figure has at most six decimals."), _UNCHANGED)
    if one.share is not None and one.share.n > HIGHEST_COUNT:
        raise Refusal(N_("A number is too large."), _UNCHANGED)
    if kind == "number" and one.share is not None:
        raise Refusal(N_("Only a share has a numerator and a denominator."), _UNCHANGED)
    if kind == "share" and one.value is not None and not 0 <= one.value <= 1:
        raise Refusal(N_("A share lies from 0 to 100 per cent."), _UNCHANGED)


def _refuse_twice(values: Sequence[Value]) -> None:
    if len({one.cell for one in values}) < len(values):
        raise Refusal(N_("The same clinic and period stands there twice."), _UNCHANGED)


def _refuse_misfits(values: Sequence[Value], there: Mapping[Cell, IndicatorValue]) -> None:
    """Refuse a country that is smaller than the cluster, as the values would stand together."""
    stored = {cell: _share(row) for cell, row in there.items()}
    periods: dict[Period, dict[Cell, Share]] = {}
    for cell, share in {**stored, **{one.cell: one.share for one in values}}.items():
        if share is not None:
            periods.setdefault(cell[2], {})[cell] = share
    for period in {one.period for one in values}:
        country: Cell = ("national", None, period)
        counts = periods.get(period, {})
        misfit = find_misfit(country, counts[country], counts) if country in counts else None
        if misfit is not None:
            raise Refusal(misfit.text, _UNCHANGED, **dict(misfit.fields))


def _share(row: IndicatorValue) -> Share | None:
    if row.numerator is None or row.denominator is None:
        return None
    return Share(row.numerator, row.denominator)


def _refuse_strangers(session: Session, cluster: str, values: Sequence[Value]) -> None:
    own = {clinic.id for clinic in clinics(session, cluster)}
    if any(one.clinic is not None and one.clinic not in own for one in values):
        raise Refusal(N_("A clinic does not belong to this cluster."), _UNCHANGED)


def _there(
    session: Session, cluster: str, indicator: str, periods: Iterable[Period]
) -> dict[Cell, IndicatorValue]:
    """The values stored for some periods, by their cells."""
    days = (period.first for period in periods)
    own = {"cluster_id": cluster, "indicator_id": indicator}
    found = rows.among(session, IndicatorValue, "first", days, **own)
    return {_cell(row): row for row in found}


def _cell(row: IndicatorValue) -> Cell:
    return cast(Level, row.level), row.clinic_id, Period(row.first, row.last)


def _new_value(cluster: str, indicator: str, one: Value) -> IndicatorValue:
    return IndicatorValue(
        cluster_id=cluster,
        indicator_id=indicator,
        clinic_id=one.clinic,
        level=one.level,
        first=one.period.first,
        last=one.period.last,
    )


def _figures(one: Value) -> dict[str, Any]:
    counts = (None, None) if one.share is None else (one.share.k, one.share.n)
    return {
        "numerator": counts[0],
        "denominator": counts[1],
        "value": one.value,
        "decimals": one.decimals,
    }
