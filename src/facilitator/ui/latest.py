"""Work in a thread of its own, of which only what was asked for last is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from facilitator.log import log


class Latest(QObject):
    """Does one work at a time; of those that come meanwhile, only the last one is begun.

    `done` carries what a work answered and `failed` what it raised, in the thread that made this
    object; of a work that another one has taken the place of, nothing is heard.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._is_running = False
        self._waiting: Callable[[], object] | None = None
        self._ended.connect(self._on_ended)

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
        try:
            self._ended.emit(number, answer, error)
        except RuntimeError:
            log.info("a window was closed before its work had ended")

    def _on_ended(self, number: int, answer: object, error: Exception | None) -> None:
        self._is_running = False
        self._begin()
        if number != self._number:
            return
        if error is None:
            self.done.emit(answer)
        else:
            self.failed.emit(error)
