"""The history page: what matters first, every measure in words, each chart large, taken along."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.example import Example, cluster_of, empty_store
from tests.ui.fakes import FakeClock

from facilitator.charts import Chart
from facilitator.charts.chart import Bar, Bars, ChartData, Part, Parts
from facilitator.domain.disclosure import Audience
from facilitator.edits import followup, history
from facilitator.edits.settings import change_setting
from facilitator.language import Language
from facilitator.store import queries
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.history.card import MOST_ROWS, shorten
from facilitator.ui.history.export import FORMS, file_name
from facilitator.ui.history.page import HistoryPage
from facilitator.ui.history.period import ALL, MONTHS, OWN, YEAR, describe_days, find_days
from facilitator.ui.history.source import HISTORY
from facilitator.ui.sharing.doors import Doors

pytestmark = pytest.mark.bare

TODAY = date(2026, 11, 26)


def settle(page: HistoryPage) -> None:
    """Let the page draw all it has to draw."""
    QApplication.processEvents()
    while page.is_drawing:
        QApplication.processEvents()


def open_page(bridge: Bridge, example: Example, qtbot: QtBot, doors: Doors | None) -> HistoryPage:
    bridge.open(example.store, example.cluster)
    page = HistoryPage(bridge, doors)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.refresh()
    bridge.changed.connect(lambda _step: page.refresh())
    return page


def drawn(page: HistoryPage, name: str) -> ChartData:
    """A chart as it is chosen to be seen now."""
    return page._source.chart(page.cards[name].row)


@pytest.fixture
def page(bridge: Bridge, cluster: Example, tmp_path: Path, qtbot: QtBot) -> Iterator[HistoryPage]:
    """The page of a cluster with two held meetings; what is saved goes to a folder of the test."""
    doors = Doors(choose_file=lambda _parent, _title, name, _pattern: tmp_path / Path(name).name)
    yield open_page(bridge, cluster, qtbot, doors)
    bridge.close()


def said_by(page: HistoryPage) -> list[Notice]:
    heard: list[Notice] = []
    page.bridge.notice.connect(heard.append)
    return heard


def lines(page: HistoryPage) -> list[list[str]]:
    model = page.overview.summary.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def press(page: HistoryPage, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page.overview.summary, event)


def test_a_cluster_without_meetings_is_told_when_its_history_begins(
    bridge: Bridge, clock: FakeClock, store_path: Path, qtbot: QtBot
) -> None:
    example = cluster_of(empty_store(store_path, clock))
    page = open_page(bridge, example, qtbot, None)
    assert page._stack.currentWidget() is page._empty
    assert page.header() is None
    assert not any(button.isVisible() for button in page.header_buttons())
    # A survey may have been before the first meeting.
    enter = [one for one in page._empty.findChildren(QPushButton) if "pørgeskema" in one.text()]
    enter[0].click()
    assert page.surveys is not None
    held, counts = date(2026, 9, 1), {"improved": (4, None)}
    bridge.do("Survey", history.add_survey, example.cluster, held, 12, counts)
    page.refresh()
    assert page._stack.currentWidget() is page.surveys
    page.surveys.left.emit()
    settle(page)
    assert "4 af 12 (33 pct.)" in [latest for _title, latest, _said in lines(page)]
    bridge.close()
    example.store.close()


def test_the_page_says_what_matters_first_and_then_every_measure(page: HistoryPage) -> None:
    settle(page)
    header = page.header()
    assert header is not None
    assert (header.title, header.subtitle) == (
        "Udvikling",
        "2 møder siden jun. 2026 · 15\u00a0medlemmer",
    )
    main = page.cards[HISTORY[0].name]
    assert main.view is not None
    assert "Én måling." in main.view.accessibleDescription()
    assert page.overview.figures.ever.accessibleDescription().startswith("5 af 15")
    told = lines(page)
    assert len(told) == len(HISTORY)
    assert told[0][0] == "Hvor mange medlemmer har indført en forbedring siden sidste møde?"
    assert all(said for _, _, said in told)
    assert not page.compare_button.button.isVisible()


def test_a_chart_with_nothing_to_see_stands_in_the_list_alone_and_each_other_says_what_it_is(
    page: HistoryPage,
) -> None:
    settle(page)
    shown = [name for name, card in page.cards.items() if not card.isHidden()]
    surveys = [row.name for row in HISTORY if row.needs == "survey_waves"]
    assert "attendance" in shown
    assert "speaking" not in shown
    assert [name for name in shown if name in surveys] == surveys[:1]
    for card in page.cards.values():
        for button in card.buttons:
            assert button.accessibleName()
            assert button.accessibleDescription() == card.accessibleName()


def test_a_line_of_the_list_and_a_button_on_a_card_open_a_chart_large(page: HistoryPage) -> None:
    page.overview.summary.setCurrentIndex(page.overview.summary.model().index(1, 0))
    press(page, Qt.Key.Key_Return)
    assert page.large is not None
    assert page._large_name() == HISTORY[1].name
    page.large.turned.emit(-1)
    page.large.turned.emit(-1)
    assert page._large_name() == HISTORY[-1].name
    page.large.back.click()
    assert page._large_name() == ""
    page.cards["attendance"].open_button.click()
    assert page._large_name() == "attendance"
    assert page.large.chart is not None
    assert page.large.chart.name == "attendance"
    page.show_subject(None)
    assert page._large_name() == ""
    page.open_chart("speaking")
    page.audience.choose("meeting")
    assert page._large_name() == ""


def test_a_word_about_a_commitment_is_seen_at_once_and_redraws_only_what_it_touches(
    page: HistoryPage,
) -> None:
    settle(page)
    bridge = page.bridge
    assert bridge.cluster is not None
    said = bridge.ask(queries.commitments, bridge.cluster)
    before, figure = (
        page.overview.figures.introduced.accessibleDescription(),
        page.cards["attendance"].view,
    )
    assert figure is not None
    shown = figure._figure()
    still_open = next(one for one in said if one.status == "planned")
    bridge.do("Set status", followup.set_status, still_open.id, "introduced", bridge.clock.utc())
    settle(page)
    assert page.overview.figures.introduced.accessibleDescription() != before
    assert figure._figure() is shown


def test_a_fault_in_one_chart_is_told_in_its_place_and_the_others_are_drawn(
    page: HistoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(row: Chart) -> ChartData:
        if row.name == "attendance":
            raise ZeroDivisionError
        return chart(row)

    chart = page._source.chart
    monkeypatch.setattr(page._source, "chart", fail)
    settle(page)
    told = {line[0]: line[2] for line in lines(page)}
    assert told["Hvor mange medlemmer kom til mødet?"].startswith("Diagrammet kan ikke vises;")
    assert page.cards["members_ever"].chart is not None


def test_those_who_see_it_are_chosen_and_said(page: HistoryPage) -> None:
    assert not page.chosen.told.isVisible()
    page.audience.choose("meeting")
    settle(page)
    assert page.chosen.told.isVisible()
    assert "færre end 5" in page.chosen.told_words.text()
    assert len(lines(page)) == len([row for row in HISTORY if not row.private])
    assert drawn(page, "attendance").audience is Audience.MEETING
    few = replace(page._source.view, least=60)
    assert page._figures is not None
    ever = page.overview.figures.ever
    assert ever._title.text().endswith(" · i dag")
    page.overview.figures.show_figures(page._figures, few)
    assert ever.accessibleDescription().startswith("–. Skjult")
    # The chart tells it of the latest meeting: outside, the difference would tell of single people.
    page.audience.choose("outside")
    assert ever.accessibleDescription().startswith("–. Som det var ved det seneste møde")
    page.chosen.told.findChildren(QPushButton)[0].click()
    settle(page)
    assert page._source.view.audience is Audience.OWN_SCREEN
    assert not page.chosen.told.isVisible()
    told = ever.accessibleDescription()
    page.bridge.do("Set", change_setting, page.bridge.cluster, "cautious", True)
    settle(page)
    assert ever.accessibleDescription() != told
    assert drawn(page, "attendance").caveats[-1].endswith("(Clopper–Pearson).")


def test_the_period_is_chosen_and_typed(page: HistoryPage) -> None:
    page.period.choose(OWN)
    assert page.chosen.days.isVisible()
    page.chosen.days.first.line.setText("1.8.2026")
    page.chosen.days.first.line.setModified(True)
    page.chosen.days.first.line.editingFinished.emit()
    assert [point.at for point in drawn(page, "attendance").points] == [date(2026, 9, 9)]
    assert page.period.button.text() == "Møder: 01.08.2026–26.11.2026"
    page.chosen.days.last.line.setText("1.7.2026")
    page.chosen.days.last.line.setModified(True)
    page.chosen.days.last.line.editingFinished.emit()
    assert "før den første" in page.chosen.days.last.field.error
    page.period.choose(ALL)
    assert len(drawn(page, "attendance").points) == 2


@pytest.mark.parametrize(
    ("period", "today", "days"),
    [
        (ALL, TODAY, (None, None)),
        (YEAR, TODAY, (date(2026, 1, 1), None)),
        (MONTHS, TODAY, (date(2025, 11, 27), None)),
        (MONTHS, date(2028, 2, 29), (date(2027, 3, 1), None)),
        (OWN, TODAY, (date(2026, 3, 1), None)),
    ],
)
def test_a_period_is_days(period: str, today: date, days: tuple[date | None, date | None]) -> None:
    assert find_days(period, today, (date(2026, 3, 1), None)) == days


def test_days_are_said_as_far_as_they_have_ends() -> None:
    lang = Language("da")
    assert describe_days((None, None), lang) == ""
    assert describe_days((date(2026, 3, 1), None), lang) == "01.03.2026–"


def test_a_point_is_marked_from_its_menu_and_the_mark_can_be_undone(page: HistoryPage) -> None:
    page.open_chart("attendance")
    large = page.large
    assert large is not None
    menu = large.make_menu(date(2026, 9, 9))
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["En ny fase begynder her …", "En afprøvning (PDSA) her …"]
    next(action for action in menu.actions() if action.text().startswith("En note")).trigger()
    form = large.marks.form
    assert large.marks.is_writing
    assert page.primary() is form.save_button
    form.save_button.click()
    assert form._reason.error
    form.reason.setText("Nyt lokale")
    form.save_button.click()
    assert [(cut.kind, cut.chart, cut.day, cut.text) for cut in page._source.cuts] == [
        ("note", "attendance", date(2026, 9, 9), "Nyt lokale")
    ]
    assert not large.marks.is_writing
    key = page._source.cuts[0].id
    page.show_all()
    assert page.show_row("mark", key)
    assert page._large_name() == "attendance"
    page.bridge.undo()
    assert page._source.cuts == ()
    assert not page.show_row("mark", key)


def test_the_list_of_marks_numbers_tests_and_each_can_be_changed_and_removed(
    page: HistoryPage,
) -> None:
    bridge = page.bridge
    for day, words in ((9, "Alle ringer"), (3, "En klinik ringer")):
        at = date(2026, 9 if day == 9 else 6, day)
        bridge.do("Mark", history.add_mark, bridge.cluster, "pdsa", at, words, "attendance")
    bridge.do("Mark", history.add_mark, bridge.cluster, "note", date(2026, 6, 3), "For alle")
    page.open_chart("attendance")
    assert page.large is not None
    marks = page.large.marks
    rows = [row.accessibleName() for row in marks._rows.values()]
    assert rows == [
        "PDSA 1, 3. jun. 2026: En klinik ringer",
        "Note, 3. jun. 2026: For alle",
        "PDSA 2, 9. sep. 2026: Alle ringer",
    ]
    marks.change(marks.marks[2].id)
    assert marks.form.reason.text() == "Alle ringer"
    assert marks.form.scope.choice == "this"
    marks.form.kind.choose("left_out")
    marks.form._show_kind()
    marks.form.reason.setText("Snestorm")
    marks.form.save()
    assert [cut.kind for cut in marks.marks] == ["pdsa", "note", "left_out"]
    menu = QMenu()
    marks.fill_menu(menu, date(2026, 9, 9))
    assert menu.actions()[0].text() == "Tag målingen med igen"
    menu.actions()[0].trigger()
    assert [cut.kind for cut in marks.marks] == ["pdsa", "note"]
    marks.add_button.menu().actions()[0].trigger()
    marks.form.reason.setText("halvt skrevet")
    page.open_chart("members_improved")
    assert not marks.is_writing
    page.open_chart("attendance")
    assert marks.is_writing
    assert marks.form.reason.text() == "halvt skrevet"


def test_a_chart_is_saved_as_picture_drawing_and_numbers(page: HistoryPage, tmp_path: Path) -> None:
    chart = drawn(page, "attendance")
    heads = {"png": b"\x89PNG", "svg": b"<", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}
    for form in FORMS:
        page._taker.ask(form, chart)
        file = tmp_path / f"Hvor mange medlemmer kom til mødet.{form.ending}"
        assert file.read_bytes().startswith(heads[form.ending])
    with (tmp_path / "Hvor mange medlemmer kom til mødet.csv").open(
        encoding="utf-8-sig", newline=""
    ) as table:
        rows = list(csv.reader(table, delimiter=";"))
    assert [row[2:4] for row in rows[1:3]] == [["14", "15"], ["13", "15"]]


def test_the_menus_offer_every_form_of_a_chart(page: HistoryPage) -> None:
    settle(page)
    taken = page.cards["attendance"].take_button.menu()
    words = [action.text() for action in taken.actions() if action.text()]
    assert words == [
        "Kopiér billede",
        "Kopiér tal som tabel",
        "Udskriv …",
        "Gem billede (PNG) …",
        "Gem tegning (SVG) …",
        "Gem tal (CSV) …",
        "Gem tal (Excel) …",
    ]
    menu = QMenu()
    page._fill_menu(menu)
    whole = "Hele udviklingen som PDF …"
    assert menu.actions()[0].text() == whole
    assert len(menu.actions()) == 2 + len(HISTORY)
    page.open_chart("attendance")
    page._fill_menu(menu)
    assert [action.text() for action in menu.actions() if action.text()] == [whole, *words]
    said = said_by(page)
    taken.actions()[0].trigger()
    taken.actions()[1].trigger()
    assert QApplication.clipboard().mimeData().formats()
    assert [notice.text for notice in said] == ["Billedet er kopieret.", "Tabellen er kopieret."]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    page: HistoryPage, tmp_path: Path
) -> None:
    said = said_by(page)
    (tmp_path / "fil").write_text("")
    chart = drawn(page, "attendance")
    page._taker.save(FORMS[2], chart, tmp_path / "fil" / "tal.csv")
    assert "tal.csv kan ikke skrives." in said[-1].text


def test_the_whole_history_is_saved_as_one_document(
    page: HistoryPage, tmp_path: Path, qtbot: QtBot
) -> None:
    said = said_by(page)
    assert page.primary() is page.pdf_button
    page.pdf_button.click()
    qtbot.waitUntil(lambda: bool(said))
    (file,) = tmp_path.glob("*.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert "kun til dig selv" in said[-1].text
    assert page.pdf_button.isEnabled()


@pytest.mark.dressed
def test_no_card_is_cut_and_those_of_a_row_are_equally_tall(page: HistoryPage) -> None:
    for wide, columns in ((930, 2), (1700, 3)):
        page.resize(wide, 800)
        settle(page)
        shown = [card for card in list(page.cards.values())[1:] if not card.isHidden()]
        tops = sorted({card.y() for card in shown})
        rows = [[card for card in shown if card.y() == top] for top in tops]
        assert max(len(row) for row in rows) == columns
        for row in rows:
            assert len({card.height() for card in row}) == 1
            for card in row:
                assert card.width() >= card.minimumSizeHint().width()
                assert (
                    card.view is None or card.view.height() >= card.view.minimumSizeHint().height()
                )
        assert page.overview.summary.verticalScrollBar().maximum() == 0


def test_of_many_bars_a_card_has_the_largest_and_of_many_meetings_the_latest() -> None:
    bars = tuple(Bar(f"{at}", (float(at),), (f"{at}",)) for at in range(20))
    parts = tuple(Part(f"{at}", (1, 2)) for at in range(20))
    few, more = shorten(_chart(Bars(bars)))
    assert isinstance(few.figure, Bars)
    assert (few.figure.bars, more) == (bars[:MOST_ROWS], 13)
    few, more = shorten(_chart(Parts(parts, ("Ja", "Nej"))))
    assert isinstance(few.figure, Parts)
    assert (few.figure.parts, more) == (parts[13:], 13)
    whole = _chart(Bars(bars[:MOST_ROWS]))
    assert shorten(whole) == (whole, 0)


def test_a_file_is_named_by_the_question_of_its_chart() -> None:
    chart = _chart(Bars(()))
    assert file_name(chart) == "Hvor mange a b"


def _chart(figure: Bars | Parts) -> ChartData:
    return ChartData("x", "Hvor mange: a/b?", "", "", None, (), figure)


def test_a_point_of_a_card_is_marked_beside_the_chart_large(page: HistoryPage) -> None:
    page.make_menu("attendance", date(2026, 9, 9)).actions()[0].trigger()
    assert page._large_name() == "attendance"
    assert page.large is not None
    assert page.large.marks.form.kind.choice == "phase"
    menu = page.make_menu("attendance", None)
    assert menu.actions()[0].text() == "Kopiér billede"


def test_tab_goes_as_one_reads(page: HistoryPage) -> None:
    settle(page)
    card = page.cards["members_ever"]
    assert card.view is not None
    stops = [page.overview.summary, *(button for button in card.buttons if button.isVisible())]
    page.activateWindow()
    page.overview.summary.setFocus()
    QApplication.processEvents()
    for stop in stops:
        assert page.focusWidget() is stop
        page.focusNextChild()
    assert card.view.isAncestorOf(page.focusWidget())
