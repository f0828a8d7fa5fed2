"""The summary list says of each measure its latest number, and no more than may be concluded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from facilitator.charts.attendance import draw_attendance
from facilitator.charts.chart import (
    Bar,
    Bars,
    ChartData,
    Dots,
    Figure,
    FunnelFigure,
    Panel,
    Panels,
    Part,
    Parts,
    Row,
    Series,
    Spot,
    View,
)
from facilitator.charts.overview import find
from facilitator.domain.history import MeetingCount
from facilitator.language import Language

DANISH = Language("da")


def attendance(*counts: int) -> ChartData:
    days = (date(2024, 3, 6) + timedelta(days=97 * at) for at in range(len(counts)))
    rows = [MeetingCount(str(at), at + 1, day, counts[at], 15) for at, day in enumerate(days)]
    return draw_attendance(rows, DANISH, View())


def chart(figure: Figure) -> ChartData:
    return ChartData("x", "Titel", "", "Det står i sætningen.", None, (), figure)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((), "Ingen data endnu."),
        ((12,), "Én måling."),
        ((12, 9), "To målinger kan ikke vise en udvikling."),
        ((5, 9, 7, 8, 3, 6), "For få til at skelne udvikling fra tilfældig variation (6 af 10)."),
        ((15,) * 8 + (14,) * 4, "For få brugbare målinger: De fleste ligger på medianen."),
        ((5, 9) * 6, "Foreløbig: ingen tegn på ændring."),
        ((3,) * 7 + (9,) * 7, "Foreløbig: tegn på ændring."),
        (tuple(at * 7 % 11 + 2 for at in range(24)), "Tilfældig variation."),
        ((3,) * 12 + (9,) * 12, "Ikke-tilfældig variation."),
    ],
)
def test_the_verdict_is_said_without_the_numbers_it_rests_on(
    counts: tuple[int, ...], verdict: str
) -> None:
    found = find(attendance(*counts), DANISH)
    assert found.verdict == verdict
    assert found.n == len(counts)
    assert found.title == "Hvor mange medlemmer kom til mødet?"


def test_the_latest_number_of_a_series_is_its_last_measurement() -> None:
    assert find(attendance(12, 9), DANISH).latest == "9 af 15 (60 pct.)"
    series = attendance(12, 9).figure
    assert isinstance(series, Series)
    hidden = replace(series.points[1], value=None, hidden=True)
    assert find(chart(Series((series.points[0], hidden))), DANISH).latest == "–"


def test_what_is_left_out_is_not_the_latest_number() -> None:
    series = attendance(12, 9).figure
    assert isinstance(series, Series)
    left_out = replace(series.points[1], excluded=True)
    found = find(chart(Series((series.points[0], left_out))), DANISH)
    assert found.latest == "12 af 15 (80 pct.)"


def small(*counts: int) -> Panel:
    figure = attendance(*counts).figure
    assert isinstance(figure, Series)
    return Panel("Spørgsmål", figure)


@pytest.mark.parametrize(
    ("panels", "latest"),
    [
        ((small(12, 3), small(3, 12), small(12, 9)), "20–80 pct."),
        ((small(12, 3), small(3)), "3 af 15 (20 pct.)"),
        ((small(12, 3), small()), "3 af 15 (20 pct.)"),
        ((small(), small()), ""),
        ((), ""),
    ],
)
def test_small_figures_without_ones_own_say_the_range_of_their_latest_day(
    panels: tuple[Panel, ...], latest: str
) -> None:
    assert find(chart(Panels(panels)), DANISH).latest == latest


def test_small_figures_with_a_hidden_latest_number_say_no_range() -> None:
    whole, other = small(12, 3), small(3, 12)
    dark = replace(other.series.points[1], value=None, hidden=True)
    series = replace(other.series, points=(other.series.points[0], dark))
    found = find(chart(Panels((whole, replace(other, series=series)))), DANISH)
    assert found.latest == "–"


def row(label: str, k: int, *, own: bool = False) -> Row:
    return Row(label, k, 10, k / 10, None, None, f"{k} af 10", own)


@pytest.mark.parametrize(
    ("figure", "latest", "n"),
    [
        (Dots((row("A", 2), row("B", 7))), "20–70 pct.", 2),
        (Dots((row("A", 2), row("B", 7, own=True))), "7 af 10", 2),
        (Dots(()), "", 0),
        (
            Bars((Bar("Case", (5, 6), ("5 min.", "6 min.")),), ("Planlagt", "Brugt")),
            "Case: 6 min.",
            1,
        ),
        (
            Parts((Part("Relevant?", (9, 3, 1)),), ("Ja", "Delvist", "Nej")),
            "Ja: 9 af 13 (69 pct.)",
            1,
        ),
        (
            Parts((Part("1", (3, 0)), Part("2", (1, 1))), ("Ja", "Nej"), in_time=True),
            "Ja: 1 af 2 (50 pct.)",
            2,
        ),
        (Parts((Part("Relevant?", (), hidden=True),), ("ja", "nej")), "", 0),
        (FunnelFigure((Spot("A", 10, 4, 0.4, ""),), 0.4, "", (), (), (), (), ()), "40 pct.", 1),
        (Panels((Panel("A", attendance(9).figure, own=True),)), "9 af 15 (60 pct.)", 1),  # type: ignore[arg-type]
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_figure_has_its_number(figure: Figure, latest: str, n: int) -> None:
    found = find(chart(figure), DANISH)
    assert (found.latest, found.n) == (latest, n)
    assert found.verdict == "Det står i sætningen."
