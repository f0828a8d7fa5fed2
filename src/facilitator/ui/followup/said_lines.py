"""What has been said of a commitment: a line for each word, with day, meeting and speaker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain import statuses
from facilitator.domain.outcomes import FollowUp
from facilitator.language import N_, Language
from facilitator.ui.followup.card import snoozed_words
from facilitator.ui.parts import label


class SaidLines(QWidget):
    """The newest first; hidden while nothing has been said."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._history: tuple[FollowUp, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(lang.text(N_("What has been said")), "h2"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column.addLayout(self._lines)
        self.hide()

    def show_history(self, history: Sequence[FollowUp]) -> None:
        """Show what was said, given the oldest first."""
        if tuple(history) == self._history:
            return
        self._history = tuple(history)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = said_lines(history, self._lang)
        for line in lines:
            self._lines.addWidget(label(line, "small", selectable=True))
        self.setVisible(bool(lines))


def said_lines(history: Sequence[FollowUp], lang: Language) -> tuple[str, ...]:
    """Each word in a line, the newest first: “9.9.2026 · meeting 3 · being tried · said by …”."""
    worth = [word for word in reversed(history) if any(_told(word, lang)[2:])]
    lines = []
    for said, words in groupby(worth, key=lambda word: _told(word, lang)):
        names = sorted(filter(None, (w.said_by for w in words)), key=lang.sort_key)
        by = lang.text(N_("said by {names}"), names=lang.list_and(names)) if names else ""
        lines.append(" · ".join(filter(None, (*said[:4], by, *said[4:]))))
    return tuple(lines)


def _told(word: FollowUp, lang: Language) -> tuple[str, ...]:
    """What was said, but not by whom: what many said alike is told in one line."""
    said_on = word.at.astimezone(lang.zone).date()
    day, where = lang.date_short(said_on), ""
    if word.meeting_number is not None:
        where = lang.text(N_("meeting {number}"), number=word.meeting_number)
    said = lang.text(statuses.status(word.status).title) if word.status else ""
    experience = lang.quote(word.experience) if word.experience else ""
    aside = snoozed_words(word.until, lang, said_on) if word.until else ""
    obstacle = word.obstacle and lang.text(N_("In the way: {text}"), text=word.obstacle)
    step = word.next_step and lang.text(N_("Next: {text}"), text=word.next_step)
    return day, where, said, aside, experience, obstacle, step
