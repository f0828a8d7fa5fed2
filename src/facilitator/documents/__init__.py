"""DOCUMENTS, one row for each thing written out; a document is values in, bytes out."""

from __future__ import annotations

from facilitator.documents import (
    agenda_calendar,
    agenda_mail,
    agenda_markdown,
    agenda_pdf,
    agenda_word,
    minutes_mail,
    minutes_markdown,
    minutes_pdf,
    minutes_word,
    template,
)
from facilitator.documents.document import Asked, Document, Edition, Format
from facilitator.language import N_

__all__ = ["DOCUMENTS", "Asked", "Document", "Edition", "Format", "document"]

_EDITION, _NAMES = ("edition",), ("names",)

DOCUMENTS = (
    Document(
        "minutes",
        N_("Minutes"),
        needs="minutes",
        meeting="last_held",
        without=N_("This cluster has not held a meeting yet."),
        formats=(
            Format("pdf", N_("PDF"), minutes_pdf.as_pdf, _NAMES),
            Format("docx", N_("Word document"), minutes_word.as_docx, _NAMES),
            Format("md", N_("Markdown"), minutes_markdown.as_markdown, _NAMES),
            Format("eml", N_("Draft e-mail"), minutes_mail.as_eml, (*_NAMES, "to_members")),
        ),
        pictures=minutes_pdf.as_pictures,
    ),
    Document(
        "agenda",
        N_("Agenda"),
        needs="written_agenda",
        meeting="coming_meeting",
        without=N_("No meeting lies ahead in this cluster."),
        formats=(
            Format("pdf", N_("PDF"), agenda_pdf.as_pdf, _EDITION),
            Format("docx", N_("Word document"), agenda_word.as_docx, _EDITION),
            Format("ics", N_("Calendar entry"), agenda_calendar.as_ics),
            Format("md", N_("Markdown"), agenda_markdown.as_markdown, _EDITION),
            Format("eml", N_("Draft e-mail"), agenda_mail.as_eml, ("to_members",)),
        ),
        pictures=agenda_pdf.as_pictures,
    ),
    Document(
        "template",
        N_("Agenda template or block"),
        needs="own_template",
        meeting="",
        without=N_("There is no own template or block yet."),
        formats=(Format("json", N_("Template for Facilitator"), template.as_json),),
        among="own_templates",
        calls=template.name_file,
    ),
)


def document(name: str) -> Document | None:
    """The document with this name, or none."""
    return next((one for one in DOCUMENTS if one.name == name), None)
