"""One line written in a meeting, read as it was meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.capture import Line, LineKind, Owner, read_line
from facilitator.language import parse_date

TODAY = date(2026, 12, 9)
MARCH = date(2027, 3, 10)
ANNA = Owner("Anna Eksempel", member="anna", initials="AE")
OWNERS = (
    ANNA,
    Owner("Anders Eksempel", member="anders"),
    Owner("Anders Prøve", member="prøve"),
    Owner("Klinik 1", clinic="1"),
    Owner("Klinik 12", clinic="12"),
    Owner("Ærø Øjne", clinic="ærø"),
)


def read(typed: str, kind: LineKind = "insight") -> Line:
    return read_line(typed, kind, OWNERS, lambda day: parse_date(day, TODAY), "Hele klyngen")


def who(line: Line) -> str:
    return line.owner.name if line.owner else ""


def test_plain_text_is_an_insight() -> None:
    assert read("Ring selv op inden for to timer") == Line(
        "insight", "Ring selv op inden for to timer"
    )


def test_who_and_when_make_it_a_commitment() -> None:
    line = read("Prøver lokal instruks @Klinik 12 >10. marts")
    assert (line.kind, line.text, who(line), line.due) == (
        *("commitment", "Prøver lokal instruks", "Klinik 12"),
        MARCH,
    )


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("@klinik 1 prøver", "Klinik 1"),
        ("@Klinik 12 prøver", "Klinik 12"),
        ("prøver @ærø øjne.", "Ærø Øjne"),
        ("@anna prøver", "Anna Eksempel"),
        ("@ae prøver", "Anna Eksempel"),
        ("@“Anders Prøve” prøver", "Anders Prøve"),
        ("@alle prøver", "Hele klyngen"),
        ("@hele klyngen prøver", "Hele klyngen"),
    ],
)
def test_the_longest_known_name_is_the_owner(typed: str, owner: str) -> None:
    assert who(read(typed)) == owner


def test_a_first_name_that_two_have_is_nobodys() -> None:
    line = read("@Anders prøver")
    assert (line.owner, line.unknown) == (None, "Anders")


def test_an_unknown_name_stays_in_the_text() -> None:
    line = read("Spørg @Mogens om det")
    assert (line.text, line.owner, line.unknown) == ("Spørg @Mogens om det", None, "Mogens")


@pytest.mark.parametrize("said", ["næste møde", "Næste  møde", "next meeting"])
def test_the_next_meeting_is_a_time(said: str) -> None:
    line = read(f"Tager den op >{said}")
    assert (line.text, line.next_meeting, line.due) == ("Tager den op", True, None)


@pytest.mark.parametrize(
    "typed",
    ["Blodtryk >140", "BT > 140", "a@b.dk svarer", "5>3 er sandt", "INR > 3.5 i to uger"],
)
def test_signs_that_mean_something_else_stay_text(typed: str) -> None:
    line = read(typed)
    assert (line.kind, line.text) == ("insight", typed)


def test_who_and_when_may_stand_anywhere() -> None:
    for typed in (
        "@Anna >10/3 sender pjecen",
        ">10. marts @Anna sender pjecen",
        "sender @Anna pjecen > 10/3",
        ">10. marts 2027 sender pjecen @AE",
    ):
        line = read(typed)
        assert (who(line), line.due, line.text) == ("Anna Eksempel", MARCH, "sender pjecen")


def test_an_exclamation_mark_is_an_insight_whatever_key_was_pressed() -> None:
    line = read("! Ring selv op @Anna", "commitment")
    assert line == Line("insight", "Ring selv op @Anna")


def test_a_chosen_commitment_needs_no_marks() -> None:
    assert read("Ringer op", "commitment").kind == "commitment"


def test_a_parked_line_knows_only_the_next_meeting() -> None:
    line = read("Epikriser uden plan @Anna >næste møde", "parked")
    assert (line.kind, line.text, line.next_meeting) == (
        *("parked", "Epikriser uden plan @Anna"),
        True,
    )
    assert read("Epikriser >10. marts", "parked").text == "Epikriser >10. marts"


@given(st.text(max_size=60), st.sampled_from(("insight", "commitment", "parked")))
def test_no_word_is_lost_whatever_is_typed(typed: str, kind: LineKind) -> None:
    line = read_line(typed, kind, (), lambda _day: None)
    said = typed.strip().removeprefix("!") if typed.strip().startswith("!") else typed
    if not line.next_meeting and not line.owner:
        assert line.text == " ".join(said.split())
