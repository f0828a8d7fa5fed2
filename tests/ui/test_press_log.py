"""What was pressed in a meeting can be read and corrected, while it runs and after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.domain.meeting_clock import EventKind
from facilitator.ui.run.press_log import PressLog

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    """The worked example at 17.21.40, with its course in sight."""
    planned.at("16.32")
    planned.press(Key.Key_F5)
    for hour in ("16.50", "16.54", "17.14"):
        planned.at(hour)
        planned.press(Key.Key_Right)
    planned.at("17.21.40")
    planned.page.view.show_side("course")
    return planned


def course(room: MeetingRoom) -> PressLog:
    return room.page.view.panel(PressLog)


def shown(log: PressLog) -> list[str]:
    return [
        " ".join(str(log.model.index(row, column).data()) for column in (0, 1))
        for row in range(log.model.rowCount())
    ]


def choose(log: PressLog, row: int) -> None:
    log.list.setCurrentIndex(log.model.index(row, 0))


def elapsed(room: MeetingRoom, title: str) -> float:
    (found,) = [one.elapsed for one in room.reading.items if one.id == room.item(title)]
    return found


def test_every_press_stands_in_words_with_its_time_the_newest_last(room: MeetingRoom) -> None:
    room.press("+")
    room.press("-")
    room.press(Key.Key_Space)
    room.press(Key.Key_Space)
    room.press("r")
    room.press(Key.Key_Return)
    room.page.presses.do_with_item(room.item("Case 2"), "skip")
    room.press(Key.Key_Left)
    room.clock.now += timedelta(minutes=7)
    room.tick()
    room.clock.now -= timedelta(hours=2)
    room.tick()
    room.page.view.show_side("course")
    assert shown(course(room)) == [
        "16.32 Opfølgning siden sidst begyndt",
        "16.50 Mål for mødet begyndt",
        "16.54 Klyngens data begyndt",
        "17.14 Akut otitis media hos børn begyndt",
        "17.21 1 min. mere til Akut otitis media hos børn",
        "17.21 1 min. mindre til Akut otitis media hos børn",
        "17.21 Sat på pause",
        "17.21 Fortsat efter pausen",
        "17.21 Nye minutter: Case 1 13 min. og Case 2 13 min.",
        "17.21 Case 2 sprunget over",
        "17.21 Klyngens data genoptaget",
        "17.28 Computeren var i dvale eller slukket i 7 min.",
        "17.28 Computerens ur stillet 2 timer tilbage",
    ]


def test_started_three_minutes_earlier_is_three_keys_on_its_row_and_z_takes_them_back(
    room: MeetingRoom,
) -> None:
    log = course(room)
    log.list.setFocus()
    assert log.list.currentIndex().row() == 3
    assert log.limits.text() == "Tiden kan rettes mellem 16.54 og 17.21."
    for _ in range(3):
        room.press("-", on=log.list)
    assert shown(log)[3] == "17.11 Rettet fra 17.14 · Akut otitis media hos børn begyndt"
    assert (elapsed(room, "Klyngens data"), elapsed(room, "Akut otitis media hos børn")) == (
        17 * 60,
        10 * 60 + 40,
    )
    assert room.page.view.clock.left.text == "9:20"
    for _ in range(3):
        room.press("z", on=log.list)
    assert room.page.view.clock.left.text == "12:20"
    assert room.said[-1] == "Fortrød: Ret tidspunktet for et tryk"


def test_a_press_never_passes_its_neighbours_and_it_is_said_how_far_it_may_go(
    room: MeetingRoom,
) -> None:
    log = course(room)
    choose(log, 2)
    for _ in range(4):
        log.earlier.click()
    assert room.page.hasFocus()
    before = len(room.events)
    log.earlier.click()
    assert len(room.events) == before
    assert room.said[-1] == "Tiden kan rettes mellem 16.50 og 17.14."
    assert shown(log)[2] == "16.50 Rettet fra 16.54 · Klyngens data begyndt"


def test_a_clock_time_typed_on_the_row_is_taken_when_it_fits(room: MeetingRoom) -> None:
    log = course(room)
    choose(log, 1)
    log.list.setFocus()
    room.press("1", on=log.list)
    field = log.list.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "1"
    log.list.closePersistentEditor(log.list.currentIndex())
    model, index = log.model, log.model.index(1, 0)
    assert model.setData(index, "16.45")
    assert index.data() == "16.45"
    assert not model.setData(index, "17.00")
    assert room.said[-1] == "Tiden kan rettes mellem 16.32 og 16.54."
    assert not model.setData(index, "snart")
    assert index.data() == "16.45"
    assert room.running() == "Akut otitis media hos børn"


def test_any_press_is_taken_back_and_brought_back_out_of_order(room: MeetingRoom) -> None:
    log = course(room)
    choose(log, 2)
    log.list.setFocus()
    room.press(Key.Key_Delete, on=log.list)
    assert shown(log)[2] == "16.54 Taget tilbage · Klyngens data begyndt"
    assert elapsed(room, "Mål for mødet") == 24 * 60
    assert log.take.text() == "Lad gælde igen"
    log.take.click()
    assert elapsed(room, "Mål for mødet") == 4 * 60
    room.press("z")
    room.press("z")
    assert shown(log)[2] == "16.54 Klyngens data begyndt"
    assert room.running() == "Akut otitis media hos børn"


def test_a_sleep_is_left_out_by_taking_it_back(room: MeetingRoom) -> None:
    room.clock.now += timedelta(minutes=7)
    room.tick()
    assert room.page.view.clock.left.text == "5:20"
    choose(course(room), 4)
    assert not course(room).earlier.isEnabled()
    course(room).take.click()
    assert room.page.view.clock.left.text == "12:20"


def test_after_the_meeting_its_end_is_corrected_too_even_on_another_day(
    room: MeetingRoom,
) -> None:
    room.page.end_meeting()
    room.clock.now += timedelta(hours=14)
    room.clock.seconds = 50.0
    room.again()
    room.page.show_subject(room.meeting)
    room.page.show()
    log = room.page.ended.course
    choose(log, 4)
    assert log.model.setData(log.model.index(4, 0), "18.30")
    assert room.page.ended.said.text() == "Afholdt 16.32–18.30 (planlagt 16.30–18.30)"
    assert room.agenda.meeting.ended == START + timedelta(hours=2)
    assert shown(log)[4] == "18.30 Rettet fra 17.21 · Mødet afsluttet"
    assert "dvale" not in " ".join(room.said)


def test_the_course_of_a_closed_meeting_can_only_be_read(room: MeetingRoom) -> None:
    room.page.end_meeting()
    room.page.close_meeting()
    log, before = room.page.ended.course, len(room.events)
    choose(log, 3)
    assert not log.holder.isVisible()
    for key in ("-", Key.Key_Delete):
        room.press(key, on=log.list)
    assert not log.model.setData(log.model.index(3, 0), "17.10")
    assert len(room.events) == before
    assert shown(log)[4] == "17.21 Mødet afsluttet"


def test_sleep_after_the_end_counts_only_if_the_end_is_taken_back(room: MeetingRoom) -> None:
    room.page.end_meeting()
    room.clock.now += timedelta(minutes=30)
    room.page.do("start")
    room.tick()
    assert room.page.view.clock.left.text == "12:20"
    room.press("z")
    room.press("z")
    assert [event.kind for event in room.events if event.seconds == 1800] == [EventKind.GAP]
    assert room.page.view.clock.left.text == "−17:40"
