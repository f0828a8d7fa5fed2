"""The button that shows what was changed of the thing it stands at."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import FlowLayout, button


def history_button(bridge: Bridge) -> QPushButton:
    """A button for where what is shown is the subject of the page."""
    words = bridge.lang.text(N_("What was changed?"))
    return button(words, lambda: bridge.act("history_of"), icon="history", small=True, plain=True)


def history_foot(bridge: Bridge, *others: QWidget) -> QWidget:
    """That button, and what else can be done with the whole of a thing; in two lines if need be."""
    foot = QWidget()
    row = FlowLayout(foot, 8)
    for part in (history_button(bridge), *others):
        row.addWidget(part)
    return foot
