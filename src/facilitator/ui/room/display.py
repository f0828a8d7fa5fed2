"""Where the room screen is: full screen on the other display, in a window, or a preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.domain.room import hidden_as_in
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.room.cover_notice import CoverNotice
from facilitator.ui.room.layout import Shown
from facilitator.ui.room.screen import RoomScreen

NO_DISPLAY = "preview"
"""No display has this name, so the room screen is only previewed until one is chosen."""

_TOLD_SECONDS = 20


class RoomDisplay(QObject):
    """Opens and closes the window as displays come and go; black and freeze are here.

    `changed`: shown or not, black or not, frozen or not, in a window of its own or not.
    """

    changed = Signal()
    steered = Signal(object)

    def __init__(self, bridge: Bridge, home: QWidget) -> None:
        super().__init__(home)
        self._bridge, self._home = bridge, home
        self._wanted = bridge.settings.string("room_screen")
        self._shown: Shown | None = None
        self._on: QScreen | None = None
        self._is_lost = False
        self._told: set[str] = set()
        self.window: RoomScreen | None = None
        self.floating: RoomScreen | None = None
        self.preview = RoomScreen(bridge.lang)
        self.is_black = self.is_frozen = False
        self._cover = CoverNotice(bridge, self.bring_forward)
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

    @property
    def is_seen(self) -> bool:
        """Whether it is seen anywhere but on its page."""
        return self.window is not None or self.floating is not None

    @property
    def wanted(self) -> str:
        """The name of the display it is to be on; “” when it is not to be shown."""
        return self._wanted

    # -- the displays

    def others(self) -> tuple[QScreen, ...]:
        """The displays on which the program's own window is not, nor a copy of its display."""
        own, screens = self._own(), self._bridge.screens()
        place = own.geometry() if own is not None else None
        return tuple(screen for screen in screens if screen.geometry() != place)

    def _own(self) -> QScreen | None:
        window, screens = self._home.window(), self._bridge.screens()
        here, middle = window.screen(), window.frameGeometry().center()
        known = (one for one in screens if here is not None and one == here)
        placed = (one for one in screens if one.geometry().contains(middle))
        return next(known, None) or next(placed, None)

    def choose(self, name: str) -> None:
        """Show it on the display of this name from now on; “” does not show it."""
        self._wanted, self._is_lost = name, False
        self._bridge.unsay("display")
        self._bridge.remember("room_screen", name)
        self.look()

    def look(self, _screen: object = None) -> None:
        """Open or close the window according to the displays there are."""
        there = [one for one in self._bridge.screens() if one.name() == self._wanted]
        if not there:
            self._lose()
        elif self.window is None or self._on not in there:
            free = [one for one in self.others() if one in there]
            if free:
                self._open(free[0])
        elif self.window.size() != there[0].geometry().size():
            self.window.setGeometry(there[0].geometry())
        self._offer()
        self.changed.emit()

    def bring_forward(self) -> None:
        """Put it before whatever other program covers it."""
        if self.window is not None and self._on is not None:
            self._open(self._on)
            self._cover.forget()
            self.changed.emit()

    def look_over(self) -> None:
        """Look whether another program covers it, about once a second, and say so."""
        self._cover.look(self.window)

    def swap(self) -> None:
        """Let the program's window and the room screen change displays."""
        own, there = self._own(), self._on
        if own is None or there is None or self.window is None:
            return
        self._close()
        self._move_home(own.geometry(), there)
        self._wanted = own.name()
        self._bridge.remember("room_screen", self._wanted)
        self._open(own)
        self.changed.emit()

    def _move_home(self, own: QRect, screen: QScreen) -> None:
        home, there = self._home.window(), screen.geometry()
        state = home.windowState()
        if QGuiApplication.platformName().startswith("wayland"):
            # There a window cannot be put anywhere, but be full screen on a display.
            state = Qt.WindowState.WindowFullScreen
        is_plain = state == Qt.WindowState.WindowNoState
        place = home.frameGeometry() if is_plain else home.normalGeometry()
        frame = home.frameGeometry().size() - home.size()
        home.setWindowState(Qt.WindowState.WindowNoState)
        if isinstance(screen, QScreen):
            home.setScreen(screen)
        place.moveTopLeft(there.topLeft() + place.topLeft() - own.topLeft())
        place = _within(place, there)
        home.resize(place.size() - frame)
        home.move(place.topLeft())
        home.setWindowState(state)

    # -- what is seen

    def show_state(self, shown: Shown | None) -> None:
        """Hand on what is to be seen; a frozen room screen only takes away what it no more may."""
        before = self._shown
        if self.is_frozen and before is not None and shown is not None and _is_same(before, shown):
            shown = replace(before, agenda=hidden_as_in(before.agenda, shown.agenda))
        self._shown = shown
        for screen in self._screens():
            screen.show_state(shown)

    def set_black(self, black: bool) -> None:
        """Black the room screen, or bring it back."""
        self.is_black = black
        for screen in self._screens():
            screen.set_black(black)
        self.changed.emit()

    def set_frozen(self, frozen: bool) -> None:
        """Let the room screen stand still, or follow again."""
        self.is_frozen = frozen
        self.changed.emit()

    def _screens(self) -> tuple[RoomScreen, ...]:
        return tuple(one for one in (self.window, self.floating, self.preview) if one is not None)

    # -- windows

    def set_floating(self, floating: bool) -> None:
        """Show it in a window that can be moved and shared, or close that one."""
        if floating and self.floating is None:
            self.floating = self._window()
            self.floating.closed.connect(self._forget_floating)
            self.floating.setMinimumSize(theme.px(320), theme.px(180))
            self.floating.resize(theme.px(800), theme.px(450))
            self.floating.show()
        elif not floating and self.floating is not None:
            self.floating.close()
        self.changed.emit()

    def _forget_floating(self) -> None:
        if self.floating is not None:
            self.floating.deleteLater()
            self.floating = None
        self.changed.emit()

    def close_all(self) -> None:
        """Take the windows away; the wish is kept."""
        self._close()
        self.set_floating(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The program's window goes at once when it is closed, and so do these.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close_all()
        return super().eventFilter(watched, event)

    def _window(self) -> RoomScreen:
        window = RoomScreen(self._bridge.lang)
        window.steered.connect(self.steered)
        self._home.destroyed.connect(window.deleteLater)
        self._home.window().installEventFilter(self)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.show_state(self._shown)
        window.set_black(self.is_black)
        return window

    def _open(self, screen: QScreen) -> None:
        before, self.window = self.window, self._window()
        self.window.closed.connect(lambda: self.choose(""))
        if isinstance(screen, QScreen):
            self.window.setScreen(screen)
        self.window.setGeometry(screen.geometry())
        self._on = screen
        # With the keyboard it would take a line being written for keys that steer; Qt's own way to
        # full screen gives it the keyboard.
        self.window.setWindowState(Qt.WindowState.WindowFullScreen)
        self.window.show()
        if before is not None:
            _remove(before)
        self._home.window().activateWindow()
        if self._is_lost:
            self._is_lost = False
            self._say(N_("The room screen is shown again on the display {name}."), screen)

    def _close(self) -> None:
        if self.window is not None:
            _remove(self.window)
            self.window = self._on = None

    # -- what is said

    def _lose(self) -> None:
        gone = self._on
        if gone is None:
            return
        self._close()
        if self._wanted:
            self._is_lost = True
            said = N_(
                "The display {name} is gone. The meeting goes on, and the room screen is kept as a "
                "preview."
            )
            self._bridge.say(
                self._bridge.lang.text(said, name=self._bridge.lang.quote(self._wanted)),
                "warn",
                seconds=_TOLD_SECONDS,
                key="display",
            )

    def _offer(self) -> None:
        """Tell once of a display on which the room screen could be shown, while it may be."""
        others = self.others()
        is_over = self._shown is None or self._shown.reading.ended
        if self.window is not None or is_over or {one.name() for one in others} <= self._told:
            return
        found = next(one for one in others if one.name() not in self._told)
        self._told |= {one.name() for one in others}
        words = self._bridge.lang.text(N_("Show the room screen there"))
        answer = words, lambda: self.choose(found.name())
        self._say(N_("Another display was found: {name}."), found, answer)

    def _say(self, text: str, screen: QScreen, *answers: tuple[str, Callable[[], object]]) -> None:
        said = self._bridge.lang.text(text, name=self._bridge.lang.quote(screen.name()))
        self._bridge.say(said, seconds=_TOLD_SECONDS, key="display", answers=answers)


def _is_same(one: Shown, other: Shown) -> bool:
    return one.agenda.meeting.id == other.agenda.meeting.id


def _remove(window: RoomScreen) -> None:
    window.hide()
    window.deleteLater()


def _within(place: QRect, screen: QRect) -> QRect:
    """The place made small enough for a display and moved onto it."""
    place.setSize(place.size().boundedTo(screen.size()))
    place.moveRight(min(place.right(), screen.right()))
    place.moveBottom(min(place.bottom(), screen.bottom()))
    place.moveLeft(max(place.left(), screen.left()))
    place.moveTop(max(place.top(), screen.top()))
    return place
