"""All meetings of a cluster: as a list, or as the plan of a year."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.list import MeetingList
from facilitator.ui.meetings.year_view import YearView
from facilitator.ui.parts import ChoiceChips

LIST, YEAR = "list", "year"


class MeetingBoard(QWidget):
    """The two views with the chips that choose between them."""

    def __init__(self, bridge: Bridge, meetings: MeetingList) -> None:
        super().__init__()
        text = bridge.lang.text
        self.year = YearView(bridge)
        self.view = ChoiceChips(
            text(N_("How the meetings are shown")),
            ((LIST, text(N_("List")), "accent"), (YEAR, text(N_("Year plan")), "accent")),
            LIST,
        )
        self._stack = QStackedWidget()
        for one in (meetings, self.year):
            self._stack.addWidget(one)
        self.view.chosen.connect(lambda _key: self._show())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.view)
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Ask again for what the view in sight shows beside the meetings."""
        if self.view.choice == YEAR:
            self.year.refresh()

    def shows(self, meeting: str) -> bool:
        """Whether the plan of the year is in sight with this meeting in it."""
        return self.view.choice == YEAR and self.year.shows(meeting)

    def _show(self) -> None:
        self._stack.setCurrentIndex(int(self.view.choice == YEAR))
        self.refresh()
