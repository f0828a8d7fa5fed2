"""A funnel plot from counts, wherever units of different sizes stand beside each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from facilitator.charts.chart import FunnelFigure, Line, Spot
from facilitator.domain.funnel import (
    Flag,
    chart_funnel,
    find_funnel_limits,
    is_funnel_worth_drawing,
)
from facilitator.domain.shares import Share, pool_shares

FAR = (Flag.FAR_LOW, Flag.FAR_HIGH)
"""Outside the 99.8 % limits; only what lies there is told from the others."""

_MANY_SIZES = 60


class Unit(NamedTuple):
    """A clinic or a cluster: its name, whether it is one's own, and its counts."""

    name: str
    own: bool
    share: Share


def suits_funnel(shares: Sequence[Share]) -> bool:
    """Whether a funnel plot of these shows more than dots do, and has limits."""
    centre = pool_shares(shares).value
    is_mixed = centre is not None and 0 < centre < 1
    return is_mixed and is_funnel_worth_drawing([share.n for share in shares])


def draw_funnel_figure(
    units: Sequence[Unit], centre: str, outside: str, lines: tuple[Line, ...] = ()
) -> FunnelFigure:
    """The units in their exact limits around what all have together, whose label is `centre`;
    `outside` flags those beyond the 99.8 % ones. Spiegelhalter 2005."""
    shares = [unit.share for unit in units]
    funnel = chart_funnel(shares)
    assert funnel.centre is not None
    extra = funnel.dispersion.extra_variance if funnel.dispersion else 0.0
    sizes = _find_sizes({share.n for share in shares})
    limits = [find_funnel_limits(n, funnel.centre, extra) for n in sizes]
    spots = (
        Spot(name, share.n, share.k, share.k / share.n, outside if flag in FAR else "", own)
        for (name, own, share), flag in zip(units, funnel.flags, strict=True)
    )
    return FunnelFigure(
        tuple(spots),
        float(funnel.centre),
        centre,
        sizes,
        tuple(one.low for one in limits),
        tuple(one.high for one in limits),
        tuple(one.far_low for one in limits),
        tuple(one.far_high for one in limits),
        lines,
    )


def _find_sizes(there: Collection[int]) -> tuple[int, ...]:
    """Each size there is, and sizes from 1 to a little above the largest, closer where the lines
    bend most."""
    largest = max(there)
    last = largest + max(2, largest // 12)
    steps = min(_MANY_SIZES, last)
    found = {1 + round((last - 1) * (at / (steps - 1)) ** 2) for at in range(steps)}
    return tuple(sorted(found.union(there)))
