"""The agenda as PDF: tagged, in Inter, on one page where it fits, and the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.documents.example import (
    DANISH,
    ENGLISH,
    FACILITATOR,
    NOW,
    PARTICIPANTS,
    commitment,
    item,
    read_pdf,
    without_breaks,
    written,
)

from facilitator.documents import agenda_pdf
from facilitator.documents.agenda_pdf import as_pdf
from facilitator.documents.document import Asked, Edition
from facilitator.domain.agenda import Goal
from facilitator.domain.kinds import kind
from facilitator.domain.preparation import Preparation
from facilitator.domain.refusal import Refusal
from facilitator.domain.schedule import Step
from facilitator.domain.templates import TEMPLATES, Template, lay
from facilitator.domain.written_agenda import WrittenAgenda
from facilitator.language import Language


def pages(data: bytes) -> list[str]:
    """The text of each page, every space an ordinary one."""
    texts = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def catalogue(data: bytes) -> Any:
    """What the file says of itself as a whole (ISO 32000-1, 7.7.2)."""
    return PdfReader(BytesIO(data)).trailer["/Root"]


def structure(node: Any) -> list[str]:
    """The roles of everything in the tree of tags, in its order."""
    node = node.get_object()
    if isinstance(node, list):
        return [role for kid in node for role in structure(kid)]
    if not isinstance(node, dict):
        return []
    return [str(node.get("/S", "")), *(structure(node["/K"]) if "/K" in node else [])]


@pytest.mark.parametrize(("lang", "code"), [(DANISH, "da-DK"), (ENGLISH, "en-GB")])
def test_the_pdf_is_tagged_for_those_who_hear_it(lang: Language, code: str) -> None:
    root = catalogue(as_pdf(written(), lang, PARTICIPANTS))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == code
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    roles = structure(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TR", "/TD", "/L", "/LI"} <= set(roles)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_it_is_named_after_the_meeting_and_its_cluster() -> None:
    facts = PdfReader(BytesIO(as_pdf(written(), DANISH, PARTICIPANTS))).metadata
    assert facts is not None
    assert facts.title == "Dagsorden til 7. klyngemøde · ØNH – Eksempel"
    assert facts.author == "ØNH – Eksempel"


def fonts_of(data: bytes) -> set[str]:
    found = set()
    for page in PdfReader(BytesIO(data)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            found.add(str(font.get_object()["/BaseFont"]).split("+")[-1].split("-")[0])
    return found


def test_it_is_set_in_the_fonts_that_came_along() -> None:
    assert fonts_of(as_pdf(written(), DANISH, FACILITATOR)) == {"Inter"}
    party = written(item("a", "case", "🎉", 30))
    assert fonts_of(as_pdf(party, DANISH, PARTICIPANTS)) == {"Inter", "NotoEmoji"}


def test_the_same_agenda_is_the_same_file() -> None:
    assert as_pdf(written(), DANISH, FACILITATOR) == as_pdf(written(), DANISH, FACILITATOR)


def test_a_sign_that_no_font_has_keeps_nobody_from_writing_the_rest() -> None:
    odd = written(item("a", "case", "\U000103a0 og resten", 30))
    data = as_pdf(odd, DANISH, PARTICIPANTS)
    assert "og resten" in read_pdf(data)
    assert catalogue(data)["/MarkInfo"]["/Marked"]


def test_forty_items_go_over_pages_with_the_head_of_the_table_on_each() -> None:
    question = "Hvad gør I i jeres klinik, når patienten kommer igen for tredje gang?"
    many = written(*(item(str(n), "case", f"Case {n}.", 3, question=question) for n in range(40)))
    found = pages(as_pdf(many, DANISH, PARTICIPANTS))
    assert len(found) > 1
    for number, text in enumerate(found, 1):
        assert "Punkt" in text
        assert "Hvem" in text
        assert f"Side {number} af {len(found)}" in text
    whole = " ".join(found)
    assert [n for n in range(40) if f"Case {n}." not in whole] == []


def test_one_page_has_no_page_number() -> None:
    (text,) = pages(as_pdf(written(), DANISH, PARTICIPANTS))
    assert "Side" not in text


def laid(template: Template, lang: Language) -> WrittenAgenda:
    """An agenda of two hours from a template, as the program lays it."""
    return written(
        *(
            item(
                str(number),
                row.kind,
                lang.text(row.title),
                row.minutes,
                question=lang.text(row.question or kind(row.kind).question),
                who="Anna Eksempel",
                flexible=True,
                minimum=60 * row.minimum,
                steps=tuple(Step(lang.text(s.title), 60 * s.minutes) for s in row.steps),
            )
            for number, row in enumerate(lay(template, 120))
        )
    )


@pytest.mark.parametrize("edition", ["participants", "facilitator"])
@pytest.mark.parametrize("lang", [DANISH, ENGLISH], ids=["da", "en"])
@pytest.mark.parametrize("template", TEMPLATES, ids=[row.id for row in TEMPLATES])
def test_two_hours_of_every_template_fit_on_one_page(
    template: Template, lang: Language, edition: Edition
) -> None:
    found = pages(as_pdf(laid(template, lang), lang, Asked(NOW, edition=edition)))
    assert len(found) == 1


def test_a_long_danish_word_is_parted_rather_than_cut_off() -> None:
    word = "Speciallægepraksisomsætningsloftsforhandlingsudvalgsmødereferat"
    data = as_pdf(written(item("a", "case", "Case", 30, who=word)), DANISH, PARTICIPANTS)
    assert word in without_breaks(read_pdf(data))
    assert len(pages(data)) == 1


def test_no_word_runs_off_the_page_however_long_it_is() -> None:
    word = "Speciallægepraksisorganisationens" * 5
    one = written(item("a", "case", word, 30, notes=word), place=word)
    data = as_pdf(one, DANISH, FACILITATOR)
    lines = [line for page in pages(data) for line in page.splitlines()]
    assert max(map(len, lines)) < 110
    assert without_breaks(read_pdf(data)).replace("-", "").count(word) == 3


def test_without_the_library_it_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(Refusal, match="PDF"):
        agenda_pdf.as_pdf(written(), DANISH, PARTICIPANTS)


def evening(template: Template, lang: Language, promised: int) -> WrittenAgenda:
    """An ordinary evening: two hours, three goals, things to prepare, and open commitments."""
    plain = laid(template, lang)
    goals = ("spørge ens til svimmelhed", "gribe de akutte samme dag", "vise med tal, hvad vi gør")
    prepared = ("Book lokale og mad", "Tag egne tal med", "Læs retningslinjen om svimmelhed")
    return replace(
        plain,
        agenda=replace(plain.agenda, goals=tuple(Goal(goal, goal) for goal in goals)),
        open=tuple(
            commitment(str(n), f"Klinik {n}", action=f"Ring tilbage til nr. {n}.", carried=n % 4)
            for n in range(promised)
        ),
        preparations=tuple(
            Preparation(
                text, "m", item, "", text, "Klinik 3", None, "3", NOW.date() + timedelta(7), None
            )
            for text, item in zip(prepared, (None, None, "3"), strict=True)
        ),
    )


def smallest(data: bytes) -> float:
    """The size in points of the smallest text."""
    found = []

    def look(text: str, page: list[float], line: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append(abs(size * line[3] * page[3]))

    for one in PdfReader(BytesIO(data)).pages:
        one.extract_text(visitor_text=look)
    return round(min(found), 2)


@pytest.mark.parametrize("asked", [PARTICIPANTS, FACILITATOR], ids=["participants", "facilitator"])
@pytest.mark.parametrize("template", TEMPLATES, ids=[row.id for row in TEMPLATES])
def test_an_ordinary_evening_with_twelve_open_commitments_fits_on_one_page(
    template: Template, asked: Asked
) -> None:
    full = evening(template, DANISH, 12)
    data = as_pdf(full, DANISH, asked)
    assert len(pages(data)) == 1
    assert smallest(data) >= 9
    text = without_breaks(read_pdf(data))
    said = [line.title for line in full.agenda.items]
    said += [goal.text for goal in full.agenda.goals] + [one.text for one in full.preparations]
    if asked is FACILITATOR:
        said += [one.action for one in full.open]
    assert [one for one in said if without_breaks(one) not in text] == []


def test_what_is_really_long_goes_over_pages_and_nothing_of_it_is_lost() -> None:
    full = evening(TEMPLATES[0], DANISH, 40)
    data = as_pdf(full, DANISH, FACILITATOR)
    assert len(pages(data)) > 1
    assert smallest(data) >= 9
    text = without_breaks(read_pdf(data))
    assert [one.action for one in full.open if without_breaks(one.action) not in text] == []
    assert without_breaks(full.agenda.items[-1].title) in text


def test_a_long_list_to_follow_up_is_read_line_by_line() -> None:
    full = evening(TEMPLATES[0], DANISH, 24)
    text = without_breaks(read_pdf(as_pdf(full, DANISH, FACILITATOR)))
    numbers = [int(n) for n in re.findall(r"Ringtilbagetilnr\.(\d+)\.", text)]
    assert numbers == list(range(24))


def test_below_a_page_long_names_leave_room_for_its_number() -> None:
    word = "Speciallægepraksisorganisationens kvalitetsklyngefacilitatoruddannelse i Sorø"
    many = written(*(item(str(n), "case", f"Case {n}.", 3) for n in range(60)), place=word)
    (_, second, *_) = pages(as_pdf(replace(many, cluster=f"{word} 1–2"), DANISH, PARTICIPANTS))
    assert second.splitlines()[-1].startswith("Dagsorden til 7. klyngemøde Side 2 af ")
    assert word not in second
