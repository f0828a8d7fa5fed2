"""Who gets what ready before the meeting is written in a line, ticked off, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import LEFT, Room

from facilitator.domain.preparation import Preparation
from facilitator.edits import agenda, preparation, running
from facilitator.store import queries
from facilitator.ui.agenda.readiness_card import ReadinessCard
from facilitator.ui.agenda.task_lines import TaskLine
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Complaint

pytestmark = pytest.mark.bare

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    yield made.open(made.meeting)
    made.close()


def card(room: Room) -> ReadinessCard:
    return room.agenda_page.readiness


def stored(room: Room) -> tuple[Preparation, ...]:
    return room.store.ask(queries.preparations, room.meeting)


def write(room: Room, *lines: str) -> None:
    """Type lines into the field, each with Enter."""
    if not card(room).adding.isVisible():
        card(room).begin()
    for line in lines:
        card(room).adding.field.setFocus()
        room.type(line)
        room.key(Key.Key_Return)


def line(room: Room, text: str) -> TaskLine:
    key = next(one.id for one in stored(room) if one.text == text)
    return card(room).lines[key]


def drawn(room: Room) -> list[str]:
    """The lines in sight, as they read."""
    return [
        f"[{'x' if one.tick.isChecked() else ' '}] {one.what.text()} | {one.who.text()} |"
        f" {one.when.text()}"
        for one in card(room).lines.values()
        if one.isVisible()
    ]


def test_an_empty_list_is_one_line_that_asks_to_be_written(room: Room) -> None:
    assert not card(room).adding.isVisible()
    room.click("Skriv, hvem der forbereder hvad")
    assert QApplication.focusWidget() is card(room).adding.field


def test_what_was_understood_is_shown_before_enter(room: Room) -> None:
    card(room).begin()
    room.type("Tæl genhenvisninger @Klinik 2 >1.12")
    assert card(room).adding.understood.text() == (
        "Tæl genhenvisninger · Klinik 2 · inden 1. december"
    )
    assert not stored(room)
    room.key(Key.Key_Return)
    assert drawn(room) == ["[ ] Tæl genhenvisninger | Klinik 2 | inden 1. december"]
    (one,) = stored(room)
    assert (one.clinic is not None, one.due) == (True, date(2026, 12, 1))


def test_one_line_after_the_other_is_written_without_the_mouse(room: Room) -> None:
    write(room, "Find to cases @Anna", "Bestil mad @Kirsten >7.12.", "Tag tal med > næste møde")
    assert drawn(room) == [
        "[ ] Bestil mad | Kirsten | inden 7. december",
        "[ ] Tag tal med |  | inden 9. december",
        "[ ] Find to cases | Anna Eksempel | ",
    ]
    assert QApplication.focusWidget() is card(room).adding.field
    assert card(room).count.text() == "0 af 3 klar"


def test_a_stranger_is_taken_by_name_and_that_is_said(room: Room) -> None:
    card(room).begin()
    room.type("Bestil mad @Kirsten")
    assert "Kirsten (står ikke blandt medlemmerne)" in card(room).adding.understood.text()


def test_what_is_late_is_said_folded_too(room: Room) -> None:
    room.do(preparation.add_preparation, room.meeting, "Tæl", due=date(2026, 11, 23))
    room.agenda_page.refresh()
    assert drawn(room) == ["[ ] Tæl |  | 3 dage over fristen"]
    room.click("Fold sammen")
    assert not drawn(room)
    assert card(room).late.text() == "1 over fristen"
    assert card(room).count.text() == "0 af 1 klar"


def test_a_tick_says_it_is_ready_and_is_taken_back(room: Room) -> None:
    write(room, "Tæl >1.12")
    tick = line(room, "Tæl").tick
    tick.setFocus()
    room.key(Key.Key_Space)
    assert stored(room)[0].done is not None
    assert drawn(room) == ["[x] Tæl |  | klar"]
    assert QApplication.focusWidget() is tick
    room.bridge.undo()
    room.settle()
    assert drawn(room) == ["[ ] Tæl |  | inden 1. december"]
    room.bridge.redo()
    room.settle()
    room.key(Key.Key_Space)
    assert stored(room)[0].done is None


def press(room: Room, button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)
    room.settle()


def test_a_line_is_changed_as_it_was_written(room: Room) -> None:
    write(room, "Tæl genhenvisninger @Klinik 2 >1.12")
    press(room, line(room, "Tæl genhenvisninger").change_button)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.property("text") == "Tæl genhenvisninger @Klinik 2 >01.12.2026"
    room.key(Key.Key_A, CTRL)
    room.type("Tæl henvisninger @Anna >3.12")
    room.key(Key.Key_Return)
    assert drawn(room) == ["[ ] Tæl henvisninger | Anna Eksempel | inden 3. december"]
    room.bridge.undo()
    room.settle()
    assert drawn(room) == ["[ ] Tæl genhenvisninger | Klinik 2 | inden 1. december"]


def test_escape_leaves_a_line_as_it_was(room: Room) -> None:
    write(room, "Tæl @Klinik 2")
    press(room, line(room, "Tæl").change_button)
    room.type("noget andet")
    room.key(Key.Key_Escape)
    assert drawn(room) == ["[ ] Tæl | Klinik 2 | "]


def test_a_line_that_is_being_changed_stays_when_another_is_ticked(room: Room) -> None:
    write(room, "Tæl @Klinik 2", "Læs")
    press(room, line(room, "Tæl").change_button)
    room.type(" op")
    field = QApplication.focusWidget()
    press(room, line(room, "Læs").tick)  # type: ignore[arg-type]
    assert field is not None
    assert field.isVisible()
    assert field.property("text") == "Tæl @Klinik 2 op"


def test_a_line_is_removed_and_comes_back(room: Room) -> None:
    write(room, "Tæl @Klinik 2", "Læs")
    press(room, line(room, "Tæl").remove_button)
    assert [one.text for one in stored(room)] == ["Læs"]
    room.bridge.undo()
    room.settle()
    assert len(drawn(room)) == 2


def test_undo_from_another_page_opens_the_list_at_the_line(room: Room) -> None:
    write(room, "Tæl")
    room.click("Fold sammen")
    room.do(preparation.tick_preparation, stored(room)[0].id, room.clock.utc())
    room.page.show_subject(None)
    assert room.page.show_row("preparation", stored(room)[0].id)
    assert len(drawn(room)) == 1


def test_a_number_like_a_cpr_number_is_not_stored_before_it_is_answered(room: Room) -> None:
    card(room).begin()
    room.type("Find 010190-1234")
    room.key(Key.Key_Return)
    assert not stored(room)
    (asked,) = room.window.findChildren(Complaint)
    answer = next(b for b in asked.findChildren(QPushButton) if b.text().startswith("Fjern"))
    press(room, answer)
    assert card(room).adding.field.text() == "Find"


def test_items_say_what_belongs_to_them(room: Room) -> None:
    item = room.stored.items[1].id
    room.do(preparation.add_preparation, room.meeting, "Tal fra egen klinik", item=item)
    room.agenda_page.refresh()
    assert drawn(room) == ["[ ] Tal fra egen klinik (Data) |  | "]
    room.view.removed.emit([item])
    room.settle()
    assert not stored(room) or stored(room)[0].item is None
    assert len(drawn(room)) == len(stored(room))


def item_of(room: Room, kind: str) -> str:
    return next(one.id for one in room.stored.items if one.kind == kind)


def test_a_line_is_written_for_an_item_with_the_keyboard_and_changed_to_the_meeting(
    room: Room,
) -> None:
    card(room).begin()
    room.type("Tal fra egen klinik @Klinik 2")
    room.key(Key.Key_Tab)
    assert card(room).adding.chooser.hasFocus()
    order = [one.kind for one in room.stored.items]
    for _ in range(order.index("data") + 1):
        room.key(Key.Key_Down)
    assert card(room).adding.chooser.currentText() == "Til: Data"
    room.key(Key.Key_Return)
    assert drawn(room) == ["[ ] Tal fra egen klinik (Data) | Klinik 2 | "]
    assert stored(room)[0].item == item_of(room, "data")
    assert card(room).adding.field.hasFocus()
    write(room, "Book lokale")
    assert line(room, "Book lokale").what.text() == "Book lokale"
    press(room, line(room, "Tal fra egen klinik").change_button)
    room.key(Key.Key_Tab)
    room.key(Key.Key_Home)
    room.key(Key.Key_Return)
    assert [one.item for one in stored(room)] == [None, None]
    room.bridge.undo()
    room.settle()
    assert line(room, "Tal fra egen klinik").what.text() == "Tal fra egen klinik (Data)"


def test_an_item_removed_meanwhile_is_no_longer_offered(room: Room) -> None:
    chooser = card(room).adding.chooser
    card(room).begin()
    chooser.setFocus()
    assert chooser.findData(item_of(room, "data")) > 0
    card(room).adding.field.setFocus()
    room.view.removed.emit([item_of(room, "data")])
    chooser.setFocus()
    assert [chooser.itemText(n) for n in range(chooser.count())].count("Til: Data") == 0
    assert chooser.item is None


def test_the_item_shows_what_is_to_be_ready_for_it_and_takes_more(room: Room) -> None:
    section = room.agenda_page.inspector.tasks
    room.do(preparation.add_preparation, room.meeting, "Til alle")
    room.view.choose(item_of(room, "break"))
    assert not section.isVisible()
    room.view.choose(item_of(room, "data"))
    room.settle()
    assert not section.lines
    press(room, section.add_button)
    room.type("Tal fra egen klinik @Klinik 2 >1.12")
    room.key(Key.Key_Return)
    room.type("Læs")
    room.key(Key.Key_Return)
    room.key(Key.Key_Escape)
    assert section.add_button.hasFocus()
    mine = [one for one in stored(room) if one.item == item_of(room, "data")]
    assert [one.text for one in mine] == ["Tal fra egen klinik", "Læs"]
    assert [one.what.text() for one in section.lines.values()] == ["Tal fra egen klinik", "Læs"]
    first = section.lines[mine[0].id]
    assert (first.who.text(), first.when.text()) == ("Klinik 2", "inden 1. december")
    press(room, first.change_button)
    room.type("!")
    room.key(Key.Key_Return)
    assert [one.item for one in stored(room) if one.item] == [mine[0].item] * 2
    section.lines[mine[1].id].tick.click()
    assert [one.text for one in stored(room) if one.done] == ["Læs"]
    room.view.choose(item_of(room, "case"))
    assert not section.lines
    assert section.adding.isHidden()


def test_a_meeting_that_is_closed_shows_its_list_to_be_read(room: Room) -> None:
    room.do(preparation.add_preparation, room.held, "Tæl")
    room.do(running.close_meeting, room.held, room.clock.utc())
    room.window.open_page("meetings", room.held)
    room.settle()
    assert not card(room).adding.isVisible()
    (one,) = card(room).lines.values()
    assert not one.tick.isEnabled()
    assert not one.remove_button.isVisible()


@pytest.mark.dressed
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_a_long_list_leaves_the_agenda_and_its_check_in_sight(
    room: Room, size: tuple[int, int]
) -> None:
    word = "Kvalitetsklyngekoordinatorsekretariatsbetjeningsordning"
    for n in range(20):
        room.do(preparation.add_preparation, room.meeting, f"{word} {n} {word}", who=word)
    room.window.resize(*size)
    room.agenda_page.refresh()
    card(room).begin()
    room.settle()
    page = room.agenda_page
    assert page.view.height() >= 150
    assert page.inspector.isVisible()
    for part in card(room).findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is card(room):
            assert part.geometry().right() <= card(room).width()
    if size[1] >= 1080:
        bottom = page.check.mapTo(room.window, page.check.rect().topLeft()).y()
        assert bottom < page.adding.mapTo(room.window, page.adding.rect().topLeft()).y()


def test_every_control_of_the_list_has_a_name(room: Room) -> None:
    write(room, "Tæl", "Læs")
    for one in card(room).findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert one.accessibleName(), one


def test_another_meeting_has_a_list_of_its_own(room: Room) -> None:
    write(room, "Tæl")
    card(room).adding.field.setText("halvt skrev")
    other = room.do(
        agenda.make_meeting, room.cluster, room.clock.utc().replace(year=2027), 120, None
    )
    room.window.open_page("meetings", other)
    room.settle()
    assert not drawn(room)
    assert card(room).adding.field.text() == ""


def test_an_agenda_is_said_to_be_ready_with_a_word_on_what_is_missing(room: Room) -> None:
    write(room, "Find tal @Klinik 2")
    card(room).ready.click()
    assert room.store.ask(queries.meeting, room.meeting).status == "ready"
    assert card(room).ready.isChecked()
    assert room.notices[-1].text == 'Mangler endnu: "Find tal".'
    card(room).ready.click()
    assert room.store.ask(queries.meeting, room.meeting).status == "draft"
    room.bridge.undo()
    assert card(room).ready.isChecked()
