"""How a row of an agenda looks: where its parts lie, how tall it is, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QPixmapCache,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from facilitator.domain import kinds
from facilitator.ui import theme
from facilitator.ui.agenda.rows import AgendaRow

GAP = 5
"""What is free below each row."""

_PAD = 10
_NARROW = 560


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
    card = box.adjusted(1, 1, -1, -GAP)
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


class RowLook:
    """Measures rows and draws them.

    Args:
        widget: what they are drawn on; its look and its screen are taken.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._made: _Letters | None = None
        self._heights: dict[tuple[str, str, str, str, int, int], int] = {}
        self._widths: dict[tuple[int, bool], int] = {}

    def height(self, row: AgendaRow, width: int) -> int:
        """How tall a row is, with the gap below it, in a list so wide."""
        self._letters()
        right = bool(row.who) + bool(row.lock)
        text = self._text_width(width, bool(right))
        key = row.title, row.line, row.note, row.warning, right, text
        found = self._heights.get(key)
        if found is None:
            found = self._heights[key] = self._measure(*key)
        return found

    def _text_width(self, width: int, has_right: bool) -> int:
        # Asked for each row of an agenda whenever one of them moves.
        found = self._widths.get((width, has_right))
        if found is None:
            box = QRect(0, 0, width, theme.px(60))
            found = self._widths[width, has_right] = lay_row(box, has_right=has_right).text.width()
        return found

    def _measure(
        self, title: str, line: str, note: str, warning: str, right: int, width: int
    ) -> int:
        letters = self._letters()
        small, font = letters.small_metrics.height(), letters.small_key
        lines = sum(len(wrap(text, font, width)) for text in (line, note, warning))
        titles = len(wrap(title, letters.strong_key, width)) or 1
        left = titles * letters.strong_metrics.height() + lines * (small + 1)
        return max(left, right * small, theme.px(28)) + 2 * theme.px(_PAD) + 2 + GAP

    def _letters(self) -> _Letters:
        if self._made is None or self._made.scale != theme.text_scale():
            self._made = _make_letters()
            self._heights.clear()
            self._widths.clear()
        return self._made

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: AgendaRow,
        *,
        can_change: bool,
    ) -> None:
        """Draw a row in its box. One that can be changed shows where to take hold of it."""
        boxes = lay_row(option.rect, has_right=bool(row.who or row.lock))
        now = theme.tokens_of(self._widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, boxes.card, option.state, now, can_change=can_change)
        self._paint_left(painter, boxes, row, now, can_change=can_change)
        _paint_text(painter, boxes.text, row, now, self._letters())
        _paint_who(painter, boxes.who, row, now, self._letters())
        self._paint_minutes(painter, boxes.minutes, row, now, can_change=can_change)
        painter.restore()

    def _paint_card(
        self,
        painter: QPainter,
        card: QRect,
        state: QStyle.StateFlag,
        now: theme.Tokens,
        *,
        can_change: bool,
    ) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and can_change
        ground = theme.mixed(now.accent, now.surface, 0.05) if chosen else now.surface
        if hovered and not chosen:
            ground = theme.mixed(now.ink, now.surface, 0.02)
        line = now.accent if chosen else now.line
        ratio = self._widget.devicePixelRatioF()
        picture = _card(card.width(), card.height(), ground, line, ratio)
        painter.drawPixmap(card.topLeft(), picture)
        if focused:
            theme.draw_focus(painter, QRectF(card), now.accent, 9)

    def _paint_left(
        self,
        painter: QPainter,
        boxes: Boxes,
        row: AgendaRow,
        now: theme.Tokens,
        *,
        can_change: bool,
    ) -> None:
        kind, centre = kinds.kind(row.kind), Qt.AlignmentFlag.AlignVCenter
        if row.is_locked:
            _paint_icon(painter, "lock", now.ink3, boxes.grip, self._widget)
        elif can_change:
            _paint_icon(painter, "grip-vertical", now.ink3, boxes.grip, self._widget)
        painter.setPen(QColor(now.bad if row.warning else now.ink))
        painter.setFont(self._letters().number)
        painter.drawText(boxes.clock, centre, row.clock)
        if row.pin:
            below = boxes.clock.adjusted(0, theme.px(19), 0, theme.px(19))
            pin = now.bad if row.warning else now.ink3
            _paint_icon(painter, "pin", pin, below, self._widget, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.kind(kind.family)))
        painter.drawRoundedRect(QRectF(boxes.bar), 2.5, 2.5)

    def _paint_minutes(
        self,
        painter: QPainter,
        box: QRect,
        row: AgendaRow,
        now: theme.Tokens,
        *,
        can_change: bool,
    ) -> None:
        if can_change:
            painter.setBrush(QColor(now.surface))
            painter.setPen(QPen(QColor(now.button_line), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(now.ink))
        painter.setFont(self._letters().plain_number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.length)


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
    painter: QPainter, name: str, colour: str, box: QRect, on: QWidget, size: int = 15
) -> None:
    edge = theme.px(size)
    pixmap = _picture(name, colour, edge, on.devicePixelRatioF())
    painter.drawPixmap(box.left(), box.center().y() - edge // 2, pixmap)
