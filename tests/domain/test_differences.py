"""Two shares differ by an interval, and the same people twice by those who changed."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.differences import (
    compare_twice,
    find_difference,
    find_difference_to_rest,
    find_mcnemar_chance,
)
from facilitator.domain.shares import Comparison, Share

shares = st.integers(1, 300).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("share", "other", "low", "high"),
    [
        (Share(56, 70), Share(48, 80), 0.0524, 0.3339),
        (Share(9, 10), Share(3, 10), 0.1705, 0.8090),
        (Share(6, 7), Share(2, 7), 0.0582, 0.8062),
        (Share(5, 56), Share(0, 29), -0.0381, 0.1926),
        (Share(0, 10), Share(0, 20), -0.1611, 0.2775),
        (Share(0, 10), Share(0, 10), -0.2775, 0.2775),
        (Share(10, 10), Share(0, 20), 0.6791, 1.0),
        (Share(10, 10), Share(0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_one_newcombe_printed(
    share: Share, other: Share, low: float, high: float
) -> None:
    difference = find_difference(share, other)
    assert difference is not None
    assert (difference.low, difference.high) == pytest.approx((low, high), abs=5e-5)


@given(shares, shares)
def test_a_difference_lies_in_its_interval_and_turns_round_with_the_shares(
    share: Share, other: Share
) -> None:
    there, back = find_difference(share, other), find_difference(other, share)
    assert there is not None
    assert back is not None
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert there.value == -back.value
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)


@given(shares)
def test_a_share_cannot_be_told_apart_from_itself(share: Share) -> None:
    difference = find_difference(share, share)
    assert difference is not None
    assert difference.value == 0
    assert difference.stands is Comparison.NOT_TOLD_APART


def test_a_cluster_is_held_against_the_rest_of_the_country_not_against_itself() -> None:
    cluster, country = Share(72, 131), Share(657, 1000)
    difference = find_difference_to_rest(cluster, country)
    assert difference == find_difference(cluster, Share(585, 869))
    assert difference is not None
    assert difference.stands is Comparison.BELOW
    far = find_difference_to_rest(Share(9, 10), Share(40, 100))
    assert far is not None
    assert far.stands is Comparison.ABOVE


def test_a_cluster_that_is_the_whole_country_has_no_rest() -> None:
    assert find_difference_to_rest(Share(3, 7), Share(3, 7)) is None
    assert find_difference(Share(0, 0), Share(3, 7)) is None


@pytest.mark.parametrize("part", [Share(9, 9), Share(0, 8)])
def test_a_part_with_more_of_an_answer_than_the_whole_is_refused(part: Share) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        find_difference_to_rest(part, Share(6, 12))


def test_six_from_no_to_yes_and_one_back_may_be_chance() -> None:
    assert find_mcnemar_chance(6, 1) == Fraction(16, 128)
    assert compare_twice(6, 1) is Comparison.NOT_TOLD_APART


def test_those_who_changed_decide_whether_more_say_yes() -> None:
    assert compare_twice(6, 0) is Comparison.ABOVE
    assert compare_twice(0, 6) is Comparison.BELOW
    assert compare_twice(5, 0) is Comparison.NOT_TOLD_APART
    assert find_mcnemar_chance(0, 0) == 1


@given(st.integers(0, 5), st.integers(0, 5))
def test_the_chance_counts_every_way_the_changes_could_have_gone(to_yes: int, to_no: int) -> None:
    changed = to_yes + to_no
    ways = [sum(way) for way in product((0, 1), repeat=changed)]
    middle = Fraction(changed, 2)
    extreme = [yes for yes in ways if abs(yes - middle) >= abs(to_yes - middle)]
    assert find_mcnemar_chance(to_yes, to_no) == Fraction(len(extreme), len(ways))


def test_fewer_than_nobody_cannot_have_changed() -> None:
    with pytest.raises(ValueError, match="fewer"):
        find_mcnemar_chance(-1, 2)
