"""The first of what is wrong or to be known in a file, each with a way to its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import Card, button, label


class TroublesCard(Card):
    """The first faults or doubts, each with a button that leads to its cell."""

    def __init__(
        self, title: str, about: str, lang: Language, go_to: Callable[[int, int], object]
    ) -> None:
        super().__init__(title)
        self._lang, self._go_to = lang, go_to
        self._shown: tuple[tuple[str, int, int], ...] | None = None
        self._about = label(about)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._more = label("", "small")
        self.add(self._about)
        self.body.addLayout(self._rows)
        self.add(self._more)

    def show_lines(self, lines: Sequence[tuple[str, int, int]], total: int) -> None:
        """Show what is said, row and column of each; `total`: how many there are in all."""
        if tuple(lines) != self._shown:
            self._shown = tuple(lines)
            _clear(self._rows)
            for said, row, column in lines:
                self._rows.addWidget(self._line(said, row, column))
        left = total - len(lines)
        self._more.setText(self._lang.plural("and {n} more", "and {n} more", left))
        self._more.setVisible(left > 0)
        self.setVisible(total > 0)

    def _line(self, said: str, row: int, column: int) -> QWidget:
        cell, _, words = said.partition(": ")
        name = self._lang.text(N_("Go to cell {cell}: {words}"), cell=cell, words=words)
        made = button(cell, lambda: self._go_to(row, column), small=True, name=name)
        made.setFixedWidth(theme.px(92))
        return _side_by_side(made, label(words))


def _side_by_side(made: QPushButton, words: QWidget) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return part


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
