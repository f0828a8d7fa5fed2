"""A line of text that undoes what is typed in it, and then leaves undo to the program."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class OwnUndoLine(QLineEdit):
    """Takes the keys of undo and redo only while it has something of its own to undo or redo."""

    def event(self, event: QEvent) -> bool:
        # Not taken here, the keys go on to the program's own actions.
        if isinstance(event, QKeyEvent) and self._is_for_the_program(event):
            event.ignore()
            return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)

    def _is_for_the_program(self, event: QKeyEvent) -> bool:
        back = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        forth = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
        return back or forth
