"""What a person has chosen to see of the history: which meetings, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.charts.chart import View
from facilitator.domain.disclosure import Audience
from facilitator.language import N_, Language
from facilitator.ui import parts
from facilitator.ui.history.period import (
    OWN,
    AudienceChoice,
    DaysBar,
    PeriodChoice,
    find_days,
)
from facilitator.ui.page import PAGE_MARGINS


class Chosen(QWidget):
    """Stands above the charts while days are typed or others see them; else it takes no room.

    `changed`: something else is chosen. `days_wanted`: from and to are to be typed; `begin_days`
    says from which. `period` and `audience` are buttons for the header.
    """

    changed = Signal()
    days_wanted = Signal()

    def __init__(self, lang: Language, today: Callable[[], date]) -> None:
        super().__init__()
        self._lang, self._today = lang, today
        self.period, self.audience = PeriodChoice(lang), AudienceChoice(lang)
        self.days = DaysBar(lang, today)
        self.period.chosen.connect(self._on_period)
        self.audience.chosen.connect(lambda _audience: self.changed.emit())
        self.days.changed.connect(self.changed)
        self.told = self._make_notice()
        column = QVBoxLayout(self)
        left, top, right, _ = PAGE_MARGINS
        column.setContentsMargins(left, top, right, 0)
        column.setSpacing(10)
        column.addWidget(self.days)
        column.addWidget(self.told)
        self.show_now(False)

    def _make_notice(self) -> QFrame:
        """Says for whom the charts are shown, while that is not oneself alone."""
        notice = QFrame()
        notice.setProperty("look", "notice")
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(parts.Picture("eye-off", 16))
        self.told_words = parts.label("")
        row.addWidget(self.told_words, 1)
        own = partial(self.audience.choose, str(Audience.OWN_SCREEN))
        words = self._lang.text(N_("Show everything again"))
        row.addWidget(parts.button(words, own, small=True))
        return notice

    def _on_period(self, period: str) -> None:
        if period == OWN:
            self.days_wanted.emit()
        self.changed.emit()

    def begin_days(self, first: date, last: date) -> None:
        """Let the days be typed, these to begin with."""
        self.show_now(True)
        self.days.begin((first, last))

    def show_now(self, is_begun: bool) -> None:
        """Show what there is to say, once there is a history."""
        is_own = self.audience.audience is Audience.OWN_SCREEN
        has_days = self.period.period == OWN
        self.days.setVisible(has_days)
        self.told.setVisible(not is_own)
        self.told_words.setText(self.audience.about)
        self.setVisible(is_begun and (has_days or not is_own))

    def view(self, now: View) -> View:
        """What is seen now, with what is chosen here."""
        first, last = find_days(self.period.period, self._today(), self.days.days)
        self.period.show_period((first, last))
        return replace(now, first=first, last=last, audience=self.audience.audience)
