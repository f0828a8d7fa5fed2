"""A running meeting: what it costs while nobody touches it, a key press until it is painted and
stored, and the start on a store whose program was killed in the middle of its meeting."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from tests.benchmarks.bench_start import PROBE, SOURCE, compile_source

from facilitator.clock import SystemClock
from facilitator.edits import agenda
from facilitator.store import queries
from facilitator.store.store import Store

SECONDS, PRESSES, ROUNDS = 60, 50, 15
SHARE_LIMIT, PRESS_LIMIT, AGAIN_LIMIT = 1.5, 33.0, 1.1
"""Per cent of one core, milliseconds, and times the start until a page from the store."""
RUN_PROBE = PROBE.with_name("run_probe.py")


def main() -> None:
    compile_source()
    # Beside this file: the system's own temporary folder may be memory, where syncing is free.
    with tempfile.TemporaryDirectory(dir=PROBE.parent) as name:
        folder = Path(name)
        fresh = _store_before_a_meeting(folder / "fresh")
        idle = _run(_copy(fresh, folder / "idle"), "idle", str(SECONDS))
        assert idle["shown"], "both windows are to be measured"
        assert idle["running"], "a meeting is to be measured"
        share = 100 * idle["share"]
        print(f"CPU of the running page and room screen, %  {share:.2f}  {SHARE_LIMIT}")
        pressed = _run(_copy(fresh, folder / "keys"), "keys", str(PRESSES))
        for key, taken in pressed.items():
            print(f"{key} stored and painted, p95 in ms  {taken:.1f}  {PRESS_LIMIT}")
        # That probe was killed in the middle of the meeting it ran.
        ratio = _start_again(fresh, folder / "idle", folder)
        print(f"start after a kill, times that to a page's rows  {ratio:.2f}  {AGAIN_LIMIT}")


def _store_before_a_meeting(folder: Path) -> Path:
    """A data folder whose cluster has a meeting planned for now."""
    folder.mkdir()
    place = folder / "facilitator.sqlite"
    words = ["demo", str(place), "--clusters", "1", "--years", "2"]
    subprocess.run([sys.executable, "-m", "facilitator", *words], check=True, capture_output=True)
    store = Store.open(place, SystemClock(), installation="bench")
    now = datetime.now(UTC)
    cluster = store.ask(queries.clusters, now.date())[0].id
    with store.edit("Make", cluster=cluster) as session:
        agenda.make_meeting(session, cluster, now + timedelta(minutes=1), 120, "cases")
    store.close()
    return folder


def _copy(source: Path, folder: Path) -> Path:
    shutil.copytree(source, folder)
    return folder


def _start_again(fresh: Path, killed: Path, folder: Path) -> float:
    """The start on a store left in a meeting against one closed in order, by turns."""
    rows: list[float] = []
    clock: list[float] = []
    for turn in range(ROUNDS + 1):
        rows.append(_start(_copy(fresh, folder / f"rows{turn}"), PROBE, "program", "rows"))
        clock.append(_start(_copy(killed, folder / f"clock{turn}"), RUN_PROBE, "again", "clock"))
    return statistics.median(clock[1:]) / statistics.median(rows[1:])


def _start(data: Path, probe: Path, what: str, stage: str) -> float:
    """Seconds from the start of the process until a stage."""
    began = monotonic()
    said = _probe(data, probe, what)
    return float(said["stages"][stage]) - began


def _run(data: Path, *words: str) -> dict[str, Any]:
    return _probe(data, RUN_PROBE, *words)


def _probe(data: Path, probe: Path, *words: str) -> dict[str, Any]:
    screens = data / "screens.json"
    screens.write_text(json.dumps({"screens": [_screen("own", 0), _screen("room", 1920)]}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "PYTHONPATH": os.pathsep.join([str(SOURCE), str(SOURCE.parent)]),
        "HOME": str(data),
        "XDG_DATA_HOME": str(data),
    }
    place = str(data / "facilitator.sqlite")
    command = [sys.executable, str(probe), *words, place]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _screen(name: str, x: int) -> dict[str, object]:
    place = {"x": x, "y": 0, "width": 1920, "height": 1080}
    return {"name": name, **place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


if __name__ == "__main__":
    main()
