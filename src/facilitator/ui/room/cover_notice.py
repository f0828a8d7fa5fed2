"""Says that another window covers the room screen, once each time, as slides may be meant to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge

_TOLD_SECONDS = 20
_KEY = "covered"
_SURE = 2
"""How many looks, a second apart, find it covered before it is said: menus come and go."""


class CoverNotice:
    """`forward()` puts the room screen before the other window."""

    def __init__(self, bridge: Bridge, forward: Callable[[], object]) -> None:
        self._bridge, self._forward = bridge, forward
        self._looks = 0

    def look(self, window: QWidget | None) -> None:
        """Look whether the window of the room screen, if there is one, can be seen."""
        if window is None or not _is_covered(window):
            self.forget()
            return
        self._looks += 1
        if self._looks == _SURE:
            text = self._bridge.lang.text
            answer = text(N_("Bring it to the front (V)")), self._forward
            said = text(N_("Another window covers the room screen. The meeting goes on."))
            self._bridge.say(said, seconds=_TOLD_SECONDS, key=_KEY, answers=(answer,))

    def forget(self) -> None:
        """It can be seen again, or is gone."""
        if self._looks >= _SURE:
            self._bridge.unsay(_KEY)
        self._looks = 0


def _is_covered(window: QWidget) -> bool:
    # Imported when there is a window to look at: a meeting is to be on the screen sooner.
    from facilitator.ui.room import covered

    return covered.is_covered(window)
