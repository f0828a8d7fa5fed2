"""Every control of every page has a name to be read aloud, and is reached by the keys alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.example import whole_example
from tests.ui.fakes import FakeClock

from facilitator.edits import topics
from facilitator.language import Code, Language
from facilitator.settings import Settings
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.followup.page import FollowUpPage
from facilitator.ui.key_overlay import KeysOverlay
from facilitator.ui.main_window import MainWindow
from facilitator.ui.meetings.page import MeetingsPage
from facilitator.ui.page import PAGES
from facilitator.ui.run.page import RunPage
from facilitator.ui.settings_dialog import SettingsDialog
from facilitator.ui.topics.page import TopicsPage
from facilitator.ui.welcome_page import WelcomePage

pytestmark = pytest.mark.bare

IDS = tuple(row.id for row in PAGES)


@pytest.fixture(params=["da", "en"])
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[MainWindow]:
    """The window of a cluster with two held meetings, a next one and open commitments."""
    theme.apply(qapp, "light")
    code: Code = request.param
    clock = FakeClock()
    example = whole_example(tmp_path / "klynge.sqlite", clock)
    bridge = Bridge(Language(code), clock, Settings(tmp_path / "settings.json"), lambda: ())
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    bridge.open(example.store, example.cluster)
    yield made
    made.hide()
    bridge.close()
    example.store.close()


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found is not None else ""


def controls(inside: QWidget) -> list[QWidget]:
    """What can take the focus in sight, without the parts a control is made of."""
    parts = (QAbstractSpinBox, QAbstractScrollArea)
    return [
        one
        for one in inside.findChildren(QWidget)
        if one.isVisibleTo(inside)
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.focusProxy() is None
        and not (isinstance(one.parent(), parts) and one.objectName().startswith("qt_"))
    ]


def unnamed(inside: QWidget) -> list[QWidget]:
    """The controls that say nothing, once what was just made has come into sight."""
    QApplication.processEvents()
    return [one for one in controls(inside) if not name_of(one)]


def test_every_control_of_every_page_has_a_name(window: MainWindow) -> None:
    for key in IDS:
        window.open_page(key)
        assert not unnamed(window), key
        assert controls(window.frames[key]), key


def test_no_two_buttons_of_a_page_say_the_same(window: MainWindow) -> None:
    for key in IDS:
        window.open_page(key)
        QApplication.processEvents()
        buttons = [one for one in controls(window) if isinstance(one, QPushButton)]
        said = Counter((name_of(one), one.accessibleDescription()) for one in buttons)
        assert max(said.values()) == 1, (key, said)


def test_every_control_of_an_agenda_and_of_a_commitment_has_a_name(window: MainWindow) -> None:
    window.open_page("meetings")
    page = window.page()
    assert isinstance(page, MeetingsPage)
    window.deeds.new_meeting()
    assert not unnamed(page)
    coming = window.bridge.ask(queries.overview, window.bridge.cluster, window.bridge.today()).next
    assert coming is not None
    window.open_page("meetings", coming.id)
    assert not unnamed(page)
    window.open_page("follow_up")
    board = window.page()
    assert isinstance(board, FollowUpPage)
    board.choose(next(iter(board.hand.cards)))
    assert not unnamed(board)
    assert board.detail is not None
    assert board.detail.isVisible()
    board.filters.view.chosen.emit("list")
    assert not unnamed(board)


def test_every_control_of_a_topic_has_a_name(window: MainWindow) -> None:
    bridge = window.bridge
    key = bridge.do("Edit", topics.add_topic, bridge.cluster, "Ørevoks", bridge.clock.utc())
    bridge.do("Edit", topics.set_origin, key, "member")
    window.open_page("topics", key)
    page = window.page()
    assert isinstance(page, TopicsPage)
    assert page.detail is not None
    assert not unnamed(page)
    page.detail.show_proposer.click()
    assert not unnamed(page)


def test_every_control_of_a_running_and_of_an_ended_meeting_has_a_name(window: MainWindow) -> None:
    window.open_page("run")
    page = window.page()
    assert isinstance(page, RunPage)
    for deed in ("start", "next_item", "replan", "go_to_summary"):
        page.do(deed)
        assert not unnamed(page), deed
    for side in ("attendance", "round", "topics", "room"):
        page.view.show_side(side)
        assert not unnamed(page), side
    page.do("show_compact")
    assert page.compact.strip is not None
    assert not unnamed(page.compact.strip)
    page.do("end_meeting")
    assert not unnamed(page)


def test_every_control_over_the_pages_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    lang = window.bridge.lang
    window.notices.show_notice(Notice("Gemt.", seconds=0, answers=(("Ja", lambda: None),)))
    window.deeds.show_keys()
    assert window.findChildren(KeysOverlay)
    welcome = WelcomePage(lang)
    dialog = SettingsDialog(lang, {}, [("m", "Anna")], "Klyngen", lambda _row, _value: None)
    for made in (welcome, dialog):
        qtbot.addWidget(made)
        made.show()
    assert not unnamed(window)
    assert not unnamed(welcome)
    assert not unnamed(dialog)
    QApplication.processEvents()
    dialog.go_to("open_data")
    assert dialog.focusWidget() is dialog.inputs["open_data"]
    welcome.open_form()
    assert not unnamed(welcome)


@pytest.mark.parametrize("key", IDS)
def test_every_page_is_opened_and_walked_through_by_the_keys(window: MainWindow, key: str) -> None:
    number = Qt.Key(Qt.Key.Key_1 + IDS.index(key))
    QTest.keyClick(window, number, Qt.KeyboardModifier.ControlModifier)
    assert window.current == key
    QApplication.processEvents()
    wanted = {one for one in controls(window.frames[key]) if _is_a_stop(one)}
    assert wanted <= _walked(window)


def _is_a_stop(one: QWidget) -> bool:
    return one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _walked(window: MainWindow) -> set[QWidget]:
    """Everything Tab leads to from where the focus is, until it has come round."""
    seen: set[QWidget] = set()
    now = window.focusWidget()
    while now is not None and now not in seen:
        seen.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = window.focusWidget()
    return seen
