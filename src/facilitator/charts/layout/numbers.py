"""One or two measurements: each as a big number over its interval and the levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.charts.chart import ChartData, Line, Point, Series
from facilitator.charts.layout.axis import lay_out_along, level_ticks, say_level
from facilitator.charts.layout.curves import line_style
from facilitator.charts.layout.desk import LABEL, LINE, TICK, Desk, Laid, shelve
from facilitator.charts.layout.series import find_levels
from facilitator.charts.sketch import Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import describe_point, say_point

_TALLEST = 150.0


def lay_out_numbers(chart: ChartData, series: Series, desk: Desk) -> Laid:
    """The measurements from above, none where a value is hidden or missing."""
    points = [p for p in series.points if p.value is not None and not p.hidden]
    tall = min(_TALLEST, desk.height / len(points))
    items: list[Item] = []
    targets = []
    for at, point in enumerate(points):
        items += _lay_out_number(chart, series, point, at * tall, tall, desk)
        words = describe_point(point, desk.lang, series.unit)
        targets.append(Target(0, at * tall, desk.width, tall, at, words))
    return Laid(tuple(items), None, tuple(targets), tall * len(points))


def _lay_out_number(
    chart: ChartData, series: Series, point: Point, top: float, tall: float, desk: Desk
) -> Iterator[Item]:
    head = f"{point.label}, {desk.lang.date_axis(point.at)}"
    y = top + LABEL
    yield Text(0, y, desk.elide(head, desk.width), "small", "ink2", "start", LABEL)
    said = say_point(point, series.unit, desk.lang)
    size = _find_size(said, tall - 80, desk)
    y += size * 1.15
    if y + size * 0.24 > top + tall:
        return
    text = desk.elide(said, desk.width, size, 700)
    yield Text(0, y, text, "big", "ink", "start", size, 700)
    y += 20 + size * 0.12
    if y + 30 <= top + tall:
        yield from _lay_out_scale(chart, series, point, y, top + tall, desk)


def _find_size(said: str, room: float, desk: Desk) -> float:
    """The size of the number: as large as width and height allow, from 16 to 34 pixels."""
    wide = desk.wide(said, 34, 700)
    return max(16.0, min(34.0, 34 * desk.width / max(1.0, wide), room))


def _lay_out_scale(
    chart: ChartData, series: Series, point: Point, y: float, bottom: float, desk: Desk
) -> Iterator[Item]:
    low, high = (0.0, 1.0) if series.unit == "share" else find_levels((series,))
    frame = Frame(9, y, desk.width - 9, y, Sight(low, high, 0, 1))
    yield Stroke(((frame.left, y), (frame.right, y)), "line", 6)
    if point.low is not None and point.high is not None:
        ends = ((frame.x(point.low), y), (frame.x(point.high), y))
        yield Stroke(ends, "accent~42", 6)
    yield Shape("circle", frame.x(point.value or 0), y, 14, "accent", "accent")
    ticks = level_ticks(low, high, 3, series.unit)
    levels = ((tick, say_level(tick, series.unit, desk.lang)) for tick in ticks)
    yield from lay_out_along(levels, frame, y + 9 + TICK, desk, "ink3")
    lines = [line for line in series.lines if line.value is not None and not line.values]
    yield from _lay_out_lines(chart, lines, frame, y, bottom, desk)


def _lay_out_lines(
    chart: ChartData, lines: Sequence[Line], frame: Frame, y: float, bottom: float, desk: Desk
) -> Iterator[Item]:
    """A tick for each level across the scale, its words below."""
    texts = [desk.elide(line.label, desk.width) for line in lines]
    wished = [
        (frame.x(line.value or 0), desk.wide(text)) for line, text in zip(lines, texts, strict=True)
    ]
    places = shelve(wished, 0, desk.width)
    base = y + 11 + TICK + LABEL * LINE
    for line, text, (x, row) in zip(lines, texts, places, strict=True):
        colour = line_style(line, chart.verdict)[0]
        at = frame.x(line.value or 0)
        yield Stroke(((at, y - 10), (at, y + 9)), colour, 2)
        words = base + row * LABEL * LINE
        if words + LABEL * 0.24 <= bottom:
            yield Text(x, words, text, "label", colour, "middle", LABEL)
