"""Which meetings the history is about, and for whom it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from facilitator.domain.disclosure import LEAST, Audience
from facilitator.language import N_, Language
from facilitator.ui.history.day import DayField
from facilitator.ui.history.header_button import HeaderButton
from facilitator.ui.parts import button

Days = tuple[date | None, date | None]
"""The first and the last day, both included; none: as far as there is anything."""

ALL, YEAR, MONTHS, OWN = "all", "year", "months", "own"

PERIODS = (
    (ALL, N_("All")),
    (YEAR, N_("This year")),
    (MONTHS, N_("The last 12 months")),
    (OWN, N_("From … to …")),
)

AUDIENCES: tuple[tuple[Audience, str, str], ...] = (
    (
        Audience.OWN_SCREEN,
        N_("Own screen"),
        N_("Everything is shown. Names never stand in a chart."),
    ),
    (
        Audience.MEETING,
        N_("The meeting"),
        N_("Figures about fewer than {least} are hidden, and clinics go by codes."),
    ),
    (
        Audience.OUTSIDE,
        N_("Outside the cluster"),
        N_("Also shares where fewer than {least} said yes, or no, are hidden. No clinics."),
    ),
)


def find_days(period: str, today: date, own: Days = (None, None)) -> Days:
    """The days of a period; `own` are those typed."""
    if period == YEAR:
        return date(today.year, 1, 1), None
    if period == MONTHS:
        return _year_before(today) + timedelta(days=1), None
    return own if period == OWN else (None, None)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def describe_days(days: Days, lang: Language) -> str:
    """The days as they stand on a button; empty where there is no end at all."""
    first, last = (lang.date_short(day) if day else "" for day in days)
    return f"{first}–{last}" if first or last else ""


def _make_menu(
    of: QPushButton, choices: list[tuple[str, str]], choose: Callable[[str], object]
) -> dict[str, QAction]:
    """Give a button a menu of which one is chosen; answers the actions by their ids."""
    of.setProperty("opens", "true")
    menu, group = QMenu(of), QActionGroup(of)
    actions: dict[str, QAction] = {}
    for key, words in choices:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        group.addAction(action)
        action.triggered.connect(partial(_choose, choose, key))
        actions[key] = action
    of.setMenu(menu)
    return actions


def _choose(choose: Callable[[str], object], key: str, _checked: bool = False) -> None:
    choose(key)


class PeriodChoice(HeaderButton):
    """Which meetings. `chosen`: another period; the days of one's own are typed in a DaysBar."""

    chosen = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__(
            button("", lambda: None, icon="calendar", name=lang.text(N_("Meetings"))), urgent=True
        )
        self._lang = lang
        self.period = ALL
        words = [(key, lang.text(title)) for key, title in PERIODS]
        self.actions_by_id = _make_menu(self.button, words, self.choose)
        self.show_period((None, None))

    def choose(self, period: str) -> None:
        """Show another period and tell of it."""
        self.period = period
        self.actions_by_id[period].setChecked(True)
        self.chosen.emit(period)

    def show_period(self, days: Days) -> None:
        """Say what is chosen; `days` are those it comes to."""
        lang = self._lang
        self.actions_by_id[self.period].setChecked(True)
        title = lang.text(dict(PERIODS)[self.period])
        own = describe_days(days, lang) if self.period == OWN else ""
        shown = (own or title) if self.period in (OWN, ALL) else title
        self.say(lang.text(N_("Meetings: {period}"), period=shown[:1].lower() + shown[1:]))


class DaysBar(QWidget):
    """From when to when, typed. `changed`: other days are understood."""

    changed = Signal()

    def __init__(self, lang: Language, today: Callable[[], date]) -> None:
        super().__init__()
        text = lang.text
        self._lang = lang
        self.first = DayField(lang, text(N_("From")), today)
        self.last = DayField(lang, text(N_("To")), today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for field in (self.first, self.last):
            field.changed.connect(self._on_changed)
            row.addWidget(field, 1)
        row.addStretch(2)

    @property
    def days(self) -> Days:
        """What stands there; none where nothing is understood."""
        return self.first.glance(), self.last.glance()

    def begin(self, days: Days) -> None:
        """Show these days and let the first one be typed."""
        for field, day in zip((self.first, self.last), days, strict=True):
            field.set_day(day)
        self.first.line.setFocus()
        self.first.line.selectAll()

    def _on_changed(self) -> None:
        first, last = self.days
        if first is not None and last is not None and last < first:
            wrong = self._lang.text(N_("The last day lies before the first one."))
            self.last.field.set_error(wrong)
            return
        self.last.field.set_error("")
        self.changed.emit()


class AudienceChoice(HeaderButton):
    """For whom. `chosen`: another audience."""

    chosen = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__(
            button("", lambda: None, icon="eye", name=lang.text(N_("Who sees it"))), urgent=True
        )
        self._lang = lang
        self.audience, self._least = Audience.OWN_SCREEN, 0
        words = [(str(key), lang.text(title)) for key, title, _ in AUDIENCES]
        self.actions_by_id = _make_menu(self.button, words, self.choose)
        self.show_audience(Audience.OWN_SCREEN, LEAST)

    def choose(self, key: str) -> None:
        """Show another audience and tell of it."""
        self.show_audience(Audience(key), self._least)
        self.chosen.emit(self.audience)

    def show_audience(self, audience: Audience, least: int) -> None:
        """Say who sees it; figures about fewer people than `least` are hidden from others."""
        lang = self._lang
        self.audience, self._least = audience, least
        for key, title, about in AUDIENCES:
            said = lang.text(about, least=lang.number(least))
            self.actions_by_id[str(key)].setText(f"{lang.text(title)} – {said}")
        self.actions_by_id[str(audience)].setChecked(True)
        title = lang.text(next(title for key, title, _ in AUDIENCES if key is audience))
        self.say(lang.text(N_("For: {audience}"), audience=title[:1].lower() + title[1:]))

    @property
    def about(self) -> str:
        """What is shown to those it is for, in a sentence."""
        lang, least = self._lang, self._lang.number(self._least)
        title, about = next((row[1], row[2]) for row in AUDIENCES if row[0] is self.audience)
        return f"{lang.text(title)}: {lang.text(about, least=least)}"
