"""Charts of every kind and size by a seed: the same seed, the same chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from facilitator.charts.chart import (
    Bar,
    Bars,
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Line,
    LineKind,
    Mark,
    Panel,
    Panels,
    Part,
    Parts,
    Point,
    Row,
    Series,
    Spot,
    Stage,
    Unit,
)
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Share, find_interval

FIRST = date(2019, 3, 6)
LINE_KINDS: tuple[LineKind, ...] = (
    *("median", "national", "progress", "target", "centre", "low_limit", "high_limit"),
)
UNITS: tuple[Unit, ...] = ("share", "days", "number")
WORDS = (
    "Landet 48 pct., sep. 2025",
    "Klinik A",
    "Median 54 pct.",
    "Påmindelse i journalen ved hver kontrol af blodfortyndende behandling",
    "Å",
    "",
    "Speciallægepraksisøjeblikkeligkontrolundersøgelsesresultat",
    "7 af 41 (17 pct.)",
    "<5",
)


def make_chart(seed: int) -> ChartData:
    """A chart with a figure of any kind."""
    chance = Random(seed)
    figure = chance.choice(MAKERS)(chance)
    return ChartData(
        name="x",
        title=_name(chance),
        subtitle=chance.choice(WORDS),
        sentence=chance.choice(WORDS),
        verdict=chance.choice((None, *Verdict)),
        caveats=tuple(chance.choice(WORDS) for _ in range(chance.randint(0, 3))),
        figure=figure,
        better=chance.choice(("up", "down", "")),
        source=chance.choice(WORDS),
    )


def _name(chance: Random) -> str:
    return chance.choice(WORDS) or "Klinik"


def _few(chance: Random, most: int) -> int:
    """A number up to `most`, mostly a small one."""
    return chance.randint(0, chance.choice((3, 12, most)))


def _rarely(chance: Random) -> bool:
    return chance.random() < 0.12


def _value(chance: Random, unit: Unit, share: float) -> float:
    return share if unit == "share" else share * chance.choice((1, 7, 400))


def make_series(chance: Random, unit: Unit | None = None, most: int = 80) -> Series:
    """Up to `most` points with everything that may stand beside them."""
    measured: Unit = chance.choice(UNITS) if unit is None else unit
    step = chance.choice((1, 7, 31, 95, 400))
    points = tuple(_make_point(chance, at, step, measured) for at in range(_few(chance, most)))
    lines = [_make_line(chance, measured) for _ in range(chance.randint(0, 5))]
    if points and chance.random() < 0.5:
        levels = tuple(None if _rarely(chance) else chance.random() for _ in points)
        kind: LineKind = chance.choice(LINE_KINDS[2:])
        lines.append(Line(kind, 0.5, "I alt 5 af 9", values=levels))
    marks = tuple(_make_mark(chance, step * (len(points) + 2)) for _ in range(_few(chance, 9)))
    return Series(points, tuple(lines), marks, _make_stages(chance, points), measured)


def _make_point(chance: Random, at: int, step: int, unit: Unit) -> Point:
    n = chance.randint(0, 30)
    share = Share(chance.randint(0, n), n)
    interval = find_interval(share)
    hidden = _rarely(chance)
    value = None if share.value is None or hidden else _value(chance, unit, float(share.value))
    shown = interval if unit == "share" else None
    return Point(
        f"{at + 1}. møde",
        FIRST + timedelta(days=at * step),
        share.k if unit == "share" else None,
        n,
        value,
        shown.low if shown else None,
        shown.high if shown else None,
        useful=chance.random() < 0.5,
        excluded=_rarely(chance),
        outside=_rarely(chance),
        hidden=hidden,
    )


def _make_line(chance: Random, unit: Unit) -> Line:
    return Line(
        chance.choice(LINE_KINDS), _value(chance, unit, chance.random()), chance.choice(WORDS)
    )


def _make_mark(chance: Random, days: int) -> Mark:
    at = FIRST + timedelta(days=chance.randint(-days // 8, days))
    number = chance.choice((None, chance.randint(1, 30)))
    return Mark(at, chance.choice(("phase", "pdsa", "note")), chance.choice(WORDS), number)


def _make_stages(chance: Random, points: tuple[Point, ...]) -> tuple[Stage, ...]:
    if len(points) < 2 or chance.random() < 0.5:
        return ()
    cut = chance.randint(1, len(points) - 1)
    parts = (points[:cut], points[cut:])
    return tuple(
        Stage(part[0].at, part[-1].at, name, chance.random(), f"{name} 31 pct. (n=12)")
        for part, name in zip(parts, ("Før", "Efter"), strict=True)
    )


def _make_dots(chance: Random) -> Dots:
    unit = chance.choice(UNITS)
    band = sorted((chance.random(), chance.random()))
    return Dots(
        tuple(_make_row(chance) for _ in range(_few(chance, 200))),
        tuple(_make_line(chance, unit) for _ in range(chance.randint(0, 4))),
        chance.choice((None, (band[0], band[1]))),
        chance.choice(WORDS),
        unit,
    )


def _make_row(chance: Random) -> Row:
    low, value, high = sorted(chance.random() for _ in range(3))
    words = _name(chance), chance.choice(WORDS)
    flag = chance.choice(("", "under 95 %"))
    return Row(words[0], 3, 9, value, low, high, words[1], _rarely(chance), _rarely(chance), flag)


def _make_bars(chance: Random) -> Bars:
    deep = chance.randint(1, 2)
    size = _few(chance, 60)
    made = tuple(
        Bar(
            _name(chance),
            tuple(None if _rarely(chance) else chance.uniform(0, 400) for _ in range(deep)),
            tuple(chance.choice(WORDS) for _ in range(deep)),
            _rarely(chance),
        )
        for _ in range(size)
    )
    line = deep == 1 and chance.random() < 0.5
    total = tuple((at + 1) / size for at in range(size)) if line else ()
    return Bars(made, ("planlagt", "faktisk") if deep == 2 else (), total)


def _make_parts(chance: Random) -> Parts:
    answers = chance.randint(1, 5)
    made = tuple(
        Part(_name(chance), tuple(_few(chance, 30) for _ in range(answers)), _rarely(chance))
        for _ in range(_few(chance, 40))
    )
    return Parts(made, tuple(_name(chance) for _ in range(answers)))


def _make_funnel(chance: Random) -> FunnelFigure:
    sizes = tuple(range(1, chance.randint(2, 60)))
    low998, low95, high95, high998 = (
        (level,) * len(sizes) for level in sorted(chance.random() for _ in range(4))
    )
    spots = tuple(_make_spot(chance, at) for at in range(_few(chance, 50)))
    centre = chance.random()
    return FunnelFigure(spots, centre, "Klyngen 59 pct.", sizes, low95, high95, low998, high998)


def _make_spot(chance: Random, at: int) -> Spot:
    n = chance.randint(1, 60)
    k = chance.randint(0, n)
    flag = "over 99,8 %" if chance.random() < 0.3 else ""
    return Spot(f"Klinik {at}", n, k, k / n, flag, _rarely(chance))


def _make_panels(chance: Random) -> Panels:
    unit = chance.choice(UNITS)
    return Panels(
        tuple(
            Panel(_name(chance), make_series(chance, unit, 9), _rarely(chance))
            for _ in range(_few(chance, 60))
        )
    )


MAKERS: tuple[Callable[[Random], Figure], ...] = (
    make_series,
    make_series,
    _make_dots,
    _make_bars,
    _make_parts,
    _make_funnel,
    _make_panels,
)
