"""Figures are read from a file on the screen: what was understood is seen, mended and stored."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.imports.figure_books import book
from tests.ui.example import Example
from tests.ui.fakes import FakeClock

from facilitator.domain.indicator_load import SKIP
from facilitator.domain.shares import Share
from facilitator.language import Language
from facilitator.settings import Settings
from facilitator.store import queries
from facilitator.store.tables import Meeting
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.data import indicator_work
from facilitator.ui.data.indicator_import import IndicatorImport

pytestmark = pytest.mark.bare

HEADS = "Klinik;Periode;Tæller;Nævner\n"


class Desk:
    """The page, the files given to it, and what it says."""

    def __init__(self, bridge: Bridge, cluster: Example, qtbot: QtBot, folder: Path) -> None:
        self.bridge, self.example, self._qtbot, self._folder = bridge, cluster, qtbot, folder
        bridge.open(cluster.store, cluster.cluster)
        self.clinics = [one.name for one in self.bridge.ask(queries.known_clinics, self.cluster)]
        self.asked: list[str] = []
        self.notices: list[Notice] = []
        self.finished: list[str] = []
        self.gone: list[bool] = []
        bridge.notice.connect(self.notices.append)
        self.page = IndicatorImport(bridge, lambda *_: self.asked.pop())
        self.page.done.connect(self.finished.append)
        self.page.left.connect(lambda: self.gone.append(True))
        qtbot.addWidget(self.page)
        self.page.resize(1024, 700)
        self.page.show()
        self.settle()

    @property
    def cluster(self) -> str:
        return self.example.cluster

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.page.is_busy(), timeout=20_000)
        QApplication.processEvents()

    def file(self, content: str | bytes, name: str = "Penicillin.csv") -> Path:
        path = self._folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def read(self, content: str | bytes, name: str = "Penicillin.csv") -> IndicatorImport:
        self.page.open(self.file(content, name))
        self.settle()
        return self.page

    def said(self) -> str:
        """All that can be seen."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.page))

    def store(self) -> str:
        self.page.store_button.click()
        self.settle()
        return self.finished[-1]

    def shares(self, key: str) -> list[Share | None]:
        return [one.share for one in self.bridge.ask(queries.values, self.cluster, key)]


@pytest.fixture
def desk(bridge: Bridge, cluster: Example, qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(bridge, cluster, qtbot, tmp_path)


@pytest.fixture
def english(
    qapp: QApplication, clock: FakeClock, cluster: Example, qtbot: QtBot, tmp_path: Path
) -> Desk:
    del qapp
    settings = Settings(tmp_path / "settings.json")
    return Desk(Bridge(Language("en"), clock, settings, lambda: ()), cluster, qtbot, tmp_path)


def row(clinic: str, k: int = 7, n: int = 41, period: str = "3. kvt. 2026") -> str:
    return f"{clinic};{period};{k};{n}\n"


def test_a_file_that_is_understood_is_one_press_away_from_the_store(desk: Desk) -> None:
    one, two = desk.clinics[:2]
    page = desk.read(HEADS + row(one) + row(two, 9, 80) + row("Hele klyngen", 16, 121))
    assert page.store_button.text() == "Indlæs 3 værdier"
    assert "Penicillin.csv · 3 rækker · 3 nye værdier" in desk.said()
    assert page.file.delimiter.currentText() == "Semikolon"
    assert [one.currentText() for one in page.columns.pickers] == [
        *("klinik", "periode", "tæller", "nævner")
    ]
    assert page.indicators.title.text() == "Penicillin"
    assert not page.clinics.pickers
    assert page.store_button.hasFocus()
    key = desk.store()
    assert desk.shares(key) == [Share(7, 41), Share(9, 80), Share(16, 121)]
    notice = desk.notices[-1]
    assert notice.text == "3 værdier er indlæst."
    ((_words, undo),) = notice.answers
    undo()
    assert desk.shares(key) == []
    assert page.met is None
    assert "Indlæs værdier fra en fil" in desk.said()


def test_what_is_not_understood_is_chosen_with_the_keys(desk: Desk) -> None:
    page = desk.read(f"Sted;Hvornår;Andel (%)\nUkendt;K3 2026;1.234\n{desk.clinics[0]};K3 2026;7\n")
    assert not page.store_button.isEnabled()
    assert page.file.mark.hasFocus()
    assert "Vælg, om decimaltegnet er komma eller punktum." in desk.said()
    QTest.keyClick(page.file.mark, Qt.Key.Key_Down)
    QTest.keyClick(page.file.mark, Qt.Key.Key_Down)
    assert page.file.mark.key == "."
    desk.settle()
    assert "Vælg, hvem de ukendte klinikker er." in desk.said()
    assert list(page.clinics.pickers) == ["Ukendt"]
    page.clinics.new_button.click()
    desk.settle()
    assert page.store_button.isEnabled()
    page.clinics.pickers["Ukendt"].choose(SKIP)
    desk.settle()
    page.indicators.title.selectAll()
    QTest.keyClicks(page.indicators.title, "Andel med svar")
    QTest.keyClick(page.indicators.title, Qt.Key.Key_Return)
    desk.settle()
    assert page.store_button.text() == "Indlæs 1 værdi"
    key = desk.store()
    assert desk.bridge.ask(queries.indicator, key).title == "Andel med svar"
    again = desk.read(
        f"Sted;Hvornår;Andel (%)\nUkendt;K4 2026;1.234\n{desk.clinics[0]};K4 2026;8\n"
    )
    assert "En fil af samme slags er læst før" in desk.said()
    assert again.store_button.text() == "Indlæs 1 værdi"


def test_columns_period_and_kind_of_figures_are_chosen(desk: Desk) -> None:
    page = desk.read(f"A;B;C\n{desk.clinics[0]};0,5;x\n{desk.clinics[1]};0,7;y\n")
    for at, role in enumerate(("clinic", "value")):
        page.columns.pickers[at].choose(role)
        desk.settle()
    assert page.file.period.isVisibleTo(page)
    page.file.period.setText("i fjor")
    page.file.period.setModified(True)
    page.file.period.editingFinished.emit()
    assert page.file.period.property("state") == "bad"
    page.file.period.setText("3. kvt. 2026")
    page.file.period.setModified(True)
    page.file.period.editingFinished.emit()
    desk.settle()
    page.file.scale.choose("fraction")
    desk.settle()
    key = desk.store()
    values = desk.bridge.ask(queries.values, desk.cluster, key)
    assert [one.value for one in values] == [0.5, 0.7]


def test_faults_are_said_at_their_cells_and_keep_all_of_it_out(desk: Desk) -> None:
    one, two = desk.clinics[:2]
    page = desk.read(HEADS + row(one, 9, 8) + row(two, 0, 0) + row(one, period="K4 2026"))
    said = desk.said()
    assert "Tælleren, 9, er større end nævneren, 8." in said
    assert "Nævneren er 0: ingen måling." in said
    assert "Der er 1 fejl i filen." in said
    assert not page.store_button.isEnabled()
    page.store()
    assert desk.finished == []
    at = page.cells.currentIndex()
    assert (at.row(), at.column()) == (1, 2)
    description = at.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert description == "C2: Tælleren, 9, er større end nævneren, 8."
    to_cell = [made for made in page.findChildren(QPushButton) if made.text() == "D3"]
    to_cell[0].click()
    assert page.cells.currentIndex().row() == 2
    assert page.cells.hasFocus()


def test_a_mended_file_is_read_again_with_what_was_said_of_it(desk: Desk) -> None:
    other = row("Ukendt", period="K4 2026")
    page = desk.read(HEADS + row("Ukendt", 9, 8) + other)
    page.clinics.new_button.click()
    desk.settle()
    assert page.again_button.isVisibleTo(page)
    desk.file(HEADS + row("Ukendt", 7, 8) + other)
    page.again_button.click()
    desk.settle()
    assert page.store_button.isEnabled()
    assert not page.again_button.isVisibleTo(page)


def test_what_was_said_of_the_letters_and_of_what_is_stored_holds_when_it_is_read_again(
    desk: Desk,
) -> None:
    desk.read(HEADS + row(desk.clinics[0]))
    desk.store()
    old = (HEADS + row(desk.clinics[0], 8) + row(desk.clinics[1], 9, 8)).encode("cp1252")
    page = desk.read(old)
    QTest.keyClick(page.file.letters, Qt.Key.Key_Space)
    page.chips._click("theirs")
    desk.file(old.replace(b";9;8", b";9;80"))
    page.again_button.click()
    desk.settle()
    assert page.met is not None
    assert (page.met.is_read, page.met.replaces) == (True, True)
    assert page.store_button.isEnabled()


def test_of_a_large_table_so_many_rows_are_here_as_can_be_read_aloud(desk: Desk) -> None:
    periods = [
        f"{day:02}-{month:02}-{year}"
        for year in (2024, 2025)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    many = [row(desk.clinics[0], period=one) for one in periods] + [row("Ukendt", 9, 8)]
    page = desk.read(HEADS + "".join(many))
    cells, model = page.cells, page.cells.model()
    assert model.rowCount() <= 500
    # The fault at the very end is gone to, with the number its row has in the file.
    at = cells.currentIndex()
    assert model.headerData(at.row(), Qt.Orientation.Vertical) == str(len(many) + 1)
    assert (at.data(), model.rowCount()) == ("9", 500)
    seen = set()
    for _ in range(2):
        cells._slide(0)
        seen.add(model.headerData(0, Qt.Orientation.Vertical))
    assert "1" in seen


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"CPR;Klinik;Andel\n1;A;2\n", "Kolonne A ser efter overskriften ud til"),
        (b"Klinik;Andel\n010190-1234;2\n", "Celle A2 rummer noget, der ligner et CPR-nummer"),
        (b"hej", "Der er ingen tabel i filen"),
        (b"PK\3\4xx", "afkortet eller beskadiget"),
    ],
)
def test_a_file_that_is_refused_says_why_and_leaves_nothing(
    desk: Desk, content: bytes, said: str
) -> None:
    page = desk.read(content)
    assert said in page.notice.text
    assert "010190" not in desk.said()
    assert page.met is None
    assert page.open_button.isHidden()
    # The next one is read as if nothing had been.
    desk.read(HEADS + row(desk.clinics[0]))
    assert page.notice.text == ""
    assert page.store_button.isEnabled()


def test_letters_are_looked_at_and_sheets_chosen(desk: Desk) -> None:
    page = desk.read((HEADS + row(desk.clinics[0])).encode("cp1252"))
    assert "Tæller, Nævner" in desk.said()
    assert page.file.letters.hasFocus()
    assert not page.store_button.isEnabled()
    QTest.keyClick(page.file.letters, Qt.Key.Key_Space)
    assert page.store_button.isEnabled()

    def more(workbook: object, _sheet: object) -> None:
        sheet = workbook.add_worksheet("Tal")  # type: ignore[attr-defined]
        sheet.write_row(0, 0, ("Klinik", "Periode", "Tæller", "Nævner"))
        sheet.write_row(1, 0, (desk.clinics[0], "K3 2026", 7, 41))

    page = desk.read(book(("Noter", "om"), ("tallene", "her"), more=more), "Pakke.xlsx")
    assert page.file.sheet.isVisibleTo(page)
    page.file.sheet.choose("Tal")
    desk.settle()
    assert page.store_button.text() == "Indlæs 1 værdi"


def test_figures_stored_already_stay_or_give_way(desk: Desk) -> None:
    desk.read(HEADS + row(desk.clinics[0]))
    key = desk.store()
    page = desk.read(HEADS + row(desk.clinics[0], 8))
    assert "1 af filens værdier er allerede gemt med et andet tal." in desk.said()
    assert not page.store_button.isEnabled()
    page.chips._click("mine")
    assert "Der er intet nyt i filen." in desk.said()
    page.chips._click("theirs")
    desk.store()
    assert desk.shares(key) == [Share(8, 41)]


def test_nothing_is_stored_while_a_meeting_runs_or_after_it_was_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.read(HEADS + row(desk.clinics[0]))
    monkeypatch.setattr(indicator_work, "keep", _stopped)
    page.store_button.click()
    desk.settle()
    assert (desk.finished, desk.gone) == ([], [])
    assert page.store_button.isEnabled()
    monkeypatch.undo()
    with desk.example.store.edit("Run") as session:
        meeting = session.get_one(Meeting, desk.example.next)
        meeting.status, meeting.started = "running", desk.bridge.clock.utc()
    desk.read(HEADS + row(desk.clinics[0]))
    assert "Et møde er i gang" in page.notice.text


def test_what_is_being_read_is_ended_and_the_page_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(indicator_work, "open_file", lambda *_: goes_on.wait(20))
    desk.page.open(desk.file(HEADS))
    assert desk.page.is_busy()
    QTest.keyClick(desk.page, Qt.Key.Key_Escape)
    assert not desk.page.is_busy()
    assert "Indlæs værdier fra en fil" in desk.said()
    assert desk.gone == []
    goes_on.set()
    monkeypatch.undo()
    desk.read(HEADS + row(desk.clinics[0]))
    assert desk.page.store_button.isEnabled()


def _stopped(*_given: object) -> str:
    from facilitator.ui.work_page import Stopped

    raise Stopped


@pytest.mark.dressed
def test_a_file_is_dropped_on_the_page_and_esc_leaves_it(desk: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk.file(HEADS + row(desk.clinics[0]))))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    QApplication.sendEvent(desk.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.page, QDropEvent(QPointF(9, 9), copy, data, left, none))
    desk.settle()
    assert desk.page.store_button.isEnabled()
    QTest.keyClick(desk.page, Qt.Key.Key_Escape)
    assert desk.gone == [True]
    assert desk.page.met is None


def test_everything_has_a_name_in_both_languages(desk: Desk, english: Desk) -> None:
    for one, words in ((desk, "Indlæs 1 værdi"), (english, "Read in 1 figure")):
        one.asked.append(str(one.file(HEADS + row(one.clinics[0], 9, 80, "K1 2026"))))
        one.page.choose_file()
        one.settle()
        assert one.page.store_button.text() == words
        sorts = (QPushButton, QComboBox, QLineEdit)
        for sort in sorts:
            assert all(made.accessibleName() for made in one.page.findChildren(sort))
        assert one.page.primary() is one.page.store_button


def test_two_hundred_clinics_are_chosen_among_at_once(desk: Desk) -> None:
    rows = "".join(row(f"Praksis {n}") for n in range(200))
    page = desk.read(HEADS + rows)
    assert len(page.clinics.pickers) == 200
    page.clinics.new_button.click()
    desk.settle()
    assert page.store_button.text() == "Indlæs 200 værdier"
    key = desk.store()
    assert len(desk.shares(key)) == 200
