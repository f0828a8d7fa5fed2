"""How many members came to each meeting; counts only, never names."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import ChartData, View
from facilitator.charts.runs import draw_runs
from facilitator.charts.words import join, own_records
from facilitator.domain.history import MeetingCount
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language

TITLE = N_("How many members came to the meeting?")


def draw_attendance(rows: Sequence[MeetingCount], lang: Language, view: View) -> ChartData:
    """A point for each held meeting, oldest first: members present of all members that day."""
    runs = draw_runs(rows, "attendance", lang, view)
    definition = lang.text("Members present of all members that day; guests are not counted.")
    return ChartData(
        name="attendance",
        title=lang.text(TITLE),
        subtitle=join((definition, runs.period)),
        sentence=runs.sentence,
        verdict=runs.verdict,
        caveats=(*_warn_of_ties(runs.verdict, lang), *runs.caveats),
        figure=runs.series,
        source=own_records(lang),
        audience=view.audience,
    )


def _warn_of_ties(verdict: Verdict | None, lang: Language) -> tuple[str, ...]:
    if verdict is not Verdict.FEW_USEFUL:
        return ()
    words = N_(
        "Where nearly everybody comes every time, most meetings are alike. That is good, but then"
        " the chart cannot show a development."
    )
    return (lang.text(words),)
