"""The rows of an agenda as a list: dragged, moved by keys, texts let go between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QKeyCombination,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QToolTip

from facilitator.domain import kinds
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.actions import LIST_ACTIONS
from facilitator.ui.agenda.delegate import AgendaDelegate, MinutesBox
from facilitator.ui.agenda.look import GAP, lay_row
from facilitator.ui.agenda.model import AgendaModel
from facilitator.ui.agenda.rows import AgendaRow
from facilitator.ui.parts import tooltip

MIME = "application/x-facilitator-items"
_HANDLERS = {QKeySequence(key).toString(): row.handler for row in LIST_ACTIONS for key in row.keys}


class AgendaView(QListView):
    """The list itself. It changes nothing: it says what a person asks for.

    `moved` carries ids and the place among those that stay; `after` an id to add behind;
    `dropped` a text let go between rows, and the place of the row it would come before. `coming`:
    the list is about to have the focus.
    """

    moved = Signal(list, int)
    after = Signal(str)
    removed = Signal(list)
    duplicated = Signal(list)
    copied = Signal(list, bool)
    pasted = Signal()
    dropped = Signal(str, int)
    writing = Signal()
    minutes_changed = Signal(str, int)
    renaming = Signal(str)
    chosen = Signal(str)
    coming = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.agenda = AgendaModel(lang, self)
        self._lang = lang
        self._drop: int | None = None
        self._first_digit = ""
        self.setModel(self.agenda)
        delegate = AgendaDelegate(self, self.agenda, lang)
        delegate.typed.connect(self.minutes_changed)
        self.setItemDelegate(delegate)
        self.setObjectName("agenda")
        self.setStyleSheet(
            "#agenda, #agenda:focus { background: transparent; border: none; padding: 0; }"
        )
        self.setAccessibleName(lang.text(N_("Agenda")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(theme.px(24))
        self.selectionModel().currentChanged.connect(self._tell_current)

    # -- which rows

    def ids(self) -> list[str]:
        """The ids of the selected rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.agenda.rows[row].id for row in rows]

    def current(self) -> str:
        """The id of the row with the focus, or “”."""
        row = self.agenda.row_at(self.currentIndex())
        return row.id if row else ""

    def choose(self, key: str) -> None:
        """Select one row and bring it into sight."""
        index = self.agenda.index_of(key)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def choose_all(self, keys: Sequence[str]) -> None:
        """Select these rows, with the focus on the last, and bring it into sight."""
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        self.choose(keys[-1] if keys else "")
        for key in keys[:-1]:
            model.select(self.agenda.index_of(key), flags.Select)

    def choose_first(self, keys: Sequence[str] | None) -> None:
        """Select the first of these rows, if there is one, and bring it into sight."""
        if keys:
            self.choose(keys[0])

    def come(self) -> None:
        """Have the list in sight, with the focus."""
        self.coming.emit()
        self.setFocus()

    def place(self) -> int:
        """Where a new item comes: before which row, after the last one selected."""
        chosen = self.ids()
        if not chosen:
            return len(self.agenda.rows)
        return self.agenda.index_of(chosen[-1]).row() + 1

    def show_rows(self, rows: Sequence[AgendaRow]) -> None:
        """Show these rows; selection, scroll and an open box stay with theirs."""
        self.agenda.set_rows(rows)

    def _tell_current(self, index: QModelIndex) -> None:
        row = self.agenda.row_at(index)
        self.chosen.emit(row.id if row else "")

    # -- minutes

    def type_minutes(self, index: QModelIndex, digit: str = "") -> None:
        """Open the box of a row, with a first digit in place of what it says."""
        self.edit(index)
        box = self.indexWidget(index)
        if isinstance(box, MinutesBox):
            box.setFocus()
            box.selectAll()
            if digit:
                box.insert(digit)
                box.setModified(True)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._do_key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about; figures are minutes."""

    def _do_key(self, event: QKeyEvent) -> bool:
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(mods, Qt.Key(event.key()))).toString()
        handler = _HANDLERS.get(pressed)
        if self.agenda.read_only and handler != "copy":
            return False
        if handler is not None:
            getattr(self, handler)()
            return True
        if event.text() == "+":
            self.writing.emit()
            return True
        if event.text().isdecimal() and not mods and self.currentIndex().isValid():
            self.type_minutes(self.currentIndex(), event.text())
            return True
        return False

    def add(self) -> None:
        self.after.emit(self.current())

    def rename(self) -> None:
        self.renaming.emit(self.current())

    def move_up(self) -> None:
        self._move_by(-1)

    def move_down(self) -> None:
        self._move_by(1)

    def remove(self) -> None:
        self._emit_some(self.removed)

    def duplicate(self) -> None:
        self._emit_some(self.duplicated)

    def copy(self) -> None:
        self.copied.emit(self.ids(), False)

    def cut(self) -> None:
        self.copied.emit(self.ids(), True)

    def paste(self) -> None:
        self.pasted.emit()

    def _emit_some(self, signal: SignalInstance) -> None:
        if self.ids():
            signal.emit(self.ids())

    def _move_by(self, step: int) -> None:
        moving = [key for key in self.ids() if not self._is_locked(key)]
        if not moving:
            return
        order = [row.id for row in self.agenda.rows]
        staying = [key for key in order if key not in moving]
        ahead = order.index(moving[0] if step < 0 else moving[-1])
        before = sum(order.index(key) < ahead for key in staying)
        self.moved.emit(moving, max(0, min(before + step, len(staying))))

    def _is_locked(self, key: str) -> bool:
        row = self.agenda.row_at(self.agenda.index_of(key))
        return row is None or row.is_locked

    # -- menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the rows chosen; a row that is not among them is chosen first."""
        at = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        index = self.indexAt(at)
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.row_menu().popup(self.viewport().mapToGlobal(at))

    def row_menu(self) -> QMenu:
        """The rows of LIST_ACTIONS, each with its first key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in LIST_ACTIONS:
            key = QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            act = menu.addAction(f"{self._lang.text(row.text)}\t{key}")
            act.setObjectName(row.id)
            act.setEnabled(row.handler == "copy" or not self.agenda.read_only)
            act.triggered.connect(getattr(self, row.handler))
        return menu

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if left and index.isValid() and not self.agenda.read_only:
            box = lay_row(self.visualRect(index)).minutes
            if box.contains(event.position().toPoint()):
                self.choose(self.agenda.row_at(index).id)
                self.type_minutes(index)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.agenda.read_only:
            self.renaming.emit(self.agenda.row_at(index).id)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.agenda.row_at(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(row) if row else "", self)
            return True
        return super().viewportEvent(event)

    def _tip(self, row: AgendaRow) -> str:
        kind = self._lang.text(kinds.kind(row.kind).title)
        parts = (kind, row.title, row.line, row.pin, row.note, row.warning)
        return tooltip("\n".join(filter(None, parts)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    # -- dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        moving = [key for key in self.ids() if not self._is_locked(key)]
        if not moving:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, "\n".join(moving).encode())
        drag.setMimeData(data)
        box = self.visualRect(self.agenda.index_of(moving[0]))
        drag.setPixmap(self.viewport().grab(box))
        drag.setHotSpot(self.viewport().mapFromGlobal(self.cursor().pos()) - box.topLeft())
        drag.exec(Qt.DropAction.MoveAction)
        self._show_drop(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self or self._takes_text(event):
            super().dragEnterEvent(event)
            self._accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._show_drop(self.place_at(event.position().toPoint()))
        self._accept(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.place_at(event.position().toPoint())
        self._show_drop(None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._accept(event)
        data = event.mimeData()
        if data.hasFormat(MIME):
            self._drop_rows(bytes(data.data(MIME).data()).decode().split("\n"), place)
        else:
            self.dropped.emit(data.text(), place)

    def _drop_rows(self, moving: Sequence[str], place: int) -> None:
        stay = [row.id for row in self.agenda.rows[:place] if row.id not in moving]
        self.moved.emit(moving, len(stay))

    def _takes_text(self, event: QDropEvent) -> bool:
        data, can_copy = event.mimeData(), event.possibleActions() & Qt.DropAction.CopyAction
        is_text = data.hasText() and not data.hasUrls() and not data.hasFormat(MIME)
        return is_text and bool(can_copy) and not self.agenda.read_only

    def _accept(self, event: QDropEvent) -> None:
        # Never moved: a text that is let go here stays where it was written.
        is_own = event.mimeData().hasFormat(MIME)
        event.setDropAction(Qt.DropAction.MoveAction if is_own else Qt.DropAction.CopyAction)
        event.accept()

    def place_at(self, pos: QPoint) -> int:
        """Before which row something dropped here would come; never before the follow-up nor
        after the summary."""
        rows = self.agenda.rows
        place = len(rows)
        for at in range(len(rows)):
            if pos.y() < self.visualRect(self.agenda.index(at, 0)).center().y():
                place = at
                break
        first = 1 if rows and rows[0].kind == "follow_up" else 0
        last = len(rows) - (1 if rows and rows[-1].kind == "summary" else 0)
        return max(first, min(place, last))

    def _show_drop(self, place: int | None) -> None:
        if place != self._drop:
            self._drop = place
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.tokens_of(self).accent)
        y = self._drop_line(self._drop)
        painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(10, y, self.viewport().width() - 4, y)
        painter.setBrush(accent)
        painter.drawEllipse(QPoint(5, y), 4, 4)

    def _drop_line(self, place: int) -> int:
        if place < len(self.agenda.rows):
            y = self.visualRect(self.agenda.index(place, 0)).top()
        else:
            y = self.visualRect(self.agenda.index(place - 1, 0)).bottom()
        return max(2, y - GAP // 2 + 1)
