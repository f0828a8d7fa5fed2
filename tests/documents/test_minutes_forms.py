"""The minutes as PDF, Word document and draft e-mail: read again as their receiver reads them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from tests.documents.example import (
    DANISH,
    ENGLISH,
    NOW,
    READERS,
    docx,
    mail,
    one_line,
    read_docx,
    read_pdf,
    without_breaks,
)
from tests.documents.test_agenda_pdf import catalogue, fonts_of, pages, smallest, structure
from tests.documents.test_minutes import TRICKY, minutes

from facilitator.documents import document
from facilitator.documents.document import Asked
from facilitator.documents.minutes_mail import as_eml
from facilitator.documents.minutes_pdf import as_pdf, as_pictures
from facilitator.documents.minutes_word import as_docx
from facilitator.language import Language

PLAIN, NAMES = Asked(NOW), Asked(NOW, names=True)
HEADINGS = (
    *("Det tager vi med hjem", "Aftaler", "Mål", "Parkeringsplads", "Opfølgning siden sidst"),
    *("Fremmøde", "Mødets puls", "Sådan gik tiden"),
)


@pytest.mark.parametrize(("lang", "code"), [(DANISH, "da-DK"), (ENGLISH, "en-GB")])
def test_the_pdf_is_tagged_for_those_who_hear_it(lang: Language, code: str) -> None:
    root = catalogue(as_pdf(minutes(), lang, NAMES))
    assert root["/Lang"] == code
    roles = set(structure(root["/StructTreeRoot"]["/K"]))
    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TR", "/TD", "/L", "/LI"} <= roles
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_pdf_says_first_what_is_taken_home_and_last_how_it_was() -> None:
    data = as_pdf(minutes(), DANISH, PLAIN)
    text = read_pdf(data)
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    assert fonts_of(data) == {"Inter"}
    assert smallest(data) >= 9
    assert as_pdf(minutes(), DANISH, PLAIN) == data


def test_long_minutes_go_over_pages_and_nothing_of_them_is_lost() -> None:
    whole = minutes()
    insights = tuple(replace(whole.noted[0], id=str(n), text=f"Nr. {n}.") for n in range(70))
    found = pages(as_pdf(replace(whole, noted=insights), DANISH, PLAIN))
    assert [f"Side {n} af {len(found)}" in page for n, page in enumerate(found, 1)] == [True] * 3
    text = " ".join(found)
    assert [one.text for one in insights if one.text not in text] == []


def test_the_pages_can_be_looked_at() -> None:
    assert [page[:4] for page in as_pictures(minutes(), DANISH, PLAIN, 30)] == [b"\x89PNG"]


def test_the_word_document_has_styles_and_tables_with_heads() -> None:
    document = docx(as_docx(minutes(), DANISH, PLAIN))
    parts = [(part.style.name, one_line(part.text)) for part in document.paragraphs if part.style]
    assert [text for style, text in parts if style == "Heading 1"] == list(HEADINGS)
    styles = dict(parts)
    assert styles["Title"] == "Referat af 6. klyngemøde"
    assert styles["Minutes Insight"] == "Nummer to · Værktøj"
    answers, times = document.tables
    assert [cell.text for cell in times.rows[0].cells] == [
        *("Punkt", "Planlagt (min.)", "Faktisk (min.)")
    ]
    assert [cell.text for cell in times.rows[-1].cells] == ["I alt", "120", "126"]
    said = [one_line(cell.text) for cell in answers.rows[1].cells]
    assert said[1:] == ["12 svar, men 3 var til stede", "2", "1"]
    heads = [table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") for table in (times, answers)]
    assert None not in heads


def test_the_word_document_is_spelled_in_its_language() -> None:
    data = as_docx(minutes(), ENGLISH, PLAIN)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert '<w:lang w:val="en-GB"' in parts.read("word/styles.xml").decode("utf-8")
    assert docx(data).core_properties.title == "Minutes of cluster meeting 6"


@pytest.mark.parametrize("ending", ["pdf", "docx", "md", "eml"])
def test_what_was_typed_stands_as_typed_and_nobody_is_named(ending: str) -> None:
    row = document("minutes")
    assert row is not None
    form = row.format(ending)
    assert form is not None
    typed = f"{TRICKY} 😀 “æøå” -> #let x = 1; $y$ @z"
    said = READERS[ending](form.write(minutes(typed), DANISH, PLAIN))
    assert without_breaks(typed) in without_breaks(said)
    for name in ("Anna", "Bo Eksempel", "Klinik 5", "Dorte"):
        assert name not in said
    assert "Klinik 5" in READERS[ending](form.write(minutes(typed), DANISH, NAMES))


def test_the_draft_says_what_was_taken_home_and_carries_the_pdf() -> None:
    message = mail(as_eml(minutes(), DANISH, replace(PLAIN, to_members=True)))
    assert message["X-Unsent"] == "1"
    assert [one.addr_spec for one in message["To"].addresses] == ["anna@example.org"]
    assert message["Subject"].startswith("Referat af 6. klyngemøde · ØNH – Eksempel: onsdag")
    body = message.get_body()
    assert body is not None
    assert "1. Akuttid hver dag" in body.get_content()
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "Referat 2026-09-09.pdf"
    assert len(PdfReader(BytesIO(pdf.get_content())).pages) == 1


def test_the_draft_goes_to_nobody_unless_asked() -> None:
    assert mail(as_eml(minutes(), DANISH, PLAIN))["To"] is None


def test_the_words_are_in_the_language_asked_for() -> None:
    said = read_docx(as_docx(minutes(), ENGLISH, PLAIN)) + read_pdf(
        as_pdf(minutes(), ENGLISH, PLAIN)
    )
    for words in ("What we take home", "Follow-up since last time", "It ended 6 min late"):
        assert said.count(words) == 2
