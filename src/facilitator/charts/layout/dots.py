"""Rows of dots with their intervals on one axis: clinics, or a survey against the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.charts.chart import ChartData, Dots, Row
from facilitator.charts.layout.axis import lay_out_along, level_ticks, say_level
from facilitator.charts.layout.curves import line_style
from facilitator.charts.layout.desk import (
    LABEL,
    LINE,
    TICK,
    Desk,
    Laid,
    Place,
    centre_line,
    count_rows,
    find_pitch,
    lay_out_name,
    move,
    row_line,
    shelve,
)
from facilitator.charts.sketch import Box, Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import describe_row

_TALLEST = 44.0
_WIDE, _ROOMY = 300.0, 360.0


def lay_out_dots(chart: ChartData, dots: Dots, desk: Desk) -> Laid:
    """Names on the left, numbers in words on the right, the axis below with its lines' labels."""
    low, high = _find_range(dots)
    stacked = _is_stacked(dots, desk)
    names, said = _columns(dots, desk, stacked)
    beside = 0.0 if stacked else said
    left, right = names + 12, max(names + 32, desk.width - beside - 14)
    sight = Sight(low, high, 0, 1)
    band = LABEL * LINE + 4 if dots.band and dots.band_label else 4.0
    below = _lay_out_foot(chart, dots, Frame(left, 0, right, 1, sight), desk)
    foot = max((text.y for text in below), default=1.0) + 5
    room = desk.height - band - foot
    pitch = min(find_pitch(_TALLEST, len(dots.rows)), room / len(dots.rows))
    frame = Frame(left, band, right, band + pitch * len(dots.rows), sight)
    items = [
        *_lay_out_ground(chart, dots, frame, desk),
        *_lay_out_rows(dots, frame, pitch, names, beside, desk),
        *(move(text, 0, frame.bottom) for text in below),
    ]
    targets = (
        Target(0, band + at * pitch, desk.width, pitch, at, describe_row(row, desk.lang, dots.unit))
        for at, row in enumerate(dots.rows)
    )
    return Laid(tuple(items), frame, tuple(targets), frame.bottom + foot)


def _find_range(dots: Dots) -> tuple[float, float]:
    if dots.unit == "share":
        return 0.0, 1.0
    seen = [
        level
        for row in dots.rows
        if not row.hidden
        for level in (row.value, row.low, row.high)
        if level is not None
    ]
    seen += [line.value for line in dots.lines if line.value is not None]
    low, high = min([0.0, *seen]), max([0.0, *seen])
    return low, high + 0.05 * ((high - low) or 1.0)


def _is_stacked(dots: Dots, desk: Desk) -> bool:
    """Whether the numbers stand below the names: in a small figure with the height for both."""
    foot = 3 * LABEL * LINE + 4
    return desk.width < _ROOMY and desk.height - foot >= 2 * LABEL * LINE * len(dots.rows)


def _columns(dots: Dots, desk: Desk, stacked: bool) -> tuple[float, float]:
    """The widths of the names on the left and the numbers on the right, or both one column."""
    names = desk.widest((row.label for row in dots.rows), LABEL, 600)
    said = desk.widest((_say(row) for row in dots.rows), LABEL, 600)
    if stacked:
        both = min(max(names, said), 0.58 * desk.width)
        return both, both
    # In a small figure a number cut short would say less than a short axis.
    most = 0.36 if desk.width >= _WIDE else 0.46
    return min(names, 0.34 * desk.width), min(said, most * desk.width)


def _say(row: Row) -> str:
    return f"{row.said} · {row.flag}" if row.flag else row.said


def _lay_out_ground(chart: ChartData, dots: Dots, frame: Frame, desk: Desk) -> Iterator[Item]:
    if dots.band:
        low, high = (max(frame.left, min(frame.x(end), frame.right)) for end in dots.band)
        yield Box(low, frame.top, high - low, frame.bottom - frame.top, "accent~9")
        if dots.band_label:
            text = desk.elide(dots.band_label, desk.width, TICK)
            half = desk.wide(text, TICK) / 2
            x = max(half, min((low + high) / 2, desk.width - half))
            yield Text(x, frame.top - 6, text, "label", "ink2", "middle", TICK)
    for tick in _ticks(dots, frame):
        x = frame.x(tick)
        yield Stroke(((x, frame.top), (x, frame.bottom)), "line", 1)
    for line in dots.lines:
        if line.value is not None:
            colour, width, dash = line_style(line, chart.verdict)
            x = frame.x(line.value)
            yield Stroke(((x, frame.top), (x, frame.bottom + 4)), colour, width, dash)


def _ticks(dots: Dots, frame: Frame) -> tuple[float, ...]:
    most = min(6, int((frame.right - frame.left) / 55))
    return level_ticks(frame.sight.first, frame.sight.last, most, dots.unit)


def _lay_out_rows(
    dots: Dots, frame: Frame, pitch: float, names: float, said: float, desk: Desk
) -> Iterator[Item]:
    marked = any(row.own for row in dots.rows)
    named = set(_find_named(dots.rows, pitch))
    for at, row in enumerate(dots.rows):
        y = frame.top + (at + 0.5) * pitch
        weight, colour = (600, "accent") if row.own else (400, "ink2" if marked else "ink")
        if at in named:
            tone = "warn" if row.flag else colour
            if said:
                place, base = Place(y, pitch, frame), row_line(y, frame)
                yield from lay_out_name(row.label, names, place, desk, colour=colour, weight=weight)
                words = desk.elide(_say(row), said, LABEL, weight)
                yield Text(frame.right + 14, base, words, "number", tone, "start", LABEL, weight)
            else:
                for text, by, ink in ((row.label, -0.5, colour), (_say(row), 0.5, tone)):
                    base = centre_line(y + by * LABEL * LINE, LABEL)
                    words = desk.elide(text, names, LABEL, weight)
                    yield Text(names, base, words, "number", ink, "end", LABEL, weight)
        yield from _draw_row(row, frame, y, pitch, marked)


def _find_named(rows: Sequence[Row], pitch: float) -> Iterator[int]:
    """The rows that have room for their words; one's own first, then from above."""
    apart = count_rows(pitch)
    taken = [at for at, row in enumerate(rows) if row.own][:1]
    yield from taken
    free = 0
    for at in range(len(rows)):
        if at >= free and all(abs(at - other) >= apart for other in taken):
            yield at
            free = at + apart


def _draw_row(row: Row, frame: Frame, y: float, pitch: float, marked: bool) -> Iterator[Item]:
    if row.hidden or row.value is None:
        return
    colour = "ink3" if marked and not row.own else "accent"
    thick, size = min(3.0, pitch * 0.3), max(2.5, min(10.0, pitch * 0.6))
    if row.low is not None and row.high is not None:
        ends = ((frame.x(row.low), y), (frame.x(row.high), y))
        yield Stroke(ends, f"{colour}~40", thick)
    x = frame.x(row.value)
    if row.own:
        yield Shape("diamond", x, y, size * 1.35, colour, colour)
    elif row.flag:
        yield Shape("triangle", x, y, size * 1.2, "warn", "warn")
    else:
        yield Shape("circle", x, y, size, colour, colour)


def _lay_out_foot(chart: ChartData, dots: Dots, frame: Frame, desk: Desk) -> list[Text]:
    """The axis and the labels of the lines, as if the rows ended at the top."""
    levels = ((tick, say_level(tick, dots.unit, desk.lang)) for tick in _ticks(dots, frame))
    items = list(lay_out_along(levels, frame, 8 + TICK, desk))
    lines = [line for line in dots.lines if line.value is not None and line.label]
    texts = [desk.elide(line.label, desk.width) for line in lines]
    wished = [
        (frame.x(line.value or 0), desk.wide(text)) for line, text in zip(lines, texts, strict=True)
    ]
    for line, text, (x, row) in zip(lines, texts, shelve(wished, 0, desk.width), strict=True):
        base = TICK * LINE + 8 + LABEL + row * LABEL * LINE
        if base <= desk.height / 3:
            colour = line_style(line, chart.verdict)[0]
            items.append(Text(x, base, text, "label", colour, "middle", LABEL))
    return items
