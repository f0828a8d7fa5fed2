"""A meeting that runs, shown with its room screen on a second display: what it costs.

Prints JSON. Arguments: "idle" with the seconds to look, "keys" with how many to press, or "again"
for the start on a store that was left in the middle; then the path of the store.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
from collections.abc import Callable
from time import monotonic, perf_counter, process_time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.start_probe import SIZE, FirstPaint, memory, stages

from facilitator.clock import SystemClock
from facilitator.language import Language
from facilitator.ui.app import Program

SETTLE, WARM_UP = 3.0, 40
KEYS = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Space, Qt.Key.Key_Space)
"""More time, less time, pause, go on: after each the meeting is as before."""


def start(app: QApplication, store: str) -> Program:
    program = Program(app, Language("da"), SystemClock(), app.screens, None)
    program.open(store)
    program.window.resize(*SIZE)
    return program


def run_shown(app: QApplication, program: Program, then: Callable[[], None]) -> None:
    """Start the next meeting, show it in the room, and go on when both have been painted."""

    def go() -> None:
        program.window.open_page("run")
        page: Any = program.window.page()
        page.do("start")
        page.room.choose(page.room.others()[0].name())
        QTimer.singleShot(round(1000 * SETTLE), then)

    program.bridge.ready.connect(lambda: QTimer.singleShot(0, go))
    app.exec()


def look_on(store: str, seconds: float) -> None:
    """The share of one core that the two windows take while nobody touches anything."""
    app = QApplication(["facilitator"])
    program = start(app, store)

    def measure() -> None:
        began, used = monotonic(), process_time()

        def finish() -> None:
            page: Any = program.window.page()
            share = (process_time() - used) / (monotonic() - began)
            _answer({"share": share, "shown": page.room.is_shown, "running": page.watch.is_running})

        QTimer.singleShot(round(1000 * seconds), finish)

    run_shown(app, program, measure)


def press_keys(store: str, presses: int) -> None:
    """Milliseconds from each key press until it is stored and both windows are painted."""
    app = QApplication(["facilitator"])
    program = start(app, store)

    def press() -> None:
        page: Any = program.window.page()
        taken = []
        for turn in range(WARM_UP + presses):
            before = len(page.watch.events)
            began = perf_counter()
            QTest.keyClick(page, KEYS[turn % len(KEYS)])
            app.sendPostedEvents()
            app.processEvents()
            taken.append(1000 * (perf_counter() - began))
            assert len(page.watch.events) == before + 1, "every key is stored"
        _answer({"p95": statistics.quantiles(taken[WARM_UP:], n=20)[18]})

    run_shown(app, program, press)


def start_again(store: str) -> None:
    """The start until the clock of the running meeting is on the screen."""
    gc.disable()  # as facilitator.ui.app.run does
    app = QApplication(["facilitator"])
    program = start(app, store)
    FirstPaint(program.window, "painted")
    program.opened.connect(gc.enable)

    def look() -> None:
        page: Any = program.window.page()
        if getattr(getattr(page, "watch", None), "is_running", False):
            page.repaint()
            stages["clock"] = monotonic()
            _answer({"stages": stages, "memory": memory()})

    timer = QTimer(interval=2)
    timer.timeout.connect(look)
    timer.start()
    app.exec()


def _answer(said: object) -> None:
    print(json.dumps(said), flush=True)
    os._exit(0)  # as if killed: the store is left in the middle of its meeting


def _end_with_it(kind: type[BaseException], fault: BaseException, trace: Any) -> None:
    """A fault in a slot would leave the window standing for ever."""
    sys.__excepthook__(kind, fault, trace)
    os._exit(1)


if __name__ == "__main__":
    sys.excepthook = _end_with_it
    what, *numbers, place = sys.argv[1:]
    if what == "idle":
        look_on(place, float(numbers[0]))
    elif what == "keys":
        press_keys(place, int(numbers[0]))
    else:
        start_again(place)
