"""The whole improvement history of a cluster as charts, what matters first before the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facilitator.charts import CHARTS
from facilitator.charts.chart import (
    Bars,
    ChartData,
    Dots,
    FunnelFigure,
    Panels,
    Parts,
    Series,
    View,
)
from facilitator.domain.charted import Charted
from facilitator.language import Language

HISTORY = tuple(row for row in CHARTS if row.group == "history" and not row.private)
"""The charts of one cluster's history that others may see, in their order."""


def draw_history(of: Charted, view: View, lang: Language) -> tuple[ChartData, ...]:
    """Every chart of the history for the audience and the days of `view`, with what the cluster
    itself has set on them; private ones are not among them."""
    seen = replace(view, least=of.least, cuts=of.cuts, cautious=of.cautious)
    return tuple(row.draw(of.rows[row.needs], lang, seen) for row in HISTORY)


def choose_first(charts: Sequence[ChartData]) -> ChartData | None:
    """The first of the charts that has anything to see; none where none has."""
    return next((chart for chart in charts if has_something(chart)), None)


def has_something(chart: ChartData) -> bool:
    """Whether a chart has anything to see: a number that is neither missing nor hidden."""
    match chart.figure:
        case Series(points=points):
            return any(point.value is not None for point in points)
        case Dots(rows=rows):
            return any(row.value is not None for row in rows)
        case Bars(bars=bars):
            return any(value is not None for bar in bars for value in bar.values)
        case Parts(parts=parts):
            return any(sum(part.counts) for part in parts)
        case FunnelFigure(spots=spots):
            return bool(spots)
        case Panels(panels=panels):
            found = (point.value for panel in panels for point in panel.series.points)
            return any(value is not None for value in found)


def is_all_hidden(chart: ChartData) -> bool:
    """Whether a chart would have something to see if its audience might see it."""
    match chart.figure:
        case Series(points=parts) | Dots(rows=parts) | Bars(bars=parts) | Parts(parts=parts):
            return not has_something(chart) and any(part.hidden for part in parts)
        case Panels(panels=panels):
            points = (point for panel in panels for point in panel.series.points)
            return not has_something(chart) and any(point.hidden for point in points)
        case FunnelFigure():
            return False
