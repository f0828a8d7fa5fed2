"""The minutes of a meeting as plain values: what came of it, and how the time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.meeting_clock import Event, ItemReading, Now, Reading, read
from facilitator.domain.outcomes import Commitment, Insight, Log, Parked
from facilitator.domain.people import Attendee, Guest
from facilitator.domain.pulse import Answers
from facilitator.domain.statuses import OPEN
from facilitator.domain.written_agenda import Recipient


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the agenda in whole minutes; `actual` is none where it never began.

    `over`: whole minutes that it took more than planned, 0 when it kept its time.
    """

    title: str
    who: str
    planned: int
    actual: int | None
    over: int = 0


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """A commitment that was open when the meeting began, and what was said of it there.

    `status` none: it was not asked about, or nobody could say.
    """

    commitment: Commitment
    status: str | None
    experience: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One action, and everybody who agreed to try it."""

    commitments: tuple[Commitment, ...]

    @property
    def first(self) -> Commitment:
        return self.commitments[0]


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is written out of one meeting; its instants are shown in `zone`."""

    cluster: str
    zone: str
    meeting: Meeting
    taken_home: tuple[Insight, ...]
    noted: tuple[Insight, ...]
    agreed: tuple[Agreed, ...]
    goals: tuple[Goal, ...]
    attendees: tuple[Attendee, ...]
    lines: tuple[Line, ...]
    parked: tuple[Parked, ...]
    guests: tuple[Guest, ...] = ()
    followed_up: tuple[FollowedUp, ...] = ()
    pulse: Mapping[str, Answers] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = ()
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def seconds_over(self) -> float | None:
        """How far past its planned end the meeting ended; none before it has."""
        if self.ended is None:
            return None
        return (self.ended - self.meeting.end).total_seconds()

    def attended(self, state: str | None) -> int:
        """How many of the members that day are "present", "apology", "absent", or none: unsaid."""
        return Counter(one.state for one in self.attendees)[state]


def take_minutes(
    cluster: str,
    zone: str,
    agenda: Agenda,
    log: Log,
    attendees: Sequence[Attendee],
    events: Sequence[Event],
    *,
    guests: Sequence[Guest] = (),
    followed_up: Sequence[FollowedUp] = (),
    pulse: Mapping[str, Answers] | None = None,
    recipients: Sequence[Recipient] = (),
) -> Minutes:
    """Put together what is known of a meeting."""
    reading = _last_reading(agenda, events)
    meeting = agenda.meeting
    return Minutes(
        cluster,
        zone,
        meeting,
        log.official,
        tuple(insight for insight in log.insights if not insight.official),
        group(log.commitments),
        agenda.goals,
        tuple(attendees),
        _lines(agenda, reading),
        log.parked,
        tuple(guests),
        tuple(followed_up),
        pulse or {},
        tuple(recipients),
        reading.began_at if reading else meeting.started,
        reading.ended_at if reading else meeting.ended,
    )


def group(commitments: Sequence[Commitment]) -> tuple[Agreed, ...]:
    """Commitments with the same words belong together, in the order they were made."""
    together: dict[tuple[object, ...], list[Commitment]] = {}
    for one in commitments:
        words = one.situation, one.action, one.sign, one.due, one.due_next_meeting
        together.setdefault(words, []).append(one)
    return tuple(Agreed(tuple(ones)) for ones in together.values())


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of a commitment once: when, and at which meeting, if at one."""

    at: datetime
    meeting: str | None
    status: str | None
    experience: str


def follow_up_at(
    meeting: str, began: datetime, commitment: Commitment, words: Sequence[Word]
) -> FollowedUp | None:
    """How a meeting that began then left a commitment; none where it was not open.

    Args:
        words: what was said of it, oldest first.
    """
    if commitment.meeting == meeting or commitment.agreed >= began:
        return None
    here = [word for word in words if word.meeting == meeting]
    before = [w.status for w in words if w.meeting != meeting and w.at < began and w.status]
    if before and before[-1] not in OPEN:
        return None
    status = next((word.status for word in reversed(here) if word.status), None)
    experience = next((word.experience for word in reversed(here) if word.experience), "")
    return FollowedUp(commitment, status, experience)


def _last_reading(agenda: Agenda, events: Sequence[Event]) -> Reading | None:
    if not events:
        return None
    last = events[-1]
    return read(agenda.plan, events, Now(last.utc, last.mono, last.run))


def _lines(agenda: Agenda, reading: Reading | None) -> tuple[Line, ...]:
    if reading is None:
        return tuple(Line(item.title, item.who, item.minutes, None) for item in agenda.items)
    return tuple(line_of(*pair) for pair in zip(agenda.items, reading.items, strict=True))


def line_of(item: AgendaItem, took: ItemReading) -> Line:
    """An item and what the clock says that it took."""
    if took.actual_start is None:
        return Line(item.title, item.who, item.minutes, None)
    over = max(0, int((took.elapsed - item.planned) // 60))
    return Line(item.title, item.who, item.minutes, round(took.elapsed / 60), over)
