"""A border between two agenda items as a slider, for who listens instead of looking."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget


class BorderHandle(QSlider):
    """Takes the focus for a strip and tells a screen reader the border that is chosen there.

    Its value is the minutes of the item before the border. It is not seen, and leaves mouse and
    keys to the strip. Emits `wanted` with the minutes that a screen reader sets, and `entered`
    and `left` with the focus.
    """

    wanted = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.valueChanged.connect(self.wanted)

    def show_border(self, name: str, said: str, minutes: int, least: int, most: int) -> None:
        """Be this border: what it is called, what it says, and its minutes between two bounds."""
        with QSignalBlocker(self):
            self.setRange(least, most)
            self.setValue(minutes)
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the strip draws its border itself."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
