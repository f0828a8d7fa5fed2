"""One line says what is to be ready, who gets it ready, and by when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.capture import Owner
from facilitator.domain.preparation_line import Task, read_task, write_task
from facilitator.language import Language, parse_date

TODAY, MEETING = date(2026, 11, 26), date(2026, 12, 9)
OWNERS = (
    Owner("Anna Eksempel", member="a"),
    Owner("Klinik 2", clinic="2"),
    Owner("Klinik 21", clinic="21"),
)


def read(typed: str) -> Task:
    return read_task(typed, OWNERS, lambda said: parse_date(said, TODAY), MEETING, "Alle")


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        (
            "Tæl genhenvisninger @Klinik 2 >1.12",
            Task("Tæl genhenvisninger", "Klinik 2", True, date(2026, 12, 1)),
        ),
        ("Tæl @klinik 21", Task("Tæl", "Klinik 21", True)),
        ("@Anna find to cases", Task("find to cases", "Anna Eksempel", True)),
        ("Bestil mad @Kirsten >1.12.", Task("Bestil mad", "Kirsten", False, date(2026, 12, 1))),
        ('Lån lokale @"Bo fra HR"', Task("Lån lokale", "Bo fra HR", False)),
        ("Læs den @alle", Task("Læs den", "Alle", True)),
        ("Tag tal med > næste møde", Task("Tag tal med", due=MEETING)),
        ("Tæl patienter med BT > 140", Task("Tæl patienter med BT > 140")),
        ("! Husk kaffe", Task("Husk kaffe")),
        ("  ", Task("")),
    ],
)
def test_a_line_is_read_as_it_is_meant(typed: str, task: Task) -> None:
    assert read(typed) == task


words = st.text(alphabet="abcæøåÉ 0123456789<>/-", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
names = st.sampled_from(
    [("", False), ("Klinik 2", True), ("Anna Eksempel", True), ("Kirsten", False), ("Bo H", False)]
)


@given(words, names, st.dates(date(2026, 11, 27), date(2030, 1, 1)))
def test_a_line_shown_to_be_changed_reads_as_what_it_was(
    text: str, who: tuple[str, bool], due: date
) -> None:
    # What begins with a time of its own is read as that, whoever wrote it.
    task = Task(text, *who, due)
    shown = write_task(task, Language("da").date_short)
    assume(text and read(text) == Task(text))
    assert read(shown) == task


def test_a_text_with_a_mark_of_its_own_keeps_it() -> None:
    task = Task("Skriv til anna@eksempel.dk @ klinikken", "Klinik 2", True)
    assert read(write_task(task, Language("da").date_short)) == task
