"""A reply arrives as it was written, or not at all for one clear reason."""

from __future__ import annotations

import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.documents.replies import (
    ANNA,
    ASKED,
    CLUSTER,
    DANISH,
    ENGLISH,
    IDS,
    NOW,
    SHEET,
    asking,
    changed,
    fill,
    sheet,
)
from tests.imports.in_process import read_sheet

from facilitator.documents.reply import as_xlsx
from facilitator.domain.between import LONGEST_ANSWER, Answer, Reply
from facilitator.domain.privacy import clean, find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.imports import reply
from facilitator.imports.reply import AT_MOST
from facilitator.language import Language

SENT = sheet()
read = partial(reply.read, read_sheet=read_sheet)
FILLED = fill(SENT, {"G8": "afprøves", "H8": "Går godt", "I9": "Travlt", "J9": "Vi prøver igen"})


def reason(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    return refused.value.in_words(DANISH)


def cells(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]


def test_a_reply_says_who_answers_what() -> None:
    assert read(FILLED) == Reply(
        CLUSTER,
        ANNA.id,
        "Anna Eksempel",
        NOW,
        (
            Answer(IDS[0], "trying", "Går godt"),
            Answer(IDS[1], None, "", "Travlt", "Vi prøver igen"),
            Answer(IDS[2]),
        ),
    )
    assert all(one.is_empty for one in read(SENT).answers)


def test_a_sheet_with_the_headings_of_an_earlier_version_is_read() -> None:
    assert cells(SENT)[6][8] == "Hvad står i vejen?"
    assert read(fill(FILLED, {"I7": "Hvad er i vejen?"})) == read(FILLED)


@pytest.mark.parametrize("lang", [DANISH, ENGLISH])
def test_the_words_of_the_list_are_read_in_either_language(lang: Language) -> None:
    words = {"da": " Delvist  Indført ", "en": "partly introduced"}
    found = read(fill(sheet(lang), {"G10": words[lang.code], "H8": 12.0, "H9": 0.5}))
    assert [one.status for one in found.answers] == [None, None, "partly"]
    assert [one.experience for one in found.answers] == ["12", "0.5", ""]


def test_of_a_sheet_for_everybody_the_name_is_read() -> None:
    everybody = fill(sheet(everybody=True), {"H8": "Fint"})
    assert "celle C5" in reason(everybody)
    found = read(fill(everybody, {"C5": " Bo  Eksempel "}))
    assert (found.member, found.name) == (None, "Bo Eksempel")


# Signs that are no text never come into the store; a file never brings them out of it either.
kept = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff"), max_size=60).map(
    lambda text: "".join(sign for sign in text if sign >= " " or sign in "\t\n")
)
hard = st.sampled_from(
    [
        *(
            "æøå ÆØÅ",
            "👩‍⚕️ 😀",
            "\"'„“”",
            "<b>&amp;</b>",
            "=1+1",
            "+45 12",
            "-3",
            "@SUM(A1)",
            "\t=x",
        ),
        *("en\nto\n\ntre", "_x000D_", "_x0041_b", "]]>", "  ind  ", "<img src='file:///x'>", "'=1"),
    ]
)


@given(kept | hard)
def test_any_text_survives_out_and_in(text: str) -> None:
    text = clean(text)
    sent = as_xlsx(asking(text or "x"), DANISH, ASKED)
    assert str(cells(sent)[7][2]).startswith(text)
    if find_cpr(text):
        assert "CPR" in reason(fill(sent, {"H8": text}))
        return
    # A spreadsheet program writes what looks like one of its own escapes as another.
    typed = text.replace("_x", "_x005F_x")
    assert read(fill(sent, {"H8": typed})).answers[0].experience == text.strip()


def without(text: bytes, other: bytes = b"") -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(text, other)


def archive(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", 8) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def with_part(name: str, data: bytes, content: bytes = FILLED) -> bytes:
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a", 8) as new:
        new.writestr(name, data)
    return made.getvalue()


def sums(content: bytes) -> bytes:
    """Put a sum that fits under the ids as they are now."""
    from facilitator.domain.reply_sheet import checksum

    rows = cells(content)
    ids = [str(row[0]) for row in rows[7:10]]
    return fill(content, {"A6": checksum([str(rows[n][0]) for n in range(5)], ids)})


OTHER = "019bc2c2-c130-7fb2-bbf3-0000000000ff"
BOMB = b"<worksheet><sheetData>" + b" " * 60_000_000
REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing", lambda: b"", "ikke et regneark"),
    ("words", lambda: b"Hej Anna", "ikke et regneark"),
    ("another archive", lambda: archive(a=b"b"), "ikke et regneark"),
    ("cut", lambda: FILLED[: len(FILLED) // 2], "ikke et regneark"),
    ("no reply sheet", lambda: fill(FILLED, {"A1": "budget"}), "ikke et svarark fra Facilitator"),
    ("later version", lambda: sums(fill(FILLED, {"A2": "2"})), "en nyere version"),
    ("version 0", lambda: fill(FILLED, {"A2": "0"}), "ændret eller byttet rundt"),
    ("another id", lambda: fill(FILLED, {"A8": OTHER}), "ændret eller byttet rundt"),
    ("lines swapped", lambda: fill(FILLED, {"A8": IDS[1], "A9": IDS[0]}), "byttet rundt"),
    ("another cluster's id", lambda: fill(FILLED, {"A3": OTHER}), "byttet rundt"),
    ("another member's id", lambda: fill(FILLED, {"A4": OTHER}), "byttet rundt"),
    ("made later", lambda: fill(FILLED, {"A5": "2027-01-01T00:00:00Z"}), "byttet rundt"),
    ("made nowhere", lambda: sums(fill(FILLED, {"A5": "2027-01-01"})), "byttet rundt"),
    ("made never", lambda: sums(fill(FILLED, {"A5": "i går"})), "byttet rundt"),
    ("id twice", lambda: sums(fill(FILLED, {"A9": IDS[0]})), "byttet rundt"),
    ("no id", lambda: sums(fill(FILLED, {"A8": "1' OR 1=1"})), "byttet rundt"),
    ("no lines", lambda: fill(FILLED, {"A8": ""}), "byttet rundt"),
    ("another word", lambda: fill(FILLED, {"G9": "måske"}), "listens ord i celle G9"),
    ("a truth", lambda: _typed(b"b", b"1"), "Celle H8 rummer noget andet end ord"),
    ("a date", lambda: _typed(b"d", b"2026-10-01"), "andet end ord"),
    ("an error", lambda: _typed(b"e", b"#N/A"), "andet end ord"),
    ("too long", lambda: fill(FILLED, {"I10": "x" * (LONGEST_ANSWER + 1)}), "celle I10 er længere"),
    ("cpr in an experience", lambda: fill(FILLED, {"H9": "pt 010190-1234"}), "Celle H9"),
    ("cpr in the way", lambda: fill(FILLED, {"I9": "0101901234"}), "Celle I9"),
    ("cpr as a number", lambda: fill(FILLED, {"J8": 1101901234.0}), "Celle J8"),
    ("cpr as a name", lambda: fill(sheet(everybody=True), {"C5": "010190-1234"}), "Celle C5"),
    ("beside", lambda: fill(FILLED, {"L9": "NB"}), "celle L9"),
    ("below", lambda: fill(FILLED, {"B40": "NB"}), "celle B40"),
    ("a formula", lambda: _formula(), "en formel i celle H10"),
    ("hidden row", lambda: _hidden(b'<row r="9"', b'<row r="9" hidden="1"'), "skjulte rækker"),
    ("hidden column", lambda: _hidden(b'<col min="8"', b'<col hidden="1" min="8"'), "skjulte"),
    ("two sheets", lambda: with_part("xl/worksheets/sheet2.xml", b"<worksheet/>"), "flere ark"),
    ("a part twice", lambda: _twice(), "ikke et regneark"),
    ("far out", lambda: fill(FILLED, {"XFD1048576": "x"}), "langt mere end et svar"),
    ("far down", lambda: fill(FILLED, {"A20000": "x"}), "langt mere end et svar"),
    ("said to be wide", lambda: _hidden(b"A1:J10", b"A1:XFD1048576"), "langt mere end et svar"),
    ("no place", lambda: _hidden(b' r="H8"', b""), "ikke et regneark"),
    ("doctype", lambda: _laughs(), "langt mere end et svar"),
    ("50 MB of nothing", lambda: with_part("xl/media/a.xml", BOMB), "langt mere end et svar"),
    ("10 MB of blanks", lambda: with_part("xl/a.xml", b" " * 10_000_000), "langt mere"),
    ("too large", lambda: FILLED + b"\0" * AT_MOST, "mere end 5 MB"),
    ("not xml", lambda: changed(FILLED, SHEET, lambda _: b"<worksheet"), "ikke et regneark"),
    ("a control sign", lambda: fill(FILLED, {"H8": "a_x0007_b"}), "styretegn"),
)


def _typed(kind: bytes, value: bytes) -> bytes:
    cell = rb'\1 t="%s"><v>%s</v>' % (kind, value)
    filled = fill(SENT, {"H8": 1})
    return changed(filled, SHEET, lambda xml: re.sub(rb'(<c r="H8"[^>]*)><v>1</v>', cell, xml))


def _hidden(old: bytes, new: bytes) -> bytes:
    return changed(FILLED, SHEET, without(old, new))


def _formula() -> bytes:
    return changed(fill(FILLED, {"H10": 2.0}), SHEET, without(b"<v>2.0</v>", b"<f>1+1</f><v>2</v>"))


def _twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return with_part(SHEET, b"<worksheet/>")


def _laughs() -> bytes:
    doctype = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    return changed(FILLED, SHEET, lambda xml: xml.replace(b"?>", b"?>" + doctype, 1))


@pytest.mark.parametrize(
    ("make", "said"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_no_whole_reply_is_refused_for_one_reason(
    make: Callable[[], bytes], said: str
) -> None:
    told = reason(make())
    assert said in told
    assert told.count("Der er ikke gemt noget.") + told.count("Intet er ændret") <= 1


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = with_part("xl/worksheets/sheet9.xml", BOMB)
    tracemalloc.start()
    begun = time.process_time()
    reason(content)
    took = time.process_time() - begun
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 1
    assert most < 10_000_000


@given(st.integers(0, len(FILLED) - 1), st.integers(0, 255))
def test_a_changed_byte_is_noticed_or_means_nothing(at: int, byte: int) -> None:
    content = bytearray(FILLED)
    content[at] = byte
    try:
        found = read(bytes(content))
    except Refusal:
        return
    assert found == read(FILLED)


@given(st.binary(max_size=200))
def test_what_is_no_file_of_ours_is_refused_and_nothing_else_happens(content: bytes) -> None:
    assert reason(content)
