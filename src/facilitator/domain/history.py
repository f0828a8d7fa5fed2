"""Each held meeting as counts: the rows from which the history charts are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Counted = Literal["member", "clinic"]


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """`k` of the `n` members active on the day of one held meeting, or clinics that had any.

    `number` is the meeting's running number in the cluster; `unknown` are those among the n - k of
    whom nothing is known; `so_far` is how many of the n count for this or any earlier meeting,
    none where a running total has no meaning; `of` says what is counted. ValueError for
    counts that cannot be.
    """

    meeting: str
    number: int
    held: date
    k: int
    n: int
    unknown: int = 0
    so_far: int | None = None
    of: Counted = "member"

    def __post_init__(self) -> None:
        if self.k < 0 or self.unknown < 0 or self.k + self.unknown > self.n:
            raise ValueError(f"{self.k} and {self.unknown} unknown of {self.n} cannot be")
        if self.so_far is not None and not self.k <= self.so_far <= self.n:
            raise ValueError(f"{self.so_far} so far with {self.k} now of {self.n} cannot be")


@dataclass(frozen=True, slots=True)
class Figures:
    """A cluster's history in a few numbers.

    `introduced` of the `agreed` commitments stand as introduced or partly introduced, after
    `median_days` since they were agreed. `improved` of today's `members` have such a one.
    `opened` of the held meetings after the first (`could_open`) ran their follow-up.
    """

    held: int
    first: date | None
    members: int
    agreed: int
    introduced: int
    median_days: int | None
    improved: int
    opened: int
    could_open: int
