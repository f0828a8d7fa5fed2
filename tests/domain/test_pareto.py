"""Causes are sorted by how often they are named; a line of shares needs enough mentions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.pareto import sort_mentions

MENTIONS = {"time": 5, "letters": 9, "phone": 5, "forms": 1, "rooms": 0}

mentions = st.dictionaries(st.text("abc", min_size=1), st.integers(0, 9))


def test_the_most_named_comes_first_and_ties_by_name() -> None:
    bars = sort_mentions(MENTIONS).bars
    assert bars == (("letters", 9), ("phone", 5), ("time", 5), ("forms", 1))


def test_the_line_says_what_part_the_first_causes_have_together() -> None:
    shares = (Fraction(9, 20), Fraction(14, 20), Fraction(19, 20), Fraction(1))
    assert sort_mentions(MENTIONS).line == shares


def test_nineteen_mentions_carry_no_line() -> None:
    assert sort_mentions({**MENTIONS, "forms": 0}).line == ()
    assert sort_mentions({}).bars == ()


@given(mentions)
def test_the_order_in_which_causes_were_named_does_not_matter(named: dict[str, int]) -> None:
    turned = dict(reversed(list(named.items())))
    assert sort_mentions(turned) == sort_mentions(named)


@given(mentions)
def test_bars_never_rise_and_the_line_ends_at_all(named: dict[str, int]) -> None:
    pareto = sort_mentions(named)
    heights = [count for _, count in pareto.bars]
    assert heights == sorted(heights, reverse=True)
    assert sum(heights) == sum(named.values())
    assert [share == 1 for share in pareto.line[-1:]] == [True] * (sum(heights) >= 20)


def test_a_cause_is_never_named_less_than_never() -> None:
    with pytest.raises(ValueError, match="never"):
        sort_mentions({"time": -1})
