"""The last ten minutes: two or three insights sharpened, and who tries what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.ui import theme
from facilitator.ui.awake import Awake
from facilitator.ui.summary_panel import EVERYBODY, CommitmentEntry, InsightChooser

SAID = ("Vent og se", "Ring selv tilbage", "Fælles pjece", "Aftal tjek")


@pytest.fixture
def room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    """A meeting in its summary, with four insights in the log."""
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock)
    made.page.show()
    made.page.start()
    for text in SAID:
        clock.move(60)
        made.page.view.capture.line.setText(text)
        made.page.view.capture.store()
    made.press("s")
    yield made
    made.close()


@pytest.fixture
def chooser(room: MeetingRoom) -> InsightChooser:
    return room.page.view.summary.insights


@pytest.fixture
def entry(room: MeetingRoom, chooser: InsightChooser) -> CommitmentEntry:
    """The entry, with the first two insights chosen."""
    for insight in room.log.insights[:2]:
        chooser.choose(insight.id)
    return room.page.view.summary.entry


def home(room: MeetingRoom) -> list[str]:
    return [one.text for one in room.log.official]


def test_the_insights_of_the_meeting_are_offered(
    room: MeetingRoom, chooser: InsightChooser
) -> None:
    assert room.page.view.shows_summary
    assert [row.text.text() for row in chooser._other_rows.values()] == list(SAID)


def test_up_to_three_are_taken_home(room: MeetingRoom, chooser: InsightChooser) -> None:
    for insight in room.log.insights[:3]:
        chooser.choose(insight.id)
    assert home(room) == list(SAID[:3])
    assert [slot.field.toPlainText() for slot in chooser.slots] == list(SAID[:3])


def test_a_fourth_must_replace_one_of_the_three(room: MeetingRoom, chooser: InsightChooser) -> None:
    insights = room.log.insights
    for insight in insights[:3]:
        chooser.choose(insight.id)
    chooser.choose(insights[3].id)
    assert home(room) == list(SAID[:3])
    assert chooser.ask.text() == "I har allerede valgt tre. Hvilken skal den erstatte?"
    assert {slot.out.text() for slot in chooser.slots} == {"Erstat denne"}
    chooser.slots[1].out.click()
    assert home(room) == [SAID[0], SAID[3], SAID[2]]
    assert chooser.ask.text() == ""


def test_one_is_taken_out_again_and_stays_in_the_log(
    room: MeetingRoom, chooser: InsightChooser
) -> None:
    for insight in room.log.insights[:2]:
        chooser.choose(insight.id)
    chooser.slots[0].out.click()
    assert home(room) == [SAID[1]]
    assert len(room.log.insights) == 4


def test_an_insight_is_sharpened_to_a_sentence(room: MeetingRoom, chooser: InsightChooser) -> None:
    chooser.choose(room.log.insights[0].id)
    field = chooser.slots[0].field
    field.setPlainText("Vent og se i 48 timer ved ukompliceret otitis – med aftalt tjek")
    room.bridge.leaving.emit()
    assert home(room) == ["Vent og se i 48 timer ved ukompliceret otitis – med aftalt tjek"]


def test_enter_makes_one_commitment_for_each_ticked_clinic(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    clinics = room.page.watch.clinics
    for clinic in clinics[:3]:
        entry.tick(clinic.id)
    entry.situation.setText("et barn med ørepine")
    entry.action.setText("venter jeg og ser")
    entry.action.returnPressed.emit()
    made = room.log.commitments
    assert [one.owner for one in made] == ["Klinik 1", "Klinik 2", "Klinik 3"]
    assert {(one.situation, one.action) for one in made} == {
        ("et barn med ørepine", "venter jeg og ser")
    }
    assert all(one.due_next_meeting for one in made)
    assert room.log.official[0].tried_by == 3
    assert entry.count.text() == "3 af 5 har en aftale"


def test_one_undo_takes_back_all_that_one_enter_made(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    for clinic in room.page.watch.clinics[:3]:
        entry.tick(clinic.id)
    entry.make()
    room.page.undo()
    assert room.log.commitments == ()


def test_without_an_action_the_insight_itself_is_tried(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.make()
    made = room.log.commitments[0]
    assert (made.action, made.owner) == (SAID[0], "")


def test_the_whole_cluster_gives_nobody_a_commitment_of_their_own(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.tick(EVERYBODY)
    entry.make()
    assert room.log.commitments[0].whole_cluster
    assert entry.count.text() == "0 af 5 har en aftale"


def test_a_date_that_is_not_understood_stays_and_nothing_is_made(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.action.setText("prøver")
    entry.due.setText("engang")
    entry.make()
    assert not room.log.commitments
    assert (entry.due.text(), entry.hint.text()) == ("engang", "Datoen kan ikke læses.")
    entry.due.setText("10/3")
    entry.make()
    assert str(room.log.commitments[0].due) == "2027-03-10"


def test_what_was_not_reached_goes_to_the_parking_lot_at_one_click(
    room: MeetingRoom, chooser: InsightChooser
) -> None:
    left = room.page.watch.unfinished(room.reading)
    chooser._park(left)
    assert [(one.text, one.destination) for one in room.log.parked] == [
        (item.title, "next_meeting") for item in left
    ]
    assert room.page.watch.unfinished(room.reading) == ()
