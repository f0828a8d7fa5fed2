"""A draft e-mail that asks how it went, with the file to answer in."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.documents import reply
from facilitator.documents.document import Asked, plain_name
from facilitator.documents.draft import attach_xlsx, begin_draft
from facilitator.documents.moment import say_meeting
from facilitator.documents.personal import Entry, Sheet, write_sheet
from facilitator.domain.between import Asking
from facilitator.language import N_, Language


def as_eml(asking: Asking, lang: Language, asked: Asked) -> bytes:
    """An unsent message with the question and what is asked about, and the reply file.

    Addressed to nobody, or with `to_members` to the member who is asked, or to everybody, hidden
    from each other. Raises Refusal where nothing is open.
    """
    file = reply.as_xlsx(asking, lang, asked)
    sheet = write_sheet(asking, lang, asked)
    mail = begin_draft(
        f"{_subject(asking, lang)} · {sheet.cluster}",
        "\n".join(_lines(asking, sheet, lang)) + "\n",
        asking.recipients if asked.to_members else (),
        is_hidden=asking.member is None,
    )
    attach_xlsx(mail, file, reply.name_file(asking, lang))
    return mail.as_bytes()


def name_file(asking: Asking, lang: Language) -> str:
    """A name for the file of the draft, without an ending: Hvordan går det – Anna Eksempel."""
    who = asking.member.name if asking.member else asking.cluster
    return plain_name(f"{lang.text(N_('How is it going'))} – {who}")


def greet(asking: Asking, lang: Language) -> str:
    """Hej Anna, or Hej alle; a title such as “Dr.” is passed by."""
    if asking.member is None:
        return lang.text("Hello all,")
    names = [name for name in asking.member.name.split() if not name.endswith(".")]
    return lang.text(N_("Hello {name},"), name=names[0] if names else asking.member.name)


def say_entry(one: Entry) -> str:
    """A commitment on one line, with when it was agreed."""
    said = f"{one.situation} {one.action}".strip()
    return f"{said} ({one.about[:1].lower()}{one.about[1:]})"


def _subject(asking: Asking, lang: Language) -> str:
    if asking.member is None:
        return lang.text(N_("How is it going with what we agreed?"))
    return lang.text(N_("How is it going with what you wanted to try?"))


def _lines(asking: Asking, sheet: Sheet, lang: Language) -> Iterator[str]:
    yield greet(asking, lang)
    yield ""
    yield lang.text(_OPENING[asking.member is not None])
    for group in sheet.groups:
        yield from ("", f"{group.title}:")
        yield from (f"- {say_entry(one)}" for one in group.entries)
    yield ""
    yield lang.text(
        N_("Write a few words back, or fill in the attached sheet and return it; five minutes do.")
    )
    yield lang.text(N_("It is just as useful to hear what did not work out, and why."))
    yield lang.text(N_("Please write nothing that could lead back to a patient."))
    if sheet.coming and asking.coming:
        again = say_meeting(asking.coming, Language(lang.code, asking.zone))
        yield from ("", lang.text(N_("We meet again: {meeting}"), meeting=again))
    yield from ("", lang.text(N_("Best wishes")), "")


_OPENING = {
    True: N_("There are a few things you and your clinic wanted to try. How is it going?"),
    False: N_("There are some things we wanted to try. How is it going?"),
}
