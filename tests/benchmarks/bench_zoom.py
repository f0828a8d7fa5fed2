"""A run chart of 10,000 points moved and zoomed, against the same points in a bare PlotWidget."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from facilitator.charts.chart import ChartData, Line, Point, Series
from facilitator.domain.runchart import Verdict
from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.charts.plot import Plot

POINTS, FRAMES, WARM_UP, LIMIT = 10_000, 80, 5, 1.3
"""The last in frame times of the bare one."""
SIZE = 1000, 500
FIRST = date(1990, 1, 1)


def main() -> None:
    app = QApplication(["bench"])
    theme.apply(app, "light")
    series = make_series()
    plot = Plot(wrap(series), series, Language("da"))
    bare = make_bare(series)
    for widget in (plot, bare):
        widget.resize(*SIZE)
        widget.show()
    app.processEvents()
    for name, moves in (("pan", pan), ("zoom", zoom)):
        ours: list[float] = []
        theirs: list[float] = []
        for first, last in moves(series):
            ours.append(time_frame(plot, lambda: show(plot, first, last)))  # noqa: B023
            theirs.append(time_frame(bare, lambda: bare.setXRange(first, last, padding=0)))  # noqa: B023
        mine, its = (statistics.median(times[WARM_UP:]) for times in (ours, theirs))
        print(
            f"{name} 10,000 points, times a bare frame of {its:.1f} ms  {mine / its:.2f}  {LIMIT}"
        )
    os._exit(0)


def make_series() -> Series:
    points = tuple(
        Point(
            label=str(at + 1),
            at=FIRST + timedelta(days=at),
            k=at * 7919 % 16,
            n=15,
            value=at * 7919 % 16 / 15,
            low=None,
            high=None,
            useful=True,
            excluded=False,
        )
        for at in range(POINTS)
    )
    lines = (Line("median", 0.5, "Median 50 pct."), Line("national", 0.48, "Landet 48 pct."))
    return Series(points, lines)


def wrap(series: Series) -> ChartData:
    return ChartData(
        name="bench",
        title="Fremmøde",
        subtitle="",
        sentence="",
        verdict=Verdict.RANDOM,
        caveats=(),
        figure=series,
    )


def make_bare(series: Series) -> pg.PlotWidget:
    made = pg.PlotWidget(background="w")
    days = [point.at.toordinal() for point in series.points]
    values = [point.value for point in series.points]
    made.plot(days, values, pen=pg.mkPen("b", width=1), symbol="o", symbolSize=5)
    return made


def pan(series: Series) -> Iterator[tuple[float, float]]:
    """A tenth of the days at a time goes by, as under a hand that drags."""
    low, high = _ends(series)
    wide = (high - low) * 0.9
    for frame in range(FRAMES):
        start = low + frame / FRAMES * (high - low - wide)
        yield start, start + wide


def zoom(series: Series) -> Iterator[tuple[float, float]]:
    """From all days to a tenth of them and back, around the middle."""
    low, high = _ends(series)
    for frame in range(FRAMES):
        part = 0.1 + 0.9 * abs(1 - 2 * frame / FRAMES)
        middle, half = (low + high) / 2, (high - low) / 2 * part
        yield middle - half, middle + half


def _ends(series: Series) -> tuple[float, float]:
    return series.points[0].at.toordinal(), series.points[-1].at.toordinal()


def show(plot: Plot, first: float, last: float) -> None:
    plot.sight.first, plot.sight.last = first, last
    plot.show_sight()


def time_frame(widget: pg.GraphicsView, move: Callable[[], object]) -> float:
    """Milliseconds until what is in sight has changed and is painted."""
    began = perf_counter()
    move()
    widget.viewport().update()
    QApplication.processEvents()
    return 1000 * (perf_counter() - began)


if __name__ == "__main__":
    main()
