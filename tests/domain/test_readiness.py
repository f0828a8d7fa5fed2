"""What the next meeting still needs is said in the order in which it is prepared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.overview import ItemBrief, LastMeeting, NextMeeting
from facilitator.domain.readiness import check
from facilitator.language import Language

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
LAST = LastMeeting("m6", 6, START - timedelta(91), START, None, 3, 5, 13, 15)
DANISH = Language("da")


def item(kind: str, minutes: int = 10, title: str = "", *, who: bool = True) -> ItemBrief:
    return ItemBrief(f"id of {title or kind}", kind, title or kind, minutes * 60, who)


def meeting(*items: ItemBrief, goals: int = 2, minutes: int = 120) -> NextMeeting:
    return NextMeeting("m7", 7, START, START + timedelta(minutes=minutes), "draft", goals, items)


FULL = (item("follow_up", 15), item("case", 95), item("summary", 10))


def said(one: NextMeeting, last: LastMeeting | None = LAST) -> list[str]:
    return [f"{'✓' if line.done else '!'} {line.text}" for line in check(one, last, DANISH)]


def test_a_ready_meeting_has_nothing_missing() -> None:
    assert said(meeting(*FULL)) == [
        "✓ Dagsordenen er lavet: 3 punkter, 2 timer",
        "✓ 2 mål er skrevet",
        "✓ Åbningsspørgsmål hentet fra 6. møde",
    ]


@pytest.mark.parametrize(
    ("tasks", "ready", "line"),
    [
        (3, 0, "! 0 af 3 opgaver før mødet er klar"),
        (3, 3, "✓ Alle 3 opgaver er klar"),
        (1, 1, "✓ 1 opgave er klar"),
    ],
)
def test_what_people_get_ready_is_counted(tasks: int, ready: int, line: str) -> None:
    assert said(meeting(*FULL)._replace(tasks=tasks, ready=ready))[2] == line


def test_an_empty_agenda_is_the_only_thing_said() -> None:
    assert said(meeting(goals=0)) == ["! Dagsordenen er tom"]


def test_an_agenda_that_is_too_long_says_by_how_much() -> None:
    assert said(meeting(*FULL, minutes=100))[0] == "! Dagsordenen er 20 min. for lang"


def test_a_case_without_a_presenter_leads_to_its_own_item() -> None:
    lines = check(meeting(FULL[0], item("case", 20, "Case 2", who=False), FULL[2]), LAST, DANISH)
    missing = [line for line in lines if not line.done]
    assert [(line.text, line.action, line.item) for line in missing] == [
        ('"Case 2" mangler en, der fremlægger', "Åbn punkt", "id of Case 2")
    ]


def test_nobody_needs_to_present_a_break_or_a_round() -> None:
    rows = (FULL[0], item("break", who=False), item("exchange", who=False), FULL[2])
    assert all(line.done for line in check(meeting(*rows), LAST, DANISH))


def test_the_first_meeting_of_a_cluster_has_nothing_to_follow_up() -> None:
    first = meeting(item("ground_rules", 5), FULL[1], FULL[2])
    assert all(line.done for line in check(first, None, DANISH))
    assert not any("møde" in line.text for line in check(first, None, DANISH))


def test_a_missing_follow_up_and_summary_are_named() -> None:
    assert said(meeting(FULL[1]))[1:3] == [
        "! Mødet begynder ikke med en opfølgning",
        "! Mødet slutter ikke med en opsummering",
    ]


def test_a_missing_goal_can_be_written() -> None:
    line = check(meeting(*FULL, goals=0), LAST, DANISH)[1]
    assert (line.done, line.action, line.item) == (False, "Skriv mål", None)


def test_it_is_said_in_english_too() -> None:
    lines = check(meeting(*FULL, goals=1), LAST, Language("en"))
    assert [line.text for line in lines] == [
        "The agenda is made: 3 items, 2 hours",
        "1 goal is written",
        "Opening question taken from meeting 6",
    ]
