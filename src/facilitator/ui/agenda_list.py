"""The rows of an agenda as cards in a list: dragged, moved by keys, minutes changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QKeyCombination,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPixmapCache,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from facilitator.domain import kinds
from facilitator.language import N_, Language, parse_minutes
from facilitator.ui import theme
from facilitator.ui.actions import LIST_ACTIONS
from facilitator.ui.agenda_rows import AgendaRow
from facilitator.ui.parts import DurationBox, tooltip
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex

MIME = "application/x-facilitator-items"
MINUTE_STEP = 5
_HANDLERS = {QKeySequence(key).toString(): row.handler for row in LIST_ACTIONS for key in row.keys}
_GAP = 5
_PAD = 10
_NARROW = 560


class AgendaModel(RowModel):
    """The rows of one agenda. While `read_only` nothing can be dragged or changed."""

    def __init__(self, lang: Language, parent: QObject | None = None) -> None:
        super().__init__((Column(N_("Item"), lambda row: row.words),), lang, parent)
        self.read_only = False

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        return cast("tuple[AgendaRow, ...]", super().rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.read_only:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where the parts of a row lie."""

    card: QRect
    grip: QRect
    clock: QRect
    bar: QRect
    text: QRect
    who: QRect
    minutes: QRect


def lay_row(box: QRect, *, has_right: bool = True) -> Boxes:
    """The parts of a row in its box; a narrow row leaves less room for who.

    has_right: something stands in the room for who; else the text goes on there.
    """
    px = theme.px
    card = box.adjusted(1, 1, -1, -_GAP)
    inner = card.adjusted(px(12), 0, -px(12), 0)
    tall = px(28)
    minutes = QRect(inner.right() - px(74), 0, px(74), tall)
    minutes.moveTop(card.center().y() - tall // 2 + 1)
    who_width = px(150 if box.width() >= px(_NARROW) else 96)
    who = QRect(minutes.left() - px(12) - who_width, card.top(), who_width, card.height())
    grip = QRect(inner.left(), card.top(), px(18), card.height())
    clock = QRect(grip.right() + px(10), card.top(), px(48), card.height())
    bar = QRect(clock.right() + px(16), card.top() + px(9), px(5), card.height() - px(18))
    left = bar.right() + px(14)
    end = who.left() if has_right else minutes.left()
    text = QRect(left, card.top(), end - px(12) - left, card.height())
    return Boxes(card, grip, clock, bar, text, who, minutes)


@lru_cache(maxsize=4096)
def wrap(text: str, key: str, width: int, lines: int = 2) -> tuple[str, ...]:
    """The text in at most so many lines of a width, the last one elided; `key` names the font."""
    font = QFont()
    font.fromString(key)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return (text,) if text else ()
    layout = QTextLayout(text, font)
    layout.setTextOption(_anywhere())
    layout.beginLayout()
    found: list[str] = []
    at = 0
    while len(found) < lines - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        at = line.textStart() + line.textLength()
        found.append(text[line.textStart() : at].rstrip())
    layout.endLayout()
    rest = metrics.elidedText(text[at:].strip(), Qt.TextElideMode.ElideRight, width)
    return (*found, rest) if rest else tuple(found)


def _anywhere() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


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
    """Draws the rows and gives the box in which minutes are typed."""

    def __init__(self, view: AgendaView, lang: Language) -> None:
        super().__init__(view)
        self._view, self._lang = view, lang
        self._made: _Letters | None = None
        self._heights: dict[tuple[str, str, str, str, int, int], int] = {}
        self._widths: dict[tuple[int, bool], int] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        self._letters()
        width = self._view.viewport().width()
        row = self._view.agenda.row_at(index)
        right = bool(row.who) + bool(row.lock)
        text = self._text_width(width, bool(right))
        key = row.title, row.line, row.note, row.warning, right, text
        found = self._heights.get(key)
        if found is None:
            found = self._heights[key] = self._height(*key)
        return QSize(width, found)

    def _text_width(self, width: int, has_right: bool) -> int:
        # Asked for each row of an agenda whenever one of them moves.
        found = self._widths.get((width, has_right))
        if found is None:
            box = QRect(0, 0, width, theme.px(60))
            found = self._widths[width, has_right] = lay_row(box, has_right=has_right).text.width()
        return found

    def _height(
        self, title: str, line: str, note: str, warning: str, right: int, width: int
    ) -> int:
        letters = self._letters()
        small, font = letters.small_metrics.height(), letters.small_key
        lines = sum(len(wrap(text, font, width)) for text in (line, note, warning))
        titles = len(wrap(title, letters.strong_key, width)) or 1
        left = titles * letters.strong_metrics.height() + lines * (small + 1)
        return max(left, right * small, theme.px(28)) + 2 * theme.px(_PAD) + 2 + _GAP

    def _letters(self) -> _Letters:
        if self._made is None or self._made.scale != theme.text_scale():
            self._made = _make_letters()
            self._heights.clear()
            self._widths.clear()
        return self._made

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._view.agenda.row_at(index)
        boxes = lay_row(option.rect, has_right=bool(row.who or row.lock))
        now = theme.tokens_of(self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, boxes, option, now)
        self._paint_left(painter, boxes, row, now)
        _paint_text(painter, boxes.text, row, now, self._letters())
        _paint_who(painter, boxes.who, row, now, self._letters())
        self._paint_minutes(painter, boxes.minutes, row, now)
        painter.restore()

    def _paint_card(
        self, painter: QPainter, boxes: Boxes, option: QStyleOptionViewItem, now: theme.Tokens
    ) -> None:
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and not self._view.agenda.read_only
        ground = theme.mixed(now.accent, now.surface, 0.05) if chosen else now.surface
        if hovered and not chosen:
            ground = theme.mixed(now.ink, now.surface, 0.02)
        line = now.accent if chosen else now.line
        ratio = self._view.devicePixelRatioF()
        picture = _card(boxes.card.width(), boxes.card.height(), ground, line, ratio)
        painter.drawPixmap(boxes.card.topLeft(), picture)
        if focused:
            theme.draw_focus(painter, QRectF(boxes.card), now.accent, 9)

    def _paint_left(
        self, painter: QPainter, boxes: Boxes, row: AgendaRow, now: theme.Tokens
    ) -> None:
        kind, centre = kinds.kind(row.kind), Qt.AlignmentFlag.AlignVCenter
        if row.is_locked:
            _paint_icon(painter, "lock", now.ink3, boxes.grip, self._view)
        elif not self._view.agenda.read_only:
            _paint_icon(painter, "grip-vertical", now.ink3, boxes.grip, self._view)
        painter.setPen(QColor(now.bad if row.warning else now.ink))
        painter.setFont(self._letters().number)
        painter.drawText(boxes.clock, centre, row.clock)
        if row.pin:
            below = boxes.clock.adjusted(0, theme.px(19), 0, theme.px(19))
            _paint_icon(painter, "pin", now.bad if row.warning else now.ink3, below, self._view, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.kind(kind.family)))
        painter.drawRoundedRect(QRectF(boxes.bar), 2.5, 2.5)

    def _paint_minutes(
        self, painter: QPainter, box: QRect, row: AgendaRow, now: theme.Tokens
    ) -> None:
        if not self._view.agenda.read_only:
            painter.setBrush(QColor(now.surface))
            painter.setPen(QPen(QColor(now.button_line), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(now.ink))
        painter.setFont(self._letters().plain_number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.length)

    # -- typing minutes

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        lang, row = self._lang, self._view.agenda.row_at(index)
        name = lang.text(N_("Minutes of {title}"), title=row.title)
        wrong = lang.text(N_("Write minutes as 20, 1t10, 1.30 or 90 min."))
        least = 5 if row.kind == "summary" else 1
        box = MinutesBox(name, row.minutes, parse_minutes, lang.duration, wrong, least)
        box.setParent(parent)
        box.setStyleSheet("padding: 2px 4px;")
        # Each step is stored at once, so that the clock times follow while the box stays open.
        box.changed.connect(lambda minutes: self._view.minutes_changed.emit(row.id, minutes))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, DurationBox):
            editor.set_minutes(self._view.agenda.row_at(index).minutes)

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


class AgendaView(QListView):
    """The list itself. It changes nothing: it says what a person asks for.

    `moved` carries ids and the place among those that stay; `after` an id to add behind.
    """

    moved = Signal(list, int)
    after = Signal(str)
    removed = Signal(list)
    duplicated = Signal(list)
    copied = Signal(list, bool)
    pasted = Signal()
    writing = Signal()
    minutes_changed = Signal(str, int)
    renaming = Signal(str)
    chosen = Signal(str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.agenda = AgendaModel(lang, self)
        self._lang = lang
        self._drop: int | None = None
        self._first_digit = ""
        self.setModel(self.agenda)
        self.setItemDelegate(AgendaDelegate(self, lang))
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
        if event.source() is self:
            super().dragEnterEvent(event)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._show_drop(self.place_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        moving = bytes(event.mimeData().data(MIME).data()).decode().split("\n")
        place = self.place_at(event.position().toPoint())
        self._show_drop(None)
        self.setState(QAbstractItemView.State.NoState)
        event.acceptProposedAction()
        stay = [row.id for row in self.agenda.rows[:place] if row.id not in moving]
        self.moved.emit(moving, len(stay))

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
            return max(2, self.visualRect(self.agenda.index(place, 0)).top() - _GAP // 2 + 1)
        return self.visualRect(self.agenda.index(place - 1, 0)).bottom() - _GAP // 2 + 1


@dataclass(frozen=True, slots=True)
class _Letters:
    """The fonts of a row and their measures, made once for each text size."""

    scale: float
    strong: QFont
    small: QFont
    number: QFont
    plain_number: QFont
    strong_key: str
    small_key: str
    strong_metrics: QFontMetrics
    small_metrics: QFontMetrics


def _make_letters() -> _Letters:
    strong, small = theme.font("strong", size=14.5), theme.font("small")
    return _Letters(
        theme.text_scale(),
        strong,
        small,
        theme.font("strong", number=True),
        theme.font(number=True),
        strong.toString(),
        small.toString(),
        QFontMetrics(strong),
        QFontMetrics(small),
    )


def _card(width: int, height: int, ground: str, line: str, ratio: float) -> QPixmap:
    """An empty card; filling round corners anew for each row took most of a frame."""
    key = f"agenda card {width} {height} {ground} {line} {ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground))
    painter.setPen(QPen(QColor(line), 1))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 9, 9)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def _picture(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    key = f"agenda icon {name} {colour} {size} {ratio}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = theme.picture(name, colour, size, ratio)
        QPixmapCache.insert(key, found)
    return found


def _paint_text(
    painter: QPainter, box: QRect, row: AgendaRow, now: theme.Tokens, letters: _Letters
) -> None:
    width = box.width()
    strong, small, key = letters.strong_metrics, letters.small_metrics, letters.small_key
    titles = wrap(row.title, letters.strong_key, width)
    lines = [(line, now.ink2) for text in (row.line, row.note) for line in wrap(text, key, width)]
    lines += [(line, now.bad) for line in wrap(row.warning, key, width)]
    tall = len(titles) * strong.height() + len(lines) * (small.height() + 1)
    y = box.center().y() - tall // 2 + 1
    painter.setFont(letters.strong)
    painter.setPen(QColor(now.ink))
    for title in titles:
        painter.drawText(QPoint(box.left(), y + strong.ascent()), title)
        y += strong.height()
    painter.setFont(letters.small)
    y += 1
    for line, colour in lines:
        painter.setPen(QColor(colour))
        painter.drawText(QPoint(box.left(), y + small.ascent()), line)
        y += small.height() + 1


def _paint_who(
    painter: QPainter, box: QRect, row: AgendaRow, now: theme.Tokens, letters: _Letters
) -> None:
    metrics = letters.small_metrics
    lines = [(row.who, getattr(now, row.tone)), (row.lock, now.ink3)]
    lines = [(text, colour) for text, colour in lines if text]
    y = box.center().y() - len(lines) * metrics.height() // 2 + 1
    painter.setFont(letters.small)
    for text, colour in lines:
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QPoint(box.left(), y + metrics.ascent()), shown)
        y += metrics.height()


def _paint_icon(
    painter: QPainter, name: str, colour: str, box: QRect, view: QWidget, size: int = 15
) -> None:
    edge = theme.px(size)
    pixmap = _picture(name, colour, edge, view.devicePixelRatioF())
    painter.drawPixmap(box.left(), box.center().y() - edge // 2, pixmap)
