"""What may go wrong while a meeting runs: it is said in plain words, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from tests.ui.running_meeting import MeetingRoom

from facilitator.edits import agenda as planning
from facilitator.ui.run.view import RunningView

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    planned.press(Key.Key_F5)
    return planned


def set_room_on_disk(room: MeetingRoom, pages: int) -> None:
    """Let the data file have no more than so many pages, as on a disk that is full."""
    room.store.ask(lambda session: session.connection().exec_driver_sql("SELECT 1").all())
    with room.store._engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def test_on_a_full_disk_the_line_stays_it_is_said_and_the_clock_goes_on(
    room: MeetingRoom,
) -> None:
    thought = "En lang tanke. " * 2000
    set_room_on_disk(room, 1)
    room.press("i")
    room.page.view.capture.line.setText(thought.strip())
    room.press(Key.Key_Return)
    assert room.said[-1].startswith("Disken er fuld.")
    assert not room.log.insights
    assert room.page.view.capture.line.text() == thought.strip()
    room.at("16.40")
    assert room.page.view.clock.left.text == "5:00"
    room.clock.now += timedelta(minutes=2)
    room.tick()
    set_room_on_disk(room, 1_000_000)
    room.at("16.43")
    assert room.page.view.clock.left.text == "2:00"
    room.press(Key.Key_Return)
    assert [one.text for one in room.log.insights] == [thought.strip()]
    assert room.page.view.capture.line.text() == ""


def test_an_item_that_is_taken_off_while_it_runs_is_told_and_the_next_one_is_a_key_away(
    room: MeetingRoom,
) -> None:
    first = room.item("Opfølgning siden sidst")
    room.at("16.35")
    with room.store.edit("Remove items", cluster=room.cluster) as session:
        planning.remove_items(session, [first])
    room.tick()
    view = room.page.view
    assert room.said[-1] == (
        "Det punkt, I var i gang med, er taget af dagsordenen. Mødet fortsætter uden det."
    )
    assert view.clock.title.text() == "Intet punkt er i gang"
    assert view.clock.then.text() == "Derefter: Mål for mødet"
    assert view.right.plan.lines[0].title == "Mål for mødet"
    room.at("16.36")
    assert view.time.text() == "Kl. 16.36.00"
    room.press("+")
    room.press(Key.Key_Right)
    assert room.running() == "Mål for mødet"
    assert view.clock.left.text == "5:00"
    assert room.notices[-1].text == ""
    room.press("z")
    room.press("z")
    assert room.running() == "Opfølgning siden sidst"
    assert view.clock.left.text == "9:00"


def test_a_second_start_of_the_meeting_changes_nothing(room: MeetingRoom) -> None:
    before = room.events
    room.press(Key.Key_F5)
    room.page.presses.begin(300)
    assert room.events == before


def test_what_fails_behind_a_key_is_told_and_the_next_key_is_heard(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(RunningView, "capture", property(_fail))
        broken.setattr(RunningView, "right", property(_fail))
        for key in ("i", Key.Key_Return):
            room.press(key)
            assert room.notices[-1].key == "trouble"
    room.press("i")
    room.type("Det går igen")
    assert room.page.view.capture.line.text() == "Det går igen"


def _fail(_view: RunningView) -> None:
    raise OSError
