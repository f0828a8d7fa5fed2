"""How many members have ever introduced an improvement: a running total, on which no rules run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitator.charts.chart import ChartData, Point, Series, View
from facilitator.charts.covering import cover_progress, hide_point, warn_of_hidden
from facilitator.charts.cuts import (
    Division,
    cuts_of,
    divide_days,
    draw_marks,
    is_within,
    warn_of_cuts,
)
from facilitator.charts.runs import describe_period, draw_national, draw_point
from facilitator.charts.words import (
    describe_few,
    describe_latest,
    join,
    own_records,
    say_cautious,
    warn_of_unknown,
)
from facilitator.domain.benchmarks import Benchmark, find_benchmark
from facilitator.domain.history import Counted, MeetingCount
from facilitator.domain.runchart import choose_verdict
from facilitator.domain.shares import Share
from facilitator.language import N_, Language

TITLE = N_("How many members have ever introduced an improvement?")
_CLINICS = N_("How many clinics have ever introduced an improvement?")


def draw_members_ever(rows: Sequence[MeetingCount], lang: Language, view: View) -> ChartData:
    """A point for each held meeting, oldest first: those of that day who ever introduced anything.

    No rule is applied to a running total, which signals as soon as any rule can: Anhøj and Olesen
    2014.
    """
    of = rows[0].of if rows else "member"
    title = _CLINICS if of == "clinic" else TITLE
    totals = [
        replace(row, k=row.so_far, unknown=row.unknown_so_far)
        for row in rows
        if row.so_far is not None and is_within(row.held, view)
    ]
    hidden = cover_progress([Share(row.k, row.n) for row in totals], view)
    shown = view.national and of == "member"
    national = find_benchmark("improved", "national") if shown else None
    cuts = cuts_of("members_ever", view, has_baseline=False)
    division = divide_days([row.held for row in totals], cuts)
    points = tuple(
        hide_point(point, view) if is_hidden else point
        for point, is_hidden in zip(_draw_points(totals, division, lang, view), hidden, strict=True)
    )
    measured = sum(row.n > 0 for row in totals)
    return ChartData(
        name="members_ever",
        title=lang.text(title),
        subtitle=join((_define(of, lang), describe_period(totals, points, lang))),
        sentence=_describe(totals, hidden, division, national, lang, view),
        verdict=choose_verdict(measured, measured, signal=False) if measured < 3 else None,
        caveats=(
            *_warn(of, national, lang),
            *warn_of_unknown(totals[-1:], lang),
            *warn_of_cuts(division, cuts, lang, view),
            *warn_of_hidden(hidden, lang),
            *say_cautious(any(point.low is not None for point in points), lang, view),
        ),
        figure=Series(
            points,
            (draw_national(national, lang),) if national else (),
            draw_marks(cuts, lang, view),
        ),
        source=own_records(lang, lang.text(national.source) if national else ""),
        audience=view.audience,
        counted=of,
    )


def _define(of: Counted, lang: Language) -> str:
    if of == "clinic":
        return lang.text(
            N_(
                "Clinics with a commitment introduced or partly introduced at any time until then,"
                " of all clinics with members that day."
            )
        )
    return lang.text(
        N_(
            "Members with a commitment introduced or partly introduced at any time until then,"
            " of all members that day."
        )
    )


def _draw_points(
    totals: Sequence[MeetingCount], division: Division, lang: Language, view: View
) -> Iterator[Point]:
    for at, row in enumerate(totals):
        is_out = at in division.left_out
        point = draw_point(row, lang, view)
        yield replace(point, useful=point.useful and not is_out, excluded=is_out, unknown=0)


def _describe(
    totals: Sequence[MeetingCount],
    hidden: Sequence[bool],
    division: Division,
    national: Benchmark | None,
    lang: Language,
    view: View,
) -> str:
    there = [at for at, row in enumerate(totals) if row.n and at not in division.left_out]
    if not there:
        return describe_few(0, lang)
    if hidden[there[-1]]:
        return lang.text(N_("The latest measurement is hidden."))
    return describe_latest(
        totals[there[-1]], lang, view, national, first=len(there) == 1, says_unknown=False
    )


def _warn(of: Counted, national: Benchmark | None, lang: Language) -> tuple[str, ...]:
    total = lang.text(
        N_(
            "This is a running total, so no rules for run charts are applied to it. The number"
            " falls only when somebody leaves the cluster."
        )
    )
    if of == "clinic":
        doctors = "The national figure counts doctors, so clinics are not held against it."
        return (total, lang.text(doctors))
    if national is None:
        return (total,)
    survey = N_(
        "The national figure is from a single survey in which doctors reported for themselves;"
        " here the cluster’s own follow-up is counted."
    )
    return (total, lang.text(survey))
