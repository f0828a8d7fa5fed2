"""What is sent out between two meetings, read again as its receiver reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.documents.example import READERS, commitment, docx, mail, read_md, without_breaks
from tests.documents.replies import (
    ANNA,
    ASKED,
    DANISH,
    ENGLISH,
    IDS,
    NOW,
    agreed,
    asking,
    sheet,
)
from tests.documents.test_agenda_pdf import catalogue, fonts_of, smallest, structure
from tests.documents.test_minutes import TRICKY

from facilitator.documents import Asked, Document, document
from facilitator.documents.personal import write_sheet
from facilitator.domain.between import Asking, Told
from facilitator.domain.refusal import Refusal
from facilitator.language import Language

NAMES = replace(ASKED, names=True)
MEMBERS = replace(NAMES, to_members=True)


def row(name: str) -> Document:
    found = document(name)
    assert found is not None
    return found


def write(name: str, ending: str, values: object, lang: Language, asked: Asked) -> bytes:
    form = row(name).format(ending)
    assert form is not None
    return form.write(values, lang, asked)


ENDINGS = ("pdf", "docx", "md", "eml")


# -- what we agreed


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_we_agreed_says_what_who_and_when_next(ending: str) -> None:
    typed = f"{TRICKY} 😀 -> #let x = 1"
    said = READERS[ending](write("agreed", ending, agreed(typed), DANISH, NAMES))
    assert without_breaks(typed) in without_breaks(said)
    for words in ("Klinik 5", "inden", "9. december 2026 kl. 16.30–18.30 · Klinik 3"):
        assert without_breaks(words) in without_breaks(said)
    plain = READERS[ending](write("agreed", ending, agreed(), ENGLISH, ASKED))
    assert "Klinik 5" not in plain
    assert "Next meeting" in plain


def test_a_draft_about_a_meeting_that_left_nothing_says_so() -> None:
    nothing = replace(agreed(), taken_home=(), agreed=())
    said = READERS["eml"](write("agreed", "eml", nothing, DANISH, NAMES))
    assert "Intet blev skrevet ned." in said


def test_a_meeting_that_is_past_is_not_the_next() -> None:
    later = replace(ASKED, now=NOW.replace(year=2027))
    assert "Næste møde" not in read_md(write("agreed", "md", agreed(), DANISH, later))


def test_what_we_agreed_is_one_tagged_page_in_our_own_letters() -> None:
    data = write("agreed", "pdf", agreed(), DANISH, NAMES)
    assert len(PdfReader(BytesIO(data)).pages) == 1
    assert {"/H1", "/H2", "/L", "/LI"} <= set(structure(catalogue(data)["/StructTreeRoot"]["/K"]))
    assert fonts_of(data) == {"Inter"}
    assert smallest(data) >= 9


def test_the_draft_hides_the_addresses_of_the_members_from_each_other() -> None:
    draft = mail(write("agreed", "eml", agreed(), DANISH, MEMBERS))
    assert draft["To"] is None
    assert [one.addr_spec for one in draft["Bcc"].addresses] == [ANNA.email]
    (pdf,) = draft.iter_attachments()
    assert pdf.get_filename() == "Det aftalte vi 2026-09-09.pdf"
    unaddressed = mail(write("agreed", "eml", agreed(), DANISH, NAMES))
    assert (unaddressed["To"], unaddressed["Bcc"]) == (None, None)


# -- the personal list


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_personal_list_says_how_everything_stands_and_asks(ending: str) -> None:
    said = READERS[ending](write("personal", ending, asking(TRICKY), DANISH, MEMBERS))
    flat = without_breaks(said)
    places = [
        flat.index(without_breaks(words))
        for words in ("Det prøver du", TRICKY, "Det prøver din klinik", "Det prøver hele klyngen")
    ]
    assert places == sorted(places)
    if ending != "eml":
        told = ("afprøves", "Senest sagt, 20. september 2026: Går fint · Barriere: Travlt")
        for words in (*told, "Tegn: Ens svar", "Hvordan går det?"):
            assert without_breaks(words) in flat


def test_the_list_of_everybody_goes_by_name_and_ends_with_the_whole_cluster() -> None:
    text = read_md(write("personal", "md", asking(everybody=True), ENGLISH, ASKED))
    places = [text.index(name) for name in ("Anna Eksempel", "Klinik 1", "The whole cluster")]
    assert places == sorted(places)


def test_what_is_put_off_is_not_asked_about_before_its_day() -> None:
    early = replace(ASKED, now=NOW.replace(month=9, day=29))
    assert len(asking().asked(date(2026, 9, 29))) == 2
    assert "Det prøver du" not in read_md(write("personal", "md", asking(), DANISH, early))
    assert "Det prøver du" in read_md(write("personal", "md", asking(), DANISH, ASKED))


def test_a_list_with_nothing_on_it_says_so_and_is_left_out_of_a_folder() -> None:
    nothing = replace(asking(), told=())
    assert "ingen åbne aftaler" in read_md(write("personal", "md", nothing, DANISH, ASKED))
    assert [row("personal").is_empty is not None, _is_empty(nothing), _is_empty(asking())] == [
        *(True, True, False)
    ]
    for name, ending in (("ask", "eml"), ("reply", "xlsx")):
        with pytest.raises(Refusal, match="nothing open"):
            write(name, ending, nothing, DANISH, ASKED)


def _is_empty(values: Asking) -> bool:
    is_empty = row("personal").is_empty
    return is_empty is not None and is_empty(values, ASKED)


def test_the_word_document_can_be_written_in() -> None:
    document = docx(write("personal", "docx", asking(), DANISH, ASKED))
    styles = [part.style.name for part in document.paragraphs if part.style]
    assert styles.count("List Question") == 3
    assert styles.count("Heading 1") == 4


# -- the question


def test_the_question_is_put_to_a_member_by_name() -> None:
    draft = mail(write("ask", "eml", asking(), DANISH, MEMBERS))
    assert [one.addr_spec for one in draft["To"].addresses] == [ANNA.email]
    body = draft.get_body()
    assert body is not None
    text = body.get_content()
    assert text.startswith("Kære Anna\r\n")
    assert "- Ring selv tilbage (aftalt 9. september 2026, 6. møde" in text
    assert "Skriv ikke noget, der kan føre tilbage til en patient." in text
    (reply,) = draft.iter_attachments()
    assert reply.get_filename() == "Svar – Anna Eksempel.xlsx"
    assert reply.get_content() == sheet()


def test_the_question_to_everybody_names_nobody_to_the_others() -> None:
    draft = mail(write("ask", "eml", asking(everybody=True), ENGLISH, MEMBERS))
    assert draft["To"] is None
    assert [one.addr_spec for one in draft["Bcc"].addresses] == [ANNA.email]
    body = draft.get_body()
    assert body is not None
    assert body.get_content().startswith("Hello all,\r\n")


@pytest.mark.parametrize(
    ("name", "said"), [("Dr. Åse Ærø", "Kære Åse"), ("A. B.", "Kære A. B."), ("Bo", "Kære Bo")]
)
def test_a_title_is_passed_by_in_the_greeting(name: str, said: str) -> None:
    one = replace(asking(), member=replace(ANNA, name=name))
    body = mail(write("ask", "eml", one, DANISH, ASKED)).get_body()
    assert body is not None
    assert body.get_content().splitlines()[0] == said


# -- the sheet to answer in


def test_the_sheet_has_a_line_for_each_commitment_and_hides_what_it_belongs_to() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(sheet()))
    assert book.sheet_names == ["Svar"]
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [row[0] for row in rows[7:10]] == list(IDS)
    assert rows[4][1:3] == ["Navn", "Anna Eksempel"]
    assert rows[6][6:10] == ["Hvordan går det?", "Erfaring", "Hvad står i vejen?", "Næste skridt"]
    assert rows[8][2] == "Når jeg står med en akut: Ring selv tilbage\nTegn: Ens svar"
    assert rows[8][5] == "afprøves\nSenest sagt, 20. september 2026: Går fint · Barriere: Travlt"


def test_the_sheet_locks_all_but_the_answers_and_offers_the_words_of_its_language() -> None:
    import zipfile

    with zipfile.ZipFile(BytesIO(sheet(ENGLISH, everybody=True))) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode("utf-8")
        styles = parts.read("xl/styles.xml").decode("utf-8")
    assert '<sheetProtection sheet="1"' in xml
    assert 'min="1" max="1"' in xml
    assert xml.count('hidden="1"') == 1
    assert '"planned,being tried,partly introduced,introduced,not introduced,dropped"' in xml
    assert 'sqref="C5"><formula1>$A$12:$A$13</formula1>' in xml
    assert styles.count('locked="0"') == 2
    assert "<f>" not in xml


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert sheet() == sheet()


@pytest.mark.parametrize("name", ["personal", "ask", "reply"])
def test_a_file_is_called_by_whose_it_is(name: str) -> None:
    odd = replace(asking(), member=replace(ANNA, name='Bo "B/C" Eksempel.'))
    called = row(name).file_name(odd, DANISH)
    assert called.endswith("– Bo B C Eksempel")


def test_by_the_next_meeting_is_said_until_that_has_been_held() -> None:
    whole = commitment("w", "", whole_cluster=True, due=None, due_next_meeting=True)
    values = replace(asking(), told=(Told(whole, "planned"),))
    assert values.meeting is not None
    later = replace(values, meeting=replace(values.meeting, start=NOW))
    said, passed = (write_sheet(one, ENGLISH, ASKED) for one in (values, later))
    last, after = (sheet.groups[0].entries[0].about for sheet in (said, passed))
    assert last.endswith("meeting 6, by the next meeting")
    assert after.endswith("meeting 6")


def test_the_question_ends_with_when_we_meet_again_as_a_dane_would_write_it() -> None:
    body = mail(write("ask", "eml", asking(), DANISH, ASKED)).get_body()
    assert body is not None
    assert "Vi ses igen onsdag den 9. december 2026 kl. 16.30–18.30 · Klinik 3" in (
        body.get_content()
    )


def test_in_word_what_is_told_of_a_commitment_stays_on_its_page() -> None:
    for name, style in (("agreed", "Minutes Commitment"), ("personal", "List About")):
        values = agreed() if name == "agreed" else asking()
        found = docx(write(name, "docx", values, DANISH, ASKED)).styles[style]
        assert found.paragraph_format.keep_with_next
