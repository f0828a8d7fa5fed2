"""How long things took in the last meetings of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import START, Scene

from facilitator.domain.duration_memory import Held, remember
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


def hold(store: Store, cluster: str, number: int, took: int, status: str = "held") -> None:
    """A meeting with one case of 20 minutes that took so many, some weeks after the last."""
    start = START + timedelta(weeks=number)
    with store.edit("Hold") as session:
        row = s.new_meeting(cluster, number)
        row.start, row.end, row.status = start, start + timedelta(hours=2), status
        meeting = s.add(session, row)
        item = s.new_item(meeting, 1, "Svimmelhed")
        item.kind, item.planned, item.minimum = "case", 1200, 600
        key = s.add(session, item)
        press(session, meeting, 1, start, "started", key)
        press(session, meeting, 2, start + timedelta(minutes=took), "ended")


def press(
    session: Session, meeting: str, seq: int, at: datetime, kind: str, item: str | None = None
) -> None:
    mono = (at - START).total_seconds()
    row = t.Press(meeting_id=meeting, seq=seq, at=at, mono=mono, run="run", kind=kind, item_id=item)
    session.add(row)


@pytest.fixture
def held(store: Store, scene: Scene) -> Scene:
    for number, took in enumerate((26, 19, 25, 26, 31), 2):
        hold(store, scene.cluster, number, took)
    return scene


def test_items_are_remembered_as_they_were_held_the_latest_meeting_first(
    store: Store, held: Scene
) -> None:
    found = store.ask(queries.durations_of, held.cluster)
    assert [one.actual // 60 for one in found] == [31, 26, 25, 19, 26]
    assert found[0] == Held("case", 1200, 1860, (START + timedelta(weeks=6)).date())
    assert (remember(found)["case"].over, remember(found)["case"].minutes_over) == (4, 6)


def test_only_the_last_meetings_of_this_cluster_that_were_held_count(
    store: Store, held: Scene
) -> None:
    with store.edit("Make") as session:
        other = s.add(session, t.Cluster(name="ØNH – Anden eksempel"))
    hold(store, other, 7, 60)
    hold(store, held.cluster, 8, 60, status="cancelled")
    hold(store, held.cluster, 9, 40, status="closed")
    found = store.ask(queries.durations_of, held.cluster, 2)
    assert [one.actual // 60 for one in found] == [40, 31]


def test_a_meeting_without_presses_tells_nothing(store: Store, scene: Scene) -> None:
    with store.edit("Hold") as session:
        session.get_one(t.Meeting, scene.meeting).status = "held"
    assert store.ask(queries.durations_of, scene.cluster) == ()


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to any database meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_it_asks_as_few_questions_of_many_meetings_as_of_one(store: Store, held: Scene) -> None:
    numbers = []
    for limit in (1, 5):
        with counted() as sent:
            store.ask(queries.durations_of, held.cluster, limit)
        numbers.append(sum(one.lstrip().upper().startswith("SELECT") for one in sent))
    assert numbers == [4, 4]
