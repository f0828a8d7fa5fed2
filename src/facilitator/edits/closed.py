"""A closed meeting is read-only: agenda, goals, presses, attendance and minutes."""

from __future__ import annotations

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Meeting


def open_meeting(session: Session, key: str) -> Meeting:
    """The meeting with this key, to be changed. Raises Refusal when it is closed, and NotFound."""
    meeting = rows.get(session, Meeting, key)
    if meeting.status == "closed":
        raise Refusal(
            N_("The meeting is closed, so its agenda and minutes are read-only."),
            N_("Nothing was changed."),
            N_("Reopen the meeting to change it."),
        )
    return meeting
