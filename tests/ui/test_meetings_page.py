"""The list of meetings, and the form that makes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import HELD, LEFT, START, Room, shown_words

from facilitator.domain.agenda import Agenda, MeetingRow
from facilitator.domain.templates import TEMPLATES
from facilitator.edits import agenda
from facilitator.language import Language
from facilitator.store import queries
from facilitator.ui.agenda.meeting_times import suggest
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.list import MeetingLine
from facilitator.ui.meetings.new_meeting import NewMeeting
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish().open()
    yield made
    made.close()


@pytest.fixture
def empty_room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").open()
    yield made
    made.close()


def lines(room: Room) -> list[MeetingLine]:
    return [line for line in room.page.list.lines.rows if isinstance(line, MeetingLine)]


def form(room: Room) -> NewMeeting:
    room.window.deeds.new_meeting()
    room.settle()
    return room.page.form


def made(room: Room) -> Agenda:
    subject = room.page.subject()
    assert subject is not None
    return room.store.ask(queries.agenda, subject)


# -- the list


def test_the_latest_meeting_stands_first_and_the_next_is_marked(room: Room) -> None:
    room.do(agenda.make_meeting, room.cluster, START + timedelta(days=91), 180, "data")
    shown = [(one.number, one.day, one.times, one.status, one.template) for one in lines(room)]
    assert shown == [
        ("3", "Onsdag 10. marts 2027", "16.30–19.30", "planlægges", "Datamøde med klyngepakke"),
        ("2", "Onsdag 9. december 2026", "16.30–18.30", "næste · planlægges", ""),
        ("1", "Onsdag 9. september 2026", "17.30–19.30", "afholdt", "Casemøde"),
    ]


def test_what_came_out_is_counted_for_meetings_that_were_held(room: Room) -> None:
    counts = [(one.items, one.insights, one.commitments) for one in lines(room)]
    assert counts == [("5", "–", "–"), ("9", "0", "1")]


@pytest.mark.dressed
def test_a_click_or_enter_opens_the_meeting_and_a_button_leads_back(room: Room) -> None:
    view = room.page.list
    at = view.visualRect(view.lines.index_of(room.held, 1)).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert room.page.subject() == room.held
    room.click("Alle møder")
    assert room.title == "Møder"
    assert view.lines.row_at(view.currentIndex()).id == room.held
    room.key(Key.Key_Up)
    room.key(Key.Key_Return)
    assert room.page.subject() == room.meeting


def test_delete_in_the_list_deletes_a_meeting_that_never_began(room: Room) -> None:
    room.page.list.choose(room.meeting)
    room.page.list.setFocus()
    room.key(Key.Key_Delete)
    assert [one.id for one in lines(room)] == [room.held]
    assert room.notices[-1].text == "Mødet er slettet."
    undo = room.notices[-1].answers[0][1]
    room.key(Key.Key_Delete)
    assert [one.id for one in lines(room)] == [room.held]
    assert room.notices[-1].text.startswith("Et møde, der er begyndt, bliver ikke slettet.")
    undo()
    assert [one.id for one in lines(room)] == [room.meeting, room.held]


def test_a_cluster_without_meetings_is_shown_how_to_begin(empty_room: Room) -> None:
    room = empty_room
    assert room.page.empty.isVisible()
    assert not room.page.new_button.isVisible()
    room.key(Key.Key_Return, CTRL)
    assert room.page.form.isVisible()


def test_ctrl_n_opens_the_form_from_anywhere(room: Room) -> None:
    room.key(Key.Key_N, CTRL)
    assert room.title == "Nyt møde"
    assert QApplication.focusWidget() is room.page.form.times.date
    room.click("Annullér")
    assert room.title == "Møder"


def test_another_cluster_shows_its_own_meetings(room: Room) -> None:
    from facilitator.edits import members

    other = room.do(members.make_cluster, "Ortopæd – Eksempel")
    room.window.open_page("meetings", room.meeting)
    room.bridge.choose_cluster(other)
    room.settle()
    assert room.page.empty.isVisible()


def test_undo_elsewhere_comes_back_to_the_item(room: Room) -> None:
    first = room.store.ask(queries.agenda, room.meeting).items[2].id
    room.bridge.do("Rename item", agenda.change_item, first, title="Otitis")
    room.bridge.undo()
    room.settle()
    assert room.page.subject() == room.meeting
    assert room.view.current() == first


# -- what the form proposes


def row(start: datetime, minutes: int = 120) -> MeetingRow:
    end = start + timedelta(minutes=minutes)
    return MeetingRow("m", 1, start, end, "draft", "", 0, 0, 0, 0)


def test_the_first_meeting_is_proposed_for_a_wednesday_at_half_past_four() -> None:
    times = suggest((), date(2026, 11, 26), Language("da"))
    assert times.start == datetime(2026, 12, 16, 15, 30, tzinfo=UTC)
    assert times.minutes == 120


def test_the_next_is_proposed_on_the_weekday_and_at_the_time_of_the_latest() -> None:
    before = row(datetime(2026, 9, 10, 15, 0, tzinfo=UTC), 180)  # Thursday 17.00 in summer
    times = suggest((before,), date(2026, 11, 26), Language("da"))
    assert times.start == datetime(2026, 12, 10, 16, 0, tzinfo=UTC)  # 17.00 in winter
    assert times.minutes == 180


def test_a_day_with_a_meeting_is_not_proposed() -> None:
    taken = (row(datetime(2026, 12, 16, 15, 30, tzinfo=UTC)),)
    times = suggest(taken, date(2026, 11, 26), Language("da"))
    assert times.start.date() == date(2026, 12, 23)


# -- making


def test_a_meeting_is_made_with_what_the_form_proposes(room: Room) -> None:
    form(room)
    room.key(Key.Key_Return, CTRL)
    meeting = made(room).meeting
    assert (meeting.number, meeting.start) == (3, datetime(2026, 12, 16, 15, 30, tzinfo=UTC))
    assert sum(item.minutes for item in made(room).items) == 120
    assert room.title == "Onsdag 16. december 2026, 16.30–18.30"


def test_a_place_with_a_number_is_answered_before_the_meeting_is_made(room: Room) -> None:
    times = form(room).times
    times.place.setText("Hos 311245-4321")
    room.click("Opret mødet")
    (bar,) = room.window.findChildren(Complaint)
    room.click("Skjul det", bar)
    room.click("Opret mødet")
    assert made(room).meeting.place == "Hos ******-****"


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("2.3.2027", datetime(2027, 3, 2, 16, 15, tzinfo=UTC)),
        ("tirsdag den 2. marts", datetime(2027, 3, 2, 16, 15, tzinfo=UTC)),
        ("2027-06-02", datetime(2027, 6, 2, 15, 15, tzinfo=UTC)),
    ],
)
def test_day_time_length_and_place_are_taken_as_people_write_them(
    room: Room, typed: str, start: datetime
) -> None:
    times = form(room).times
    times.date.setText(typed)
    times.start.setText("kl. 17.15")
    times.chips._click("other")
    times.length.selectAll()
    room.type("1t45")
    times.place.setText("  Klinik 2 ")
    room.click("Opret mødet")
    meeting = made(room).meeting
    assert (meeting.start, meeting.minutes, meeting.place) == (start, 105, "Klinik 2")


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("date", "engang", "Skriv en dato som 9.12. eller 9. december 2026."),
        ("start", "25.00", "Skriv et klokkeslæt som 16.30."),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_stays(
    room: Room, field: str, wrong: str, said: str
) -> None:
    times = form(room).times
    edit = getattr(times, field)
    edit.setText(wrong)
    room.click("Opret mødet")
    assert getattr(times, f"{field}_field").error == said
    assert edit.text() == wrong
    assert QApplication.focusWidget() is edit
    assert len(room.store.ask(queries.meetings, room.cluster)) == 2


def test_a_day_is_picked_in_the_calendar(room: Room) -> None:
    times = form(room).times
    times._open_calendar()
    calendar = times._calendar
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    calendar.clicked.emit(QDate(2027, 1, 6))
    assert times.date.text() == "onsdag den 6. januar 2027"
    assert not calendar.isVisible()


def test_esc_takes_the_calendar_away_and_leaves_the_day(room: Room) -> None:
    times = form(room).times
    before = times.date.text()
    times._open_calendar()
    room.key(Key.Key_Escape)
    assert times._calendar is None
    assert times.date.text() == before


def test_there_is_a_card_for_each_template_an_empty_agenda_and_as_last_time(room: Room) -> None:
    cards = form(room).picker._cards
    assert list(cards) == ["last", *(one.id for one in TEMPLATES), ""]
    assert all(card.accessibleName() and card.accessibleDescription() for card in cards.values())


@pytest.mark.parametrize("minutes", [45, 60, 120, 180, 300, 420])
@pytest.mark.parametrize("template", [one.id for one in TEMPLATES])
def test_the_preview_shows_what_is_made(room: Room, template: str, minutes: int) -> None:
    shown = form(room)
    shown.times._show_minutes(minutes)
    shown._show_templates()
    shown.picker._cards[template].click()
    promised = [(one.title, one.minutes) for one in shown.picker._choices[template].lines]
    room.click("Opret mødet")
    assert [(one.title, one.minutes) for one in made(room).items] == promised
    assert sum(length for _, length in promised) == minutes


def test_the_arrows_go_from_card_to_card(room: Room) -> None:
    picker = form(room).picker
    picker.focus_choice()
    room.key(Key.Key_Right)
    assert picker.choice == TEMPLATES[1].id
    assert picker.preview._title.text() == "Datamøde med klyngepakke"


def test_a_length_no_template_fits_is_said_and_an_empty_agenda_can_be_had(room: Room) -> None:
    shown = form(room)
    shown.times._show_minutes(30)
    shown._show_templates()
    room.settle()
    words = shown_words(shown.picker.preview)
    assert "En skabelon passer til møder på 45 minutter til 7 timer." in words
    room.click("Opret mødet")
    assert "45 minutter til 7 timer" in room.notices[-1].text
    shown.picker._cards[""].click()
    room.click("Opret mødet")
    assert made(room).meeting.minutes == 30


def test_as_last_time_brings_the_items_of_the_latest_meeting(room: Room) -> None:
    form(room).picker._cards["last"].click()
    room.click("Opret mødet")
    titles = [one.title for one in made(room).items]
    assert titles == [one.title for one in room.store.ask(queries.agenda, room.meeting).items]


def test_the_first_meeting_begins_with_a_welcome(empty_room: Room) -> None:
    shown = form(empty_room)
    assert shown.picker._choices["cases"].lines[0].title == "Velkommen og spilleregler"
    empty_room.click("Opret mødet")
    assert [one.title for one in made(empty_room).items[:2]] == [
        "Velkommen og spilleregler",
        "Mål for mødet",
    ]


def test_escape_leaves_the_form_of_a_new_meeting(room: Room) -> None:
    form(room).times.place.setFocus()
    room.key(Key.Key_Escape)
    assert room.title == "Møder"


def test_a_new_meeting_is_taken_back_by_undo(room: Room) -> None:
    form(room)
    room.click("Opret mødet")
    room.bridge.undo()
    room.settle()
    assert len(lines(room)) == 2
    assert room.page.subject() is None


def test_held_and_planned_are_a_season_apart() -> None:
    assert timedelta(days=91) == START - HELD
