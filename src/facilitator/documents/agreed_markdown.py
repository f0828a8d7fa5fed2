"""“What we agreed” as Markdown, to be read as it is and pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents.agreed import Sheet, write_sheet
from facilitator.documents.document import Asked
from facilitator.documents.markdown import bullets, escape, heading, numbered
from facilitator.documents.minutes import NOTHING
from facilitator.documents.minutes_markdown import say_promise
from facilitator.domain.between import WhatWeAgreed
from facilitator.language import Language


def as_markdown(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> bytes:
    """The page in UTF-8: what is taken home, what is tried, when the cluster meets again."""
    return ("\n\n".join(_parts(write_sheet(agreed, lang, asked), lang)) + "\n").encode("utf-8")


def _parts(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield heading(1, sheet.title)
    yield escape(sheet.heading)
    yield heading(2, lang.text("What we take home"))
    yield numbered(map(escape, sheet.taken_home)) or lang.text(NOTHING)
    yield heading(2, lang.text("What we try"))
    yield bullets(map(say_promise, sheet.promises)) or lang.text(NOTHING)
    if sheet.coming:
        yield heading(2, lang.text("Next meeting"))
        yield escape(sheet.coming)
    if sheet.closing:
        yield sheet.closing
