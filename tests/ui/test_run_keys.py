"""Every key of a running meeting, from keyboard or clicker, wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.ui import theme
from facilitator.ui.actions import ACTIONS, shown_keys
from facilitator.ui.bridge import Bridge
from facilitator.ui.key_overlay import KeysOverlay
from facilitator.ui.run.awake import Awake

pytestmark = pytest.mark.bare

Key = Qt.Key

LISTED = {
    "Space": "pause",
    "Right": "next_item",
    "PgDown": "next_item",
    "Left": "previous_item",
    "PgUp": "previous_item",
    "+": "more_time",
    "-": "less_time",
    "F5": "start",
    "I": "write_insight",
    "A": "write_commitment",
    "P": "park",
    "R": "replan",
    "S": "go_to_summary",
    "B": "black",
    ".": "black",
    "F": "freeze",
    "Z": "undo",
    "Esc": "leave",
}
"""What the product promises of keys; a presenter's clicker sends PgDown, PgUp, F5, Esc, B and a
full stop."""


@pytest.fixture
def room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made, window = MeetingRoom(tmp_path, clock), QWidget()
    QVBoxLayout(window).addWidget(made.page)
    window.show()
    # Only in a window that is active the focus is told of when it moves.
    assert QTest.qWaitForWindowActive(window)
    made.page.setFocus()
    made.press(Key.Key_F5)
    yield made
    made.close()
    window.deleteLater()


def pressed(name: str) -> QKeyEvent:
    combination = QKeySequence.fromString(name)[0]  # type: ignore[index]
    text = name.lower() if len(name) == 1 else ""
    none = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, combination.key(), none, text)


def test_every_key_is_a_row_and_something_on_the_page_does_it(room: MeetingRoom) -> None:
    rows = {key: row.handler for row in ACTIONS if row.where == "run" for key in row.keys}
    assert rows.items() >= LISTED.items()
    page = room.page
    doers = (page.presses, page.room_steps, page.view_steps, page)
    assert [what for what in rows.values() if not any(hasattr(one, what) for one in doers)] == []


def test_every_key_works_from_a_button_and_none_from_a_field(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(room.page.keys, "_do", done.append)
    view = room.page.view
    row = view.right.plan.row(room.item("Case 1"))
    QApplication.processEvents()  # what has just been made is shown
    for button in (view.clock.more, view.side.tabs["round"], view.finish, row):
        button.setFocus()
        done.clear()
        keys = {key: what for key, what in LISTED.items() if key != "Space"}
        for key in keys:
            QApplication.sendEvent(button, pressed(key))
        assert done == list(keys.values())
    done.clear()
    for field in (view.capture.line, room.page.before.ago):
        field.setFocus()
        for key in LISTED:
            QApplication.sendEvent(field, pressed(key))
    assert done == []


def test_a_clicker_runs_the_meeting(room: MeetingRoom) -> None:
    page = room.page
    for key, title in (
        (Key.Key_PageDown, "Mål for mødet"),
        (Key.Key_PageDown, "Klyngens data"),
        (Key.Key_PageUp, "Mål for mødet"),
    ):
        room.press(key)
        assert room.running() == title
    for sign in ("b", ".", "."):
        was = page.room.is_black
        room.press(sign)
        assert page.room.is_black is not was
    room.press(Key.Key_Escape)
    assert not page.room.is_black
    room.press(Key.Key_Space)
    room.press(Key.Key_F5)
    assert not room.reading.paused


def test_z_goes_back_through_all_that_was_done_and_redo_brings_it_all_again(
    room: MeetingRoom,
) -> None:
    def state() -> object:
        reading, page = room.reading, room.page
        allotted = [one.allotted for one in reading.items]
        here = [one.state for one in page.watch.attendees]
        return reading.running, reading.paused, allotted, here, len(room.log.insights)

    def tick() -> None:
        room.page.watch.bridge.leaving.emit()
        room.page.before.attendance.all_present()

    def write() -> None:
        room.press("i")
        room.type("Ring selv op")
        room.press(Key.Key_Return)
        room.press(Key.Key_Escape)

    deeds: tuple[Callable[[], None], ...] = (
        lambda: room.press(Key.Key_Right),
        lambda: room.press("+"),
        tick,
        lambda: room.press(Key.Key_Space),
        write,
        lambda: room.press(Key.Key_Left),
    )
    states = [state()]
    for deed in deeds:
        deed()
        states.append(state())
    for before in reversed(states[:-1]):
        room.press("z")
        assert state() == before
    assert room.page.can_redo() == "Next item"
    for after in states[1:]:
        room.page.redo()
        assert state() == after
    assert room.page.can_redo() is None
    room.press("z")
    assert room.said[-1] == "Fortrød: Tilbage til punktet før"
    room.press("-")
    room.page.redo()
    assert room.said[-1] == "Der er ikke mere at fortryde eller gentage."


@pytest.mark.parametrize("key", ["Esc", "?"])
def test_the_list_of_keys_is_left_by_escape_and_by_its_own_key(room: MeetingRoom, key: str) -> None:
    places = {"run": "Kør mødet", "window": "Overalt"}
    overlay = KeysOverlay(room.page.window(), room.bridge.lang, places, room.page.keys)
    said = {part.text() for part in overlay.findChildren(QLabel)}
    assert {shown_keys(row, room.bridge.lang) for row in ACTIONS if row.where == "run"} <= said
    assert {"1–9", "Del", "Lad dette punkt give eller få minutter"} <= said
    page = room.page
    page.room.set_black(True)
    QApplication.sendEvent(overlay, pressed(key))
    assert overlay.isHidden()
    assert page.room.is_black


DURING = {"run": "Kør mødet", "window": "Overalt"}
"""What the list of keys is about while a meeting runs."""


@pytest.mark.dressed
@pytest.mark.parametrize(
    ("places", "wide", "tall"),
    [
        (DURING, 1024, 700),
        (DURING, 1440, 900),
        ({**DURING, "meetings": "Møder", "follow_up": "Opfølgning"}, 1440, 900),
    ],
)
def test_the_list_of_keys_is_seen_whole_in_usual_windows(
    bridge: Bridge, places: dict[str, str], wide: int, tall: int
) -> None:
    window = QWidget()
    window.resize(wide, tall)
    window.show()
    overlay = KeysOverlay(window, bridge.lang, places)
    theme.dress(overlay, "dark")
    for _ in range(3):
        QApplication.processEvents()
    assert window.rect().contains(overlay.geometry())
    assert overlay.findChildren(QScrollArea)[0].verticalScrollBar().maximum() == 0
    window.deleteLater()


@pytest.mark.dressed
def test_a_clicker_pressed_over_the_list_of_keys_goes_on_with_the_meeting(
    room: MeetingRoom,
) -> None:
    room.page.window().resize(1440, 900)
    overlay = KeysOverlay(room.page.window(), room.bridge.lang, DURING, room.page.keys)
    QApplication.processEvents()
    QTest.keyClick(overlay, Key.Key_Down)
    assert not overlay.isHidden()
    QTest.keyClick(overlay, Key.Key_PageDown)
    assert overlay.isHidden()
    assert room.running() == "Mål for mødet"


@pytest.mark.dressed
def test_the_list_of_keys_is_scrolled_by_keys_that_would_steer_the_meeting(
    room: MeetingRoom,
) -> None:
    low = QWidget(room.page.window())
    low.resize(900, 400)
    low.show()
    overlay = KeysOverlay(low, room.bridge.lang, DURING, room.page.keys)
    QApplication.processEvents()
    bar, running = overlay.findChildren(QScrollArea)[0].verticalScrollBar(), room.running()
    assert bar.maximum() > 0
    seen = []
    for key in (Key.Key_PageDown, Key.Key_PageUp, Key.Key_Down, Key.Key_Up):
        QTest.keyClick(overlay, key)
        seen.append(bar.value() > 0)
    assert seen == [True, False, True, False]
    assert not overlay.isHidden()
    assert room.running() == running
    QTest.keyClick(overlay, Key.Key_I)
    assert overlay.isHidden()
    assert room.page.view.capture.line.hasFocus()
