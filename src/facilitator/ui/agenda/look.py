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
_WHO_WIDTHS = (150, 96)
_MINUTES = 86
_WORDS_BESIDE_WHO, _WORDS_BESIDE_GRIP = 260, 150
"""Design pixels that the words of a row have at least before who, and then the grip, give way."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where the parts of a row lie; one without width has no room of its own."""

    card: QRect
    grip: QRect
    clock: QRect
    bar: QRect
    text: QRect
    who: QRect
    minutes: QRect


def lay_row(box: QRect, *, has_right: bool = True) -> Boxes:
    """The parts of a row in its box. In a narrow row who goes below the title, and then the grip
    goes too.

    has_right: something stands in the room for who; else the text goes on there.
    """
    px = theme.px
    card = box.adjusted(1, 1, -1, -GAP)
    inner = card.adjusted(px(12), 0, -px(12), 0)
    tall = px(28)
    minutes = QRect(inner.right() - px(_MINUTES), 0, px(_MINUTES), tall)
    minutes.moveTop(card.center().y() - tall // 2 + 1)
    end = minutes.left() - px(12)
    rest = px(18 + 10 + 48 + 16 + 5 + 14)
    beside = _who_width(end - inner.left() - rest)
    who = QRect(end - beside, card.top(), beside, card.height())
    has_grip = end - inner.left() - rest >= px(_WORDS_BESIDE_GRIP)
    grip = QRect(inner.left(), card.top(), px(18) if has_grip else 0, card.height())
    clock_left = grip.right() + px(10) if has_grip else inner.left()
    clock = QRect(clock_left, card.top(), px(48), card.height())
    bar = QRect(clock.right() + px(16), card.top() + px(9), px(5), card.height() - px(18))
    left = bar.right() + px(14)
    end = who.left() - px(12) if has_right and beside else end
    text = QRect(left, card.top(), max(1, end - left), card.height())
    return Boxes(card, grip, clock, bar, text, who, minutes)


def _who_width(room: int) -> int:
    """How wide who is, of what words and who have together; 0 where it goes below the title."""
    widths = (theme.px(width) for width in _WHO_WIDTHS)
    least = theme.px(_WORDS_BESIDE_WHO)
    return next((width for width in widths if room - width - theme.px(12) >= least), 0)


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
        self._heights: dict[tuple[str, str, str, str, tuple[str, ...], int, int], int] = {}
        self._widths: dict[tuple[int, bool], tuple[int, int]] = {}

    def height(self, row: AgendaRow, width: int) -> int:
        """How tall a row is, with the gap below it, in a list so wide."""
        self._letters()
        who, text = self._widths_of(width, bool(row.who or row.lock))
        key = row.title, _line(row, who), row.note, row.warning, _right(row, who), text, who
        found = self._heights.get(key)
        if found is None:
            found = self._heights[key] = self._measure(*key)
        return found

    def _widths_of(self, width: int, has_right: bool) -> tuple[int, int]:
        """How wide who is, and the words."""
        # Asked for each row of an agenda whenever one of them moves.
        found = self._widths.get((width, has_right))
        if found is None:
            boxes = lay_row(QRect(0, 0, width, theme.px(60)), has_right=has_right)
            found = self._widths[width, has_right] = boxes.who.width(), boxes.text.width()
        return found

    def _measure(
        self,
        title: str,
        line: str,
        note: str,
        warning: str,
        right: tuple[str, ...],
        width: int,
        who: int,
    ) -> int:
        letters = self._letters()
        small, font = letters.small_metrics.height(), letters.small_key
        lines = sum(len(wrap(text, font, width)) for text in (line, note, warning))
        titles = len(wrap(title, letters.strong_key, width)) or 1
        left = titles * letters.strong_metrics.height() + lines * (small + 1)
        beside = sum(len(wrap(text, font, who)) for text in right) * small
        return max(left, beside, theme.px(28)) + 2 * theme.px(_PAD) + 2 + GAP

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
        _paint_text(painter, boxes, row, now, self._letters())
        if boxes.who.width():
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
        grip = "lock" if row.is_locked else "grip-vertical" if can_change else ""
        if grip and boxes.grip.width():
            _paint_icon(painter, grip, now.ink3, boxes.grip, self._widget)
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


def _right(row: AgendaRow, who: int) -> tuple[str, ...]:
    """What stands in the room for who, one below the other."""
    return tuple(text for text in (row.who, row.lock) if text) if who else ()


def _line(row: AgendaRow, who: int) -> str:
    """The line below the title, with who before it when it has no room of its own."""
    return row.line if who else " · ".join(filter(None, (row.who, row.lock, row.line)))


def _paint_text(
    painter: QPainter, boxes: Boxes, row: AgendaRow, now: theme.Tokens, letters: _Letters
) -> None:
    box, who = boxes.text, boxes.who.width()
    width = box.width()
    strong, small, key = letters.strong_metrics, letters.small_metrics, letters.small_key
    titles = wrap(row.title, letters.strong_key, width)
    below = (_line(row, who), now.ink2), (row.note, now.ink2), (row.warning, now.bad)
    lines = [(line, colour) for text, colour in below for line in wrap(text, key, width)]
    tall = len(titles) * strong.height() + len(lines) * (small.height() + 1)
    y = box.center().y() - tall // 2 + 1
    painter.setFont(letters.strong)
    painter.setPen(QColor(now.ink))
    for title in titles:
        painter.drawText(QPoint(box.left(), y + strong.ascent()), title)
        y += strong.height()
    painter.setFont(letters.small)
    y += 1
    named = "" if who or not lines or not lines[0][0].startswith(row.who) else row.who
    x = box.left()
    if named:
        painter.setPen(QColor(getattr(now, row.tone)))
        painter.drawText(QPoint(x, y + small.ascent()), named)
        lines[0] = (lines[0][0][len(named) :], lines[0][1])
        x += small.horizontalAdvance(named)
    for line, colour in lines:
        painter.setPen(QColor(colour))
        painter.drawText(QPoint(x, y + small.ascent()), line)
        x, y = box.left(), y + small.height() + 1


def _paint_who(
    painter: QPainter, box: QRect, row: AgendaRow, now: theme.Tokens, letters: _Letters
) -> None:
    metrics, key, width = letters.small_metrics, letters.small_key, box.width()
    lines = [(line, getattr(now, row.tone)) for line in wrap(row.who, key, width)]
    lines += [(line, now.ink3) for line in wrap(row.lock, key, width)]
    y = box.center().y() - len(lines) * metrics.height() // 2 + 1
    painter.setFont(letters.small)
    for text, colour in lines:
        painter.setPen(QColor(colour))
        painter.drawText(QPoint(box.left(), y + metrics.ascent()), text)
        y += metrics.height()


def _paint_icon(
    painter: QPainter, name: str, colour: str, box: QRect, on: QWidget, size: int = 15
) -> None:
    edge = theme.px(size)
    pixmap = _picture(name, colour, edge, on.devicePixelRatioF())
    painter.drawPixmap(box.left(), box.center().y() - edge // 2, pixmap)
