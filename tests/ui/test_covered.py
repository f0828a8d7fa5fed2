"""What each system tells of windows that lie over the room screen; its calls are faked here."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.ui.room import covered

PLACES = ((50, 50), (10, 10), (90, 90))
OURS, THEIRS = 7, 8


class Called:
    """A function of a library, with the signature it is given."""

    def __init__(self, answer: Callable[..., Any]) -> None:
        self._answer = answer

    def __call__(self, *args: Any) -> Any:
        return self._answer(*args)


def windows(uppermost: dict[tuple[int, int], int]) -> SimpleNamespace:
    """A desktop on which our window begins at 1000, 0; what is not named is ours."""

    def move(_window: object, at: Any) -> None:
        at._obj.x += 1000

    return SimpleNamespace(
        ClientToScreen=Called(move),
        WindowFromPoint=Called(lambda at: uppermost.get((at.x, at.y), OURS)),
        GetAncestor=Called(lambda window, _flag: window),
    )


@pytest.mark.parametrize(
    ("over", "shows"),
    [
        ((), True),
        (((1050, 50),), True),
        (((1050, 50), (1010, 10)), True),
        (((1050, 50), (1010, 10), (1090, 90)), False),
    ],
)
def test_windows_tells_the_uppermost_window_of_each_place(
    monkeypatch: pytest.MonkeyPatch, over: Sequence[tuple[int, int]], shows: bool
) -> None:
    user = windows(dict.fromkeys(over, THEIRS))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    assert covered.shows_on_windows(OURS, PLACES) is shows


def test_it_is_covered_only_where_it_shows_at_none_of_its_places(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, asked = QWidget(), list[Any]()
    window.resize(1000, 500)
    assert qapp is not None

    def answer(shows: bool) -> Callable[[int, covered.Places], bool]:
        def ask(number: int, places: covered.Places) -> bool:
            asked.append((number, tuple(places)))
            return shows

        return ask

    assert not covered.is_covered(window)
    window.show()
    assert not covered.is_covered(window)
    for platform, is_exposed in product(("cocoa", "wayland"), (True, False)):
        monkeypatch.setattr(QGuiApplication, "platformName", lambda platform=platform: platform)
        monkeypatch.setattr(QWindow, "isExposed", lambda _window, on=is_exposed: on)
        assert covered.is_covered(window) is not is_exposed
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "somewhere")
    for shows in (True, False):
        monkeypatch.setitem(covered._WAYS, "somewhere", answer(shows))
        assert covered.is_covered(window) is not shows
    places = ((500, 250), (100, 50), (900, 50), (100, 450), (900, 450))
    assert asked == [(int(window.winId()), places)] * 2

    def fail(_number: int, _places: covered.Places) -> bool:
        raise OSError("no such library")

    monkeypatch.setitem(covered._WAYS, "somewhere", fail)
    assert not covered.is_covered(window)
    window.close()
