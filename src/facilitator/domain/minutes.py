"""The minutes of a meeting as plain values: what came of it, and how the time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.agenda import Agenda, Goal, Meeting
from facilitator.domain.meeting_clock import Event, Now, read
from facilitator.domain.outcomes import Commitment, Insight, Log, Parked
from facilitator.domain.people import Attendee


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the agenda in whole minutes; `actual` is none where it never began."""

    title: str
    who: str
    planned: int
    actual: int | None


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
) -> Minutes:
    """Put together what is known of a meeting."""
    return Minutes(
        cluster,
        zone,
        agenda.meeting,
        log.official,
        tuple(insight for insight in log.insights if not insight.official),
        group(log.commitments),
        agenda.goals,
        tuple(attendees),
        _lines(agenda, events),
        log.parked,
    )


def group(commitments: Sequence[Commitment]) -> tuple[Agreed, ...]:
    """Commitments with the same words belong together, in the order they were made."""
    together: dict[tuple[object, ...], list[Commitment]] = {}
    for one in commitments:
        words = one.situation, one.action, one.sign, one.due, one.due_next_meeting
        together.setdefault(words, []).append(one)
    return tuple(Agreed(tuple(ones)) for ones in together.values())


def _lines(agenda: Agenda, events: Sequence[Event]) -> tuple[Line, ...]:
    actual: dict[str, int] = {}
    if events:
        last = events[-1]
        reading = read(agenda.plan, events, Now(last.utc, last.mono, last.run))
        began = (item for item in reading.items if item.actual_start)
        actual = {item.id: round(item.elapsed / 60) for item in began}
    return tuple(
        Line(item.title, item.who, item.minutes, actual.get(item.id)) for item in agenda.items
    )
