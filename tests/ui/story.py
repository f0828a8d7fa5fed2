"""A person at the program: what is clicked, pressed and typed in the real window, and what is read.

Nothing here edits past the screen, and nothing waits but for the store to be open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.fakes import FakeClock

from facilitator.language import Code, Language
from facilitator.ui.agenda.page import AgendaPage
from facilitator.ui.app import Program
from facilitator.ui.bridge import Notice
from facilitator.ui.main_window import MainWindow
from facilitator.ui.meetings.page import MeetingsPage
from facilitator.ui.parts import ChoiceChips
from facilitator.ui.run.followup_panel import FollowUpPanel
from facilitator.ui.run.page import RunPage

T = TypeVar("T")
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE, _LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
_PAGES = ("home", "meetings", "run", "follow_up", "history", "topics", "data", "members")


class Story:
    """One store, the clock on the wall, and the program that is started and left again."""

    def __init__(self, qtbot: QtBot, app: QApplication, clock: FakeClock, place: Path) -> None:
        self.qtbot, self.app, self.clock, self.place = qtbot, app, clock, place
        self.program: Program | None = None
        self.said: list[str] = []

    # -- the program

    def start(self, code: Code = "da") -> None:
        """Start the program on the store, which need not be there yet."""
        self.program = Program(self.app, Language(code), self.clock, lambda: (), None)
        self.program.open(str(self.place))
        self.program.bridge.notice.connect(self._hear)
        self.window.showNormal()
        self.window.resize(1440, 900)
        self.window.activateWindow()
        self.settle()

    def wait_for_store(self) -> None:
        """Wait until the store is open and the page in sight is filled."""
        self.qtbot.waitUntil(self._is_filled, timeout=20_000)
        self.settle()

    def leave(self) -> None:
        """Close the window; nothing typed is then unsaved."""
        window, program = self.window, self.open_program
        assert window.close()
        self.program = None
        program.deleteLater()
        # Left to be collected, old windows would be dressed anew with every test.
        shiboken6.delete(window)

    def settle(self) -> None:
        """Let what is delayed to the event loop happen, deletions too."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _is_filled(self) -> bool:
        return self.open_program.bridge.store is not None and self.window.page() is not None

    def _hear(self, notice: Notice) -> None:
        if notice.text:
            self.said.append(notice.text)

    # -- what is in sight

    @property
    def open_program(self) -> Program:
        assert self.program is not None
        return self.program

    @property
    def window(self) -> MainWindow:
        return self.open_program.window

    @property
    def title(self) -> str:
        """What stands above the page in sight."""
        return self.window.frames[self.window.current].header.title

    @property
    def agenda(self) -> AgendaPage:
        return self._page(MeetingsPage).agenda

    @property
    def run(self) -> RunPage:
        return self._page(RunPage)

    def _page(self, kind: type[T]) -> T:
        page = self.window.page()
        assert isinstance(page, kind)
        return page

    def words(self, inside: QWidget | None = None) -> list[str]:
        """The texts that can be read, from the first to the last."""
        labels = (inside or self.window).findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and one.text()]

    def drawn_agenda(self) -> str:
        """The rows of the agenda in sight, as lines."""
        rows = self.agenda.view.agenda.rows
        return "\n".join(f"{row.clock} {row.title} {row.minutes}" for row in rows)

    def drawn_plan(self) -> str:
        """The lines of the plan beside a running meeting: now, title, minutes."""
        lines = self.run.view.right.plan.lines
        return "\n".join(f"{one.now} {one.title} {one.minutes}".strip() for one in lines)

    def text(self, name: str) -> str:
        """What the field of this name says."""
        field = self._field(name)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def experience(self, commitment: str) -> str:
        """What is written about a commitment in the running meeting; by its line."""
        return self._followed_up(commitment).findChildren(QLineEdit)[0].text()

    def _field(self, name: str) -> QLineEdit | QPlainTextEdit:
        find = self.window.findChildren
        fields: tuple[QLineEdit | QPlainTextEdit, ...] = (*find(QLineEdit), *find(QPlainTextEdit))
        named = [one for one in fields if one.isVisible() and one.accessibleName() == name]
        assert named, f"no field in sight is called {name!r}"
        return named[0]

    def _followed_up(self, commitment: str) -> QWidget:
        """The card it is asked on, after going to it."""
        panel = self.run.view.panel(FollowUpPanel)
        rows = self.run.watch.follow_ups
        panel.turn_to(next(c.id for c in rows if f"{c.owner}: {c.action}" == commitment))
        self.settle()
        return panel.card

    # -- hands

    def click(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button, card or chip that says this."""
        found = (inside or self.window).findChildren(QAbstractButton)
        seen = [b for b in found if b.isVisible() and words in (b.text(), b.accessibleName())]
        assert seen, f"nothing in sight says {words!r}"
        self.click_on(seen[0])

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, after scrolling to it as a person would."""
        holder = widget.parentWidget()
        while holder is not None:
            if isinstance(holder, QScrollArea):
                holder.ensureWidgetVisible(widget)
            holder = holder.parentWidget()
        assert not widget.visibleRegion().isEmpty()
        QTest.mouseClick(widget, _LEFT, _NONE, at or widget.rect().center())
        self.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text sign by sign where the focus is; a new line is Enter."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit | QPlainTextEdit), (focus, self.title)
        for sign in text:
            code = Key.Key_Return if sign == "\n" else Qt.Key(ord(sign.upper()))
            QTest.sendKeyEvent(QTest.KeyAction.Click, focus, code, sign.replace("\n", "\r"), _NONE)
        self.settle()

    def write(self, name: str, text: str) -> None:
        """Type a text over what the field of this name says."""
        self.click_on(self._field(name))
        self.press(Key.Key_A, CTRL)
        self.type(text)

    def go(self, page: str) -> str:
        """Go to a page by its key; what then stands above it."""
        self.press(Qt.Key(Key.Key_1 + _PAGES.index(page)), CTRL)
        return self.title

    def undo(self) -> str:
        """Press Ctrl+Z; what was then said."""
        return self._said_of(CTRL)

    def redo(self) -> str:
        """Press Ctrl+Shift+Z; what was then said."""
        return self._said_of(CTRL | SHIFT)

    def _said_of(self, held: Qt.KeyboardModifier) -> str:
        self.said.clear()
        self.press(Key.Key_Z, held)
        return " ".join(self.said)

    # -- the clock on the wall

    def at(self, moment: str) -> None:
        """Let it become this time in Denmark: “17.05” of the same day, or “10.3.2027 16.20”."""
        zone = self.open_program.bridge.lang.zone
        day, _, clock = moment.rpartition(" ")
        hour, minute = (int(part) for part in clock.split("."))
        date = datetime.strptime(day, "%d.%m.%Y") if day else self.clock.now.astimezone(zone)
        wanted = date.replace(hour=hour, minute=minute, second=0, microsecond=0, tzinfo=zone)
        self.clock.move((wanted - self.clock.now).total_seconds())
        if isinstance(page := self.window.page(), RunPage):
            self.open_program.bridge.reading.emit(page.watch.look())
        self.settle()

    # -- what a person does with a cluster and its meetings

    def make_cluster(self, name: str, specialty: str, members: Sequence[tuple[str, str]]) -> None:
        """Go through the first door and fill in the form: members as name and clinic."""
        self.click("Opret min klynge")
        self.type(name)
        self.write("Speciale", specialty)
        self.write("Medlemmer, ét pr. linje", "\n".join(map("; ".join, members)))
        self.click("Opret klyngen")
        self.wait_for_store()

    def make_meeting(self, day: str, start: str, length: str, template: str) -> None:
        """Press Ctrl+N and fill in the form; the agenda is then in sight."""
        self.press(Key.Key_N, CTRL)
        self.type(day)
        self.write("Start", start)
        self.click(length)
        self.click(template)
        self.click("Opret mødet")

    def choose_item(self, title: str) -> None:
        """Click an item in the agenda in sight."""
        view = self.agenda.view
        row = next(row for row in view.agenda.rows if row.title == title)
        index = view.agenda.index_of(row.id)
        view.scrollTo(index)
        self.click_on(view.viewport(), view.visualRect(index).center() - QPoint(100, 0))

    def rename_item(self, old: str, new: str) -> None:
        self.choose_item(old)
        self.press(Key.Key_F2)
        self.type(new)
        self.press(Key.Key_Tab)

    def plan_minutes(self, title: str, minutes: int) -> None:
        """Type figures on an item, as its minutes."""
        self.choose_item(title)
        self.press(Qt.Key(Key.Key_0 + int(str(minutes)[0])))
        self.type(str(minutes)[1:])
        self.press(Key.Key_Return)

    def begin_meeting(self) -> None:
        """On the run page: say that all are here, and press F5."""
        self.click("Alle er til stede")
        self.press(Key.Key_F5)

    def capture(self, key: Qt.Key, *lines: str) -> None:
        """Press I, A or P, write lines with Enter, and give the keys back with Esc."""
        self.press(key)
        for line in lines:
            self.type(line + "\n")
        self.press(Key.Key_Escape)

    def agree(self, insight: int, clinics: Sequence[str], situation: str, action: str) -> None:
        """In the summary: from the insight with this number, so many commitments at once."""
        entry = self.run.view.summary.entry
        chips = [one for one in entry.chips.findChildren(QAbstractButton) if one.isVisible()]
        self.click_on(chips[insight - 1])
        for clinic in clinics:
            self.click(clinic, entry)
        self.write("Når jeg står med …", situation)
        self.write("… så gør jeg …", action + "\n")

    def follow_up(self, commitment: str, status: str = "", experience: str = "") -> None:
        """In a running meeting: say with a click how a commitment stands, and type what was seen.

        `commitment` is its line, “Klinik 1: …”.
        """
        row = self._followed_up(commitment)
        if experience:
            self.click_on(row.findChildren(QLineEdit)[0])
            self.type(experience + "\n")
        if status:
            row = self._followed_up(commitment)
            chips = row.findChild(ChoiceChips)
            assert chips is not None
            found = [b for b in chips.findChildren(QAbstractButton) if b.text().endswith(status)]
            self.click_on(min(found, key=lambda chip: len(chip.text())))

    def end_and_close(self) -> None:
        self.click("Afslut mødet")
        self.click("Luk mødet")
