"""The pulse of the latest meeting: five questions, each as the counts of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from facilitator.charts.chart import ChartData, Part, Parts, View
from facilitator.charts.covering import cover_parts, hide_part, warn_of_hidden
from facilitator.charts.cuts import is_within
from facilitator.charts.goals_reached import ANSWERS, name_meeting
from facilitator.charts.words import describe_few, describe_sizes, join, own_records
from facilitator.domain.history import Answered
from facilitator.domain.pulse import QUESTIONS, Answers, Question, say_yes
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language

TITLE = N_("How was the latest meeting?")
SENSITIVE = ("safe",)
"""Questions to which an answer that all gave is not told outside the cluster."""


def draw_pulse(rows: Sequence[Answered], lang: Language, view: View) -> ChartData:
    """A bar for each question answered about the latest held meeting with answers, in the order
    they are asked."""
    there = [row for row in rows if is_within(row.held, view) and row.n]
    latest = {row.question: row for row in there if row.meeting == there[-1].meeting}
    told = [(one, latest[one.id]) for one in QUESTIONS if one.id in latest]
    hidden = cover_parts(
        [(row.yes, row.partly, row.no) for _, row in told],
        view,
        sensitive=[at for at, (_, row) in enumerate(told) if row.question in SENSITIVE],
    )
    parts = tuple(
        hide_part(part) if is_hidden else part
        for part, is_hidden in zip((_draw_part(*one, lang) for one in told), hidden, strict=True)
    )
    shown = [one for one, is_hidden in zip(told, hidden, strict=True) if not is_hidden]
    definition = lang.text(N_("Answers at the end of the meeting, by show of hands."))
    when = name_meeting(there[-1], lang) if there else ""
    size = describe_sizes((row.n for _, row in shown), lang)
    return ChartData(
        name="pulse",
        title=lang.text(TITLE),
        subtitle=join((definition, ", ".join(filter(None, (when, size))))),
        sentence=lang.text(_HIDDEN) if any(hidden) else _describe(shown, lang),
        verdict=None if told else Verdict.EMPTY,
        caveats=warn_of_hidden(hidden, lang),
        figure=Parts(parts, tuple(lang.text(answer) for answer in ANSWERS)),
        source=own_records(lang),
        audience=view.audience,
    )


_HIDDEN = N_("Some of the numbers are too small to be shown.")


def _draw_part(question: Question, row: Answered, lang: Language) -> Part:
    counts = row.yes, row.partly, row.no
    return Part(lang.text(question.text), counts, short=lang.text(question.short))


def _describe(shown: Sequence[tuple[Question, Answered]], lang: Language) -> str:
    """The questions with most yes and with fewest, where they differ; several that are alike are
    all named."""
    if not shown:
        return describe_few(0, lang)
    shares = [Fraction(row.yes, row.n) for _, row in shown]
    most, fewest = max(shares), min(shares)
    if len(shown) == 1:
        yes = _say_yes(shown[0][1], lang)
        return f"{lang.text('{answer}: {share}', answer=lang.text(ANSWERS[0]), share=yes)}."
    if most == fewest:
        said = dict.fromkeys(_say_yes(row, lang) for _, row in shown)
        words = N_("Yes to each question: {share}.")
        return lang.text(words, share=lang.list_and(list(said)))
    ends = ((N_("Most yes: {questions}."), most), (N_("Fewest yes: {questions}."), fewest))
    return join(lang.text(words, questions=_name(end, shown, lang)) for words, end in ends)


def _name(end: Fraction, shown: Sequence[tuple[Question, Answered]], lang: Language) -> str:
    """The questions of which this share said yes, each with its counts."""
    named = [one for one in shown if Fraction(one[1].yes, one[1].n) == end]
    return lang.list_and([_say(*one, lang) for one in named])


def _say(question: Question, row: Answered, lang: Language) -> str:
    return f"{lang.quote(lang.text(question.text))} {_say_yes(row, lang)}"


def _say_yes(row: Answered, lang: Language) -> str:
    return say_yes(lang, Answers(row.yes, row.partly, row.no))
