"""The agenda as a tagged PDF on A4, and its pages as pictures."""

from __future__ import annotations

from facilitator.documents.agenda import write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import N_, Language


def as_pdf(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """The agenda as PDF/UA-1. Raises Refusal where Typst is missing."""
    return set_pdf(source_of(written, lang, asked), asked.now)


def as_pictures(
    written: WrittenAgenda, lang: Language, asked: Asked, ppi: float = 144
) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    return set_pictures(source_of(written, lang, asked), ppi)


def source_of(written: WrittenAgenda, lang: Language, asked: Asked) -> Source:
    """The layout and the words of the agenda."""
    sheet = write_sheet(written, lang, asked)
    return source("agenda", sheet, _words(lang))


def _words(lang: Language) -> dict[str, str]:
    return {
        "time": lang.text("Time"),
        "item": lang.text("Item"),
        "who": lang.text("Who"),
        "minutes": lang.text(N_("Min.")),
        "goals": lang.text("Goals for the meeting"),
        "can": lang.text("When we go home, we can …"),
        "notes": lang.text(N_("Note:")),
        "promises": lang.text(N_("Follow up on")),
    }
