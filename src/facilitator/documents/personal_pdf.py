"""A personal list as a tagged PDF on A4, and its pages as pictures."""

from __future__ import annotations

from facilitator.documents.document import Asked
from facilitator.documents.personal import NOTHING_OPEN, write_sheet
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source
from facilitator.domain.between import Asking
from facilitator.language import Language


def as_pdf(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """The list as PDF/UA-1. Raises Refusal where Typst is missing."""
    return set_pdf(_source(asking, lang, asked), asked.now)


def as_pictures(
    asking: Asking, lang: Language, asked: Asked, ppi: float = 144
) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    return set_pictures(_source(asking, lang, asked), ppi)


def _source(asking: Asking, lang: Language, asked: Asked) -> Source:
    sheet = write_sheet(asking, lang, asked)
    words = {
        "coming": lang.text("Next meeting"),
        "nothing": lang.text(NOTHING_OPEN),
    }
    return source("personal", sheet, words)
