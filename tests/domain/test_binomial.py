"""Binomial tails agree with whole numbers, and a level is reached where it is exactly reached."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.binomial import (
    find_chance,
    find_lower_tail,
    find_quantiles,
    find_upper_tail,
)

LEVELS = (Fraction(1, 1000), Fraction(25, 1000))

chances = st.fractions(0, 1, max_denominator=60)
counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def exact_chance(k: int, n: int, p: Fraction) -> Fraction:
    return comb(n, k) * p**k * (1 - p) ** (n - k)


def exact_tail(k: int, n: int, p: Fraction) -> Fraction:
    return sum((exact_chance(at, n, p) for at in range(k + 1)), Fraction(0))


@given(counts, chances)
def test_tails_are_those_of_whole_numbers(count: tuple[int, int], p: Fraction) -> None:
    k, n = count
    below = exact_tail(k, n, p)
    assert find_lower_tail(k, n, p) == pytest.approx(float(below), rel=1e-11, abs=1e-15)
    above = 1 - below + exact_chance(k, n, p)
    assert find_upper_tail(k, n, p) == pytest.approx(float(above), rel=1e-11, abs=1e-15)
    assert find_chance(k, n, p) == pytest.approx(float(exact_chance(k, n, p)), rel=1e-11)


def test_a_tail_far_out_is_small_but_not_nothing() -> None:
    assert find_upper_tail(300, 300, Fraction(1, 10)) == pytest.approx(1e-300, rel=1e-10, abs=0)
    assert find_upper_tail(60, 500, Fraction(1, 1000)) == pytest.approx(
        float(1 - exact_tail(59, 500, Fraction(1, 1000))), rel=1e-10
    )


@given(counts, chances.filter(lambda p: 0 < p < 1))
def test_a_quantile_is_the_least_count_whose_tail_reaches_the_level(
    count: tuple[int, int], p: Fraction
) -> None:
    n = count[1]
    for level, (r, part) in zip(LEVELS, find_quantiles(LEVELS, n, p), strict=True):
        tail, chance = exact_tail(r, n, p), exact_chance(r, n, p)
        assert tail - chance < level <= tail
        assert part == pytest.approx(float((tail - level) / chance), abs=1e-9)


def test_a_level_that_is_reached_exactly_is_reached() -> None:
    for level, n, p in (
        (Fraction(1, 1000), 3, Fraction(9, 10)),
        (Fraction(1, 40), 1, Fraction(39, 40)),
        (Fraction(1, 9), 1, Fraction(8, 9)),
        (Fraction(3, 19), 1, Fraction(16, 19)),
        (Fraction(1, 400), 2, Fraction(19, 20)),
    ):
        ((r, part),) = find_quantiles((level,), n, p)
        assert r == 0
        assert part == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("n", [1, 7, 500, 5_000])
def test_a_rare_answer_has_quantiles_too(n: int) -> None:
    for p in (Fraction(1, 10_000), Fraction(999, 1_000), Fraction(9_999, 10_000), Fraction(1, 3)):
        for level, (r, part) in zip(LEVELS, find_quantiles(LEVELS, n, p), strict=True):
            assert find_lower_tail(r, n, p) >= float(level) * (1 - 1e-9)
            assert r == 0 or find_lower_tail(r - 1, n, p) < level
            assert 0 <= part <= 1


@pytest.mark.parametrize(("p", "count"), [(Fraction(0), 0), (Fraction(1), 9)])
def test_an_answer_that_is_certain_has_only_one_count(p: Fraction, count: int) -> None:
    assert [r for r, _ in find_quantiles(LEVELS, 9, p)] == [count, count]
    assert find_chance(count, 9, p) == 1
    assert (find_lower_tail(count, 9, p), find_upper_tail(count, 9, p)) == (1, 1)


@pytest.mark.parametrize(("n", "p"), [(-1, 0.5), (3, 1.5), (3, -0.1), (3, float("nan"))])
def test_what_is_no_chance_has_no_tails(n: int, p: float) -> None:
    with pytest.raises(ValueError, match="no distribution"):
        find_upper_tail(1, n, p)
