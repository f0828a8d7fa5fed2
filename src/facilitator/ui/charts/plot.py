"""Measurements over time drawn by pyqtgraph, to be moved and zoomed.

What is drawn, and every word around it, is that of the Sketch for the days in sight.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy

from facilitator.charts.chart import ChartData, Series
from facilitator.charts.layout import lay_out
from facilitator.charts.layout.axis import find_day
from facilitator.charts.layout.curves import MOST_NUMBERED, draw_lines, draw_points
from facilitator.charts.layout.series import find_sight
from facilitator.charts.sketch import Frame, Item, Shape, Sketch, Target, Text
from facilitator.language import Language
from facilitator.ui import parts, theme
from facilitator.ui.charts.days_in_sight import DaysInSight
from facilitator.ui.charts.drawn import SIDE, Drawn
from facilitator.ui.charts.sketch_painter import (
    find_colour,
    measure,
    paint,
)
from facilitator.ui.charts.stops import Stops
from facilitator.ui.charts.walk import LOOKS, RING, Walk

_ZOOM = 0.8
# Turns of the wheel so near each other, in milliseconds, are one zoom to go back from.
_ONE_TURN = 600


class Plot(pg.GraphicsView):  # type: ignore[misc]
    """A figure over time: drag moves it, wheel, pinch, + and − zoom, Esc goes back, 0 shows all.

    The wheel zooms where the figure has the focus, with Ctrl, or if it is `eager`; elsewhere it
    scrolls the page. Arrows walk from point to point, ↑ to what happened above them.
    """

    zoomed = Signal(bool)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self, chart: ChartData, series: Series, lang: Language, *, eager: bool = False
    ) -> None:
        super().__init__(background=None)
        self._chart, self._series, self._lang, self._eager = chart, series, lang, eager
        whole = find_sight(series)
        self.sight = DaysInSight(whole.first, whole.last)
        self._stops = Stops(series, lang)
        self.walk = Walk(self, self._stops.say, self._repaint)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.addItem(self._box)
        carrier = Frame(0, 0, SIDE, SIDE, whole)
        self._carrier = carrier
        self._lines, self._dots = Drawn(self._box, carrier), Drawn(self._box, carrier)
        self._drawn: object = None
        self._sketch: Sketch | None = None
        self._held: QPointF | None = None
        self._turned = -_ONE_TURN
        self._look = theme.tokens_of(self)
        self._is_stale = True
        self._be_a_figure(chart)

    def _be_a_figure(self, chart: ChartData) -> None:
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(" ".join((chart.sentence, *chart.caveats)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCacheMode(self.CacheModeFlag(0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(190))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(320))

    # What is in sight

    def sketch(self) -> Sketch:
        """The words, axes and marks around the days in sight, in design pixels."""
        if self._sketch is None:
            scale, whole = theme.text_scale(), self._carrier.sight
            size = self.width() / scale - 2 * RING, self.height() / scale - 2 * RING
            seen = replace(whole, first=self.sight.first, last=self.sight.last)
            self._sketch = lay_out(self._chart, *size, measure, self._lang, range=seen, drawn=False)
        return self._sketch

    def _frame(self) -> Frame:
        frame = self.sketch().frame
        assert frame is not None
        return frame

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes itself while it is being built.
        if hasattr(self, "_is_stale"):
            self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOKS and hasattr(self, "_is_stale"):
            self._drawn = None
            self._renew()

    def _renew(self) -> None:
        """Lay out anew, at once or, so that it happens once, when it is first painted."""
        self._sketch, self._is_stale = None, True
        if self.isVisible():
            self.show_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale:
            self.show_sight()
        super().paintEvent(event)

    def show_sight(self) -> None:
        """Lay out and draw the days in sight."""
        self._sketch, self._is_stale = None, False
        frame, scale = self._frame(), theme.text_scale()
        wide, tall = frame.right - frame.left, frame.bottom - frame.top
        left, top = frame.left + RING, frame.top + RING
        self._box.setGeometry(QRectF(left * scale, top * scale, wide * scale, tall * scale))
        sight = frame.sight
        self._box.setRange(
            xRange=(sight.first, sight.last), yRange=(sight.low, sight.high), padding=0
        )
        self._draw(frame)
        self._repaint()
        self.zoomed.emit(not self.sight.is_whole)

    def _draw(self, frame: Frame) -> None:
        """Draw the data anew where what is drawn of it has changed."""
        points = self._series.points
        start = bisect_left(self._stops.days, frame.sight.first)
        stop = bisect_right(self._stops.days, frame.sight.last)
        numbered = stop - start <= MOST_NUMBERED
        # A line goes on to the neighbours out of sight.
        part = slice(max(0, start - 1), stop + 1)
        if not numbered or len(points) <= MOST_NUMBERED:
            part = slice(0, len(points))
        if self._drawn == (part, numbered):
            return
        self._look, scale = theme.tokens_of(self), theme.text_scale()
        if self._drawn is None:
            lines = draw_lines(self._chart, self._series, self._carrier)
            self._lines.show(lines, self._look, scale)
        seen = replace(self._series, points=points[part])
        dots = draw_points(self._chart, seen, self._carrier, numbered)
        self._dots.show(dots, self._look, scale)
        self._drawn = part, numbered

    def _repaint(self) -> None:
        self.viewport().update()

    def drawBackground(self, painter: QPainter, _rect: QRectF) -> None:
        painter.fillRect(self.rect(), find_colour("surface", self._look.name))
        under = (item for item in self.sketch().items if not isinstance(item, Text | Shape))
        self._paint(painter, under)

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:
        sketch, at = self.sketch(), self.walk.at
        self._paint(painter, (item for item in sketch.items if isinstance(item, Text | Shape)))
        painter.save()
        self._enter(painter)
        target = None if at is None else self.target(at)
        self.walk.paint(painter, target, sketch, self._look)
        painter.restore()

    def _paint(self, painter: QPainter, items: Iterable[Item]) -> None:
        painter.save()
        self._enter(painter)
        paint(painter, items, self._look)
        painter.restore()

    def _enter(self, painter: QPainter) -> None:
        # A scene of pyqtgraph is as large as its view in pixels.
        painter.scale(theme.text_scale(), theme.text_scale())
        painter.translate(RING, RING)

    def _inside(self, place: QPointF) -> QPointF:
        """A place of the widget in design pixels of the sketch."""
        return place / theme.text_scale() - QPointF(RING, RING)

    # Walking from point to point

    def target(self, at: int) -> Target:
        """Where a point lies now; after the points come the marks, in a row above them."""
        return self._stops.target(at, self._frame())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        zooms = {Qt.Key.Key_Plus: _ZOOM**2, Qt.Key.Key_Equal: _ZOOM**2, Qt.Key.Key_Minus: _ZOOM**-2}
        to = None if held else self._stops.next(key, self.walk.at)
        if to is not None:
            self.sight.reveal(self._stops.day_of(to))
            self.walk.at = to
            self.show_sight()
            self.walk.go(to)
        elif key in zooms and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self.zoom(zooms[Qt.Key(key)])
            self._say_sight()
        elif key == Qt.Key.Key_0 and not held and not self.sight.is_whole:
            self.show_all()
        elif key != Qt.Key.Key_Escape or held or not self.go_back():
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # A shortcut of the page on the same key waits until the zoom is undone.
        is_asked = event.type() == QEvent.Type.ShortcutOverride and not self.sight.is_whole
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return bool(super().event(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.walk.leave()
        self._repaint()

    # Zooming and moving

    def zoom(self, by: float, around: float | None = None, *, goes_on: bool = False) -> None:
        """Show `by` times as many days around one; else around the point in focus or the middle.

        One that `goes_on` is undone together with the zoom before.
        """
        if around is None:
            around = self._middle()
        self.sight.zoom(by, around, goes_on=goes_on)
        self.show_sight()

    def _middle(self) -> float:
        here = None if self.walk.at is None else self._stops.day_of(self.walk.at)
        if here is not None and self.sight.first <= here <= self.sight.last:
            return here
        return (self.sight.first + self.sight.last) / 2

    def go_back(self) -> bool:
        """Undo the last zoom; whether there was one."""
        went = self.sight.go_back()
        if went:
            self.show_sight()
            self._say_sight()
        return went

    def show_all(self) -> None:
        """Undo every zoom."""
        self.sight.show_all()
        self.show_sight()
        self._say_sight()

    def _say_sight(self) -> None:
        ends = (math.ceil(self.sight.first), math.floor(self.sight.last))
        first, last = (self._lang.date_axis(find_day(day)) for day in ends)
        parts.announce(self, f"{first} – {last}")

    def _day_at(self, x: float) -> float:
        """The day at a place from the left, in pixels."""
        frame = self._frame()
        part = (x / theme.text_scale() - RING - frame.left) / max(1.0, frame.right - frame.left)
        return frame.sight.first + part * (frame.sight.last - frame.sight.first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.sight.is_whole:
            self._held = event.position()
            self.sight.keep()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self.walk.point(self._stops.nearest(self._inside(event.position()), self._frame()))
            return
        self.sight.move(self._day_at(self._held.x()) - self._day_at(event.position().x()))
        self._held = event.position()
        self.walk.leave()
        self.show_sight()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if self.sight.is_whole:
            event.ignore()
        else:
            self.show_all()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.walk.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        by_hand = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        turned, aside = event.angleDelta().y(), event.angleDelta().x()
        if not (by_hand or self._eager or self.hasFocus()):
            event.ignore()
        elif abs(aside) > abs(turned):
            self.sight.move(-aside / 1200 * (self.sight.last - self.sight.first))
            self.show_sight()
        else:
            goes_on = event.timestamp() - self._turned < _ONE_TURN
            self._turned = event.timestamp()
            self.zoom(_ZOOM ** (turned / 120), self._day_at(event.position().x()), goes_on=goes_on)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._pinch(1 + event.value(), event.position().x(), event.timestamp())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                place = self.viewport().mapFromGlobal(pinch.centerPoint())
                goes_on = pinch.state() != Qt.GestureState.GestureStarted
                self.zoom(1 / pinch.scaleFactor(), self._day_at(place.x()), goes_on=goes_on)
                return True
        return bool(super().viewportEvent(event))

    def _pinch(self, wider: float, x: float, moment: int) -> None:
        goes_on = moment - self._turned < _ONE_TURN
        self._turned = moment
        self.zoom(1 / max(0.1, wider), self._day_at(x), goes_on=goes_on)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self._inside(QPointF(event.pos()))
        at = self.walk.at if by_keys else self._stops.nearest(place, self._frame())
        day = None if at is None else date.fromordinal(self._stops.day_of(at))
        there = event.globalPos()
        if by_keys and at is not None:
            target = self.target(at)
            below = QPoint(theme.px(target.x + RING), theme.px(target.y + RING))
            there = self.mapToGlobal(below)
        self.menu_wanted.emit(day, there)
