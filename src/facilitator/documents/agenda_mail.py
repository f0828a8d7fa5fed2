"""A draft e-mail with the agenda."""

from __future__ import annotations

from facilitator.documents.agenda import say_when, write_sheet
from facilitator.documents.agenda_calendar import METHOD, as_ics, name_meeting, say_agenda
from facilitator.documents.agenda_pdf import as_pdf
from facilitator.documents.document import Asked, name_file
from facilitator.documents.draft import attach_pdf, begin_draft
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import N_, Language


def as_eml(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """An unsent message with the participants' agenda in words, as PDF and as calendar entry.

    Addressed to nobody, or with `to_members` to each member who has an address.
    """
    asked = Asked(asked.now, to_members=asked.to_members)
    mail = begin_draft(
        f"{name_meeting(written, lang)}: {say_when(written, lang)}",
        _body(written, lang, asked),
        written.recipients if asked.to_members else (),
    )
    name = name_file(lang.text("Agenda"), written.meeting.start, written.zone)
    attach_pdf(mail, as_pdf(written, lang, asked), name)
    mail.add_attachment(
        as_ics(written, lang, asked).decode("utf-8"),
        subtype="calendar",
        filename=f"{name}.ics",
        params={"method": METHOD},
    )
    return mail.as_bytes()


def _body(written: WrittenAgenda, lang: Language, asked: Asked) -> str:
    sheet = write_sheet(written, lang, asked)
    greeting = lang.text(N_("Here is the agenda for our next cluster meeting."))
    if sheet.cancelled:
        greeting = lang.text(N_("The cluster meeting is cancelled."))
    where = "\n".join(part for part in (sheet.when, sheet.place, sheet.chair) if part)
    parts = (greeting, where, say_agenda(written, lang, asked).strip())
    return "\n\n".join(part for part in parts if part) + "\n"
