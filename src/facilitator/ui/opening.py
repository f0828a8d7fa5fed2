"""Opens the store in a thread of its own, with all that must be imported for it."""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QObject, Signal

from facilitator.clock import Clock
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.log import log
from facilitator.store.lock import StoreLock

FAULT = Refusal(
    N_("Something went wrong while the data file was being opened."),
    N_("Nothing was changed in it."),
    N_("Try again, or open a backup. The log in the data folder says where it happened."),
)

_ASKED_FIRST = ("clusters", "running_meeting", "overview")
"""Queries that are asked whichever page comes first; each is loaded when it is looked up."""

SHORT_TURN = 0.0005
"""Seconds before a thread at work lets the window have its turn, while a store is opened."""


class Opening(QObject):
    """Opens a store in a thread, with all that must be imported for it. `done` carries the Store
    or the Refusal, in the thread that made this object."""

    done = Signal(object)

    def start(
        self, place: str, clock: Clock, installation: str, create: bool, lock: StoreLock | None
    ) -> None:
        # Most of the work is importing; the window must not wait long for its turn meanwhile.
        before = sys.getswitchinterval()
        sys.setswitchinterval(SHORT_TURN)

        def work() -> None:
            try:
                from facilitator.store import queries
                from facilitator.store.store import Store

                for query in _ASKED_FIRST:
                    getattr(queries, query)
                found: object = Store.open(
                    place, clock, installation=installation, create=create, lock=lock
                )
            except Refusal as refusal:
                found = refusal
            except BaseException:
                log.exception("the store could not be opened")
                found = FAULT
            sys.setswitchinterval(before)
            if lock is not None and isinstance(found, Refusal):
                lock.release()
            self.done.emit(found)

        threading.Thread(target=work, name="opening", daemon=True).start()
