"""Charts of every figure with invented numbers, for the tests of what draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from facilitator.charts.chart import (
    Bar,
    Bars,
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Line,
    Mark,
    Panel,
    Panels,
    Part,
    Parts,
    Point,
    Row,
    Series,
    Spot,
)
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Share, find_interval

FIRST = date(2025, 3, 12)
NATIONAL = Line("national", 0.48, "Landet 48 pct.", "Kilde: en undersøgelse", "2025-09")


def make_series(
    counts: Sequence[int | None], marks: Sequence[Mark] = (), every: int = 95, n: int = 15
) -> Series:
    """One point for each count of `n`, none being a gap, so many days apart."""
    points = (_point(at, k, n, every) for at, k in enumerate(counts))
    return Series(tuple(points), (NATIONAL,), tuple(marks))


def _point(at: int, k: int | None, n: int, every: int) -> Point:
    interval = None if k is None else find_interval(Share(k, n))
    return Point(
        label=f"{at + 1}. møde",
        at=FIRST + timedelta(days=every * at),
        k=k,
        n=None if k is None else n,
        value=None if k is None else k / n,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        useful=True,
        excluded=False,
    )


def wrap(figure: Figure, verdict: Verdict | None = Verdict.DOTS) -> ChartData:
    """A figure with all words a chart may have."""
    return ChartData(
        name="example",
        title="Hvor mange har indført en forbedring?",
        subtitle="Andel af medlemmer",
        sentence="Senest: 4 af 15 (27 pct., 11–52).",
        verdict=verdict,
        caveats=("Landstallet er fra én undersøgelse.",),
        figure=figure,
    )


def make_chart(counts: Sequence[int | None], marks: Sequence[Mark] = ()) -> ChartData:
    """A series as a chart."""
    return wrap(make_series(counts, marks))


def make_figures() -> dict[str, Figure]:
    """One of each figure, by name."""
    rows = tuple(
        Row(f"Klinik {code}", k, 20, k / 20, k / 20 - 0.1, k / 20 + 0.1, f"{k} af 20", own=k == 9)
        for code, k in zip("CAB", (14, 9, 5), strict=True)
    )
    small = make_series([3, 5, 4, 8], every=91)
    return {
        "series": make_series([3, None, 5, 8], (Mark(FIRST + timedelta(50), "pdsa", "Skema", 1),)),
        "numbers": make_series([3, 5]),
        "dots": Dots(rows, (NATIONAL,), (0.36, 0.8), "Klynger i landet 36–80 pct."),
        "bars": Bars((Bar("Cases", (24,), ("24 pct.",)), Bar("Data", (12,), ("12 pct.",)))),
        "pairs": Bars((Bar("Cases", (24, 30), ("24 min.", "30 min.")),), ("planlagt", "brugt")),
        "parts": Parts(
            (Part("Tryg?", (8, 4, 1)), Part("Relevant?", (5, 5, 3))), ("ja", "lidt", "nej")
        ),
        "funnel": FunnelFigure(
            spots=(Spot("Klinik A", 40, 22, 0.55, ""), Spot("Klinik B", 80, 70, 0.875, "over")),
            centre=0.5,
            centre_label="Alle 50 pct.",
            sizes=(20, 100),
            low95=(0.2, 0.3),
            high95=(0.8, 0.7),
            low998=(0.1, 0.2),
            high998=(0.9, 0.8),
        ),
        "panels": Panels((Panel("Klinik A", small), Panel("Klinik B", replace(small), own=True))),
    }
