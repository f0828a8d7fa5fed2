"""What is drawn of a series: its levels and limits, its joined line, its intervals and points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from facilitator.charts.chart import ChartData, Line, Point, Series, Stage
from facilitator.charts.sketch import Area, Dash, Frame, Item, Kind, Shape, Stroke
from facilitator.charts.spoken import is_above
from facilitator.domain.runchart import ENOUGH, Verdict

MOST_NUMBERED = 60
"""Beyond this many points in sight numbers stand in the table and at the point one is at."""
_SMALL = 5.0
"""The size of dots of which there are more than that."""
_RIM = 1.6
"""How much larger a dot is with a rim of the surface around it."""
_MOVED = (Verdict.NON_RANDOM, Verdict.PRELIMINARY_CHANGE)


def line_style(line: Line, verdict: Verdict | None) -> tuple[str, float, Dash]:
    """The colour, width and dashes of a line; a median that no longer holds is broken up."""
    match line.kind:
        case "national":
            return "warn", 1.5, "dash"
        case "progress":
            return "kind:goals", 1.5, "dot"
        case "target":
            return "ink", 1.2, "dash"
        case "low_limit" | "high_limit":
            return "ink3", 1.0, "dash"
        case "median" | "centre":
            return "ink2", 1.5, "dashdot" if verdict in _MOVED else ""


def draw_lines(chart: ChartData, series: Series, frame: Frame) -> Iterator[Item]:
    """The levels, limits and second series of a figure, and the medians of its phases."""
    medians = [stage for stage in series.stages if stage.median is not None]
    for line in series.lines:
        colour, width, dash = line_style(line, chart.verdict)
        if line.values:
            yield from _draw_values(series, line, frame, (colour, width, dash))
        elif line.value is not None and not (line.kind == "median" and medians):
            y = frame.y(line.value)
            if frame.top - 1 <= y <= frame.bottom + 1:
                yield Stroke(((frame.left, y), (frame.right, y)), colour, width, dash)
    for stage in medians:
        yield from _draw_median(stage, series, frame)


def _draw_median(stage: Stage, series: Series, frame: Frame) -> Iterator[Stroke]:
    """The median of a phase over its own days, to the right end from the last; quiet below ten."""
    measured = sum(
        is_drawn(p) and not p.excluded and stage.start <= p.at <= stage.stop for p in series.points
    )
    is_last = series.points[-1].at <= stage.stop
    left = max(frame.left, frame.x(stage.start.toordinal()))
    right = frame.right if is_last else min(frame.right, frame.x(stage.stop.toordinal()))
    y = frame.y(stage.median or 0.0)
    if left < right and frame.top <= y <= frame.bottom:
        yield Stroke(((left, y), (right, y)), "ink2" if measured >= ENOUGH else "ink3~60", 1.5)


def shade_limits(series: Series, frame: Frame) -> Iterator[Item]:
    """The ground between two limits, below all that is drawn."""
    lows = next((line for line in series.lines if line.kind == "low_limit"), None)
    highs = next((line for line in series.lines if line.kind == "high_limit"), None)
    if lows is None or highs is None or lows.value is None or highs.value is None or lows.values:
        return
    low, high = min(frame.bottom, frame.y(lows.value)), max(frame.top, frame.y(highs.value))
    if low <= high:
        return
    ring = ((frame.left, high), (frame.right, high), (frame.right, low), (frame.left, low))
    yield Area(ring, "ink3~6")


def _draw_values(
    series: Series, line: Line, frame: Frame, style: tuple[str, float, Dash]
) -> Iterator[Item]:
    """A line of values: limits in steps, a centre as long as it holds, others from point to point
    and marked there."""
    pairs = list(zip(series.points, line.values, strict=False))
    limits, centre = ("low_limit", "high_limit"), ("median", "centre")
    for run in _runs((point.at.toordinal(), value) for point, value in pairs):
        for part in _split(run) if line.kind in centre else [run]:
            steps = _stairs(part) if line.kind in limits else part
            places = _clip([(frame.x(day), frame.y(value)) for day, value in steps], frame)
            if len(places) > 1:
                yield Stroke(tuple(places), *style)
            if line.kind not in (*limits, *centre) and len(pairs) <= MOST_NUMBERED:
                yield from (Shape("square", x, y, 4, style[0], style[0]) for x, y in places)


def _split(run: Sequence[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The stretches of one and the same value."""
    return (list(group) for _, group in groupby(run, key=lambda pair: pair[1]))


def _stairs(run: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A level for each point that goes halfway to its neighbours; it follows each one's size."""
    days = [day for day, _ in run]
    middles = [(a + b) / 2 for a, b in pairwise(days)]
    starts, stops = [days[0], *middles], [*middles, days[-1]]
    return [
        (day, level)
        for start, stop, (_, level) in zip(starts, stops, run, strict=True)
        for day in (start, stop)
    ]


def _runs(
    pairs: Iterator[tuple[int, float | None]],
) -> Iterator[list[tuple[float, float]]]:
    """Stretches without a gap."""
    for known, group in groupby(pairs, key=lambda pair: pair[1] is not None):
        if known:
            yield [(float(day), value) for day, value in group if value is not None]


def _clip(places: list[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    return [
        (x, y)
        for x, y in places
        if frame.left - 1 <= x <= frame.right + 1 and frame.top - 1 <= y <= frame.bottom + 1
    ]


def draw_points(
    chart: ChartData, series: Series, frame: Frame, numbered: bool, size: float = 9.0
) -> Iterator[Item]:
    """The intervals, the line that joins the points and leaves gaps open, and the points."""
    places = [
        (point, frame.x(point.at.toordinal()), frame.y(point.value))
        for point in series.points
        if is_drawn(point) and point.value is not None
    ]
    seen = [place for place in places if _clip([place[1:]], frame)]
    if numbered:
        yield from _draw_intervals((point for point, _, _ in seen), frame)
    if series.joined:
        yield from _draw_joined(series, frame, numbered)
    for point, x, y in seen:
        yield draw_point(chart, series, point, x, y, size if numbered else min(size, _SMALL))


def _draw_intervals(points: Iterator[Point], frame: Frame) -> Iterator[Item]:
    for point in points:
        if point.low is None or point.high is None:
            continue
        x = frame.x(point.at.toordinal())
        ends = (max(frame.top, frame.y(point.high)), min(frame.bottom, frame.y(point.low)))
        if ends[0] < ends[1]:
            yield Stroke(
                ((x, ends[0]), (x, ends[1])), "ink3~38" if point.excluded else "accent~38", 3
            )


def _draw_joined(series: Series, frame: Frame, numbered: bool) -> Iterator[Item]:
    pairs = (
        (p.at.toordinal(), p.value if is_drawn(p) and not p.excluded else None)
        for p in series.points
    )
    for run in _runs(pairs):
        places = _clip([(frame.x(day), frame.y(value)) for day, value in run], frame)
        if len(places) > 1:
            yield Stroke(tuple(places), "accent~65", 1.4 if numbered else 1.0)


def draw_point(
    chart: ChartData, series: Series, point: Point, x: float, y: float, size: float
) -> Shape:
    """A point by what it is: on the median or left out hollow, beyond a limit another shape."""
    if point.excluded:
        return Shape("circle", x, y, size, "surface", "ink3")
    if point.outside:
        kind, colour = _OUTSIDE[_is_good(chart, series, point)]
        return Shape(kind, x, y, size + 3, colour, colour)
    # Dots that no line joins may overlap: a rim parts them where they are large enough for one.
    if point.useful and not series.joined and size > _SMALL:
        return Shape("circle", x, y, size + _RIM, "accent", "surface")
    return Shape("circle", x, y, size, "accent" if point.useful else "surface", "accent")


_OUTSIDE: dict[bool | None, tuple[Kind, str]] = {
    True: ("diamond", "accent"),
    False: ("triangle", "warn"),
    None: ("square", "ink"),
}
"""A point beyond a limit on the good side, on the bad one, and where neither is known."""


def _is_good(chart: ChartData, series: Series, point: Point) -> bool | None:
    """Whether a point beyond a limit lies on the good side; none where neither side is."""
    above = is_above(series, point)
    return None if above is None or not chart.better else above == (chart.better == "up")


def is_drawn(point: Point) -> bool:
    """Whether there is a value that may be seen."""
    return point.value is not None and not point.hidden
