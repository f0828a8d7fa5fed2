"""A text of one paragraph that is stored as it is typed and never left empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFocusEvent

from facilitator.ui.bridge import Bridge
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding


class LineText(GrowingText):
    """Left empty, it says again what it said.

    Args:
        name: what a screen reader calls it.
        label: the marked name of the Step.
        verb: called as `verb(session, *subject, text)`; it stores no empty text.
    """

    def __init__(
        self,
        bridge: Bridge,
        name: str,
        label: str,
        verb: Callable[..., object],
        *,
        bare: bool = False,
    ) -> None:
        super().__init__(name, bare=bare)
        self._shown: tuple[tuple[Any, ...], str] | None = None
        self._binding = TextBinding(bridge, self, label, verb)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing just now."""
        return not self.toPlainText().strip()

    def show_stored(self, subject: tuple[Any, ...], text: str) -> None:
        """Show the stored text of a subject; what is being typed stays."""
        is_other = self._shown is None or self._shown[0] != subject
        self._shown = subject, text
        if is_other or not (self.is_empty and self.hasFocus()):
            self._binding.bind(subject, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_empty and self._shown is not None:
            self._binding.flush()
            self._binding.bind(*self._shown)
