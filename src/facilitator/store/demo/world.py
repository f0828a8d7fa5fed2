"""What a demo remembers of a cluster from one meeting to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.people import belongs
from facilitator.store.demo.course import Course
from facilitator.store.demo.library import Shelf
from facilitator.store.demo.pen import Row
from facilitator.store.demo.theme import Theme


@dataclass(slots=True)
class Person:
    """A member; `clinic` is a number, `faithful` how often the person comes."""

    id: str
    clinic: int
    joined: date
    left: date | None
    faithful: float

    def is_active(self, day: date) -> bool:
        return belongs(day, self.joined, self.left)


@dataclass(slots=True)
class Asked:
    """A commitment that is still asked about: its row, and who can answer for it."""

    row: Row
    owners: frozenset[str]
    keen: bool
    times: int = 0


@dataclass(slots=True)
class Cluster:
    """What must be remembered from one meeting to the next."""

    id: str
    clinics: list[str]
    people: list[Person]
    keen: frozenset[int]
    coordinators: list[tuple[date, str]]
    themes: list[Theme]
    topics: dict[str, Row]
    asked: list[Asked]
    taken: list[Theme]
    shelf: Shelf

    def active(self, day: date) -> list[Person]:
        return [one for one in self.people if one.is_active(day)]

    def coordinator(self, day: date) -> str:
        return next(member for since, member in reversed(self.coordinators) if since <= day)


@dataclass(slots=True)
class Held:
    """A meeting as it went: who came, and when what happened."""

    id: str
    day: date
    course: Course
    items: dict[str, str]
    """The first item of each kind."""
    present: list[Person]

    @property
    def started(self) -> datetime:
        return self.course.events[0].utc

    @property
    def ended(self) -> datetime:
        return self.course.at

    def span(self, *kinds: str) -> tuple[datetime, datetime]:
        """When the first of these kinds that was reached ran."""
        for kind in kinds:
            found = self.course.spans.get(self.items.get(kind, ""))
            if found:
                return found
        return self.started, self.ended


def of_clinic(people: Iterable[Person], clinic: int | None) -> list[Person]:
    """The people of a clinic by its number; none means everybody."""
    return [one for one in people if clinic is None or one.clinic == clinic]
