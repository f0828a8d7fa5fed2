"""Practices are held against what chance alone spreads, by exact tails."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dispersion import find_chance_of_spread, find_dispersion
from facilitator.domain.funnel import (
    Flag,
    FunnelLimits,
    chart_funnel,
    find_funnel_limits,
    is_funnel_worth_drawing,
)
from facilitator.domain.shares import Share

SIX = [Share(12, 20), Share(20, 26), Share(6, 19), Share(33, 45), Share(15, 28), Share(2, 11)]
ENT_ANSWERS = (12, 11, 12, 12, 11, 10, 12, 9, 9, 13, 13, 9)

centres = st.fractions(0, 1, max_denominator=40)
shares = st.integers(5, 60).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n)))


def exact_tail(k: int, n: int, p: Fraction) -> Fraction:
    """P(X <= k), in whole numbers."""
    return sum((comb(n, at) * p**at * (1 - p) ** (n - at) for at in range(k + 1)), Fraction(0))


def flag_exactly(share: Share, centre: Fraction) -> Flag:
    below = exact_tail(share.k, share.n, centre)
    above = 1 - exact_tail(share.k - 1, share.n, centre)
    outer, inner = Fraction(1, 1000), Fraction(25, 1000)
    if below < outer:
        return Flag.FAR_LOW
    if above < outer:
        return Flag.FAR_HIGH
    if below < inner:
        return Flag.LOW
    return Flag.HIGH if above < inner else Flag.INSIDE


def as_tuple(limits: FunnelLimits | None) -> tuple[float, float, float, float]:
    assert limits is not None
    return limits.low, limits.high, limits.far_low, limits.far_high


def test_six_practices_around_what_they_have_together() -> None:
    funnel = chart_funnel(SIX)
    assert funnel.centre == Fraction(88, 149)
    expected = [
        (0.3475, 0.8298, 0.2167, 0.9376),
        (0.3793, 0.7970, 0.2706, 0.8916),
        (0.3357, 0.8342, 0.2129, 0.9423),
        (0.4331, 0.7443, 0.3490, 0.8199),
        (0.3877, 0.7859, 0.2824, 0.8835),
        (0.2424, 0.9142, 0.0922, 1.0),
    ]
    for limits, printed in zip(funnel.limits, expected, strict=True):
        assert as_tuple(limits) == pytest.approx(printed, abs=5.1e-5)
    inside = [Flag.INSIDE] * 6
    inside[2] = inside[5] = Flag.LOW
    assert list(funnel.flags) == inside
    assert funnel.worth_drawing


@pytest.mark.parametrize("share", SIX, ids=str)
def test_a_limit_lies_where_the_tail_is_reached_between_counts(share: Share) -> None:
    limits = find_funnel_limits(share.n, Fraction(88, 149))
    for level, line in ((Fraction(1, 1000), limits.far_low), (Fraction(25, 1000), limits.low)):
        r = next(k for k in range(share.n) if exact_tail(k, share.n, Fraction(88, 149)) >= level)
        reached = exact_tail(r, share.n, Fraction(88, 149))
        before = exact_tail(r - 1, share.n, Fraction(88, 149))
        part = (reached - level) / (reached - before)
        assert line == pytest.approx(max(0.0, float((r - part) / share.n)), abs=1e-9)


@given(st.integers(1, 80), centres)
def test_limits_mirror_those_of_the_opposite_answer(n: int, centre: Fraction) -> None:
    limits, mirrored = find_funnel_limits(n, centre), find_funnel_limits(n, 1 - centre)
    assert limits.high == pytest.approx(1 - mirrored.low, abs=1e-12)
    assert limits.far_high == pytest.approx(1 - mirrored.far_low, abs=1e-12)
    assert 0 <= limits.far_low <= limits.low <= limits.high <= limits.far_high <= 1


@given(st.lists(shares, min_size=1, max_size=6), centres)
def test_flags_are_those_of_the_exact_tails(there: list[Share], centre: Fraction) -> None:
    funnel = chart_funnel(there, centre)
    assert list(funnel.flags) == [flag_exactly(share, centre) for share in there]


@given(shares, centres)
def test_line_and_flag_cannot_disagree(share: Share, centre: Fraction) -> None:
    (limits,), (flag,) = chart_funnel([share], centre).limits, chart_funnel([share], centre).flags
    low, high, far_low, far_high = as_tuple(limits)
    value = share.k / share.n
    # Only the ends, where a limit is clipped, may touch.
    assert flag is Flag.INSIDE or not low + 1e-12 < value < high - 1e-12
    assert (flag in (Flag.FAR_LOW, Flag.FAR_HIGH)) or far_low - 1e-12 <= value <= far_high + 1e-12


@given(st.lists(shares, min_size=2, max_size=6))
def test_the_order_of_the_practices_does_not_matter(there: list[Share]) -> None:
    assert chart_funnel(there[::-1]).flags == chart_funnel(there).flags[::-1]


def test_small_practices_are_not_flagged_for_what_chance_often_does() -> None:
    assert chart_funnel([Share(8, 10)], Fraction(55, 100)).flags == (Flag.INSIDE,)
    one_of_one = find_funnel_limits(1, Fraction(1, 2))
    assert one_of_one == FunnelLimits(0.0, 0.0, 1.0, 1.0)


def test_an_answer_that_is_certain_but_for_a_trillionth_of_a_trillionth_is_certain() -> None:
    nearly = 1 - Fraction(1, 10**24)
    assert chart_funnel([Share(6, 6), Share(5, 6)], nearly).flags == (Flag.INSIDE, Flag.FAR_LOW)


def test_fewer_than_five_are_neither_shown_nor_in_what_all_have_together() -> None:
    funnel = chart_funnel([Share(3, 10), Share(4, 4), None, Share(9, 30)])
    assert funnel.centre == Fraction(12, 40)
    assert [limits is None for limits in funnel.limits] == [False, True, True, False]
    assert funnel.flags[1:3] == (None, None)


@pytest.mark.parametrize("there", [[], [None], [Share(0, 0)], [Share(2, 4)]])
def test_without_practices_there_is_no_funnel(there: list[Share | None]) -> None:
    funnel = chart_funnel(there)
    assert (funnel.centre, funnel.dispersion, funnel.worth_drawing) == (None, None, False)
    assert set(funnel.flags) <= {None}


@pytest.mark.parametrize("k", [0, 1])
def test_where_all_answer_the_same_nobody_is_flagged_and_nothing_is_drawn(k: int) -> None:
    funnel = chart_funnel([Share(k * n, n) for n in (5, 10, 40)])
    assert funnel.flags == (Flag.INSIDE,) * 3
    assert not funnel.worth_drawing


@pytest.mark.parametrize(
    ("sizes", "drawn"),
    [
        ([], False),
        ([40], False),
        ([10] * 30, False),
        ([10, 30], False),
        ([10, 31], True),
        ([10] * 11 + [11], False),
        ([10] * 12 + [11], True),
    ],
)
def test_a_funnel_is_drawn_of_unequal_or_of_many_practices_else_sorted_dots(
    sizes: list[int], drawn: bool
) -> None:
    assert is_funnel_worth_drawing(sizes) == drawn


@pytest.mark.parametrize(("n", "centre"), [(0, Fraction(1, 2)), (9, Fraction(3, 2))])
def test_limits_of_nobody_or_around_what_is_no_share_are_refused(n: int, centre: Fraction) -> None:
    with pytest.raises(ValueError, match="no limits"):
        find_funnel_limits(n, centre)


def test_a_common_share_beyond_none_and_all_is_refused_even_of_nobody() -> None:
    with pytest.raises(ValueError, match="not a share"):
        chart_funnel([], Fraction(3, 2))


def test_with_fifteen_practices_one_is_outside_the_inner_limits_in_up_to_half_of_the_charts() -> (
    None
):
    def chance_inside(n: int) -> float:
        centre = Fraction(55, 100)
        inside = [k for k in range(n + 1) if flag_exactly(Share(k, n), centre) is Flag.INSIDE]
        return sum(float(comb(n, k) * centre**k * (1 - centre) ** (n - k)) for k in inside)

    chances = [1 - chance_inside(n) ** 15 for n in range(10, 61, 10)]
    assert 0.4 < max(chances) < 0.54


# Spread


def test_chance_alone_spreads_twelve_clusters_as_widely_as_the_published_ones() -> None:
    spread = Fraction(80 - 36, 100)
    assert find_chance_of_spread(ENT_ANSWERS, Fraction(55, 100), spread) == pytest.approx(
        0.67, abs=0.01
    )


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.fractions(0, 1, max_denominator=7),
    st.fractions(0, 1, max_denominator=12),
)
def test_the_chance_of_a_spread_counts_every_outcome(
    sizes: list[int], centre: Fraction, spread: Fraction
) -> None:
    chance = Fraction(0)
    for answers in product(*(range(n + 1) for n in sizes)):
        values = [Fraction(k, n) for k, n in zip(answers, sizes, strict=True)]
        if max(values) - min(values) >= spread:
            part = Fraction(1)
            for k, n in zip(answers, sizes, strict=True):
                part *= comb(n, k) * centre**k * (1 - centre) ** (n - k)
            chance += part
    assert find_chance_of_spread(sizes, centre, spread) == pytest.approx(float(chance), abs=1e-9)


@pytest.mark.parametrize(
    ("sizes", "centre"), [([], 0), ([0, 4], 0), ([4], 2), ([100_000] * 9, Fraction(1, 2))]
)
def test_a_spread_of_nothing_or_of_too_much_is_refused(
    sizes: list[int], centre: int | Fraction
) -> None:
    with pytest.raises(ValueError, match=r"a spread is|too many"):
        find_chance_of_spread(sizes, Fraction(centre), Fraction(1, 2))


def wide(practices: int) -> list[Share]:
    return [Share(50 + (-1) ** at * (20 + at % 3), 100) for at in range(practices)]


def test_below_twenty_practices_a_wide_spread_is_named_but_not_counted_in() -> None:
    dispersion = find_dispersion(wide(19), Fraction(1, 2))
    assert dispersion is not None
    assert dispersion.is_large
    assert dispersion.extra_variance == 0
    assert Flag.FAR_LOW in chart_funnel(wide(19), Fraction(1, 2)).flags


def test_from_twenty_practices_on_a_wide_spread_widens_the_limits() -> None:
    there = wide(20)
    funnel = chart_funnel(there, Fraction(1, 2))
    assert funnel.dispersion is not None
    extra = funnel.dispersion.extra_variance
    # z is 2 * (20, 21 or 22) / 10 up and down; with equal weights the moments are simple.
    z = sorted(2 * (share.k - 50) / 10 for share in there)
    low, high = z[1] + 0.9 * (z[2] - z[1]), z[17] + 0.1 * (z[18] - z[17])
    phi = sum(min(max(value, low), high) ** 2 for value in z) / 20
    assert funnel.dispersion.phi == pytest.approx(phi, rel=1e-9)
    assert extra == pytest.approx((20 * phi - 19) / (19 * 400), rel=1e-9)
    assert set(funnel.flags) == {Flag.INSIDE}
    limits = funnel.limits[0]
    assert limits is not None
    assert limits.low == pytest.approx(0.5 - 1.959964 * (0.25 / 100 + extra) ** 0.5, abs=1e-9)
    assert limits.high == pytest.approx(1 - limits.low, abs=1e-12)


def test_a_flag_stands_just_where_a_practice_lies_outside_the_widened_limits() -> None:
    for k in range(40):
        funnel = chart_funnel([*wide(24), Share(k, 100)], Fraction(1, 2))
        limits = funnel.limits[-1]
        assert limits is not None
        expected = Flag.LOW if k / 100 < limits.low else Flag.INSIDE
        assert funnel.flags[-1] is (Flag.FAR_LOW if k / 100 < limits.far_low else expected)


def test_practices_closer_together_than_chance_keep_the_exact_limits() -> None:
    even = [Share(50 + at % 2, 100) for at in range(30)]
    funnel = chart_funnel(even, Fraction(1, 2))
    assert funnel.dispersion is not None
    assert not funnel.dispersion.is_large
    assert funnel.limits[0] == find_funnel_limits(100, Fraction(1, 2))


@given(st.integers(1, 80), centres, st.floats(0, 0.1))
def test_extra_variance_never_narrows_a_limit(n: int, centre: Fraction, extra: float) -> None:
    plain, widened = find_funnel_limits(n, centre), find_funnel_limits(n, centre, extra)
    assert widened.low <= plain.low
    assert widened.far_low <= plain.far_low
    assert widened.high >= plain.high
    assert widened.far_high >= plain.far_high


def test_one_practice_or_a_certain_answer_has_no_dispersion() -> None:
    assert find_dispersion([Share(3, 9)], Fraction(1, 2)) is None
    assert find_dispersion([Share(9, 9)] * 25, Fraction(1)) is None
