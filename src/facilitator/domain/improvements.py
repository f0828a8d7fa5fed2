"""Improvements: what has become better, where it came from, and what was measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something that has become better in a clinic, from a commitment or entered by itself.

    `id`: of what is written of it; none where nothing is yet. `owner` is the name to show.
    `since`: the day from which it is so; none when nobody said. `before` and `after`: what
    `measure` came to, in `unit`, measured on `n`. `patients`: what patients gain. `version`:
    another number after each change of what is written.
    """

    id: str | None
    commitment: str | None
    meeting: str | None
    meeting_number: int | None
    title: str
    category: str
    aspect: str
    owner: str
    member: str | None
    clinic: str | None
    whole_cluster: bool
    since: date | None
    measure: str
    unit: str
    before: float | None
    after: float | None
    n: int | None
    patients: str
    version: int = 0

    @property
    def is_measured(self) -> bool:
        """Whether it is known how it was before and how it is now."""
        return self.before is not None and self.after is not None
