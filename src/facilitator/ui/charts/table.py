"""The numbers a chart is drawn from, as a table to read and copy from."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from facilitator.charts.chart import ChartData
from facilitator.charts.tables import Table, cells
from facilitator.language import Language
from facilitator.ui import parts
from facilitator.ui.charts.picture import copy_table

_Index = QModelIndex | QPersistentModelIndex


class _Cells(QAbstractTableModel):
    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._numbers = {
            at
            for row in table.values
            for at, value in enumerate(row)
            if isinstance(value, int | Decimal)
        }

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.rows[index.row()][index.column()]
        return self._aligned(index.column(), role)

    def headerData(
        self, section: int, of: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if of == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._table.columns[section]
        return self._aligned(section, role)

    def _aligned(self, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.TextAlignmentRole:
            return None
        is_number = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class ChartTable(QTableView):
    """The plotted numbers; Ctrl+C copies them all."""

    def __init__(self, chart: ChartData, lang: Language) -> None:
        super().__init__()
        self._chart, self._lang = chart, lang
        self.setProperty("look", "bare")
        self._cells = _Cells(cells(chart, lang))
        self.setModel(self._cells)
        self.setAccessibleName(chart.title)
        self.setShowGrid(False)
        self.setFont(parts.number_font())
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_table(self._chart, self._lang)
        else:
            super().keyPressEvent(event)
