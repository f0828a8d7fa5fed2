"""Charts of individual values: limits from the moving range, and where the values lie in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Unpack

from facilitator.domain.phases import Cuts, divide
from facilitator.domain.signals import Signal, find_signals

_BY_MEANS = (Fraction("2.66"), Fraction("1.773"), Fraction("3.267"))
_BY_MEDIANS = (Fraction("3.145"), Fraction("3.145") * 2 / 3, Fraction("3.865"))
"""How many average ranges lie between the centre and the limits of three and of two standard
deviations, and up to the limit of the ranges."""


@dataclass(frozen=True, slots=True)
class NaturalLimits:
    """The centre, the limits three and two standard deviations from it, all in the values' unit.

    `average_range` is the mean moving range, or with `by_medians` the median one; `range_high`
    is the limit of the ranges; `screened` ranges beyond it were not counted.
    """

    centre: Fraction
    low: Fraction
    near_low: Fraction
    near_high: Fraction
    high: Fraction
    average_range: Fraction
    range_high: Fraction
    screened: int
    by_medians: bool


@dataclass(frozen=True, slots=True)
class IndividualsPhase:
    """The points `start` to before `stop`; no limits where no two values stand side by side."""

    start: int
    stop: int
    measured: int
    limits: NaturalLimits | None


@dataclass(frozen=True, slots=True)
class IndividualsChart:
    """The phases in order and for each point what it signals, if anything.

    `ranges` are the moving ranges, none at the first point of a phase and beside a gap. `outside`
    is the strict rule of the three standard deviations alone. `last` is the position of the last
    point that is neither missing nor left out.
    """

    phases: tuple[IndividualsPhase, ...]
    signals: tuple[Signal | None, ...]
    outside: tuple[bool, ...]
    ranges: tuple[float | None, ...]
    last: int | None


def chart_individuals(
    values: Sequence[Fraction | None], *, by_medians: bool = False, **cuts: Unpack[Cuts]
) -> IndividualsChart:
    """An XmR chart of exact `values` in the order of time; none is a gap and breaks the range.

    Limits are the mean of the baseline and 2.66 mean moving ranges to either side, after ranges
    of 3.267 mean ranges or more have been dropped once (Nelson 1982, Journal of Quality Technology
    14:172-173), unless that would drop all. With `by_medians` they are the median and 3.145
    median ranges, for a series with a wild value, unless most ranges are 0 (Wheeler and Chambers
    1992). Signals are those of Making Data Count, held against the limits of their own phase.

    For measurements and rates of large numbers; a share of 10 to 17 people belongs in a run
    chart. ValueError as `facilitator.domain.phases.divide`.
    """
    stretches = divide(values, **cuts)
    scale = math.lcm(*{value.denominator for value in values if value is not None})
    phases: list[IndividualsPhase] = []
    signals: list[Signal | None] = []
    outside: list[bool] = []
    ranges: list[float | None] = []
    for stretch in stretches:
        limits = find_natural_limits(stretch.baseline, by_medians=by_medians)
        whole = _as_whole(stretch.values, scale)
        zones = _find_zones(whole, limits, scale)
        measured = sum(value is not None for value in whole)
        phases.append(IndividualsPhase(stretch.start, stretch.stop, measured, limits))
        signals += find_signals(whole, zones) if limits else [None] * len(whole)
        outside += [abs(zone) == 3 for zone in zones]
        ranges += [None if step is None else step / scale for step in _find_steps(whole)]
    there = [s.start + at for s in stretches for at, v in enumerate(s.values) if v is not None]
    return IndividualsChart(
        tuple(phases), tuple(signals), tuple(outside), tuple(ranges), max(there, default=None)
    )


def find_natural_limits(
    values: Sequence[Fraction | None], *, by_medians: bool = False
) -> NaturalLimits | None:
    """The limits that `values` give; none without two side by side. As `chart_individuals`."""
    scale = math.lcm(*{value.denominator for value in values if value is not None})
    whole = _as_whole(values, scale)
    steps = [step for step in _find_steps(whole) if step is not None]
    there = [value for value in whole if value is not None]
    if not steps:
        return None
    middle = _find_middle(steps)
    if by_medians and middle > 0:
        return _set_limits(_find_middle(there) / scale, middle / scale, _BY_MEDIANS, 0)
    kept = _screen(steps)
    centre = Fraction(sum(there), len(there) * scale)
    average = Fraction(sum(kept), len(kept) * scale)
    return _set_limits(centre, average, _BY_MEANS, len(steps) - len(kept))


def _screen(steps: Sequence[int]) -> Sequence[int]:
    """The ranges below 3.267 times their mean; all where none would be left."""
    factor = _BY_MEANS[2]
    most = factor.numerator * sum(steps)
    kept = [step for step in steps if step * factor.denominator * len(steps) < most]
    return kept or steps


def _set_limits(
    centre: Fraction,
    average: Fraction,
    factors: tuple[Fraction, Fraction, Fraction],
    screened: int,
) -> NaturalLimits:
    far, near, highest = factors
    return NaturalLimits(
        centre=centre,
        low=centre - far * average,
        near_low=centre - near * average,
        near_high=centre + near * average,
        high=centre + far * average,
        average_range=average,
        range_high=highest * average,
        screened=screened,
        by_medians=factors is _BY_MEDIANS,
    )


def _as_whole(values: Sequence[Fraction | None], scale: int) -> list[int | None]:
    """`values` times `scale`, which makes them whole: quick, and never rounded."""
    return [
        None if value is None else value.numerator * (scale // value.denominator)
        for value in values
    ]


def _find_steps(values: Sequence[int | None]) -> list[int | None]:
    """The distance of each value from the one before it; none at the first and beside a gap."""
    steps = (None if a is None or b is None else abs(b - a) for a, b in pairwise(values))
    return [None, *steps][: len(values)]


def _find_middle(values: Sequence[int]) -> Fraction:
    ranks, half = sorted(values), len(values) // 2
    return Fraction(ranks[half] + ranks[-half - 1], 2)


def _find_zones(
    values: Sequence[int | None], limits: NaturalLimits | None, scale: int
) -> list[int]:
    """How far each value lies from the centre: 0 on it or missing, ±1, ±2 between the limits of
    two and of three standard deviations, ±3 outside; above the centre +."""
    if limits is None:
        return [0] * len(values)
    above = [math.floor(x * scale) for x in (limits.centre, limits.near_high, limits.high)]
    below = [math.ceil(x * scale) for x in (limits.centre, limits.near_low, limits.low)]
    # A whole number is above a limit just when it is above the whole number at or under it.
    return [
        0 if v is None else sum(v > edge for edge in above) - sum(v < edge for edge in below)
        for v in values
    ]
