"""What a person does with the room screen, by key, button or menu, and how its state is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.language import N_
from facilitator.ui.room.display import NO_DISPLAY, RoomDisplay
from facilitator.ui.run.view import RunningView


class RoomSteps:
    """The handlers of the keys of the room screen, and its menu."""

    def __init__(self, display: RoomDisplay, view: RunningView) -> None:
        self._display, self._view = display, view
        self._lang = view.lang
        view.room_menu_wanted.connect(self.open_menu)
        display.changed.connect(self._say)

    def show_room(self) -> None:
        """Show the room screen; where there is a choice, offer it in a menu."""
        display, others = self._display, self._display.others()
        if display.is_wanted or len(others) > 1:
            self.open_menu(self._view.room)
            return
        display.choose(others[0].name() if others else NO_DISPLAY)
        if not display.is_shown:
            self._view.show_side("room")

    def bring_room_forward(self) -> None:
        """Put the room screen before any other program on its display; show it if it is not."""
        if self._display.is_shown:
            self._display.bring_forward()
        else:
            self.show_room()

    def swap_displays(self) -> None:
        """Let the program and the room screen change displays."""
        self._display.swap()

    def float_room(self) -> None:
        """Show the room screen in a window that can be shared, or close it."""
        self._display.set_floating(self._display.floating is None)

    def black(self) -> None:
        """Black the room screen, or bring it back."""
        self._display.set_black(not self._display.is_black)

    def freeze(self) -> None:
        """Let the room screen stand still, or follow again."""
        self._display.set_frozen(not self._display.is_frozen)

    def leave_state(self) -> bool:
        """Leave black, else freeze. False when it was neither."""
        if self._display.is_black:
            self.black()
        elif self._display.is_frozen:
            self.freeze()
        else:
            return False
        return True

    # -- the menu

    def open_menu(self, at: QWidget) -> None:
        """Offer below a button what can be done with the room screen."""
        menu = self.menu(at)
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def menu(self, parent: QWidget) -> QMenu:
        """Displays by name, a window, and what holds wherever it is."""
        menu, display, text = QMenu(parent), self._display, self._lang.text
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for screen in display.others():
            on = display.is_shown and screen.name() == display.wanted
            words = text(N_("Show on {display}"), display=_name(screen))
            _add(menu, words, partial(display.choose, screen.name()), on=on)
        if display.is_wanted:
            _add(menu, text(N_("Do not show it")), lambda: display.choose(""))
        menu.addSeparator()
        if display.is_shown:
            _add(menu, text(N_("Bring it to the front")), display.bring_forward, "V")
            _add(menu, text(N_("Swap the two displays")), self.swap_displays, "X")
        is_floating = display.floating is not None
        words = text(N_("Preview in a window of its own"))
        _add(menu, words, self.float_room, "W", on=is_floating)
        menu.addSeparator()
        _add(menu, text(N_("Black")), self.black, "B", on=display.is_black)
        _add(menu, text(N_("Frozen")), self.freeze, "F", on=display.is_frozen)
        return menu

    def _say(self) -> None:
        display = self._display
        said = N_("Room screen: not shown")
        if display.is_black:
            said = N_("Room screen: black")
        elif display.is_frozen:
            said = N_("Room screen: frozen")
        elif display.is_shown:
            said = N_("Room screen: shown")
        elif display.floating is not None:
            said = N_("Room screen: in a window")
        elif display.is_wanted:
            said = N_("Room screen: preview")
        self._view.say_room(self._lang.text(said))


def _name(screen: QScreen) -> str:
    """What tells a display from others; its size too, as two of a kind have one name."""
    size = screen.geometry().size()
    return f"{screen.name()} ({size.width()} × {size.height()})"


def _add(
    menu: QMenu, words: str, act: Callable[[], object], key: str = "", *, on: bool | None = None
) -> None:
    shown = words.replace("&", "&&")
    action = menu.addAction(f"{shown}\t{key}" if key else shown)
    if on is not None:
        action.setCheckable(True)
        action.setChecked(on)
    action.triggered.connect(lambda: act())
