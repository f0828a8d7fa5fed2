"""How clinics lie beside each other: from lowest to highest, the middle, and against chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from facilitator.domain.binomial import find_upper_tail
from facilitator.domain.dispersion import find_chance_of_spread, find_dispersion
from facilitator.domain.funnel import Flag, chart_funnel
from facilitator.domain.shares import Share, pool_shares

ENOUGH_FOR_MIDDLE = 5
"""Clinics from which the middle half of them is more than one or two."""

_RARE = 0.025
_RARE_Z = 1.959964  # the 0.975 quantile of the normal distribution
_OUTSIDE = Fraction(1, 20)
_MOST_STEPS = 60_000


@dataclass(frozen=True, slots=True)
class Spread:
    """`near` clinics lie outside the 95 % limits around the pooled share but not outside the
    99.8 % ones, `far` outside both.

    `is_wide`: the lowest and the highest lie further apart than chance alone puts them; none
    below two clinics. `is_adjusted`: the limits hold more than chance, as from 20 clinics on.
    """

    pooled: Share
    near: int
    far: int
    is_wide: bool | None
    is_adjusted: bool


def find_spread(shares: Sequence[Share]) -> Spread:
    """How the `shares` of clinics, none of nothing, spread around what they have together.

    They spread wider than chance where clinics with one and the same true share would lie as far
    apart from lowest to highest, or as many of them outside the 95 % limits, less often than 1
    time in 40: of these two looks at least one then errs at most 1 time in 20 (Bonferroni).
    Where they are too many to reckon the first, their mean square distance in standard deviations
    is taken instead (chi-squared, by its normal approximation). Spiegelhalter 2005 (Statistics in
    Medicine 24:1185-1202) for the limits.
    """
    funnel = chart_funnel(shares)
    near = sum(flag in (Flag.LOW, Flag.HIGH) for flag in funnel.flags)
    far = sum(flag in (Flag.FAR_LOW, Flag.FAR_HIGH) for flag in funnel.flags)
    is_adjusted = funnel.dispersion is not None and funnel.dispersion.extra_variance > 0
    wide = None
    if len(shares) > 1:
        wide = _is_wide(tuple(shares)) or _are_many(near + far, len(shares))
    return Spread(pool_shares(shares), near, far, wide, is_adjusted)


def find_middle(values: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Where the middle half of the values begins and ends; none of fewer than 5.

    The quartiles, between neighbours in proportion.
    """
    if len(values) < ENOUGH_FOR_MIDDLE:
        return None
    ranks = sorted(values)
    return _find_part(ranks, Fraction(1, 4)), _find_part(ranks, Fraction(3, 4))


def _are_many(outside: int, clinics: int) -> bool:
    """Whether more of them lie outside the 95 % limits than chance puts there."""
    return find_upper_tail(outside, clinics, _OUTSIDE) < _RARE


@lru_cache(maxsize=64)
def _is_wide(shares: tuple[Share, ...]) -> bool:
    centre = pool_shares(shares).value
    assert centre is not None
    sizes = [share.n for share in shares]
    if sum(sizes) * len(sizes) > _MOST_STEPS:
        return _is_dispersed(shares, centre)
    values = [Fraction(share.k, share.n) for share in shares]
    return find_chance_of_spread(sizes, centre, max(values) - min(values)) < _RARE


def _is_dispersed(shares: Sequence[Share], centre: Fraction) -> bool:
    dispersion = find_dispersion(shares, centre)
    most = 1 + _RARE_Z * math.sqrt(2 / len(shares))
    return dispersion is not None and dispersion.phi > most


def _find_part(ranks: Sequence[Fraction], part: Fraction) -> Fraction:
    place = part * (len(ranks) - 1)
    at = min(int(place), len(ranks) - 2)
    return ranks[at] + (place - at) * (ranks[at + 1] - ranks[at])
