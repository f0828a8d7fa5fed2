"""DOCUMENTS, one row for each thing written out; a document is values in, bytes out."""

from __future__ import annotations

from facilitator.documents import (
    agenda_calendar,
    agenda_mail,
    agenda_markdown,
    agenda_pdf,
    agenda_word,
    agreed_mail,
    agreed_markdown,
    agreed_pdf,
    agreed_word,
    ask_mail,
    handover,
    history,
    history_markdown,
    history_pdf,
    history_word,
    member,
    minutes_mail,
    minutes_markdown,
    minutes_pdf,
    minutes_word,
    personal,
    personal_mail,
    personal_markdown,
    personal_pdf,
    personal_word,
    reply,
    template,
)
from facilitator.documents.document import Asked, Document, Edition, Format
from facilitator.domain.handover import ENDING
from facilitator.language import N_

__all__ = ["DOCUMENTS", "Asked", "Document", "Edition", "Format", "document"]

_EDITION, _NAMES, _SEEN = ("edition",), ("names",), ("audience", "first", "last")
_NOBODY = N_("This cluster has no members yet.")

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
        "agreed",
        N_("What we agreed"),
        needs="agreed",
        meeting="last_held",
        without=N_("This cluster has not held a meeting yet."),
        formats=(
            Format("pdf", N_("PDF"), agreed_pdf.as_pdf, _NAMES),
            Format("docx", N_("Word document"), agreed_word.as_docx, _NAMES),
            Format("md", N_("Markdown"), agreed_markdown.as_markdown, _NAMES),
            Format("eml", N_("Draft e-mail"), agreed_mail.as_eml, (*_NAMES, "to_members")),
        ),
        pictures=agreed_pdf.as_pictures,
    ),
    Document(
        "history",
        history.TITLE,
        needs="charted",
        meeting="",
        without=N_("There is no cluster in the data file yet."),
        formats=(
            Format("pdf", N_("PDF"), history_pdf.as_pdf, _SEEN),
            Format("docx", N_("Word document"), history_word.as_docx, _SEEN),
            Format("md", N_("Markdown"), history_markdown.as_markdown, _SEEN),
        ),
        pictures=history_pdf.as_pictures,
        calls=history.file_name,
        in_cluster=True,
    ),
    Document(
        "personal",
        N_("Personal list"),
        needs="asking",
        meeting="",
        without=_NOBODY,
        formats=(
            Format("pdf", N_("PDF"), personal_pdf.as_pdf),
            Format("docx", N_("Word document"), personal_word.as_docx),
            Format("md", N_("Markdown"), personal_markdown.as_markdown),
            Format("eml", N_("Draft e-mail"), personal_mail.as_eml, ("to_members",)),
        ),
        pictures=personal_pdf.as_pictures,
        among="people_asked",
        calls=personal.name_file,
        in_cluster=True,
        is_empty=personal.is_empty,
    ),
    Document(
        "ask",
        N_("Question how it is going"),
        needs="asking",
        meeting="",
        without=_NOBODY,
        formats=(Format("eml", N_("Draft e-mail"), ask_mail.as_eml, ("to_members",)),),
        among="people_asked",
        calls=ask_mail.name_file,
        in_cluster=True,
        is_empty=personal.is_empty,
    ),
    Document(
        "reply",
        N_("Reply sheet"),
        needs="asking",
        meeting="",
        without=_NOBODY,
        formats=(Format("xlsx", N_("Spreadsheet"), reply.as_xlsx),),
        among="people_asked",
        calls=reply.name_file,
        in_cluster=True,
        is_empty=personal.is_empty,
    ),
    Document(
        "member",
        N_("What is kept about a member"),
        needs="person_record",
        meeting="",
        without=N_("There is no such member."),
        formats=(
            Format("json", N_("Data for programs (JSON)"), member.as_json),
            Format("csv", N_("Table (CSV)"), member.as_csv),
        ),
        among="all_members",
        calls=member.name_file,
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
    Document(
        "handover",
        N_("Hand-over of a cluster"),
        needs="handover",
        meeting="",
        without=N_("There is no cluster in the data file yet."),
        formats=(
            Format(
                ENDING,
                N_("Hand-over for Facilitator"),
                handover.as_file,
                ("notes",),
                handover.pour,
            ),
        ),
        among="clusters_there",
        calls=handover.name_file,
        handed=handover.handed,
    ),
)


def document(name: str) -> Document | None:
    """The document with this name, or none."""
    return next((one for one in DOCUMENTS if one.name == name), None)
