"""Starts against a bare window of the same size, in alternating runs: time and memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

ROUNDS = 15
LIMITS = {"painted": 2.0, "answered": 2.3, "rows": 6.5}
NAMES = {
    "painted": "first painted window",
    "answered": "first click answered",
    "rows": "first page from the store",
}
MEMORY_LIMIT = 2.9
HUGE_LIMIT = 1.2
SMALL, HUGE = (1, 2), (250, 20)
PROBE = Path(__file__).with_name("start_probe.py")
SOURCE = PROBE.parents[2] / "src"


def main() -> None:
    compile_source()
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: _demo(Path(folder), *size) for size in (SMALL, HUGE)}
        bare: list[dict[str, float]] = []
        small: list[dict[str, float]] = []
        huge: list[dict[str, float]] = []
        for _ in range(ROUNDS + 1):
            bare.append(_run("bare"))
            small.append(_run("program", str(stores[SMALL])))
            huge.append(_run("program", str(stores[HUGE])))
    for runs in (bare, small, huge):
        del runs[0]  # warms the cache
    floor = _median(bare, "painted")
    for stage, limit in LIMITS.items():
        print(f"{NAMES[stage]}, times a bare one  {_median(small, stage) / floor:.2f}  {limit}")
    for stage in LIMITS:
        ratio = _median(huge, stage) / _median(small, stage)
        print(f"{NAMES[stage]}, 250 clusters and 20 years  {ratio:.2f}  {HUGE_LIMIT}")
    ratio = _median(small, "memory") / _median(bare, "memory")
    print(f"memory, times a bare one  {ratio:.2f}  {MEMORY_LIMIT}")


def compile_source() -> None:
    """Compile the program and the probes: some environments keep Python from doing so by itself."""
    places = str(SOURCE), str(PROBE.parent)
    subprocess.run([sys.executable, "-m", "compileall", "-q", *places], check=True)


def _demo(folder: Path, clusters: int, years: int) -> Path:
    store = folder / f"{clusters}" / "facilitator.sqlite"
    store.parent.mkdir()
    words = ["demo", str(store), "--clusters", str(clusters), "--years", str(years)]
    subprocess.run([sys.executable, "-m", "facilitator", *words], check=True)
    return store


def _run(*words: str) -> dict[str, float]:
    """Seconds from the start of the process to each stage, and the memory in MB."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as home:
        environment |= {"HOME": home, "XDG_DATA_HOME": home}
        began = monotonic()
        done = subprocess.run(
            [sys.executable, str(PROBE), *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    said = json.loads(done.stdout.splitlines()[-1])
    stages = {stage: at - began for stage, at in said["stages"].items()}
    for left in Path(words[-1]).parent.glob("settings.json") if len(words) > 1 else ():
        left.unlink()
    return {**stages, "memory": said["memory"]}


def _median(runs: list[dict[str, float]], what: str) -> float:
    return statistics.median(run[what] for run in runs)


if __name__ == "__main__":
    main()
