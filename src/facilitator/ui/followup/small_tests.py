"""Small tests of one commitment, as short notes: plan, did, learnt, next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.outcomes import Commitment, Cycle
from facilitator.edits import followup as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.conflict import ConflictCard, Guard
from facilitator.ui.parts import ChoiceChips, Field, button, label
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding

_NOTES = (
    ("plan", N_("Plan")),
    ("did", N_("Did")),
    ("learnt", N_("Learnt")),
    ("next_step", N_("Next")),
)


class SmallTests(QWidget):
    """The tests of a commitment: one at a time, the latest first. `entered`: Enter in a note."""

    entered = Signal()

    def __init__(self, bridge: Bridge, conflict: ConflictCard) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._commitment: Commitment | None = None
        self._cycle: Cycle | None = None
        self._guard = Guard(conflict)
        text = self._lang.text
        self.add = button(text(N_("New small test")), self._add, icon="plus", small=True)
        head = QHBoxLayout()
        head.addWidget(label(text(N_("Small tests (PDSA)")), "h2"), 1)
        head.addWidget(self.add)
        self._which = QVBoxLayout()
        self._notes = QWidget()
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(0, 0, 0, 0)
        notes.setSpacing(6)
        self.fields = {column: self._note(column, words, notes) for column, words in _NOTES}
        gone = text(N_("Remove this small test"))
        self.remove = button(gone, self._remove, small=True, danger=True)
        notes.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._which)
        column.addWidget(self._notes)

    def _note(self, column: str, words: str, notes: QVBoxLayout) -> GrowingText:
        field = GrowingText(self._lang.text(words))
        field.done.connect(self.entered)
        notes.addWidget(Field(self._lang.text(words), field))
        step = N_("Write about a small test")
        self._guard.tie(column, TextBinding(self._bridge, field, step, self._write, column))
        return field

    def show_commitment(self, one: Commitment) -> None:
        """Show its tests; the one looked at stays, else the latest."""
        before, self._commitment = self._commitment, one
        known = {cycle.id: cycle for cycle in one.cycles}
        now = known.get(self._cycle.id) if self._cycle else None
        latest = one.cycles[-1] if one.cycles else None
        is_new = before is not None and before.id == one.id and latest not in before.cycles
        if before is None or before.id != one.id or before.cycles != one.cycles:
            self._lay_choice(one, (None if is_new and now is None else now) or latest)
        self._show(now or latest)

    def _lay_choice(self, one: Commitment, now: Cycle | None) -> None:
        while (item := self._which.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if len(one.cycles) < 2:
            return
        lang = self._lang
        rows = ((c.id, lang.number(n), "accent") for n, c in enumerate(one.cycles, 1))
        chips = ChoiceChips(lang.text(N_("Which small test")), tuple(rows), now.id if now else "")
        chips.chosen.connect(self._choose)
        self._which.addWidget(chips)

    def _choose(self, key: str) -> None:
        one = self._commitment
        if one is not None:
            self._show(next((cycle for cycle in one.cycles if cycle.id == key), None))

    def _show(self, cycle: Cycle | None) -> None:
        self._cycle = cycle
        self._notes.setVisible(cycle is not None)
        if cycle is not None and self._commitment is not None:
            subject = self._commitment.id, cycle.id
            for column, _ in _NOTES:
                self._guard.show(cycle.id, column, subject, getattr(cycle, column))

    def _write(self, session: Session, commitment: str, cycle: str, **texts: str) -> None:
        ((column, mine),) = texts.items()
        for one in queries.commitment(session, commitment).cycles:
            if one.id == cycle:
                self._guard.look(cycle, column, getattr(one, column), mine)
        edits.change_cycle(session, cycle, **texts)

    def _add(self) -> None:
        if self._commitment is None:
            return
        now = self._bridge.clock.utc()
        self._bridge.leaving.emit()
        self._cycle = None
        self._bridge.do(N_("Begin a small test"), edits.add_cycle, self._commitment.id, now)
        self.fields["plan"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        if self._cycle is not None:
            self._bridge.do(N_("Remove a small test"), edits.remove_cycle, self._cycle.id)
