"""What is said of one measurement: by pointer, by keys, and to a screen reader."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import islice

from facilitator.charts.chart import (
    Bar,
    ChartData,
    Dots,
    FunnelFigure,
    Mark,
    Part,
    Point,
    Row,
    Series,
    Spot,
    Unit,
)
from facilitator.domain.shares import round_percent
from facilitator.language import N_, Language, share_decimals

HIDDEN = "–"
"""What stands where a number of few people would."""


def say_value(value: float, unit: Unit, lang: Language, decimals: int | None = None) -> str:
    """A value with its unit: 48 pct., 42 dage, 7. Days and numbers get a decimal where they do."""
    if unit == "share":
        return lang.percent_text(100 * Fraction(value).limit_denominator(10**6), decimals or 0)
    wanted = (0 if value == round(value) else 1) if decimals is None else decimals
    number = lang.number(value, wanted)
    if unit == "number":
        return number
    if wanted == 0:
        return lang.plural("{n} day", "{n} days", round(value))
    return lang.text("{number} days", number=number)


def say_point(point: Point, unit: Unit, lang: Language) -> str:
    """The number of a point: 6 af 15 (40 pct.), 42 dage; what is hidden or missing as "–"."""
    if point.hidden or point.value is None:
        return HIDDEN
    if unit == "share" and point.k is not None and point.n:
        return lang.share(point.k, point.n)
    return say_value(point.value, unit, lang)


def say_latest(point: Point, unit: Unit, lang: Language) -> str:
    """As `say_point`, the percentage first: 40 pct. (6 af 15)."""
    if unit != "share" or point.k is None or not point.n:
        return say_point(point, unit, lang)
    counts = lang.text("{k} of {n}", k=lang.number(point.k), n=lang.number(point.n))
    return f"{lang.percent(point.k, point.n)} ({counts})"


def describe_point(point: Point, lang: Language, unit: Unit = "share") -> str:
    """A point in words: which and when, the counts and the interval."""
    head = f"{point.label}, {lang.date_axis(point.at)}"
    if point.hidden:
        return f"{head}: {lang.text('hidden, too few people')}"
    if point.value is None:
        return f"{head}: {lang.text('no measurement')}"
    said = [say_point(point, unit, lang)]
    if point.low is not None and point.high is not None:
        said.append(_interval(point.low, point.high, point.n, unit, lang))
    if unit != "share" and point.n:
        said.append(f"n = {lang.number(point.n)}")
    if point.unknown:
        said.append(lang.text("{count} unknown", count=lang.number(point.unknown)))
    if point.others:
        said.append(lang.text(N_("{n} in the same place"), n=lang.number(point.others + 1)))
    said += [lang.text(word) for word in _remarks(point)]
    return f"{head}: {', '.join(said)}"


def describe_row(row: Row, lang: Language, unit: Unit = "share") -> str:
    """A row of dots in words: whose, its number, the interval and how it lies."""
    said = [row.said]
    if not row.hidden and row.low is not None and row.high is not None:
        said.append(_interval(row.low, row.high, row.n, unit, lang))
    return f"{row.label}: {', '.join((*said, row.flag) if row.flag else said)}"


def describe_bar(bar: Bar, series: tuple[str, ...]) -> str:
    """A bar in words: what it is, and its value or its pair of values."""
    if not series:
        return f"{bar.label}: {', '.join(bar.said)}"
    pairs = zip(series, bar.said, strict=False)
    return f"{bar.label}: {', '.join(f'{name} {said}' for name, said in pairs)}"


def describe_part(part: Part, answers: tuple[str, ...], lang: Language) -> str:
    """A bar of answers in words, each answer with its count."""
    if part.hidden:
        return f"{part.label}: {lang.text('hidden, too few people')}"
    pairs = zip(answers, part.counts, strict=False)
    return f"{part.label}: {', '.join(f'{name} {lang.number(count)}' for name, count in pairs)}"


def describe_answer(part: Part, answer: str, count: int, lang: Language) -> str:
    """A part of a bar of answers in words: Tryg?: ja 8 af 13 (62 pct.)."""
    return f"{part.label}: {answer} {lang.share(count, sum(part.counts))}"


def describe_spot(spot: Spot, lang: Language) -> str:
    """A unit of a funnel in words: whose, the counts and how it lies."""
    said = f"{spot.label}: {lang.share(spot.k, spot.n)}"
    return f"{said}, {spot.flag}" if spot.flag else said


def describe_mark(mark: Mark, lang: Language) -> str:
    """What happened and when: 1 · 15. sep. 2025: Påmindelse i journalen."""
    number = "" if mark.number is None else f"{mark.number} · "
    day = f"{number}{lang.date_axis(mark.at)}"
    return f"{day}: {mark.text}" if mark.text.strip() else day


def say_sources(chart: ChartData) -> tuple[str, ...]:
    """Where the numbers and the levels of a chart come from, each once."""
    figure = chart.figure
    lines = figure.lines if isinstance(figure, (Series, Dots, FunnelFigure)) else ()
    told = dict.fromkeys(line.source for line in lines if line.source not in chart.source)
    return tuple(source for source in (chart.source, *told) if source)


def is_above(series: Series, point: Point) -> bool | None:
    """Whether a point lies above the centre of its own days; none where there is no centre."""
    middle = _find_middle(series, point)
    return None if middle is None or point.value is None else point.value > middle


def _find_middle(series: Series, point: Point) -> float | None:
    for stage in series.stages:
        if stage.start <= point.at <= stage.stop:
            return stage.median
    line = next((line for line in series.lines if line.kind in ("centre", "median")), None)
    if line is None or len(line.values) != len(series.points):
        return line.value if line else None
    return line.values[bisect_left(series.points, point.at, key=lambda one: one.at)]


def count_measured(series: Series, most: int | None = None) -> int:
    """How many points have a value that is shown; of many, no more than `most` are counted."""
    found = (1 for point in series.points if point.value is not None and not point.hidden)
    return sum(islice(found, most))


def _remarks(point: Point) -> tuple[str, ...]:
    outside = (N_("outside the limits"),) if point.outside else ()
    return (*outside, N_("left out")) if point.excluded else outside


def _interval(low: float, high: float, n: int | None, unit: Unit, lang: Language) -> str:
    ends = [_end(end, n, unit, lang) for end in (low, high)]
    return lang.text("95% confidence interval {low}–{high}", low=ends[0], high=ends[1])


def _end(end: float, n: int | None, unit: Unit, lang: Language) -> str:
    """An end without its unit."""
    if unit != "share":
        return lang.number(end, 0 if end == round(end) else 1)
    return say_end(end, lang, 1 if n is None else share_decimals(n))


def say_end(end: float, lang: Language, decimals: int = 0) -> str:
    """An end of an interval (0 to 1) as a percentage without its sign; with more decimals where 0
    or 100 would claim what is not so."""
    exact = Fraction(end)
    while end not in (0, 1) and round_percent(exact, decimals) in (0, 100):
        decimals += 1
    return lang.number(100 * exact, decimals)
