"""Files that are attached: chosen or let go, opened as copies, never run."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from tests.ui.content_room import ContentRoom
from tests.ui.fakes import FakeClock

from facilitator.edits import attachments as edits
from facilitator.language import Language
from facilitator.store.tables import Blob
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import (
    answered_name,
    may_open,
    patiently,
    read_file,
    safe_name,
)
from facilitator.ui.number_bar import NumberBar

pytestmark = pytest.mark.bare

COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[ContentRoom]:
    made = ContentRoom(bridge, clock, tmp_path / "room.sqlite")
    yield made
    made.close()


def drop(target: QWidget, *urls: QUrl, wish: Qt.DropAction = COPY) -> Qt.DropAction | None:
    """Drag something over a widget and let go; what is done with it if somebody there takes it."""
    data = QMimeData()
    data.setUrls(list(urls))
    data.setText("\n".join(url.toString() for url in urls))
    over = QDragEnterEvent(QPoint(5, 5), COPY | wish, data, LEFT, NONE)
    over.setDropAction(wish)
    QApplication.sendEvent(target, over)
    if not over.isAccepted():
        return None
    let_go = QDropEvent(QPointF(5, 5), COPY | wish, data, LEFT, NONE)
    let_go.setDropAction(wish)
    QApplication.sendEvent(target, let_go)
    return let_go.dropAction()


def written(tmp_path: Path, name: str, content: bytes = b"%PDF") -> QUrl:
    (tmp_path / name).write_bytes(content)
    return QUrl.fromLocalFile(str(tmp_path / name))


# -- coming in


def test_a_file_let_go_on_the_item_is_copied(room: ContentRoom, tmp_path: Path) -> None:
    url = written(tmp_path, "vejledning om ører.pdf")
    room.begin()
    assert drop(room.agenda_page.inspector, url)
    room.settle()
    assert room.drawn_material() == ["vejledning om ører.pdf | 1 kB"]
    room.undo()
    assert room.attached() == ()


def test_a_file_let_go_is_copied_even_where_the_system_would_move_it(
    room: ContentRoom, tmp_path: Path
) -> None:
    url = written(tmp_path, "a.pdf")
    room.begin()
    target = room.agenda_page.inspector
    assert drop(target, url, wish=Qt.DropAction.MoveAction) == COPY
    assert len(room.attached()) == 1


def test_a_file_let_go_on_a_field_does_not_write_its_path(
    room: ContentRoom, tmp_path: Path
) -> None:
    room.begin()
    inspector = room.agenda_page.inspector
    asked = inspector.question.toPlainText()
    for field in (inspector.title, inspector.question.viewport()):
        # What is around the field takes it.
        assert drop(field, written(tmp_path, "a.pdf"))
    assert inspector.title.text() == "Case"
    assert inspector.question.toPlainText() == asked


def test_a_link_let_go_on_the_item_is_attached(room: ContentRoom) -> None:
    room.begin()
    assert drop(room.agenda_page.inspector, QUrl("https://dsohh.dk/x"))
    assert [one.link for one in room.attached()] == ["https://dsohh.dk/x"]


def test_a_link_to_anything_else_is_not_taken(room: ContentRoom) -> None:
    room.begin()
    drop(room.agenda_page.inspector, QUrl("javascript:alert(1)"))
    assert room.attached() == ()


def test_a_closed_meeting_takes_no_files(room: ContentRoom, tmp_path: Path) -> None:
    from facilitator.edits import running

    room.do(running.close_meeting, room.held, room.clock.utc())
    room.begin()
    room.window.open_page("meetings", room.held)
    room.settle()
    assert not drop(room.agenda_page.inspector, written(tmp_path, "a.pdf"))


def test_a_file_that_is_too_large_is_refused_in_words(room: ContentRoom, tmp_path: Path) -> None:
    url = written(tmp_path, "film.mp4", bytes(edits.FILE_AT_MOST + 1))
    room.begin()
    drop(room.agenda_page.inspector, url)
    assert room.material.trouble.startswith("Filen er større end 10 MB.")
    assert room.attached() == ()
    room.view.choose(room.item_of("data"))
    assert room.material.trouble == ""


def test_an_empty_file_and_a_folder_are_refused_in_words(room: ContentRoom, tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    room.begin()
    room.material.attach([str(tmp_path / "mappe")])
    assert room.material.trouble == "Der kan kun vedhæftes filer. Der er ikke vedhæftet noget."
    room.material.attach([str(tmp_path / "er ikke der.pdf")])
    assert "kun vedhæftes filer" in room.material.trouble
    drop(room.agenda_page.inspector, written(tmp_path, "tom.pdf", b""))
    assert room.material.trouble.startswith("Filen er tom.")
    assert room.attached() == ()


def test_no_more_is_read_than_tells_that_a_file_is_too_large(tmp_path: Path) -> None:
    place = tmp_path / "stor.bin"
    place.write_bytes(bytes(edits.FILE_AT_MOST + 5_000))
    assert len(read_file(place)) == edits.FILE_AT_MOST + 1


def test_work_that_takes_long_can_be_given_up(qapp: QApplication) -> None:
    def give_up() -> None:
        shown = [w for w in qapp.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if not shown:
            QTimer.singleShot(1, give_up)
            return
        assert shown[0].accessibleName() == "Læser filen …"
        next(b for b in shown[0].findChildren(QPushButton) if b.text() == "Annullér").click()

    def work(given_up: threading.Event) -> str:
        given_up.wait(30)
        return "for sent"

    parent = QWidget()
    QTimer.singleShot(0, give_up)
    assert patiently(work, "Læser filen …", Language("da"), parent) is None


def test_work_that_is_quick_shows_nothing(qapp: QApplication) -> None:  # noqa: ARG001
    parent = QWidget()
    assert patiently(lambda _given_up: 7, "Læser filen …", Language("da"), parent) == 7


# -- going out


def click_open(room: ContentRoom, thing: str) -> None:
    row = room.material.row(thing)
    assert row is not None
    assert row.opener is not None
    row.opener.click()


def test_a_file_is_opened_as_a_private_copy_and_only_when_asked(room: ContentRoom) -> None:
    key = room.file("vejledning.pdf", b"%PDF-1.7")
    room.begin()
    room.beside.open("attachment", key)
    assert room.desk.opened == []
    click_open(room, key)
    (address,) = room.desk.opened
    copy = Path(address.toLocalFile())
    assert (copy.name, copy.read_bytes()) == ("vejledning.pdf", b"%PDF-1.7")
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) & 0o222 == 0


def test_opened_again_it_is_a_copy_of_its_own(room: ContentRoom) -> None:
    key = room.file()
    room.begin()
    click_open(room, key)
    click_open(room, key)
    first, second = room.desk.opened
    assert first != second


def test_the_copies_go_with_the_program(room: ContentRoom) -> None:
    key = room.file()
    room.begin()
    click_open(room, key)
    copy = Path(room.desk.opened[0].toLocalFile())
    assert room.material.files._folder is not None
    room.material.files._folder.cleanup()
    assert not copy.exists()


def test_a_link_is_opened_in_the_browser(room: ContentRoom) -> None:
    key = room.do(edits.attach_link, room.meeting, "https://dsohh.dk/x", item=room.item)
    room.begin()
    click_open(room, key)
    assert room.desk.opened == [QUrl("https://dsohh.dk/x")]


@pytest.mark.parametrize(
    "name",
    [
        *("værktøj.exe", "start.bat", "makro.js", "a.ps1", "a.desktop", "a.command", "a.app"),
        *("vejledning.pdf.exe", "vejledning.pdf.", "side.html", "tal.xlsm", "uden endelse"),
    ],
)
def test_what_could_run_is_never_opened_but_can_be_saved(
    room: ContentRoom, tmp_path: Path, name: str
) -> None:
    key = room.file(name, b"MZ")
    room.begin()
    row = room.material.row(key)
    assert row is not None
    if name == "vejledning.pdf.":
        # Windows drops the last dot: as a file it is a PDF, and named as one.
        assert safe_name(name) == "vejledning.pdf"
        return
    assert row.opener is None
    room.beside.open("attachment", key)
    file = room.field("size")
    assert not file.open_button.isVisible()
    assert "køre som et program" in file.said.text()
    file._open()
    assert room.desk.opened == []
    room.desk.place = str(tmp_path / "gemt")
    file.save_button.click()
    assert (tmp_path / "gemt").read_bytes() == b"MZ"


def test_a_file_that_cannot_be_saved_says_so(room: ContentRoom, tmp_path: Path) -> None:
    key = room.file()
    room.begin()
    room.beside.open("attachment", key)
    room.desk.place = str(tmp_path / "er ikke der" / "x.pdf")
    room.field("size").save_button.click()
    assert room.field("size").said.text().startswith("x.pdf kan ikke skrives.")


def test_a_damaged_file_is_not_opened(room: ContentRoom) -> None:
    key = room.file("a.pdf", b"%PDF")
    room.store.live(lambda c: c.execute(Blob.__table__.update().values(bytes=b"XXXX")))  # type: ignore[attr-defined]
    room.begin()
    click_open(room, key)
    assert room.desk.opened == []
    assert "beskadiget" in room.material.trouble


def test_a_missing_file_says_in_its_panel_that_it_is(room: ContentRoom) -> None:
    key = room.file()
    room.store.live(lambda c: c.execute(Blob.__table__.update().values(bytes=b"")))  # type: ignore[attr-defined]
    room.begin()
    room.beside.open("attachment", key)
    file = room.field("size")
    assert "findes ikke længere" in file.said.text()
    assert not file.open_button.isVisible()
    assert not file.save_button.isVisible()


def test_a_computer_without_a_program_for_it_says_so(room: ContentRoom) -> None:
    key = room.file()
    room.desk.can_open = False
    room.begin()
    click_open(room, key)
    assert room.material.trouble.startswith("Computeren har intet program")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("vejledning.pdf", "vejledning.pdf"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\a\\b?.pdf", "Cab.pdf"),
        ("con.pdf", "_con.pdf"),
        ("fdp\u202eexe.pdf", "fdpexe.pdf"),
        (" .. ", "_"),
        (".skjult", "skjult"),
        ("ære, øre & å 🙂.pdf", "ære, øre & å 🙂.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_copy_has_a_name_that_is_safe_on_any_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_ending_tells_whether_a_file_is_opened() -> None:
    assert may_open("Vejledning.PDF")
    assert not may_open("pdf")
    assert not may_open("vejledning.pdf.lnk")


def test_a_file_keeps_its_ending_when_it_is_renamed(room: ContentRoom) -> None:
    key = room.file("scan0001.pdf")
    room.begin()
    room.beside.open("attachment", key)
    assert room.field("name").editor.text() == "scan0001"
    room.write("name", "Vejledning om ører.exe")
    assert [one.name for one in room.attached()] == ["Vejledning om ører.exe.pdf"]
    room.undo()
    assert [one.name for one in room.attached()] == ["scan0001.pdf"]


def test_an_emptied_name_is_not_stored(room: ContentRoom) -> None:
    key = room.file("scan0001.pdf")
    room.begin()
    room.beside.open("attachment", key)
    room.write("name", " ")
    assert [one.name for one in room.attached()] == ["scan0001.pdf"]


def test_an_attachment_is_removed_from_its_panel(room: ContentRoom) -> None:
    key = room.file()
    room.begin()
    room.beside.open("attachment", key)
    room.panel.remove_button.click()
    room.settle()
    assert room.attached() == ()
    assert room.beside.shows_cards
    room.undo()
    assert len(room.attached()) == 1


# -- a name like a CPR number


def bar_of(room: ContentRoom) -> NumberBar:
    (bar,) = [one for one in room.material.findChildren(NumberBar) if one.isVisible()]
    return bar


def names(room: ContentRoom) -> list[str]:
    return [one.name for one in room.attached()]


def test_files_are_attached_by_names_without_numbers_one_after_the_other(
    room: ContentRoom, tmp_path: Path
) -> None:
    files = (
        "031285-1236 svar.pdf",
        "ren.pdf",
        "031285-1236.pdf",
        "311245-4321.pdf",
        "x 010190-1234.pdf",
    )
    room.begin()
    urls = [written(tmp_path, name) for name in files]
    drop(room.agenda_page.inspector, *urls)
    room.settle()
    assert names(room) == ["ren.pdf"]
    assert "031285-1236 svar.pdf" in bar_of(room).said
    folder = Path(room.store.place).parent
    stored = [
        path for path in folder.iterdir() if path.name.startswith(Path(room.store.place).name)
    ]
    assert all(b"031285" not in path.read_bytes() for path in stored)
    room.click("Fjern det", bar_of(room))
    room.click("Fjern det", bar_of(room))
    room.click("Skjul det", bar_of(room))
    room.click("Det er ikke et CPR-nummer", bar_of(room))
    room.type("Et varenummer")
    room.key(Qt.Key.Key_Return)
    assert sorted(names(room)) == [
        "******-****.pdf", "Fil.pdf", "ren.pdf", "svar.pdf", "x 010190-1234.pdf",
    ]  # fmt: skip
    assert room.material.add_button.hasFocus()


def test_a_file_with_a_number_in_its_name_can_be_left_out(
    room: ContentRoom, tmp_path: Path
) -> None:
    room.begin()
    drop(room.agenda_page.inspector, written(tmp_path, "311245-4321.pdf"))
    room.settle()
    room.key(Qt.Key.Key_Escape)
    assert room.attached() == ()
    assert not [one for one in room.material.findChildren(NumberBar) if one.isVisible()]


def test_an_address_with_a_number_becomes_that_of_the_site_or_of_no_page(
    room: ContentRoom,
) -> None:
    room.begin()
    drop(room.agenda_page.inspector, QUrl("https://journal.example/311245-4321/notat"))
    room.settle()
    assert "forside" in bar_of(room).said
    room.click("Fjern det", bar_of(room))
    drop(room.agenda_page.inspector, QUrl("https://butik.example/311245-4321"))
    room.settle()
    room.click("Det er ikke et CPR-nummer", bar_of(room))
    room.type("Et varenummer")
    room.key(Qt.Key.Key_Return)
    assert sorted(one.link for one in room.attached()) == [
        "https://butik.example/311245-4321", "https://journal.example/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "removed", "masked"),
    [
        ("031285-1236 svar.pdf", "svar.pdf", "******-**** svar.pdf"),
        ("svar_0312851236.tar.gz", "svar_.tar.gz", "svar_**********.tar.gz"),
        ("svar 0312851236", "svar", "svar **********"),
        ("0312851236.pdf", "Fil.pdf", "**********.pdf"),
    ],
)
def test_the_name_of_a_file_keeps_its_ending(name: str, removed: str, masked: str) -> None:
    lang = Language("da")
    assert answered_name(lang, name, "remove") == removed
    assert answered_name(lang, name, "mask") == masked
