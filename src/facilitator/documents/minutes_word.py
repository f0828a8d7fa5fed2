"""The minutes as a Word document with styles, to be edited by whoever gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from facilitator.documents import word
from facilitator.documents.document import Asked
from facilitator.documents.minutes import NOTHING, Promise, Result, Sheet, said_of, write_sheet
from facilitator.documents.word import INK, QUIET, Style, running
from facilitator.domain.minutes import Minutes
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

STYLES: tuple[Style, ...] = (
    ("List Bullet", "Normal", 10.5, False, INK, 0, 3),
    ("Heading 2", "Normal", 11, True, INK, 6, 3),
    ("Minutes Insight", "List Number", 12, True, INK, 0, 4),
    ("Minutes Commitment", "List Bullet", 10.5, False, INK, 4, 1),
    ("Minutes About", "Normal", 9.5, False, QUIET, 0, 2),
    ("Minutes Head", "Normal", 9, True, QUIET, 2, 2),
    ("Minutes Cell", "Normal", 10, False, INK, 2, 2),
    ("Minutes Figure", "Minutes Cell", 10, False, INK, 2, 2),
    ("Minutes Figure Head", "Minutes Head", 9, True, QUIET, 2, 2),
    ("Minutes Sum", "Minutes Cell", 10, True, INK, 2, 2),
    ("Minutes Figure Sum", "Minutes Sum", 10, True, INK, 2, 2),
)
_FIGURES = tuple(name for name, *_ in STYLES if "Figure" in name)
_TABLE = "Minutes Table"
_TIMES, _ANSWERS = (12.0, 2.5, 2.5), (9.8, 3.6, 1.8, 1.8)
"""Widths in centimetres; together that of an A4 page between its margins."""
_INDENT = 18
"""Points that what is told of a line stands in, as lists do."""


def as_docx(minutes: Minutes, lang: Language, asked: Asked) -> bytes:
    """The minutes as .docx: first what was taken home, last how the time went."""
    sheet = write_sheet(minutes, lang, asked)
    document = word.new_document(sheet, asked.now, STYLES)
    for style in _FIGURES:
        word.align_right(document, style)
    keep_promises(document)
    document.add_paragraph(running(sheet.title), "Title")
    document.add_paragraph(running(sheet.heading), "Subtitle")
    _write_results(document, sheet, lang)
    _write_listed(document, lang.text("Follow-up since last time"), sheet.followed)
    _write_attendance(document, sheet, lang)
    _write_pulse(document, sheet, lang)
    _write_times(document, sheet, lang)
    return word.as_bytes(document)


def _write_results(document: Document, sheet: Sheet, lang: Language) -> None:
    document.add_heading(lang.text("What we take home"), 1)
    for text in sheet.taken_home:
        document.add_paragraph(running(text), "Minutes Insight")
    if not sheet.taken_home:
        document.add_paragraph(lang.text(NOTHING))
    if sheet.noted:
        document.add_heading(lang.text("Also noted"), 2)
    for text in sheet.noted:
        document.add_paragraph(running(text), "List Bullet")
    document.add_heading(lang.text("Commitments"), 1)
    for one in sheet.promises:
        write_promise(document, one)
    if not sheet.promises:
        document.add_paragraph(lang.text(NOTHING))
    _write_listed(document, lang.text("Goals"), sheet.goals)
    _write_listed(document, lang.text("Parking lot"), sheet.parked)


def keep_promises(document: Document) -> None:
    """Let what is told of a commitment stand in below it, and on its page."""
    word.indent(document, "Minutes About", _INDENT)
    word.keep_with_next(document.styles["Minutes Commitment"])


def write_promise(document: Document, one: Promise) -> None:
    """A commitment in the styles of the minutes: what, and below it who, by when and the sign."""
    what = document.add_paragraph(style="Minutes Commitment")
    if one.situation:
        what.add_run(running(f"{one.situation} "))
    what.add_run(running(one.action), "Strong")
    for text in (one.about, one.sign):
        if text:
            document.add_paragraph(running(text), "Minutes About")


def _write_listed(document: Document, title: str, results: Sequence[Result]) -> None:
    if results:
        document.add_heading(title, 1)
    for one, said in zip(results, said_of(results), strict=True):
        document.add_paragraph(running(said), "List Bullet")
        for note in one.notes:
            document.add_paragraph(running(note), "Minutes About")


def _write_attendance(document: Document, sheet: Sheet, lang: Language) -> None:
    document.add_heading(lang.text("Attendance"), 1)
    document.add_paragraph(sheet.attendance)
    for label, names in sheet.people:
        document.add_paragraph(running(f"{label} {names}"))


def _write_times(document: Document, sheet: Sheet, lang: Language) -> None:
    if sheet.time or sheet.lines:
        document.add_heading(lang.text("How the time went"), 1)
    for sentence in sheet.time:
        document.add_paragraph(running(sentence))
    if not sheet.lines:
        return
    rows = [
        (f"{one.title} ({one.who})" if one.who else one.title, one.planned, one.actual)
        for one in sheet.lines
    ]
    head = ("Item", "Planned (min)", "Actual (min)")
    last = (lang.text("Total"), sheet.planned, sheet.actual)
    _write_table(document, [lang.text(one) for one in head], rows, _TIMES, last)


def _write_pulse(document: Document, sheet: Sheet, lang: Language) -> None:
    if not sheet.pulse:
        return
    document.add_heading(lang.text("Pulse of the meeting"), 1)
    head = ("Question", "Answered yes", "Partly", "No")
    rows = (
        (one.question, one.share, lang.number(one.partly), lang.number(one.no))
        for one in sheet.pulse
    )
    _write_table(document, [lang.text(one) for one in head], rows, _ANSWERS)


def _write_table(
    document: Document,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    last: Sequence[str] = (),
) -> None:
    """A table whose first column is text and the others figures; `last` is their sum."""
    table = word.add_table(document, _TABLE, zip(head, _styled("Head", len(head)), strict=True))
    for row in rows:
        _write_row(word.add_row(table), row, _styled("Cell", len(row)))
    if last:
        _write_row(word.add_row(table), last, _styled("Sum", len(last)))
    word.finish_table(table, widths)


def _write_row(cells: Sequence[_Cell], texts: Sequence[str], styles: Sequence[str]) -> None:
    for cell, text, style in zip(cells, texts, styles, strict=True):
        word.write(cell, text, style)


def _styled(kind: str, n: int) -> tuple[str, ...]:
    """The styles of a row of n columns: Head, Cell or Sum."""
    figure = "Minutes Figure" if kind == "Cell" else f"Minutes Figure {kind}"
    return (f"Minutes {kind}", *[figure] * (n - 1))
