"""Setting a commitment aside until a day, and taking it up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from facilitator.domain.board import months_after
from facilitator.domain.followup import is_snoozed
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language, parse_date
from facilitator.ui.followup.card import snoozed_words
from facilitator.ui.parts import Field, button, label
from facilitator.ui.parts.due import day_words

MONTHS = (1, 3, 6)


def fill_menu(
    menu: QMenu,
    lang: Language,
    today: date,
    next_meeting: date | None,
    say: Callable[[date], object],
) -> None:
    """The days a commitment may be set aside until; `say` is called with the one chosen."""
    menu.clear()
    if next_meeting is not None and next_meeting > today:
        words = lang.text(N_("The next meeting, {day}"), day=day_words(next_meeting, today, lang))
        menu.addAction(words).triggered.connect(partial(_say, say, next_meeting))
    for n in MONTHS:
        day = months_after(today, n)
        words = f"{lang.plural('{n} month', '{n} months', n)} ({day_words(day, today, lang)})"
        menu.addAction(words).triggered.connect(partial(_say, say, day))


def _say(say: Callable[[date], object], day: date, _checked: bool = False) -> None:
    say(day)


class SnoozeRow(QWidget):
    """Emits `wanted` with the day, or None: ask about it from now on."""

    wanted = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._today = date.min
        self._next: date | None = None
        text = lang.text
        self.until = label("", "small", tone="accent")
        again = text(N_("Take it up now"))
        self.back = button(again, lambda: self.wanted.emit(None), small=True)
        self.button = button(text(N_("Set aside until")), lambda: None, small=True)
        self.button.setProperty("opens", "true")
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.day = QLineEdit()
        self.day.returnPressed.connect(self._set_day)
        self._field = Field(text(N_("or a day")), self.day)
        self.day.setAccessibleName(text(N_("Set aside until a day")))
        self.button.setMinimumHeight(self.day.sizeHint().height())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._field, 1)
        row.addWidget(self.until, 1)
        row.addWidget(self.back)

    def show_commitment(self, one: Commitment, today: date, next_meeting: date | None) -> None:
        """Show until when it is set aside; what is closed is not."""
        self._today, self._next = today, next_meeting
        self.day.setPlaceholderText(self._example())
        self.setVisible(one.is_open)
        is_aside = is_snoozed(one.snoozed, today)
        until = snoozed_words(one.snoozed, self._lang, today) if one.snoozed else ""
        self.until.setText(until)
        for part in (self.until, self.back):
            part.setVisible(is_aside)
        for widget in (self.button, self._field):
            widget.setVisible(not is_aside)

    def _fill(self) -> None:
        fill_menu(self.menu, self._lang, self._today, self._next, self.wanted.emit)

    def _example(self) -> str:
        """A day that may be written, in the form of the reader."""
        return self._lang.date_short(months_after(self._today, 1))

    def _set_day(self) -> None:
        day = parse_date(self.day.text(), self._today)
        if day is None or day <= self._today:
            wrong = N_("Write a day that is to come, for example {day}.")
            self._field.set_error(self._lang.text(wrong, day=self._example()))
            return
        self._field.set_error("")
        self.day.clear()
        self.wanted.emit(day)
