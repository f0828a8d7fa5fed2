"""After a meeting: what it took, why it ended late, its pulse, closing it, and its minutes."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import policy
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import dress_light
from tests.ui.fakes import FakeClock
from tests.ui.running_meeting import START, MeetingRoom

from facilitator.domain.pulse import Answers
from facilitator.edits import agenda, outcomes, running, topics
from facilitator.store import queries
from facilitator.ui.parts import ChoiceChips
from facilitator.ui.run.awake import Awake
from facilitator.ui.run.ended_panel import EndedPanel
from facilitator.ui.run.outcome_card import OutcomeLine
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.sharing.panel import SharePanel

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(
    qapp: QApplication, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MeetingRoom]:
    """A meeting that began at 16.32, with three of five members."""
    dress_light(qapp)
    monkeypatch.setattr(Awake, "hold", lambda _self: None)
    clock.now = START
    made = MeetingRoom(tmp_path, clock)
    made.page.show()
    made.at("16.32")
    made.press(Key.Key_F5)
    with made.store.edit("Attend", cluster=made.cluster, fact=True) as session:
        for one in made.page.watch.attendees[:3]:
            running.attend(session, made.meeting, one.id, "present")
    made.at("16.55")
    made.page.do("next_item")
    yield made
    made.close()


@pytest.fixture
def late(room: MeetingRoom) -> MeetingRoom:
    """It ended at 18.41, eleven minutes late."""
    room.at("18.41")
    room.page.end_meeting()
    return room


def pulse(room: MeetingRoom) -> dict[str, Answers]:
    return room.store.ask(queries.pulse, room.meeting)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_counts(room: MeetingRoom, *counts: str) -> None:
    """Type each count and go on with Tab, from the first box."""
    room.page.ended.pulse.boxes[0].setFocus()
    for count in counts:
        QTest.keyClicks(focused(), count)
        QTest.keyClick(focused(), Key.Key_Tab)


# -- the pulse


def test_the_pulse_is_typed_with_digits_and_tab(late: MeetingRoom) -> None:
    card = late.page.ended.pulse
    assert card.there.text() == "3 til stede · Kun antallet gemmes."
    type_counts(late, "2", "1", "0", "1")
    assert pulse(late) == {"relevant": Answers(2, 1, 0), "involving": Answers(1, 0, 0)}
    assert card.rows[0].said.text() == "2 af 3 svarede ja"
    assert focused() is card.boxes[4]
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Right, Key.Key_Up):
        QTest.keyClick(focused(), key)
    assert pulse(late)["involving"] == Answers(1, 1, 1)
    QTest.keyClicks(focused(), "s .")
    assert late.status() == "held"
    assert card.boxes[5].text() == "1"


def test_more_answers_than_were_there_are_named_and_stored_all_the_same(
    late: MeetingRoom,
) -> None:
    type_counts(late, "12", "3", "0")
    row = late.page.ended.pulse.rows[0]
    assert row.said.text() == "15 svar, men 3 var til stede"
    assert row.said.property("tone") == "warn"
    assert pulse(late)["relevant"] == Answers(12, 3, 0)
    type_counts(late, "7")
    assert row.said.text() == "10 svar, men 3 var til stede"


def test_at_the_first_meeting_nobody_is_asked_about_what_was_agreed_before(
    late: MeetingRoom,
) -> None:
    card, watch = late.page.ended.pulse, late.page.watch
    assert watch.agenda is not None
    watch.agenda = replace(watch.agenda, meeting=replace(watch.agenda.meeting, number=1))
    card.show_meeting(is_closed=False)
    asked = [row.id for row in card.rows if not row.question.isHidden()]
    assert asked == ["relevant", "involving", "safe", "taken_home"]
    card.boxes[8].setFocus()
    QTest.keyClick(focused(), Key.Key_Right)
    assert focused() is card.boxes[12]
    unasked = "Mødets puls er ikke indtastet"
    assert (unasked, False) in late.page.ended.checks()
    answers = {row: Answers(1) for row in asked}
    watch.pulse = answers
    assert ("Mødets puls er indtastet", True) in late.page.ended.checks()


def test_a_count_is_taken_back_like_anything_else(late: MeetingRoom) -> None:
    type_counts(late, "2", "1")
    late.page.undo()
    assert pulse(late) == {"relevant": Answers(2, 0, 0)}
    late.page.undo()
    assert pulse(late) == {}
    assert {box.text() for box in late.page.ended.pulse.boxes} == {""}


def test_a_count_that_is_being_typed_is_stored_before_the_meeting_is_closed(
    late: MeetingRoom,
) -> None:
    box = late.page.ended.pulse.boxes[0]
    box.setFocus()
    QTest.keyClicks(box, "3")
    late.page.close_meeting()
    assert pulse(late) == {"relevant": Answers(3)}
    assert late.status() == "closed"


# -- the time, and why


def test_planned_and_actual_stand_beside_each_other_and_together(late: MeetingRoom) -> None:
    said = texts(late.page.ended._took_card)
    at = said.index("Opfølgning siden sidst")
    assert said[at : at + 3] == ["Opfølgning siden sidst", "15 min.", "23 min."]
    assert said[said.index("Klyngens data") + 2] == "–"
    assert said[-3:] == ["I alt", "2 timer", "2 t. 9 min."]


def test_why_it_ended_late_is_asked_and_said_with_a_click(late: MeetingRoom) -> None:
    ended = late.page.ended
    assert ended.end.text() == "Sluttede 11 min. over tiden"
    assert ended.why.isVisible()
    assert dict(ended.checks())["Der står ikke, hvorfor mødet trak ud"] is False
    for words in ("begyndte sent", "en case tog længere tid", "begyndte sent"):
        (quick,) = [one for one in ended.findChildren(QPushButton) if one.text() == words]
        quick.click()
    assert late.agenda.meeting.late_reason == "begyndte sent, en case tog længere tid"
    assert dict(ended.checks())["Der står, hvorfor mødet trak ud"] is True


def test_a_cpr_number_is_no_reason(late: MeetingRoom) -> None:
    why = late.page.ended.why
    why.setFocus()
    QTest.keyClicks(why, "patienten 010190-1234 kom")
    late.bridge.leaving.emit()
    assert late.agenda.meeting.late_reason == ""
    assert why.property("state") == "bad"


@pytest.mark.parametrize(
    ("ended", "said"), [("18.33", "Sluttede til tiden"), ("18.10", "Sluttede 20 min. før tid")]
)
def test_a_meeting_that_kept_its_time_is_not_asked_why(
    room: MeetingRoom, ended: str, said: str
) -> None:
    room.at(ended)
    room.page.end_meeting()
    assert room.page.ended.end.text() == said
    assert not room.page.ended.why.isVisible()


# -- the check, and closing


def test_the_check_names_the_pulse_and_parked_lines_that_go_nowhere(late: MeetingRoom) -> None:
    checks = dict(late.page.ended.checks())
    assert checks["Mødets puls er ikke indtastet"] is False
    assert not [line for line in checks if "parkeringspladsen" in line]
    with late.store.edit("Park", cluster=late.cluster) as session:
        running.park(session, late.meeting, "Hvem ringer?", late.clock.now)
    type_counts(late, "3", "0", "0", "2")
    checks = dict(late.page.ended.checks())
    assert checks["3 spørgsmål om mødets puls mangler svar"] is False
    assert checks["1 linje på parkeringspladsen er ikke sendt videre"] is False


def read_only(ended: EndedPanel) -> set[bool]:
    fields = [box.isReadOnly() for box in (*ended.pulse.boxes, ended.why)]
    shown = [one for one in ended.findChildren(ChoiceChips) if one.isVisibleTo(ended)]
    chips = [not one.isEnabled() for one in shown]
    buttons = [not one.isEnabled() for one in ended.attendance.findChildren(QPushButton)]
    return {*fields, *chips, *buttons}


def test_a_closed_meeting_can_only_be_read_until_it_is_opened_again(late: MeetingRoom) -> None:
    page, ended = late.page, late.page.ended
    type_counts(late, "2")
    ended.add_reason("begyndte sent")
    assert read_only(ended) == {False}
    page.close_meeting()
    assert read_only(ended) == {True}
    # The day a topic comes up again lives on, and can be changed here.
    said = "Lukket 9. december 2026 kl. 18.41. Det, der skete på mødet, kan kun læses."
    assert ended._closed.text() == said
    assert page.primary() is ended.share_it
    page.undo()
    assert late.status() == "closed"
    assert pulse(late) == {"relevant": Answers(2)}
    assert late.agenda.meeting.late_reason == "begyndte sent"
    page.reopen("")
    refused = late.notices[-1]
    assert refused.text == "Et møde kan kun genåbnes med en note om hvorfor. Intet er ændret."
    page.reopen("Fremmødet var forkert")
    # What it speaks of is done, and so it is no longer said.
    assert (late.notices[-1].key, late.notices[-1].text) == (refused.key, "")
    assert read_only(ended) == {False}
    assert page.primary() is ended.close_it


@pytest.mark.dressed
def test_a_meeting_opened_again_stays_in_sight_where_it_can_be_closed(late: MeetingRoom) -> None:
    page, ended = late.page, late.page.ended
    page.resize(1000, 600)
    page.close_meeting()
    ended.note.setFocus()
    QTest.keyClick(ended.note, Qt.Key.Key_Return)
    assert ended.note.hasFocus()
    ended.note.setText("Fremmødet var forkert")
    QTest.keyClick(ended.note, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert late.status() == "held"
    assert page.hasFocus()
    assert not ended.close_it.visibleRegion().isEmpty()


# -- the minutes


@pytest.fixture
def shared(late: MeetingRoom, qtbot: QtBot) -> SharePanel:
    late.page.ended.share_it.click()
    panel = late.page.ended.sharing
    assert panel is not None
    qtbot.waitUntil(lambda: not panel.is_busy)
    return panel


def test_the_minutes_are_seen_in_the_place_of_the_meeting(
    late: MeetingRoom, shared: SharePanel
) -> None:
    assert shared.isVisible()
    assert shared.document.choice == "minutes"
    assert shared.forms["minutes"].choice == "pdf"
    assert not shared.names.isChecked()
    assert shared.pages.sheets
    assert late.page.primary() is shared.save_button
    assert shared.close_button.text() == "Tilbage til mødet"


def test_no_key_steers_the_meeting_behind_its_minutes(
    late: MeetingRoom, shared: SharePanel
) -> None:
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Z):
        QTest.keyClick(shared.pages.area, key)
    assert late.status() == "held"
    chips = shared.language
    assert chips.choice == "da"
    QTest.keyClick(chips._chips["da"], Key.Key_Right)
    assert chips.choice == "en"
    QTest.keyClick(shared.pages.area, Key.Key_Escape)
    assert late.page.ended.share_it.isVisible()


def test_the_minutes_are_saved_and_drafted(
    shared: SharePanel, tmp_path: Path, qtbot: QtBot
) -> None:
    opened: list[Path] = []

    def choose(_parent: QWidget, _title: str, name: str, _pattern: str) -> Path:
        return tmp_path / name

    def open_path(path: Path) -> bool:
        opened.append(path)
        return True

    def do(act: Any) -> None:
        act()
        qtbot.waitUntil(lambda: not shared.is_busy)

    shared.doors = Doors(choose, open_path=open_path)
    do(shared.save)
    assert (tmp_path / "Referat 2026-12-09.pdf").read_bytes().startswith(b"%PDF")
    do(lambda: shared.forms["minutes"]._click("eml"))
    assert "Vedhæftet: Referat 2026-12-09.pdf" in shared.pages.words.toPlainText()
    do(shared.open_draft)
    (file,) = opened
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]


def test_the_topics_of_the_meeting_come_up_again_on_a_day_that_can_be_changed(
    late: MeetingRoom,
) -> None:
    room, card = late, late.page.ended.topics
    assert not card.isVisible()
    with room.store.edit("Edit", cluster=room.cluster) as session:
        key = topics.add_topic(session, room.cluster, "svimmelhed", START)
        item = queries.agenda(session, room.meeting).items[0].id
        agenda.change_item(session, item, topic_id=key)
    room.page.refresh()
    assert card.isVisible()
    day: Any = card.days[key]
    assert day.editor.text() == "09.06.2027"
    assert room.store.ask(queries.topic, key).revisit is None
    room.page.close_meeting()
    one = room.store.ask(queries.topic, key)
    assert (one.state, one.revisit) == ("used", date(2027, 6, 9))
    day.editor.setText("1. september 2027")
    day.editor.setModified(True)
    day.commit()
    assert room.store.ask(queries.topic, key).revisit == date(2027, 9, 1)


# -- what came of it


@pytest.mark.dressed
def test_what_was_taken_home_stands_first_and_a_jump_marks_its_line(late: MeetingRoom) -> None:
    page, card = late.page, late.page.ended.outcome
    assert [one.words for one in card.told] == ["Intet blev skrevet ned."]
    clinics = late.store.ask(queries.clinics, late.cluster)
    at = late.clock.now
    with late.store.edit("Write", cluster=late.cluster) as session:
        home = outcomes.add_insight(session, late.meeting, "Ring selv op", at)
        noted = outcomes.add_insight(session, late.meeting, "Pjecen er for lang", at)
        agreed = [
            outcomes.add_commitment(
                session,
                late.cluster,
                "Ringer inden for to timer",
                at,
                meeting=late.meeting,
                insight=home,
                clinic=one.id,
                due=date(2027, 3, 10),
            )
            for one in clinics[:2]
        ]
        running.park(session, late.meeting, "Ventetid", at)
    page.refresh()
    assert card.told[0].words == "Ingen indsigt blev valgt til at tage med hjem."
    with late.store.edit("Write", cluster=late.cluster) as session:
        outcomes.choose_insight(session, home)
    page.refresh()
    assert [one.whole for one in card.told] == [
        "1. Ring selv op",
        "→ Ringer inden for to timer · Klinik 1 og Klinik 2 · inden 10. marts",
        "Også noteret",
        "– Pjecen er for lang",
        "Parkeringsplads",
        "– Ventetid · ikke sendt videre",
    ]
    page.close_meeting()
    page.ended.share_it.click()
    parked = late.log.parked[0].id
    for table, key in (("commitment", agreed[1]), ("insight", noted), ("parked", parked)):
        assert page.show_row(table, key)
        QApplication.processEvents()
        assert [line for line in card.findChildren(OutcomeLine) if line.is_marked] == [
            card.lines[key]
        ]
        assert card.lines[key].visibleRegion().boundingRect() == card.lines[key].rect()
    assert not page.ended.is_sharing
    assert not page.show_row("insight", "01a2ccd46000766d98643fbec5c98d9a")
    page.hide()
    assert not card.lines[parked].is_marked


def test_a_jump_from_one_meeting_to_a_line_of_another_shows_that_one(late: MeetingRoom) -> None:
    rows = late.store.ask(queries.meetings, late.cluster)
    (past,) = [one.id for one in rows if one.id != late.meeting]
    (key, *_) = [one.id for one in late.store.ask(queries.log, past).commitments]
    assert late.page.show_row("commitment", key)
    assert late.page.watch.meeting == past
    assert [one.words for one in late.page.ended.outcome.told][:2] == [
        "Aftaler",
        "Ringer op samme dag",
    ]


@pytest.mark.dressed
def test_while_the_meeting_runs_a_jump_brings_the_line_into_sight(room: MeetingRoom) -> None:
    at = room.clock.now
    with room.store.edit("Write", cluster=room.cluster) as session:
        keys = [outcomes.add_insight(session, room.meeting, f"Nr. {n}", at) for n in range(12)]
    room.page.refresh()
    listed = room.page.view.capture.list
    for sought in (keys[0], keys[6]):
        assert room.page.show_row("insight", sought)
        for _ in range(4):
            QApplication.processEvents()
        marked = [key for key in keys if listed.row(key).property("chosen") == "true"]
        assert marked == [sought]
        assert not listed.row(sought).visibleRegion().isEmpty()
