"""A draft e-mail with the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from facilitator.documents.document import Asked, name_file
from facilitator.documents.draft import attach_pdf, begin_draft
from facilitator.documents.minutes import Promise, Sheet, say_when, write_sheet
from facilitator.documents.minutes_pdf import as_pdf
from facilitator.domain.minutes import Minutes
from facilitator.language import N_, Language


def as_eml(minutes: Minutes, lang: Language, asked: Asked) -> bytes:
    """An unsent message that says what was taken home, with the minutes as PDF.

    Addressed to nobody, or with `to_members` to each member of that day who has an address.
    """
    sheet = write_sheet(minutes, lang, asked)
    mail = begin_draft(
        f"{sheet.title} · {sheet.cluster}: {say_when(minutes, lang)}",
        "\n".join(_lines(sheet, lang)) + "\n",
        minutes.recipients if asked.to_members else (),
    )
    name = name_file(lang.text("Minutes"), minutes.meeting.start, minutes.zone)
    attach_pdf(mail, as_pdf(minutes, lang, asked), name)
    return mail.as_bytes()


def _lines(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield lang.text(N_("Here are the minutes of our cluster meeting."))
    yield from ("", *(part for part in (sheet.when, sheet.place) if part))
    yield from say_results(sheet.taken_home, sheet.promises, lang.text("Commitments"), lang)


def say_results(
    taken_home: Sequence[str], promises: Sequence[Promise], title: str, lang: Language
) -> Iterator[str]:
    """What came of a meeting, line by line; `title` stands above what is to be tried."""
    if taken_home:
        yield from ("", f"{lang.text('What we take home')}:")
        yield from (f"{number}. {text}" for number, text in enumerate(taken_home, 1))
    if promises:
        yield from ("", f"{title}:")
        yield from (f"- {_say_promise(one)}" for one in promises)


def _say_promise(one: Promise) -> str:
    return " ".join(part for part in (one.situation, one.action, f"({one.about})") if part)
