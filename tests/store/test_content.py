"""What a meeting is about, in the tables: one thing at a time, and the same on a server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.edits import attachments, content
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


@pytest.fixture
def filled(store: Store) -> Scene:
    return s.fill(store)


BAD: dict[str, Callable[[Scene], t.Row]] = {
    "a use of nothing": lambda one: t.Use(item_id=one.items[0]),
    "a use of two things": lambda one: t.Use(
        item_id=one.items[0], case_id=one.meeting, guideline_id=one.meeting
    ),
    "a fee for a case": lambda one: t.Use(item_id=one.items[0], case_id=one.meeting, fee=1),
    "a negative fee": lambda one: t.Use(item_id=one.items[0], speaker_id=one.meeting, fee=-1),
    "neither link nor file": lambda one: t.Attachment(meeting_id=one.meeting, name="a"),
    "an unknown age": lambda one: t.Case(
        cluster_id=one.cluster, title="a", age_band="47", created=s.START
    ),
    "an unknown sex": lambda one: t.Case(
        cluster_id=one.cluster, title="a", sex="x", created=s.START
    ),
}


@pytest.mark.parametrize("which", BAD)
def test_the_tables_themselves_refuse(store: Store, filled: Scene, which: str) -> None:
    with pytest.raises(IntegrityError, match="CHECK"), store.edit("Add") as session:
        session.add(BAD[which](filled))


def test_bytes_are_stored_outside_the_journal(store: Store, filled: Scene) -> None:
    steps = len(s.steps(store))
    with store.edit("Attach", cluster=filled.cluster) as session:
        session.add(t.Blob(sha256="0" * 64, bytes=b"x"))
    assert len(s.steps(store)) == steps
    assert "blob" not in t.TABLES


def test_who_has_told_a_case_or_prepares_something_has_a_history(
    store: Store, scene: Scene
) -> None:
    anna, bo = scene.members
    with store.edit("Add") as session:
        case = t.Case(cluster_id=scene.cluster, title="a", created=s.START, presenter_id=anna)
        ready = t.Preparation(meeting_id=scene.meeting, text="a", member_id=bo)
        session.add_all([case, ready])
    assert [store.ask(queries.has_history, one) for one in scene.members] == [True, True]


def test_a_server_answers_as_a_file_does(place: str, store: Store) -> None:
    server = Store.open(place, SteppingClock(), installation="desk", create=True)
    for one in (store, server):
        scene = s.fill(one)
        with one.edit("Pay", cluster=scene.cluster) as session:
            speaker = content.add_speaker(session, scene.cluster, "Dan Eksempel")
            content.use_speaker(session, scene.items[0], speaker, 2500)
            key = attachments.attach_file(session, scene.meeting, "b.txt", b"b")
        assert one.ask(queries.attached_file, key) == b"b"
        with one.edit("Remove", cluster=scene.cluster) as session:
            attachments.remove_attachment(session, key)
    assert answers(store) == answers(server)
    for one in (store, server):
        (case,) = s.contents(one)["case"]
        with one.edit("Delete", cluster=None, fact=True) as session:
            content.delete_case_text(session, case, s.START)
        assert one.ask(blobs) == 2
        one.prune(one.clock.utc() + timedelta(days=1))
        assert one.ask(blobs) == 1
    server.close()


def blobs(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(t.Blob)) or 0


def answers(store: Store) -> list[str]:
    """What the store says when asked for everything a meeting is about, without the keys."""
    found = s.contents(store)
    (cluster,), (meeting,) = found["cluster"], found["meeting"]
    things: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (queries.cases, (cluster,)),
        (queries.guidelines, (cluster, "SVIM")),
        (queries.packages, (cluster,)),
        (queries.speakers, (cluster, "eks")),
        (queries.topics, (cluster,)),
        (queries.used_at_meeting, (meeting,)),
        (queries.fees, (cluster, 2026)),
        (queries.year_plan, (cluster, 2026)),
        (queries.attachments, (meeting,)),
        (queries.bytes_attached, (cluster,)),
        (queries.preparations, (meeting,)),
        (queries.own_templates, ()),
    ]
    keys = {key: name for name, rows in found.items() for key in rows}
    said = []
    for query, args in things:
        text = repr(store.ask(query, *args))
        assert text not in ("()", "0")
        for key, name in keys.items():
            text = text.replace(key, name)
        said.append(text)
    return said
