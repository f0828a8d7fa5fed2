"""The room screen: what everybody may see, large, painted from what it is handed and no more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPixmapCache,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.room.drawn import Drawing, Part, Words
from facilitator.ui.room.layout import NARROWEST, TALL, Shown, compose
from facilitator.ui.room.text import TIME, WRAP, WRAP_RIGHT, font

_OVERHANG = 8
"""How far a letter may reach out of its box."""

_CACHED_HEIGHT = 64
"""Pixels of a font up to which Qt keeps its letters; larger ones it fills anew each time."""


class RoomScreen(QWidget):
    """Paints what it is handed. As a window it passes its keys on; as a preview it is small.

    `closed`: a person closed it as a window.
    """

    steered = Signal(object)
    closed = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._shown: Shown | None = None
        self._painted: tuple[Part, ...] = ()
        self._is_stale = True
        self._is_black = False
        self.setWindowTitle(lang.text(N_("Room screen")))
        self.setAccessibleName(lang.text(N_("Room screen")))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is painted now, but those within a chart."""
        return tuple(part.text for part in self.parts if isinstance(part, Words))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is painted now, laid out on a screen 900 tall; nothing while it is black."""
        if self._is_black or self._shown is None:
            return ()
        return compose(self._lang, self._shown, self.width() / self._scale())

    def show_state(self, shown: Shown | None) -> None:
        """Paint this from now on, or nothing; only what differs from before is painted anew."""
        self._shown = shown
        if not self.isVisible():
            self._is_stale = True
            return
        before, now = self._painted, self.parts
        if now == before:
            return
        self._painted = now
        for one, other in ((before, now), (now, before)):
            for part in one:
                if part not in other:
                    self.update(self._place(part))
        self._describe()

    def set_black(self, black: bool) -> None:
        """Show nothing but black, or what was there."""
        self._is_black = black
        self._paint_anew()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(180))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale:
            self._is_stale = False
            self._painted = self.parts
            self._describe()
        painter = QPainter(self)
        ground = "#000000" if self._is_black else theme.ROOM.ground
        painter.fillRect(event.rect(), QColor(ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, self._top())
        painter.scale(self._scale(), self._scale())
        for part in self._painted:
            if event.region().intersects(self._place(part)):
                _paint(painter, part)
        if not self.isWindow():
            painter.resetTransform()
            painter.setPen(QColor(theme.tokens_of(self).button_line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.steered.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _paint_anew(self) -> None:
        self._is_stale = True
        self.update()

    def _describe(self) -> None:
        # What ticks would have a screen reader speak every second.
        lasting = (p.text for p in self._painted if isinstance(p, Words) and not p.ticks)
        said = "\n".join(lasting)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _scale(self) -> float:
        return max(min(self.height() / TALL, self.width() / NARROWEST), 0.01)

    def _top(self) -> float:
        """Where the layout begins in a window taller than it."""
        return (self.height() - TALL * self._scale()) / 2

    def _place(self, part: Part) -> QRect:
        """Where it is painted, in pixels of the widget."""
        box, scale = _with_overhang(part), self._scale()
        size = box.size() * scale
        return QRectF(box.topLeft() * scale + QPointF(0, self._top()), size).toAlignedRect()


def _paint(painter: QPainter, part: Part) -> None:
    if isinstance(part, Drawing):
        _draw(painter, part)
        return
    if not isinstance(part, Words):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(part.colour))
        painter.drawRoundedRect(part.box, part.radius, part.radius)
        return
    if part.size * painter.combinedTransform().m11() > _CACHED_HEIGHT and not part.ticks:
        _paint_kept(painter, part)
    else:
        _write(painter, part)


def _with_overhang(part: Part) -> QRectF:
    return part.box.adjusted(-_OVERHANG, -_OVERHANG, _OVERHANG, _OVERHANG)


def _paint_kept(painter: QPainter, part: Words) -> None:
    """Paint large words as a picture: a question of two lines takes Qt some 6 ms to fill anew."""
    ratio, pixels = painter.device().devicePixelRatioF(), painter.combinedTransform()
    place = pixels.mapRect(_with_overhang(part)).toAlignedRect()
    where = ratio, pixels.m11(), pixels.dx(), pixels.dy()
    key, picture = f"room {part} {where}", QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap(place.size())
        picture.fill(Qt.GlobalColor.transparent)
        writer = QPainter(picture)
        writer.setRenderHints(painter.renderHints())
        writer.setTransform(pixels * QTransform.fromTranslate(-place.x(), -place.y()))
        _write(writer, part)
        writer.end()
        picture.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, picture)
    painter.save()
    painter.resetTransform()
    painter.drawPixmap(QPointF(place.topLeft()) / ratio, picture)
    painter.restore()


def _write(painter: QPainter, part: Words) -> None:
    painter.setFont(font(part.size, part.weight))
    painter.setPen(QColor(part.colour))
    if part.size == TIME:
        painter.drawText(QPointF(part.box.x(), part.box.bottom() - 22), part.text)
    elif part.right:
        painter.drawText(part.box, WRAP_RIGHT, part.text)
    elif part.heavy:
        _paint_heavy_first(painter, part)
    else:
        painter.drawText(part.box, WRAP, part.text)


def _draw(painter: QPainter, part: Drawing) -> None:
    from facilitator.ui.charts.sketch_painter import paint

    painter.save()
    painter.translate(part.box.topLeft())
    painter.scale(part.scale, part.scale)
    paint(painter, part.sketch.items, theme.LIGHT)
    painter.restore()


def _paint_heavy_first(painter: QPainter, part: Words) -> None:
    first, rest, heavy = part.text[: part.heavy], part.text[part.heavy :], font(part.size, 700)
    painter.drawText(
        part.box.adjusted(QFontMetricsF(heavy).horizontalAdvance(first), 0, 0, 0), rest
    )
    painter.setFont(heavy)
    painter.drawText(part.box, first)
