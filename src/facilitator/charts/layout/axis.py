"""Ticks of axes: round numbers, shares, and months of the calendar."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from facilitator.charts.chart import Unit
from facilitator.charts.layout.desk import LINE, TICK, Desk, centre_line
from facilitator.charts.sketch import Frame, Item, Stroke, Text
from facilitator.language import N_, Language

UNITS: dict[Unit, str] = {"share": "", "days": N_("days"), "number": N_("number")}
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_NARROWEST = 40.0
"""From one year to the next on an axis, in pixels: no ticks stand closer."""
_DAY_STEPS = (1, 2, 7, 14)


def round_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round numbers from low to high, both included, at most `most`: steps of 1, 2 and 5."""
    if not high > low:
        return (low,)
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (power * factor for factor in (1, 2, 5, 10, 20, 50)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return tuple(at * step for at in range(first, last + 1))
    return (low,)


def level_ticks(low: float, high: float, most: int, unit: Unit) -> tuple[float, ...]:
    """The levels to write on an axis of values; shares beyond 0 and 1 are no levels."""
    if unit == "share":
        low, high = max(0.0, low), min(1.0, high)
    if low > high:
        return ()
    ticks = round_ticks(low, high, max(2, most))
    whole = unit != "share" and high - low >= 1
    return tuple(tick for tick in ticks if not whole or tick == round(tick))


def say_level(level: float, unit: Unit, lang: Language) -> str:
    """A level as it stands on an axis: 40 %, 60, 2,5."""
    if unit == "share":
        return lang.percent_axis(round(level, 6))
    decimals = 0 if abs(level - round(level)) < 1e-9 else 1 if abs(level) >= 0.1 else 3
    return lang.number(level, decimals)


def lay_out_levels(
    ticks: tuple[float, ...], unit: Unit, frame: Frame, desk: Desk
) -> Iterator[Item]:
    """A thin line across the frame at each level, its words on the left where there is room."""
    free = frame.top - TICK
    for tick in reversed(ticks):
        y = frame.y(tick)
        yield Stroke(((frame.left, y), (frame.right, y)), "line", 1)
        if free <= y <= frame.bottom + 0.4:
            text, base = say_level(tick, unit, desk.lang), centre_line(y, TICK)
            yield Text(frame.left - 8, base, text, "tick", "ink2", "end", TICK)
            free = y + TICK * LINE


def lay_out_along(
    ticks: Iterable[tuple[float, str]], frame: Frame, base: float, desk: Desk, colour: str = "ink2"
) -> Iterator[Text]:
    """Words along a horizontal axis, within the desk; of two that would touch the later goes."""
    free = 0.0
    for value, text in ticks:
        half, x = desk.wide(text, TICK) / 2, frame.x(value)
        middle = max(half, min(x, desk.width - half))
        if middle - half >= free and frame.left <= x <= frame.right:
            yield Text(middle, base, text, "tick", colour, "middle", TICK)
            free = middle + half + 8


def day_ticks(first: float, last: float, room: float, desk: Desk) -> tuple[tuple[int, str], ...]:
    """Days and their words along `room` pixels from day `first` to `last`: as many as have room.

    Months of the calendar (sep. 2026), whole years alone (2026), and days (15. sep. 2026) where
    no two months are in sight.
    """
    start, stop = find_day(math.ceil(first)), find_day(math.floor(last))
    for ticks in _tick_sets(start, stop, int(room / _NARROWEST) + 2, desk.lang):
        if not ticks:
            continue
        apart = room * min(_gaps(ticks), default=last - first) / max(1e-9, last - first)
        if desk.widest((text for _, text in ticks), TICK) + 14 <= apart:
            return ticks
    return ()


def _gaps(ticks: tuple[tuple[int, str], ...]) -> Iterator[int]:
    return (after[0] - before[0] for before, after in pairwise(ticks))


def find_day(ordinal: int) -> date:
    return date.fromordinal(min(max(1, ordinal), date.max.toordinal()))


def _tick_sets(
    start: date, stop: date, most: int, lang: Language
) -> Iterator[tuple[tuple[int, str], ...]]:
    """Sets of ticks, the densest first; those of months only with `most` at the most."""
    months = range(start.year * 12 + start.month - 1, stop.year * 12 + stop.month)
    if (stop - start).days < 70:
        for step in _DAY_STEPS:
            days = range(start.toordinal(), stop.toordinal() + 1, step)
            yield tuple((day, lang.date_axis(date.fromordinal(day))) for day in days)
    for step in (step for step in _MONTH_STEPS if len(months) // step <= most):
        found = (date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0 and m >= 12)
        inside = [day for day in found if start <= day <= stop]
        yield tuple((day.toordinal(), _say_month(day, step, lang)) for day in inside)
    yield ((start.toordinal(), lang.month_axis(start)),)


def _say_month(day: date, step: int, lang: Language) -> str:
    return str(day.year) if step >= 12 else lang.month_axis(day)
