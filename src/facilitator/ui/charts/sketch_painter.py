"""A Sketch painted by Qt: on the screen, in a picture, on paper."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from facilitator.charts.colours import resolve
from facilitator.charts.sketch import Area, Box, Item, Kind, Shape, Stroke, Text
from facilitator.ui import theme

EDGE = 1.6
# Dashes in widths of the line.
_DASHES = {"dash": [5.0, 3.0], "dot": [1.2, 2.2], "dashdot": [6.0, 2.5, 1.2, 2.5]}
# Corners of the shapes that have some, around the middle of a shape one across.
_CORNERS = {
    "square": ((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
    "triangle": ((0.0, -0.56), (0.54, 0.42), (-0.54, 0.42)),
    "diamond": ((0.0, -0.6), (0.6, 0.0), (0.0, 0.6), (-0.6, 0.0)),
}


@functools.lru_cache(maxsize=64)
def find_font(size: float, weight: int) -> QFont:
    """Inter with all figures equally wide, in whole pixels as everywhere in the program."""
    made = QFont(theme.FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@functools.lru_cache(maxsize=64)
def _metrics(size: float, weight: int) -> QFontMetricsF:
    return QFontMetricsF(find_font(size, weight))


@functools.lru_cache(maxsize=8192)
def measure(text: str, size: float, weight: int) -> float:
    """The width of a text as `paint` writes it; a Measure."""
    return _metrics(size, weight).horizontalAdvance(text)


@functools.lru_cache(maxsize=256)
def find_colour(name: str, theme_name: theme.Theme) -> QColor:
    """A colour of a sketch by its name, in the theme that is asked for."""
    tokens = theme.of_name(theme_name)

    def token(plain: str) -> str:
        _, _, family = plain.partition(":")
        found: str = tokens.kind(family) if family else getattr(tokens, plain)
        return found

    return QColor(resolve(name, token))


def paint(painter: QPainter, items: Iterable[Item], tokens: theme.Tokens) -> None:
    """Paint the items of a sketch in order, a design pixel being one unit of the painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in items:
        _paint_item(painter, item, tokens)
    painter.restore()


def find_pen(stroke: Stroke, theme_name: theme.Theme) -> QPen:
    """The pen a line is drawn with."""
    pen = QPen(find_colour(stroke.colour, theme_name), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dash:
        pen.setDashPattern(_DASHES[stroke.dash])
    return pen


@functools.lru_cache(maxsize=64)
def find_path(kind: Kind, size: float) -> QPainterPath:
    """The outline of a shape of a size, around 0, 0."""
    path = QPainterPath()
    if kind == "circle":
        path.addEllipse(QPointF(0, 0), size / 2, size / 2)
    else:
        path.addPolygon(QPolygonF([QPointF(size * x, size * y) for x, y in _CORNERS[kind]]))
        path.closeSubpath()
    return path


def _paint_item(painter: QPainter, item: Item, tokens: theme.Tokens) -> None:
    match item:
        case Text():
            _paint_text(painter, item, tokens)
        case Stroke():
            _paint_stroke(painter, item, tokens)
        case Shape():
            _dress(painter, item.fill, item.edge, tokens, EDGE)
            painter.drawPath(find_path(item.kind, item.size).translated(item.x, item.y))
        case Box():
            _dress(painter, item.fill, item.edge, tokens)
            box = QRectF(item.x, item.y, item.w, item.h)
            painter.drawRoundedRect(box, item.radius, item.radius)
        case Area():
            _dress(painter, item.fill, None, tokens)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in item.points]))


def _paint_text(painter: QPainter, item: Text, tokens: theme.Tokens) -> None:
    painter.setFont(find_font(item.size, item.weight))
    painter.setPen(find_colour(item.colour, tokens.name))
    wide = 0.0 if item.anchor == "start" else measure(item.text, item.size, item.weight)
    x = item.x - (wide / 2 if item.anchor == "middle" else wide)
    painter.drawText(QPointF(x, item.y), item.text)


def _paint_stroke(painter: QPainter, item: Stroke, tokens: theme.Tokens) -> None:
    painter.setPen(find_pen(item, tokens.name))
    (x, y), (to_x, to_y), *rest = item.points
    # An upright or level line is sharp where its edges are those of dots.
    straight = not rest and (x == to_x or y == to_y)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not straight)
    painter.drawPolyline([QPointF(x, y) for x, y in item.points])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _dress(
    painter: QPainter, fill: str | None, edge: str | None, tokens: theme.Tokens, width: float = 1.0
) -> None:
    painter.setPen(QPen(find_colour(edge, tokens.name), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(find_colour(fill, tokens.name) if fill else Qt.BrushStyle.NoBrush)
