"""The list: a commitment in a row, with all statuses in it, so that one click sets one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from facilitator.domain import followup, statuses
from facilitator.domain.board import asks_decision
from facilitator.domain.outcomes import Commitment
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.followup.card import carried_words, snoozed_words
from facilitator.ui.followup.keys import open_menu, take_key
from facilitator.ui.line_table import dress_lines, paint_ground
from facilitator.ui.parts.due import due_words
from facilitator.ui.parts.status_look import (
    FAMILIES,
    chip_size,
    choices,
    introduced_words,
    owner_words,
    paint_chip,
)
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex

_EDGE, _ROW = 11, 84
_MARKS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class _CellDelegate(QStyledItemDelegate):
    """One ground for all of a line: `hovered` is the one under the mouse, `marked` commitments."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.hovered = -1
        self.marked: frozenset[str] = frozenset()

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, one: Commitment
    ) -> None:
        """The ground of a cell, as it is in every cell of the line."""
        if index.row() == self.hovered:
            option.state |= QStyle.StateFlag.State_MouseOver
        paint_ground(self, painter, option, index)
        if one.id in self.marked:
            now = theme.tokens_of(option.widget)
            ground = theme.mixed(now.accent, now.surface, 0.12)
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), QColor(ground))


class RowDelegate(_CellDelegate):
    """Paints what was agreed, where it comes from, and the statuses as chips."""

    def __init__(self, lang: Language, about: Callable[[Commitment], str], view: QTableView):
        super().__init__(view)
        self._choices, self._about = choices(lang), about
        self._sizes: dict[float, tuple[tuple[str, int, int], ...]] = {}

    def chips(self, box: QRect, status: str) -> tuple[tuple[str, QRect], ...]:
        """Each status with its place in the cell; without room for all, the one it has and as
        many as fit beside it."""
        sizes = self._measured()
        gap, room = theme.px(4), box.width() - 2 * _EDGE
        if sum(wide + gap for _, wide, _ in sizes) - gap > room:
            sizes = tuple(sorted(sizes, key=lambda size: size[0] != status))
        x = box.x() + _EDGE
        found: list[tuple[str, QRect]] = []
        for key, wide, tall in sizes:
            place = QRect(x, box.bottom() - tall - theme.px(8), wide, tall)
            if place.right() <= box.right() - _EDGE or not found:
                found.append((key, place))
            x += wide + gap
        return tuple(found)

    def _measured(self) -> tuple[tuple[str, int, int], ...]:
        """Width and height of each chip, measured once for each text size."""
        scale = theme.text_scale()
        if scale not in self._sizes:
            metrics = QFontMetrics(theme.font("small", size=12))
            sizes = ((key, *chip_size(text, metrics)) for key, text, _ in self._choices)
            self._sizes[scale] = tuple(sizes)
        return self._sizes[scale]

    def status_at(self, box: QRect, status: str, pos: QPoint) -> str | None:
        """The status whose chip lies at a place of a row that has one, or none."""
        return next((key for key, place in self.chips(box, status) if place.contains(pos)), None)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(400), theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.model().row_at(index)  # type: ignore[attr-defined]
        box, view = option.rect, option.widget
        now = theme.tokens_of(view)
        self.paint_ground(painter, option, index, one)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if one.id in self.marked:
            painter.fillRect(QRect(box.x(), box.y(), 4, box.height() - 1), QColor(now.accent))
        room = box.adjusted(_EDGE, theme.px(8), -_EDGE, 0)
        self._line(painter, room, one.action, "strong", now.ink)
        room.setTop(room.top() + theme.px(22))
        tone = now.warn if asks_decision(one) else now.ink2
        self._line(painter, room, self._about(one), "small", tone)
        painter.setFont(theme.font("small", size=12))
        words = {key: text for key, text, _ in self._choices}
        for key, place in self.chips(box, one.status):
            family = FAMILIES[key] if key == one.status else ""
            paint_chip(painter, place, words[key], family, now, ring=key == one.status)
        painter.restore()

    def _line(
        self, painter: QPainter, room: QRect, text: str, role: theme.Role, colour: str
    ) -> None:
        painter.setFont(theme.font(role))
        painter.setPen(QColor(colour))
        mode = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, mode, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, shown)


class OwnerDelegate(_CellDelegate):
    """Paints who tries it and, below in its tone, by when."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.tokens_of(option.widget)
        one = index.model().row_at(index)  # type: ignore[attr-defined]
        self.paint_ground(painter, option, index, one)
        owner, _, due = str(index.data()).partition("\n")
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        room = option.rect.adjusted(_EDGE, theme.px(8), -theme.px(4), 0)
        lines: tuple[tuple[str, theme.Role, QColor], ...] = (
            (owner, "body", QColor(now.ink)),
            (due, "small", tone or QColor(now.ink2)),
        )
        for text, role, colour in lines:
            painter.setFont(theme.font(role))
            painter.setPen(colour)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, flags, shown)
            room.setTop(room.top() + theme.px(22))
        painter.restore()


class CommitmentList(QTableView):
    """Emits `picked` with the commitment a person chose, `said` with a status for it.

    `marking`: commitments to mark or unmark, none for the chosen one; `menu_wanted`: of which
    commitment, “” for the chosen one, and where.
    """

    picked = Signal(str)
    said = Signal(str)
    marking = Signal(list)
    menu_wanted = Signal(str, QPoint)
    left = Signal()
    entered = Signal()

    def __init__(self, lang: Language, today: date) -> None:
        super().__init__()
        self._lang, self._today, self._picking = lang, today, False
        self.setAccessibleName(lang.text(N_("Commitments")))

        def told(one: Commitment) -> str:
            words = about_words(one, self._today, lang)
            return f"{words} · {lang.quote(one.experience)}" if one.experience else words

        self._model = RowModel(self._columns(told), lang, self)
        self.setModel(self._model)
        self._delegate = RowDelegate(lang, told, self)
        self._cells: tuple[_CellDelegate, ...] = (self._delegate, OwnerDelegate(self))
        for at, cell in enumerate(self._cells):
            self.setItemDelegateForColumn(at, cell)
        dress_lines(self, _ROW)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._size_columns()
        self.selectionModel().currentChanged.connect(self._on_current)

    def _columns(self, about: Callable[[Commitment], str]) -> tuple[Column, ...]:
        lang = self._lang

        def spoken(one: Commitment) -> str:
            said = lang.text(statuses.status(one.status).title)
            return f"{one.action}. {said}. {about(one)}"

        return (
            Column(N_("Commitment"), spoken),
            Column(N_("Who and by when"), self._owner, tone=lambda one: self._due(one)[1]),
        )

    def _owner(self, one: Commitment) -> str:
        return f"{owner_words(one, self._lang)}\n{self._due(one)[0]}".rstrip()

    def _due(self, one: Commitment) -> tuple[str, str]:
        if not one.is_open:
            return "", ""
        if one.due is None and one.due_next_meeting:
            return self._lang.text(N_("at the next meeting")), ""
        return due_words(one.due, self._today, self._lang)

    def _size_columns(self) -> None:
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(theme.px(80))
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(1, theme.px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(theme.px(150), self.viewport().width() * 9 // 20)
        self.horizontalHeader().resizeSection(1, wide)

    def show_commitments(self, rows: Sequence[Commitment], today: date) -> None:
        """Show these in this order; the view tells nobody of what moves by that."""
        self._picking, self._today = True, today
        self._model.set_rows(rows)
        if not self.currentIndex().isValid():
            # Said, or Qt chooses the first as soon as the keys come here.
            self.setCurrentIndex(QModelIndex())
        self._picking = False

    def hold(self, commitment: str | None) -> None:
        """Show which commitment is chosen."""
        self._picking = True
        index = self._model.index_of(commitment) if commitment else QModelIndex()
        if index != self.currentIndex().siblingAtColumn(0):
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()
        self._picking = False

    def mark(self, commitments: frozenset[str]) -> None:
        """Show which commitments are marked."""
        for cell in self._cells:
            cell.marked = commitments
        self.viewport().update()

    def focus_chosen(self) -> None:
        """Give the keys to the list."""
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.setCurrentIndex(self._model.index(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Asked before the detail opens and the columns become narrower.
        pos = event.position().toPoint()
        index = self.indexAt(pos)
        one = self._model.row_at(index)
        box = self.visualRect(index)
        is_first = one is not None and index.column() == 0
        key = self._delegate.status_at(box, one.status, pos) if is_first else None
        self._picking = True
        super().mousePressEvent(event)
        self._picking = False
        if one is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & _MARKS:
            self.marking.emit([one.id])
            return
        self.picked.emit(one.id)
        if key is not None:
            self.said.emit(key)

    def viewportEvent(self, event: QEvent) -> bool:
        """All of the line under the mouse is tinted, not only the cell."""
        if isinstance(event, QHoverEvent):
            is_over = event.type() != QEvent.Type.HoverLeave
            row = self.rowAt(int(event.position().y())) if is_over else -1
            if row != self._delegate.hovered:
                for cell in self._cells:
                    cell.hovered = row
                self.viewport().update()
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            open_menu(self)
            return
        one = self._model.row_at(self.indexAt(event.pos()))
        if one is not None:
            self.menu_wanted.emit(one.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_key(self, event):
            super().keyPressEvent(event)

    def _on_current(self, now: QModelIndex) -> None:
        one = self._model.row_at(now)
        if one is not None and not self._picking:
            self.picked.emit(one.id)


def about_words(one: Commitment, today: date, lang: Language, *, asks: bool = True) -> str:
    """Where a commitment comes from, its age, and how often it was carried over.

    asks: say too that it is to be decided on, where it is.
    """
    words = []
    if one.meeting_number is not None:
        words.append(lang.text(N_("from meeting {number}"), number=one.meeting_number))
    words.append(lang.text(N_("{age} old"), age=lang.age(one.agreed, today)))
    if one.carried:
        times = lang.plural("carried {n} time", "carried {n} times", one.carried)
        words.append(carried_words(one.carried, lang) if asks and asks_decision(one) else times)
    if one.is_open and followup.is_snoozed(one.snoozed, today) and one.snoozed is not None:
        words.append(snoozed_words(one.snoozed, lang, today))
    words.append(introduced_words(one, lang))
    return " · ".join(filter(None, words))
