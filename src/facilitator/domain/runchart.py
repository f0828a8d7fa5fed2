"""Run charts by Anhøj's two rules, and how much may be said from a number of measurements."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise

ENOUGH = 10
"""Measurements before a median is drawn, and useful ones before anything is said about change.

With its own median a shorter series cannot signal at all: Anhøj and Olesen 2014.
"""
FINAL = 20
"""Useful measurements from which the words are no longer preliminary."""


class Verdict(StrEnum):
    """What may be drawn and said, from nothing to a full run chart."""

    EMPTY = "empty"
    NUMBER = "number"
    DOTS = "dots"
    FEW_USEFUL = "few_useful"
    PRELIMINARY_NO_CHANGE = "preliminary_no_change"
    PRELIMINARY_CHANGE = "preliminary_change"
    RANDOM = "random"
    NON_RANDOM = "non_random"


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest run that is not yet a signal, and the fewest crossings that are not."""

    longest_run: int
    crossings: int


@dataclass(frozen=True, slots=True)
class Phase:
    """The runs analysis of the points `start` to before `stop`.

    `centre` is none when no point can give one; `limits` are none when no point is useful.
    `measured` counts the points that are neither missing nor left out, `useful` those of them
    that do not lie on the centre.
    """

    start: int
    stop: int
    centre: Fraction | None
    measured: int
    useful: int
    longest_run: int
    crossings: int
    limits: Limits | None

    @property
    def signal(self) -> bool:
        """Whether a run is too long or the crossings too few for random variation."""
        return self.limits is not None and (
            self.longest_run > self.limits.longest_run or self.crossings < self.limits.crossings
        )

    @property
    def verdict(self) -> Verdict:
        return choose_verdict(self.measured, self.useful, self.signal)


@dataclass(frozen=True, slots=True)
class RunChart:
    """The phases of a series, in order, and for each point whether it is useful."""

    phases: tuple[Phase, ...]
    useful: tuple[bool, ...]


def analyse(
    values: Sequence[Fraction | None],
    *,
    freeze: int | None = None,
    splits: Collection[int] = (),
    left_out: Collection[int] = (),
    centre: Fraction | None = None,
) -> RunChart:
    """Anhøj's runs analysis of exact `values`, none for a missing one.

    The centre of a phase is `centre` if given, else the median of its first `freeze` points, else
    of all its points. A new phase begins at each position in `splits`; the points at `left_out`
    are seen but count nowhere. Missing points, points left out and points on the centre are
    bridged. ValueError for a position outside the series.

    Source: Anhøj and Olesen 2014; Anhøj 2015.
    """
    size = len(values)
    if not all(0 < at < size for at in splits) or not all(0 <= at < size for at in left_out):
        raise ValueError("a position lies outside the series")
    if freeze is not None and freeze < 1:
        raise ValueError("a median is frozen after at least one point")
    shown = [None if at in left_out else value for at, value in enumerate(values)]
    bounds = [0, *sorted(set(splits)), size]
    parts = [
        _analyse_phase(shown[start:stop], start, freeze, centre) for start, stop in pairwise(bounds)
    ]
    return RunChart(
        tuple(phase for phase, _ in parts),
        tuple(side != 0 for _, sides in parts for side in sides),
    )


def choose_verdict(measured: int, useful: int, signal: bool) -> Verdict:
    """What may be said: the picture by the measurements, the words by the useful ones of them."""
    if measured == 0:
        return Verdict.EMPTY
    if measured < 3:
        return Verdict.NUMBER
    if measured < ENOUGH:
        return Verdict.DOTS
    if useful < ENOUGH:
        return Verdict.FEW_USEFUL
    if useful < FINAL:
        return Verdict.PRELIMINARY_CHANGE if signal else Verdict.PRELIMINARY_NO_CHANGE
    return Verdict.NON_RANDOM if signal else Verdict.RANDOM


@lru_cache(maxsize=256)
def find_limits(useful: int) -> Limits | None:
    """Anhøj's limits for a number of useful points; none of none.

    The longest run is at most round(log2 N) + 3, the crossings at least the 5 % quantile of the
    binomial distribution with N - 1 trials of one half. Source: Anhøj and Olesen 2014.
    """
    if useful == 0:
        return None
    return Limits(round(math.log2(useful)) + 3, _find_quantile(useful - 1))


def find_median(values: Sequence[Fraction]) -> Fraction | None:
    """The exact median; none of nothing."""
    if not values:
        return None
    # Whole numbers over one denominator sort some twenty times as fast as fractions.
    scale = math.lcm(*{value.denominator for value in values})
    whole = sorted(value.numerator * (scale // value.denominator) for value in values)
    half = len(whole) // 2
    return Fraction(whole[half] + whole[-half - 1], 2 * scale)


def _analyse_phase(
    values: Sequence[Fraction | None], start: int, freeze: int | None, given: Fraction | None
) -> tuple[Phase, list[int]]:
    measured = [value for value in values if value is not None]
    baseline = [value for value in values[:freeze] if value is not None]
    centre = find_median(baseline) if given is None else given
    sides = [_find_side(value, centre) for value in values]
    runs = [len(list(run)) for _, run in groupby(side for side in sides if side)]
    phase = Phase(
        start=start,
        stop=start + len(values),
        centre=centre,
        measured=len(measured),
        useful=sum(runs),
        longest_run=max(runs, default=0),
        crossings=max(len(runs) - 1, 0),
        limits=find_limits(sum(runs)),
    )
    return phase, sides


def _find_side(value: Fraction | None, centre: Fraction | None) -> int:
    """1 above the centre, -1 below it, 0 on it or missing."""
    if value is None or centre is None:
        return 0
    ours = value.numerator * centre.denominator
    theirs = centre.numerator * value.denominator
    return (ours > theirs) - (ours < theirs)


def _find_quantile(trials: int) -> int:
    """The smallest c with P(X <= c) >= 5 % for X binomial with `trials` trials of one half.

    Walks down from the middle in whole numbers: exact, and a walk of about sqrt(trials) steps.
    """
    total = 2**trials
    c = trials // 2
    ways = math.comb(trials, c)
    up_to_c = total // 2 if trials % 2 else (total + ways) // 2
    while c > 0 and 20 * (up_to_c - ways) >= total:
        up_to_c -= ways
        ways = ways * c // (trials - c + 1)
        c -= 1
    return c
