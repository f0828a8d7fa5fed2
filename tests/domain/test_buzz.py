"""An item split in two by a buzz break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.buzz import SHORTEST, split
from facilitator.language import Language


def item(minutes: int, question: str = "", written: str = "") -> AgendaItem:
    return AgendaItem(
        "i", "talk", "Nye tal", question, written, "", "", minutes * 60, 300, True, None,
        "", None, None, None,
    )  # fmt: skip


def test_a_talk_is_split_by_a_buzz_break_that_asks_its_question() -> None:
    parts = split(Language("da"), item(40, "Hvad nu?", "Hvad nu?"))
    assert [(part.kind, part.title, part.minutes, part.question) for part in parts] == [
        ("talk", "Nye tal, del 1", 18, "Hvad nu?"),
        ("group_work", "Summepause med sidemanden", 5, "Hvad nu?"),
        ("talk", "Nye tal, del 2", 17, "Hvad nu?"),
    ]


def test_without_a_question_the_buzz_break_asks_what_can_be_used() -> None:
    assert split(Language("da"), item(20))[1].question == "Hvad kan du bruge?"


@given(st.integers(SHORTEST, 1440))
def test_the_parts_are_as_long_as_the_item(minutes: int) -> None:
    first, buzz, second = split(Language("en"), item(minutes))
    assert first.minutes + buzz.minutes + second.minutes == minutes
    assert 0 <= first.minutes - second.minutes <= 1
    assert second.minutes >= buzz.minutes


def test_a_short_item_is_not_split() -> None:
    with pytest.raises(ValueError, match="14 minutes is too short"):
        split(Language("en"), item(SHORTEST - 1))
