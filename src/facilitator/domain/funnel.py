"""Practices side by side: what chance alone spreads around a common share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.domain.binomial import find_quantiles
from facilitator.domain.dispersion import Dispersion, find_dispersion
from facilitator.domain.shares import Share, pool_shares

LEAST_SHOWN = 5
"""Patients from which a practice is shown."""
MANY_PRACTICES = 12
UNEQUAL_SIZES = 3
"""Up to so many practices whose sizes differ at most so many times are shown as sorted dots."""

_LEVELS = (Fraction(1, 1000), Fraction(25, 1000))
_Z = (3.090232, 1.959964)  # the 0.999 and 0.975 quantiles of the normal distribution


class Flag(StrEnum):
    """Where a practice lies; only those outside the outer limits are worth a colour."""

    INSIDE = "inside"
    LOW = "low"
    HIGH = "high"
    FAR_LOW = "far_low"
    FAR_HIGH = "far_high"


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The shares (0 to 1) between which 95 % and 99.8 % (`far_`) of practices of a size lie."""

    far_low: float
    low: float
    high: float
    far_high: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """A common share and, for each practice, its limits and its flag.

    Both are none for a practice too small to be shown. `dispersion` is none below two practices
    and where the common share is 0 or 1. `worth_drawing` says whether a funnel shows more than
    sorted dots.
    """

    centre: Fraction | None
    limits: tuple[FunnelLimits | None, ...]
    flags: tuple[Flag | None, ...]
    dispersion: Dispersion | None
    worth_drawing: bool


@dataclass(frozen=True, slots=True)
class _Edge:
    """A lower limit as a share, and the least count that is not below it."""

    limit: float
    count: int


@dataclass(frozen=True, slots=True)
class _Edges:
    """The far and the near lower limit of an answer, those of the opposite one, and both drawn."""

    limits: FunnelLimits
    below: tuple[_Edge, _Edge]
    above: tuple[_Edge, _Edge]


def chart_funnel(shares: Sequence[Share | None], centre: Fraction | None = None) -> Funnel:
    """A funnel of the practices in `shares`, none for one without a value.

    The common share is `centre`, a published figure, or what all practices shown have together;
    none if there are none. A practice of fewer than 5 is not shown and not in it. Flags are by
    the exact tails of the binomial distribution: low if P(X <= k) < 2.5 %, far low below 0.1 %,
    high likewise. With 20 practices or more that spread too widely, limits are widened and a flag
    stands only if it also lies outside the widened ones. Nothing is adjusted for who the patients
    are. ValueError for a centre outside 0 to 1. Spiegelhalter 2005 (Statistics in Medicine
    24:1185-1202).
    """
    shown = [s if s is not None and s.n >= LEAST_SHOWN else None for s in shares]
    there = [share for share in shown if share is not None]
    if centre is None:
        centre = pool_shares(there).value
    if centre is None:
        none = (None,) * len(shares)
        return Funnel(None, none, none, None, worth_drawing=False)
    if not 0 <= centre <= 1:
        raise ValueError(f"{centre} is not a share")
    dispersion = find_dispersion(there, centre)
    extra = dispersion.extra_variance if dispersion else 0.0
    edges = {n: _find_edges(n, centre, extra) for n in {share.n for share in there}}
    return Funnel(
        centre,
        tuple(None if s is None else edges[s.n].limits for s in shown),
        tuple(None if s is None else _find_flag(s, edges[s.n]) for s in shown),
        dispersion,
        0 < centre < 1 and is_funnel_worth_drawing([share.n for share in there]),
    )


def find_funnel_limits(n: int, centre: Fraction, extra_variance: float = 0.0) -> FunnelLimits:
    """The limits of the lines at `n` patients, as shares; ValueError for none or a wrong centre.

    The lower ones lie where the exact tail is reached if chance is spread evenly between counts;
    the upper ones mirror those of the opposite answer. Widened by an extra variance between
    practices, they are `centre` ± z sqrt(c (1 - c) / n + extra) where that is wider. Spiegelhalter
    2005, whose formula is not used directly at the upper end, where it flags 1 of 1 at 50 %; on
    the choice between counts Manktelow and Seaton 2012 (PLoS ONE 7:e45723).
    """
    return _find_edges(n, centre, extra_variance).limits


def is_funnel_worth_drawing(sizes: Sequence[int]) -> bool:
    """Whether a funnel shows more than sorted dots: more than 12 practices or unequal ones.

    Unequal is a largest of more than 3 times the smallest. Never one practice or equal ones.
    """
    if len(set(sizes)) < 2:
        return False
    return len(sizes) > MANY_PRACTICES or max(sizes) > UNEQUAL_SIZES * min(sizes)


def _find_edges(n: int, centre: Fraction, extra: float) -> _Edges:
    if n < 1 or not 0 <= centre <= 1:
        raise ValueError(f"there are no limits for {n} patients around {centre}")
    below, above = _find_lower(n, centre, extra), _find_lower(n, 1 - centre, extra)
    (far_low, low), (far_high, high) = below, above
    limits = FunnelLimits(far_low.limit, low.limit, 1 - high.limit, 1 - far_high.limit)
    return _Edges(limits, below, above)


def _find_lower(n: int, centre: Fraction, extra: float) -> tuple[_Edge, _Edge]:
    """The limits of 99.8 % and of 95 % below `centre`, clipped at 0."""
    deviation = math.sqrt(float(centre * (1 - centre)) / n + extra)
    far, near = (
        _find_edge(n, count, part, float(centre) - z * deviation if extra else 1.0)
        for (count, part), z in zip(find_quantiles(_LEVELS, n, centre), _Z, strict=True)
    )
    return far, near


def _find_edge(n: int, count: int, part: float, widened: float) -> _Edge:
    exact = (count - part) / n
    if exact <= widened:
        return _Edge(max(0.0, exact), count)
    return _Edge(max(0.0, widened), max(0, math.ceil(widened * n)))


def _find_flag(share: Share, edges: _Edges) -> Flag:
    yes, no = share.k, share.n - share.k
    (far_low, low), (far_high, high) = edges.below, edges.above
    if yes < far_low.count:
        return Flag.FAR_LOW
    if no < far_high.count:
        return Flag.FAR_HIGH
    if yes < low.count:
        return Flag.LOW
    return Flag.HIGH if no < high.count else Flag.INSIDE
