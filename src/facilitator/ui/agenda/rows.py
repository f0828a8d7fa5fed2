"""An agenda as the rows and the strip that are drawn, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from facilitator.domain import fitting, kinds
from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.schedule import Schedule, Slot, Step
from facilitator.language import N_, Language
from facilitator.ui.parts import Stretch

# Closer than this, clock times under the strip are said only each half or whole hour.
_MARK_MINUTES = (30, 60, 120)
_MARKS_AT_MOST = 9


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One row in the reader's words; `tone` is the token in which `who` is written.

    `warning` says that a fixed start cannot be kept, `note` what is free before it.
    """

    id: str
    kind: str
    clock: str
    title: str
    line: str
    who: str
    tone: str
    lock: str
    warning: str
    note: str
    pin: str
    minutes: int
    length: str
    is_locked: bool

    @property
    def words(self) -> str:
        """The whole row, for who listens instead of looking."""
        parts = (self.clock, self.title, self.line, self.who, self.length, self.lock)
        return ", ".join(filter(None, (*parts, self.pin, self.note, self.warning)))


def agenda_rows(
    lang: Language, agenda: Agenda, schedule: Schedule, open_commitments: int
) -> tuple[AgendaRow, ...]:
    """The rows of an agenda in order, with the clock times of its schedule."""
    goals = " · ".join(goal.text for goal in agenda.goals if goal.text.strip())
    return tuple(
        _row(
            lang,
            item,
            slot,
            _line(lang, item, goals, open_commitments),
            " ".join(fitting.say_start(lang, agenda, item.id)) if item.fixed_start else "",
        )
        for item, slot in zip(agenda.items, schedule.slots, strict=True)
    )


def steps_line(lang: Language, steps: Sequence[Step]) -> str:
    """Presentation 3 · questions 4 · discussion 6."""
    return " · ".join(f"{step.title} {lang.number(round(step.seconds / 60))}" for step in steps)


def strip(
    lang: Language, agenda: Agenda, schedule: Schedule
) -> tuple[tuple[Stretch, ...], tuple[tuple[float, str], ...]]:
    """The pieces of the strip, empty where nothing is planned, and the clock times below it."""
    pieces: list[Stretch] = []
    for item, slot in zip(agenda.items, schedule.slots, strict=True):
        if slot.slack:
            pieces.append(Stretch(slot.slack, "", ""))
        pieces.append(_piece(lang, item, slot))
    if schedule.budget > 0:
        pieces.append(Stretch(schedule.budget, "", ""))
    return tuple(pieces), _marks(lang, agenda, schedule)


@lru_cache(maxsize=2048)
def _piece(lang: Language, item: AgendaItem, slot: Slot) -> Stretch:
    words = f"{lang.clock(slot.start)} {item.title}, {lang.duration(item.minutes)}"
    return Stretch(item.planned, kinds.kind(item.kind).family, words, item.id)


# When one item moves, most rows stay as they were.
@lru_cache(maxsize=2048)
def _row(lang: Language, item: AgendaItem, slot: Slot, line: str, start: str) -> AgendaRow:
    missing = not item.who and item.kind in ("case", "guideline", "talk", "data")
    return AgendaRow(
        item.id,
        item.kind,
        lang.clock(slot.start),
        item.title,
        line,
        lang.text(N_("presenter missing")) if missing else item.who,
        "warn" if missing else "ink2",
        _lock(lang, item),
        start if slot.conflict else "",
        "" if slot.conflict else start,
        lang.text(N_("fixed at {clock}"), clock=lang.clock(item.fixed_start))
        if item.fixed_start
        else "",
        item.minutes,
        lang.duration(item.minutes),
        item.is_first or item.is_last,
    )


def _line(lang: Language, item: AgendaItem, goals: str, open_commitments: int) -> str:
    line = goals if item.kind == "goals" and goals else item.question
    if item.is_first and open_commitments:
        count = lang.plural("{n} commitment", "{n} commitments", open_commitments)
        return f"{line} · {count}" if line else count
    return line or steps_line(lang, item.steps)


def _lock(lang: Language, item: AgendaItem) -> str:
    if item.is_first:
        return lang.text(N_("always first"))
    return lang.text(N_("always last, protected")) if item.is_last else ""


def _marks(lang: Language, agenda: Agenda, schedule: Schedule) -> tuple[tuple[float, str], ...]:
    start, end = agenda.meeting.start, max(agenda.meeting.end, schedule.end)
    whole = (end - start).total_seconds()
    times = [start, *_round_times(start, end, lang), end]
    close = timedelta(seconds=whole / 14)
    kept = [a for a, b in pairwise(times) if b - a >= close or a == start] + [end]
    return tuple(((at - start).total_seconds() / whole, lang.clock(at)) for at in kept)


def _round_times(start: datetime, end: datetime, lang: Language) -> Iterator[datetime]:
    hours = (end - start) / timedelta(hours=1)
    step = next((m for m in _MARK_MINUTES if hours * 60 / m <= _MARKS_AT_MOST), _MARK_MINUTES[-1])
    at = start.astimezone(lang.zone).replace(minute=0, second=0, microsecond=0)
    while at < end:
        if at > start:
            yield at
        at += timedelta(minutes=step)
