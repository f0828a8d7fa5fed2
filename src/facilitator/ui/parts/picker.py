"""A list to choose one thing from, told by its key; filled only when somebody looks into it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from facilitator.ui.parts import style_by

Choices = Sequence[tuple[str, str]]
"""Keys and words."""


class Picker(QComboBox):
    """`chosen` carries the key that a person chose. The wheel scrolls the page, and no more."""

    chosen = Signal(str)

    def __init__(self, name: str, letters: int = 14) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._choices: Choices = ()
        self._is_filled = False
        self.activated.connect(lambda _at: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData() or "")

    def show_choices(self, choices: Choices, now: str) -> None:
        """Offer these, one of them chosen; one without a key asks to be answered."""
        if choices != self._choices:
            self._choices, self._is_filled = choices, self.hasFocus()
            self.clear()
            for key, words in choices if self._is_filled else ():
                self.addItem(words, key)
        if not self._is_filled:
            self.clear()
            self.addItem(dict(choices).get(now, ""), now)
        self.setCurrentIndex(self.findData(now))
        style_by(self, "state", "" if now else "bad")

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._fill()
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Qt cuts words off in the middle of a letter.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        part, whole = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(whole, option, part, self).width() - 4
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, room)
        painter.drawComplexControl(whole, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def choose(self, key: str) -> None:
        """Choose as a person does."""
        self._fill()
        self.setCurrentIndex(self.findData(key))
        self.chosen.emit(key)

    def _fill(self) -> None:
        if self._is_filled:
            return
        now, self._is_filled = self.key, True
        self.clear()
        for key, words in self._choices:
            self.addItem(words, key)
        self.setCurrentIndex(self.findData(now))
