"""A draft e-mail with a personal list."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents.ask_mail import greet, say_entry
from facilitator.documents.document import Asked
from facilitator.documents.draft import attach_pdf, begin_draft
from facilitator.documents.personal import NOTHING_OPEN, Sheet, name_file, write_sheet
from facilitator.documents.personal_pdf import as_pdf
from facilitator.domain.between import Asking
from facilitator.language import N_, Language


def as_eml(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """An unsent message with the list, and the list as PDF.

    Addressed to nobody, or with `to_members` to the member whose list it is, or to everybody,
    hidden from each other.
    """
    sheet = write_sheet(asking, lang, asked)
    mail = begin_draft(
        f"{sheet.title} · {sheet.cluster}",
        "\n".join(_lines(asking, sheet, lang)) + "\n",
        asking.recipients if asked.to_members else (),
        is_hidden=asking.member is None,
    )
    attach_pdf(mail, as_pdf(asking, lang, asked), name_file(asking, lang))
    return mail.as_bytes()


def _lines(asking: Asking, sheet: Sheet, lang: Language) -> Iterator[str]:
    yield greet(asking, lang)
    yield ""
    if not sheet.groups:
        yield lang.text(NOTHING_OPEN)
        return
    yield lang.text(N_("This is what is open. The list is attached, to be printed and kept."))
    for group in sheet.groups:
        yield from ("", f"{group.title}:")
        yield from (f"- {say_entry(one)}" for one in group.entries)
    if sheet.coming:
        yield from ("", f"{lang.text('Next meeting')}:", sheet.coming)
