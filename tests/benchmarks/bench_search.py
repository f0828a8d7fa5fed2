"""Search as one types, in 20,000 meetings and a million rows of text, against the same queries by
the bare driver. A folder given by name keeps the store, which takes minutes to make."""

from __future__ import annotations

import ast
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import event

from facilitator.clock import SystemClock, new_id
from facilitator.store import demo, driver, queries
from facilitator.store.store import Store
from facilitator.store.tables import SPACING, Cluster

MEETINGS, ROWS = 20_000, 1_000_000
LIMIT, SLOWEST = 1.5, 30.0
"""Times the bare driver, and milliseconds."""

TYPED, WARM_UP = 60, 20
"""Things looked for, each letter by letter."""

START = datetime(2016, 9, 7, 15, tzinfo=UTC)
_COMMITMENTS = 8
_OF_A_MEETING = {"goal": 3, "item": 10, "insight": 12, "commitment": _COMMITMENTS, "follow_up": 16}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1] if len(sys.argv) > 1 else folder, "searched.sqlite")
        if not place.exists():
            _fill(place)
        ratio, slowest, median = _measure(place)
    print(f"search as one types, median in ms  {median:.1f}  –")
    print(f"search as one types, times the bare driver  {ratio:.2f}  {LIMIT}")
    print(f"search as one types, 99th percentile in ms  {slowest:.1f}  {SLOWEST}")


# -- the store


def _fill(place: Path) -> None:
    store = Store.open(place, SystemClock(), installation="bench", create=True)
    with store.edit("Make") as session:
        cluster = Cluster(id=new_id(), name="ØNH – Eksempel")
        session.add(cluster)
    meetings, agreed = [new_id() for _ in range(MEETINGS)], list[str]()
    store.load("Fill", "meeting", _meetings(cluster.id, meetings))
    pick = random.Random(1)
    for table, many in _OF_A_MEETING.items():
        store.load("Fill", table, _rows(table, many, cluster.id, meetings, agreed, pick))
    store.close()


def _start(number: int) -> datetime:
    return START + timedelta(hours=4 * number)


def _meetings(cluster: str, keys: list[str]) -> Iterator[dict[str, Any]]:
    for number, key in enumerate(keys):
        when = {"start": _start(number), "end": _start(number) + timedelta(hours=3)}
        own = {"id": key, "cluster_id": cluster, "number": number + 1, "place": "Klinik 1"}
        yield {**own, **when, "form": "physical", "status": "closed"}


def _rows(
    table: str,
    many: int,
    cluster: str,
    meetings: list[str],
    agreed: list[str],
    pick: random.Random,
) -> Iterator[dict[str, Any]]:
    words = _words()
    for number, meeting in enumerate(meetings):
        for place in range(many):
            said = " ".join(pick.choices(words, k=pick.randint(3, 14)))
            about = {"meeting_id": meeting, "position": place * SPACING, "at": _start(number)}
            if table == "follow_up":
                of = agreed[number * _COMMITMENTS + place % _COMMITMENTS]
                yield {"commitment_id": of, "at": _start(number), "experience": said}
            elif table == "commitment":
                agreed.append(new_id())
                own = {"id": agreed[-1], "cluster_id": cluster, "agreed": _start(number)}
                yield {**about, **own, "action": said, "at": None}
            elif table == "item":
                minutes = {"planned": 600, "minimum": 600, "flexible": True}
                yield {**about, **minutes, "kind": "case", "title": said}
            else:
                yield {**about, "text": said}


def _words() -> list[str]:
    """Danish words as often as they are written in the texts of the demo."""
    found: list[str] = []
    for path in sorted(Path(demo.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found += re.findall(r"[^\W\d_]+", node.value)
    return found


# -- what is typed


def _typed() -> list[str]:
    """One, two and three words from what somebody may have written, letter by letter."""
    pick, words = random.Random(2), [word for word in _words() if len(word) > 3]
    typed = []
    for number in range(TYPED):
        whole = " ".join(pick.choices(words, k=1 + number % 3))
        typed += [whole[:end] for end in range(1, min(len(whole), 24) + 1)]
    return typed


def _measure(place: Path) -> tuple[float, float, float]:
    """Times the bare driver; the slowest of a hundred and the median in milliseconds."""
    store = Store.open(place, SystemClock(), installation="bench")
    bare = driver.sqlite_module().connect(str(place))
    bare.execute("PRAGMA temp_store=MEMORY")
    cluster = store.ask(queries.clusters, START.date())[0].id
    typed = _typed()
    asked = [_statements(store, cluster, text) for text in typed]
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(-WARM_UP, len(typed)):
        text, statements = typed[turn], asked[turn]
        both: list[tuple[Callable[[], object], list[float]]] = [
            (partial(store.ask, queries.find, cluster, text), ours),
            (partial(_say_all, bare, statements), theirs),
        ]
        # By turns, for whoever comes second finds the file in memory.
        for act, taken in both if turn % 2 else reversed(both):
            milliseconds = 1000 * _timed(act)
            if turn >= 0:
                taken.append(milliseconds)
    bare.close()
    store.close()
    slowest = statistics.quantiles(ours, n=100)[98]
    return sum(ours) / sum(theirs), slowest, statistics.median(ours)


def _statements(store: Store, cluster: str, text: str) -> list[tuple[str, Any]]:
    """What is asked of the index for a text."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if "search_" in statement:
            asked.append((statement, values))

    event.listen(store._engine, "before_cursor_execute", note)
    store.ask(queries.find, cluster, text)
    event.remove(store._engine, "before_cursor_execute", note)
    return asked


def _say_all(bare: Any, statements: list[tuple[str, Any]]) -> None:
    for statement in statements:
        bare.execute(*statement).fetchall()


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


if __name__ == "__main__":
    main()
