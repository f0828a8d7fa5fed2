"""What the panels beside the lines of a running meeting have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.meeting_clock import Reading
from facilitator.ui.run.watch import MeetingWatch


class SidePanel(QWidget):
    """A panel beside the lines of a running meeting. `left`: the keys are the page's again."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self.watch, self.lang = watch, watch.bridge.lang
        self._stored: tuple[object, ...] = ()

    def show_meeting(self) -> None:
        """Show what is stored, where it is not what was shown last."""
        stored = self.stored()
        # What did not change is the same object.
        known = len(stored) == len(self._stored)
        if known and all(new is old for new, old in zip(stored, self._stored, strict=True)):
            return
        self._stored = stored
        self.show_stored()

    def stored(self) -> tuple[object, ...]:
        """What the watch holds that the panel shows."""
        return ()

    def show_stored(self) -> None:
        """Show it anew."""

    def show_reading(self, reading: Reading) -> None:
        """Show what the clock says."""

    def enter(self) -> None:
        """A person has brought it into sight."""

    def takes(self, _key: Qt.Key) -> bool:
        """Do what a key that steers nothing else means while the panel is in sight; whether it
        means anything."""
        return False

    def begin(self, _item: AgendaItem) -> None:
        """Another item runs from now on."""
