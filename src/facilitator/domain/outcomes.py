"""What comes out of a meeting, as plain values: insights, commitments, parked lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from facilitator.domain.refusal import Conflict
from facilitator.domain.statuses import OPEN
from facilitator.language import N_

T = TypeVar("T")

DESTINATIONS = (
    ("topic", N_("to the topic bank")),
    ("next_meeting", N_("to the next meeting")),
    ("commitment", N_("became a commitment")),
    ("dropped", N_("dropped")),
)
"""Where a parked line goes: an id, and a msgid."""

TAKEAWAYS = (
    ("insight", N_("Insight")),
    ("tool", N_("Tool")),
    ("solution", N_("A colleague’s solution")),
)
"""What an insight is, for whoever takes it home: an id, and a msgid."""


def takeaway_word(kind: str) -> str:
    """What is said of an insight beside its text, a msgid; “” of one that is just an insight."""
    return "" if kind == "insight" else dict(TAKEAWAYS).get(kind, "")


@dataclass(frozen=True, slots=True)
class Insight:
    id: str
    text: str
    kind: str
    at: datetime
    item: str | None
    topic: str | None
    category: str
    official: int | None
    tried_by: int = 0
    """How many commitments hang on it."""
    topic_title: str = ""
    position: int = 0
    """Its place among all lines of its meeting."""


@dataclass(frozen=True, slots=True)
class Parked:
    id: str
    text: str
    at: datetime
    destination: str
    position: int = 0
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """What a meeting leaves without a place to go: an item it did not finish, or a parked line.

    `item` is the agenda item it is or was said at, `parked` the id of the line if it is one.
    `left`: whole minutes an item that was cut short had to go; none of one that never ran.
    """

    text: str
    item: str | None = None
    parked: str | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Cycle:
    """A small test of a commitment: what was planned, what was done, what was learnt, what next
    (Langley et al.: The Improvement Guide, 2009)."""

    id: str
    begun: datetime
    plan: str
    did: str
    learnt: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment where it stands now.

    `owner` is the name to show. `carried`: held meetings that listed it and left it open.
    `answered`: whether anything was said of it at the meeting asked about, if one was.
    `introduced_by`: of a commitment of the whole cluster, the members who have introduced it.
    `version`: another number after each change of it or of what was said of it. `snoozed`: not
    asked about before this day. `cycles`: the oldest first. `topic`: of its insight or its item.
    """

    id: str
    action: str
    situation: str
    sign: str
    category: str
    insight: str | None
    insight_text: str
    owner: str
    member: str | None
    clinic: str | None
    whole_cluster: bool
    meeting: str | None
    meeting_number: int | None
    agreed: datetime
    due: date | None
    due_next_meeting: bool
    confidence: int | None
    status: str
    carried: int = 0
    experience: str = ""
    answered: bool = False
    introduced_by: frozenset[str] = frozenset()
    position: int = 0
    item: str | None = None
    version: int = 0
    snoozed: date | None = None
    cycles: tuple[Cycle, ...] = ()
    topic: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class Overtaken(Conflict, Generic[T]):
    """Something was changed after somebody looked at it. `now`: how it stands, with its version."""

    def __init__(self, now: T) -> None:
        super().__init__(
            N_("Somebody has said something about this since you looked at it."),
            N_("Nothing was changed."),
            N_("See how it stands now, and choose."),
        )
        self.now = now


@dataclass(frozen=True, slots=True)
class Log:
    """The lines of one meeting, each kind in its order."""

    insights: tuple[Insight, ...]
    commitments: tuple[Commitment, ...]
    parked: tuple[Parked, ...]

    @property
    def official(self) -> tuple[Insight, ...]:
        """The two or three insights that are taken home, in their order."""
        chosen = [i for i in self.insights if i.official]
        return tuple(sorted(chosen, key=lambda insight: insight.official or 0))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was said of a commitment once. `said_by` is the name of the member who said it, and
    `member` their id.

    `until`: it was set aside, not to be asked about before this day.
    """

    id: str
    at: datetime
    meeting_number: int | None
    status: str | None
    said_by: str
    experience: str
    obstacle: str
    next_step: str
    until: date | None = None
    member: str | None = None
