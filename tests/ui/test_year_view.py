"""A year of meetings against what is agreed: what is missing, what is due, and where it fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import LEFT, START, Room, shown_words

from facilitator.clock import new_id
from facilitator.domain.content import PlannedMeeting
from facilitator.edits import agenda, running, settings
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.tables import Topic
from facilitator.ui.agenda.meeting_times import suggest
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.year_view import YearView, _Month

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    yield made.open()
    made.close()


def topic(room: Room, title: str, revisit: date | None = None) -> str:
    """A topic of the bank."""
    key = new_id()

    def add(session: Session) -> None:
        session.add(
            Topic(
                id=key,
                cluster_id=room.cluster,
                title=title,
                revisit=revisit,
                created=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )

    room.do(add)
    return key


def year(room: Room, number: int = 2026) -> YearView:
    """Open the plan of a year by its chip."""
    room.window.resize(1440, 900)
    board = room.page.board
    if board.view.choice != "year":
        chip = next(one for one in board.findChildren(QWidget) if one.accessibleName() == "Årsplan")
        QTest.mouseClick(chip, LEFT)
    board.year.show_year(number)
    room.settle()
    return board.year


def plan(room: Room, number: int = 2026) -> tuple[PlannedMeeting, ...]:
    return room.store.ask(queries.year_plan, room.cluster, number)


def month(view: YearView, number: int) -> QWidget:
    return [one for one in view.findChildren(_Month) if one.isVisible()][number - 1]


def buttons(inside: QWidget) -> dict[str, QPushButton]:
    """The buttons in sight, by what they are called."""
    found = [one for one in inside.findChildren(QPushButton) if one.isVisible()]
    return {one.accessibleName(): one for one in found}


def press(room: Room, button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)
    room.settle()


def test_the_meetings_of_the_year_stand_in_their_months(room: Room) -> None:
    view = year(room)
    assert view.title.text() == "2026"
    held = shown_words(month(view, 9))
    assert held == ["September", "afholdt", "· Casemøde"]
    assert "Onsdag 9. september" in buttons(month(view, 9))
    assert "planlægges" in shown_words(month(view, 12))


def test_they_are_held_up_against_the_quota(room: Room) -> None:
    view = year(room)
    assert view.quota.text() == "2 af 2–4 møder"
    assert view.quota.property("tone") == "ok"


def test_the_quota_is_a_setting_of_the_cluster(room: Room) -> None:
    room.do(settings.change_setting, room.cluster, "quota_low", 3)
    room.do(settings.change_setting, room.cluster, "quota_high", 3)
    view = year(room)
    assert view.quota.text() == "2 af 3 møder"
    assert view.quota.property("tone") == "warn"
    assert "1 møde mangler at blive planlagt." in view.said.text()


def test_a_meeting_called_off_stands_there_and_does_not_count(room: Room) -> None:
    room.do(agenda.cancel_meeting, room.meeting)
    view = year(room)
    assert view.quota.text() == "1 af 2–4 møder"
    assert "aflyst" in shown_words(month(view, 12))


def test_one_goes_to_the_year_before_and_after(room: Room) -> None:
    view = year(room)
    press(room, view.forth)
    assert view.title.text() == "2027"
    assert view.quota.text() == "0 af 2–4 møder"
    press(room, view.back)
    press(room, view.back)
    assert view.title.text() == "2025"
    assert not [name for name in buttons(view) if name.startswith("Nyt møde")]


def test_a_missing_meeting_is_suggested_and_made_in_its_month(room: Room) -> None:
    view = year(room, 2027)
    missing = [n for n in range(1, 13) if len(shown_words(month(view, n))) > 1]
    assert len(missing) == 2
    press(room, buttons(month(view, missing[0]))["Nyt møde"])
    assert room.title == "Nyt møde"
    times = room.page.form.times.glance()
    assert times is not None
    assert (times.start.year, times.start.month) == (2027, missing[0])
    assert times.start.weekday() == START.weekday()
    room.click("Opret mødet")
    assert [one.start.month for one in plan(room, 2027)] == [missing[0]]
    room.click("Alle møder")
    assert year(room, 2027).quota.text() == "1 af 2–4 møder"


def test_a_meeting_can_be_made_in_any_month_to_come(room: Room) -> None:
    view = year(room, 2027)
    press(room, buttons(month(view, 7))["Nyt møde i juli"])
    times = room.page.form.times.glance()
    assert times is not None
    assert times.start.month == 7


@pytest.mark.parametrize(
    ("today", "month_", "day"),
    [
        (date(2026, 11, 26), date(2027, 3, 1), date(2027, 3, 10)),
        (date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 9)),
        (date(2026, 12, 10), date(2026, 12, 1), date(2026, 12, 16)),
    ],
)
def test_the_day_suggested_lies_in_the_month_and_ahead(
    today: date, month_: date, day: date
) -> None:
    assert suggest((), today, Language("da"), month_).start.date() == day


def test_a_click_on_the_day_opens_the_meeting(room: Room) -> None:
    press(room, buttons(month(year(room), 12))["Onsdag 9. december"])
    assert room.page.subject() == room.meeting


def test_the_topic_of_a_meeting_is_chosen_and_taken_back(room: Room) -> None:
    key = topic(room, "svimmelhed")
    topic(room, "næseblod")
    (box,) = month(year(room), 12).findChildren(QComboBox)
    assert box.accessibleName() == "Emne for 2. møde"
    box.setFocus()
    room.key(Key.Key_S)
    box.activated.emit(box.currentIndex())
    room.settle()
    assert plan(room)[-1].topic == key
    (box,) = month(year(room), 12).findChildren(QComboBox)
    assert box.currentText() == "svimmelhed"
    room.bridge.undo()
    room.settle()
    assert plan(room)[-1].topic is None


def test_the_topic_of_a_closed_meeting_is_only_read(room: Room) -> None:
    key = topic(room, "svimmelhed")
    room.do(agenda.change_meeting, room.held, topic_id=key)
    room.do(running.close_meeting, room.held, room.clock.utc())
    view = year(room)
    assert not month(view, 9).findChildren(QComboBox)
    assert "svimmelhed" in shown_words(month(view, 9))


def test_topics_that_are_due_stand_at_the_meeting_that_can_take_them_up(room: Room) -> None:
    topic(room, "svimmelhed", date(2026, 12, 1))
    topic(room, "høreprøver", date(2026, 12, 20))
    topic(room, "næseblod", date(2027, 3, 1))
    view = year(room)
    said = [one.text() for one in view._side.findChildren(QLabel) if one.isVisible()]
    assert said == [
        "Emner at tage op igen",
        "Intet møde endnu",
        "Høreprøver",
        "Til 2. møde den 9. december",
        "Svimmelhed",
    ]


def test_a_due_topic_becomes_the_topic_of_its_meeting_and_is_due_no_more(room: Room) -> None:
    key = topic(room, "svimmelhed", date(2026, 12, 1))
    press(room, buttons(year(room)._side)["Vælg"])
    assert plan(room)[-1].topic == key
    assert not year(room)._side.isVisible()
    room.bridge.undo()
    room.settle()
    assert year(room)._side.isVisible()


def test_a_topic_without_a_meeting_gets_one_about_it_in_one_step(room: Room) -> None:
    key = topic(room, "høreprøver", date(2027, 4, 3))
    press(room, buttons(year(room, 2027)._side)["Nyt møde"])
    assert room.page.form.topics.currentText() == "høreprøver"
    room.click("Opret mødet")
    (made,) = plan(room, 2027)
    assert (made.start.month, made.topic) == (4, key)
    room.bridge.undo()
    room.settle()
    assert not plan(room, 2027)


def test_an_ordinary_new_meeting_is_about_nothing_in_particular(room: Room) -> None:
    topic(room, "høreprøver", date(2027, 4, 3))
    press(room, buttons(year(room, 2027)._side)["Nyt møde"])
    room.click("Annullér")
    room.window.deeds.new_meeting()
    room.settle()
    assert not [one for one in shown_words(room.page.form) if one.startswith("Emne:")]
    room.click("Opret mødet")
    assert all(one.topic is None for one in plan(room, 2026))


def test_what_is_changed_elsewhere_is_seen_in_the_plan(room: Room) -> None:
    view = year(room)
    start = START - timedelta(days=30)
    room.do(agenda.change_meeting, room.meeting, start=start, end=start + timedelta(hours=2))
    room.settle()
    assert "Mandag 9. november" in buttons(month(view, 11))


def test_the_list_is_a_click_away(room: Room) -> None:
    year(room)
    chip = next(
        one for one in room.page.board.findChildren(QWidget) if one.accessibleName() == "Liste"
    )
    QTest.mouseClick(chip, LEFT)
    assert room.page.list.isVisible()


def test_every_control_has_a_name_and_no_two_buttons_say_the_same(room: Room) -> None:
    for n in range(3):
        topic(room, f"emne {n}", date(2026, 12, 1))
    for number in (2026, 2027):
        view = year(room, number)
        controls = [
            one
            for one in room.page.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert all(one.accessibleName() for one in controls)
        said = [
            (one.accessibleName(), one.accessibleDescription())
            for one in view.findChildren(QPushButton)
            if one.isVisible()
        ]
        assert len(set(said)) == len(said)


@pytest.mark.dressed
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_longest_topics_stay_inside_their_rows(room: Room, size: tuple[int, int]) -> None:
    word = "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning"
    key = topic(room, f"{word} {word}", date(2026, 12, 1))
    topic(room, word, date(2026, 12, 2))
    room.do(agenda.change_meeting, room.meeting, topic_id=key)
    view = year(room)
    room.window.resize(*size)
    room.settle()
    row = month(view, 12)
    for part in row.findChildren(QWidget):
        if part.isVisible():
            right = part.mapTo(row, part.rect().topRight()).x()
            assert right <= row.width(), part
    assert row.mapTo(view, row.rect().topRight()).x() < view._side.x()
