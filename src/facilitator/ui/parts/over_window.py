"""A window over the program's own: a title, a column that scrolls, and a foot with Close."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import button, label, scroll_area

WIDTH = 720
_ROOM = 60
"""What of the window under it is seen on each side, where it is large enough."""


class OverWindow(QDialog):
    """Esc and Close leave it. `column` is what scrolls, `foot` what stands left of Close."""

    def __init__(self, lang: Language, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(22, 4, 22, 16)
        self.column.setSpacing(10)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(22, 18, 22, 10)
        self.title = label(title, "title")
        self.head.addWidget(self.title)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(22, 10, 22, 14)
        self.foot.setSpacing(10)
        self.close_button = button(lang.text(N_("Close")), self.reject)
        self.foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = scroll_area(body)
        outer.addLayout(self.head)
        outer.addWidget(self.area, 1)
        outer.addLayout(self.foot)
        self._fit(parent)
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll do so from wherever the focus is."""
        bar = self.area.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def say_at_foot(self, text: str) -> None:
        """Words at the left of Close."""
        self.foot.insertWidget(0, label(text, "small"), 1)

    def _fit(self, parent: QWidget | None) -> None:
        width, height = theme.px(WIDTH), theme.px(640)
        if parent is not None:
            width = min(width, parent.width() - _ROOM)
            height = max(theme.px(420), parent.height() - 2 * _ROOM)
        self.resize(width, height)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
