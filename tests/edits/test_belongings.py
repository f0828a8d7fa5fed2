"""What hangs on an item goes where a user expects it: repeated, copied or carried along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.edits.test_agenda import START, Desk

from facilitator.edits import agenda, attachments, content, members, preparation
from facilitator.store import queries


@pytest.fixture(autouse=True)
def laden(desk: Desk) -> None:
    """The case at the desk is about everything, has a file, and somebody prepares it."""
    case = desk.id("Case")
    one = desk.do(content.add_case, desk.cluster, "Anfaldsvis svimmelhed", START)
    desk.do(content.use_case, case, one)
    desk.do(content.use_guideline, case, desk.do(content.add_guideline, "Svimmelhed"))
    desk.do(content.use_package, case, desk.do(content.add_package, "Høretab"))
    speaker = desk.do(content.add_speaker, desk.cluster, "Caja Eksempel")
    desk.do(content.use_speaker, case, speaker, 2500)
    desk.do(attachments.attach_file, desk.meeting, "resumé.pdf", b"en side", item=case)
    make_ready = preparation.add_preparation
    due = date(2026, 12, 1)
    own = desk.do(make_ready, desk.meeting, "Find en case", item=case, who="Anna Eksempel", due=due)
    desk.do(preparation.tick_preparation, own, START)
    desk.do(make_ready, desk.meeting, "Bestil mad", who="Klinik 1", due=due)


def hanging(desk: Desk, meeting: str, item: str | None) -> list[str]:
    """What an item is about, its files in quotes, and what is to be ready with a ✓ when it is."""
    uses = desk.store.ask(queries.used_at_item, item) if item else ()
    files = desk.store.ask(queries.attachments, meeting)
    ready = desk.store.ask(queries.preparations, meeting)
    return [
        *(f"{one.sort} {one.fee}" if one.fee else one.sort for one in uses),
        *(f"“{one.name}”" for one in files if one.item == item),
        *(
            f"{one.text} @{one.who} {one.due or '–'}{' ✓' if one.done else ''}"
            for one in ready
            if one.item == item
        ),
    ]


ALL = [
    *("case", "guideline", "package", "speaker 2500", "“resumé.pdf”"),
    "Find en case @Anna Eksempel 2026-12-01 ✓",
]


def another(desk: Desk, cluster: str = "") -> str:
    start = START + timedelta(days=90)
    return desk.do(agenda.make_meeting, cluster or desk.cluster, start, 120, None)


def the_case(desk: Desk, meeting: str) -> str:
    return next(item.id for item in desk.agenda(meeting).items if item.kind == "case")


def test_as_last_time_repeats_the_work_and_not_the_evening(desk: Desk) -> None:
    desk.do(agenda.change_item, desk.items()[0].id, question="Hvordan gik det med svimmelhed?")
    start = START + timedelta(days=90)
    made = desk.do(agenda.make_meeting_as, desk.meeting, desk.cluster, start, 120)
    before = [(item.title, item.minutes) for item in desk.items()]
    assert [(item.title, item.minutes) for item in desk.agenda(made).items] == before
    assert desk.agenda(made).items[0].written_question == ""
    assert hanging(desk, made, the_case(desk, made)) == [
        "guideline",
        "package",
        "Find en case @Anna Eksempel –",
    ]
    assert hanging(desk, made, None) == ["Bestil mad @Klinik 1 –"]
    assert hanging(desk, desk.meeting, desk.id("Case")) == ALL


def test_as_last_time_twice_asks_for_the_food_once(desk: Desk) -> None:
    made = another(desk)
    desk.do(agenda.copy_agenda, desk.meeting, made)
    desk.do(agenda.copy_agenda, desk.meeting, made)
    ready = [one.text for one in desk.store.ask(queries.preparations, made)]
    assert sorted(ready) == ["Bestil mad", "Find en case"]


def test_a_copy_is_about_the_same_and_pays_nobody_twice(desk: Desk) -> None:
    (copy,) = desk.do(agenda.duplicate_items, [desk.id("Case")], desk.meeting, 4)
    assert hanging(desk, desk.meeting, copy) == [*ALL[:3], "speaker", "“resumé.pdf”"]
    desk.store.undo(desk.cluster)
    assert hanging(desk, desk.meeting, desk.id("Case")) == ALL


def test_what_is_moved_to_another_meeting_takes_everything_along(desk: Desk) -> None:
    made = another(desk)
    (moved,) = desk.do(agenda.carry_items, [desk.id("Case")], made, 1)
    assert hanging(desk, made, moved) == ALL
    assert hanging(desk, desk.meeting, None) == ["Bestil mad @Klinik 1 2026-12-01"]
    desk.store.undo(desk.cluster)
    assert hanging(desk, desk.meeting, desk.id("Case")) == ALL


def test_cases_and_speakers_do_not_leave_their_cluster(desk: Desk) -> None:
    made = another(desk, desk.do(members.make_cluster, "Hud – Eksempel", first_number=5))
    (copy,) = desk.do(agenda.duplicate_items, [desk.id("Case")], made, 1)
    assert hanging(desk, made, copy) == ["guideline", "package", "“resumé.pdf”"]
    (moved,) = desk.do(agenda.carry_items, [desk.id("Case")], made, 1)
    assert hanging(desk, made, moved)[:3] == ["guideline", "package", "“resumé.pdf”"]


def test_another_order_of_the_same_agenda_changes_nothing_of_it(desk: Desk) -> None:
    desk.do(agenda.carry_items, [desk.id("Case")], desk.meeting, 1)
    assert hanging(desk, desk.meeting, desk.id("Case")) == ALL
