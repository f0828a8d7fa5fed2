"""Run charts by Anhøj's two rules, and how much may be said from a number of measurements."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Unpack

from facilitator.domain.phases import Cuts, Stretch, divide

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
    centre: Fraction | Sequence[Fraction | None] | None = None,
    **cuts: Unpack[Cuts],
) -> RunChart:
    """Anhøj's runs analysis of exact `values`, none for a missing one.

    The centre of a phase is the `centre` given for all or, in a sequence, for each of them; else
    the median of the phase's baseline. All points of a phase are held against it. The series is
    divided as `facilitator.domain.phases.divide` says. Missing points, points left out and points
    on the centre are bridged. ValueError for a position outside the series and for another number
    of centres than of phases.

    Never for a running total, which signals as soon as the rules can. Source: Anhøj and Olesen
    2014; Anhøj 2015.
    """
    stretches = divide(values, **cuts)
    given = centre if isinstance(centre, Sequence) else [centre] * len(stretches)
    parts = [_analyse_phase(*pair) for pair in zip(stretches, given, strict=True)]
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
    # Floats sort some twenty times as fast and never the wrong way round: they only tie too often.
    rounded = [value.numerator / value.denominator for value in values]
    ranks = sorted(zip(rounded, values, strict=True), key=itemgetter(0))
    half = len(ranks) // 2
    return (_find_rank(ranks, half) + _find_rank(ranks, len(ranks) - half - 1)) / 2


def _find_rank(ranks: Sequence[tuple[float, Fraction]], at: int) -> Fraction:
    """The exact value of a rank, from values in the order of their floats."""
    first = bisect_left(ranks, ranks[at][0], key=itemgetter(0))
    last = bisect_right(ranks, ranks[at][0], key=itemgetter(0))
    tied = [value for _, value in ranks[first:last]]
    return tied[0] if all(value == tied[0] for value in tied) else sorted(tied)[at - first]


def _analyse_phase(stretch: Stretch[Fraction], given: Fraction | None) -> tuple[Phase, list[int]]:
    centre = find_median([v for v in stretch.baseline if v is not None]) if given is None else given
    sides = [_find_side(value, centre) for value in stretch.values]
    runs = [len(list(run)) for _, run in groupby(side for side in sides if side)]
    phase = Phase(
        start=stretch.start,
        stop=stretch.stop,
        centre=centre,
        measured=sum(value is not None for value in stretch.values),
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
