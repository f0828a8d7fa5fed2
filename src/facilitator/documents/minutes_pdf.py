"""The minutes as a tagged PDF on A4, and its pages as pictures."""

from __future__ import annotations

from facilitator.documents.document import Asked
from facilitator.documents.minutes import NOTHING, write_sheet
from facilitator.documents.typesetting import Source, set_pdf, set_pictures, source
from facilitator.domain.minutes import Minutes
from facilitator.language import Language


def as_pdf(minutes: Minutes, lang: Language, asked: Asked) -> bytes:
    """The minutes as PDF/UA-1. Raises Refusal where Typst is missing."""
    return set_pdf(_source(minutes, lang, asked), asked.now)


def as_pictures(
    minutes: Minutes, lang: Language, asked: Asked, ppi: float = 144
) -> tuple[bytes, ...]:
    """A PNG of each page at `ppi` dots per inch. Raises Refusal where Typst is missing."""
    return set_pictures(_source(minutes, lang, asked), ppi)


def _source(minutes: Minutes, lang: Language, asked: Asked) -> Source:
    sheet = write_sheet(minutes, lang, asked)
    return source("minutes", sheet, _words(lang))


def _words(lang: Language) -> dict[str, str]:
    return {
        "taken_home": lang.text("What we take home"),
        "noted": lang.text("Also noted"),
        "promises": lang.text("Commitments"),
        "goals": lang.text("Goals"),
        "parked": lang.text("Parking lot"),
        "attendance": lang.text("Attendance"),
        "time": lang.text("How the time went"),
        "item": lang.text("Item"),
        "planned": lang.text("Planned (min)"),
        "actual": lang.text("Actual (min)"),
        "together": lang.text("Total"),
        "followed": lang.text("Follow-up since last time"),
        "pulse": lang.text("Pulse of the meeting"),
        "question": lang.text("Question"),
        "yes": lang.text("Answered yes"),
        "partly": lang.text("Partly"),
        "no": lang.text("No"),
        "nothing": lang.text(NOTHING),
    }
