"""What a person types to find something, and what it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.search import (
    KINDS,
    MOST_TERMS,
    Term,
    excerpt,
    fold,
    is_meant,
    meeting_number,
    searched,
    terms,
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("svimmelhed", ["svimmelhed"]),
        ("Akut  SVIMMELHED", ["akut", "svimmelhed"]),
        ('"akut svimmelhed"', ["akut svimmelhed"]),
        ("”akut svimmelhed”, hos ældre", ["akut svimmelhed", "hos", "ældre"]),
        ("(svimmelhed), kl.", ["svimmelhed", "kl*"]),
        ("på", ["på*"]),
        ("a b", ["a*", "b*"]),
        ("svimmel svimmel", ["svimmel"]),
        ('" § ! -', []),
        ("...", ["..."]),
        ("e-mail a*b", ["e-mail", "a*b"]),
        ("", []),
    ],
)
def test_words_are_looked_for_each_and_what_is_quoted_as_it_stands(
    typed: str, wanted: list[str]
) -> None:
    assert [f"{one.text}{'*' * one.is_beginning}" for one in terms(typed)] == wanted


def test_a_page_pasted_by_mistake_is_a_few_terms() -> None:
    assert len(terms(" ".join(f"ord{n}" for n in range(5_000)))) == MOST_TERMS


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("svimmel", "Akut svimmelhed", True),
        ("melhed", "Akut svimmelhed", True),
        ("akut hed", "Akut svimmelhed", True),
        ("akut otitis", "Akut svimmelhed", False),
        ("ærø", "Mødet på Ærø", True),
        ("Ærø", "mødet på ærø", True),
        ("maal", "Mål for mødet", False),
        ("mal", "Mål for mødet", False),
        ("mål", "Mal en væg", False),
        ("på", "opad", False),
        ("på", "Påmindelse", True),
        ("på", "(på)", True),
        ("på", "opå", False),
        ("resume", "Resumé", False),
        ("3", "Klinik 3", True),
        ("3", "Klinik 13", False),
        ("a_b", "a_b", True),
        ("100%", "100 %", False),
    ],
)
def test_letters_are_what_they_are_and_words_are_found_inside_words(
    typed: str, text: str, found: bool
) -> None:
    assert is_meant(text, terms(typed)) is found


@given(st.text())
def test_folding_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text(max_size=6))
def test_an_excerpt_is_of_the_text_and_marks_what_was_typed(text: str, typed: str) -> None:
    whole = searched((text,))
    wanted = terms(typed)
    shown = excerpt(whole, wanted, room=20)
    bare = shown.text.removeprefix("… ").removesuffix("…")
    assert bare in whole
    for start, end in shown.marks:
        assert 0 <= start < end <= len(shown.text)
    if wanted and is_meant(whole, wanted[:1]) and len(wanted) == 1 and len(typed) < 10:
        assert shown.marks


def test_an_excerpt_shows_the_line_and_the_place_where_the_match_is() -> None:
    text = "Titel\n" + "ord " * 40 + "svimmelhed " + "ord " * 40
    shown = excerpt(text, terms("svimmel"), room=60)
    ((start, end),) = shown.marks
    assert shown.text[start:end] == "svimmel"
    assert (shown.text[:2], shown.text[-1]) == ("… ", "…")
    assert excerpt(text, ()).text == "Titel"
    assert excerpt("ab abe", terms("ab")).marks == ((0, 2), (3, 5))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("7", 7), ("7.", 7), (" 7. møde", 7), ("Møde 7", 7), ("meeting 12", 12)),
        *(("møde", None), ("7a", None), ("17.30", None), ("", None)),
    ],
)
def test_a_meeting_can_be_named_by_its_number(typed: str, number: int | None) -> None:
    assert meeting_number(typed) == number


def test_every_kind_has_a_number_of_its_own_that_fits_in_five_bits() -> None:
    numbers = [kind.number for kind in KINDS]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < number < 32 for number in numbers)
    assert Term("på", is_beginning=True) in terms("på")
