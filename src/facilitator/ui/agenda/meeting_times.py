"""When and where a meeting is: fields that take what people type, for a new one and an old one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import MeetingRow
from facilitator.language import N_, Language, parse_clock, parse_date, parse_minutes
from facilitator.ui import theme
from facilitator.ui.parts import ChoiceChips, DurationBox, Field, button, label
from facilitator.ui.parts.calendar import Calendar

AHEAD = timedelta(days=14)
_DAY, _FIRST_WEEK = timedelta(days=1), timedelta(days=7)
_WEDNESDAY = 2
_USUAL_START, _USUAL_MINUTES = time(16, 30), 120
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Times:
    """What the fields say; `start` in UTC, `minutes` the length."""

    start: datetime
    minutes: int
    place: str

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


def suggest(
    meetings: tuple[MeetingRow, ...], today: date, lang: Language, month: date | None = None
) -> Times:
    """The first free day a fortnight ahead or later, on the weekday, at the time and of the length
    of the latest meeting; a Wednesday from 16.30 for two hours when there is none.

    With the first day of a `month` it is the first such day after the seventh of that month.
    """
    here = [one.start.astimezone(lang.zone) for one in meetings]
    weekday = here[0].weekday() if here else _WEDNESDAY
    at = here[0].time() if here else _USUAL_START
    minutes = meetings[0].end - meetings[0].start if here else timedelta(minutes=_USUAL_MINUTES)
    taken = {moment.date() for moment in here}
    day = today + AHEAD if month is None else max(today + _DAY, month + _FIRST_WEEK)
    while day.weekday() != weekday or day in taken:
        day += timedelta(days=1)
    start = datetime.combine(day, at, lang.zone).astimezone(UTC)
    return Times(start, round(minutes.total_seconds() / 60), "")


class TimesForm(QWidget):
    """Date, start, length and place. `changed` when they say something else that is understood."""

    changed = Signal()

    def __init__(self, lang: Language, today: Callable[[], date], *, narrow: bool = False) -> None:
        super().__init__()
        self._lang, self._today = lang, today
        self._calendar: Calendar | None = None
        self.date, self.start, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.length = self._length_box()
        self.chips = ChoiceChips(lang.text(N_("Length")), self._lengths(), "120")
        self.date_field = Field(lang.text(N_("Date")), self.date)
        self.start_field = Field(lang.text(N_("Start")), self.start)
        self.place_field = Field(lang.text(N_("Place")), self.place)
        self.start.setFixedWidth(theme.px(86))
        self._lay(narrow)
        self.date.editingFinished.connect(self._on_date)
        self.start.editingFinished.connect(self._on_start)
        self.chips.chosen.connect(self._on_chip)
        self.length.changed.connect(lambda _minutes: self.changed.emit())

    def set_times(self, times: Times) -> None:
        """Show these."""
        here = times.start.astimezone(self._lang.zone)
        self.date.setText(self._lang.date_long(here.date()))
        self.start.setText(self._lang.clock(here))
        self.place.setText(times.place)
        self._show_minutes(times.minutes)
        for one in (self.date_field, self.start_field, self.place_field):
            one.set_error("")

    def read(self) -> Times | None:
        """What the fields say; None when one is not understood, which is then said at it."""
        day, at = self._on_date(), self._on_start()
        self.length.commit()
        if day is None:
            self.date.setFocus()
        elif at is None:
            self.start.setFocus()
        elif self.length.isModified():
            self.length.setFocus()
        else:
            start = datetime.combine(day, at, self._lang.zone).astimezone(UTC)
            return Times(start, self.length.minutes, self.place.text().strip())
        return None

    def glance(self) -> Times | None:
        """As `read`, without a word about what is wrong."""
        day = parse_date(self.date.text(), self._today())
        at = parse_clock(self.start.text())
        if day is None or at is None:
            return None
        start = datetime.combine(day, at, self._lang.zone).astimezone(UTC)
        return Times(start, self.length.minutes, self.place.text().strip())

    # -- making

    def _length_box(self) -> DurationBox:
        text = self._lang.text
        wrong = text(N_("Write a length as 2 t, 90 min or 1.30."))
        name = text(N_("Length of the meeting"))
        return DurationBox(name, _USUAL_MINUTES, parse_minutes, self._lang.duration, wrong, 15)

    def _lengths(self) -> tuple[tuple[str, str, str], ...]:
        lang = self._lang
        whole = ((str(m), lang.duration(m), "accent") for m in (120, 180))
        return (*whole, (_OTHER, lang.text(N_("Other length")), "accent"))

    def _lay(self, narrow: bool) -> None:
        lang = self._lang
        pick = button(
            "", self._open_calendar, icon="calendar", name=lang.text(N_("Choose in a calendar"))
        )
        day = QHBoxLayout()
        day.setSpacing(6)
        day.addWidget(self.date_field, 1)
        day.addWidget(pick, 0, Qt.AlignmentFlag.AlignBottom)
        self._pick = pick
        length = QVBoxLayout()
        length.setSpacing(3)
        length.addWidget(label(lang.text(N_("Length")), "small"))
        chips = QHBoxLayout()
        chips.addWidget(self.chips, 1)
        chips.addWidget(self.length)
        length.addLayout(chips)
        length.addStretch()
        if narrow:
            self._stack(day, length)
        else:
            self._spread(day, length)

    def _stack(self, day: QHBoxLayout, length: QVBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(day)
        column.addWidget(self.start_field)
        column.addLayout(length)
        column.addWidget(self.place_field)

    def _spread(self, day: QHBoxLayout, length: QVBoxLayout) -> None:
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(day, 4)
        row.addWidget(self.start_field, 0, top)
        row.addLayout(length, 4)
        row.addWidget(self.place_field, 4, top)

    # -- what is typed

    def _on_date(self) -> date | None:
        day = parse_date(self.date.text(), self._today())
        text = self._lang.text
        wrong = text(N_("Write a date as 9.12. or 9 December 2026."))
        self.date_field.set_error("" if day else wrong)
        if day is not None and self.date.text() != self._lang.date_long(day):
            self.date.setText(self._lang.date_long(day))
            self.changed.emit()
        return day

    def _on_start(self) -> time | None:
        at = parse_clock(self.start.text())
        wrong = self._lang.text(N_("Write a time as 16.30."))
        self.start_field.set_error("" if at is not None else wrong)
        if at is not None:
            self.start.setText(self._lang.clock(at))
            self.changed.emit()
        return at

    def _on_chip(self, key: str) -> None:
        self.length.setVisible(key == _OTHER)
        if key == _OTHER:
            self.length.setFocus()
            self.length.selectAll()
        else:
            self.length.set_minutes(int(key))
            self.changed.emit()

    def _show_minutes(self, minutes: int) -> None:
        key = str(minutes) if minutes in (120, 180) else _OTHER
        self.chips.choose(key)
        self.length.setVisible(key == _OTHER)
        self.length.set_minutes(minutes)

    # -- the calendar

    def _open_calendar(self) -> None:
        if self._calendar is not None:
            self._calendar.leave()
            return
        day = parse_date(self.date.text(), self._today()) or self._today()
        shown = Calendar(self._lang, day, self.window())
        shown.picked.connect(self._take)
        shown.left.connect(self._forget_calendar)
        shown.place_under(self._pick)
        self._calendar = shown

    def _forget_calendar(self) -> None:
        self._calendar = None

    def _take(self, day: date) -> None:
        self.date.setText(self._lang.date_short(day))
        self._on_date()
        self.date.setFocus()
