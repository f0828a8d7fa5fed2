"""How widely practices spread around a common share, and how widely chance alone spreads them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from facilitator.domain.binomial import find_chance
from facilitator.domain.shares import Share

ENOUGH_PRACTICES = 20
"""Practices from which a spread between them can be estimated."""

_WINSORISED = 0.1
_MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`phi` is the mean square of the distances in standard deviations; about 1 by chance.

    `extra_variance` between practices is 0 unless it is to be counted in.
    """

    phi: float
    extra_variance: float

    @property
    def is_large(self) -> bool:
        """Whether practices spread more than chance does; with few it is only worth a word."""
        return self.phi > 1


def find_dispersion(shares: Sequence[Share], centre: Fraction) -> Dispersion | None:
    """The spread of `shares`, none of them of nothing, around `centre`.

    Distances beyond the 10 % and the 90 % quantile are drawn in to these. From 20 practices on an
    extra variance between them is estimated by moments, below that it is 0. None below two
    practices and for a centre of 0 or 1. Spiegelhalter 2005 (Quality and Safety in Health Care
    14:347-351).
    """
    if len(shares) < 2 or not 0 < centre < 1:
        return None
    middle, variance = float(centre), float(centre * (1 - centre))
    z = [(s.k / s.n - middle) / math.sqrt(variance / s.n) for s in shares]
    phi = math.fsum(value**2 for value in _winsorise(z)) / len(z)
    if len(shares) < ENOUGH_PRACTICES:
        return Dispersion(phi, 0.0)
    weights = [share.n / variance for share in shares]
    whole = math.fsum(weights)
    scale = whole - math.fsum(weight**2 for weight in weights) / whole
    return Dispersion(phi, max(0.0, (len(z) * phi - (len(z) - 1)) / scale))


def find_chance_of_spread(sizes: Sequence[int], centre: Fraction, spread: Fraction) -> float:
    """The chance that the highest of several shares lies `spread` or more above the lowest.

    `sizes` are how many each share is of, all with the same true share `centre`; `spread` is from
    0 to 1. With it a published range can be held against chance alone. Summed over what the
    lowest can be. ValueError for a size below 1, a centre outside 0 to 1, no shares, or more work
    than is done at once (all sizes together times their number above a million).
    """
    if not sizes or min(sizes) < 1 or not 0 <= centre <= 1:
        raise ValueError("a spread is that of shares of at least one, around 0 to 1")
    if sum(sizes) * len(sizes) > _MOST_STEPS:
        raise ValueError("these are too many for their spread to be reckoned")
    whole = {n: _add_up(n, centre) for n in sizes}
    lowest = {Fraction(k, n) for n in whole for k in range(n + 1)}
    narrower = math.fsum(_find_chance_from(low, low + spread, sizes, whole) for low in lowest)
    return min(1.0, max(0.0, 1 - narrower))


def _find_chance_from(
    low: Fraction, stop: Fraction, sizes: Sequence[int], whole: Mapping[int, Sequence[float]]
) -> float:
    """The chance that the lowest share is `low` and the highest below `stop`."""
    at_least = above = 1.0
    for n in sizes:
        last = min(math.ceil(stop * n), n + 1)
        first, next_one = math.ceil(low * n), math.floor(low * n) + 1
        at_least *= whole[n][last] - whole[n][min(first, last)]
        above *= whole[n][last] - whole[n][min(next_one, last)]
    return at_least - above


def _add_up(n: int, p: Fraction) -> list[float]:
    """P(X < k) for k from 0 to n + 1."""
    return [0.0, *accumulate(find_chance(k, n, p) for k in range(n + 1))]


def _winsorise(values: Sequence[float]) -> list[float]:
    ranks = sorted(values)
    low, high = _find_part(ranks, _WINSORISED), _find_part(ranks, 1 - _WINSORISED)
    return [min(max(value, low), high) for value in ranks]


def _find_part(ranks: Sequence[float], part: float) -> float:
    """The quantile of sorted values, between neighbours in proportion."""
    place = part * (len(ranks) - 1)
    at = min(int(place), len(ranks) - 2)
    return ranks[at] + (place - at) * (ranks[at + 1] - ranks[at])
