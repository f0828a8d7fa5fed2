"""Whether the goals of the meetings were reached: yes, partly, no, a bar for each meeting."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import ChartData, Part, Parts, View
from facilitator.charts.cuts import is_within
from facilitator.charts.words import describe_few, describe_meetings, join, own_records
from facilitator.domain.history import Answered
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language

TITLE = N_("Do the meetings reach their goals?")
ANSWERS = (N_("Yes"), N_("Partly"), N_("No"))
MOST_DRAWN = 20
"""Meetings that get a bar, the latest ones."""


def draw_goals_reached(rows: Sequence[Answered], lang: Language, view: View) -> ChartData:
    """A bar for each of the latest held meetings with answered goals, oldest first. Goals are no
    people, so that none are hidden."""
    there = [row for row in rows if is_within(row.held, view)]
    told = [row for row in there if row.n]
    definition = lang.text(N_("The goals set for each meeting, as they were judged at its end."))
    return ChartData(
        name="goals_reached",
        title=lang.text(TITLE),
        subtitle=join((definition, describe_meetings([row.held for row in told], lang))),
        sentence=_describe(told, lang),
        verdict=None if told else Verdict.EMPTY,
        caveats=(*_warn_of_older(len(told), lang), *_warn_of_unknown(there, lang)),
        figure=Parts(
            tuple(_draw_part(row, lang) for row in told[-MOST_DRAWN:]),
            tuple(lang.text(answer) for answer in ANSWERS),
            in_time=True,
        ),
        source=own_records(lang),
        audience=view.audience,
    )


def _draw_part(row: Answered, lang: Language) -> Part:
    return Part(name_meeting(row, lang), (row.yes, row.partly, row.no))


def name_meeting(row: Answered, lang: Language) -> str:
    """Which meeting, and when: “Meeting 3, Mar 2026”."""
    meeting = lang.text("Meeting {number}", number=row.number)
    return f"{meeting}, {lang.month_axis(row.held)}"


def _describe(told: Sequence[Answered], lang: Language) -> str:
    if not told:
        return describe_few(0, lang)
    last = told[-1]
    words = N_("Latest: {k} of {n} goals reached.")
    if last.partly:
        words = N_("Latest: {k} of {n} goals reached, {partly} partly.")
    reached = lang.text(
        words,
        k=lang.number(last.yes),
        n=lang.number(last.n),
        partly=lang.number(last.partly),
    )
    if len(told) == 1:
        return reached
    whole = lang.text(
        N_("In all {share} were reached."),
        share=lang.share(sum(row.yes for row in told), sum(row.n for row in told)),
    )
    return join((reached, whole))


def _warn_of_older(meetings: int, lang: Language) -> tuple[str, ...]:
    if meetings <= MOST_DRAWN:
        return ()
    words = N_("Drawn are the latest {n} meetings; choose other days to see the others.")
    return (lang.text(words, n=MOST_DRAWN),)


def _warn_of_unknown(there: Sequence[Answered], lang: Language) -> tuple[str, ...]:
    unknown = sum(row.unknown for row in there)
    if not unknown:
        return ()
    return (
        lang.plural(
            "{n} goal was not judged and is not part of it.",
            "{n} goals were not judged and are not part of it.",
            unknown,
        ),
    )
