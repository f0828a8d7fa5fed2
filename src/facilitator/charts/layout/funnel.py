"""Units by size within exact limits (Spiegelhalter 2005): colour only outside the outer ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.charts.chart import FunnelFigure, Spot
from facilitator.charts.layout.axis import (
    lay_out_along,
    lay_out_levels,
    level_ticks,
    round_ticks,
    say_level,
)
from facilitator.charts.layout.curves import line_style
from facilitator.charts.layout.desk import (
    LABEL,
    LINE,
    TICK,
    Desk,
    Laid,
    Room,
    centre_line,
    find_place,
    spread,
)
from facilitator.charts.sketch import Dash, Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import describe_spot
from facilitator.language import N_

_AXIS = N_("number (n)")


def find_funnel_sight(figure: FunnelFigure) -> Sight:
    """From none to the largest unit and a little more, shares from 0 to 100 %."""
    largest = max([*(spot.n for spot in figure.spots), *figure.sizes, 1])
    return Sight(0, largest * 1.04, -0.03, 1.03)


def lay_out_funnel(
    figure: FunnelFigure, desk: Desk, sight: Sight | None = None, drawn: bool = True
) -> Laid:
    """As `lay_out_series`: with the limits and spots, or only the words and axes around them."""
    sight = sight or find_funnel_sight(figure)
    ends = _find_ends(figure, desk, sight)
    column = min(desk.widest(text for text, _, _ in ends) + 14, 0.34 * desk.width)
    left = desk.widest(say_level(level / 5, "share", desk.lang) for level in range(6)) + 10
    right = max(left + 20, desk.width - column)
    foot = 2 * TICK * LINE + 8 if desk.height >= 150 else TICK * LINE + 6
    frame = Frame(left, 8, right, max(24, desk.height - foot), sight)
    labels = list(_label_spots(figure, frame, desk))
    items = [*_lay_out_axes(frame, desk), *_lay_out_ends(ends, frame, desk)]
    if drawn:
        items += _draw_limits(figure, frame)
        items += (_draw_spot(spot, figure, frame) for spot in _in_sight(figure.spots, sight))
    items += labels
    targets = tuple(
        Target(
            frame.x(spot.n) - 8, frame.y(spot.value) - 8, 16, 16, 0, describe_spot(spot, desk.lang)
        )
        for spot in _in_sight(figure.spots, sight)
    )
    return Laid(tuple(items), frame, targets if drawn else ())


def _in_sight(spots: Sequence[Spot], sight: Sight) -> tuple[Spot, ...]:
    return tuple(
        spot
        for spot in spots
        if sight.first <= spot.n <= sight.last and sight.low <= spot.value <= sight.high
    )


def _lay_out_axes(frame: Frame, desk: Desk) -> Iterator[Item]:
    sight = frame.sight
    most = min(7, int((frame.bottom - frame.top) / 26))
    ticks = level_ticks(sight.low, sight.high, most, "share")
    yield from lay_out_levels(ticks, "share", frame, desk)
    most = max(2, int((frame.right - frame.left) / 60))
    base = frame.bottom + 5 + TICK
    sizes = round_ticks(max(0.0, sight.first), sight.last, most)
    whole = ((size, desk.lang.number(size)) for size in sizes if size == round(size))
    yield from lay_out_along(whole, frame, base, desk)
    if desk.height >= 150:
        words = desk.elide(desk.lang.text(_AXIS), frame.right - frame.left, TICK)
        middle = (frame.left + frame.right) / 2
        yield Text(middle, base + TICK * LINE, words, "tick", "ink2", "middle", TICK)


def _find_ends(figure: FunnelFigure, desk: Desk, sight: Sight) -> list[tuple[str, float, str]]:
    """What is written at the right end: text, level and colour."""
    upper = ((figure.high998, 0.998), (figure.high95, 0.95))
    lower = ((figure.low95, 0.95), (figure.low998, 0.998))
    ends = [
        (desk.lang.percent_axis(part), _level_at(figure.sizes, levels, sight.last), "ink3")
        for levels, part in (*upper, *lower)
        if levels
    ]
    ends.append((figure.centre_label, figure.centre, "ink2"))
    ends += [
        (line.label, line.value, line_style(line, None)[0])
        for line in figure.lines
        if line.value is not None and line.label
    ]
    return [end for end in ends if sight.low <= end[1] <= sight.high]


def _level_at(sizes: Sequence[int], levels: Sequence[float], size: float) -> float:
    pairs = [level for at, level in zip(sizes, levels, strict=True) if at <= size]
    return pairs[-1] if pairs else levels[0]


def _lay_out_ends(ends: list[tuple[str, float, str]], frame: Frame, desk: Desk) -> Iterator[Item]:
    room = desk.width - frame.right - 13
    tall = LABEL * 1.2
    lines = [desk.wrap(text, room, LABEL, 400, 2) for text, _, _ in ends]
    top, bottom = frame.top - 7, frame.bottom + 5
    while lines and sum(len(line) for line in lines) * tall > bottom - top:
        ends, lines = ends[1:], lines[1:]
    wished = [(frame.y(end[1]), len(line) * tall) for end, line in zip(ends, lines, strict=True)]
    placed = spread(wished, top, bottom)
    for (_, level, colour), said, y in zip(ends, lines, placed, strict=True):
        start = frame.y(level)
        if abs(start - y) > 2:
            yield Stroke(((frame.right, start), (frame.right + 9, y)), f"{colour}~60", 1)
        for at, line in enumerate(said):
            base = centre_line(y + (at - (len(said) - 1) / 2) * tall, LABEL)
            yield Text(frame.right + 12, base, line, "label", colour, "start", LABEL)


def _draw_limits(figure: FunnelFigure, frame: Frame) -> Iterator[Item]:
    curves: tuple[tuple[Sequence[float], str, float, Dash], ...] = (
        (figure.low998, "ink3", 1.2, ""),
        (figure.high998, "ink3", 1.2, ""),
        (figure.low95, "ink3~80", 1.0, "dash"),
        (figure.high95, "ink3~80", 1.0, "dash"),
    )
    y = frame.y(figure.centre)
    if frame.top <= y <= frame.bottom:
        yield Stroke(((frame.left, y), (frame.right, y)), "ink2", 1.4)
    for line in figure.lines:
        y = frame.y(line.value) if line.value is not None else frame.top - 1
        if frame.top <= y <= frame.bottom:
            yield Stroke(((frame.left, y), (frame.right, y)), *line_style(line, None))
    for levels, colour, width, dash in curves:
        places = [
            (frame.x(size), frame.y(level))
            for size, level in zip(figure.sizes, levels, strict=True)
            if frame.sight.first <= size <= frame.sight.last
            and frame.sight.low <= level <= frame.sight.high
        ]
        if len(places) > 1:
            yield Stroke(tuple(places), colour, width, dash)


def _draw_spot(spot: Spot, figure: FunnelFigure, frame: Frame) -> Shape:
    x, y = frame.x(spot.n), frame.y(spot.value)
    size = 9.0 if len(figure.spots) <= 60 else 6.0
    if spot.own:
        colour = "warn" if spot.flag else "accent"
        return Shape("diamond", x, y, size + 4, colour, colour)
    if spot.flag:
        return Shape("triangle", x, y, size + 2, "warn", "warn")
    return Shape("circle", x, y, size, "ink3~70", "ink3")


def _label_spots(figure: FunnelFigure, frame: Frame, desk: Desk) -> Iterator[Item]:
    """The name of one's own unit and of those outside, beside their spots where there is room;
    one's own also over other spots."""
    seen = _in_sight(figure.spots, frame.sight)
    dots = [_around(frame.x(spot.n), frame.y(spot.value)) for spot in seen]
    wanted = sorted((spot for spot in seen if spot.own or spot.flag), key=lambda spot: not spot.own)
    taken: list[Room] = []
    for spot in wanted:
        weight, colour = 600 if spot.own else 400, "warn" if spot.flag else "accent"
        for text, others in _find_tries(spot, dots):
            text = desk.elide(text, min(220.0, frame.right - frame.left - 30), LABEL, weight)
            wide = desk.wide(text, LABEL, weight)
            spot_at = (frame.x(spot.n), frame.y(spot.value))
            place = find_place(spot_at, wide, frame, [*taken, *others]) if text else None
            if place is not None:
                taken.append(place)
                base = place[1] + LABEL
                yield Text(place[0] + 1, base, text, "label", colour, "start", LABEL, weight)
                break


def _find_tries(spot: Spot, dots: Sequence[Room]) -> Iterator[tuple[str, Sequence[Room]]]:
    """What may be written beside a spot and what it may not touch, best first."""
    if spot.flag:
        yield f"{spot.label} · {spot.flag}", dots
    yield spot.label, dots
    if spot.own:
        yield spot.label, ()


def _around(x: float, y: float) -> Room:
    return x - 5, y - 5, x + 5, y + 5
