"""What the room screen is painted from: words, strokes and charts, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from facilitator.ui import theme

if TYPE_CHECKING:
    from facilitator.charts.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its box; `size` is the height of its font on a screen 900 tall.

    Attributes:
        heavy: so many signs at its beginning are heavier.
        ticks: whether it changes by itself while time passes.
    """

    text: str
    box: QRectF
    size: float
    colour: str = theme.ROOM.ink
    weight: int = 400
    right: bool = False
    heavy: int = 0
    ticks: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A filled bar, with rounded ends or not."""

    box: QRectF
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in its box, each of its own pixels `scale` units across."""

    box: QRectF
    sketch: Sketch
    scale: float


Part = Words | Stroke | Drawing
