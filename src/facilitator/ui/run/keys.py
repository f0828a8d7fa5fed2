"""Keys that steer a meeting, wherever the focus is on the page but in a field, list or menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from facilitator.ui.actions import ACTIONS

_KEYS = {
    QKeySequence.fromString(key)[0].key(): row.handler  # type: ignore[index]
    for row in ACTIONS
    if row.where == "run"
    for key in row.keys
}
_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_OWN_KEYS = (*_FIELDS, QAbstractItemView, QMenu)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKEN = (*_ENTER, *(Qt.Key(Qt.Key.Key_0 + figure) for figure in range(1, 10)))
_PRESSES = (Qt.Key.Key_Space, *_ENTER)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class RunKeys(QObject):
    """Does what a key means on the run page.

    `do(handler)` does what a row of ACTIONS names; `take(key)` is asked first for Enter and
    figures and says whether something took it.
    """

    def __init__(
        self, page: QWidget, do: Callable[[str], object], take: Callable[[Qt.Key], bool]
    ) -> None:
        super().__init__(page)
        self._page, self._do, self._take = page, do, take
        self._filtered: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means that nothing on the page had a use for; in a field it means nothing.

        A list lets go of the keys it does not know: F5 starts from the list of who is here.
        """
        return not isinstance(self._page.focusWidget(), _FIELDS) and self.steer(event)

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key steers here."""
        return not event.modifiers() & ~_PLAIN and Qt.Key(event.key()) in _KEYS

    def steer(self, event: QKeyEvent) -> bool:
        """Do what a key means here. False when it means nothing."""
        if event.modifiers() & ~_PLAIN or event.isAutoRepeat():
            return event.isAutoRepeat()
        if event.key() in _TAKEN and self._take(Qt.Key(event.key())):
            return True
        if not self.means(event):
            return False
        self._do(_KEYS[Qt.Key(event.key())])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self._filtered:
            key = cast(QKeyEvent, event)
            if not (
                isinstance(watched, QAbstractButton) and key.key() in (*_PRESSES, Qt.Key.Key_Tab)
            ):
                return self.steer(key)
        return super().eventFilter(watched, event)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # A button would take the arrows for itself; a field, list or menu may.
        if self._filtered is not None:
            self._filtered.removeEventFilter(self)
            self._filtered = None
        page = self._page
        if new is None or new is page or isinstance(new, _OWN_KEYS) or not page.isAncestorOf(new):
            return
        if _has_own_keys(new, page):
            return
        self._filtered = new
        new.installEventFilter(self)


def _has_own_keys(widget: QWidget | None, page: QWidget) -> bool:
    """Whether it stands in a part of the page where only keys that it has no use for steer."""
    while widget is not None and widget is not page:
        if widget.property("ownKeys"):
            return True
        widget = widget.parentWidget()
    return False
