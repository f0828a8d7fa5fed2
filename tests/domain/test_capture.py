"""One line written in a meeting, read as it was meant."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.capture import (
    KINDS,
    Known,
    Line,
    LineKind,
    Owner,
    read_as,
    read_line,
    with_marks,
)
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


TOPICS = ("Otitis", "Otitis hos børn", "ØNH", "Åbne tider")
KNOWN = Known(OWNERS, lambda day: parse_date(day, TODAY), TOPICS, "Hele klyngen")


def read(typed: str, kind: LineKind = "insight") -> Line:
    return read_line(typed, kind, KNOWN)


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
    assert read("! Ring selv op", "commitment") == Line("insight", "Ring selv op")


@pytest.mark.parametrize(
    ("typed", "text", "names"),
    [
        ("! Frenzel-briller er billige @Anna", "Frenzel-briller er billige", ("Anna Eksempel",)),
        ("! @Klinik 12 og @Gæst: ring selv", "og: ring selv", ("Klinik 12", "Gæst")),
        ("! Hold @ 5 mg, siger @Anna.", "Hold @ 5 mg, siger.", ("Anna Eksempel",)),
        ("! Skriv til a@b.dk", "Skriv til a@b.dk", ()),
    ],
)
def test_an_insight_leaves_out_whom_it_names(typed: str, text: str, names: tuple[str, ...]) -> None:
    line = read(typed)
    assert (line.text, line.left_out, line.owner) == (text, names, None)


def test_a_chosen_commitment_needs_no_marks() -> None:
    assert read("Ringer op", "commitment").kind == "commitment"


def test_a_parked_line_knows_only_the_next_meeting() -> None:
    line = read("Epikriser uden plan @Anna >næste møde", "parked")
    assert (line.kind, line.text, line.next_meeting) == (
        *("parked", "Epikriser uden plan @Anna"),
        True,
    )
    assert read("Epikriser >10. marts", "parked").text == "Epikriser >10. marts"


@pytest.mark.parametrize(
    ("typed", "topic", "is_known", "text"),
    [
        ("Vent og se #otitis", "Otitis", True, "Vent og se"),
        (
            "Vent og se #Otitis hos børn i 48 timer",
            "Otitis hos børn",
            True,
            "Vent og se i 48 timer",
        ),
        ("#ØNH: ring selv op", "ØNH", True, ": ring selv op"),
        ("Ring selv op #ønh, også fredag", "ØNH", True, "Ring selv op, også fredag"),
        ("Ring #åbne tider.", "Åbne tider", True, "Ring."),
        ("Spørg til fald #svimmelhed", "svimmelhed", False, "Spørg til fald"),
        ('Spørg til fald #"akut svimmelhed"', "akut svimmelhed", False, "Spørg til fald"),
        ("! Spørg til fald #svimmelhed", "svimmelhed", False, "Spørg til fald"),
    ],
)
def test_a_topic_is_the_longest_known_one_or_a_new_word(
    typed: str, topic: str, is_known: bool, text: str
) -> None:
    assert read(typed) == Line("insight", text, topic=topic, knows_topic=is_known)


@pytest.mark.parametrize(
    "typed", ["Se journal nr#4", "Stue #4 er ledig", "C# er en tone", "# alene"]
)
def test_a_sign_that_names_no_topic_stays_text(typed: str) -> None:
    assert read(typed) == Line("insight", typed)


def test_every_kind_of_line_names_its_topic() -> None:
    line = read("Sender #otitis pjece @Anna >10. marts")
    assert (line.kind, line.text, who(line), line.due, line.topic) == (
        *("commitment", "Sender pjece", "Anna Eksempel"),
        *(MARCH, "Otitis"),
    )
    line = read("Epikriser #svimmelhed >næste møde", "parked")
    assert (line.text, line.topic, line.next_meeting) == ("Epikriser", "svimmelhed", True)
    assert read("Stue #4 @Anna").text == "Stue #4"


def test_a_topic_alone_is_what_is_parked() -> None:
    assert read("#otitis", "parked") == Line("parked", "Otitis", knows_topic=True)


@pytest.mark.parametrize("name", ["Åse", "A\u030ase"])
def test_letters_of_every_alphabet_name_somebody(name: str) -> None:
    known = Known((Owner("Åse Ørn", member="åse"),), lambda _day: None)
    line = read_line(f"@{name} ringer op", "insight", known)
    assert (who(line), line.text) == ("Åse Ørn", "ringer op")


@pytest.mark.parametrize(
    ("said", "day"),
    [("fredag", date(2026, 12, 11)), ("onsdag", date(2026, 12, 16)), ("1/9", date(2027, 9, 1))],
)
def test_a_weekday_is_the_next_one(said: str, day: date) -> None:
    line = read(f"Sender pjecen >{said} @AE")
    assert (line.due, line.text, who(line)) == (day, "Sender pjecen", "Anna Eksempel")


_TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(("@Anna", "@", "#", "#otitis", '#"', ">fredag", ">", "!", "Åse", "på", "–"))
).map(" ".join)


@given(_TEXTS, st.sampled_from(KINDS))
def test_no_letter_is_lost_whatever_is_typed(typed: str, kind: LineKind) -> None:
    line = read_line(typed, kind, Known((), lambda _day: None))
    kept = " ".join((line.text, line.topic, *line.left_out)) if not line.next_meeting else typed
    assert _letters(kept) == _letters(typed)


def _letters(text: str) -> list[str]:
    return sorted(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


@given(
    st.sampled_from(("Ringer op", "Spørg om BT >140", "Aftal tjek, også fredag")),
    st.sampled_from(("", *(one.name for one in OWNERS), "Hele klyngen")),
    st.none() | st.dates(TODAY, date(2030, 1, 1)),
)
def test_a_line_with_its_marks_is_read_as_it_was(text: str, name: str, due: date | None) -> None:
    line = read_as(with_marks(text, name, due), "commitment", KNOWN)
    assert (line.text, who(line), line.due) == (text, name, due)


@given(
    st.sampled_from(("Vent og se", "Ring op")),
    st.sampled_from((*TOPICS, "akut svimmelhed")),
    st.sampled_from(KINDS),
)
def test_a_line_with_its_topic_is_read_as_it_was(text: str, topic: str, kind: LineKind) -> None:
    line = read_as(with_marks(text, topic=topic), kind, KNOWN)
    assert (line.text, line.topic) == (text, topic)
