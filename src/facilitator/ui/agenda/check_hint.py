"""How many suggestions the agenda check has, said where it is out of sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from facilitator.language import Language
from facilitator.ui.agenda.cards import CheckCard
from facilitator.ui.parts import button


class CheckHint(QWidget):
    """A line under the cards beside the agenda; a click on it scrolls to the check."""

    def __init__(self, lang: Language, card: CheckCard, scroll: QScrollArea) -> None:
        super().__init__()
        self._lang, self._card, self._scroll = lang, card, scroll
        self.go = button("…", self._go, plain=True, small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.go)
        self.hide()
        scroll.verticalScrollBar().valueChanged.connect(self.look)
        card.installEventFilter(self)
        scroll.viewport().installEventFilter(self)

    def look(self, _value: object = None) -> None:
        """Show the line while there is something to see and the check is below what is seen."""
        missing, view = self._card.missing, self._scroll.viewport()
        top = self._card.mapTo(view, QPoint(0, 0)).y() if view.isAncestorOf(self._card) else 0
        # A line must be in sight, not only the card's title.
        is_below = top + 2 * self.fontMetrics().height() + self.height() > view.height()
        if missing:
            said = self._lang.plural(
                "{n} suggestion in the agenda check",
                "{n} suggestions in the agenda check",
                missing,
            )
            self.go.setText(f"{said} ↓")
            self.go.setAccessibleName(said)
        self.setVisible(bool(missing) and is_below)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.look()
        return False

    def _go(self) -> None:
        top = self._card.mapTo(self._scroll.viewport(), QPoint(0, 0)).y()
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + top)
