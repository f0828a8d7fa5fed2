"""Surfaces and lines that hold other widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts.buttons import button
from facilitator.ui.parts.labels import _READING_WIDTH, announce, label, style_by
from facilitator.ui.parts.layouts import BesideLayout


class Card(QFrame):
    """A surface with a thin line around it; `body` is the column inside."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(label(title, "h2"))

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self.body.addWidget(widget)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the card as the chosen one among its neighbours."""
        style_by(self, "chosen", "true" if chosen else "false")


class Picture(QLabel):
    """A Lucide icon as decoration; what it says is said in words beside it."""

    def __init__(self, icon: str, size: int = 20, tone: str = "ink2") -> None:
        super().__init__()
        self._icon, self._size, self._tone = icon, size, tone
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = getattr(theme.tokens_of(self), self._tone)
        pixmap = theme.picture(self._icon, colour, self.width(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)


class EmptyState(QWidget):
    """What a page shows when there is nothing yet: what belongs here and how to begin."""

    def __init__(self, icon: str, text: str, sentence: str, button: QWidget | None = None):
        super().__init__()
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(Picture(icon, 40, "ink3"), 0, centre)
        for part in (label(text, "h2"), label(sentence, "muted")):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMaximumWidth(theme.px(_READING_WIDTH))
            # An aligned item is given too few lines when its text wraps.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            column.addLayout(row)
        if button is not None:
            column.addSpacing(6)
            column.addWidget(button, 0, centre)
        column.addStretch(2)


class NoticeBar(QFrame):
    """A message that stays until it is answered or dismissed; screen readers say it at once."""

    dismissed = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._text = label("")
        self._answers = QHBoxLayout()
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.addWidget(self._text, 1)
        self._said.addLayout(self._answers)
        self._row.addLayout(self._said, 1)
        name = lang.text(N_("Dismiss the message"))
        self._close = button("", self._dismiss, icon="x", plain=True, small=True, name=name)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(
        self,
        text: str,
        tone: str = "plain",
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        closable: bool = True,
    ) -> None:
        """Show a message in place of the former; tone: plain, ok, warn or bad."""
        self._forget_buttons()
        self._text.setText(text)
        self.setAccessibleName(text)
        style_by(self, "tone", tone)
        for words, on_click in actions:
            made = button(words, on_click, small=True)
            self._buttons.append(made)
            self._answers.addWidget(made)
        self._close.setVisible(closable)
        self.show()
        announce(self, text)

    def fold(self, folded: bool) -> None:
        """Let the answers stand below the message, where there is little room beside it."""
        ways, side = QBoxLayout.Direction, Qt.AlignmentFlag
        self._said.setDirection(ways.TopToBottom if folded else ways.LeftToRight)
        self._said.setAlignment(self._answers, side.AlignLeft if folded else side(0))
        self._row.setAlignment(self._close, side.AlignTop if folded else side(0))

    @property
    def text(self) -> str:
        """The message shown, or “”."""
        return self._text.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Take the message away."""
        self._forget_buttons()
        self._text.clear()
        self.hide()

    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()

    def _forget_buttons(self) -> None:
        for made in self._buttons:
            self._answers.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons.clear()


_SIGN, _SIGN_GAP, _WORDS_LEAST = 18, 9, 130


class TickLine(QFrame):
    """A line of a check: ✓ done or ! missing, the sentence, and a button that mends it.

    The button stands below where the sentence would have too little room beside it.
    """

    def __init__(self, text: str, done: bool, button: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("look", "line")
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SIGN_GAP)
        sign = label("✓" if done else "!", "strong", wrap=False, tone="ok" if done else "warn")
        sign.setFixedWidth(theme.px(_SIGN))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said = label(text)
        row.addWidget(said, 1)
        self.setAccessibleName(f"{sign.text()} {text}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 6, 8, 6)
        if button is None:
            whole.addWidget(words)
        else:
            indent = theme.px(_SIGN) + _SIGN_GAP
            least = indent + max(said.minimumSizeHint().width(), theme.px(_WORDS_LEAST))
            whole.addLayout(BesideLayout(words, button, least, indent))
