"""Who is in the room at a moment, who came too late to be asked, and times as people type them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Attendee, Guest

Place = Literal["here", "coming", "gone", "apology", "absent", "unsaid"]

_BEFORE, _AFTER = timedelta(hours=2), timedelta(hours=4)
"""How far outside a meeting a time of day is still taken for one of it."""


def place(one: Attendee | Guest, now: datetime) -> Place:
    """Where somebody is. A time said ahead counts from when it comes; a guest is never away."""
    state = one.state if isinstance(one, Attendee) else "present"
    if state in ("apology", "absent"):
        return "apology" if state == "apology" else "absent"
    if one.left is not None and one.left <= now:
        return "gone"
    if one.arrived is not None and one.arrived > now:
        return "coming"
    return "here" if state else "unsaid"


def here(attendees: Iterable[Attendee], now: datetime) -> tuple[Attendee, ...]:
    """The members in the room, in their order; of whom nothing is said is taken to be there."""
    return tuple(one for one in attendees if place(one, now) in ("here", "unsaid"))


def guests_here(guests: Iterable[Guest], now: datetime) -> tuple[Guest, ...]:
    """The guests in the room, in their order."""
    return tuple(one for one in guests if place(one, now) == "here")


def count_places(attendees: Iterable[Attendee], now: datetime) -> Counter[Place]:
    """How many members are where."""
    return Counter(place(one, now) for one in attendees)


@dataclass(frozen=True, slots=True)
class Latecomer:
    """A clinic, or a member of none, and the ids of the commitments still to ask about."""

    name: str
    commitments: tuple[str, ...]


def latecomers(
    attendees: Sequence[Attendee],
    commitments: Sequence[Commitment],
    since: datetime | None,
    now: datetime,
) -> tuple[Latecomer, ...]:
    """Who is here now, came after the follow-up began, and has commitments without an answer.

    Args:
        commitments: those the meeting follows up; a member's own and those of the clinic count.
        since: when the follow-up began; none before that, when nobody is too late.
    """
    if since is None:
        return ()
    late = [one for one in here(attendees, now) if one.arrived is not None and one.arrived > since]
    found: dict[str, list[str]] = {}
    for one in late:
        keys = (one.id, one.clinic or one.id)
        asked = [c.id for c in commitments if not c.answered and (c.member or c.clinic) in keys]
        known = found.setdefault(one.clinic_name or one.name, [])
        known += [key for key in asked if key not in known]
    return tuple(Latecomer(name, tuple(keys)) for name, keys in found.items() if keys)


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads a time of day, and what reads a length in minutes; None: not understood."""

    clock: Callable[[str], time | None]
    minutes: Callable[[str], int | None]


def read_moment(
    typed: str, start: datetime, end: datetime, readers: Readers, *, leaving: bool
) -> datetime | None:
    """When somebody came to a meeting or left it, as typed: 17.05, 1705, 17, or 5 min.

    Minutes are after the start, or before the end for who is leaving; a number alone is minutes
    unless it is an hour of the meeting. None when it is not understood, or far from the meeting.

    Args:
        start, end: of the meeting, in the zone in which clock times are typed.
    """
    is_bare = re.fullmatch(r"\s*[0-9]{1,2}\s*", typed) is not None
    clock = readers.clock(typed)
    if clock is not None:
        first, last = (start, end) if is_bare else (start - _BEFORE, end + _AFTER)
        for day in (start, end):
            at = datetime.combine(day.date(), clock, start.tzinfo)
            if first <= at <= last:
                return at
    minutes = readers.minutes(typed) if is_bare or clock is None else None
    if minutes is None:
        return None
    length = timedelta(minutes=minutes)
    at = end - length if leaving else start + length
    return at if start <= at <= end else None


def offered(speakers: Iterable[Guest], guests: Iterable[Guest]) -> tuple[Guest, ...]:
    """The speakers of a meeting who are not among its guests yet, each once."""
    known = {one.name.casefold() for one in guests}
    return tuple({one.name: one for one in speakers if one.name.casefold() not in known}.values())


def read_guest(line: str) -> tuple[str, str]:
    """Name and organisation of a guest: “Gry Gæst, Eksempelby Sygehus”."""
    name, _, organisation = line.partition(",")
    return " ".join(name.split()), " ".join(organisation.split())
