"""What a screen reader toggles counts as clicked; what the program sets does not."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from facilitator.ui.bridge import Bridge
from facilitator.ui.nav import Nav
from facilitator.ui.page import PAGES
from facilitator.ui.parts import Chip, ChoiceChips, NavButton
from facilitator.ui.parts.heard import CheckBox

CHOICES = (("planned", "planlagt", "data"), ("introduced", "indført", "data"))


def toggle(button: QAbstractButton) -> None:
    """As a screen reader does it, past the keyboard and the mouse."""
    actions = QAccessible.queryAccessibleInterface(button).actionInterface()
    assert actions is not None
    actions.doAction(actions.actionNames()[0])


def test_a_chip_toggled_by_a_screen_reader_says_so_each_time(qtbot: QtBot) -> None:
    said: list[bool] = []
    chip = Chip("Klinik 1", said.append)
    qtbot.addWidget(chip)
    toggle(chip)
    toggle(chip)
    assert said == [True, False]


def test_a_tick_set_by_the_program_is_not_taken_for_a_click(qtbot: QtBot) -> None:
    said: list[bool] = []
    box = CheckBox("Må afgive minutter")
    qtbot.addWidget(box)
    box.clicked.connect(lambda on: said.append(on))
    box.setChecked(True)
    assert said == []
    box.click()
    assert said == [False]


def test_a_choice_made_by_a_screen_reader_is_made(qtbot: QtBot) -> None:
    chips = ChoiceChips("Status", CHOICES, "planned")
    qtbot.addWidget(chips)
    said: list[str] = []
    chips.chosen.connect(said.append)
    toggle(chips.findChildren(QAbstractButton)[1])
    assert (chips.choice, said) == ("introduced", ["introduced"])
    chips.choose("planned")
    assert said == ["introduced"]


def test_a_screen_reader_can_go_to_another_page(bridge: Bridge, qtbot: QtBot) -> None:
    nav = Nav(bridge.lang, PAGES)
    qtbot.addWidget(nav)
    went: list[str] = []
    nav.chosen.connect(went.append)
    nav.set_page("home")
    toggle(nav.findChildren(NavButton)[1])
    assert went == ["meetings"]
