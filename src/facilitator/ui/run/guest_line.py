"""The line in which a guest is written, and the speakers of the meeting as guests by one click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.people import Guest
from facilitator.domain.presence import offered, read_guest
from facilitator.edits import room
from facilitator.language import N_
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import FlowLayout, button
from facilitator.ui.parts.esc_line import EscLine
from facilitator.ui.run.watch import MeetingWatch

_ADD = N_("Add a guest")


def guest_words(one: Guest) -> str:
    """Gry Gæst, Eksempelby Sygehus."""
    return ", ".join(part for part in (one.name, one.organisation) if part)


class GuestLine(QWidget):
    """Enter stores the guest written, new or changed; Esc leaves the line (`left`) and keeps it."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._watch, self._lang = watch, watch.bridge.lang
        self._changing: str | None = None
        self._draft = ""
        text = self._lang.text
        self.line = EscLine()
        self.line.setPlaceholderText(text(N_("Guest: name, where from – and Enter")))
        self.line.setAccessibleName(text(_ADD))
        self.line.returnPressed.connect(self.store)
        self.line.left.connect(self._leave)
        self._unstored = Unstored(watch.bridge, self.store, self.line)
        self.offers = QWidget()
        self._flow = FlowLayout(self.offers)
        self.offered: tuple[Guest, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.offers)
        column.addWidget(self.line)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is writing, or has written what is not stored."""
        return self._changing is not None or self.line.hasFocus() or bool(self.line.text())

    def write(self) -> None:
        """Put the cursor in the line."""
        self.show()
        self.line.setFocus()

    def change(self, guest: Guest) -> None:
        """Let a guest be written anew; what else is being written comes back afterwards."""
        if self._changing is None:
            self._draft = self.line.text()
        self._changing = guest.id
        self.line.setText(guest_words(guest))
        self.line.setAccessibleName(self._lang.text(N_("Change a guest")))
        self.write()
        self.line.selectAll()

    def store(self) -> None:
        """Store the guest; only then is the line taken away. An empty one gives the keys back."""
        name, organisation = read_guest(self.line.text())
        if not name:
            self._leave()
        elif self._changing is None:
            if self._unstored.do(_ADD, room.add_guest, self._watch.meeting, name, organisation):
                self._end()
        else:
            self._change(self._changing, name, organisation)

    def _change(self, guest: str, name: str, organisation: str) -> None:
        self._unstored.do(
            N_("Change a guest"), room.change_guest, guest, name=name, organisation=organisation
        )
        stored = next((one for one in self._watch.guests if one.id == guest), None)
        if stored is None or (stored.name, stored.organisation) == (name, organisation):
            self._end()

    def _end(self) -> None:
        self._changing = None
        self.line.setText(self._draft)
        self._draft = ""
        self.line.setAccessibleName(self._lang.text(_ADD))

    def _leave(self) -> None:
        if self._changing is not None:
            self._end()
        self.left.emit()

    # -- speakers

    def show_offers(self, speakers: Sequence[Guest], guests: Sequence[Guest]) -> None:
        """Offer the speakers who are no guests yet."""
        found = offered(speakers, guests)
        if found == self.offered:
            return
        self.offered = found
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            words = guest_words(one)
            name = self._lang.text(N_("Guest: {name}"), name=words)
            made = button(words, partial(self.take, one), icon="plus", name=name, small=True)
            self._flow.addWidget(made)
        self.offers.setVisible(bool(found))

    def take(self, one: Guest) -> None:
        """Write a speaker down as a guest."""
        self._watch.bridge.do(_ADD, room.add_guest, self._watch.meeting, one.name, one.organisation)
        self.left.emit()
