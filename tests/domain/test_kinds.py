"""The kinds of agenda item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.families import FAMILIES
from facilitator.domain.kinds import KINDS, OTHER, Kind, find_kind, kind
from facilitator.language import Language
from facilitator.paths import resources

DANISH = Language("da")
EACH = pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)


def test_there_are_sixteen_kinds_each_once() -> None:
    assert len(KINDS) == len({row.id for row in KINDS}) == 16


@EACH
def test_a_kind_has_a_family_an_icon_and_a_basis(row: Kind) -> None:
    assert row.family in FAMILIES
    assert (resources() / "icons" / f"{row.icon}.svg").is_file()
    assert row.basis
    assert row.prompts


def test_the_follow_up_is_first_and_the_summary_last_and_protected() -> None:
    assert [row.id for row in KINDS if row.place == "first"] == ["follow_up"]
    assert [row.id for row in KINDS if row.place == "last"] == ["summary"]
    assert [row.id for row in KINDS if row.protected] == ["summary"]


def test_these_kinds_never_give_minutes() -> None:
    assert {row.id for row in KINDS if not row.flexible} == {
        "follow_up",
        "goals",
        "check_in",
        "ground_rules",
        "evaluation",
        "break",
        "summary",
    }


def test_the_four_that_motivate_most_are_the_core() -> None:
    assert {row.id for row in KINDS if row.core} == {"case", "guideline", "talk", "exchange"}


def test_listening_and_breaks_are_not_discussion() -> None:
    passive = {row.id for row in KINDS if not row.active}
    assert passive == {"goals", "guideline", "talk", "practical", "break"}


def test_minimums_follow_the_rule_of_the_plan() -> None:
    assert kind("case").minimum() == 15
    assert kind("case").minimum(15) == 10
    assert kind("guideline").minimum() == 10
    assert kind("evaluation").minimum() == 2


def test_the_follow_up_may_go_to_five_and_the_summary_keeps_its_minutes() -> None:
    assert kind("follow_up").minimum() == 5
    assert kind("follow_up").minimum(3) == 3
    assert kind("summary").minimum() == 10
    assert kind("summary").minimum(12) == 12


def test_a_case_has_its_script_in_whole_minutes() -> None:
    assert [step.minutes for step in kind("case").script()] == [5, 2, 5, 9, 4]
    assert [step.minutes for step in kind("case").script(15)] == [3, 1, 3, 6, 2]
    assert [DANISH.text(step.title) for step in kind("case").script()] == [
        "Fremlæggelse",
        "Forståelse",
        "Spørgsmål",
        "Drøftelse",
        "Læring",
    ]


def test_group_work_and_summary_have_their_scripts() -> None:
    assert [step.minutes for step in kind("group_work").script()] == [1, 2, 4, 5, 3]
    assert [step.minutes for step in kind("summary").script()] == [1, 2, 4, 2, 1]
    assert {row.id for row in KINDS if row.steps} == {"case", "group_work", "summary"}


def test_group_work_goes_from_one_to_all_at_any_length() -> None:
    row = kind("group_work")
    assert [DANISH.text(step.title) for step in row.script(25)] == [
        "Alene",
        "I par",
        "I fire",
        "I plenum",
        "Opsamling",
    ]
    assert [step.minutes for step in row.script(25)] == [1, 3, 6, 10, 5]
    assert [step.minutes for step in row.script(35)] == [2, 4, 9, 13, 7]


def test_own_figures_are_looked_at_in_silence_for_two_minutes_other_silences_are_one() -> None:
    assert {row.id: row.silence for row in KINDS if row.silence != 1} == {"data": 2}


def test_an_item_too_short_for_its_script_has_none() -> None:
    assert kind("group_work").script(9) == ()
    assert kind("talk").script() == ()


@EACH
@given(minutes=st.integers(1, 420))
def test_a_script_fills_its_item(row: Kind, minutes: int) -> None:
    steps = row.script(minutes)
    assert not steps or sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= 1 for step in steps)


def test_an_unknown_kind_is_shown_as_other() -> None:
    assert kind("hologram") is OTHER
    assert DANISH.text(kind("hologram").title) == "Andet"
    assert kind("hologram").question == ""


def test_the_opening_question_is_that_of_the_fact_sheet() -> None:
    assert DANISH.text(kind("follow_up").question, topic="akutte henvisninger") == (
        "Sidst talte vi om akutte henvisninger – hvilke erfaringer har I gjort jer siden?"
    )


def test_only_breaks_and_practicalities_ask_the_group_nothing() -> None:
    assert {row.id for row in KINDS if not row.question} == {"break", "practical"}


@EACH
def test_a_kind_is_found_by_each_of_its_words_in_both_languages(row: Kind) -> None:
    for msgid in (row.title, row.word, row.many or row.word):
        assert find_kind(msgid, whole=True) is row
        assert find_kind(DANISH.text(msgid).upper(), whole=True) is row
    for word in row.words:
        assert find_kind(word, whole=True) is row


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("maal", "goals"),
        ("MØDETS PULS", "evaluation"),
        ("moedets puls", "evaluation"),
        ("Hvis så plan", "translate"),
        ("retn", "guideline"),
        ("ops", "summary"),
        ("idéer", "topics"),
        ("ideer", "topics"),
    ],
)
def test_a_kind_is_found_however_its_word_is_written(typed: str, id: str) -> None:
    assert find_kind(typed) is kind(id)


@pytest.mark.parametrize("typed", ["", "re", "for", "kvalme", "casen om", "🩺"])
def test_what_may_mean_several_kinds_or_none_means_none(typed: str) -> None:
    assert find_kind(typed) is None


def test_the_beginning_of_a_word_is_no_whole_word() -> None:
    assert find_kind("retn", whole=True) is None
