"""Buttons in the header of a page, whose words give way to their icons where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from facilitator.ui import theme
from facilitator.ui.parts import plain_tooltip, style_by

_LEAST, _BESIDE, _GAP = 240, 80, 10
"""Design pixels that the words of a header keep, and more beside a whole line of them."""


class HeaderButton(QObject):
    """A button whose words are its tooltip where it shows its icon alone.

    `button` is the button itself. An `urgent` one is worth a second line of the header's words.
    """

    def __init__(self, made: QPushButton, *, urgent: bool = False) -> None:
        super().__init__()
        self.button, self.is_urgent = made, urgent
        self._words, self._is_short = made.text(), False

    def say(self, words: str) -> None:
        """Have the button say this."""
        self._words = words
        self.button.setAccessibleName(words)
        self.shorten(self._is_short)

    def shorten(self, is_short: bool) -> None:
        """Show the icon alone, or the words as well."""
        self._is_short = is_short
        self.button.setText("" if is_short else self._words.replace("&", "&&"))
        plain_tooltip(self.button, self._words if is_short else "")
        style_by(self.button, "narrow", "true" if is_short else "false")


def fit_header(
    giving: Sequence[HeaderButton], buttons: Sequence[QWidget], subtitle: str, room: int
) -> None:
    """Let words give way to icons until all buttons stand in a room of so many pixels beside the
    words of the header; those first in `giving` give first."""
    for one in giving:
        one.shorten(False)
    line = buttons[0].fontMetrics().horizontalAdvance(subtitle)
    least = theme.px(_LEAST)
    whole = max(least, line + theme.px(_BESIDE))
    for one in giving:
        seen = (made for made in buttons if not made.isHidden())
        wide = sum(made.sizeHint().width() + _GAP for made in seen)
        one.shorten(wide > room - (least if one.is_urgent else whole))
    around = buttons[0].parentWidget()
    if around is not None and (layout := around.layout()) is not None:
        # What draws charts holds the window up before Qt would lay the header anew.
        layout.activate()
