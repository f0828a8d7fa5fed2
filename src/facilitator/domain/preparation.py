"""Who gets what ready before a meeting, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Preparation:
    """A line of the readiness list; with `item` it is for that item of the agenda.

    `who` is the name to show: a free text, a member or a clinic. `done`: since when it is ready.
    """

    id: str
    meeting: str
    item: str | None
    item_title: str
    text: str
    who: str
    member: str | None
    clinic: str | None
    due: date | None
    done: datetime | None

    def is_late(self, day: date) -> bool:
        """Whether it should have been ready before that day and is not."""
        return self.done is None and self.due is not None and self.due < day
