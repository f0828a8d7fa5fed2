"""The history on paper: what matters first, every measure, and nothing of few people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.charts.measures import counts, on, rows_for
from tests.documents.example import READERS, docx, read_pdf, without_breaks
from tests.documents.test_agenda_pdf import catalogue, fonts_of, smallest, structure

from facilitator.charts import CHARTS
from facilitator.charts.chart import Parts
from facilitator.charts.whole import HISTORY
from facilitator.documents import Asked, document
from facilitator.documents.history import Sheet, describe, file_name, say_rest, write_sheet
from facilitator.documents.history_markdown import as_markdown
from facilitator.documents.history_pdf import (
    as_pdf,
    as_pictures,
    draw_svg,
    find_height,
    say_numbers,
)
from facilitator.documents.markdown import escape
from facilitator.domain.charted import Charted
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Cut
from facilitator.language import Language

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
DANISH, ENGLISH = Language("da"), Language("en")
OWN, MEETING, OUTSIDE = (Asked(NOW, audience=audience) for audience in Audience)
CUTS = (Cut("1", "", on(2), "note", "Anna blev syg"),)


def history(size: int, **rows: tuple[Any, ...]) -> Charted:
    """A cluster with so many measurements of everything."""
    drawn = {chart.needs: rows_for(chart, size) for chart in HISTORY}
    held = tuple(on(at) for at in range(size))
    return Charted("c", "ØNH – Eksempel", "Europe/Copenhagen", 15, held, 5, {**drawn, **rows}, CUTS)


def few(k: int) -> Charted:
    """A cluster in which hardly anything may be told outside; `k` is different behind it."""
    shares = [(7, 15), (8, 15), (6, 15), (k, 15)]
    return history(
        4, improved_per_meeting=counts(shares, so_far=9), attendance_per_meeting=counts(shares)
    )


def said_on(sheet: Sheet, lang: Language) -> Iterator[str]:
    """Every word that is to stand on the page. Where a chart is drawn, its sentence may tell its
    latest number, with the interval behind it; what is to be borne in mind is that of charts
    drawn."""
    yield from (sheet.title, sheet.cluster, sheet.period, sheet.made, sheet.audience)
    if sheet.first is not None:
        yield from (sheet.first.title, sheet.first.subtitle, sheet.first.sentence)
    for one in sheet.findings:
        yield from (one.title, one.latest.removesuffix(")"), one.verdict)
    assert sheet.first is not None
    yield from (*say_rest(sheet, lang), *sheet.first.caveats, *sheet.sources)


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
@pytest.mark.parametrize(("lang", "asked"), [(DANISH, OUTSIDE), (ENGLISH, OWN)])
def test_it_says_who_when_for_whom_and_every_measure_in_a_line(
    lang: Language, asked: Asked, ending: str
) -> None:
    row = document("history")
    assert row is not None
    form = row.format(ending)
    assert form is not None
    said = without_breaks(READERS[ending](form.write(history(12), lang, asked)))
    sheet = write_sheet(history(12), lang, asked)
    for text in said_on(sheet, lang):
        assert without_breaks(text) in said
    if ending == "pdf":
        for number, text in enumerate(sheet.first.caveats if sheet.first else (), 1):
            assert without_breaks(f"{number}. {text}") in said
    listed = {*(one.title for one in sheet.findings), *sheet.unknown, *sheet.hidden}
    for chart in HISTORY:
        assert any(lang.text(chart.title) in title for title in listed), chart.name


def test_what_matters_first_is_the_main_chart_or_the_first_with_anything_to_see() -> None:
    first = write_sheet(history(12), DANISH, OWN).first
    assert first is not None
    assert first.name == "members_improved"
    answered = counts([(7, 15), (9, 16)], of="commitment")
    hidden = history(
        2, improved_per_meeting=counts([(2, 15)] * 2), followed_up_per_meeting=answered
    )
    sheet = write_sheet(hidden, DANISH, OUTSIDE)
    assert sheet.first is not None
    assert sheet.first.name == "followup_completed"
    assert DANISH.text(HISTORY[0].title) in sheet.hidden


def test_a_cluster_that_never_met_gets_a_page_that_says_so() -> None:
    said = read_pdf(as_pdf(history(0), DANISH, OUTSIDE))
    assert "Der er ikke noget at vise endnu." in said
    assert "Intet møde afholdt endnu" in said
    assert "\n\n\n" not in as_markdown(history(0), DANISH, OUTSIDE).decode("utf-8")


@pytest.mark.parametrize(
    ("size", "asked", "pages"), [(1, OWN, 1), (15, OWN, 1), (24, OUTSIDE, 1), (60, OWN, 3)]
)
def test_it_is_one_page_for_five_years_in_the_fonts_that_came_along(
    size: int, asked: Asked, pages: int
) -> None:
    data = as_pdf(history(size), DANISH, asked)
    assert len(PdfReader(BytesIO(data)).pages) <= pages
    assert fonts_of(data) == {"Inter"}
    assert smallest(data) >= 6.5


@pytest.mark.parametrize(("lang", "code"), [(DANISH, "da-DK"), (ENGLISH, "en-GB")])
def test_it_is_tagged_and_each_picture_says_what_it_shows(lang: Language, code: str) -> None:
    root = catalogue(as_pdf(history(12), lang, OWN))
    sheet = write_sheet(history(12), lang, OWN)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == code
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    tree = root["/StructTreeRoot"]["/K"]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure"} <= set(structure(tree))
    assert sheet.first is not None
    shown = [describe(chart) for chart in (sheet.first, *sheet.others)]
    told = list(alternatives(tree))
    assert told[0] == shown[0]
    assert set(told) <= set(shown)
    assert all(chart.sentence in text for chart, text in zip((sheet.first,), told[:1], strict=True))


def alternatives(node: Any) -> Iterator[str]:
    """What stands for each picture, in the order of the page."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from alternatives(kid)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from alternatives(node["/K"])


def test_the_file_says_of_itself_only_what_stands_on_the_page() -> None:
    reader = PdfReader(BytesIO(as_pdf(history(12), DANISH, OUTSIDE)))
    facts = {key: str(value) for key, value in (reader.metadata or {}).items()}
    dates = {key: facts.pop(key) for key in list(facts) if key.endswith("Date")}
    assert all("20261123" in value for value in dates.values())
    assert facts.pop("/Creator").startswith("Typst")
    assert facts == {
        "/Title": "Klyngens udvikling · ØNH – Eksempel",
        "/Author": "ØNH – Eksempel",
    }


@pytest.mark.parametrize("ending", ["pdf", "docx", "md"])
def test_outside_the_file_is_the_same_whatever_is_behind_what_is_hidden(ending: str) -> None:
    row = document("history")
    assert row is not None
    form = row.format(ending)
    assert form is not None
    one, other = (form.write(few(k), DANISH, OUTSIDE) for k in (2, 3))
    assert one == other
    assert "Anna" not in READERS[ending](one)
    assert write_sheet(few(2), DANISH, OWN) != write_sheet(few(3), DANISH, OWN)


def test_outside_is_what_is_written_unless_another_audience_is_chosen() -> None:
    assert Asked(NOW).audience is Audience.OUTSIDE
    assert "Må deles uden for klyngen" in write_sheet(few(2), DANISH, Asked(NOW)).audience
    assert "færre end 5" in write_sheet(few(2), DANISH, MEETING).audience


def test_what_is_for_ones_own_screen_alone_is_on_no_paper() -> None:
    private = {chart.name for chart in CHARTS if chart.private}
    assert private
    sheet = write_sheet(history(12), DANISH, OWN)
    assert not private & {one.name for one in sheet.findings}


def test_only_the_days_that_are_asked_are_on_it() -> None:
    asked = replace(OWN, first=on(3), last=on(5))
    sheet = write_sheet(history(12), DANISH, asked)
    assert sheet.period.startswith("3 møder · ")
    assert sheet.first is not None
    assert [point.at for point in sheet.first.points] == [on(3), on(4), on(5)]


def test_in_word_each_picture_says_what_it_shows_and_names_nobody() -> None:
    row = document("history")
    assert row is not None
    form = row.format("docx")
    assert form is not None
    written = docx(form.write(few(7), DANISH, OUTSIDE))
    sheet = write_sheet(few(7), DANISH, OUTSIDE)
    assert sheet.first is not None
    told = [shape._inline.docPr.get("descr") for shape in written.inline_shapes]
    assert told == [describe(chart) for chart in (sheet.first, *sheet.others)]
    assert written.core_properties.author == "ØNH – Eksempel"
    assert written.core_properties.last_modified_by == "ØNH – Eksempel"


def test_it_can_be_looked_at_and_is_called_after_its_cluster() -> None:
    (page, *_) = as_pictures(few(7), DANISH, OUTSIDE, 40)
    assert page.startswith(b"\x89PNG")
    assert file_name(few(7), DANISH) == "Klyngens udvikling ØNH – Eksempel"


def test_what_was_typed_is_text_and_never_markup() -> None:
    cuts = (Cut("1", "", on(6), "pdsa", "😀 <svg> & ]]> #let x"),)
    typed = "ØNH <b>#x[]</b> & ”co”"
    data = as_pdf(replace(history(12), cluster=typed, cuts=cuts), DANISH, MEETING)
    said = without_breaks(read_pdf(data))
    assert without_breaks(typed) in said
    assert without_breaks("<svg> & ]]> #let x") in said


def test_a_caveat_stands_with_its_chart() -> None:
    sheet = write_sheet(history(12), DANISH, OWN)
    parts = as_markdown(history(12), DANISH, OWN).decode("utf-8").split("\n\n")
    for chart in sheet.others:
        at = parts.index(f"## {escape(chart.title)}")
        told = [line.removeprefix("- ") for line in parts[at + 3].split("\n")]
        assert told == [escape(text) for text in chart.caveats] or not chart.caveats


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([3], "3"), ([4, 3], "3, 4"), ([2, 3, 4, 9, 1], "1–4, 9"), ([1, 3, 5], "1, 3, 5")],
)
def test_the_numbers_of_caveats_are_said_briefly(numbers: list[int], said: str) -> None:
    assert say_numbers(numbers) == said


def test_small_charts_of_rows_are_high_enough_for_every_row_to_be_named() -> None:
    sheet = write_sheet(history(12), DANISH, OWN)
    series = next(one for one in sheet.others if one.name == "attendance")
    rows = next(one for one in sheet.others if isinstance(one.figure, Parts))
    assert isinstance(rows.figure, Parts)
    assert find_height(series, 318, 170, 260, DANISH) == 170
    wished = find_height(rows, 318, 170, 10_000, DANISH)
    assert find_height(rows, 318, 170, wished - 1, DANISH) == wished - 1
    drawn = draw_svg(rows, 318, wished, DANISH)
    assert [part.label for part in rows.figure.parts if part.label not in drawn] == []
