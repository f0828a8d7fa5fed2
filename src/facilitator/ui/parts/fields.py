"""Fields to write in, with what is wrong said below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QToolTip, QVBoxLayout, QWidget

from facilitator.ui import theme
from facilitator.ui.parts.labels import announce, label, plain_tooltip, set_tone, style_by, tooltip

_Box = TypeVar("_Box", bound=QAbstractSpinBox)


# From the edge of a spin box to its text, as the style sheet has it in other inputs.
_TEXT_IN = 11

_MINUTES_WIDTH = 102
"""Design pixels that hold “1 t. 45 min.”."""


class Field(QWidget):
    """An input with its label above and, when something is wrong, a sentence below."""

    def __init__(self, text: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._above = above = label("", "small")
        above.setBuddy(editor)
        self._below = label(hint, "small")
        for part in (above, editor, self._below):
            column.addWidget(part)
        self.set_title(text)
        self.set_error("")

    def set_title(self, text: str) -> None:
        """Name the input."""
        self._above.setText(text.replace("&", "&&"))
        self.editor.setAccessibleName(text)

    def set_error(self, text: str) -> None:
        """Say what is wrong; “” says nothing is. What was typed stays."""
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        set_tone(self._below, "bad" if text else "")
        style_by(self.editor, "state", "bad" if text else "")
        self.editor.setAccessibleDescription(text or self._hint)
        if text:
            announce(self.editor, text)

    def set_hint(self, text: str) -> None:
        """Say something that is good to know, where nothing is wrong."""
        self._hint = text
        if not self.error:
            self.set_error("")

    @property
    def error(self) -> str:
        """The sentence shown as wrong, or “”."""
        return self._below.text() if self._below.property("tone") == "bad" else ""

    setError = set_error  # noqa: N815


def indented(box: _Box) -> _Box:
    """A spin box whose text stands as far in as that of other inputs."""
    # Qt lets no style sheet move the text inside a spin box.
    box.lineEdit().setTextMargins(_TEXT_IN, 0, 0, 0)
    return box


class DurationBox(QLineEdit):
    """Minutes as people type them; what is not understood stays, and is said at the field.

    parse gives minutes or None; show gives the text of minutes. ↑ ↓ change by 1, with Shift or
    Page Up and Page Down by 5; Esc takes back what was typed.
    """

    changed = Signal(int)
    refused = Signal(str)

    def __init__(
        self,
        name: str,
        minutes: int,
        parse: Callable[[str], int | None],
        show: Callable[[int], str],
        wrong: str,
        least: int = 1,
    ) -> None:
        super().__init__()
        self._parse, self._show, self._wrong, self.least = parse, show, wrong, least
        self._minutes = minutes
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.font(number=True))
        self.setFixedWidth(theme.px(_MINUTES_WIDTH))
        self.set_minutes(minutes)
        self.editingFinished.connect(self.commit)

    @property
    def minutes(self) -> int:
        """The last minutes understood."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Show these minutes, unless something else is being typed."""
        self._minutes = minutes
        if not self.isModified():
            self._write()

    def commit(self) -> None:
        """Take what is typed; emits `changed`, or `refused` with the sentence."""
        if not self.isModified():
            return
        found = self._parse(self.text())
        if found is None or found < self.least:
            self._say(self._wrong)
            self.refused.emit(self._wrong)
            return
        self._take(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 5,
            Qt.Key.Key_PageDown: -5,
        }
        step = steps.get(Qt.Key(event.key()))
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write()
        elif step and mods in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            five = abs(step) == 1 and mods == Qt.KeyboardModifier.ShiftModifier
            self._step(5 * step if five else step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _step(self, by: int) -> None:
        start = self._parse(self.text()) if self.isModified() else self._minutes
        self._take(max(self.least, (self._minutes if start is None else start) + by))

    def _take(self, minutes: int) -> None:
        before, self._minutes = self._minutes, minutes
        self._write()
        if minutes != before:
            self.changed.emit(minutes)

    def _write(self) -> None:
        self.setText(self._show(self._minutes))
        self.setModified(False)
        self._say("")

    def _say(self, wrong: str) -> None:
        style_by(self, "state", "bad" if wrong else "")
        self.setAccessibleDescription(wrong)
        plain_tooltip(self, wrong)
        if wrong:
            announce(self, wrong)
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), tooltip(wrong), self)
