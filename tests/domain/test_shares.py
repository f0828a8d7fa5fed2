"""A share is told by its counts, its interval and its standing against a published figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.shares import Comparison, Share, compare, find_interval, round_percent

IMPROVED = Fraction(48, 100)
SUPPORTS = Fraction(657, 1000)

shares = st.integers(1, 400).flatmap(
    lambda n: st.builds(Share, st.integers(0, n), st.just(n)),
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (7, 12, 0.319511, 0.806740),
        (0, 9, 0.0, 0.299145),
        (9, 9, 0.700855, 1.0),
        (41, 96, 0.332821, 0.526957),
    ],
)
def test_the_interval_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    interval = find_interval(Share(k, n))
    assert interval is not None
    assert interval.low == pytest.approx(low, abs=1e-6)
    assert interval.high == pytest.approx(high, abs=1e-6)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 12, 0, 24), (5, 17, 13, 53), (7, 12, 32, 81), (12, 12, 76, 100), (72, 131, 46, 63)],
)
def test_the_interval_reads_as_in_the_fact_sheet_notes(k: int, n: int, low: int, high: int) -> None:
    interval = find_interval(Share(k, n))
    assert interval is not None
    assert (round(100 * interval.low), round(100 * interval.high)) == (low, high)


@given(shares)
def test_the_interval_holds_its_share_and_stays_within_none_and_all(share: Share) -> None:
    interval = find_interval(share)
    assert interval is not None
    assert 0 <= interval.low <= share.k / share.n <= interval.high <= 1
    assert (interval.low == 0) == (share.k == 0)
    assert (interval.high == 1) == (share.k == share.n)


def test_of_nothing_there_is_no_share_no_interval_and_no_comparison() -> None:
    nothing = Share(0, 0)
    assert nothing.value is None
    assert find_interval(nothing) is None
    assert compare(nothing, IMPROVED) is None


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (1, 0)])
def test_more_than_all_or_fewer_than_none_is_no_share(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        Share(k, n)


@pytest.mark.parametrize(
    ("figure", "n", "last_below", "first_above"),
    [
        (IMPROVED, 10, 1, 8),
        (IMPROVED, 12, 2, 10),
        (IMPROVED, 15, 3, 11),
        (IMPROVED, 17, 4, 13),
        (SUPPORTS, 10, 3, 10),
        (SUPPORTS, 12, 4, 12),
        (SUPPORTS, 15, 6, 14),
        (SUPPORTS, 17, 7, 16),
    ],
)
def test_so_many_are_needed_to_differ_from_the_national_figures(
    figure: Fraction, n: int, last_below: int, first_above: int
) -> None:
    stands = [compare(Share(k, n), figure) for k in range(n + 1)]
    assert stands == [
        Comparison.BELOW
        if k <= last_below
        else Comparison.ABOVE
        if k >= first_above
        else Comparison.NOT_TOLD_APART
        for k in range(n + 1)
    ]


@pytest.mark.parametrize(
    ("k", "n", "figure", "stands"),
    [
        (6, 14, IMPROVED, Comparison.NOT_TOLD_APART),
        (2, 16, IMPROVED, Comparison.BELOW),
        (60, 90, SUPPORTS, Comparison.NOT_TOLD_APART),
        (5, 17, IMPROVED, Comparison.NOT_TOLD_APART),
        (11, 17, SUPPORTS, Comparison.NOT_TOLD_APART),
        (72, 131, SUPPORTS, Comparison.BELOW),
        (52, 131, IMPROVED, Comparison.NOT_TOLD_APART),
        (53, 131, IMPROVED, Comparison.NOT_TOLD_APART),
    ],
)
def test_worked_comparisons(k: int, n: int, figure: Fraction, stands: Comparison) -> None:
    assert compare(Share(k, n), figure) is stands


@given(shares, st.fractions(0, 1, max_denominator=1000))
def test_words_and_interval_cannot_disagree(share: Share, figure: Fraction) -> None:
    interval = find_interval(share)
    assert interval is not None
    inside = interval.low <= figure <= interval.high
    assert (compare(share, figure) is Comparison.NOT_TOLD_APART) == inside


@pytest.mark.parametrize(
    ("k", "n", "decimals", "percent"),
    [
        (29, 200, 0, "15"),
        (1, 40, 0, "3"),
        (5, 7, 0, "71"),
        (17, 29, 1, "58.6"),
        (131, 167, 1, "78.4"),
        (0, 9, 0, "0"),
        (9, 9, 1, "100.0"),
    ],
)
def test_percentages_are_rounded_half_up_from_the_counts(
    k: int, n: int, decimals: int, percent: str
) -> None:
    assert str(round_percent(Fraction(k, n), decimals)) == percent


@given(st.fractions(0, 1), st.integers(0, 3))
def test_rounding_moves_a_percentage_by_at_most_half_a_step_and_never_down_from_a_half(
    value: Fraction, decimals: int
) -> None:
    moved = Fraction(round_percent(value, decimals)) - 100 * value
    step = Fraction(Decimal(1).scaleb(-decimals))
    assert -step / 2 < moved <= step / 2
