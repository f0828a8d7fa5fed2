"""The band over a rehearsal: its speed, what is invented, and the way out."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.rehearsal import COURSES, SPEEDS, USUAL_SPEED
from facilitator.language import N_, Language
from facilitator.ui.parts import Chip, ChoiceChips, FlowLayout, announce, button, label


class RehearsalBand(QFrame):
    """`speed_chosen(times)`, `course_chosen(id)`, `piloted(on)`, `stopped`."""

    speed_chosen = Signal(int)
    course_chosen = Signal(str)
    piloted = Signal(bool)
    stopped = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang, text = lang, lang.text
        self.setProperty("look", "notice")
        self.setProperty("tone", "warn")
        self.title = label("", "strong", number=True, wrap=False)
        times = [(str(n), text(N_("{n} ×"), n=lang.number(n)), "accent") for n in SPEEDS]
        self.speed = ChoiceChips(text(N_("How fast the clock goes")), times, str(USUAL_SPEED))
        courses = [(course.id, text(course.name), "accent") for course in COURSES]
        self.course = ChoiceChips(text(N_("How the meeting goes")), courses, COURSES[0].id)
        self.pilot = Chip(text(N_("Goes on by itself")), self.piloted.emit)
        self.pilot.setChecked(True)
        self.forecast = label("", "body", number=True, wrap=False)
        self.stop = button(text(N_("Stop the rehearsal")), self.stopped.emit, small=True)
        self.speed.chosen.connect(lambda times: self.speed_chosen.emit(int(times)))
        self.course.chosen.connect(self.course_chosen)
        for words in (self.title, self.forecast):
            words.setFixedHeight(self.pilot.sizeHint().height())
        self._lay_out()

    def _lay_out(self) -> None:
        self._before = _in_a_row(self.course, self.forecast)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_in_a_row(self.title, self.speed, self.pilot), 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 8, 5)
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self._before)

    @property
    def times(self) -> int:
        """How many times as fast as the real clock it is to go."""
        return int(self.speed.choice)

    def show_state(self, *, begun: bool, end: datetime, over: float) -> None:
        """Say what is chosen; until the meeting has begun also when and how late it would end.

        over: seconds after the planned end.
        """
        lang, course = self._lang, next(one for one in COURSES if one.id == self.course.choice)
        parts = [lang.text(N_("Rehearsal – nothing is stored"))]
        parts.append(lang.text(N_("{n} ×"), n=lang.number(self.times)))
        if begun:
            parts.append(lang.text(course.name))
        if self.title.text() != " · ".join(parts):
            self.title.setText(" · ".join(parts))
            announce(self, self.title.text())
        self._before.setVisible(not begun)
        said = N_("Left alone: {clock}, {apart}")
        self.forecast.setText(lang.text(said, clock=lang.clock(end), apart=apart(lang, over)))


def _in_a_row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, 8)
    for part in parts:
        flow.addWidget(part)
    return holder


def apart(lang: Language, over: float) -> str:
    """How far an end lies from the planned one, in words; `over`: seconds after it."""
    minutes = int(abs(over) // 60)
    if not minutes:
        return lang.text(N_("on time"))
    said = N_("{length} over") if over > 0 else N_("{length} before time")
    return lang.text(said, length=lang.duration(minutes))
