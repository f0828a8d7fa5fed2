"""Votes in the room: two each, counted by keys and taps, and what the room may see of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import dress_light
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import MeetingRoom

from facilitator.domain.topics import Ballot
from facilitator.edits import agenda, room, topics
from facilitator.store import queries
from facilitator.ui.room.drawn import Words
from facilitator.ui.room.layout import compose
from facilitator.ui.run.votes_panel import VotesPanel

pytestmark = pytest.mark.bare

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def meeting(
    qapp: QApplication, qtbot: QtBot, clock: FakeClock, tmp_path: Path
) -> Iterator[MeetingRoom]:
    """A running meeting with an item for topics, and two new ideas in the bank."""
    dress_light(qapp)
    made = MeetingRoom(tmp_path, clock)
    with made.store.edit("Edit", cluster=made.cluster) as session:
        agenda.add_item(session, made.meeting, "topics", "Emner", index=1)
        for title in ("Ventetid", "Ørevoks"):
            topics.add_topic(session, made.cluster, title, clock.utc())
    qtbot.addWidget(made.page)
    made.page.show()
    made.page.do("start")
    yield made
    made.bridge.close()
    made.store.close()


def panel(meeting: MeetingRoom) -> VotesPanel:
    return meeting.page.view.panel(VotesPanel)


def votes(meeting: MeetingRoom) -> dict[str, int]:
    found: tuple[Ballot, ...] = meeting.store.ask(queries.ballots, meeting.meeting)
    return {one.title: one.votes for one in found}


@pytest.mark.dressed
def test_votes_are_counted_by_keys_and_taps_and_undone(meeting: MeetingRoom) -> None:
    meeting.page.do("next_item")
    view, side = meeting.page.view, panel(meeting)
    assert view.side.stack.currentWidget() is side
    assert side.count.text() == "10 stemmer tilbage af 10"
    side.line.setFocus()
    QTest.keyClicks(side.line, "Snorken")
    assert not side.list.ballots
    QTest.keyClick(side.line, Key.Key_Return)
    assert votes(meeting) == {"Snorken": 0, "Ventetid": 0, "Ørevoks": 0}
    QTest.keyClick(side.line, Key.Key_Down)
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Minus, Key.Key_Space):
        QTest.keyClick(side.list, key)
    assert votes(meeting)["Snorken"] == 2
    index = side.list._model.index_of(side.list.ballots[-1].id)
    places = side.list._delegate.places(side.list.visualRect(index))
    QTest.mouseClick(side.list.viewport(), LEFT, pos=places["more"].center())
    assert sum(votes(meeting).values()) == 3
    assert side.count.text() == "7 stemmer tilbage af 10"
    meeting.page.undo()
    assert sum(votes(meeting).values()) == 2
    QTest.keyClick(side.list, Key.Key_Return)
    assert [one.state for one in side.list.ballots].count("chosen") == 1


def test_more_votes_than_two_each_are_counted_with_a_soft_warning(meeting: MeetingRoom) -> None:
    meeting.page.do("next_item")
    side = panel(meeting)
    for _ in range(11):
        side.vote(side.list.ballots[0].id, 1)
    assert side.count.text() == "1 stemme mere end to til hver (10)"
    assert side.count.property("tone") == "warn"
    assert max(votes(meeting).values()) == 11


def test_the_room_sees_ideas_and_counts_only_where_it_was_chosen(meeting: MeetingRoom) -> None:
    meeting.page.do("next_item")
    side = panel(meeting)
    side.vote(side.list.ballots[-1].id, 1)
    assert "Ventetid" not in seen(meeting)
    item = meeting.store.ask(queries.agenda, meeting.meeting).items[1].id
    meeting.bridge.do("Edit", room.show_in_room, item, "topics", True)
    assert "1 · Ventetid\n0 · Ørevoks" in seen(meeting)


def seen(meeting: MeetingRoom) -> str:
    """All that the room screen says."""
    page = meeting.page
    reading = page.watch.reading()
    assert reading is not None
    shown = page.room_source.shown(reading)
    assert shown is not None
    parts = compose(meeting.bridge.lang, shown, 1600)
    return "\n".join(part.text for part in parts if isinstance(part, Words))


def test_a_half_written_idea_is_there_again_in_another_window(meeting: MeetingRoom) -> None:
    panel(meeting).line.setText("Snork")
    meeting.bridge.leaving.emit()
    again = VotesPanel(meeting.page.watch)
    again.show_meeting()
    assert again.line.text() == "Snork"
    QTest.keyClick(again.line, Key.Key_Return)
    assert "Snork" in votes(meeting)
    assert meeting.settings.string("drafts") == ""
    again.deleteLater()
