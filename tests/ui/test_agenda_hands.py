"""Fast hands on an agenda: lines typed and pasted, the strip dragged, starts that are fixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import BEFORE, LEFT, START, Room, item

from facilitator.domain.advice import Mend
from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.edits import agenda, running
from facilitator.store import queries
from facilitator.ui.actions import LIST_ACTIONS
from facilitator.ui.agenda.item_line_field import ItemLineField
from facilitator.ui.agenda.list import MIME
from facilitator.ui.agenda.paste_panel import PastePanel
from facilitator.ui.agenda.strip import AgendaStrip
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    yield made.open(made.meeting)
    made.close()


def line(room: Room) -> ItemLineField:
    return room.agenda_page.line


def strip(room: Room) -> AgendaStrip:
    return room.agenda_page.strip


def titles(room: Room) -> list[str]:
    return [row.title for row in room.view.agenda.rows]


def panel(room: Room) -> PastePanel:
    found = room.agenda_page.board.pasting
    assert found is not None
    return found


# -- a line typed


def test_a_typed_line_says_what_it_means_before_enter_and_then_becomes_an_item(room: Room) -> None:
    room.choose("Data")
    room.key(Key.Key_L, CTRL)
    assert QApplication.focusWidget() is line(room).line
    room.type("Case: svimmelhed 15 @Klinik 2")
    assert (
        line(room).said.text() == 'Patientcase · "svimmelhed" · 15 min. · Klinik 2 – efter "Data"'
    )
    assert room.drawn() == BEFORE
    room.key(Key.Key_Return)
    made = item(room, "svimmelhed")
    assert (made.kind, made.minutes, made.who, made.clinic is not None) == (
        "case", 15, "Klinik 2", True,
    )  # fmt: skip
    assert titles(room)[1:4] == ["Data", "svimmelhed", "Case"]
    assert line(room).line.text() == ""
    assert QApplication.focusWidget() is line(room).line


def test_lines_follow_each_other_and_each_is_one_step(room: Room) -> None:
    room.choose("Pause")
    line(room).write()
    for typed in ("Case: et 5", "Case: to 5 >17.30"):
        room.type(typed)
        room.key(Key.Key_Return)
    assert titles(room)[3:6] == ["Pause", "et", "to"]
    assert item(room, "to").fixed_start is not None
    room.view.setFocus()
    room.key(Key.Key_Z, CTRL)
    assert "to" not in titles(room)
    assert "et" in titles(room)


def test_plus_goes_to_the_line_and_escape_goes_back(room: Room) -> None:
    room.choose("Data")
    QTest.keyClicks(room.view, "+")
    assert QApplication.focusWidget() is line(room).line
    room.type("x")
    room.key(Key.Key_Escape)
    assert line(room).line.text() == ""
    room.key(Key.Key_Escape)
    assert QApplication.focusWidget() is room.view


def test_what_is_not_understood_is_said_and_a_new_topic_is_offered_to_the_bank(room: Room) -> None:
    field = line(room)
    field.write()
    room.type("Case: svimmelhed @Ukendt #Balance")
    assert '"Ukendt" er ikke medlem' in field.doubt.text()
    assert '"Balance" er ikke i emnebanken' in field.doubt.text()
    assert field.bank.isVisible()
    room.key(Key.Key_Return)
    (topic,) = room.store.ask(queries.topics, room.cluster)
    assert (topic.title, item(room, "svimmelhed").topic) == ("Balance", topic.id)
    room.type("Case: fald #Balance")
    assert not field.bank.isVisible()


def test_a_topic_left_out_of_the_bank_leaves_the_item_without_one(room: Room) -> None:
    field = line(room)
    field.write()
    room.type("Case: svimmelhed #Balance")
    field.bank.click()
    field.line.setFocus()
    room.key(Key.Key_Return)
    assert room.store.ask(queries.topics, room.cluster) == ()
    assert item(room, "svimmelhed").topic is None


def test_a_second_summary_is_refused_and_the_line_stays(room: Room) -> None:
    line(room).write()
    room.type("Opsummering: igen")
    assert line(room).doubt.text() == "Dagsordenen har det allerede; det tilføjes ikke igen."
    room.key(Key.Key_Return)
    assert room.drawn() == BEFORE
    assert line(room).line.text() == "Opsummering: igen"


def test_a_patient_number_in_a_line_is_answered_there(room: Room) -> None:
    line(room).write()
    room.type("Case: 010170-1234 svimmel")
    room.key(Key.Key_Return)
    assert room.drawn() == BEFORE
    assert [c for c in room.window.findChildren(Complaint) if c.isVisible()]
    room.click("Fjern det")
    room.key(Key.Key_Return)
    assert "svimmel" in titles(room)


def test_a_number_vouched_for_is_added(room: Room) -> None:
    line(room).write()
    room.type("Case: 010170-1234 svimmel")
    room.key(Key.Key_Return)
    (complaint,) = [c for c in room.window.findChildren(Complaint) if c.isVisible()]
    complaint._answer("keep", "et varenummer")
    assert "010170-1234 svimmel" in titles(room)


@pytest.mark.dressed
def test_in_a_low_window_the_palette_is_a_menu_beside_the_line(room: Room) -> None:
    page = room.agenda_page
    assert page.adding.isVisible()
    assert not page.adding.small_button.isVisible()
    room.window.resize(1280, 720)
    room.settle()
    assert not page.adding.isVisible()
    assert page.adding.small_button.isVisible()
    page.adding.menu.aboutToShow.emit()
    assert "Patientcase" in [action.text() for action in page.adding.menu.actions()]


# -- lines pasted


def paste(room: Room, text: str) -> None:
    QApplication.clipboard().setText(text)
    room.view.setFocus()
    room.key(Key.Key_V, CTRL)


def test_pasted_lines_are_looked_at_before_they_are_added(room: Room) -> None:
    room.choose("Data")
    paste(room, "Case: svimmelhed 15 @Klinik 2\n\nRetningslinje: otitis 20\nOpsummering 10\n")
    assert room.drawn() == BEFORE
    shown = panel(room)
    assert shown.title.text() == "2 linjer, der kan tilføjes"
    assert "1 tom linje er udeladt." in shown.said.text()
    assert "1 linje er udeladt: Dagsordenen har" in shown.said.text()
    assert room.page.primary() is shown.add_button
    room.click("Tilføj 2 punkter")
    assert titles(room)[1:5] == ["Data", "svimmelhed", "otitis", "Case"]
    assert room.view.ids() == [room.id("svimmelhed"), room.id("otitis")]
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


def test_pasting_is_left_by_escape_and_nothing_is_added(room: Room) -> None:
    paste(room, "Et\nTo")
    room.key(Key.Key_Escape)
    assert room.drawn() == BEFORE
    assert QApplication.focusWidget() is room.view


def test_ten_thousand_lines_are_refused_in_words(room: Room) -> None:
    paste(room, "Case: svimmelhed 15\n" * 10_000)
    shown = panel(room)
    assert "højst 200" in shown.refused.text()
    assert not shown.add_button.isVisible()
    room.click("Annullér", shown)
    assert room.drawn() == BEFORE


def test_several_lines_pasted_into_the_line_are_looked_at_too(room: Room) -> None:
    QApplication.clipboard().setText("Et 5\nTo 5")
    line(room).write()
    room.key(Key.Key_V, CTRL)
    room.click("Tilføj 2 punkter")
    assert {"Et", "To"} <= set(titles(room))


def test_one_line_pasted_into_the_line_stays_there(room: Room) -> None:
    QApplication.clipboard().setText("Case: svimmelhed 15")
    line(room).write()
    room.key(Key.Key_V, CTRL)
    assert line(room).line.text() == "Case: svimmelhed 15"
    assert room.agenda_page.board.pasting is None


# -- lines dragged in from another program


FIVE = "Dagsorden\r\nCase: svimmelhed 15\r\n\r\nRetningslinje: otitis 20\r\nOpsummering 10\r\n"


def bring(room: Room, data: QMimeData, y: int) -> bool:
    """Drag something that is no row of the list to a height in it; whether it may be let go."""
    target, wish = room.view.viewport(), COPY | MOVE
    enter = QDragEnterEvent(QPoint(200, y), wish, data, LEFT, NONE)
    enter.setDropAction(MOVE)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    assert enter.dropAction() == COPY
    QApplication.sendEvent(target, QDragMoveEvent(QPoint(200, y), wish, data, LEFT, NONE))
    return True


def let_fall(room: Room, data: QMimeData, y: int) -> Qt.DropAction:
    """Let it go there; what is said to the program it comes from."""
    fall = QDropEvent(QPointF(200, y), COPY | MOVE, data, LEFT, NONE)
    fall.setDropAction(MOVE)
    QApplication.sendEvent(room.view.viewport(), fall)
    room.settle()
    return fall.dropAction()


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


@pytest.mark.dressed
def test_lines_dragged_from_another_program_are_looked_at_and_come_where_the_line_was(
    room: Room,
) -> None:
    room.choose("Pause")
    data, y = text(FIVE), room.top("Case") + 3
    data.setHtml("<p>Dagsorden</p>")
    assert bring(room, data, y)
    assert room.view._drop == 2
    assert let_fall(room, data, y) == COPY
    assert room.view._drop is None
    assert room.drawn() == BEFORE
    assert panel(room).title.text() == "3 linjer, der kan tilføjes"
    assert 'efter "Data"' in panel(room).said.text()
    room.click("Tilføj 3 punkter")
    assert titles(room)[1:6] == ["Data", "Dagsorden", "svimmelhed", "otitis", "Case"]
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


@pytest.mark.dressed
def test_lines_let_go_past_the_ends_stay_between_follow_up_and_summary(room: Room) -> None:
    data = text("Et\nTo")
    for y, place in ((0, 1), (room.view.viewport().height() - 1, 4)):
        assert bring(room, data, y)
        assert room.view._drop == place
    QApplication.sendEvent(room.view.viewport(), QDragLeaveEvent())
    assert room.view._drop is None
    let_fall(room, text(" \n"), 0)
    assert room.agenda_page.board.pasting is None


def test_files_links_and_rows_of_another_window_are_not_taken_for_lines(room: Room) -> None:
    file, rows = text("/hjem/anna/dagsorden.pdf"), text("Case: et")
    file.setUrls([QUrl.fromLocalFile("/hjem/anna/dagsorden.pdf")])
    rows.setData(MIME, b"0190")
    for data in (file, rows):
        assert not bring(room, data, 100)
    room.do(running.close_meeting, room.held, START)
    room.window.open_page("meetings", room.held)
    room.settle()
    assert not bring(room, text(FIVE), 100)


def answer(room: Room, text: str, reason: str = "") -> None:
    bar = panel(room).bar
    assert bar is not None
    room.click(text, bar)
    if reason:
        room.type(reason)
        room.key(Key.Key_Return)


def test_pasted_lines_with_numbers_are_answered_one_by_one_before_any_is_added(
    room: Room,
) -> None:
    paste(room, "Et 5\nPt. 311245-4321 hoster 10\nVare 010190-1234 10\n010170-4321\nTo 5")
    shown = panel(room)
    marked = [row.id for row in shown._model.rows if row.is_number]  # type: ignore[attr-defined]
    assert marked == ["1", "2", "3"]
    assert shown.bar is not None
    assert shown.bar.said.startswith("Linje 2 ")
    room.key(Key.Key_Return, CTRL)
    assert room.drawn() == BEFORE
    answer(room, "Skjul det")
    answer(room, "Det er ikke et CPR-nummer", "Et varenummer")
    assert b"010190-1234" not in stored_bytes(room)
    answer(room, "Fjern det")
    assert shown.bar is None
    room.click("Tilføj 4 punkter")
    assert {"Et", "Pt. ******-**** hoster", "Vare 010190-1234", "To"} <= set(titles(room))
    assert b"311245-4321" not in stored_bytes(room)
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


@pytest.mark.dressed
def test_one_answer_serves_all_pasted_lines_and_a_line_can_be_chosen_first(room: Room) -> None:
    paste(room, "A 311245-4321\nB 311245-4322\nC 311245-4323")
    shown = panel(room)
    at = shown.list.visualRect(shown.list.model().index(2, 0)).center()
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    answer(room, "Fjern det")
    assert shown.bar is not None
    assert shown.bar.said.startswith("Linje 1 ")
    shown.same.setChecked(True)
    answer(room, "Det er ikke et CPR-nummer", "Varenumre")
    room.click("Tilføj 3 punkter")
    assert {"A 311245-4321", "B 311245-4322", "C"} <= set(titles(room))


def stored_bytes(room: Room) -> bytes:
    folder = Path(room.store.place).parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


# -- copied and cut


def test_copied_items_are_lines_of_text_to_other_programs(room: Room) -> None:
    room.choose("Data", "Pause")
    room.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().splitlines()[1] == "Pause 15 min."


def test_items_are_copied_whole_from_a_closed_meeting_to_another(room: Room) -> None:
    first = next(one for one in room.store.ask(queries.agenda, room.held).items if one.steps)
    room.do(agenda.change_item, first.id, notes="Kun mig")
    room.do(running.close_meeting, room.held, START)
    room.window.open_page("meetings", room.held)
    room.settle()
    room.view.choose(first.id)
    room.view.setFocus()
    room.key(Key.Key_C, CTRL)
    room.key(Key.Key_X, CTRL)
    room.window.open_page("meetings", room.meeting)
    room.settle()
    room.choose("Pause")
    room.key(Key.Key_V, CTRL)
    copy = item(room, first.title)
    assert (copy.notes, copy.steps, copy.question) == ("Kun mig", first.steps, first.question)
    assert first.id in {one.id for one in room.store.ask(queries.agenda, room.held).items}


def test_cut_items_are_copies_when_they_are_put_in_again(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_X, CTRL)
    room.choose("Opfølgning")
    room.key(Key.Key_V, CTRL)
    room.key(Key.Key_V, CTRL)
    assert titles(room)[1:4] == ["Case", "Case", "Data"]


def test_what_another_program_copied_takes_the_place_of_the_items(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_C, CTRL)
    paste(room, "Noget andet")
    assert panel(room).title.text() == "1 linje, der kan tilføjes"


# -- the strip


def drag(room: Room, before: str, minutes: float, *mods: Qt.KeyboardModifier) -> None:
    """Hold the border behind an item and move it, without letting go."""
    shown = strip(room)
    border = next(one for one in shown._borders if one.before == room.id(before))
    x = round(shown.x_of(border))
    wide = shown.width() / (sum(piece.length for piece in shown._pieces) / 60)
    QTest.mousePress(shown, LEFT, NONE, QPoint(x, 10))
    held = mods[0] if mods else NONE
    at = QPointF(x + minutes * wide, 10)
    move = QMouseEvent(QEvent.Type.MouseMove, at, shown.mapToGlobal(at), LEFT, LEFT, held)
    shown.mouseMoveEvent(move)
    room.settle()


def let_go(room: Room) -> None:
    QTest.mouseRelease(strip(room), LEFT, NONE, QPoint(10, 10))
    room.settle()


@pytest.mark.dressed
def test_a_dragged_border_moves_minutes_and_the_rows_follow_before_it_is_let_go(
    room: Room,
) -> None:
    drag(room, "Data", 11)
    assert (
        room.drawn()
        == """
    16.30 Opfølgning siden sidst 15 🔒
    16.45 Data 50
    17.35 Case 30
    18.05 Pause 15
    18.20 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
    )
    assert item(room, "Data").minutes == 40
    let_go(room)
    assert (item(room, "Data").minutes, item(room, "Case").minutes) == (50, 30)
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


@pytest.mark.dressed
def test_with_shift_each_minute_counts(room: Room) -> None:
    drag(room, "Data", -3, SHIFT)
    let_go(room)
    assert (item(room, "Data").minutes, item(room, "Case").minutes) == (37, 43)


@pytest.mark.dressed
def test_escape_puts_the_border_back(room: Room) -> None:
    drag(room, "Data", 10)
    room.key(Key.Key_Escape)
    assert room.drawn() == BEFORE
    let_go(room)
    assert room.drawn() == BEFORE


@pytest.mark.dressed
def test_no_border_takes_an_item_below_its_least_nor_the_summary_below_its_own(
    room: Room,
) -> None:
    drag(room, "Data", -60)
    let_go(room)
    assert item(room, "Data").minutes == 20
    drag(room, "Pause", 5)
    let_go(room)
    assert item(room, "Opsummering").minutes == 10


def test_borders_are_chosen_and_moved_by_keys_and_said(room: Room) -> None:
    shown, handle = strip(room), strip(room).handle
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    room.key(Key.Key_Down)
    assert handle.accessibleDescription() == '17.25 · "Data": 40 min. · "Case": 40 min.'
    room.key(Key.Key_Right)
    room.key(Key.Key_Right)
    room.key(Key.Key_Left, SHIFT)
    assert (item(room, "Data").minutes, item(room, "Case").minutes) == (49, 31)
    assert handle.accessibleDescription() == '17.34 · "Data": 49 min. · "Case": 31 min.'
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


@pytest.mark.dressed
def test_a_border_is_a_slider_to_a_screen_reader_and_moved_by_it(room: Room) -> None:
    shown = strip(room)
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    room.key(Key.Key_Down)
    heard = QAccessible.queryAccessibleInterface(shown.handle)
    value = heard.valueInterface()
    assert heard.role() == QAccessible.Role.Slider
    assert heard.text(QAccessible.Text.Name) == 'Grænse mellem "Data" og "Case"'
    assert heard.text(QAccessible.Text.Description) == '17.25 · "Data": 40 min. · "Case": 40 min.'
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (20, 40, 60)
    value.setCurrentValue(43)
    assert (item(room, "Data").minutes, item(room, "Case").minutes) == (43, 37)
    assert abs(shown.handle.geometry().center().x() - shown.x_of(shown._borders[1])) <= 2
    room.do(agenda.remove_items, [room.id("Pause")])
    room.settle()
    room.key(Key.Key_End)
    assert shown.handle.accessibleName().startswith('Grænse efter "Opsummering')


def test_the_borders_of_a_closed_meeting_stand_fast(room: Room) -> None:
    room.do(running.close_meeting, room.held, START)
    room.window.open_page("meetings", room.held)
    room.settle()
    assert strip(room)._borders == ()
    assert not strip(room).handle.isVisible()
    assert strip(room).focusPolicy() == Qt.FocusPolicy.NoFocus


# -- fixed starts, spare minutes, what is remembered


def fix(room: Room, title: str, minutes: int) -> None:
    start = START + timedelta(minutes=minutes)
    room.do(agenda.change_item, room.id(title), fixed_start=start)
    room.settle()


def test_a_start_that_cannot_be_kept_says_who_can_give_and_lets_them(room: Room) -> None:
    fix(room, "Case", 45)
    room.choose("Case")
    said = 'Starter kl. 17.15, 10 min. før punktet ovenfor slutter. "Data" kan give 10 min.'
    assert room.view.agenda.rows[2].warning == said
    assert room.agenda_page.inspector.length.start.text() == said
    room.click("Lad punkterne ovenfor give")
    assert room.agenda_page.fitting.isVisible()
    assert item(room, "Data").minutes == 40
    room.key(Key.Key_Space)
    assert item(room, "Data").minutes == 30
    assert room.view.agenda.rows[2].warning == ""


def test_minutes_that_are_free_before_a_start_are_said_in_its_row(room: Room) -> None:
    fix(room, "Case", 65)
    row = room.view.agenda.rows[2]
    assert (row.note, row.warning, row.clock) == ("10 min. ledige før", "", "17.35")


def test_spare_minutes_are_shared_out_after_a_look(room: Room) -> None:
    room.do(agenda.remove_items, [room.id("Pause")])
    room.click("Fordel dem")
    assert room.agenda_page.fitting.title.text() == "Fyld ud"
    assert item(room, "Data").minutes == 40
    room.click("Brug disse minutter")
    assert {one.title: one.minutes for one in room.stored.items}["Data"] in (47, 48)
    assert not room.agenda_page.budget.isVisible()


def test_an_item_before_a_fixed_start_gets_no_more_than_is_free_there(room: Room) -> None:
    room.do(agenda.remove_items, [room.id("Pause")])
    fix(room, "Case", 60)
    room.choose("Data")
    room.click("Giv dem til det valgte punkt")
    assert item(room, "Data").minutes == 45


def test_the_length_is_typed_in_the_inspector_too(room: Room) -> None:
    room.choose("Case")
    box = room.agenda_page.inspector.length.box
    box.setFocus()
    box.selectAll()
    room.type("1t10")
    room.key(Key.Key_Return)
    assert item(room, "Case").minutes == 70
    box.selectAll()
    room.type("længe")
    room.key(Key.Key_Return)
    assert box.text() == "længe"
    assert "Skriv minutter som" in box.accessibleDescription()


@pytest.fixture
def remembered(room: Room) -> Room:
    """Three cases were planned for 15 minutes and each took 31."""
    for n in (1, 2, 3):
        start = START - timedelta(days=200 * n)
        held = room.do(agenda.make_meeting, room.cluster, start, 60, None)
        case = room.do(agenda.add_item, held, "case", minutes=15)
        for kind, minutes in ((EventKind.STARTED, 0), (EventKind.ENDED, 31)):
            at = start + timedelta(minutes=minutes)
            what = {"item": case} if kind is EventKind.STARTED else {}
            room.do(running.press, held, kind, Now(at, minutes * 60.0, "run"), **what)
    room.settle()
    return room


def test_what_past_meetings_took_is_said_at_the_length(remembered: Room) -> None:
    room = remembered
    room.do(agenda.change_minutes, room.id("Case"), 15)
    room.settle()
    room.choose("Case")
    length = room.agenda_page.inspector.length
    assert length.memory.text() == "Cases: 16 min. over tiden 3 af 3 gange."
    room.click("Brug 35 min.", length)
    assert item(room, "Case").minutes == 35
    assert not length.use_button.isVisible()


def test_what_past_meetings_took_is_said_at_the_line(remembered: Room) -> None:
    room, field = remembered, line(remembered)
    field.write()
    room.type("Case: svimmelhed @Klinik 2")
    assert field.memory.text() == "Cases: 16 min. over tiden 3 af 3 gange."
    room.click("Brug 35 min.", field)
    assert field.line.text() == "Case: svimmelhed 35 min. @Klinik 2"
    room.key(Key.Key_Return)
    assert (item(room, "svimmelhed").minutes, item(room, "svimmelhed").who) == (35, "Klinik 2")


def test_a_long_talk_is_split_by_a_buzz_break(room: Room) -> None:
    talk = room.do(agenda.add_item, room.meeting, "talk", "Oplæg", minutes=40, index=1)
    room.settle()
    room.agenda_page.check.mending.emit(Mend("", "split", talk))
    rows = room.view.agenda.rows
    assert [row.title for row in rows[1:4]] == [
        "Oplæg, del 1", "Summepause med sidemanden", "Oplæg, del 2",
    ]  # fmt: skip
    assert sum(row.minutes for row in rows[1:4]) == 40


# -- ways back, and what a row offers


def test_escape_leaves_what_is_offered_beside_the_rows(room: Room) -> None:
    page = room.agenda_page
    room.do(agenda.change_minutes, room.id("Case"), 60)
    room.click("Få den til at passe", page.budget)
    room.key(Key.Key_Escape)
    assert not page.fitting.isVisible()
    assert page.view.hasFocus()
    room.click("Tid og sted")
    room.key(Key.Key_Escape)
    assert not page.times.isVisible()
    assert page.view.hasFocus()
    for field in (page.inspector.title, page.inspector.question, page.inspector.who):
        field.setFocus()
        room.key(Key.Key_Escape)
        assert page.view.hasFocus()


def test_an_offer_that_is_refused_leaves_the_focus_in_the_rows(room: Room) -> None:
    page = room.agenda_page
    room.do(agenda.change_minutes, room.id("Case"), 60)
    room.click("Få den til at passe", page.budget)
    room.click("Annullér", page.fitting)
    assert page.view.hasFocus()


def test_enter_takes_what_is_offered(room: Room) -> None:
    room.do(agenda.change_minutes, room.id("Case"), 60)
    room.click("Få den til at passe", room.agenda_page.budget)
    room.key(Key.Key_Return)
    assert sum(one.minutes for one in room.stored.items) == 120


@pytest.mark.dressed
def test_the_answers_to_an_offer_are_in_sight_however_many_give(room: Room) -> None:
    room.fill(30, "Case", minutes=10)
    room.click("Få den til at passe", room.agenda_page.budget)
    scroll = room.agenda_page._scroll
    made = room.agenda_page.fitting.apply_button
    at = made.mapTo(scroll.viewport(), made.rect().center())
    assert scroll.viewport().rect().contains(at)


def test_the_wheel_takes_no_focus_to_a_list_of_choices(room: Room) -> None:
    inspector = room.agenda_page.inspector
    for box in (inspector.kind, inspector.who_box):
        assert not box.focusPolicy() & ~Qt.FocusPolicy.StrongFocus


@pytest.mark.dressed
def test_who_is_to_be_written_is_brought_into_sight(room: Room) -> None:
    room.window.resize(1280, 560)
    room.choose("Case")
    page = room.agenda_page
    page._scroll_up()
    page.inspector.question.setPlainText("Hvad gør I? " * 40)
    bar = page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    page._go_to("who")
    room.settle()
    who, seen = page.inspector.who_box, page._scroll.viewport()
    assert seen.rect().contains(who.mapTo(seen, who.rect().center()))
    assert page.inspector.who.hasFocus()


def test_a_row_offers_by_the_mouse_what_its_keys_do(room: Room) -> None:
    room.choose("Case")
    menu = room.view.row_menu()
    said = [one.text().split("\t") for one in menu.actions()]
    assert ["Dublér punkter", "Ctrl+D"] in said
    assert len(said) == len(LIST_ACTIONS)
    next(one for one in menu.actions() if one.objectName() == "agenda.duplicate").trigger()
    assert titles(room).count("Case") == 2


def test_all_that_was_pasted_is_chosen_and_the_word_of_the_cut_is_gone(room: Room) -> None:
    room.choose("Data", "Case")
    room.key(Key.Key_X, CTRL)
    room.key(Key.Key_V, CTRL)
    assert len(room.view.ids()) == 2
    assert room.notices[-1].key == "clipboard"
    assert room.notices[-1].text == ""
