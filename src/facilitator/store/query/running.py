"""What is noted while a meeting runs: presses of the clock, signs of life, who is there."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.meeting_clock import Event, EventKind, Now
from facilitator.domain.people import Attendee, Guest
from facilitator.domain.pulse import Answers
from facilitator.store import tables as t
from facilitator.store.query.calendar import meeting, zone_of
from facilitator.store.query.people import active_on

# Plain columns: a row of the table as an object costs twice as much, and after each press all are
# asked for.
_PRESS = (
    *(t.Press.seq, t.Press.at, t.Press.mono, t.Press.run, t.Press.kind),
    *(t.Press.item_id, t.Press.seconds, t.Press.allotted, t.Press.target),
)


def presses(session: Session, meeting: str) -> tuple[Event, ...]:
    """The presses of the clock in order."""
    rows = session.execute(
        select(*_PRESS).where(t.Press.meeting_id == meeting).order_by(t.Press.seq)
    )
    return tuple(
        Event(seq, at, mono, run, EventKind(kind), item, seconds, allotted, target)
        for seq, at, mono, run, kind, item, seconds, allotted, target in rows
    )


def course_of(session: Session, meeting: str) -> tuple[tuple[int, EventKind, int | None], ...]:
    """Sequence number, kind and target of each start, end and undoing of a meeting, in no order."""
    kinds = (EventKind.STARTED, EventKind.ENDED, EventKind.UNDONE)
    rows = session.execute(
        select(t.Press.seq, t.Press.kind, t.Press.target).where(
            t.Press.meeting_id == meeting, t.Press.kind.in_(kinds)
        )
    )
    return tuple((seq, EventKind(kind), target) for seq, kind, target in rows)


def event(row: t.Press) -> Event:
    """A press as the meeting clock reads it."""
    return Event(
        row.seq,
        row.at,
        row.mono,
        row.run,
        EventKind(row.kind),
        row.item_id,
        row.seconds,
        row.allotted,
        row.target,
    )


def sign_of_life(session: Session, meeting: str) -> Now | None:
    """When the meeting was last known to be watched."""
    row = session.execute(
        select(t.SignOfLife.at, t.SignOfLife.mono, t.SignOfLife.run).where(
            t.SignOfLife.meeting_id == meeting
        )
    ).one_or_none()
    return Now(*row) if row else None


def attendance(session: Session, meeting_key: str) -> tuple[Attendee, ...]:
    """Every member of the day in their order, with what is said of their attendance."""
    one = meeting(session, meeting_key)
    day = one.start.astimezone(zone_of(session, one.cluster)).date()
    rows = session.execute(
        select(
            t.Member.id,
            t.Member.name,
            t.Member.clinic_id,
            func.coalesce(t.Clinic.name, ""),
            t.Attendance.state,
            t.Attendance.arrived,
            t.Attendance.left,
        )
        .outerjoin(t.Clinic, t.Clinic.id == t.Member.clinic_id)
        .outerjoin(
            t.Attendance,
            and_(t.Attendance.member_id == t.Member.id, t.Attendance.meeting_id == meeting_key),
        )
        .where(
            t.Member.cluster_id == one.cluster, or_(active_on(day), t.Attendance.id.is_not(None))
        )
        .order_by(t.Member.position, t.Member.name)
    )
    return tuple(Attendee(*row) for row in rows)


def guests(session: Session, meeting_key: str) -> tuple[Guest, ...]:
    """The guests of a meeting in their order."""
    rows = session.execute(
        select(t.Guest.id, t.Guest.name, t.Guest.organisation, t.Guest.arrived, t.Guest.left)
        .where(t.Guest.meeting_id == meeting_key)
        .order_by(t.Guest.position, t.Guest.id)
    )
    return tuple(Guest(*row) for row in rows)


def speakers_of(session: Session, meeting_key: str) -> tuple[Guest, ...]:
    """The external speakers at the items of a meeting, as the guests they may become."""
    rows = session.execute(
        select(t.Speaker.id, t.Speaker.name, t.Speaker.organisation)
        .join(t.Use, t.Use.speaker_id == t.Speaker.id)
        .join(t.Item, t.Item.id == t.Use.item_id)
        .where(t.Item.meeting_id == meeting_key)
        .order_by(t.Item.position, t.Item.id, t.Use.id)
    )
    return tuple(Guest(*row) for row in rows)


def spoken(session: Session, meeting_key: str) -> dict[str, int]:
    """How many times each member or clinic has spoken, by its id; nobody with none."""
    who = func.coalesce(t.Spoken.member_id, t.Spoken.clinic_id)
    rows = session.execute(select(who, t.Spoken.times).where(t.Spoken.meeting_id == meeting_key))
    return {row[0]: row[1] for row in rows}


def pulse(session: Session, meeting_key: str) -> dict[str, Answers]:
    """What was answered about a meeting, by the ids of QUESTIONS; none that nobody answered."""
    rows = session.scalars(select(t.Pulse).where(t.Pulse.meeting_id == meeting_key))
    return {row.question: Answers(row.yes, row.partly, row.no) for row in rows}
