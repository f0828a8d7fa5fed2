"""Each held meeting as counts: the rows from which the history charts are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from facilitator.domain.shares import Share

Counted = Literal["member", "clinic", "commitment"]
CutKind = Literal["phase", "pdsa", "note", "freeze", "left_out"]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a person has set on a chart over time (all charts where `chart` is empty), and why.

    A `phase` begins at the first point on or after `day`; a `freeze` ends the baseline with the
    last point on or before it; `left_out` are the points on that day; a `pdsa` or `note` only
    marks it. None is ever set automatically. `text` is the reason, or the words of the mark.
    """

    id: str
    chart: str
    day: date
    kind: CutKind
    text: str


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """`k` of the `n` members active on the day of one held meeting, or clinics that had any, or
    commitments that were due.

    `number` is the meeting's running number in the cluster; `unknown` are those among the n - k of
    whom nothing is known; `so_far` is how many of the n count for this or any earlier meeting,
    none where a running total has no meaning; `unknown_so_far` are those of the other n - so_far of
    whom nothing is known; `of` says what is counted. ValueError for counts that cannot be.
    """

    meeting: str
    number: int
    held: date
    k: int
    n: int
    unknown: int = 0
    so_far: int | None = None
    unknown_so_far: int = 0
    of: Counted = "member"

    def __post_init__(self) -> None:
        if self.k < 0 or self.unknown < 0 or self.k + self.unknown > self.n:
            raise ValueError(f"{self.k} and {self.unknown} unknown of {self.n} cannot be")
        if self.so_far is not None and not self.k <= self.so_far <= self.n:
            raise ValueError(f"{self.so_far} so far with {self.k} now of {self.n} cannot be")
        if not 0 <= self.unknown_so_far <= self.n - (self.so_far or 0):
            raise ValueError(f"{self.unknown_so_far} unknown of the others cannot be")


@dataclass(frozen=True, slots=True)
class Figures:
    """A cluster's history in a few numbers.

    `introduced` of the `agreed` commitments stand as introduced or partly introduced, after
    `median_days` since they were agreed, exact. `improved` of today's `members` have such a one;
    of `unknown` of the others nothing is known, as in `MeetingCount.unknown_so_far`. `opened` of
    the held meetings after the first (`could_open`) ran their follow-up.
    """

    held: int
    first: date | None
    members: int
    agreed: int
    introduced: int
    median_days: float | None
    improved: int
    unknown: int
    opened: int
    could_open: int


@dataclass(frozen=True, slots=True)
class Change:
    """A commitment or an improvement entered by itself.

    `agreed`: the day it was agreed, none of an improvement without a commitment. `since`: the day
    from which it has stood as introduced, wholly or partly; none while it is still open.
    """

    agreed: date | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Mention:
    """An improvement as its category, with the day since which it has been so, if anybody said."""

    category: str
    since: date | None


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The seconds all items of one kind had on the agenda of a held meeting, and really took.

    `actual` is none where nobody pressed the clock of the meeting.
    """

    meeting: str
    number: int
    held: date
    kind: str
    planned: int
    actual: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """How many said yes, partly and no about one thing at one held meeting, and to how many nothing
    was answered: the goals of the meeting, or one question of its pulse."""

    meeting: str
    number: int
    held: date
    question: str
    yes: int
    partly: int
    no: int
    unknown: int = 0

    @property
    def n(self) -> int:
        """How many were answered."""
        return self.yes + self.partly + self.no


@dataclass(frozen=True, slots=True)
class Floor:
    """How often each who was at one held meeting had the floor, fewest first; 0 of the silent."""

    meeting: str
    number: int
    held: date
    times: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Of those asked twice so many went from no to yes, and so many from yes to no.

    `since`: the day of the wave they answered before.
    """

    since: date
    to_yes: int
    to_no: int


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of the survey in the cluster: so many answered of those asked, if that is known.

    `counts`: for each measure of MEASURES how many said yes, of how many. `national`: the same of
    the whole country, where it is known. `changed`: how many of the same people changed their
    answer since the wave before, where that is known.
    """

    held: date
    specialty: str
    invited: int | None
    answered: int
    counts: tuple[tuple[str, Share], ...]
    national: tuple[tuple[str, Share], ...] = ()
    changed: tuple[tuple[str, Changed], ...] = ()

    def share(self, measure: str) -> Share | None:
        """The count of one measure, or none where it was not typed."""
        return dict(self.counts).get(measure)
