"""Work in a thread of its own, of which only what was asked for last is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from facilitator.log import log


class _Relay(QObject):
    """Brings what a thread found into the one that shows.

    It outlives every window: a signal must not be sent by what may be taken down meanwhile.
    """

    ended = Signal(object, int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.ended.connect(self._tell)

    def _tell(self, of: Latest, number: int, answer: object, error: Exception | None) -> None:
        of.hear(number, answer, error)


@cache
def _relay() -> _Relay:
    return _Relay()


class Latest(QObject):
    """Does one work at a time; of those that come meanwhile, only the last one is begun.

    `done` carries what a work answered and `failed` what it raised, in the thread that made this
    object; of a work that another one has taken the place of, nothing is heard.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._is_running = False
        self._waiting: Callable[[], object] | None = None
        self._relay = _relay()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come, or a work that nobody waits for still runs."""
        return self._is_running or self._waiting is not None

    def start(self, work: Callable[[], object]) -> None:
        """Do this work instead of any before it. It may touch no widget."""
        self._number += 1
        self._waiting = work
        if not self._is_running:
            self._begin()

    def cancel(self) -> None:
        """Answer nothing of what was asked for."""
        self._number += 1
        self._waiting = None

    def _begin(self) -> None:
        work, self._waiting = self._waiting, None
        if work is None:
            return
        self._is_running = True
        run = partial(self._run, self._number, work)
        threading.Thread(target=run, name="latest", daemon=True).start()

    def _run(self, number: int, work: Callable[[], object]) -> None:
        answer: object = None
        error: Exception | None = None
        try:
            answer = work()
        except Exception as raised:
            error = raised
        self._relay.ended.emit(self, number, answer, error)

    def hear(self, number: int, answer: object, error: Exception | None) -> None:
        """Take what the work with a number answered or raised; go on with what waits."""
        self._is_running = False
        if not isValid(self):
            log.info("a window was closed before its work had ended")
            return
        self._begin()
        if number != self._number:
            return
        if error is None:
            self.done.emit(answer)
        else:
            self.failed.emit(error)
