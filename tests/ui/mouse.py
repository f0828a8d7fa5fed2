"""The mouse in tests: it meets the widget that is meant, whatever else lies at that place.

`QTest.mouseMove` on a widget moves the system's cursor, and who is told of it is the platform's
choice: without a screen that is any window which lies at the place. So it moves in the window.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def move_to(widget: QWidget, place: QPoint) -> None:
    """Move the mouse to a place in the widget's own pixels."""
    QTest.mouseMove(_window_of(widget), widget.mapTo(widget.window(), place))


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press the left button at one place, move to the other and let go there."""
    window, left = _window_of(widget), Qt.MouseButton.LeftButton
    first, last = (widget.mapTo(widget.window(), place) for place in (start, end))
    QTest.mousePress(window, left, pos=first)
    QTest.mouseMove(window, last)
    QTest.mouseRelease(window, left, pos=last)


def double_click(widget: QWidget, place: QPoint) -> None:
    """Click twice with the left button: `QTest.mouseDClick` alone never lets go of it."""
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=place)


def _window_of(widget: QWidget) -> QWindow:
    handle: QWindow | None = widget.window().windowHandle()
    assert handle is not None, "the mouse moves in windows that were shown"
    return handle
