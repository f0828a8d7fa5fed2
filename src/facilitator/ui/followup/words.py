"""What is said of a commitment now: the experience, what was in the way, and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain import followup, statuses
from facilitator.domain.board import last_word
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.edits import followup as edits
from facilitator.edits import outcomes
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.conflict import Guard
from facilitator.ui.followup.said_by import SaidBy
from facilitator.ui.parts import Field, button
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding

_COLUMNS = ("experience", "obstacle", "next_step")


class Words(QWidget):
    """Three texts of the latest word, when what is said now goes with it; else of a new one.

    `entered`: Enter in one of them. The words are those of whoever is named in `said_by`.
    """

    entered = Signal()

    def __init__(self, bridge: Bridge, guard: Guard, said_by: SaidBy) -> None:
        super().__init__()
        self._bridge, self._guard, self._said_by = bridge, guard, said_by
        self._meeting: str | None = None
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        text = bridge.lang.text
        self.experience = self._area("experience", N_("Experience"))
        self.more = button(
            text(N_("Obstacle and next step")), self._show_more, small=True, plain=True
        )
        self.more.setCheckable(True)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.obstacle = self._area("obstacle", N_("What was in the way"))
        self.next_step = self._area("next_step", N_("Next step"))

    def _area(self, column: str, title: str) -> GrowingText:
        words = self._bridge.lang.text(title)
        field = GrowingText(words)
        field.done.connect(self.entered)
        self._fields[column] = Field(words, field)
        self._column.addWidget(self._fields[column])
        binding = TextBinding(self._bridge, field, N_("Write experience"), self._write, column)
        self._guard.tie(column, binding)
        return field

    def _show_more(self) -> None:
        for column in ("obstacle", "next_step"):
            self._fields[column].setVisible(self.more.isChecked())

    def open_more(self) -> None:
        """Show what was in the way and what comes next too."""
        self.more.setChecked(True)
        self._show_more()

    def show_word(
        self, one: Commitment, word: FollowUp | None, meeting: str | None, *, is_new: bool
    ) -> None:
        """Show what was said of a commitment now; what is being typed stays.

        Args:
            word: none where nothing was.
            meeting: the one that runs, at which it is said.
            is_new: another commitment was shown before.
        """
        self._meeting = meeting
        asks = statuses.status(one.status).asks_learnt
        title = N_("What did you learn from it?") if asks else N_("Experience since last time")
        self._fields["experience"].set_title(self._bridge.lang.text(title))
        for column in _COLUMNS:
            stored = getattr(word, column) if word else ""
            self._guard.show(one.id, column, (one.id,), stored)
        if is_new:
            self.more.setChecked(bool(word and word.obstacle + word.next_step))
            self._show_more()

    def _write(self, session: Session, commitment: str, **texts: Any) -> None:
        meeting, now = self._meeting, self._bridge.clock.utc()
        ((column, mine),) = texts.items()
        outcomes.look_again(session, commitment, None)
        whole = queries.commitment(session, commitment).whole_cluster
        word = last_word(queries.follow_ups(session, commitment), alone=whole)
        there = getattr(word, column) if is_now(word, now, meeting) else ""
        # A new word has no text yet: what was typed before its status was said goes with it.
        if there:
            self._guard.look(commitment, column, there, mine)
        by = self._said_by.speaker_of(commitment)
        edits.write_word(session, commitment, now, meeting=meeting, said_by=by, **texts)


def is_now(word: FollowUp | None, now: datetime, meeting: str | None) -> bool:
    """Whether what is said now goes with a word: it was said at the meeting that runs, or outside
    meetings in this sitting."""
    if word is None or now - word.at >= followup.SITTING:
        return False
    return (word.meeting_number is not None) == (meeting is not None)
