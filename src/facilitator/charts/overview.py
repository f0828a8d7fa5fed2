"""A chart in one line of the summary list: its latest number, and its verdict in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.chart import (
    Bars,
    ChartData,
    Dots,
    FunnelFigure,
    Panels,
    Part,
    Parts,
    Point,
    Series,
    Unit,
)
from facilitator.charts.spoken import HIDDEN, count_measured, say_point, say_value
from facilitator.domain.runchart import ENOUGH, Verdict
from facilitator.language import N_, Language

_VERDICTS = {
    Verdict.EMPTY: N_("No data yet."),
    Verdict.PRELIMINARY_NO_CHANGE: N_("Preliminary: no signs of change."),
    Verdict.PRELIMINARY_CHANGE: N_("Preliminary: signs of change."),
    Verdict.RANDOM: N_("Random variation."),
    Verdict.NON_RANDOM: N_("Non-random variation."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure: the latest number in words, what can be concluded, and from how many
    measurements, rows, bars or questions."""

    name: str
    title: str
    latest: str
    verdict: str
    n: int


def find(chart: ChartData, lang: Language) -> Finding:
    """The line of a chart; where no rules are run, or a number is hidden, its whole sentence."""
    latest, number = _find_latest(chart, lang)
    return Finding(chart.name, chart.title, latest, _say_verdict(chart, number, lang), number)


def _find_latest(chart: ChartData, lang: Language) -> tuple[str, int]:
    match chart.figure:
        case Series() as series:
            return _say_last(series, lang), count_measured(series)
        case Dots() as dots:
            values = [row.value for row in dots.rows if row.value is not None and not row.hidden]
            own = next((row.said for row in reversed(dots.rows) if row.own), "")
            return own or _say_range(values, dots.unit == "share", lang), len(values)
        case Bars() as bars:
            shown = [bar for bar in bars.bars if not bar.hidden]
            said = f"{shown[0].label}: {shown[0].said[-1]}" if shown and shown[0].said else ""
            return said, len(shown)
        case Parts() as parts:
            shown_parts = [part for part in parts.parts if not part.hidden and any(part.counts)]
            told = shown_parts[-1:] if parts.in_time else shown_parts
            return _say_first_answer(parts.answers[0], told, lang), len(shown_parts)
        case FunnelFigure() as funnel:
            values = [spot.value for spot in funnel.spots]
            return _say_range(values, True, lang), len(values)
        case Panels() as panels:
            number = sum(bool(count_measured(panel.series)) for panel in panels.panels)
            return _say_panels(panels, lang), number


def _say_last(series: Series, lang: Language) -> str:
    """The latest measurement; "–" where it is hidden."""
    there = [point for point in series.points if _is_told(point)]
    if not there:
        return ""
    return HIDDEN if there[-1].hidden else say_point(there[-1], series.unit, lang)


def _say_panels(panels: Panels, lang: Language) -> str:
    """The latest measurement of one's own, else from the lowest to the highest of those of the
    latest day; "–" where one of them is hidden."""
    own = next((panel.series for panel in panels.panels if panel.own), None)
    if own is not None:
        return _say_last(own, lang)
    there = [point for panel in panels.panels for point in panel.series.points if _is_told(point)]
    latest = max((point.at for point in there), default=None)
    last = [point for point in there if point.at == latest]
    if any(point.hidden for point in last):
        return HIDDEN
    if len(last) == 1:
        return say_point(last[0], _unit_of(panels), lang)
    values = [point.value for point in last if point.value is not None]
    return _say_range(values, _unit_of(panels) == "share", lang)


def _is_told(point: Point) -> bool:
    return point.hidden or (point.value is not None and not point.excluded)


def _unit_of(panels: Panels) -> Unit:
    return panels.panels[0].series.unit if panels.panels else "share"


def _say_first_answer(answer: str, parts: Sequence[Part], lang: Language) -> str:
    """How many gave the first answer, of all that gave any: “Yes: 28 of 38 (74%)”."""
    if not parts:
        return ""
    share = lang.share(sum(p.counts[0] for p in parts), sum(sum(p.counts) for p in parts))
    return lang.text(N_("{answer}: {share}"), answer=answer, share=share)


def _say_range(values: Sequence[float], shares: bool, lang: Language) -> str:
    """From the lowest to the highest: 18–71 pct."""
    if not values:
        return ""
    low, high = min(values), max(values)
    last = say_value(high, "share" if shares else "number", lang)
    first = lang.number(100 * low if shares else low)
    return last if low == high else f"{first}–{last}"


def _say_verdict(chart: ChartData, number: int, lang: Language) -> str:
    """The verdict without the numbers it rests on; they stand under the chart."""
    match chart.verdict:
        case None:
            return chart.sentence
        case Verdict.NUMBER | Verdict.DOTS if isinstance(chart.figure, Panels):
            # What is counted here are the charts in it, not the measurements of one.
            return chart.sentence
        case Verdict.NUMBER if number == 1:
            return lang.text("One measurement.")
        case Verdict.NUMBER:
            return lang.text("Two measurements cannot show a development.")
        case Verdict.DOTS if number >= ENOUGH:
            return lang.text(N_("Too few measurements in the latest phase to say anything."))
        case Verdict.DOTS:
            return lang.text(
                N_("Too few to tell development from random variation ({n} of {enough})."),
                n=number,
                enough=ENOUGH,
            )
        case Verdict.FEW_USEFUL:
            return lang.text(N_("Too few useful measurements: most lie on the median."))
        case verdict:
            return lang.text(_VERDICTS[verdict])
