"""What is half written and not entered survives a crash, and never holds a CPR number."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.fakes import FakeClock, HandTimers

from facilitator.settings import Settings
from facilitator.ui.bridge import Bridge
from facilitator.ui.run.drafts import MEETINGS, Drafts, Texts

pytestmark = pytest.mark.bare


class Desk:
    """A field of one line, its drafts, and the settings as another start would read them."""

    def __init__(self, bridge: Bridge, clock: FakeClock, qtbot: QtBot) -> None:
        self.bridge, self.timers, self.window = bridge, HandTimers(clock), QWidget()
        self.field = QLineEdit(self.window)
        qtbot.addWidget(self.window)
        self.chosen = ""
        self.drafts = Drafts(
            bridge, (self.field,), self._read, self._write, self.timers, lambda: {"of": self.chosen}
        )
        self.drafts.show("first")

    def _read(self) -> Texts:
        return {"line": self.field.text()}

    def _write(self, texts: Texts) -> None:
        self.field.setText(texts.get("line", ""))
        self.chosen = texts.get("of", "")

    @property
    def on_disk(self) -> str:
        return Settings(self.bridge.settings.path).string("drafts")


@pytest.fixture
def desk(bridge: Bridge, clock: FakeClock, qtbot: QtBot) -> Desk:
    return Desk(bridge, clock, qtbot)


def test_typing_is_on_disk_half_a_second_after_the_last_key_and_two_after_the_first(
    desk: Desk,
) -> None:
    QTest.keyClicks(desk.field, "Ring")
    desk.timers.move(499)
    assert desk.on_disk == ""
    desk.timers.move(1)
    assert desk.on_disk == '{"first": {"line": "Ring"}}'
    for sign in "selv op":
        QTest.keyClicks(desk.field, sign)
        desk.timers.move(400)
    assert "Ringselv" in desk.on_disk


def test_what_is_chosen_is_kept_with_a_text_and_is_no_number_of_anybody(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "Ring")
    desk.timers.move(500)
    desk.chosen = "0101701234"
    desk.drafts.changed()
    desk.timers.move(500)
    assert desk.on_disk == '{"first": {"line": "Ring", "of": "0101701234"}}'
    desk.drafts.show("second")
    assert desk.chosen == ""
    desk.drafts.show("first")
    assert desk.chosen == "0101701234"
    desk.field.clear()
    assert desk.on_disk == ""


def test_it_is_erased_at_once_when_the_field_is_emptied(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "Ring")
    desk.drafts.keep()
    desk.field.clear()
    assert desk.on_disk == ""


def test_each_meeting_has_its_own_and_the_oldest_are_forgotten(desk: Desk) -> None:
    for n in range(MEETINGS + 2):
        desk.drafts.show(f"meeting {n}")
        assert desk.field.text() == ""
        QTest.keyClicks(desk.field, f"linje {n}")
    desk.drafts.show("meeting 9")
    assert desk.field.text() == "linje 9"
    desk.drafts.show("meeting 0")
    assert desk.field.text() == ""


def test_what_was_changed_by_hand_in_the_settings_is_no_draft(desk: Desk) -> None:
    for written in ("{", "[1]", '{"other": ["x"]}', '{"other": {"line": 7}}'):
        desk.bridge.settings.set("drafts", written)
        desk.drafts.show("other")
        assert desk.field.text() == ""
        desk.drafts.show("first")


def test_the_program_asks_before_it_closes_over_what_could_not_be_kept(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "Barn 010170-1234 ")
    desk.bridge.leaving.emit()
    assert desk.bridge.unsaved == {desk.drafts}
    assert "1234" not in desk.on_disk
    desk.field.setText("Barn")
    desk.bridge.leaving.emit()
    assert not desk.bridge.unsaved


def test_it_asks_too_when_the_folder_takes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError

    monkeypatch.setattr("facilitator.settings.safe_save", refuse)
    QTest.keyClicks(desk.field, "Ring")
    desk.bridge.leaving.emit()
    assert desk.bridge.unsaved == {desk.drafts}


@pytest.mark.parametrize("number", ["010170-1234", "0101701234", "010170 1234"])
def test_no_beginning_of_a_cpr_number_is_ever_on_disk(desk: Desk, number: str) -> None:
    for sign in f"{number} ja":
        QTest.keyClicks(desk.field, sign)
        desk.timers.move(600)
        desk.drafts.keep()
        assert sum(one.isdigit() for one in desk.on_disk) <= 6


def test_nothing_is_waited_for_when_the_field_is_gone(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "Ring")
    shiboken6.delete(desk.field)
    desk.timers.move(3_000)
    assert desk.on_disk == ""
