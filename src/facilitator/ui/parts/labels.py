"""Words on the screen: labels, their tones, tooltips, and what a screen reader is told."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from facilitator.domain.no_break import keep_together
from facilitator.ui import theme

# The widest a wrapped text asks to be, in design pixels: about eighty letters.
_READING_WIDTH = 560

_BREAKS = re.compile(r"[ \n\t]+")
_UNBROKEN = 16
"""Letters of a word that stay together however narrow it is; a longer word may be broken."""


def plain_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows the text as typed; an empty text removes it."""
    widget.setToolTip(tooltip(text))


_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def tooltip(text: str) -> str:
    """The text escaped in the one wrapper that Qt is given."""
    return f"<qt>{text.translate(_ESCAPED).replace(chr(10), '<br>')}</qt>" if text else ""


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say the text without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def style_by(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads; one that stands so already costs nothing."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that was just changed; what it has not looked at yet, it
    will."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Plain text that wraps only when it must; no more than a very long word is ever broken, and a
    number stands on the line of its unit where there is room."""

    def __init__(self, text: str, role: theme.Role = "body", *, wrap: bool = True) -> None:
        super().__init__()
        self._text = ""
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        kept = keep_together(text) if self.wordWrap() else text
        self._text = text
        self._heights.clear()
        self._longest = max(map(len, _BREAKS.split(kept)))
        self._may_break = kept != text or self._longest > _UNBROKEN
        super().setText(kept)

    def text(self) -> str:
        """The text as it was set."""
        return self._text

    def clear(self) -> None:
        self.setText("")

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = min(self._natural_width(), theme.px(_READING_WIDTH))
        if not self.wordWrap():
            return super().sizeHint()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().minimumSizeHint()
        self.ensurePolished()
        words = (self._wide(word[:_UNBROKEN]) for word in self.text().split())
        width = max(words, default=0) + self._extra()
        return QSize(width, self.fontMetrics().height() + self._extra())

    def heightForWidth(self, width: int) -> int:
        # Layouts in layouts ask a label a hundred times before it is shown once.
        known = self._heights.get(width)
        if known is None:
            self.ensurePolished()
            known = self._heights[width] = self._tall(width)
        return known

    def setContentsMargins(self, *edges: Any) -> None:
        self._heights.clear()
        super().setContentsMargins(*edges)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def _tall(self, width: int) -> int:
        if not self._breaks(width):
            return super().heightForWidth(width)
        lines = self._lay_out(width - self._extra())
        return round(lines.boundingRect().height()) + self._extra()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._breaks(self.width()):
            super().paintEvent(event)
            return
        # Qt cuts a word off where it meets the edge.
        box = self.contentsRect()
        lines = self._lay_out(self.width() - self._extra())
        spare = box.height() - lines.boundingRect().height()
        is_top = bool(self.alignment() & Qt.AlignmentFlag.AlignTop)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.draw(painter, QPointF(box.left(), box.top() + (0 if is_top else max(0, spare / 2))))

    def _breaks(self, width: int) -> bool:
        """Whether a word, or what is kept together, is longer than there is room for."""
        if not self._may_break or not self.wordWrap():
            return False
        room = width - self._extra()
        # No letter is wider than a line is high: most have room enough for any word.
        if room >= self._longest * self.fontMetrics().height():
            return False
        return any(self._wide(word) > room for word in _BREAKS.split(super().text()))

    def _lay_out(self, width: int) -> QTextLayout:
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        lines, y = QTextLayout(self.text().replace("\n", "\u2028"), self.font()), 0.0
        lines.setTextOption(option)
        lines.beginLayout()
        while (line := lines.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        lines.endLayout()
        return lines

    def _wide(self, word: str) -> int:
        return self.fontMetrics().horizontalAdvance(word)

    def _natural_width(self) -> int:
        lines = self.text().split("\n")
        return max(self.fontMetrics().horizontalAdvance(line) for line in lines) + self._extra()

    def _extra(self) -> int:
        edges = self.contentsMargins()
        return edges.left() + edges.right() + 2 * self.margin() + 2


def label(
    text: str,
    role: theme.Role = "body",
    *,
    wrap: bool = True,
    number: bool = False,
    tone: str = "",
    selectable: bool = False,
) -> Label:
    """A label; number: all figures equally wide; tone: ink, accent, warn, bad or ok."""
    made = Label(text, role, wrap=wrap)
    if number:
        made.setFont(theme.font(role, number=True))
    if tone:
        made.setProperty("tone", tone)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_tone(of: QWidget, tone: str) -> None:
    """Change the tone of a label: “”, ink, accent, warn, bad or ok."""
    style_by(of, "tone", tone)


class Elided(Label):
    """One line that ends in “…” where there is no room; the tooltip then has the whole text."""

    def __init__(self, text: str, role: theme.Role = "body") -> None:
        super().__init__(text, role, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        line = text.replace("\n", " ")
        if line != self.text():
            super().setText(line)
            self._tell()

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(
            self.fontMetrics().horizontalAdvance("mmm…"), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown())

    def shown(self) -> str:
        """The text as it is drawn at the present width."""
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())

    def _tell(self) -> None:
        plain_tooltip(self, self.text() if self.shown() != self.text() else "")


def number_font(role: theme.Role = "body") -> QFont:
    """The font of a role with all figures equally wide."""
    return theme.font(role, number=True)
