"""The rows of the search box: headings, and what can be opened or done, with the match marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facilitator.domain.search import KINDS, Excerpt, Hit, Term, excerpt
from facilitator.language import N_, Language
from facilitator.ui import theme

Index = QModelIndex | QPersistentModelIndex

_DATED = ("topic", "case", "commitment", "follow_up")
"""Kinds of which the day is told where they belong to no meeting."""

_ICONS = {kind.id: kind.icon for kind in KINDS}
_OF_TABLES = {"goal": "target"}
"""Icons of tables whose rows do not have that of their kind."""

_EDGE, _ICON, _LINE_GAP = 12, 18, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its line with the match, what is said below, its keys, and what choosing it does.

    Without anything to do it is a heading.
    """

    line: Excerpt
    below: str = ""
    icon: str = ""
    keys: str = ""
    act: Callable[[], object] | None = None

    @property
    def said(self) -> str:
        """The row in words, as a screen reader has it."""
        return ", ".join(filter(None, (self.line.text, self.below, self.keys)))


def heading(title: str) -> Entry:
    """A row that names those below it."""
    return Entry(Excerpt(title))


def hit_entry(
    lang: Language, hit: Hit, wanted: tuple[Term, ...], act: Callable[[], object]
) -> Entry:
    """The row of a thing that was found."""
    line, below = excerpt(hit.text, wanted), [_meeting(lang, hit), hit.owner]
    if hit.table == "meeting" and not line.marks:
        line, below = Excerpt(_meeting(lang, hit)), [line.text]
    elif not hit.text.startswith(line.text.removesuffix("…")):
        below.insert(0, hit.text.split("\n", 1)[0])
    elif hit.table == "goal":
        below.insert(0, lang.text(N_("Goal of the meeting")))
    icon = _OF_TABLES.get(hit.table, _ICONS[hit.kind])
    return Entry(line, " · ".join(filter(None, below)), icon, act=act)


def _meeting(lang: Language, hit: Hit) -> str:
    if hit.start is None:
        return lang.date_text(hit.day) if hit.kind in _DATED else ""
    number = lang.text(N_("Meeting {number}"), number=hit.number)
    return f"{number} · {lang.date_text(_day(lang, hit.start))}"


def _day(lang: Language, at: datetime) -> datetime:
    return at.astimezone(lang.zone)


class Entries(QAbstractListModel):
    """The rows shown; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Entry, ...] = ()

    def show(self, rows: Sequence[Entry]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def next_row(self, start: int, step: int) -> int | None:
        """The row that can be chosen next, going round at the ends; none if there is none."""
        there = [at for at, row in enumerate(self.rows) if row.act is not None]
        onward = sorted(there, key=lambda at: ((at - start) * step <= 0, at * step))
        return onward[0] if onward else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.line.text
        return row.said if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].act is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryLook(QStyledItemDelegate):
    """Draws the rows; text is plain text."""

    def __init__(self, view: QListView, model: Entries) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._body, self._bold = theme.font(), theme.font("strong")
        self._small, self._head = theme.font("small"), theme.font("small", weight=600)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._model.rows[index.row()]
        if row.act is None:
            return QSize(0, QFontMetrics(self._head).height() + theme.px(16 if index.row() else 8))
        below = QFontMetrics(self._small).height() + _LINE_GAP if row.below else 0
        return QSize(0, QFontMetrics(self._bold).height() + below + theme.px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, box, now = self._model.rows[index.row()], option.rect, theme.tokens_of(self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.act is None:
            self._paint_head(painter, row, box, now)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(now.accent_soft))
                painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 7, 7)
            self._paint_entry(painter, row, box, now)
        painter.restore()

    def _paint_head(self, painter: QPainter, row: Entry, box: QRect, now: theme.Tokens) -> None:
        painter.setFont(self._head)
        painter.setPen(QColor(now.ink2))
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(_EDGE, 0, -_EDGE, -theme.px(4)), low, row.line.text)

    def _paint_entry(self, painter: QPainter, row: Entry, box: QRect, now: theme.Tokens) -> None:
        inner = box.adjusted(_EDGE, theme.px(7), -_EDGE, -theme.px(7))
        size = theme.px(_ICON)
        high = QFontMetrics(self._bold).height()
        ratio = self._view.devicePixelRatioF()
        if row.icon:
            at = QPoint(inner.left(), inner.top() + (high - size) // 2)
            painter.drawPixmap(at, theme.picture(row.icon, now.ink2, size, ratio))
        inner.setLeft(inner.left() + size + theme.px(12))
        if row.keys:
            painter.setFont(self._small)
            painter.setPen(QColor(now.ink2))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(inner, side, row.keys)
            inner.setRight(inner.right() - QFontMetrics(self._small).horizontalAdvance(row.keys))
        self._paint_line(painter, row.line, inner, now)
        if row.below:
            painter.setFont(self._small)
            painter.setPen(QColor(now.ink2))
            metrics = QFontMetrics(self._small)
            below = metrics.elidedText(row.below, Qt.TextElideMode.ElideRight, inner.width())
            top = inner.top() + high + _LINE_GAP + metrics.ascent()
            painter.drawText(inner.left(), top, below)

    def _paint_line(
        self, painter: QPainter, line: Excerpt, inner: QRect, now: theme.Tokens
    ) -> None:
        left, base = inner.left(), inner.top() + QFontMetrics(self._bold).ascent()
        for text, is_match in _pieces(line):
            font = self._bold if is_match else self._body
            shown, wide = _fitting(text, font, inner.right() - left)
            painter.setFont(font)
            painter.setPen(QColor(now.accent if is_match else now.ink))
            painter.drawText(left, base, shown)
            left += wide
            if shown != text:
                break


def _pieces(line: Excerpt) -> list[tuple[str, bool]]:
    """The line in pieces, each with whether it is a match."""
    pieces, at = [], 0
    for start, end in line.marks:
        pieces += [(line.text[at:start], False), (line.text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (line.text[at:], False)) if piece[0]]


def _fitting(text: str, font: QFont, room: int) -> tuple[str, int]:
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
    return shown, metrics.horizontalAdvance(shown)
