"""The follow-up page opened with 1,500 commitments, and its board and list scrolled."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.benchmarks.bench_start import compile_source

from facilitator.clock import SystemClock
from facilitator.edits import followup, members, outcomes
from facilitator.language import Language
from facilitator.settings import Settings
from facilitator.store.store import Store
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES

COMMITMENTS, OPENINGS, FRAMES = 1_500, 15, 300
OPEN_LIMIT, FRAME = 100.0, 16.0
"""Milliseconds."""
SIZE = 1440, 900
AGREED = datetime(2026, 9, 9, 16, tzinfo=UTC)
STATES = ("planned", "trying", "partly", "introduced", "dropped")


def main() -> None:
    compile_source()
    app = QApplication(["bench"])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        desk = Desk(app, Path(folder))
        opened = [desk.open() for _ in range(OPENINGS)]
        frames = {view: desk.scroll(view) for view in ("board", "list")}
    whole, stored = (statistics.median(taken) for taken in zip(*opened[2:], strict=True))
    first = opened[0][0]
    print(f"open the follow-up page with {COMMITMENTS} commitments, ms  {whole:.1f}  {OPEN_LIMIT}")
    print(f"of that in the store {stored:.1f}, in the widgets {whole - stored:.1f}")
    print(f"the very first time, its module loaded, ms  {first:.1f}")
    for view, taken in frames.items():
        slow = statistics.quantiles(taken, n=100)[98]
        print(f"a frame of the {view} scrolled, 99th percentile in ms  {slow:.1f}  {FRAME}")
    os._exit(0)  # the window is not taken down: that would be no part of the figures


class Desk:
    """The program's window on a store with many commitments, three to an insight."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        place = folder / "many.sqlite"
        self.store = Store.open(place, SystemClock(), installation="bench", create=True)
        self.cluster = _fill(self.store)
        self.settings = Settings(folder / "bench.json")
        self.page: Any = None

    def open(self) -> tuple[float, float]:
        """Milliseconds from the press to the page painted, and of them those in the store.

        Each time in a window that has not shown the page before.
        """
        bridge = _TimedBridge(Language("da"), SystemClock(), self.settings, lambda: ())
        rows = [row for row in PAGES if row.id in ("history", "follow_up")]
        window = MainWindow(bridge, rows[::-1])
        window.resize(*SIZE)
        window.show()
        bridge.open(self.store, self.cluster)
        self.app.processEvents()
        bridge.asked, began = 0.0, perf_counter()
        window.open_page("follow_up")
        QCoreApplication.sendPostedEvents()
        window.repaint()
        taken = perf_counter() - began
        page: Any = window.page()
        view = page.views.board.views["planned"]
        assert view.visualRect(view.model().index(0, 0)).isValid()
        if self.page is not None:
            bridge.close()
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        else:
            self.window, self.page = window, page
        return 1000 * taken, 1000 * bridge.asked

    def scroll(self, view: str) -> list[float]:
        """Milliseconds of each frame while a view is scrolled to its end and back."""
        self.page.filters.view.choose(view)
        self.page._show()
        for _ in range(200):
            self.app.processEvents()
        shown = self.page.views.list if view == "list" else self.page.views.board.views["planned"]
        bar = shown.verticalScrollBar()
        taken = []
        for frame in range(FRAMES):
            began = perf_counter()
            bar.setValue(frame * bar.maximum() // FRAMES)
            self.app.processEvents()
            taken.append(1000 * (perf_counter() - began))
        return taken


class _TimedBridge(Bridge):
    asked = 0.0

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        began = perf_counter()
        answer = super().ask(query, *args, **kw)
        self.asked += perf_counter() - began
        return answer


def _fill(store: Store) -> str:
    with store.edit("Make") as session:
        people = [(f"Anna Eksempel {n}", f"Klinik {n}") for n in range(1, 16)]
        cluster = members.make_cluster(session, "ØNH – Eksempel", "ØNH", people)
    for start in range(0, COMMITMENTS, 300):
        with store.edit("Agree", cluster=cluster) as session:
            for n in range(start, start + 300):
                at = AGREED - timedelta(days=n)
                text = f"Aftale nummer {n} om noget, der står på to linjer i et kort"
                one = outcomes.add_commitment(session, cluster, text, at)
                state = STATES[n % len(STATES)]
                followup.set_status(session, one, state, at, experience=f"Erfaring nummer {n}")
    return cluster


if __name__ == "__main__":
    main()
