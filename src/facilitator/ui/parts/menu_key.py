"""The other key that opens the menu of what is chosen, where a keyboard has no menu key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_menu_key(event: QKeyEvent) -> bool:
    """Whether Shift+F10 was pressed."""
    is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_F10 and is_shift
