"""Measurements of any number for every measure of the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from facilitator.charts import CHARTS, Chart
from facilitator.domain.benchmarks import ENT
from facilitator.domain.history import (
    Answered,
    Change,
    Floor,
    MeetingCount,
    Mention,
    TimeSpent,
    Wave,
)
from facilitator.domain.pulse import QUESTIONS
from facilitator.domain.shares import Share

FIRST = date(2020, 1, 15)
HISTORY = tuple(chart for chart in CHARTS if chart.group == "history")
"""The charts that `rows_for` knows."""


def on(number: int) -> date:
    """The day of a meeting, the first being 0."""
    return FIRST + timedelta(days=91 * number)


def counts(shares: Sequence[tuple[int, int]], **more: Any) -> tuple[MeetingCount, ...]:
    return tuple(
        MeetingCount(str(at), at + 1, on(at), k, n, **more) for at, (k, n) in enumerate(shares)
    )


def goals(number: int, yes: int, partly: int, no: int, unknown: int = 0) -> Answered:
    return Answered(str(number), number, on(number), "goals", yes, partly, no, unknown)


def pulse_of(number: int, **answers: tuple[int, int, int]) -> tuple[Answered, ...]:
    return tuple(
        Answered(str(number), number, on(number), question, *each)
        for question, each in answers.items()
    )


def rows_for(chart: Chart, size: int) -> tuple[Any, ...]:
    """So many measurements of what a chart is drawn from."""
    made: dict[str, Callable[[int], Any]] = {
        "improved_per_meeting": lambda at: MeetingCount(
            str(at), at + 1, on(at), at * 7 % 11 + 2, 17, at % 3, 14
        ),
        "followed_up_per_meeting": lambda at: MeetingCount(
            str(at), at + 1, on(at), at * 5 % 8, 8, 0, of="commitment"
        ),
        "changes": lambda at: Change(on(at), on(at) + timedelta(days=40 + at % 7)),
        "attendance_per_meeting": lambda at: MeetingCount(
            str(at), at + 1, on(at), at * 7 % 5 + 9, 15
        ),
        "time_per_meeting": lambda at: TimeSpent(
            str(at), at + 1, on(at), ("case", "talk", "x")[at % 3], 900, 800 + at
        ),
        "improvements_named": lambda at: Mention(("workflows", "", "referrals")[at % 3], on(at)),
        "goals_per_meeting": lambda at: goals(at + 1, at % 3, 1, at % 2),
        "pulse_per_meeting": lambda at: pulse_of(
            at // 5 + 1, **{QUESTIONS[at % 5].id: (at % 7 + 3, 2, 1)}
        )[0],
        "survey_waves": lambda at: Wave(
            on(at),
            ENT,
            17,
            14,
            tuple((m, Share(at % 9 + 3, 14)) for m in ("supports", "supports_some", "improved")),
        ),
        "floor_per_meeting": lambda at: Floor(str(at), at + 1, on(at), (0, 1, 3, at + 1)),
    }
    return tuple(made[chart.needs](at) for at in range(size))
