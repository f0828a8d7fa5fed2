"""When and where a meeting is: fields that take what people type, for a new one and an old one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

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

_GAP, _PLACE_LEAST, _NARROWEST, _LENGTH_WIDTH = 16, 170, 200, 112
_LONG_DAY = date(2026, 9, 30)
_Rows = tuple[tuple[int, ...], ...]
_START = 1
_WIDE: _Rows = ((0, 1, 2, 3),)
_THREE: _Rows = ((0, 1, 2), (3,))
_TWO: _Rows = ((0, 1), (2,), (3,))
_STACKED: _Rows = ((0,), (1,), (2,), (3,))


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
    """Date, start, length and place. `changed` when they say something else that is understood.

    about: a field that stands beside the place.
    """

    changed = Signal()

    def __init__(
        self, lang: Language, today: Callable[[], date], about: Field | None = None
    ) -> None:
        super().__init__()
        self._lang, self._today, self._about = lang, today, about
        self._calendar: Calendar | None = None
        self.date, self.start, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.length = self._length_box()
        self.chips = ChoiceChips(lang.text(N_("Length")), self._lengths(), "120")
        self.date_field = Field(lang.text(N_("Date")), self.date)
        self.start_field = Field(lang.text(N_("Start")), self.start)
        self.place_field = Field(lang.text(N_("Place")), self.place)
        self.start.setFixedWidth(theme.px(86))
        self._length_said = label("", "small", tone="bad")
        self._length_said.hide()
        self._shown_rows: _Rows = ()
        self._lay()
        self.date.editingFinished.connect(self._on_date)
        self.start.editingFinished.connect(self._on_start)
        self.chips.chosen.connect(self._on_chip)
        self.length.changed.connect(lambda _minutes: self.changed.emit())
        self.length.refused.connect(self._say_length)
        self.length.editingFinished.connect(self._hear_length)

    def set_times(self, times: Times) -> None:
        """Show these."""
        here = times.start.astimezone(self._lang.zone)
        self.date.setText(self._lang.date_long(here.date()))
        self.start.setText(self._lang.clock(here))
        self.place.setText(times.place)
        self._show_minutes(times.minutes)
        self.date_field.set_hint("")
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
        box = DurationBox(name, _USUAL_MINUTES, parse_minutes, self._lang.duration, wrong, 15)
        box.setFixedWidth(theme.px(_LENGTH_WIDTH))
        return box

    def _lengths(self) -> tuple[tuple[str, str, str], ...]:
        lang = self._lang
        whole = ((str(m), lang.duration(m), "accent") for m in (120, 180))
        return (*whole, (_OTHER, lang.text(N_("Other length")), "accent"))

    def _lay(self) -> None:
        text = self._lang.text
        name = text(N_("Choose in a calendar"))
        self._pick = button("", self._open_calendar, icon="calendar", name=name)
        # Under an empty title it stands level with the date, whatever is said below that.
        picking = Field(" ", self._pick)
        self._pick.setAccessibleName(name)
        day, length = QWidget(), QWidget()
        beside = QHBoxLayout(day)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(6)
        beside.addWidget(self.date_field, 1)
        beside.addWidget(picking, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout(length)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(3)
        below.addWidget(label(text(N_("Length")), "small"))
        chips = QHBoxLayout()
        chips.addWidget(self.chips)
        chips.addWidget(self.length)
        chips.addStretch(1)
        below.addLayout(chips)
        below.addWidget(self._length_said)
        below.addStretch()
        place = QWidget()
        fields = QHBoxLayout(place)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(_GAP)
        for field in filter(None, (self.place_field, self._about)):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._parts = day, self.start_field, length, place
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(10)
        self._place(_STACKED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self._rows_for(self.width()))

    def minimumSizeHint(self) -> QSize:
        # As narrow as it is when all stands below each other.
        return QSize(theme.px(_NARROWEST), super().minimumSizeHint().height())

    def _rows_for(self, width: int) -> _Rows:
        """Which of date, start, length and place stand beside each other."""
        day = self._widest_day() + 6 + self._pick.sizeHint().width()
        two = day + _GAP + self.start.width()
        three = two + _GAP + self.chips.sizeHint().width() + 6 + self.length.width()
        if width >= three + (_GAP + theme.px(_PLACE_LEAST)) * (2 if self._about else 1):
            return _WIDE
        return _THREE if width >= three else _TWO if width >= two else _STACKED

    def _widest_day(self) -> int:
        said = self._lang.date_long(_LONG_DAY)
        return self.date.fontMetrics().horizontalAdvance(said) + theme.px(26)

    def _place(self, rows: _Rows) -> None:
        if rows == self._shown_rows:
            return
        self._shown_rows = rows
        for part in self._parts:
            self._grid.removeWidget(part)
        for row, places in enumerate(rows):
            for column, place in enumerate(places):
                span = 4 - column if column == len(places) - 1 else 1
                top = Qt.AlignmentFlag.AlignTop
                if place == _START:
                    top |= Qt.AlignmentFlag.AlignLeft
                part = self._parts[place]
                self._grid.addWidget(part, row, column, 1, span)
                self._grid.setAlignment(part, top if place == _START else Qt.AlignmentFlag(0))
        is_wide = rows in (_WIDE, _THREE)
        self.chips.setMinimumWidth(self.chips.sizeHint().width() if is_wide else 0)
        self.date.setMinimumWidth(0 if rows == _STACKED else self._widest_day())
        shares = {_WIDE: (4, 0, 0, 4), _THREE: (0, 0, 1, 0)}.get(rows, (0, 1, 0, 0))
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)

    # -- what is typed

    def _on_date(self) -> date | None:
        day = parse_date(self.date.text(), self._today())
        text = self._lang.text
        wrong = text(N_("Write a date as 9.12. or 9 December 2026."))
        past = text(N_("This day has passed."))
        self.date_field.set_hint(past if day is not None and day < self._today() else "")
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

    def _say_length(self, wrong: str) -> None:
        self._length_said.setText(wrong)
        self._length_said.setVisible(bool(wrong))

    def _hear_length(self) -> None:
        if not self.length.isModified():
            self._say_length("")

    def _on_chip(self, key: str) -> None:
        self._say_length("")
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
