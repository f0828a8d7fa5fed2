"""The agenda of a meeting, drawn as it looks before and after what a person does to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import BEFORE, HELD, LEFT, START, Room, item, shown_words

from facilitator.edits import agenda, outcomes, running
from facilitator.ui import theme
from facilitator.ui.agenda.look import lay_row, wrap
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    yield made.open(made.meeting)
    made.close()


# -- what is shown


def test_the_scene_is_as_drawn(room: Room) -> None:
    assert room.drawn() == BEFORE


def test_the_header_says_which_meeting_and_what_is_known(room: Room) -> None:
    header = room.page.header()
    assert header is not None
    assert header.crumb == "Møder / 2. møde"
    assert header.title == "Onsdag 9. december 2026, 16.30–18.30"
    assert header.subtitle == "Dagsorden · 5 punkter · 2 timer · Klinik 2"


def test_apologies_are_counted_once_there_are_any(room: Room) -> None:
    people = room.store.ask(
        lambda s: __import__("facilitator.store.queries", fromlist=["x"]).attendance(
            s, room.meeting
        )
    )
    room.do(running.attend, room.meeting, people[0].id, "apology")
    header = room.page.header()
    assert header is not None
    assert "1 af 2 ventes" in header.subtitle


@pytest.mark.dressed
def test_the_strip_shows_the_items_in_proportion(room: Room) -> None:
    strip = room.agenda_page.strip
    widths = [round(box.width()) for box in strip.boxes()]
    assert widths[1] == widths[2]
    assert abs(widths[1] / widths[0] - 40 / 15) < 0.05
    assert "16.45 Data, 40 min." in strip.accessibleDescription()


def test_a_row_is_said_in_full_to_who_listens(room: Room) -> None:
    words = room.view.agenda.rows[0].words
    assert words.startswith("16.30, Opfølgning siden sidst, ")
    assert "altid først" in words
    assert "15 min." in words


def test_the_follow_up_row_counts_the_open_commitments(room: Room) -> None:
    assert room.view.agenda.rows[0].line.endswith("1 aftale")


def test_goals_stand_in_their_row(room: Room) -> None:
    room.do(agenda.add_item, room.meeting, "goals", index=1)
    room.do(agenda.add_goal, room.meeting, "bruge retningslinjen")
    assert room.view.agenda.rows[1].line == "bruge retningslinjen"


def test_a_missing_presenter_is_said_in_its_row(room: Room) -> None:
    said = [row.who for row in room.view.agenda.rows]
    assert said == ["", "fremlægger mangler", "fremlægger mangler", "", ""]


@pytest.mark.dressed
@pytest.mark.parametrize(("size", "look"), [((1280, 720), "dark"), ((1920, 1080), "light")])
def test_forty_items_with_the_longest_words_fit_their_rows(
    room: Room, qapp: QApplication, size: tuple[int, int], look: str
) -> None:
    theme.apply(qapp, "dark" if look == "dark" else "light")
    word = "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning"
    room.fill(35, word, question=f"{word} " * 6)
    room.window.resize(*size)
    room.settle()
    view, width = room.view, room.view.viewport().width()
    assert len(view.agenda.rows) == 40
    for at, row in enumerate(view.agenda.rows):
        boxes = lay_row(view.visualRect(view.agenda.index(at, 0)))
        assert boxes.minutes.right() < width
        assert boxes.text.width() > 120
        lines = wrap(row.line, theme.font("small").toString(), boxes.text.width())
        assert len(lines) <= 2
    assert not room.window.grab().isNull()


def test_every_control_has_a_name(room: Room) -> None:
    room.agenda_page.inspector._open_more(True)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = [
        one
        for kind in kinds
        for one in room.agenda_page.findChildren(kind)
        if not one.accessibleName()
        and not isinstance(one.parent(), QComboBox)
        and not one.objectName().startswith("qt_")
    ]
    assert [type(one).__name__ for one in nameless] == []


# -- moving


def test_alt_and_an_arrow_move_the_row_and_the_clock_times_follow(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_Up, ALT)
    assert (
        room.drawn()
        == """
    16.30 Opfølgning siden sidst 15 🔒
    16.45 Case 40
    17.25 Data 40
    18.05 Pause 15
    18.20 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
    )
    assert room.view.ids() == [room.id("Case")]
    room.key(Key.Key_Down, ALT)
    assert room.drawn() == BEFORE


def test_nothing_moves_before_the_follow_up_or_behind_the_summary(room: Room) -> None:
    room.choose("Data")
    room.key(Key.Key_Up, ALT)
    room.choose("Pause")
    room.key(Key.Key_Down, ALT)
    room.choose("Opfølgning")
    room.key(Key.Key_Down, ALT)
    assert room.drawn() == BEFORE


def test_several_rows_move_together(room: Room) -> None:
    room.choose("Case", "Pause")
    room.key(Key.Key_Up, ALT)
    assert [row.title for row in room.view.agenda.rows][1:4] == ["Case", "Pause", "Data"]
    assert room.view.ids() == [room.id("Case"), room.id("Pause")]


@pytest.mark.dressed
def test_a_row_is_dragged_to_where_the_line_is(room: Room) -> None:
    room.drag(["Pause"], room.top("Data") + 3)
    assert (
        room.drawn()
        == """
    16.30 Opfølgning siden sidst 15 🔒
    16.45 Pause 15
    17.00 Data 40
    17.40 Case 40
    18.20 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
    )


@pytest.mark.dressed
def test_rows_dragged_past_the_ends_stay_between_them(room: Room) -> None:
    room.drag(["Case", "Pause"], 0)
    assert [row.title[:5] for row in room.view.agenda.rows] == [
        "Opføl", "Case", "Pause", "Data", "Opsum",
    ]  # fmt: skip
    room.drag(["Case"], room.view.viewport().height() - 1)
    assert [row.title[:5] for row in room.view.agenda.rows] == [
        "Opføl", "Pause", "Data", "Case", "Opsum",
    ]  # fmt: skip


@pytest.mark.dressed
def test_the_drop_line_stands_where_the_row_would_come(room: Room) -> None:
    view = room.view
    view._show_drop(view.place_at(view.visualRect(view.agenda.index(2, 0)).topLeft()))
    image = view.viewport().grab().toImage()
    accent = theme.LIGHT.accent
    y = view._drop_line(2)
    assert abs(y - view.visualRect(view.agenda.index(2, 0)).top()) < 6
    assert image.pixelColor(300, y).name() == accent


# -- adding and removing


def test_enter_adds_a_row_behind_and_goes_to_its_title(room: Room) -> None:
    room.choose("Data")
    room.key(Key.Key_Return)
    assert QApplication.focusWidget() is room.agenda_page.inspector.title
    room.type("Svimmelhed")
    room.bridge.leaving.emit()
    assert [row.title for row in room.view.agenda.rows][1:4] == ["Data", "Svimmelhed", "Case"]


def test_a_row_added_behind_the_summary_comes_before_it(room: Room) -> None:
    room.choose("Opsummering")
    room.key(Key.Key_Return)
    assert [row.kind for row in room.view.agenda.rows][-2:] == ["case", "summary"]


def test_the_palette_adds_behind_the_row_chosen(room: Room) -> None:
    room.choose("Data")
    room.click("Eksternt oplæg")
    assert [row.kind for row in room.view.agenda.rows][1:3] == ["data", "talk"]
    assert room.view.current() == room.view.agenda.rows[2].id


def test_delete_removes_the_rows_and_says_how_to_get_them_back(room: Room) -> None:
    room.choose("Data", "Pause")
    room.key(Key.Key_Delete)
    assert [row.title[:4] for row in room.view.agenda.rows] == ["Opfø", "Case", "Opsu"]
    notice = room.notices[-1]
    assert notice.text == "2 punkter er fjernet."
    notice.answers[0][1]()
    assert room.drawn() == BEFORE


def test_the_row_below_is_chosen_after_a_removal(room: Room) -> None:
    room.choose("Data")
    room.key(Key.Key_Delete)
    assert room.view.current() == room.id("Case")


def test_ctrl_d_puts_a_copy_behind(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_D, CTRL)
    assert [row.title for row in room.view.agenda.rows].count("Case") == 2
    assert room.view.current() == room.view.agenda.rows[3].id


def test_rows_are_copied_and_cut_to_another_place(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_X, CTRL)
    room.choose("Opfølgning")
    room.key(Key.Key_V, CTRL)
    assert [row.title[:4] for row in room.view.agenda.rows][1:3] == ["Case", "Data"]
    room.key(Key.Key_C, CTRL)
    room.key(Key.Key_V, CTRL)
    assert [row.title[:4] for row in room.view.agenda.rows][1:4] == ["Case", "Case", "Data"]
    assert QApplication.clipboard().text().startswith("Case: Case 40 min.")


def test_ctrl_z_takes_the_last_change_back(room: Room) -> None:
    room.choose("Case")
    room.key(Key.Key_Up, ALT)
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE
    room.key(Key.Key_Y, CTRL)
    assert [row.title for row in room.view.agenda.rows][1] == "Case"


# -- minutes


@pytest.mark.parametrize(
    ("typed", "minutes"), [("20", 20), ("1t10", 70), ("1.30", 90), ("90 min", 90)]
)
def test_minutes_are_typed_over_the_row(room: Room, typed: str, minutes: int) -> None:
    room.choose("Case")
    room.type(typed[0])
    room.type(typed[1:])
    room.key(Key.Key_Return)
    assert item(room, "Case").minutes == minutes
    assert QApplication.focusWidget() is room.view


@pytest.mark.dressed
def test_a_click_in_the_box_opens_it(room: Room) -> None:
    index = room.view.agenda.index_of(room.id("Data"))
    at = lay_row(room.view.visualRect(index)).minutes.center()
    QTest.mouseClick(room.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert room.box().text() == "40 min."


def test_the_arrows_change_by_five_and_the_clock_times_follow_at_once(room: Room) -> None:
    room.choose("Data")
    room.view.type_minutes(room.view.currentIndex())
    room.key(Key.Key_Down)
    assert (
        room.drawn()
        == """
    16.30 Opfølgning siden sidst 15 🔒
    16.45 Data 35
    17.20 Case 40
    18.00 Pause 15
    18.15 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
    )
    room.key(Key.Key_Up)
    room.key(Key.Key_Up)
    assert room.box().text() == "45 min."


def test_tab_goes_on_to_the_minutes_of_the_next_row(room: Room) -> None:
    room.choose("Data")
    room.view.type_minutes(room.view.currentIndex())
    room.type("30")
    room.key(Key.Key_Tab)
    assert item(room, "Data").minutes == 30
    assert room.view.current() == room.id("Case")
    assert room.box().text() == "40 min."


def test_minutes_that_are_not_understood_are_said_and_stay(room: Room) -> None:
    room.choose("Case")
    room.view.type_minutes(room.view.currentIndex())
    room.type("et stykke tid")
    room.key(Key.Key_Return)
    assert room.box().text() == "et stykke tid"
    assert "Skriv minutter som" in room.box().accessibleDescription()
    assert item(room, "Case").minutes == 40
    room.key(Key.Key_Escape)
    assert room.drawn() == BEFORE


def test_an_open_box_stays_with_its_row_when_another_moves(room: Room) -> None:
    room.choose("Case")
    room.view.type_minutes(room.view.currentIndex())
    room.type("2")
    room.do(agenda.move_items, [room.id("Pause")], 1)
    room.settle()
    assert room.box().text() == "2"
    room.type("5")
    room.key(Key.Key_Return)
    assert item(room, "Case").minutes == 25


def test_five_steps_of_minutes_are_taken_back_as_one(room: Room) -> None:
    room.choose("Data")
    room.view.type_minutes(room.view.currentIndex())
    for _ in range(5):
        room.key(Key.Key_Up)
    room.key(Key.Key_Return)
    assert item(room, "Data").minutes == 65
    room.key(Key.Key_Z, CTRL)
    assert item(room, "Data").minutes == 40


# -- too much, too little, fixed


def test_an_overfull_agenda_is_made_to_fit_after_a_look(room: Room) -> None:
    room.do(agenda.change_minutes, room.id("Case"), 60)
    page = room.agenda_page
    assert page.budget.said.text() == "Dagsordenen er 20 min. for lang"
    room.click("Få den til at passe", page.budget)
    assert page.fitting.isVisible()
    assert item(room, "Case").minutes == 60
    assert page.primary() is page.fitting.apply_button
    room.key(Key.Key_Space)
    assert {one.title: one.minutes for one in room.stored.items} == {
        "Opfølgning siden sidst": 15,
        "Data": 32,
        "Case": 48,
        "Pause": 15,
        "Opsummering: 2–3 konkrete indsigter": 10,
    }
    assert not page.budget.isVisible()
    assert not page.fitting.isVisible()


def test_what_nobody_can_give_is_said(room: Room) -> None:
    room.do(agenda.change_meeting, room.meeting, end=START + timedelta(minutes=60))
    room.click("Få den til at passe", room.agenda_page.budget)
    assert "20 min. kan ikke findes" in room.agenda_page.fitting.accessibleDescription()


def test_spare_minutes_are_named_and_given_to_the_row_chosen(room: Room) -> None:
    room.do(agenda.remove_items, [room.id("Pause")])
    assert room.agenda_page.budget.said.text() == "15 min. er ikke planlagt endnu"
    room.choose("Case")
    room.click("Giv dem til det valgte punkt")
    assert item(room, "Case").minutes == 55
    assert not room.agenda_page.budget.isVisible()


def test_a_fixed_start_shows_its_pin_and_a_conflict_where_it_happens(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    inspector._open_more(True)
    inspector.fixed.setFocus()
    room.type("17.10")
    room.key(Key.Key_Return)
    row = room.view.agenda.rows[2]
    assert row.pin == "fast kl. 17.10"
    assert row.warning.startswith("Starter kl. 17.10, 15 min. før punktet ovenfor slutter.")
    inspector.fixed.selectAll()
    room.type("17.40")
    room.key(Key.Key_Return)
    row = room.view.agenda.rows[2]
    assert (row.clock, row.warning) == ("17.40", "")
    inspector.fixed.selectAll()
    room.key(Key.Key_Delete)
    room.key(Key.Key_Return)
    assert room.drawn() == BEFORE


def test_a_fixed_start_that_is_no_time_is_said_at_its_field(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    inspector._open_more(True)
    inspector.fixed.setFocus()
    room.type("efter kaffen")
    room.key(Key.Key_Return)
    assert inspector._fixed_field.error == "Skriv et klokkeslæt som 17.30."
    assert item(room, "Case").fixed_start is None


# -- the inspector


def test_what_is_typed_in_the_inspector_is_stored_and_shown(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    for field, text in (
        (inspector.title, "Svimmelhed"),
        (inspector.question, "Hvad gør I?"),
    ):
        field.setFocus()
        field.selectAll()
        room.type(text)
    inspector.who.setText("Bo Eksempel")
    room.bridge.leaving.emit()
    now = item(room, "Svimmelhed")
    assert (now.question, now.who, now.member is not None) == ("Hvad gør I?", "Bo Eksempel", True)
    row = room.view.agenda.rows[2]
    assert (row.title, row.line, row.who, row.tone) == (
        "Svimmelhed",
        "Hvad gør I?",
        "Bo Eksempel",
        "ink2",
    )


def test_a_text_goes_to_the_item_it_was_typed_for(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    inspector.title.setFocus()
    inspector.title.selectAll()
    room.type("Otitis")
    room.choose("Data")
    assert [row.title for row in room.view.agenda.rows][1:3] == ["Data", "Otitis"]
    assert inspector.title.text() == "Data"


def test_a_patient_number_in_a_title_is_answered_at_the_field(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    inspector.title.setFocus()
    room.type(" 010170-1234")
    room.bridge.leaving.emit()
    assert [c for c in room.window.findChildren(Complaint) if c.isVisible()]
    assert item(room, "Case").title == "Case"


def test_names_of_members_and_clinics_are_offered(room: Room) -> None:
    box = room.agenda_page.inspector.who_box
    names = [box.itemText(n) for n in range(box.count())]
    assert names[:4] == ["Klinik 1", "Klinik 2", "Anna Eksempel", "Bo Eksempel"]


def test_another_kind_changes_the_colour_and_what_it_brings(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Data")
    inspector.kind.setCurrentIndex(inspector.kind.findData("talk"))
    inspector.kind.activated.emit(inspector.kind.currentIndex())
    assert room.view.agenda.rows[1].kind == "talk"


def test_the_kind_of_follow_up_and_summary_stands_fast(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Opfølgning")
    assert not inspector.kind.isEnabled()
    assert inspector.kind.currentText() == "Opfølgning siden sidst"
    room.choose("Case")
    assert inspector.kind.isEnabled()
    assert inspector.kind.findData("follow_up") < 0


def test_steps_are_written_in_a_line(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Case")
    inspector.steps.setFocus()
    inspector.steps.selectAll()
    room.type("Oplæg 8, drøftelse i par")
    room.key(Key.Key_Return)
    assert inspector._steps_field.error.startswith("Skriv hvert trin med minutter")
    room.type(" 32")
    room.key(Key.Key_Return)
    steps = [(step.title, step.seconds) for step in item(room, "Case").steps]
    assert steps == [("Oplæg", 480), ("drøftelse i par", 1920)]
    assert inspector.steps.text() == "Oplæg 8 · drøftelse i par 32"


def test_the_follow_up_lists_what_was_agreed_with_owner_and_age(room: Room) -> None:
    room.choose("Opfølgning")
    asked = room.agenda_page.inspector.commitments
    assert shown_words(asked) == ["1 åben aftale"]
    said = asked.list.model().index(0, 0).data()
    assert said == "Vi ringer samme dag. ingen endnu · 2 måneder"
    room.choose("Case")
    assert not room.agenda_page.inspector.commitments.isVisible()


def test_the_programs_question_can_be_overwritten_and_called_back(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Opfølgning")
    own = inspector.question.toPlainText()
    assert own == "Hvilke erfaringer har I gjort jer siden sidst?"
    assert not inspector.own_question.isVisible()
    inspector.question.setFocus()
    inspector.question.selectAll()
    room.type("Hvordan gik det?")
    room.bridge.leaving.emit()
    assert room.stored.items[0].written_question == "Hvordan gik det?"
    room.click("Brug programmets spørgsmål")
    assert inspector.question.toPlainText() == own
    assert not inspector.own_question.isVisible()


def test_an_emptied_question_stays_empty_while_it_is_written_anew(room: Room) -> None:
    inspector = room.agenda_page.inspector
    room.choose("Opfølgning")
    inspector.question.setFocus()
    inspector.question.selectAll()
    room.type("X")
    room.bridge.leaving.emit()
    room.key(Key.Key_Backspace)
    room.bridge.leaving.emit()
    assert inspector.question.toPlainText() == ""


# -- goals and the check


def test_a_goal_is_stored_as_it_is_typed_and_the_next_field_opens(room: Room) -> None:
    goals = room.agenda_page.goals
    assert [one.isVisible() for one in goals.fields] == [True, False, False]
    goals.fields[0].setFocus()
    room.type("bruge retningslinjen")
    room.bridge.leaving.emit()
    assert [goal.text for goal in room.stored.goals] == ["bruge retningslinjen"]
    assert [one.isVisible() for one in goals.fields] == [True, True, False]
    assert goals.fields[0].text() == "bruge retningslinjen"


def test_an_emptied_goal_is_gone_when_it_is_left(room: Room) -> None:
    for text in ("et", "to", "tre"):
        room.do(agenda.add_goal, room.meeting, text)
    goals = room.agenda_page.goals
    goals.fields[0].setFocus()
    goals.fields[0].selectAll()
    room.key(Key.Key_Delete)
    room.bridge.leaving.emit()
    goals.fields[1].setFocus()
    room.settle()
    assert [goal.text for goal in room.stored.goals] == ["to", "tre"]
    assert [one.text() for one in goals.fields] == ["to", "tre", ""]


def test_the_check_says_what_is_missing_first_and_the_rest_on_request(room: Room) -> None:
    check = room.agenda_page.check

    def said() -> list[str]:
        return [line.accessibleName() for line in check._lines]

    assert said() == [
        "! Mødet har intet mål endnu",
        "! Der er ikke tid til erfaringsudveksling",
        '! Fra "Data" går der 40 min. uden skift af form',
        "! 2 punkter mangler en fremlægger",
        "! Ingen bliver spurgt om emner til kommende møder",
    ]
    assert "faktaark" in check._lines[0].toolTip()
    room.click("✓ 5 flere er i orden")
    assert said()[5] == "✓ Opfølgning først"
    assert len(said()) == 10


@pytest.mark.dressed
def test_suggestions_out_of_sight_are_counted_and_a_click_shows_them(room: Room) -> None:
    room.window.resize(1024, 700)
    room.settle()
    page = room.agenda_page
    assert page.hint.go.text() == f"{page.check.missing} forslag i tjekket af dagsordenen ↓"
    QTest.mouseClick(page.hint.go, Qt.MouseButton.LeftButton)
    assert not page.check.visibleRegion().isEmpty()
    assert not page.hint.isVisible()


def test_a_mending_button_mends_or_goes_there(room: Room) -> None:
    page = room.agenda_page
    for text, focus in (
        ("Skriv et mål", page.goals.fields[0]),
        ("Skriv hvem", page.inspector.who_box),
    ):
        room.click(text, page.check)
        assert QApplication.focusWidget() is focus
    assert room.view.current() == room.id("Data")
    room.choose("Case")
    room.click("Tilføj", page.check)
    assert [row.kind for row in room.view.agenda.rows][2:4] == ["case", "exchange"]


# -- templates, time and place, closing


def test_a_template_is_looked_at_before_it_takes_the_place_of_the_items(room: Room) -> None:
    room.click("Skabelon")
    templates = room.agenda_page.board.templates
    templates.picker._cards["data"].click()
    assert room.drawn() == BEFORE
    assert room.page.primary() is templates.use_button
    room.key(Key.Key_Return, CTRL)
    assert room.view.agenda.rows[0].title == "Opfølgning: status og tal siden sidst"
    assert sum(row.minutes for row in room.view.agenda.rows) == 120
    room.key(Key.Key_Z, CTRL)
    assert room.drawn() == BEFORE


def test_as_last_time_lays_the_items_of_the_meeting_held_last(room: Room) -> None:
    room.click("Skabelon")
    room.agenda_page.board.templates.picker._cards["last"].click()
    room.click("Brug skabelonen")
    assert "Patientcase 1" in room.drawn()


def test_a_meeting_is_moved_to_another_day_and_longer(room: Room) -> None:
    room.click("Tid og sted")
    form = room.agenda_page.times.form
    form.date.setText("16/12")
    form.start.setText("17")
    form.chips._click("180")
    form.place.setText("Klinik 1")
    room.click("Gem tid og sted")
    assert room.title == "Onsdag 16. december 2026, 17.00–20.00"
    assert room.view.agenda.rows[0].clock == "17.00"
    assert room.stored.meeting.place == "Klinik 1"
    assert not room.agenda_page.times.isVisible()


def test_a_meeting_that_stays_on_its_day_but_not_in_its_place_was_not_moved(room: Room) -> None:
    told: list[str] = []
    room.bridge.changed.connect(lambda step: told.append(step.label))
    room.click("Tid og sted")
    room.agenda_page.times.form.place.setText("Klinik 1")
    room.click("Gem tid og sted")
    assert told == ["Change the place"]


@pytest.mark.parametrize("wrong", ["snart", "31.2.", "torsdag den 9. december 2026"])
def test_a_day_that_is_not_understood_is_said_and_nothing_moves(room: Room, wrong: str) -> None:
    room.click("Tid og sted")
    form = room.agenda_page.times.form
    form.date.setText(wrong)
    room.click("Gem tid og sted")
    assert form.date_field.error.startswith("Skriv en dato som")
    assert form.date.text() == wrong
    assert room.stored.meeting.start == START


def test_a_meeting_called_off_is_shown_so_and_can_be_held_after_all(room: Room) -> None:
    room.click("Tid og sted")
    room.click("Aflys mødet")
    bar = room.agenda_page.bar
    assert bar.isVisible()
    assert bar.said.text() == "Mødet er aflyst."
    assert not room.agenda_page.buttons.start.isVisible()
    room.click("Hold det alligevel")
    assert not bar.isVisible()
    assert room.stored.meeting.status == "draft"


def test_a_deleted_meeting_is_gone_and_comes_back_by_undo(room: Room) -> None:
    room.click("Tid og sted")
    room.click("Slet mødet")
    assert [line.number for line in room.page.list.lines.rows] == ["1"]  # type: ignore[attr-defined]
    assert room.page.subject() is None
    room.notices[-1].answers[0][1]()
    room.settle()
    assert room.page.subject() == room.meeting
    assert room.drawn() == BEFORE


def test_a_closed_meeting_is_read_only_until_it_is_reopened_with_a_note(room: Room) -> None:
    room.do(running.close_meeting, room.held, HELD + timedelta(hours=3))
    room.window.open_page("meetings", room.held)
    room.settle()
    page = room.agenda_page
    before = room.drawn()
    room.view.setFocus()
    for key, mods in ((Key.Key_Delete, ()), (Key.Key_Return, ()), (Key.Key_Down, (ALT,))):
        room.key(key, *mods)
    assert room.drawn() == before
    assert page.inspector.title.isReadOnly()
    assert not page.adding.isVisible()
    assert not page.buttons.template.isEnabled()
    assert not page.check.isVisible()
    assert not page.hint.isVisible()
    room.click("Genåbn", page.bar)
    assert page.bar.isVisible()
    page.bar.note.setText("Der manglede et punkt")
    room.click("Genåbn", page.bar)
    assert not page.bar.isVisible()
    assert not page.inspector.title.isReadOnly()
    assert page.check.isVisible()
    assert page.check.missing


def test_the_primary_button_goes_to_the_running_meeting(room: Room) -> None:
    assert room.page.primary() is room.agenda_page.buttons.start
    room.click("Start mødet")
    assert room.places == [("run", room.meeting)]


@pytest.mark.dressed
def test_a_change_elsewhere_keeps_selection_and_scroll(room: Room) -> None:
    room.fill(40, "Case", minutes=1)
    room.choose("Case 20")
    scrolled = room.view.verticalScrollBar().value()
    room.do(outcomes.add_commitment, room.cluster, "Prøv", HELD, meeting=room.held)
    room.do(agenda.change_item, room.id("Case 3"), title="Otitis")
    room.settle()
    assert room.view.ids() == [room.id("Case 20")]
    assert room.view.verticalScrollBar().value() == scrolled


def test_the_rows_keep_the_promises_of_a_model(room: Room) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(room.view.agenda, mode)
    room.choose("Case")
    room.key(Key.Key_Up, ALT)
    room.key(Key.Key_D, CTRL)
    room.key(Key.Key_Delete)
    room.do(agenda.lay_template, room.meeting, "data")
    assert tester.model() is room.view.agenda
    assert len(room.view.agenda.rows) == len(room.stored.items)


def test_rows_are_not_built_anew_when_one_of_two_hundred_moves(room: Room) -> None:
    room.fill(195, "Case", minutes=1)
    told: list[str] = []
    model = room.view.agenda
    model.rowsMoved.connect(lambda *_: told.append("moved"))
    for name in ("rowsInserted", "rowsRemoved", "modelReset", "layoutChanged"):
        getattr(model, name).connect(lambda *_, name=name: told.append(name))
    room.choose("Case 100")
    room.key(Key.Key_Up, ALT)
    assert told == ["moved"]


def test_the_clock_times_are_those_of_the_readers_zone(room: Room) -> None:
    assert datetime.fromisoformat("2026-12-09T16:30+01:00") == START
    assert room.view.agenda.rows[0].clock == "16.30"
