"""An own template at its own length, and at any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.kinds import KINDS
from facilitator.domain.patterns import Pattern, PatternItem, for_first_meeting, scale
from facilitator.domain.schedule import Step


def item(kind: str, minutes: int, least: int, *, flexible: bool = True) -> PatternItem:
    return PatternItem(kind, kind, minutes * 60, least * 60, flexible)


EVENING = (
    item("follow_up", 15, 5, flexible=False),
    item("case", 25, 15),
    item("exchange", 20, 10),
    item("break", 10, 10, flexible=False),
    item("summary", 10, 10, flexible=False),
)


def drawn(items: tuple[PatternItem, ...]) -> str:
    return " · ".join(f"{one.kind} {one.minutes}" for one in items)


@pytest.mark.parametrize(
    ("minutes", "agenda"),
    [
        (80, "follow_up 15 · case 25 · exchange 20 · break 10 · summary 10"),
        (71, "follow_up 15 · case 20 · exchange 16 · break 10 · summary 10"),
        (60, "follow_up 15 · case 15 · exchange 10 · break 10 · summary 10"),
        (30, "follow_up 15 · case 15 · exchange 10 · break 10 · summary 10"),
        (98, "follow_up 15 · case 35 · exchange 28 · break 10 · summary 10"),
        (300, "follow_up 15 · case 50 · exchange 40 · break 10 · summary 10"),
    ],
)
def test_flexible_items_give_and_take_in_proportion_within_their_bounds(
    minutes: int, agenda: str
) -> None:
    assert drawn(scale(EVENING, minutes)) == agenda


def test_fives_stay_fives_and_an_odd_item_takes_what_makes_it_one() -> None:
    assert drawn(scale(EVENING, 75)) == (
        "follow_up 15 · case 20 · exchange 20 · break 10 · summary 10"
    )
    odd = (item("case", 12, 10), item("exchange", 20, 10), item("summary", 13, 13, flexible=False))
    assert drawn(scale(odd, 45)) == "case 12 · exchange 20 · summary 13"
    assert drawn(scale(odd, 48)) == "case 15 · exchange 20 · summary 13"
    assert drawn(scale(odd, 38)) == "case 10 · exchange 15 · summary 13"


def test_a_first_meeting_begins_with_a_welcome_and_gives_the_rest_to_the_first_content() -> None:
    first = for_first_meeting(EVENING, "Velkommen", "Hvad er vigtigt?")
    assert drawn(first) == "ground_rules 5 · case 35 · exchange 20 · break 10 · summary 10"
    assert (first[0].title, first[0].question) == ("Velkommen", "Hvad er vigtigt?")
    short = (item("follow_up", 3, 3), item("summary", 10, 10))
    assert drawn(for_first_meeting(short, "", "")) == "ground_rules 3 · summary 10"
    assert for_first_meeting(EVENING[1:], "", "") == EVENING[1:]


def test_a_flexible_summary_keeps_its_minutes_all_the_same() -> None:
    summary = item("summary", 10, 5)
    assert drawn(scale((item("case", 25, 15), summary), 20)) == "case 15 · summary 10"


def test_the_script_of_a_kind_stays_in_whole_minutes_and_other_steps_keep_their_proportion() -> (
    None
):
    script = [("fremlæggelse", 5), ("2", 2), ("3", 5), ("drøftelse", 9), ("læring", 4)]
    case = item("case", 25, 15)
    scripted = PatternItem(
        *("case", "case", case.planned, case.minimum, True),
        steps=tuple(Step(title, minutes * 60) for title, minutes in script),
    )
    own = PatternItem(
        *("exchange", "exchange", 1200, 600, True), steps=(Step("a", 400), Step("b", 800))
    )
    shorter = scale((scripted, own), 25)
    assert [step.seconds // 60 for step in shorter[0].steps] == [3, 1, 3, 6, 2]
    assert [step.title for step in shorter[0].steps] == [title for title, _ in script]
    assert [step.seconds for step in shorter[1].steps] == [200, 400]


_items = st.builds(
    lambda kind, minutes, less, flexible: item(
        kind, minutes, max(1, minutes - less), flexible=flexible
    ),
    st.sampled_from([row.id for row in KINDS]),
    st.integers(1, 90),
    st.integers(0, 60),
    st.booleans(),
)


_fives = st.builds(
    lambda kind, fives, less, flexible: item(
        kind, 5 * fives, 5 * max(1, fives - less), flexible=flexible
    ),
    st.sampled_from([row.id for row in KINDS]),
    st.integers(1, 12),
    st.integers(0, 12),
    st.booleans(),
)


@given(st.lists(_fives, max_size=12), st.integers(0, 100))
def test_a_template_of_fives_has_fives_at_every_length_that_is_one(
    items: list[PatternItem], fives: int
) -> None:
    assert [one.minutes for one in scale(items, 5 * fives) if one.minutes % 5] == []


@given(st.lists(_items, max_size=12), st.integers(0, 900))
def test_no_item_leaves_its_bounds_and_the_sum_is_met_where_it_can_be(
    items: list[PatternItem], minutes: int
) -> None:
    scaled = scale(items, minutes)
    for before, after in zip(items, scaled, strict=True):
        if not before.flexible or before.kind == "summary":
            assert after == before
        assert before.minimum <= after.planned <= 2 * before.planned
        assert after.planned % 60 == 0
    moved = [one for one in items if one.flexible and one.kind != "summary"]
    held = Pattern("", tuple(items)).minutes - sum(one.minutes for one in moved)
    least = held + sum(one.minimum for one in moved) // 60
    most = held + 2 * sum(one.minutes for one in moved)
    assert Pattern("", scaled).minutes == min(max(minutes, least), most)
