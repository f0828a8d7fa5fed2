"""A share of a group: exact counts, its interval and how it stands against a published figure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from facilitator.domain.binomial import find_chance, find_upper_tail

_Z = 1.959964  # the 0.975 quantile of the normal distribution
_TAIL = 0.025
_PRECISION = 1e-14
_MOST_STEPS = 100


class Comparison(StrEnum):
    """How a share stands against a fixed figure."""

    BELOW = "below"
    ABOVE = "above"
    NOT_TOLD_APART = "not_told_apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `n`, whole counts with 0 <= k <= n; ValueError otherwise."""

    k: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.k <= self.n:
            raise ValueError(f"{self.k} of {self.n} is not a share")

    @property
    def value(self) -> Fraction | None:
        """The exact share from 0 to 1, or none of nothing."""
        return Fraction(self.k, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of a 95 % interval for a share, from 0 to 1."""

    low: float
    high: float


def pool_shares(shares: Iterable[Share]) -> Share:
    """All that said yes, of all of them: the counts are added, never the shares."""
    together = tuple(shares)
    return Share(sum(share.k for share in together), sum(share.n for share in together))


def find_interval(share: Share, *, cautious: bool = False) -> Interval | None:
    """Wilson's score interval at 95 %, clipped to [0, 1]; none of nothing.

    Wilson 1927; recommended for small groups by Brown, Cai and DasGupta 2001. Where it is to be
    `cautious`, the exact one, as `find_cautious_interval`.
    """
    if cautious:
        return find_cautious_interval(share)
    k, n = share.k, share.n
    if n == 0:
        return None
    centre = (k + _Z**2 / 2) / (n + _Z**2)
    half = _Z * math.sqrt(k * (n - k) / n + _Z**2 / 4) / (n + _Z**2)
    # At the ends the formula gives 0 and 1 exactly; floating point only nearly does.
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return Interval(low, high)


def compare(
    share: Share, figure: Fraction, unknown: int = 0, *, cautious: bool = False
) -> Comparison | None:
    """Where `share` stands against `figure` (0 to 1) by its 95 % interval; none of nothing.

    The interval is the one that is drawn, of `find_interval`, so the words cannot disagree with
    it; Wilson's is equivalent to the two-sided score test at 5 % against a figure taken as exact.
    Of `unknown` of those who are not among its k nobody knows: what is said holds whatever they
    would answer, or it is UNKNOWN.
    """
    stands = _compare(share, figure, cautious)
    most = Share(min(share.k + unknown, share.n), share.n)
    # The ends of the interval rise with k: where both extremes stand alike, so do all between.
    return stands if _compare(most, figure, cautious) is stands else Comparison.UNKNOWN


def _compare(share: Share, figure: Fraction, cautious: bool) -> Comparison | None:
    interval = find_interval(share, cautious=cautious)
    if interval is None:
        return None
    if interval.high < figure:
        return Comparison.BELOW
    if interval.low > figure:
        return Comparison.ABOVE
    return Comparison.NOT_TOLD_APART


@lru_cache(maxsize=4096)
def find_cautious_interval(share: Share) -> Interval | None:
    """The exact interval at 95 % or more, wider than Wilson's; none of nothing.

    Its ends are the chances at which k or more, and k or fewer, of n have a chance of 2.5 %.
    Clopper and Pearson 1934.
    """
    if share.n == 0:
        return None
    return Interval(
        _find_least_chance(share.k, share.n), 1 - _find_least_chance(share.n - share.k, share.n)
    )


def round_percent(value: Fraction, decimals: int = 0) -> Decimal:
    """`value` (0 to 1) in percent, rounded half up."""
    return Decimal(math.floor(value * 100 * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


def round_share(share: Share, decimals: int) -> Decimal | None:
    """A share in percent, rounded half up from its counts; none of nothing.

    It gets more than `decimals`, as many as it takes, where it would read 0 or 100 and is not
    exactly that.
    """
    value = share.value
    if value is None:
        return None
    while value not in (0, 1) and round_percent(value, decimals) in (0, 100):
        decimals += 1
    return round_percent(value, decimals)


def _find_least_chance(k: int, n: int) -> float:
    """The chance p at which P(X >= k) is 2.5 %; 0 for k = 0.

    By Newton's steps on its logarithm, and by halving where a step leads out of what is left.
    """
    if k == 0:
        return 0.0
    low, high = 0.0, k / n
    found = _find_start(k, n)
    for _ in range(_MOST_STEPS):
        tail = find_upper_tail(k, n, found)
        low, high = (found, high) if tail < _TAIL else (low, found)
        slope = k * find_chance(k, n, found) / found
        step = tail * math.log(tail / _TAIL) / slope if tail > 0 and slope > 0 else math.inf
        if min(abs(step), high - low) <= _PRECISION * found:
            break
        found = found - step if low < found - step < high else (low + high) / 2
    return found


def _find_start(k: int, n: int) -> float:
    """Wilson's lower end, which lies near."""
    interval = find_interval(Share(k, n))
    assert interval is not None
    return interval.low
