"""What a meeting did not finish or parked without saying where it goes: a click each, or one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facilitator.domain.outcomes import Loose
from facilitator.edits import parking
from facilitator.language import N_
from facilitator.ui.parts import FlowLayout, button, label
from facilitator.ui.run.watch import MeetingWatch

PLACES = (
    ("next_meeting", N_("Next meeting")),
    ("topic", N_("Topic bank")),
    ("commitment", N_("Commitment")),
    ("dropped", N_("Drop it")),
)
"""What the buttons of a line say, by where it then goes."""


class UnfinishedCard(QFrame):
    """Gone while there is nothing. `left`: the keys are the page's again.

    is_open: the lines are in sight at first, in a card of their own; without it only a single one
    is, and the others wait folded to a line above what is chosen meanwhile.
    """

    left = Signal()

    def __init__(self, watch: MeetingWatch, *, is_open: bool = False) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        self._loose: tuple[Loose, ...] = ()
        self._wanted: bool | None = is_open or None
        self._is_line = not is_open
        if self._is_line:
            self.setProperty("look", "line")
        self.said = label("", "strong", wrap=is_open)
        all_words = self._lang.text(N_("All to the next meeting"))
        self.all = button(all_words, self.send_all, small=True)
        self.fold = button("", self._toggle, small=True, plain=True, name="…")
        if self._is_line:
            self.said.setFixedHeight(self.all.sizeHint().height())
        acts = QWidget()
        flow = FlowLayout(acts)
        in_line = (self.said,) if self._is_line else ()
        for made in (*in_line, self.all, self.fold):
            flow.addWidget(made)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        for part in (*(() if self._is_line else (self.said,)), acts, self._rows):
            column.addWidget(part)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What waits for a place."""
        return tuple(one.text for one in self._loose)

    @property
    def is_open(self) -> bool:
        """Whether the lines can be seen: as a person chose, else when there is but one."""
        return len(self._loose) == 1 if self._wanted is None else self._wanted

    def show_loose(self, loose: Sequence[Loose]) -> None:
        """Show what waits for a place to go."""
        if tuple(loose) != self._loose:
            self._loose = tuple(loose)
            self._fill()
        self._show_open()
        self.setVisible(bool(loose))

    def send(self, one: Loose, where: str) -> None:
        """Let one of them go there."""
        self._send((one,), where)

    def send_all(self) -> None:
        """Let the next meeting have them all."""
        self._send(self._loose, "next_meeting")

    def _send(self, loose: Sequence[Loose], where: str) -> None:
        bridge, meeting = self._watch.bridge, self._watch.meeting
        at = bridge.clock.utc()
        bridge.do(N_("Say where it goes"), parking.send_all, meeting, loose, where, at)
        self.left.emit()

    def _toggle(self) -> None:
        self._wanted = not self.is_open
        self._show_open()
        self.left.emit()

    def _show_open(self) -> None:
        text, many = self._lang.text, len(self._loose) > 1
        words = text(N_("Hide the list") if self.is_open else N_("One by one"))
        self.fold.setText(words)
        self.fold.setAccessibleName(words)
        for made in (self.fold, self.all):
            made.setVisible(many)
        self._rows.setVisible(self.is_open)

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.said.setText(self._words())
        for one in self._loose:
            self._column.addWidget(self._row(one))

    def _words(self) -> str:
        lang, n = self._lang, len(self._loose)
        if self._is_line:
            return lang.plural("{n} thing is unfinished", "{n} things are unfinished", n)
        return lang.plural(
            "{n} thing is unfinished – where does it go?",
            "{n} things are unfinished – where do they go?",
            n,
        )

    def _row(self, one: Loose) -> QWidget:
        row, places = QWidget(), QWidget()
        flow = FlowLayout(places, 4)
        for where, words in PLACES:
            said = self._lang.text(words)
            made = button(said, partial(self.send, one, where), small=True)
            made.setAccessibleName(f"{one.text}: {said}")
            flow.addWidget(made)
        line = QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(3)
        line.addWidget(label(self._said_of(one), "body"))
        line.addWidget(places)
        return row

    def _said_of(self, one: Loose) -> str:
        if not one.left:
            return one.text
        left = self._lang.duration(one.left)
        return self._lang.text(N_("{title} – {left} left"), title=one.text, left=left)
