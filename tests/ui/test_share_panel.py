"""What a meeting has on paper is seen before it is shared, and leaves the program whole."""

from __future__ import annotations

import email
import errno
import threading
from collections.abc import Iterator
from email import policy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from icalendar import Calendar
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.fakes import FakeClock
from tests.ui.meeting_room import LEFT, Room

from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, members
from facilitator.paths import safe_save
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.tables import Cluster
from facilitator.ui.bridge import Bridge
from facilitator.ui.sharing import work as share_work
from facilitator.ui.sharing.doors import Doors
from facilitator.ui.sharing.panel import SharePanel

pytestmark = pytest.mark.bare

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Desk:
    """The panel of a meeting, with doors that lead to a folder."""

    def __init__(self, room: Room, folder: Path, qtbot: QtBot) -> None:
        self.room, self.folder, self._qtbot = room, folder, qtbot
        self.opened: list[Path] = []
        self.file: Path | None = None
        self.names: list[str] = []
        self.has_program = True
        self.printer: QPrinter | None = None

    @property
    def panel(self) -> SharePanel:
        panel = self.room.agenda_page.board.sharing
        assert panel is not None
        return panel

    def open(self) -> Desk:
        self.room.click("Del")
        self.panel.doors = Doors(
            self._choose, choose_printer=lambda _parent: self.printer, open_path=self._open
        )
        self.settle()
        return self

    def settle(self) -> None:
        """Wait for what is done in a thread."""
        self._qtbot.waitUntil(lambda: not self.panel.is_busy, timeout=20_000)
        self.room.settle()

    def choose(self, *texts: str) -> None:
        """Click chips."""
        for text in texts:
            chips = [
                one
                for one in self.panel.findChildren(QWidget)
                if one.accessibleName() == text and one.isVisible() and one.width() < 300
            ]
            QTest.mouseClick(chips[0], LEFT)
            self.settle()

    def save(self, name: str) -> bytes:
        self.file = self.folder / name
        self.room.click("Gem …")
        self.settle()
        return self.file.read_bytes()

    def said(self) -> str:
        return self.room.notices[-1].text

    def answer(self, words: str) -> None:
        next(act for said, act in self.room.notices[-1].answers if said == words)()

    def _choose(self, _parent: QWidget, _title: str, name: str, _pattern: str) -> Path | None:
        self.names.append(Path(name).name)
        return self.file

    def _open(self, path: Path) -> bool:
        self.opened.append(path)
        return self.has_program


@pytest.fixture
def room(bridge: Bridge, clock: FakeClock, tmp_path: Path) -> Iterator[Room]:
    made = Room(bridge, clock, tmp_path / "room.sqlite").furnish()
    case = next(
        one.id for one in made.store.ask(queries.agenda, made.meeting).items if one.kind == "case"
    )
    made.do(agenda.change_item, case, notes="Husk Bo", question="HbA1c <48 hos >60 %?")
    yield made.open(made.meeting)
    made.close()


@pytest.fixture
def desk(room: Room, tmp_path: Path, qtbot: QtBot) -> Desk:
    (tmp_path / "ud").mkdir()
    return Desk(room, tmp_path / "ud", qtbot).open()


def words_of(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\N{NO-BREAK SPACE}", " ")


# -- what is seen


def test_the_pages_are_seen_in_the_place_of_the_rows(desk: Desk) -> None:
    pages = desk.panel.pages
    assert len(pages.sheets) == 1
    assert pages.sheets[0].isVisible()
    assert pages.number.text() == "Side 1 af 1"
    assert not desk.room.view.isVisible()
    assert not desk.room.agenda_page.inspector.isVisible()


@pytest.mark.dressed
def test_a_page_is_as_wide_as_there_is_room_or_whole(desk: Desk) -> None:
    sheet, scroll = desk.panel.pages.sheets[0], desk.panel.pages.area
    assert sheet.height() > scroll.viewport().height()
    desk.choose("Hele siden")
    assert sheet.height() <= scroll.viewport().height()
    assert abs(sheet.height() / sheet.width() - 297 / 210) < 0.01
    # No room is kept above it for the bar that says it is being made ready.
    assert scroll.mapTo(desk.panel.pages, scroll.rect().topLeft()).y() == 0


@pytest.mark.dressed
def test_a_long_agenda_says_which_page_is_in_sight(room: Room, desk: Desk) -> None:
    room.fill(60, "Case om svimmelhed", question="Hvad gør vi?")
    room.agenda_page.refresh()
    desk.settle()
    pages = desk.panel.pages
    assert len(pages.sheets) > 1
    assert pages.number.text() == f"Side 1 af {len(pages.sheets)}"
    assert not pages.back.isEnabled()
    QTest.mouseClick(pages.forth, LEFT)
    assert pages.number.text() == f"Side 2 af {len(pages.sheets)}"


def test_what_is_changed_elsewhere_is_seen_at_once(room: Room, desk: Desk) -> None:
    desk.choose("Markdown")
    room.do(agenda.change_item, room.stored.items[2].id, title="Klyngens tal")
    room.settle()
    desk.settle()
    assert "Klyngens tal" in desk.panel.pages.words.toPlainText()


def test_of_choices_made_in_haste_only_the_last_is_shown(desk: Desk) -> None:
    for key in ("md", "ics", "md", "eml", "ics"):
        desk.panel.forms["agenda"]._click(key)
    desk.settle()
    words = desk.panel.pages.words.toPlainText()
    assert words.startswith("2. klyngemøde")
    assert "Sted: Klinik 2" in words


def test_the_draft_is_seen_as_its_receivers_will_see_it(desk: Desk) -> None:
    desk.choose("Kladde til e-mail")
    words = desk.panel.pages.words.toPlainText()
    assert "Emne: 2. klyngemøde" in words
    assert "Vedhæftet: Dagsorden 2026-12-09.pdf · Dagsorden 2026-12-09.ics" in words


def test_what_cannot_be_made_is_said_in_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> bytes:
        raise Refusal("The disk is full.")

    monkeypatch.setattr(share_work.Wish, "pages", refuse)
    desk.choose("Word-dokument")
    assert desk.panel.pages.trouble.text() == "Disken er fuld."
    assert desk.panel.pages.trouble.isVisible()


def test_only_what_makes_a_difference_is_asked(desk: Desk) -> None:
    panel = desk.panel
    asked: dict[str, tuple[bool, bool]] = {}
    for form in ("PDF", "Kalenderaftale", "Kladde til e-mail"):
        desk.choose(form)
        asked[form] = panel.edition.isVisible(), panel.to_members.isVisible()
    assert asked == {
        "PDF": (True, False),
        "Kalenderaftale": (False, False),
        "Kladde til e-mail": (False, True),
    }
    assert not panel.print_button.isVisible()


def test_escape_leads_back_to_the_rows(desk: Desk) -> None:
    QTest.keyClick(desk.panel.pages, Key.Key_Escape)
    assert desk.room.view.isVisible()
    assert desk.room.agenda_page.buttons.start.isVisible()


# -- what is saved


def test_a_pdf_of_the_participants_holds_no_private_note(desk: Desk) -> None:
    words = words_of(desk.save("a.pdf"))
    assert desk.names == ["Dagsorden 2026-12-09.pdf"]
    assert "HbA1c <48 hos >60 %?" in words
    assert "Husk Bo" not in words
    assert desk.said() == "Gemt som a.pdf."


def test_the_facilitators_edition_holds_it_and_warns(desk: Desk) -> None:
    desk.choose("Facilitator")
    assert desk.panel._warning.isVisible()
    assert "Husk Bo" in words_of(desk.save("a.pdf"))
    QTest.keyClick(desk.panel, Key.Key_Escape)
    desk.room.click("Del")
    desk.settle()
    assert desk.panel.edition.choice == "participants"


def test_each_form_opens_in_its_own_reader(desk: Desk) -> None:
    desk.choose("Word-dokument")
    tables = docx.Document(BytesIO(desk.save("a.docx"))).tables
    assert any("Data" in cell.text for table in tables for row in table.rows for cell in row.cells)
    desk.choose("Kalenderaftale")
    (event,) = Calendar.from_ical(desk.save("a.ics")).walk("VEVENT")
    assert str(event["location"]) == "Klinik 2"
    desk.choose("Markdown")
    assert "Data" in desk.save("a.md").decode()
    desk.choose("Kladde til e-mail")
    mail = email.message_from_bytes(desk.save("a.eml"), policy=policy.default)
    assert mail["X-Unsent"] == "1"


def test_a_name_without_an_ending_is_given_one(desk: Desk) -> None:
    desk.file = desk.folder / "Til jer 9.12"
    desk.room.click("Gem …")
    desk.settle()
    assert [one.name for one in desk.folder.iterdir()] == ["Til jer 9.12.pdf"]


def test_the_ending_given_takes_the_place_of_no_other_file(desk: Desk) -> None:
    (desk.folder / "Til jer.pdf").write_text("en anden")
    desk.file = desk.folder / "Til jer"
    desk.room.click("Gem …")
    desk.settle()
    assert (desk.folder / "Til jer.pdf").read_text() == "en anden"
    assert (desk.folder / "Til jer (1).pdf").read_bytes().startswith(b"%PDF")


def test_the_next_file_is_offered_the_same_folder(desk: Desk) -> None:
    desk.save("a.pdf")
    asked: list[Path] = []
    desk.panel.doors = Doors(lambda _p, _t, name, _f: asked.append(Path(name)))
    desk.room.click("Gem …")
    assert asked == [desk.folder / "Dagsorden 2026-12-09.pdf"]


def test_what_was_saved_is_opened_or_shown_where_it_lies(desk: Desk) -> None:
    desk.save("a.pdf")
    desk.answer("Åbn")
    desk.save("b.pdf")
    desk.answer("Vis i mappe")
    assert desk.opened == [desk.folder / "a.pdf", desk.folder]


def test_who_thinks_better_of_it_writes_nothing(desk: Desk) -> None:
    desk.room.click("Gem …")
    desk.settle()
    assert not [*desk.folder.iterdir()]
    assert desk.panel.save_button.isEnabled()


def test_the_language_is_the_clusters_whatever_the_screens(
    room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    def speak(session: Session) -> None:
        home = session.get(Cluster, room.cluster)
        assert home is not None
        home.language = "en"

    room.do(speak)
    desk = Desk(room, tmp_path, qtbot).open()
    assert desk.panel.language.choice == "en"
    assert "Goals" not in words_of(desk.save("da.pdf"))
    desk.choose("Markdown")
    assert "Agenda" in desk.panel.pages.words.toPlainText()
    desk.choose("Dansk")
    assert "Dagsorden" in desk.panel.pages.words.toPlainText()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "full"), "Disken er fuld."),
        (PermissionError(errno.EACCES, "no"), "Der må ikke skrives filer i mappen"),
        (OSError(errno.EROFS, "read-only"), "Der må ikke skrives filer i mappen"),
        (OSError(errno.EIO, "?"), "a.pdf kan ikke skrives."),
    ],
)
def test_why_a_file_could_not_be_written_is_said_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def fail(_path: Path, _content: bytes) -> None:
        raise error

    monkeypatch.setattr(share_work, "safe_save", fail)
    desk.file = desk.folder / "a.pdf"
    before = len(desk.room.notices)
    desk.room.click("Gem …")
    desk.settle()
    assert len(desk.room.notices) == before + 1
    assert desk.said().startswith(words)
    assert "Intet er ændret" in desk.said()
    assert desk.panel.save_button.isEnabled()


# -- paper and post


def print_to(desk: Desk, file: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(desk.folder / file))
    desk.printer = printer
    return printer


def test_the_pages_are_printed_as_they_are_seen(room: Room, desk: Desk) -> None:
    room.fill(60, "Case", question="Hvad gør vi?")
    room.agenda_page.refresh()
    desk.settle()
    count = len(desk.panel.pages.sheets)
    print_to(desk, "papir.pdf")
    room.click("Udskriv …")
    desk.settle()
    assert len(PdfReader(desk.folder / "papir.pdf").pages) == count
    assert desk.said() == f"{count} sider er sendt til printeren."


def test_only_the_pages_asked_for_are_printed(room: Room, desk: Desk) -> None:
    room.fill(60, "Case", question="Hvad gør vi?")
    room.agenda_page.refresh()
    desk.settle()
    print_to(desk, "papir.pdf").setFromTo(2, 2)
    room.click("Udskriv …")
    desk.settle()
    assert len(PdfReader(desk.folder / "papir.pdf").pages) == 1


def test_ctrl_p_shows_the_pages_and_pressed_again_prints_them(
    room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    room.key(Key.Key_P, CTRL)
    desk = Desk(room, tmp_path, qtbot)
    desk.settle()
    assert desk.panel.pages.sheets
    print_to(desk, "papir.pdf")
    desk.panel.doors = Doors(choose_printer=lambda _parent: desk.printer)
    QTest.keyClick(room.window, Key.Key_P, CTRL)
    desk.settle()
    assert (tmp_path / "papir.pdf").is_file()


def test_from_the_list_the_meeting_that_comes_is_shared(room: Room, qtbot: QtBot) -> None:
    room.click("Alle møder")
    QTest.keyClick(room.window, Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    panel = room.agenda_page.board.sharing
    assert panel is not None
    qtbot.waitUntil(lambda: not panel.is_busy)
    assert panel.isVisible()
    assert room.page.subject() == room.meeting


def test_the_draft_is_opened_in_the_users_own_program(desk: Desk) -> None:
    desk.choose("Kladde til e-mail")
    assert desk.room.page.primary() is desk.panel.draft_button
    QTest.keyClick(desk.room.window, Key.Key_Return, CTRL)
    desk.settle()
    (file,) = desk.opened
    assert file.name == "Dagsorden 2026-12-09.eml"
    assert file.parent.stat().st_mode & 0o077 == 0
    mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == ["Dagsorden 2026-12-09.pdf", "Dagsorden 2026-12-09.ics"]


def test_without_a_program_for_it_the_draft_can_still_be_saved(desk: Desk) -> None:
    desk.has_program = False
    desk.choose("Kladde til e-mail")
    desk.room.click("Åbn kladden")
    desk.settle()
    assert desk.said().startswith("Intet program på computeren åbnede kladden.")


@pytest.mark.parametrize(("to_all", "names"), [(True, "anna@eksempel.dk"), (False, "")])
def test_the_draft_is_addressed_to_members_only_if_wanted(
    room: Room, tmp_path: Path, qtbot: QtBot, to_all: bool, names: str
) -> None:
    people = room.store.ask(queries.members, room.cluster, room.bridge.today())
    room.do(members.change_member, people[0].id, email="anna@eksempel.dk")
    desk = Desk(room, tmp_path, qtbot).open()
    desk.choose("Kladde til e-mail")
    assert "1 af 2 medlemmer har en e-mailadresse." in desk.panel._addresses.text()
    if not to_all:
        desk.choose("Til alle medlemmer")
    mail = email.message_from_bytes(desk.save("a.eml"), policy=policy.default)
    assert names in str(mail["To"] or "")
    assert bool(mail["To"]) == to_all


# -- a meeting that was held


@pytest.fixture
def held(room: Room, tmp_path: Path, qtbot: QtBot) -> Desk:
    room.window.open_page("meetings", room.held)
    return Desk(room, tmp_path, qtbot).open()


def test_of_a_held_meeting_the_minutes_are_shared_without_names(held: Desk) -> None:
    assert held.panel.document.choice == "minutes"
    assert held.panel.names.isVisible()
    assert not held.panel.names.isChecked()
    assert held.panel.pages.sheets
    held.choose("Markdown")
    words = held.save("r.md").decode()
    assert held.names == ["Referat 2026-09-09.md"]
    assert "Vi ringer samme dag" in words
    assert "Anna Eksempel" not in words


def test_its_agenda_can_still_be_had(held: Desk) -> None:
    held.choose("Dagsorden")
    assert "Casemøde" not in held.panel.pages.words.toPlainText()
    assert held.panel.pages.sheets


def test_of_a_meeting_to_come_there_are_no_minutes(desk: Desk) -> None:
    assert not desk.panel.document.isVisible()


def test_every_control_has_a_name(desk: Desk) -> None:
    for one in desk.panel.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert one.accessibleName(), one


def test_work_leaves_the_window_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is written the buttons rest, and the window answers."""
    gate = threading.Event()
    real = safe_save

    def slow(path: Path, content: bytes) -> None:
        assert threading.current_thread() is not threading.main_thread()
        gate.wait(10)
        real(path, content)

    monkeypatch.setattr(share_work, "safe_save", slow)
    desk.file = desk.folder / "a.pdf"
    desk.room.click("Gem …")
    assert not desk.panel.save_button.isEnabled()
    QApplication.processEvents()
    gate.set()
    desk.settle()
    assert desk.panel.save_button.isEnabled()
    assert (desk.folder / "a.pdf").is_file()
