"""A run chart from counts: points, median, phases and marks, and the words that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.charts.chart import Line, Point, Series, Stage, View
from facilitator.charts.covering import cover_shares, hide_point, warn_of_hidden
from facilitator.charts.cuts import (
    Division,
    cuts_of,
    divide_days,
    draw_marks,
    is_within,
    warn_of_cuts,
)
from facilitator.charts.words import (
    describe_few,
    describe_latest,
    describe_meetings,
    describe_sizes,
    describe_verdict,
    join,
    say_cautious,
    warn_of_unknown,
)
from facilitator.domain.benchmarks import Benchmark
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import MeetingCount
from facilitator.domain.runchart import ENOUGH, Phase, RunChart, Verdict, choose_verdict
from facilitator.domain.shares import Share, find_interval
from facilitator.language import N_, Language, share_decimals


@dataclass(frozen=True, slots=True)
class Runs:
    """A run chart and its words, for one audience.

    `period`: how many meetings, when, and of how many. `latest`: the newest number. `development`:
    what can be concluded. `verdict` is none where a number is hidden: nothing is concluded then.
    """

    series: Series
    period: str
    latest: str
    development: str
    verdict: Verdict | None
    caveats: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return join((self.latest, self.development))


def draw_runs(
    rows: Sequence[MeetingCount],
    name: str,
    lang: Language,
    view: View,
    *,
    national: Benchmark | None = None,
    sensitive: bool = False,
    sampled: bool = True,
) -> Runs:
    """The run chart `name` of meetings, oldest first; one with nobody is a gap.

    `sampled`: the shares get their intervals. What is hidden is no part of the analysis. Outside
    the cluster, where it is hidden for what it says, no median is drawn then and nothing is said
    of change: what is left would be a choice of the others.
    """
    rows = [row for row in rows if is_within(row.held, view)]
    cuts = cuts_of(name, view)
    division = divide_days([row.held for row in rows], cuts)
    hidden = cover_shares([Share(row.k, row.n) for row in rows], view, sensitive=sensitive)
    judged = division.analyse(
        [
            None if is_hidden else Share(row.k, row.n).value
            for row, is_hidden in zip(rows, hidden, strict=True)
        ]
    )
    concealed = sum(is_hidden for at, is_hidden in enumerate(hidden) if at not in division.left_out)
    measured = sum(phase.measured for phase in judged.phases)
    is_open = not concealed or (measured > 0 and view.audience is not Audience.OUTSIDE)
    draws_median = is_open and measured >= ENOUGH
    points = tuple(
        _place(draw_point(row, lang, view, sampled=sampled), at, judged, division, draws_median)
        for at, row in enumerate(rows)
    )
    shown = tuple(
        hide_point(point, view) if is_hidden else _cover_unknown(point, view)
        for point, is_hidden in zip(points, hidden, strict=True)
    )
    stages = _draw_stages(rows, judged, draws_median, lang) if division.splits else ()
    median = _draw_median(rows, judged, lang) if draws_median and not stages else ()
    country = (draw_national(national, lang),) if national else ()
    return Runs(
        Series(shown, (*median, *country), draw_marks(cuts, lang, view), stages),
        describe_period(rows, shown, lang),
        _describe_latest(rows, hidden, division, view, lang, national) if sampled else "",
        describe_phases(judged.phases, stages, lang)
        if is_open
        else _describe_hidden(concealed, judged, lang),
        judge(judged.phases) if is_open else None,
        (
            *warn_of_unknown(rows, lang),
            *warn_of_cuts(division, cuts, lang, view),
            *warn_of_hidden(hidden, lang),
            *_warn_of_missing(concealed if draws_median else 0, lang),
            *say_cautious(any(point.low is not None for point in shown), lang, view),
        ),
    )


def draw_national(benchmark: Benchmark, lang: Language) -> Line:
    """The national figure with its source and the month it was asked for."""
    percent = lang.percent_text(benchmark.value, benchmark.decimals)
    return Line(
        kind="national",
        value=float(benchmark.share),
        label=lang.text(
            "Denmark {percent}, {month}",
            percent=percent,
            month=lang.month_axis(benchmark.surveyed),
        ),
        source=lang.text(benchmark.source),
        date=f"{benchmark.surveyed:%Y-%m}",
    )


def draw_point(row: MeetingCount, lang: Language, view: View, *, sampled: bool = True) -> Point:
    """The point of a meeting, with its interval if it is `sampled`; of nobody it is a gap."""
    share = Share(row.k, row.n)
    interval = find_interval(share, cautious=view.cautious) if sampled else None
    return Point(
        label=lang.text("Meeting {number}", number=row.number),
        at=row.held,
        k=row.k,
        n=row.n,
        value=None if share.value is None else float(share.value),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        useful=row.n > 0,
        excluded=False,
        unknown=row.unknown,
    )


def describe_period(rows: Sequence[MeetingCount], points: Sequence[Point], lang: Language) -> str:
    """How many meetings, when, and of how many people the points that are shown."""
    meetings = describe_meetings([row.held for row in rows], lang)
    sizes = describe_sizes((point.n for point in points), lang)
    return ", ".join(filter(None, (meetings, sizes)))


def _place(
    point: Point, at: int, judged: RunChart, division: Division, draws_median: bool
) -> Point:
    """The point as the analysis sees it; where there is no median yet, every one is useful."""
    is_out = at in division.left_out
    useful = judged.useful[at] if draws_median else point.useful and not is_out
    return replace(point, useful=useful, excluded=is_out)


def _cover_unknown(point: Point, view: View) -> Point:
    return replace(point, unknown=0) if view.audience is Audience.OUTSIDE else point


def _draw_median(
    rows: Sequence[MeetingCount], judged: RunChart, lang: Language
) -> tuple[Line, ...]:
    (phase,) = judged.phases
    if phase.centre is None:
        return ()
    percent = _percent(phase.centre, rows, lang)
    return (Line("median", float(phase.centre), lang.text("Median {percent}", percent=percent)),)


def _percent(centre: Fraction, rows: Sequence[MeetingCount], lang: Language) -> str:
    """A median in percent, with a decimal where every share it comes from has one."""
    sizes = [row.n for row in rows if row.n]
    return lang.percent_text(centre * 100, share_decimals(min(sizes, default=0)))


def _draw_stages(
    rows: Sequence[MeetingCount], judged: RunChart, draws_median: bool, lang: Language
) -> tuple[Stage, ...]:
    phases = judged.phases
    stages = []
    for number, phase in enumerate(phases):
        label = name_phase(number, len(phases), lang)
        centre = phase.centre if draws_median else None
        if centre is None:
            words = lang.text(N_("{phase} (n={n})"), phase=label, n=phase.measured)
        else:
            words = lang.text(
                N_("{phase} {median} (n={n})"),
                phase=label,
                median=_percent(centre, rows, lang),
                n=phase.measured,
            )
        median = None if centre is None else float(centre)
        days = rows[phase.start].held, rows[phase.stop - 1].held
        stages.append(Stage(*days, label, median, words))
    return tuple(stages)


def name_phase(number: int, of: int, lang: Language) -> str:
    """What the phase at a place from 0 is called: before and after where there are two."""
    if of == 2:
        return lang.text(N_("After")) if number else lang.text(N_("Before"))
    return lang.text(N_("Phase {number}"), number=number + 1)


def _describe_latest(
    rows: Sequence[MeetingCount],
    hidden: Sequence[bool],
    division: Division,
    view: View,
    lang: Language,
    national: Benchmark | None,
) -> str:
    measured = [at for at, row in enumerate(rows) if row.n and at not in division.left_out]
    if not measured:
        return ""
    if hidden[measured[-1]]:
        return lang.text(N_("The latest measurement is hidden."))
    return describe_latest(rows[measured[-1]], lang, view, national, first=len(measured) == 1)


def _describe_hidden(concealed: int, judged: RunChart, lang: Language) -> str:
    measured = concealed + sum(phase.measured for phase in judged.phases)
    return lang.plural(
        "{n} of {measured} measurements is hidden, so nothing is said of a development.",
        "{n} of {measured} measurements are hidden, so nothing is said of a development.",
        concealed,
        measured=lang.number(measured),
    )


def _warn_of_missing(concealed: int, lang: Language) -> tuple[str, ...]:
    if not concealed:
        return ()
    return (lang.text(N_("What is hidden is not part of the median.")),)


def describe_phases(
    phases: Sequence[Phase], stages: Sequence[Stage], lang: Language, outside: Sequence[bool] = ()
) -> str:
    """What can be concluded, of each phase where there are `stages`; nothing of any while there
    are fewer than ten measurements in all. `outside` as `judge`."""
    measured = sum(phase.measured for phase in phases)
    if measured < ENOUGH:
        return describe_few(measured, lang)
    words = [
        describe_verdict(phase, lang, judge_phase(phase, is_outside))
        for phase, is_outside in zip(phases, outside or (False,) * len(phases), strict=True)
    ]
    if not stages:
        return words[0]
    return join(f"{stage.words}. {said}" for stage, said in zip(stages, words, strict=True))


def judge(phases: Sequence[Phase], outside: Sequence[bool] = ()) -> Verdict:
    """The verdict of the phase that goes on, or of all measurements while they are below ten; dots
    while that phase has fewer.

    `outside`: whether each phase has a point beyond the limits of its control chart.
    """
    measured = sum(phase.measured for phase in phases)
    if measured < ENOUGH:
        return choose_verdict(measured, measured, signal=False)
    if phases[-1].measured < ENOUGH:
        return Verdict.DOTS
    return judge_phase(phases[-1], bool(outside) and outside[-1])


def judge_phase(phase: Phase, is_outside: bool) -> Verdict:
    """The verdict of a phase by its runs and by the limits of its control chart."""
    return choose_verdict(phase.measured, phase.useful, phase.signal or is_outside)
