"""What is said while a meeting runs stands beside its controls, never over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.ui import theme
from facilitator.ui.notices import Notices
from facilitator.ui.run.awake import Awake

Key = Qt.Key

BOTH = (
    ("discussion", "Det er tid til opsummeringen.", "Gå til opsummeringen (S)"),
    ("late", "Vi begyndte 15 min. for sent.", "Hent minutterne ind (R)"),
)


class Window:
    """A running meeting, 15 minutes behind, with the notices over it as in the program."""

    def __init__(self, room: MeetingRoom) -> None:
        self.room, self.notices = room, Notices(room.bridge.lang)
        self.all = QWidget()
        column = QVBoxLayout(self.all)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(room.page)
        column.addWidget(self.notices)
        room.bridge.notice.connect(self.notices.show_notice)
        room.bridge.foot_made.connect(self.notices.lie_at_the_foot)
        self.notices.lie_over(room.page, column)
        self.all.resize(1440, 900)
        self.all.show()

    def say(self, *told: tuple[str, str, str]) -> None:
        for key, words, answer in told:
            self.room.bridge.say(words, "warn", seconds=0, key=key, answers=((answer, print),))
        settle()

    def unsay(self) -> None:
        for key, _, _ in BOTH:
            self.room.bridge.unsay(key)
        settle()

    def covered(self) -> list[str]:
        """What can be pressed or written in, and lies partly under a notice."""
        over = QRect(self.notices.mapTo(self.all, QPoint()), self.notices.size())
        found: list[QWidget] = [
            *self.room.page.findChildren(QAbstractButton),
            *self.room.page.findChildren(QLineEdit),
        ]
        seen = [one for one in found if one.isVisible() and not one.visibleRegion().isEmpty()]
        return [one.accessibleName() for one in seen if shown(one, self.all).intersects(over)]


def shown(one: QWidget, window: QWidget) -> QRect:
    part = one.visibleRegion().boundingRect()
    return part.translated(one.mapTo(window, QPoint()))


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def window(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    room = MeetingRoom(tmp_path, clock)
    room.press(Key.Key_F5)
    made = Window(room)
    room.at("17.00")
    settle()
    yield made
    room.page.setParent(None)
    made.all.close()
    made.all.deleteLater()
    room.close()


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (1920, 1080)])
def test_nothing_that_can_be_pressed_or_written_in_is_covered(
    window: Window, size: tuple[int, int]
) -> None:
    right, press = window.room.page.view.right, window.room.press
    window.all.resize(*size)
    settle()
    for key in ("", "r", "s"):
        if key:
            press(key)
        for told in (BOTH[:1], BOTH):
            window.say(*told)
            assert window.notices.isVisible()
            assert window.covered() == [], (key, len(told))
        assert window.notices.width() == right.width()
        window.unsay()
        assert right.contentsRect().height() == right.height()
        if key == "r":
            press(Key.Key_Escape)


def test_the_column_ends_above_them_also_when_it_is_made_after_they_were_said(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    room = MeetingRoom(tmp_path, clock)
    made = Window(room)
    try:
        room.press(Key.Key_F5)
        made.say(*BOTH)
        assert room.page.view.right.isVisibleTo(room.page)
        settle()
        assert made.covered() == []
    finally:
        room.page.setParent(None)
        made.all.close()
        made.all.deleteLater()
        room.close()


def test_answers_stand_below_a_message_that_has_little_room_beside_it(window: Window) -> None:
    window.all.resize(1024, 700)
    window.say(BOTH[0])
    bar = window.notices.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    answer = next(one for one in bar.findChildren(QAbstractButton) if one.text())
    narrow = answer.y()
    window.all.resize(1920, 1080)
    settle()
    assert answer.y() < narrow
