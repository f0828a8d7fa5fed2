"""Every key is a row: unique, in a menu or the list of keys, and really there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from facilitator.language import Code, Language
from facilitator.ui.actions import (
    ACTIONS,
    LIST_ACTIONS,
    MENUS,
    Action,
    menu_bar,
    shown_keys,
    window_actions,
    without_mnemonic,
)
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.bridge import Bridge
from facilitator.ui.deeds import Deeds
from facilitator.ui.key_overlay import KeysOverlay
from facilitator.ui.main_window import MainWindow
from facilitator.ui.page import PAGES

pytestmark = pytest.mark.bare


def mnemonic(text: str) -> str:
    return text[text.index("&") + 1].casefold()


def test_each_action_stands_once() -> None:
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)


def test_no_key_does_two_things_in_one_place() -> None:
    for where in {row.where for row in ACTIONS}:
        keys = [QKeySequence(k).toString() for r in ACTIONS if r.where == where for k in r.keys]
        assert sorted(keys) == sorted(set(keys))
        assert "" not in keys


def test_every_page_has_its_number() -> None:
    keys = {row.argument: row.keys for row in ACTIONS if row.handler == "open_page"}
    assert keys == {row.id: (f"Ctrl+{n}",) for n, row in enumerate(PAGES, 1)}


def test_an_arrow_is_a_sign_in_every_language_the_system_writes_keys_in(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def native(self: QKeySequence, format: object = None) -> str:
        said = plain(self)
        return said.replace("Right", "Højre").replace("Shift", "Skift") if format else said

    plain = QKeySequence.toString
    monkeypatch.setattr(QKeySequence, "toString", native)
    for key, shown in (
        ("Right", "→"),
        ("Shift+Right", "Skift+→"),
        ("+", "+"),
        ("PgDown", "PgDown"),
    ):
        assert shown_keys(Action("", "", (key,), "run", ""), bridge.lang) == shown


@pytest.mark.parametrize(
    ("id", "keys"),
    [
        ("undo", ("Ctrl+Z",)),
        ("redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
        ("new_meeting", ("Ctrl+N",)),
        ("full_screen", ("F11",)),
        ("quit", ("Ctrl+Q",)),
        ("settings", ("Ctrl+,",)),
        ("keys", ("F1", "?")),
        ("primary", ("Ctrl+Return", "Ctrl+Enter")),
    ],
)
def test_the_keys_people_know(id: str, keys: tuple[str, ...]) -> None:
    assert next(row.keys for row in ACTIONS if row.id == id) == keys


def test_the_window_can_do_what_its_rows_name() -> None:
    rows = [row for row in ACTIONS if row.where == "window"]
    assert [row.handler for row in rows if not callable(getattr(Deeds, row.handler))] == []


@pytest.mark.parametrize("code", ["da", "en"])
def test_alt_reaches_each_menu_and_each_of_its_items_by_a_letter_of_its_own(code: Code) -> None:
    text = Language(code).text
    tops = [mnemonic(text(title)) for _, title in MENUS]
    assert len(set(tops)) == len(tops)
    for menu, _ in MENUS:
        letters = [mnemonic(text(row.text)) for row in ACTIONS if row.menu == menu]
        assert sorted(letters) == sorted(set(letters)), menu


def test_the_menus_follow_the_rows(qtbot: QtBot) -> None:
    window, done = QMainWindow(), list[Action]()
    qtbot.addWidget(window)
    actions = window_actions(window, Language("da"), done.append)
    menu_bar(window.menuBar(), Language("da"), actions)
    menus = window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert [menu.title() for menu in menus] == ["&Filer", "&Redigér", "&Vis", "&Hjælp"]
    rows = [row.id for row in ACTIONS if row.menu == "edit"]
    assert [action.objectName() for action in menus[1].actions()] == rows
    assert rows[:2] == ["undo", "redo"]
    actions["undo"].trigger()
    assert [row.id for row in done] == ["undo"]


def test_the_list_of_keys_shows_every_key_and_leaves_by_escape(
    qtbot: QtBot, bridge: Bridge
) -> None:
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    window.deeds.show_keys()
    (overlay,) = window.findChildren(KeysOverlay)
    said = {part.text() for part in overlay.findChildren(QLabel)}
    wanted = [row for row in ACTIONS if row.keys]
    assert {shown_keys(row, bridge.lang) for row in wanted} <= said
    assert {without_mnemonic(bridge.lang.text(row.text)) for row in wanted} <= said
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert overlay.isHidden()


def test_the_list_of_an_agenda_can_do_what_its_rows_name() -> None:
    assert [
        row.handler for row in LIST_ACTIONS if not callable(getattr(AgendaView, row.handler))
    ] == []
