"""The sign of life of a running meeting: one row, written over every few seconds."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from facilitator.clock import new_id
from facilitator.domain.meeting_clock import Now
from facilitator.store.engines import insert_for
from facilitator.store.tables import SignOfLife


def sign(meeting: str, now: Now) -> Callable[[Connection], None]:
    """What `store.live` is given to note that the meeting is being watched `now`."""

    def write(connection: Connection) -> None:
        # One statement, so that two programs that come to it at once do not meet.
        insert = insert_for(connection)
        seen = {"at": now.utc, "mono": now.mono, "run": now.run}
        key = {"id": new_id(), "version": 1, "meeting_id": meeting}
        new = insert(SignOfLife).values(**key, **seen)
        connection.execute(new.on_conflict_do_update(index_elements=["meeting_id"], set_=seen))

    return write
