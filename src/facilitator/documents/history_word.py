"""The improvement history as a Word document, its charts as pictures, to be gone on with."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from facilitator.documents import word
from facilitator.documents.document import Asked
from facilitator.documents.history import NOTHING, Sheet, describe, say_rest, write_sheet
from facilitator.documents.history_pdf import draw_svg, find_height
from facilitator.documents.typesetting import set_drawings
from facilitator.documents.word import INK, QUIET, Style, running
from facilitator.domain.charted import Charted
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document

    from facilitator.charts.chart import ChartData

_STYLES: tuple[Style, ...] = (
    ("Heading 2", "Normal", 11, True, INK, 10, 3),
    ("List Bullet", "Normal", 10.5, False, INK, 0, 3),
    ("History About", "Normal", 9.5, False, QUIET, 0, 4),
    ("History Finding", "Normal", 10.5, True, INK, 4, 4),
    ("History Note", "List Bullet", 9.5, False, QUIET, 0, 2),
    ("History Head", "Normal", 9, True, QUIET, 2, 2),
    ("History Cell", "Normal", 9.5, False, INK, 2, 2),
)
_TABLE = "History Table"
_WIDTHS = (6.6, 3.4, 7.0)
"""Of the columns in centimetres, together that of an A4 page between its margins."""
_FIRST, _OTHER = (640.0, 280.0), (640.0, 230.0)
_MOST_ROWS = 340.0
"""Pixels that a chart made of rows is at most high."""
_PIXELS_TO_A_CENTIMETRE = 37.8
_DOTS_TO_AN_INCH = 216


def as_docx(of: Charted, lang: Language, asked: Asked) -> bytes:
    """The page as .docx. Raises Refusal where Typst, which draws its pictures, is missing."""
    sheet = write_sheet(of, lang, asked)
    document = word.new_document(sheet, asked.now, _STYLES)
    document.add_paragraph(running(sheet.title), "Title")
    document.add_paragraph(running(f"{sheet.cluster} · {sheet.period}"), "Subtitle")
    if sheet.first is None:
        document.add_paragraph(lang.text(NOTHING))
    shown = [(chart, _FIRST) for chart in (sheet.first,) if chart is not None]
    shown += [(chart, _OTHER) for chart in sheet.others]
    here = Language(lang.code, of.zone)
    drawn = [
        draw_svg(chart, wide, find_height(chart, wide, high, _MOST_ROWS, here), here)
        for chart, (wide, high) in shown
    ]
    pictures = set_drawings(drawn, _DOTS_TO_AN_INCH)
    for place, ((chart, size), picture) in enumerate(zip(shown, pictures, strict=True)):
        if place == 1:
            _write_findings(document, sheet, lang)
            document.add_heading(lang.text("More charts"), 1)
        _write_chart(document, chart, picture, size[0], 1 if place == 0 else 2)
    if len(shown) < 2:
        _write_findings(document, sheet, lang)
    if sheet.sources:
        document.add_heading(lang.text("Sources"), 1)
    for text in sheet.sources:
        document.add_paragraph(running(text), "List Bullet")
    document.add_paragraph(running(f"{sheet.made} · {sheet.audience}"), "History About")
    return word.as_bytes(document)


def _write_chart(
    document: Document, chart: ChartData, picture: bytes, width: float, level: int
) -> None:
    from docx.shared import Cm

    document.add_heading(running(chart.title), level)
    about = document.add_paragraph(running(chart.subtitle), "History About")
    paragraph = document.add_paragraph()
    word.keep_with_next(about, paragraph)
    shape = paragraph.add_run().add_picture(
        BytesIO(picture), width=Cm(width / _PIXELS_TO_A_CENTIMETRE)
    )
    shape._inline.docPr.set("descr", word.sound(describe(chart)))
    document.add_paragraph(running(chart.sentence), "History Finding")
    for text in chart.caveats:
        document.add_paragraph(running(text), "History Note")


def _write_findings(document: Document, sheet: Sheet, lang: Language) -> None:
    rest = say_rest(sheet, lang)
    if sheet.findings or rest:
        document.add_heading(lang.text("All measures"), 1)
    if sheet.findings:
        heads = ("Measure", "Latest", "What can be said")
        table = word.add_table(
            document, _TABLE, ((lang.text(one), "History Head") for one in heads)
        )
        for one in sheet.findings:
            cells = word.add_row(table)
            for cell, text in zip(cells, (one.title, one.latest, one.verdict), strict=True):
                word.write(cell, text, "History Cell")
        word.finish_table(table, _WIDTHS)
    for text in rest:
        document.add_paragraph(running(text), "History About")
