"""A text field of one paragraph that is as tall as its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy


class GrowingText(QPlainTextEdit):
    """Wraps and grows. Enter and Esc leave it (`done`) instead of writing a new line.

    breaks_lines: whether they do not, in the paragraphs of one that is made so.
    """

    done = Signal()
    breaks_lines = False

    def __init__(self, name: str, *, bare: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2 if bare else 4)
        if bare:
            self.setFrameShape(QFrame.Shape.NoFrame)
            self.setStyleSheet(
                "QPlainTextEdit { background: transparent; border: 1px solid transparent;"
                " padding: 0px; margin: 0px; }"
                "QPlainTextEdit:focus { border: 1px solid palette(highlight); margin: 0px; }"
            )
        self.textChanged.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaves = Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape
        if event.key() in leaves and not self.breaks_lines:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._tall())

    def _fit(self) -> None:
        if self.height() != self._tall():
            self.setFixedHeight(self._tall())

    def _tall(self) -> int:
        lines = max(1, round(self.document().size().height()))
        edges = self.contentsMargins()
        frame = edges.top() + edges.bottom() + 2 * round(self.document().documentMargin())
        return lines * self.fontMetrics().lineSpacing() + frame + 2
