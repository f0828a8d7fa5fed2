"""A figure without anything to draw says so."""

from __future__ import annotations

from facilitator.charts.layout.desk import LINE, Desk, Laid
from facilitator.charts.sketch import Text
from facilitator.language import N_

NOTHING = N_("No data yet.")
TOO_FEW = N_("Too few people to show numbers.")
_HEIGHT = 130.0


def lay_out_empty(words: str, desk: Desk) -> Laid:
    """The words in the middle of as much room as they need."""
    size, height = 16.0, min(desk.height, _HEIGHT)
    room = max(1, int(height / (size * LINE)))
    lines = desk.wrap(desk.lang.text(words), desk.width - 16, size, 600, room)
    top = height / 2 - (len(lines) - 1) * size * LINE / 2 + size * 0.36
    return Laid(
        tuple(
            Text(desk.width / 2, top + at * size * LINE, line, "body", "ink3", "middle", size, 600)
            for at, line in enumerate(lines)
        ),
        height=height,
    )
