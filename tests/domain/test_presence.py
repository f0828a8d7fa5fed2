"""Who is in the room, who came too late to be asked, and times as people type them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.outcomes import Commitment
from facilitator.domain.people import Attendee, Guest
from facilitator.domain.presence import (
    Latecomer,
    Readers,
    count_places,
    guests_here,
    here,
    latecomers,
    offered,
    place,
    read_guest,
    read_moment,
)
from facilitator.language import parse_clock, parse_minutes

ZONE = ZoneInfo("Europe/Copenhagen")
START = datetime(2026, 12, 9, 16, 30, tzinfo=ZONE)
END = START + timedelta(hours=2)
READERS = Readers(parse_clock, parse_minutes)


def at(clock: str) -> datetime:
    hour, minute = clock.split(".")
    return START.replace(hour=int(hour), minute=int(minute))


def member(
    name: str, state: str | None = "present", came: str = "", left: str = "", clinic: str = ""
) -> Attendee:
    times = (at(came) if came else None, at(left) if left else None)
    return Attendee(name, name, clinic or None, clinic, state, *times)


def commitment(key: str, *, of: str = "", clinic: str = "", answered: bool = False) -> Commitment:
    return Commitment(
        *(key, key, "", "", "", None, "", of or clinic, of or None, clinic or None, False, "m", 1),
        *(START - timedelta(days=90), None, True, None, "planned"),
        answered=answered,
    )


@pytest.mark.parametrize(
    ("one", "places"),
    [
        (member("Anna"), "here here here"),
        (member("Bo", None), "unsaid unsaid unsaid"),
        (member("Carl", "apology"), "apology apology apology"),
        (member("Dorte", "absent"), "absent absent absent"),
        (member("Eva", came="17.05"), "coming here here"),
        (member("Finn", left="18.00"), "here here gone"),
        (member("Grete", came="17.05", left="17.40"), "coming here gone"),
        (Guest("gry", "Gry Gæst", "", at("17.05"), at("18.00")), "coming here gone"),
    ],
)
def test_where_somebody_is_follows_from_what_is_said_and_the_clock(
    one: Attendee | Guest, places: str
) -> None:
    assert " ".join(place(one, at(clock)) for clock in ("16.40", "17.10", "18.05")) == places


def test_in_the_room_are_those_not_away_not_gone_and_not_still_to_come() -> None:
    people = (
        member("Anna"),
        member("Bo", None),
        member("Carl", "apology"),
        member("Eva", left="18.00"),
    )
    guests = (Guest("gry", "Gry", ""), Guest("ib", "Ib", "", left=at("17.00")))
    assert [one.name for one in here(people, at("17.30"))] == ["Anna", "Bo", "Eva"]
    assert [one.name for one in here(people, at("18.00"))] == ["Anna", "Bo"]
    assert [one.name for one in guests_here(guests, at("17.30"))] == ["Gry"]
    assert count_places(people, at("18.00")) == {"here": 1, "unsaid": 1, "apology": 1, "gone": 1}


# -- too late to be asked

LATE = (
    member("Anna", clinic="Klinik 1"),
    member("Bo", came="16.40", clinic="Klinik 2"),
    member("Carl", came="17.10", clinic="Klinik 3"),
    member("Dorte", came="17.20", clinic="Klinik 3"),
    member("Eva", came="17.15"),
    member("Finn", came="17.15", left="17.20", clinic="Klinik 5"),
    member("Grete", came="16.32", clinic="Klinik 6"),
)
OPEN = (
    commitment("1", clinic="Klinik 1"),
    commitment("2", clinic="Klinik 2", answered=True),
    commitment("3a", clinic="Klinik 3"),
    commitment("3b", of="Dorte"),
    commitment("e", of="Eva"),
    commitment("5", clinic="Klinik 5"),
    commitment("6", clinic="Klinik 6"),
)


def test_who_came_after_the_follow_up_began_is_asked_later_by_clinic() -> None:
    assert latecomers(LATE, OPEN, at("16.33"), at("17.30")) == (
        Latecomer("Klinik 3", ("3a", "3b")),
        Latecomer("Eva", ("e",)),
    )


def test_nobody_is_asked_who_was_there_has_answered_is_gone_or_not_come_yet() -> None:
    assert latecomers(LATE, OPEN, None, at("17.30")) == ()
    assert latecomers(LATE, OPEN, at("17.20"), at("17.30")) == ()
    assert latecomers(LATE, OPEN, at("16.33"), at("17.00")) == ()
    assert latecomers(LATE, OPEN[:2], at("16.33"), at("17.30")) == ()


# -- times


@pytest.mark.parametrize(
    ("typed", "came", "left"),
    [
        ("17.05", "17.05", "17.05"),
        ("17:05", "17.05", "17.05"),
        ("1705", "17.05", "17.05"),
        ("kl. 17.05", "17.05", "17.05"),
        (" 17 ", "17.00", "17.00"),
        ("16.20", "16.20", "16.20"),
        ("5 min", "16.35", "18.25"),
        ("5 min.", "16.35", "18.25"),
        ("5", "16.35", "18.25"),
        ("15", "16.45", "18.15"),
        ("½ time", "17.00", "18.00"),
        ("snart", None, None),
        ("17.65", None, None),
        ("7.05", None, None),
        ("3 timer", None, None),
        ("", None, None),
    ],
)
def test_a_time_is_understood_as_people_type_it(
    typed: str, came: str | None, left: str | None
) -> None:
    for wanted, leaving in ((came, False), (left, True)):
        found = read_moment(typed, START, END, READERS, leaving=leaving)
        assert found == (at(wanted) if wanted else None), (typed, leaving)


def test_a_time_after_midnight_is_one_of_the_next_day() -> None:
    start = START.replace(hour=22, minute=30)
    found = read_moment("00.15", start, start + timedelta(hours=2), READERS, leaving=True)
    assert found == start.replace(hour=0, minute=15) + timedelta(days=1)


@given(st.text(max_size=12), st.booleans())
def test_whatever_is_typed_a_time_lies_near_the_meeting_or_is_none(
    typed: str, leaving: bool
) -> None:
    found = read_moment(typed, START, END, READERS, leaving=leaving)
    assert found is None or START - timedelta(hours=2) <= found <= END + timedelta(hours=4)


# -- guests


def test_a_guest_is_a_name_and_after_a_comma_where_from() -> None:
    assert read_guest(" Gry  Gæst , Eksempelby Sygehus") == ("Gry Gæst", "Eksempelby Sygehus")
    assert read_guest("Gry Gæst") == ("Gry Gæst", "")
    assert read_guest(", Sygehus") == ("", "Sygehus")


def test_a_speaker_is_offered_once_and_not_when_already_a_guest() -> None:
    gry, ib = Guest("s1", "Gry Gæst", "Sygehus"), Guest("s2", "Ib Taler", "")
    assert offered((gry, ib, gry), ()) == (gry, ib)
    assert offered((gry, ib), (Guest("g", "gry gæst", ""),)) == (ib,)
