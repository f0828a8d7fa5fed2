"""A meeting in memory: all that is seen while it runs, and no way back to the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.domain.indicators import Value, period_of
from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.domain.refusal import NotFound
from facilitator.domain.shares import Share
from facilitator.edits import agenda, content, followup, indicators, outcomes, running
from facilitator.edits.settings import change_setting
from facilitator.store import queries
from facilitator.store.rehearsal import rehearsal_of
from facilitator.store.store import Store

FIRST = period_of("quarter", START.date())


class Scene(MeetingRoom):
    """The store of the meeting that is run, without a window."""

    def _open(self) -> None:
        pass


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path, FakeClock())
    yield made
    made.store.close()


@pytest.fixture
def copy(scene: Scene) -> Iterator[Store]:
    with scene.store.edit("Change setting", cluster=scene.cluster) as session:
        change_setting(session, scene.cluster, "spoken", "keep")
        for one in queries.commitments_to_follow_up(session, scene.meeting):
            followup.add_cycle(session, one.id, START, plan="Én dag")
        for title in ("Genundersøgte børn", "Ventetid"):
            key = indicators.add_indicator(session, title)
            share = Value(key, None, "national", FIRST, Share(7, 41))
            indicators.put_values(session, scene.cluster, key, [share])
        content.use_indicator(session, scene.agenda.items[1].id, key)
    made = rehearsal_of(scene.store, scene.meeting, scene.clock)
    yield made
    made.close()


def test_it_has_what_is_seen_while_the_meeting_runs(scene: Scene, copy: Store) -> None:
    meeting, cluster, today = scene.meeting, scene.cluster, START.date()
    before, after = (store.ask(queries.agenda, meeting) for store in (scene.store, copy))
    assert after == replace(before, meeting=replace(before.meeting, status="ready"))
    asked = scene.store.ask(queries.commitments_to_follow_up, meeting)
    assert len(asked) == 3
    assert copy.ask(queries.commitments_to_follow_up, meeting) == asked
    for query in (queries.attendance, queries.guests, queries.speakers_of):
        assert copy.ask(query, meeting) == scene.store.ask(query, meeting)
    for of_cluster in (queries.clinics, queries.topics, queries.meetings):
        assert len(copy.ask(of_cluster, cluster)) == len(scene.store.ask(of_cluster, cluster))
    assert copy.ask(queries.settings, cluster, today) == {"spoken": "keep"}
    (row,) = copy.ask(queries.indicators, cluster)
    assert (row.indicator.title, row.periods) == ("Ventetid", 1)


def test_what_is_done_there_is_nowhere_else_and_gone_when_it_is_closed(
    scene: Scene, copy: Store
) -> None:
    files = {path.name: path.read_bytes() for path in scene.folder.iterdir()}
    now = Now(scene.clock.utc(), scene.clock.mono(), "run")
    with copy.edit("Start", fact=True) as session:
        running.begin(session, scene.meeting, scene.item(scene.agenda.items[0].title), now)
        outcomes.add_insight(session, scene.meeting, "En indsigt", now.utc)
    assert copy.ask(queries.presses, scene.meeting)[0].kind is EventKind.STARTED
    assert copy.can_undo(None) is None
    again = rehearsal_of(scene.store, scene.meeting, scene.clock)
    assert again.ask(queries.presses, scene.meeting) == ()
    again.close()
    assert scene.store.ask(queries.presses, scene.meeting) == ()
    assert {path.name: path.read_bytes() for path in scene.folder.iterdir()} == files


def test_a_meeting_that_was_held_is_rehearsed_as_if_it_had_not_been(scene: Scene) -> None:
    held = next(m for m in scene.store.ask(queries.meetings, scene.cluster) if m.status == "closed")
    copy = rehearsal_of(scene.store, held.id, scene.clock)
    one = copy.ask(queries.agenda, held.id).meeting
    assert (one.status, one.started, one.ended) == ("ready", None, None)
    with copy.edit("Move the end") as session:
        agenda.change_meeting(session, held.id, end=one.end + timedelta(minutes=5))
    copy.close()


def test_there_is_none_of_a_meeting_that_is_gone(scene: Scene) -> None:
    with pytest.raises(NotFound):
        rehearsal_of(scene.store, scene.cluster, scene.clock)
