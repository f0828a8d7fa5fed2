"""A day that has been: typed as people write it, or picked in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.language import N_, Language, parse_date
from facilitator.ui import theme
from facilitator.ui.parts import Field, button, label
from facilitator.ui.parts.calendar import Calendar
from facilitator.ui.parts.own_undo import OwnUndoLine

_DAY, _WEEK, _YEAR = timedelta(days=1), timedelta(days=7), timedelta(days=364)
_LONGEST = date(2028, 9, 30)
_YESTERDAY = ("i går", "yesterday")


def parse_past(text: str, today: date) -> date | None:
    """As `parse_date`, but a day without a year is the latest such day, not the next.

    None when it is not understood, and for a day that is still to come.
    """
    if " ".join(text.casefold().split()) in _YESTERDAY:
        return today - _DAY
    day = parse_date(text, today)
    if day is None or day <= today:
        return day
    has_number = any(sign.isdecimal() for sign in text)
    # A weekday is the same day when it is asked for tomorrow, or the one after it.
    if not has_number and parse_date(text, today + _DAY) in (day, day + _WEEK):
        return day - _WEEK
    earlier = parse_date(text, today - _YEAR)
    return earlier if earlier is not None and _is_same(earlier, day) else None


def _is_same(earlier: date, day: date) -> bool:
    """Whether it is the same day of another year."""
    return (earlier.month, earlier.day) == (day.month, day.day) and earlier.year < day.year


class DayField(QWidget):
    """A line for a day with a calendar beside it. `changed` when another day is understood."""

    changed = Signal()

    def __init__(self, lang: Language, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._lang, self._today = lang, today
        self._calendar: Calendar | None = None
        self.line = OwnUndoLine()
        wide = QFontMetrics(theme.font()).horizontalAdvance(lang.date_text(_LONGEST))
        self.line.setMinimumWidth(wide + theme.px(26))
        self.field = Field(name, self.line)
        wanted = f"{lang.text(N_('Choose in a calendar'))}: {name}"
        self.pick = button("", self._open_calendar, icon="calendar", name=wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addLayout(_below_a_name(self.pick))
        self.line.editingFinished.connect(self._on_typed)

    def set_day(self, day: date | None) -> None:
        """Show a day, or none."""
        self.line.setText("" if day is None else self._lang.date_text(day))
        self.line.setModified(False)
        self.field.set_error("")

    def glance(self) -> date | None:
        """The day that stands there, without a word when it is none."""
        return parse_past(self.line.text(), self._today())

    def read(self) -> date | None:
        """The day that stands there; what is wrong with it is said at the field."""
        day = self.glance()
        wrong = ""
        if day is None:
            is_ahead = parse_date(self.line.text(), self._today()) is not None
            wrong = (
                N_("That day is still to come.")
                if is_ahead
                else N_("Write a day, for example 9.12.2026.")
            )
        self.field.set_error(self._lang.text(wrong) if wrong else "")
        if day is not None:
            self.line.setText(self._lang.date_text(day))
        return day

    def _on_typed(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            if self.line.text().strip() and self.read() is not None:
                self.changed.emit()

    def _open_calendar(self) -> None:
        if self._calendar is not None:
            self._calendar.leave()
            return
        shown = Calendar(self._lang, self.glance() or self._today(), self.window())
        shown.picked.connect(self._take)
        shown.left.connect(self._forget_calendar)
        shown.place_under(self.pick)
        self._calendar = shown

    def _forget_calendar(self) -> None:
        self._calendar = None

    def _take(self, day: date) -> None:
        self.line.setText(self._lang.date_short(day))
        self.line.setModified(True)
        self._on_typed()
        self.line.setFocus()


def _below_a_name(widget: QWidget) -> QVBoxLayout:
    """A column with the widget as far down as the input of a Field, whatever is said below it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(label(" ", "small"))
    column.addWidget(widget)
    column.addStretch(1)
    return column
