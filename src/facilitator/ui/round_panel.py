"""Who has spoken in a round; for the eye only, nothing of it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.meeting_clock import Reading
from facilitator.language import N_
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.parts import Chip, FlowLayout, label
from facilitator.ui.side_panel import SidePanel


class RoundPanel(SidePanel):
    """A chip for each clinic, or for each member where there are no clinics."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._chips: dict[str, Chip] = {}
        self.count = label("", "muted", number=True)
        self.each = label("", "muted", number=True)
        self._holder = QWidget()
        FlowLayout(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (
            self.count,
            self._holder,
            self.each,
            label(self.lang.text(N_("Click when somebody has spoken. It is not stored.")), "small"),
        ):
            column.addWidget(part)
        column.addStretch(1)

    def stored(self) -> tuple[object, ...]:
        return self.watch.attendees, self.watch.clinics

    def show_stored(self) -> None:
        """Show those who are not away."""
        clinics = self.watch.clinics
        here = [one for one in self.watch.attendees if one.state not in ("apology", "absent")]
        there = {one.clinic for one in here}
        names = {one.id: one.name for one in clinics if one.id in there} or {
            one.id: one.name for one in here
        }
        flow = self._holder.layout()
        if flow is None or list(names) == list(self._chips):
            return
        spoken = {key for key, chip in self._chips.items() if chip.isChecked()}
        while (item := flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._chips = {key: Chip(name, lambda _on: self._say()) for key, name in names.items()}
        for key, chip in self._chips.items():
            chip.setChecked(key in spoken)
            flow.addWidget(chip)
        self._say()

    def begin(self, _item: AgendaItem) -> None:
        """A new item: nobody has spoken."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self._say()

    def show_reading(self, reading: Reading) -> None:
        """Say how long each has, when the item's time is shared out."""
        item = reading.current
        if item is None:
            return
        each = self.lang.countdown(item.per_person(len(self._chips)))
        self.each.setText(self.lang.text(N_("{time} each"), time=each))

    def _say(self) -> None:
        spoken = sum(chip.isChecked() for chip in self._chips.values())
        self.count.setText(
            self.lang.text(
                N_("{k} of {n} have spoken"),
                k=self.lang.number(spoken),
                n=self.lang.number(len(self._chips)),
            )
        )
