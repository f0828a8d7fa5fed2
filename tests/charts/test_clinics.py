"""The clinics of a cluster beside each other and over time: range and chance, never a ranking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from facilitator.charts.chart import Better, ChartData, Dots, FunnelFigure, Panels, View
from facilitator.charts.clinics import can_draw_funnel, draw_clinics, draw_funnel
from facilitator.charts.clinics_over_time import MOST_PANELS, draw_clinics_over_time
from facilitator.charts.layout import lay_out, lay_out_page
from facilitator.charts.measure import measure
from facilitator.charts.sketch import Stroke
from facilitator.charts.tables import cells
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Cut
from facilitator.domain.indicator_report import Report, seed_at
from facilitator.domain.indicators import Indicator, Period, Value, period_of
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Share
from facilitator.language import Language

DANISH, ENGLISH = Language("da"), Language("en")
OWN, MEETING, OUTSIDE = (View(audience) for audience in Audience)
INDICATOR = Indicator("i", "Penicillin inden for 48 timer", source="klyngepakke.xlsx")
WAIT = Indicator("w", "Ventetid", kind="number", unit="dage", better="down")
COUNTS = (7, 8, 12, 17, 18, 15, 25, 23, 16, 25, 25, 38, 39)
SIZES = (41, 36, 52, 63, 58, 44, 70, 61, 39, 57, 49, 66, 55)


def quarters(count: int) -> list[Period]:
    """So many quarters up to the third of 2026, the newest first."""
    found = [period_of("quarter", date(2026, 9, 1))]
    while len(found) < count:
        found.append(period_of("quarter", found[-1].first - timedelta(days=1)))
    return found


NOW = quarters(1)[0]


def names(count: int) -> dict[str, str]:
    return {f"c{at}": f"Eksempelklinik nr. {at + 1}" for at in range(count)}


def report(shares: Sequence[Share], *more: Value, indicator: Indicator = INDICATOR) -> Report:
    """A report of the third quarter of 2026 with a clinic for each share."""
    values = [
        Value(indicator.id, f"c{at}", "clinic", NOW, share) for at, share in enumerate(shares)
    ]
    return Report(indicator, (*values, *more), names(len(shares)), seed=7)


def of_numbers(figures: Sequence[float]) -> Report:
    values = (
        Value("w", f"c{at}", "clinic", NOW, value=figure, decimals=0)
        for at, figure in enumerate(figures)
    )
    return Report(WAIT, tuple(values), names(len(figures)))


EXAMPLE = report([Share(k, n) for k, n in zip(COUNTS, SIZES, strict=True)])
NAMED = replace(EXAMPLE, is_open=True)
SMALL = report([Share(10, 40), Share(2, 4), Share(20, 50)])


def dots(chart: ChartData) -> Dots:
    assert isinstance(chart.figure, Dots)
    return chart.figure


def panels(chart: ChartData) -> Panels:
    assert isinstance(chart.figure, Panels)
    return chart.figure


def all_words(chart: ChartData) -> str:
    page = lay_out_page(chart, 900, 700, measure, DANISH)
    return " ".join([page.title, page.description, *(text.text for text in page.texts)])


# One period


def test_the_example_is_told_by_its_range_and_by_chance() -> None:
    chart = draw_clinics([NAMED], DANISH, OWN)
    assert chart.sentence == (
        "Klinikkerne ligger fra 17 pct. til 71 pct. Forskellen er større, end tilfældigheder kan"
        " forklare. Samlet: 268 af 691 (38,8 pct.)."
    )
    assert chart.subtitle == "3. kvt. 2026 · 13 klinikker · 691 forløb"
    assert "uden for 99,8 %-grænserne" in chart.caveats[0]
    assert "Ikke korrigeret for patienternes sygdom eller alder." in chart.caveats
    assert "Stor spredning: kan skyldes forskellige patienter." in chart.caveats
    figure = dots(chart)
    assert [row.value for row in figure.rows] == sorted(row.value or 0 for row in figure.rows)
    assert figure.rows[0].said == "7 af 41 (17 pct.)"
    assert [row.flag for row in figure.rows].count("uden for 99,8 %") == 1
    assert (figure.lines[0].kind, figure.lines[0].label) == ("median", "Median 36 pct.")
    assert figure.band_label == "den midterste halvdel af klinikkerne"


def test_a_difference_within_chance_is_said_to_be_that() -> None:
    alike = report([Share(k, 40) for k in (14, 15, 16, 18)])
    sentence = draw_clinics([alike], DANISH, OWN).sentence
    assert "Forskellen er ikke større end tilfældig variation." in sentence
    assert "The difference is no larger than random variation." in (
        draw_clinics([alike], ENGLISH, OWN).sentence
    )


def test_nothing_ranks_the_clinics() -> None:
    for view in (OWN, MEETING, OUTSIDE):
        chart = draw_clinics([EXAMPLE], DANISH, view)
        words = f"{chart.sentence} {' '.join(chart.caveats)}".casefold()
        assert not re.search(r"bedst|dårligst|rang|nummer|placeret som|signifikant", words)


@pytest.mark.parametrize("view", [OWN, MEETING], ids=["own", "meeting"])
def test_clinics_are_codes_in_every_chart_unless_the_cluster_is_open(view: View) -> None:
    chart = draw_clinics([EXAMPLE], DANISH, view)
    labels = [row.label for row in dots(chart).rows]
    assert sorted(labels) == [f"Klinik {code}" for code in "ABCDEFGHIJKLM"]
    assert labels != sorted(labels)
    assert chart.subtitle.endswith("klinikkerne vises med koder")
    assert "Eksempelklinik" not in all_words(chart)
    again = draw_clinics([replace(EXAMPLE, seed=8)], DANISH, view)
    assert [row.label for row in dots(again).rows] != labels


def test_ones_own_clinic_is_marked_on_ones_own_screen_alone() -> None:
    own = replace(EXAMPLE, own="c4")
    (mine,) = [row for row in dots(draw_clinics([own], DANISH, OWN)).rows if row.own]
    assert (mine.label, mine.k) == ("Min klinik", 18)
    figure = draw_funnel([own], DANISH, OWN).figure
    assert isinstance(figure, FunnelFigure)
    assert [spot.label for spot in figure.spots if spot.own] == ["Min klinik"]
    for view in (MEETING, OUTSIDE):
        rows = dots(draw_clinics([own], DANISH, view)).rows
        assert not any(row.own or row.label == "Min klinik" for row in rows)


def test_two_items_show_a_clinic_by_codes_of_their_own() -> None:
    items = ("01a208ff-1b09-7c4f-b799-dabcdb1c6b4c", "01a208ff-1b0a-71d2-8c11-0f1e2d3c4b5a")
    indicator = "01a208ff-1af7-77ba-b2fa-52a4dd4e13de"
    one, other = (replace(EXAMPLE, seed=seed_at(item, indicator)) for item in items)
    assert one.codes(DANISH) == replace(one, period=NOW).codes(DANISH)
    assert one.codes(DANISH) != other.codes(DANISH)


def test_an_open_cluster_sees_names_and_nobody_outside_sees_a_clinic() -> None:
    chart = draw_clinics([NAMED], DANISH, MEETING)
    assert "Eksempelklinik nr. 1" in {row.label for row in dots(chart).rows}
    assert "koder" not in chart.subtitle
    outside = draw_clinics([NAMED], DANISH, OUTSIDE)
    (row,) = dots(outside).rows
    assert (row.label, row.k, row.n) == ("Hele klyngen", 268, 691)
    assert dots(outside).band is None
    assert "Eksempelklinik" not in all_words(outside)
    assert "17 pct." not in outside.sentence
    few = draw_clinics([report([Share(2, 30), Share(1, 20)])], DANISH, OUTSIDE)
    assert dots(few).rows[0].hidden
    assert "3 af 50" not in all_words(few)


def test_a_clinic_of_few_patients_stands_last_and_cannot_be_worked_out() -> None:
    for view in (OWN, MEETING):
        chart = draw_clinics([SMALL], DANISH, view)
        last = dots(chart).rows[-1]
        assert (last.hidden, last.said, last.value, last.n) == (True, "<5", None, None)
        assert "30 af 90" in chart.sentence
        assert "2 klinikker · 90 forløb" in chart.subtitle
        assert "1 klinik med færre end 5 forløb vises ikke." in chart.caveats


def test_the_country_and_the_target_stand_beside_with_words() -> None:
    country = Value("i", None, "national", NOW, value=0.48, decimals=0)
    aimed = replace(INDICATOR, target=0.3, target_op="<=")
    chart = draw_clinics([report([Share(2, 40)] * 3, country, indicator=aimed)], DANISH, OWN)
    assert [line.label for line in dots(chart).lines[1:]] == ["Landet 48 pct.", "Mål ≤ 30 pct."]
    assert dots(chart).lines[1].source == "klyngepakke.xlsx"
    assert "under landsgennemsnittet, som er 48 pct. Målet, ≤ 30 pct., er nået." in chart.sentence
    unsaid = replace(INDICATOR, target=0.3)
    sentence = draw_clinics([report([Share(2, 40)] * 3, indicator=unsaid)], DANISH, OWN).sentence
    assert "Under målet, 30 pct." in sentence
    assert "nået" not in sentence


def test_a_country_known_by_its_counts_is_held_against_without_the_cluster() -> None:
    country = Value("i", None, "national", NOW, Share(657, 1000))
    shares = [Share(24, 44), Share(24, 44), Share(24, 43)]
    sentence = draw_clinics([report(shares, country)], DANISH, OWN).sentence
    assert sentence.endswith(
        "Samlet: 72 af 131 (55,0 pct.), mod 657 af 1.000 (65,7 pct.) i hele landet. Forskellen til"
        " resten af landet er −12 procentpoint (−21 til −4); det er mere end tilfældig variation."
    )
    alone = Value("i", None, "national", NOW, Share(72, 131))
    whole = draw_clinics([report(shares, alone)], DANISH, OWN).sentence
    assert "kan ikke skelnes fra landsgennemsnittet" in whole


def test_the_country_and_the_target_stand_in_a_funnel_too() -> None:
    country = Value("i", None, "national", NOW, value=0.48, decimals=0)
    aimed = replace(INDICATOR, target=0.3, target_op="<=")
    shares = [Share(5, 10), Share(22, 66), Share(30, 123)]
    chart = draw_funnel([report(shares, country, indicator=aimed)], DANISH, OWN)
    assert isinstance(chart.figure, FunnelFigure)
    assert [line.label for line in chart.figure.lines] == ["Landet 48 pct.", "Mål ≤ 30 pct."]
    sketch = lay_out(chart, 900, 400, measure, DANISH)
    assert {"Landet 48 pct.", "Mål ≤ 30 pct."} <= {text.text for text in sketch.texts}
    (line,) = (one for one in sketch.items if isinstance(one, Stroke) and one.colour == "warn")
    assert sketch.frame is not None
    assert line.points[0][1] == pytest.approx(sketch.frame.y(0.48))
    assert [level[:2] for level in cells(chart, DANISH).levels] == [
        ("Landet 48 pct.", Decimal("48.0")),
        ("Mål ≤ 30 pct.", Decimal("30.0")),
    ]
    assert all(None not in row for row in cells(chart, DANISH).values)
    hidden = draw_funnel([report(shares, country)], DANISH, replace(OWN, national=False))
    assert isinstance(hidden.figure, FunnelFigure)
    assert hidden.figure.lines == ()


def test_figures_without_counts_have_no_interval_and_no_verdict() -> None:
    chart = draw_clinics([of_numbers([12, 14, 20, 31, 18])], DANISH, OWN)
    assert chart.sentence == (
        "Klinikkerne ligger fra 12 dage til 31 dage. Uden antal kan det ikke siges, om forskellen"
        " er større end tilfældig variation."
    )
    assert all(row.low is None for row in dots(chart).rows)
    assert (dots(chart).unit, dots(chart).lines[0].label) == ("number", "Median 18 dage")


def test_a_period_of_which_only_the_cluster_is_known_shows_that() -> None:
    told = Value("i", None, "cluster", NOW, value=0.64, decimals=0)
    chart = draw_clinics([Report(INDICATOR, (told,))], DANISH, OWN)
    assert chart.sentence == "Hele klyngen: 64 pct."
    (row,) = dots(chart).rows
    assert (row.label, row.value, row.low) == ("Hele klyngen", 0.64, None)
    counted = Value("i", None, "cluster", NOW, Share(11, 17))
    sentence = draw_clinics([Report(INDICATOR, (counted,))], DANISH, MEETING).sentence
    assert sentence == "Samlet: 11 af 17 (65 pct.)."


def test_outside_the_cluster_numbers_are_told_as_the_mean_of_enough_clinics() -> None:
    chart = draw_clinics([of_numbers([12, 14, 20, 31, 18])], DANISH, OUTSIDE)
    assert chart.sentence == "Klinikkernes gennemsnit: 19,0 dage."
    few = draw_clinics([of_numbers([12, 14, 20])], DANISH, OUTSIDE)
    assert dots(few).rows[0].hidden


def test_a_funnel_is_drawn_only_where_it_shows_more_and_only_for_oneself() -> None:
    unequal = report([Share(5, 10), Share(20, 60), Share(30, 120)])
    assert isinstance(draw_funnel([unequal], DANISH, OWN).figure, FunnelFigure)
    alike = report([Share(k, 40) for k in (10, 14, 18)])
    for one, view in ((unequal, MEETING), (unequal, OUTSIDE), (alike, OWN)):
        assert not can_draw_funnel([one], view)
        assert isinstance(draw_funnel([one], DANISH, view).figure, Dots)
    assert can_draw_funnel([EXAMPLE], OWN)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 13, 200])
@pytest.mark.parametrize("view", [OWN, MEETING, OUTSIDE], ids=lambda view: str(view.audience))
def test_any_number_of_clinics_can_be_drawn_and_said(size: int, view: View) -> None:
    many = report([Share(at * 7 % 23, 25 + at % 40) for at in range(size)])
    for draw in (draw_clinics, draw_funnel, draw_clinics_over_time):
        for rows in ([many], []):
            chart = draw(rows, DANISH, view)
            assert chart.sentence
            assert "{" not in f"{chart.sentence}{chart.subtitle}{''.join(chart.caveats)}"
            assert ".." not in chart.sentence
            assert lay_out_page(chart, 900, 700, measure, DANISH).texts


def test_all_none_and_all_are_said_without_a_word_of_chance() -> None:
    for count, said in ((0, "0 pct."), (20, "100 pct.")):
        chart = draw_clinics([report([Share(count, 20)] * 4)], DANISH, OWN)
        assert chart.sentence.startswith(f"Alle klinikker ligger på {said}")


# Over time


def over_time(
    periods: Sequence[Period], clinics: int = 3, indicator: Indicator = INDICATOR
) -> Report:
    values = [
        Value(indicator.id, f"c{one}", "clinic", period, Share(8 + (at * 5 + one) % 9, 40))
        for at, period in enumerate(periods)
        for one in range(clinics)
    ]
    return Report(indicator, tuple(values), names(clinics), own="c1", is_open=True)


def test_a_point_is_hollow_only_where_the_median_it_is_on_can_be_seen() -> None:
    for count, is_any in ((5, False), (11, True)):
        found = panels(draw_clinics_over_time([over_time(quarters(count))], DANISH, OWN)).panels
        points = [point for panel in found[1:] for point in panel.series.points]
        assert any(not point.useful for point in points) == is_any


def test_what_is_counted_goes_on_without_a_capital_but_that_of_a_name() -> None:
    counted = replace(INDICATOR, numerator="Epikrise sendt", denominator="Alle forløb")
    assert (
        "Epikrise sendt, ud af alle forløb"
        in draw_clinics([report((Share(7, 41),), indicator=counted)], DANISH, OWN).subtitle
    )
    named = replace(counted, denominator="HbA1c målt")
    chart = draw_clinics([report((Share(7, 41),), indicator=named)], DANISH, OWN)
    assert "ud af HbA1c målt" in chart.subtitle


def test_the_cluster_stands_first_then_ones_own_clinic_on_the_same_periods() -> None:
    figure = panels(draw_clinics_over_time([over_time(quarters(6))], DANISH, OWN))
    labels = [panel.label for panel in figure.panels]
    assert labels == [
        "Hele klyngen",
        "Min klinik",
        "Eksempelklinik nr. 1",
        "Eksempelklinik nr. 3",
    ]
    assert [panel.own for panel in figure.panels] == [False, True, False, False]
    days = {tuple(point.at for point in panel.series.points) for panel in figure.panels}
    assert len(days) == 1
    whole = figure.panels[0].series.points[-1]
    assert (whole.n, whole.label) == (120, "3. kvt. 2026")


def test_marks_stand_on_the_clusters_and_every_clinics_days_with_their_words() -> None:
    periods = quarters(8)
    cuts = (
        Cut("1", "", periods[5].first, "pdsa", "Afprøvning"),
        Cut("2", "", periods[3].first, "note", "Ny skabelon"),
        Cut("3", "", periods[1].first, "left_out", "Ny journal"),
    )
    chart = draw_clinics_over_time([over_time(periods)], DANISH, View(cuts=cuts))
    sketch = lay_out(chart, 900, 400, measure, DANISH)
    drops = [one for one in sketch.items if isinstance(one, Stroke) and one.dash == "dot"]
    assert len(drops) == 2 * 4
    assert sum(text.text == "1" for text in sketch.texts) == 4
    said = [target.words for target in sketch.targets]
    assert said.count("1 · 1. apr. 2025: Afprøvning") == 4
    assert "1 Afprøvning (1. apr. 2025) · Ny skabelon (1. okt. 2025)" in all_words(chart)
    assert "1. okt. 2025: Ny skabelon" in cells(chart, DANISH).words
    assert "Målingen den 30. jun. 2026 er udeladt: Ny journal." in chart.caveats
    outside = draw_clinics_over_time([over_time(periods)], DANISH, replace(OUTSIDE, cuts=cuts))
    assert [mark.text for mark in outside.marks] == [""]


def test_a_period_beyond_the_limits_says_on_which_side_and_what_that_is() -> None:
    periods = quarters(12)
    plain = over_time(periods)
    many = replace(
        plain,
        values=tuple(
            replace(one, share=Share(36, 40)) if one.period == periods[4] else one
            for one in plain.values
        ),
    )
    ways: tuple[tuple[Better, str], ...] = (
        ("up", "ligger over kontrolgrænserne. Det er bedre end sædvanligt."),
        ("down", "ligger over kontrolgrænserne. Det er dårligere end sædvanligt."),
        ("", "ligger over kontrolgrænserne."),
    )
    for better, words in ways:
        indicator = replace(INDICATOR, better=better)
        chart = draw_clinics_over_time([replace(many, indicator=indicator)], DANISH, OWN)
        assert chart.sentence.endswith(f"1 periode {words}")
        assert chart.verdict is Verdict.PRELIMINARY_CHANGE
        assert "Foreløbig: tegn på ændring." in chart.sentence


def test_six_periods_have_no_median_no_limits_and_no_verdict() -> None:
    chart = draw_clinics_over_time([over_time(quarters(6))], DANISH, OWN)
    assert chart.verdict is Verdict.DOTS
    assert "6 af mindst 10 målinger" in chart.sentence
    assert all(not panel.series.lines for panel in panels(chart).panels)


def test_the_clusters_chart_has_limits_where_they_say_something() -> None:
    first, *rest = panels(draw_clinics_over_time([over_time(quarters(12))], DANISH, OWN)).panels
    kinds = [line.kind for line in first.series.lines]
    assert kinds == ["centre", "low_limit", "high_limit"]
    assert all([line.kind for line in panel.series.lines] == ["median"] for panel in rest)
    rare = over_time(quarters(12), clinics=1)
    few = replace(
        rare,
        values=tuple(replace(one, share=Share(at % 2, 9)) for at, one in enumerate(rare.values)),
    )
    whole = panels(draw_clinics_over_time([few], DANISH, OWN)).panels[0].series
    assert [line.kind for line in whole.lines] == ["median"]


def test_a_phase_that_a_person_set_parts_the_median() -> None:
    periods = quarters(24)
    cuts = (
        Cut("1", "", periods[11].first, "phase", "Ny vejledning"),
        Cut("2", "", periods[5].first, "pdsa", "Afprøvning"),
        Cut("3", "", periods[0].last, "left_out", "Ny journal"),
        Cut("4", "members_improved", periods[3].first, "note", "En anden graf"),
    )
    view = View(cuts=cuts)
    whole, one, *_ = panels(draw_clinics_over_time([over_time(periods)], DANISH, view)).panels
    assert [(mark.kind, mark.number) for mark in whole.series.marks] == [
        ("phase", None),
        ("pdsa", 1),
    ]
    levels = {value for line in one.series.lines for value in line.values}
    assert len(levels) == 2
    assert one.series.points[-1].excluded


def test_a_short_last_phase_is_named_where_it_is_judged() -> None:
    periods = quarters(14)
    view = View(cuts=(Cut("1", "", periods[3].first, "phase", "Ny vejledning"),))
    sentence = draw_clinics_over_time([over_time(periods)], DANISH, view).sentence
    assert sentence.endswith(
        "Efter (n=4). 4 af mindst 10 målinger – for få til at skelne udvikling fra tilfældig"
        " variation."
    )
    few = draw_clinics_over_time([over_time(quarters(6))], DANISH, view)
    assert "(n=4)" not in few.sentence
    assert "6 af mindst 10 målinger" in few.sentence
    assert few.verdict is Verdict.DOTS


def test_numbers_have_natural_limits_only_where_there_is_a_target() -> None:
    values = tuple(
        Value("w", "c0", "clinic", period, value=float(10 + at % 5), decimals=0)
        for at, period in enumerate(quarters(14))
    )
    plain = Report(WAIT, values, names(1))
    chart = draw_clinics_over_time([plain], DANISH, OWN)
    assert [line.kind for line in panels(chart).panels[0].series.lines] == ["median"]
    assert panels(chart).panels[0].label == "Klinikkernes gennemsnit"
    aimed = replace(plain, indicator=replace(WAIT, target=20.0, target_op="<="))
    chart = draw_clinics_over_time([aimed], DANISH, OWN)
    kinds = [line.kind for line in panels(chart).panels[0].series.lines]
    assert kinds == ["centre", "low_limit", "high_limit", "target"]
    assert "Det nyeste tal er en del af den sædvanlige variation." in chart.sentence
    assert "nås målet, ≤ 20 dage, hver gang" in chart.sentence


def test_small_periods_are_hidden_and_gaps_stay_gaps() -> None:
    periods = quarters(3)
    values = (
        Value("i", "c0", "clinic", periods[2], Share(4, 20)),
        Value("i", "c0", "clinic", periods[0], Share(1, 3)),
        Value("i", "c1", "clinic", periods[1], Share(4, 20)),
    )
    named = Report(INDICATOR, values, names(2), is_open=True)
    chart = draw_clinics_over_time([named], DANISH, OWN)
    first = next(p for p in panels(chart).panels if p.label.endswith("nr. 1")).series.points
    assert [(point.value, point.hidden) for point in first] == [
        (0.2, False),
        (None, False),
        (None, True),
    ]
    assert "Perioder med færre end 5 forløb vises ikke." in chart.caveats


def test_outside_the_cluster_only_the_cluster_is_drawn_and_before_it_codes() -> None:
    chart = draw_clinics_over_time([over_time(quarters(12))], DANISH, OUTSIDE)
    assert [panel.label for panel in panels(chart).panels] == ["Hele klyngen"]
    coded = replace(over_time(quarters(12)), is_open=False)
    chart = draw_clinics_over_time([coded], DANISH, MEETING)
    assert {panel.label for panel in panels(chart).panels[1:]} == {
        *("Klinik A", "Klinik B", "Klinik C")
    }
    assert not any(panel.own for panel in panels(chart).panels)
    assert "Eksempelklinik" not in all_words(chart)


def test_more_clinics_than_can_be_read_are_told() -> None:
    chart = draw_clinics_over_time([over_time(quarters(2), clinics=50)], DANISH, OWN)
    assert len(panels(chart).panels) == MOST_PANELS + 1
    assert panels(chart).panels[1].own
    assert f"{50 - MOST_PANELS} klinikker mere er ikke tegnet." in chart.caveats
