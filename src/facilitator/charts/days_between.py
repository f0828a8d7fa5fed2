"""How long there is between improvements: a strip of dots, from ten gaps a t chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter

from facilitator.charts.chart import ChartData, Line, LineKind, Point, Series, Stage, View
from facilitator.charts.covering import cover_events
from facilitator.charts.cuts import (
    Division,
    cuts_of,
    divide_days,
    draw_marks,
    is_within,
    warn_of_cuts,
)
from facilitator.charts.runs import describe_phases, judge, name_phase
from facilitator.charts.words import (
    describe_days,
    describe_few,
    describe_since,
    hide_events,
    join,
    own_records,
)
from facilitator.domain.control_limits import Level, chart_days_between
from facilitator.domain.history import Change
from facilitator.domain.phases import Cuts
from facilitator.domain.runchart import ENOUGH, Phase, analyse
from facilitator.language import N_, Language

TITLE = N_("How long is there between improvements?")
_LEVELS: tuple[tuple[LineKind, str, Callable[[Level], float]], ...] = (
    ("centre", N_("Middle {days}"), attrgetter("centre")),
    ("low_limit", N_("Lower limit {days}"), attrgetter("low")),
    ("high_limit", N_("Upper limit {days}"), attrgetter("high")),
)


def draw_days_between(rows: Sequence[Change], lang: Language, view: View) -> ChartData:
    """A point for each day with improvements but the first: the days since such a day before.

    Several on one day are one. Fewer than ten gaps get no limits; a gap above the limit means that
    improvements have become rarer. Nelson 1994 (Journal of Quality Technology 26:239-240).
    """
    since = [row.since for row in rows if row.since and is_within(row.since, view)]
    is_hidden = cover_events(len(since), view)
    days = [] if is_hidden else sorted(set(since))
    cuts = cuts_of("days_between", view)
    gaps = _find_gaps(days, divide_days(days[1:], cuts))
    is_judged = gaps.is_judged
    stages = gaps.stages(lang) if gaps.division.splits else ()
    definition = lang.text(
        N_(
            "Days since the improvement before, from a commitment or written down without one;"
            " several on one day are one."
        )
    )
    number = lang.plural("{n} day with improvements", "{n} days with improvements", len(days))
    return ChartData(
        name="days_between",
        title=lang.text(TITLE),
        subtitle=join((definition, describe_days(number, days, lang))),
        sentence=(
            hide_events(len(since), lang, view)
            if is_hidden
            else _describe(days, gaps, stages, lang, view)
        ),
        verdict=None if is_hidden else judge(gaps.phases, gaps.beyond),
        caveats=(*_warn(days, lang), *warn_of_cuts(gaps.division, cuts, lang, view)),
        figure=Series(
            gaps.points(lang),
            _draw_lines(gaps, lang) if is_judged else (),
            draw_marks(cuts, lang, view),
            stages,
            unit="days",
            joined=is_judged,
        ),
        better="down",
        source=own_records(lang),
        audience=view.audience,
    )


@dataclass(frozen=True, slots=True)
class _Gaps:
    """The days between improvements, one for each day but the first, and their t chart."""

    division: Division
    values: tuple[Fraction, ...]
    levels: tuple[Level | None, ...]
    outside: tuple[bool, ...]
    useful: tuple[bool, ...]
    phases: tuple[Phase, ...]

    @property
    def beyond(self) -> tuple[bool, ...]:
        """Whether each phase has a gap beyond its limits."""
        return tuple(any(self.outside[phase.start : phase.stop]) for phase in self.phases)

    @property
    def is_judged(self) -> bool:
        """Whether there are gaps enough for limits."""
        return sum(phase.measured for phase in self.phases) >= ENOUGH

    def points(self, lang: Language) -> tuple[Point, ...]:
        label, left_out = lang.text(N_("Improvement")), self.division.left_out
        return tuple(
            Point(
                label,
                day,
                None,
                None,
                float(value),
                None,
                None,
                useful=self.useful[at] if self.is_judged else at not in left_out,
                excluded=at in left_out,
                outside=self.is_judged and self.outside[at],
            )
            for at, (day, value) in enumerate(zip(self.division.days, self.values, strict=True))
        )

    def stages(self, lang: Language) -> tuple[Stage, ...]:
        named = []
        for number, phase in enumerate(self.phases):
            label = name_phase(number, len(self.phases), lang)
            centre = phase.centre if self.is_judged else None
            middle = f"{label} {_say_days(float(centre), lang)}" if centre is not None else label
            words = lang.text(N_("{phase} (n={n})"), phase=middle, n=phase.measured)
            ends = self.division.days[phase.start], self.division.days[phase.stop - 1]
            named.append(Stage(*ends, label, None if centre is None else float(centre), words))
        return tuple(named)


def _find_gaps(days: Sequence[date], division: Division) -> _Gaps:
    """Fewer than ten gaps of a phase, or gaps most of which are alike as those of regular meetings,
    give no limits; they are held against their median then."""
    values = tuple(Fraction((b - a).days) for a, b in pairwise(days))
    levels: list[Level | None] = []
    outside: list[bool] = []
    useful: list[bool] = []
    phases = []
    for (start, stop), end in zip(division.phases, division.baselines, strict=True):
        cuts: Cuts = {
            "freeze": end - start if end < stop else None,
            "left_out": [at - start for at in division.left_out if start <= at < stop],
        }
        chart = chart_days_between(values[start:stop], **cuts)
        has_limits = chart.runs.phases[0].measured >= ENOUGH and any(
            level and level.low < level.high for level in chart.levels
        )
        levels += chart.levels if has_limits else [None] * (stop - start)
        outside += chart.outside if has_limits else [False] * (stop - start)
        runs = chart.runs if has_limits else analyse(values[start:stop], **cuts)
        useful += runs.useful
        phases.append(replace(runs.phases[0], start=start, stop=stop))
    return _Gaps(division, values, tuple(levels), tuple(outside), tuple(useful), tuple(phases))


def _draw_lines(gaps: _Gaps, lang: Language) -> tuple[Line, ...]:
    """The centre and the limits; where there are phases the limits go in steps, and the phases have
    their centres themselves. A lower limit of 0, which no gap can fall below, is left out."""
    last = next((level for level in reversed(gaps.levels) if level), None)
    if last is None:
        return _draw_median(gaps, lang)
    found = []
    for kind, words, read in _LEVELS:
        values = tuple(None if level is None else read(level) for level in gaps.levels)
        if not any(values) or (kind == "centre" and gaps.division.splits):
            continue
        label = lang.text(words, days=_say_days(read(last), lang))
        steps = values if gaps.division.splits else ()
        found.append(Line(kind, read(last), label, values=steps))
    return tuple(found)


def _draw_median(gaps: _Gaps, lang: Language) -> tuple[Line, ...]:
    centre = gaps.phases[-1].centre
    if centre is None or gaps.division.splits:
        return ()
    label = lang.text(N_("Median {days}"), days=_say_days(float(centre), lang))
    return (Line("median", float(centre), label),)


def _describe(
    days: Sequence[date], gaps: _Gaps, stages: Sequence[Stage], lang: Language, view: View
) -> str:
    if not days:
        return describe_few(0, lang)
    since = describe_since(days[-1], lang, view)
    if len(days) == 1:
        return join((since, lang.text(N_("There is only one so far, so no gap yet."))))
    development = describe_phases(gaps.phases, stages, lang, gaps.beyond)
    return join((since, development, *(_describe_outside(gaps, lang) if gaps.is_judged else ())))


def _describe_outside(gaps: _Gaps, lang: Language) -> Iterator[str]:
    """How many gaps are beyond the limits, and what a long or a short one means."""
    beyond = [at for at, is_outside in enumerate(gaps.outside) if is_outside]
    long = sum(_is_long(gaps.values[at], gaps.levels[at]) for at in beyond)
    if long:
        yield lang.plural(
            "{n} gap is longer than the limits: improvements came less often.",
            "{n} gaps are longer than the limits: improvements came less often.",
            long,
        )
    if long < len(beyond):
        yield lang.plural(
            "{n} gap is shorter than the limits: improvements came more often.",
            "{n} gaps are shorter than the limits: improvements came more often.",
            len(beyond) - long,
        )


def _is_long(days: Fraction, level: Level | None) -> bool:
    return level is not None and days > level.centre


def _warn(days: Sequence[date], lang: Language) -> tuple[str, ...]:
    if not days:
        return ()
    words = N_("What is first told at a meeting is dated by that meeting.")
    return (lang.text(words),)


def _say_days(days: float, lang: Language) -> str:
    return lang.plural("{n} day", "{n} days", int(days + 0.5))
