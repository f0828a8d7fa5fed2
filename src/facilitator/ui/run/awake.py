"""Keeps the computer and its screen awake while a meeting runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from facilitator.log import log

NAME = "Facilitator"
WHY = "A meeting is running"

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002

Release = Callable[[], None]


class Awake:
    """Holds the computer awake from `hold` until `release`; asking twice changes nothing.

    A computer that cannot be asked goes on as it is set; it is logged and nobody is bothered.
    """

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform
        self._release: Release | None = None
        self._is_wanted = False

    @property
    def is_held(self) -> bool:
        return self._release is not None

    def hold(self) -> None:
        """Ask the system not to sleep."""
        if self._is_wanted:
            return
        self._is_wanted = True
        ask = _WAYS.get(self._platform, hold_by_dbus)
        try:
            self._release = ask()
        except (OSError, AttributeError, RuntimeError) as error:
            log.warning("the computer could not be kept awake: %s", type(error).__name__)

    def release(self) -> None:
        """Let the system sleep when it wants to again."""
        release, self._release = self._release, None
        self._is_wanted = False
        if release is not None:
            release()


def hold_on_windows() -> Release:
    """SetThreadExecutionState, until it is set back (Microsoft, winbase.h)."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)
    return lambda: kernel.SetThreadExecutionState(_CONTINUOUS)


def hold_on_mac() -> Release:
    """caffeinate, which ends with this program at the latest (its option -w)."""
    running = subprocess.Popen(["caffeinate", "-d", "-i", "-w", str(os.getpid())])

    def release() -> None:
        running.terminate()
        running.wait()

    return release


def hold_by_dbus() -> Release:
    """org.freedesktop.ScreenSaver.Inhibit, which holds until the connection that asked is gone."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, NAME)
    if not bus.isConnected():
        raise RuntimeError("there is no session bus")
    name = "org.freedesktop.ScreenSaver"
    message = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, "Inhibit")
    message.setArguments([NAME, WHY])
    bus.send(message)
    return lambda: QDBusConnection.disconnectFromBus(NAME)


_WAYS: dict[str, Callable[[], Release]] = {"win32": hold_on_windows, "darwin": hold_on_mac}
