"""The numbers of a chart are the same in every form, and what is hidden is hidden in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.figures import make_chart, make_series

from facilitator.charts.chart import (
    Bar,
    Bars,
    ChartData,
    Dots,
    Figure,
    Line,
    Mark,
    Part,
    Parts,
    Point,
    Row,
    Series,
    Stage,
)
from facilitator.charts.tables import as_csv, as_html, as_json, as_tabbed, as_xlsx, cells
from facilitator.language import Language

DANISH = Language("da")
ENGLISH = Language("en")
DAY = date(2026, 9, 15)
SECRET = 77_777


def chart(figure: Figure, **fields: str) -> ChartData:
    words = {"title": "Hvor mange?", "subtitle": "Andel", "sentence": "Én måling."} | fields
    return ChartData("x", **words, verdict=None, caveats=("Små tal.",), figure=figure)  # type: ignore[arg-type]


def point(k: int, n: int) -> Point:
    return Point("1. møde", DAY, k, n, k / n, 0.1, 0.9, True, False)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(content: bytes) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_measurement_is_a_row_with_its_counts_its_share_and_its_interval() -> None:
    table = cells(chart(Series((point(6, 15),))), DANISH)
    assert table.columns == (
        *("Måling", "Dato", "Antal", "Ud af", "Andel (%)"),
        *("Interval fra (%)", "Interval til (%)"),
    )
    assert table.rows == (("1. møde", "15. sep. 2026", "6", "15", "40,0", "10,0", "90,0"),)


def test_a_measurement_says_its_phase_and_that_it_is_left_out() -> None:
    left_out = replace(point(6, 15), excluded=True)
    stages = (Stage(DAY, DAY, "Før", 0.3, "Før 30 pct. (n=1)"),)
    table = cells(chart(Series((left_out,), stages=stages)), DANISH)
    assert table.columns[-2:] == ("Fase", "Bemærkning")
    assert table.rows[0][-2:] == ("Før", "udeladt")


def test_a_gap_is_blank_and_never_nought() -> None:
    gap = replace(point(6, 15), k=None, n=None, value=None, low=None, high=None)
    row = read_csv(as_csv(chart(Series((point(6, 15), gap))), DANISH))[2]
    assert row == ["1. møde", "2026-09-15", "", "", "", "", ""]


def test_days_and_numbers_stand_as_they_are() -> None:
    days = replace(point(6, 15), value=42.5, low=None, high=None, k=None)
    assert read_csv(as_csv(chart(Series((days,), unit="days")), DANISH))[:2] == [
        ["Måling", "Dato", "Ud af", "Dage"],
        ["1. møde", "2026-09-15", "15", "42,5"],
    ]


def test_bars_name_what_is_paired_and_parts_name_their_answers() -> None:
    bars = Bars((Bar("Case", (45, 60), ("45 min.", "60 min.")),), ("Planlagt", "Brugt"))
    assert cells(chart(bars), DANISH).columns == ("Navn", "Planlagt", "Brugt")
    assert cells(chart(bars), DANISH).rows == (("Case", "45", "60"),)
    parts = Parts((Part("Relevant?", (11, 3, 1)),), ("ja", "delvist", "nej"))
    assert cells(chart(parts), DANISH).columns == ("Spørgsmål", "ja", "delvist", "nej", "Svarede")
    assert cells(chart(parts), DANISH).rows == (("Relevant?", "11", "3", "1", "15"),)


def hidden_figures() -> Iterator[Figure]:
    secret = Point("1. møde", DAY, SECRET, None, SECRET, SECRET, SECRET, True, False, hidden=True)
    yield Series((secret,))
    yield Dots((Row("Klinik A", SECRET, SECRET, SECRET, SECRET, SECRET, "<5", hidden=True),))
    yield Bars((Bar("Case", (SECRET,), ("<5",), hidden=True),))
    yield Parts((Part("Relevant?", (SECRET, SECRET), hidden=True),), ("ja", "nej"))


@pytest.mark.parametrize(
    "figure", tuple(hidden_figures()), ids=lambda figure: type(figure).__name__
)
def test_what_is_hidden_is_in_no_form_and_never_blank(figure: Figure) -> None:
    made = chart(figure)
    texts = [
        as_csv(made, DANISH).decode(),
        as_tabbed(made, DANISH),
        as_html(made, DANISH),
        json.dumps(as_json(made)),
        str(read_xlsx(as_xlsx(made, DANISH))),
    ]
    assert not [text for text in texts if str(SECRET) in text]
    shown = cells(made, DANISH).rows[0]
    assert any(cell in ("–", "<5") for cell in shown)
    assert all(shown)


def test_how_many_a_hidden_measurement_is_of_stays_where_they_are_not_few() -> None:
    hidden = replace(point(1, 15), k=None, value=None, low=None, high=None, hidden=True)
    row = cells(chart(Series((hidden,))), DANISH).rows[0]
    assert row[2:] == ("–", "15", "–", "–", "–")


def test_the_workbook_has_numbers_as_numbers_dates_as_dates_and_every_word() -> None:
    made = chart(
        Series((point(6, 15),), (Line("national", 0.48, "Landet 48 pct.", "Faktaark"),)),
        title="=1+1",
    )
    header, first, *rest = read_xlsx(as_xlsx(made, DANISH))
    assert header[:4] == ["Måling", "Dato", "Antal", "Ud af"]
    day = first[1]
    assert (day.date() if isinstance(day, datetime) else day) == DAY
    assert first[2:5] == [6, 15, 40]
    said = {cell for row in rest for cell in row}
    assert {"=1+1", "Andel", "Én måling.", "Små tal.", "Landet 48 pct.", 48, "Faktaark"} <= said


def test_the_table_for_a_letter_is_sound_and_takes_no_text_for_markup() -> None:
    marks = (Mark(DAY, "pdsa", "<b>Påmindelse</b>", 1),)
    html = as_html(chart(Series((point(6, 15),), marks=marks), title="Før & efter"), DANISH)
    root = ElementTree.fromstring(f"<div>{html}</div>")
    assert [cell.text for cell in root.iter("td")][:3] == ["1. møde", "15. sep. 2026", "6"]
    assert root.findtext("table/caption") == "Før & efter"
    assert any("<b>Påmindelse</b>" in (word.text or "") for word in root.iter("p"))


def test_the_table_for_a_spreadsheet_keeps_its_cells_apart() -> None:
    made = chart(Series((replace(point(6, 15), label="1.\tmøde\n"),)))
    lines = as_tabbed(made, DANISH).split("\n")
    assert lines[1].split("\t") == ["1. møde", "2026-09-15", "6", "15", "40,0", "10,0", "90,0"]


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_chart_has_the_same_numbers_in_every_form(seed: int) -> None:
    made = make_chart(seed)
    table = cells(made, ENGLISH)
    width = len(table.columns)
    assert all(len(row) == width for row in (*table.rows, *table.values))
    written = read_csv(as_csv(made, ENGLISH))
    assert len(written[0]) == width
    assert len(written) > len(table.rows)
    assert len(as_tabbed(made, ENGLISH).split("\n")) == len(table.rows) + 1
    assert json.loads(json.dumps(as_json(made), allow_nan=False))["title"] == made.title


def test_the_row_for_scripts_tells_the_whole_figure() -> None:
    series = make_series(Random(5), "share")
    row = as_json(chart(series))
    assert row["figure"] == "series"
    assert {"marks", "stages", "unit", "joined"} <= set(row)
    dots = Dots((Row("Klinik A", 3, 9, 1 / 3, 0.1, 0.6, "3 af 9", own=True),))
    assert as_json(chart(dots))["rows"] == [
        {
            **{"label": "Klinik A", "k": 3, "n": 9, "value": 1 / 3, "low": 0.1, "high": 0.6},
            **{"said": "3 af 9", "own": True, "hidden": False, "flag": ""},
        }
    ]
