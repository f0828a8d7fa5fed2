"""No CPR number passes unseen in any shape, and what only looks a little like one does."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.privacy import (
    NotText,
    clean,
    ends_in_possible_cpr,
    find_cpr,
    mask,
    numbers_in,
    without_cpr,
)
from facilitator.language import Language

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
SPACES = " \u00a0\u2009\u202f"
UNSEEN = "\u200b\u200d\u2060\ufeff\u00ad\u0301\ufe0f"


def seventh_digits(born: date) -> str:
    """The seventh digits that CPR-kontoret's table gives a person born that day."""
    if born.year < 1900:
        return "5678"
    if born.year < 2000:
        return "0123" + ("49" if born.year >= 1937 else "")
    return ("49" if born.year <= 2036 else "") + "5678"


@st.composite
def cpr_numbers(draw: st.DrawFn) -> str:
    """A number of any kind and shape: replacement days, letters, separators, odd digits, dashes."""
    born = draw(st.dates(date(1858, 1, 1), date(2057, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    inner = draw(st.sampled_from(["", " ", ".", "/", "-", "\u2013", "\u00a0"]))
    gap = draw(
        st.sampled_from(["", " ", *DASHES, *SPACES, *(f" {dash} " for dash in DASHES), "\n"])
    )
    letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", min_size=2, max_size=2)
    middle = draw(letters | st.integers(0, 99).map("{:02}".format))
    tail = draw(st.sampled_from(seventh_digits(born))) + middle + str(draw(st.integers(0, 9)))
    number = f"{day:02}{inner}{born.month:02}{inner}{born.year % 100:02}{gap}{tail}"
    if draw(st.booleans()):
        number = number.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    unseen = draw(st.lists(st.sampled_from(["", *UNSEEN]), min_size=2, max_size=2))
    at = draw(st.integers(1, len(number) - 1))
    return number[:at] + "".join(unseen) + number[at:]


before_a_number = st.just("") | st.builds(str.__add__, st.text(), st.sampled_from(" (:rå\n"))
after_a_number = st.just("") | st.builds(str.__add__, st.sampled_from(" ).,:xå\n"), st.text())
digit_noise = st.text("0123456789 -./\u2013\u200bAbÆ\n", max_size=12)


@given(before_a_number, cpr_numbers(), after_a_number)
def test_a_number_is_found_in_every_shape_in_any_text(before: str, cpr: str, after: str) -> None:
    text = before + cpr + after
    assert (len(before), len(before) + len(cpr)) in {(hit.start, hit.end) for hit in find_cpr(text)}


@given(before_a_number, cpr_numbers(), after_a_number)
def test_nothing_is_found_in_a_masked_text_and_only_its_numbers_are_changed(
    before: str, cpr: str, after: str
) -> None:
    text = before + cpr + after
    masked = mask(text)
    assert find_cpr(masked) == ()
    inside = {at for hit in find_cpr(text) for at in range(hit.start, hit.end)}
    changed = {at for at, (old, new) in enumerate(zip(text, masked, strict=True)) if old != new}
    assert changed <= inside
    assert not any(masked[at].isalnum() for at in inside)


@given(st.text())
def test_a_text_without_a_number_is_not_changed_by_masking(text: str) -> None:
    assert bool(find_cpr(text)) or mask(text) == text


@given(st.lists(cpr_numbers() | digit_noise | st.text(max_size=5), max_size=4).map("".join))
def test_no_stored_prefix_of_a_typed_text_holds_more_than_six_digits_of_a_number(
    text: str,
) -> None:
    hits = find_cpr(text)
    for end in range(len(text) + 1):
        typed = text[:end]
        if find_cpr(typed) or ends_in_possible_cpr(typed):
            continue
        for hit in hits:
            held = text[hit.start : min(end, hit.end)]
            assert sum(sign.isalnum() for sign in held) <= 6


@given(cpr_numbers(), st.booleans())
def test_a_number_is_held_back_from_the_seventh_digit_until_it_is_whole(
    cpr: str, spoken: bool
) -> None:
    text = ("cpr " if spoken else "") + cpr
    first = len(text) - len(cpr)
    for end in range(first, len(text)):
        digits = sum(sign.isalnum() for sign in text[first:end])
        if digits < 6:
            assert not ends_in_possible_cpr(text[:end])
        if digits > 6:
            assert ends_in_possible_cpr(text[:end])
    assert find_cpr(text)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("", False),
        ("121256", False),
        ("121256 ", False),
        ("121256-", True),
        ("121256 - ", True),
        ("121256 1", True),
        ("1212561", True),
        ("121256-1A", True),
        ("721256-123", True),
        ("321256-1", False),
        ("121356-1", False),
        ("310256-1", False),
        ("121256-12 ", False),
        ("9121256-1", False),
        ("13.10.25 1t", False),
        ("Vi ses den 13.10.2025.", False),
    ],
)
def test_typing_is_held_back_only_where_a_number_can_still_follow(typed: str, held: bool) -> None:
    assert ends_in_possible_cpr(typed) is held


@pytest.mark.parametrize(
    "text",
    [
        "121256-1234",
        "1212561234",
        "121256 1234",
        "12 12 56 1234",
        "12.12.56-1234",
        "12/12/56 - 1234",
        "12-12-56-1234",
        "121256\N{EN DASH}1234",
        "cpr121256-1234og",
        "721256-1234",
        "7212561234",
        "121256-1AB2",
        "121256-1ab2",
        "1212561A23",
        "290200-4234",
        "121256\n1234",
        "1\N{ARABIC-INDIC DIGIT TWO}1256-1234",
        "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}21256-1234",
        "300256 1212 561234",
    ],
)
def test_shapes_that_are_found(text: str) -> None:
    assert len(find_cpr(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Tlf. 12 10 56 78",
        "+45 12 10 56 78",
        "+4512105678",
        "+45 1210 5678",
        "0045 12105678",
        "12.10.2025 kl. 17.30",
        "13.10.2025 17.30",
        "2025-10-13 1730",
        "20251013-1730",
        "290200-1234",
        "310456-1234",
        "001256-1234",
        "121356-1234",
        "921256-1234",
        "1.250.000 kr.",
        "kr. 121.256,1234",
        "CVR 12125612",
        "EAN 5712125612345",
        "121256-12345",
        "13.10.25 2x10 mg",
        "13.10.25 1t30",
        "s13012-019-0887-1",
        "ydernummer 121256",
    ],
)
def test_look_alikes_that_pass(text: str) -> None:
    assert find_cpr(text) == ()


@given(
    st.integers(0, 99_999_999).map("{:08}".format),
    st.sampled_from(["{}{}{}{}", "{} {} {} {}", "{}{} {}{}", "{}.{}.{}.{}", "{}-{}-{}-{}"]),
    st.sampled_from(["", "+45", "+45 ", "0045 ", "tlf. ", "Ring på ", "("]),
    st.sampled_from(["", ".", " i dag", ")", "\n"]),
)
def test_a_danish_phone_number_is_never_taken_for_a_person(
    digits: str, form: str, before: str, after: str
) -> None:
    pairs = (digits[at : at + 2] for at in range(0, 8, 2))
    assert find_cpr(before + form.format(*pairs) + after) == ()


@pytest.mark.parametrize(
    ("text", "shape", "clock"),
    [
        ("121256-1234", "number", True),
        ("121256-1260", "number", False),
        ("121256-2412", "number", False),
        ("011025 1730", "number", True),
        ("mødet 011025-1730", "number", True),
        ("CPR-nr.: 011025-1730", "number", False),
        ("pt. 011025-1730", "number", False),
        ("født 011025-1730", "number", False),
        ("611025-1730", "substitute", False),
        ("011025-1AB0", "letters", False),
    ],
)
def test_a_hit_says_what_it_looks_like(text: str, shape: str, clock: bool) -> None:
    (hit,) = find_cpr(text)
    assert (hit.shape, hit.looks_like_clock) == (shape, clock)


def test_places_are_those_of_the_text_as_it_was_typed() -> None:
    text = "\u200bÅse\u0301: 12\u200b1256\u2011\uff11234\u200b ½"
    (hit,) = find_cpr(text)
    assert text[hit.start : hit.end] == "12\u200b1256\u2011\uff11234"
    assert mask(text) == "\u200bÅse\u0301: **\u200b****\u2011****\u200b ½"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\r", "\x0b", "\x1b", "\ud800"])
def test_what_is_not_text_is_refused_in_the_readers_words(bad: str) -> None:
    with pytest.raises(NotText) as refusal:
        clean(f"før{bad}efter")
    assert "styretegn" in refusal.value.in_words(Language("da"))
    assert "efter" not in str(refusal.value)


def test_tabs_newlines_markup_and_formulas_stay_as_typed() -> None:
    text = "=1+1\t<b>ikke fed</b>\n@linje 👩‍⚕️"
    assert clean(text) == text


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])))
def test_a_clean_text_is_composed_undirected_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean(cleaned) == cleaned


def test_everything_like_a_number_is_taken_out() -> None:
    assert without_cpr("a 010170-1234 b 010170-1234") == "a  b "
    assert without_cpr("12:20") == "12:20"


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert numbers_in("nr. 010170-1234, 01 01 70 1234 og 010170 – 1234") == ("0101701234",) * 3
    assert numbers_in("311245-1ab2") == ("3112451AB2",)
    assert numbers_in("13.10.2025 kl. 17.30") == ()
