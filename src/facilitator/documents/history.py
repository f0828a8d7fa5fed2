"""The improvement history of a cluster in the words of one language, for one audience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from facilitator.documents.document import Asked, Head, plain_name
from facilitator.domain.charted import Charted
from facilitator.domain.disclosure import Audience
from facilitator.domain.runchart import Verdict
from facilitator.language import N_, Language

if TYPE_CHECKING:
    from facilitator.charts.chart import ChartData
    from facilitator.charts.overview import Finding

TITLE = N_("Improvement history")
NOTHING = N_("There is nothing to show yet.")
UNKNOWN = N_("No data yet: {titles}")
HIDDEN = N_("Hidden, because few people are behind the numbers: {titles}")

_CHANGED = (Verdict.PRELIMINARY_CHANGE, Verdict.NON_RANDOM)

_AUDIENCES = {
    Audience.OWN_SCREEN: N_("For your own eyes: figures of few people are shown."),
    Audience.MEETING: N_(
        "For the cluster’s own meeting: figures of fewer than {least} are hidden."
    ),
    Audience.OUTSIDE: N_(
        "May leave the cluster: figures of fewer than {least} people are hidden, and so are names"
        " and notes."
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet(Head):
    """The history in words, and its charts; a part there is nothing to say of is empty.

    Attributes:
        first: the chart that matters most, `others` those beside it.
        ranked: the places of the others, the most important first.
        findings: every measure in a line, but those of which nothing is known, which are `unknown`,
            and those of which the audience may see nothing, which are `hidden`.
        caveats: what must be known of the charts, each said once.
    """

    period: str
    first: ChartData | None
    others: tuple[ChartData, ...]
    ranked: tuple[int, ...]
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...]
    hidden: tuple[str, ...]
    caveats: tuple[str, ...]
    sources: tuple[str, ...]
    audience: str
    made: str


def write_sheet(of: Charted, lang: Language, asked: Asked) -> Sheet:
    """Draw the history for the audience and the days that are asked, and put it into words."""
    from facilitator.charts.chart import View
    from facilitator.charts.overview import find
    from facilitator.charts.whole import choose_first, draw_history, is_all_hidden

    lang = Language(lang.code, of.zone)
    today = asked.now.astimezone(lang.zone).date()
    view = View(asked.audience, of.least, asked.first, asked.last, today=today)
    charts = draw_history(of, view, lang)
    first = choose_first(charts)
    others = tuple(one for one in charts if one is not first and _can_be_small(one))
    drawn = ((first,) if first else ()) + others
    return Sheet(
        code=lang.code,
        title=lang.text(TITLE),
        cluster=of.cluster,
        period=_say_period(of, lang, asked),
        first=first,
        others=others,
        ranked=_rank(others),
        findings=tuple(find(one, lang) for one in charts if _is_listed(one)),
        unknown=tuple(one.title for one in charts if one.verdict is Verdict.EMPTY),
        hidden=tuple(one.title for one in charts if is_all_hidden(one)),
        caveats=tuple(dict.fromkeys(text for chart in drawn for text in chart.caveats)),
        sources=tuple(dict.fromkeys(one for chart in drawn for one in _sources_of(chart))),
        audience=lang.text(_AUDIENCES[asked.audience], least=of.least),
        made=lang.text(N_("Made {date} with Facilitator"), date=lang.date_text(asked.now)),
    )


def file_name(of: Charted, lang: Language) -> str:
    """A name for its file, without an ending: the title and the cluster."""
    return f"{lang.text(TITLE)} {plain_name(of.cluster)}".strip()


def describe(chart: ChartData) -> str:
    """What stands for the picture of a chart where it is read aloud."""
    return " ".join(filter(None, (f"{chart.title}.", chart.sentence))).replace("?.", "?")


def say_rest(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    """Of which measures nothing is told and why, each reason a line."""
    rest = ((HIDDEN, sheet.hidden), (UNKNOWN, sheet.unknown))
    return tuple(lang.text(words, titles=" · ".join(titles)) for words, titles in rest if titles)


def _is_listed(chart: ChartData) -> bool:
    from facilitator.charts.whole import is_all_hidden

    return chart.verdict is not Verdict.EMPTY and not is_all_hidden(chart)


def _can_be_small(chart: ChartData) -> bool:
    """Whether there is anything to see in a chart that is not itself a row of small ones."""
    from facilitator.charts.chart import Panels
    from facilitator.charts.whole import has_something

    return has_something(chart) and not isinstance(chart.figure, Panels)


def _rank(charts: Sequence[ChartData]) -> tuple[int, ...]:
    """Those with signs of change before others, and then in their order."""
    return tuple(sorted(range(len(charts)), key=lambda at: charts[at].verdict not in _CHANGED))


def _sources_of(chart: ChartData) -> list[str]:
    return [one for one in chart.source.split("; ") if one]


def _say_period(of: Charted, lang: Language, asked: Asked) -> str:
    """How many meetings, from when to when, and how many members."""
    held = [day for day in of.held if _is_asked(day, asked)]
    return " · ".join(_parts_of_period(held, of.members, lang))


def _parts_of_period(held: Sequence[date], members: int, lang: Language) -> Iterator[str]:
    if not held:
        yield lang.text(N_("No held meeting yet"))
        return
    yield lang.plural("{n} meeting", "{n} meetings", len(held))
    yield " – ".join(dict.fromkeys((lang.date_axis(held[0]), lang.date_axis(held[-1]))))
    yield lang.plural("{n} member", "{n} members", members)


def _is_asked(day: date, asked: Asked) -> bool:
    return (asked.first is None or asked.first <= day) and (asked.last is None or day <= asked.last)
