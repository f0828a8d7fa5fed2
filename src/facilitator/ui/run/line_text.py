"""A text of one paragraph that is stored as it is typed and never left empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QFocusEvent

from facilitator.store.rows import Session
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.conflict import ConflictNotice, Guard
from facilitator.ui.parts.growing_text import GrowingText
from facilitator.ui.text_binding import TextBinding


class LineText(GrowingText):
    """Left empty, it says again what it said. What somebody else wrote is not written over unseen.

    Args:
        name: what a screen reader calls it.
        label: the marked name of the Step.
        verb: called as `verb(session, *subject, text)`; it stores no empty text.
        stored: answers `stored(session, *subject)` with what is there, of several rows each once.
    """

    def __init__(
        self,
        bridge: Bridge,
        name: str,
        label: str,
        verb: Callable[..., object],
        stored: Callable[..., Sequence[str]],
        *,
        bare: bool = False,
    ) -> None:
        super().__init__(name, bare=bare)
        self._shown: tuple[tuple[Any, ...], str] | None = None
        self._verb, self._stored = verb, stored
        self._binding = TextBinding(bridge, self, label, self._write)
        self._guard = Guard(ConflictNotice(bridge))
        self._guard.tie("", self._binding)

    def _write(self, session: Session, *args: Any) -> None:
        *subject, text = args
        for there in self._stored(session, *subject) if text.strip() else ():
            self._guard.look(str(tuple(subject)), "", there, text)
        self._verb(session, *subject, text)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing just now."""
        return not self.toPlainText().strip()

    def show_stored(self, subject: tuple[Any, ...], text: str) -> None:
        """Show the stored text of a subject; what is being typed stays."""
        is_other = self._shown is None or self._shown[0] != subject
        self._shown = subject, text
        if is_other or not (self.is_empty and self.hasFocus()):
            self._guard.show(str(subject), "", subject, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_empty and self._shown is not None:
            self._binding.flush()
            self._binding.bind(*self._shown)
