"""The agenda as a Word document: styles and a table that a person can go on with."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from tests.documents.example import (
    DANISH,
    ENGLISH,
    FACILITATOR,
    ITEMS,
    NOW,
    PARTICIPANTS,
    docx,
    item,
    one_line,
    read_docx,
    written,
)

from facilitator.documents.agenda_word import as_docx
from facilitator.language import Language


def test_paragraphs_have_styles_of_their_own_and_none_is_dressed_by_hand() -> None:
    document = docx(as_docx(written(), DANISH, PARTICIPANTS))
    styles = {part.style.name: one_line(part.text) for part in document.paragraphs if part.style}
    assert styles["Title"] == "Dagsorden til 7. klyngemøde"
    assert {"Subtitle", "Heading 1", "List Number"} <= set(styles)
    cells = [cell for row in document.tables[0].rows for cell in row.cells]
    runs = [run for cell in cells for part in cell.paragraphs for run in part.runs]
    assert [run.text for run in runs if run.font.bold or run.font.size or run.font.name] == []


def test_the_table_has_a_row_for_each_item_and_a_head_that_is_repeated() -> None:
    (table,) = docx(as_docx(written(), DANISH, PARTICIPANTS)).tables
    assert table.style is not None
    assert table.style.name == "Agenda Table"
    assert len(table.rows) == len(ITEMS) + 1
    assert [cell.text for cell in table.rows[0].cells] == ["Tid", "Punkt", "Hvem", "Min."]
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True] + [False] * len(ITEMS)
    assert [row.cells[0].text for row in table.rows[1:3]] == ["16.30", "16.45"]
    assert table.rows[2].cells[3].text == "25"


def test_it_can_be_edited_and_saved_again() -> None:
    document = docx(as_docx(written(), DANISH, PARTICIPANTS))
    document.tables[0].rows[1].cells[1].paragraphs[0].text = "Noget andet"
    saved = BytesIO()
    document.save(saved)
    assert "Noget andet" in read_docx(saved.getvalue())


@pytest.mark.parametrize(("lang", "code"), [(DANISH, "da-DK"), (ENGLISH, "en-GB")])
def test_it_is_spelled_in_the_language_it_is_written_in(lang: Language, code: str) -> None:
    data = as_docx(written(), lang, PARTICIPANTS)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        styles = parts.read("word/styles.xml").decode("utf-8")
    assert f'<w:lang w:val="{code}"' in styles
    assert docx(data).core_properties.language == code


def test_it_names_the_cluster_as_its_author_and_nobody_invented() -> None:
    facts = docx(as_docx(written(), DANISH, PARTICIPANTS)).core_properties
    assert facts.title == "Dagsorden til 7. klyngemøde"
    assert facts.author == facts.last_modified_by == "ØNH – Eksempel"
    assert (facts.comments, facts.keywords, facts.subject) == ("", "", "")
    assert facts.created == facts.modified == NOW


def test_a_note_of_several_lines_keeps_them() -> None:
    noted = written(item("a", "case", "Case", 30, notes="Først\nsiden\tså"))
    texts = [
        part.text
        for row in docx(as_docx(noted, DANISH, FACILITATOR)).tables[0].rows
        for part in row.cells[1].paragraphs
    ]
    assert "Note: Først\nsiden\tså" in texts


def test_every_page_says_which_it_is() -> None:
    footer = docx(as_docx(written(), DANISH, PARTICIPANTS)).sections[0].footer.paragraphs[0]
    assert one_line(footer.text).startswith("Dagsorden til 7. klyngemøde · ØNH – Eksempel Side")
    fields = [one.get(qn("w:instr")) for one in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    long = replace(written(), cluster="Øre-næse-halslægernes kvalitetsklynge " * 3)
    brief = docx(as_docx(long, ENGLISH, PARTICIPANTS)).sections[0].footer.paragraphs[0]
    assert one_line(brief.text).startswith("Agenda for cluster meeting 7 Page")


def test_the_file_holds_nothing_of_the_template_it_was_made_from_and_no_time_but_its_own() -> None:
    with zipfile.ZipFile(BytesIO(as_docx(written(), DANISH, PARTICIPANTS))) as parts:
        names = parts.namelist()
        settings = parts.read("word/settings.xml").decode("utf-8")
        dates = {one.date_time for one in parts.infolist()}
    assert not [name for name in names if "thumbnail" in name or name == "docProps/app.xml"]
    assert "w:rsid " not in settings
    assert '<w:themeFontLang w:val="da-DK"' in settings
    assert dates == {NOW.timetuple()[:6]}
