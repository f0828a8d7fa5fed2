"""A small spreadsheet of figures: keys as in one, and cells pasted from one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from facilitator.domain.pasted_cells import place_block, read_block
from facilitator.domain.patient_columns import Found, find_patients
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.data.model import GridModel

Index = QModelIndex | QPersistentModelIndex


class _Editor(QStyledItemDelegate):
    """One line in the cell, and its ground in the colour of what is wrong."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        # As far from the edge as the figure it takes the place of.
        made.setStyleSheet(f"border-radius: 0; padding: 0 {theme.px(6)}px;")
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setFont(theme.font(number=True))
        model = index.model()
        column = model.headerData(index.column(), Qt.Orientation.Horizontal)
        row = model.index(index.row(), 0).data()
        made.setAccessibleName(f"{row}, {column}")
        return made

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The style sheet leaves the ground of a cell to itself.
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class GridView(QTableView):
    """Keys as in a spreadsheet: Enter goes down, Tab to the right, Delete empties, Ctrl+V puts in
    what was copied. `pasted`: how many cells, and what was left out; `refused`: nothing was put in,
    as there is a CPR number; `turned_away`: as it cannot be told where it belongs; `left` by
    Esc."""

    pasted = Signal(int, list)
    refused = Signal(Found)
    turned_away = Signal(Refusal)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.figures = GridModel(lang, self)
        self.setModel(self.figures)
        self.setItemDelegate(_Editor(self))
        self.setAccessibleName(lang.text(N_("Figures")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.horizontalHeader().setHighlightSections(False)
        self.figures.modelReset.connect(self._size)

    def _size(self) -> None:
        head = self.horizontalHeader()
        mode, last = QHeaderView.ResizeMode, self.figures.columnCount() - 1
        for column in range(last + 1):
            head.setSectionResizeMode(column, mode.Fixed)
            self.setColumnWidth(column, theme.px(96))
        head.setSectionResizeMode(0, mode.ResizeToContents)
        head.setSectionResizeMode(last, mode.Stretch)

    def begin(self) -> None:
        """Go to the first cell that is empty, else to the first."""
        model = self.figures
        clinics = (row for row, line in enumerate(model.lines) if line.cell[0] == "clinic")
        empty = ((row, 1) for row in clinics if not model.text(row, model.places[0]))
        row, column = next(empty, (0, 1))
        self.setCurrentIndex(model.index(row, column))
        self.setFocus()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # From a cell being written the key comes here too, before the cell is left.
            if self.state() != QAbstractItemView.State.EditingState:
                self._go(1, 0)
        elif is_plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        elif is_plain and key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forth: bool) -> bool:
        return self._step(forth) or super().focusNextPrevChild(forth)

    def _step(self, forth: bool) -> bool:
        """To the next cell that is written in; False at either end, where Tab leaves the grid."""
        now, columns = self.currentIndex(), len(self.figures.places)
        if not now.isValid():
            return False
        at = now.row() * columns + min(max(now.column(), 1), columns) - 1 + (1 if forth else -1)
        if not 0 <= at < self.figures.rowCount() * columns:
            return False
        row, column = divmod(at, columns)
        self.setCurrentIndex(self.figures.index(row, column + 1))
        return True

    def _go(self, down: int, right: int) -> None:
        now = self.currentIndex()
        to = self.figures.index(now.row() + down, now.column() + right)
        if to.isValid():
            self.setCurrentIndex(to)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        moves = {hints.EditNextItem: True, hints.EditPreviousItem: False}
        is_entered = hint == hints.SubmitModelCache
        super().closeEditor(editor, hints.NoHint if hint in moves or is_entered else hint)
        if is_entered:
            self._go(1, 0)
        elif hint in moves and not self._step(moves[hint]):
            super().focusNextPrevChild(moves[hint])

    # -- several cells at once

    def _chosen(self) -> list[tuple[int, int]]:
        """Rows and places that are selected and written in, in order."""
        chosen = (
            (one.row(), self.figures.place_of(one.column())) for one in self.selectedIndexes()
        )
        return sorted((row, place) for row, place in chosen if place is not None)

    def _empty(self) -> None:
        self.figures.write(dict.fromkeys(self._chosen(), ""))

    def copied(self) -> str:
        """The selected cells as a spreadsheet takes them."""
        rows: dict[int, list[str]] = {}
        for row, place in self._chosen():
            rows.setdefault(row, []).append(self.figures.text(row, place))
        return "\n".join("\t".join(texts) for texts in rows.values())

    def paste(self, text: str) -> None:
        """Put copied cells in from the cell chosen; with names before them, at these names.

        Where a column says or holds CPR numbers, or it cannot be told where something belongs,
        nothing is put in.
        """
        block = read_block(text)
        if found := find_patients(block):
            self.refused.emit(found)
            return
        model, now = self.figures, self.currentIndex()
        place = model.place_of(now.column())
        column = model.places.index(place) if place is not None else 0
        try:
            placed = place_block(block, model.grid, (max(now.row(), 0), column))
        except Refusal as refusal:
            self.turned_away.emit(refusal)
            return
        model.write(placed.texts)
        self.pasted.emit(len(placed.texts), list(placed.left_out))
