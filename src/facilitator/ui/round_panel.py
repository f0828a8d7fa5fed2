"""Who has spoken in a round; for the eye only, nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.meeting_clock import ItemReading
from facilitator.domain.people import Attendee, Clinic
from facilitator.language import N_, Language
from facilitator.ui.parts import Chip, FlowLayout, label


class RoundPanel(QWidget):
    """A chip for each clinic, or for each member where there are no clinics."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
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
            label(lang.text(N_("Click when somebody has spoken. It is not stored.")), "small"),
        ):
            column.addWidget(part)
        column.addStretch(1)

    def show_people(self, attendees: Sequence[Attendee], clinics: Sequence[Clinic]) -> None:
        """Show those who are not away."""
        here = [one for one in attendees if one.state not in ("apology", "absent")]
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

    def begin(self) -> None:
        """A new item: nobody has spoken."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self._say()

    def show_item(self, item: ItemReading) -> None:
        """Say how long each has, when the item's time is shared out."""
        each = self._lang.countdown(item.per_person(len(self._chips)))
        self.each.setText(self._lang.text(N_("{time} each"), time=each))

    def _say(self) -> None:
        spoken = sum(chip.isChecked() for chip in self._chips.values())
        self.count.setText(
            self._lang.text(
                N_("{k} of {n} have spoken"),
                k=self._lang.number(spoken),
                n=self._lang.number(len(self._chips)),
            )
        )
