"""A personal list as Markdown, to be read as it is and pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents.document import Asked
from facilitator.documents.markdown import bullets, escape, heading
from facilitator.documents.personal import NOTHING_OPEN, Entry, Sheet, write_sheet
from facilitator.domain.between import Asking
from facilitator.language import Language


def as_markdown(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """The list in UTF-8: under each commitment how it stands, and the question."""
    return ("\n\n".join(_parts(write_sheet(asking, lang, asked), lang)) + "\n").encode("utf-8")


def _parts(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield heading(1, sheet.title)
    yield escape(sheet.heading)
    for group in sheet.groups:
        yield heading(2, group.title)
        yield bullets(_entry(one, sheet.asks) for one in group.entries)
    if not sheet.groups:
        yield lang.text(NOTHING_OPEN)
    if sheet.coming:
        yield heading(2, lang.text("Next meeting"))
        yield escape(sheet.coming)


def _entry(one: Entry, asks: str) -> str:
    situation = f"{escape(one.situation)} " if one.situation else ""
    first = f"{situation}**{escape(one.action)}** – {escape(one.stands)}"
    below = [escape(text) for text in (one.about, one.sign, one.last, asks) if text]
    return "\n  - ".join((first, *below))
