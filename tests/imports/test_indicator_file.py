"""Figures come in from a table as they stand there, all of them or none, for one clear reason."""

from __future__ import annotations

import codecs
import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.documents.replies import changed
from tests.imports.figure_books import book
from tests.imports.in_process import read_sheet
from tests.store.scene import START, Scene, furnish, new_store

from facilitator.domain.indicator_load import NEW
from facilitator.domain.refusal import Conflict, Refusal
from facilitator.domain.shares import Share
from facilitator.imports import figure_file, indicators
from facilitator.imports.figure_file import AT_MOST, Table, read_path
from facilitator.imports.indicators import Met
from facilitator.imports.workbook import TABLE
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

DANISH = Language("da")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
WORKBOOK = "xl/workbook.xml"
HEADS = "Klinik;Periode;Tæller;Nævner\n"
ROW = "Klinik 1;3. kvt. 2025;7;41\n"
GOOD = (HEADS + ROW).encode()
ROWS = (("Klinik", "Periode", "Tæller", "Nævner"), ("Klinik 1", "3. kvt. 2025", 7, 41))


BOOK = book(*ROWS)
read = partial(figure_file.read, read_sheet=read_sheet)


def reason(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert len(refused.value.parts) == 3
    return refused.value.in_words(DANISH)


# -- text files


@pytest.mark.parametrize(
    ("content", "encoding", "is_sure"),
    [
        (GOOD, "UTF-8", True),
        (codecs.BOM_UTF8 + GOOD, "UTF-8", True),
        ((HEADS + ROW).encode("utf-16"), "UTF-16", True),
        (codecs.BOM_UTF16_BE + (HEADS + ROW).encode("utf-16-be"), "UTF-16", True),
        ((HEADS + ROW).encode("cp1252"), "Windows-1252", False),
    ],
)
def test_the_letters_are_known_by_their_mark_or_else_told_to_be_uncertain(
    content: bytes, encoding: str, is_sure: bool
) -> None:
    table = read(content)
    assert (table.encoding, table.is_sure) == (encoding, is_sure)
    assert list(table.rows[0]) == ["Klinik", "Periode", "Tæller", "Nævner"]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_fits_the_headings(sign: str) -> None:
    table = read((HEADS + ROW).replace(";", sign).encode())
    assert table.delimiter == sign
    assert list(table.rows[1]) == ["Klinik 1", "3. kvt. 2025", "7", "41"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('Klinik;Andel\n"Nord; Syd";"1,5"\n', [["Klinik", "Andel"], ["Nord; Syd", "1,5"]]),
        ('Klinik;Andel\n"en\nto";1\n', [["Klinik", "Andel"], ["en\nto", "1"]]),
        ("sep=,\r\nKlinik,Andel\r\nA,1\r\n", [["Klinik", "Andel"], ["A", "1"]]),
        ("Klinik;Andel\rA;1\r", [["Klinik", "Andel"], ["A", "1"]]),
        ("Klinik;Andel\n\nA;1\n\n;\n", [["Klinik", "Andel"], [], ["A", "1"]]),
        ("Klinik,Andel\nNord,'=1\n", [["Klinik", "Andel"], ["Nord", "'=1"]]),
    ],
)
def test_a_text_file_is_read_as_excel_reads_it(text: str, rows: list[list[str]]) -> None:
    assert [list(row) for row in read(text.encode()).rows] == rows


def wide(columns: int) -> bytes:
    return (";".join(f"K{n}" for n in range(columns)) + "\n" + ";" * (columns - 1) + "1\n").encode()


TEXTS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing", lambda: b"", "ingen tabel"),
    ("one column", lambda: b"Klinik\nA\nB\n", "ingen tabel"),
    ("headings alone", lambda: HEADS.encode(), "ingen tabel"),
    ("json", lambda: b'{"a": [1, 2]}', "ingen tabel"),
    ("nul", lambda: GOOD + b"a;\0;1;2\n", "Linje 3"),
    ("another control", lambda: GOOD + b"a;\x07;1;2\n", "Linje 3"),
    ("utf-16 without a mark", lambda: (HEADS + ROW).encode("utf-16-le"), "Linje 1"),
    ("half of utf-16", lambda: codecs.BOM_UTF16_LE + b"abc", "bogstaver"),
    ("no letters of windows", lambda: b"Klinik;Andel\nA\x81;1\n", "bogstaver"),
    ("open quote", lambda: GOOD + b'"Klinik 2;K3 2025;1;2\n', "Anførselstegnene"),
    ("after a quote", lambda: b'Klinik;Andel\n"A"b;1\n', "Anførselstegnene"),
    ("long cell", lambda: GOOD + b"A" * 70_000 + b";K3 2025;1;2\n", "64.000 tegn"),
    ("wide", lambda: wide(201), "200 kolonner"),
    ("long", lambda: GOOD + b"A;K3 2025;1;2\n" * (TABLE.rows - 1), "når ud til D100101"),
    ("large", lambda: b" " * (AT_MOST + 1), "20 MB"),
    ("cpr", lambda: GOOD + b"010190-1234;K3 2025;1;2\n", "Celle A3"),
    ("cpr column", lambda: b"CPR-nr;Klinik;Andel\n;A;1\n", "Kolonne A"),
    ("cpr without zero", lambda: b"Id;Andel\n101901234;1\n201901235;2\n", "Celle A2"),
    ("cpr above", lambda: b"pt. 010190 1234\n" + GOOD, "Celle A1"),
    ("cpr in what is not read", lambda: b"Klinik;Andel;Note\nA;1;0101901234\n", "Celle C2"),
)


@pytest.mark.parametrize(("make", "said"), [row[1:] for row in TEXTS], ids=[r[0] for r in TEXTS])
def test_a_text_file_that_is_no_table_is_refused_for_one_reason(
    make: Callable[[], bytes], said: str
) -> None:
    assert said in reason(make())


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    with suppress(Refusal):
        assert isinstance(read(content), Table)


# -- spreadsheets


def test_a_spreadsheet_says_the_same_as_a_text_file() -> None:
    table = read(BOOK)
    assert list(table.rows[1]) == ["Klinik 1", "3. kvt. 2025", 7.0, 41.0]
    assert (table.sheet, table.sheets, table.encoding) == ("Data", ("Data",), "")
    assert not table.remarks


def test_what_cannot_be_seen_in_the_table_is_said() -> None:
    def more(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(3, 0, 4, 0, "Klinik 2")
        sheet.write_formula(3, 2, "=1+2", None, 3)
        sheet.write(4, 3, 8)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        workbook.add_worksheet("Tom")
        workbook.add_worksheet("Noter").write(0, 0, "x")

    table = read(book(*ROWS, ("Klinik 2", "K3 2025", 1, 2), more=more))
    assert table.sheets == ("Data", "Noter")
    assert [row[0] for row in table.rows[3:]] == ["Klinik 2", "Klinik 2"]
    assert table.rows[3][2] == 3
    said = " ".join(one.words(DANISH) for one in table.remarks)
    for words in ("række er skjult i filen (A4)", "kolonne er skjult i filen (B1)", "flettet"):
        assert words in said
    assert "1 formel læses" in said


def formula(written: str, answer: object) -> bytes:
    return book(*ROWS, more=lambda _book, sheet: sheet.write_formula(1, 2, written, None, answer))


def test_faults_and_formulas_without_an_answer_are_said_at_their_cells() -> None:
    assert read(formula("=1/0", "#DIV/0!")).rows[1][2] == "#DIV/0!"
    without = changed(formula("=1+1", 2), SHEET, lambda xml: xml.replace(b"<v>2</v>", b""))
    assert read(without).rows[1][2] == "#="


def test_cells_need_no_names_and_dates_are_dates() -> None:
    content = book(*ROWS[:1], ("Klinik 1", date(2025, 7, 1), 7, 41))
    unnamed = changed(content, SHEET, lambda xml: re.sub(rb'<c r="[A-Z0-9]+"', b"<c", xml))
    assert list(read(unnamed).rows[1]) == list(read(content).rows[1])
    assert read(content).rows[1][1] == date(2025, 7, 1)


def with_part(name: str, data: bytes, content: bytes = BOOK) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", 8) as new:
        new.writestr(name, data)
    return made.getvalue()


def part_with(part: str, old: bytes, new: bytes) -> bytes:
    return changed(BOOK, part, lambda xml: xml.replace(old, new, 1))


def sheet_with(old: bytes, new: bytes) -> bytes:
    return part_with(SHEET, old, new)


def repeated() -> bytes:
    """One long text that thousands of cells say: small as a file, and huge when it is read."""
    text = b"<t>%s</t>" % (bytes(range(97, 123)) * 800)
    cells = b"<row>%s</row>" % (b'<c t="s"><v>0</v></c>' * 1_000) * 2
    data = b"<sheetData>%s</sheetData>" % cells
    made = changed(BOOK, STRINGS, lambda xml: xml.replace(b"<t>Klinik</t>", text))
    return changed(made, SHEET, lambda xml: re.sub(rb"<sheetData>.*</sheetData>", data, xml))


def at(cell: str, value: object = 1) -> Callable[[], bytes]:
    """The spreadsheet with something more in a cell."""
    return lambda: book(*ROWS, more=lambda _book, sheet: sheet.write(cell, value))


def hidden_cpr() -> bytes:
    hide = {"hidden": True}
    rows = ((*ROWS[0], "CPR"), ROWS[1])
    return book(*rows, more=lambda _book, sheet: sheet.set_column(4, 4, None, None, hide))


DOCTYPE = b'?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
TO_THE_MOON = b'</sheetData><mergeCells><mergeCell ref="A1:X"/></mergeCells>'
NAMED = b'name="CPR"'
BOOKS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("cut", lambda: BOOK[: len(BOOK) // 2], "afkortet"),
    ("another archive", lambda: b"PK\3\4" + b"x" * 50, "afkortet"),
    ("old excel", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    ("empty", lambda: book(), "tomt"),
    ("far out", at("XFD1048576"), "når ud til XFD1048576"),
    ("far down", at("A100102"), "når ud til D100102"),
    ("far right", at("GS1"), "når ud til GS2"),
    ("wide and long", at("GR99999"), "langt mere"),
    ("said to be wide", lambda: sheet_with(b"A1:D2", b"A1:XFD1048576"), "XFD1048576"),
    ("doctype", lambda: sheet_with(b"?>", DOCTYPE), "langt mere"),
    ("doctype in texts", lambda: part_with(STRINGS, b"?>", DOCTYPE), "langt mere"),
    ("60 MB of nothing", lambda: with_part("xl/media/a.xml", b" " * 60_000_000), "langt mere"),
    ("10 MB of blanks", lambda: with_part("xl/a.xml", b" " * 10_000_000), "langt mere"),
    ("one text a thousand times", repeated, "langt mere"),
    ("not xml", lambda: changed(BOOK, SHEET, lambda _: b"<worksheet"), "afkortet"),
    ("merged to the moon", lambda: sheet_with(b"</sheetData>", TO_THE_MOON), "afkortet"),
    ("cpr", at("A3", "010190-1234"), "Celle A3"),
    ("cpr as a number", at("A3", 1101901234), "Celle A3"),
    ("cpr without zero", lambda: book(("Id", "Andel"), (101901234, 1), (201901235, 2)), "Celle A2"),
    ("cpr in a hidden column", hidden_cpr, "Kolonne E"),
    ("cpr names a sheet", lambda: part_with(WORKBOOK, b'name="Data"', NAMED), "Arkets navn"),
)


@pytest.mark.parametrize(("make", "said"), [row[1:] for row in BOOKS], ids=[r[0] for r in BOOKS])
def test_a_spreadsheet_that_is_no_plain_table_is_refused_for_one_reason(
    make: Callable[[], bytes], said: str
) -> None:
    content = make()
    tracemalloc.start()
    begun = time.process_time()
    told = reason(content)
    took, (_now, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said in told
    assert took < 5
    assert most < 60_000_000


@given(st.integers(0, len(BOOK) - 1), st.integers(0, 255))
def test_a_changed_byte_is_noticed_or_means_nothing(at: int, byte: int) -> None:
    content = bytearray(BOOK)
    content[at] = byte
    try:
        found = read(bytes(content))
    except Refusal:
        return
    assert [list(row) for row in found.rows] == [list(row) for row in read(BOOK).rows]


def test_the_name_of_a_file_may_hold_no_number_either(tmp_path: Path) -> None:
    file = tmp_path / "pt 010190-1234.csv"
    file.write_bytes(GOOD)
    with pytest.raises(Refusal) as refused:
        read_path(file)
    assert "Filens navn" in refused.value.in_words(DANISH)


# -- into the store


class House:
    """A store with a cluster of one clinic, and files that are read into it."""

    def __init__(self, place: Path) -> None:
        self.store: Store = new_store(place)
        self.scene: Scene = furnish(self.store)
        self.cluster = self.scene.cluster
        with self.store.edit("Clinic") as session:
            session.add(t.Clinic(cluster_id=self.cluster, name="Klinik 1"))

    def meet(self, content: bytes, name: str = "Penicillin") -> Met:
        table = read(content, name=name)
        return self.store.ask(indicators.meet, table, START, self.cluster)

    def said(self, met: Met, **said: Any) -> Met:
        """The same file with something said of it."""
        plan = replace(met.plan, **said)
        return self.store.ask(indicators.look, met.table, self.cluster, plan)

    def values(self, indicator: str) -> list[tuple[str | None, Share | None, float | None]]:
        found = self.store.ask(queries.values, self.cluster, indicator)
        return [(one.clinic, one.share, one.value) for one in found]

    def counts(self) -> dict[str, int]:
        """How many rows there are of each sort that an import may make."""
        tables = (t.Indicator, t.IndicatorValue, t.Clinic, t.ImportPlan)
        return self.store.ask(
            lambda session: {
                one.__tablename__: len(session.scalars(select(one.id)).all()) for one in tables
            }
        )


@pytest.fixture
def house(store_path: Path) -> Iterator[House]:
    made = House(store_path)
    yield made
    made.store.close()


def test_all_comes_in_as_one_step_and_goes_again_by_one_undo(house: House) -> None:
    before = house.counts()
    met = house.meet((HEADS + ROW + "Nye Læger;K3 2025;9;80\nI alt;K3 2025;16;121\n").encode())
    with pytest.raises(Refusal) as refused:
        indicators.add(house.store, met)
    assert "de ukendte klinikker" in refused.value.in_words(DANISH)
    met = house.said(met, clinics={"nye læger": NEW}, title="Penicillin ved otitis")
    key = indicators.add(house.store, met)
    assert [share for _clinic, share, _value in house.values(key)] == [
        Share(7, 41),
        Share(9, 80),
        Share(16, 121),
    ]
    indicator = house.store.ask(queries.indicator, key)
    assert (indicator.title, indicator.kind, indicator.source) == (
        "Penicillin ved otitis",
        "share",
        "Penicillin",
    )
    assert house.counts()["clinic"] == before["clinic"] + 1
    step = house.store.undo(house.cluster)
    assert step is not None
    assert step.label == indicators.LABEL
    assert house.counts() == before
    assert house.store.redo(house.cluster) is None


def test_the_next_file_of_the_source_is_understood_as_this_one_was(house: House) -> None:
    first = house.meet(b"Sted;Periode;A;B\nNord;K3 2025;7;41\n", "Pakke_K3_2025")
    assert first.plan.name == "Pakke"
    met = house.said(
        first, roles={"a": "numerator", "b": "denominator", "sted": "clinic"}, clinics={"nord": NEW}
    )
    key = indicators.add(house.store, met)
    later = house.meet(b"Sted;Periode;A;B\nNord;K4 2025;8;41\n", "Pakke K4 2025")
    assert later.is_remembered
    assert indicators.add(house.store, later) == key
    assert [share for _clinic, share, _value in house.values(key)] == [Share(7, 41), Share(8, 41)]
    assert house.counts()["indicator"] == 1
    # The same headings under another name are about something else.
    other = house.meet(b"Sted;Periode;A;B\nNord;K4 2025;8;41\n", "Fald")
    assert other.settled.indicators == {"": NEW}


def test_letters_of_older_windows_are_stored_once_somebody_has_seen_them(house: House) -> None:
    met = house.meet((HEADS + ROW).encode("cp1252"))
    with pytest.raises(Refusal) as refused:
        indicators.check(met)
    assert "bogstaverne" in refused.value.in_words(DANISH)
    indicators.add(house.store, replace(met, is_read=True))
    again = house.meet((HEADS + "Klinik 1;K4 2025;7;41\n").encode("cp1252"))
    indicators.check(again)


def test_figures_that_are_stored_stay_or_give_way_as_is_said(house: House) -> None:
    key = indicators.add(house.store, house.meet(GOOD))
    met = house.meet((HEADS + "Klinik 1;K3 2025;8;41\nKlinik 1;K4 2025;9;41\n").encode())
    assert indicators.say_counts(met, DANISH) == "1 ny værdi · 1 med andet tal end gemt"
    with pytest.raises(Refusal):
        indicators.check(met)
    indicators.add(house.store, indicators.decide(met, "mine"))
    assert [share for _clinic, share, _value in house.values(key)] == [Share(7, 41), Share(9, 41)]
    house.store.undo(house.cluster)
    indicators.add(house.store, indicators.decide(met, "theirs"))
    assert [share for _clinic, share, _value in house.values(key)] == [Share(8, 41), Share(9, 41)]
    house.store.undo(house.cluster)
    assert [share for _clinic, share, _value in house.values(key)] == [Share(7, 41)]


def test_what_is_not_read_or_would_be_asked_is_said_without_a_screen(house: House) -> None:
    two = book(*ROWS, more=lambda made, _sheet: made.add_worksheet("Noter").write(0, 0, "x"))
    assert 'Kun arket "Data" læses, ikke "Noter".' in indicators.say(house.meet(two), DANISH)
    rows = "Klinik 1;K3 2025;44,5 %\nKlinik 2;K3 2025;0,6\n"
    with pytest.raises(Refusal, match="shares or numbers"):
        indicators.check(house.meet(f"Klinik;Periode;Andel\n{rows}".encode()))


def test_one_fault_keeps_all_of_it_out(house: House) -> None:
    before = house.counts()
    met = house.meet((HEADS + ROW + "Klinik 1;K4 2025;9;8\n").encode())
    assert "C3: Tælleren, 9, er større end nævneren, 8." in indicators.say(met, DANISH)
    with pytest.raises(Refusal) as refused:
        indicators.add(house.store, met)
    assert "Den første er i celle C3" in refused.value.in_words(DANISH)
    assert house.counts() == before


def test_what_is_stopped_or_overtaken_leaves_nothing(house: House) -> None:
    met, before = house.meet(GOOD), house.counts()

    def stop(_row: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indicators.add(house.store, met, stop)
    with pytest.raises(KeyboardInterrupt):
        read(GOOD, watch=stop)
    with pytest.raises(KeyboardInterrupt):
        read(BOOK, watch=stop)
    assert house.counts() == before
    indicators.add(house.store, house.meet(GOOD))
    with pytest.raises(Conflict):
        indicators.add(house.store, met)


def test_nothing_is_read_in_while_a_meeting_runs(house: House) -> None:
    met = house.meet(GOOD)
    with house.store.edit("Run", cluster=house.cluster) as session:
        meeting = session.get_one(t.Meeting, house.scene.meeting)
        meeting.status, meeting.started = "running", START
    for act in (lambda: house.meet(GOOD), lambda: indicators.add(house.store, met)):
        with pytest.raises(Refusal) as refused:
            act()
        assert "møde er i gang" in refused.value.in_words(DANISH)


def test_texts_that_look_like_formulas_or_markup_stay_texts(house: House) -> None:
    met = house.meet((HEADS + "'=1+1;K3 2025;7;41\n<b>Øst</b>;K3 2025;7;41\n").encode())
    names = {"=1+1", "<b>Øst</b>"}
    assert set(met.settled.clinics) == names
    new = {"1 1": NEW, "b øst b": NEW}
    indicators.add(house.store, house.said(met, clinics=new))
    clinics = house.store.ask(queries.known_clinics, house.cluster)
    assert names < {one.name for one in clinics}
