"""The head of a panel that lies over the plan: what it is, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel

from facilitator.language import N_, Language
from facilitator.ui.parts import button


def panel_head(lang: Language, title: QLabel, leave: Callable[[], object]) -> QHBoxLayout:
    """A row with the title and the button that goes back to the plan."""
    row = QHBoxLayout()
    row.addWidget(title, 1)
    name = lang.text(N_("Back to the plan"))
    row.addWidget(button("", leave, icon="x", plain=True, small=True, name=name))
    return row
