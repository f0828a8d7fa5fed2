"""A draft e-mail with what was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents.agreed import Sheet, write_sheet
from facilitator.documents.agreed_pdf import as_pdf
from facilitator.documents.document import Asked, name_file
from facilitator.documents.draft import attach_pdf, begin_draft
from facilitator.documents.minutes import NOTHING
from facilitator.documents.minutes_mail import say_results
from facilitator.domain.between import WhatWeAgreed
from facilitator.language import N_, Language


def as_eml(agreed: WhatWeAgreed, lang: Language, asked: Asked) -> bytes:
    """An unsent message that says what was agreed, with the page as PDF.

    Addressed to nobody, or with `to_members` to each member of that day who has an address,
    hidden from the others.
    """
    sheet = write_sheet(agreed, lang, asked)
    mail = begin_draft(
        f"{sheet.title} · {sheet.cluster}",
        "\n".join(_lines(sheet, lang)) + "\n",
        agreed.recipients if asked.to_members else (),
        is_hidden=True,
    )
    name = name_file(sheet.title, agreed.meeting.start, agreed.zone)
    attach_pdf(mail, as_pdf(agreed, lang, asked), name)
    return mail.as_bytes()


def _lines(sheet: Sheet, lang: Language) -> Iterator[str]:
    yield lang.text(N_("Hello all,"))
    yield from ("", lang.text(N_("This is what we took home and agreed on.")), sheet.when)
    yield from say_results(sheet.taken_home, sheet.promises, lang.text("What we try"), lang)
    if not (sheet.taken_home or sheet.promises):
        yield from ("", lang.text(NOTHING))
    if sheet.coming:
        yield from ("", f"{lang.text('Next meeting')}:", sheet.coming)
    if sheet.closing:
        yield from ("", sheet.closing)
