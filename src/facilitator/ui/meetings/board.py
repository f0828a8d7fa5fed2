"""All meetings of a cluster: as a list, or as the plan of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.meetings.list import MeetingList
from facilitator.ui.parts import ChoiceChips

if TYPE_CHECKING:
    from facilitator.ui.meetings.year_view import YearView

LIST, YEAR = "list", "year"


class MeetingBoard(QWidget):
    """The two views with the chips that choose between them; the plan of the year is made when it
    is first looked at.

    Emits `opened` with the id of a meeting, and `wanted` with the first day of the month and the
    topic of one to be made, or none, as the plan does.
    """

    opened = Signal(str)
    wanted = Signal(object, object)

    def __init__(self, bridge: Bridge, meetings: MeetingList) -> None:
        super().__init__()
        text = bridge.lang.text
        self._bridge, self._meetings = bridge, meetings
        self._year: YearView | None = None
        self.view = ChoiceChips(
            text(N_("How the meetings are shown")),
            ((LIST, text(N_("List")), "accent"), (YEAR, text(N_("Year plan")), "accent")),
            LIST,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(meetings)
        self.view.chosen.connect(lambda _key: self._show())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.view)
        column.addWidget(self._stack, 1)

    @property
    def year(self) -> YearView:
        """The plan of the year."""
        if self._year is None:
            from facilitator.ui.meetings.year_view import YearView

            self._year = made = YearView(self._bridge)
            made.opened.connect(self.opened)
            made.wanted.connect(self.wanted)
            self._stack.addWidget(made)
        return self._year

    def refresh(self) -> None:
        """Ask again for what the view in sight shows beside the meetings."""
        if self.view.choice == YEAR:
            self.year.refresh()

    def shows(self, meeting: str) -> bool:
        """Whether the plan of the year is in sight with this meeting in it."""
        return self.view.choice == YEAR and self.year.shows(meeting)

    def _show(self) -> None:
        self._stack.setCurrentWidget(self.year if self.view.choice == YEAR else self._meetings)
        self.refresh()
