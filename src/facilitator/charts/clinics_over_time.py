"""One indicator over time: the whole cluster and each clinic, small and on the same axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from facilitator.charts.chart import (
    ChartData,
    Line,
    Panel,
    Panels,
    Point,
    Series,
    View,
)
from facilitator.charts.covering import cover_series
from facilitator.charts.cuts import Division, cuts_of, divide_days, draw_marks, warn_of_cuts
from facilitator.charts.indicator_words import (
    draw_nothing,
    draw_target,
    is_hidden,
    join_sentences,
    name_whole,
    pool_clinics,
    say_definition,
    say_figure,
    say_target,
    unit_of,
)
from facilitator.charts.runs import judge, name_phase
from facilitator.charts.spoken import is_above
from facilitator.charts.words import describe_few, describe_verdict, say_cautious
from facilitator.domain.control_limits import ControlChart, chart_shares, suits_shares
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Cut
from facilitator.domain.indicator_report import Report
from facilitator.domain.indicators import Indicator, Period, Value
from facilitator.domain.individuals import IndividualsChart, chart_individuals
from facilitator.domain.phases import Cuts
from facilitator.domain.runchart import ENOUGH, Phase, RunChart, Verdict, analyse
from facilitator.domain.shares import find_interval
from facilitator.domain.variation import (
    Assurance,
    Better,
    Variation,
    judge_target,
    name_variation,
)
from facilitator.language import N_, Language

TITLE = N_("How do the clinics’ figures develop?")
NAME = "clinics_over_time"
MOST_PANELS = 34
"""Clinics beyond which small charts can no more be read; one's own is always among them."""

_WAYS = {"up": Better.UP, "down": Better.DOWN, "": Better.NEITHER}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series and what was found in it; `phase` is the last of its `phases`, `verdict` its own by
    the runs and by its limits.

    So many points lie `above` and `below` its limits.
    """

    series: Series
    phase: Phase
    verdict: Verdict
    phases: int = 1
    above: int = 0
    below: int = 0
    limits: IndividualsChart | None = None

    @property
    def measured(self) -> int:
        """How many periods count, of all phases."""
        return sum(one.value is not None and not one.excluded for one in self.series.points)


def draw_clinics_over_time(rows: Sequence[Report], lang: Language, view: View) -> ChartData:
    """The first of `rows` over the periods of one length: the whole cluster, then its clinics.

    The cluster is a p chart where that says something (5 of each answer are to be expected), else
    a run chart with Anhøj's rules, as each clinic is. Numbers are run charts too; where there is a
    target, the cluster's are an XmR chart by the rules of Making Data Count. Periods of few
    patients are hidden, and outside the cluster all clinics are.
    """
    periods = _periods(rows[0], view) if rows else ()
    if not periods:
        return draw_nothing(NAME, TITLE, Panels(()), rows, lang, view)
    report = rows[0]
    set_here = _cuts_of(periods, view)
    division = divide_days([period.last for period in periods], set_here)
    cuts = _find_cuts(division, set_here)
    whole = _draw_whole(report, periods, cuts, lang, view)
    clinics = _draw_clinics(report, periods, cuts, lang, view)
    together = name_whole(report.indicator, lang)
    drawn = clinics[:MOST_PANELS]
    panels = (
        Panel(together, whole.series, verdict=whole.verdict),
        *(Panel(name, one.series, own, verdict=one.verdict) for name, one, own in drawn),
    )
    return ChartData(
        name=NAME,
        title=report.indicator.title,
        subtitle=_describe(report, periods, len(clinics), lang, view),
        sentence=_say(report.indicator, whole, lang),
        verdict=whole.verdict,
        caveats=(
            *_say_signals([one.phase for _, one, _ in clinics], lang),
            *_warn(report, periods, panels, lang, view),
            *warn_of_cuts(division, set_here, lang, view),
            *_say_undrawn(len(clinics) - len(drawn), lang),
        ),
        figure=Panels(panels),
        better=report.indicator.better,
        source=report.indicator.source,
        audience=view.audience,
    )


# -- what is drawn


def _periods(report: Report, view: View) -> tuple[Period, ...]:
    """The periods as long as the one shown, oldest first, within the days chosen."""
    newest = report.shown_period
    if newest is None:
        return ()
    first, last = view.first or date.min, view.last or date.max
    alike = (one for one in report.periods if one.kind == newest.kind)
    return tuple(sorted(one for one in alike if first <= one.last <= last))


def _cuts_of(periods: Sequence[Period], view: View) -> tuple[Cut, ...]:
    """What is set on this chart; what leaves a day out leaves out the whole period around it."""
    return tuple(
        replace(cut, day=_find_end(periods, cut.day)) if cut.kind == "left_out" else cut
        for cut in cuts_of(NAME, view)
    )


def _find_end(periods: Sequence[Period], day: date) -> date:
    return next((one.last for one in periods if one.first <= day <= one.last), day)


def _find_cuts(division: Division, own: Sequence[Cut]) -> Cuts:
    """The phases, the baseline and the points left out that a person chose, as positions."""
    cuts = Cuts(splits=division.splits, left_out=division.left_out)
    frozen = max((cut.day for cut in own if cut.kind == "freeze"), default=None)
    if frozen is not None and (number := sum(day <= frozen for day in division.days)):
        cuts["freeze"] = number
    return cuts


def _draw_whole(
    report: Report, periods: Sequence[Period], cuts: Cuts, lang: Language, view: View
) -> _Drawn:
    """All clinics together in each period: of the counts that are shown, else as it was told."""
    values = [pool_clinics(report, period, view) for period in periods]
    draw = partial(_draw, report.indicator, periods, values, cuts, lang, view)
    if report.indicator.kind == "number":
        drawn = draw(is_steered=report.indicator.target is not None)
    else:
        drawn = draw(is_counted=True)
    marks = draw_marks(_cuts_of(periods, view), lang, view)
    return replace(drawn, series=cover_series(replace(drawn.series, marks=marks), view))


def _draw_clinics(
    report: Report, periods: Sequence[Period], cuts: Cuts, lang: Language, view: View
) -> list[tuple[str, _Drawn, bool]]:
    """Each clinic with its name and whether it is one's own, which stands first."""
    names = report.name_clinics(view.audience, lang)
    found = []
    for clinic in sorted(names, key=lambda one: lang.sort_key(names[one])):
        values = _values_of(report, clinic, periods)
        if all(one is None for one in values):
            continue
        own = view.audience is Audience.OWN_SCREEN and clinic == report.own
        drawn = _draw(report.indicator, periods, values, cuts, lang, view, least=view.least)
        name = lang.text("My clinic") if own else names[clinic]
        found.append((name, drawn, own))
    return sorted(found, key=lambda one: not one[2])


def _values_of(report: Report, clinic: str, periods: Sequence[Period]) -> list[Value | None]:
    known = {one.period: one for one in report.values if one.clinic == clinic}
    return [known.get(period) for period in periods]


def _draw(
    indicator: Indicator,
    periods: Sequence[Period],
    values: Sequence[Value | None],
    cuts: Cuts,
    lang: Language,
    view: View,
    *,
    is_counted: bool = False,
    is_steered: bool = False,
    least: int = 0,
) -> _Drawn:
    """One series. `is_counted`: limits of a p chart where they say something; `is_steered`: those
    of an XmR chart; values of fewer than `least` are hidden."""
    hidden = [
        one is not None and least > 0 and is_hidden(one, Audience.MEETING, least) for one in values
    ]
    seen = [None if dark else one for one, dark in zip(values, hidden, strict=True)]
    exact = [one.exact if one is not None else None for one in seen]
    shares = [one.share if one is not None else None for one in seen]
    runs, outside, limits = analyse(exact, **cuts), [False] * len(values), None
    lines: tuple[Line, ...] = ()
    measured = sum(one is not None for one in exact)
    if is_counted and measured >= ENOUGH and _is_whole(seen) and suits_shares(shares, **cuts):
        control = chart_shares(shares, **cuts)
        runs, lines, outside = control.runs, _draw_limits(control, lang), list(control.outside)
    elif is_steered and measured >= ENOUGH:
        limits = chart_individuals(exact, **cuts)
        lines, outside = _draw_natural(indicator, limits, lang), list(limits.outside)
    if not lines:
        lines = _draw_median(indicator, runs, lang)
    left_out = cuts.get("left_out", ())
    # A point is told to be on the median only where there is one to be seen.
    points = tuple(
        _draw_point(period, one, at in left_out, useful or not lines, beyond, dark, lang, view)
        for at, (period, one, useful, beyond, dark) in enumerate(
            zip(periods, values, runs.useful, outside, hidden, strict=True)
        )
    )
    series = Series(
        points, (*lines, *draw_target(indicator, lang)), unit=unit_of(indicator), joined=True
    )
    above = sum(one.outside and bool(is_above(series, one)) for one in points)
    below = sum(outside) - above
    signals = limits.signals if limits else outside
    beyond = [any(signals[phase.start : phase.stop]) for phase in runs.phases]
    verdict = judge(runs.phases, beyond)
    return _Drawn(series, runs.phases[-1], verdict, len(runs.phases), above, below, limits)


def _is_whole(values: Sequence[Value | None]) -> bool:
    return all(one is None or one.share is not None for one in values)


def _draw_point(
    period: Period,
    value: Value | None,
    left_out: bool,
    useful: bool,
    outside: bool,
    hidden: bool,
    lang: Language,
    view: View,
) -> Point:
    share = value.share if value is not None and not hidden else None
    figure = value.exact if value is not None and not hidden else None
    interval = find_interval(share, cautious=view.cautious) if share is not None else None
    return Point(
        label=period.words(lang),
        at=period.last,
        k=share.k if share else None,
        n=share.n if share else None,
        value=None if figure is None else float(figure),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        useful=useful,
        excluded=left_out,
        outside=outside,
        hidden=hidden,
    )


def _draw_median(indicator: Indicator, runs: RunChart, lang: Language) -> tuple[Line, ...]:
    """The median of each phase that is long enough for one, as one line with a step."""
    phases = runs.phases
    if not any(one.centre is not None and one.measured >= ENOUGH for one in phases):
        return ()
    values = tuple(
        float(one.centre) if one.centre is not None and one.measured >= ENOUGH else None
        for one in phases
        for _ in range(one.start, one.stop)
    )
    last = phases[-1]
    if last.centre is None or last.measured < ENOUGH:
        return (Line("median", None, lang.text("Median"), values=values),)
    said = say_figure(indicator, last.centre, 0 if indicator.kind == "share" else 1, lang)
    label = lang.text("Median {percent}", percent=said)
    return (Line("median", float(last.centre), label, values=values if len(phases) > 1 else ()),)


def _draw_limits(control: ControlChart, lang: Language) -> tuple[Line, ...]:
    levels = [one for one in control.levels if one is not None]
    if not levels:
        return ()

    def side(pick: str) -> tuple[float | None, ...]:
        return tuple(None if one is None else getattr(one, pick) for one in control.levels)

    last = levels[-1]
    centre = control.runs.phases[-1].centre
    said = lang.percent_text((centre or Fraction(0)) * 100, 0)
    label = lang.text("Mean {figure}", figure=said)
    return (
        Line("centre", last.centre, label, values=side("centre")),
        Line("low_limit", last.low, "", values=side("low")),
        Line("high_limit", last.high, lang.text("Control limits"), values=side("high")),
    )


def _draw_natural(
    indicator: Indicator, chart: IndividualsChart, lang: Language
) -> tuple[Line, ...]:
    last = chart.phases[-1].limits
    if last is None:
        return ()

    def side(pick: str) -> tuple[float | None, ...]:
        return tuple(
            None if phase.limits is None else float(getattr(phase.limits, pick))
            for phase in chart.phases
            for _ in range(phase.start, phase.stop)
        )

    said = say_figure(indicator, last.centre, 1, lang)
    return (
        Line(
            "centre",
            float(last.centre),
            lang.text("Mean {figure}", figure=said),
            values=side("centre"),
        ),
        Line("low_limit", float(last.low), "", values=side("low")),
        Line("high_limit", float(last.high), lang.text("Control limits"), values=side("high")),
    )


# -- what is said


def _describe(
    report: Report, periods: Sequence[Period], clinics: int, lang: Language, view: View
) -> str:
    first, last = periods[0].words(lang), periods[-1].words(lang)
    is_coded = view.audience is not Audience.OUTSIDE and not report.is_open and clinics
    parts = (
        first if len(periods) == 1 else f"{first} – {last}",
        lang.plural("{n} clinic", "{n} clinics", clinics) if clinics else "",
        lang.text("the clinics are shown by codes") if is_coded else "",
        say_definition(report.indicator, lang),
    )
    return " · ".join(filter(None, parts))


def _say(indicator: Indicator, whole: _Drawn, lang: Language) -> str:
    """The newest figure of the whole cluster and what its series allows to be said."""
    points = [one for one in whole.series.points if one.value is not None]
    if not points:
        return lang.text("No data yet.")
    return join_sentences(
        _say_latest(indicator, points[-1], lang),
        _say_variation(indicator, whole, lang) or _say_verdict(whole, lang),
        *(_say_outside(indicator, whole, lang) if whole.limits is None else ()),
    )


def _say_verdict(whole: _Drawn, lang: Language) -> str:
    """What the last phase allows to be said, and which that is where there are several."""
    verdict, measured = describe_verdict(whole.phase, lang, whole.verdict), whole.measured
    if measured < ENOUGH:
        return describe_few(measured, lang)
    if whole.phases == 1:
        return verdict
    name = name_phase(whole.phases - 1, whole.phases, lang)
    return f"{lang.text('{phase} (n={n})', phase=name, n=whole.phase.measured)}. {verdict}"


def _say_latest(indicator: Indicator, point: Point, lang: Language) -> str:
    assert point.value is not None
    if point.k is not None and point.n is not None:
        figure = lang.share(point.k, point.n)
    else:
        figure = say_figure(indicator, Fraction(repr(point.value)), None, lang)
    return lang.text(
        "{what}, {period}: {figure}.",
        what=name_whole(indicator, lang),
        period=point.label,
        figure=figure,
    )


def _say_variation(indicator: Indicator, whole: _Drawn, lang: Language) -> str:
    """Of numbers with a target: what the newest is part of, and whether the target will be met."""
    chart = whole.limits
    if chart is None or indicator.target is None:
        return ""
    better = _WAYS[indicator.better]
    said = [lang.text(_VARIATIONS[name_variation(chart, better)])]
    met = judge_target(chart, Fraction(repr(indicator.target)), better)
    if met is not None:
        said.append(lang.text(_MEETINGS[met], target=say_target(indicator, lang)))
    return " ".join(said)


_VARIATIONS = {
    Variation.COMMON: N_("The newest figure is part of the usual variation."),
    Variation.IMPROVEMENT: N_("The newest figure is part of an improvement."),
    Variation.CONCERN: N_("The newest figure is part of a change for the worse."),
    Variation.HIGH: N_("The newest figure is part of a rise."),
    Variation.LOW: N_("The newest figure is part of a fall."),
}
_MEETINGS = {
    Assurance.PASS: N_("If nothing changes, the target, {target}, will be met each time."),
    Assurance.FAIL: N_("If nothing changes, the target, {target}, will not be met."),
    Assurance.INCONSISTENT: N_(
        "If nothing changes, the target, {target}, will be met at times and missed at times."
    ),
}


def _say_outside(indicator: Indicator, whole: _Drawn, lang: Language) -> Iterator[str]:
    """How many periods lie beyond the limits on each side, and what that is where one is good."""
    if whole.above:
        yield lang.plural(
            "{n} period lies above the control limits.",
            "{n} periods lie above the control limits.",
            whole.above,
        )
        yield _say_way(indicator, "up", lang)
    if whole.below:
        yield lang.plural(
            "{n} period lies below the control limits.",
            "{n} periods lie below the control limits.",
            whole.below,
        )
        yield _say_way(indicator, "down", lang)


def _say_way(indicator: Indicator, way: str, lang: Language) -> str:
    if not indicator.better:
        return ""
    words = N_("That is worse than usual.")
    if indicator.better == way:
        words = N_("That is better than usual.")
    return lang.text(words)


def _say_signals(phases: Sequence[Phase], lang: Language) -> tuple[str, ...]:
    """How many clinics show a change, of those with measurements enough for it to be said."""
    told = [one for one in phases if one.useful >= ENOUGH]
    if not told:
        return ()
    changed = sum(one.signal for one in told)
    of = lang.plural("{n} clinic", "{n} clinics", len(told))
    if not changed:
        words = N_("None of {clinics} with figures enough shows signs of change.")
        return (lang.text(words, clinics=of),)
    return (
        lang.plural(
            "{n} of {clinics} with figures enough shows signs of change.",
            "{n} of {clinics} with figures enough show signs of change.",
            changed,
            clinics=of,
        ),
    )


def _say_undrawn(number: int, lang: Language) -> tuple[str, ...]:
    if not number:
        return ()
    return (
        lang.plural("{n} more clinic is not drawn.", "{n} more clinics are not drawn.", number),
    )


def _warn(
    report: Report, periods: Sequence[Period], panels: Sequence[Panel], lang: Language, view: View
) -> tuple[str, ...]:
    said = []
    there = {len(report.of_clinics(one)) for one in periods if report.of_clinics(one)}
    if len(there) > 1:
        said.append(
            lang.text("The whole cluster is the clinics with figures; they are not always as many.")
        )
    if report.indicator.kind == "share" or view.audience is Audience.OUTSIDE:
        said.append(lang.text("Not corrected for how ill or how old the patients are."))
    if any(point.hidden for panel in panels for point in panel.series.points):
        said.append(
            lang.text("Periods with fewer than {least} patients are not shown.", least=view.least)
        )
    if view.audience is Audience.OUTSIDE:
        said.append(lang.text("The clinics’ own figures are not shown outside the cluster."))
    drawn = (point.low is not None for panel in panels for point in panel.series.points)
    return (*said, *say_cautious(any(drawn), lang, view))
