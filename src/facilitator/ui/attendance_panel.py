"""Who is here: one key a member, in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from facilitator.domain.people import Attendee
from facilitator.edits import running
from facilitator.language import N_, Language, parse_clock
from facilitator.ui import theme
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.parts import FlowLayout, button, label
from facilitator.ui.row_model import Column, RowModel
from facilitator.ui.side_panel import SidePanel

STATES = {
    "present": N_("present"),
    "apology": N_("apology"),
    "absent": N_("absent without notice"),
}
_KEYS = {
    Qt.Key.Key_P: "present",
    Qt.Key.Key_A: "apology",
    Qt.Key.Key_U: "absent",
    Qt.Key.Key_L: "late",
    Qt.Key.Key_G: "gone",
    Qt.Key.Key_Delete: "",
    Qt.Key.Key_Backspace: "",
}


class AttendanceList(QTableView):
    """The list; a letter says how the chosen member attends. Esc leaves it."""

    said = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = _KEYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif what is not None and not event.modifiers():
            self.said.emit(what)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters say how somebody attends, so they do not search."""


class AttendancePanel(SidePanel):
    """Members with their attendance. P, A, U, ↓ in the list; L came late, G left early."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        lang = self.lang
        self.count = label("", "muted", number=True)
        self._model = RowModel(
            (
                Column(N_("Member"), lambda one: one.name),
                Column(
                    N_("Attendance"),
                    lambda one: lang.text(STATES[one.state]) if one.state else "–",
                    tone=lambda one: {"present": "ok", None: "ink3"}.get(one.state, "warn"),
                ),
                Column(N_("Came at"), self._clock_of("arrived"), edit=self._edit("arrived")),
                Column(N_("Left at"), self._clock_of("left"), edit=self._edit("left")),
            ),
            lang,
            self,
        )
        self.list = AttendanceList()
        self.list.setProperty("look", "bare")
        self.list.setModel(self._model)
        self.list.setAccessibleName(lang.text(N_("Attendance")))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(theme.px(32))
        head = self.list.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.said.connect(self.say)
        self.list.left.connect(self.left.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        holder, text = QWidget(), self.lang.text
        flow = FlowLayout(holder)
        flow.addWidget(button(text(N_("All are present")), self.all_present, small=True))
        for what, words in (
            ("present", N_("Present (P)")),
            ("apology", N_("Apology (A)")),
            ("absent", N_("Absent (U)")),
            ("late", N_("Came now (L)")),
            ("gone", N_("Left now (G)")),
        ):
            flow.addWidget(button(text(words), partial(self.say, what), small=True))
        return holder

    @property
    def model(self) -> RowModel:
        """The list's rows."""
        return self._model

    def stored(self) -> tuple[object, ...]:
        return (self.watch.attendees,)

    def show_stored(self) -> None:
        """Show who is said to be here."""
        attendees = self.watch.attendees
        self._model.set_rows(attendees)
        if not self.list.currentIndex().isValid() and attendees:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.count.setText(count_in_words(self.lang, attendees))

    def say(self, what: str) -> None:
        """Say how the chosen member attends; "late" and "gone" take the time from the clock."""
        one = self._model.row_at(self.list.currentIndex())
        if one is None:
            return
        at = self.watch.bridge.clock.utc()
        if what == "late":
            self._attend(one, "present", at, one.left)
        elif what == "gone":
            self._attend(one, "present", one.arrived, at)
        else:
            self._attend(one, what or None, None, None)

    def all_present(self) -> None:
        """Those of whom nothing is said are present."""
        bridge, meeting = self.watch.bridge, self.watch.meeting
        members = [one.id for one in self.watch.attendees]
        bridge.do(N_("All are present"), running.attend_all, meeting, members, fact=True)

    def _attend(
        self, one: Attendee, state: str | None, arrived: datetime | None, left: datetime | None
    ) -> None:
        self.watch.bridge.do(
            N_("Attendance"),
            running.attend,
            self.watch.meeting,
            one.id,
            state,
            arrived=arrived,
            left=left,
            fact=True,
        )

    def _clock_of(self, field: str) -> Callable[[Attendee], str]:
        def shown(one: Attendee) -> str:
            at: datetime | None = getattr(one, field)
            return self.lang.clock(at) if at else ""

        return shown

    def _edit(self, field: str) -> Callable[[Attendee, object], bool]:
        def edit(one: Attendee, typed: object) -> bool:
            agenda = self.watch.agenda
            said = parse_clock(str(typed))
            if agenda is None or (said is None and str(typed).strip()):
                return False
            day = agenda.meeting.start.astimezone(self.lang.zone)
            at = datetime.combine(day.date(), said, self.lang.zone) if said else None
            times = {"arrived": one.arrived, "left": one.left, field: at}
            self._attend(one, "present", times["arrived"], times["left"])
            return True

        return edit


def count_in_words(lang: Language, attendees: Sequence[Attendee]) -> str:
    """11 of 13 present · 2 apologies."""
    states = [one.state for one in attendees]
    here = lang.text(
        N_("{k} of {n} present"),
        k=lang.number(states.count("present")),
        n=lang.number(len(states)),
    )
    unsaid = states.count(None)
    rest = [
        lang.plural("{n} apology", "{n} apologies", states.count("apology")),
        lang.plural("{n} absent", "{n} absent", states.count("absent")),
        lang.plural("{n} not said", "{n} not said", unsaid),
    ]
    counts = (states.count("apology"), states.count("absent"), unsaid)
    return " · ".join([here, *(words for words, n in zip(rest, counts, strict=True) if n)])
