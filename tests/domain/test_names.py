"""A name is found as people write it, and not inside other words."""

from __future__ import annotations

import pytest

from facilitator.domain.cells import plain_cell
from facilitator.domain.names import around, name_pattern, parts_of

FOUND = (
    "Åse Ærø",
    "ÅSE ÆRØ har ordet",
    "Spørg åse ærø!",
    "Åse Ærøs klinik",
    "Åse Ærø's klinik",
    "Åse\n  Ærø",
    "(Åse Ærø)",
)
NOT_FOUND = ("Åse Ærøskøbing", "Måse Ærø", "Åse", "Ærø Åse", "")


@pytest.mark.parametrize("text", FOUND)
def test_a_name_is_found(text: str) -> None:
    pattern = name_pattern(["  Åse   Ærø "])
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_no_name(text: str) -> None:
    pattern = name_pattern(["Åse Ærø"])
    assert pattern is not None
    assert not pattern.search(text)


def test_the_longest_name_counts_and_signs_are_only_signs() -> None:
    pattern = name_pattern(["Bo (K.)", "Bo", "bo+1@a.example"])
    assert pattern is not None
    assert pattern.findall("Bo (K.) skrev fra bo+1@a.example; Bos bil") == [
        "Bo (K.)",
        "bo+1@a.example",
        "Bo",
    ]
    assert name_pattern(["", "  "]) is None


def test_the_words_of_a_name_are_known_unless_they_are_too_short() -> None:
    assert parts_of("Bo af Ærø") == ("Ærø",)
    assert parts_of("Bo") == ()


def test_what_stands_around_a_name_is_one_line() -> None:
    pattern = name_pattern(["Åse"])
    assert pattern is not None
    assert around("Spørg\nÅse om det", pattern) == "Spørg Åse om det"
    assert around(f"{'a ' * 50}Åse{' b' * 50}", pattern, 6) == "…a a a Åse b b b…"
    assert around("Ingen", pattern) == ""


@pytest.mark.parametrize("text", ["=1+1", "+45", "-1", "@a", " =1", "\tx", "＝1"])
def test_a_formula_is_only_a_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"
    assert plain_cell(f"a{text}") == f"a{text}"
