"""The list of who is here: a letter a member, and times typed in their cells."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
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

from facilitator.ui import theme
from facilitator.ui.parts import style_by
from facilitator.ui.row_model import RowModel

Index = QModelIndex | QPersistentModelIndex

NAME, PLACE, CAME, LEFT = range(4)
NARROW = 340
"""Design pixels of width below which a sign stands for how somebody attends."""

_KEYS = {
    Qt.Key.Key_P: "present",
    Qt.Key.Key_A: "apology",
    Qt.Key.Key_U: "absent",
    Qt.Key.Key_L: "late",
    Qt.Key.Key_G: "gone",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_Delete: "",
    Qt.Key.Key_Backspace: "",
    Qt.Key.Key_Return: "change",
    Qt.Key.Key_Enter: "change",
}


class TimeCell(QLineEdit):
    """A time being typed in the cell of `index`."""

    def __init__(self, parent: QWidget, index: Index) -> None:
        super().__init__(parent)
        self.index = QPersistentModelIndex(index)
        self.setFont(theme.font(number=True))
        self.setStyleSheet("padding: 0px 2px;")
        self.textEdited.connect(lambda: self.mark(wrong=False))

    def mark(self, *, wrong: bool) -> None:
        """Show whether what is typed was understood."""
        style_by(self, "state", "bad" if wrong else "")


class TimeDelegate(QStyledItemDelegate):
    """Lets times be typed; what the model does not take stays in its cell, marked.

    `typing`: a cell was opened or closed.
    """

    typing = Signal(bool)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = TimeCell(parent, index)
        model = index.model()
        title = model.headerData(index.column(), Qt.Orientation.Horizontal)
        name = model.index(index.row(), NAME).data()
        cell.setAccessibleName(f"{name}: {title}")
        self.typing.emit(True)
        return cell

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, TimeCell) and not editor.isModified():
            editor.setText(str(index.data()))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        if isinstance(editor, TimeCell):
            self._commit(editor)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        wide = max(option.rect.width(), theme.px(84))
        box = option.rect
        box.setLeft(box.right() - wide)
        editor.setGeometry(box)

    def _commit(self, cell: TimeCell) -> None:
        model = cell.index.model()
        if not cell.isModified() or not isinstance(model, RowModel):
            return
        if model.setData(cell.index, cell.text()):
            cell.setModified(False)
        else:
            cell.mark(wrong=True)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, TimeCell):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.FocusOut:
            self._leave(editor, QStyledItemDelegate.EndEditHint.NoHint)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(editor, event)
        return False

    def _key(self, cell: TimeCell, event: QKeyEvent) -> bool:
        hints = {
            Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
            Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            cell.setModified(False)
        elif key not in (*hints, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._leave(cell, hints.get(key, QStyledItemDelegate.EndEditHint.NoHint))
        return True

    def _leave(self, cell: TimeCell, hint: QStyledItemDelegate.EndEditHint) -> None:
        self._commit(cell)
        self.typing.emit(False)
        if not cell.isModified():
            self.closeEditor.emit(cell, hint)


class PlaceDelegate(QStyledItemDelegate):
    """Shows how somebody attends in a word, or by its sign where the list is narrow."""

    def __init__(self, signs: dict[str, str], view: AttendanceList) -> None:
        super().__init__(view)
        self._signs, self._view = signs, view

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self._view.is_narrow:
            option.text = self._signs.get(option.text, option.text)


class AttendanceList(QTableView):
    """`said` carries what a letter says of the chosen row. Esc leaves the list."""

    said = Signal(str)
    left = Signal()

    def __init__(self, model: RowModel, name: str, signs: dict[str, str]) -> None:
        super().__init__()
        self.is_narrow = False
        self.setProperty("look", "bare")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.times = TimeDelegate(self)
        for column in (CAME, LEFT):
            self.setItemDelegateForColumn(column, self.times)
        self.setItemDelegateForColumn(PLACE, PlaceDelegate(signs, self))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked
            | trigger.EditKeyPressed
            | trigger.AnyKeyPressed
            | trigger.SelectedClicked
        )
        self._size_columns()
        self.times.typing.connect(self._on_typing)
        self.doubleClicked.connect(self._on_double_click)

    def _size_columns(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = self.horizontalHeader()
        self.setStyleSheet(
            "QTableView::item { padding: 3px 3px; } QHeaderView::section { padding: 4px 6px; }"
        )
        head.setMinimumSectionSize(theme.px(36))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)

    def choose(self, row: int) -> None:
        """Let the letters be about the member in this row."""
        self.setCurrentIndex(self.model().index(row, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_P and mods == Qt.KeyboardModifier.ShiftModifier:
            self.said.emit("all")
        elif key in _KEYS and not mods:
            self.said.emit(_KEYS[key])
        else:
            self._take_figures(event)
            super().keyPressEvent(event)

    def _take_figures(self, event: QKeyEvent) -> None:
        # A time typed on a name is when they came.
        index = self.currentIndex()
        if event.text().isdigit() and index.column() < CAME:
            self.setCurrentIndex(index.siblingAtColumn(CAME))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # Qt closes a cell when another row is chosen, whatever is typed in it.
        if not (isinstance(editor, TimeCell) and editor.isModified()):
            super().closeEditor(editor, hint)

    def keyboardSearch(self, search: str) -> None:
        """Letters say how somebody attends, so they do not search."""

    def _on_typing(self, begins: bool) -> None:
        # A cell that was left with what nobody understands lets others be opened.
        if not begins:
            self.setState(QAbstractItemView.State.NoState)

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() < CAME:
            self.said.emit("change")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme.px(NARROW)
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            self.resizeColumnsToContents()
        super().resizeEvent(event)
