"""The topics of the bank in a list, with all states in each row, so that one click sets one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from facilitator.domain.content import Topic
from facilitator.domain.topics import STATES
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.line_table import paint_ground
from facilitator.ui.parts.status_look import chip_size, paint_chip
from facilitator.ui.row_model import Column, RowModel
from facilitator.ui.topics.words import (
    FAMILIES,
    again_words,
    last_votes_words,
    origin_words,
    state_choices,
    votes_words,
)

Index = QModelIndex | QPersistentModelIndex

_EDGE, _AIR, _LINE, _ROW = 12, 9, 22, 86
_DIGITS = {Qt.Key.Key_1 + at: key for at, (key, _) in enumerate(STATES)}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class TopicDelegate(QStyledItemDelegate):
    """Paints title and votes, the everyday situation, and the states as chips."""

    def __init__(self, parent: TopicList, lang: Language) -> None:
        super().__init__(parent)
        self._list, self._lang = parent, lang
        self._states = tuple((key, words) for key, words, _ in state_choices(lang))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(300), theme.px(_ROW))

    def chips(self, box: QRect) -> tuple[tuple[str, QRect], ...]:
        """Each state with its place in the row; only those there is room for."""
        metrics = QFontMetrics(theme.font("small", size=12))
        x, found = box.x() + theme.px(_EDGE), []
        for key, words in self._states:
            wide, tall = chip_size(words, metrics)
            place = QRect(x, box.bottom() - tall - theme.px(_AIR), wide, tall)
            if place.right() <= box.right() - theme.px(_EDGE):
                found.append((key, place))
            x += wide + theme.px(4)
        return tuple(found)

    def state_at(self, box: QRect, pos: QPoint) -> str | None:
        """The state whose chip lies at a place, or none."""
        return next((key for key, place in self.chips(box) if place.contains(pos)), None)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one: Topic = index.model().row_at(index)  # type: ignore[attr-defined]
        box, now = option.rect, theme.tokens_of(option.widget)
        paint_ground(self, painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.px(_EDGE)
        room = box.adjusted(edge, theme.px(_AIR), -edge, 0)
        votes = self._lang.plural("{n} vote", "{n} votes", one.votes) if one.votes else ""
        taken = _write(painter, room, votes, "strong", now.accent, _RIGHT)
        title = room.adjusted(0, 0, -taken - edge if taken else 0, 0)
        _write(painter, title, one.title, "strong", now.ink)
        room.setTop(room.top() + theme.px(_LINE))
        last = last_votes_words(self._lang, one)
        taken = _write(painter, room, last, "small", now.ink2, _RIGHT)
        room.setRight(room.right() - (taken + edge if taken else 0))
        _write(painter, room, one.situation or origin_words(self._lang, one), "small", now.ink2)
        self._paint_states(painter, box, one, now)
        painter.restore()

    def _paint_states(self, painter: QPainter, box: QRect, one: Topic, now: theme.Tokens) -> None:
        chips, words = self.chips(box), dict(self._states)
        painter.setFont(theme.font("small", size=12))
        for key, place in chips:
            family = FAMILIES[key] if key == one.state else ""
            paint_chip(painter, place, words[key], family, now, ring=key == one.state)
        if not chips:
            return
        first, last = chips[0][1], chips[-1][1]
        room = QRect(last.right() + theme.px(10), first.top(), 0, first.height())
        room.setRight(box.right() - theme.px(_EDGE))
        text, token = again_words(self._lang, one, self._list.today)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if room.width() > theme.px(60):
            _write(painter, room, text, "small", getattr(now, token), side)


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    role: theme.Role,
    colour: str,
    side: Qt.AlignmentFlag = _LEFT,
) -> int:
    """Write one line as far as there is room. Answers how wide it became."""
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    metrics = QFontMetrics(font)
    line = text.replace("\n", " ")
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, side | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


class TopicList(QListView):
    """Emits `picked` with the topic a person chose, `said` with a state for it."""

    picked = Signal(str)
    said = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(self, lang: Language, today: date) -> None:
        super().__init__()
        self.today, self._lang, self._picking = today, lang, False
        self._model = RowModel((Column("", self._spoken),), lang, self)
        self.setModel(self._model)
        self._delegate = TopicDelegate(self, lang)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(lang.text(N_("Topics")))
        about = N_("1 to 4 say how a topic stands, Enter opens it.")
        self.setAccessibleDescription(lang.text(about))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What is shown, the first first."""
        return self._model.rows  # type: ignore[return-value]

    def show_topics(self, topics: Sequence[Topic], today: date) -> None:
        """Show these in this order; the view tells nobody of what moves by that."""
        self._picking, self.today = True, today
        self._model.set_rows(topics)
        self._picking = False
        self.viewport().update()

    def hold(self, topic: str | None) -> None:
        """Show which topic is chosen."""
        self._picking = True
        index = self._model.index_of(topic) if topic else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()
        self._picking = False

    def _spoken(self, one: Topic) -> str:
        said = dict(STATES)[one.state]
        again, _ = again_words(self._lang, one, self.today)
        parts = one.title, self._lang.text(said), votes_words(self._lang, one), one.situation
        return ". ".join(filter(None, (*parts, again)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The topic beside the list stays in sight when that makes the list smaller.
        self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Asked before the pane opens and the rows become narrower.
        pos = event.position().toPoint()
        index = self.indexAt(pos)
        one = self._model.row_at(index)
        key = self._delegate.state_at(self.visualRect(index), pos) if one is not None else None
        self._picking = True
        super().mousePressEvent(event)
        self._picking = False
        if one is not None:
            self.picked.emit(one.id)
        if key is not None:
            self.said.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.said.emit(_DIGITS[event.key()])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        one = self._model.row_at(self.currentIndex())
        if one is not None:
            self.picked.emit(one.id)
            self.entered.emit()

    def _on_current(self, now: QModelIndex) -> None:
        one = self._model.row_at(now)
        if one is not None and not self._picking:
            self.picked.emit(one.id)
