"""A figure over time: measurements in true time, levels to hold them against, what happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from facilitator.charts.chart import ChartData, Line, Point, Series
from facilitator.charts.layout.axis import (
    UNITS,
    day_ticks,
    lay_out_along,
    lay_out_levels,
    level_ticks,
    say_level,
)
from facilitator.charts.layout.curves import (
    MOST_NUMBERED,
    draw_lines,
    draw_points,
    is_drawn,
    line_style,
    shade_limits,
)
from facilitator.charts.layout.desk import (
    LABEL,
    LINE,
    SMALL,
    TICK,
    Desk,
    Laid,
    Room,
    centre_line,
    find_place,
    shorten,
    spread,
)
from facilitator.charts.layout.marks import lay_out_marks
from facilitator.charts.sketch import Frame, Item, Sight, Stroke, Target, Text
from facilitator.charts.spoken import HIDDEN, describe_point, say_latest
from facilitator.language import N_

_LEADER = 10.0
_SMALLEST, _LARGEST = 4.5, 9.0
"""The size of a dot in a crowded figure, and where there is room."""


def find_sight(series: Series) -> Sight:
    """All of a series: its days with a little room, shares from 0 to 100 %, numbers from 0."""
    days = [point.at.toordinal() for point in series.points]
    pad = max(12.0, (days[-1] - days[0]) * 0.03)
    low, high = find_levels((series,))
    return Sight(days[0] - pad, days[-1] + pad, low, high)


def find_levels(figures: Sequence[Series]) -> tuple[float, float]:
    """The lowest and highest level of an axis that holds all of several series of one unit."""
    if figures[0].unit == "share":
        return -0.03, 1.03
    levels = [level for series in figures for level in _levels(series)]
    low, high = min(0.0, *levels), max(0.0, *levels)
    room = (high - low) or 1.0
    return low - 0.03 * room, high + 0.08 * room


def _levels(series: Series) -> Iterator[float]:
    yield 0.0
    for point in series.points:
        if not point.hidden:
            yield from (one for one in (point.value, point.low, point.high) if one is not None)
    for line in series.lines:
        yield from (one for one in (line.value, *line.values) if one is not None)
    yield from (stage.median for stage in series.stages if stage.median is not None)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is laid out: the part in sight and its points, and whether they say how many they
    are of."""

    chart: ChartData
    series: Series
    desk: Desk
    sight: Sight
    shown: tuple[Point, ...]
    counted: bool

    def ticks(self, height: float) -> tuple[float, ...]:
        most = min(7, int(height / 26))
        return level_ticks(self.sight.low, self.sight.high, most, self.series.unit)


def lay_out_series(
    chart: ChartData, series: Series, desk: Desk, sight: Sight | None = None, drawn: bool = True
) -> Laid:
    """A run chart; `sight` is the part to show, `drawn` whether the data itself is drawn too.

    Without it there are only the ground, the words, the axes, the levels' labels and the marks.
    """
    sight = sight or find_sight(series)
    shown = _in_sight(series.points, sight)
    numbered = len(shown) <= MOST_NUMBERED
    counted = numbered and any(point.n for point in shown) and desk.height >= 110
    plan = _Plan(chart, series, desk, sight, shown, counted)
    frame, above = _find_frame(plan)
    items = [*shade_limits(series, frame), *_lay_out_axes(plan, frame)]
    items += (*_lay_out_ends(plan, frame), *above)
    items += _lay_out_alike(plan, frame)
    if not drawn:
        return Laid(tuple(items), frame)
    items += draw_lines(chart, series, frame)
    items += draw_points(chart, series, frame, numbered, _find_size(shown, frame))
    targets = (_target(point, plan, frame) for point in shown if numbered)
    return Laid(tuple(items), frame, tuple(targets))


def _find_size(shown: Sequence[Point], frame: Frame) -> float:
    """The size of the dots: smaller where they stand close."""
    apart = (frame.right - frame.left) / max(1, len(shown) - 1)
    return max(_SMALLEST, min(_LARGEST, 0.9 * apart))


def _in_sight(points: Sequence[Point], sight: Sight) -> tuple[Point, ...]:
    start = bisect_left(points, sight.first, key=_day_of)
    return tuple(points[start : bisect_right(points, sight.last, key=_day_of)])


def _day_of(point: Point) -> int:
    return point.at.toordinal()


def _target(point: Point, plan: _Plan, frame: Frame) -> Target:
    y = frame.y(point.value) if is_drawn(point) and point.value is not None else frame.bottom
    x = frame.x(_day_of(point))
    words = describe_point(point, plan.desk.lang, plan.series.unit)
    return Target(x - 8, y - 8, 16, 16, 0, words)


def _lay_out_alike(plan: _Plan, frame: Frame) -> Iterator[Text]:
    """How many points lie on one another, beside the dot they look like, where there is room;
    better not on a line."""
    if plan.series.joined or not any(point.others for point in plan.shown):
        return
    spots = {(frame.x(_day_of(p)), frame.y(p.value)): p for p in plan.shown if p.value is not None}
    if len(spots) > MOST_NUMBERED:
        return
    levels = (frame.y(line.value) for line in plan.series.lines if line.value is not None)
    lines: list[Room] = [(frame.left, y - 1, frame.right, y + 1) for y in levels]
    taken: list[Room] = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    for spot, point in spots.items():
        if not point.others:
            continue
        text = f"×{plan.desk.lang.number(point.others + 1)}"
        find = partial(
            find_place, spot, plan.desk.wide(text, SMALL, 600), frame, size=SMALL, away=7
        )
        place = find([*taken, *lines]) or find(taken)
        if place is not None:
            taken.append(place)
            base = place[1] + SMALL
            yield Text(place[0] + 1, base, text, "number", "accent", "start", SMALL, 600)


# The frame and what stands around it


def _find_frame(plan: _Plan) -> tuple[Frame, tuple[Item, ...]]:
    """Where the plot lies, and what stands above it."""
    desk, unit = plan.desk, plan.series.unit
    bottom = desk.height - TICK * LINE - 6 - (SMALL * LINE + 5 if plan.counted else 0)
    levels = (say_level(tick, unit, desk.lang) for tick in plan.ticks(bottom - 24))
    left = desk.widest([*levels, "n"], TICK) + 10
    right = max(left + 20, desk.width - _find_column(plan))
    rough = Frame(left, 0, right, bottom, plan.sight)
    above = lay_out_marks(plan.series, _header(plan), rough, 0.45 * bottom, desk)
    frame = Frame(left, above.height + 8, right, bottom, plan.sight)
    return frame, above.items(frame)


def _header(plan: _Plan) -> str:
    """The unit of the axis and which way is good: dage · ↓ bedre."""
    text, unit = plan.desk.lang.text, UNITS[plan.series.unit]
    arrow = {"up": "↑", "down": "↓", "": ""}[plan.chart.better]
    way = f"{arrow} {text(N_('better'))}" if arrow else ""
    return " · ".join(part for part in (text(unit), way) if part)


def _lay_out_axes(plan: _Plan, frame: Frame) -> Iterator[Item]:
    desk = plan.desk
    yield from lay_out_levels(plan.ticks(frame.bottom - frame.top), plan.series.unit, frame, desk)
    row = frame.bottom + 5 + TICK
    if plan.counted:
        base = frame.bottom + 7 + SMALL
        yield Text(frame.left - 8, base, "n", "tick", "ink2", "end", TICK)
        yield from _lay_out_counts(plan, frame, base)
        row += SMALL * LINE + 5
    days = day_ticks(plan.sight.first, plan.sight.last, frame.right - frame.left, desk)
    for day, _ in days:
        x = frame.x(day)
        if frame.left <= x <= frame.right:
            yield Stroke(((x, frame.bottom), (x, frame.bottom + 4)), "ink3~60", 1)
    yield from lay_out_along(days, frame, row, desk)


def _lay_out_counts(plan: _Plan, frame: Frame, base: float) -> Iterator[Item]:
    """How many each point is of, below it; where they would touch, the later one goes."""
    free = frame.left - 4
    for point in plan.shown:
        if point.n is None and not point.hidden:
            continue
        text = HIDDEN if point.hidden else plan.desk.lang.number(point.n or 0)
        x, half = frame.x(_day_of(point)), plan.desk.wide(text, SMALL) / 2
        if x - half >= free and x + half <= plan.desk.width:
            yield Text(x, base, text, "number", "ink2", "middle", SMALL)
            free = x + half + 3


# The labels at the right end


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written at the right end: the level it belongs to, and from which day, if any."""

    text: str
    level: float
    day: int | None
    colour: str
    weight: int = 400
    lines: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return len(self.lines) * LABEL * LINE + 2


def _find_labels(plan: _Plan) -> Iterator[_Label]:
    last = next((p for p in reversed(plan.shown) if is_drawn(p) and not p.excluded), None)
    if last is not None and last.value is not None:
        said = say_latest(last, plan.series.unit, plan.desk.lang)
        yield _Label(said, last.value, _day_of(last), "accent", 600)
    for line in plan.series.lines:
        level = _level_at(line, plan.series.points, plan.sight)
        if level is not None and line.label:
            yield _Label(line.label, level, None, line_style(line, plan.chart.verdict)[0])


def _level_at(line: Line, points: Sequence[Point], sight: Sight) -> float | None:
    """Where a line is at the right end of what is in sight."""
    if not line.values:
        return line.value
    pairs = list(zip(points, line.values, strict=False))
    known = (v for p, v in reversed(pairs) if v is not None and _day_of(p) <= sight.last)
    return next(known, line.value)


def _find_column(plan: _Plan) -> float:
    """How wide the labels at the right end may be; longer ones are broken."""
    labels, wide = list(_find_labels(plan)), plan.desk.width
    if not labels:
        return 12.0
    whole = max(plan.desk.wide(one.text, LABEL, one.weight) for one in labels)
    # In a small figure so much that two lines hold what must be said.
    half = max(plan.desk.halve(_must_say(one), LABEL, one.weight) for one in labels)
    most = max(0.36 * wide, min(half + _LEADER + 6, 0.46 * wide))
    return min(whole + _LEADER + 4, most, 230.0)


def _must_say(label: _Label) -> str:
    """A label without what may be left out of it, but not its number alone."""
    return shorten(label.text)[:2][-1] if "," in label.text or "(" in label.text else label.text


def _lay_out_ends(plan: _Plan, frame: Frame) -> Iterator[Item]:
    """The labels beside their levels, pushed apart where they would touch, with thin leaders."""
    top, bottom = frame.top - 6, frame.bottom + 4
    room = plan.desk.width - frame.right - _LEADER - 3
    labels = _fit_labels(plan, room, bottom - top)
    wished = [(frame.y(label.level), label.height) for label in labels]
    for label, y in zip(labels, spread(wished, top, bottom), strict=True):
        yield from _lead(label, y, frame)
        upper = y - (len(label.lines) - 1) * LABEL * LINE / 2
        for at, line in enumerate(label.lines):
            base = centre_line(upper + at * LABEL * LINE, LABEL)
            x = frame.right + _LEADER + 2
            yield Text(x, base, line, "label", label.colour, "start", LABEL, label.weight)


def _lead(label: _Label, y: float, frame: Frame) -> Iterator[Stroke]:
    """A line from the level to its label, but where a point and its label lie side by side."""
    level, end = frame.y(label.level), (frame.right + _LEADER - 1, y)
    start = frame.right if label.day is None else min(frame.x(label.day) + 7, frame.right)
    if label.day is None or abs(level - y) > 3 or start < frame.right - 14:
        corner = () if start == frame.right else ((start, level),)
        yield Stroke((*corner, (frame.right, level), end), f"{label.colour}~60", 1)


def _fit_labels(plan: _Plan, room: float, height: float) -> list[_Label]:
    """The labels in lines that fit: where all have no room, in fewer, then the first of them."""
    low, high = plan.sight.low, plan.sight.high
    wished = [label for label in _find_labels(plan) if low <= label.level <= high]
    for most in (3, 2, 1):
        labels = [
            replace(label, lines=lines)
            for label in wished
            if (lines := plan.desk.fit(shorten(label.text), room, LABEL, label.weight, most))
        ]
        if sum(label.height for label in labels) <= height:
            return labels
    while labels and sum(label.height for label in labels) > height:
        labels.pop()
    return labels
