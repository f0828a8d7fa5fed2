"""A figure laid out: texts, strokes and shapes in design pixels, whoever paints or writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Role = Literal["title", "body", "small", "label", "tick", "number", "big"]
Kind = Literal["circle", "square", "triangle", "diamond"]
Dash = Literal["", "dash", "dot", "dashdot"]
Measure = Callable[[str, float, int], float]
"""The width in pixels of a text of a size in pixels and a weight (400, 600, 700)."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `x` the point its `anchor` lies at."""

    x: float
    y: float
    text: str
    role: Role = "label"
    colour: str = "ink2"
    anchor: Anchor = "start"
    size: float = 12.5
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through two points or more."""

    points: tuple[tuple[float, float], ...]
    colour: str = "line"
    width: float = 1.0
    dash: Dash = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark around its middle, `size` pixels across; without `fill` it is hollow."""

    kind: Kind
    x: float
    y: float
    size: float
    fill: str | None
    edge: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its upper left corner; `fill` and `edge` may be none."""

    x: float
    y: float
    w: float
    h: float
    fill: str | None
    edge: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled surface within a ring of points."""

    points: tuple[tuple[float, float], ...]
    fill: str


Item = Text | Stroke | Shape | Box | Area


@dataclass(frozen=True, slots=True)
class Target:
    """The box around one measurement in a figure, and what is said of it by pointer and keys.

    Targets side by side share a `row`, counted from above.
    """

    x: float
    y: float
    w: float
    h: float
    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Sight:
    """The part of the data in sight: x in days (`date.toordinal`) or in numbers, y in values."""

    first: float
    last: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot lies in the sketch, in pixels, and the part of the data it shows."""

    left: float
    top: float
    right: float
    bottom: float
    sight: Sight

    def x(self, value: float) -> float:
        """The pixel of a day or number."""
        part = (value - self.sight.first) / ((self.sight.last - self.sight.first) or 1)
        return self.left + part * (self.right - self.left)

    def y(self, value: float) -> float:
        """The pixel of a value; larger values lie higher."""
        part = (value - self.sight.low) / ((self.sight.high - self.sight.low) or 1)
        return self.bottom - part * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is painted, in order, `width` × `height` design pixels, y downwards.

    Colours are names of the theme's tokens ("accent", "ink2", "kind:goals"); "accent~40" is 40
    hundredths of it mixed with the surface (`charts/colours.py`). `description` says the figure
    in words, `targets` its measurements in their order.
    """

    width: float
    height: float
    title: str
    description: str
    items: tuple[Item, ...]
    frame: Frame | None = None
    targets: tuple[Target, ...] = ()

    @property
    def texts(self) -> tuple[Text, ...]:
        """The words in it, in the order they are painted."""
        return tuple(item for item in self.items if isinstance(item, Text))
