"""All measures in a list: what each one is, its latest number, and what can be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.line_table import dress_lines
from facilitator.ui.row_model import Column, Index, RowModel

_PADDING, _LEAST_ROW = 26, 36
_TITLE, _LATEST = 0.38, 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: the name of its chart, its title, its latest number and its verdict."""

    id: str
    title: str
    latest: str = ""
    verdict: str = ""


class _Wrapping(QStyledItemDelegate):
    """Gives a cell as many lines as its text takes inside the padding of the style sheet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(0, 0, -theme.px(_PADDING), 0)
        size = super().sizeHint(inner, index)
        return QSize(size.width(), max(size.height(), theme.px(_LEAST_ROW)))


class SummaryTable(QTableView):
    """As tall as its rows; the page scrolls. `opened`: the chart of a row is wanted large."""

    opened = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        columns = (
            Column(N_("Measure"), lambda line: line.title, role="strong"),
            Column(N_("Latest measurement"), lambda line: line.latest),
            Column(N_("What can be said"), lambda line: line.verdict),
        )
        self._model = RowModel(columns, lang, self)
        self.setModel(self._model)
        self.setItemDelegate(_Wrapping(self))
        self.setProperty("look", "bare")
        dress_lines(self, 38)
        self.setAccessibleName(lang.text(N_("All measures")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these measures, in their order."""
        if tuple(lines) != self._model.rows:
            self._model.set_rows(lines)
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self._tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = self._model.row_at(index)
        if line is not None:
            self.opened.emit(line.id)

    def _fit(self) -> None:
        wide = self.viewport().width()
        first, second = int(_TITLE * wide), int(_LATEST * wide)
        for at, room in enumerate((first, second, wide - first - second)):
            self.horizontalHeader().resizeSection(at, room)
        self.resizeRowsToContents()
        if self.height() != self._tall():
            self.setFixedHeight(self._tall())

    def _tall(self) -> int:
        rows = self.verticalHeader().length()
        return rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 6
