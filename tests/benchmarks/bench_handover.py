"""A cluster with twenty years handed over out and in: how long, and how much memory it takes."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from facilitator.clock import SystemClock, new_id

YEARS, ATTACHED, EACH = 20, 20, 5_000_000
SECONDS, MEGABYTES = 3.0, 300
LIVELY = 40
"""Insights and commitments more at each meeting: what is written where people write a lot."""


def main() -> None:
    # Beside this file: the system's own temporary folder may be memory, where syncing is free.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as name:
        folder = Path(name)
        _make(folder / "lively.sqlite")
        for what in ("idle", "out", "in", "undo"):
            ran = subprocess.run(
                [sys.executable, __file__, what, str(folder)],
                check=True,
                capture_output=True,
                text=True,
            )
            if ran.stdout:
                print(ran.stdout, end="")


def _make(place: Path) -> None:
    """A demo cluster of so many years, where much more is written, with files attached."""
    from sqlalchemy import select

    from facilitator.edits.attachments import attach_file
    from facilitator.store.demo import make_demo
    from facilitator.store.store import Store
    from facilitator.store.tables import Cluster, Commitment, Insight, Meeting

    make_demo(place, SystemClock(), clusters=1, years=YEARS)
    store = Store.open(place, SystemClock(), installation="bench")
    now, noise = datetime.now(UTC), random.Random(1)
    with store.edit("Write a lot") as session:
        (cluster,) = session.scalars(select(Cluster.id))
        meetings = session.scalars(select(Meeting.id)).all()
        for n, meeting in enumerate(meetings):
            for position in range(LIVELY):
                text = f"Vi spørger altid om fald og svimmelhed, {n}, {position}. " * 3
                about = {"meeting_id": meeting, "position": position}
                session.add(Insight(id=new_id(), **about, at=now, text=text))
                own = {"cluster_id": cluster, "agreed": now, "action": text}
                session.add(Commitment(id=new_id(), **about, **own))
    for n in range(ATTACHED):
        with store.edit("Attach") as session:
            attach_file(session, meetings[-1], f"{n}.pdf", noise.randbytes(EACH))
    store.close()


def _idle(_folder: Path) -> None:
    """What the program has loaded before anything is handed over."""
    _load()


def _load() -> int:
    from facilitator import commands, documents, imports
    from facilitator.store import demo, queries, store, upgrade

    assert all((commands, documents, imports, demo, queries, store, upgrade))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _out(folder: Path) -> None:
    from facilitator.__main__ import main as run

    idle, start = _load(), perf_counter()
    place, file = str(folder / "lively.sqlite"), str(folder / "lively.facilitator")
    assert run(["--store", place, "export", "handover", "-o", file]) == 0
    _say("out", perf_counter() - start, idle)


def _in(folder: Path) -> None:
    from facilitator.imports import handover
    from facilitator.store.store import Store

    idle = _load()
    new = Store.open(folder / "new.sqlite", SystemClock(), installation="bench", create=True)
    start = perf_counter()
    given = handover.read_path(folder / "lively.facilitator")
    opened = new.ask(handover.meet, given, datetime.now(UTC))
    with new.edit("Open a hand-over", cluster=given.cluster) as session:
        handover.add(session, opened)
    _say(f"in, {len(given.rows)} rows", perf_counter() - start, idle)
    new.close()


def _undo(folder: Path) -> None:
    from facilitator.store.queries import clusters_there
    from facilitator.store.store import Store

    new = Store.open(folder / "new.sqlite", SystemClock(), installation="bench")
    (cluster,) = new.ask(clusters_there)
    start = perf_counter()
    new.undo(cluster.id)
    print(f"hand-over undone, in s  {perf_counter() - start:.2f}  –")
    assert not new.ask(clusters_there)
    new.close()


def _say(what: str, seconds: float, idle: int) -> None:
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
    print(f"hand-over {what}, in s  {seconds:.2f}  {SECONDS}")
    print(f"hand-over {what}, MB over idle  {grown:.0f}  {MEGABYTES}")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        {"idle": _idle, "out": _out, "in": _in, "undo": _undo}[sys.argv[1]](Path(sys.argv[2]))
