"""The room screen as the room sees it, small, and what it shows of the running item."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.language import N_
from facilitator.ui.parts import button, scroll_area
from facilitator.ui.room.parts import RoomParts
from facilitator.ui.room.screen import RoomScreen
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch


class PreviewPanel(SidePanel):
    """Holds the preview of the room screen and ticks for what it shows.

    `menu_wanted(button)` asks for what can be done with it, at a button.
    """

    menu_wanted = Signal(object)

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._item = ""
        self.parts = RoomParts(watch.bridge)
        self.parts.left.connect(self.left)
        words = self.lang.text(N_("Displays …"))
        self.menu = button(words, lambda: self.menu_wanted.emit(self.menu), small=True)
        holder = QWidget()
        self._inner = QVBoxLayout(holder)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(8)
        self._inner.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addWidget(self.parts)
        self._inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll_area(holder))

    def hold(self, preview: RoomScreen) -> None:
        """Take the preview in."""
        self._inner.insertWidget(0, preview)

    def stored(self) -> tuple[object, ...]:
        return (self.watch.agenda,)

    def show_stored(self) -> None:
        """Show what is chosen for the running item."""
        item = self.watch.agenda.item(self._item) if self.watch.agenda else None
        if item is not None:
            self.parts.show_item(item)

    def begin(self, item: AgendaItem) -> None:
        self._item = item.id
        self.parts.show_item(item)
