"""Ctrl+K: everything written, the pages and the commands, in one box over the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.example import Example
from tests.ui.mouse import move_to

from facilitator.domain.search import Hit, terms
from facilitator.edits import agenda, topics
from facilitator.edits.members import make_cluster
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.engines import IndexDamaged
from facilitator.ui.bridge import Bridge
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES, Page
from facilitator.ui.run.page import RunPage
from facilitator.ui.search.box import SearchBox
from facilitator.ui.search.rows import hit_entry

pytestmark = pytest.mark.bare

K, ESC, DOWN, UP, ENTER = (
    Qt.Key.Key_K,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Return,
)
CONTROL = Qt.KeyboardModifier.ControlModifier
AT = datetime(2026, 9, 9, 15, tzinfo=UTC)


class Desk:
    """The window on the example, and the box over it."""

    def __init__(self, qtbot: QtBot, bridge: Bridge, example: Example) -> None:
        self.qtbot, self.bridge, self.example = qtbot, bridge, example
        self.window = MainWindow(bridge)
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.rest())
        self.window.resize(1024, 700)
        self.window.show()
        bridge.open(example.store, example.cluster)

    @property
    def box(self) -> SearchBox:
        assert self.window.overlays.search is not None
        return self.window.overlays.search

    def is_open(self) -> bool:
        return self.window.overlays.search is not None

    def open(self) -> None:
        QTest.keyClick(self.window, K, CONTROL)
        self.wait()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.box.line, text)
        self.wait()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.box.line, key)

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.box.is_busy)

    def rest(self) -> None:
        """Wait for what is still searched for, closed boxes too, while the window is there."""
        boxes = self.window.findChildren(SearchBox)
        self.qtbot.waitUntil(lambda: not any(box.is_busy for box in boxes))

    def said(self) -> list[str]:
        return [row.said for row in self.box.model.rows]

    def chosen(self) -> str:
        return self.box.model.rows[self.box.list.currentIndex().row()].said


@pytest.fixture
def desk(qtbot: QtBot, bridge: Bridge, cluster: Example) -> Iterator[Desk]:
    made = Desk(qtbot, bridge, cluster)
    yield made
    bridge.close()


def test_ctrl_k_finds_what_is_written_and_enter_goes_there(desk: Desk) -> None:
    assert desk.example.next is not None
    item = desk.bridge.do(
        N_("Change item"), agenda.add_item, desk.example.next, "case", "Næseblod på Ærø"
    )
    assert item is not None
    desk.window.open_page("meetings")
    before = desk.window.focusWidget()
    desk.open()
    assert desk.window.focusWidget() is desk.box.line
    assert desk.said()[0] == "Sider"
    desk.type("æseb")
    assert desk.said()[0] == "Punkter"
    assert desk.chosen().startswith("Næseblod på Ærø, ")
    assert "møde" in desk.chosen()
    ((start, end),) = desk.box.model.rows[1].line.marks
    assert desk.box.model.rows[1].line.text[start:end] == "æseb"
    desk.press(ENTER)
    assert not desk.is_open()
    page = desk.window.page()
    assert page is not None
    assert (desk.window.current, page.subject()) == ("meetings", desk.example.next)
    assert desk.window.focusWidget() is not None
    desk.open()
    assert desk.box.line.text() == desk.box.line.selectedText() == "æseb"
    desk.press(ESC)
    assert not desk.is_open()
    assert before is not None


def test_an_insight_that_is_found_is_marked_on_the_page_of_its_meeting(desk: Desk) -> None:
    desk.open()
    desk.type("trivselstjek")
    row = next(n for n, one in enumerate(desk.said()) if one == "Indsigter") + 1
    desk.box._open(row)
    page = desk.window.page()
    assert isinstance(page, RunPage)
    assert page.watch.meeting == desk.example.held[-1]
    marked = {one.told.words for one in page.ended.outcome.lines.values() if one.is_marked}
    assert marked == {"Trivselstjek ved ugens start"}


def test_pages_and_commands_are_in_the_same_box_and_arrows_go_round(desk: Desk) -> None:
    desk.open()
    desk.type("møde")
    assert desk.said()[:2] == ["Sider", "Møder, Ctrl+2"]
    assert any(said.startswith("Nyt møde") for said in desk.said())
    first = desk.chosen()
    desk.press(DOWN)
    assert desk.chosen() not in (first, "Sider")
    desk.press(UP)
    assert desk.chosen() == first
    desk.press(UP)
    assert desk.box.list.currentIndex().row() == len(desk.said()) - 1
    desk.box.line.clear()
    desk.type("opfølgning")
    desk.press(ENTER)
    assert desk.window.current == "follow_up"


@pytest.mark.dressed
def test_a_mouse_at_rest_over_the_list_does_not_choose_when_keys_scroll_it(desk: Desk) -> None:
    desk.window.resize(1024, 500)
    desk.open()
    desk.type("møde")
    view = desk.box.list
    middle = view.viewport().rect().center()
    QCursor.setPos(view.viewport().mapToGlobal(middle))
    move_to(view.viewport(), middle + QPoint(0, 2))
    assert desk.box.list.currentIndex() == view.indexAt(middle + QPoint(0, 2))
    desk.press(Qt.Key.Key_PageUp)
    desk.press(UP)
    assert view.verticalScrollBar().value() > 0
    assert view.currentIndex().row() == len(desk.said()) - 1


def test_another_cluster_is_opened_by_its_name(desk: Desk) -> None:
    label, name = N_("New cluster"), "Ortopæd – Nabo"
    other = desk.bridge.do(label, make_cluster, name, "Ortopædi", [("Anna", "")])
    QApplication.processEvents()
    desk.open()
    desk.type("nabo")
    assert desk.said() == ["Klynger", f"{name}, 1 medlem · Ortopædi"]
    desk.press(ENTER)
    assert desk.bridge.cluster == other


@pytest.mark.dressed
def test_nothing_found_says_so_and_what_was_typed_stays(desk: Desk) -> None:
    desk.open()
    desk.type("xyzzy")
    assert desk.box.nothing.text().startswith('Intet fundet om "xyzzy". Prøv')
    assert desk.said() == []
    desk.press(ENTER)
    assert desk.is_open()
    QTest.keyClick(desk.box.line, K, CONTROL)
    assert desk.box.line.selectedText() == "xyzzy"
    outside = QPoint(5, desk.box.height() - 5)
    QTest.mouseClick(desk.box, Qt.MouseButton.LeftButton, pos=outside)
    assert not desk.is_open()


def test_enter_waits_for_the_answer_to_what_is_typed(desk: Desk) -> None:
    topic = desk.bridge.do(
        N_("Add topic"), topics.add_topic, desk.example.cluster, "Kuglepenneprøver", AT
    )
    desk.open()
    QTest.keyClicks(desk.box.line, "penneprø")
    desk.press(ENTER)
    assert desk.is_open()
    desk.qtbot.waitUntil(lambda: not desk.is_open())
    page = desk.window.page()
    assert page is not None
    assert (desk.window.current, page.subject()) == ("topics", topic)


def test_many_of_a_kind_are_a_few_until_more_are_asked_for(desk: Desk) -> None:
    assert desk.example.next is not None
    for number in range(8):
        title = f"Kuglepen {number}"
        desk.bridge.do(N_("Change item"), agenda.add_item, desk.example.next, "case", title)
    desk.open()
    desk.type("kuglepen")
    assert [said.split(",")[0] for said in desk.said()][-1] == "Vis flere"
    assert len(desk.said()) == 7
    desk.press(UP)
    desk.press(ENTER)
    desk.wait()
    assert len(desk.said()) == 9


def test_what_was_open_lately_comes_first(desk: Desk) -> None:
    bridge, example = desk.bridge, desk.example
    assert example.next is not None
    (first, *_) = bridge.ask(queries.commitments, example.cluster)
    bridge.remember_place("meetings", example.next)
    bridge.remember_place("follow_up", first.id)
    bridge.remember_place("home", "")
    bridge.remember_place("follow_up", first.id)
    assert bridge.recent_places() == (("follow_up", first.id), ("meetings", example.next))
    desk.window.open_page("home")
    desk.open()
    assert desk.said()[0] == "Senest åbnet"
    assert desk.said()[1].startswith(first.action)
    desk.press(DOWN)
    desk.press(ENTER)
    assert desk.window.current == "meetings"


def test_the_line_at_the_foot_of_the_navigation_opens_it(desk: Desk) -> None:
    desk.window.nav._search.click()
    assert desk.is_open()
    desk.wait()


class Stage(Page):
    """A page like a running meeting, which takes every key for its own."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.keys: list[int] = []
        self.pressed: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fills_window(self) -> bool:
        return True

    def keyPressEvent(self, event: object) -> None:
        self.keys.append(event.key())  # type: ignore[attr-defined]


def test_in_a_running_meeting_it_steers_nothing_and_keeps_notes_to_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.example.next is not None
    item = desk.bridge.do(
        N_("Change item"), agenda.add_item, desk.example.next, "case", "Høreapparater"
    )
    desk.bridge.do(N_("Change item"), agenda.change_item, item, notes="Hemmelig kuglepen")
    desk.open()
    desk.type("kuglepen")
    assert desk.said()[0] == "Facilitatorens noter"
    desk.press(ESC)
    stage = Stage(desk.bridge)
    desk.window.show_whole(stage)
    stage.setFocus()
    pressed: list[str] = []
    monkeypatch.setattr(desk.window.deeds, "press_primary", lambda: pressed.append("primary"))
    desk.open()
    assert desk.box.card.property("theme") == "dark"
    assert desk.said() == []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_F5, UP, DOWN):
        desk.press(key)
    QTest.keyClick(desk.box.line, ENTER, CONTROL)
    QTest.keyClick(desk.box.line, Qt.Key.Key_Z, CONTROL)
    assert (stage.keys, pressed) == ([], [])
    desk.press(ESC)
    assert stage.hasFocus()


def test_a_damaged_index_is_made_anew_while_one_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tried = queries.find, []

    def find(*args: object, **kw: object) -> object:
        tried.append(1)
        if len(tried) == 1:
            raise IndexDamaged(N_("The search index is damaged."))
        return real(*args, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "find", find)
    desk.open()
    QTest.keyClicks(desk.box.line, "e")
    desk.qtbot.waitUntil(lambda: len(tried) == 2 and not desk.box.is_busy)
    assert desk.said()


DAY = date(2026, 9, 9)
START = datetime(2026, 9, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "table", "text", "typed", "said"),
    [
        (
            *("item", "item", "Svimmelhed\nHvornår ringer I?", "ringer"),
            "Hvornår ringer I?, Svimmelhed · 7. møde · 9. september 2026 · Anna Eksempel",
        ),
        (
            *("meeting", "meeting", "Klinik 3", "7"),
            "7. møde · 9. september 2026, Klinik 3",
        ),
        (
            *("meeting", "goal", "Alle prøver", "prøver"),
            "Alle prøver, Mål for mødet · 7. møde · 9. september 2026 · Anna Eksempel",
        ),
    ],
)
def test_a_hit_says_where_it_is_from(
    kind: str, table: str, text: str, typed: str, said: str
) -> None:
    hit = Hit(kind, text, "meetings", None, table, "k", "c", DAY, 7, START, "Anna Eksempel")
    row = hit_entry(Language("da"), hit, terms(typed), lambda: None)
    assert row.said == said


def test_every_page_that_hits_lead_to_is_there() -> None:
    from facilitator.store.search import SOURCES

    assert {source.page for source in SOURCES} <= {row.id for row in PAGES}
