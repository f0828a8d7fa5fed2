"""The small clock over other programs: the same time, the same keys, where it was last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, FakeScreen, MeetingRoom

from facilitator.language import Code, Language
from facilitator.ui import theme
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.compact_strip import CompactStrip, about_words, place_in

Key = Qt.Key


@pytest.fixture
def room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    """The worked example: at 17.21.40 the guideline has 12:20 left."""
    theme.apply(qapp, "light")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock)
    made.screens.append(FakeScreen("Bord", QRect(0, 0, 1440, 900)))
    made.page.show()
    made.at("16.32")
    made.press(Key.Key_F5)
    for at in ("16.50", "16.54", "17.14"):
        made.at(at)
        made.press(Key.Key_Right)
    made.at("17.21.40")
    yield made
    made.close()


def strip(room: MeetingRoom) -> CompactStrip:
    """The strip, opened by its key unless it is open."""
    if room.page.compact.strip is None:
        room.page.setFocus()
        room.press("k")
    found = room.page.compact.strip
    assert found is not None
    return found


def words(of: CompactStrip) -> list[str]:
    found = [one.text() for one in of.findChildren(QLabel) if one.isVisibleTo(of)]
    return [of.left.text, *found]


def test_it_stays_on_top_and_says_what_the_page_says(room: MeetingRoom) -> None:
    made = strip(room)
    assert made.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert words(made) == [
        "12:20",
        "Akut otitis media hos børn",
        "4 min. bagud",
        "drøftelsen slutter om 58:20",
        "Derefter: Pause",
    ]
    room.at("17.40")
    view = room.page.view
    assert words(made)[0] == view.clock.left.text == "−6:00"
    assert "over tiden" in words(made)
    assert made.behind.text() == view.behind.text()
    room.bridge.is_rehearsal = True
    made.show_reading(room.reading)
    assert "Prøve · over tiden" in words(made)


def test_a_silence_and_the_time_of_pairs_are_shown_as_in_the_room(room: MeetingRoom) -> None:
    made = strip(room)
    for turn, said in (
        (room.page.keep_silence, "1:00 · I stilhed"),
        (room.page.watch.turn_aloud, "2:00 · Sig din aftale højt til sidemanden"),
    ):
        turn()
        room.tick()
        assert made.then.text() == said
        turn()
        room.tick()
        assert made.then.text() == "Derefter: Pause"


def test_keys_and_buttons_do_what_they_do_on_the_page_and_it_stays(room: MeetingRoom) -> None:
    made = strip(room)
    room.press(Key.Key_Space, on=made)
    assert room.reading.paused
    assert "pause" in words(made)[2]
    assert made.pause.text() == "Fortsæt"
    made.pause.click()
    assert not room.reading.paused
    made.more.click()
    assert made.left.text == "13:20"
    room.press(Key.Key_PageDown, on=made)
    assert room.running() == made.title.text() == "Pause"
    room.press("z", on=made)
    assert room.running() == "Akut otitis media hos børn"
    made.next.click()
    assert room.running() == "Pause"
    room.press("b", on=made)
    assert room.page.room.is_black
    room.press(Key.Key_Escape, on=made)
    assert not room.page.room.is_black
    assert room.page.compact.strip is made


def test_what_needs_the_full_window_brings_it_back(room: MeetingRoom) -> None:
    window, view = room.page.window(), room.page.view
    wanted = {"k": view, "i": view.capture.line, "r": view.right, "s": view.summary}
    for key, part in wanted.items():
        window.setWindowState(Qt.WindowState.WindowMinimized)
        room.press(key, on=strip(room))
        assert room.page.compact.strip is None, key
        assert not window.isMinimized()
        assert part.isVisible()
    assert room.running() == "Opsummering"


def test_it_closes_with_the_meeting_and_with_the_programs_window(room: MeetingRoom) -> None:
    strip(room)
    room.page.window().hide()
    assert room.page.compact.strip is None
    room.page.window().show()
    made = strip(room)
    room.page.do("end_meeting")
    assert room.page.compact.strip is None
    assert not made.isVisible()
    room.page.do("show_compact")
    assert room.page.compact.strip is None


def drag(made: CompactStrip, by: QPoint) -> None:
    """Take hold of it, move the mouse and let go."""
    start = QPointF(made.rect().center())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    origin = made.pos()
    for kind, moved in (
        (QMouseEvent.Type.MouseButtonPress, QPoint()),
        (QMouseEvent.Type.MouseMove, by),
        (QMouseEvent.Type.MouseButtonRelease, by),
    ):
        at = QPointF(origin) + start + QPointF(moved)
        QApplication.sendEvent(made, QMouseEvent(kind, start, at, button, button, none))


def test_it_is_dragged_and_remembers_its_place_on_each_display(room: MeetingRoom) -> None:
    made = strip(room)
    before = made.pos()
    drag(made, QPoint(-120, 200))
    assert made.pos() == before + QPoint(-120, 200)
    made.resize(made.width() + 60, made.height())
    kept = made.geometry()
    made.close()
    assert room.page.compact.strip is None
    assert strip(room).geometry() == kept
    room.screens.append(FakeScreen("Projektor", QRect(1440, 0, 1600, 900)))
    strip(room).move(1700, 30)
    room.press("k", on=strip(room))
    assert strip(room).pos() == QPoint(1700, 30)
    strip(room).close()
    room.screens.pop()
    assert strip(room).geometry() == kept


def test_a_place_that_is_not_on_the_display_any_more_is_brought_back_to_it() -> None:
    small, size = QRect(100, 50, 1024, 700), QSize(450, 110)
    assert place_in(small, size, ()) == QRect(100 + 1024 - 450 - 48, 98, 450, 110)
    assert place_in(small, size, (1400, 900, 450, 110)) == QRect(674, 640, 450, 110)
    assert place_in(small, size, (-20, 10, 200, 50)) == QRect(100, 60, 450, 110)
    assert place_in(small, size, (0, 0, 9000, 50)).width() == 1024


def test_what_is_kept_damaged_counts_as_not_kept(room: MeetingRoom) -> None:
    for kept in ("{", "[]", "7", '{"last": "Bord", "places": {"Bord": [1, 2, "3", 4]}}'):
        room.bridge.settings.set("compact_strip", kept)
        assert strip(room).isVisible()
        strip(room).close()


def test_no_figure_is_cut_off_in_large_letters_in_either_language(
    room: MeetingRoom, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 1.5)
    codes: tuple[Code, ...] = ("da", "en")
    for code in codes:
        room.bridge.lang = Language(code)
        made = strip(room)
        room.at("18.50")
        made.resize(1, 1)
        QApplication.processEvents()
        for part in (made.phase, made.behind, made.talk):
            assert part.isHidden() or part.width() >= part.sizeHint().width(), part.text()
        for tight in (made.left, made.pause, made.next, made.more, made.summary):
            assert tight.width() >= tight.minimumSizeHint().width()
        made.close()


def test_where_the_system_decides_what_is_on_top_it_is_said() -> None:
    lang = Language("da")
    assert "Wayland" not in about_words(lang, "windows")
    assert "Wayland" not in about_words(lang, "xcb")
    assert "Wayland" in about_words(lang, "wayland-egl")
    assert "kun én skærm" in about_words(lang, "xcb")


def test_the_button_opens_it(room: MeetingRoom) -> None:
    opener = next(
        one
        for one in room.page.view.findChildren(QPushButton)
        if one.accessibleName() == "Lille ur oven på andre programmer"
    )
    QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
    assert room.page.compact.strip is not None
