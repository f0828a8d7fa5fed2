"""Of how many of the commitments that were due somebody could say how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import ChartData, View
from facilitator.charts.runs import draw_runs
from facilitator.charts.words import join, own_records
from facilitator.domain.history import MeetingCount
from facilitator.language import N_, Language

TITLE = N_("Do you follow up on what was agreed?")


def draw_followup_completed(rows: Sequence[MeetingCount], lang: Language, view: View) -> ChartData:
    """A point for each held meeting but the first, oldest first: commitments with an answer since
    the meeting before, of those due; of the others it is unknown, which is not a no."""
    runs = draw_runs(rows, "followup_completed", lang, view)
    definition = lang.text(
        N_(
            "Commitments of which somebody has said how they stand since the previous meeting, of"
            " those that were due."
        )
    )
    return ChartData(
        name="followup_completed",
        title=lang.text(TITLE),
        subtitle=join((definition, runs.period)),
        sentence=runs.sentence,
        verdict=runs.verdict,
        caveats=runs.caveats,
        figure=runs.series,
        source=own_records(lang),
        audience=view.audience,
        counted="commitment",
    )
