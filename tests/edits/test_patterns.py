"""Own templates and blocks: kept from an agenda, changed, and laid again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.edits.test_agenda import BEFORE, START, Desk

from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.domain.refusal import NotFound, PatientNumber, Refusal
from facilitator.domain.schedule import Step
from facilitator.edits import agenda, content, members, patterns, running
from facilitator.store import queries


def kept(desk: Desk, key: str) -> Pattern:
    return desk.store.ask(queries.own_template, key)


def another_meeting(desk: Desk, minutes: int = 120) -> str:
    start = START + timedelta(days=90)
    return desk.do(agenda.make_meeting, desk.cluster, start, minutes, None)


def kinds_and_minutes(desk: Desk, meeting: str) -> list[tuple[str, int]]:
    return [(item.kind, item.minutes) for item in desk.agenda(meeting).items]


def test_an_agenda_is_kept_as_a_template_without_what_was_that_evening(desk: Desk) -> None:
    case = desk.id("Case")
    desk.do(agenda.change_item, case, notes="Husk vandet", preparation="Tag en case med")
    desk.do(agenda.set_who, case, "Anna Eksempel")
    desk.do(agenda.change_item, desk.items()[0].id, question="Hvordan gik det med svimmelhed?")
    desk.do(content.use_guideline, case, desk.do(content.add_guideline, "Svimmelhed"))
    key = desk.do(patterns.save_template, desk.meeting, " Vores aften ", "Den virker")
    one = kept(desk, key)
    assert (one.title, one.why, one.is_block, one.language) == (
        "Vores aften",
        "Den virker",
        False,
        "da",
    )
    assert one.minutes == 80
    assert [item.title for item in one.items] == [item.title for item in desk.items()]
    assert one.items[0].question == ""
    assert (one.items[2].notes, one.items[2].preparation) == ("Husk vandet", "Tag en case med")
    assert one.items[2].steps == desk.item("Case").steps
    meeting = another_meeting(desk)
    desk.do(patterns.lay_own_template, meeting, key, is_scaled=False)
    again = desk.agenda(meeting)
    assert again.meeting.template == key
    assert [item.title for item in again.items] == [item.title for item in desk.items()]
    assert (again.items[2].who, again.items[2].notes) == ("", "Husk vandet")
    assert desk.store.ask(queries.used_at_meeting, meeting) == ()


@pytest.mark.parametrize(
    ("minutes", "is_scaled", "planned"),
    [
        (120, True, [15, 40, 45, 10, 10]),
        (70, True, [15, 15, 20, 10, 10]),
        (70, False, [15, 20, 25, 10, 10]),
    ],
)
def test_a_template_is_laid_at_its_own_length_or_at_the_meetings(
    desk: Desk, minutes: int, is_scaled: bool, planned: list[int]
) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    start = START + timedelta(days=90)
    made = desk.do(patterns.make_meeting_of, key, desk.cluster, start, minutes, is_scaled=is_scaled)
    assert [item.minutes for item in desk.agenda(made).items] == planned
    assert desk.agenda(made).meeting.minutes == minutes


@pytest.mark.parametrize(
    ("is_scaled", "planned"), [(True, [5, 50, 45, 10, 10]), (False, [5, 30, 25, 10, 10])]
)
def test_a_cluster_that_never_met_has_a_welcome_instead_of_the_follow_up_of_the_template(
    desk: Desk, is_scaled: bool, planned: list[int]
) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    other = desk.do(members.make_cluster, "Hud – Eksempel")
    first = desk.do(patterns.make_meeting_of, key, other, START, 120, is_scaled=is_scaled)
    items = desk.agenda(first).items
    assert (items[0].title, items[0].kind) == ("Velkommen og spilleregler", "ground_rules")
    assert items[0].question
    assert [item.minutes for item in items] == planned
    later = START + timedelta(days=90)
    second = desk.do(patterns.make_meeting_of, key, other, later, 120)
    assert desk.agenda(second).items[0].kind == "follow_up"


def test_the_year_plan_knows_an_own_template_by_its_title(desk: Desk) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    desk.do(patterns.lay_own_template, desk.meeting, key)
    (line,) = desk.store.ask(queries.year_plan, desk.cluster, 2026)
    assert (line.template, line.own_title) == (key, "Vores aften")
    desk.do(patterns.remove_template, key)
    (line,) = desk.store.ask(queries.year_plan, desk.cluster, 2026)
    assert line.own_title == ""
    assert len(desk.items()) == 5


def test_some_items_are_kept_as_a_block_and_put_in_where_a_person_points(desk: Desk) -> None:
    chosen = [desk.id("Case"), desk.items()[0].id, desk.id("Data")]
    key = desk.do(patterns.save_block, chosen, "Data og case")
    assert [item.kind for item in kept(desk, key).items] == ["data", "case"]
    meeting = another_meeting(desk)
    desk.do(agenda.add_item, meeting, "break")
    before = desk.agenda(meeting)
    made = desk.do(patterns.insert_block, meeting, key, 1)
    kinds = [kind for kind, _ in kinds_and_minutes(desk, meeting)]
    assert kinds == ["follow_up", "data", "case", "break", "summary"]
    assert [item.id for item in desk.agenda(meeting).items[1:3]] == made
    desk.store.undo(desk.cluster)
    assert desk.agenda(meeting) == before


@pytest.mark.parametrize("index", [-3, 0, 99])
def test_a_block_passes_neither_follow_up_nor_summary(desk: Desk, index: int) -> None:
    key = desk.do(patterns.save_block, [desk.id("Case")], "Case")
    desk.do(patterns.insert_block, desk.meeting, key, index)
    items = desk.items()
    assert (items[0].kind, items[-1].kind, len(items)) == ("follow_up", "summary", 6)


def test_templates_and_blocks_are_listed_by_title_apart_or_together(desk: Desk) -> None:
    desk.do(patterns.save_template, desk.meeting, "Vores aften")
    desk.do(patterns.save_block, [desk.id("Case")], "En case")

    def listed(*which: bool) -> list[str]:
        return [one.title for one in desk.store.ask(queries.own_templates, *which)]

    assert listed() == ["En case", "Vores aften"]
    assert (listed(True), listed(False)) == (["En case"], ["Vores aften"])


def test_a_template_is_written_over_whole(desk: Desk) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    talk = PatternItem("talk", "Oplæg", 1200, 600, True, steps=(Step("a", 600), Step("b", 600)))
    desk.do(patterns.write_template, key, Pattern("Oplægsaften", (talk,), "Ny"))
    assert kept(desk, key) == Pattern("Oplægsaften", (talk,), "Ny", id=key)
    desk.do(patterns.change_template, key, title="Oplæg med drøftelse")
    assert kept(desk, key).title == "Oplæg med drøftelse"
    desk.store.undo(desk.cluster)
    desk.store.undo(desk.cluster)
    assert kept(desk, key).title == "Vores aften"
    assert len(kept(desk, key).items) == 5


def test_a_template_that_is_gone_lays_nothing(desk: Desk) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    desk.do(patterns.remove_template, key)
    with pytest.raises(NotFound):
        desk.do(patterns.lay_own_template, desk.meeting, key)
    assert desk.drawn() == BEFORE


CASE = PatternItem("case", "Case", 1500, 900, True)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (Pattern("  ", (CASE,)), "title"),
        (Pattern("Tom", ()), "no item"),
        (Pattern("To", (replace(CASE, kind="summary"),) * 2), "one summary"),
        (Pattern("Blok", (replace(CASE, kind="follow_up"),), is_block=True), "a block has none"),
        (Pattern("Lang", (replace(CASE, planned=86_401),)), "24 hours"),
        (Pattern("Nul", (replace(CASE, planned=0, minimum=0),)), "24 hours"),
        (Pattern("Mindst", (replace(CASE, minimum=1501),)), "least"),
        (Pattern("Trin", (replace(CASE, steps=(Step("a", -1),)),)), "least"),
    ],
)
def test_a_template_that_makes_no_agenda_is_refused(
    desk: Desk, pattern: Pattern, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        desk.do(patterns.add_template, pattern)
    assert desk.store.ask(queries.own_templates) == ()


def test_a_template_holds_no_patient_number(desk: Desk) -> None:
    number = "010170-1234"
    for bad in (
        replace(CASE, title=number),
        replace(CASE, question=number),
        replace(CASE, notes=number),
        replace(CASE, preparation=number),
        replace(CASE, steps=(Step(number, 60),)),
    ):
        with pytest.raises(PatientNumber):
            desk.do(patterns.add_template, Pattern("Aften", (bad,)))
    with pytest.raises(PatientNumber):
        desk.do(patterns.add_template, Pattern("Aften", (CASE,), "010170-1234"))


def test_no_template_is_laid_on_a_closed_meeting(desk: Desk) -> None:
    key = desk.do(patterns.save_template, desk.meeting, "Vores aften")
    block = desk.do(patterns.save_block, [desk.id("Case")], "Case")
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    with pytest.raises(Refusal, match="closed"):
        desk.do(patterns.lay_own_template, desk.meeting, key)
    with pytest.raises(Refusal, match="closed"):
        desk.do(patterns.insert_block, desk.meeting, block, 1)
    assert desk.drawn() == BEFORE
