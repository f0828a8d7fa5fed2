"""Bars from the left: one value each, or pairs as planned and actual; a Pareto line if given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.charts.chart import Bar, Bars
from facilitator.charts.layout.desk import (
    LABEL,
    LINE,
    SMALL,
    TICK,
    Desk,
    Laid,
    Place,
    centre_line,
    find_pitch,
    has_room,
    lay_out_name,
    row_line,
    shorten,
)
from facilitator.charts.sketch import Box, Frame, Item, Shape, Sight, Stroke, Target, Text
from facilitator.charts.spoken import HIDDEN, describe_bar

_TALLEST = 46.0
_TOP, _SWATCH, _ROOMY = 2.0, 10.0, 360.0
# The colours of bars and of their words, in the order of the series.
_TONES = ("accent~45", "accent", "ink3")
_WORDS = ("ink2", "accent", "ink3")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything goes: the plot, the height of a row, the room for names and values."""

    bars: Bars
    desk: Desk
    frame: Frame
    pitch: float
    deep: int
    names: float
    said: float
    keyed: bool


def lay_out_bars(bars: Bars, desk: Desk) -> Laid:
    """Labels on the left, each bar with its value in words at its end or, by a line, before it."""
    plan = _plan(bars, desk)
    frame = plan.frame
    items: list[Item] = [Stroke(((frame.left, frame.top), (frame.left, frame.bottom)), "line", 1)]
    items += _lay_out_key(plan)
    for at, bar in enumerate(bars.bars):
        items += _lay_out_name(plan, at, bar)
        items += _lay_out_values(plan, at, bar)
    items += _lay_out_total(plan)
    targets = (
        Target(
            0,
            frame.top + at * plan.pitch,
            desk.width,
            plan.pitch,
            at,
            describe_bar(bar, bars.series),
        )
        for at, bar in enumerate(bars.bars)
    )
    return Laid(tuple(items), frame, tuple(targets), frame.bottom + 2)


def _plan(bars: Bars, desk: Desk) -> _Plan:
    deep = max((len(bar.values) for bar in bars.bars), default=1) or 1
    names = _find_names(bars, desk)
    tallest = find_pitch(_TALLEST if deep == 1 else 1.3 * _TALLEST, len(bars.bars))
    pitch = min(tallest, (desk.height - 2 * _TOP) / len(bars.bars))
    total = desk.widest(_say_total(bars, desk)) + 14 if bars.cumulative else 0.0
    part = (0.3 if desk.width >= _ROOMY else 0.38) * desk.width
    most = max(0.0, min(part, desk.width - names - total - 44))
    keyed = not _says(deep, pitch) or _find_said(bars, desk, deep, keyed=False) > most
    top = _TOP + TICK * LINE + 4 if keyed and bars.series else _TOP
    pitch = min(pitch, (desk.height - _TOP - top) / len(bars.bars))
    said = min(_find_said(bars, desk, deep, keyed=keyed), most) if _says(deep, pitch) else 0.0
    left = names + 12 + (said + 10 if bars.cumulative else 0)
    right = max(left + 20, desk.width - (total or said + 10))
    sight = Sight(0, _find_end(bars), 0, 1)
    frame = Frame(left, top, right, top + pitch * len(bars.bars), sight)
    return _Plan(bars, desk, frame, pitch, deep, names, said, keyed)


def _find_said(bars: Bars, desk: Desk, deep: int, *, keyed: bool) -> float:
    """How wide the values in words are, the first with what is what unless that is `keyed`."""
    words = (_say(bars, bar, at, keyed=keyed) for bar in bars.bars for at in range(deep))
    return desk.widest(words, LABEL, 600)


def _find_names(bars: Bars, desk: Desk) -> float:
    """The room for the names, in a small figure so much that no word of them is broken."""
    word = desk.widest(word for bar in bars.bars for word in bar.label.split())
    part = 0.34 if desk.width >= _ROOMY else 0.44
    most = max(part * desk.width, min(word, 0.46 * desk.width))
    return min(desk.widest(bar.label for bar in bars.bars), most)


def _says(deep: int, pitch: float) -> bool:
    """Whether values are written: those of pairs only where each bar is as high as its words."""
    return deep == 1 or 0.8 * pitch / deep >= SMALL * 1.1


def _find_end(bars: Bars) -> float:
    """The end of the axis: the largest bar, or all of them together beside a Pareto line."""
    values = [value for bar in bars.bars for value in bar.values if value and not bar.hidden]
    return (sum(values) if bars.cumulative else max(values, default=1.0)) or 1.0


def _say(bars: Bars, bar: Bar, at: int, *, keyed: bool) -> str:
    """The value in words; the first bar of a pair says what is what, if no key does."""
    if at >= len(bar.said):
        return ""
    said = bar.said[at] or (HIDDEN if bar.hidden else "")
    named = not keyed and bar is bars.bars[0] and at < len(bars.series)
    return f"{bars.series[at]} {said}" if named else said


def _lay_out_key(plan: _Plan) -> Iterator[Item]:
    """Which bar of a pair is what, where no words at the bars say so."""
    if not plan.keyed:
        return
    names = [plan.desk.elide(name, plan.desk.width / 2 - 30, TICK) for name in plan.bars.series]
    steps = [_SWATCH + 19 + plan.desk.wide(name, TICK) for name in names]
    x = max(0.0, min(plan.frame.left, plan.desk.width - sum(steps)))
    for at, (name, step) in enumerate(zip(names, steps, strict=True)):
        yield Box(x, _TOP + 2, _SWATCH, _SWATCH, _TONES[min(at, 2)], None, 2)
        yield Text(x + _SWATCH + 5, _TOP + TICK, name, "label", "ink2", "start", TICK)
        x += step


def _lay_out_name(plan: _Plan, at: int, bar: Bar) -> Iterator[Item]:
    if has_room(at, plan.pitch):
        place = Place(plan.frame.top + (at + 0.5) * plan.pitch, plan.pitch, plan.frame)
        yield from lay_out_name(shorten(bar.label)[:2], plan.names, place, plan.desk)


def _lay_out_values(plan: _Plan, at: int, bar: Bar) -> Iterator[Item]:
    room = plan.pitch * (0.62 if plan.deep == 1 else 0.8)
    thick, frame = room / plan.deep, plan.frame
    for series, value in enumerate(bar.values):
        y = frame.top + at * plan.pitch + (plan.pitch - room) / 2 + series * thick
        end = frame.left
        if value and not bar.hidden:
            end = max(frame.left + 1, frame.x(value))
            tone = _TONES[min(series if plan.deep > 1 else 1, 2)]
            high = thick - (1 if plan.deep > 1 else 0)
            yield Box(frame.left, y, end - frame.left, high, tone, None, 2)
        yield from _lay_out_said(plan, at, series, y + thick / 2, end)


def _lay_out_said(plan: _Plan, at: int, series: int, y: float, end: float) -> Iterator[Item]:
    """A value in words."""
    paired = plan.deep > 1
    size, weight = (SMALL, 600 if series == plan.deep - 1 else 400) if paired else (LABEL, 400)
    base = centre_line(y, size) if paired else row_line(y, plan.frame)
    if not (_says(plan.deep, plan.pitch) if paired else has_room(at, plan.pitch)):
        return
    said = shorten(_say(plan.bars, plan.bars.bars[at], series, keyed=plan.keyed))
    text = "".join(plan.desk.fit(said, plan.said, size, weight))
    if plan.bars.cumulative:
        yield Text(plan.frame.left - 10, base, text, "number", "ink", "end", size, 600)
    else:
        colour = _WORDS[min(series, 2)]
        yield Text(end + 8, base, text, "number", colour, "start", size, weight)


def _say_total(bars: Bars, desk: Desk) -> Iterator[str]:
    return (desk.lang.percent_text(round(100 * share, 6), 0) for share in bars.cumulative)


def _lay_out_total(plan: _Plan) -> Iterator[Item]:
    """The Pareto line, on the axis of the bars, with its percentages in a column."""
    bars, frame = plan.bars, plan.frame
    if not bars.cumulative:
        return
    places = [
        (frame.left + share * (frame.right - frame.left), frame.top + (at + 0.5) * plan.pitch)
        for at, share in enumerate(bars.cumulative)
    ]
    if len(places) > 1:
        yield Stroke(tuple(places), "ink2", 1.4)
    for at, ((x, y), text) in enumerate(zip(places, _say_total(bars, plan.desk), strict=True)):
        yield Shape("square", x, y, min(6.0, plan.pitch * 0.5), "surface", "ink2")
        if has_room(at, plan.pitch):
            base = row_line(y, plan.frame)
            yield Text(plan.desk.width, base, text, "number", "ink2", "end", LABEL)
