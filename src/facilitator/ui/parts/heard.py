"""Checkable buttons that a screen reader can use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QRadioButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Base
else:
    _Base = object


class Heard(_Base):
    """Mixed into a button: a screen reader toggles it, which Qt does without a click.

    Whoever listens for clicks is told of that as of one; the program's own `setChecked` says
    nothing, as ever.
    """

    _is_quiet = False

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.toggled.connect(self._on_toggled)

    def setChecked(self, on: bool) -> None:
        was, self._is_quiet = self._is_quiet, True
        super().setChecked(on)
        self._is_quiet = was

    def nextCheckState(self) -> None:
        was, self._is_quiet = self._is_quiet, True
        super().nextCheckState()
        self._is_quiet = was

    def _on_toggled(self, on: bool) -> None:
        # Of exclusive buttons the other one goes off by itself.
        if not self._is_quiet and (on or not self.autoExclusive()):
            self.clicked[bool].emit(on)  # type: ignore[index]


class CheckBox(Heard, QCheckBox):
    """A tick with words."""


class RadioButton(Heard, QRadioButton):
    """One of several."""
