"""Numbers are read as they were written, by the one decimal mark of their column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.number_words import Found, Mark, Number, find_mark, mark_of, read_number
from facilitator.language import Language

LANGUAGES: tuple[tuple[Language, Mark], ...] = ((Language("da"), ","), (Language("en"), "."))


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("12,5", ",", Number(12.5, 1)),
        ("12.5", ".", Number(12.5, 1)),
        ("1.234", ",", Number(1234)),
        ("1.234", ".", Number(1.234, 3)),
        ("1.234.567,8", ",", Number(1234567.8, 1)),
        ("1,234,567.8", ".", Number(1234567.8, 1)),
        ("1 234 567", ",", Number(1234567)),
        ("1\u00a0234,5", ",", Number(1234.5, 1)),
        ("12'345", ",", Number(12345)),
        ("58,6 %", ",", Number(58.6, 1, is_percent=True)),
        ("58,6 pct.", ",", Number(58.6, 1, is_percent=True)),
        ("58.6%", ".", Number(58.6, 1, is_percent=True)),
        ("\u22124", ",", Number(-4)),
        ("+7", ",", Number(7)),
        ("007", ",", Number(7)),
        ("0,50", ",", Number(0.5, 2)),
    ],
)
def test_a_number_is_read_by_the_mark_of_its_column(text: str, mark: Mark, number: Number) -> None:
    assert read_number(text, mark) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "NaN", "inf", "1e5", "1,2,3", "12.34", "1.2345", "1.23,4", ",5", "5,", "1 23"),
        *("9" * 31, "--1", "1-2", "0x1", "1_000", "%", "12,5 kr.", "٣"),
    ],
)
def test_what_is_no_number_with_a_decimal_comma_is_none(text: str) -> None:
    assert read_number(text, ",") is None


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=3), st.integers(0, 3))
def test_what_the_program_writes_it_reads_again(value: object, decimals: int) -> None:
    for lang, mark in LANGUAGES:
        written = lang.number(value, decimals)  # type: ignore[arg-type]
        found = read_number(written, mark)
        assert found is not None
        assert lang.number(found.value, decimals) == written
        assert found.decimals == decimals
        # A point or comma alone never tells the other mark.
        assert mark_of(written) in ("", "either", mark)


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    for mark in LANGUAGES:
        found = read_number(text, mark[1])
        assert found is None or abs(found.value) < 1e31


@pytest.mark.parametrize(
    ("texts", "are_counts", "found"),
    [
        ((), False, Found(",")),
        (("7", "41"), False, Found(",")),
        (("7", "12,5"), False, Found(",", is_told=True)),
        (("1.234", "12.5"), False, Found(".", is_told=True)),
        (("1.234,5", "7"), False, Found(",", is_told=True)),
        (("1.234.567",), False, Found(",", is_told=True)),
        (("0.123",), False, Found(".", is_told=True)),
        (("1.234", "7"), False, Found(",", is_open=True)),
        (("1.234", "1,234"), False, Found(",", is_open=True)),
        (("1.234", "7"), True, Found(",", is_told=True)),
        (("1,234", "7"), True, Found(".", is_told=True)),
        (("1,234", "1.234", "1.234"), True, Found(",", is_told=True, is_mixed=True)),
        (("12,5", "13,5", "12.5"), False, Found(",", is_told=True, is_mixed=True)),
        (("12.5", "13.5", "12,5"), False, Found(".", is_told=True, is_mixed=True)),
    ],
)
def test_a_column_has_one_decimal_mark_and_says_when_it_cannot_be_told(
    texts: tuple[str, ...], are_counts: bool, found: Found
) -> None:
    assert find_mark(texts, are_counts=are_counts) == found
