"""The lines of a running meeting and the panels beside them, in a window of any width."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from facilitator.ui import theme
from facilitator.ui.run.capture_panel import CapturePanel
from facilitator.ui.run.side_card import SideCard

_NARROW = 560
"""Design pixels below which there is no room for the two beside each other."""


class Lines(QWidget):
    """Side by side, or where it is narrow one above the other.

    There the lines are folded to the field for the next one, and have the place of the panels
    while they are written in.
    """

    def __init__(self, capture: CapturePanel, side: SideCard) -> None:
        super().__init__()
        self._capture, self._side = capture, side
        self._way = False, False
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(capture, 1)
        self._box.addWidget(side, 1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(QApplication.focusWidget())

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Without any the window is no longer the one in use; the line waits as it was.
        if new is not None:
            self._arrange(new)

    def _arrange(self, focus: QWidget | None) -> None:
        is_narrow = self.width() < theme.px(_NARROW)
        is_written = focus is not None and self._capture.isAncestorOf(focus)
        if (is_narrow, is_written) == self._way:
            return
        if self._way[0] != is_narrow:
            self._side.tighten(is_narrow)
        self._way = is_narrow, is_written
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.BottomToTop if is_narrow else ways.LeftToRight)
        is_folded = is_narrow and not is_written
        self._capture.fold(is_folded)
        self._box.setStretchFactor(self._capture, 0 if is_folded else 1)
        self._side.setVisible(not is_narrow or is_folded)
