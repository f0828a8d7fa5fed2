"""No spreadsheet takes the program down: it is read in a process that may fall, and is let go."""

from __future__ import annotations

import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.imports.figure_books import book

from facilitator.domain.refusal import Refusal
from facilitator.imports import WORKBOOK_CHILD, spreadsheet
from facilitator.imports.figure_file import read_path
from facilitator.imports.workbook import REPLY, TABLE, check_sizes
from facilitator.imports.workbook_child import Asked
from facilitator.language import Language

ROWS = (("Klinik", "Uge", "Antal"), ("Ærø", date(2026, 9, 7), 7), ("Ærø", None, True))
BOOK = book(*ROWS)
MESSAGES = (
    (Language("da"), "Læsningen af regnearket gik i stå eller brugte mere hukommelse eller tid"),
    (Language("en"), "Reading the spreadsheet broke off, or took more memory or time than it may."),
)


class Started:
    """The processes that were started, each with what has become of it."""

    def __init__(self) -> None:
        self.all: list[subprocess.Popen[bytes]] = []

    def start(self, *args: object, **named: object) -> subprocess.Popen[bytes]:
        self.all.append(_POPEN(*args, **named))  # type: ignore[call-overload]
        return self.all[-1]


_POPEN = subprocess.Popen


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Whatever a test does, no process outlives the reading it was started for."""
    made = Started()
    monkeypatch.setattr("facilitator.imports.spreadsheet.subprocess.Popen", made.start)
    yield made
    assert all(one.returncode is not None for one in made.all)


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-S", "-c", code)


def with_filler(size: int) -> bytes:
    """The spreadsheet with as many blanks in its styles, stored as they are."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            blanks = b" " * size if name == "xl/styles.xml" else b""
            new.writestr(name, old.read(name) + blanks)
    return made.getvalue()


def test_rows_come_back_as_they_stand_and_nothing_is_left_running(
    tmp_path: Path, started: Started
) -> None:
    folder = tmp_path / "Ærø og Åen"
    folder.mkdir()
    file = folder / "Tal for Øre næse hals.xlsx"
    file.write_bytes(BOOK)
    told: list[int] = []
    table = read_path(file, watch=told.append)
    assert table.rows == (
        ("Klinik", "Uge", "Antal"),
        ("Ærø", date(2026, 9, 7), 7.0),
        ("Ærø", "", True),
    )
    assert table.rows[1][0] is table.rows[2][0]
    assert (table.name, table.sheet) == ("Tal for Øre næse hals", "Data")
    assert told[0] == 0
    assert 3 in told
    assert len(started.all) == 1


def test_why_a_file_is_refused_is_said_by_the_process_that_looked_into_it(started: Started) -> None:
    formula = book(("a",), more=lambda _book, sheet: sheet.write_formula("C3", "=1+1", None, 2))
    with pytest.raises(Refusal) as refused:
        spreadsheet.read(formula, REPLY)
    assert "formel i celle C3" in refused.value.in_words(Language("da"))
    assert len(started.all) == 1


FALLEN = {
    "killed at once": "import os; os.kill(os.getpid(), 9)",
    "ends without a word": "import sys; sys.stdin.buffer.read()",
    "killed in a word": (
        "import os, pickle, sys; sys.stdin.buffer.read();"
        "os.write(1, pickle.dumps((('Klinik',) * 90,) * 9)[:40]); os.kill(os.getpid(), 9)"
    ),
    "killed before the last row": (
        "import os, pickle, sys; sys.stdin.buffer.read();"
        "os.write(1, pickle.dumps((('Klinik',),))); os.kill(os.getpid(), 9)"
    ),
    "speaks another language": "print('Hej' * 9)",
}


@pytest.mark.parametrize("code", FALLEN.values(), ids=FALLEN)
def test_when_the_process_falls_the_file_is_refused_in_words(code: str, started: Started) -> None:
    with pytest.raises(Refusal) as refused:
        spreadsheet.read(BOOK, TABLE, child=python(code))
    for lang, words in MESSAGES:
        assert refused.value.in_words(lang).startswith(words)
    assert len(refused.value.parts) == 3
    assert len(started.all) == 1


def test_a_process_that_cannot_be_started_is_no_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="broke off"):
        spreadsheet.read(BOOK, TABLE, child=(str(tmp_path / "none"),))


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to it")
def test_what_takes_more_memory_than_it_may_is_refused(started: Started) -> None:
    content = with_filler(2_000_000)
    assert len(spreadsheet.read(content, TABLE).sheet.rows) == 3
    with pytest.raises(Refusal, match="broke off"):
        spreadsheet.read(content, replace(TABLE, memory=1))
    assert len(started.all) == 2


DEAF = "while True: pass"


def test_what_takes_more_time_than_it_may_is_refused(started: Started) -> None:
    with pytest.raises(Refusal, match="broke off"):
        spreadsheet.read(BOOK, replace(TABLE, seconds=0), child=python(DEAF))
    assert started.all[0].returncode


def test_a_person_who_wants_it_no_more_need_not_wait_for_the_process(started: Started) -> None:
    told: list[int] = []

    def stop(row: int) -> None:
        told.append(row)
        if len(told) == 3:
            raise KeyboardInterrupt

    # It is not even listened to: more is said to it than fits between the two.
    with pytest.raises(KeyboardInterrupt):
        spreadsheet.read(with_filler(1_000_000), TABLE, watch=stop, child=python(DEAF))
    assert told == [0, 0, 0]
    assert started.all[0].returncode


def test_a_file_larger_inside_than_it_may_be_is_refused_before_a_process_is_started(
    started: Started,
) -> None:
    made = BytesIO(BOOK)
    with zipfile.ZipFile(made, "a", 8) as new:
        new.writestr("xl/media/a.xml", b" " * 10_000_000)
    named = b"PK\1\2" * 3_000
    for content in (made.getvalue(), BOOK[:-30], b"PK\3\4", named + BOOK):
        with pytest.raises(Refusal):
            spreadsheet.read(content, TABLE)
    assert started.all == []
    check_sizes(BOOK, TABLE)


def test_the_process_loads_neither_window_nor_database() -> None:
    asked = pickle.dumps(Asked(BOOK, TABLE))
    code = (
        "import sys; from facilitator.__main__ import main;"
        f"main(['{WORKBOOK_CHILD}']); print(*sys.modules, file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], input=asked, capture_output=True, check=True
    )
    loaded = {name.split(".")[0] for name in answer.stderr.decode().split()}
    assert "python_calamine" in loaded
    assert not loaded & {"PySide6", "sqlalchemy", "alembic", "sqlcipher3", "numpy", "subprocess"}
    assert pickle.load(BytesIO(answer.stdout)).names == ("Data",)


def test_a_frozen_program_is_its_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert spreadsheet._command() == (sys.executable, WORKBOOK_CHILD)
