"""The history page shows each chart with its sentence, and gives it away whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.example import agree_board, cluster_of, empty_store, with_meetings
from tests.ui.fakes import FakeClock

from facilitator.edits import followup
from facilitator.store import queries
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.history_page import HistoryPage

pytestmark = pytest.mark.bare


@pytest.fixture
def page(bridge: Bridge, clock: FakeClock, store_path: Path, qtbot: QtBot) -> Iterator[HistoryPage]:
    """The page of a cluster with two held meetings."""
    example = with_meetings(cluster_of(empty_store(store_path, clock)))
    agree_board(example)
    bridge.open(example.store, example.cluster)
    page = HistoryPage(bridge)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.refresh()
    yield page
    bridge.close()
    example.store.close()


def test_a_cluster_without_meetings_is_told_when_its_history_begins(
    bridge: Bridge, clock: FakeClock, store_path: Path, qtbot: QtBot
) -> None:
    example = cluster_of(empty_store(store_path, clock))
    bridge.open(example.store, example.cluster)
    page = HistoryPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page._empty.isVisible()
    assert not page._content.isVisible()
    assert page.header() is None
    bridge.close()
    example.store.close()


def test_the_header_counts_meetings_and_members(page: HistoryPage) -> None:
    header = page.header()
    assert header is not None
    assert header.title == "Udvikling"
    assert header.subtitle == "2 møder siden 3. jun. 2026 · 15 medlemmer"


def test_every_chart_says_in_a_sentence_what_it_shows(page: HistoryPage) -> None:
    assert "Én måling." in page.cards[0].view.accessibleDescription()
    assert "To målinger kan ikke vise en udvikling." in page.cards[1].view.accessibleDescription()


def test_a_word_about_a_commitment_changes_the_figure_at_once(page: HistoryPage) -> None:
    bridge = page.bridge
    assert bridge.cluster is not None
    said = bridge.ask(queries.commitments, bridge.cluster)
    before = page.introduced.accessibleDescription()
    still_open = next(one for one in said if one.status == "planned")
    bridge.do("Set status", followup.set_status, still_open.id, "introduced", bridge.clock.utc())
    page.refresh()
    assert page.introduced.accessibleDescription() != before


@pytest.mark.dressed
def test_the_picture_can_be_copied_and_saved_with_its_words(
    page: HistoryPage, tmp_path: Path
) -> None:
    card = page.cards[0]
    card.copy()
    assert not QGuiApplication.clipboard().image().isNull()
    card.save_picture(tmp_path / "diagram.png")
    image = QImage(str(tmp_path / "diagram.png"))
    assert image.width() >= 1600
    assert "måling" in image.text("Description")


def test_the_figures_are_saved_as_a_table(page: HistoryPage, tmp_path: Path) -> None:
    page.cards[1].save_figures(tmp_path / "fremmøde.csv")
    with (tmp_path / "fremmøde.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[2:4] for row in rows[1:3]] == [["14", "15"], ["13", "15"]]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    page: HistoryPage, tmp_path: Path
) -> None:
    said: list[Notice] = []
    page.bridge.notice.connect(said.append)
    (tmp_path / "fil").write_text("")
    page.cards[0].save_picture(tmp_path / "fil" / "diagram.png")
    assert "diagram.png kan ikke skrives." in said[-1].text


def test_every_button_has_a_name_and_says_which_chart_it_is_for(page: HistoryPage) -> None:
    for card in page.cards:
        for button in card.findChildren(QPushButton):
            assert button.accessibleName() or button.text()
        assert {b.accessibleDescription() for b in card.buttons} == {card.view.chart.title}  # type: ignore[union-attr]
