"""Lists to choose from beside what they are about, in rows or beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.parts import FlowLayout, label
from facilitator.ui.parts.picker import Choices

_FIELD_WIDTH = 240
_CHOOSE = N_("Choose …")


class ChoiceFields(QWidget):
    """Inputs beside each other, each with its name above; as many in a line as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, 16)
        self._fields: dict[str, QWidget] = {}

    def add(self, key: str, name: str, editor: QWidget) -> None:
        """Add an input, by which it is shown and hidden."""
        editor.setFixedWidth(theme.px(_FIELD_WIDTH))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(name, "small"))
        column.addWidget(editor)
        self._fields[key] = part
        self._flow.addWidget(part)

    def show_field(self, key: str, is_shown: bool) -> None:
        self._fields[key].setVisible(is_shown)


class ChoiceRows(QWidget):
    """Names at the left and what is chosen at the right, in rows that come and go."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme.px(190))
        self._grid.setColumnStretch(2, 1)
        self._rows: dict[str, tuple[QWidget, ...]] = {}

    def add(self, key: str, *widgets: QWidget) -> None:
        """Add a row, by which it is shown and hidden."""
        at = self._grid.rowCount()
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignVCenter)
        self._rows[key] = widgets

    def clear(self) -> None:
        """Take all rows away."""
        for widgets in self._rows.values():
            for widget in widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows.clear()


def in_words(choices: Mapping[str, str], lang: Language) -> Choices:
    """Choices by their keys, the marked words translated."""
    return tuple((key, lang.text(words)) for key, words in choices.items())


def asking(choices: Choices, now: str, lang: Language) -> Choices:
    """The choices, with a first one that asks for one where none is made."""
    return choices if now else (("", lang.text(_CHOOSE)), *choices)
