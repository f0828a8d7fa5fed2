"""Tails of the binomial distribution and the counts at which they begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

Chance = Fraction | float

_TOLERANCE = 1e-11  # within this part of a level, floats do not decide
_NEGLIGIBLE = 1e-17


def find_lower_tail(k: int, n: int, p: Chance) -> float:
    """P(X <= k) for X the number of successes in `n` trials of chance `p` each (0 to 1).

    Summed from the largest term, which is found by logarithms, so that no term of any weight
    vanishes. ValueError for a chance outside 0 to 1 or fewer trials than none.
    """
    return find_upper_tail(n - k, n, 1 - p)


def find_upper_tail(k: int, n: int, p: Chance) -> float:
    """P(X >= k); as `find_lower_tail`."""
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"{n} trials of chance {p} have no distribution")
    return _find_upper_tail(k, n, float(p), float(1 - p))


def find_chance(k: int, n: int, p: Chance) -> float:
    """P(X = k) for `n` trials of chance `p`, by logarithms; 0 for a count that cannot be."""
    return _find_chance(k, n, float(p), float(1 - p))


def find_quantiles(
    levels: Sequence[Fraction], n: int, p: Fraction
) -> tuple[tuple[int, float], ...]:
    """For each level the least count r with P(X <= r) >= level, and the part of r beyond it.

    `levels` rise from 0.001 or more to below 1. The part is (P(X <= r) - level) / P(X = r), from
    0 to 1: how far below r the level is reached if chance is spread evenly between counts. Where
    floats cannot tell whether a level is reached, whole numbers do.
    """
    yes, no = float(p), float(1 - p)
    if yes in (0, 1):
        return tuple((n * int(yes), float(1 - level)) for level in levels)
    odds = yes / no
    k = _begin_below(n, yes)
    reached, term = _find_upper_tail(n - k + 1, n, no, yes), _find_chance(k, n, yes, no)
    found = []
    for level in levels:
        rounded = float(level)
        while k < n and not _is_reached(rounded, reached + term, level, k, n, p):
            reached += term
            term *= odds * (n - k) / (k + 1)
            k += 1
        found.append((k, min(max((reached + term - rounded) / term, 0.0), 1.0)))
    return tuple(found)


# Below, the chance of the opposite answer is given too: reckoned as 1 - p it would lose digits.


def _find_upper_tail(k: int, n: int, p: float, q: float) -> float:
    if k <= 0:
        return 1.0
    if k > n or p == 0:
        return 0.0
    if k <= n * p:
        return 1 - _find_upper_tail(n - k + 1, n, q, p)
    odds = p / q
    term = total = _find_chance(k, n, p, q)
    while k < n and term > _NEGLIGIBLE * total:
        term *= odds * (n - k) / (k + 1)
        total += term
        k += 1
    return total


def _find_chance(k: int, n: int, p: float, q: float) -> float:
    if not 0 <= k <= n:
        return 0.0
    if p in (0, 1):
        return float(k == n * p)
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(p) + (n - k) * math.log(q))


def _begin_below(n: int, p: float) -> int:
    """A count, 0 or more, that lies below the 0.001 quantile unless it is 0.

    By Bernstein's inequality P(X <= np - t) <= exp(-t^2 / (2 (s^2 + t / 3))), which is below 0.001
    for t = 4.5 s + 5 and every standard deviation s.
    """
    return max(0, math.floor(n * p - 4.5 * math.sqrt(n * p * (1 - p)) - 5))


def _is_reached(rounded: float, tail: float, level: Fraction, k: int, n: int, p: Fraction) -> bool:
    """Whether P(X <= k), in floats `tail`, is at least `level`, in floats `rounded`."""
    if abs(tail - rounded) > _TOLERANCE * rounded:
        return tail > rounded
    yes, no = p.numerator, p.denominator - p.numerator
    ways = sum(math.comb(n, at) * yes**at * no ** (n - at) for at in range(k + 1))
    return bool(ways * level.denominator >= level.numerator * p.denominator**n)
