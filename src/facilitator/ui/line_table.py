"""Tables that are read and chosen line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from facilitator.language import Language
from facilitator.ui import theme
from facilitator.ui.row_model import Column, Index, RowModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def dress_lines(view: QTableView, height: int) -> None:
    """Let a table be chosen by whole lines, so many design pixels high, without a grid."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.px(height))
    view.horizontalHeader().setHighlightSections(False)


def paint_ground(
    delegate: QStyledItemDelegate,
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: Index,
) -> None:
    """The cell as the style draws it, without its text."""
    delegate.initStyleOption(option, index)
    option.text = ""
    style = option.widget.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)


class LineTable(QTableView):
    """Emits `opened` with the id of a line that was clicked, or chosen by Enter.

    Columns are as wide as what they hold, but the one numbered `stretched`.
    """

    opened = Signal(str)

    def __init__(
        self, columns: Sequence[Column], lang: Language, name: str, stretched: int
    ) -> None:
        super().__init__()
        self.lines = RowModel(columns, lang, self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setWordWrap(False)
        dress_lines(self, 44)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._open)

    def choose(self, key: str) -> None:
        """Select the line with this id."""
        index = self.lines.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.row_at(index)
        if line is not None:
            self.opened.emit(line.id)
