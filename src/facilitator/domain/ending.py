"""Whether a meeting ended on time: one rule for every page and document that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

LATE_FROM = 5
"""Minutes from its planned end that still count as on time are fewer than these."""

_ANOTHER_DAY = 12 * 60


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


def say_end(lang: Language, seconds: float) -> str:
    """“It ended on time”, “It ended 11 min late”: seconds past the planned end in words."""
    return _say(lang, seconds, _SENTENCE)


def say_end_in_line(lang: Language, seconds: float) -> str:
    """The same as part of a line: “ended on time”, “ended 11 min late”."""
    return _say(lang, seconds, _IN_LINE)


def _say(lang: Language, seconds: float, words: Mapping[_How, str]) -> str:
    apart = minutes_apart(seconds)
    if apart is None:
        return lang.text(words["another_day"])
    how: _How = "late" if apart > 0 else "early" if apart else "on_time"
    return lang.text(words[how], length=lang.duration(abs(apart)))


_How = Literal["another_day", "late", "early", "on_time"]
_SENTENCE: Mapping[_How, str] = {
    "another_day": N_("It was held on another day than planned"),
    "late": N_("It ended {length} late"),
    "early": N_("It ended {length} early"),
    "on_time": N_("It ended on time"),
}
_IN_LINE: Mapping[_How, str] = {
    "another_day": N_("held on another day than planned"),
    "late": N_("ended {length} late"),
    "early": N_("ended {length} early"),
    "on_time": N_("ended on time"),
}
