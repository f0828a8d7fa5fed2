"""The agenda as a draft e-mail: unsent, to nobody unless asked, with what was promised in it."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest
from tests.documents.example import (
    DANISH,
    ENGLISH,
    FACILITATOR,
    NOW,
    PARTICIPANTS,
    START,
    event,
    mail,
    read_pdf,
    written,
)

from facilitator.documents.agenda_mail import as_eml
from facilitator.documents.document import Asked
from facilitator.domain.written_agenda import Recipient

TO_MEMBERS = Asked(NOW, to_members=True)


def attached(message: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_filename() or "": part for part in message.iter_attachments()}


def test_it_is_a_draft_to_nobody() -> None:
    message = mail(as_eml(written(), DANISH, PARTICIPANTS))
    assert message["X-Unsent"] == "1"
    assert [message[name] for name in ("To", "Cc", "Bcc", "From", "Date")] == [None] * 5
    assert message["Subject"] == (
        "7. klyngemøde · ØNH – Eksempel: onsdag den 9. december 2026 kl. 16.30–18.30"
    )


def test_the_body_is_in_the_language_chosen() -> None:
    for lang, begins in (
        (DANISH, "Her er dagsordenen til vores næste klyngemøde.\n\nOnsdag den 9. december"),
        (ENGLISH, "Here is the agenda for our next cluster meeting.\n\nWednesday 9 December"),
    ):
        body = mail(as_eml(written(), lang, PARTICIPANTS)).get_body()
        assert body is not None
        assert body.get_content().replace("\r\n", "\n").startswith(begins)


def test_agenda_and_calendar_entry_are_attached_and_open() -> None:
    parts = attached(mail(as_eml(written(), DANISH, FACILITATOR)))
    assert list(parts) == ["Dagsorden 2026-12-09.pdf", "Dagsorden 2026-12-09.ics"]
    pdf, ics = parts.values()
    assert pdf.get_content_type() == "application/pdf"
    assert "Patientcase: ørepine" in read_pdf(pdf.get_content())
    assert "Facilitatorens udgave" not in read_pdf(pdf.get_content())
    assert ics.get_content_type() == "text/calendar"
    assert ics.get_param("method") == "PUBLISH"
    assert event(ics.get_content().encode("utf-8")).decoded("DTSTART") == START


def test_members_with_an_address_are_those_it_goes_to() -> None:
    to = mail(as_eml(written(), DANISH, TO_MEMBERS))["To"]
    assert [(one.display_name, one.addr_spec) for one in to.addresses] == [
        ("Anna Eksempel", "anna@example.org"),
        ("Åse Ærø-Eksempel", "aase@example.org"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        *("", "anna", "@", "anna@", "@example.org", "a b@example.org", "a@example.org, b@x.org"),
        *("a@example.org\nBcc: b@x.org", "søren@example.org", "<a@example.org", "a@[", '"@x.org'),
    ],
)
def test_what_is_no_address_is_left_out(typed: str) -> None:
    odd = (Recipient("1", "Anna Eksempel", typed), Recipient("2", "Bo", "bo@example.org"))
    message = mail(as_eml(replace(written(), recipients=odd), DANISH, TO_MEMBERS))
    assert [one.addr_spec for one in message["To"].addresses] == ["bo@example.org"]
    assert message["Bcc"] is None


def test_a_name_adds_no_header_and_no_address() -> None:
    name = 'Bo "B" <x@y.org>, Å\r\nBcc: z@y.org'
    odd = (Recipient("2", name, "bo@example.org"),)
    one = replace(written(), recipients=odd, cluster="A\r\nBcc: z@y.org")
    message = mail(as_eml(one, DANISH, TO_MEMBERS))
    (address,) = message["To"].addresses
    assert address.addr_spec == "bo@example.org"
    assert address.display_name == " ".join(name.split())
    assert message["Bcc"] is None


def test_a_danish_domain_is_one() -> None:
    odd = (Recipient("2", "Bo", "bo@øre-næse-hals.example"),)
    message = mail(as_eml(replace(written(), recipients=odd), DANISH, TO_MEMBERS))
    (address,) = message["To"].addresses
    assert address.domain.encode("ascii").decode("idna") == "øre-næse-hals.example"


def test_without_any_address_it_goes_to_nobody() -> None:
    message = mail(as_eml(replace(written(), recipients=()), DANISH, TO_MEMBERS))
    assert message["To"] is None


def test_goals_facts_and_items_stand_apart_in_the_body() -> None:
    body = mail(as_eml(written(), DANISH, PARTICIPANTS)).get_body()
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert "\n\nMål for mødet: Når vi går hjem, kan vi …\n1. spørge ens\n" in text
    assert "\n\nBilag: Spilleregler.pdf\n\n16.30  Opfølgning" in text
