"""Cautious intervals: all of a chart stands on them and says so, or nothing of it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from tests.charts.measures import on, rows_for
from tests.charts.test_clinics import EXAMPLE
from tests.charts.test_clusters import clusters

from facilitator.charts import CHARTS, Chart
from facilitator.charts.chart import ChartData, Dots, Panels, Point, Row, Series, View
from facilitator.charts.members_improved import draw_members_improved
from facilitator.charts.tables import as_csv
from facilitator.charts.words import describe_share_against
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.history import MeetingCount
from facilitator.domain.shares import Share, find_cautious_interval, find_interval
from facilitator.language import Language

DANISH = Language("da")
SAID = "Forsigtige 95 %-intervaller (Clopper–Pearson)."


def rows_of(chart: Chart) -> Sequence[Any]:
    if chart.group == "history":
        return rows_for(chart, 11)
    if chart.group == "data":
        return (EXAMPLE,)
    return clusters(Share(4, 11), Share(6, 11), Share(8, 10))


def counted(chart: ChartData) -> Iterator[Point | Row]:
    """Every point or row that has counts and an interval."""
    figure = chart.figure
    if isinstance(figure, Dots):
        found: Sequence[Point | Row] = figure.rows
    elif isinstance(figure, Panels):
        found = [point for panel in figure.panels for point in panel.series.points]
    else:
        found = figure.points if isinstance(figure, Series) else ()
    return (one for one in found if one.k is not None and one.low is not None)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_every_interval_is_the_cautious_one_and_the_chart_says_so(chart: Chart) -> None:
    rows = rows_of(chart)
    usual = chart.draw(rows, DANISH, View())
    cautious = chart.draw(rows, DANISH, View(cautious=True))
    assert SAID not in usual.caveats
    assert sum(1 for _ in counted(usual)) == sum(1 for _ in counted(cautious))
    for chosen, find in ((usual, find_interval), (cautious, find_cautious_interval)):
        for one in counted(chosen):
            interval = find(Share(one.k or 0, one.n or 0))
            assert interval is not None
            assert (one.low, one.high) == (interval.low, interval.high)
    if any(counted(cautious)):
        assert SAID in cautious.caveats
        assert SAID.encode() in as_csv(cautious, DANISH)


def test_four_of_seventeen_are_below_the_country_but_not_for_the_cautious() -> None:
    rows = (MeetingCount("1", 1, on(0), 4, 17),)
    usual = draw_members_improved(rows, DANISH, View())
    assert "(24 pct., 10–47), under landsgennemsnittet" in usual.sentence
    cautious = draw_members_improved(rows, DANISH, View(cautious=True))
    assert "(24 pct., 7–50), kan ikke skelnes fra landsgennemsnittet" in cautious.sentence
    country = find_benchmark("improved", "national")
    said = describe_share_against(Share(4, 17), country, DANISH, View(cautious=True))
    assert said == "24 pct. (7–50), kan ikke skelnes fra landsgennemsnittet på 48 pct."
