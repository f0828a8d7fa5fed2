"""Where the room screen is shown: full screen on the other display, or as a preview."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.log import log
from facilitator.ui.bridge import Bridge
from facilitator.ui.room_screen import RoomScreen, Shown


class RoomDisplay(QObject):
    """Opens and closes the window as displays come and go; black and freeze are here.

    `changed`: shown or not, black or not, frozen or not.
    """

    changed = Signal()
    steered = Signal(object)

    def __init__(self, bridge: Bridge, home: QWidget) -> None:
        super().__init__(home)
        self._bridge, self._home = bridge, home
        self._wanted = bridge.settings.string("room_screen")
        self._shown: Shown | None = None
        self.window: RoomScreen | None = None
        self.preview = RoomScreen(bridge.lang)
        self.is_black = self.is_frozen = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.look)
            app.screenRemoved.connect(self.look)

    @property
    def is_wanted(self) -> bool:
        """Whether the person asked for the room screen, be there a display or not."""
        return bool(self._wanted)

    @property
    def is_shown(self) -> bool:
        """Whether the room sees it."""
        return self.window is not None

    def others(self) -> tuple[QScreen, ...]:
        """The displays on which the program's own window is not."""
        here = self._home.window().screen()
        own = here.name() if here is not None else ""
        return tuple(screen for screen in self._bridge.screens() if screen.name() != own)

    def choose(self, name: str) -> None:
        """Show it on the display of this name from now on; “” does not show it."""
        self._wanted = name
        try:
            self._bridge.settings.set("room_screen", name)
        except OSError:
            log.warning("the settings could not be written")
        self.look()

    def look(self, _screen: object = None) -> None:
        """Open or close the window according to the displays there are."""
        found = [one for one in self.others() if one.name() == self._wanted]
        if not found or not self._wanted:
            self._close()
        elif self.window is None:
            self._open(found[0])
        self.changed.emit()

    def show_state(self, shown: Shown) -> None:
        """Hand on what is to be seen, unless the room screen is frozen."""
        if self.is_frozen and self._shown is not None:
            return
        self._shown = shown
        for screen in (self.window, self.preview):
            if screen is not None:
                screen.show_state(shown)

    def set_black(self, black: bool) -> None:
        """Black the room screen, or bring it back."""
        self.is_black = black
        for screen in (self.window, self.preview):
            if screen is not None:
                screen.set_black(black)
        self.changed.emit()

    def set_frozen(self, frozen: bool) -> None:
        """Let the room screen stand still, or follow again."""
        self.is_frozen = frozen
        self.changed.emit()

    def close_all(self) -> None:
        """Take the window away; the wish is kept."""
        self._close()

    def _open(self, screen: QScreen) -> None:
        window = RoomScreen(self._bridge.lang)
        window.steered.connect(self.steered)
        self._home.destroyed.connect(window.deleteLater)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        if isinstance(screen, QScreen):
            window.setScreen(screen)
        window.setGeometry(screen.geometry())
        self.window = window
        if self._shown is not None:
            window.show_state(self._shown)
        window.set_black(self.is_black)
        # With the keyboard it would take a line being written for keys that steer; Qt's own way to
        # full screen gives it the keyboard.
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        window.show()
        self._home.window().activateWindow()

    def _close(self) -> None:
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
