"""Before a meeting begins: which one it is, who is here, the goals, and one large button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from facilitator.domain.meeting_clock import Reading
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import (
    Card,
    FlowLayout,
    button,
    indented,
    label,
    plain_tooltip,
    scroll_area,
    set_tone,
)
from facilitator.ui.run.attendance_panel import AttendancePanel
from facilitator.ui.run.watch import MeetingWatch

LATE = 60
"""Seconds after the planned start from which a start is called late."""


class BeforePanel(QWidget):
    """`started(seconds)`: begin, and the meeting began that long ago."""

    started = Signal(float)

    def __init__(self, watch: MeetingWatch, do: Callable[[str], object]) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        text = self._lang.text
        self.when = label("", "h2", number=True)
        self.place = label("", "muted")
        self.late = label("", "body")
        self.goals = label("", "body")
        self.first = label("", "muted")
        self.start = button(text(N_("Start the meeting")), lambda: do("start"), primary=True)
        self.start.setFont(theme.font("h2", size=20))
        self.start.setMinimumHeight(theme.px(64))
        self.start.setStyleSheet(f"font-size: {theme.px(20)}px; font-weight: 700;")
        self.start.setAccessibleDescription("F5")
        self._lay_out()

    def _lay_out(self) -> None:
        text = self._lang.text
        meeting = Card()
        for part in (self.when, self.place, self.late):
            meeting.add(part)
        meeting.body.addSpacing(6)
        meeting.add(self.start)
        meeting.add(label(text(N_("F5 or the space bar starts as well.")), "small"))
        meeting.add(self._ago())
        goals = Card(text(N_("When we go home, we can …")))
        goals.add(self.goals)
        goals.add(self.first)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(meeting)
        column.addWidget(goals)
        column.addStretch(1)
        here = Card(text(N_("Who is here?")))
        self.attendance = AttendancePanel(self._watch)
        here.body.addWidget(self.attendance, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*PAGE_MARGINS)
        row.setSpacing(16)
        row.addWidget(scroll_area(left), 5)
        row.addWidget(here, 4)

    def _ago(self) -> QWidget:
        text = self._lang.text
        self.ago = indented(QSpinBox(minimum=0, maximum=120))
        self.ago.setFixedWidth(theme.px(86))
        self.ago.setAccessibleName(text(N_("Minutes since we began")))
        began = button(text(N_("We began so many minutes ago")), self._begin, small=True)
        bridge = self._watch.bridge
        self.rehearse = button(
            text(N_("Rehearse the meeting")), lambda: bridge.act("rehearse"), small=True
        )
        plain_tooltip(self.rehearse, text(N_("Rehearse the meeting: nothing is stored")))
        if bridge.is_rehearsal:
            self.rehearse.hide()
        holder = QWidget()
        flow = FlowLayout(holder, 8)
        for part in (self.ago, began, self.rehearse):
            flow.addWidget(part)
        return holder

    def _begin(self) -> None:
        self.started.emit(60.0 * self.ago.value())

    @property
    def primary(self) -> QPushButton:
        return self.start

    def show_meeting(self) -> None:
        """Show the words of the meeting watched."""
        agenda, lang = self._watch.agenda, self._lang
        if agenda is None:
            return
        one = agenda.meeting
        clocks = f"{lang.clock(one.start)}–{lang.clock(one.end)}"
        day = lang.date_long(one.start.astimezone(lang.zone).date())
        words = lang.text(N_("{day}, {clocks}"), day=day, clocks=clocks)
        self.when.setText(words[:1].upper() + words[1:])
        self.place.setText(one.place)
        self.place.setVisible(bool(one.place))
        goals = "\n".join(f"{n}. {goal.text}" for n, goal in enumerate(agenda.goals, 1))
        self.goals.setText(goals or lang.text(N_("No goals have been written.")))
        first = agenda.items[0].title if agenda.items else ""
        self.first.setText(lang.text(N_("First: {title}"), title=first) if first else "")
        self.start.setEnabled(bool(agenda.items))
        self.attendance.show_meeting()

    def show_reading(self, reading: Reading) -> None:
        """Say how long there is to the start, or how late it is."""
        if self._watch.agenda is None:
            return
        lang = self._lang
        late = (reading.now - self._watch.agenda.meeting.start).total_seconds()
        if self._watch.is_for_another_day:
            words = N_("It is planned for another day and is moved to now when you start.")
            said, tone = lang.text(words), "warn"
        elif late >= LATE:
            minutes = int(late // 60)
            said = lang.plural(
                "It is {n} minute past the start. The minutes can be taken back at once.",
                "It is {n} minutes past the start. The minutes can be taken back at once.",
                minutes,
            )
            tone = "warn"
        elif late >= 0:
            said, tone = lang.text(N_("It is time.")), "ok"
        else:
            said, tone = lang.text(N_("Begins in {left}"), left=lang.countdown(-late)), ""
        self.late.setText(said)
        set_tone(self.late, tone)
