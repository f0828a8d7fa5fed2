"""A meeting and its agenda as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from facilitator.domain.schedule import Item, Plan, Step

MeetingStatus = Literal["draft", "ready", "running", "held", "closed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A cluster meeting. Instants are aware, in UTC; they are shown in the cluster's zone."""

    id: str
    cluster: str
    number: int
    start: datetime
    end: datetime
    place: str
    form: str
    template: str
    status: MeetingStatus
    facilitator: str | None
    started: datetime | None
    ended: datetime | None
    closed: datetime | None
    topic: str | None = None
    late_reason: str = ""
    """Why it did not end in time, in a person's words."""

    @property
    def minutes(self) -> int:
        """Planned length in whole minutes."""
        return round((self.end - self.start).total_seconds() / 60)

    @property
    def is_over(self) -> bool:
        """Whether it was held, closed or not."""
        return self.status in ("held", "closed")

    @property
    def is_read_only(self) -> bool:
        """Whether its agenda, presses, attendance and minutes may no longer change."""
        return self.status in ("closed", "cancelled")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A line in the list of meetings."""

    id: str
    number: int
    start: datetime
    end: datetime
    status: MeetingStatus
    template: str
    items: int
    present: int
    insights: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Revisit:
    """A topic that was to be taken up again, or a case to be heard of again, since the day it was
    to be; or what an earlier meeting parked for a coming one, since the day of that meeting."""

    id: str
    title: str
    since: date
    sort: Literal["topic", "case", "parked"] = "topic"


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    text: str
    reached: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A line of the agenda; times in seconds.

    `question` is what the room is asked: written by a person, or else the program's own.
    `who` is the name to show: a free text, a member or a clinic.
    """

    id: str
    kind: str
    title: str
    question: str
    written_question: str
    notes: str
    preparation: str
    planned: int
    minimum: int
    flexible: bool
    fixed_start: datetime | None
    who: str
    member: str | None
    clinic: str | None
    topic: str | None
    steps: tuple[Step, ...] = ()
    room: Mapping[str, bool] | None = None
    """What the room sees of it, by the ids of ROOM_PARTS, where a person chose."""

    @property
    def minutes(self) -> int:
        """Planned whole minutes."""
        return self.planned // 60

    @property
    def is_first(self) -> bool:
        """The follow-up stands first."""
        return self.kind == "follow_up"

    @property
    def is_last(self) -> bool:
        """The summary stands last and is protected."""
        return self.kind == "summary"


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting with its goals and items in order."""

    meeting: Meeting
    goals: tuple[Goal, ...]
    items: tuple[AgendaItem, ...]

    @property
    def plan(self) -> Plan:
        """What the meeting clock reads."""
        return Plan(
            self.meeting.start,
            self.meeting.end,
            tuple(
                Item(
                    item.id,
                    item.planned,
                    item.minimum,
                    item.flexible,
                    item.is_last,
                    item.fixed_start,
                    item.steps,
                )
                for item in self.items
            ),
        )

    def item(self, key: str | None) -> AgendaItem | None:
        """The item with this key, or none."""
        return next((item for item in self.items if item.id == key), None)
