"""How long an item is, what the past says of its kind, and what there is to say of its start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.duration_memory import Memory, say_memory
from facilitator.language import N_, Language, parse_minutes
from facilitator.ui.parts import DurationBox, Field, button, label, set_tone

LEAST_OF_SUMMARY = 5


class ItemLength(QWidget):
    """The notes below; `field` holds the minutes and stands where the inspector puts it.

    `changed` carries an item and its minutes, `making_room` one with a fixed start before which
    others are to give.
    """

    changed = Signal(str, int)
    making_room = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._item: AgendaItem | None = None
        self._can_change = False
        self._suggested = 0
        text = lang.text
        wrong = text(N_("Write minutes as 20, 1t10, 1.30 or 90 min."))
        self.box = DurationBox(text(N_("Length")), 5, parse_minutes, lang.duration, wrong)
        self.box.changed.connect(self._change)
        self.field = Field(text(N_("Length")), self.box)
        self.memory = label("", "small")
        self.use_button = button("…", self._use, small=True)
        self.start = label("", "small")
        room = text(N_("Let the items above give"))
        self.room_button = button(room, self._make_room, small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        left = Qt.AlignmentFlag.AlignLeft
        for note, made in ((self.memory, self.use_button), (self.start, self.room_button)):
            column.addWidget(note)
            column.addWidget(made, 0, left)

    def show_item(self, item: AgendaItem, *, can_change: bool) -> None:
        """Show the minutes of an item; what is being typed for another is forgotten."""
        if self._item is not None and self._item.id != item.id:
            self.box.setModified(False)
        self._item, self._can_change = item, can_change
        self.box.least = LEAST_OF_SUMMARY if item.is_last else 1
        self.box.set_minutes(item.minutes)
        self.box.setReadOnly(not can_change)

    def show_notes(
        self, memory: Memory | None, start: Sequence[str], *, late: bool, can_give: bool
    ) -> None:
        """Say what is remembered of its kind and what there is to say of its fixed start.

        late: the items above end after it; can_give: some of them can give minutes.
        """
        lang = self._lang
        said = say_memory(lang, memory) if memory and self._can_change else ""
        self._suggested = memory.suggested_minutes if memory and said else 0
        self.memory.setText(f"{said}." if said else "")
        self.memory.setVisible(bool(said))
        use = lang.text(N_("Use {length}"), length=lang.duration(self._suggested or 1))
        self.use_button.setText(use)
        self.use_button.setAccessibleName(use)
        planned = self._item.minutes if self._item else 0
        self.use_button.setVisible(self._suggested > planned)
        self.start.setText(" ".join(start))
        self.start.setVisible(bool(start))
        set_tone(self.start, "bad" if late else "")
        self.room_button.setVisible(can_give and self._can_change)
        self.setVisible(bool(said or start))

    def _change(self, minutes: int) -> None:
        if self._item is not None:
            self.changed.emit(self._item.id, minutes)

    def _use(self) -> None:
        self._change(self._suggested)

    def _make_room(self) -> None:
        if self._item is not None:
            self.making_room.emit(self._item.id)
