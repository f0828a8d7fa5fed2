"""The agenda as a tagged PDF on A4, and its pages as pictures; laid out by Typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from facilitator.documents.agenda import write_sheet
from facilitator.documents.document import Asked
from facilitator.domain.refusal import Refusal
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import N_, Language
from facilitator.paths import resources

if TYPE_CHECKING:
    from types import ModuleType

    from typst import Fonts

# PDF for Universal Accessibility, ISO 14289-1: every page can be read aloud in its order.
_STANDARD = "ua-1"


def as_pdf(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """The agenda as PDF/UA-1; the same in, and the same `asked.now`, is the same bytes out.

    A sign that no font here has is looked for among those of the computer; where it is found
    nowhere, the PDF is tagged all the same but below that standard. Raises Refusal where Typst is
    missing.
    """
    typst = _typst()
    source, inputs = source_of(written, lang, asked)
    made = {"sys_inputs": inputs, "timestamp": round(asked.now.timestamp())}
    for is_system in (False, True):
        try:
            return _compile(source, fonts(is_system), pdf_standards=[_STANDARD], **made)
        except typst.TypstError:
            continue
    return _compile(source, fonts(True), **made)


def as_pictures(
    written: WrittenAgenda, lang: Language, asked: Asked, ppi: float = 144
) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    source, inputs = source_of(written, lang, asked)
    pages = _typst().compile(source, format="png", ppi=ppi, font_paths=fonts(), sys_inputs=inputs)
    return tuple(pages) if isinstance(pages, list) else (pages,)


def source_of(written: WrittenAgenda, lang: Language, asked: Asked) -> tuple[bytes, dict[str, str]]:
    """What Typst is given: the layout, and beside it the words as JSON, which are never markup."""
    sheet = write_sheet(written, lang, asked)
    given = {**asdict(sheet), "heading": sheet.heading, "words": _words(lang)}
    inputs = {"sheet": json.dumps(given, ensure_ascii=False)}
    return (resources() / "typst" / "agenda.typ").read_bytes(), inputs


@cache
def fonts(is_system: bool = False) -> Fonts:
    """The fonts that came along, so that a PDF is the same everywhere; or the computer's too."""
    made: Fonts = _typst().Fonts(
        include_system_fonts=is_system,
        include_embedded_fonts=False,
        font_paths=[str(resources() / "fonts")],
    )
    return made


def _compile(source: bytes, with_fonts: Fonts, **options: Any) -> bytes:
    return bytes(_typst().compile(source, font_paths=with_fonts, **options))


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
        "page": lang.text(N_("Page {page} of {pages}")),
    }


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise Refusal(
            N_("PDF cannot be written on this computer: the library for it is missing."),
            N_("Nothing was written."),
            N_("Choose another format."),
        ) from error
    return typst
