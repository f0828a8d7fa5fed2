"""Whether a meeting ended on time: one rule for every page and document that says so."""

from __future__ import annotations

from typing import Protocol

from facilitator.language import N_

LATE_FROM = 5
"""Minutes from its planned end that still count as on time are fewer than these."""

_ANOTHER_DAY = 12 * 60


class Words(Protocol):
    """The part of a language that says when a meeting ended."""

    def text(self, msgid: str, /, **fields: object) -> str: ...

    def duration(self, minutes: int) -> str: ...


def minutes_apart(seconds: float) -> int | None:
    """Whole minutes between the planned end and one so many seconds past it: below 0 when it was
    before, 0 when it was on time, None when the meeting was held on another day."""
    over = int(seconds / 60)
    if abs(over) >= _ANOTHER_DAY:
        return None
    return over if abs(over) >= LATE_FROM else 0


def is_late(seconds: float) -> bool:
    """Whether a meeting that ended so many seconds past its planned end is asked why."""
    return (minutes_apart(seconds) or 0) > 0


def say_end(lang: Words, seconds: float) -> str:
    """“It ended on time”, “It ended 11 min late”: seconds past the planned end in words."""
    apart = minutes_apart(seconds)
    if apart is None:
        return lang.text(N_("It was held on another day than planned"))
    if apart > 0:
        return lang.text(N_("It ended {length} late"), length=lang.duration(apart))
    if apart < 0:
        return lang.text(N_("It ended {length} early"), length=lang.duration(-apart))
    return lang.text(N_("It ended on time"))
