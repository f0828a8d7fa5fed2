"""Items of a Sketch drawn by pyqtgraph, where they are moved and zoomed with the data."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from facilitator.charts.layout.curves import MOST_NUMBERED
from facilitator.charts.sketch import Frame, Item, Shape, Stroke
from facilitator.ui import theme
from facilitator.ui.charts.sketch_painter import EDGE, find_colour, find_path, find_pen

SIDE = 10_000.0
"""The data is laid out once in a frame of its own, as large as this."""


class Drawn:
    """Items of a Sketch as items of a ViewBox, all of one look in one of them."""

    def __init__(self, box: pg.ViewBox, carrier: Frame) -> None:
        self._box, self._carrier = box, carrier
        self._items: list[pg.GraphicsObject] = []

    def show(self, items: Iterable[Item], look: theme.Tokens, scale: float) -> None:
        """Draw the items, laid out in the carrier, in place of the former."""
        for old in self._items:
            self._box.removeItem(old)
        alike: dict[object, list[Item]] = {}
        for item in items:
            alike.setdefault(_look_of(item), []).append(item)
        self._items = [self._make(group, look, scale) for group in alike.values()]
        for made in self._items:
            self._box.addItem(made, ignoreBounds=True)

    def _make(self, group: list[Item], look: theme.Tokens, scale: float) -> pg.GraphicsObject:
        strokes = [item for item in group if isinstance(item, Stroke)]
        shapes = [item for item in group if isinstance(item, Shape)]
        if strokes:
            return self._draw_strokes(strokes, look, scale)
        return self._draw_shapes(shapes, look, scale)

    def _draw_strokes(
        self, strokes: list[Stroke], look: theme.Tokens, scale: float
    ) -> pg.PlotCurveItem:
        # Strokes of one look are one curve, with a gap after each.
        places = [place for one in strokes for place in (*one.points, (math.nan, math.nan))]
        x, y = self._in_data(places[:-1])
        pen = find_pen(strokes[0], look.name)
        is_dense = len(places) > 4 * MOST_NUMBERED
        # Qt draws thousands of pieces fast only by the thinnest pen.
        pen.setWidthF(1 if is_dense else pen.widthF() * scale)
        pen.setCosmetic(True)
        return pg.PlotCurveItem(x, y, pen=pen, connect="finite", antialias=not is_dense)

    def _draw_shapes(
        self, shapes: list[Shape], look: theme.Tokens, scale: float
    ) -> pg.ScatterPlotItem:
        x, y = self._in_data([(one.x, one.y) for one in shapes])
        first = shapes[0]
        fill = find_colour(first.fill, look.name) if first.fill else Qt.GlobalColor.transparent
        edge = QPen(find_colour(first.edge, look.name), EDGE * scale)
        edge.setCosmetic(True)
        return pg.ScatterPlotItem(
            x,
            y,
            symbol=find_path(first.kind, 1.0),
            size=first.size * scale,
            pen=edge,
            brush=QBrush(fill),
            antialias=True,
        )

    def _in_data(self, places: Iterable[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
        found, sight = np.array(list(places), dtype=float), self._carrier.sight
        days = sight.first + found[:, 0] / SIDE * (sight.last - sight.first)
        return days, sight.high - found[:, 1] / SIDE * (sight.high - sight.low)


def _look_of(item: Item) -> object:
    if isinstance(item, Stroke):
        return item.colour, item.width, item.dash
    if isinstance(item, Shape):
        return item.kind, item.size, item.fill, item.edge
    return item
