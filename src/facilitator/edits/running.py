"""What happens while a meeting runs: presses of the clock, attendance, parked lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from facilitator.clock import new_id
from facilitator.domain.meeting_clock import EventKind, Found, Now, place
from facilitator.domain.refusal import Refusal
from facilitator.edits.closed import open_meeting
from facilitator.edits.line_order import next_place
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.queries import course_of, presses
from facilitator.store.rows import Session
from facilitator.store.tables import Attendance, Meeting, Parked, Press


def press(
    session: Session,
    meeting: str,
    kind: EventKind,
    now: Now,
    *,
    item: str | None = None,
    seconds: float = 0,
    allotted: dict[str, int] | None = None,
    target: int | None = None,
) -> int:
    """Record one event of the meeting clock. Returns its sequence number.

    The first start makes the meeting a running one, and the end a held one.
    """
    row = open_meeting(session, meeting)
    seq = rows.next_press(session, meeting)
    session.add(
        Press(
            meeting_id=meeting,
            seq=seq,
            at=now.utc,
            mono=now.mono,
            run=now.run,
            kind=str(kind),
            item_id=item,
            seconds=seconds,
            allotted=allotted,
            target=target,
        )
    )
    if kind == EventKind.STARTED:
        row.status = "running"
        row.started = row.started or now.utc
        row.ended = None
    elif kind == EventKind.ENDED:
        row.status = "held"
        row.ended = now.utc
    elif kind == EventKind.MOVED:
        _follow_presses(session, row, now)
    return seq


def begin(session: Session, meeting: str, item: str, now: Now, *, ago: float = 0) -> int:
    """Start a meeting with an item that began `ago` seconds before `now`. Returns the start's
    sequence number."""
    seq = press(session, meeting, EventKind.STARTED, now, item=item)
    if ago > 0:
        session.flush()
        press(session, meeting, EventKind.BACKDATED, now, item=item, seconds=ago)
    return seq


def record(session: Session, meeting: str, found: Sequence[Found]) -> int:
    """Record what looking at the clocks found, all of it or nothing. Returns how many."""
    for one in found:
        press(session, meeting, one.kind, one.at, seconds=one.seconds)
        session.flush()
    return len(found)


def undo_press(session: Session, meeting: str, seq: int, now: Now) -> int:
    """Take back one event: it is ignored from now on. Returns the sequence number of the undoing.

    Taking back the only start makes the meeting a draft again, taking back the end lets it run.
    """
    undoing = press(session, meeting, EventKind.UNDONE, now, target=seq)
    if not _is_start_between(session, meeting, seq):
        _follow_presses(session, rows.get(session, Meeting, meeting), now)
    return undoing


def _is_start_between(session: Session, meeting: str, seq: int) -> bool:
    """Whether an event is the start of a later item in a meeting never ended: it moves neither the
    beginning nor the end, and to see where those stand all presses have to be read."""
    known = course_of(session, meeting)
    undone = {target for _, _, target in known}
    starts = {one for one, kind, _ in known if kind is EventKind.STARTED}
    is_ended = any(kind is EventKind.ENDED for _, kind, _ in known)
    return seq in starts and not is_ended and any(one < seq for one in starts - undone)


def _follow_presses(session: Session, row: Meeting, now: Now) -> None:
    """Let a meeting stand where its presses say, from when to when they say."""
    session.flush()
    turns = [
        one
        for one in place(presses(session, row.id), now)
        if one.stands and one.event.kind in (EventKind.STARTED, EventKind.ENDED)
    ]
    is_over = bool(turns) and turns[-1].event.kind is EventKind.ENDED
    row.started = turns[0].at if turns else None
    row.ended = turns[-1].at if is_over else None
    row.status = "held" if is_over else "running" if turns else "draft"


def undo_presses(session: Session, meeting: str, seqs: Sequence[int], now: Now) -> int:
    """Take back several events that were one deed, the latest first. Returns how many."""
    for seq in sorted(seqs, reverse=True):
        undo_press(session, meeting, seq, now)
        session.flush()
    return len(seqs)


def close_meeting(session: Session, meeting: str, at: datetime) -> None:
    """Close a held meeting: agenda, presses, attendance and minutes become read-only.

    The topics it was about are used from then on, with a day to take them up again.
    """
    # A meeting that runs is to be on the screen without the bank of topics.
    from facilitator.edits import topics

    row = rows.get(session, Meeting, meeting)
    if row.status != "held":
        raise Refusal(
            N_("Only a meeting that has been held can be closed."),
            N_("Nothing was changed."),
            N_("End the meeting first."),
        )
    topics.mark_treated(session, meeting)
    row.status = "closed"
    row.closed = at


def reopen_meeting(session: Session, meeting: str, note: str) -> None:
    """Open a closed meeting again, with a note that says why."""
    row = rows.get(session, Meeting, meeting)
    if not note.strip():
        raise Refusal(
            N_("Reopening a meeting needs a note that says why."),
            N_("Nothing was changed."),
        )
    row.status = "held"
    row.closed = None
    row.reopen_note = note.strip()


def attend(
    session: Session,
    meeting: str,
    member: str,
    state: str | None,
    *,
    arrived: datetime | None = None,
    left: datetime | None = None,
) -> None:
    """Say how a member attended: "present", "apology", "absent", or none to unsay it."""
    open_meeting(session, meeting)
    known = rows.of(session, Attendance, meeting_id=meeting, member_id=member)
    if state is None:
        for row in known:
            session.delete(row)
        return
    row = known[0] if known else Attendance(meeting_id=meeting, member_id=member, state=state)
    row.state, row.arrived, row.left = state, arrived, left
    if not known:
        session.add(row)


def attend_all(session: Session, meeting: str, members: Sequence[str]) -> None:
    """All of these who have no word yet are present."""
    known = {one.member_id for one in rows.of(session, Attendance, meeting_id=meeting)}
    for member in members:
        if member not in known:
            attend(session, meeting, member, "present")


def park(
    session: Session,
    meeting: str,
    text: str,
    at: datetime,
    item: str | None = None,
    destination: str = "",
    *,
    key: str | None = None,
) -> str:
    """Put a line on the parking lot. Returns its id, `key` if given."""
    open_meeting(session, meeting)
    row = Parked(
        id=key or new_id(),
        meeting_id=meeting,
        item_id=item,
        position=next_place(session, meeting),
        at=at,
        text=text,
        destination=destination,
    )
    session.add(row)
    session.flush()
    return row.id


def change_parked(session: Session, parked: str, **values: Any) -> None:
    """Change a parked line's text or destination."""
    rows.change(_open_line(session, parked), **values)


def remove_parked(session: Session, parked: str) -> None:
    """Remove a parked line."""
    rows.remove(session, _open_line(session, parked))


def _open_line(session: Session, key: str) -> Parked:
    line = rows.get(session, Parked, key)
    open_meeting(session, line.meeting_id)
    return line
