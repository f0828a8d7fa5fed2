"""The agenda as a Word document with styles and a table, to be edited by whoever gets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.documents import word
from facilitator.documents.agenda import Line, Sheet, write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.word import INK, QUIET, Style, running
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_STYLES: tuple[Style, ...] = (
    ("List Bullet", "Normal", 9.5, False, INK, 0, 1),
    ("Agenda Head", "Normal", 9, True, QUIET, 2, 2),
    ("Agenda Item", "Normal", 11, True, INK, 3, 1),
    ("Agenda Text", "Normal", 9.5, False, QUIET, 0, 2),
    ("Agenda Cell", "Normal", 10, False, INK, 3, 3),
    ("Agenda Number", "Agenda Cell", 10, False, INK, 3, 3),
    ("Agenda Number Head", "Agenda Head", 9, True, QUIET, 2, 2),
)
_TABLE = "Agenda Table"
_WIDTHS = (1.9, 10.3, 3.2, 1.6)
"""Of the columns, in centimetres; together the width of an A4 page between its margins."""


def as_docx(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """The agenda as .docx: title, goals as a numbered list, items as a table with a header row."""
    sheet = write_sheet(written, lang, asked)
    document = word.new_document(sheet, asked.now, _STYLES)
    for style in ("Agenda Number", "Agenda Number Head"):
        word.align_right(document, style)
    _write_head(document, sheet, lang)
    _write_items(document, sheet, lang)
    return word.as_bytes(document)


def _write_head(document: Document, sheet: Sheet, lang: Language) -> None:
    for mark in (sheet.edition, sheet.cancelled):
        if mark:
            document.add_paragraph(mark, "Agenda Head")
    document.add_paragraph(running(sheet.title), "Title")
    document.add_paragraph(running(sheet.heading), "Subtitle")
    if sheet.chair:
        document.add_paragraph(running(sheet.chair), "Subtitle")
    if sheet.goals:
        document.add_heading(lang.text("Goals for the meeting"), 1)
        document.add_paragraph(lang.text("When we go home, we can …"), "Agenda Text")
    for goal in sheet.goals:
        document.add_paragraph(running(goal), "List Number")
    for fact in sheet.facts:
        document.add_paragraph(running(f"{fact.label} {fact.text} {fact.link}".rstrip()))


def _write_items(document: Document, sheet: Sheet, lang: Language) -> None:
    document.add_heading(lang.text("Agenda"), 1)
    styles = {"Min.": "Agenda Number Head"}
    words = ("Time", "Item", "Who", "Min.")
    head = ((lang.text(one), styles.get(one, "Agenda Head")) for one in words)
    table = word.add_table(document, _TABLE, head)
    for line in sheet.lines:
        _write_item(table, line, lang)
    word.finish_table(table, _WIDTHS)


def _write_item(table: Table, line: Line, lang: Language) -> None:
    time, item, who, minutes = word.add_row(table)
    word.write(time, line.start, "Agenda Cell")
    word.write(who, line.who, "Agenda Cell")
    word.write(minutes, line.minutes, "Agenda Number")
    _colour_edge(item, line.colour)
    word.write(item, line.title, "Agenda Item")
    for text, style in _texts(line, lang):
        item.add_paragraph(running(text), style)


def _texts(line: Line, lang: Language) -> Iterator[tuple[str, str]]:
    """What stands under the title of an item, each with its style."""
    yield from ((text, "Agenda Text") for text in (line.question, line.least, line.steps) if text)
    for fact in line.facts:
        yield f"{fact.label} {fact.text} {fact.link}".rstrip(), "Agenda Text"
    yield from ((prompt, "List Bullet") for prompt in line.prompts)
    if line.notes:
        yield f"{lang.text('Note:')} {line.notes}", "Agenda Text"
    if line.promises:
        yield lang.text("Follow up on"), "Agenda Head"
    yield from ((f"{one.action} ({one.about})", "List Bullet") for one in line.promises)


def _colour_edge(cell: _Cell, colour: str) -> None:
    """The colour of the item's kind as the left edge of its cell."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    edge = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{colour[1:]}"/>'
    borders = parse_xml(f"<w:tcBorders {nsdecls('w')}>{edge}</w:tcBorders>")
    cell._tc.get_or_add_tcPr().append(borders)
