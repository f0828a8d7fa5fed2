"""How many members came to each meeting; counts only, never names."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import (
    ChartData,
    analyse_rows,
    describe_latest,
    describe_period,
    describe_verdict,
    draw_median,
    draw_points,
    warn_of_unknown,
)
from facilitator.domain.history import MeetingCount
from facilitator.language import N_, Language

TITLE = N_("How many members came to the meeting?")


def draw_attendance(rows: Sequence[MeetingCount], lang: Language) -> ChartData:
    """A point for each held meeting, oldest first: members present of all members that day."""
    runs = analyse_rows(rows)
    phase = runs.phases[0]
    definition = lang.text("Members present of all members that day; guests are not counted.")
    sentence = f"{describe_latest(rows, lang)} {describe_verdict(phase, lang)}".lstrip()
    return ChartData(
        title=lang.text(TITLE),
        subtitle=f"{definition} {describe_period(rows, lang)}".rstrip(),
        sentence=sentence,
        verdict=phase.verdict,
        caveats=warn_of_unknown(rows, lang),
        points=draw_points(rows, runs, lang),
        lines=draw_median(phase, lang),
    )
