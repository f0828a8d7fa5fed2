"""“What we agreed” as a tagged PDF on A4, and its page as a picture."""

from __future__ import annotations

from facilitator.documents.agreed import write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.minutes import NOTHING
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source
from facilitator.domain.between import WhatWeAgreed
from facilitator.language import N_, Language


def as_pdf(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> bytes:
    """The page as PDF/UA-1. Raises Refusal where Typst is missing."""
    return set_pdf(_source(agreed, lang, asked), asked.now)


def as_pictures(
    agreed: WhatWeAgreed, lang: Language, asked: Asked, ppi: float = 144
) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    return set_pictures(_source(agreed, lang, asked), ppi)


def _source(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> Source:
    sheet = write_sheet(agreed, lang, asked)
    words = {
        "taken_home": lang.text("What we take home"),
        "promises": lang.text(N_("What we try")),
        "coming": lang.text(N_("Next meeting")),
        "nothing": lang.text(NOTHING),
    }
    return source("agreed", sheet, words)
