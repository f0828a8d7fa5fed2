"""What a meeting opens with: the subject of the meeting held before it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.store import scene as s
from tests.store.scene import START, Scene

from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


@pytest.fixture
def coming(store: Store, scene: Scene) -> str:
    """A meeting with a follow-up, after the one of the scene was held."""
    with store.edit("Hold") as session:
        session.get_one(t.Meeting, scene.meeting).status = "closed"
        meeting = s.add(session, s.new_meeting(scene.cluster, 2))
        item = s.new_item(meeting, 1, "Opfølgning siden sidst")
        item.kind = "follow_up"
        session.add(item)
    return meeting


def note(store: Store, scene: Scene, official: int | None, **where: Any) -> None:
    """An insight of the held meeting; `topic` is the title of what it is about."""
    with store.edit("Note") as session:
        topic = where.pop("topic", None)
        if topic:
            row = t.Topic(cluster_id=scene.cluster, title=topic, created=START)
            where["topic_id"] = s.add(session, row)
        about = {"meeting_id": scene.meeting, "position": 1, "at": START, "text": "Spørg altid"}
        session.add(t.Insight(**about, official=official, **where))


def question(store: Store, meeting: str) -> str:
    return store.ask(queries.agenda, meeting).items[0].question


def asked_about(subject: str) -> str:
    return f"Sidst talte vi om {subject} – hvilke erfaringer har I gjort jer siden?"


def test_it_asks_about_the_topics_of_two_insights_that_were_taken_home(
    store: Store, scene: Scene, coming: str
) -> None:
    note(store, scene, None, topic="Kaffe")
    note(store, scene, 3, topic="Høretab")
    note(store, scene, 2, topic="Næseblod")
    note(store, scene, 1, topic="Svimmelhed")
    assert question(store, coming) == asked_about("Svimmelhed og Næseblod")


def test_without_topics_it_asks_about_the_item_an_insight_came_from(
    store: Store, scene: Scene, coming: str
) -> None:
    note(store, scene, None, item_id=scene.items[0])
    note(store, scene, 1, item_id=scene.items[1])
    assert question(store, coming) == asked_about("svimmelhed i praksis")


def test_what_the_follow_up_or_a_template_is_called_is_nothing_to_ask_about(
    store: Store, scene: Scene, coming: str
) -> None:
    titles = ("Opfølgning: Sidst talte vi om …", "follow_up"), ("Patient case 1", "case")
    with store.edit("Rename") as session:
        for key, (title, kind) in zip(
            scene.items, (*titles, ("Oplæg, del 1", "talk")), strict=True
        ):
            row = session.get_one(t.Item, key)
            row.title, row.kind = title, kind
    for place, key in enumerate(scene.items, 1):
        note(store, scene, place, item_id=key)
    assert question(store, coming) == "Hvilke erfaringer har I gjort jer siden sidst?"
    with store.edit("Rename") as session:
        session.get_one(t.Item, scene.items[1]).title = "Svimmelhed"
    assert question(store, coming) == asked_about("svimmelhed")


def test_without_insights_it_asks_about_the_longest_item(
    store: Store, scene: Scene, coming: str
) -> None:
    with store.edit("Change") as session:
        session.get_one(t.Item, scene.items[1]).planned = 1800
    assert question(store, coming) == asked_about("svimmelhed i praksis")


def test_an_item_that_was_jumped_over_is_not_named(store: Store, scene: Scene, coming: str) -> None:
    first, _skipped, summary = scene.items
    for seq, (item, minute) in enumerate(((first, 0), (summary, 20)), 1):
        with store.edit("Press") as session:
            at = START + timedelta(minutes=minute)
            started = t.Press(meeting_id=scene.meeting, seq=seq, at=at, kind="started")
            started.mono, started.run, started.item_id = 60 * minute, "r", item
            session.add(started)
    assert question(store, coming) == asked_about("velkomst")


def test_what_a_person_wrote_is_asked_instead(store: Store, coming: str) -> None:
    with store.edit("Write") as session:
        first = store.ask(queries.agenda, coming).items[0].id
        session.get_one(t.Item, first).question = "Hvad nåede I?"
    assert question(store, coming) == "Hvad nåede I?"


def test_it_follows_the_meeting_held_last_and_no_cancelled_one(
    store: Store, scene: Scene, coming: str
) -> None:
    note(store, scene, 1, topic="Svimmelhed")
    with store.edit("Cancel") as session:
        row = s.new_meeting(scene.cluster, 2)
        row.start -= timedelta(days=7)
        row.end -= timedelta(days=7)
        row.status = "cancelled"
        s.add(session, row)
    assert question(store, coming) == asked_about("Svimmelhed")
