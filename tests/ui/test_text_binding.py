"""Typing is on disk within two seconds, is never lost, and never holds a CPR number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.fakes import FULL, FakeClock, FakeStore, HandTimers, write

from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.number_bar import Complaint, Editor
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding, standard_menu

CPR = "010170-1234"
LABEL = N_("Change setting")


class Desk:
    """A window with a bound field and another place to go, and what lies around it."""

    def __init__(self, qtbot: QtBot, bridge: Bridge, clock: FakeClock, field: Editor) -> None:
        self.store, self.timers, self.field = FakeStore({"7": "Case"}), HandTimers(clock), field
        bridge.store = self.store  # type: ignore[assignment]
        self.bridge, self.clock = bridge, clock
        self.notices: list[Notice] = []
        bridge.notice.connect(self.notices.append)
        self.window, self.elsewhere = QWidget(), QLineEdit()
        field.setMaximumHeight(120)
        column = QVBoxLayout(self.window)
        column.addWidget(field)
        column.addWidget(self.elsewhere)
        column.addStretch()
        qtbot.addWidget(self.window)
        self.binding = TextBinding(bridge, field, LABEL, write, scheduler=self.timers)
        self.binding.bind(("7",), "Case")
        self.window.resize(700, 400)
        self.window.show()
        self.window.activateWindow()
        field.setFocus()

    @property
    def text(self) -> str:
        return self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()

    @property
    def complaint(self) -> Complaint | None:
        shown = [c for c in self.window.findChildren(Complaint) if c.isVisible()]
        return shown[0] if shown else None

    def type(self, text: str) -> None:
        QTest.keyClicks(self.field, text)

    def answer(self, text: str) -> None:
        assert self.complaint is not None
        buttons = {b.text(): b for b in self.complaint.findChildren(QPushButton)}
        QTest.mouseClick(buttons[text], Qt.MouseButton.LeftButton)


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def desk(qtbot: QtBot, bridge: Bridge, clock: FakeClock, request: pytest.FixtureRequest) -> Desk:
    make: Callable[[], Editor] = request.param
    made = Desk(qtbot, bridge, clock, make())
    QTest.keyClick(made.field, Qt.Key.Key_End)
    return made


def test_a_text_is_stored_half_a_second_after_the_last_key(desk: Desk) -> None:
    desk.type(" 2")
    desk.timers.move(499)
    assert desk.store.texts["7"] == "Case"
    desk.timers.move(1)
    assert desk.store.texts["7"] == "Case 2"
    assert not desk.binding.dirty


def test_a_text_is_stored_two_seconds_after_the_first_key_while_typing_goes_on(desk: Desk) -> None:
    for sign in "abcdefgh":
        desk.type(sign)
        desk.timers.move(300)
    assert desk.store.texts["7"] == "Caseabcdefg"


def test_leaving_the_field_stores_at_once(desk: Desk) -> None:
    desk.type("!")
    desk.elsewhere.setFocus()
    assert desk.store.texts["7"] == "Case!"


def test_leaving_the_page_or_the_window_stores_at_once(desk: Desk) -> None:
    desk.type("!")
    desk.bridge.leaving.emit()
    assert desk.store.texts["7"] == "Case!"


def test_another_edit_stores_what_is_typed_first(desk: Desk) -> None:
    desk.type("!")
    desk.bridge.do(N_("Add item"), write, "8", "Pause")
    assert [one.texts for one in desk.store.saved] == [{"7": "Case!"}, {"8": "Pause"}]


def test_a_burst_of_typing_is_one_step(desk: Desk) -> None:
    for sign in "abcd":
        desk.type(sign)
        desk.timers.move(1_000)
    assert len({one.burst for one in desk.store.saved}) == 1
    assert len(desk.store.saved) == 4


def test_a_pause_or_a_new_visit_begins_another_step(desk: Desk) -> None:
    desk.type("a")
    desk.timers.move(4_000)
    desk.type("b")
    desk.elsewhere.setFocus()
    desk.field.setFocus()
    desk.type("c")
    desk.timers.move(500)
    assert len({one.burst for one in desk.store.saved}) == 3


def test_a_text_whose_field_is_left_while_it_is_stored_is_stored_once(desk: Desk) -> None:
    def ask(session: dict[str, str], key: str, text: str) -> None:
        desk.field.setFocus()
        write(session, key, text)

    binding = TextBinding(desk.bridge, desk.elsewhere, LABEL, ask, scheduler=desk.timers)
    binding.bind(("8",), "")
    desk.elsewhere.setFocus()
    QTest.keyClicks(desk.elsewhere, "Pause")
    desk.timers.move(500)
    assert desk.field.hasFocus()
    assert [one.texts for one in desk.store.saved] == [{"8": "Pause"}]
    QTest.keyClicks(desk.elsewhere, "!")
    assert binding.flush()
    assert desk.store.texts["8"] == "Pause!"


def test_nothing_typed_is_nothing_stored(desk: Desk) -> None:
    desk.elsewhere.setFocus()
    desk.timers.move(10_000)
    assert desk.store.saved == []


def test_a_refresh_never_overwrites_what_is_being_typed(desk: Desk) -> None:
    desk.type(" 2")
    desk.binding.bind(("7",), "Somebody else's")
    assert desk.text == "Case 2"


def test_a_refresh_leaves_the_cursor_where_it_is(desk: Desk) -> None:
    QTest.keyClick(desk.field, Qt.Key.Key_Left)
    desk.binding.bind(("7",), "Case 10")
    desk.type("x")
    assert desk.text == "Casxe 10"


def test_another_subject_shows_its_own_text_and_stores_the_former(desk: Desk) -> None:
    desk.type("!")
    desk.binding.bind(("8",), "Pause")
    assert desk.text == "Pause"
    assert desk.store.texts["7"] == "Case!"
    desk.type("?")
    desk.timers.move(500)
    assert desk.store.texts == {"7": "Case!", "8": desk.text}


def test_a_verb_may_take_the_text_by_the_name_of_a_column(
    qtbot: QtBot, bridge: Bridge, clock: FakeClock
) -> None:
    desk = Desk(qtbot, bridge, clock, QLineEdit())

    def change(session: dict[str, str], key: str, **values: str) -> None:
        session[key] = repr(values)

    binding = TextBinding(bridge, desk.elsewhere, LABEL, change, "title", scheduler=desk.timers)
    binding.bind(("9",), "")
    QTest.keyClicks(desk.elsewhere, "x")
    binding.flush()
    assert desk.store.texts["9"] == "{'title': 'x'}"


# -- undo belongs to the program


def test_ctrl_z_in_a_field_is_left_to_the_program(desk: Desk) -> None:
    stack = QUndoStack(desk.window)
    undone = []
    action = stack.createUndoAction(desk.window)
    action.setEnabled(True)
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(True))
    desk.window.addAction(action)
    action.setEnabled(True)
    desk.type("!")
    QTest.keyClick(desk.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == "Case!"
    assert undone == [True]


def test_the_fields_own_menu_has_no_undo(desk: Desk) -> None:
    desk.type("!")
    names = [action.objectName() for action in standard_menu(desk.field).actions()]
    assert "edit-paste" in names
    assert "edit-undo" not in names
    assert "edit-redo" not in names


# -- CPR numbers


def test_half_a_cpr_number_is_held_back_until_it_is_finished(desk: Desk) -> None:
    desk.type(" 010170-12")
    desk.timers.move(10_000)
    assert "010170-1" not in desk.store.texts["7"]
    desk.type(" timer")
    desk.timers.move(500)
    assert desk.store.texts["7"] == "Case 010170-12 timer"


def test_half_a_cpr_number_is_stored_when_the_field_is_left(desk: Desk) -> None:
    desk.type(" 010170-12")
    desk.elsewhere.setFocus()
    assert desk.store.texts["7"] == "Case 010170-12"


def test_a_cpr_number_is_refused_under_the_field_and_stays_in_it(desk: Desk) -> None:
    desk.type(" " + CPR)
    desk.timers.move(500)
    assert desk.text == "Case " + CPR
    assert all(CPR not in one.texts["7"] for one in desk.store.saved)
    assert desk.complaint is not None
    assert desk.complaint.y() >= desk.field.y() + desk.field.height()


def test_under_a_field_that_fills_the_window_the_complaint_lies_at_its_lower_edge(
    desk: Desk,
) -> None:
    desk.field.setFixedHeight(1_000)
    desk.type(" " + CPR)
    desk.timers.move(500)
    assert desk.complaint is not None
    assert desk.complaint.geometry().bottom() == desk.window.height() - 9


def test_no_prefix_of_a_cpr_number_beyond_its_date_is_ever_stored(desk: Desk) -> None:
    for sign in " " + CPR + ".":
        desk.type(sign)
        desk.timers.move(2_500)
    assert all("010170-1" not in one.texts["7"] for one in desk.store.saved)


@pytest.mark.parametrize("make", [QLineEdit, partial(GrowingText, "Text")])
def test_enter_leads_out_of_a_line_only_when_its_text_is_stored(
    qtbot: QtBot, bridge: Bridge, clock: FakeClock, make: Callable[[], QLineEdit | GrowingText]
) -> None:
    field = make()
    desk = Desk(qtbot, bridge, clock, field)
    (field.returnPressed if isinstance(field, QLineEdit) else field.done).connect(
        desk.elsewhere.setFocus
    )
    QTest.keyClick(field, Qt.Key.Key_End)
    desk.type(" " + CPR)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.window.focusWidget() is field
    assert desk.complaint is not None
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert desk.window.focusWidget() is desk.elsewhere
    assert desk.store.texts["7"] == "Case 010170-123"


class Paragraphs(GrowingText):
    breaks_lines = True


@pytest.mark.parametrize("make", [QPlainTextEdit, partial(Paragraphs, "Text")])
def test_enter_in_paragraphs_breaks_the_line_whether_stored_or_not(
    qtbot: QtBot, bridge: Bridge, clock: FakeClock, make: Callable[[], QPlainTextEdit]
) -> None:
    desk = Desk(qtbot, bridge, clock, make())
    desk.type(CPR + " ")
    desk.timers.move(500)
    assert desk.complaint is not None
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.text == CPR + " \nCase"


def test_the_complaint_wears_the_theme_around_its_field(
    qtbot: QtBot, bridge: Bridge, clock: FakeClock
) -> None:
    desk = Desk(qtbot, bridge, clock, QLineEdit())
    page, window = desk.window, QWidget()
    page.setParent(window)
    qtbot.addWidget(window)
    for dress in (partial(theme.dress, theme="dark"), theme.undress):
        dress(page)
        made = Complaint(desk.field, bridge.lang, "Nej", lambda _answer, _reason: None)
        assert made.parentWidget() is window
        assert theme.tokens_of(made) is theme.tokens_of(desk.field)


def test_fjern_takes_the_number_out(desk: Desk) -> None:
    desk.type(" " + CPR + " kl. 9")
    desk.timers.move(500)
    desk.answer("Fjern det")
    assert desk.store.texts["7"] == desk.text == "Case  kl. 9"
    assert desk.complaint is None


def test_skjul_puts_stars_in_its_place(desk: Desk) -> None:
    desk.type(" " + CPR)
    desk.timers.move(500)
    desk.answer("Skjul det")
    assert desk.store.texts["7"] == "Case ******-****"


def test_a_person_may_say_why_it_is_not_a_cpr_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import facilitator.edits.privacy as privacy

    said: list[tuple[object, ...]] = []

    def vouch(_session: object, *words: object) -> None:
        said.append(words)
        desk.store.vouched.add(str(words[3]))

    monkeypatch.setattr(privacy, "not_a_cpr", vouch)
    desk.type(" " + CPR)
    desk.timers.move(500)
    desk.answer("Det er ikke et CPR-nummer")
    assert desk.complaint is not None
    reason = desk.complaint.findChild(QLineEdit)
    assert reason is not None
    QTest.keyClicks(reason, "Varenummer")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert said == [("item", "7", "title", "Case " + CPR, "Varenummer", desk.clock.utc())]
    assert desk.store.texts["7"] == "Case " + CPR


def test_typing_on_takes_the_complaint_away_until_it_is_saved_again(desk: Desk) -> None:
    desk.type(" " + CPR)
    desk.timers.move(500)
    for _ in CPR:
        QTest.keyClick(desk.field, Qt.Key.Key_Backspace)
    assert desk.complaint is None
    desk.timers.move(500)
    assert desk.store.texts["7"] == "Case "


def test_a_refused_text_waits_for_its_subject_to_come_back(desk: Desk) -> None:
    desk.type(" " + CPR)
    desk.binding.bind(("8",), "Pause")
    assert desk.text == "Pause"
    assert desk.complaint is None
    desk.binding.bind(("7",), "Case")
    assert desk.text == "Case " + CPR
    assert desk.complaint is not None
    assert desk.bridge.unsaved == {desk.binding}


def test_what_looks_like_a_time_is_answered_by_no_cpr_first(desk: Desk) -> None:
    desk.type(" 010126-1430")
    desk.timers.move(500)
    assert desk.complaint is not None
    first = desk.complaint.findChildren(QPushButton)[0]
    shown = min(desk.complaint.findChildren(QPushButton), key=lambda made: made.x())
    assert shown.text() == "Det er ikke et CPR-nummer"
    assert first.accessibleName()


# -- a disk that is full


def test_a_failed_save_keeps_the_text_says_so_and_tries_again_every_five_seconds(
    desk: Desk,
) -> None:
    desk.store.fault = FULL
    desk.type("!")
    desk.timers.move(500)
    assert desk.text == "Case!"
    assert desk.notices[-1].seconds == 0
    assert "Disken er fuld." in desk.notices[-1].text
    desk.timers.move(4_999)
    desk.store.fault = None
    assert desk.store.texts["7"] == "Case"
    desk.timers.move(1)
    assert desk.store.texts["7"] == "Case!"
    assert desk.notices[-1].text == ""
    assert desk.notices[-1].key == desk.notices[0].key
    assert desk.bridge.unsaved == set()


def test_a_fault_of_the_program_keeps_the_text_too(desk: Desk) -> None:
    desk.store.fault = ValueError("secret words")
    desk.type("!")
    desk.timers.move(500)
    assert desk.text == "Case!"
    assert desk.bridge.unsaved == {desk.binding}
    assert "secret" not in desk.notices[-1].text


def test_the_text_that_is_not_saved_can_be_copied(desk: Desk) -> None:
    desk.store.fault = FULL
    desk.type("!")
    desk.timers.move(500)
    (copy, act), _ = desk.notices[-1].answers
    act()
    assert copy == "Kopiér teksten"
    assert QGuiApplication.clipboard().text() == "Case!"


def test_a_failed_text_is_stored_also_when_another_subject_is_shown(desk: Desk) -> None:
    desk.store.fault = FULL
    desk.type("!")
    desk.binding.bind(("8",), "Pause")
    desk.store.fault = None
    desk.timers.move(5_000)
    assert desk.store.texts["7"] == "Case!"
    assert desk.text == "Pause"
