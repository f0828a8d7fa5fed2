"""What an agenda is written out from, and the number by which a calendar knows the later one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.documents.example import READERS
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.documents import Asked, document
from facilitator.domain.refusal import NotFound
from facilitator.edits import agenda, attachments, content, preparation
from facilitator.edits.privacy import not_a_cpr
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


def revision(store: Store, scene: Scene) -> int:
    return store.ask(queries.written_agenda, scene.meeting).revision


def do(store: Store, verb: Callable[..., Any], *args: Any, **kw: Any) -> Any:
    with store.edit("Change") as session:
        return verb(session, *args, **kw)


def test_it_holds_everything_the_documents_say(store: Store, scene: Scene) -> None:
    meeting, item = scene.meeting, scene.items[1]
    do(store, content.use_guideline, item, do(store, content.add_guideline, "Svimmelhed"))
    do(store, attachments.attach_link, meeting, "https://example.org/x", item=item)
    do(store, preparation.add_preparation, meeting, "Tag tal med", item=item)
    do(store, agenda.change_meeting, meeting, facilitator_id=scene.members[1])
    found = store.ask(queries.written_agenda, meeting)
    assert found.cluster == "ØNH – Eksempel"
    assert found.zone == "Europe/Copenhagen"
    assert [one.title for one in found.agenda.items][1] == "Svimmelhed i praksis"
    assert found.chair is not None
    assert found.chair.name == "Bo Eksempel"
    assert [one.title for one in found.used] == ["Svimmelhed"]
    assert [one.link for one in found.attached] == ["https://example.org/x"]
    assert [one.text for one in found.preparations] == ["Tag tal med"]


def test_only_members_of_the_day_are_written_to(store: Store, scene: Scene) -> None:
    day = store.ask(queries.meeting, scene.meeting).start.date()
    with store.edit("Leave") as session:
        session.get_one(t.Member, scene.members[0]).left = day - timedelta(days=1)
        session.get_one(t.Member, scene.members[1]).left = day
    found = store.ask(queries.written_agenda, scene.meeting)
    assert [one.name for one in found.recipients] == ["Bo Eksempel"]


def test_a_meeting_that_is_not_there_is_not_found(store: Store, scene: Scene) -> None:
    with pytest.raises(NotFound):
        store.ask(queries.written_agenda, scene.cluster)


def test_the_revision_stays_while_nothing_changes(store: Store, scene: Scene) -> None:
    assert revision(store, scene) == revision(store, scene) > 0


def test_the_revision_grows_with_every_change_and_with_undoing_it(
    store: Store, scene: Scene
) -> None:
    seen = [revision(store, scene)]

    def note() -> None:
        seen.append(revision(store, scene))

    with store.edit("Rename", cluster=scene.cluster) as session:
        session.get_one(t.Item, scene.items[1]).title = "Noget andet"
    note()
    store.undo(scene.cluster)
    note()
    store.redo(scene.cluster)
    note()
    with store.edit("Delete", cluster=scene.cluster) as session:
        agenda.delete_meeting(session, scene.meeting)
    store.undo(scene.cluster)
    note()
    assert seen == sorted(set(seen))


def test_the_revision_grows_within_a_burst_of_typing(store: Store, scene: Scene) -> None:
    seen = []
    for title in ("S", "Sv", "Svi"):
        with store.edit("Rename", cluster=scene.cluster, burst="title") as session:
            session.get_one(t.Item, scene.items[1]).title = title
        seen.append(revision(store, scene))
    assert seen == sorted(set(seen))


def test_the_revision_grows_where_the_clock_stands_still(
    store: Store, scene: Scene, clock: SteppingClock
) -> None:
    seen = []
    for title in ("En", "To", "Tre"):
        clock.now -= timedelta(seconds=1)
        with store.edit("Rename", cluster=scene.cluster) as session:
            session.get_one(t.Item, scene.items[1]).title = title
        seen.append(revision(store, scene))
    assert seen == sorted(set(seen))


def test_the_coming_meeting_is_the_next_that_has_not_ended(store: Store, scene: Scene) -> None:
    with store.edit("Make") as session:
        later = s.add(session, s.new_meeting(scene.cluster, 2))
    first = store.ask(queries.meeting, scene.meeting)

    def coming(after: timedelta) -> str | None:
        return store.ask(queries.coming_meeting, scene.cluster, first.end + after)

    assert coming(timedelta(0)) == scene.meeting
    assert coming(timedelta(seconds=1)) == later
    assert coming(timedelta(days=400)) is None
    with store.edit("Start") as session:
        session.get_one(t.Meeting, scene.meeting).status = "running"
    assert coming(timedelta(seconds=1)) == scene.meeting
    do(store, agenda.cancel_meeting, later)
    with store.edit("Hold") as session:
        session.get_one(t.Meeting, scene.meeting).status = "held"
    assert coming(timedelta(0)) is None


VOUCHED_FOR = "Varenummer 010203-1234"


@pytest.mark.parametrize("ending", ["pdf", "docx", "ics", "md", "eml"])
def test_what_a_person_vouched_for_is_written_out(ending: str, store: Store, scene: Scene) -> None:
    item = scene.items[1]
    with store.edit("Vouch") as session:
        not_a_cpr(session, "item", item, "title", VOUCHED_FOR, "et varenummer", s.START)
    with store.edit("Rename") as session:
        session.get_one(t.Item, item).title = VOUCHED_FOR
    row = document("agenda")
    assert row is not None
    form = row.format(ending)
    assert form is not None
    values = store.ask(queries.written_agenda, scene.meeting)
    assert VOUCHED_FOR in READERS[ending](form.write(values, Language("da"), Asked(s.START)))
