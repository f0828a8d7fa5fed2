"""What the keys mean for a commitment that is chosen, on the board and in the list alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.ui.parts.menu_key import is_menu_key
from facilitator.ui.parts.status_look import DIGITS

if TYPE_CHECKING:
    from facilitator.ui.followup.board import ColumnView
    from facilitator.ui.followup.list import CommitmentList


def take_key(view: ColumnView | CommitmentList, event: QKeyEvent) -> bool:
    """Do what a key means: 1–6 a status, Esc, Enter, Space a mark, the menu; whether it was one."""
    key = event.key()
    if key in DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        view.said.emit(DIGITS[key])
    elif key == Qt.Key.Key_Escape:
        view.left.emit()
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        view.entered.emit()
    elif key == Qt.Key.Key_Space:
        view.marking.emit([])
    elif is_menu_key(event):
        open_menu(view)
    else:
        return False
    return True


def open_menu(view: ColumnView | CommitmentList) -> None:
    """Ask for the menu of the chosen commitment, where it stands."""
    box = view.visualRect(view.currentIndex())
    view.menu_wanted.emit("", view.viewport().mapToGlobal(box.center()))
