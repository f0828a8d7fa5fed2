"""The whole picture of a chart: its words above and below, its figure between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facilitator.charts.chart import ChartData, Mark, Series
from facilitator.charts.layout.desk import LINE, Desk, Laid, move, scale
from facilitator.charts.sketch import Box, Item, Role, Text
from facilitator.charts.spoken import say_sources
from facilitator.language import N_

SIDE, _TOP, _GAP = 20.0, 16.0, 10.0
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of one size, weight and colour; `after` is the room below, in sizes."""

    lines: tuple[str, ...]
    size: float
    weight: int
    colour: str
    role: Role
    after: float

    @property
    def height(self) -> float:
        return self.size * (LINE * len(self.lines) + self.after)


def lay_out_sheet(chart: ChartData, desk: Desk, draw: Callable[[Desk], Laid]) -> Laid:
    """Words and figure; `draw` lays the figure out in the room that is left to it.

    Where the words would leave it too little, all of the picture is laid out larger and made
    smaller; where not even that helps, the last words are cut.
    """
    for by in _SCALES:
        large = _enlarge(desk, by)
        inner = Desk(large.width - 2 * SIDE, large.height - 2 * _TOP, large.measure, desk.lang)
        above, below = _set_above(chart, inner), _set_below(chart, inner)
        least = max(110.0, 0.3 * inner.height)
        if _height(above) + _height(below) <= inner.height - least:
            break
    below = list(_cut(below, inner.height - _height(above) - _GAP))
    items = _lay_out_sheet(above, below, inner, draw)
    ground = Box(0, 0, desk.width, desk.height, "surface")
    return Laid((ground, *(scale(item, by) for item in items)))


def find_sheet_height(chart: ChartData, desk: Desk, figure: float | None) -> float:
    """How high a picture as wide as the desk is, with a figure of this height.

    A figure that takes any height gets what the desk has, or enough to be read beside long words.
    """
    inner = Desk(desk.width - 2 * SIDE, desk.height, desk.measure, desk.lang)
    words = _height(_set_above(chart, inner)) + _height(_set_below(chart, inner)) + 2 * _TOP
    return max(desk.height, words + 0.5 * desk.height) if figure is None else words + figure


def _enlarge(desk: Desk, by: float) -> Desk:
    """A desk on which all is so much smaller, measured as it will be seen."""

    def measure(text: str, size: float, weight: int) -> float:
        return desk.measure(text, size * by, weight) / by

    return Desk(desk.width / by, desk.height / by, measure, desk.lang)


def _height(parts: list[_Paragraph]) -> float:
    return _GAP + sum(part.height for part in parts) if parts else 0.0


def _lay_out_sheet(
    above: list[_Paragraph], below: list[_Paragraph], inner: Desk, draw: Callable[[Desk], Laid]
) -> Iterator[Item]:
    """The words above, the figure, and the words below wherever it ends."""
    yield from _write(above, _TOP)
    top, room = _height(above), inner.height - _height(above) - _height(below)
    if room >= 40:
        figure = draw(Desk(inner.width, room, inner.measure, inner.lang))
        yield from (move(item, SIDE, _TOP + top) for item in figure.items)
        room = room if figure.height is None else min(room, figure.height)
    yield from _write(below, _TOP + top + max(0.0, room) + _GAP)


def _cut(parts: list[_Paragraph], free: float) -> Iterator[_Paragraph]:
    for part in parts:
        most = int((free / part.size - part.after) / LINE)
        lines = part.lines[: max(0, most)]
        if not lines:
            return
        if len(lines) < len(part.lines):
            lines = (*lines[:-1], lines[-1][:-1].rstrip() + "…")
        kept = _Paragraph(lines, part.size, part.weight, part.colour, part.role, part.after)
        free -= kept.height
        yield kept


def _set_above(chart: ChartData, desk: Desk) -> list[_Paragraph]:
    return _paragraphs(
        desk,
        (chart.title, 18.0, 700, "ink", "title", 0.28),
        (chart.subtitle, 13.0, 400, "ink2", "small", 0.9),
    )


def _set_below(chart: ChartData, desk: Desk) -> list[_Paragraph]:
    sources = "; ".join(say_sources(chart))
    source = desk.lang.text(N_("Source: {source}"), source=sources) if sources else ""
    texts = (_say_marks(chart, desk), *chart.caveats, source)
    return _paragraphs(
        desk,
        (chart.sentence, 14.0, 400, "ink", "body", 0.45),
        *((text, 12.0, 400, "ink2", "small", 0.25) for text in texts),
    )


def _say_marks(chart: ChartData, desk: Desk) -> str:
    """What happened when, in a line: 1 Påmindelse (15. sep. 2025) · 2 Skabelon (3. okt. 2025)."""
    if isinstance(chart.figure, Series) and not chart.figure.points:
        return ""
    return " · ".join(_say_mark(mark, desk) for mark in chart.marks)


def _say_mark(mark: Mark, desk: Desk) -> str:
    said = f"{mark.text} ({desk.lang.date_axis(mark.at)})"
    return said if mark.number is None else f"{mark.number} {said}"


def _paragraphs(desk: Desk, *parts: tuple[str, float, int, str, Role, float]) -> list[_Paragraph]:
    return [
        _Paragraph(lines, size, weight, colour, role, after)
        for text, size, weight, colour, role, after in parts
        if (lines := desk.wrap(text, desk.width, size, weight))
    ]


def _write(parts: list[_Paragraph], y: float) -> Iterator[Text]:
    for part in parts:
        for at, line in enumerate(part.lines):
            base = y + part.size * (1.0 + at * LINE)
            yield Text(SIDE, base, line, part.role, part.colour, "start", part.size, part.weight)
        y += part.height
