"""One edit against the same rows written by the bare driver, with the same pragmas."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from facilitator.clock import SystemClock, new_id
from facilitator.store import driver, engines
from facilitator.store.store import Store
from facilitator.store.tables import SPACING, Cluster, Item, Meeting

WARM_UP, ROUNDS, BATCH = 100, 40, 25
LIMIT, FRAME = 10, 16.0
"""Times the bare driver, and milliseconds of one frame."""


def main() -> None:
    # Beside this file: the system's own temporary folder may be memory, where syncing is free.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        store = Store.open(
            Path(folder, "edited.sqlite"), SystemClock(), installation="bench", create=True
        )
        item = _agenda(store)
        store.close()
        Path(folder, "bare.sqlite").write_bytes(Path(folder, "edited.sqlite").read_bytes())
        store = Store.open(Path(folder, "edited.sqlite"), SystemClock(), installation="bench")
        bare = _connect(Path(folder, "bare.sqlite"))
        edited, written = _alternate(
            lambda n: _edit(store, item, n), lambda n: _write(bare, item, n)
        )
        bare.close()
        store.close()
    ratio = statistics.median(edited) / statistics.median(written)
    slowest = statistics.quantiles(edited, n=100)[98] * 1000
    print(f"edit, times the bare driver  {ratio:.1f}  {LIMIT}")
    print(f"edit, 99th percentile in ms  {slowest:.1f}  {FRAME}")


def _agenda(store: Store) -> str:
    start = datetime(2026, 9, 9, 17, tzinfo=UTC)
    with store.edit("Make") as session:
        cluster = Cluster(id=new_id(), name="ØNH – Eksempel")
        meeting = Meeting(
            id=new_id(),
            cluster_id=cluster.id,
            number=1,
            start=start,
            end=start + timedelta(hours=3),
        )
        items = [
            Item(
                id=new_id(),
                meeting_id=meeting.id,
                position=n * SPACING,
                kind="case",
                title=f"Case {n}",
                planned=1500,
                minimum=900,
                flexible=True,
            )
            for n in range(1, 11)
        ]
        session.add_all([cluster, meeting, *items])
    return items[0].id


def _connect(path: Path) -> Any:
    connection = driver.sqlite_module().connect(str(path))
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", *engines.PRAGMAS):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _edit(store: Store, item: str, number: int) -> None:
    with store.edit("Rename item", cluster=item) as session:
        session.get_one(Item, item).title = f"Titel {number}"


def _write(connection: Any, item: str, number: int) -> None:
    """The statements of one edit: read the row, change it, add the Step."""
    key = item.replace("-", "")
    connection.execute("BEGIN IMMEDIATE")
    (before, version) = connection.execute(
        "SELECT title, version FROM item WHERE id = ?", (key,)
    ).fetchone()
    after = f"Titel {number}"
    connection.execute(
        "UPDATE item SET title = ?, version = ? WHERE id = ? AND version = ?",
        (after, version + 1, key, version),
    )
    rows = f'[["item","{item}",{{"title":"{before}"}},{{"title":"{after}"}}]]'
    connection.execute(
        "INSERT INTO step (at, kind, label, cluster_id, installation, fact, barrier, undone, rows)"
        " VALUES (?, 'edit', 'Rename item', ?, 'bench', 0, 0, 0, ?)",
        (number, key, rows),
    )
    connection.execute("COMMIT")


def _alternate(
    first: Callable[[int], None], second: Callable[[int], None]
) -> tuple[list[float], list[float]]:
    """Seconds of each call, the two by turns, so that a busy computer slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP):
        first(number)
        second(number)
    for turn in range(ROUNDS):
        for act, taken in zip((first, second), times, strict=True):
            for step in range(BATCH):
                began = perf_counter()
                act(turn * BATCH + step)
                taken.append(perf_counter() - began)
    return times


if __name__ == "__main__":
    main()
