"""The rows of an agenda in a list: drawn by their look, their minutes typed in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facilitator.language import N_, Language, parse_minutes
from facilitator.ui.agenda.look import RowLook, lay_row
from facilitator.ui.agenda.model import AgendaModel
from facilitator.ui.parts import DurationBox

Index = QModelIndex | QPersistentModelIndex

MINUTE_STEP = 5


class MinutesBox(DurationBox):
    """Minutes in a row: ↑ and ↓ change by five."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: MINUTE_STEP, Qt.Key.Key_Down: -MINUTE_STEP}
        step = steps.get(Qt.Key(event.key()))
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(step)
        else:
            super().keyPressEvent(event)


class AgendaDelegate(QStyledItemDelegate):
    """Shows the rows of a model in a list and gives the box in which minutes are typed.

    Emits `typed` with the id of an item and its minutes.
    """

    typed = Signal(str, int)

    def __init__(self, view: QAbstractItemView, model: AgendaModel, lang: Language) -> None:
        super().__init__(view)
        self._model, self._lang = model, lang
        self._viewport = view.viewport()
        self._look = RowLook(view)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._viewport.width()
        return QSize(width, self._look.height(self._model.row_at(index), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row_at(index)
        self._look.paint(painter, option, row, can_change=not self._model.read_only)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        lang, row = self._lang, self._model.row_at(index)
        name = lang.text(N_("Minutes of {title}"), title=row.title)
        wrong = lang.text(N_("Write minutes as 20, 1t10, 1.30 or 90 min."))
        least = 5 if row.kind == "summary" else 1
        box = MinutesBox(name, row.minutes, parse_minutes, lang.duration, wrong, least)
        box.setParent(parent)
        box.setStyleSheet("padding: 2px 4px;")
        # Each step is stored at once, so that the clock times follow while the box stays open.
        box.changed.connect(lambda minutes: self.typed.emit(row.id, minutes))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, DurationBox):
            editor.set_minutes(self._model.row_at(index).minutes)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        if isinstance(editor, DurationBox):
            editor.commit()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        box = lay_row(option.rect).minutes
        editor.setFixedWidth(box.width() + 4)
        editor.setGeometry(box.adjusted(-2, -2, 2, 2))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, DurationBox):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.FocusOut:
            editor.commit()
            if not editor.isModified():
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._editor_key(editor, event)
        return False

    def _editor_key(self, editor: DurationBox, event: QKeyEvent) -> bool:
        hints = {
            Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
            Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
            Qt.Key.Key_Return: QStyledItemDelegate.EndEditHint.NoHint,
            Qt.Key.Key_Enter: QStyledItemDelegate.EndEditHint.NoHint,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            editor.setModified(False)
        elif key in hints and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            editor.commit()
        else:
            return False
        if not editor.isModified():
            self.closeEditor.emit(editor, hints.get(key, QStyledItemDelegate.EndEditHint.NoHint))
        return True
