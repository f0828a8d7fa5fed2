"""The lines of a running meeting: written, corrected, moved, made another kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.running_meeting import MeetingRoom

from facilitator.domain.capture import Line
from facilitator.domain.outcomes import Log
from facilitator.edits import captured
from facilitator.store import queries
from facilitator.ui.run.capture_panel import CapturePanel
from facilitator.ui.run.line_words import write_all
from facilitator.ui.run.log_row import LogRow

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(planned: MeetingRoom) -> MeetingRoom:
    """A meeting that has just begun."""
    planned.page.presses.start()
    return planned


@pytest.fixture
def capture(room: MeetingRoom) -> CapturePanel:
    return room.page.view.capture


def write(room: MeetingRoom, *lines: str) -> None:
    """Write lines and give the keys back to the page."""
    room.press("i")
    for line in lines:
        room.page.view.capture.line.setText(line)
        room.press(Key.Key_Return)
    room.press(Key.Key_Escape)


def texts(capture: CapturePanel) -> list[str]:
    """What the lines say, without their kinds and what comes after."""
    return [text.split(" · ")[1] for text in capture.texts()]


def first(capture: CapturePanel) -> LogRow:
    return capture.list._rows[capture.list._order[0]]


def settle() -> None:
    """Let the page lay itself out; what grows lets others grow."""
    for _ in range(3):
        QApplication.processEvents()


def held(on: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key together with Alt or Ctrl."""
    QApplication.sendEvent(on, QKeyEvent(QEvent.Type.KeyPress, key, modifier))


ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_a_topic_is_understood_before_enter_and_stays_with_its_insight(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    assert capture.understood.text() == "@ hvem   > hvornår   # emne"
    room.press("i")
    room.type("Vent og se #øre")
    assert capture.understood.text() == "Indsigt · nyt emne: øre · Vent og se"
    room.press(Key.Key_Return)
    room.type("! Spørg to gange #Øre")
    assert capture.understood.text() == "Indsigt · emne: øre · Spørg to gange"
    room.press(Key.Key_Return)
    assert [(one.text, one.topic_title) for one in room.log.insights] == [
        ("Vent og se", "øre"),
        ("Spørg to gange", "øre"),
    ]
    assert capture.texts() == ("Indsigt · Vent og se · #øre", "Indsigt · Spørg to gange · #øre")
    choices = first(capture).menu().actions()
    next(act for act in choices if act.text() == "Fjern emnet").trigger()
    assert capture.texts()[0] == "Indsigt · Vent og se"
    for _ in range(3):
        room.page.undo()
    assert capture.texts() == ()
    assert not room.store.ask(queries.topics, room.cluster)


def test_a_commitment_says_before_enter_what_becomes_of_its_topic(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    room.press("a")
    room.type("Ringer op #øre")
    assert capture.understood.text() == (
        "Aftale · #øre bliver i teksten – ingen indsigt handler om det endnu · Ringer op"
    )
    room.press(Key.Key_Return)
    room.type("! Vent og se #øre")
    room.press(Key.Key_Return)
    room.type("Sender pjece #Øre @Klinik 2")
    assert capture.understood.text() == "Aftale · Klinik 2 · emne: øre · Sender pjece"
    room.press(Key.Key_Return)
    room.press(Key.Key_Escape)
    assert capture.texts() == (
        "Aftale · Ringer op #øre · hvem? · inden næste møde",
        "Indsigt · Vent og se · #øre",
        "Aftale · Sender pjece · Klinik 2 · inden næste møde · #øre",
    )
    has_topic = room.log.commitments[1]
    about = {has_topic.topic or "": "øre"}
    for action, after in (
        ("Sender pjece", "Klinik 2 · inden næste møde · #øre"),
        ("Sender pjece #henvisning", "Klinik 2 · inden næste møde"),
    ):
        log = Log((), (replace(has_topic, action=action),), ())
        assert write_all(room.bridge.lang, log, about)[0].after == after
    capture.list.turn(capture.row(room.log.commitments[1].id).line, "parked")
    assert capture.texts()[2] == "Parkeret · Sender pjece @Klinik 2 #øre · → til emnebanken"


def test_an_insight_says_before_enter_that_it_leaves_a_name_out(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    room.press("i")
    room.type("! Frenzel-briller er billige @Anna Eksempel 2")
    assert capture.understood.text() == (
        "Indsigt · uden Anna Eksempel 2: en indsigt står uden navn · Frenzel-briller er billige"
    )
    room.press(Key.Key_Return)
    assert [one.text for one in room.log.insights] == ["Frenzel-briller er billige"]


def test_a_half_written_line_is_there_again_after_the_program_was_killed(
    room: MeetingRoom,
) -> None:
    room.press("p")
    room.type("Epikriser uden pl")
    room.bridge.leaving.emit()
    room.again()
    again = room.page.view.capture
    assert (again.line.text(), again.read().kind) == ("Epikriser uden pl", "parked")
    again.write("parked")
    room.type("an")
    room.press(Key.Key_Return)
    assert [one.text for one in room.log.parked] == ["Epikriser uden plan"]
    room.again()
    assert room.page.view.capture.line.text() == ""


def test_a_line_that_was_stored_is_not_offered_again_after_the_program_was_killed(
    room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.press("i")
    room.type("Epikriser uden plan")
    room.bridge.leaving.emit()
    # Killed when it is stored, before the field is emptied.
    monkeypatch.setattr(CapturePanel, "_end", lambda _self: None)
    room.page.view.capture.store()
    monkeypatch.undo()
    room.again()
    assert [one.text for one in room.log.insights] == ["Epikriser uden plan"]
    assert room.page.view.capture.line.text() == ""


def test_a_line_that_was_not_entered_can_be_when_the_meeting_has_ended(
    room: MeetingRoom,
) -> None:
    room.press("i")
    room.type("Vent og se")
    room.page.end_meeting()
    assert room.said[-1] == 'En linje er begyndt, men ikke skrevet ind: "Vent og se"'
    ((words, write_down),) = room.notices[-1].answers
    assert words == "Skriv den ind"
    write_down()
    assert [one.text for one in room.log.insights] == ["Vent og se"]


def test_an_insight_is_said_to_be_a_tool_or_a_colleagues_solution_in_its_menu(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    write(room, "Fem faste spørgsmål #øre", "Ringer op @Klinik 2")
    row = first(capture)
    choices = {act.text(): act for act in row.menu().actions() if act.isCheckable()}
    assert {words: act.isChecked() for words, act in choices.items()} == {
        "Indsigt": True,
        "Værktøj": False,
        "Løsning fra en kollega": False,
    }
    choices["Værktøj"].trigger()
    assert [one.kind for one in room.log.insights] == ["tool"]
    assert capture.texts()[0] == "Værktøj · Fem faste spørgsmål · #øre"
    offered = [act.text() for act in row.menu().actions()]
    assert "Fjern emnet" in offered
    chooser = room.page.view.summary.insights
    chooser.choose(room.log.insights[0].id)
    room.press("s")
    QApplication.processEvents()
    assert chooser.slots[0].sort.text() == "Værktøj"
    room.page.undo()
    room.press("z")
    room.press("z")
    assert capture.texts()[0] == "Indsigt · Fem faste spørgsmål · #øre"
    commitment = capture.row(room.log.commitments[0].id)
    assert not any(act.isCheckable() for act in commitment.menu().actions())


def test_a_line_is_made_another_kind_by_menu_or_key_and_keeps_what_it_says(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    write(room, "Sender pjece #øre @Klinik 2 >10. marts", "Nummer to")
    one = room.log.commitments[0]
    (action, *_rest) = first(capture).menu().actions()
    assert action.text() == "Gør den til en indsigt"
    action.trigger()
    line = "Indsigt · Sender pjece >10.3.2027 · #øre"
    assert capture.texts() == (line, "Indsigt · Nummer to")
    assert room.said[-1] == "Sender pjece >10.3.2027 – uden Klinik 2: en indsigt står uden navn"
    first(capture).field.setFocus()
    held(first(capture).field, Key.Key_T, CTRL)
    assert capture.texts()[0] == "Aftale · Sender pjece #øre · hvem? · inden 10. marts"
    assert first(capture).field.hasFocus()
    assert room.log.commitments[0].agreed == one.agreed
    held(first(capture).field, Key.Key_T, CTRL)
    held(first(capture).field, Key.Key_T, CTRL)
    assert capture.texts()[0] == line
    for _ in range(4):
        room.page.undo()
    assert room.log.commitments == (one,)


@pytest.mark.dressed
def test_a_line_moves_by_keys_and_by_hand(room: MeetingRoom, capture: CapturePanel) -> None:
    write(room, "A", "B @Klinik 2", "C")
    settle()
    row = first(capture)
    row.field.setFocus()
    held(row.field, Key.Key_Down, ALT)
    assert texts(capture) == ["B", "A", "C"]
    held(row.field, Key.Key_Down, ALT)
    held(row.field, Key.Key_Down, ALT)
    assert texts(capture) == ["B", "C", "A"]
    held(row.field, Key.Key_Up, ALT)
    assert (texts(capture), row.field.hasFocus()) == (["B", "A", "C"], True)
    settle()
    drag(row, -row.y() - 1)
    assert texts(capture) == ["A", "B", "C"]
    settle()
    drag(row, 300)
    assert texts(capture) == ["B", "C", "A"]
    assert [one.text for one in room.log.insights] == ["C", "A"]
    room.press("z")
    assert texts(capture) == ["A", "B", "C"]


def drag(row: LogRow, by: int) -> None:
    """Take a row by its time and let it go so many pixels below."""
    start, left, none = QPoint(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, at in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, start + QPoint(0, by)),
        (QEvent.Type.MouseButtonRelease, start + QPoint(0, by)),
    ):
        QApplication.sendEvent(row, QMouseEvent(kind, QPointF(at), QPointF(at), left, left, none))


def test_arrows_go_from_line_to_line_and_an_emptied_one_goes_with_enter(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    write(room, "A", "B")
    room.press("i")
    room.press(Key.Key_Up)
    room.press(Key.Key_Up)
    row = first(capture)
    assert row.field.hasFocus()
    row.field.clear()
    room.press(Key.Key_Down)
    assert row.field.toPlainText() == "A"
    room.press(Key.Key_Down)
    assert capture.line.hasFocus()
    row.field.setFocus()
    row.field.clear()
    room.press(Key.Key_Return)
    assert texts(capture) == ["B"]
    room.press("z")
    assert texts(capture) == ["A", "B"]


@pytest.mark.dressed
def test_the_list_stands_still_under_the_cursor_whoever_writes(
    room: MeetingRoom, capture: CapturePanel
) -> None:
    write(room, *(f"Linje {n}" for n in range(20)))
    settle()
    bar = capture.list._scroll.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    row = capture.list._rows[capture.list._order[10]]
    capture.list._write_in(row.key)
    row.field.insertPlainText(" og mere")
    before = row.mapTo(capture.list, QPoint(0, 0))
    for n in range(3):
        room.clock.move(1)
        room.bridge.do(
            "Another writes",
            captured.write_line,
            room.meeting,
            Line("insight", f"En lang linje fra en anden computer, nummer {n}"),
            room.clock.utc(),
        )
        room.tick()
        settle()
    assert row.mapTo(capture.list, QPoint(0, 0)) == before
    assert (row.field.toPlainText(), row.field.hasFocus()) == ("Linje 10 og mere", True)
    room.press(Key.Key_Escape)
    write(room, "Min egen")
    settle()
    assert bar.value() == bar.maximum()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from(("@Anna", "@Klinik 2", "#ØNH", "@Åse", ">fredag", "!", "#", "ord", '"'))
    ).map(" ".join),
    st.sampled_from((Key.Key_I, Key.Key_A, Key.Key_P)),
)
def test_whatever_is_typed_is_stored_or_still_in_the_field(
    room: MeetingRoom, capture: CapturePanel, typed: str, key: Qt.Key
) -> None:
    room.page.setFocus()
    room.press(key)
    capture.line.setText(typed)
    shown, before = capture.line.text(), len(capture.texts())
    room.press(Key.Key_Return)
    is_stored = len(capture.texts()) == before + 1
    assert capture.line.text() == ("" if is_stored else shown)
    assert len(room.log.insights + room.log.commitments + room.log.parked) == before + is_stored
    capture.line.clear()


def test_what_a_full_disk_refuses_stays_in_the_field(
    room: MeetingRoom, capture: CapturePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from facilitator.domain.refusal import Refusal

    def refuse(*_args: object, **_kw: object) -> None:
        raise Refusal("The disk is full.", "Nothing was changed.")

    room.press("i")
    room.type("Vigtigt")
    with monkeypatch.context() as patch:
        patch.setattr(room.bridge.store, "edit", refuse)
        room.press(Key.Key_Return)
        for key in (Key.Key_Escape, Key.Key_Right, Key.Key_S, Key.Key_Z):
            room.press(key)
    assert (capture.line.text(), room.log.insights) == ("Vigtigt", ())
    room.press("i")
    room.press(Key.Key_Return)
    assert [one.text for one in room.log.insights] == ["Vigtigt"]
