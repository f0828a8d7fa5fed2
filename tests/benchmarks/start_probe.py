"""One start of the program, or of a bare window, that says when each thing was on the screen.

Prints JSON: seconds on the monotonic clock at which each stage was reached, and the memory then in
MB. Arguments: "bare", or "program" and the path of a store.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

if TYPE_CHECKING:
    from facilitator.ui.app import Program

SIZE = 1440, 900
stages: dict[str, float] = {}


def note(stage: str) -> None:
    stages.setdefault(stage, monotonic())


def memory() -> float:
    """What the process holds of real memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class FirstPaint(QObject):
    """Notes when a widget has been painted for the first time."""

    def __init__(self, widget: QWidget, stage: str) -> None:
        super().__init__(widget)
        self._stage = stage
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The frame is on its way when the event loop comes round again.
            QTimer.singleShot(0, lambda: note(self._stage))
        return False


def start_bare() -> None:
    app = QApplication(["bare"])
    window = QMainWindow()
    window.resize(*SIZE)
    FirstPaint(window, "painted")
    window.show()
    _finish_when(app, "painted")


def start_program(store: str) -> None:
    from facilitator.clock import SystemClock
    from facilitator.language import Language
    from facilitator.ui.app import Program

    gc.disable()  # as facilitator.ui.app.run does
    app = QApplication(["facilitator"])
    program = Program(app, Language("da"), SystemClock(), app.screens, None)
    program.open(store)
    program.window.resize(*SIZE)
    FirstPaint(program.window, "painted")
    program.window.painted.connect(lambda: QTimer.singleShot(0, lambda: _click(program)))
    program.bridge.ready.connect(lambda: QTimer.singleShot(0, lambda: _watch_rows(program)))
    _finish_when(app, "rows")


def _click(program: Program) -> None:
    """Press another page, as somebody in a hurry does."""
    from facilitator.ui.parts import NavButton

    button = program.window.nav.findChildren(NavButton)[1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    FirstPaint(program.window.frames["meetings"], "answered")


def _watch_rows(program: Program) -> None:
    page = program.window.frames["meetings"].page
    assert page is not None
    page.repaint()
    note("rows")


def _finish_when(app: QApplication, stage: str) -> None:
    def look() -> None:
        if stage in stages:
            print(json.dumps({"stages": stages, "memory": memory()}), flush=True)
            os._exit(0)

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        start_bare()
    else:
        start_program(sys.argv[2])
