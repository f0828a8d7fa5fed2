"""Files and links that belong to the whole meeting, beside its agenda."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from tests.ui.content_room import ContentRoom
from tests.ui.fakes import FakeClock
from tests.ui.test_attached_files import drop, written

from facilitator.domain.content import Attachment
from facilitator.edits import agenda, attachments, running
from facilitator.store import queries
from facilitator.ui.agenda.meeting_files import MeetingFiles
from facilitator.ui.bridge import Bridge

pytestmark = pytest.mark.bare

Key = Qt.Key


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[ContentRoom]:
    made = ContentRoom(bridge, clock, tmp_path / "room.sqlite")
    yield made
    made.close()


def section(room: ContentRoom) -> MeetingFiles:
    return room.agenda_page.files.section


def whole(room: ContentRoom) -> list[Attachment]:
    """What is attached to the meeting and to no item of it."""
    every = room.store.ask(queries.attachments, room.meeting)
    return [one for one in every if one.item is None]


def names(room: ContentRoom) -> list[str]:
    return [line.title for line in section(room).lines]


def test_a_file_is_chosen_for_the_whole_meeting_and_opened_and_taken_away(
    room: ContentRoom, tmp_path: Path
) -> None:
    room.file("til punktet.pdf")
    room.begin()
    assert names(room) == []
    written(tmp_path, "Spilleregler.pdf")
    room.desk.chosen = str(tmp_path / "Spilleregler.pdf")
    section(room).add_button.click()
    room.settle()
    assert [one.name for one in whole(room)] == names(room) == ["Spilleregler.pdf"]
    row = section(room).row(whole(room)[0].id)
    assert row is not None
    assert row.opener is not None
    row.opener.click()
    assert len(room.desk.opened) == 1
    named = [b.accessibleName() for b in row.findChildren(QAbstractButton)]
    assert 'Fjern "Spilleregler.pdf"' in named
    section(room).focus_on(whole(room)[0].id)
    room.key(Key.Key_Delete)
    assert whole(room) == []
    assert [one.name for one in room.attached()] == ["til punktet.pdf"]
    room.undo()
    assert names(room) == ["Spilleregler.pdf"]


@pytest.mark.dressed
def test_a_link_that_is_refused_stays_in_sight_to_be_mended(room: ContentRoom) -> None:
    room.begin()
    room.window.resize(1280, 720)
    room.settle()
    line, view = section(room).link_line, room.agenda_page._scroll.viewport()
    section(room).link_button.click()
    line.setText("dsohh")
    QTest.keyClick(line, Key.Key_Return)
    room.settle()
    assert section(room).trouble
    for corner in (line.rect().topLeft(), line.rect().bottomLeft()):
        assert view.rect().contains(line.mapTo(view, corner))


def test_a_link_is_written_in_a_line_and_kept_until_it_is_one(room: ContentRoom) -> None:
    room.begin()
    QApplication.clipboard().setText("noget andet")
    section(room).link_button.click()
    assert section(room).link_line.hasFocus()
    room.type("ftp://example.org")
    room.key(Key.Key_Return)
    assert "http://" in section(room).trouble
    assert section(room).link_line.text() == "ftp://example.org"
    section(room).link_line.selectAll()
    room.type("www.example.org/x")
    room.key(Key.Key_Return)
    assert [one.link for one in whole(room)] == ["https://www.example.org/x"]
    assert section(room).link_line.isHidden()
    assert section(room).trouble == ""
    QApplication.clipboard().setText("https://example.org/y")
    section(room).link_button.click()
    assert section(room).link_line.text() == "https://example.org/y"
    room.key(Key.Key_Escape)
    assert len(whole(room)) == 1


def test_what_is_let_go_on_the_card_belongs_to_the_meeting(
    room: ContentRoom, tmp_path: Path
) -> None:
    room.begin()
    drop(room.agenda_page.files, written(tmp_path, "tal.csv"))
    room.settle()
    assert [(one.name, one.item) for one in whole(room)] == [("tal.csv", None)]
    assert room.attached() == ()


def test_a_line_opens_its_attachment_and_going_back_comes_to_the_line(room: ContentRoom) -> None:
    key = room.do(attachments.attach_file, room.meeting, "Spilleregler.pdf", b"%PDF")
    room.begin()
    row = section(room).row(key)
    assert row is not None
    QTest.keyClick(row.main, Key.Key_Space)
    assert room.beside.shows("attachment", key)
    room.write("name", "Regler")
    assert [one.name for one in whole(room)] == ["Regler.pdf"]
    room.panel.back_button.click()
    room.settle()
    assert room.beside.shows_cards
    row = section(room).row(key)
    assert row is not None
    assert row.main.hasFocus()


def test_without_any_item_they_are_there_all_the_same(room: ContentRoom) -> None:
    key = room.do(attachments.attach_file, room.meeting, "Spilleregler.pdf", b"%PDF")
    room.do(agenda.remove_items, [one.id for one in room.stored.items])
    room.open(room.meeting)
    assert names(room) == ["Spilleregler.pdf"]
    assert room.beside.open("attachment", key)


def test_undo_from_another_page_comes_to_the_line(room: ContentRoom) -> None:
    key = room.do(attachments.attach_file, room.meeting, "Spilleregler.pdf", b"%PDF")
    room.begin()
    assert room.page.show_row("attachment", key)
    row = section(room).row(key)
    assert row is not None
    assert row.main.hasFocus()


def test_of_a_closed_meeting_they_are_read_and_nothing_is_added(room: ContentRoom) -> None:
    key = room.do(attachments.attach_file, room.held, "Spilleregler.pdf", b"%PDF")
    room.do(running.close_meeting, room.held, room.clock.utc())
    room.begin()
    assert names(room) == []
    room.window.open_page("meetings", room.held)
    room.settle()
    assert section(room).row(key) is not None
    assert not section(room).add_button.isVisible()
    assert not section(room).link_button.isVisible()
