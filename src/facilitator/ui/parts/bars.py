"""Lengths drawn in proportion: the time strip and a thin bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QToolTip, QWidget

from facilitator.ui import theme
from facilitator.ui.parts.labels import tooltip


class Stretch(NamedTuple):
    """One piece of a TimeStrip: its length in any unit, its family (“”: empty time), its words,
    and the id of what it stands for."""

    length: float
    family: str
    text: str
    id: str = ""


class TimeStrip(QWidget):
    """The items of an agenda as one strip in proportion to their lengths, clock times below."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(theme.font("small", number=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pieces: tuple[Stretch, ...] = ()
        self._marks: tuple[tuple[float, str], ...] = ()

    def set_pieces(
        self, pieces: Sequence[Stretch], marks: Sequence[tuple[float, str]] = ()
    ) -> None:
        """Show the pieces; marks are (place 0–1, clock text)."""
        was_marked = bool(self._marks)
        self._pieces, self._marks = tuple(pieces), tuple(marks)
        self.setAccessibleDescription(" · ".join(piece.text for piece in pieces))
        if was_marked != bool(self._marks):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        below = self.fontMetrics().height() + 6 if self._marks else 0
        return QSize(theme.px(400), theme.px(26) + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    def boxes(self) -> tuple[QRectF, ...]:
        """Where each piece is drawn."""
        total = sum(piece.length for piece in self._pieces) or 1
        boxes, at = [], 0.0
        for piece in self._pieces:
            wide = (self.width() - 2) * piece.length / total
            boxes.append(QRectF(1 + at, 1, wide, theme.px(26) - 2))
            at += wide
        return tuple(boxes)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, theme.px(26) - 1)
        whole = QPainterPath()
        whole.addRoundedRect(frame, 6, 6)
        painter.setClipPath(whole)
        painter.fillRect(frame, QColor(now.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        # All of one colour at once: two hundred pieces are painted with every item that is moved.
        alike: dict[str, list[QRectF]] = {}
        for piece, box in zip(self._pieces, self.boxes(), strict=True):
            alike.setdefault(piece.family, []).append(box.adjusted(0, 0, -1, 0))
        for family, found in alike.items():
            painter.setBrush(QColor(now.kind(family) if family else now.ground))
            painter.drawRects(found)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipping(False)
        painter.setPen(QColor(now.line))
        painter.drawPath(whole)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.tokens_of(self).ink2))
        metrics, free = self.fontMetrics(), -1.0
        base = theme.px(26) + 4 + metrics.ascent()
        last = self._last_mark()
        for place, text in self._marks:
            wide = metrics.horizontalAdvance(text)
            x = min(max(0.0, place * self.width() - wide / 2), self.width() - wide)
            is_last = (place, text) == self._marks[-1]
            if x > free and (is_last or x + wide + 8 < last):
                painter.drawText(QPointF(x, base), text)
                free = x + wide + 8

    def _last_mark(self) -> float:
        place, text = self._marks[-1] if self._marks else (1.0, "")
        wide = self.fontMetrics().horizontalAdvance(text)
        return min(place * self.width() - wide / 2, self.width() - wide)

    def piece_at(self, pos: QPoint) -> int | None:
        """The number of the piece at a place, or None."""
        hits = (i for i, box in enumerate(self.boxes()) if box.contains(QPointF(pos)))
        return next(hits, None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.piece_at(event.pos())
            QToolTip.showText(
                event.globalPos(), tooltip("" if hit is None else self._pieces[hit].text), self
            )
            return True
        return super().event(event)


class ProgressBar(QProgressBar):
    """A thin bar; the share is 0–1."""

    def __init__(self, name: str, thick: int = 10, family: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setRange(0, 1000)
        self.setFixedHeight(thick)
        self._family = family

    def set_share(self, share: float) -> None:
        """Show a share; below 0 and above 1 count as the ends."""
        value = round(1000 * min(1.0, max(0.0, share)))
        # A step that is less than a dot is nothing new to paint.
        if abs(value - self.value()) * self.width() < 1000 and value not in (0, 1000):
            return
        # Qt would paint at once, and with it all of the window that is about to change again.
        self.setUpdatesEnabled(False)
        self.setValue(value)
        self.setUpdatesEnabled(True)

    def set_family(self, family: str) -> None:
        """Change the colour: a kind's family, warn, bad, or “” for the accent."""
        if family != self._family:
            self._family = family
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.tokens_of(self)
        states = {"": now.accent, "warn": now.warn, "bad": now.bad}
        colour = states.get(self._family) or now.kind(self._family)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(whole)
        painter.fillRect(self.rect(), QColor(now.line))
        share = self.value() / max(1, self.maximum())
        painter.fillRect(QRectF(0, 0, self.width() * share, self.height()), QColor(colour))
