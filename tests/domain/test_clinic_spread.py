"""Clinics beside each other: whether they spread more than chance, and where their middle is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.clinic_spread import find_middle, find_spread
from facilitator.domain.shares import Share

PUBLISHED = [7, 8, 12, 17, 18, 15, 25, 23, 16, 25, 25, 38, 39]
SIZES = [41, 36, 52, 63, 58, 44, 70, 61, 39, 57, 49, 66, 55]
"""The picture of the page: 18 to 71 per cent in thirteen clinics."""


def shares(counts: list[int], sizes: list[int]) -> list[Share]:
    return [Share(k, n) for k, n in zip(counts, sizes, strict=True)]


def test_the_spread_of_the_example_is_larger_than_chance() -> None:
    spread = find_spread(shares(PUBLISHED, SIZES))
    assert (spread.is_wide, spread.far, spread.is_adjusted) == (True, 1, False)
    assert spread.pooled == Share(268, 691)


def test_twelve_clusters_of_eleven_answers_may_lie_from_33_to_78_by_chance() -> None:
    # The ENT fact sheet: 36 to 80 per cent around 55.
    spread = find_spread(shares([4, 5, 6, 6, 6, 6, 6, 7, 7, 6, 6, 8], [11] * 12))
    assert (spread.is_wide, spread.far, spread.near) == (False, 0, 0)


def test_large_clinics_apart_are_not_hidden_by_small_ones_that_vary() -> None:
    counts, sizes = (
        [21, 17, 95, 40, 22, 141, 16, 86, 58, 130, 32, 72],
        [*(29, 22, 120, 48, 26, 160, 18, 95, 64, 140, 34, 75)],
    )
    spread = find_spread(shares(counts, sizes))
    assert (spread.near, spread.far, spread.is_wide) == (3, 0, True)


@pytest.mark.parametrize("count", [0, 12])
def test_clinics_that_all_have_none_or_all_do_not_spread(count: int) -> None:
    assert find_spread([Share(count, 12)] * 3).is_wide is False


def test_of_one_clinic_nothing_is_said_of_spread() -> None:
    assert find_spread([Share(3, 9)]).is_wide is None


def test_two_hundred_clinics_are_told_apart_without_reckoning_every_count() -> None:
    alike = [Share(24 + at % 9 - 4, 60) for at in range(200)]
    assert find_spread(alike).is_wide is False
    two_sorts = [Share(12 if at % 2 else 40, 60) for at in range(200)]
    assert find_spread(two_sorts).is_wide is True


def test_the_middle_half_begins_and_ends_between_neighbours() -> None:
    assert find_middle([Fraction(n) for n in (5, 1, 3, 2, 4)]) == (Fraction(2), Fraction(4))
    assert find_middle([Fraction(n) for n in range(1, 7)]) == (Fraction(9, 4), Fraction(19, 4))
    assert find_middle([Fraction(n) for n in range(4)]) is None


@given(st.lists(st.fractions(0, 1), min_size=5, max_size=40))
def test_at_least_a_quarter_lies_at_or_outside_either_end_of_the_middle(
    values: list[Fraction],
) -> None:
    middle = find_middle(values)
    assert middle is not None
    low, high = middle
    assert low <= high
    for outside in ([v for v in values if v <= low], [v for v in values if v >= high]):
        assert 4 * len(outside) >= len(values)
