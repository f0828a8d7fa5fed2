"""The store cannot be opened: what happened, what is safe, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, Picture, button, label


class TroublePage(QWidget):
    """Emits `wanted` with "again", "open_file", "restore" or "quit"."""

    wanted = Signal(str)

    def __init__(self, lang: Language, place: str, refusal: Refusal) -> None:
        super().__init__()
        self._lang = lang
        title = lang.text(N_("The data file could not be opened"))
        self.said = refusal.in_words(lang)
        card = Card()
        card.setAccessibleName(f"{title}. {self.said}")
        card.setMaximumWidth(theme.px(680))
        card.body.setContentsMargins(30, 26, 30, 26)
        card.body.setSpacing(12)
        card.add(Picture("triangle-alert", 36, "warn"))
        card.add(label(title, "title"))
        for part in refusal.parts:
            card.add(label(lang.text(part, **refusal.fields)))
        card.add(label(place, "small", selectable=True))
        card.body.addSpacing(6)
        card.body.addLayout(self._ways())
        column, row = QVBoxLayout(self), QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 6)
        row.addStretch(1)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        ways = (
            (N_("Try again"), "again"),
            (N_("Choose another file…"), "open_file"),
            (N_("Open a backup…"), "restore"),
            (N_("Quit"), "quit"),
        )
        for text, wanted in ways:
            row.addWidget(self._way(self._lang.text(text), wanted))
        return row

    def _way(self, text: str, wanted: str) -> QPushButton:
        return button(text, lambda: self.wanted.emit(wanted), primary=wanted == "again")
