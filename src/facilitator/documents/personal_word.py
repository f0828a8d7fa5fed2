"""A personal list as a Word document, in which the answers can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.documents import word
from facilitator.documents.document import Asked
from facilitator.documents.personal import NOTHING_OPEN, Entry, write_sheet
from facilitator.documents.word import INK, QUIET, Style, running
from facilitator.domain.between import Asking
from facilitator.language import Language

if TYPE_CHECKING:
    from docx.document import Document

_STYLES: tuple[Style, ...] = (
    ("List Commitment", "Normal", 11, True, INK, 8, 1),
    ("List About", "Normal", 9.5, False, QUIET, 0, 2),
    ("List Question", "Normal", 10.5, False, INK, 3, 14),
)


def as_docx(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """The list as .docx: under each commitment how it stands, and the question."""
    sheet = write_sheet(asking, lang, asked)
    document = word.new_document(sheet, asked.now, _STYLES)
    word.keep_with_next(document.styles["List Commitment"], document.styles["List About"])
    document.add_paragraph(running(sheet.title), "Title")
    document.add_paragraph(running(sheet.heading), "Subtitle")
    for group in sheet.groups:
        document.add_heading(running(group.title), 1)
        for one in group.entries:
            _write_entry(document, one, sheet.asks)
    if not sheet.groups:
        document.add_paragraph(lang.text(NOTHING_OPEN))
    if sheet.coming:
        document.add_heading(lang.text("Next meeting"), 1)
        document.add_paragraph(running(sheet.coming))
    return word.as_bytes(document)


def _write_entry(document: Document, one: Entry, asks: str) -> None:
    said = f"{one.situation} {one.action} – {one.stands}".strip()
    document.add_paragraph(running(said), "List Commitment")
    for text in (one.about, one.sign, one.last):
        if text:
            document.add_paragraph(running(text), "List About")
    document.add_paragraph(asks, "List Question")
