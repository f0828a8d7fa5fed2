"""Each measure of the history says in words just what its counts allow, and nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from tests.charts.measures import FIRST, HISTORY, counts, goals, on, pulse_of, rows_for

from facilitator.charts import Chart
from facilitator.charts.attendance import draw_attendance
from facilitator.charts.categories import draw_categories
from facilitator.charts.chart import Bars, ChartData, Dots, Panels, Parts, Series, View
from facilitator.charts.days_between import draw_days_between
from facilitator.charts.days_to_introduced import draw_days_to_introduced
from facilitator.charts.followup_completed import draw_followup_completed
from facilitator.charts.goals_reached import draw_goals_reached
from facilitator.charts.layout import lay_out
from facilitator.charts.measure import measure
from facilitator.charts.members_ever import draw_members_ever
from facilitator.charts.members_improved import draw_members_improved
from facilitator.charts.pulse import draw_pulse
from facilitator.charts.pulse_over_time import draw_pulse_over_time
from facilitator.charts.sketch import Shape
from facilitator.charts.speaking import count_few, draw_speaking
from facilitator.charts.survey import draw_survey
from facilitator.charts.time_use import draw_time_use
from facilitator.domain.benchmarks import BENCHMARKS, ENT, ORTHOPAEDICS
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import (
    Change,
    Changed,
    Cut,
    CutKind,
    Floor,
    MeetingCount,
    Mention,
    TimeSpent,
    Wave,
)
from facilitator.domain.refusal import Refusal
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Share
from facilitator.language import Code, Language

DANISH, ENGLISH = Language("da"), Language("en")
OWN, OUTSIDE = View(), View(Audience.OUTSIDE)
MEETING = View(Audience.MEETING)

TIES = (46, 51, 44, 58, 49, 53, 49, 47, 55, 42, 60, 49, 52, 45)
SHORT = (31, 38, 29, 41, 36, 44)
BEFORE = (22, 27, 24, 25, 21, 28, 23, 26, 24, 25)
AFTER = (29, 31, 28, 33, 30, 32, 34, 29)


def percents(values: Sequence[int]) -> tuple[MeetingCount, ...]:
    return counts([(value, 100) for value in values])


def totals(*so_far: int, n: int = 15) -> tuple[MeetingCount, ...]:
    return tuple(
        MeetingCount(str(at), at + 1, on(at), 0, n, so_far=total) for at, total in enumerate(so_far)
    )


def cut(kind: CutKind, number: int, text: str = "Ny rutine", chart: str = "") -> Cut:
    return Cut(f"{kind} {number}", chart, on(number), kind, text)


def changed(*days: tuple[int, int], waiting: int = 0) -> tuple[Change, ...]:
    """Introduced so many days after the first day, so many days after it was agreed."""
    found = (
        Change(FIRST + timedelta(days=since - took), FIRST + timedelta(days=since))
        for since, took in days
    )
    return (*found, *(Change(FIRST, None) for _ in range(waiting)))


def wave(
    number: int, measure: str, k: int, n: int, *, specialty: str = ENT, invited: int | None = None
) -> Wave:
    held = date(2025 + number, 9, 1)
    return Wave(held, specialty, invited, n, ((measure, Share(k, n)),))


def series(chart: ChartData) -> Series:
    assert isinstance(chart.figure, Series)
    return chart.figure


def shapes_of(chart: ChartData, kind: str) -> list[Shape]:
    items = lay_out(chart, 900, 400, measure, DANISH).items
    return [item for item in items if isinstance(item, Shape) and item.kind == kind]


# Run charts: examples with known answers


def test_points_on_the_median_neither_break_nor_extend_a_run() -> None:
    chart = draw_attendance(percents(TIES), DANISH, OWN)
    assert chart.sentence == (
        "Senest: 45 af 100 (45,0 pct., 36–55). Foreløbig: ingen tegn på ændring. Længste serie 2"
        " (højst 6), antal kryds 8 (mindst 2), 11 brugbare målinger af 14."
    )
    assert [(line.kind, line.label) for line in chart.lines] == [("median", "Median 49,0 pct.")]
    assert [at for at, point in enumerate(chart.points) if not point.useful] == [4, 6, 11]


def test_six_points_get_neither_median_nor_verdict() -> None:
    chart = draw_attendance(percents(SHORT), DANISH, OWN)
    assert chart.verdict is Verdict.DOTS
    assert chart.lines == ()
    assert chart.sentence.endswith(
        "6 af mindst 10 målinger – for få til at skelne udvikling fra tilfældig variation."
    )


def test_a_frozen_baseline_judges_all_points_and_says_so_in_the_picture() -> None:
    frozen = View(cuts=(cut("freeze", 9, "Fast åbning fra 11. møde."),))
    chart = draw_attendance(percents(BEFORE + AFTER), DANISH, frozen)
    assert chart.lines[0].label == "Median 24,5 pct."
    assert chart.sentence.endswith(
        "Foreløbig: tegn på ændring. Længste serie 9 (højst 7), antal kryds 9 (mindst 5), 18"
        " brugbare målinger af 18."
    )
    assert chart.caveats == (
        "Medianen er kun beregnet af målingerne til og med 13. apr. 2022: Fast åbning fra 11."
        " møde.",
    )
    assert [(mark.at, mark.text) for mark in series(chart).marks] == [(on(9), "Median hertil")]
    own = draw_attendance(percents(BEFORE + AFTER), DANISH, OWN)
    assert "Længste serie 8 (højst 7), antal kryds 3 (mindst 5)" in own.sentence
    assert own.lines[0].label == "Median 27,5 pct."


def test_each_phase_has_its_own_median_and_its_own_words() -> None:
    split = View(cuts=(cut("phase", 10),))
    chart = draw_attendance(percents(BEFORE + AFTER), DANISH, split)
    stages = series(chart).stages
    assert [stage.words for stage in stages] == ["Før 24,5 pct. (n=10)", "Efter 30,5 pct. (n=8)"]
    assert [stage.median for stage in stages] == [0.245, 0.305]
    assert [(stage.start, stage.stop) for stage in stages] == [(on(0), on(9)), (on(10), on(17))]
    assert chart.lines == ()
    assert chart.verdict is Verdict.DOTS
    late = draw_attendance(percents(BEFORE + AFTER), DANISH, View(cuts=(cut("phase", 17),)))
    assert late.verdict is Verdict.DOTS
    assert late.sentence.endswith("Efter 29,0 pct. (n=1). Én måling.")
    assert chart.sentence.endswith(
        "Før 24,5 pct. (n=10). Foreløbig: ingen tegn på ændring. Længste serie 1 (højst 6), antal"
        " kryds 9 (mindst 2), 10 brugbare målinger af 10. Efter 30,5 pct. (n=8). 8 af mindst 10"
        " målinger – for få til at skelne udvikling fra tilfældig variation."
    )
    assert [(mark.at, mark.text) for mark in series(chart).marks] == [(on(10), "Ny rutine")]


def test_three_phases_are_numbered_and_a_freeze_holds_in_its_own() -> None:
    cuts = (cut("phase", 10), cut("phase", 14), cut("freeze", 4))
    chart = draw_attendance(percents(BEFORE + AFTER), ENGLISH, View(cuts=cuts))
    words = [stage.words for stage in series(chart).stages]
    assert words == ["Phase 1 24.0% (n=10)", "Phase 2 30.0% (n=4)", "Phase 3 31.0% (n=4)"]
    assert sum("The median comes from" in caveat for caveat in chart.caveats) == 1


def test_a_phase_without_points_on_both_sides_is_none() -> None:
    for number in (-1, 0, 18, 40):
        view = View(cuts=(cut("phase", number),))
        assert series(draw_attendance(percents(BEFORE + AFTER), DANISH, view)).stages == ()


def test_phases_of_few_measurements_have_no_median() -> None:
    chart = draw_attendance(percents(SHORT), DANISH, View(cuts=(cut("phase", 3),)))
    assert [stage.words for stage in series(chart).stages] == ["Før (n=3)", "Efter (n=3)"]
    assert {stage.median for stage in series(chart).stages} == {None}
    assert "6 af mindst 10 målinger" in chart.sentence


def test_a_point_left_out_stays_visible_and_counts_nowhere() -> None:
    view = View(cuts=(cut("left_out", 13, "Snestorm", "attendance"),))
    chart = draw_attendance(percents(TIES), DANISH, view)
    assert [point.excluded for point in chart.points] == [False] * 13 + [True]
    assert chart.points[13].value == 0.45
    assert not chart.points[13].useful
    assert chart.sentence.startswith("Senest: 52 af 100")
    assert chart.caveats == ("Målingen den 12. apr. 2023 er udeladt: Snestorm.",)
    other = draw_members_improved(percents(TIES), DANISH, view)
    assert not any(point.excluded for point in other.points)


def test_small_tests_are_numbered_marks_and_outside_the_cluster_without_words() -> None:
    cuts = (cut("pdsa", 5, "Påmindelse"), cut("note", 3, "Ny sekretær"), cut("pdsa", 2, "Skema"))
    marks = series(draw_attendance(percents(TIES), DANISH, View(cuts=cuts))).marks
    assert [(mark.number, mark.text) for mark in marks] == [
        (1, "Skema"),
        (None, "Ny sekretær"),
        (2, "Påmindelse"),
    ]
    told = series(draw_attendance(percents(TIES), DANISH, View(Audience.OUTSIDE, cuts=cuts))).marks
    assert [(mark.number, mark.text) for mark in told] == [(1, ""), (2, "")]


def test_a_meeting_of_nobody_is_a_gap_and_never_none_of_them() -> None:
    rows = counts([(3, 10), (0, 0), (6, 14), (5, 12), (4, 11)])
    chart = draw_attendance(rows, DANISH, OWN)
    gap = chart.points[1]
    assert (gap.value, gap.low, gap.high, gap.useful) == (None, None, None, False)
    assert chart.sentence.startswith("Senest: 4 af 11 (36 pct., 15–65). 4 af mindst 10 målinger")
    assert chart.subtitle.endswith("5 møder, 15. jan. 2020 – 13. jan. 2021, n = 10–14")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ((7, 12), "7 af 12 (58 pct., 32–81)."),
        ((0, 9), "0 af 9 (0 pct., 0–30)."),
        ((9, 9), "9 af 9 (100 pct., 70–100)."),
        ((41, 96), "41 af 96 (43 pct., 33–53)."),
        ((1, 40), "1 af 40 (3 pct., 0,4–13)."),
    ],
)
def test_a_share_is_said_with_its_count_and_its_interval(
    share: tuple[int, int], words: str
) -> None:
    assert draw_attendance(counts([share]), DANISH, OWN).sentence == f"{words} Én måling."


@pytest.mark.parametrize(
    ("share", "stands"),
    [((6, 14), "kan ikke skelnes fra"), ((2, 16), "under"), ((14, 16), "over")],
)
def test_new_improvements_are_held_against_the_country(share: tuple[int, int], stands: str) -> None:
    chart = draw_members_improved(counts([share]), DANISH, OWN)
    assert f", {stands} landsgennemsnittet. Én måling." in chart.sentence
    alone = draw_members_improved(counts([share]), DANISH, View(national=False))
    assert "landsgennemsnittet" not in " ".join((alone.sentence, *alone.caveats, alone.source))
    assert alone.lines == ()


def test_only_the_chosen_days_are_drawn() -> None:
    view = View(first=on(2), last=on(4), cuts=(cut("note", 1), cut("note", 3)))
    chart = draw_attendance(percents(TIES), DANISH, view)
    assert [point.at for point in chart.points] == [on(2), on(3), on(4)]
    assert [mark.at for mark in series(chart).marks] == [on(3)]
    assert "3 møder" in chart.subtitle


def test_full_rooms_are_said_to_show_no_development() -> None:
    chart = draw_attendance(counts([(15, 15)] * 12 + [(14, 15)] * 2), DANISH, OWN)
    assert "Kun 2 brugbare målinger (12 ligger på medianen)." in chart.sentence
    assert chart.caveats[0].startswith("Når næsten alle kommer hver gang")


def test_at_a_meeting_what_is_of_too_few_is_no_part_of_the_median() -> None:
    rows = counts([(1, 4), *[(at % 5, 15) for at in range(12)], (2, 3)])
    chart = draw_attendance(rows, DANISH, MEETING)
    assert [point.hidden for point in chart.points] == [True, *[False] * 12, True]
    assert [line.label for line in chart.lines] == ["Median 10 pct."]
    assert chart.sentence.startswith("Den seneste måling er skjult. Foreløbig: ingen tegn")
    assert chart.caveats[-1] == "Det, der er skjult, indgår ikke i medianen."
    few = draw_attendance(counts([(1, 4), (2, 4)]), DANISH, MEETING)
    assert few.sentence == (
        "Den seneste måling er skjult. 2 af 2 målinger er skjult, så der siges intet om en"
        " udvikling."
    )
    assert few.verdict is None


def test_outside_the_cluster_nothing_is_concluded_from_those_that_are_not_hidden() -> None:
    rows = counts([*[(at % 4 + 5, 15) for at in range(14)], (2, 15)])
    chart = draw_attendance(rows, DANISH, OUTSIDE)
    assert [point.hidden for point in chart.points] == [False] * 14 + [True]
    assert chart.lines == ()
    assert chart.verdict is None
    assert chart.sentence == (
        "Den seneste måling er skjult. 1 af 15 målinger er skjult, så der siges intet om en"
        " udvikling."
    )


# The measures


def test_a_running_total_is_held_against_the_country_and_gets_no_rules() -> None:
    chart = draw_members_ever(totals(*range(12), n=23), DANISH, View(cuts=(cut("phase", 6),)))
    assert chart.sentence == (
        "Senest: 11 af 23 (48 pct., 29–67), kan ikke skelnes fra landsgennemsnittet."
    )
    assert chart.verdict is None
    assert [line.kind for line in chart.lines] == ["national"]
    assert series(chart).stages == ()
    assert any("løbende antal" in caveat for caveat in chart.caveats)
    assert draw_members_ever(totals(2), DANISH, OWN).verdict is Verdict.NUMBER
    assert draw_members_ever((), DANISH, OWN).sentence == "Ingen data endnu."


def test_what_is_left_out_of_a_chart_without_a_median_is_seen_and_not_told() -> None:
    cuts = (cut("left_out", 1, "Talt forkert"), cut("freeze", 0))
    chart = draw_members_ever(totals(3, 9), DANISH, View(cuts=cuts))
    assert [point.excluded for point in chart.points] == [False, True]
    assert chart.sentence.startswith("3 af 15 (20 pct.")
    assert chart.caveats[-1].endswith("er udeladt: Talt forkert.")
    assert series(chart).marks == ()
    rows = changed((91, 40), (182, 400))
    took = draw_days_to_introduced(rows, DANISH, View(cuts=cuts))
    assert [point.excluded for point in took.points] == [True, False]
    assert took.sentence.endswith("Det tog 400 dage.")


def test_a_running_total_outside_the_cluster_does_not_tell_of_the_few_between() -> None:
    chart = draw_members_ever(totals(0, 2, 5, 6, 10), DANISH, OUTSIDE)
    assert [point.k for point in chart.points] == [0, None, 5, None, 10]
    assert [point.hidden for point in chart.points] == [False, True, False, True, False]


def test_unanswered_commitments_are_unknown_and_not_a_no() -> None:
    rows = tuple(MeetingCount("1", 2, on(1), 9, 12, 3, of="commitment") for _ in range(1))
    chart = draw_followup_completed(rows, DANISH, OWN)
    assert chart.sentence == "9 af 12 aftaler (75 pct., 47–91) (3 ukendt). Én måling."
    assert chart.caveats == (
        "Ukendt betyder, at ingen kunne sige, hvordan det gik; det er ikke et nej.",
    )


def test_the_days_to_an_improvement_are_dots_with_the_open_ones_named() -> None:
    rows = changed((100, 40), (200, 120), waiting=2)
    view = View(today=FIRST + timedelta(days=242))
    chart = draw_days_to_introduced(rows, DANISH, view)
    since = "42 dage siden den seneste forbedring (2. august 2020)."
    assert chart.sentence == f"{since} De 2 tog 40–120 dage."
    # A file may be read another day: it has the date, on the day itself too.
    today = draw_days_to_introduced(rows, DANISH, View(today=FIRST + timedelta(days=200)))
    assert today.sentence.startswith("Den seneste forbedring er fra den 2. august 2020.")
    assert [point.value for point in chart.points] == [40, 120]
    assert not series(chart).joined
    assert chart.caveats == (
        "2 aftaler er stadig åbne og er ikke med; de kan nå at tage længere tid.",
    )
    assert draw_days_to_introduced(rows[:1], ENGLISH, OWN).sentence == (
        "The latest improvement is from 24 April 2020. It took 40 days."
    )


def test_from_ten_improvements_half_are_said_to_have_taken_at_most_the_median() -> None:
    rows = changed(*((30 * at, 20 + at) for at in range(1, 11)))
    chart = draw_days_to_introduced(rows, DANISH, OWN)
    assert "Halvdelen af de 10 tog højst 25,5 dage (alle: 21–30)." in chart.sentence
    assert [line.label for line in chart.lines] == ["Median 25,5 dage"]
    assert chart.verdict is None


def test_single_events_are_not_told_outside_the_cluster() -> None:
    rows = changed(*((30 * at, 20 + at) for at in range(1, 11)))
    chart = draw_days_to_introduced(rows, DANISH, OUTSIDE)
    assert chart.points == ()
    assert chart.sentence == "10 er indført, halvdelen inden for 25,5 dage."
    few = draw_days_to_introduced(rows[:4], DANISH, MEETING)
    assert few.points == ()
    assert few.sentence == "Færre end 5 forbedringer; tallene vises ikke."
    assert draw_days_between(rows, DANISH, OUTSIDE).points == ()


def test_gaps_between_improvements_get_limits_from_ten_on() -> None:
    nine = changed(*((10 * at, 5) for at in range(10)), (90, 5))
    chart = draw_days_between(nine, DANISH, OWN)
    assert len(chart.points) == 9
    assert chart.lines == ()
    assert "9 af mindst 10 målinger" in chart.sentence
    alone = draw_days_between(nine[:1], DANISH, OWN)
    assert alone.sentence.endswith("Der er kun én indtil nu og derfor endnu intet mellemrum.")
    days = [0]
    for step in (40, 5, 60, 12, 90, 30, 7, 55, 20, 33, 2000):
        days.append(days[-1] + step)
    judged = draw_days_between(changed(*((day, 5) for day in days)), DANISH, OWN)
    assert [line.kind for line in judged.lines] == ["centre", "low_limit", "high_limit"]
    assert [point.outside for point in judged.points] == [False] * 10 + [True]
    assert judged.verdict is Verdict.PRELIMINARY_CHANGE
    assert judged.sentence.endswith(
        "1 mellemrum er længere end kontrolgrænserne: Forbedringerne kom sjældnere."
    )
    (last,) = shapes_of(judged, "triangle")
    assert last.fill == "warn"


def test_a_gap_shorter_than_the_limits_is_good_news() -> None:
    days = [0]
    for step in (40, 45, 60, 42, 90, 50, 47, 55, 40, 53, 44, 1):
        days.append(days[-1] + step)
    chart = draw_days_between(changed(*((day, 1) for day in days)), DANISH, OWN)
    assert chart.sentence.endswith(
        "1 mellemrum er kortere end kontrolgrænserne: Forbedringerne kom oftere."
    )
    (last,) = shapes_of(chart, "diamond")
    assert last.fill == "accent"


def test_a_short_phase_of_gaps_has_a_median_and_no_limits() -> None:
    days = [0]
    for step in (40, 5, 60, 12, 90, 30, 7, 55, 20, 33, 14, 3, 9, 5):
        days.append(days[-1] + step)
    since = FIRST + timedelta(days=days[12])
    view = View(cuts=(Cut("1", "days_between", since, "phase", "Fast åbning"),))
    chart = draw_days_between(changed(*((day, 2) for day in days)), DANISH, view)
    assert [stage.words for stage in series(chart).stages] == [
        "Før 26 dage (n=11)",
        "Efter 5 dage (n=3)",
    ]
    (limit,) = chart.lines
    assert limit.kind == "high_limit"
    assert limit.values[:11] == (limit.value,) * 11
    assert limit.values[11:] == (None, None, None)
    assert "Efter 5 dage (n=3). 3 af mindst 10 målinger" in chart.sentence


def test_gaps_that_are_nearly_all_alike_give_no_limits() -> None:
    days = [91 * at + (7 if at > 6 else 0) for at in range(16)]
    chart = draw_days_between(changed(*((day, 5) for day in days)), DANISH, OWN)
    assert [line.label for line in chart.lines] == ["Median 91 dage"]
    assert not any(point.outside for point in chart.points)
    assert "Kun 1 brugbar måling (14 ligger på medianen)." in chart.sentence


def test_time_is_planned_and_used_minutes_by_kind() -> None:
    def spent(meeting: str, kind: str, planned: int, actual: int | None) -> TimeSpent:
        return TimeSpent(meeting, 1, FIRST, kind, 60 * planned, actual)

    rows = (
        spent("1", "case", 25, 60 * 35),
        spent("1", "follow_up", 15, 60 * 10),
        spent("2", "case", 25, 60 * 25),
        spent("3", "case", 25, None),
    )
    chart = draw_time_use(rows, DANISH, OWN)
    assert chart.title == "Sådan bruger I mødetiden"
    assert isinstance(chart.figure, Bars)
    assert [(bar.label, bar.values, bar.said) for bar in chart.figure.bars] == [
        ("Patientcase", (50, 60), ("50 min.", "1 time (86 pct.)")),
        ("Opfølgning siden sidst", (15, 10), ("15 min.", "10 min. (14 pct.)")),
    ]
    assert chart.figure.series == ("Planlagt", "Brugt")
    assert chart.sentence == (
        "Mest tid: Patientcase, 1 time (86 pct.), 10 min. mere end planlagt. I alt 1 t. 10 min.,"
        " 5 min. mere end planlagt."
    )
    assert chart.caveats == ("1 møde er ikke med: Mødeuret blev ikke brugt.",)
    assert draw_time_use(rows[3:], DANISH, OWN).verdict is Verdict.EMPTY


def mentions(**named: int) -> tuple[Mention, ...]:
    return tuple(Mention(name, FIRST) for name, number in named.items() for _ in range(number))


def test_categories_are_sorted_and_get_a_pareto_line_from_twenty_on() -> None:
    few = draw_categories(mentions(workflows=8, waiting_time=8, referrals=3), DANISH, OWN)
    assert few.sentence == 'Flest handler om "Arbejdsgange" og "Ventetid": 8 hver af 19.'
    assert few.caveats == ("Med færre end 20 forbedringer kan rækkefølgen være tilfældig.",)
    assert isinstance(few.figure, Bars)
    assert few.figure.cumulative == ()
    many = draw_categories(mentions(workflows=12, waiting_time=6, referrals=2), DANISH, OWN)
    assert many.sentence == (
        'Flest handler om "Arbejdsgange": 12 af 20 (60 pct.). 2 af 3 emner udgør 18 af 20'
        " (90 pct.)."
    )
    assert isinstance(many.figure, Bars)
    assert many.figure.cumulative == (0.6, 0.9, 1.0)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"workflows": 1}, '1 forbedring, der handler om "Arbejdsgange".'),
        ({"workflows": 25}, '25 forbedringer, der alle handler om "Arbejdsgange".'),
        ({"workflows": 2, "": 2}, 'Lige mange handler om "Andet" og "Arbejdsgange": 2 hver.'),
    ],
)
def test_where_nothing_is_named_most_no_most_is_told(named: dict[str, int], words: str) -> None:
    assert draw_categories(mentions(**named), DANISH, OWN).sentence == words


def test_a_small_category_outside_the_cluster_hides_another_with_it() -> None:
    rows = mentions(workflows=8, waiting_time=2, referrals=11, acute_patients=6)
    chart = draw_categories(rows, DANISH, OUTSIDE)
    assert isinstance(chart.figure, Bars)
    said = {bar.label: bar.said for bar in chart.figure.bars}
    assert said == {
        "Henvisninger": ("11",),
        "Arbejdsgange": ("8",),
        "Akutte patienter": ("–",),
        "Ventetid": ("<5",),
    }
    assert "27 forbedringer" in chart.subtitle
    assert chart.figure.cumulative == ()
    assert chart.sentence == "Nogle af tallene er for små til at blive vist."


def test_goals_are_added_as_counts_and_never_as_percentages() -> None:
    chart = draw_goals_reached((goals(1, 3, 0, 1), goals(2, 2, 1, 0, 1)), DANISH, OWN)
    assert chart.sentence == "Senest: 2 af 3 mål nået, 1 delvist. I alt blev 5 af 7 (71 pct.) nået."
    assert chart.caveats == ("1 mål blev ikke vurderet og er ikke med.",)
    assert isinstance(chart.figure, Parts)
    assert chart.figure.answers == ("Ja", "Delvist", "Nej")
    many = draw_goals_reached([goals(at, 1, 0, 1) for at in range(30)], DANISH, OWN)
    assert isinstance(many.figure, Parts)
    assert len(many.figure.parts) == 20
    assert many.sentence == "Senest: 1 af 2 mål nået. I alt blev 30 af 60 (50 pct.) nået."
    assert many.caveats[0].startswith("De seneste 20 møder er tegnet")
    assert [part.label for part in chart.figure.parts] == [
        "1. møde, apr. 2020",
        "2. møde, jul. 2020",
    ]


def test_the_pulse_names_the_question_with_most_and_with_fewest_yes() -> None:
    rows = (*pulse_of(1, safe=(9, 0, 0)), *pulse_of(2, followed_up=(5, 6, 1), relevant=(11, 1, 0)))
    chart = draw_pulse(rows, DANISH, OWN)
    assert isinstance(chart.figure, Parts)
    assert [part.counts for part in chart.figure.parts] == [(11, 1, 0), (5, 6, 1)]
    assert chart.sentence == (
        'Flest ja: "Var mødet relevant for din hverdag?" 11 af 12 (92 pct.). Færrest ja: "Fulgte'
        ' vi op på det, vi aftalte sidst?" 5 af 12 (42 pct.).'
    )
    tied = pulse_of(1, relevant=(8, 2, 1), involving=(8, 3, 0), safe=(4, 4, 3))
    assert draw_pulse(tied, DANISH, OWN).sentence == (
        'Flest ja: "Var mødet relevant for din hverdag?" 8 af 11 (73 pct.) og "Blev du inddraget?"'
        ' 8 af 11 (73 pct.). Færrest ja: "Var det trygt at sige det, man ikke ved?" 4 af 11'
        " (36 pct.)."
    )
    assert (
        draw_pulse(tied[:2], DANISH, OWN).sentence == "Ja til hvert spørgsmål: 8 af 11 (73 pct.)."
    )
    assert draw_pulse(tied[:1], DANISH, OWN).sentence == "Ja: 8 af 11 (73 pct.)."
    told = draw_pulse(rows, DANISH, OUTSIDE)
    assert isinstance(told.figure, Parts)
    assert [(part.counts, part.hidden) for part in told.figure.parts] == [((), True), ((), True)]
    assert not re.search(r"\d", told.sentence)


def test_that_everybody_felt_safe_or_nobody_is_not_told_outside() -> None:
    for answers in ((9, 0, 0), (0, 0, 9)):
        chart = draw_pulse(pulse_of(1, safe=answers, relevant=answers), DANISH, OUTSIDE)
        assert isinstance(chart.figure, Parts)
        assert [part.hidden for part in chart.figure.parts] == [False, True]


def test_a_short_last_phase_of_the_pulse_is_not_called_few_of_ten() -> None:
    rows = [row for at in range(24) for row in pulse_of(at, safe=(at % 7 + 3, 2, 1))]
    cut = Cut("1", "", on(20), "phase", "Ny skabelon")
    sentence = draw_pulse_over_time(rows, DANISH, View(cuts=(cut,))).sentence
    assert sentence == "For få målinger i den seneste fase til at sige noget."
    apart = [
        row
        for at in range(12)
        for row in pulse_of(at, **{("safe", "relevant")[at % 2]: (at % 7 + 3, 2, 1)})
    ]
    sentence = draw_pulse_over_time(apart, DANISH, OWN).sentence
    assert sentence.startswith("6 af mindst 10 målinger")


def test_the_pulse_over_time_is_one_small_chart_for_each_question() -> None:
    rows = tuple(
        one
        for at in range(14)
        for one in pulse_of(at, relevant=(3 if at < 7 else 9, 0, 6), safe=(at % 3 + 6, 3, 3))
    )
    chart = draw_pulse_over_time(rows, DANISH, OWN)
    assert isinstance(chart.figure, Panels)
    assert [panel.label for panel in chart.figure.panels] == [
        "Var mødet relevant for din hverdag?",
        "Var det trygt at sige det, man ikke ved?",
    ]
    assert chart.verdict is Verdict.PRELIMINARY_CHANGE
    assert chart.sentence == ('Foreløbig: tegn på ændring i "Var mødet relevant for din hverdag?".')
    few = draw_pulse_over_time(rows[:6], DANISH, OWN)
    assert few.sentence.startswith("3 af mindst 10 målinger")
    assert few.verdict is Verdict.DOTS
    hidden = draw_pulse_over_time(rows, DANISH, OUTSIDE)
    assert hidden.verdict is None


@pytest.mark.parametrize(
    ("times", "few"),
    [((), 0), ((0, 0), 0), ((4,), 1), ((3, 3, 3, 3), 2), ((5, 5, 5), 2), ((0, 1, 1, 8), 1)],
)
def test_the_fewest_who_had_half_of_the_turns(times: tuple[int, ...], few: int) -> None:
    assert count_few(times) == few


def test_how_even_people_spoke_is_for_ones_own_eyes() -> None:
    rows = [Floor(str(at), at, on(at), (0, 2, 3, 4, 15)) for at in range(3)]
    chart = draw_speaking(rows, DANISH, OWN)
    assert chart.sentence.startswith(
        "Senest: 1 af 5 stod for halvdelen af de 24 indlæg. 1 sagde ikke noget. 3 af mindst 10"
    )
    assert all(point.low is None for point in chart.points)
    for audience in (Audience.MEETING, Audience.OUTSIDE):
        with pytest.raises(Refusal):
            draw_speaking(rows, DANISH, View(audience))


# The survey and the published figures


def dots(chart: ChartData) -> Dots:
    assert isinstance(chart.figure, Dots)
    return chart.figure


def test_the_orthopaedic_figures_can_be_rebuilt_from_counts() -> None:
    rows = (wave(0, "improved", 5, 17, specialty="ortopædkirurgi", invited=29),)
    chart = draw_survey(rows, DANISH, OWN, measure="improved")
    assert chart.sentence == (
        "Klyngen, sep. 2025: 5 af 17 (29 pct., 13–53), kan ikke skelnes fra landsgennemsnittet."
    )
    assert chart.caveats[0] == (
        "Svarprocent: 17 af 29 (58,6 pct.). Det er under 60 pct.; de, der ikke har svaret, kan"
        " mene noget andet."
    )
    own, published = dots(chart).rows
    assert own.own
    assert published.said == own.said == "5 af 17 (29 pct.)"
    assert (published.low, published.high) == (own.low, own.high)
    some = dots(
        draw_survey(
            (wave(0, "supports_some", 2, 17, specialty=ORTHOPAEDICS),),
            DANISH,
            OWN,
            measure="supports_some",
        )
    )
    assert some.rows[1].said == "2 af 17 (12 pct.)"
    assert some.lines == ()
    supports = draw_survey((wave(0, "supports", 11, 17, specialty=ORTHOPAEDICS),), DANISH, OWN)
    assert dots(supports).rows[0].said == "11 af 17 (64,7 pct.)"
    sixty_four = dots(supports).rows[1]
    assert (sixty_four.said, sixty_four.low) == ("64 pct., uden antal", None)
    assert any("Intet antal ud af 17 læger giver 64 pct." in note for note in supports.caveats)


def test_the_ent_figures_are_shown_with_as_much_as_counts_can_give() -> None:
    chart = draw_survey((wave(0, "supports", 60, 90, invited=100),), DANISH, OWN)
    assert chart.sentence == (
        "Klyngen, sep. 2025: 60 af 90 (66,7 pct., 56–76), kan ikke skelnes fra landsgennemsnittet."
    )
    figure = dots(chart)
    assert figure.rows[1].said == "72 af 131 (55 pct.)"
    assert figure.rows[1].flag == "under landsgennemsnittet"
    assert (figure.band, figure.band_label) == ((0.36, 0.8), "klynger i specialet 36–80 pct.")
    assert [line.label for line in figure.lines] == ["Landet 65,7 pct., sep. 2025"]
    assert "Svarprocent: 90 af 100 (90,0 pct.)." in chart.caveats
    assert "Svarprocent i specialet: 131 af 167 (78,4 pct.)." in chart.caveats
    assert any("169" in caveat and "167" in caveat for caveat in chart.caveats)
    improved = draw_survey((wave(0, "improved", 5, 12),), DANISH, OWN, measure="improved")
    about = dots(improved).rows[1]
    assert about.said == "ca. 52–53 af 131 (40 pct.)"
    assert about.k is None
    assert about.flag == ""
    some = draw_survey((wave(0, "supports_some", 5, 12),), DANISH, OWN, measure="supports_some")
    assert dots(some).rows[1].said == "ca. 48–49 af 131 (37 pct.)"


def test_a_decimal_needs_a_hundred_answers_or_a_published_figure_beside() -> None:
    def draw(measure: str, specialty: str) -> ChartData:
        row = wave(0, measure, 7, 10, specialty=specialty, invited=12)
        return draw_survey((row,), DANISH, OWN, measure=measure)

    assert "Svarprocent: 10 af 12 (83,3 pct.)." in draw("improved", ENT).caveats
    assert "Svarprocent: 10 af 12 (83 pct.)." in draw("improved", "").caveats
    assert dots(draw("supports", "")).rows[0].said == "7 af 10 (70,0 pct.)"
    assert dots(draw("improved", ENT)).rows[0].said == "7 af 10 (70 pct.)"
    assert dots(draw("supports_some", "")).rows[0].said == "7 af 10 (70 pct.)"


def test_the_published_range_of_the_clusters_is_what_chance_gives() -> None:
    chance = Random(1)
    wide = 0
    for _ in range(400):
        shares = [sum(chance.random() < 0.55 for _ in range(11)) / 11 for _ in range(12)]
        wide += max(shares) - min(shares) >= 0.44
    assert wide > 200


def test_two_waves_are_one_difference_with_its_interval() -> None:
    rows = (wave(0, "improved", 5, 17), wave(1, "improved", 7, 17))
    chart = draw_survey(rows, DANISH, OWN, measure="improved")
    assert chart.sentence.endswith(
        "Siden sep. 2025 er forskellen +12 procentpoint (−19 til +40); det kan være tilfældigt."
    )
    assert chart.verdict is None
    assert chart.caveats[0].startswith("To undersøgelser er én forskel")
    more = draw_survey((rows[0], wave(1, "improved", 16, 17)), DANISH, OWN, measure="improved")
    assert more.sentence.endswith("det er mere end tilfældig variation.")


def test_counts_of_the_country_are_held_against_its_rest() -> None:
    country = (("improved", Share(2511, 5190)),)
    rows = (replace(wave(0, "improved", 5, 17), national=country),)
    chart = draw_survey(rows, DANISH, OWN, measure="improved")
    assert chart.sentence == (
        "Klyngen, sep. 2025: 5 af 17 (29 pct., 13–53), mod 2.511 af 5.190 (48,4 pct.) i hele"
        " landet. Forskellen til resten af landet er −19 procentpoint (−35 til +5); det kan"
        " være tilfældigt."
    )
    assert [line.label for line in dots(chart).lines] == ["Landet 48,4 pct., sep. 2025"]
    assert not any("Antallet af svar er ikke oplyst" in caveat for caveat in chart.caveats)
    cautious = draw_survey(rows, DANISH, View(cautious=True), measure="improved")
    assert "(29 pct., 10–56)" in cautious.sentence
    assert "(−38 til +8); det kan være tilfældigt." in cautious.sentence
    few = (replace(rows[0], counts=(("improved", Share(1, 17)),)),)
    far = draw_survey(few, DANISH, OWN, measure="improved")
    assert far.sentence.endswith("det er mere end tilfældig variation.")
    unseen = draw_survey(rows, DANISH, View(national=False), measure="improved")
    assert unseen.sentence == "Klyngen, sep. 2025: 5 af 17 (29 pct., 13–53)."
    odd = (replace(rows[0], national=(("improved", Share(4, 9)),)),)
    assert draw_survey(odd, DANISH, OWN, measure="improved").sentence.endswith("i hele landet.")


def test_the_same_people_twice_are_told_by_those_who_changed() -> None:
    before = wave(0, "improved", 5, 17)

    def draw(to_yes: int, to_no: int, view: View = OWN) -> ChartData:
        changed = (("improved", Changed(before.held, to_yes, to_no)),)
        after = replace(wave(1, "improved", 10, 17), changed=changed)
        return draw_survey((before, after), DANISH, view, measure="improved")

    assert draw(6, 1).sentence.endswith(
        "Siden sep. 2025 er forskellen +29 procentpoint. Af dem, der svarede begge gange, gik 6"
        " fra nej til ja og 1 fra ja til nej; det kan være tilfældigt."
    )
    assert draw(6, 1).caveats[0] == "To undersøgelser er én forskel, ikke en udvikling."
    assert draw(6, 0).sentence.endswith("det er mere end tilfældig variation.")
    unpaired = draw(11, 0)
    assert "Siden sep. 2025 er forskellen +29 procentpoint (−4 til +55)" in unpaired.sentence
    assert unpaired.caveats[0].endswith("svarene kan ikke parres person for person.")
    assert draw(6, 1, OUTSIDE) == draw(7, 2, OUTSIDE)


def test_a_wave_of_few_is_hidden_and_no_word_tells_it() -> None:
    rows = (wave(0, "improved", 6, 14, invited=17), wave(1, "improved", 2, 14, invited=17))
    chart = draw_survey(rows, DANISH, OUTSIDE, measure="improved")
    own = [row for row in dots(chart).rows if row.own]
    assert [(row.k, row.said) for row in own] == [(6, "6 af 14 (43 pct.)"), (None, "–")]
    assert chart.sentence == "Den seneste måling er skjult."
    assert not any("17" in caveat for caveat in chart.caveats if "167" not in caveat)


def test_the_middle_answer_is_hidden_where_it_would_tell_of_the_few_left() -> None:
    answers = (("supports", Share(10, 20)), ("supports_some", Share(7, 20)))
    rows = (Wave(FIRST, "", None, 20, answers),)
    assert not dots(draw_survey(rows, DANISH, OUTSIDE)).rows[0].hidden
    assert dots(draw_survey(rows, DANISH, OUTSIDE, measure="supports_some")).rows[0].hidden


def test_without_a_survey_of_its_own_a_cluster_sees_the_country() -> None:
    chart = draw_survey((), DANISH, OWN)
    assert chart.sentence == "I har endnu ikke indtastet en spørgeskemaundersøgelse."
    assert [line.kind for line in dots(chart).lines] == ["national"]
    assert {row.specialty for row in BENCHMARKS} == {None, ORTHOPAEDICS, ENT}


# Every measure, of any size


@pytest.mark.parametrize("chart", HISTORY, ids=lambda chart: chart.name)
@pytest.mark.parametrize("code", ["da", "en"])
def test_every_measure_of_any_size_and_for_anybody_is_told_in_whole_sentences(
    chart: Chart, code: Code
) -> None:
    lang = Language(code)
    for size in (0, 1, 2, 6, 9, 10, 24, 200):
        rows = rows_for(chart, size)
        for audience in Audience:
            if chart.private and audience is not Audience.OWN_SCREEN:
                continue
            data = chart.draw(rows, lang, View(audience, today=on(210)))
            assert (data.name, data.title) == (chart.name, lang.text(chart.title))
            assert data.audience is audience
            assert data.sentence
            for text in (data.title, data.subtitle, data.sentence, *data.caveats):
                assert text == " ".join(text.split())
                assert not re.search(r"[{}]|\.\.|\s[.,;:]|\(\)|None", text), text
            assert all(text.endswith(".") for text in (data.sentence, *data.caveats))


def test_charts_say_whether_improvements_without_a_commitment_are_counted() -> None:
    for draw in (draw_members_improved, draw_members_ever):
        assert "med en aftale, der " in draw(counts([(2, 15)]), DANISH, OWN).subtitle
    assert "uden en aftale" in draw_categories((), DANISH, OWN).subtitle
    assert "eller skrevet ned uden" in draw_days_between((), DANISH, OWN).subtitle
