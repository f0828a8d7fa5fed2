"""A Sketch as SVG: real text in Inter, a title and a description, and nothing else about it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from facilitator.charts.colours import resolve
from facilitator.charts.sketch import Area, Box, Item, Shape, Sketch, Stroke, Text

_FONTS = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_DASHES = {"dash": "6 4", "dot": "1.5 3", "dashdot": "7 3 1.5 3"}
_CORNERS = {
    "square": ((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
    "triangle": ((0.0, -0.56), (0.54, 0.42), (-0.54, 0.42)),
    "diamond": ((0.0, -0.6), (0.6, 0.0), (0.0, 0.6), (-0.6, 0.0)),
}


def as_svg(sketch: Sketch) -> bytes:
    """The sketch in light colours as an SVG document in UTF-8, on a white ground."""
    wide, high = _number(sketch.width), _number(sketch.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}" role="img" aria-labelledby="title desc"'
        f' font-family="{_FONTS}">',
        f'<title id="title">{_text(sketch.title)}</title>',
        f'<desc id="desc">{_text(sketch.description)}</desc>',
        f'<rect width="{wide}" height="{high}" fill="{resolve("surface")}"/>',
        *(_write(item) for item in sketch.items),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _write(item: Item) -> str:
    match item:
        case Text():
            return _write_text(item)
        case Stroke():
            dash = f' stroke-dasharray="{_DASHES[item.dash]}"' if item.dash else ""
            return (
                f'<polyline points="{_points(item.points)}" fill="none"'
                f' stroke="{resolve(item.colour)}" stroke-width="{_number(item.width)}"'
                f' stroke-linejoin="round"{dash}/>'
            )
        case Shape():
            return _write_shape(item)
        case Box():
            return (
                f'<rect x="{_number(item.x)}" y="{_number(item.y)}" width="{_number(item.w)}"'
                f' height="{_number(item.h)}" rx="{_number(item.radius)}"'
                f"{_paint(item.fill, item.edge)}/>"
            )
        case Area():
            return f'<polygon points="{_points(item.points)}" fill="{resolve(item.fill)}"/>'


def _write_text(item: Text) -> str:
    anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
    weight = "" if item.weight == 400 else f' font-weight="{item.weight}"'
    return (
        f'<text x="{_number(item.x)}" y="{_number(item.y)}" font-size="{_number(item.size)}"'
        f' fill="{resolve(item.colour)}"{anchor}{weight} xml:space="preserve">'
        f"{_text(item.text)}</text>"
    )


def _write_shape(item: Shape) -> str:
    paint = _paint(item.fill, item.edge, 1.6)
    if item.kind == "circle":
        x, y, radius = (_number(value) for value in (item.x, item.y, item.size / 2))
        return f'<circle cx="{x}" cy="{y}" r="{radius}"{paint}/>'
    corners = ((item.x + item.size * x, item.y + item.size * y) for x, y in _CORNERS[item.kind])
    return f'<polygon points="{_points(corners)}"{paint}/>'


def _paint(fill: str | None, edge: str | None, width: float = 1.0) -> str:
    inside = resolve(fill) if fill else "none"
    around = f' stroke="{resolve(edge)}" stroke-width="{_number(width)}"' if edge else ""
    return f" fill={quoteattr(inside)}{around}"


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """The text escaped, without the signs XML 1.0 does not allow."""
    return escape("".join(sign for sign in text if _is_allowed(ord(sign))))


def _is_allowed(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
