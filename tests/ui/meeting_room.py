"""The main window with the meetings alone, on a real store, and an agenda drawn as lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.edits import agenda, members, outcomes, running
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui.agenda.delegate import MinutesBox
from facilitator.ui.agenda.list import MIME, AgendaView
from facilitator.ui.agenda.page import AgendaPage
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.main_window import MainWindow
from facilitator.ui.meetings.page import MeetingsPage
from facilitator.ui.page import PAGES

T = TypeVar("T")
START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)  # Wednesday 16.30 in Denmark
HELD = START - timedelta(days=91)
LEFT = Qt.MouseButton.LeftButton


BEFORE = """
    16.30 Opfølgning siden sidst 15 🔒
    16.45 Data 40
    17.25 Case 40
    18.05 Pause 15
    18.20 Opsummering: 2–3 konkrete indsigter 10 🔒
"""
"""The agenda of `furnish`, as `drawn` draws it."""


class Room:
    """A cluster with one meeting held and one planned, and the window that shows them."""

    store: Store

    def __init__(self, bridge: Bridge, clock: FakeClock, place: Path) -> None:
        self.bridge, self.clock, self.place = bridge, clock, place
        self.notices: list[Notice] = []
        self.places: list[tuple[str, object]] = []
        bridge.notice.connect(self.notices.append)
        bridge.goto.connect(lambda page, subject: self.places.append((page, subject)))

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        """An edit past the screen."""
        with self.store.edit("Edit", cluster=getattr(self, "cluster", None)) as session:
            return verb(session, *args, **kw)

    def furnish(self) -> Room:
        """Hold one meeting, with one commitment, and plan the next."""
        furnish(self, self.place, self.clock, "desk", self._hold_and_plan)
        return self

    def _make_cluster(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "", people)

    def _hold_and_plan(self) -> None:
        self._make_cluster()
        self.held = self.do(agenda.make_meeting, self.cluster, HELD, 120, "cases", "Klinik 1")
        first = self.store.ask(queries.agenda, self.held).items[0].id
        self.do(running.press, self.held, EventKind.STARTED, Now(HELD, 0, "r"), item=first)
        self.do(
            outcomes.add_commitment,
            self.cluster,
            "Vi ringer samme dag",
            HELD + timedelta(hours=1),
            meeting=self.held,
        )
        ended = Now(HELD + timedelta(hours=2), 7200, "r")
        self.do(running.press, self.held, EventKind.ENDED, ended)
        self.meeting = self.do(agenda.make_meeting, self.cluster, START, 120, None, "Klinik 2")
        for kind, title, minutes in (("data", "Data", 40), ("case", "Case", 40), ("break", "", 15)):
            self.do(agenda.add_item, self.meeting, kind, title, minutes=minutes)

    def fill(self, count: int, title: str, **values: Any) -> None:
        """Add so many items in one edit: “title 0” and on."""

        def add(session: Any) -> None:
            for n in range(count):
                agenda.add_item(session, self.meeting, "case", f"{title} {n}", **values)

        self.do(add)

    def open(self, meeting: str | None = None) -> Room:
        """Show the window, at a meeting or at the list."""
        if not hasattr(self, "store"):
            furnish(self, self.place, self.clock, "desk", self._make_cluster)
        rows = [row for row in PAGES if row.id == "meetings"]
        self.window = MainWindow(self.bridge, rows)
        self.window.resize(1440, 900)
        self.window.show()
        self.bridge.open(self.store, self.cluster)
        if meeting is not None:
            self.window.open_page("meetings", meeting)
        self.window.activateWindow()
        self.settle()
        return self

    def close(self) -> None:
        self.bridge.leaving.emit()
        self.bridge.close()
        self.store.close()
        # Left to be collected, old windows would be dressed anew with every test.
        shiboken6.delete(self.window)

    def settle(self) -> None:
        """Let what is delayed to the event loop happen."""
        for _ in range(3):
            QApplication.processEvents()

    # -- what is there

    @property
    def page(self) -> MeetingsPage:
        page = self.window.page()
        assert isinstance(page, MeetingsPage)
        return page

    @property
    def agenda_page(self) -> AgendaPage:
        return self.page.agenda

    @property
    def view(self) -> AgendaView:
        return self.page.agenda.view

    @property
    def stored(self) -> Agenda:
        return self.store.ask(queries.agenda, self.meeting)

    @property
    def title(self) -> str:
        return self.window.frames["meetings"].header.title

    def drawn(self) -> str:
        """The rows on the screen, as lines."""
        lines = [
            f"    {row.clock} {row.title} {row.minutes}" + (" 🔒" if row.is_locked else "")
            for row in self.view.agenda.rows
        ]
        return "\n" + "\n".join(lines) + "\n"

    def id(self, title: str) -> str:
        return next(row.id for row in self.view.agenda.rows if row.title.startswith(title))

    def box(self) -> MinutesBox:
        found = [one for one in self.view.findChildren(MinutesBox) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def button(self, text: str, inside: QWidget | None = None) -> QPushButton:
        buttons = (inside or self.window).findChildren(QPushButton)
        return next(b for b in buttons if b.text().strip() == text and b.isVisible())

    # -- what a person does

    def choose(self, *titles: str) -> None:
        """Click rows, all but the first with Ctrl."""
        for n, title in enumerate(titles):
            index = self.view.agenda.index_of(self.id(title))
            self.view.scrollTo(index)
            keys = Qt.KeyboardModifier.ControlModifier if n else Qt.KeyboardModifier.NoModifier
            at = self.view.visualRect(index).center() - QPoint(100, 0)
            QTest.mouseClick(self.view.viewport(), LEFT, keys, at)
        self.settle()

    def key(self, key: Qt.Key, *mods: Qt.KeyboardModifier) -> None:
        """Press a key where the focus is."""
        held = Qt.KeyboardModifier.NoModifier
        for mod in mods:
            held |= mod
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        self.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def click(self, text: str, inside: QWidget | None = None) -> None:
        QTest.mouseClick(self.button(text, inside), LEFT)
        self.settle()

    def drag(self, titles: list[str], y: int) -> None:
        """Drag rows to a height in the list and let go."""
        data = QMimeData()
        data.setData(MIME, "\n".join(self.id(title) for title in titles).encode())
        buttons, none, move = LEFT, Qt.KeyboardModifier.NoModifier, Qt.DropAction.MoveAction
        over = QDragMoveEvent(QPoint(200, y), move, data, buttons, none)
        self.view.dragMoveEvent(over)
        self.view.dropEvent(QDropEvent(QPointF(200, y), move, data, buttons, none))
        self.settle()

    def top(self, title: str) -> int:
        """The upper edge of a row in the list."""
        return self.view.visualRect(self.view.agenda.index_of(self.id(title))).top()


def shown_words(widget: QWidget) -> list[str]:
    """The texts of the labels in sight inside a widget."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def item(room: Room, title: str) -> AgendaItem:
    """The stored item whose title begins so."""
    return next(one for one in room.stored.items if one.title.startswith(title))
