"""How evenly people got to speak, for the facilitator alone: numbers of people, never names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from facilitator.charts.chart import ChartData, Line, View
from facilitator.charts.covering import refuse_private
from facilitator.charts.runs import draw_runs
from facilitator.charts.words import join, own_records
from facilitator.domain.history import Floor, MeetingCount
from facilitator.language import N_, Language

TITLE = N_("How evenly do people get to speak?")


def draw_speaking(rows: Sequence[Floor], lang: Language, view: View) -> ChartData:
    """A point for each meeting at which turns were counted and kept: how few of those present had
    half of all turns; half of them is even. Raises Refusal for anybody else's eyes."""
    refuse_private(view)
    runs = draw_runs([_count(row) for row in rows], "speaking", lang, view, sampled=False)
    shown = {point.at for point in runs.series.points}
    last = next((row for row in reversed(rows) if row.held in shown and any(row.times)), None)
    definition = lang.text(
        N_("The fewest who together had half of all turns. Where all have as many, it is half.")
    )
    private = N_("For your own screen only: how often each has spoken is shown to nobody.")
    return ChartData(
        name="speaking",
        title=lang.text(TITLE),
        subtitle=join((definition, runs.period)),
        sentence=join((_describe(last, lang) if last else "", runs.development)),
        verdict=runs.verdict,
        caveats=(lang.text(private), *runs.caveats),
        figure=replace(runs.series, lines=(*runs.series.lines, _draw_even(lang))),
        source=own_records(lang),
        audience=view.audience,
    )


def _draw_even(lang: Language) -> Line:
    return Line("target", 0.5, lang.text(N_("Even {percent}"), percent=lang.percent_text(50, 0)))


def count_few(times: Sequence[int]) -> int:
    """The fewest people who together had half of all turns, or more; 0 where nobody had any."""
    total = sum(times)
    most_first = accumulate(sorted(times, reverse=True))
    return next((at for at, had in enumerate(most_first, 1) if 2 * had >= total), 0) if total else 0


def _count(row: Floor) -> MeetingCount:
    size = len(row.times) if any(row.times) else 0
    return MeetingCount(row.meeting, row.number, row.held, count_few(row.times), size)


def _describe(row: Floor, lang: Language) -> str:
    few, size = count_few(row.times), len(row.times)
    words = N_("Latest: {few} of {n} had half of the {turns} turns.")
    said = lang.text(
        words, few=lang.number(few), n=lang.number(size), turns=lang.number(sum(row.times))
    )
    silent = row.times.count(0)
    if not silent:
        return join((said, lang.text(N_("Everybody spoke."))))
    return join((said, lang.text(N_("{n} did not speak."), n=lang.number(silent))))
