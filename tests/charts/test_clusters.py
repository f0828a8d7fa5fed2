"""Clusters beside each other: range and spread against chance, without names or ranks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from facilitator.charts.chart import ChartData, Dots, FunnelFigure, View
from facilitator.charts.clusters import COMPARED
from facilitator.domain.benchmarks import ENT, find_benchmark
from facilitator.domain.compared import ComparedCluster
from facilitator.domain.disclosure import Audience
from facilitator.domain.dispersion import find_chance_of_spread
from facilitator.domain.shares import Share
from facilitator.language import Language

DANISH, ENGLISH = Language("da"), Language("en")
SUPPORTS = next(one for one in COMPARED if one.id == "survey_supports")
# The ENT fact sheet gives 72 of 131 and 36 to 80 pct.; how the answers fell between is invented.
PUBLISHED = (Share(4, 11), *(Share(6, 11) for _ in range(10)), Share(8, 10))


def clusters(*shares: Share, own: int = 0) -> tuple[ComparedCluster, ...]:
    return tuple(
        ComparedCluster(at == own, (("survey_supports", share),)) for at, share in enumerate(shares)
    )


def draw(*shares: Share, view: View | None = None, own: int = 0) -> ChartData:
    return SUPPORTS.draw(clusters(*shares, own=own), DANISH, view or View())


def test_the_published_range_is_no_wider_than_chance() -> None:
    low = find_benchmark("supports", "lowest_cluster", ENT)
    high = find_benchmark("supports", "highest_cluster", ENT)
    chart = draw(*PUBLISHED, own=11)
    assert chart.sentence == (
        "Klyngerne ligger på 36–80 pct., tilsammen 72 af 131 (55,0 pct.)."
        " Jeres klynge: 8 af 10 (80 pct., 49–94)."
        " Forskellen mellem klyngerne er ikke større end tilfældig variation."
    )
    assert f"{low.value}–{high.value} pct." in chart.sentence
    english = SUPPORTS.draw(clusters(*PUBLISHED, own=11), ENGLISH, View()).sentence
    assert english.startswith("The clusters lie at 36–80%, together 72 of 131 (55.0%).")
    assert "no larger than random variation" in english


def test_the_interval_of_ones_own_cluster_ends_at_none_only_where_it_does() -> None:
    chart = draw(Share(1, 400), Share(9, 10), Share(8, 10))
    assert "Jeres klynge: 1 af 400 (0,3 pct., 0,04–1)." in chart.sentence


def test_what_the_national_survey_asked_too_is_held_beside_the_country() -> None:
    chart = draw(*PUBLISHED)
    assert isinstance(chart.figure, Dots)
    assert chart.figure.lines[-1].label == "Landet 65,7 pct., sep. 2025"
    unequal = draw(*PUBLISHED[:6], Share(20, 60), Share(50, 90))
    assert isinstance(unequal.figure, FunnelFigure)
    assert [line.kind for line in unequal.figure.lines] == ["national"]
    alone = draw(*PUBLISHED, view=View(national=False))
    assert isinstance(alone.figure, Dots)
    assert [line.kind for line in alone.figure.lines] == ["centre"]
    assert [one.id for one in COMPARED if one.published] == ["survey_supports", "survey_improved"]


def test_chance_alone_spreads_as_widely_two_times_in_three() -> None:
    chance = find_chance_of_spread([11] * 12, Fraction(55, 100), high_less_low())
    assert 0.6 < chance < 0.8


def high_less_low() -> Fraction:
    return find_benchmark("supports", "highest_cluster", ENT).share - (
        find_benchmark("supports", "lowest_cluster", ENT).share
    )


def test_only_ones_own_cluster_is_named() -> None:
    chart = draw(Share(9, 12), Share(4, 12), Share(6, 12))
    assert isinstance(chart.figure, Dots)
    assert sorted((row.label, row.k, row.own) for row in chart.figure.rows) == [
        ("En anden klynge", 4, False),
        ("En anden klynge", 6, False),
        ("Jeres klynge", 9, True),
    ]
    assert [line.kind for line in chart.figure.lines] == ["centre", "national"]
    assert any("ikke en rangliste" in caveat for caveat in chart.caveats)


def test_clusters_are_shuffled_and_stand_so_as_long_as_their_figures_are_the_same() -> None:
    shares = [Share(3 + at, 20) for at in range(12)]
    orders = []
    for given in (shares, shares[::-1]):
        figure = draw(*given, own=-1, view=View(Audience.MEETING)).figure
        assert isinstance(figure, Dots)
        orders.append([row.k for row in figure.rows])
    assert orders[0] == orders[1]
    ranked = sorted(orders[0], key=lambda k: k or 0)
    assert orders[0] not in (ranked, ranked[::-1])


def test_a_difference_beyond_chance_is_called_so() -> None:
    chart = draw(Share(1, 30), Share(15, 30), Share(29, 30))
    assert "er større end tilfældig variation" in chart.sentence
    assert any("forskellige specialer" in caveat for caveat in chart.caveats)


def test_unequal_clusters_are_a_funnel_on_ones_own_screen_and_dots_elsewhere() -> None:
    unequal = (Share(5, 10), Share(20, 40), Share(12, 20))
    assert isinstance(draw(*unequal).figure, FunnelFigure)
    assert isinstance(draw(*unequal, view=View(Audience.MEETING)).figure, Dots)


@pytest.mark.parametrize("shares", [(), (Share(5, 9),), (Share(5, 9), Share(5, 9), Share(2, 4))])
def test_fewer_than_three_clusters_of_five_are_not_compared(shares: tuple[Share, ...]) -> None:
    chart = draw(*shares)
    assert chart.figure == Dots(())
    assert chart.sentence.startswith("Der skal mindst 3 klynger")


def test_all_none_and_all_alike_are_said_as_they_are() -> None:
    for k, percent in ((0, "0 pct."), (12, "100 pct.")):
        chart = draw(*(Share(k, 12) for _ in range(3)))
        assert chart.sentence.startswith(f"Alle klynger ligger på {percent}")
        assert "ikke større end tilfældig" in chart.sentence


def test_outside_a_cluster_of_few_is_hidden_and_the_range_with_it() -> None:
    chart = draw(Share(2, 12), Share(6, 12), Share(7, 12), view=View(Audience.OUTSIDE))
    assert isinstance(chart.figure, Dots)
    assert [row.k for row in chart.figure.rows] == [6, 7]
    assert [line.kind for line in chart.figure.lines] == ["national"]
    assert chart.sentence == "Forskellen mellem klyngerne er ikke større end tilfældig variation."
    assert any("1 klynge er skjult" in caveat for caveat in chart.caveats)
    assert chart.audience is Audience.OUTSIDE


def test_a_cluster_without_a_figure_is_left_out_and_said() -> None:
    rows = (*clusters(Share(5, 9), Share(6, 9), Share(7, 9)), ComparedCluster(False, ()))
    chart = SUPPORTS.draw(rows, DANISH, View())
    assert chart.caveats[0].startswith("1 klynge uden tal")
    assert chart.subtitle.endswith("3 klynger")
