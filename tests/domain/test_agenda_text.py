"""Agenda items written as plain text, and read back as they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.agenda_text import text
from facilitator.domain.item_line import Lines, Reads, read_items
from facilitator.domain.kinds import KINDS, kind
from facilitator.language import Language, parse_clock, parse_date, parse_minutes

READS = Reads(parse_minutes, lambda typed: parse_date(typed, date(2026, 12, 9)), parse_clock)
DANISH, ENGLISH = Language("da"), Language("en")
NAMES = ("Klinik 1", "Klinik 12", "Anna Eksempel", "Facilitator")
TOPICS = {"t1": "Svimmelhed", "t2": "Svimmelhed hos ældre", "t3": '2 "uger" #nu'}


def item(
    kind: str,
    title: str,
    minutes: int = 15,
    who: str = "",
    question: str = "",
    topic: str | None = None,
) -> AgendaItem:
    return AgendaItem(
        "i", kind, title, question, question, "", "", minutes * 60, 60, True, None,
        who, None, None, topic,
    )  # fmt: skip


def write(*items: AgendaItem, lang: Language = DANISH) -> str:
    return text(items, lang, READS, TOPICS)


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (item("break", "Pause", 10), "Pause 10 min."),
        (item("case", "Patientcase 1", 25), "Patientcase 1 25 min."),
        (item("case", "Svimmelhed", 70), "Case: Svimmelhed 1 t. 10 min."),
        (
            item("follow_up", "Opfølgning: Sidst talte vi om …"),
            "Opfølgning: Sidst talte vi om … 15 min.",
        ),
        (item("follow_up", "Siden sidst"), 'Opfølgning: "Siden sidst" 15 min.'),
        (
            item("talk", "Nyt", 20, "Klinik 1", "Hvad kan du bruge?", "t2"),
            'Oplæg: Nyt 20 min. @"Klinik 1" #"Svimmelhed hos ældre" ?Hvad kan du bruge?',
        ),
        (
            item("data", "HbA1c <48 hos >60 %", 20, "Anna"),
            "Data: HbA1c <48 hos >60 % 20 min. @Anna",
        ),
        (item("case", "Svar: @Anna >17.30 nu"), 'Case: "Svar: @Anna >17.30 nu" 15 min.'),
        (item("case", 'Han sagde "av" ?nej'), 'Case: "Han sagde ""av"" ?nej" 15 min.'),
    ],
)
def test_each_item_is_the_plainest_line_that_says_it(one: AgendaItem, line: str) -> None:
    assert write(one) == line


def test_items_are_a_line_each_even_with_line_breaks_in_them() -> None:
    written = write(item("case", "To\nlinjer", question="a\nb"), item("break", "Pause", 10))
    assert written == "Case: To linjer 15 min. ?a b\nPause 10 min."


SIGNS = st.sampled_from(
    (
        *("HbA1c <48 hos >60 %", "@Anna", "#2", "?hvad", ">17.30", ">1. maj", "15", "1 t.", '"'),
        *("“", "Case:", "Pause", "-", "2.", "16.30", "🩺", "æøå", ":", "<b>fed</b>", "\u2028"),
    )
)
TITLES = st.one_of(st.text(max_size=30), st.lists(SIGNS, max_size=6).map(" ".join))
ITEMS = st.builds(
    item,
    st.sampled_from([one.id for one in KINDS]),
    TITLES,
    st.integers(0, 420),
    st.one_of(st.sampled_from(("", *NAMES)), TITLES),
    TITLES,
    st.sampled_from([None, *TOPICS]),
)


def _plain(text: str) -> str:
    return " ".join(text.split())


@given(st.lists(ITEMS, max_size=4), st.sampled_from(("da", "en")))
@example([item("case", "", 0)], "da")
@example([item("exchange", "2. møde"), item("exchange", "3. møde")], "da")
def test_what_is_written_is_read_back_the_same(items: list[AgendaItem], code: str) -> None:
    lang = Language("da" if code == "da" else "en")
    names = (*NAMES, *(_plain(one.who) for one in items if _plain(one.who)))
    read = read_items(write(*items, lang=lang), READS, names, tuple(TOPICS.values()))
    assert isinstance(read, Lines)
    assert read.empty == 0
    assert [
        (one.kind, one.title or lang.text(kind(one.kind).title), one.minutes or 0)
        for one in read.items
    ] == [
        (one.kind, _plain(one.title) or lang.text(kind(one.kind).title), one.minutes)
        for one in items
    ]
    assert [(one.who, one.topic, one.question) for one in read.items] == [
        (_plain(one.who), _plain(TOPICS.get(one.topic or "", "")), _plain(one.written_question))
        for one in items
    ]


@given(ITEMS)
def test_a_danish_line_is_read_in_an_english_program(one: AgendaItem) -> None:
    read = read_items(write(one), READS)
    assert isinstance(read, Lines)
    assert [line.kind for line in read.items] == [one.kind]


def test_an_unknown_kind_is_written_as_other() -> None:
    assert write(item("quiz", "Paratviden"), lang=ENGLISH) == "Other: Paratviden 15 min"
