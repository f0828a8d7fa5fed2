"""Agenda templates at every length."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.kinds import KINDS, kind
from facilitator.domain.templates import (
    LONGEST,
    SHORTEST,
    TEMPLATES,
    Template,
    TemplateItem,
    for_first_meeting,
    lay,
)

EACH = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
BY_ID = {template.id: template for template in TEMPLATES}
LENGTHS = range(SHORTEST, LONGEST + 1)


def _lines(items: tuple[TemplateItem, ...]) -> str:
    return " · ".join(f"{item.kind} {item.minutes}" for item in items)


def test_there_are_seven_templates_each_with_its_reason() -> None:
    assert len(BY_ID) == 7
    assert all(template.title and template.why for template in TEMPLATES)


@EACH
def test_two_and_three_hours_stand_as_they_are_written(template: Template) -> None:
    two = [(row.title, row.two) for row in template.rows if row.two is not None]
    three = [(row.title, row.three) for row in template.rows if row.three is not None]
    assert [(item.title, item.minutes) for item in lay(template, 120)] == two
    assert [(item.title, item.minutes) for item in lay(template, 180)] == three


@pytest.mark.parametrize(
    ("template", "minutes", "agenda"),
    [
        ("cases", 45, "follow_up 5 · goals 5 · case 15 · translate 10 · summary 10"),
        (
            "cases",
            60,
            "follow_up 15 · goals 5 · case 15 · guideline 5 · translate 10 · summary 10",
        ),
        (
            "cases",
            75,
            "follow_up 5 · goals 5 · case 15 · case 15 · break 10 · guideline 5 · translate 10"
            " · summary 10",
        ),
        (
            "cases",
            90,
            "follow_up 15 · goals 5 · case 15 · case 15 · break 10 · guideline 5 · translate 10"
            " · topics 5 · summary 10",
        ),
        (
            "cases",
            150,
            "follow_up 15 · goals 5 · case 35 · case 35 · break 10 · guideline 15 · translate 20"
            " · topics 5 · summary 10",
        ),
        (
            "cases",
            240,
            "follow_up 20 · goals 5 · case 35 · case 35 · break 15 · case 35 · guideline 30"
            " · translate 40 · topics 15 · summary 10",
        ),
        (
            "cases",
            420,
            "follow_up 20 · goals 5 · case 45 · case 45 · break 15 · case 45 · guideline 40"
            " · break 15 · case 45 · break 15 · case 50 · translate 50 · topics 20 · summary 10",
        ),
        (
            "data",
            45,
            "follow_up 5 · goals 5 · data 5 · exchange 10 · translate 10 · summary 10",
        ),
        (
            "guideline",
            45,
            "follow_up 5 · goals 5 · guideline 10 · case 10 · translate 5 · summary 10",
        ),
        (
            "speaker",
            60,
            "follow_up 5 · goals 5 · group_work 5 · talk 10 · group_work 5 · exchange 10"
            " · translate 10 · summary 10",
        ),
        (
            "exchange",
            45,
            "follow_up 5 · goals 5 · exchange 10 · group_work 10 · translate 5 · summary 10",
        ),
        (
            "cases",
            97,
            "follow_up 15 · goals 5 · case 20 · case 17 · break 10 · guideline 5 · translate 10"
            " · topics 5 · summary 10",
        ),
        ("revisit", 45, "follow_up 10 · goals 5 · exchange 10 · translate 10 · summary 10"),
        (
            "stock_taking",
            60,
            "follow_up 5 · goals 5 · data 10 · group_work 10 · ground_rules 15 · translate 5"
            " · summary 10",
        ),
    ],
)
def test_a_template_is_laid_at_other_lengths(template: str, minutes: int, agenda: str) -> None:
    assert _lines(lay(BY_ID[template], minutes)) == agenda


@EACH
@given(minutes=st.integers(SHORTEST, LONGEST))
def test_a_laid_template_fills_the_meeting_and_keeps_its_ends(
    template: Template, minutes: int
) -> None:
    items = lay(template, minutes)
    kinds = [item.kind for item in items]
    assert sum(item.minutes for item in items) == minutes
    assert kinds[0] == "follow_up"
    assert kinds[-1] == "summary"
    assert items[-1].minutes == 10
    assert kinds.count("follow_up") == kinds.count("summary") == 1
    assert set(kinds) <= {row.id for row in KINDS}


@EACH
def test_minutes_are_fives_and_where_the_length_is_none_one_item_takes_the_rest(
    template: Template,
) -> None:
    for minutes in LENGTHS:
        for items in (lay(template, minutes), for_first_meeting(lay(template, minutes))):
            odd = [item.minutes for item in items if item.minutes % 5]
            assert len(odd) == (minutes % 5 > 0)
            assert sum(item.minutes for item in items) == minutes
            assert items[0].minutes >= 5
            assert items[-1].minutes == 10


@EACH
@pytest.mark.parametrize("minutes", range(SHORTEST, LONGEST + 1, 5))
def test_no_item_falls_under_the_minimum_of_its_row(template: Template, minutes: int) -> None:
    rows = {row.title: row for row in (*template.rows, template.again)}
    for item in lay(template, minutes):
        row = rows[item.title]
        written = [m for m in (row.two, row.three) if m is not None]
        assert item.minutes >= min(kind(item.kind).minimum(m) for m in written)
        assert item.minutes >= item.minimum
        assert item.minutes <= 2 * max(written)
        if not kind(item.kind).flexible and item.kind != "follow_up":
            assert item.minutes in written


@EACH
def test_a_short_meeting_has_no_break_and_a_longer_one_has(template: Template) -> None:
    for minutes in LENGTHS:
        breaks = [item for item in lay(template, minutes) if item.kind == "break"]
        assert bool(breaks) == (minutes >= 75)


@EACH
def test_topics_are_left_out_before_anything_else_of_the_two_hours(template: Template) -> None:
    written = {row.title for row in template.rows if row.two and row.kind != "break"}
    last_to_topics = {row.title for row in template.rows if row.drop == 1}
    for minutes in range(SHORTEST, 121):
        missing = written - {item.title for item in lay(template, minutes)}
        assert not missing or last_to_topics <= missing


@EACH
def test_no_two_breaks_stand_together(template: Template) -> None:
    for minutes in LENGTHS:
        kinds = [item.kind for item in lay(template, minutes)]
        assert ("break", "break") not in pairwise(kinds)


@EACH
@pytest.mark.parametrize("minutes", [44, 421, 0, -5])
def test_other_lengths_are_refused(template: Template, minutes: int) -> None:
    with pytest.raises(ValueError, match=f"not {minutes}"):
        lay(template, minutes)


@EACH
@given(minutes=st.integers(SHORTEST, LONGEST))
def test_a_first_meeting_welcomes_instead_of_following_up(template: Template, minutes: int) -> None:
    items = for_first_meeting(lay(template, minutes))
    assert items[0].title == "Welcome and ground rules"
    assert items[0].minutes == 5
    assert "follow_up" not in [item.kind for item in items]
    assert sum(item.minutes for item in items) == minutes


def test_the_spare_minutes_of_a_first_meeting_go_to_the_first_content_item() -> None:
    assert _lines(for_first_meeting(lay(BY_ID["cases"], 120))).startswith(
        "ground_rules 5 · goals 5 · case 35 · case 25 · break 10"
    )
    assert _lines(for_first_meeting(lay(BY_ID["data"], 120))).startswith(
        "ground_rules 5 · goals 5 · ground_rules 5 · data 20 · group_work 25"
    )


def test_a_summary_is_no_content_and_gets_no_spare_minutes() -> None:
    ends = lay(BY_ID["cases"], 120)
    assert _lines(for_first_meeting((ends[0], ends[-1]))) == "ground_rules 5 · summary 10"


def test_an_agenda_without_a_follow_up_is_left_as_it_is() -> None:
    items = lay(BY_ID["cases"], 120)[1:]
    assert for_first_meeting(items) == items


def test_items_bring_the_question_and_the_script_that_fit_their_title() -> None:
    speaker = {item.title: item for item in lay(BY_ID["speaker"], 180)}
    own = speaker["Our own questions on the topic (in pairs)"]
    assert own.question == "What would you most like to have answered?"
    assert own.steps == ()
    case = speaker["Case in the light of the talk"]
    assert [step.minutes for step in case.steps] == [5, 2, 5, 9, 4]


@EACH
def test_every_item_but_the_break_asks_the_group_something(template: Template) -> None:
    silent = {item.kind for item in lay(template, 180) if not item.question}
    assert silent == {"break"}
