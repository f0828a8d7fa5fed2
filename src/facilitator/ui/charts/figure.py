"""A figure painted from its Sketch, each part of it within reach of pointer and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.charts.chart import ChartData
from facilitator.charts.layout import find_height, lay_out
from facilitator.charts.sketch import Sketch
from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.charts.sketch_painter import measure, paint
from facilitator.ui.charts.walk import LOOKS, RING, Walk, find_nearest, step

_WIDTH, _HEIGHT, _LOWEST = 640.0, 320.0, 190.0
_LARGEST = 1.75
"""How many times larger a figure is drawn where there is room for it."""
CLOSEST = 0.6
"""How near each other rows may stand where nothing is scrolled."""


class FigureView(QWidget):
    """A chart's figure without its words around; arrows walk from part to part and say each.

    One that `grows` is drawn larger, words and all, where it has more room than its rows need;
    `closest`: how near each other the rows may stand, in parts of that room.
    """

    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, chart: ChartData, lang: Language, *, grows: bool = False, closest: float = CLOSEST
    ) -> None:
        super().__init__()
        self._chart, self._lang, self._grows, self._closest = chart, lang, grows, closest
        self._sketch: Sketch | None = None
        self._wish = find_height(chart, _WIDTH, measure, lang)
        self.walk = Walk(self, lambda at: self.sketch().targets[at].words, self.update)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join((chart.sentence, *chart.caveats)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sketch(self) -> Sketch:
        """The figure as it is laid out at the present size, in design pixels."""
        if self._sketch is None:
            scale = self._scale()
            size = self.width() / scale - 2 * RING, self.height() / scale - 2 * RING
            self._sketch = lay_out(self._chart, *size, measure, self._lang)
        return self._sketch

    def _scale(self) -> float:
        """Pixels in a design pixel here."""
        scale, own = theme.text_scale(), self._own_height()
        if not self._grows or own is None:
            return scale
        room = min(self.height() / own, self.width() / theme.px(_WIDTH))
        return scale * max(1.0, min(room, _LARGEST))

    def _own_height(self) -> int | None:
        return None if self._wish is None else theme.px(max(_LOWEST, self._wish + 2 * RING))

    def most_height(self) -> int | None:
        """The height above which nothing is gained; none where it takes any."""
        own = self._own_height()
        return own if own is None or not self._grows else round(own * _LARGEST)

    def minimumSizeHint(self) -> QSize:
        closest = round(self._closest * (self._own_height() or 0))
        return QSize(theme.px(240), max(theme.px(_LOWEST), closest))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDTH), self.most_height() or theme.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOKS:
            self._sketch = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sketch = None
        self.walk.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, sketch, now = QPainter(self), self.sketch(), theme.tokens_of(self)
        painter.scale(self._scale(), self._scale())
        painter.translate(RING, RING)
        paint(painter, sketch.items, now)
        at = self.walk.at
        self.walk.paint(painter, None if at is None else sketch.targets[at], sketch, now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = step(event.key(), self.walk.at, self.sketch().targets)
        if to is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        else:
            self.walk.go(to)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position() / self._scale() - QPointF(RING, RING)
        self.walk.point(find_nearest(place, self.sketch().targets))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.walk.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(None, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.walk.leave()
        self.update()
