"""What a step, a silence, a round and a break say, on the clock and on the wall alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from facilitator.domain.meeting_clock import ItemReading, Reading
from facilitator.domain.schedule import Step
from facilitator.language import N_, Language


@dataclass(frozen=True, slots=True)
class StepWords:
    """What goes on inside an item, the time left of it (or “”), and what comes next (or “”)."""

    title: str
    left: str = ""
    then: str = ""

    @property
    def line(self) -> str:
        """What goes on, and its time."""
        return " · ".join(part for part in (self.title, self.left) if part)


def step_words(
    lang: Language,
    reading: Reading,
    *,
    quiet: float | None = None,
    each: float | None = None,
    aloud: float | None = None,
) -> StepWords | None:
    """What the running item is in: a silence before a step, a step before a round; else none.

    Args:
        quiet: the seconds left of a silence.
        aloud: the seconds left in which pairs say their commitments aloud.
        each: the seconds everybody has while a round goes on.
    """
    now = reading.current
    if now is None:
        return None
    if quiet is not None:
        then = lang.text(N_("think or write, each on your own"))
        return StepWords(lang.text(N_("In silence")), lang.countdown(quiet), then)
    if aloud is not None:
        said = lang.text(N_("Say your commitment aloud to the person beside you"))
        return StepWords(said, lang.countdown(aloud))
    if reading.step is not None:
        step = now.steps[reading.step.index]
        left = lang.countdown(reading.step.left) if reading.step.left > 0 else ""
        return StepWords(step.title, left, _then(lang, now.steps[reading.step.index + 1 :]))
    if each is not None:
        return StepWords(lang.text(N_("{time} each"), time=lang.countdown(each)))
    return None


def back_words(lang: Language, now: ItemReading) -> str:
    """When a break is over."""
    if now.expected_end is None or now.remaining < 0:
        return lang.text(N_("We start again now."))
    return lang.text(N_("We start again at {time}."), time=lang.clock(nearest(now.expected_end)))


def _then(lang: Language, after: tuple[Step, ...]) -> str:
    if not after:
        return ""
    whole, rest = divmod(after[0].seconds, 60)
    length = lang.countdown(after[0].seconds) if rest else lang.duration(whole)
    return lang.text(N_("then: {title} ({length})"), title=after[0].title, length=length)


def nearest(at: datetime) -> datetime:
    """The whole minute nearest to a time that is expected."""
    return (at + timedelta(seconds=30)).replace(second=0, microsecond=0)


def whole_minutes(seconds: float) -> int:
    """The nearest whole minutes: what lies between a planned time and the `nearest` expected."""
    return floor(seconds / 60 + 0.5)


def behind_words(lang: Language, reading: Reading) -> tuple[str, str]:
    """How far the running item is behind its plan or ahead of it, in whole minutes, and the tone.

    The item is named when minutes taken or given later make the meeting end otherwise.
    """
    if reading.behind is None:
        return "", "ok"
    behind = whole_minutes(reading.behind)
    length, names_item = lang.duration(abs(behind)), behind != whole_minutes(reading.overrun)
    if not behind:
        words = N_("this item on time") if names_item else N_("on time")
        return lang.text(words), "ok"
    if behind > 0:
        words = N_("this item {length} behind") if names_item else N_("{length} behind")
        return lang.text(words, length=length), "warn"
    words = N_("this item {length} ahead") if names_item else N_("{length} ahead")
    return lang.text(words, length=length), "ok"


def end_words(lang: Language, reading: Reading) -> str:
    """When the meeting is expected to end; where that is not what the running item tells, also
    how far from the planned end."""
    clock = lang.clock(nearest(reading.expected_end))
    over = whole_minutes(reading.overrun)
    said = lang.text(N_("expected end {clock}"), clock=clock)
    if reading.behind is None or over == whole_minutes(reading.behind):
        return said
    if not over:
        apart = lang.text(N_("on time"))
    elif over > 0:
        apart = lang.text(N_("{length} late"), length=lang.duration(over))
    else:
        apart = lang.text(N_("{length} early"), length=lang.duration(-over))
    return f"{said}, {apart}"
