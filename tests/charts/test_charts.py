"""Every chart says no more than its counts allow, in both languages and in every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.charts import CHARTS, Chart
from facilitator.charts.attendance import draw_attendance
from facilitator.charts.chart import ChartData, Line, Series, View
from facilitator.charts.members_ever import draw_members_ever
from facilitator.charts.members_improved import draw_members_improved
from facilitator.charts.tables import as_csv, as_json
from facilitator.charts.words import describe_share_against
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import MeetingCount
from facilitator.domain.runchart import Verdict
from facilitator.domain.shares import Share
from facilitator.language import Code, Language

DANISH = Language("da")
ENGLISH = Language("en")
VIEW = View()

PER_MEETING = tuple(
    row for row in CHARTS if row.name in ("members_improved", "followup_completed", "attendance")
)
each_chart = pytest.mark.parametrize("chart", PER_MEETING, ids=lambda chart: chart.name)
each_language = pytest.mark.parametrize("code", ["da", "en"])


def meetings(*counts: tuple[int, int] | tuple[int, int, int]) -> tuple[MeetingCount, ...]:
    """Held meetings a hundred days apart, as (k, n) or (k, n, unknown)."""
    return tuple(
        MeetingCount(f"m{at}", at + 1, date(2025, 3, 5) + timedelta(days=100 * at), *count)
        for at, count in enumerate(counts)
    )


def wandering(size: int) -> tuple[MeetingCount, ...]:
    return meetings(*((at * 7 % 11 + 2, 15, at % 3) for at in range(size)))


rows_of_any_size = st.lists(
    st.integers(0, 22).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=65
).map(lambda counts: meetings(*counts))


def test_one_meeting_where_two_of_fifteen_improved() -> None:
    chart = draw_members_improved(meetings((2, 15)), DANISH, VIEW)
    assert chart.sentence == "2 af 15 (13 pct., 4–38), under landsgennemsnittet. Én måling."
    assert chart.verdict is Verdict.NUMBER
    assert any("enkelt spørgeskemaundersøgelse" in caveat for caveat in chart.caveats)


def test_unknown_members_are_named_beside_the_count() -> None:
    chart = draw_members_improved(meetings((2, 15, 3)), DANISH, VIEW)
    assert chart.sentence.startswith("2 af 15 (13 pct., 4–38) (3 ukendt), ")
    assert len(chart.caveats) == 2
    assert chart.points[0].unknown == 3


def test_the_english_words_say_the_same() -> None:
    chart = draw_members_improved(meetings((2, 15, 1)), ENGLISH, VIEW)
    assert chart.sentence == (
        "2 of 15 (13%, 4–38) (1 unknown), below the national average. One measurement."
    )


@pytest.mark.parametrize(
    ("k", "unknown", "stands"),
    [
        (2, 1, "under landsgennemsnittet"),
        (2, 2, "for mange ukendte til en sammenligning med landsgennemsnittet"),
        (2, 9, "for mange ukendte til en sammenligning med landsgennemsnittet"),
        (4, 6, "kan ikke skelnes fra landsgennemsnittet"),
        (4, 7, "for mange ukendte til en sammenligning med landsgennemsnittet"),
        (11, 4, "over landsgennemsnittet"),
    ],
)
def test_what_is_said_of_the_country_holds_whatever_the_unknown_would_answer(
    k: int, unknown: int, stands: str
) -> None:
    sentence = draw_members_improved(meetings((k, 15, unknown)), DANISH, VIEW).sentence
    assert f"({unknown} ukendt), {stands}." in sentence
    rows = tuple(replace(row, so_far=k, unknown_so_far=unknown) for row in meetings((0, 15)))
    assert f"), {stands}." in draw_members_ever(rows, DANISH, VIEW).sentence
    national = find_benchmark("improved", "national")
    assert f"), {stands}" in describe_share_against(Share(k, 15), national, DANISH, View(), unknown)


def test_outside_nothing_is_said_of_the_country_where_somebody_is_unknown() -> None:
    view = View(Audience.OUTSIDE)
    assert "landsgennemsnittet" in draw_members_improved(meetings((6, 15)), DANISH, view).sentence
    sentence = draw_members_improved(meetings((6, 15, 1)), DANISH, view).sentence
    assert sentence == "6 af 15 (40 pct., 20–64). Én måling."


def test_clinics_are_named_and_not_held_against_doctors() -> None:
    rows = tuple(replace(row, of="clinic") for row in meetings((2, 9, 3)))
    chart = draw_members_improved(rows, DANISH, VIEW)
    assert chart.title.startswith("Hvor mange klinikker")
    assert "alle klinikker med medlemmer den dag" in chart.subtitle
    assert chart.sentence == "2 af 9 klinikker (22 pct., 6–55) (3 ukendt). Én måling."
    assert not any(line.kind == "national" for line in chart.lines)
    assert [caveat.split(",")[0] for caveat in chart.caveats] == [
        "Landstallet tæller læger",
        "Klinikker",
    ]
    header, *_ = read_csv(as_csv(chart, DANISH))
    assert header[2:5] == ["Antal", "Ud af klinikker", "Ukendt"]


@pytest.mark.parametrize(
    ("k", "stands"),
    [
        (3, "under landsgennemsnittet"),
        (4, "kan ikke skelnes fra landsgennemsnittet"),
        (10, "kan ikke skelnes fra landsgennemsnittet"),
        (11, "over landsgennemsnittet"),
    ],
)
def test_the_sentence_compares_with_the_country_by_the_interval(k: int, stands: str) -> None:
    sentence = draw_members_improved(meetings((k, 15)), DANISH, VIEW).sentence
    assert f", {stands}." in sentence


def test_the_end_of_an_interval_is_not_rounded_to_none_or_all() -> None:
    sentence = draw_attendance(meetings((1, 100)), DANISH, VIEW).sentence
    assert sentence.startswith("1 af 100 (1,0 pct., 0,2–5).")
    assert "(0 pct., 0–20)" in draw_attendance(meetings((0, 15)), DANISH, VIEW).sentence


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "Ingen data endnu."),
        (meetings((0, 0)), "Ingen data endnu."),
        (meetings((12, 15)), "12 af 15 (80 pct., 55–93). Én måling."),
        (meetings((12, 15), (9, 15)), "To målinger kan ikke vise en udvikling."),
        (wandering(6), "6 af mindst 10 målinger – for få til at skelne udvikling fra tilfældig"),
        (meetings(*[(15, 15)] * 8, *[(14, 15)] * 6), "Kun 6 brugbare målinger (8 ligger på"),
        (meetings((14, 15), *[(15, 15)] * 9), "Kun 1 brugbar måling (9 ligger på medianen)."),
        (wandering(12), "Foreløbig: ingen tegn på ændring."),
        (meetings(*[(3, 15)] * 7, *[(9, 15)] * 7), "Foreløbig: tegn på ændring."),
        (wandering(24), "Tilfældig variation."),
        (meetings(*[(3, 15)] * 12, *[(9, 15)] * 12), "Ikke-tilfældig variation."),
    ],
)
def test_the_words_climb_the_ladder_with_the_measurements(
    rows: tuple[MeetingCount, ...], words: str
) -> None:
    assert words in draw_attendance(rows, DANISH, VIEW).sentence


def test_the_signal_is_given_with_the_numbers_it_rests_on() -> None:
    chart = draw_attendance(meetings(*[(3, 15)] * 7, *[(9, 15)] * 7), ENGLISH, VIEW)
    assert chart.sentence.endswith(
        "Preliminary: signs of change. Longest run 7 (at most 7), crossings 1 (at least 4),"
        " 14 useful measurements of 14."
    )


@each_chart
@each_language
@pytest.mark.parametrize("size", [0, 1, 3, 10, 60])
def test_every_chart_survives_none_one_three_ten_and_sixty_meetings(
    chart: Chart, code: Code, size: int
) -> None:
    lang = Language(code)
    data = chart.draw(wandering(size), lang, VIEW)
    assert data.title == lang.text(chart.title)
    assert len(data.points) == size
    assert data.sentence
    assert "{" not in data.sentence + data.subtitle + "".join(data.caveats)
    kinds = [line.kind for line in data.lines]
    assert ("median" in kinds) == (size >= 10)
    assert data.verdict
    assert json.loads(json.dumps(as_json(data), allow_nan=False))["verdict"] == data.verdict.value
    assert len(read_csv(as_csv(data, lang))) > size


def test_a_chart_has_a_name_of_its_own_a_title_and_a_query() -> None:
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)
    for chart in CHARTS:
        assert chart.name.isidentifier()
        assert chart.needs.isidentifier()
        assert DANISH.text(chart.title) != chart.title
        assert not chart.title.endswith((".", ":"))


@each_chart
@given(rows=rows_of_any_size)
def test_points_are_the_counts_and_a_meeting_of_nobody_is_a_gap(
    chart: Chart, rows: tuple[MeetingCount, ...]
) -> None:
    for row, point in zip(rows, chart.draw(rows, DANISH, VIEW).points, strict=True):
        assert (point.k, point.n, point.at) == (row.k, row.n, row.held)
        if row.n == 0:
            assert (point.value, point.low, point.high, point.useful) == (None, None, None, False)
        else:
            assert point.value == row.k / row.n
            assert point.low is not None
            assert point.high is not None
            assert point.low <= point.value <= point.high


@each_chart
@given(rows=rows_of_any_size)
def test_nothing_is_said_of_change_below_ten_useful_measurements(
    chart: Chart, rows: tuple[MeetingCount, ...]
) -> None:
    data = chart.draw(rows, DANISH, VIEW)
    if sum(point.useful for point in data.points) < 10:
        for word in ("ændring", "ilfældig variation. Længste"):
            assert word not in data.sentence


def test_below_ten_measurements_no_point_counts_as_lying_on_a_median() -> None:
    assert all(point.useful for point in draw_attendance(wandering(9), DANISH, VIEW).points)
    on_median = draw_attendance(meetings(*[(15, 15)] * 12), DANISH, VIEW)
    assert not any(point.useful for point in on_median.points)


def test_the_national_line_carries_its_source_and_date() -> None:
    (line,) = draw_members_improved(wandering(3), DANISH, VIEW).lines
    assert line.kind == "national"
    assert line.value == pytest.approx(0.48)
    assert line.label == "Landet 48 pct., sep. 2025"
    assert "eKVIS" in line.source
    assert line.date == "2025-09"


def test_the_subtitle_tells_how_many_meetings_and_when() -> None:
    assert draw_attendance(wandering(1), DANISH, VIEW).subtitle.endswith(
        "1 møde, 5. mar. 2025, n = 15"
    )
    assert draw_attendance(wandering(3), DANISH, VIEW).subtitle.endswith(
        "3 møder, 5. mar. 2025 – 21. sep. 2025, n = 15"
    )


def test_the_row_for_scripts_has_the_agreed_names() -> None:
    row = as_json(draw_members_improved(meetings((2, 15), (0, 0)), ENGLISH, VIEW))
    agreed = ["title", "subtitle", "sentence", "verdict", "caveats", "points", "lines"]
    assert list(row)[:7] == agreed
    assert row["figure"] == "series"
    points = row["points"]
    assert isinstance(points, list)
    assert points[0] == {
        "label": "Meeting 1",
        "at": "2025-03-05",
        "k": 2,
        "n": 15,
        "value": pytest.approx(2 / 15),
        "low": pytest.approx(0.037361, abs=1e-6),
        "high": pytest.approx(0.378820, abs=1e-6),
        "useful": True,
        "excluded": False,
        "unknown": 0,
    }
    assert points[1]["value"] is None
    assert row["lines"] == [
        {
            "kind": "national",
            "value": 0.48,
            "label": "Denmark 48%, Sep 2025",
            "source": "eKVIS fact sheet, March 2026 (survey of September 2025)",
            "date": "2025-09",
        }
    ]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_table_opens_in_a_danish_spreadsheet() -> None:
    content = as_csv(draw_members_improved(meetings((2, 15, 3)), DANISH, VIEW), DANISH)
    assert content.startswith(b"\xef\xbb\xbf")
    header, first, *_ = read_csv(content)
    assert header[:5] == ["Måling", "Dato", "Antal", "Ud af", "Ukendt"]
    assert first == ["1. møde", "2025-03-05", "2", "15", "3", "13,3", "3,7", "37,9"]


@each_chart
def test_the_table_carries_every_word_of_the_chart(chart: Chart) -> None:
    data = chart.draw(wandering(12), ENGLISH, VIEW)
    cells = {cell for row in read_csv(as_csv(data, ENGLISH)) for cell in row}
    assert {data.title, data.subtitle, data.sentence, *data.caveats} <= cells
    assert {line.label for line in data.lines} <= cells


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "  =1", "\r1", "\uff1d1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    series = Series((), (Line("national", 0.5, text),))
    data = ChartData("x", text, "", "Ro", Verdict.EMPTY, (text,), series)
    cells = [row[0] for row in read_csv(as_csv(data, DANISH)) if row]
    assert cells.count("'" + text) == 3
    assert "Ro" in cells


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_in_the_table_is_rounded_half_up_from_the_counts(
    count: tuple[int, int],
) -> None:
    k, n = count
    header, row, *_ = read_csv(as_csv(draw_attendance(meetings(count), DANISH, VIEW), DANISH))
    cell = row[header.index("Andel (%)")]
    exact = Fraction(1000 * k, n)
    tenths = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    assert cell == f"{tenths // 10},{tenths % 10}"


@pytest.mark.parametrize("counts", [(-1, 5, 0), (4, 3, 0), (2, 3, 2), (0, 3, -1)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        meetings(counts)


@pytest.mark.parametrize("so_far", [1, 6])
def test_a_running_total_lies_between_the_new_ones_and_all(so_far: int) -> None:
    with pytest.raises(ValueError, match="so far"):
        MeetingCount("m", 1, date(2026, 9, 9), 2, 5, so_far=so_far)
