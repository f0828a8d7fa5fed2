"""What a person has set on a chart over time: the days shown, phases, the baseline, points left out
and marks, and the words each of them owes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count, pairwise

from facilitator.charts.chart import Mark, View
from facilitator.charts.covering import cover_marks, cover_text
from facilitator.domain.history import Cut
from facilitator.domain.runchart import RunChart, analyse, find_median
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class Division:
    """How the points of a series, on `days` in order of time, are divided.

    A phase begins at each position in `splits`. `baselines`: for each phase the position after the
    last point its median comes from. The points at `left_out` count nowhere.
    """

    days: tuple[date, ...]
    splits: tuple[int, ...]
    baselines: tuple[int, ...]
    left_out: frozenset[int]

    @property
    def phases(self) -> tuple[tuple[int, int], ...]:
        """The first position of each phase and the one after its last."""
        return tuple(pairwise((0, *self.splits, len(self.days))))

    @property
    def is_frozen(self) -> bool:
        """Whether the median of a phase comes from its first points alone."""
        return any(
            baseline < stop for baseline, (_, stop) in zip(self.baselines, self.phases, strict=True)
        )

    def analyse(self, values: Sequence[Fraction | None]) -> RunChart:
        """Anhøj's analysis of exact values, one for each day, none for a missing one."""
        there = [None if at in self.left_out else value for at, value in enumerate(values)]
        centres = [
            find_median([value for value in there[start:stop] if value is not None])
            for (start, _), stop in zip(self.phases, self.baselines, strict=True)
        ]
        return analyse(values, centre=centres, splits=self.splits, left_out=self.left_out)


def is_within(day: date | None, view: View) -> bool:
    """Whether a day lies in the days that are shown; one that nobody knows only if all are."""
    if day is None:
        return view.first is None and view.last is None
    return (view.first is None or view.first <= day) and (view.last is None or day <= view.last)


def cuts_of(chart: str, view: View, *, has_baseline: bool = True) -> tuple[Cut, ...]:
    """What is set on a chart of this name, within the days that are shown, oldest first.

    Without a baseline there is none to be frozen.
    """
    there = (cut for cut in view.cuts if cut.chart in ("", chart) and is_within(cut.day, view))
    kept = (cut for cut in there if has_baseline or cut.kind != "freeze")
    return tuple(sorted(kept, key=lambda cut: (cut.day, cut.id)))


def divide_days(days: Sequence[date], cuts: Sequence[Cut]) -> Division:
    """How points on `days`, oldest first, are divided by what is set on their chart.

    A phase begins at the first point on or after its day; one without a point, or before all, is
    none. The baseline of the phase in which it is frozen ends with the last point on or before
    that day; every other phase has all its points for a baseline.
    """
    size = len(days)
    begins = {bisect_left(days, cut.day) for cut in cuts if cut.kind == "phase"}
    splits = tuple(sorted(at for at in begins if 0 < at < size))
    ends = [bisect_right(days, cut.day) for cut in cuts if cut.kind == "freeze"]
    baselines = tuple(
        min((end for end in ends if start < end < stop), default=stop)
        for start, stop in pairwise((0, *splits, size))
    )
    gone = {cut.day for cut in cuts if cut.kind == "left_out"}
    left_out = frozenset(at for at, day in enumerate(days) if day in gone)
    return Division(tuple(days), splits, baselines, left_out)


def draw_marks(cuts: Sequence[Cut], lang: Language, view: View) -> tuple[Mark, ...]:
    """Phases, tests of a change numbered from 1, notes, and where a baseline ends."""
    numbers = count(1)
    marks = []
    for cut in cuts:
        match cut.kind:
            case "pdsa":
                marks.append(Mark(cut.day, "pdsa", cut.text, next(numbers)))
            case "phase" | "note":
                marks.append(Mark(cut.day, cut.kind, cut.text))
            case "freeze":
                marks.append(Mark(cut.day, "note", lang.text(N_("Median up to here"))))
            case "left_out":
                pass
    return cover_marks(marks, view)


def warn_of_cuts(
    division: Division, cuts: Sequence[Cut], lang: Language, view: View
) -> tuple[str, ...]:
    """What was set by hand, bears on the median and is not seen by itself as a phase is, with its
    reason: it belongs in the picture."""
    found = []
    for cut in cuts:
        if cut.kind == "freeze" and division.is_frozen:
            words = N_("The median comes from the measurements until {day} alone")
            found.append(_with_reason(lang.text(words, day=lang.date_axis(cut.day)), cut, view))
        if cut.kind == "left_out" and cut.day in division.days:
            words = N_("The measurement of {day} is left out")
            found.append(_with_reason(lang.text(words, day=lang.date_axis(cut.day)), cut, view))
    return tuple(found)


def _with_reason(words: str, cut: Cut, view: View) -> str:
    reason = cover_text(cut.text, view).strip().rstrip(".")
    return f"{words}: {reason}." if reason else f"{words}."
