"""An agenda to write out, and for each format the reader that opens it again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from typing import Any, cast

import docx as word
from docx.document import Document as Docx
from icalendar import Calendar, Event
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.documents.handovers import read_handover
from tests.documents.test_minutes import read_back

from facilitator.documents.document import Asked
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.content import Attachment, Usage
from facilitator.domain.outcomes import Commitment
from facilitator.domain.preparation import Preparation
from facilitator.domain.schedule import Step
from facilitator.domain.written_agenda import Recipient, WrittenAgenda
from facilitator.language import Language

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)  # 16.30 in Denmark
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
DANISH, ENGLISH = Language("da"), Language("en")
PARTICIPANTS = Asked(NOW)
FACILITATOR = Asked(NOW, edition="facilitator")


def item(key: str, kind: str, title: str, minutes: int, **values: Any) -> AgendaItem:
    seconds = 60 * minutes
    plain = AgendaItem(
        *(key, kind, title, "", "", "", "", seconds, seconds, False, None, "", None, None, None),
    )
    return replace(plain, **values)


def commitment(key: str, owner: str, **values: Any) -> Commitment:
    plain = Commitment(
        key,
        "Ring selv tilbage",
        situation="",
        sign="",
        category="",
        insight=None,
        insight_text="",
        owner=owner,
        member=None,
        clinic=key,
        whole_cluster=False,
        meeting="m6",
        meeting_number=6,
        agreed=datetime(2026, 9, 9, 17, tzinfo=UTC),
        due=date(2026, 12, 9),
        due_next_meeting=False,
        confidence=None,
        status="planned",
    )
    return replace(plain, **values)


ITEMS = (
    item(
        *("a", "follow_up", "Opfølgning siden sidst", 15),
        question="Sidst talte vi om svimmelhed – hvilke erfaringer har I gjort jer siden?",
        who="Anna Eksempel",
    ),
    item(
        *("b", "case", "Patientcase: ørepine", 25),
        question="Hvad kan vi andre lære af den?",
        preparation="Læs retningslinjen",
        notes="Spørg Bo først",
        who="Klinik 3",
        flexible=True,
        minimum=900,
        steps=(Step("Fremlæggelse", 300), Step("Drøftelse", 1200)),
    ),
    item("c", "break", "Pause", 10),
    item("d", "exchange", "Bordrunde", 60, question="Hvordan gør I i jeres klinik?"),
    item("e", "summary", "Opsummering", 10, question="Hvad tager vi med hjem?"),
)


def written(*items: AgendaItem, **meeting: Any) -> WrittenAgenda:
    """An agenda of 16.30–18.30 with everything that can stand on one."""
    plain = Meeting(
        *("m", "c", 7, START, START + timedelta(hours=2), "Klinik 3", "physical", "cases", "draft"),
        *("9", None, None, None),
    )
    return WrittenAgenda(
        "ØNH – Eksempel",
        "Europe/Copenhagen",
        Agenda(
            replace(plain, **meeting),
            (Goal("g", "spørge ens"), Goal("h", "gribe de akutte")),
            items or ITEMS,
        ),
        (commitment("1", "Klinik 5"), commitment("2", "Klinik 6", carried=2)),
        (
            Recipient("9", "Anna Eksempel", "anna@example.org"),
            Recipient("8", "Bo Eksempel", ""),
            Recipient("7", "Åse Ærø-Eksempel", "aase@example.org"),
        ),
        revision=217_000_000,
        used=(
            Usage(
                "u", "b", "guideline", "1", "Otitis", "DSOHH 2026", "https://example.org/o", None
            ),
            Usage("v", "d", "speaker", "2", "Dorte Eksempel", "Hørelse", "", 4000),
            Usage("w", "b", "case", "3", "Casens titel", "Tvivlen i casen", "", None),
        ),
        attached=(
            Attachment("x", "m", None, "Spilleregler.pdf", "", 10, True),
            Attachment("y", "m", "d", "Svar.pdf", "", 10, False),
        ),
        preparations=(
            Preparation("p", "m", "b", "", "Tag tal med", "Klinik 3", None, "3", None, None),
            Preparation("q", "m", "b", "", "Er gjort", "Klinik 3", None, "3", None, NOW),
        ),
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def read_pdf(data: bytes) -> str:
    return one_line(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def docx(data: bytes) -> Docx:
    return word.Document(BytesIO(data))


def read_docx(data: bytes) -> str:
    document = docx(data)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return one_line(" ".join([*(part.text for part in document.paragraphs), *cells]))


def event(data: bytes) -> Event:
    """The one entry of a calendar."""
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return cast(Event, found)


def read_ics(data: bytes) -> str:
    found = event(data)
    return one_line(" ".join(str(found[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")))


def read_md(data: bytes) -> str:
    parts = (part for name, lines in read_back(data).items() for part in (name, *lines))
    return one_line(" ".join(parts))


def mail(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=SMTP)


def read_eml(data: bytes) -> str:
    body = mail(data).get_body()
    assert body is not None
    return one_line(f"{mail(data)['Subject']} {body.get_content()}")


def read_json(data: bytes) -> str:
    return json.dumps(json.loads(data), ensure_ascii=False)


def read_xlsx(data: bytes) -> str:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    return one_line(" ".join(str(cell) for row in rows for cell in row))


def read_csv(data: bytes) -> str:
    """The cells of a table, a line each, once a spreadsheet's reader has taken it."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";", strict=True)
    return "\n".join("\n".join(line) for line in lines)


READERS: dict[str, Callable[[bytes], str]] = {
    "csv": read_csv,
    "pdf": read_pdf,
    "docx": read_docx,
    "ics": read_ics,
    "md": read_md,
    "eml": read_eml,
    "json": read_json,
    "xlsx": read_xlsx,
    "facilitator": read_handover,
}


def without_breaks(text: str) -> str:
    """A text without white space and hyphens: a page may break a line anywhere between words."""
    return re.sub(r"[\s\u00ad]+", "", text)
