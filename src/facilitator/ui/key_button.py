"""A button that shows the key which does the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from facilitator.ui import theme


class KeyButton(QPushButton):
    """A push button with its key in a small frame at the right."""

    def __init__(
        self, text: str, key: str, on_click: Callable[[], object], *, primary: bool = False
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self._key = key
        self.setProperty("look", "primary" if primary else "")
        self.setStyleSheet("text-align: left;")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._key_width() + theme.px(8), 0)

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()

    def say(self, text: str, key: str | None = None) -> None:
        """Change the words, and the key if one is given; “” shows none."""
        if key is not None and key != self._key:
            self._key = key
            self.setAccessibleDescription(key)
            self.updateGeometry()
        if self.accessibleName() != text:
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._key or self.width() < self.sizeHint().width() - theme.px(8):
            return
        now = theme.tokens_of(self)
        primary = self.property("look") == "primary"
        ink = now.on_accent if primary else now.ink2
        edge = theme.mixed(now.on_accent, now.accent, 0.4) if primary else now.button_line
        tall = theme.px(18)
        box = QRectF(
            self.width() - self._key_width() - theme.px(12),
            (self.height() - tall) / 2,
            self._key_width(),
            tall,
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(theme.font("small", size=12))
        painter.setPen(QColor(ink if self.isEnabled() else now.ink3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _key_width(self) -> int:
        if not self._key:
            return 0
        wide = QFontMetrics(theme.font("small", size=12)).horizontalAdvance(self._key)
        return max(wide + theme.px(10), theme.px(18))
