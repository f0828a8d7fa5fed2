"""A meeting that runs, shown with its room screen on a second display: what it costs.

Prints JSON. Arguments: "idle" with the seconds to look, "keys" with how often to press each, or
"again" for the start on a store that was left in the middle; then the path of the store.
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

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.start_probe import SIZE, FirstPaint, memory, stages

from facilitator.clock import SystemClock
from facilitator.language import Language
from facilitator.ui.app import Program

SETTLE, WARM_UP = 3.0, 5
KEYS = (
    ("+", Qt.Key.Key_Plus, True),
    ("−", Qt.Key.Key_Minus, True),
    ("Space", Qt.Key.Key_Space, True),
    ("Space again", Qt.Key.Key_Space, True),
    ("→", Qt.Key.Key_Right, True),
    ("←", Qt.Key.Key_Left, True),
    ("S", Qt.Key.Key_S, True),
    ("Z", Qt.Key.Key_Z, True),
    ("R", Qt.Key.Key_R, False),
    ("Esc", Qt.Key.Key_Escape, False),
    ("W", Qt.Key.Key_W, False),
    ("W again", Qt.Key.Key_W, False),
)
"""What a key is called, the key, and whether it stores a press; after all the meeting is as
before."""


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


def press_keys(store: str, rounds: int) -> None:
    """Milliseconds from each key press until it is stored and all windows are painted."""
    app = QApplication(["facilitator"])
    program = start(app, store)

    def press() -> None:
        page: Any = program.window.page()
        taken: dict[str, list[float]] = {name: [] for name, *_ in KEYS}
        running = page.watch.reading().running
        for _ in range(WARM_UP + rounds):
            for name, key, is_stored in KEYS:
                before = len(page.watch.events)
                began = perf_counter()
                QTest.keyClick(page, key)
                app.sendPostedEvents()
                app.processEvents()
                taken[name].append(1000 * (perf_counter() - began))
                assert len(page.watch.events) == before + is_stored, name
            reading = page.watch.reading()
            assert (reading.running, reading.paused) == (running, False), "as before"
            assert page.room.floating is None, "its window is gone"
        _answer({name: statistics.quantiles(ms[WARM_UP:], n=20)[18] for name, ms in taken.items()})

    run_shown(app, program, press)


class PaintedTime(QObject):
    """Notes when the time left in the running item has been painted by itself, in its place."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._watch, self._time, self._window = page.watch, page.view.clock.left, page.window()
        self._is_painted = self._is_passed_on = False
        self._time.installEventFilter(self)
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._time:
            self._is_painted = self._watch.is_running
        is_frame = event.type() == QEvent.Type.UpdateRequest and watched is self._window
        if not is_frame or self._is_passed_on:
            return False
        self._is_passed_on = True
        self._window.event(event)
        self._is_passed_on = False
        if self._is_painted:
            stages["clock"] = monotonic()
            _answer({"stages": stages, "memory": memory()})
        return True


def start_again(store: str) -> None:
    """The start until the clock of the running meeting is on the screen."""
    gc.disable()  # as facilitator.ui.app.run does
    app = QApplication(["facilitator"])
    program = start(app, store)
    FirstPaint(program.window, "painted")
    program.bridge.ready.connect(lambda: PaintedTime(program.window.page()))
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
