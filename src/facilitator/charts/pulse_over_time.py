"""The pulse of the meetings over time: the share of yes to each question, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import ChartData, Panel, Panels, View
from facilitator.charts.cuts import is_within
from facilitator.charts.pulse import SENSITIVE
from facilitator.charts.runs import draw_runs
from facilitator.charts.spoken import count_measured
from facilitator.charts.words import (
    describe_few,
    describe_meetings,
    describe_sizes,
    join,
    own_records,
)
from facilitator.domain.history import Answered, MeetingCount
from facilitator.domain.pulse import QUESTIONS
from facilitator.domain.runchart import ENOUGH, Verdict
from facilitator.language import N_, Language

TITLE = N_("Is the pulse of the meetings changing?")
_CHANGED = (Verdict.PRELIMINARY_CHANGE, Verdict.NON_RANDOM)
_STEADY = (Verdict.PRELIMINARY_NO_CHANGE, Verdict.RANDOM)
_FINAL = (Verdict.RANDOM, Verdict.NON_RANDOM)


def draw_pulse_over_time(rows: Sequence[Answered], lang: Language, view: View) -> ChartData:
    """A small run chart of the share of yes for each question, on one axis."""
    there = [row for row in rows if is_within(row.held, view)]
    asked = [one for one in QUESTIONS if any(row.question == one.id for row in there)]
    runs = [
        draw_runs(
            [_count(row) for row in there if row.question == one.id],
            "pulse_over_time",
            lang,
            view,
            sensitive=one.id in SENSITIVE,
        )
        for one in asked
    ]
    names = [lang.text(one.text) for one in asked]
    days = sorted({row.held for row in there if row.n})
    measured = max((count_measured(one.series) for one in runs), default=0)
    seen = (point for one in runs for point in one.series.points if not point.hidden)
    sizes = describe_sizes((point.n for point in seen), lang)
    definition = lang.text(
        N_("Yes of all answers at the end of each meeting; partly and no are the rest.")
    )
    return ChartData(
        name="pulse_over_time",
        title=lang.text(TITLE),
        subtitle=", ".join(
            filter(None, (join((definition, describe_meetings(days, lang))), sizes))
        ),
        sentence=_describe(names, [one.verdict for one in runs], measured, lang),
        verdict=_judge([one.verdict for one in runs]),
        caveats=(
            *_warn_of_many([one.verdict for one in runs], lang),
            *dict.fromkeys(caveat for one in runs for caveat in one.caveats),
        ),
        figure=Panels(
            tuple(
                Panel(
                    lang.text(one.text),
                    run.series,
                    short=lang.text(one.short),
                    verdict=run.verdict,
                )
                for one, run in zip(asked, runs, strict=True)
            )
        ),
        source=own_records(lang),
        audience=view.audience,
    )


def _count(row: Answered) -> MeetingCount:
    return MeetingCount(row.meeting, row.number, row.held, row.yes, row.n)


def _describe(
    names: Sequence[str], verdicts: Sequence[Verdict | None], measured: int, lang: Language
) -> str:
    """What can be concluded; `measured` is how often the question asked most was answered."""
    if not verdicts:
        return describe_few(0, lang)
    if None in verdicts:
        return lang.text(N_("Some measurements are hidden, so nothing is said of a development."))
    judged = [one for one in verdicts if one in (*_CHANGED, *_STEADY)]
    if not judged:
        if Verdict.FEW_USEFUL not in verdicts and measured < ENOUGH:
            return describe_few(measured, lang)
        if Verdict.FEW_USEFUL not in verdicts:
            return lang.text("Too few measurements in the latest phase to say anything.")
        return lang.text(N_("The answers are too much alike for a development to be seen."))
    changed = [name for name, one in zip(names, verdicts, strict=True) if one in _CHANGED]
    is_final = all(one in _FINAL for one in judged)
    if not changed:
        if is_final:
            return lang.text(N_("No signs of change in any of the questions."))
        return lang.text(N_("Preliminary: no signs of change in any of the questions."))
    words = N_("Signs of change in {questions}.")
    if not is_final:
        words = N_("Preliminary: signs of change in {questions}.")
    return lang.text(words, questions=lang.list_and([lang.quote(name) for name in changed]))


def _judge(verdicts: Sequence[Verdict | None]) -> Verdict | None:
    """That of a question that changes, else of the one of which most can be said."""
    known = [one for one in verdicts if one is not None]
    if len(known) < len(verdicts):
        return None
    order = list(Verdict)
    return max(known, key=lambda one: (one in _CHANGED, order.index(one)), default=Verdict.EMPTY)


def _warn_of_many(verdicts: Sequence[Verdict | None], lang: Language) -> tuple[str, ...]:
    if not any(one in _CHANGED for one in verdicts):
        return ()
    words = N_(
        "Where several questions are looked at, one of them shows a sign by chance at times."
    )
    return (lang.text(words),)
