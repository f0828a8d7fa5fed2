"""Running a meeting: steered by keys, stored before it is shown, never asked anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)
from sqlalchemy import event
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import ITEMS, START, FakeScreen, MeetingRoom

from facilitator.domain.meeting_clock import EventKind
from facilitator.edits import outcomes
from facilitator.language import Code
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.actions import ACTIONS
from facilitator.ui.parts.line_button import LineButton
from facilitator.ui.run.attendance_panel import AttendancePanel
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.clock_panel import ClockPanel
from facilitator.ui.run.followup_panel import FollowUpPanel
from facilitator.ui.run.plan_panel import PlanRow
from facilitator.ui.run.watch import OF_EVERYTHING, PARTS

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def open_room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., MeetingRoom]]:
    """Makes a meeting about to begin at 16.30; the computer's sleep is left alone."""
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    rooms: list[MeetingRoom] = []

    def make(code: Code = "da", size: tuple[int, int] = (1440, 900), n: int = 5) -> MeetingRoom:
        rooms.append(MeetingRoom(tmp_path, clock, code, size, n))
        rooms[0].page.show()
        return rooms[0]

    yield make
    for room in rooms:
        room.close()


@pytest.fixture
def room(open_room: Callable[..., MeetingRoom]) -> MeetingRoom:
    return open_room()


@pytest.fixture
def running(room: MeetingRoom) -> MeetingRoom:
    """The worked example: at 17.21.40 the guideline has 12:20 left."""
    room.at("16.32")
    room.press(Key.Key_F5)
    for clock in ("16.50", "16.54", "17.14"):
        room.at(clock)
        room.press(Key.Key_Right)
    room.at("17.21.40")
    return room


# -- before


def test_the_next_meeting_is_offered_with_its_goals_and_members(room: MeetingRoom) -> None:
    page = room.page
    assert page.subject() == room.meeting
    assert "bruge den nye retningslinje" in page.before.goals.text()
    assert page.before.attendance.model.rowCount() == 5
    assert not page.fills_window()
    assert page.primary() is page.before.start


@pytest.mark.parametrize("key", [Key.Key_F5, Key.Key_Space])
def test_f5_and_the_space_bar_start_the_meeting(room: MeetingRoom, key: Qt.Key) -> None:
    room.press(key)
    assert room.status() == "running"
    assert room.page.fills_window()
    assert room.running() == "Opfølgning siden sidst"


def test_six_minutes_late_is_said_and_the_minutes_are_offered_back_at_once(
    room: MeetingRoom,
) -> None:
    room.at("16.36")
    assert "6 minutter" in room.page.before.late.text()
    room.press(Key.Key_F5)
    assert room.said[-1] == "Vi begyndte 6 min. for sent."
    room.press("r")
    room.press(Key.Key_Return)
    assert room.reading.overrun <= 0


def test_a_meeting_planned_for_another_day_is_moved_to_now_when_it_starts(
    room: MeetingRoom,
) -> None:
    room.clock.move(-17 * 86_400 + 50)
    room.tick()
    assert "flyttes til nu, når du starter" in room.page.before.late.text()
    room.press(Key.Key_F5)
    meeting = room.agenda.meeting
    assert meeting.start == START - timedelta(days=17) + timedelta(minutes=1)
    assert meeting.end - meeting.start == timedelta(minutes=120)
    assert room.page.view.behind.text() == "til tiden"


def test_a_meeting_that_began_three_minutes_ago_has_three_minutes_behind_it(
    room: MeetingRoom,
) -> None:
    room.at("16.33")
    room.page.before.ago.setValue(3)
    room.page.before._begin()
    current = room.reading.current
    assert current is not None
    assert current.elapsed == 180
    assert room.reading.began_at == START


def test_undo_of_the_start_and_its_minutes_is_one_deed(room: MeetingRoom) -> None:
    room.page.presses.begin(180)
    room.press("z")
    assert room.status() == "draft"
    assert not room.reading.started


# -- running


def test_the_figures_of_the_worked_example_are_on_the_screen(running: MeetingRoom) -> None:
    view = running.page.view
    assert view.clock.left.text == "12:20"
    assert view.behind.text() == "4 min. bagud"
    assert view.end.text() == "forventet slut 18.34"
    assert view.clock.talk.text() == "drøftelsen slutter om 58:20"
    assert view.clock.question.text() == "Hvad gør vi anderledes fra i morgen?"
    assert view.clock.who.text() == "Klinik 9 · drøftelse i par"
    assert view.clock.then.text() == "Derefter: Pause"


def test_the_plan_shows_planned_and_expected_times_and_ticks_what_is_done(
    running: MeetingRoom,
) -> None:
    shown = [
        f"{line.planned} {line.now} {line.title} {line.minutes}".strip()
        for line in running.page.view.right.plan.lines
    ]
    assert shown == [
        "16.30 16.32 ✓ Opfølgning siden sidst 18",
        "16.45 16.50 ✓ Mål for mødet 4",
        "16.50 16.54 ✓ Klyngens data 20",
        "17.10 17.14 Akut otitis media hos børn 20",
        "17.30 17.34 Pause 10",
        "17.40 17.44 Case 1 15",
        "17.55 17.59 Case 2 15",
        "18.10 18.14 Bordrunde 10",
        "18.20 18.24 Opsummering · beskyttet 10",
        "18.30 18.34 Slut",
    ]


def test_every_press_is_in_the_store_when_the_key_returns(running: MeetingRoom) -> None:
    before = len(running.events)
    running.press(Key.Key_PageDown)
    assert len(running.events) == before + 1
    assert running.running() == "Pause"


def test_back_and_forth_is_like_turning_pages(running: MeetingRoom) -> None:
    running.press(Key.Key_Left)
    assert running.running() == "Klyngens data"
    running.press(Key.Key_PageUp)
    assert running.running() == "Mål for mødet"
    running.press(Key.Key_Right)
    running.press(Key.Key_Right)
    assert running.running() == "Akut otitis media hos børn"
    assert running.page.view.clock.left.text == "12:20"


def test_the_space_bar_pauses_and_goes_on(running: MeetingRoom) -> None:
    running.press(Key.Key_Space)
    running.at("17.24.40")
    view = running.page.view
    assert (view.clock.left.text, view.clock.phase.text()) == ("12:20", "på pause")
    assert view.behind.text() == "7 min. bagud"
    running.press(Key.Key_Space)
    assert not running.reading.paused


def test_plus_and_minus_move_the_minutes_of_the_item_alone(running: MeetingRoom) -> None:
    running.press("+")
    assert running.page.view.clock.left.text == "13:20"
    running.press("-")
    running.press("-")
    assert running.page.view.clock.left.text == "11:20"


def test_a_minus_on_the_summary_is_refused_in_a_quiet_word(running: MeetingRoom) -> None:
    running.press("s")
    assert running.running() == "Opsummering"
    before = len(running.events)
    running.press("-")
    assert len(running.events) == before
    assert running.said[-1] == "Opsummeringen beholder sine minutter."


def test_the_last_next_says_so_and_ends_nothing(running: MeetingRoom) -> None:
    running.press("s")
    running.press(Key.Key_Right)
    assert running.status() == "running"
    assert running.said[-1] == "Det er sidste punkt. Afslut mødet, når I er færdige."


def test_each_phase_has_a_word_beside_its_colour(running: MeetingRoom) -> None:
    said = {}
    for clock in ("17.21.40", "17.31", "17.33.30", "17.36.10"):
        running.at(clock)
        said[clock] = running.page.view.clock.phase.text()
    assert list(said.values()) == ["", "snart slut", "rund af", "over tiden"]
    assert running.page.view.clock.left.text == "−2:10"


def test_clicking_a_line_of_the_plan_offers_to_start_or_skip_it(running: MeetingRoom) -> None:
    case = running.item("Case 1")
    menu = running.page.view.right.plan.menu_of(case)
    assert [act.text() for act in menu.actions()] == [
        "Start punktet nu",
        "Spring punktet over",
        "5 minutter mere",
        "5 minutter mindre",
    ]
    menu.actions()[1].trigger()
    assert running.reading.overrun == -11 * 60
    assert isinstance(running.page.view.right.plan.row(case), PlanRow)
    assert running.page.view.right.plan.row(case).line.below == "sprunget over"


# -- undo


def test_z_takes_back_presses_ticks_and_lines_in_the_order_they_were_done(
    running: MeetingRoom,
) -> None:
    page = running.page
    running.press("+")
    page.view.panel(AttendancePanel).say("apology")
    running.press("i")
    running.type("Ring selv op")
    running.press(Key.Key_Return)
    running.press(Key.Key_Escape)
    assert [one.text for one in running.log.insights] == ["Ring selv op"]
    running.press("z")
    assert not running.log.insights
    running.press("z")
    assert {one.state for one in page.watch.attendees} == {None}
    running.press("z")
    assert page.view.clock.left.text == "12:20"
    assert running.said[-1] == "Fortrød: Ét minut mere"


def test_undo_works_after_the_program_was_killed(running: MeetingRoom) -> None:
    running.press("+")
    running.again()
    running.page.undo()
    current = running.reading.current
    assert current is not None
    assert current.allotted == 20 * 60


def test_undo_never_crosses_a_closing(running: MeetingRoom) -> None:
    running.page.end_meeting()
    running.page.close_meeting()
    assert running.status() == "closed"
    running.page.undo()
    assert running.status() == "closed"
    assert running.said[-1] == "Der er ikke mere at fortryde eller gentage."


# -- keys and fields


def test_letters_in_a_text_field_steer_nothing(running: MeetingRoom) -> None:
    before = len(running.events)
    running.press("i")
    running.type("+ sprz -b.")
    assert running.page.view.capture.line.text() == "+ sprz -b."
    assert len(running.events) == before


def test_escape_in_the_line_gives_the_keys_back_and_keeps_what_is_typed(
    running: MeetingRoom,
) -> None:
    running.press("i")
    running.type("halv tanke")
    running.press(Key.Key_Escape)
    running.press(Key.Key_Right)
    assert running.running() == "Pause"
    assert running.page.view.capture.line.text() == "halv tanke"


def test_a_button_takes_the_space_bar_and_leaves_the_other_keys_to_the_page(
    running: MeetingRoom,
) -> None:
    button = running.page.view.clock.more
    button.setFocus(Qt.FocusReason.TabFocusReason)
    running.press(Key.Key_Space, on=button)
    assert running.page.view.clock.left.text == "13:20"
    assert running.page.hasFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    running.press(Key.Key_Right, on=button)
    assert running.running() == "Pause"


def test_escape_leaves_black_and_freeze_and_nothing_else(running: MeetingRoom) -> None:
    page, before = running.page, len(running.events)
    running.press("b")
    running.press("f")
    assert page.room.is_black
    assert page.room.is_frozen
    running.press(Key.Key_Escape)
    running.press(Key.Key_Escape)
    running.press(Key.Key_Escape)
    assert not page.room.is_black
    assert not page.room.is_frozen
    assert len(running.events) == before
    assert page.fills_window()


def test_no_key_of_the_page_opens_a_dialog(running: MeetingRoom) -> None:
    running.screens.append(FakeScreen("Projektor"))
    keys = [key for row in ACTIONS if row.where == "run" for key in row.keys]
    assert len(keys) > 20
    opened = set()
    for key in keys:
        combination = QKeySequence.fromString(key)[0]  # type: ignore[index]
        for focus in (running.page, running.page.view.clock.more):
            focus.setFocus()
            QTest.keyClick(focus, combination.key())
            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            asks = [one for one in shown if one.isModal() or isinstance(one, QDialog | QMenu)]
            opened |= {(key, type(one).__name__) for one in asks}
            for menu in asks:
                menu.close()
            running.press(Key.Key_Escape)
    assert opened == set()
    assert running.status() == "running"


# -- taking minutes back


def test_r_shows_who_gives_and_enter_takes_it(running: MeetingRoom) -> None:
    running.press("r")
    panel = running.page.view.right.take
    assert not running.page.view.right.shows_plan
    assert panel.text.splitlines()[:3] == [
        "Der skal hentes 4 min. ind for at slutte til tiden.",
        "Case 1   15 → 13 min.",
        "Case 2   15 → 13 min.",
    ]
    running.press(Key.Key_Return)
    assert running.page.view.right.shows_plan
    assert running.page.view.end.text() == "forventet slut 18.30, til tiden"
    running.press("z")
    assert running.page.view.end.text() == "forventet slut 18.34"


def test_whoever_is_unticked_gives_nothing(running: MeetingRoom) -> None:
    running.press("r")
    running.page.view.right.take.giver(running.item("Case 1")).click()
    assert "Case 1   15 min." in running.page.view.right.take.text
    assert "Case 2   15 → 11 min." in running.page.view.right.take.text


def test_what_nobody_can_give_is_named_and_a_later_end_mends_it(running: MeetingRoom) -> None:
    running.at("17.45")
    running.press("r")
    panel = running.page.view.right.take
    assert "5 min. mangler stadig." in panel.text
    panel.end_moved.emit(15)
    assert running.agenda.meeting.end == START + timedelta(minutes=135)
    assert running.reading.overrun <= 0


# -- the protected finish


def test_five_minutes_before_the_summary_it_is_said_once(running: MeetingRoom) -> None:
    running.at("18.15.10")
    running.at("18.15.20")
    assert running.said.count("Drøftelsen slutter om fem minutter.") == 1


def test_when_the_discussion_is_over_one_key_goes_to_the_summary_and_never_by_itself(
    running: MeetingRoom,
) -> None:
    running.at("18.20.01")
    assert running.said[-1] == "Det er tid til opsummeringen."
    assert running.running() == "Akut otitis media hos børn"
    running.press("s")
    assert running.running() == "Opsummering"
    assert running.page.view.shows_summary
    titles = [one.text for one in running.page.watch.loose(running.reading)]
    assert titles == ["Case 1", "Case 2", "Bordrunde"]


# -- the line


def test_the_line_shows_what_was_understood_before_enter(running: MeetingRoom) -> None:
    capture = running.page.view.capture
    running.press("a")
    running.type("Prøver lokal instruks @Klinik 4 >10. marts")
    assert capture.understood.text() == (
        "Aftale · Klinik 4 · inden 10. marts 2027 · Prøver lokal instruks"
    )
    running.press(Key.Key_Return)
    made = running.log.commitments[0]
    assert (made.action, made.owner) == ("Prøver lokal instruks", "Klinik 4")
    assert capture.line.text() == ""
    assert capture.line.hasFocus()


def test_a_patient_number_stays_in_the_field_and_is_not_stored(running: MeetingRoom) -> None:
    running.press("i")
    capture = running.page.view.capture
    capture.line.setText("Ring til 010190-1234 i morgen")
    running.press(Key.Key_Return)
    assert not running.log.insights
    assert capture.line.text() == "Ring til 010190-1234 i morgen"
    capture._unstored._answer("remove", "")
    running.press(Key.Key_Return)
    assert running.log.insights[0].text == "Ring til i morgen"


def test_a_number_that_is_no_patients_is_stored_with_a_reason(running: MeetingRoom) -> None:
    running.press("i")
    capture = running.page.view.capture
    capture.line.setText("Varenummer 010190-1234")
    running.press(Key.Key_Return)
    capture._unstored._answer("keep", "varenummer")
    assert running.log.insights[0].text == "Varenummer 010190-1234"


def test_a_line_is_corrected_in_place(running: MeetingRoom) -> None:
    running.press("p")
    running.type("Epikriser")
    running.press(Key.Key_Return)
    row = running.page.view.capture.row(running.log.parked[0].id)
    row.field.setFocus()
    row.field.setPlainText("Epikriser uden plan")
    running.press(Key.Key_Return, on=row.field)
    assert running.log.parked[0].text == "Epikriser uden plan"
    assert running.page.hasFocus()


def test_the_owner_of_a_commitment_is_set_by_a_menu(running: MeetingRoom) -> None:
    running.press("a")
    running.type("Sender pjece")
    running.press(Key.Key_Return)
    row = running.page.view.capture.row(running.log.commitments[0].id)
    next(act for act in row.menu().actions() if act.text() == "Klinik 2").trigger()
    assert running.log.commitments[0].owner == "Klinik 2"
    assert "Klinik 2" in running.page.view.capture.texts()[0]


# -- follow-up


def test_the_first_item_lists_what_was_agreed_with_one_click_each(room: MeetingRoom) -> None:
    room.press(Key.Key_F5)
    panel = room.page.view.panel(FollowUpPanel)
    assert room.page.view.side.stack.currentWidget() is panel
    first = room.page.watch.follow_ups[0]
    assert (panel.owner.text(), panel.card.action.text()) == (*("Klinik 1", "Ringer op samme dag"),)
    assert panel.count.text() == "1 af 3"
    panel.row(first.id).chips._click("introduced")
    assert panel.count.text() == "2 af 3"
    stored = room.store.ask(queries.commitments_to_follow_up, room.meeting)
    assert [(one.status, one.answered) for one in stored] == [
        ("introduced", True),
        ("planned", False),
        ("planned", False),
    ]
    assert panel.answered.text() == "1 af 3 har fået status; resten er ukendt"
    # It stands above what is scrolled, and of nobody is it said that they stay unknown.
    assert not panel.findChildren(QScrollArea)[0].isAncestorOf(panel.answered)
    for one in room.page.watch.follow_ups[1:]:
        panel.row(one.id).chips._click("introduced")
    assert "3 af 3 har fået status" in [one.text() for one in panel.findChildren(QLabel)]


def test_who_is_away_stays_unknown(room: MeetingRoom) -> None:
    room.press(Key.Key_F5)
    panel = room.page.view.panel(AttendancePanel)
    panel.list.setCurrentIndex(panel.model.index(2, 0))
    panel.say("apology")
    theirs = next(one for one in room.page.watch.follow_ups if one.member)
    row = room.page.view.panel(FollowUpPanel).row(theirs.id)
    assert row.warning.text() == "Ikke til stede – status er fortsat ukendt."
    assert row.chips.choice == ""


def test_the_round_takes_it_for_whose_it_is_and_one_tap_names_another(room: MeetingRoom) -> None:
    room.press(Key.Key_F5)
    first, _, theirs = room.page.watch.follow_ups
    card = room.page.view.panel(FollowUpPanel).row(first.id)

    def said(key: str) -> list[str]:
        return [one.said_by for one in room.store.ask(queries.follow_ups, key)]

    # The only member of its clinic who is present.
    (chip,) = card.said_by.chips.values()
    assert chip.isChecked()
    card.chips._click("trying")
    assert said(first.id) == [chip.text()]
    card = room.page.view.panel(FollowUpPanel).row(first.id)
    card.said_by.menu.aboutToShow.emit()
    others = [act for act in card.said_by.menu.actions() if act.text() != chip.text()]
    others[0].trigger()
    assert said(first.id) == [others[0].text()]
    room.bridge.undo()
    assert said(first.id) == [chip.text()]
    # Named before the answer, nobody is asked twice; the tap is taken back by another.
    card = room.page.view.panel(FollowUpPanel).row(theirs.id)
    (own,) = card.said_by.chips.values()
    own.click()
    card.chips._click("introduced")
    assert said(theirs.id) == [""]


def test_an_experience_is_written_in_a_line(room: MeetingRoom) -> None:
    room.press(Key.Key_F5)
    first = room.page.watch.follow_ups[0]
    row = room.page.view.panel(FollowUpPanel).row(first.id)
    row.chips._click("partly")
    row = room.page.view.panel(FollowUpPanel).row(first.id)
    row.experience.setText("Sekretæren ringer")
    room.bridge.leaving.emit()
    said = room.store.ask(queries.follow_ups, first.id)
    assert [(one.status, one.experience) for one in said] == [("partly", "Sekretæren ringer")]


def test_a_refused_line_of_the_round_is_put_right_before_the_next_is_asked_about(
    room: MeetingRoom,
) -> None:
    room.press(Key.Key_F5)
    panel, (first, second, _) = room.page.view.panel(FollowUpPanel), room.page.watch.follow_ups
    card = panel.row(first.id)
    assert card.experience.accessibleName() == "Erfaring på én linje"
    card.experience.setFocus()
    room.type("Talt med 010170-1234")
    room.press(Key.Key_Return)
    room.press("2")
    assert room.page.focusWidget() is card.experience
    assert card.experience.text() == "Talt med 010170-12342"
    room.page.setFocus()
    card.experience.setText("Talt med 010170-1234")
    card.chips._click("trying")
    assert (room.page.focusWidget(), card.action.text()) == (card.experience, first.action)
    card.chips._click("dropped")
    assert card.experience.accessibleName() == "Hvad lærte I af det?"
    room.press(Key.Key_Backspace)
    room.press(Key.Key_Return)
    assert panel.card.action.text() == second.action
    (said,) = room.store.ask(queries.follow_ups, first.id)
    assert (said.status, said.experience) == ("dropped", "Talt med 010170-123")


def test_the_round_asks_one_after_the_other_and_ends_with_what_is_left(room: MeetingRoom) -> None:
    first, second, third = room.page.watch.follow_ups
    room.press(Key.Key_F5)
    attendance = room.page.view.panel(AttendancePanel)
    attendance.list.setCurrentIndex(attendance.model.index(2, 0))
    attendance.say("apology")
    panel = room.page.view.panel(FollowUpPanel)
    room.page.view.show_side("follow_up")
    assert (panel.count.text(), panel.card.action.text()) == ("1 af 2", first.action)
    panel.card.setFocus()
    room.press(Key.Key_6)
    # What was learnt is asked before the next, and figures in a text are no answers.
    assert room.page.focusWidget() is panel.card.experience
    room.press("4")
    assert panel.card.experience.text() == "4"
    room.press(Key.Key_Return)
    assert panel.card.action.text() == second.action
    assert panel.before.text() == "Lige før: Klinik 1 – droppet"
    panel.card.setFocus()
    room.press(Key.Key_Backspace)
    assert panel.card.action.text() == first.action
    room.press(Key.Key_Return)
    room.press(Key.Key_Return)
    stored = room.store.ask(queries.commitments_to_follow_up, room.meeting)
    assert [(one.status, one.answered) for one in stored] == [
        ("dropped", True),
        ("planned", False),
        ("planned", False),
    ]
    left = [line.words[0] for line in panel.findChildren(LineButton) if not line.isHidden()]
    assert left == [second.action, third.action]
    panel.findChildren(LineButton)[-1].click()
    assert panel.card.warning.text() == "Ikke til stede – status er fortsat ukendt."
    room.page.activateWindow()
    panel.card.setFocus()
    room.press(Key.Key_Right)
    assert room.reading.running == room.agenda.items[1].id


def test_a_figure_answers_the_round_wherever_the_focus_is_but_in_a_field(
    room: MeetingRoom,
) -> None:
    room.press(Key.Key_F5)
    room.page.activateWindow()
    room.page.setFocus()
    panel, view = room.page.view.panel(FollowUpPanel), room.page.view
    _, second, _ = room.page.watch.follow_ups
    room.press("2")
    assert panel.card.action.text() == second.action
    assert room.store.ask(queries.commitments_to_follow_up, room.meeting)[0].status == "trying"
    room.press("i")
    room.type("3")
    assert view.capture.line.text() == "3"
    view.side.tabs["round"].click()
    room.page.setFocus()
    room.press("4")
    view.side.tabs["follow_up"].click()
    assert room.page.focusWidget() is panel.card
    assert [one.status for one in room.page.watch.follow_ups] == ["trying", "planned", "planned"]
    room.press("4")
    assert room.page.watch.follow_ups[1].status == "introduced"


def test_of_the_whole_cluster_it_is_asked_who_has_introduced_it(room: MeetingRoom) -> None:
    first, second, *_ = room.page.watch.follow_ups
    with room.store.edit("Everybody", cluster=room.cluster) as session:
        outcomes.assign(session, first.id, whole_cluster=True)
    room.page.refresh()
    room.press(Key.Key_F5)
    panel = room.page.view.panel(FollowUpPanel)
    assert panel.row(second.id).who.isHidden()
    who = panel.row(first.id).who
    chip = next(iter(who.chips.values()))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    said = room.store.ask(queries.follow_ups, first.id)
    assert [(one.status, one.meeting_number) for one in said] == [("introduced", 2)]
    (now,) = [one for one in room.page.watch.follow_ups if one.id == first.id]
    assert (len(now.introduced_by), now.status, now.answered) == (1, "planned", False)
    assert panel.row(first.id).chips.choice == ""


# -- sleep, crashes and the sign of life


@pytest.mark.dressed
def test_a_button_that_comes_into_sight_has_its_place_before_anything_is_painted(
    room: MeetingRoom,
) -> None:
    panel = ClockPanel(room.bridge.lang, lambda _handler: None, lambda _minutes: None)
    window = QWidget()
    panel.setParent(window)
    panel.park.hide()
    panel.resize(1400, 300)
    window.show()
    assert panel.park.isVisible()
    assert panel.rect().contains(panel.park.geometry())
    window.deleteLater()


def test_every_five_seconds_a_sign_of_life_is_written_over(running: MeetingRoom) -> None:
    for _ in range(30):
        running.clock.move(0.25)
        running.tick()
    seen = running.store.ask(queries.sign_of_life, running.meeting)
    assert seen is not None
    assert (running.clock.now - seen.utc).total_seconds() < 5
    assert seen.run == running.bridge.run


def test_after_a_crash_the_meeting_runs_on_and_the_time_in_between_counts(
    running: MeetingRoom,
) -> None:
    running.clock.now += timedelta(minutes=3)
    running.clock.seconds = 50.0
    running.again()
    running.page.show()
    assert running.page.fills_window()
    assert running.page.view.clock.left.text == "9:20"
    assert running.said[-1].endswith("slukket i 3 min.")


class Painted(QObject):
    """Keeps what is asked of it whenever a widget is painted."""

    def __init__(self, widget: QWidget, ask: Callable[[], object]) -> None:
        super().__init__(widget)
        self.answers: list[object] = []
        self._ask = ask
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.answers.append(self._ask())
        return False


@pytest.mark.dressed
def test_after_a_crash_the_clock_is_seen_first_and_as_large_as_it_stays(
    running: MeetingRoom,
) -> None:
    running.again()
    view = running.page.view
    time = view.clock.left
    seen = Painted(time, lambda: (view.under.count(), time.geometry()))
    running.page.show()
    QApplication.processEvents()
    QApplication.processEvents()
    assert view.under.count()
    assert seen.answers[0] == (0, time.geometry())


def test_a_key_pressed_before_the_rest_is_there_does_what_it_always_does(
    running: MeetingRoom,
) -> None:
    running.again()
    running.page.show()
    running.press("s")
    assert running.running() == "Opsummering"
    assert running.page.view.shows_summary


@pytest.mark.dressed
def test_what_runs_stays_in_sight_in_the_plan_of_a_low_window(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room(size=(1024, 700))
    room.at("16.32")
    room.press(Key.Key_F5)
    QApplication.processEvents()
    room.press("s")
    # As when notices take the foot of the column.
    room.page.view.right.setContentsMargins(0, 0, 0, 200)
    for _ in range(3):
        QApplication.processEvents()
    row = room.page.view.right.plan.row(room.agenda.items[-1].id)
    assert row.visibleRegion().boundingRect() == row.rect()


@pytest.mark.parametrize("key", ["i", "p"])
def test_after_a_crash_in_the_summary_a_line_is_written_at_once(
    running: MeetingRoom, key: str
) -> None:
    running.press("s")
    running.again()
    running.page.show()
    running.press(key)
    running.type("Ring selv op")
    assert not running.page.view.shows_summary
    assert running.page.view.capture.line.text() == "Ring selv op"


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_meeting_follows_every_table_it_is_read_from(
    running: MeetingRoom, part: str
) -> None:
    read: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.update(re.findall(r"(?:FROM|JOIN) (\w+)", statement))

    watch = running.page.watch
    vars(watch).pop(part, None)
    event.listen(running.store._engine, "before_cursor_execute", note)
    getattr(watch, part)
    assert read
    assert read <= {*PARTS[part], *OF_EVERYTHING}
    assert read <= running.page.tables


def test_what_is_beside_the_clock_comes_when_it_can_be_asked_for_again(
    running: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_of: object) -> None:
        raise OSError("the network is away")

    running.again()
    with monkeypatch.context() as patch:
        patch.setattr(queries, "attendance", fail)
        running.page.show()
        QApplication.processEvents()
        QApplication.processEvents()
        assert running.page.view.clock.left.text == "12:20"
        for _ in range(3):
            running.clock.move(1)
            running.tick()
            QApplication.processEvents()
            QApplication.processEvents()
        assert running.page.view.clock.left.text == "12:17"
        assert [one.key for one in running.notices].count("trouble") == 1
    running.press("t")
    assert len(running.page.view.right.plan.lines) == len(ITEMS) + 1, "and the end"


def test_the_time_of_a_sleep_can_be_left_out(running: MeetingRoom) -> None:
    running.clock.now += timedelta(minutes=7)
    running.tick()
    assert running.said[-1] == "Computeren var i dvale eller slukket i 7 min."
    assert running.page.view.clock.left.text == "5:20"
    dict(running.notices[-1].answers)["Træk fra"]()
    assert running.page.view.clock.left.text == "12:20"


def test_a_clock_that_is_set_back_makes_no_time_of_its_own(running: MeetingRoom) -> None:
    running.clock.now -= timedelta(hours=1)
    running.tick()
    assert running.page.view.clock.left.text == "12:20"
    assert running.events[-1].kind is EventKind.CLOCK_SET


# -- the end


def test_an_ended_meeting_shows_what_it_took_and_can_be_taken_up_again(
    running: MeetingRoom,
) -> None:
    running.page.end_meeting()
    page = running.page
    assert running.status() == "held"
    assert not page.fills_window()
    assert page.ended.said.text() == "Afholdt 16.32–17.21 (planlagt 16.30–18.30)"
    assert page.primary() is page.ended.close_it
    page.do("start")
    assert running.status() == "running"
    assert running.running() == "Akut otitis media hos børn"


def test_the_check_before_closing_warns_and_never_blocks(running: MeetingRoom) -> None:
    running.page.end_meeting()
    checks = dict(running.page.ended.checks())
    assert checks["Fremmødet mangler for 5 medlemmer"] is False
    assert checks["0 indsigter tages med hjem"] is False
    assert checks["2 mål uden svar"] is False
    assert "Alle aftaler har en ansvarlig" not in checks  # there are none to have one
    running.page.ended.close_it.click()
    assert running.status() == "closed"


def test_a_closed_meeting_is_opened_again_only_with_a_note(running: MeetingRoom) -> None:
    running.page.end_meeting()
    running.page.close_meeting()
    running.page.reopen("")
    assert running.status() == "closed"
    running.page.reopen("Fremmødet var forkert")
    assert running.status() == "held"


def test_a_goal_is_answered_with_one_click(running: MeetingRoom) -> None:
    running.page.end_meeting()
    running.page.ended._say_reached(running.agenda.goals[0].id, "partly")
    assert running.agenda.goals[0].reached == "partly"


# -- looks


def lie_over_each_other(column: QLayout | None) -> list[str]:
    """What in a column lies over what follows, or is lower than its words are tall."""
    assert column is not None
    parts = [item.widget() for n in range(column.count()) if (item := column.itemAt(n)) is not None]
    shown = [part for part in parts if part is not None and part.isVisible()]
    boxes = [part.geometry() for part in shown]
    pairs = zip(shown, boxes, boxes[1:], strict=False)
    over = [str(part) for part, one, below in pairs if one.bottom() >= below.top()]
    low = (part for part in shown if part.height() < part.heightForWidth(part.width()))
    return [*over, *map(str, low)]


@pytest.mark.dressed
@pytest.mark.parametrize("code", ["da", "en"])
@pytest.mark.parametrize("scale", [1, 1.5])
def test_everything_fits_on_a_small_screen(
    qapp: QApplication, open_room: Callable[..., MeetingRoom], code: Code, scale: float
) -> None:
    theme.apply(qapp, "dark", scale)
    room = open_room(code, (1024, 664), 13)
    QApplication.processEvents()
    card = room.page.before.start.parentWidget()
    assert card is not None
    assert lie_over_each_other(card.layout()) == []
    room.press(Key.Key_F5)
    view, layout = room.page.view, room.page.view.layout()
    assert layout is not None
    for title in ("Opfølgning siden sidst", "Case 1", "Opsummering"):
        room.page.presses.do_with_item(room.item(title), "start")
        for minutes in (0, 80):
            room.clock.move(60 * minutes)
            room.tick()
            room.press("r")
            QApplication.processEvents()
            least = view.minimumSizeHint().width(), layout.minimumHeightForWidth(1024)
            assert (least[0] <= 1024, least[1] <= 664) == (True, True), (title, least)
            take = view.right.take
            buttons = [one for one in take.findChildren(QPushButton) if one.isVisible()]
            assert [one.text() for one in buttons if one.width() > take.width() - 24] == []
            room.press(Key.Key_Escape)
    room.page.presses.do_with_item(room.item("Case 1"), "start")
    for key in view.side.tabs:
        view.show_side(key)
        QApplication.processEvents()
        panel, stack = view.side.panel(key), view.side.stack
        within = panel.layout()
        assert within is not None
        can_wrap = within.hasHeightForWidth()
        wide, least_tall = panel.width(), panel.minimumSizeHint().height()
        assert panel.height() >= (within.minimumHeightForWidth(wide) if can_wrap else least_tall), (
            key
        )
        assert stack.geometry().bottom() <= view.side.contentsRect().bottom(), key
    figures = view.clock.left
    assert figures.height() >= figures.sizeHint().height()


@pytest.mark.dressed
def test_what_ticks_holds_no_window_open_and_messages_below_leave_the_figures_whole(
    open_room: Callable[..., MeetingRoom],
) -> None:
    room = open_room("da", (1024, 700), 13)
    room.press(Key.Key_F5)
    room.page.presses.do_with_item(room.item("Case 1"), "start")
    view = room.page.view
    widths = set()
    for minutes in (0, 7, 10, 60):
        room.clock.move(60 * minutes)
        room.tick()
        widths.add(view.minimumSizeHint().width())
    assert len(widths) == 1
    figures = view.clock.left
    room.page.resize(1024, 560)  # as with two messages below
    QApplication.processEvents()
    assert figures.height() >= figures.sizeHint().height()


@pytest.mark.dressed
def test_with_large_text_the_lines_have_the_room_of_the_panels_while_they_are_written_in(
    qapp: QApplication, open_room: Callable[..., MeetingRoom]
) -> None:
    theme.apply(qapp, "dark", 1.5)
    room = open_room("da", (1024, 664))
    room.page.activateWindow()
    assert QTest.qWaitForWindowActive(room.page)
    room.press(Key.Key_F5)
    QApplication.processEvents()
    view = room.page.view
    shown = [part.isVisible() for part in (view.side, view.capture.list, view.capture.line)]
    assert shown == [True, False, True]
    room.press("i")
    room.type("Ring selv op")
    room.press(Key.Key_Return)
    assert [part.isVisible() for part in (view.side, view.capture.list)] == [False, True]
    room.press(Key.Key_Escape)
    assert [part.isVisible() for part in (view.side, view.capture.list)] == [True, False]
    room.page.resize(1440, 900)
    QApplication.processEvents()
    assert [part.isVisible() for part in (view.side, view.capture.list)] == [True, True]
    assert view.capture.texts() == ("Indsigt · Ring selv op",)


def test_the_computer_is_kept_awake_while_the_meeting_runs(
    running: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Awake, "hold", lambda _self: asked.append("hold"))
    monkeypatch.setattr(Awake, "release", lambda _self: asked.append("release"))
    running.press("+")
    running.page.end_meeting()
    assert asked == ["hold", "release"]
