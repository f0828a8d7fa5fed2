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
    shorten,
)
from facilitator.charts.sketch import Box, Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import describe_row

_TALLEST = 44.0
_ROOMY = 360.0
_DENSE, _SEEN = 6.0, 9.0
"""How low rows are that run together, and how large one's own dot is at least."""


def lay_out_dots(chart: ChartData, dots: Dots, desk: Desk) -> Laid:
    """Names on the left, numbers in words on the right, the axis below with its lines' labels."""
    return _lay_out(chart, dots, desk, _is_stacked(dots, desk))


def _lay_out(chart: ChartData, dots: Dots, desk: Desk, stacked: bool) -> Laid:
    low, high = _find_range(dots)
    names, said = _columns(dots, desk, stacked)
    beside = 0.0 if stacked else said
    left, right = names + 12, max(names + 32, desk.width - beside - 14)
    sight = Sight(low, high, 0, 1)
    band = LABEL * LINE + 4 if dots.band and dots.band_label else 4.0
    below = _lay_out_foot(chart, dots, Frame(left, 0, right, 1, sight), desk)
    foot = max((text.y for text in below), default=1.0) + 5
    room = desk.height - band - foot
    pitch = min(find_pitch(_TALLEST, len(dots.rows)), room / len(dots.rows))
    if stacked and pitch < 2 * LABEL * LINE:
        return _lay_out(chart, dots, desk, False)
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
    said = desk.widest((_say(row)[0] for row in dots.rows), LABEL, 600)
    if stacked:
        both = min(max(names, said), 0.58 * desk.width)
        return both, both
    if desk.width >= _ROOMY:
        return min(names, 0.34 * desk.width), min(said, 0.36 * desk.width)
    # In a small figure the counts are enough, and a name cut short would be none.
    least = min(desk.widest((_say(row)[-1] for row in dots.rows), LABEL, 600), 0.36 * desk.width)
    return min(names, 0.46 * desk.width, 0.8 * desk.width - least - 26), least


def _name(row: Row) -> tuple[str, ...]:
    """The name of a row; one's own are told apart by all of it, another's may be shorter."""
    return (row.label,) if row.own else shorten(row.label)[:2]


def _say(row: Row) -> tuple[str, ...]:
    """The number of a row with its flag, and with less for where all have no room."""
    short = shorten(row.said)[:2]
    return (f"{row.said} · {row.flag}", *short) if row.flag else short


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
    # One's own and those outside the limits lie on the others.
    order = sorted(range(len(dots.rows)), key=lambda at: _rank(dots.rows[at], at in named))
    for at in order:
        row, y = dots.rows[at], frame.top + (at + 0.5) * pitch
        yield from _draw_row(row, frame, y, pitch, marked, at in named)
    for at, row in enumerate(dots.rows):
        y = frame.top + (at + 0.5) * pitch
        weight, colour = (600, "accent") if row.own else (400, "ink2" if marked else "ink")
        if at in named:
            tone = "warn" if row.flag else colour
            if said:
                place = Place(y, pitch, frame)
                name = _name(row)
                yield from lay_out_name(name, names, place, desk, colour=colour, weight=weight)
                yield from _lay_out_said(row, said, place, desk, colour=tone, weight=weight)
            else:
                for texts, by, ink in ((_name(row), -0.5, colour), (_say(row), 0.5, tone)):
                    base = centre_line(y + by * LABEL * LINE, LABEL)
                    words = "".join(desk.fit(texts, names, LABEL, weight))
                    yield Text(names, base, words, "number", ink, "end", LABEL, weight)


def _rank(row: Row, named: bool) -> tuple[bool, bool, bool]:
    return row.own, bool(row.flag), named


def _lay_out_said(
    row: Row, room: float, place: Place, desk: Desk, *, colour: str, weight: int
) -> Iterator[Text]:
    """The number behind a row, with its flag where the row has room for that."""
    tall = LABEL * 1.2
    most = max(1, int((place.pitch - 3) / tall))
    lines = desk.fit(_say(row), room, LABEL, weight, most)
    x, upper = place.frame.right + 14, row_line(place.y, place.frame) - (len(lines) - 1) * tall / 2
    for at, line in enumerate(lines):
        yield Text(x, upper + at * tall, line, "number", colour, "start", LABEL, weight)


def _find_named(rows: Sequence[Row], pitch: float) -> Iterator[int]:
    """The rows that have room for their words: one's own first, then those outside the limits, the
    outermost first, then the others from above."""
    apart, middle = count_rows(pitch), (len(rows) - 1) / 2
    own = [at for at, row in enumerate(rows) if row.own]
    flagged = [at for at, row in enumerate(rows) if row.flag]
    outer = sorted(flagged, key=lambda at: -abs(at - middle))
    taken = [False] * len(rows)
    for at in (*own[:1], *outer, *range(len(rows))):
        if not any(taken[max(0, at - apart + 1) : at + apart]):
            taken[at] = True
            yield at


def _draw_row(
    row: Row, frame: Frame, y: float, pitch: float, marked: bool, named: bool
) -> Iterator[Item]:
    if row.hidden or row.value is None:
        return
    colour = "ink3" if marked and not row.own else "accent"
    thick, size = min(3.0, pitch * 0.3), max(3.5, min(10.0, pitch * 0.6))
    if row.low is not None and row.high is not None:
        # Where rows run together, those that have words are told from the others.
        tint = 40 if named or pitch >= _DENSE else 14
        ends = ((frame.x(row.low), y), (frame.x(row.high), y))
        yield Stroke(ends, f"{colour}~{tint}", max(thick, 1.5) if named else thick)
    x = frame.x(row.value)
    if row.own:
        yield Shape("diamond", x, y, max(size * 1.35, _SEEN), colour, colour)
    elif row.flag:
        yield Shape("triangle", x, y, max(size * 1.2, 0.7 * _SEEN), "warn", "warn")
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
