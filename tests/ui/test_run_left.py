"""A meeting that is ended elsewhere, or whose page is left: it stays where people are with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from tests.ui.running_meeting import ITEMS, START, MeetingRoom

from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.edits import agenda, members, running
from facilitator.store import queries

pytestmark = pytest.mark.bare

Key = Qt.Key
ENDED = "Mødet er afsluttet på en anden computer."
CLOSED = "Mødet er lukket på en anden computer."
BEGUN = 'En linje er begyndt, men ikke skrevet ind: "Halvt skrevet"'


@pytest.fixture
def room(planned: MeetingRoom, monkeypatch: pytest.MonkeyPatch) -> MeetingRoom:
    """A meeting that runs since 16.30, on a store that others are taken to write in as well."""
    planned.press(Key.Key_F5)
    monkeypatch.setattr(planned.store, "is_shared", True)
    return planned


def next_month(room: MeetingRoom) -> str:
    with room.store.edit("New meeting", cluster=room.cluster) as session:
        return agenda.make_meeting(session, room.cluster, START + timedelta(30), 120, "cases")


def other_cluster(room: MeetingRoom) -> tuple[str, str]:
    with room.store.edit("New cluster") as session:
        made = members.make_cluster(session, "Øjne – Eksempel", "Øjne", [("Ida", "Klinik 1")])
        session.flush()
        return made, agenda.make_meeting(session, made, START + timedelta(30), 120, "cases")


def choose(room: MeetingRoom, cluster: str) -> None:
    """As the window does it."""
    room.bridge.choose_cluster(cluster)
    room.page.show_subject(None)
    room.page.refresh()


def end_elsewhere(room: MeetingRoom) -> None:
    now = Now(room.clock.utc(), 5.0, "bo")
    with room.store.edit("End", cluster=room.cluster, fact=True) as session:
        running.press(session, room.meeting, EventKind.ENDED, now)


def close_elsewhere(room: MeetingRoom) -> None:
    with room.store.edit("Close", cluster=room.cluster, barrier=True) as session:
        running.close_meeting(session, room.meeting, room.clock.utc())


# -- ended elsewhere


def test_a_meeting_ended_elsewhere_stays_is_told_and_what_was_being_written_is_there(
    room: MeetingRoom,
) -> None:
    coming, page = next_month(room), room.page
    room.press("i")
    room.type("Halvt skrevet")
    end_elsewhere(room)
    assert page.watch.meeting == room.meeting
    assert page.primary() is page.ended.close_it
    assert room.said[-2:] == [ENDED, BEGUN]
    assert "2. møde · ØNH – Eksempel" in page.room.preview.texts
    # Whoever was writing goes on for a moment, spaces too.
    for key in (Key.Key_Space, "x", Key.Key_F5):
        room.clock.move(1)
        room.press(key)
    assert room.status() == "held"
    room.clock.move(3)
    room.press(Key.Key_F5)
    assert room.status() == "running"
    assert page.view.capture.line.text() == "Halvt skrevet"
    assert room.notices[-1].text != ENDED
    assert room.store.ask(queries.meeting, coming).status == "draft"


def test_a_meeting_closed_elsewhere_stays_and_that_is_told(room: MeetingRoom) -> None:
    next_month(room)
    end_elsewhere(room)
    close_elsewhere(room)
    assert room.page.watch.meeting == room.meeting
    assert [said for said in room.said if said in (ENDED, CLOSED)] == [ENDED, CLOSED]
    assert not room.page.ended.close_it.isVisibleTo(room.page)


def test_what_is_ended_closed_and_brought_back_here_is_told_to_nobody(room: MeetingRoom) -> None:
    next_month(room)
    for deed in ("end_meeting", "undo", "redo", "close_meeting"):
        room.page.do(deed)
    assert room.status() == "closed"
    assert room.page.watch.meeting == room.meeting
    assert not {ENDED, CLOSED} & set(room.said)


def test_a_cancelled_meeting_gives_way(room: MeetingRoom) -> None:
    coming = next_month(room)
    with room.store.edit("Cancel", cluster=room.cluster) as session:
        agenda.change_meeting(session, room.meeting, status="cancelled")
    assert room.page.watch.meeting == coming


# -- held and not closed


def test_a_held_meeting_is_come_back_to_until_it_is_closed_or_the_day_is_over(
    room: MeetingRoom,
) -> None:
    coming, (other, its_own) = next_month(room), other_cluster(room)
    room.page.end_meeting()
    choose(room, other)
    assert room.page.watch.meeting == its_own
    choose(room, room.cluster)
    assert room.page.watch.meeting == room.meeting
    room.clock.move(86_400)
    choose(room, room.cluster)
    assert room.page.watch.meeting == coming


# -- another cluster is chosen


def test_the_room_stays_with_its_meeting_while_another_cluster_is_looked_at(
    room: MeetingRoom,
) -> None:
    other, its_own = other_cluster(room)
    page = room.page
    room.press("w")
    screen = page.room.floating
    assert screen is not None
    choose(room, other)
    assert page.watch.meeting == its_own
    assert "Opfølgning siden sidst" in screen.texts
    room.clock.move(60)
    page._look()
    assert "14:00" in screen.texts
    with room.store.edit("Rename", cluster=room.cluster) as session:
        agenda.change_item(session, room.item(ITEMS[0][1]), title="Siden sidst")
    page._look()
    assert "Siden sidst" in screen.texts
    start = QKeyEvent(QEvent.Type.KeyPress, Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(screen, start)
    assert not page.watch.is_running
    with room.store.edit("Remove", cluster=other) as session:
        agenda.change_meeting(session, its_own, status="cancelled")
    assert page.watch.meeting is None
    assert "Siden sidst" in screen.texts
    choose(room, room.cluster)
    assert page.watch.meeting == room.meeting
    assert not page.aside.is_on
    room.clock.move(60)
    room.tick()
    assert "13:00" in screen.texts


def test_a_meeting_that_begins_takes_the_room(room: MeetingRoom) -> None:
    other, _ = other_cluster(room)
    choose(room, other)
    assert room.page.aside.is_running
    room.press(Key.Key_F5)
    assert room.page.watch.is_running
    assert not room.page.aside.is_on
    room.tick()
    assert "Opfølgning siden sidst" not in room.page.room.preview.texts
