"""What every field of a thing is: one widget, what it shows, and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.content import Case, Usage
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles
from facilitator.ui.content.sorts import FieldRow, SortRow, Thing
from facilitator.ui.parts import Field


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing, beside the item and the meeting it was opened from, if there are any."""

    row: SortRow
    thing: Thing
    item: AgendaItem | None
    meeting: Meeting | None
    use: Usage | None

    @property
    def is_read_only(self) -> bool:
        """Whether the meeting may no longer change."""
        return self.meeting is not None and self.meeting.is_read_only


class FieldWidget(QWidget):
    """One field. `show_thing` shows what is stored and leaves alone what is being written."""

    def __init__(self, desk: FieldDesk, row: FieldRow) -> None:
        super().__init__()
        self.row, self.desk = row, desk
        self.bridge, self.lang = desk.bridge, desk.bridge.lang
        self.shown: Shown | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    @property
    def title(self) -> str:
        return self.lang.text(self.row.title)

    def field(self, editor: QWidget, hint: str = "") -> Field:
        """The editor under its title, put below what is there."""
        made = Field(self.title, editor, self.lang.text(hint) if hint else "")
        self.column.addWidget(made)
        return made

    def show_thing(self, shown: Shown) -> None:
        """Show what a thing says here."""
        self.shown = shown
        deleted = isinstance(shown.thing, Case) and shown.thing.text_deleted is not None
        self.setVisible(not (deleted and self.row.of_patient))

    def change(self, value: Any) -> None:
        """Store a value. Raises Refusal."""
        if self.shown is not None:
            row = self.shown.row
            self.attempt(row.step, row.change, self.shown.thing.id, **{self.row.column: value})

    def attempt(self, step: str, verb: Callable[..., object], *args: Any, **kw: Any) -> None:
        """As `Bridge.attempt`."""
        self.bridge.attempt(step, verb, *args, **kw)

    def change_said(self, value: Any) -> None:
        """Store a value; a refusal is said above the page."""
        self.bridge.leaving.emit()
        self.bridge.guarded(partial(self.change, value))


@dataclass(frozen=True, slots=True)
class FieldDesk:
    """What every field is given."""

    bridge: Bridge
    files: AttachedFiles


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
