"""A round: who may speak in it, who comes first, and how long each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.meeting_clock import ItemReading
from facilitator.domain.people import Attendee
from facilitator.domain.presence import here


@dataclass(frozen=True, slots=True)
class Speaker:
    """A member who may have the floor, as the chip says; `about` tells member and clinic."""

    member: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's time in seconds; `left` below 0 is beyond the share."""

    share: float
    left: float


@dataclass(frozen=True, slots=True)
class Round:
    """A round that goes on in an item. `since`: the seconds the item had had at the last turn."""

    item: str
    since: float

    def turn(self, now: ItemReading, people: int) -> Turn:
        """The time of whoever has the floor; it stands still while the meeting is paused."""
        share = now.per_person(people)
        return Turn(share, share - max(now.elapsed - self.since, 0))


def speakers(attendees: Sequence[Attendee], now: datetime) -> tuple[Speaker, ...]:
    """Who is here now, by the clinic where it has one member alone, else by their own name."""
    members = Counter(one.clinic for one in attendees)
    return tuple(_speaker(one, alone=members[one.clinic] == 1) for one in here(attendees, now))


def _speaker(one: Attendee, *, alone: bool) -> Speaker:
    name = one.clinic_name if alone and one.clinic_name else one.name
    about = " · ".join(part for part in (one.clinic_name, one.name) if part)
    return Speaker(one.id, name, about)


def unheard_first(keys: Sequence[str], heard: Mapping[str, int]) -> tuple[str, ...]:
    """Those who have not had the floor, then the others, each in the order they came in."""
    return tuple(sorted(keys, key=lambda key: heard.get(key, 0) > 0))
