"""The ways in which the follow-up page shows what it knows: board, list, improvements, nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QStackedWidget, QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.board import Board
from facilitator.ui.parts import EmptyState, button

if TYPE_CHECKING:
    # Made when first wanted, and loaded then: the page is to be on the screen sooner.
    from facilitator.ui.followup.improvement_list import ImprovementView
    from facilitator.ui.followup.list import CommitmentList


class Views(QStackedWidget):
    """One of them at a time; those but the board are made when first shown.

    `made`: the list is there now. `all_wanted`: nothing was found, and no filter is to hide any.
    `commitment_wanted`: the one an improvement came from. `stale`: the store is to be asked again.
    """

    made = Signal()
    all_wanted = Signal()
    commitment_wanted = Signal(str)
    stale = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.board = Board(bridge.lang, bridge.today())
        self._sideways = _sideways(self.board)
        self.addWidget(self._sideways)
        self._list: CommitmentList | None = None
        self._improvements: ImprovementView | None = None
        self._empty: dict[str, QWidget] = {}

    @property
    def list(self) -> CommitmentList:
        """The commitments as rows."""
        from facilitator.ui.followup.list import CommitmentList

        if self._list is None:
            self._list = CommitmentList(self._bridge.lang, self._bridge.today())
            self.addWidget(self._list)
            self.made.emit()
        return self._list

    @property
    def improvements(self) -> ImprovementView:
        """What has become better."""
        from facilitator.ui.followup.improvement_list import ImprovementView

        if self._improvements is None:
            self._improvements = ImprovementView(self._bridge)
            self._improvements.commitment_wanted.connect(self.commitment_wanted)
            self._improvements.stale.connect(self.stale)
            self.addWidget(self._improvements)
        return self._improvements

    def mark(self, commitments: frozenset[str]) -> None:
        """Show which commitments are marked."""
        self.board.mark(commitments)
        if self._list is not None:
            self._list.mark(commitments)

    def show_board(self) -> None:
        """Bring the board into sight."""
        self.setCurrentWidget(self._sideways)

    def show_list(self) -> None:
        """Bring the list into sight."""
        self.setCurrentWidget(self.list)

    def show_improvements(self) -> None:
        """Bring the improvements into sight."""
        self.setCurrentWidget(self.improvements)

    def say_none(self) -> None:
        """Say that there are no commitments, and where they are made."""
        text = self._bridge.lang.text
        go = button(text(N_("Go to meetings")), lambda: self._bridge.open_place("meetings"))
        sentence = N_(
            "They are made in the last ten minutes of a meeting: who tries what, by when."
        )
        self._say("handshake", N_("No commitments yet"), sentence, go)

    def say_no_hits(self) -> None:
        """Say that the filters leave none."""
        everything = button(self._bridge.lang.text(N_("Show all")), self.all_wanted.emit)
        sentence = N_("Choose another meeting or clinic, or see those that are closed.")
        self._say("search", N_("Nothing here"), sentence, everything)

    def _say(self, icon: str, title: str, sentence: str, way: QPushButton) -> None:
        text = self._bridge.lang.text
        if icon not in self._empty:
            self._empty[icon] = EmptyState(icon, text(title), text(sentence), way)
            self.addWidget(self._empty[icon])
        self.setCurrentWidget(self._empty[icon])


def _sideways(board: Board) -> QScrollArea:
    """The board, to be scrolled sideways where large text leaves its columns no room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    board.setObjectName("scrolled")
    area.setWidget(board)
    area.viewport().setAutoFillBackground(False)
    board.setAutoFillBackground(False)
    return area
