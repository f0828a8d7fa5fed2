"""Control charts of counts and of the time between events, each with Anhøj's rules beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar, Unpack

from facilitator.domain.individuals import NaturalLimits, find_natural_limits
from facilitator.domain.phases import Cuts, divide
from facilitator.domain.runchart import RunChart, analyse, find_median
from facilitator.domain.shares import Share, pool_shares

_LEAST_EXPECTED = 5
_SIGMA_OF_RANGE = 1.128  # the mean range of two normal values, in standard deviations: Nelson 1982
_POWER_OF_DAYS = 3.6

T = TypeVar("T")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` events in `size` whole units (patients, bed days), neither below 0: ValueError."""

    count: int
    size: int

    def __post_init__(self) -> None:
        if self.count < 0 or self.size < 0:
            raise ValueError(f"{self.count} in {self.size} is not a rate")


@dataclass(frozen=True, slots=True)
class Level:
    """The centre line at a point and the limits three standard deviations from it."""

    low: float
    centre: float
    high: float


@dataclass(frozen=True, slots=True)
class ControlChart:
    """For each point its level and whether it lies outside, strictly; and Anhøj's analysis.

    A gap has no level; nor has any point of a phase whose baseline is empty. A point left out has
    a level but is never outside.
    """

    levels: tuple[Level | None, ...]
    outside: tuple[bool, ...]
    runs: RunChart


@dataclass(frozen=True, slots=True)
class LaneyChart:
    """A p′ chart and, for each phase, how many times wider its limits are than a p chart's.

    None where no two shares stand side by side.
    """

    chart: ControlChart
    widths: tuple[float | None, ...]

    @property
    def makes_signals(self) -> bool:
        """Whether it narrows the limits somewhere, and so makes signals: draw a p chart then."""
        return any(width is not None and width < 1 for width in self.widths)


def chart_shares(shares: Sequence[Share | None], **cuts: Unpack[Cuts]) -> ControlChart:
    """A p chart of `shares` in the order of time, as shares from 0 to 1; none or n = 0 is a gap.

    The centre is the pooled share of the baseline, the limits follow each n and are clipped to 0
    and 1. Outside is decided in whole numbers. Shewhart 1931; Anhøj and Olesen 2014 for the runs.
    """
    return _chart(_drop_empty(shares), _P_CHART, cuts)


def chart_laney(shares: Sequence[Share | None], **cuts: Unpack[Cuts]) -> LaneyChart:
    """A p′ chart: a p chart whose limits also hold the variation between the points.

    For very large denominators only, never for the members of a cluster. The ranges are taken
    between neighbours without a gap between them. Laney 2002 (Quality Engineering 14:531-537).
    """
    there = _drop_empty(shares)
    chart = _chart(there, _LANEY_CHART, cuts)
    stretches = divide(there, **cuts)
    return LaneyChart(chart, tuple(_find_width(stretch.baseline) for stretch in stretches))


def suits_shares(shares: Sequence[Share | None], **cuts: Unpack[Cuts]) -> bool:
    """Whether a p chart says anything: at most points 5 of each answer are to be expected.

    That is more than half of those measured. Otherwise draw a run chart.
    """
    there = _drop_empty(shares)
    runs = chart_shares(shares, **cuts).runs
    large = [
        _expects_enough(share.n, phase.centre)
        for phase in runs.phases
        for share in there[phase.start : phase.stop]
        if share is not None and phase.centre is not None
    ]
    return 2 * sum(large) > len(large)


def chart_rates(rates: Sequence[Rate | None], **cuts: Unpack[Cuts]) -> ControlChart:
    """A u chart of events per unit; none or no unit is a gap. The lower limit is at least 0.

    The centre is all events of the baseline in all its units. Shewhart 1931.
    """
    there = [rate if rate is not None and rate.size else None for rate in rates]
    return _chart(there, _U_CHART, cuts)


def chart_counts(counts: Sequence[int | None], **cuts: Unpack[Cuts]) -> ControlChart:
    """A c chart of events in equal periods or places; none is a gap. ValueError below 0.

    The lower limit is at least 0. Shewhart 1931.
    """
    return _chart(_refuse_negative(counts), _C_CHART, cuts)


def chart_cases_between(cases: Sequence[int | None], **cuts: Unpack[Cuts]) -> ControlChart:
    """A g chart of how many cases passed between two rare events; none is a gap.

    The limits come from the mean m, m + 3 sqrt(m (m + 1)) and 0; the line drawn, which the runs
    are held against, is the median. A point above the limit means that events have become rarer.
    ValueError below 0. Benneyan 2001 (Health Care Management Science 4:305-318).
    """
    return _chart(_refuse_negative(cases), _G_CHART, cuts)


def chart_days_between(days: Sequence[Fraction | None], **cuts: Unpack[Cuts]) -> ControlChart:
    """A t chart of the days between two rare events; none is a gap.

    The days are raised to 1/3.6, charted as individual values and raised back. A point above the
    limit means that events have become rarer. ValueError for 0 days or fewer: count the events of
    a day as one, or the cases between them. Nelson 1994 (Journal of Quality Technology 26:239-240).
    """
    if any(value is not None and value <= 0 for value in days):
        raise ValueError("events less than a day apart are counted as one")
    # Equal days stay equal when raised, so that ties with the centre are not lost in floats.
    raised = [None if day is None else Fraction(float(day) ** (1 / _POWER_OF_DAYS)) for day in days]
    chart = _chart(raised, _T_CHART, cuts)
    phases = (
        replace(phase, centre=phase.centre and Fraction(_lower(phase.centre)))
        for phase in chart.runs.phases
    )
    return replace(chart, runs=RunChart(tuple(phases), chart.runs.useful))


@dataclass(frozen=True, slots=True)
class _Kind(Generic[T, B]):
    """What tells one chart from another: `find` reads from a baseline what the others need."""

    measure: Callable[[T], Fraction]
    find: Callable[[Sequence[T | None]], B | None]
    centre: Callable[[B], Fraction]
    level: Callable[[B], Callable[[T], Level]]
    is_outside: Callable[[B], Callable[[T], bool]]


def _chart(values: Sequence[T | None], kind: _Kind[T, B], cuts: Cuts) -> ControlChart:
    stretches = divide(values, **cuts)
    founds = [kind.find(stretch.baseline) for stretch in stretches]
    levels: list[Level | None] = []
    outside: list[bool] = []
    for stretch, found in zip(stretches, founds, strict=True):
        there = values[stretch.start : stretch.stop]
        if found is None:
            levels += [None] * len(there)
            outside += [False] * len(there)
        else:
            level, is_outside = kind.level(found), kind.is_outside(found)
            levels += [None if value is None else level(value) for value in there]
            outside += [value is not None and is_outside(value) for value in stretch.values]
    measures = [None if value is None else kind.measure(value) for value in values]
    centres = [None if found is None else kind.centre(found) for found in founds]
    runs = analyse(measures, centre=centres, **cuts)
    return ControlChart(tuple(levels), tuple(outside), runs)


def _drop_empty(shares: Sequence[Share | None]) -> list[Share | None]:
    return [share if share is not None and share.n else None for share in shares]


def _refuse_negative(counts: Sequence[int | None]) -> Sequence[int | None]:
    if any(count is not None and count < 0 for count in counts):
        raise ValueError("a count is not below 0")
    return counts


def _pool_shares(shares: Sequence[Share | None]) -> Fraction | None:
    return pool_shares(share for share in shares if share is not None).value


def _pool_rates(rates: Sequence[Rate | None]) -> Fraction | None:
    there = [rate for rate in rates if rate is not None]
    units = sum(rate.size for rate in there)
    return Fraction(sum(rate.count for rate in there), units) if units else None


def _find_mean(counts: Sequence[int | None]) -> Fraction | None:
    there = [count for count in counts if count is not None]
    return Fraction(sum(there), len(there)) if there else None


def _find_mean_and_median(counts: Sequence[int | None]) -> tuple[Fraction, Fraction] | None:
    mean = _find_mean(counts)
    median = find_median([Fraction(count) for count in counts if count is not None])
    return None if mean is None or median is None else (mean, median)


def _find_share_and_width(shares: Sequence[Share | None]) -> tuple[Fraction, float] | None:
    centre, width = _pool_shares(shares), _find_width(shares)
    return None if centre is None or width is None else (centre, width)


def _find_width(shares: Sequence[Share | None]) -> float | None:
    """Laney's sigma_z: the mean range of neighbouring z values, in standard deviations."""
    centre = _pool_shares(shares)
    if centre is None or centre in (0, 1):
        return None
    deviation = _deviate(centre)
    z = [None if s is None else _depart(s, centre) * math.sqrt(s.n) / deviation for s in shares]
    ranges = [abs(b - a) for a, b in pairwise(z) if a is not None and b is not None]
    return math.fsum(ranges) / len(ranges) / _SIGMA_OF_RANGE if ranges else None


def _deviate(centre: Fraction) -> float:
    """The standard deviation of a single answer."""
    return math.sqrt(centre * (1 - centre))


def _depart(share: Share, centre: Fraction) -> float:
    """The share less `centre`, rounded only once."""
    whole = centre.denominator
    return (share.k * whole - share.n * centre.numerator) / (share.n * whole)


def _draw_shares(centre: Fraction, width: float = 1.0) -> Callable[[Share], Level]:
    middle, reach = float(centre), 3 * width * _deviate(centre)

    def draw(share: Share) -> Level:
        half = reach / math.sqrt(share.n)
        return Level(max(0.0, middle - half), middle, min(1.0, middle + half))

    return draw


def _find_shares_outside(centre: Fraction) -> Callable[[Share], bool]:
    # (k/n - p)^2 > 9 p (1 - p) / n, in whole numbers.
    yes, whole = centre.numerator, centre.denominator
    most = 9 * yes * (whole - yes)
    return lambda share: (share.k * whole - share.n * yes) ** 2 > most * share.n


def _find_laney_outside(found: tuple[Fraction, float]) -> Callable[[Share], bool]:
    centre, width = found
    reach = 3 * width * _deviate(centre)
    return lambda share: abs(_depart(share, centre)) * math.sqrt(share.n) > reach


def _draw_rates(centre: Fraction) -> Callable[[Rate], Level]:
    middle, reach = float(centre), 3 * math.sqrt(centre)

    def draw(rate: Rate) -> Level:
        half = reach / math.sqrt(rate.size)
        return Level(max(0.0, middle - half), middle, middle + half)

    return draw


def _find_rates_outside(centre: Fraction) -> Callable[[Rate], bool]:
    events, whole = centre.numerator, centre.denominator
    most = 9 * events * whole
    return lambda rate: (rate.count * whole - rate.size * events) ** 2 > most * rate.size


def _draw_counts(mean: Fraction) -> Callable[[int], Level]:
    middle, half = float(mean), 3 * math.sqrt(mean)
    level = Level(max(0.0, middle - half), middle, middle + half)
    return lambda _: level


def _find_counts_outside(mean: Fraction) -> Callable[[int], bool]:
    events, whole = mean.numerator, mean.denominator
    return lambda count: (count * whole - events) ** 2 > 9 * events * whole


def _draw_cases(found: tuple[Fraction, Fraction]) -> Callable[[int], Level]:
    mean, median = found
    level = Level(0.0, float(median), float(mean) + 3 * math.sqrt(mean * (mean + 1)))
    return lambda _: level


def _find_cases_outside(found: tuple[Fraction, Fraction]) -> Callable[[int], bool]:
    # The limit below the mean is under 0, so that only large numbers of cases can lie outside.
    events, whole = found[0].numerator, found[0].denominator
    most = 9 * events * (events + whole)
    return lambda cases: (cases * whole - events) ** 2 > most


def _draw_days(limits: NaturalLimits) -> Callable[[Fraction], Level]:
    level = Level(_lower(limits.low), _lower(limits.centre), _lower(limits.high))
    return lambda _: level


def _find_days_outside(limits: NaturalLimits) -> Callable[[Fraction], bool]:
    low, high = float(limits.low), float(limits.high)
    return lambda raised: not low <= float(raised) <= high


def _expects_enough(n: int, centre: Fraction) -> bool:
    return n * min(centre, 1 - centre) >= _LEAST_EXPECTED


def _lower(raised: Fraction) -> float:
    """Days raised to 1/3.6, as days; below nothing is nothing."""
    return math.pow(max(0.0, float(raised)), _POWER_OF_DAYS)


def _measure_share(share: Share) -> Fraction:
    return Fraction(share.k, share.n)


_P_CHART: _Kind[Share, Fraction] = _Kind(
    measure=_measure_share,
    find=_pool_shares,
    centre=lambda centre: centre,
    level=_draw_shares,
    is_outside=_find_shares_outside,
)
_LANEY_CHART: _Kind[Share, tuple[Fraction, float]] = _Kind(
    measure=_measure_share,
    find=_find_share_and_width,
    centre=lambda found: found[0],
    level=lambda found: _draw_shares(*found),
    is_outside=_find_laney_outside,
)
_U_CHART: _Kind[Rate, Fraction] = _Kind(
    measure=lambda rate: Fraction(rate.count, rate.size),
    find=_pool_rates,
    centre=lambda centre: centre,
    level=_draw_rates,
    is_outside=_find_rates_outside,
)
_C_CHART: _Kind[int, Fraction] = _Kind(
    measure=Fraction,
    find=_find_mean,
    centre=lambda centre: centre,
    level=_draw_counts,
    is_outside=_find_counts_outside,
)
_G_CHART: _Kind[int, tuple[Fraction, Fraction]] = _Kind(
    measure=Fraction,
    find=_find_mean_and_median,
    centre=lambda found: found[1],
    level=_draw_cases,
    is_outside=_find_cases_outside,
)
_T_CHART: _Kind[Fraction, NaturalLimits] = _Kind(
    measure=lambda raised: raised,
    find=find_natural_limits,
    centre=lambda limits: limits.centre,
    level=_draw_days,
    is_outside=_find_days_outside,
)
