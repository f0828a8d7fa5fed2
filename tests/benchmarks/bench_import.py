"""A hundred thousand figures read in from a file: how long, how much memory, of the program and of
the process that reads a spreadsheet for it, how soon it ends when it is cancelled, and how the
window fares meanwhile."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from facilitator.clock import SystemClock, new_id

INDICATORS, PERIODS, CLINICS = 50, 40, 50
SECONDS, MEGABYTES = 10.0, 300
HEADS = ("Indikator", "Klinik", "Periode", "Tæller", "Nævner", "Andel i pct.")


def main() -> None:
    # Beside this file: the system's own temporary folder may be memory, where syncing is free.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as name:
        folder = Path(name)
        _write_csv(folder / "figures.csv")
        _write_xlsx(folder / "figures.xlsx")
        _write_largest(folder / "largest.xlsx")
        for what in ("figures.csv", "figures.xlsx", "largest.xlsx", "cancelled", "window"):
            ran = subprocess.run(
                [sys.executable, __file__, what, str(folder)],
                check=True,
                capture_output=True,
                text=True,
            )
            print(ran.stdout, end="")


def _rows() -> Iterator[tuple[str, str, str, int, int, float]]:
    chance = random.Random(1)
    for indicator in range(INDICATORS):
        for period in range(PERIODS):
            for clinic in range(CLINICS):
                n = chance.randint(20, 200)
                k = chance.randint(0, n)
                when = f"{period % 4 + 1}. kvt. {2016 + period // 4}"
                share = round(100 * k / n, 1)
                yield f"Indikator {indicator}", f"Klinik {clinic + 1}", when, k, n, share


def _write_csv(path: Path) -> None:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADS)
        for row in _rows():
            writer.writerow(
                [str(cell).replace(".", ",") if cell is row[5] else cell for cell in row]
            )


def _write_xlsx(path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for at, row in enumerate(_rows(), 1):
            sheet.write_row(at, 0, row)


def _write_largest(path: Path) -> None:
    """As much as a spreadsheet may hold and still be opened: nearly every cell a number."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(10_000):
            sheet.write_row(row, 0, [row * column % 89 for column in range(125)])


def _load() -> int:
    """What the program has loaded before anything is read in."""
    from facilitator import commands, imports
    from facilitator.store import demo, queries, store, upgrade

    assert all((commands, imports, demo, queries, store, upgrade))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _new_store(folder: Path) -> tuple[object, str]:
    from facilitator.store.store import Store
    from facilitator.store.tables import Clinic, Cluster

    place = folder / f"{new_id()}.sqlite"
    made = Store.open(place, SystemClock(), installation="bench", create=True)
    cluster = new_id()
    with made.edit("Make") as session:
        session.add(Cluster(id=cluster, name="Klyngen"))
        for number in range(CLINICS):
            session.add(Clinic(cluster_id=cluster, name=f"Klinik {number + 1}"))
    return made, cluster


def _in(folder: Path, name: str) -> None:
    from facilitator.imports import figure_file, indicators
    from facilitator.store.store import Store

    idle = _load()
    made, cluster = _new_store(folder)
    assert isinstance(made, Store)
    readers, start = Readers(), perf_counter()
    table = figure_file.read_path(folder / name)
    met = made.ask(indicators.meet, table, SystemClock().utc(), cluster)
    indicators.add(made, met)
    count = INDICATORS * PERIODS * CLINICS
    assert len(met.settled.new) == count
    _say(f"{count} rows of {name[-4:]}", perf_counter() - start, idle, readers)
    start = perf_counter()
    made.undo(cluster)
    print(f"import undone, in s  {perf_counter() - start:.2f}  –")
    made.close()


def _largest(folder: Path, name: str) -> None:
    from facilitator.imports import figure_file

    idle, readers, start = _load(), Readers(), perf_counter()
    figure_file.read_path(folder / name)
    _say("the largest sheet, only opened", perf_counter() - start, idle, readers)


def _cancelled(folder: Path) -> None:
    """How long it takes from the moment that a person wants a spreadsheet no more."""
    from facilitator.imports import figure_file

    begun = perf_counter()
    looks: list[float] = []

    def stop(_row: int) -> None:
        looks.append(perf_counter())
        if perf_counter() - begun > 1:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        figure_file.read_path(folder / "largest.xlsx", watch=stop)
    waits = max(after - before for before, after in pairwise(looks))
    print(f"import cancelled, ends within, in ms  {1000 * (perf_counter() - looks[-1]):.0f}  –")
    print(f"import looks at whether it is wanted, at least every, in ms  {1000 * waits:.0f}  –")


def _window(folder: Path) -> None:
    """The longest time that the window waits while a file is read and stored."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from facilitator.language import Language
    from facilitator.settings import Settings
    from facilitator.store.store import Store
    from facilitator.ui import theme
    from facilitator.ui.bridge import Bridge
    from facilitator.ui.data.indicator_import import IndicatorImport

    app = QApplication([])
    theme.apply(app, "light")
    made, cluster = _new_store(folder)
    assert isinstance(made, Store)
    bridge = Bridge(Language("da"), SystemClock(), Settings(folder / "settings.json"), lambda: ())
    bridge.open(made, cluster)
    page = IndicatorImport(bridge)
    page.resize(1200, 800)
    page.show()
    app.processEvents()
    beats: list[float] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(perf_counter()))
    timer.start()
    acts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("read", lambda: page.open(folder / "figures.xlsx")),
        ("stored", page.store),
    )
    for what, act in acts:
        beats[:] = [perf_counter()]
        act()
        while page.is_busy():
            app.processEvents()
        app.processEvents()
        longest = max(after - before for before, after in pairwise(beats))
        print(f"import {what}, longest wait of the window in ms  {1000 * longest:.0f}  –")
    assert page.met is None
    made.close()


class Readers:
    """The most memory that a process had that this one started, seen every few milliseconds.

    The system's own account of it (RUSAGE_CHILDREN) also counts what the starter had.
    """

    def __init__(self) -> None:
        self._most, self._is_over = 0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._is_over.wait(0.005):
            for task in Path("/proc/self/task").iterdir():
                with suppress(OSError):
                    for child in (task / "children").read_text().split():
                        self._note(Path("/proc", child, "status").read_text())

    def _note(self, status: str) -> None:
        lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM")]
        self._most = max([self._most, *(int(line[1]) for line in lines)])

    def megabytes(self) -> float:
        self._is_over.set()
        self._thread.join()
        return self._most / 1024


def _say(what: str, seconds: float, idle: int, readers: Readers) -> None:
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
    reader = readers.megabytes()
    print(f"import {what}, in s  {seconds:.2f}  {SECONDS}")
    print(f"import {what}, MB over idle, reader included  {grown + reader:.0f}  {MEGABYTES}")
    print(f"import {what}, MB of the reader alone  {reader:.0f}  –")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] in ("cancelled", "window"):
        {"cancelled": _cancelled, "window": _window}[sys.argv[1]](Path(sys.argv[2]))
    else:
        (_largest if sys.argv[1].startswith("largest") else _in)(Path(sys.argv[2]), sys.argv[1])
