"""A share is told by its counts, its interval and its standing against a published figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.shares import (
    Comparison,
    Share,
    compare,
    find_cautious_interval,
    find_interval,
    pool_shares,
    round_percent,
    round_share,
)

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
        (38, 38, 38 / (38 + 1.959964**2), 1.0),
    ],
)
def test_the_interval_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    interval = find_interval(Share(k, n))
    assert interval is not None
    assert interval.low == pytest.approx(low, abs=1e-6)
    assert interval.high == pytest.approx(high, abs=1e-6)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(6, 14, 0.2138, 0.6741), (2, 16, 0.0350, 0.3602), (60, 90, 0.5642, 0.7555)],
)
def test_the_interval_agrees_with_the_reference_in_four_digits(
    k: int, n: int, low: float, high: float
) -> None:
    interval = find_interval(Share(k, n))
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 12, 0, 24), (5, 17, 13, 53), (7, 12, 32, 81), (12, 12, 76, 100), (72, 131, 46, 63)],
)
def test_the_interval_reads_as_in_the_fact_sheet_notes(k: int, n: int, low: int, high: int) -> None:
    interval = find_interval(Share(k, n))
    assert interval is not None
    assert (round(100 * interval.low), round(100 * interval.high)) == (low, high)


@given(shares, st.integers(0, 30), st.fractions(0, 1))
def test_a_comparison_holds_for_every_answer_of_those_unknown(
    share: Share, unknown: int, figure: Fraction
) -> None:
    answers = (Share(k, share.n) for k in range(share.k, min(share.k + unknown, share.n) + 1))
    stands = {compare(one, figure) for one in answers}
    said = stands.pop() if len(stands) == 1 else Comparison.UNKNOWN
    assert compare(share, figure, unknown) is said


@given(shares)
def test_the_interval_holds_its_share_and_stays_within_none_and_all(share: Share) -> None:
    interval = find_interval(share)
    assert interval is not None
    assert 0 <= interval.low <= share.k / share.n <= interval.high <= 1
    assert (interval.low == 0) == (share.k == 0)
    assert (interval.high == 1) == (share.k == share.n)


@given(shares)
def test_at_the_ends_of_the_interval_the_share_lies_two_standard_deviations_off(
    share: Share,
) -> None:
    interval = find_interval(share)
    assert interval is not None
    for end, is_certain in ((interval.low, share.k == 0), (interval.high, share.k == share.n)):
        distance = (share.k - share.n * end) ** 2
        assert is_certain or distance == pytest.approx(
            1.959964**2 * share.n * end * (1 - end), rel=1e-9, abs=1e-9
        )


@given(shares)
def test_the_interval_of_the_opposite_answer_is_the_mirror(share: Share) -> None:
    opposite = Share(share.n - share.k, share.n)
    for find in (find_interval, find_cautious_interval):
        interval, mirrored = find(share), find(opposite)
        assert interval is not None
        assert mirrored is not None
        assert mirrored.low == pytest.approx(1 - interval.high, abs=1e-12)


@given(st.integers(0, 300), st.integers(1, 300))
def test_one_more_yes_moves_both_ends_of_the_interval_up(k: int, more: int) -> None:
    for find in (find_interval, find_cautious_interval):
        less, greater = find(Share(k, k + more)), find(Share(k + 1, k + more))
        assert less is not None
        assert greater is not None
        assert less.low < greater.low
        assert less.high < greater.high


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(7, 12, 0.276670, 0.848348), (5, 17, 0.103136, 0.559583), (0, 9, 0.0, 1 - 0.025 ** (1 / 9))],
)
def test_the_cautious_interval_is_clopper_and_pearsons(
    k: int, n: int, low: float, high: float
) -> None:
    interval = find_cautious_interval(Share(k, n))
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-6)


@given(shares.filter(lambda share: share.n <= 60))
def test_at_the_ends_of_the_cautious_interval_the_exact_tails_are_two_and_a_half_percent(
    share: Share,
) -> None:
    interval = find_cautious_interval(share)
    assert interval is not None
    assert interval.low <= share.k / share.n <= interval.high
    k, n = share.k, share.n
    if k:
        low = Fraction(interval.low)
        tail = sum(comb(n, at) * low**at * (1 - low) ** (n - at) for at in range(k, n + 1))
        assert float(tail) == pytest.approx(0.025, rel=1e-9)
    if k < n:
        high = Fraction(interval.high)
        tail = sum(comb(n, at) * high**at * (1 - high) ** (n - at) for at in range(k + 1))
        assert float(tail) == pytest.approx(0.025, rel=1e-9)


def test_of_nothing_there_is_no_share_no_interval_and_no_comparison() -> None:
    nothing = Share(0, 0)
    assert nothing.value is None
    assert find_cautious_interval(nothing) is None
    assert round_share(nothing, 0) is None
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


@pytest.mark.parametrize(
    ("k", "n", "decimals", "percent"),
    [
        (7, 12, 0, "58"),
        (5, 17, 0, "29"),
        (5, 7, 0, "71"),
        (1, 40, 0, "3"),
        (41, 96, 0, "43"),
        (7, 100, 1, "7.0"),
        (29, 200, 1, "14.5"),
        (131, 167, 1, "78.4"),
        (1, 300, 1, "0.3"),
        (0, 300, 1, "0.0"),
        (300, 300, 1, "100.0"),
        (12, 12, 0, "100"),
        (199, 200, 1, "99.5"),
        (1, 100_000, 1, "0.001"),
        (99_999, 100_000, 1, "99.999"),
    ],
)
def test_a_share_is_rounded_half_up_and_is_never_all_but_none_or_all(
    k: int, n: int, decimals: int, percent: str
) -> None:
    assert str(round_share(Share(k, n), decimals)) == percent


def test_shares_are_put_together_by_their_counts() -> None:
    assert pool_shares([Share(3, 7), Share(12, 20)]) == Share(15, 27)
    assert pool_shares([]) == Share(0, 0)


def test_two_answers_of_one_question_are_put_together_by_their_counts() -> None:
    assert [round_share(Share(k, 7), 0) for k in (3, 2, 3 + 2)] == [43, 29, 71]


def test_a_share_beside_a_published_figure_takes_its_decimals() -> None:
    assert str(round_share(Share(5, 17), 1)) == "29.4"
    assert str(round_share(Share(29, 200), 0)) == "15"
    assert str(round_share(Share(299, 300), 0)) == "99.7"


@given(shares)
def test_none_and_all_are_said_only_of_none_and_all(share: Share) -> None:
    rounded = round_share(share, 0)
    assert (rounded == 0) == (share.k == 0)
    assert (rounded == 100) == (share.k == share.n)
