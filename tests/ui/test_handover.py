"""A cluster is handed over and opened on the screen: seen first, then done, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui import example
from tests.ui.example import Example
from tests.ui.fakes import FakeClock
from tests.ui.test_shell import PAPER, Start, start

from facilitator.domain.handover_merge import Choice
from facilitator.edits.members import add_member, change_cluster
from facilitator.language import N_, Language
from facilitator.settings import Settings
from facilitator.store import queries
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.handover import save as handover_save
from facilitator.ui.handover import work as handover_work
from facilitator.ui.handover.open import HandoverOpenPage
from facilitator.ui.handover.save import HandoverSavePage
from facilitator.ui.main_window import MainWindow
from facilitator.ui.welcome_page import WelcomePage
from facilitator.ui.work_page import Stop, Stopped, WorkPage

pytestmark = pytest.mark.bare

__all__ = ["start"]

CHANGE = N_("Change cluster")


class Desk:
    """A window on a store, and what it says."""

    def __init__(self, bridge: Bridge, qtbot: QtBot) -> None:
        self.bridge, self._qtbot = bridge, qtbot
        self.window = MainWindow(bridge, PAPER)
        self.wanted: list[str] = []
        self.notices: list[Notice] = []
        self.window.wanted.connect(self.wanted.append)
        bridge.notice.connect(self.notices.append)
        qtbot.addWidget(self.window)
        self.window.resize(1024, 700)
        self.window.show()

    @property
    def page(self) -> WorkPage:
        shown = self.window.whole.currentWidget()
        assert isinstance(shown, WorkPage)
        return shown

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self._is_busy(), timeout=20_000)

    def _is_busy(self) -> bool:
        shown = self.window.whole.currentWidget()
        return isinstance(shown, WorkPage) and shown.is_busy()

    def save(self, path: Path, *, notes: bool = True) -> HandoverSavePage:
        self.window.deeds.hand_over()
        self.settle()
        page = cast(HandoverSavePage, self.page)
        page.notes.setChecked(notes)
        page.save_as(path)
        self.settle()
        return page

    def open(self, path: Path) -> HandoverOpenPage:
        self.window.deeds.handover.open(path)
        self.settle()
        return cast(HandoverOpenPage, self.page)

    def keep(self) -> None:
        cast(HandoverOpenPage, self.page).open_button.click()
        self.settle()

    def choose(self, *choices: Choice) -> None:
        page = cast(HandoverOpenPage, self.page)
        assert page.questions is not None
        for number, choice in enumerate(choices):
            page.questions.show_question(number)
            page.questions.chips._click(choice)

    def rename(self, name: str) -> None:
        self.bridge.do(CHANGE, change_cluster, self.bridge.cluster, name=name)

    def names(self) -> list[str]:
        return [one.title for one in self.bridge.ask(queries.clusters_there)]


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def desk(bridge: Bridge, cluster: Example, qtbot: QtBot) -> Desk:
    bridge.open(cluster.store, cluster.cluster)
    return Desk(bridge, qtbot)


@pytest.fixture
def other(clock: FakeClock, tmp_path: Path, bridge: Bridge, qtbot: QtBot) -> Iterator[Desk]:
    """Another computer, with nothing yet."""
    folder = tmp_path / "other"
    folder.mkdir()
    own = Bridge(bridge.lang, clock, Settings(folder / "settings.json"), lambda: ())
    store = example.empty_store(folder / "other.sqlite", clock)
    own.open(store, None)
    yield Desk(own, qtbot)
    store.close()


def test_what_is_handed_over_is_said_and_then_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ud.facilitator"
    monkeypatch.setattr(handover_save, "choose_save", lambda *_: str(tmp_path / "ud"))
    desk.window.deeds.hand_over()
    desk.settle()
    page = cast(HandoverSavePage, desk.page)
    said = texts(page)
    assert "15 medlemmer" in said
    assert "Anna Eksempel" in said
    assert "Filen er ikke krypteret" in said
    assert "Ikke i filen" in said
    page.save_button.click()
    desk.settle()
    assert page.notice.text == "Gemt som ud.facilitator."
    assert file.read_bytes().startswith(b"PK")
    page.cancel_button.click()
    assert desk.window.whole.currentIndex() == 0


def test_a_cluster_comes_to_an_empty_store_and_goes_again_by_undo(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "ud.facilitator"
    desk.save(file)
    page = other.open(file)
    assert "Klyngen er ny her" in texts(page)
    assert other.names() == []
    other.keep()
    assert other.names() == desk.names()
    assert other.bridge.cluster == desk.bridge.cluster
    notice = other.notices[-1]
    assert notice.text == "Overdragelsen er åbnet."
    ((_, undo),) = notice.answers
    undo()
    assert other.names() == []
    assert other.wanted[-1] == "welcome"


def test_what_both_changed_is_chosen_one_by_one_and_undone_in_one(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    file, back = tmp_path / "ud.facilitator", tmp_path / "retur.facilitator"
    desk.save(file)
    other.open(file)
    other.keep()
    other.rename("Deres <b>navn</b>")
    other.bridge.do(CHANGE, add_member, other.bridge.cluster, "Ny Eksempel")
    desk.rename("Vores navn")
    other.save(back)
    page = desk.open(back)
    assert page.questions is not None
    said = texts(page)
    assert all(text in said for text in ("Nyt: 1 medlem", "Vores navn", "Deres <b>navn</b>"))
    assert not page.open_button.isEnabled()
    assert "1 valg mangler endnu." in said
    desk.choose("theirs")
    assert page.open_button.isEnabled()
    desk.keep()
    assert desk.names() == ["Deres <b>navn</b>"]
    desk.bridge.undo()
    assert desk.names() == ["Vores navn"]
    page = desk.open(back)
    assert page.questions is not None
    page.questions.all_mine.click()
    desk.keep()
    assert desk.names() == ["Vores navn"]
    page = desk.open(back)
    assert "Alt i filen er her i forvejen" in texts(page)
    desk.keep()
    assert desk.notices[-1].text == "Alt i filen var her i forvejen; intet blev ændret."


def test_a_damaged_file_is_refused_in_words_and_esc_leaves(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ud.facilitator"
    desk.save(file)
    file.write_bytes(file.read_bytes()[:-1])
    page = desk.open(file)
    assert page.notice.text.startswith("Filen er afkortet, beskadiget eller ændret")
    assert not page.open_button.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.whole.currentIndex() == 0


@pytest.mark.dressed
def test_a_file_dropped_on_the_window_is_opened(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ud.facilitator"
    desk.save(file)
    desk.page.cancel()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(drop)
    desk.settle()
    assert "ØNH – Eksempel" in desk.page.title.text()


def test_what_is_stopped_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    stop = Stop()
    stop.ask()
    store, cluster = desk.bridge.store, desk.bridge.cluster
    assert store is not None
    assert cluster is not None
    from facilitator.documents import Asked

    with pytest.raises(Stopped):
        handover_work.write(
            store,
            cluster,
            tmp_path / "x.facilitator",
            Language("da"),
            Asked(desk.bridge.clock.utc()),
            stop,
        )
    assert not [path for path in tmp_path.iterdir() if "facilitator" in path.name]


def test_every_button_has_a_name_and_ctrl_enter_presses_the_primary(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.save(tmp_path / "ud.facilitator")
    assert all(made.accessibleName() for made in page.findChildren(QPushButton))
    asked: list[str] = []

    def choose(_page: QWidget, _title: str, name: str, _pattern: str) -> str:
        asked.append(name)
        return ""

    monkeypatch.setattr(handover_save, "choose_save", choose)
    desk.window.deeds.press_primary()
    assert asked == ["Overdragelse ØNH – Eksempel.facilitator"]


def test_the_third_door_of_the_first_start_opens_a_hand_over(
    desk: Desk,
    start: Callable[[Path], Start],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, place = tmp_path / "ud.facilitator", tmp_path / "first" / "facilitator.sqlite"
    place.parent.mkdir()
    desk.save(file)
    desk.page.cancel()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    first = start(place)
    assert first.whole(WelcomePage)
    assert not place.exists()
    first.press("Vælg en fil …")
    first.wait(lambda: first.whole(HandoverOpenPage))
    page = first.whole(HandoverOpenPage)
    assert isinstance(page, HandoverOpenPage)
    first.wait(lambda: page.open_button.isEnabled())
    assert "Klyngen er ny her" in texts(page)
    page.open_button.click()
    first.wait(lambda: first.program.bridge.cluster == desk.bridge.cluster)
    assert first.window.nav.cluster_name == "ØNH – Eksempel"
