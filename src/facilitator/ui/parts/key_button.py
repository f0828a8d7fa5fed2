"""A button that shows the key which does the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from facilitator.ui import theme

_EDGE = 12
"""Pixels between the key and the edge, as the theme has them before the words."""


class KeyButton(QPushButton):
    """A push button with its key in a small frame at the right.

    `also`: what else it says at times; it is as wide for either.
    """

    def __init__(
        self,
        text: str,
        key: str,
        on_click: Callable[[], object],
        *,
        primary: bool = False,
        also: str = "",
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self._key, self._also, self._is_bare = key, also, False
        self.setProperty("look", "primary" if primary else "")
        self.setStyleSheet("text-align: left;")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.clicked.connect(lambda: on_click())

    def sizeHint(self) -> QSize:
        bare = self.minimumSizeHint()
        return bare if self._is_bare else bare + QSize(self.key_room(), 0)

    def minimumSizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance
        return super().sizeHint() + QSize(max(0, wide(self._also) - wide(self.text())), 0)

    def show_key(self, wanted: bool) -> None:
        """Show its key, or leave it out where there is no room."""
        if wanted == self._is_bare:
            self._is_bare = not wanted
            self.updateGeometry()
            self.update()

    def key_room(self) -> int:
        """How much wider it is with its key, in pixels."""
        return self._key_width() + theme.px(8)

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
        short = self.sizeHint().width() - self.width()
        if not self._key or self._is_bare or short > theme.px(4):
            return
        now = theme.tokens_of(self)
        primary = self.property("look") == "primary"
        ink = now.on_accent if primary else now.ink2
        edge = theme.mixed(now.on_accent, now.accent, 0.4) if primary else now.button_line
        tall = theme.px(18)
        box = QRectF(
            self.width() - self._key_width() - _EDGE,
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
