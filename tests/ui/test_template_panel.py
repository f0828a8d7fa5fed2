"""Own templates and blocks in the window: kept, looked at, used, changed, handed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from tests.documents.patterns import BLOCK, TEMPLATE
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import LEFT, Room, shown_words

from facilitator.documents import Asked
from facilitator.documents.template import as_json
from facilitator.domain.patterns import Pattern
from facilitator.edits import agenda, patterns
from facilitator.edits.privacy import vouched
from facilitator.imports.template import read
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.agenda.template_panel import TemplatePanel
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import NumberBar

pytestmark = pytest.mark.bare

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    yield made.open(made.meeting)
    made.close()


def own(room: Room, *, is_block: bool | None = None) -> tuple[Pattern, ...]:
    return room.store.ask(queries.own_templates, is_block)


def panel(room: Room) -> TemplatePanel:
    if not room.agenda_page.board.templates.isVisible():
        room.click("Skabelon")
    return room.agenda_page.board.templates


def pick(room: Room, key: str) -> TemplatePanel:
    shown = panel(room)
    QTest.mouseClick(shown.picker._cards[key], LEFT)
    room.settle()
    return shown


def keep(room: Room, title: str, why: str = "") -> str:
    """Keep the agenda in sight as a template, by the form."""
    shown = panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.type(title)
    shown.form.why.setText(why)
    room.click("Gem", shown.form)
    return next(one.id for one in own(room) if one.title == title.strip())


def titles(room: Room) -> list[str]:
    return [row.title for row in room.view.agenda.rows]


def file_of(pattern: Pattern, room: Room, folder: Path) -> Path:
    path = folder / "Vores møde.facilitator-template.json"
    path.write_bytes(as_json(pattern, room.bridge.lang, Asked(room.clock.utc())))
    return path


# -- looking and choosing


def test_as_last_time_stands_first_then_own_ones_by_title_then_the_seven(room: Room) -> None:
    keep(room, "Åbent møde")
    keep(room, "Aftenmøde")
    cards = panel(room).picker._cards
    assert [card.text() for card in cards.values()][:4] == [
        "Som sidst", "Aftenmøde", "Åbent møde", "Casemøde",
    ]  # fmt: skip
    assert len(cards) == 1 + 2 + 7 + 1
    groups = ["Jeres egne", "Programmets skabeloner"]
    assert [one.text() for one in panel(room).picker._titles] == groups  # type: ignore[attr-defined]


def test_the_preview_shows_clock_times_minutes_and_their_sum_before_anything_is_laid(
    room: Room,
) -> None:
    before = room.drawn()
    words = shown_words(pick(room, "cases").picker.preview)
    assert {"16.30", "Patientcase 1", "25 min."} <= set(words)
    assert words[-1].endswith("punkter · 2 timer")
    assert room.drawn() == before


def test_as_last_time_is_looked_at_with_its_own_minutes(room: Room) -> None:
    shown = pick(room, "last")
    last = room.store.ask(queries.agenda, room.held).items
    assert [line.title for line in shown.picker.chosen.lines] == [one.title for one in last]
    assert shown_words(shown.picker.preview)[-1] == f"{len(last)} punkter · 2 timer"


def test_an_own_template_is_fitted_to_the_meeting_or_laid_at_its_own_length(room: Room) -> None:
    key = keep(room, "Vores")
    end = room.stored.meeting.end + timedelta(minutes=30)
    room.do(agenda.change_meeting, room.meeting, end=end)
    preview = pick(room, key).picker.preview
    assert preview._sum.text() == "5 punkter · 2 t. 30 min."
    QTest.mouseClick(preview.lengths._chips["own"], LEFT)
    assert preview._sum.text() == "5 punkter · 2 timer · 30 min. ledige"
    room.click("Brug skabelonen")
    assert sum(row.minutes for row in room.view.agenda.rows) == 120


@pytest.mark.parametrize("minutes", [45, 90, 180, 420])
def test_what_was_looked_at_is_what_is_laid(room: Room, minutes: int) -> None:
    key = keep(room, "Vores")
    start = room.stored.meeting.start
    room.do(agenda.change_meeting, room.meeting, end=start + timedelta(minutes=minutes))
    room.click("Annullér")
    promised = [(one.title, one.minutes) for one in pick(room, key).picker.chosen.lines]
    room.click("Brug skabelonen")
    assert [(row.title, row.minutes) for row in room.view.agenda.rows] == promised


def test_arrows_choose_enter_uses_and_esc_leaves(room: Room) -> None:
    before = room.drawn()
    shown = panel(room)
    room.key(Key.Key_Right)
    assert shown.picker.choice == "data"
    room.key(Key.Key_Escape)
    assert not shown.isVisible()
    assert room.drawn() == before
    room.click("Skabelon")
    room.key(Key.Key_Return)
    assert not shown.isVisible()
    assert titles(room)[0] == "Opfølgning: status og tal siden sidst"


def test_a_new_meeting_is_made_of_an_own_template(room: Room) -> None:
    key = keep(room, "Vores")
    room.window.open_page("meetings", None)
    room.page.new_meeting()
    form = room.page.form
    form.times._show_minutes(180)
    form._show_templates()
    room.settle()
    form.picker.choose(key)
    form.picker.focus_choice()
    room.key(Key.Key_Return)
    made = room.store.ask(queries.agenda, room.page.subject() or "")
    assert [one.kind for one in made.items] == [one.kind for one in own(room)[0].items]
    assert made.meeting.minutes == 180


# -- keeping, changing, removing


def test_the_agenda_is_kept_by_name_and_chosen(room: Room) -> None:
    key = keep(room, '  Ø-møde <b>& "os"</b> ', "Når vi er få")
    (kept,) = own(room)
    assert (kept.title, kept.why) == ('Ø-møde <b>& "os"</b>', "Når vi er få")
    assert [one.title for one in kept.items] == titles(room)
    assert panel(room).picker.choice == key
    assert "Når vi er få" in shown_words(panel(room).picker.preview)


def test_a_template_without_a_title_is_not_kept_and_the_field_says_so(room: Room) -> None:
    shown = panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.key(Key.Key_Return)
    assert shown.form.title_field.error == "En skabelon skal have en titel."
    room.key(Key.Key_Escape)
    assert not shown.form.isVisible()
    assert shown.isVisible()
    assert own(room) == ()


def test_ctrl_enter_saves_what_is_named_rather_than_lay_a_template(room: Room) -> None:
    before = room.drawn()
    panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.type("Vores")
    room.key(Key.Key_Return, CTRL)
    assert [one.title for one in own(room)] == ["Vores"]
    assert room.drawn() == before


def test_ctrl_enter_saves_a_block_that_is_named_rather_than_start_the_meeting(room: Room) -> None:
    room.choose("Case")
    choose_from_menu(room, "Gem de valgte punkter som blok")
    room.key(Key.Key_Return, CTRL)
    assert [one.title for one in own(room)] == ["Case"]
    assert room.places == []


def test_a_title_with_a_cpr_number_is_refused_and_stays_in_the_form(room: Room) -> None:
    shown = panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.type("Pt. 0101901234")
    room.key(Key.Key_Return)
    assert own(room) == ()
    assert shown.form.title.text() == "Pt. 0101901234"
    (bar,) = shown.form.findChildren(NumberBar)
    assert "CPR" in bar.said
    room.click("Skjul det", bar)
    assert shown.form.title.text() == "Pt. **********"
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Pt. **********"]


def test_a_title_that_is_said_to_hold_no_cpr_number_is_kept_and_renamed_only_anew(
    room: Room,
) -> None:
    shown = panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.type("Vare 010190-1234")
    room.key(Key.Key_Return)
    (bar,) = shown.form.findChildren(NumberBar)
    room.click("Det er ikke et CPR-nummer", bar)
    room.type("Varenummer 010190-1234")
    room.key(Key.Key_Return)
    assert own(room) == ()
    QApplication.focusWidget().clear()  # type: ignore[union-attr]
    room.type("Et varenummer")
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Vare 010190-1234"]
    assert not shown.form.isVisible()
    room.click("Omdøb …")
    room.type("Vare 010190-1234 igen")
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Vare 010190-1234"]
    room.click("Fjern det", shown.form)
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Vare  igen"]


def test_a_number_that_stands_in_the_agenda_can_only_be_said_to_be_none(room: Room) -> None:
    add = vouched(agenda.add_item, {}, room.clock.utc(), "varenummer")
    room.do(add, room.meeting, "case", "Vare 010190-1234")
    shown = panel(room)
    room.click("Gem dagsordenen som skabelon …")
    room.type("Vores")
    room.key(Key.Key_Return)
    (bar,) = shown.form.findChildren(NumberBar)
    assert "ikke i disse felter" in bar.said
    assert [one.text() for one in bar.buttons] == ["Det er ikke et CPR-nummer"]
    room.click("Det er ikke et CPR-nummer", bar)
    room.type("Et varenummer")
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Vores"]


def test_a_template_is_renamed_and_undo_takes_it_back(room: Room) -> None:
    key = keep(room, "Gammelt navn")
    room.click("Omdøb …")
    room.type("Nyt navn")
    room.key(Key.Key_Return)
    assert panel(room).picker._cards[key].text() == "Nyt navn"
    room.bridge.undo()
    room.settle()
    assert panel(room).picker._cards[key].text() == "Gammelt navn"
    assert panel(room).isVisible()


def test_the_items_of_an_own_template_are_renamed_moved_given_minutes_and_removed(
    room: Room,
) -> None:
    key = keep(room, "Vores")
    shown = pick(room, key)
    room.click("Rediger punkterne")
    follow_up, data, *_rest, summary = shown.editor._lines
    assert follow_up.title.hasFocus()
    for fast in (follow_up, summary):
        assert not fast.up.isEnabled()
        assert not fast.down.isEnabled()
    data.title.setText("Klyngens tal")
    room.key(Key.Key_Escape)
    assert [one.title for one in own(room)[0].items][1:3] == ["Data", "Case"]
    room.click("Rediger punkterne")
    _follow_up, data, case, pause, _summary = shown.editor._lines
    data.title.setText("Klyngens tal")
    case.minutes.setText("1t")
    case.minutes.setModified(True)
    case.up.click()
    pause.gone.click()
    assert shown.primary() is shown.editor.save_button
    room.click("Gem", shown.editor)
    (stored,) = own(room)
    assert [(one.title, one.minutes) for one in stored.items[1:-1]] == [
        ("Case", 60),
        ("Klyngens tal", 40),
    ]
    assert not shown.editor.isVisible()
    room.bridge.undo()
    assert [one.minutes for one in own(room)[0].items] == [15, 40, 40, 15, 10]


def test_minutes_that_are_not_understood_keep_a_template_open(room: Room) -> None:
    key = keep(room, "Vores")
    shown = pick(room, key)
    room.click("Rediger punkterne")
    box = shown.editor._lines[1].minutes
    box.setText("snart")
    box.setModified(True)
    room.click("Gem", shown.editor)
    assert shown.editor.isVisible()
    assert box.text() == "snart"


def test_a_template_is_written_over_only_after_a_question(room: Room) -> None:
    keep(room, "Vores")
    first = own(room)
    room.do(agenda.add_item, room.meeting, "talk", "Ekstra")
    room.click("Overskriv med denne dagsorden …")
    question = panel(room).question
    assert question.accessibleName().startswith('Vil du overskrive "Vores" med denne dagsorden?')
    room.click("Annullér", question)
    assert own(room) == first
    room.click("Overskriv med denne dagsorden …")
    room.click("Overskriv", question)
    assert "Ekstra" in [one.title for one in own(room)[0].items]
    assert (own(room)[0].id, own(room)[0].title) == (first[0].id, "Vores")
    room.bridge.undo()
    assert own(room) == first


def test_another_card_takes_the_question_away(room: Room) -> None:
    keep(room, "Vores")
    room.click("Overskriv med denne dagsorden …")
    pick(room, "data")
    assert not panel(room).question.isVisible()


def test_a_removed_template_comes_back_by_the_notice(room: Room) -> None:
    key = keep(room, "Vores")
    room.click("Fjern")
    assert own(room) == ()
    assert key not in panel(room).picker._cards
    assert room.notices[-1].text == "Skabelonen er fjernet."
    room.notices[-1].answers[0][1]()
    room.settle()
    assert [one.title for one in own(room)] == ["Vores"]
    assert key in panel(room).picker._cards


def test_only_own_ones_can_be_changed(room: Room) -> None:
    keep(room, "Vores")
    pick(room, "cases")
    tools = panel(room)._tools.findChildren(QPushButton)
    assert not any(one.isVisible() for one in tools)


# -- blocks


def choose_from_menu(room: Room, text: str) -> None:
    adding = room.agenda_page.adding
    adding.menu.aboutToShow.emit()
    next(one for one in adding.menu.actions() if one.text().startswith(text)).trigger()
    room.settle()


def keep_block(room: Room, title: str, *rows: str) -> str:
    room.choose(*rows)
    choose_from_menu(room, "Gem de valgte punkter som blok")
    room.type(title)
    room.key(Key.Key_Return)
    return next(one.id for one in own(room, is_block=True) if one.title == title)


def test_items_chosen_are_kept_as_a_block_in_the_order_of_the_agenda(room: Room) -> None:
    keep_block(room, "Case med kaffe", "Pause", "Case")
    (block,) = own(room)
    assert [one.title for one in block.items] == ["Case", "Pause"]
    assert QApplication.focusWidget() is room.view


def test_follow_up_and_summary_alone_make_no_block_and_that_is_said(room: Room) -> None:
    room.choose("Opfølgning")
    choose_from_menu(room, "Gem de valgte punkter som blok")
    assert not room.agenda_page.naming.isVisible()
    assert room.notices[-1].text.startswith("Vælg punkterne først.")


def test_a_block_is_put_in_from_the_menu_after_the_item_chosen(room: Room) -> None:
    keep_block(room, "Mad & kaffe", "Pause")
    room.choose("Opfølgning")
    choose_from_menu(room, 'Blokken "Mad && kaffe", 15 min.')
    assert [row.kind for row in room.view.agenda.rows][:2] == ["follow_up", "break"]
    assert room.view.current() == room.view.agenda.rows[1].id
    room.key(Key.Key_Z, CTRL)
    assert [row.kind for row in room.view.agenda.rows].count("break") == 1


def test_a_block_is_put_in_from_the_templates_and_the_rest_stays(room: Room) -> None:
    key = keep_block(room, "Kaffe", "Pause")
    room.choose("Opfølgning")
    shown = pick(room, key)
    assert shown.use_button.text() == "Indsæt blokken"
    assert not shown.over_button.isVisible()
    room.click("Indsæt blokken")
    kinds = [row.kind for row in room.view.agenda.rows]
    assert kinds == ["follow_up", "break", "data", "case", "break", "summary"]
    assert room.view.current() == room.view.agenda.rows[1].id


def test_a_block_is_renamed_and_removed(room: Room) -> None:
    pick(room, keep_block(room, "Kaffe", "Pause"))
    room.click("Omdøb …")
    room.type("Kage")
    room.key(Key.Key_Return)
    assert [one.title for one in own(room)] == ["Kage"]
    room.click("Fjern")
    assert own(room) == ()


def test_a_new_meeting_is_not_begun_with_a_block(room: Room) -> None:
    key = keep_block(room, "Kaffe", "Pause")
    room.window.open_page("meetings", None)
    room.page.new_meeting()
    assert key not in room.page.form.picker._cards


# -- files


def test_a_template_is_handed_on_as_a_file_and_arrives_as_it_was(
    room: Room, tmp_path: Path
) -> None:
    keep(room, "Vores: møde")
    shown, asked = panel(room), []
    path = tmp_path / "ud.facilitator-template.json"
    shown.choose_save = lambda _p, _t, name, pattern: asked.append((name, pattern)) or str(path)  # type: ignore[func-returns-value]
    room.click("Eksportér …")
    assert asked[0][0] == "Vores møde.facilitator-template.json"
    assert "*.facilitator-template.json" in asked[0][1]
    assert [one.title for one in read(path.read_bytes()).items] == titles(room)
    assert room.notices[-1].text == "Gemt som ud.facilitator-template.json."


def test_nothing_is_written_when_no_file_is_chosen_or_it_cannot_be(
    room: Room, tmp_path: Path
) -> None:
    keep(room, "Vores")
    shown = panel(room)
    shown.choose_save = lambda *_: ""
    said = len(room.notices)
    room.click("Eksportér …")
    assert len(room.notices) == said
    shown.choose_save = lambda *_: str(tmp_path / "nowhere" / "x.json")
    room.click("Eksportér …")
    assert room.notices[-1].text.startswith("x.json kan ikke skrives.")


def test_a_template_from_a_file_is_looked_at_before_it_is_added(room: Room, tmp_path: Path) -> None:
    path, shown = file_of(TEMPLATE, room, tmp_path), panel(room)
    shown.choose_open = lambda *_: str(path)
    room.click("Hent fra fil …")
    words = shown_words(shown.picker.preview)
    assert {TEMPLATE.title, "HbA1c <48 hos >60 %", "Vi når to cases"} <= set(words)
    assert own(room) == ()
    room.click("Tilføj skabelonen")
    assert [one.title for one in own(room)] == [TEMPLATE.title]
    assert shown.picker.choice == own(room)[0].id
    room.bridge.undo()
    assert own(room) == ()


def test_what_came_from_a_file_can_be_left(room: Room, tmp_path: Path) -> None:
    path, shown = file_of(BLOCK, room, tmp_path), panel(room)
    shown.open_file(path)
    assert shown.use_button.text() == "Tilføj blokken"
    room.click("Annullér", shown)
    assert shown.isVisible()
    assert shown.use_button.text() == "Brug skabelonen"
    shown.open_file(path)
    QTest.mouseClick(shown.picker._cards[shown.picker.choice], LEFT)
    assert shown.use_button.text() == "Brug skabelonen"
    assert own(room) == ()


def test_a_second_one_of_the_same_title_is_named(room: Room, tmp_path: Path) -> None:
    room.do(patterns.add_template, TEMPLATE)
    shown = panel(room)
    shown.open_file(file_of(TEMPLATE, room, tmp_path))
    assert "I har allerede en med den titel; så gemmes begge." in shown_words(shown)


def test_a_file_that_is_no_template_is_refused_in_words_and_nothing_changes(
    room: Room, tmp_path: Path
) -> None:
    path = file_of(TEMPLATE, room, tmp_path)
    path.write_bytes(path.read_bytes()[:-40])
    panel(room).open_file(path)
    assert room.notices[-1].text.startswith("Filen er afkortet eller beskadiget")
    assert panel(room).use_button.text() == "Brug skabelonen"


@pytest.mark.dressed
def test_a_file_is_dropped_on_the_templates(room: Room, tmp_path: Path) -> None:
    shown, data = panel(room), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file_of(TEMPLATE, room, tmp_path)))])
    no_key = Qt.KeyboardModifier.NoModifier
    shown.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, no_key))
    assert shown.use_button.text() == "Tilføj skabelonen"


# -- the looks


@pytest.mark.dressed
@pytest.mark.parametrize(("size", "look"), [((1280, 720), "dark"), ((1920, 1080), "light")])
def test_every_control_has_a_name_and_nothing_is_cut_off(
    room: Room, qapp: QApplication, size: tuple[int, int], look: str
) -> None:
    theme.apply(qapp, "dark" if look == "dark" else "light")
    room.window.resize(*size)
    keep(room, "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning " * 2)
    shown = panel(room)
    room.click("Omdøb …")
    for kind in (QPushButton, QLineEdit):
        assert all(one.accessibleName() for one in shown.findChildren(kind))
    for one in shown.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.sizeHint().width()
            assert shown.rect().contains(one.mapTo(shown, one.rect().bottomRight()))
