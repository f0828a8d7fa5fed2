"""A small plain button whose words end in “…” where there is no room for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from facilitator.ui.parts import plain_tooltip
from facilitator.ui.parts.enter_presses import EnterPresses


class ElidedButton(EnterPresses, QPushButton):
    """Its words begin at the left edge; where not all are seen, the tooltip has them.

    name: what it is for, where its words say something else.
    """

    def __init__(self, on_click: Callable[[], object], name: str) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("look", "plain")
        self.setProperty("small", "true")
        self.setProperty("flush", "true")
        self.setStyleSheet("text-align: left; padding: 0px 1px 2px 1px;")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.clicked.connect(lambda: on_click())

    def say(self, words: str) -> None:
        """Change the words."""
        if words != self._words:
            self._words = words
            self.setText(words.replace("&", "&&"))
            self._tell()

    def shown(self) -> str:
        """The words as they are drawn at the present width."""
        option = QStyleOptionButton()
        super().initStyleOption(option)
        inside = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(inside, option, self).width()
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self._words) <= room:
            return self._words
        return metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance("mmm…"), self.sizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = self.shown().replace("&", "&&")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        plain_tooltip(self, self._words if self.shown() != self._words else "")
