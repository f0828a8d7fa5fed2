"""A draft e-mail with the agenda, opened in the user's own program; nothing is sent from here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from facilitator.documents.agenda import say_when, write_sheet
from facilitator.documents.agenda_calendar import METHOD, as_ics, name_meeting, say_agenda
from facilitator.documents.agenda_pdf import as_pdf
from facilitator.documents.document import Asked, name_file
from facilitator.domain.written_agenda import Recipient, WrittenAgenda
from facilitator.language import N_, Language


def as_eml(written: WrittenAgenda, lang: Language, asked: Asked) -> bytes:
    """An unsent message with the participants' agenda in words, as PDF and as calendar entry.

    Addressed to nobody, or with `to_members` to each member who has an address. The header
    X-Unsent asks a program to open it for writing rather than for reading.
    """
    asked = Asked(asked.now, to_members=asked.to_members)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(f"{name_meeting(written, lang)}: {say_when(written, lang)}")
    mail["X-Unsent"] = "1"
    if asked.to_members and (addresses := tuple(_addresses(written.recipients))):
        mail["To"] = addresses
    mail.set_content(_body(written, lang, asked))
    name = name_file(lang.text("Agenda"), written.meeting.start, written.zone)
    mail.add_attachment(
        as_pdf(written, lang, asked), maintype="application", subtype="pdf", filename=f"{name}.pdf"
    )
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


def _addresses(recipients: Iterable[Recipient]) -> Iterator[Address]:
    """The addresses that are ones; the letters of a domain may be any (RFC 5890)."""
    for one in recipients:
        found = _ADDRESS.fullmatch(one.email.strip())
        if found:
            domain = found["domain"].encode("idna").decode("ascii")
            yield Address(_one_line(one.name), found["user"], domain)


_ATOM = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:[\w-]{0,58}[^\W_])?"
# The common form of an address, RFC 5322, section 3.4.1: no comments, quotes or bare addresses.
_ADDRESS = re.compile(rf"(?P<user>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>{_LABEL}(?:\.{_LABEL})+)")


def _one_line(text: str) -> str:
    return " ".join(text.split())
