"""The sign of life of a running meeting: one row, written over every few seconds."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, update

from facilitator.clock import new_id
from facilitator.domain.meeting_clock import Now
from facilitator.store.tables import SignOfLife


def sign(meeting: str, now: Now) -> Callable[[Connection], None]:
    """What `store.live` is given to note that the meeting is being watched `now`."""

    def write(connection: Connection) -> None:
        seen = {"at": now.utc, "mono": now.mono, "run": now.run}
        known = SignOfLife.meeting_id == meeting
        if not connection.execute(update(SignOfLife).where(known).values(**seen)).rowcount:
            key = {"id": new_id(), "version": 1, "meeting_id": meeting}
            connection.execute(insert(SignOfLife).values(**key, **seen))

    return write
