"""What the room sees of an item: what is private stays so until a person says otherwise."""

from __future__ import annotations

import pytest

from facilitator.domain.room import (
    ROOM_PARTS,
    choose,
    choose_history_chart,
    history_chart,
    is_shown,
    may_have,
)

PRIVATE = ("who", "names", "case", "topics", "attendance", "notes")


@pytest.mark.parametrize("part", [part.id for part in ROOM_PARTS])
def test_names_case_text_attendance_and_notes_are_not_shown_unless_chosen(part: str) -> None:
    assert is_shown(None, part) == (part not in (*PRIVATE, "history"))


def test_a_choice_holds_for_its_part_alone() -> None:
    chosen = choose(None, "case", True)
    assert is_shown(chosen, "case")
    assert not is_shown(chosen, "names")
    assert is_shown(chosen, "clock")


def test_one_chart_of_the_history_is_chosen_beside_the_rest() -> None:
    assert history_chart(None) == history_chart({"history": True}) == ""
    chosen = choose_history_chart(choose(None, "history", True), "attendance")
    assert (history_chart(chosen), is_shown(chosen, "history")) == ("attendance", True)
    assert history_chart(choose(choose_history_chart(chosen, "pulse"), "clock", False)) == "pulse"
    assert choose_history_chart(choose(chosen, "history", False), "") is None


def test_choosing_what_holds_anyway_keeps_nothing() -> None:
    chosen = choose(choose(None, "clock", False), "case", True)
    assert choose(choose(chosen, "clock", True), "case", False) is None


def test_what_is_private_is_said_to_be() -> None:
    assert tuple(part.id for part in ROOM_PARTS if part.is_private) == PRIVATE


def test_names_belong_to_the_summary_and_a_case_to_what_is_talked_about() -> None:
    assert may_have("summary", "names")
    assert not may_have("case", "names")
    assert may_have("topics", "topics")
    assert not may_have("case", "topics")
    assert may_have("guideline", "case")
    assert not may_have("break", "case")
    assert may_have("follow_up", "history")
    assert may_have("summary", "history")
    assert may_have("data", "history")
    assert not may_have("case", "history")
    assert all(may_have("break", part) for part in ("question", "clock", "attendance", "notes"))
