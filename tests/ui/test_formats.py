"""Formats in the room: steps, silence, the way back from a break, rounds and who has spoken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.running_meeting import MeetingRoom

from facilitator.domain.meeting_clock import EventKind
from facilitator.edits import agenda as planning
from facilitator.edits import running
from facilitator.store import queries
from facilitator.store.tables import StepRow
from facilitator.ui.run.clock_panel import ClockPanel
from facilitator.ui.run.round_panel import RoundPanel

pytestmark = pytest.mark.bare

Button, Modifier = Qt.MouseButton, Qt.KeyboardModifier


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    """A meeting of five clinics that runs since 16.30."""
    planned.press(Qt.Key.Key_F5)
    return planned


def start(room: MeetingRoom, title: str) -> None:
    room.page.watch.press("Start an item", EventKind.STARTED, item=room.item(title))


def wait(room: MeetingRoom, seconds: float) -> None:
    room.clock.move(seconds)
    room.tick()


def shown(room: MeetingRoom) -> ClockPanel:
    return room.page.view.clock


def wall(room: MeetingRoom) -> tuple[str, ...]:
    return room.page.room.preview.texts


def table_round(room: MeetingRoom) -> RoundPanel:
    return room.page.view.panel(RoundPanel)


def stored(room: MeetingRoom) -> dict[str, int]:
    """What is stored of who has spoken, by the clinic's name."""
    clinics = {one.id: one.clinic_name for one in room.page.watch.attendees}
    counts = room.store.ask(queries.spoken, room.meeting)
    return {clinics[member]: times for member, times in counts.items()}


# -- steps, silence, breaks


def test_a_step_is_shown_with_its_own_time_and_what_comes_next(room: MeetingRoom) -> None:
    with room.store.edit("Group work", cluster=room.cluster) as session:
        planning.add_item(session, room.meeting, "group_work", "Variation", minutes=15)
    start(room, "Variation")
    wait(room, 100)
    clock = shown(room)
    assert (clock.step.text(), clock.step_left.text()) == ("I par", "1:20")
    assert clock.then.text() == "derefter: I fire (4 min.)"
    assert {"I par · 1:20", "derefter: I fire (4 min.)"} <= set(wall(room))
    room.press("+")
    assert clock.then.text() == "derefter: I fire (4:16)"
    wait(room, 13 * 60)
    assert clock.step.text() == "Opsamling"
    assert clock.then.text() == "Derefter: Opsummering"
    wait(room, 2 * 60)
    assert clock.step_left.isHidden()
    assert "Opsamling" in wall(room)


def test_a_silent_minute_begins_and_ends_by_one_key_and_stops_by_itself(room: MeetingRoom) -> None:
    start(room, "Akut otitis media hos børn")
    events = room.events
    assert shown(room).silence.text() == "Stille minut"
    room.press("m")
    wait(room, 18)
    assert (shown(room).step.text(), shown(room).step_left.text()) == ("I stilhed", "0:42")
    assert {"I stilhed · 0:42", "tænk eller skriv hver for sig"} <= set(wall(room))
    assert shown(room).left.text == "19:42"
    room.page.hide()
    wait(room, 30)
    assert "I stilhed · 0:12" in wall(room)
    room.page.show()
    wait(room, 12)
    assert shown(room).step.isHidden()
    assert not any("stilhed" in text for text in wall(room))
    room.press("m")
    assert shown(room).step_left.text() == "1:00"
    shown(room).silence.click()
    assert shown(room).step.isHidden()
    room.press("m")
    assert room.events == events
    start(room, "Klyngens data")
    assert shown(room).step.isHidden()
    assert shown(room).silence.text() == "2 stille minutter"
    room.press("m")
    assert shown(room).step_left.text() == "2:00"


def test_what_the_wall_must_show_beside_a_silence_stays_there(room: MeetingRoom) -> None:
    start(room, "Mål for mødet")
    room.press("m")
    assert {"bruge den nye retningslinje", "I stilhed · 1:00"} <= set(wall(room))
    start(room, "Opsummering")
    assert {"Indsigt 1", "Alene · 1:00"} <= set(wall(room))
    assert shown(room).step.text() == "Alene"


def test_a_break_says_when_it_goes_on_and_moves_with_the_minutes(room: MeetingRoom) -> None:
    start(room, "Pause")
    assert shown(room).question.text() == "Vi starter igen kl. 16.40."
    room.press("+")
    assert shown(room).question.text() == "Vi starter igen kl. 16.41."
    assert "Vi starter igen kl. 16.41." in wall(room)
    wait(room, 12 * 60)
    assert shown(room).question.text() == "Vi starter igen nu."
    assert "Vi starter igen nu." in wall(room)


# -- a round


def test_one_persons_time_is_a_share_of_the_items_and_turns_amber_when_it_is_used(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(True))
    start(room, "Bordrunde")
    panel = table_round(room)
    assert (panel.time.text, panel.each.text()) == ("2:00", "til hver")
    wait(room, 20)
    assert panel.time.text == "2:00"
    assert "2:00 til hver" not in wall(room)
    panel.next.click()
    wait(room, 90)
    assert (panel.time.text, panel.time._token) == ("0:30", "ink")
    assert "2:00 til hver" in wall(room)
    room.press(Qt.Key.Key_Space)
    wait(room, 300)
    assert panel.time.text == "0:30"
    room.press(Qt.Key.Key_Space)
    wait(room, 40)
    assert (panel.time.text, panel.time._token) == ("−0:10", "warn")
    assert not beeps
    panel.next.click()
    assert panel.time.text == "2:00"
    room.bridge.remember("sound_turn", True)
    wait(room, 121)
    wait(room, 1)
    assert len(beeps) == 1
    room.press("m")
    room.press("m")
    assert len(beeps) == 1
    room.press("m")
    wait(room, 60)
    assert len(beeps) == 2
    start(room, "Case 2")
    assert panel.time.text == "3:00"


def test_who_is_away_has_no_share_and_no_chip(room: MeetingRoom) -> None:
    panel = table_round(room)
    panel.count_spoken("forget")
    start(room, "Bordrunde")
    away = room.page.watch.attendees[0].id
    room.bridge.do("Away", running.attend, room.meeting, away, "apology")
    room.tick()
    assert panel.time.text == "2:30"
    assert [chip.text() for chip in panel.chips.values()] == [f"Klinik {n}" for n in (2, 3, 4, 5)]


# -- who has spoken


def test_nobody_is_counted_until_it_is_switched_on_and_it_can_be_switched_off(
    room: MeetingRoom,
) -> None:
    panel = table_round(room)
    assert panel.offer.isVisibleTo(panel)
    assert not panel.counting.isVisibleTo(panel)
    assert not panel.chips
    panel.count_spoken("keep")
    assert panel.counting.isVisibleTo(panel)
    assert not panel.offer.isVisibleTo(panel)
    tap(room, "Klinik 3")
    assert stored(room) == {"Klinik 3": 1}
    panel.count_spoken("off")
    assert panel.offer.isVisibleTo(panel)
    room.press("z")
    assert panel.counting.isVisibleTo(panel)
    assert panel.count.text() == "1 af 5 har haft ordet"
    panel.count_spoken("off")
    room.page.end_meeting()
    assert stored(room) == {}


def tap(
    room: MeetingRoom,
    clinic: str,
    button: Qt.MouseButton = Button.LeftButton,
    held: Qt.KeyboardModifier = Modifier.NoModifier,
) -> None:
    """Click the chip of a clinic."""
    chips = table_round(room).chips.values()
    chip = next(one for one in chips if one.text().startswith(clinic))
    QTest.mouseClick(chip, button, held)


def test_a_tap_is_one_contribution_and_those_not_heard_stand_first(room: MeetingRoom) -> None:
    panel = table_round(room)
    panel.count_spoken("forget")
    start(room, "Bordrunde")
    steps = room.store.ask(lambda session: session.query(StepRow).count())
    for clinic in ("Klinik 2", "Klinik 4", "Klinik 2", "Klinik 1"):
        tap(room, clinic)
    assert stored(room) == {"Klinik 1": 1, "Klinik 2": 2, "Klinik 4": 1}
    assert panel.count.text() == "3 af 5 har haft ordet"
    panel.settle()
    names = [one.text() for one in panel._order]
    assert names == ["Klinik 3", "Klinik 5", "Klinik 1", "Klinik 2 · 2", "Klinik 4"]
    assert panel.chips[room.page.watch.attendees[1].id].accessibleName() == (
        "Klinik 2, har haft ordet 2 gange"
    )
    tap(room, "Klinik 2", Button.RightButton)
    tap(room, "Klinik 4", held=Modifier.ShiftModifier)
    assert stored(room) == {"Klinik 1": 1, "Klinik 2": 1}
    wait(room, 50)
    tap(room, "Klinik 1")
    assert panel.time.text == "2:00"
    assert room.store.ask(lambda session: session.query(StepRow).count()) == steps
    assert not any("Klinik" in text or "haft ordet" in text for text in wall(room))


def test_the_keys_count_take_back_and_else_steer_the_meeting(room: MeetingRoom) -> None:
    panel = table_round(room)
    panel.count_spoken("forget")
    start(room, "Bordrunde")
    chip = panel.chips[room.page.watch.attendees[2].id]
    tap(room, "Klinik 1")
    assert not chip.hasFocus()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    room.press(Qt.Key.Key_Space, chip)
    room.press(Qt.Key.Key_Return, chip)
    room.press(Qt.Key.Key_Backspace, chip)
    assert stored(room) == {"Klinik 1": 1, "Klinik 3": 1}
    room.press(Qt.Key.Key_Right, chip)
    assert room.running() == "Opsummering"


@pytest.mark.parametrize(("way", "left"), [("forget", {}), ("keep", {"Klinik 1": 1})])
def test_what_was_counted_is_forgotten_or_kept_when_the_meeting_ends(
    room: MeetingRoom, way: str, left: dict[str, int]
) -> None:
    table_round(room).count_spoken(way)
    tap(room, "Klinik 1")
    room.again()
    table_round(room)
    assert stored(room) == {"Klinik 1": 1}
    assert table_round(room).count.text() == "1 af 5 har haft ordet"
    room.page.end_meeting()
    assert stored(room) == left
