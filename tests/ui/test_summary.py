"""The last ten minutes: two or three insights sharpened, and who tries what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeClock, HandTimers
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.ui import theme
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.commitment_entry import EVERYBODY, CommitmentEntry
from facilitator.ui.run.insight_chooser import InsightChooser

pytestmark = pytest.mark.bare

Key = Qt.Key
SAID = ("Vent og se", "Ring selv tilbage", "Fælles pjece", "Aftal tjek")


@pytest.fixture
def room(planned: MeetingRoom, clock: FakeClock) -> MeetingRoom:
    """A meeting in its summary, with four insights in the log."""
    planned.page.presses.start()
    for text in SAID:
        clock.move(60)
        planned.page.view.capture.line.setText(text)
        planned.page.view.capture.store()
    planned.press(Key.Key_Escape)
    planned.press("s")
    return planned


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


def offered(chooser: InsightChooser) -> list[str]:
    """The insights that are not taken home, as they stand on the screen."""
    rows = sorted(chooser._other_rows.values(), key=lambda row: row.y())
    return [row.text.text() for row in rows]


def show(room: MeetingRoom) -> None:
    """Let the page lay itself out: the clock first, and once it is painted what is beside it."""
    QApplication.processEvents()
    QApplication.processEvents()
    room.tick()


def test_a_half_written_commitment_is_there_again_after_the_program_was_killed(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    show(room)
    timers = entry._drafts._scheduler = HandTimers(room.clock)
    entry.situation.setText("et barn med ørepine")
    entry.due.setText("10/3")
    timers.move(500)
    clinics, second = room.page.watch.clinics, room.log.official[1].id
    entry.tick(clinics[2].id)
    entry.tick(clinics[4].id)
    timers.move(500)
    assert clinics[4].id in room.settings.string("drafts")
    entry.chips.step(entry.chips._chips[entry.chips.choice], 1)
    timers.move(500)
    room.again()
    room.page.show()
    show(room)
    again = room.page.view.summary.entry
    assert (again.situation.text(), again.due.text()) == ("et barn med ørepine", "10/3")
    assert [one.clinic for one in again._ticked()] == [clinics[2].id, clinics[4].id]
    assert again.chips.choice == second
    assert room.page.view.capture.line.text() == ""


def test_who_was_proposed_is_so_after_a_restart_and_an_insight_that_is_gone_is_passed_over(
    room: MeetingRoom, chooser: InsightChooser, entry: CommitmentEntry
) -> None:
    show(room)
    first, second = (one.id for one in room.log.official)
    clinics = [one.id for one in room.page.watch.clinics]
    entry.tick(clinics[0])
    entry.make()
    entry.action.setText("venter jeg og ser")
    entry.chips.step(entry.chips._chips[first], 1)
    room.bridge.leaving.emit()
    chooser.press_slot(second)
    room.again()
    room.page.show()
    show(room)
    again = room.page.view.summary.entry
    assert again.chips.choice == first
    assert again.action.text() == "venter jeg og ser"
    assert [one.clinic for one in again._ticked()] == [clinics[1]]
    again.tick(clinics[3])
    assert [one.clinic for one in again._ticked()] == [clinics[3]]


def test_from_the_lines_over_the_summary_a_button_leads_back(room: MeetingRoom) -> None:
    view = room.page.view
    assert view.shows_summary
    room.press("i")
    assert not view.shows_summary
    assert view.capture.back.isVisibleTo(view)
    view.capture.back.click()
    assert view.shows_summary
    room.press(Key.Key_Left)
    assert not view.capture.back.isVisibleTo(view)


def test_the_insights_are_offered_the_newest_first_and_those_tried_before_them(
    room: MeetingRoom, chooser: InsightChooser
) -> None:
    show(room)
    assert room.page.view.shows_summary
    assert offered(chooser) == list(reversed(SAID))
    chooser.choose(room.log.insights[0].id)
    room.page.view.summary.entry.make()
    chooser.slots[0].out.click()
    show(room)
    assert offered(chooser)[0] == SAID[0]


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
    chooser.keep.click()
    assert (home(room), chooser.ask.text()) == (list(SAID[:3]), "")
    chooser.choose(insights[3].id)
    assert chooser.slots[0].out.hasFocus()
    chooser.slots[1].out.click()
    assert home(room) == [SAID[0], SAID[3], SAID[2]]
    assert chooser.ask.text() == ""
    room.press("z")
    assert home(room) == list(SAID[:3])


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
    field.setFocus()
    field.clear()
    room.press(Key.Key_Return, on=field)
    assert home(room) == ["Vent og se i 48 timer ved ukompliceret otitis – med aftalt tjek"]
    assert field.toPlainText() == home(room)[0]


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
    (group,) = entry._groups.values()
    assert (group.who.text(), group.copy.isHidden()) == ("hvem? · inden næste møde", True)
    next(act for act in group.menu().actions() if act.text() == "Klinik 3").trigger()
    assert room.log.commitments[0].owner == "Klinik 3"


def test_the_whole_cluster_gives_nobody_a_commitment_of_their_own(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.tick(EVERYBODY)
    entry.make()
    assert room.log.commitments[0].whole_cluster
    assert entry.count.text() == "0 af 5 har en egen aftale · 1 for hele klyngen"


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


def test_what_is_tried_says_who_and_when_as_any_line_does(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.tick(room.page.watch.clinics[0].id)
    entry.action.setText("Ringer selv op @Klinik 4 >fredag")
    entry.make()
    made = room.log.commitments[0]
    assert (made.action, made.owner, str(made.due)) == ("Ringer selv op", "Klinik 4", "2026-12-11")
    for topic, kept in (("Otitis", ""), ("eksem", "eksem")):
        entry.action.setText(f"Sender pjece #{topic}")
        entry.make()
        assert entry.hint.text().startswith(f"#{kept} bliver" if kept else "")
        assert entry.hint.isHidden() is not bool(kept)
    assert room.log.official[0].topic_title == "Otitis"
    assert [one.action for one in room.log.commitments[1:]] == [
        "Sender pjece",
        "Sender pjece #eksem",
    ]


def test_one_is_given_to_the_rest_with_one_press_and_sharpened_for_all(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.tick(room.page.watch.clinics[1].id)
    entry.situation.setText("et barn med ørepine")
    entry.action.setText("venter jeg og ser")
    entry.make()
    assert entry.missing.text() == "Endnu uden aftale: Klinik 1, Klinik 3, Klinik 4, Klinik 5"
    (group,) = entry._groups.values()
    group.copy.click()
    assert entry.count.text() == "5 af 5 har en aftale"
    assert {(one.situation, one.action) for one in room.log.commitments} == {
        ("et barn med ørepine", "venter jeg og ser")
    }
    assert entry._missing.isHidden()
    (group,) = entry._groups.values()
    group.field.setFocus()
    group.field.setPlainText("ser jeg det an i to døgn")
    room.press(Key.Key_Return, on=group.field)
    assert {one.action for one in room.log.commitments} == {"ser jeg det an i to døgn"}
    room.press("z")
    room.press("z")
    assert entry.count.text() == "1 af 5 har en aftale"
    next(iter(entry._groups.values())).out.click()
    assert not room.log.commitments


def test_nobody_without_a_commitment_is_named_in_the_room(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.tick(room.page.watch.clinics[1].id)
    entry.make()
    show(room)
    assert "Klinik 3" in entry.missing.text()
    assert not any("Klinik" in text for text in room.page.room.preview.texts)


def test_nothing_typed_is_lost_by_leaving_or_by_the_next_item(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    entry.action.setFocus()
    room.type("s z +")
    room.press(Key.Key_Escape)
    assert room.page.hasFocus()
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_S, Key.Key_Z):
        room.press(key)
    assert entry.action.text() == "s z +"


def _is_said(text: str) -> bool:
    """Whether the room is asked to say it; a narrow screen cuts the sentence short."""
    return text.startswith("Sig din aftale")


def test_a_line_can_still_be_written_while_the_summary_runs(room: MeetingRoom) -> None:
    view = room.page.view
    room.press("i")
    assert (view.shows_summary, view.capture.line.hasFocus()) == (False, True)
    room.type("Sent indfald")
    room.press(Key.Key_Return)
    room.press(Key.Key_Escape)
    assert view.shows_summary
    assert room.log.insights[-1].text == "Sent indfald"
    room.press("p")
    assert not view.shows_summary
    room.press(Key.Key_Escape)
    room.press("a")
    assert view.summary.entry.action.hasFocus()


def test_commitments_are_said_aloud_in_pairs_for_two_minutes(
    room: MeetingRoom, entry: CommitmentEntry
) -> None:
    said = "Sig din aftale højt til sidemanden"
    show(room)
    assert entry.aloud.text() == said
    entry.turn.click()
    room.clock.move(2)
    room.tick()
    assert entry.aloud.text() == f"{said} · 1:58"
    assert any(_is_said(text) and "1:58" in text for text in room.page.room.preview.texts)
    room.clock.move(118)
    room.tick()
    assert (entry.aloud.text(), entry.turn.text()) == (said, "Start 2 min.")
    assert not any(_is_said(text) for text in room.page.room.preview.texts)
    for _ in range(2):
        entry.turn.click()
    assert entry.aloud.text() == said


def test_what_was_not_reached_goes_to_the_parking_lot_at_one_click(
    room: MeetingRoom, chooser: InsightChooser
) -> None:
    left = [one.text for one in room.page.watch.loose(room.reading)]
    assert "Klyngens data" in left
    chooser.unfinished.send_all()
    assert [(one.text, one.destination) for one in room.log.parked] == [
        (text, "next_meeting") for text in left
    ]
    assert room.page.watch.loose(room.reading) == ()


# -- fifteen people, by keyboard


@pytest.fixture
def full_room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    """Fifteen clinics in the summary, with one insight taken home."""
    theme.apply(qapp, "dark")
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock, clinics=15)
    made.page.show()
    made.page.presses.start()
    made.press("i")
    made.type("Ring selv tilbage")
    made.press(Key.Key_Return)
    made.press(Key.Key_Escape)
    made.press("s")
    made.page.view.summary.insights.choose(made.log.insights[0].id)
    yield made
    made.close()


def test_fifteen_people_are_in_by_at_most_two_keys_each_beyond_their_text(
    full_room: MeetingRoom,
) -> None:
    room, entry = full_room, full_room.page.view.summary.entry
    keys = 0

    def press(key: Qt.Key) -> None:
        nonlocal keys
        keys += 1
        room.press(key)

    entry.tick(room.page.watch.clinics[0].id)
    entry.action.setFocus()
    for n in range(1, 16):
        room.type(f"prøver {n}")
        press(Key.Key_Return)
    assert entry.count.text() == "15 af 15 har en aftale"
    assert [(one.owner, one.action) for one in room.log.commitments] == [
        (f"Klinik {n}", f"prøver {n}") for n in range(1, 16)
    ]
    assert keys == 15
    press(Key.Key_Return)
    assert entry.count.text() == "15 af 15 har en aftale"
    assert len(room.log.commitments) == 16

    for _ in range(16):
        room.page.undo()
    assert not room.log.commitments
    keys = 0
    entry.all.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Space)
    room.type("ringer selv op")
    press(Key.Key_Return)
    assert [one.owner for one in room.log.commitments] == [f"Klinik {n}" for n in range(1, 16)]
    assert keys == 2

    room.page.undo()
    keys = 0
    chips = list(entry._who_chips.values())
    for chip in chips[4:7]:
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        keys += 1
        press(Key.Key_Space)
    press(Key.Key_Return)
    assert [one.owner for one in room.log.commitments] == ["Klinik 5", "Klinik 6", "Klinik 7"]
    assert keys == 2 * 3 + 1


def test_a_proposed_owner_gives_way_and_needs_words_of_their_own(full_room: MeetingRoom) -> None:
    room, entry = full_room, full_room.page.view.summary.entry
    clinics = room.page.watch.clinics
    entry.tick(clinics[0].id)
    entry.make()
    assert entry._who_chips[clinics[1].id].isChecked()
    entry.make()
    assert (len(room.log.commitments), entry.hint.text()) == (1, "Skriv, hvad der skal prøves.")
    entry._who_chips[clinics[6].id].click()
    entry.action.setText("ringer op")
    entry.make()
    assert [one.owner for one in room.log.commitments] == ["Klinik 1", "Klinik 7"]
