"""An agenda of 200 items, one moved until it is painted and on disk; and an agenda opened in a
store of 250 clusters and 20 years against the same agenda in a store of one cluster."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitator.clock import SystemClock
from facilitator.edits import agenda
from facilitator.language import Language
from facilitator.settings import Settings
from facilitator.store import driver, engines, queries
from facilitator.store.store import Store
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES

ITEMS, WARM_UP, MOVES, OPENINGS = 200, 20, 200, 40
FRAME, OPEN_LIMIT = 16.0, 1.2
"""Milliseconds of one frame beside the commit, and times the store of one cluster."""
SMALL, HUGE = (1, 2), (250, 20)
SIZE = 1440, 900
START = datetime(2030, 9, 11, 14, 30, tzinfo=UTC)


def main() -> None:
    app = QApplication(["bench"])
    theme.apply(app, "light")
    # Beside this file: the system's own temporary folder may be memory, where syncing is free.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        moved, committed = _move_items(app, Path(folder))
        ratio = _open_agendas(app, Path(folder))
    commit = statistics.median(committed)
    slow = statistics.quantiles(moved, n=20)[18]
    print(f"move one of {ITEMS} items, 95th percentile in ms  {slow:.1f}  {FRAME + commit:.1f}")
    print(f"the same without the commit of {commit:.1f} ms  {slow - commit:.1f}  {FRAME}")
    print(f"open an agenda, 250 clusters and 20 years  {ratio:.2f}  {OPEN_LIMIT}")
    os._exit(0)  # the window is not taken down: that would be no part of the figures


def _demo(place: Path, clusters: int, years: int) -> Path:
    words = ["demo", str(place), "--clusters", str(clusters), "--years", str(years)]
    program = [sys.executable, "-m", "facilitator", *words]
    subprocess.run(program, check=True, capture_output=True)
    return place


class Desk:
    """The program's window with its meetings, on a store with one meeting more."""

    def __init__(self, app: QApplication, place: Path, template: str | None) -> None:
        self.app = app
        self.store = Store.open(place, SystemClock(), installation="bench")
        self.cluster = self.store.ask(queries.clusters, START.date())[0].id
        with self.store.edit("Make", cluster=self.cluster) as session:
            made = agenda.make_meeting(session, self.cluster, START, 120, template)
            self.meeting = made
        settings = Settings(place.with_suffix(".json"))
        self.bridge = Bridge(Language("da"), SystemClock(), settings, lambda: ())
        self.window = MainWindow(self.bridge, [row for row in PAGES if row.id == "meetings"])
        self.window.resize(*SIZE)
        self.window.show()
        self.bridge.open(self.store, self.cluster)
        self.page: Any = self.window.page()
        self.app.processEvents()

    def open(self) -> float:
        """Milliseconds from the list of meetings to the agenda painted."""
        self.page.show_subject(None)
        self.page.agenda.show_meeting(self.page._meetings[-1].id)
        self.app.processEvents()
        began = perf_counter()
        self.page.show_subject(self.meeting)
        self.app.processEvents()
        return 1000 * (perf_counter() - began)


def _open_agendas(app: QApplication, folder: Path) -> float:
    """How many times as long it takes in the huge store, the two by turns."""
    desks = [Desk(app, _demo(folder / f"{size}.sqlite", *size), "cases") for size in (SMALL, HUGE)]
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(OPENINGS + 3):
        for desk, taken in zip(desks, times, strict=True):
            if turn < 3:
                desk.open()
            else:
                taken.append(desk.open())
    small, huge = (statistics.median(taken) for taken in times)
    return huge / small


def _move_items(app: QApplication, folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each move and of each commit by the bare driver, the two by turns."""
    desk = Desk(app, _demo(folder / "moved.sqlite", *SMALL), None)
    with desk.store.edit("Fill", cluster=desk.cluster) as session:
        for n in range(ITEMS - 2):
            agenda.add_item(session, desk.meeting, "case", f"Patientcase {n}", minutes=1)
    copy = folder / "bare.sqlite"
    bare = _copied(desk, copy)
    desk.open()
    view = desk.page.agenda.view
    view.choose(view.agenda.rows[ITEMS // 2].id)
    moved: list[float] = []
    committed: list[float] = []
    for turn in range(WARM_UP + MOVES):
        taken = _timed(partial(_move, desk, view, is_up=turn % 2 == 1))
        commit = _commit(bare, view.current(), turn)
        if turn >= WARM_UP:
            moved.append(taken)
            committed.append(commit)
    bare.close()
    return moved, committed


def _move(desk: Desk, view: Any, *, is_up: bool) -> None:
    key = Qt.Key.Key_Up if is_up else Qt.Key.Key_Down
    QTest.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
    desk.app.processEvents()


def _copied(desk: Desk, place: Path) -> Any:
    place.write_bytes(Path(desk.store.place).read_bytes())
    connection = driver.sqlite_module().connect(str(place))
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", *engines.PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _commit(connection: Any, item: str, number: int) -> float:
    """Milliseconds of nothing but the commit of what a move writes."""
    key = item.replace("-", "")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE item SET position = position + 1 WHERE id = ?", (key,))
    rows = f'[["item","{item}",{{"position":{number}}},{{"position":{number + 1}}}]]'
    connection.execute(
        "INSERT INTO step (at, kind, label, cluster_id, installation, fact, barrier, undone, rows)"
        " VALUES (?, 'edit', 'Move item', ?, 'bench', 0, 0, 0, ?)",
        (number, key, rows),
    )
    return _timed(lambda: connection.execute("COMMIT"))


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return 1000 * (perf_counter() - began)


if __name__ == "__main__":
    main()
