"""Whether other windows lie over the whole of one of ours, as far as a program can know it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_TENTHS = ((5, 5), (1, 1), (9, 1), (1, 9), (9, 9))
"""Where it is looked at, in tenths of the width and the height."""

Places = Sequence[tuple[int, int]]


def is_covered(window: QWidget) -> bool:
    """Whether nothing can be seen of a window that is shown; False where no system tells.

    Windows and X11 are asked which window is uppermost at five places of it. macOS stops showing
    a window that is covered (NSWindow occlusionState), and so does Wayland where it can (xdg-shell,
    suspended); Qt passes that on as no longer exposed.
    """
    handle = window.windowHandle()
    if handle is None or not window.isVisible():
        return False
    platform = QGuiApplication.platformName()
    if platform in _TOLD_BY_EXPOSURE:
        return not handle.isExposed()
    ask = _WAYS.get(platform)
    if ask is None:
        return False
    size = handle.size() * handle.devicePixelRatio()
    places = [(size.width() * x // 10, size.height() * y // 10) for x, y in _TENTHS]
    try:
        return not ask(int(window.winId()), places)
    except (OSError, AttributeError):
        return False


def shows_on_windows(window: int, places: Places) -> bool:
    """WindowFromPoint and GetAncestor (Microsoft, winuser.h), for physical pixels of a window."""
    user: Any = ctypes.windll.user32  # type: ignore[attr-defined]
    user.WindowFromPoint.argtypes, user.WindowFromPoint.restype = [_Point], ctypes.c_void_p
    user.GetAncestor.argtypes = [ctypes.c_void_p, ctypes.c_uint]
    user.GetAncestor.restype = ctypes.c_void_p
    for x, y in places:
        point = _Point(x, y)
        user.ClientToScreen(ctypes.c_void_p(window), ctypes.byref(point))
        if user.GetAncestor(user.WindowFromPoint(point), _ROOT) == window:
            return True
    return False


def shows_on_x11(window: int, places: Places) -> bool:
    """TranslateCoordinates (X protocol), which tells the uppermost window within another."""
    xcb, connection = _connect()
    return any(_is_uppermost(xcb, connection, window, *place) for place in places)


def _is_uppermost(xcb: Any, connection: int, window: int, x: int, y: int) -> bool:
    """Go down from the root, window in window, at a place of the one that is looked for.

    True also when the server knows it no more: then nothing is known to cover it.
    """
    tree = xcb.xcb_query_tree_reply(connection, xcb.xcb_query_tree(connection, window), None)
    inside = _take(tree, lambda said: int(said.root))
    while inside and inside != window:
        asked = xcb.xcb_translate_coordinates(connection, window, inside, x, y)
        reply = xcb.xcb_translate_coordinates_reply(connection, asked, None)
        below = _take(reply, lambda said: int(said.child))
        if below == 0:
            return False
        inside = below
    return True


def _take(reply: Any, read: Callable[[Any], int]) -> int | None:
    """What is read of a reply, which is then given back; none when there was an error."""
    if not reply:
        return None
    said = read(reply.contents)
    _libc().free(reply)
    return said


class _Point(ctypes.Structure):
    _fields_ = (("x", ctypes.c_long), ("y", ctypes.c_long))


class _Asked(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


_HEAD = (
    ("kind", ctypes.c_uint8),
    ("same_screen", ctypes.c_uint8),
    ("sequence", ctypes.c_uint16),
    ("length", ctypes.c_uint32),
)


class _Tree(ctypes.Structure):
    _fields_ = (*_HEAD, ("root", ctypes.c_uint32))


class _Translated(ctypes.Structure):
    _fields_ = (*_HEAD, ("child", ctypes.c_uint32))


@cache
def _libc() -> Any:
    libc = ctypes.CDLL(None)
    libc.free.argtypes = [ctypes.c_void_p]
    return libc


@cache
def _connect() -> tuple[Any, int]:
    """libxcb and a connection of its own, so that no error of it ever reaches Qt's."""
    xcb = ctypes.CDLL("libxcb.so.1")
    signatures: tuple[tuple[str, list[Any], Any], ...] = (
        ("xcb_connect", [ctypes.c_char_p, ctypes.c_void_p], ctypes.c_void_p),
        ("xcb_query_tree", [ctypes.c_void_p, ctypes.c_uint32], _Asked),
        (
            "xcb_query_tree_reply",
            [ctypes.c_void_p, _Asked, ctypes.c_void_p],
            ctypes.POINTER(_Tree),
        ),
        (
            "xcb_translate_coordinates",
            [ctypes.c_void_p, *[ctypes.c_uint32] * 2, *[ctypes.c_int16] * 2],
            _Asked,
        ),
        (
            "xcb_translate_coordinates_reply",
            [ctypes.c_void_p, _Asked, ctypes.c_void_p],
            ctypes.POINTER(_Translated),
        ),
    )
    for name, takes, gives in signatures:
        function = getattr(xcb, name)
        function.argtypes, function.restype = takes, gives
    return xcb, xcb.xcb_connect(None, None)


_TOLD_BY_EXPOSURE = ("cocoa", "wayland", "wayland-egl")
_ROOT = 2
"""GA_ROOT: the window itself, not what it is made of."""

_WAYS: dict[str, Callable[[int, Places], bool]] = {
    "windows": shows_on_windows,
    "xcb": shows_on_x11,
}
