"""The system asks the program to end, as when the computer is shut down."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


def end_in_order(end: Callable[[], object], parent: QObject) -> Callable[[], None]:
    """Call `end` in the event loop when the process is told to end; answers what undoes this.

    On Windows the window itself is told.
    """
    if os.name != "posix":
        return lambda: None
    ours, theirs = socket.socketpair()
    for each in (ours, theirs):
        each.setblocking(False)
    # Python acts on a signal only when it next runs; the socket wakes the event loop for that.
    before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    told = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    handlers = [signal.signal(one, lambda *_: None) for one in told]
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, parent)

    def hear() -> None:
        ours.recv(64)
        end()

    def undo() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before)
        for one, handler in zip(told, handlers, strict=True):
            signal.signal(one, handler)
        ours.close()
        theirs.close()

    notifier.activated.connect(hear)
    return undo
