"""The ideas of a meeting with their votes: one key or tap counts one, another takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from facilitator.domain.topics import Ballot
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.followup.card import wrap_lines
from facilitator.ui.line_table import paint_ground
from facilitator.ui.parts import announce
from facilitator.ui.parts.status_look import chip_size, paint_chip
from facilitator.ui.row_model import Column, RowModel

Index = QModelIndex | QPersistentModelIndex

_ROW, _TAP, _COUNT, _EDGE = 38, 30, 30, 6
_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Space)
_LESS = (Qt.Key.Key_Minus, Qt.Key.Key_Backspace)


class BallotDelegate(QStyledItemDelegate):
    """Paints − votes +, the title, and whether it is chosen."""

    def __init__(self, parent: BallotList, lang: Language) -> None:
        super().__init__(parent)
        self._chosen, self._choose = lang.text(N_("chosen")), lang.text(N_("choose"))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(_ROW))

    def places(self, box: QRect) -> dict[str, QRect]:
        """Where to tap in a row: less, more, choose; and where the count and the title stand."""
        tap, edge = theme.px(_TAP), theme.px(_EDGE)
        y = box.y() + (box.height() - tap) // 2
        less = QRect(box.x() + edge, y, tap, tap)
        count = QRect(less.right(), y, theme.px(_COUNT), tap)
        more = QRect(count.right(), y, tap, tap)
        metrics = QFontMetrics(theme.font("small", size=12))
        wide, tall = (
            max(side)
            for side in zip(
                *(chip_size(words, metrics) for words in (self._chosen, self._choose)), strict=True
            )
        )
        at = box.right() - edge - wide
        choose = QRect(at, box.y() + (box.height() - tall) // 2, wide, tall)
        title = QRect(more.right() + theme.px(8), box.y(), 0, box.height())
        title.setRight(choose.left() - theme.px(8))
        return {"less": less, "count": count, "more": more, "choose": choose, "title": title}

    def deed_at(self, box: QRect, pos: QPoint) -> str:
        """What a tap at a place does: less, more, choose, or “”."""
        places = self.places(box)
        return next((key for key in ("less", "more", "choose") if places[key].contains(pos)), "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one: Ballot = index.model().row_at(index)  # type: ignore[attr-defined]
        now, places = theme.tokens_of(option.widget), self.places(option.rect)
        paint_ground(self, painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_tap(painter, places["less"], "minus", now, is_on=one.votes > 0)
        _paint_tap(painter, places["more"], "plus", now, is_on=True)
        painter.setFont(theme.font("strong", number=True))
        painter.setPen(QColor(now.accent if one.votes else now.ink3))
        painter.drawText(places["count"], Qt.AlignmentFlag.AlignCenter, str(one.votes))
        font = theme.font("strong" if one.votes else "body")
        painter.setFont(font)
        painter.setPen(QColor(now.ink))
        side, room = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, places["title"]
        if QFontMetrics(font).horizontalAdvance(one.title) > room.width():
            font = theme.font("small", weight=600 if one.votes else 0)
            painter.setFont(font)
        painter.drawText(room, side, wrap_lines(one.title, font, room.width(), 2)[0])
        painter.setFont(theme.font("small", size=12))
        is_chosen = one.state == "chosen"
        words = self._chosen if is_chosen else self._choose
        paint_chip(painter, places["choose"], words, "guideline" if is_chosen else "", now)
        painter.restore()


def _paint_tap(painter: QPainter, box: QRect, icon: str, now: theme.Tokens, *, is_on: bool) -> None:
    painter.setPen(QPen(QColor(now.button_line), 1))
    painter.setBrush(QColor(now.button))
    painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)
    size = theme.px(16)
    drawn = theme.picture(icon, now.ink if is_on else now.ink3, size, 2.0)
    at = QRect(0, 0, size, size)
    at.moveCenter(box.center())
    painter.drawPixmap(at, drawn)


class BallotList(QListView):
    """Emits `voted` with a topic and +1 or −1, `chosen` with a topic and whether it is now."""

    voted = Signal(str, int)
    chosen = Signal(str, bool)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._model = RowModel((Column("", self._spoken),), lang, self)
        self.setModel(self._model)
        self._delegate = BallotDelegate(self, lang)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(lang.text(N_("Ideas and their votes")))
        about = N_("+ counts a vote, − takes one back, Enter chooses the idea.")
        self.setAccessibleDescription(lang.text(about))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """What is shown, the first first."""
        return self._model.rows  # type: ignore[return-value]

    def show_ballots(self, ballots: Sequence[Ballot]) -> None:
        """Show these; the one chosen stays."""
        self._model.set_rows(ballots)

    def hold(self, topic: str) -> None:
        """Bring an idea into sight."""
        self.setCurrentIndex(self._model.index_of(topic))

    def current(self) -> Ballot | None:
        """The idea the keys are about."""
        one: Ballot | None = self._model.row_at(self.currentIndex())
        return one

    def _spoken(self, one: Ballot) -> str:
        votes = self._lang.plural("{n} vote", "{n} votes", one.votes)
        chosen = self._lang.text(N_("chosen")) if one.state == "chosen" else ""
        return ", ".join(filter(None, (one.title, votes, chosen)))

    def _do(self, one: Ballot, deed: str) -> None:
        if deed == "choose":
            self.chosen.emit(one.id, one.state != "chosen")
        elif deed == "more" or (deed == "less" and one.votes):
            self.voted.emit(one.id, 1 if deed == "more" else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pos = event.position().toPoint()
        one = self._model.row_at(self.indexAt(pos))
        if one is not None and event.button() is Qt.MouseButton.LeftButton:
            self._do(one, self._delegate.deed_at(self.visualRect(self.indexAt(pos)), pos))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.current()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif one is not None and event.key() in (*_MORE, *_LESS):
            self._do(one, "more" if event.key() in _MORE else "less")
            announce(self, self._spoken(self.current() or one))
        elif one is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(one, "choose")
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()
