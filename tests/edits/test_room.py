"""Guests, the pulse, what the room sees and why it was late, as a user stores them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.edits.test_running import START, Desk

from facilitator.domain.meeting_clock import EventKind
from facilitator.domain.pulse import Answers
from facilitator.domain.refusal import Refusal
from facilitator.edits import room
from facilitator.edits.running import close_meeting
from facilitator.store import queries
from facilitator.store.spoken import forget, speak
from facilitator.store.tables import StepRow


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_a_guest_has_a_name_and_may_come_late(desk: Desk) -> None:
    key = desk.do(room.add_guest, desk.meeting, " Gry Gæst ", "Eksempelby Sygehus")
    desk.do(room.change_guest, key, arrived=START)
    (guest,) = desk.store.ask(queries.guests, desk.meeting)
    assert (guest.name, guest.organisation) == ("Gry Gæst", "Eksempelby Sygehus")
    assert guest.arrived == START
    with pytest.raises(Refusal):
        desk.do(room.add_guest, desk.meeting, "  ")
    desk.do(room.remove_guest, guest.id)
    assert desk.store.ask(queries.guests, desk.meeting) == ()


def test_the_pulse_is_counts_and_nobody_at_all_is_no_answer(desk: Desk) -> None:
    desk.do(room.answer_pulse, desk.meeting, "safe", Answers(5, 2, 1))
    desk.do(room.answer_pulse, desk.meeting, "safe", Answers(6, 2, 0))
    assert desk.store.ask(queries.pulse, desk.meeting) == {"safe": Answers(6, 2, 0)}
    desk.do(room.answer_pulse, desk.meeting, "safe", Answers())
    assert desk.store.ask(queries.pulse, desk.meeting) == {}


def test_a_closed_meeting_takes_neither_guest_nor_pulse_nor_reason(desk: Desk) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.ENDED)
    desk.do(close_meeting, desk.meeting, START)
    for edit, *about in (
        (room.add_guest, "Gry Gæst"),
        (room.answer_pulse, "safe", Answers(1)),
        (room.say_why_late, "Kold mad"),
    ):
        with pytest.raises(Refusal):
            desk.do(edit, desk.meeting, *about)


def test_what_the_room_sees_of_an_item_is_kept_with_it(desk: Desk) -> None:
    item = desk.items[1]
    desk.do(room.show_in_room, item, "case", True)
    agenda = desk.store.ask(queries.agenda, desk.meeting)
    shown = next(one for one in agenda.items if one.id == item)
    assert shown.room == {"case": True}
    desk.do(room.show_in_room, item, "case", False)
    agenda = desk.store.ask(queries.agenda, desk.meeting)
    assert all(one.room is None for one in agenda.items)


def test_who_has_spoken_is_a_count_and_no_step_tells_when(desk: Desk) -> None:
    anna, bo, _ = (one.id for one in desk.store.ask(queries.attendance, desk.meeting))
    steps = desk.store.ask(lambda session: session.query(StepRow).count())
    for member in (anna, bo, anna):
        desk.store.live(speak(desk.meeting, member=member))
    assert desk.store.ask(queries.spoken, desk.meeting) == {anna: 2, bo: 1}
    for member in (anna, bo, bo):
        desk.store.live(speak(desk.meeting, member=member, times=-1))
    assert desk.store.ask(queries.spoken, desk.meeting) == {anna: 1}
    desk.store.live(forget(desk.meeting))
    assert desk.store.ask(queries.spoken, desk.meeting) == {}
    assert desk.store.ask(lambda session: session.query(StepRow).count()) == steps
