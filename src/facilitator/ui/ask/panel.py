"""Asking the members between two meetings: what is sent, what came back, what was told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from facilitator.language import N_
from facilitator.ui.ask.replies import AskReplies
from facilitator.ui.ask.send import AskSend
from facilitator.ui.ask.typed import AskTyped
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import ChoiceChips, button

_VIEWS = (
    ("send", N_("Send")),
    ("replies", N_("Read replies in")),
    ("typed", N_("Type answers in")),
)


class AskPanel(QWidget):
    """Three views of the same matter. Emits `left` when it is to go away again."""

    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        text = bridge.lang.text
        self.bridge = bridge
        self.send, self.replies, self.typed = AskSend(bridge), AskReplies(bridge), AskTyped(bridge)
        self.view = ChoiceChips(
            text(N_("What to do")), [(key, text(title), "accent") for key, title in _VIEWS], "send"
        )
        self.view.chosen.connect(lambda _key: self._turn())
        self.close_button = button(text(N_("Back to the follow-up")), self.left.emit, small=True)
        self._stack = QStackedWidget()
        for view in (self.send, self.replies, self.typed):
            self._stack.addWidget(view)
        self._lay()
        self.replies.stored.connect(self.left)
        self.typed.stored.connect(self.left)

    def _lay(self) -> None:
        from facilitator.ui.page import PAGE_MARGINS

        top = QHBoxLayout()
        top.addWidget(self.view, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*PAGE_MARGINS)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    # -- what the page asks

    def begin(self) -> None:
        """Open at what is sent, in the language of the cluster."""
        self.view.choose("send")
        self.send.begin()
        self._turn()
        self.view.setFocus()

    def read(self, files: list[Path]) -> None:
        """Show what these files hold, to be stored or left."""
        self.view.choose("replies")
        self._turn()
        self.replies.read(files)

    def refresh(self) -> None:
        """Show what is stored now; choices and what was typed stay."""
        if self._stack.currentWidget() is self.send:
            self.send.refresh()
        elif self._stack.currentWidget() is self.replies:
            self.replies.refresh()
        else:
            self.typed.refresh()

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        if self.view.choice == "replies":
            return self.replies.primary()
        return self.typed.save_button if self.view.choice == "typed" else self.send.primary()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        if self.view.choice != "send":
            # Where something was saved is no matter of the other views.
            self.bridge.unsay(self.send.key)
        keys = [key for key, _title in _VIEWS]
        self._stack.setCurrentIndex(keys.index(self.view.choice))
        self.refresh()
