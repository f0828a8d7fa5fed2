"""Where there is no room for both, the rows or what is beside them: one at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.language import N_, Language
from facilitator.ui.agenda.beside import Beside
from facilitator.ui.agenda.board import AgendaBoard
from facilitator.ui.parts import button

_ANY_WIDTH = (1 << 24) - 1
"""The greatest width Qt knows, which is no limit."""


class Folding(QObject):
    """Shows `board` and `aside` beside each other or, folded, one of them with a way to the other.

    `open_button` stands among the rows.
    """

    def __init__(self, lang: Language, board: AgendaBoard, beside: Beside) -> None:
        super().__init__(board)
        self._board, self._beside = board, beside
        self._is_folded = self._is_open = False
        words = lang.text(N_("Item, check and goals"))
        self.open_button = button(words, self._come, small=True)
        self.back_button = button(
            lang.text(N_("Back to the items")), self._go_back, icon="arrow-left", small=True
        )
        self.aside = QWidget()
        column = QVBoxLayout(self.aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(beside, 1)
        for made in (self.open_button, self.back_button):
            made.hide()

    def fold(self, width: int) -> None:
        """Give what is beside the rows so many pixels; 0: all there are, in place of the rows."""
        self._is_folded = not width
        if width:
            self._beside.setFixedWidth(width)
        else:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(_ANY_WIDTH)
        self.show_parts()

    def open(self) -> None:
        """Have what is beside the rows in sight."""
        if not self._is_open:
            self._is_open = True
            self.show_parts()

    def close(self) -> None:
        """Have the rows in sight."""
        if self._is_open:
            self._is_open = False
            self.show_parts()

    def show_parts(self) -> None:
        """Show what there is room for; what stands in the place of the rows stands alone."""
        is_alone, is_rows = self._is_folded and self._is_open, self._board.shows_rows
        self._board.setVisible(not (is_alone and is_rows))
        self.aside.setVisible(is_rows and (is_alone or not self._is_folded))
        self.back_button.setVisible(is_alone)
        self.open_button.setVisible(self._is_folded)

    def _come(self) -> None:
        self.open()
        self.back_button.setFocus()

    def _go_back(self) -> None:
        self.close()
        self._board.focus_rows()
