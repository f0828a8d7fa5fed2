"""Where pointer or keys are in a figure: its ring, its card with the words, and what is spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.charts.sketch import Sketch, Target
from facilitator.ui import parts, theme
from facilitator.ui.charts.sketch_painter import find_font

RING = 6.0
"""The room around a figure where the ring of the focus is drawn, in design pixels."""
LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
"""What happens to a figure when colours or the size of texts are changed."""
_CARD_WIDTH, _EDGE_X, _EDGE_Y, _GAP = 300.0, 10.0, 7.0, 9.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def walk_along(key: int, at: int | None, count: int) -> int | None:
    """The one of `count` that ← → Home or End lead to; none for another key."""
    last = count - 1
    if last < 0:
        return None
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return 0 if key == Qt.Key.Key_Home else last
    if key not in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        return None
    by = 1 if key == Qt.Key.Key_Right else -1
    start = (-1 if by > 0 else count) if at is None else at
    return min(max(0, start + by), last)


def step(key: int, at: int | None, targets: Sequence[Target]) -> int | None:
    """The target a key leads to; none for a key that does not walk.

    ← and → go through all in their order, ↑ and ↓ to the nearest of the row above or below.
    """
    if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        return walk_along(key, at, len(targets))
    by = 1 if key == Qt.Key.Key_Down else -1
    if at is not None:
        return _beside(at, by, targets)
    return walk_along(Qt.Key.Key_Right if by > 0 else Qt.Key.Key_Left, at, len(targets))


def _beside(at: int, by: int, targets: Sequence[Target]) -> int:
    here = targets[at]
    rows = sorted({target.row for target in targets})
    place = rows.index(here.row) + by
    if not 0 <= place < len(rows):
        return at
    middle = here.x + here.w / 2
    there = [n for n, target in enumerate(targets) if target.row == rows[place]]
    return min(there, key=lambda n: abs(targets[n].x + targets[n].w / 2 - middle))


def find_nearest(place: QPointF, targets: Sequence[Target], reach: float = 14.0) -> int | None:
    """The target at a place, or the nearest within reach; the smallest where several lie there."""
    near = [(_distance(place, target), target.w * target.h, n) for n, target in enumerate(targets)]
    nearest = min(near, default=None)
    return nearest[2] if nearest is not None and nearest[0] <= reach else None


def _distance(place: QPointF, target: Target) -> float:
    aside = max(target.x - place.x(), 0.0, place.x() - target.x - target.w)
    above = max(target.y - place.y(), 0.0, place.y() - target.y - target.h)
    return float(max(aside, above))


class Walk:
    """The target a figure is at, by pointer or keys; `repaint` is called when it changes."""

    def __init__(self, figure: QWidget, say: Callable[[int], str], repaint: Callable[[], object]):
        self._figure, self._say, self._repaint = figure, say, repaint
        self.at: int | None = None

    def go(self, at: int) -> None:
        """Bring a target into focus by a key and have it spoken."""
        self.at = at
        parts.announce(self._figure, self._say(at))
        self._repaint()

    def point(self, at: int | None) -> None:
        """Show the target under the pointer; a screen reader hears nothing of that."""
        if at != self.at:
            self.at = at
            self._repaint()

    def leave(self) -> None:
        """Be nowhere."""
        self.point(None)

    def paint(
        self, painter: QPainter, target: Target | None, sketch: Sketch, now: theme.Tokens
    ) -> None:
        """The ring of the focus, the one around the target, and the card beside it."""
        room = QRectF(-RING, -RING, sketch.width + 2 * RING, sketch.height + 2 * RING)
        if self._figure.hasFocus():
            theme.draw_focus(painter, room, now.accent)
        if target is not None:
            self._paint_at(painter, target, room.adjusted(3, 3, -3, -3), now)

    def _paint_at(self, painter: QPainter, target: Target, room: QRectF, now: theme.Tokens) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(target.x, target.y, target.w, target.h).adjusted(-3, -3, 3, 3) & room
        painter.setPen(QPen(QColor(now.ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        round_one = target.w <= 24 and target.h <= 24
        radius = min(box.width(), box.height()) / 2 if round_one else 5.0
        painter.drawRoundedRect(box, radius, radius)
        if self.at is not None:
            _paint_card(painter, self._say(self.at), box, room, now)
        painter.restore()


def _paint_card(
    painter: QPainter, words: str, beside: QRectF, room: QRectF, now: theme.Tokens
) -> None:
    painter.setFont(find_font(12.5, 400))
    wide = min(_CARD_WIDTH, room.width() - 2 * _EDGE_X - 4)
    card = painter.boundingRect(QRectF(0, 0, wide, 1000), _WRAPPED, words)
    card.adjust(0, 0, 2 * _EDGE_X + 1, 2 * _EDGE_Y)
    card.moveTo(_place_card(card, beside, room))
    painter.setPen(QPen(QColor(now.ink3), 1))
    painter.setBrush(QColor(now.surface))
    painter.drawRoundedRect(card, 6, 6)
    painter.setPen(QColor(now.ink))
    painter.drawText(card.adjusted(_EDGE_X, _EDGE_Y, -_EDGE_X + 1, -_EDGE_Y), _WRAPPED, words)


def _place_card(card: QRectF, beside: QRectF, room: QRectF) -> QPointF:
    """Above if there is room, else below, else where it hides least."""
    x = beside.center().x() - card.width() / 2
    x = min(max(room.left() + 2, x), room.right() - card.width() - 2)
    y = beside.top() - _GAP - card.height()
    if y < room.top() + 1:
        y = beside.bottom() + _GAP
    return QPointF(x, max(room.top() + 1, min(y, room.bottom() - card.height() - 1)))
