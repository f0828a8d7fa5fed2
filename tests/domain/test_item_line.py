"""An agenda item typed as one line, and many of them pasted."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.item_line import (
    LINES_AT_MOST,
    USUAL_KIND,
    ItemLine,
    Lines,
    Reads,
    doubts,
    preview,
    read_item,
    read_items,
    say_empty,
)
from facilitator.domain.kinds import KINDS, Kind, kind
from facilitator.domain.refusal import Refusal
from facilitator.language import Language, parse_clock, parse_date, parse_minutes

READS = Reads(parse_minutes, lambda typed: parse_date(typed, date(2026, 12, 9)), parse_clock)
NAMES = ("Klinik 1", "Klinik 12", "Anna Eksempel", "Anders Eksempel", "Anders Prøve", "Ærø Øjne")
TOPICS = ("Svimmelhed", "Svimmelhed hos ældre", "Epikriser @ 2026")
DANISH = Language("da")


def read(typed: str) -> ItemLine:
    return read_item(typed, READS, NAMES, TOPICS)


def read_all(text: str) -> Lines:
    lines = read_items(text, READS, NAMES, TOPICS)
    assert isinstance(lines, Lines)
    return lines


def test_a_line_says_all_of_an_item() -> None:
    line = read("Case: Barn med feber 15 @Klinik 12 #svimmelhed hos ældre >1. marts ?Hvad nu?")
    assert (line.kind, line.title, line.minutes) == ("case", "Barn med feber", 15)
    assert (line.who, line.knows_who) == ("Klinik 12", True)
    assert (line.topic, line.knows_topic) == ("Svimmelhed hos ældre", True)
    assert (line.day, line.question) == (date(2027, 3, 1), "Hvad nu?")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Case: x", "case"),
        ("PATIENTCASE : x", "case"),
        ("oplæg: x", "talk"),
        ("oplaeg: x", "talk"),
        ("external talk: x", "talk"),
        ("opl: x", "talk"),
        ("opsamling: x", "summary"),
        ("Emner: x", "topics"),
        ("Retningslinje: x", "guideline"),
        ("ret: x", "guideline"),
        ("Tal: x", "data"),
        ("1-2-4-alle: x", "group_work"),
        ("Tjek ind: x", "check_in"),
        ("Andet: x", "other"),
    ],
)
def test_a_kind_is_known_by_its_words_in_both_languages(typed: str, kind: str) -> None:
    line = read(typed)
    assert (line.kind, line.says_kind) == (kind, True)


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("Pause 10", "break", ""),
        ("opsummering", "summary", ""),
        ("Case svimmelhed 15", "case", "Case svimmelhed"),
        ("Patientcase 2", "case", "Patientcase 2"),
        ("Oplæg, del 1 20 min.", "talk", "Oplæg, del 1"),
        ("Opfølgning på ventetid 15", USUAL_KIND, "Opfølgning på ventetid"),
        ("Tal om ventetid", USUAL_KIND, "Tal om ventetid"),
    ],
)
def test_without_a_colon_the_title_tells_the_kind(typed: str, kind: str, title: str) -> None:
    line = read(typed)
    assert (line.kind, line.title) == (kind, title)


def test_a_word_that_is_no_kind_stays_in_the_title_and_is_named() -> None:
    line = read("Frokst: smørrebrød 30")
    assert (line.kind, line.title, line.minutes) == (USUAL_KIND, "Frokst: smørrebrød", 30)
    assert doubts(DANISH, line) == ('"Frokst" er ikke en slags punkt; det bliver i titlen.',)


def test_an_item_a_meeting_has_one_of_keeps_its_first_word() -> None:
    line = read("Opfølgning: Sidst talte vi om svimmelhed 15 min.")
    assert (line.kind, line.title) == ("follow_up", "Opfølgning: Sidst talte vi om svimmelhed")


@pytest.mark.parametrize(
    ("typed", "title", "minutes"),
    [
        ("Case: svimmelhed 20", "svimmelhed", 20),
        ("Case: svimmelhed 1t10", "svimmelhed", 70),
        ("Case: svimmelhed 1.30", "svimmelhed", 90),
        ("Case: svimmelhed 90 min", "svimmelhed", 90),
        ("Case: svimmelhed 1:10", "svimmelhed", 70),
        ("Case: svimmelhed, 1 t. og 10 min.", "svimmelhed", 70),
        ("Case: svimmelhed (½ time)", "svimmelhed", 30),
        ("Case: 15", "", 15),
        ("Case: 20 min. svimmelhed", "svimmelhed", 20),
        ("Case: type 2 diabetes", "type 2 diabetes", None),
        ("Case: type 2 diabetes 15", "type 2 diabetes", 15),
        ("Case: type 2", "type 2", None),
        ("Case: type 2 min.", "type", 2),
        ("Case: HbA1c <48 hos >60 % 15", "HbA1c <48 hos >60 %", 15),
        ("Case: 2026", "2026", None),
        ("Case: mad kl. 17.30", "mad kl. 17.30", None),
        ("Case: svimmelhed 15 hos unge", "svimmelhed 15 hos unge", None),
        ("Case: svimmelhed 15 @Klinik 1", "svimmelhed", 15),
    ],
)
def test_minutes_stand_alone_at_the_end_of_the_title(
    typed: str, title: str, minutes: int | None
) -> None:
    line = read(typed)
    assert (line.title, line.minutes) == (title, minutes)


@pytest.mark.parametrize(
    ("typed", "who", "known"),
    [
        ("@klinik 1", "Klinik 1", True),
        ("@Klinik 12", "Klinik 12", True),
        ("@anna", "Anna Eksempel", True),
        ("@Anders", "Anders", False),
        ('@"Anders Prøve"', "Anders Prøve", True),
        ('@"Hans ""Høre"" Hansen"', 'Hans "Høre" Hansen', False),
        ("@“Hans Hansen”", "Hans Hansen", False),
        ('@"Anna"', "Anna", False),
        ("@Mogens", "Mogens", False),
        ("a@b.dk", "", False),
        ("@", "", False),
    ],
)
def test_the_longest_known_name_has_the_item(typed: str, who: str, known: bool) -> None:
    line = read(f"Case: x {typed}")
    assert (line.who, line.knows_who) == (who, known)


def test_figures_behind_a_hash_are_text_unless_they_are_quoted() -> None:
    assert read("Case: #2 svimmelhed").title == "#2 svimmelhed"
    assert read('Case: x #"2"').topic == "2"
    assert read("Case: x #Høretab").topic == "Høretab"
    assert read("Case: x #Epikriser @ 2026 @Anna").topic == "Epikriser @ 2026"


@pytest.mark.parametrize(
    ("typed", "day", "clock"),
    [
        (">1. marts", date(2027, 3, 1), None),
        (">17.30", None, time(17, 30)),
        (">17:05", None, time(17, 5)),
        ("> kl. 9", None, time(9, 0)),
        (">kl. 9.12", None, time(9, 12)),
        (">60 %", None, None),
        (">140", None, None),
        ("> 3.5 i to uger", None, None),
    ],
)
def test_a_day_or_a_clock_time_follows_its_mark(
    typed: str, day: date | None, clock: time | None
) -> None:
    line = read(f"Case: x {typed}")
    assert (line.day, line.clock) == (day, clock)
    assert line.title == ("x" if day or clock else f"x {typed}")


def test_the_question_takes_the_rest_with_its_signs() -> None:
    line = read("Case: x 15 ?Hvad gør vi @ klinikken > 10 min #nu?")
    assert line.question == "Hvad gør vi @ klinikken > 10 min #nu?"
    assert read("Case: Hvad nu?").question == ""


def test_what_follows_the_marks_stays_in_the_title() -> None:
    line = read("Case: svimmelhed 15 @Anna og kolleger #Svimmelhed her")
    assert (line.title, line.minutes) == ("svimmelhed og kolleger her", 15)


def test_a_title_in_quotation_marks_is_kept_to_the_letter() -> None:
    line = read('Case: "Pause: @Anna sagde ""nej"" >17.30 ?15" 20 min.')
    assert (line.title, line.minutes) == ('Pause: @Anna sagde "nej" >17.30 ?15', 20)
    assert (line.who, line.clock, line.question) == ("", None, "")
    assert read('"Skjult" smerte 15').title == '"Skjult" smerte'


def test_what_was_understood_is_said_before_it_is_added() -> None:
    line = read("Case: Svimmelhed 15 @Klinik 1 #Svimmelhed >17.30 ?Hvad nu?")
    assert preview(DANISH, line) == (
        'Patientcase · "Svimmelhed" · 15 min. · Klinik 1 · emne: Svimmelhed · fast kl. 17.30'
        " · spørgsmål: Hvad nu?"
    )
    assert preview(Language("en"), read("case")) == "Patient case · 25 min"
    assert doubts(DANISH, line) == ()


def test_names_and_topics_nobody_knows_are_pointed_out() -> None:
    assert doubts(DANISH, read("Case: x @Mogens #Høretab")) == (
        '"Mogens" er ikke medlem eller klinik her; navnet står, som det er skrevet.',
        '"Høretab" er ikke i emnebanken endnu.',
    )


def test_pasted_lines_are_an_item_each_and_empty_ones_are_counted() -> None:
    lines = read_all("Case: a 15\n\n  \r\nPause 10\n")
    assert [(one.kind, one.minutes) for one in lines.items] == [("case", 15), ("break", 10)]
    assert say_empty(DANISH, lines.empty) == "2 tomme linjer er udeladt."
    assert say_empty(DANISH, 0) == ""


def test_bullets_numbers_and_clock_times_of_a_pasted_agenda_are_left_out() -> None:
    lines = read_all("1. 16.30–16.45 Velkomst\n2. kl. 16.45 Case: a 20\n3. - Pause 10")
    assert [(one.kind, one.title, one.minutes) for one in lines.items] == [
        ("ground_rules", "", 15),
        ("case", "a", 20),
        ("break", "", 10),
    ]


def test_a_number_that_is_not_a_list_stays() -> None:
    assert read_all("2. møde om KOL").items[0].title == "2. møde om KOL"
    assert read_all("2. møde om KOL\nPause").items[0].title == "2. møde om KOL"
    assert read_all("99.30 grader").items[0].title == "99.30 grader"


def test_too_many_lines_are_refused_in_words() -> None:
    assert len(read_all("x\n" * LINES_AT_MOST).items) == LINES_AT_MOST
    refused = read_items("x\n" * 10_000, READS)
    assert isinstance(refused, Refusal)
    assert refused.in_words(DANISH).startswith("Teksten har 10000 linjer; højst 200 kan")


def test_a_line_of_a_million_signs_is_read_before_anybody_has_waited() -> None:
    calls = 0

    def count(_typed: str) -> None:
        nonlocal calls
        calls += 1

    reads = Reads(count, count, count)
    read_item("1 " * 500_000, reads)
    read_item("9" * 1_000_000, READS)
    assert calls < 20


LINES = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from('@#>?:" 15.-\n“”')), max_size=80
)
PARTS = st.sampled_from(
    (
        *("Case:", "pause", "15", "1 t. 10 min.", "@Klinik 1", "@Anna", '@"Bo B"', "#Svimmelhed"),
        *("#2", ">17.30", ">1. marts", "> 3.5", "?Hvad", '"x"', "HbA1c", "<48", "hos", ">60", "🩺"),
    )
)


def _letters(*texts: str) -> Counter[str]:
    return Counter(c for text in texts for c in text if c.isalnum())


@given(st.one_of(LINES, st.lists(PARTS, max_size=8).map(" ".join)))
@example("Opfølgning: @Anna 15")
@example('"a" b 15 min.')
def test_nothing_fails_and_no_letter_is_lost_whatever_is_typed(typed: str) -> None:
    line = read(typed)
    assert _letters(line.title, *line.taken) == _letters(typed)
    assert preview(DANISH, line).startswith(DANISH.text(kind(line.kind).title))


@given(st.lists(st.one_of(LINES, PARTS), max_size=6).map("\n".join))
def test_no_line_is_lost_when_many_are_pasted(text: str) -> None:
    lines = read_all(text)
    assert len(lines.items) + lines.empty == len(text.splitlines())
    assert _letters(*(t for one in lines.items for t in (one.title, *one.taken))) == _letters(text)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.id)
@pytest.mark.parametrize("code", ["da", "en"])
def test_the_word_for_each_kind_is_read_as_that_kind(row: Kind, code: str) -> None:
    lang = Language("da" if code == "da" else "en")
    for msgid in (row.word, row.title, row.many or row.word):
        word = lang.text(msgid).partition(":")[0]
        assert read(f"{word}: x").kind == row.id
