"""A draft e-mail, opened in the user's own program; nothing is sent from here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from facilitator.domain.written_agenda import Recipient


def begin_draft(
    subject: str, body: str, recipients: Iterable[Recipient], *, is_hidden: bool = False
) -> EmailMessage:
    """An unsent message to those who have an address, or to nobody.

    `is_hidden`: as Bcc, so that nobody sees the address of another. The header X-Unsent asks a
    program to open it for writing rather than for reading.
    """
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(subject)
    mail["X-Unsent"] = "1"
    if addresses := tuple(_addresses(recipients)):
        mail["Bcc" if is_hidden else "To"] = addresses
    mail.set_content(body)
    return mail


def attach_pdf(mail: EmailMessage, content: bytes, name: str) -> None:
    """Attach a PDF under a name, which is given its ending."""
    mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"{name}.pdf")


def attach_xlsx(mail: EmailMessage, content: bytes, name: str) -> None:
    """Attach a spreadsheet under a name, which is given its ending."""
    mail.add_attachment(
        content,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        filename=f"{name}.xlsx",
    )


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
