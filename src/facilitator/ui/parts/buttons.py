"""Buttons, whose icons follow the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionButton

from facilitator.ui import theme
from facilitator.ui.parts.enter_presses import EnterPresses
from facilitator.ui.parts.heard import Heard
from facilitator.ui.parts.labels import plain_tooltip


class _Button(EnterPresses, Heard, QPushButton):
    # Icons are drawn in a colour of the theme and are therefore drawn anew when it changes.
    def __init__(self, text: str, icon: str | None) -> None:
        super().__init__(text.replace("&", "&&"))
        self._icon_name = icon

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # One out of sight is drawn when it is shown: while pages are built it is told often.
        if self.isVisible() and event.type() in (
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
        ):
            self.tint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tint()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._icon_name and option.text:
            option.text = f" {option.text}"

    def tint(self) -> None:
        """Draw the icon in the colour of the text beside it."""
        if self._icon_name is None:
            return
        now, look = theme.tokens_of(self), self.property("look")
        looks = {"primary": now.on_accent, "danger": now.bad}
        if look == "nav" and self.isChecked():
            look = "primary"
        self.setIcon(theme.icon(self._icon_name, looks.get(look, now.ink2)))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))


def button(
    text: str,
    on_click: Callable[[], object],
    primary: bool = False,
    icon: str | None = None,
    danger: bool = False,
    *,
    name: str = "",
    small: bool = False,
    plain: bool = False,
) -> QPushButton:
    """A push button; one without text needs a name, which is then its tooltip too."""
    if not text and not name:
        raise ValueError("A button without text needs a name.")
    made = _Button(text, icon)
    look = "primary" if primary else "danger" if danger else "plain" if plain else ""
    made.setProperty("look", look)
    made.setProperty("small", "true" if small else "false")
    made.setAccessibleName(name or text)
    if not text:
        plain_tooltip(made, name)
    made.tint()
    made.clicked.connect(lambda: on_click())
    return made


class NavButton(_Button):
    """A page in the list at the left, with an optional count at its right end."""

    def __init__(self, text: str, on_click: Callable[[], object], icon: str | None = None) -> None:
        super().__init__(text, icon)
        self.setProperty("look", "nav")
        self.toggled.connect(lambda: self.tint())
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(text)
        self._name, self._count = text, 0
        self.clicked.connect(lambda: on_click())

    def set_count(self, count: int) -> None:
        """Show a count; 0 shows none."""
        self._count = count
        self.setAccessibleName(f"{self._name} {count}" if count else self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        now = theme.tokens_of(self)
        painter = QPainter(self)
        painter.setPen(QColor(now.on_accent if self.isChecked() else now.accent))
        if self.text():
            painter.setFont(theme.font("strong"))
            box, side = self.rect().adjusted(0, 0, -11, 0), Qt.AlignmentFlag.AlignVCenter
        else:
            painter.setFont(theme.font("small", size=11, weight=700))
            box, side = self.rect().adjusted(0, 3, -5, 0), Qt.AlignmentFlag.AlignTop
        painter.drawText(box, side | Qt.AlignmentFlag.AlignRight, str(self._count))
