"""A store with a cluster about to meet, and the run page over it: for the tests of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import Event, Reading
from facilitator.domain.outcomes import Log
from facilitator.edits import agenda as planning
from facilitator.edits import members, outcomes
from facilitator.language import Code, Language
from facilitator.settings import Settings
from facilitator.store import queries
from facilitator.store.store import Store
from facilitator.ui.bridge import Bridge, Notice
from facilitator.ui.run.page import RunPage

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
"""16.30 in Denmark."""

ITEMS = (
    ("follow_up", "Opfølgning siden sidst", 15),
    ("goals", "Mål for mødet", 5),
    ("data", "Klyngens data", 20),
    ("guideline", "Akut otitis media hos børn", 20),
    ("break", "Pause", 10),
    ("case", "Case 1", 15),
    ("case", "Case 2", 15),
    ("exchange", "Bordrunde", 10),
    ("summary", "Opsummering", 10),
)
"""The meeting of two hours that the rules about time are worked out on."""


@dataclass
class FakeScreen:
    """A display that was plugged in."""

    label: str
    box: QRect = field(default_factory=lambda: QRect(1440, 0, 1600, 900))

    def name(self) -> str:
        return self.label

    def geometry(self) -> QRect:
        return self.box


class MeetingRoom:
    """One cluster in one store, seen by one window. `again` opens it as after a crash."""

    store: Store

    def __init__(
        self,
        folder: Path,
        clock: FakeClock,
        code: Code = "da",
        size: tuple[int, int] = (1440, 900),
        clinics: int = 5,
    ) -> None:
        self.folder, self.clock, self.code, self.size = folder, clock, code, size
        self.screens: list[Any] = []
        self.place = folder / "klynge.sqlite"
        furnish(self, self.place, clock, "en-pc", self._furnish, clinics)
        self._open()

    def _furnish(self, clinics: int) -> None:
        people = [(f"Anna Eksempel {n}", f"Klinik {n}") for n in range(1, clinics + 1)]
        with self.store.edit("New cluster") as session:
            self.cluster = members.make_cluster(session, "ØNH – Eksempel", "ØNH", people)
        self._past_meeting()
        self.meeting = self._meeting(START, ITEMS)

    def _meeting(self, start: datetime, items: Sequence[tuple[str, str, int]]) -> str:
        with self.store.edit("New meeting", cluster=self.cluster) as session:
            meeting = planning.make_meeting(session, self.cluster, start, 120, None)
            session.flush()
            made = queries.agenda(session, meeting).items
            planning.change_item(session, made[0].id, title=items[0][1])
            planning.change_minutes(session, made[0].id, items[0][2])
            for kind, title, minutes in items[1:-1]:
                item = planning.add_item(session, meeting, kind, title, minutes=minutes)
                if kind == "exchange":
                    planning.change_item(session, item, flexible=False)
                if kind == "guideline":
                    asked = "Hvad gør vi anderledes fra i morgen?"
                    who = "Klinik 9 · drøftelse i par"
                    planning.change_item(session, item, question=asked, who=who)
            planning.change_item(session, made[-1].id, title=items[-1][1])
            for text in ("bruge den nye retningslinje", "ringe tilbage inden for to timer"):
                planning.add_goal(session, meeting, text)
        return meeting

    def _past_meeting(self) -> None:
        past = START - timedelta(days=90)
        with self.store.edit("New meeting", cluster=self.cluster) as session:
            meeting = planning.make_meeting(session, self.cluster, past, 120, None)
            session.flush()
            planning.change_meeting(
                session, meeting, status="closed", started=past, ended=past + timedelta(hours=2)
            )
            clinics = queries.clinics(session, self.cluster)
            people = queries.members(session, self.cluster, past.date())
            owners: tuple[dict[str, Any], ...] = (
                {"clinic": clinics[0].id},
                {"clinic": clinics[1].id},
                {"member": people[2].id},
            )
            at = past + timedelta(hours=1)
            for owner, action in zip(
                owners, ("Ringer op samme dag", "Sender pjece", "Aftaler tjek"), strict=True
            ):
                outcomes.add_commitment(session, self.cluster, action, at, meeting=meeting, **owner)

    def _open(self) -> None:
        self.settings = Settings(self.folder / "settings.json")
        self.bridge = Bridge(Language(self.code), self.clock, self.settings, lambda: self.screens)
        self.notices: list[Notice] = []
        self.bridge.notice.connect(self.notices.append)
        self.bridge.open(self.store, self.cluster)
        self.page = RunPage(self.bridge)
        self.bridge.changed.connect(lambda _step: self.page.refresh())
        self.page.resize(*self.size)
        self.page.refresh()

    def again(self) -> None:
        """The program was killed and is opened again on the same store."""
        self._leave()
        self.store = Store.open(self.place, self.clock, installation="en-pc")
        self._open()

    def close(self) -> None:
        self._leave()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _leave(self) -> None:
        self.page.room.close_all()
        self.page.hide()
        self.page.deleteLater()
        self.bridge.close()
        self.store.close()

    # -- what a person does

    def at(self, clock: str) -> None:
        """Let it become this time, as in 17.14 or 17.21.40."""
        hour, minute, *second = (int(part) for part in clock.split("."))
        day = self.clock.now.astimezone(self.bridge.lang.zone)
        wanted = day.replace(hour=hour, minute=minute, second=second[0] if second else 0)
        self.clock.move((wanted - day).total_seconds())
        self.tick()

    def tick(self) -> None:
        """The program looks at the clock."""
        self.bridge.reading.emit(self.page.watch.look())

    def press(self, key: Qt.Key | str, on: QWidget | None = None) -> None:
        """Press a key where the focus is."""
        text = key if isinstance(key, str) else ""
        code = Qt.Key(ord(key.upper())) if isinstance(key, str) else key
        focused: QWidget | None = self.page.focusWidget()
        target = on or (self.page if focused is None else focused)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(target, event)

    def type(self, text: str) -> None:
        """Type a text into the field that has the focus."""
        for sign in text:
            self.press(sign)

    # -- what is stored

    @property
    def agenda(self) -> Agenda:
        return self.store.ask(queries.agenda, self.meeting)

    @property
    def events(self) -> tuple[Event, ...]:
        return self.store.ask(queries.presses, self.meeting)

    @property
    def log(self) -> Log:
        return self.store.ask(queries.log, self.meeting)

    @property
    def reading(self) -> Reading:
        reading = self.page.watch.reading()
        assert reading is not None
        return reading

    @property
    def said(self) -> list[str]:
        """What was said in the bar, the latest last."""
        return [notice.text for notice in self.notices if notice.text]

    def item(self, title: str) -> str:
        """The id of an item by its title."""
        return next(one.id for one in self.agenda.items if one.title == title)

    def status(self) -> str:
        """Where the meeting stands."""
        return self.agenda.meeting.status

    def running(self) -> str:
        """The title of the running item."""
        found = self.agenda.item(self.reading.running)
        return found.title if found else ""
