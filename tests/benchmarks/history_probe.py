"""The history page opened in the program, or bare plots of the same points, alone in a process.

Prints JSON. Arguments: "page" and the path of a store: milliseconds to the first and to the next
time the page stands whole, and the points it shows. "bare": as many bare PlotWidgets with those
points, read from standard input, made, shown and painted; pyqtgraph is imported within that time.
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QWidget
from tests.benchmarks.start_probe import SIZE

from facilitator.charts.chart import Bars, ChartData, Dots, Parts, Series
from facilitator.clock import SystemClock
from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.app import Program

COLUMNS = 3


def open_page(store: str) -> None:
    app = QApplication(["facilitator"])
    program = Program(app, Language("da"), SystemClock(), app.screens, None)
    program.open(store)
    program.window.resize(*SIZE)
    program.bridge.ready.connect(lambda: QTimer.singleShot(300, lambda: _measure(app, program)))
    app.exec()


def _measure(app: QApplication, program: Program) -> None:
    first = _time_page(app, program)
    page: Any = program.window.page()
    charts = [card.chart for card in page.cards.values() if card.chart is not None]
    program.window.open_page("home")
    _paint(app)
    again = _time_page(app, program)
    points = [_points_of(chart) for chart in charts]
    print(json.dumps({"first": first, "again": again, "points": points}), flush=True)
    os._exit(0)


def _time_page(app: QApplication, program: Program) -> float:
    """Milliseconds until every chart the page draws of itself is drawn and painted."""
    began = perf_counter()
    program.window.open_page("history")
    page: Any = program.window.page()
    _paint(app)
    while page.is_drawing:
        app.processEvents()
    _paint(app)
    return 1000 * (perf_counter() - began)


def _paint(app: QApplication) -> None:
    for _ in range(2):
        app.processEvents()


def _points_of(chart: ChartData) -> tuple[list[float], list[float]]:
    """What a bare plot would draw: the measurements, or the values of the rows."""
    match chart.figure:
        case Series(points=points):
            known = [(p.at.toordinal(), p.value) for p in points if p.value is not None]
        case Dots(rows=rows):
            known = [(at, row.value) for at, row in enumerate(rows) if row.value is not None]
        case Bars(bars=bars):
            known = [(at, v) for at, bar in enumerate(bars) for v in bar.values if v is not None]
        case Parts(parts=parts):
            known = [(at, float(n)) for at, part in enumerate(parts) for n in part.counts]
        case _:
            known = []
    return [float(x) for x, _ in known], [y for _, y in known]


def open_bare() -> None:
    drawn = json.load(sys.stdin)
    app = QApplication(["bare"])
    theme.apply(app, "light")
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    _paint(app)
    began = perf_counter()
    import pyqtgraph as pg

    inner = QWidget()
    grid = QGridLayout(inner)
    for at, (x, y) in enumerate(drawn):
        made = pg.PlotWidget(background="w")
        made.plot(x, y, symbol="o", symbolSize=9)
        grid.addWidget(made, at // COLUMNS, at % COLUMNS)
    window.setCentralWidget(inner)
    _paint(app)
    print(json.dumps({"bare": 1000 * (perf_counter() - began)}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        open_bare()
    else:
        open_page(sys.argv[2])
