"""The history page of a cluster of 20 years, opened for the first time and again, against the same
number of bare PlotWidgets with the same points, the import of pyqtgraph included."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROUNDS, YEARS = 7, 20
LIMITS = {"first": 1.5, "again": 0.3}
NAMES = {"first": "opened for the first time", "again": "opened again"}


def main() -> None:
    opened: list[dict[str, Any]] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "facilitator.sqlite"
        words = ["demo", str(store), "--clusters", "1", "--years", str(YEARS)]
        program = [sys.executable, "-m", "facilitator", *words]
        subprocess.run(program, check=True, capture_output=True)
        for _ in range(ROUNDS + 1):
            opened.append(_run("page", str(store)))
            bare.append(_run("bare", given=json.dumps(opened[-1]["points"]))["bare"])
    del opened[0], bare[0]  # they warm the cache
    floor = statistics.median(bare)
    count = len(opened[0]["points"])
    for stage, limit in LIMITS.items():
        ratio = statistics.median(run[stage] for run in opened) / floor
        print(f"history page, {NAMES[stage]}, times {count} bare plots  {ratio:.2f}  {limit}")


def _run(*words: str, given: str = "") -> dict[str, Any]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as home:
        environment |= {"HOME": home, "XDG_DATA_HOME": home}
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.history_probe", *words],
            env=environment,
            input=given,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
