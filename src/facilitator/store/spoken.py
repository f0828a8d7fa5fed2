"""How many times each has spoken at a meeting: the count alone, outside the journal.

A Step would tell when each of them spoke; only the number is to be known.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, update

from facilitator.clock import new_id
from facilitator.store.engines import insert_for
from facilitator.store.tables import Spoken


def speak(
    meeting: str, *, member: str | None = None, clinic: str | None = None, times: int = 1
) -> Callable[[Connection], None]:
    """What `store.live` is given when a member or a clinic has spoken `times` times more.

    Below 0 takes back; at none the row is gone.
    """
    who = {"member_id": member} if member else {"clinic_id": clinic}

    def write(connection: Connection) -> None:
        if times > 0:
            new = insert_for(connection)(Spoken).values(
                id=new_id(), version=1, meeting_id=meeting, times=times, **who
            )
            more = {"times": Spoken.times + times}
            connection.execute(
                new.on_conflict_do_update(index_elements=[*who, "meeting_id"], set_=more)
            )
            return
        of_these = [getattr(Spoken, column) == key for column, key in who.items()]
        theirs = (Spoken.meeting_id == meeting, *of_these)
        connection.execute(delete(Spoken).where(*theirs, Spoken.times <= -times))
        fewer = update(Spoken).where(*theirs).values(times=Spoken.times + times)
        connection.execute(fewer)

    return write


def forget(meeting: str) -> Callable[[Connection], None]:
    """What `store.live` is given to forget who spoke how often at a meeting."""

    def write(connection: Connection) -> None:
        connection.execute(delete(Spoken).where(Spoken.meeting_id == meeting))

    return write
