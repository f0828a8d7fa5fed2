"""Who is in the room beyond the members, what they see, and what they thought of the meeting."""

from __future__ import annotations

from typing import Any

from facilitator.domain import room
from facilitator.domain.pulse import Answers
from facilitator.domain.refusal import Refusal
from facilitator.edits.closed import open_meeting
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Guest, Item, Pulse


def add_guest(session: Session, meeting: str, name: str, organisation: str = "") -> str:
    """Write a guest down. Returns the guest's id."""
    open_meeting(session, meeting)
    if not name.strip():
        raise Refusal(N_("A guest needs a name."), N_("Nothing was stored."))
    position = rows.next_position(session, Guest, meeting_id=meeting)
    about = {"name": name.strip(), "organisation": organisation.strip()}
    row = Guest(meeting_id=meeting, position=position, **about)
    session.add(row)
    session.flush()
    return row.id


def change_guest(session: Session, guest: str, **values: Any) -> None:
    """Change a guest's name, organisation, or when they arrived or left."""
    rows.change(_guest(session, guest), **values)


def remove_guest(session: Session, guest: str) -> None:
    """Remove a guest."""
    rows.remove(session, _guest(session, guest))


def answer_pulse(session: Session, meeting: str, question: str, answers: Answers) -> None:
    """Keep how many answered a question of the pulse with what; nobody at all unsays it."""
    open_meeting(session, meeting)
    known = rows.of(session, Pulse, meeting_id=meeting, question=question)
    if not answers.n:
        for row in known:
            session.delete(row)
        return
    row = known[0] if known else Pulse(meeting_id=meeting, question=question)
    row.yes, row.partly, row.no = answers.yes, answers.partly, answers.no
    session.add(row)


def show_in_room(session: Session, item: str, part: str, shown: bool) -> None:
    """Let the room see a part of an item, by its id in ROOM_PARTS, or not."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    row.room = room.choose(row.room, part, shown)


def show_chart_in_room(session: Session, item: str, chart: str) -> None:
    """Let the room see this chart, by its name, where it sees the history; empty for the first."""
    row = rows.get(session, Item, item)
    open_meeting(session, row.meeting_id)
    row.room = room.choose_history_chart(row.room, chart)


def say_why_late(session: Session, meeting: str, reason: str) -> None:
    """Keep why a meeting did not end in time; empty when nothing is to be said."""
    open_meeting(session, meeting).late_reason = reason.strip()


def _guest(session: Session, key: str) -> Guest:
    guest = rows.get(session, Guest, key)
    open_meeting(session, guest.meeting_id)
    return guest
