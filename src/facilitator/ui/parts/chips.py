"""Small coloured words: tags, chips to switch on, and chips of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from facilitator.ui import theme
from facilitator.ui.parts.heard import CheckBox, RadioButton
from facilitator.ui.parts.labels import plain_tooltip
from facilitator.ui.parts.layouts import FlowLayout


class Tag(QLabel):
    """A word on a soft ground in the colour of a kind's family or of a state."""

    _radius = 5.0
    _edge = (7, 1)

    def __init__(self, text: str, family: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("small", size=12, weight=600))
        self.setContentsMargins(self._edge[0], self._edge[1], self._edge[0], self._edge[1])
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.family = family
        self.setText(text)

    def set_family(self, family: str) -> None:
        """Change the colour."""
        self.family = family
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = theme.tag_colours(self.family, theme.tokens_of(self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)
        painter.setPen(QColor(ink))
        box = self.contentsRect()
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width()
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= room
        plain_tooltip(self, "" if fits else self.text())


def tag(text: str, family: str) -> Tag:
    """A tag; family: a kind's family, or accent, ok, warn, bad, plain."""
    return Tag(text, family)


class StatusChip(Tag):
    """A status as a round chip."""

    _radius = 11.0
    _edge = (10, 3)


class KindBar(QWidget):
    """The narrow bar in the colour of a kind; the kind itself is said in words beside it."""

    def __init__(self, family: str, width: int = 5) -> None:
        super().__init__()
        self.setFixedWidth(width)
        self.setMinimumHeight(theme.px(18))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.family = family

    def set_family(self, family: str) -> None:
        """Change the colour."""
        self.family = family
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens_of(self).kind(self.family)))
        painter.drawRoundedRect(self.rect(), self.width() / 2, self.width() / 2)


def _chip_size(of: QAbstractButton) -> QSize:
    metrics = QFontMetrics(of.font())
    shown = of.text().replace("&&", "&")
    return QSize(metrics.horizontalAdvance(shown) + theme.px(24), metrics.height() + theme.px(10))


def _paint_chip(of: QAbstractButton, family: str) -> None:
    now = theme.tokens_of(of)
    ink, ground = theme.tag_colours(family, now) if of.isChecked() else (now.ink, now.surface)
    if of.underMouse() and of.isEnabled() and not of.isChecked():
        ground = theme.mixed(now.ink, now.surface, 0.05)
    box = QRectF(of.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
    radius = box.height() / 2
    painter = QPainter(of)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink if of.isChecked() else now.button_line), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(ink if of.isEnabled() else now.ink3))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, of.text().replace("&&", "&"))
    if of.hasFocus():
        theme.draw_focus(painter, QRectF(of.rect()), now.accent, radius)


class Chip(CheckBox):
    """A chip that is on or off."""

    def __init__(self, text: str, on_toggle: Callable[[bool], object], family: str = "accent"):
        super().__init__(text.replace("&", "&&"))
        self.setFont(theme.font("small", size=13))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._family = family
        self.clicked.connect(lambda on: on_toggle(on))

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return _chip_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_chip(self, self._family)


class _Choice(RadioButton):
    def __init__(self, text: str, family: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setFont(theme.font("small", size=13))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._family = family

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return _chip_size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            cast(ChoiceChips, self.parentWidget()).step(self, step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_chip(self, self._family)


class ChoiceChips(QWidget):
    """Chips of which one is chosen: one click, or the arrow keys.

    choices are (id, text, family); `chosen` is emitted when the person chooses, not by `choose`.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], now: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        flow = FlowLayout(self)
        self._chips: dict[str, _Choice] = {}
        for key, text, family in choices:
            chip = _Choice(text, family)
            chip.clicked.connect(lambda _on=True, key=key: self._click(key))
            self._chips[key] = chip
            flow.addWidget(chip)
        self.choose(now)

    @property
    def choice(self) -> str:
        """The id chosen, or “”."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a choice; an id not among the choices shows none."""
        first = next(iter(self._chips), "")
        # Qt lets go of the last of exclusive buttons only while they are not exclusive.
        for chip in self._chips.values():
            chip.setAutoExclusive(False)
        for other, chip in self._chips.items():
            chip.setChecked(other == key)
            stop = other == (key if key in self._chips else first)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)

    def step(self, chip: _Choice, by: int) -> None:
        """Choose the chip beside this one, going round at the ends."""
        keys = list(self._chips)
        at = list(self._chips.values()).index(chip)
        key = keys[(at + by) % len(keys)]
        self._chips[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._click(key)

    def _click(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
