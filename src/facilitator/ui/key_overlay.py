"""The list of keys over the window: those of the page in sight first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.actions import ACTIONS, Action, shown_keys, without_mnemonic
from facilitator.ui.parts import button, label, scroll_area

_LEAVE_KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Question,
    Qt.Key.Key_F1,
)

_SCROLL_KEYS = (
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
)

_OF_LISTS = (
    Action("", N_("Let this item give or get minutes"), ("1–9",), "run", ""),
    Action("", N_("Skip the item chosen in the plan"), ("Del",), "run", ""),
    Action("", N_("Answer the commitment that is asked about"), ("1–6",), "run", ""),
    Action("", N_("Set the status of the commitment chosen"), ("1–6",), "follow_up", ""),
    Action("", N_("Mark commitments to put them together"), ("Space",), "follow_up", ""),
)
"""What keys do in lists that take them by themselves."""


_WIDE, _LOW = 920, 830
"""Design pixels: how wide the list is at least, and a window below which its lines stand closer."""

_FOCUS = QSize(2, 2)
"""Pixels by which its edge grows while it has the focus."""

_ROOM = 20
"""What of the window under it is seen on each side, in pixels."""


class Steered(Protocol):
    """What a page does with keys that steer it."""

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key means something here."""
        ...

    def steer(self, event: QKeyEvent) -> bool:
        """Do what it means."""
        ...


class KeysOverlay(QFrame):
    """Keys over the window; Esc, Enter, or the key that opened it takes it away.

    So does a key that steers the page under it, which is then done: the clicker in the hand of
    whoever reads goes on working. Only where the list is longer than its room do the keys that
    scroll it steer nothing: whoever reads on would start the next item. `places`: the ids of
    places in order, with their titles.
    """

    gone = Signal()

    def __init__(
        self,
        window: QWidget,
        lang: Language,
        places: Mapping[str, str],
        steered: Steered | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._steered = window, steered
        self.setProperty("look", "card")
        self.setAccessibleName(lang.text(N_("Keys")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before = window.focusWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        top = QHBoxLayout()
        top.addWidget(label(lang.text(N_("Keys")), "title"), 1)
        name = lang.text(N_("Close the list of keys"))
        top.addWidget(button("", self.leave, icon="x", plain=True, name=name))
        outer.addLayout(top)
        outer.addSpacing(8)
        gap = 3 if window.height() < theme.px(_LOW) else 9
        self._body = _columns(lang, places, gap)
        self._area = scroll_area(self._body, lang.text(N_("Keys")))
        outer.addWidget(self._area, 1)
        window.installEventFilter(self)
        self.show()
        self._place()
        self.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Take the list away and give the focus back."""
        self.hide()
        self.gone.emit()
        if self._before is not None:
            self._before.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVE_KEYS:
            self.leave()
        elif event.key() in _SCROLL_KEYS and self._area.verticalScrollBar().maximum() > 0:
            self._area.keyPressEvent(event)
        elif self._steered is not None and self._steered.means(event):
            self.leave()
            self._steered.steer(event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Lie in the middle, as large as the keys need and the window has room for."""
        room, around = self._window.size(), self.sizeHint() - self._area.sizeHint() + _FOCUS
        wanted = self._body.sizeHint().width() + around.width()
        width = min(max(theme.px(_WIDE), wanted), room.width() - 2 * _ROOM)
        # What is scrolled is never lower than its least height, whatever its width.
        least = self._body.minimumSizeHint().height()
        tall = max(self._body.heightForWidth(width - around.width()), least)
        height = min(tall + around.height(), room.height() - 2 * _ROOM)
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)


def _columns(lang: Language, places: Mapping[str, str], gap: int) -> QWidget:
    body, row = QWidget(), QHBoxLayout()
    whole = QVBoxLayout(body)
    whole.setContentsMargins(0, 0, 14, 0)
    whole.addLayout(row)
    whole.addStretch(1)
    row.setSpacing(36)
    for where, title in places.items():
        rows = [one for one in (*ACTIONS, *_OF_LISTS) if one.where == where and one.keys]
        if rows:
            row.addLayout(_column(lang, title, rows, gap))
    return body


def _column(lang: Language, title: str, rows: list[Action], gap: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    column.addWidget(label(title, "h2"))
    grid = QGridLayout()
    grid.setVerticalSpacing(gap)
    grid.setColumnStretch(0, 1)
    for n, action in enumerate(rows):
        grid.addWidget(label(without_mnemonic(lang.text(action.text))), n, 0)
        grid.addWidget(label(shown_keys(action, lang), "muted", wrap=False), n, 1)
    column.addLayout(grid)
    column.addStretch()
    return column
