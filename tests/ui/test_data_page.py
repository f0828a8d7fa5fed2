"""Klyngedata: figures are typed or pasted, looked at, and talked about at a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.example import Example

from facilitator.charts.chart import Dots, FunnelFigure, Panels
from facilitator.domain.disclosure import Audience
from facilitator.domain.indicators import Value, period_of
from facilitator.domain.shares import Share
from facilitator.edits import agenda, indicator_use, indicators, settings
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.data.page import DataPage
from facilitator.ui.data.sheet import DataSheet
from facilitator.ui.data.typing import DataTyping
from facilitator.ui.data.use import place_words, places, use
from facilitator.ui.main_window import MainWindow

pytestmark = pytest.mark.bare

Key = Qt.Key
NOW, BEFORE = period_of("quarter", date(2026, 9, 1)), period_of("quarter", date(2026, 6, 1))


@dataclass
class Desk:
    """The window at the cluster's data."""

    window: MainWindow
    bridge: Bridge
    example: Example

    @property
    def page(self) -> DataPage:
        page = self.window.page()
        assert isinstance(page, DataPage)
        return page

    @property
    def sheet(self) -> DataSheet:
        assert self.page.sheet is not None
        return self.page.sheet

    @property
    def typing(self) -> DataTyping:
        assert self.page.typing is not None
        return self.page.typing

    @property
    def figure(self) -> object:
        assert self.sheet.chart is not None
        return self.sheet.chart.figure

    def do(self, verb: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return self.bridge.do("Edit", verb, *args, **kw)

    def indicator(self, **kw: Any) -> str:
        key: str = self.do(indicators.add_indicator, "Penicillin inden for 48 timer", **kw)
        return key

    def fill(self, key: str, sizes: tuple[int, ...] = (40, 50, 60)) -> None:
        """Values of the first clinics, a third of each, for two quarters."""
        values = [
            Value(key, clinic, "clinic", period, Share(size // 3, size))
            for period in (BEFORE, NOW)
            for clinic, size in zip(self.example.clinics, sizes, strict=False)
        ]
        self.do(indicators.put_values, self.example.cluster, key, values)

    def open(self, key: str) -> None:
        self.page.show_subject(key)
        QApplication.processEvents()

    def stored(self, key: str) -> dict[str | None, Share | float | None]:
        """What the store has for the third quarter, by clinic."""
        found = self.bridge.ask(queries.values, self.example.cluster, key)
        return {one.clinic: one.share or one.value for one in found if one.period == NOW}

    def shown(self, made: QWidget) -> bool:
        return made in self.page.header_buttons() and not made.isHidden()


def write(text: str, key: Qt.Key) -> None:
    """Type into the cell that has the focus, and leave it by a key."""
    for press in (*map(Qt.Key, map(ord, text)), key):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, press)
    # Enter leaves a cell when it has been heard.
    QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, bridge: Bridge, cluster: Example) -> Iterator[Desk]:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    bridge.open(cluster.store, cluster.cluster)
    made = Desk(window, bridge, cluster)
    window.open_page("data")
    yield made
    bridge.unsaved.clear()
    bridge.close()


def test_an_empty_page_says_what_to_do_and_an_indicator_is_added_in_a_line(desk: Desk) -> None:
    page = desk.page
    assert (page.empty.isHidden(), page.list.isHidden()) == (False, True)
    assert page.primary() is not None
    QTest.keyClicks(page.title, "Ventetid til første tid")
    QTest.keyClick(page.title, Key.Key_Return)
    key = page.subject()
    assert key is not None
    assert desk.bridge.ask(queries.indicator, key).title == "Ventetid til første tid"
    assert not desk.sheet.empty.isHidden()
    assert desk.sheet.empty_button.hasFocus()
    assert not desk.shown(page.use_button)
    page.show_subject(None)
    assert [line.newest for line in page.list.lines.rows] == ["ingen tal endnu"]  # type: ignore[attr-defined]
    QTest.keyClick(page.list, Key.Key_Return)
    assert page.subject() == key
    desk.bridge.undo()
    assert page.subject() is None
    assert not page.empty.isHidden()


def test_figures_are_typed_as_in_a_spreadsheet_and_each_row_is_stored_when_it_is_right(
    desk: Desk,
) -> None:
    key, (first, second, *_) = desk.indicator(), desk.example.clinics
    desk.open(key)
    desk.sheet.empty_button.click()
    grid = desk.typing.grid
    QApplication.processEvents()
    assert desk.typing.period.currentData() == NOW
    write("7", Key.Key_Tab)
    write("41", Key.Key_Tab)
    assert desk.stored(key) == {first: Share(7, 41)}
    # The percentage is reckoned: on to the next clinic.
    QTest.keyClick(grid, Key.Key_Tab)
    write("60", Key.Key_Tab)
    assert desk.typing.figures.unsound == 1
    write("36", Key.Key_Return)
    flaw = desk.typing.figures.flaw(1)
    assert flaw is not None
    assert flaw.words(desk.bridge.lang) == "Tælleren er større end nævneren, 36."
    assert desk.stored(key) == {first: Share(7, 41)}
    assert desk.bridge.unsaved
    desk.typing.figures.setData(desk.typing.figures.index(1, 1), "6")
    assert desk.stored(key) == {first: Share(7, 41), second: Share(6, 36)}
    assert not desk.bridge.unsaved
    # The country counts the cluster too.
    last = len(desk.typing.figures.lines) - 1
    desk.typing.figures.write({(last, 0): "12", (last, 1): "900"})
    flaw = desk.typing.figures.flaw(last)
    assert flaw is not None
    assert (
        flaw.words(desk.bridge.lang) == "Landet kan ikke være mindre end klyngen alene, 13 af 77."
    )
    desk.typing.figures.forget_all()
    desk.bridge.undo()
    assert desk.stored(key) == {first: Share(7, 41)}
    grid.setCurrentIndex(desk.typing.figures.index(0, 1))
    grid.selectRow(0)
    QTest.keyClick(grid, Key.Key_Delete)
    assert desk.stored(key) == {}


def test_a_table_from_a_spreadsheet_is_pasted_by_the_names_of_the_clinics(desk: Desk) -> None:
    key, (first, second, third, *_) = desk.indicator(), desk.example.clinics
    desk.open(key)
    desk.page.type_figures()
    copied = "Klinik\tJa\tAlle\r\nKlinik 3\t12\t52\r\nKlinik 1\t7\t41\r\nKlinik 2\tmange\t36\r\n"
    QGuiApplication.clipboard().setText(copied)
    QTest.keyClick(desk.typing.grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.stored(key) == {first: Share(7, 41), third: Share(12, 52)}
    model = desk.typing.figures
    assert (model.text(1, 0), model.unsound) == ("mange", 1)
    desk.typing.drop.click()
    assert (model.text(1, 0), desk.stored(key).get(second)) == ("", None)
    desk.typing.done.click()
    assert desk.sheet.type_button.hasFocus()
    desk.bridge.undo()
    assert desk.stored(key) == {}


@pytest.mark.parametrize(
    ("copied", "said"),
    [
        ("Klinik\tCPR-nr.\tJa\nKlinik 1\t7\t41", "Kolonne 2 i det kopierede"),
        ("Klinik 1\t7\t41\nKlinik 2\t0101901234\t36", "Række 2, kolonne 2 i det kopierede"),
        ("Klinik 1\t18\t41\nKlinik 1\t19\t41", '"Klinik 1" står to gange i det kopierede'),
    ],
)
def test_nothing_is_pasted_where_there_are_cpr_numbers_or_a_clinic_twice(
    desk: Desk, copied: str, said: str
) -> None:
    key = desk.indicator()
    desk.open(key)
    desk.page.type_figures()
    heard: list[str] = []
    desk.bridge.notice.connect(lambda notice: heard.append(notice.text))
    desk.typing.grid.paste(copied)
    assert [one.startswith(said) for one in heard] == [True]
    assert (desk.stored(key), desk.typing.figures.unsound) == ({}, 0)


def test_one_clinic_is_typed_through_the_periods_and_a_share_without_its_counts(
    desk: Desk,
) -> None:
    key, first = desk.indicator(), desk.example.clinics[0]
    desk.open(key)
    desk.page.type_figures()
    desk.typing.way.choose("clinic")
    desk.typing.way.chosen.emit("clinic")
    lines = desk.typing.figures.lines
    at = next(row for row, line in enumerate(lines) if line.cell[2] == NOW)
    desk.typing.figures.write({(at, 2): "65,7"})
    assert desk.stored(key) == {first: 0.657}
    assert desk.typing.figures.text(at, 2) == "65,7"
    desk.typing.figures.write({(at, 0): "7", (at, 1): "41"})
    assert desk.stored(key) == {first: Share(7, 41)}
    desk.typing.grid.paste("2026K2\t5\t30\n2026K3\t8\t42")
    assert desk.stored(key) == {first: Share(8, 42)}
    found = desk.bridge.ask(queries.values, desk.example.cluster, key)
    assert [one.share for one in found if one.period == BEFORE] == [Share(5, 30)]


def test_the_figure_follows_the_audience_the_period_and_what_is_asked_for(desk: Desk) -> None:
    key = desk.indicator()
    desk.fill(key, (10, 50, 60))
    desk.open(key)
    page, sheet = desk.page, desk.sheet
    assert isinstance(desk.figure, Dots)
    assert page.header().title == "Penicillin inden for 48 timer"
    assert page.header().crumb == "Klyngedata / 3.\u00a0kvt.\u00a02026"
    codes = {"Klinik A", "Klinik B", "Klinik C"}
    assert {row.label for row in desk.figure.rows} == codes
    assert sheet.key.isHidden()
    sheet.key_button.click()
    assert {line.split(":")[0] for line in sheet.key.text().splitlines()} == codes
    assert {line.split(": ")[1] for line in sheet.key.text().splitlines()} == {
        *("Klinik 1", "Klinik 2", "Klinik 3")
    }
    page.funnel_button.click()
    assert isinstance(desk.figure, FunnelFigure)
    sheet.audience.choose(str(Audience.MEETING))
    assert isinstance(desk.figure, Dots)
    assert {row.label for row in desk.figure.rows} == codes
    assert "klinikkerne vises med koder" in page.header().subtitle
    assert not desk.shown(page.funnel_button)
    page.time_button.click()
    assert isinstance(desk.figure, Panels)
    page.time_button.click()
    sheet.period.setCurrentIndex(1)
    sheet.period.activated.emit(1)
    assert page.header().crumb.endswith("2.\u00a0kvt.\u00a02026")
    asked: list[str] = []
    desk.bridge.setting_wanted.connect(asked.append)
    buttons = {one.text(): one for one in sheet.findChildren(QPushButton)}
    buttons["Navne eller koder …"].click()
    assert asked == ["open_data"]
    desk.do(settings.change_setting, desk.example.cluster, "open_data", True)
    assert isinstance(desk.figure, Dots)
    assert "Klinik 1" in {row.label for row in desk.figure.rows}
    assert sheet.key_button.isHidden()
    assert "Clopper–Pearson" not in sheet.caveats.text()
    desk.do(settings.change_setting, desk.example.cluster, "cautious", True)
    assert "(Clopper–Pearson)" in sheet.caveats.text()
    assert sheet.key.isHidden()


def test_questions_are_written_where_they_stand(desk: Desk) -> None:
    key = desk.indicator()
    desk.fill(key)
    desk.open(key)
    questions = desk.sheet.questions
    questions.setFocus()
    QTest.keyClicks(questions, "Hvad overrasker?")
    QTest.keyClick(questions, Key.Key_Return)
    desk.bridge.leaving.emit()
    assert questions.toPlainText() == "Hvad overrasker?\n"
    QTest.keyClicks(questions, "Hvad vil I?")
    desk.bridge.leaving.emit()
    assert desk.bridge.ask(queries.indicator, key).questions == ("Hvad overrasker?", "Hvad vil I?")


def test_it_is_used_at_a_coming_meeting_in_a_new_item_or_one_that_is_there(desk: Desk) -> None:
    key = desk.indicator(questions="Hvad overrasker?\nHvad vil I?")
    desk.fill(key)
    meeting = desk.example.next
    assert meeting is not None
    there = desk.do(agenda.add_item, meeting, "data")
    found = desk.bridge.ask(places, desk.example.cluster)
    lang = desk.bridge.lang
    assert [place_words(one, lang) for one in found] == [
        '3. møde den 9. december: "Data og variation"',
        "3. møde den 9. december: nyt punkt",
    ]
    for place in found:
        use(desk.bridge, key, place)
        assert desk.window.current == "meetings"
    items = desk.bridge.ask(queries.agenda, meeting).items
    about = [one for one in items if one.kind == "data"]
    assert [one.title for one in about] == ["Penicillin inden for 48 timer"] * 2
    assert {one.question for one in about} == {"Hvad overrasker? Hvad vil I?"}
    for one in about:
        (used,) = desk.bridge.ask(queries.used_at_item, one.id)
        assert (used.sort, used.thing) == ("indicator", key)
    reports = [desk.bridge.ask(queries.report_at_item, one.id) for one in about]
    assert reports[0] is not None
    assert reports[1] is not None
    assert reports[0].seed != reports[1].seed
    assert there in {one.id for one in about}
    desk.window.open_page("data", key)
    assert "Koderne er dem, der vises på 3. møde" in desk.sheet.kept.text()
    ours = reports[0].codes(lang)
    named = {f"{code}: {reports[0].names[one]}" for one, code in ours.items()}
    assert set(desk.sheet.key.text().splitlines()) == named


def test_what_a_person_wrote_of_an_item_stays_when_it_shows_an_indicator(desk: Desk) -> None:
    key, meeting = desk.indicator(questions="Hvad overrasker?"), desk.example.next
    item = desk.do(agenda.add_item, meeting, "data", "Vores tal", question="Hvad nu?")
    desk.do(indicator_use.show_at_item, key, item)
    one = desk.bridge.ask(queries.agenda, str(meeting)).item(item)
    assert one is not None
    assert (one.title, one.question) == ("Vores tal", "Hvad nu?")


def test_a_file_is_read_from_the_page_and_leads_to_what_got_figures(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, opened = desk.page, list[Path]()
    page.read_button.click()
    reading = page.reading
    assert reading is not None
    assert (page.header().title, page.primary()) == ("Indlæs data", reading.primary())
    reading.left.emit()
    assert page.subject() is None
    monkeypatch.setattr(reading, "open", opened.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tal/klyngepakke.XLSX")])
    at, act, none = QPointF(9, 9), Qt.DropAction.CopyAction, Qt.MouseButton.NoButton
    drop = QDropEvent(at, act, data, none, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(drop)
    assert drop.isAccepted()
    assert opened == [Path("/tal/klyngepakke.XLSX")]
    key = desk.indicator()
    desk.fill(key)
    reading.done.emit(key)
    assert page.subject() == key
    assert isinstance(desk.figure, Dots)


def test_an_indicator_is_deleted_with_its_values_and_comes_back(desk: Desk) -> None:
    key = desk.indicator()
    desk.fill(key)
    desk.open(key)
    desk.sheet.delete.click()
    assert (desk.page.subject(), desk.page.list.isHidden()) == (None, True)
    desk.bridge.undo()
    assert len(desk.stored(key)) == 3
    assert desk.page.subject() == key
