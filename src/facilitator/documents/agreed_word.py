"""“What we agreed” as a Word document with the styles of the minutes."""

from __future__ import annotations

from facilitator.documents import word
from facilitator.documents.agreed import write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.minutes import NOTHING
from facilitator.documents.minutes_word import STYLES, keep_promises, write_promise
from facilitator.documents.word import running
from facilitator.domain.between import WhatWeAgreed
from facilitator.language import Language


def as_docx(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> bytes:
    """The page as .docx: what is taken home, what is tried, when the cluster meets again."""
    sheet = write_sheet(agreed, lang, asked)
    document = word.new_document(sheet, asked.now, STYLES)
    keep_promises(document)
    document.add_paragraph(running(sheet.title), "Title")
    document.add_paragraph(running(sheet.heading), "Subtitle")
    document.add_heading(lang.text("What we take home"), 1)
    for text in sheet.taken_home:
        document.add_paragraph(running(text), "Minutes Insight")
    if not sheet.taken_home:
        document.add_paragraph(lang.text(NOTHING))
    document.add_heading(lang.text("What we try"), 1)
    for one in sheet.promises:
        write_promise(document, one)
    if not sheet.promises:
        document.add_paragraph(lang.text(NOTHING))
    if sheet.coming:
        document.add_heading(lang.text("Next meeting"), 1)
        document.add_paragraph(running(sheet.coming))
    if sheet.closing:
        document.add_paragraph(sheet.closing)
    return word.as_bytes(document)
