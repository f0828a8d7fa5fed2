"""The last ten minutes: two or three insights sharpened, and who tries what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.domain.meeting_clock import Reading
from facilitator.domain.outcomes import Loose
from facilitator.ui.run.commitment_entry import CommitmentEntry
from facilitator.ui.run.insight_chooser import InsightChooser
from facilitator.ui.run.watch import MeetingWatch


class SummaryPanel(QWidget):
    """Insights at the left, commitments at the right. `left`: the keys are the page's again."""

    left = Signal()

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__()
        self._loose: Sequence[Loose] = ()
        self._is_stale = False
        self.insights = InsightChooser(watch)
        self.entry = CommitmentEntry(watch)
        self.insights.left.connect(self.left.emit)
        self.entry.left.connect(self.left.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.insights, 1)
        row.addWidget(self.entry, 1)

    def show_meeting(self, loose: Sequence[Loose]) -> None:
        """Show the lines as they stand, and what waits for a place to go."""
        self._loose, self._is_stale = loose, True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        # Out of sight it costs nothing while lines are written.
        if self._is_stale:
            self._is_stale = False
            self.insights.show_log(self._loose)
            self.entry.show_log()

    def show_reading(self, reading: Reading) -> None:
        """Show what the clock of the pairs says."""
        self.entry.show_reading(reading)
