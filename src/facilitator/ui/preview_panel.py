"""The room screen as the room sees it, small, beside the lines of a running meeting."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.room_screen import RoomScreen
from facilitator.ui.side_panel import SidePanel


class PreviewPanel(SidePanel):
    """Holds the preview of the room screen."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)

    def hold(self, preview: RoomScreen) -> None:
        """Take the preview in."""
        self._column.insertWidget(0, preview)
