"""The way from the follow-up page to the panel that asks the members, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import button

if TYPE_CHECKING:
    from facilitator.ui.ask.panel import AskPanel


class AskDoor(QObject):
    """Puts the panel in the place of what a page shows, and takes replies that are dropped on it.

    `turned` is emitted when the panel comes or goes. `button` opens it.

    Args:
        page: gets a layout that holds `body` and, once it is asked for, the panel.
    """

    turned = Signal()

    def __init__(self, bridge: Bridge, page: QWidget, body: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._body = bridge, body
        self._stack = QStackedLayout(page)
        self._stack.addWidget(body)
        self.panel: AskPanel | None = None
        self.button = button(bridge.lang.text(N_("Ask the members…")), self.open, icon="mail")
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return self.panel is not None and self._stack.currentWidget() is self.panel

    def open(self) -> None:
        """Show the panel, at what is sent."""
        self._show().begin()

    def read(self, files: list[Path]) -> None:
        """Show the panel, at what these files hold."""
        self._show().read(files)

    def leave(self) -> None:
        """Show again what the page shows by itself."""
        if self.is_open:
            self._stack.setCurrentWidget(self._body)
            self.button.show()
            self.turned.emit()

    def refresh(self) -> None:
        """Show what is stored now, if the panel is seen."""
        if self.panel is not None and self.is_open:
            self.panel.refresh()

    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Enter presses while the panel is there."""
        return self.panel.primary() if self.panel is not None and self.is_open else None

    def _show(self) -> AskPanel:
        from facilitator.ui.ask.panel import AskPanel

        if self.panel is None:
            self.panel = AskPanel(self._bridge)
            self.panel.left.connect(self.leave)
            self._stack.addWidget(self.panel)
        self._stack.setCurrentWidget(self.panel)
        self.button.hide()
        self.turned.emit()
        return self.panel

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            assert isinstance(event, QDropEvent)
            files = _replies(event.mimeData())
            if files:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.read(files)
                return True
        return super().eventFilter(watched, event)


def _replies(data: QMimeData) -> list[Path]:
    """The files that are dragged, if all of them can be replies."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files if all(file.suffix.casefold() == ".xlsx" for file in files) else []
