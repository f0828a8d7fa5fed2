"""A line that is pressed: icon, title, and what goes with it below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from facilitator.ui import theme
from facilitator.ui.parts import plain_tooltip
from facilitator.ui.parts.enter_presses import EnterPresses

_EDGE, _AIR, _ICON = 7, 5, 16


class LineButton(EnterPresses, QPushButton):
    """Shows as much of its texts as there is room for; the tooltip and the name have all.

    tone: of the second line, the name of a token.
    """

    def __init__(self, icon: str, title: str, note: str = "", tone: str = "ink2") -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self._icon, self._title, self._note, self._tone = icon, title, note, tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(filter(None, (title, note))))
        plain_tooltip(self, "\n".join(filter(None, (title, note))))

    @property
    def words(self) -> tuple[str, str]:
        """Title and second line."""
        return self._title, self._note

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(theme.font()).height()
        if self._note:
            lines += QFontMetrics(theme.font("small")).height()
        return QSize(theme.px(160), lines + 2 * theme.px(_AIR) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(90), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, painter = theme.tokens_of(self), QPainter(self)
        edge, air = theme.px(_EDGE), theme.px(_AIR)
        box = self.rect().adjusted(edge, air, -edge, -air)
        if self._icon:
            size = theme.px(_ICON)
            drawn = theme.picture(self._icon, now.ink2, size, self.devicePixelRatioF())
            painter.drawPixmap(box.left(), box.top() + 1, drawn)
            box.setLeft(box.left() + size + theme.px(8))
        self._write(painter, box, self._title, "body", now.ink)
        if self._note:
            below = box.adjusted(0, QFontMetrics(theme.font()).height(), 0, 0)
            self._write(painter, below, self._note, "small", getattr(now, self._tone))

    def _write(
        self, painter: QPainter, box: QRect, text: str, role: theme.Role, colour: str
    ) -> None:
        font = theme.font(role)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
