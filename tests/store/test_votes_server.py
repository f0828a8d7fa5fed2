"""Votes counted at two desks on one shared database: none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.store import scene as s
from tests.store.scene import SteppingClock

from facilitator.edits import topics
from facilitator.store import queries
from facilitator.store.store import Store


@pytest.fixture
def desks(place: str) -> Iterator[tuple[Store, Store]]:
    """The same database as two installations."""
    made = tuple(Store.open(place, SteppingClock(), installation=one) for one in ("anna", "bo"))
    yield made[0], made[1]
    for store in made:
        store.close()


def test_votes_counted_at_two_desks_at_once_are_all_counted(desks: tuple[Store, Store]) -> None:
    anna, _ = desks
    scene = s.furnish(anna)
    with anna.edit("Add", cluster=scene.cluster) as session:
        topic = topics.add_topic(session, scene.cluster, "Ørevoks", s.START)

    def count(store: Store) -> None:
        for _ in range(5):
            with store.edit("Vote", cluster=scene.cluster) as session:
                topics.vote(session, topic, scene.meeting, 1)

    with ThreadPoolExecutor(2) as people:
        list(people.map(count, desks))
    (ballot,) = anna.ask(queries.ballots, scene.meeting)
    assert (ballot.title, ballot.votes) == ("Ørevoks", 10)
    (one,) = anna.ask(queries.topics, scene.cluster)
    assert (one.votes, one.last_voted) == (10, 1)
    (passage,) = anna.ask(queries.topic_story, topic).passages
    assert passage.votes == 10
    assert anna.ask(queries.treated_topics, scene.meeting) == ()
    assert anna.ask(queries.cases_to_hear_of, scene.meeting) == ()
