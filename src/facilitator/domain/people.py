"""A cluster, its clinics and its members as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


def belongs(day: date, joined: date | None, left: date | None) -> bool:
    """Whether a day lies between the first and the last one; none means always, or still."""
    return (joined is None or joined <= day) and (left is None or day <= left)


@dataclass(frozen=True, slots=True)
class Cluster:
    id: str
    name: str
    specialty: str
    region: str
    language: str
    zone: str
    ground_rules: str
    first_number: int
    members: int
    """How many belong to it today."""


@dataclass(frozen=True, slots=True)
class Clinic:
    id: str
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class Member:
    """`joined` and `left` are the first and the last day; none means always, or still."""

    id: str
    name: str
    initials: str
    email: str
    clinic: str | None
    clinic_name: str
    joined: date | None
    left: date | None
    role: str | None
    present: int = 0
    """Held meetings the member was at, of those since joining (`invited`)."""
    invited: int = 0
    anonymised: datetime | None = None
    """Since when the name is gone; the member is then called by a number."""

    def is_active(self, day: date) -> bool:
        """Whether the member belongs to the cluster that day."""
        return belongs(day, self.joined, self.left)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody from outside at one meeting; `arrived` and `left` where not there all of it."""

    id: str
    name: str
    organisation: str
    arrived: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member at one meeting. `state` none: not said yet."""

    id: str
    name: str
    clinic: str | None
    clinic_name: str
    state: str | None
    arrived: datetime | None = None
    left: datetime | None = None
