"""A chip that counts how often one has had the floor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from facilitator.domain.turns import Speaker
from facilitator.language import N_, Language
from facilitator.ui.parts import Chip, plain_tooltip

_HOW = N_("A click counts one. The right button, Shift and a click, or Backspace takes one back.")
_MORE = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SpeakerChip(Chip):
    """One tap is one contribution: `tap(1)`. The right button, Shift and a click, or Backspace
    takes one back: `tap(-1)`. A click leaves the keys where they are."""

    def __init__(self, lang: Language, tap: Callable[[int], object]) -> None:
        super().__init__("", lambda _on: None)
        self._lang, self.tap = lang, tap
        self._speaker = Speaker("", "", "")
        self.times = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_speaker(self, speaker: Speaker) -> None:
        """Show the name of this one."""
        if speaker != self._speaker:
            self._speaker = speaker
            back = self._lang.text(_HOW)
            plain_tooltip(self, f"{speaker.about}\n{back}")
            self._say()

    def show_count(self, times: int) -> None:
        """Show how often this one has had the floor."""
        if times != self.times:
            self.times = times
            self.setChecked(times > 0)
            self._say()

    def _say(self) -> None:
        name, many = self._speaker.name, self._lang.number(self.times)
        self.setText((f"{name} · {many}" if self.times > 1 else name).replace("&", "&&"))
        said = self._lang.plural("spoken {n} time", "spoken {n} times", self.times)
        self.setAccessibleName(f"{name}, {said}")
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """The number alone says whether the chip is on."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.hitButton(event.position().toPoint()):
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() is Qt.MouseButton.RightButton or shifted:
            self.tap(-1)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.tap(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.tap(-1)
        elif event.key() in _MORE and not event.isAutoRepeat():
            self.tap(1)
        else:
            super().keyPressEvent(event)
