"""The cells of a table that is read in, as they stand in the file, with what is said of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from facilitator.domain.cells import letters
from facilitator.domain.indicator_columns import Rows, text_of
from facilitator.domain.indicator_rows import Trouble
from facilitator.imports.indicators import Met, say_trouble
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import tooltip

Index = QModelIndex | QPersistentModelIndex

ROLES = {
    "": N_("not read"),
    "indicator": N_("indicator"),
    "clinic": N_("clinic"),
    "period": N_("period"),
    "first": N_("first day"),
    "last": N_("last day"),
    "year": N_("year"),
    "part": N_("quarter or month"),
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "value": N_("figure"),
}
"""What a column may hold, in words."""

SHOWN_ROWS = 7
AT_ONCE = 500
"""Rows that can be scrolled through before others take the place of those behind."""

_WIDEST = 260
_ROW = 32


class CellsModel(QAbstractTableModel):
    """So many rows of a table of any size, about one that is looked at.

    What reads a screen aloud goes through every row there is, at a millisecond each.
    """

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._rows: Rows = ()
        self.first = 0
        self._width = 0
        self._met: Met | None = None
        self._troubles: dict[tuple[int, int], Trouble] = {}

    def show(self, met: Met) -> None:
        """Show the table of a file and what it means."""
        self.beginResetModel()
        self._met, self._rows = met, met.table.rows
        self.first = self._first_about(self.first)
        self._width = max(map(len, self._rows), default=0)
        self._troubles = {}
        for one in met.settled.troubles:
            self._troubles.setdefault((one.row, one.column), one)
        self.endResetModel()

    @property
    def last(self) -> int:
        """The last row of the table that is here, from 0."""
        return self.first + self.rowCount() - 1

    @property
    def whole(self) -> int:
        """How many rows the whole table has."""
        return len(self._rows)

    def look_at(self, row: int) -> None:
        """Have a row of the table and those about it here."""
        first = self._first_about(row)
        if first != self.first:
            self.beginResetModel()
            self.first = first
            self.endResetModel()

    def _first_about(self, row: int) -> int:
        return max(min(row - AT_ONCE // 2, len(self._rows) - AT_ONCE), 0)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else min(len(self._rows), AT_ONCE)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.first + section + 1)
        return f"{letters(section)} · {self._lang.text(ROLES[self._role(section)])}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.first + index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        one = self._troubles.get((row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(say_trouble(one, self._lang)) if one else None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say_trouble(one, self._lang) if one else None
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon(_icon(one), _tone(one)) if one else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(row, column))
        if role == Qt.ItemDataRole.FontRole and row == self._header():
            return theme.font("strong")
        return None

    def _text(self, row: int, column: int) -> str:
        cells = self._rows[row]
        cell = cells[column] if column < len(cells) else None
        if isinstance(cell, float) and not cell.is_integer():
            return str(cell).replace(".", "," if self._lang.code == "da" else ".")
        return " ".join(text_of(cell).split())

    def _header(self) -> int:
        return self._met.settled.understood.header if self._met else 0

    def _role(self, column: int) -> str:
        columns = self._met.settled.understood.columns if self._met else ()
        return columns[column].role if column < len(columns) else ""

    def _ink(self, row: int, column: int) -> str:
        is_read = bool(self._role(column)) and row >= self._header()
        return theme.tokens().ink if is_read else theme.tokens().ink2


def _icon(one: Trouble) -> str:
    return "triangle-alert" if one.is_fault else "info"


def _tone(one: Trouble) -> str:
    return theme.tokens().bad if one.is_fault else theme.tokens().warn


class CellsView(QTableView):
    """Some rows of the table at a time; the arrow keys go from cell to cell."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells, self._is_sliding = CellsModel(lang), False
        self.setModel(self._cells)
        self.setAccessibleName(lang.text(N_("The table in the file")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setMaximumSectionSize(theme.px(_WIDEST))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.verticalScrollBar().valueChanged.connect(self._slide)

    def show_met(self, met: Met) -> None:
        """Show what a file holds and means, from where it was looked at before."""
        cells, bar, at = self._cells, self.verticalScrollBar(), self.currentIndex()
        row, column, top = cells.first + at.row(), at.column(), cells.first + bar.value()
        across = self.horizontalScrollBar().value()
        cells.show(met)
        self.resizeColumnsToContents()
        shown = min(SHOWN_ROWS, cells.rowCount())
        self.setFixedHeight(theme.px(_ROW * shown + 56))
        if at.isValid():
            self.setCurrentIndex(cells.index(row - cells.first, column))
        bar.setValue(top - cells.first)
        self.horizontalScrollBar().setValue(across)

    def go_to(self, row: int, column: int) -> None:
        """Bring a cell of the table into sight and go to it."""
        self._cells.look_at(row)
        index = self._cells.index(row - self._cells.first, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _slide(self, value: int) -> None:
        """At either end of the rows that are here, have those beyond it too."""
        cells, bar = self._cells, self.verticalScrollBar()
        is_low = value == bar.maximum() and cells.last + 1 < cells.whole
        is_high = value == 0 and cells.first > 0
        if self._is_sliding or not (is_low or is_high):
            return
        at, top = self.currentIndex(), cells.first + value
        row, column = cells.first + at.row(), at.column()
        self._is_sliding = True
        cells.look_at(top)
        if at.isValid() and cells.first <= row <= cells.last:
            self.setCurrentIndex(cells.index(row - cells.first, column))
        bar.setValue(top - cells.first)
        self._is_sliding = False
