"""Small multiples: one small figure over time each, all on one y axis and one period."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.charts.chart import ChartData, Line, Mark, Panel, Panels
from facilitator.charts.layout.axis import level_ticks, say_level
from facilitator.charts.layout.curves import (
    MOST_NUMBERED,
    draw_lines,
    draw_points,
    line_style,
    shade_limits,
)
from facilitator.charts.layout.desk import LABEL, LINE, SMALL, TICK, Desk, Laid, centre_line
from facilitator.charts.layout.series import find_levels
from facilitator.charts.sketch import Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import describe_mark, describe_point, say_latest
from facilitator.language import N_

_GAP_X, _GAP_Y = 16.0, 10.0
_FOOT = TICK * LINE + 6
_KEY, _SAMPLE = TICK * LINE + 8, 20.0
_LOWEST_WITH_KEY = 150.0
"""Design pixels of a figure that has room to say which line is what."""
# More panels than these wish for a height: so many pixels each, as wide as that.
_FEW, _WIDE, _TALL = 15, 165.0, 112.0
_NAMED, _TWO_LINES = 46.0, 76.0
"""How high a cell is that has the name of its panel above it, and that has it in two lines."""


_Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cells from the upper left; one high enough has the name of its panel above it, in so many
    `lines` as the longest needs."""

    left: float
    columns: int
    wide: float
    tall: float
    lines: int = 1

    @property
    def named(self) -> bool:
        return self.tall >= _NAMED and self.wide >= 44

    @property
    def room(self) -> float:
        """How wide a panel is."""
        return self.wide - min(_GAP_X, self.wide * 0.12)

    def frame(self, at: int, sight: Sight) -> Frame:
        x = self.left + at % self.columns * self.wide
        head = self.lines * LABEL * LINE + 2 if self.named else 0.0
        y, right = at // self.columns * self.tall + 2 + head, x + self.room
        bottom = (at // self.columns + 1) * self.tall - min(_GAP_Y, self.tall * 0.15)
        return Frame(x, y, right, max(y + 2, bottom), sight)


def lay_out_panels(chart: ChartData, panels: Panels, desk: Desk) -> Laid:
    """A grid that fills the room; levels beside the first column, the period below each column."""
    sight, period = find_panel_sight(panels), _find_period(panels)
    unit = panels.panels[0].series.unit
    ticks = level_ticks(sight.low, sight.high, 3, unit)
    left = desk.widest((say_level(tick, unit, desk.lang) for tick in ticks), TICK) + 10
    keys = _find_keys(panels, desk) if desk.height >= _LOWEST_WITH_KEY else {}
    low = _KEY if keys else 0.0
    height = _find_height(len(panels.panels), desk.width - left)
    room = min(desk.height - low, height or desk.height)
    grid, names = _find_grid(panels, left, room, desk)
    items: list[Item] = []
    targets: list[Target] = []
    said = _find_said(panels, names, grid.room, desk)
    for at, panel in enumerate(panels.panels):
        frame = grid.frame(at, sight)
        if grid.named:
            items += _lay_out_name(panel, names[at], said[at], frame)
        items += _lay_out_levels(panel, frame, ticks, at % grid.columns == 0, grid.named, desk)
        items += _lay_out_marks(chart.marks, frame, desk)
        items += _draw_panel(chart, panel, frame)
        if at + grid.columns >= len(panels.panels):
            items += _lay_out_period(period, frame, desk)
        targets += _targets(panel, frame, at // grid.columns, desk)
        targets += _mark_targets(chart.marks, frame, at // grid.columns, desk)
    items += _lay_out_keys(keys, left, room + low - 3, desk)
    return Laid(tuple(items), None, tuple(targets), None if height is None else height + low)


def _find_keys(panels: Panels, desk: Desk) -> dict[str, Line]:
    """What the lines across the panels are, by their names: that of a median without its number,
    which is another in each."""
    found: dict[str, Line] = {}
    for panel in panels.panels:
        medians = [Line("median", stage.median, "") for stage in panel.series.stages]
        for line in (*medians, *panel.series.lines):
            if line.value is not None or line.values:
                is_median = line.kind in ("median", "centre")
                name = desk.lang.text(N_("Median")) if is_median else line.label
                found.setdefault(name, line)
    return found


def _lay_out_keys(keys: Mapping[str, Line], left: float, base: float, desk: Desk) -> Iterator[Item]:
    """A piece of each line and its name in a row below all panels, as many as there is room for."""
    x = left
    for name, line in keys.items():
        end = x + _SAMPLE + 6 + desk.wide(name, TICK)
        if not name or end > desk.width:
            continue
        colour, width, dash = line_style(line, None)
        yield Stroke(((x, base - 4), (x + _SAMPLE, base - 4)), colour, width, dash)
        yield Text(x + _SAMPLE + 6, base, name, "label", "ink2", "start", TICK)
        x = end + 18


def find_panel_sight(panels: Panels) -> Sight:
    """The period and the levels that hold every panel."""
    first, last = (day.toordinal() for day in _find_period(panels))
    pad = max(12.0, (last - first) * 0.04)
    low, high = find_levels([panel.series for panel in panels.panels])
    return Sight(first - pad, last + pad, low, high)


def _find_period(panels: Panels) -> tuple[date, date]:
    days = [point.at for panel in panels.panels for point in panel.series.points]
    return min(days), max(days)


def _find_height(number: int, width: float) -> float | None:
    """How high so many panels wish to be; none of few, which take any height."""
    if number <= _FEW:
        return None
    return math.ceil(number / max(1, width // _WIDE)) * _TALL + _FOOT


def _find_grid(panels: Panels, left: float, room: float, desk: Desk) -> tuple[_Grid, _Names]:
    """Columns and rows for panels about half as wide again as high, and the names over them; with
    a column less where the names would be cut and that gives them room."""
    number, width, height = len(panels.panels), desk.width - left, room - _FOOT
    wished = round(math.sqrt(1.5 * number * height / max(1.0, width)))
    columns = math.ceil(number / max(1, min(number, wished)))
    found = []
    for fewer in {columns, max(1, columns - 1)}:
        grid = _Grid(left, fewer, width / fewer, height / math.ceil(number / fewer))
        most = 2 if grid.tall >= _TWO_LINES else 1
        names = _find_names(panels, grid.room, most, desk)
        found.append((replace(grid, lines=max(map(len, names), default=1) or 1), names))
    found.sort(key=lambda one: -one[0].columns)
    whole = (one for one in found if one[0].named and _are_whole(panels, one[1]))
    return next(whole, found[0])


def _are_whole(panels: Panels, names: _Names) -> bool:
    pairs = zip(panels.panels, names, strict=True)
    return all(" ".join(name) in (panel.label, panel.short) for panel, name in pairs)


def _lay_out_levels(
    panel: Panel, frame: Frame, ticks: tuple[float, ...], first: bool, named: bool, desk: Desk
) -> Iterator[Item]:
    """Lines across at the levels, which are written where there is room beside the panel."""
    free, end = (frame.top - 4, frame.bottom + 3) if named else (frame.top + 7, frame.bottom - 7)
    for tick in reversed(ticks):
        y = frame.y(tick)
        yield Stroke(((frame.left, y), (frame.right, y)), "line", 1)
        if first and free <= y <= end:
            text = say_level(tick, panel.series.unit, desk.lang)
            yield Text(frame.left - 8, centre_line(y, TICK), text, "tick", "ink2", "end", TICK)
            free = y + TICK * LINE


def _lay_out_marks(marks: Sequence[Mark], frame: Frame, desk: Desk) -> Iterator[Item]:
    """A thin line at each mark, with the number of a small test at its foot where there is room;
    the words are said at it and below the figures."""
    free = frame.left
    for mark in _in_sight(marks, frame):
        x = frame.x(mark.at.toordinal())
        yield Stroke(((x, frame.top), (x, frame.bottom)), "ink3~70", 1, "dot")
        number = "" if mark.number is None else str(mark.number)
        end = x + 4 + desk.wide(number, SMALL - 1, 600)
        if number and x >= free and end <= frame.right and frame.bottom - frame.top > 3 * SMALL:
            base = frame.bottom - 3
            yield Text(x + 3, base, number, "label", "ink2", "start", SMALL - 1, 600)
            free = end


def _mark_targets(marks: Sequence[Mark], frame: Frame, row: int, desk: Desk) -> Iterator[Target]:
    for mark in _in_sight(marks, frame):
        x, high = frame.x(mark.at.toordinal()), frame.bottom - frame.top
        yield Target(x - 4, frame.top, 8, high, row, describe_mark(mark, desk.lang))


def _in_sight(marks: Sequence[Mark], frame: Frame) -> Iterator[Mark]:
    first, last = frame.sight.first, frame.sight.last
    inside = (mark for mark in marks if first <= mark.at.toordinal() <= last)
    return iter(sorted(inside, key=lambda mark: mark.at))


def _draw_panel(chart: ChartData, panel: Panel, frame: Frame) -> Iterator[Item]:
    yield from shade_limits(panel.series, frame)
    yield from draw_lines(replace(chart, verdict=panel.verdict), panel.series, frame)
    size = 6.0 if frame.right - frame.left > 90 else 4.0
    few = len(panel.series.points) <= min(MOST_NUMBERED, (frame.right - frame.left) / 7)
    yield from draw_points(chart, panel.series, frame, few, size)


def _find_names(panels: Panels, wide: float, most: int, desk: Desk) -> _Names:
    """The names in `most` lines, or where those cut one, all short ones there are."""
    whole, short = (
        tuple(_find_name(panel, text, wide, most, desk) for panel, text in texts)
        for texts in (
            [(panel, panel.label) for panel in panels.panels],
            [(panel, panel.short or panel.label) for panel in panels.panels],
        )
    )
    return whole if _are_whole(panels, whole) else short


def _find_name(panel: Panel, text: str, wide: float, most: int, desk: Desk) -> tuple[str, ...]:
    return desk.wrap(text, wide - _find_start(panel), LABEL, _find_weight(panel), most)


def _find_start(panel: Panel) -> float:
    return 14.0 if panel.own else 0.0


def _find_weight(panel: Panel) -> int:
    return 600 if panel.own else 400


def _lay_out_name(panel: Panel, name: Sequence[str], said: str, frame: Frame) -> Iterator[Item]:
    """The name over the panel, one's own marked by shape and weight, and the latest number."""
    base, x = frame.top - 7, frame.left + _find_start(panel)
    if panel.own:
        yield Shape("diamond", frame.left + 5, base - 4.5, 10, "accent", "accent")
    for above, line in enumerate(reversed(name)):
        colour, y = "accent" if panel.own else "ink", base - above * LABEL * LINE
        yield Text(x, y, line, "label", colour, "start", LABEL, _find_weight(panel))
    if said:
        yield Text(frame.right, base, said, "number", "ink2", "end", SMALL)


def _find_said(panels: Panels, names: _Names, wide: float, desk: Desk) -> tuple[str, ...]:
    """The latest number of each panel beside its name: with its counts where all have the room
    for that, else without, and none where there is no room."""
    full = tuple(_say_latest(panel, desk) for panel in panels.panels)
    rooms = tuple(
        wide - _find_start(panel) - desk.widest(name[-1:], LABEL, _find_weight(panel)) - 10
        for panel, name in zip(panels.panels, names, strict=True)
    )
    if all(desk.wide(text, SMALL) <= room for text, room in zip(full, rooms, strict=True)):
        return full
    short = (text.partition(" (")[0] for text in full)
    return tuple(
        text if desk.wide(text, SMALL) <= room else ""
        for text, room in zip(short, rooms, strict=True)
    )


def _say_latest(panel: Panel, desk: Desk) -> str:
    shown = [p for p in panel.series.points if p.value is not None and not p.hidden]
    return say_latest(shown[-1], panel.series.unit, desk.lang) if shown else ""


def _lay_out_period(period: tuple[date, date], frame: Frame, desk: Desk) -> Iterator[Item]:
    """The first and the last month below a column, the year alone where both have no room."""
    base = frame.bottom + 5 + TICK
    room = frame.right - frame.left
    first, last = period
    texts = desk.lang.month_axis(first), desk.lang.month_axis(last)
    if sum(desk.wide(text, TICK) for text in texts) + 12 > room:
        texts = str(first.year), str(last.year)
    if texts[0] == texts[1] or sum(desk.wide(text, TICK) for text in texts) + 10 > room:
        if desk.wide(texts[1], TICK) <= room:
            yield Text(frame.right, base, texts[1], "tick", "ink2", "end", TICK)
        return
    yield Text(frame.left, base, texts[0], "tick", "ink2", "start", TICK)
    yield Text(frame.right, base, texts[1], "tick", "ink2", "end", TICK)


def _targets(panel: Panel, frame: Frame, row: int, desk: Desk) -> Iterator[Target]:
    for point in panel.series.points:
        shown = point.value is not None and not point.hidden
        y = frame.y(point.value or 0.0) if shown else frame.bottom
        x = frame.x(point.at.toordinal())
        words = f"{panel.label}: {describe_point(point, desk.lang, panel.series.unit)}"
        yield Target(x - 5, y - 5, 10, 10, row, words)
