"""A round: how long each has, who may speak, and who comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.meeting_clock import Event, EventKind, Now, Reading, read
from facilitator.domain.people import Attendee
from facilitator.domain.schedule import Item, Plan
from facilitator.domain.turns import Round, speakers, unheard_first

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
MINUTES = 10


def one(
    name: str, clinic: str = "", state: str | None = "present", left: datetime | None = None
) -> Attendee:
    return Attendee(name, name, clinic or None, clinic, state, None, left)


def table_round(*events: tuple[int, EventKind], at: int) -> Reading:
    """A round of ten minutes started at 0, read `at` seconds later."""
    item = Item("round", 60 * MINUTES, 300, True, False)
    told = (
        Event(seq, START + timedelta(seconds=when), when, "run", kind, "round")
        for seq, (when, kind) in enumerate(((0, EventKind.STARTED), *events), 1)
    )
    plan = Plan(START, START + timedelta(hours=2), (item,))
    return read(plan, tuple(told), Now(START + timedelta(seconds=at), at, "run"))


def left_of(reading: Reading, since: float, people: int) -> float:
    assert reading.current is not None
    return Round("round", since).turn(reading.current, people).left


def test_each_person_has_an_equal_part_and_what_is_beyond_it_is_below_none() -> None:
    assert left_of(table_round(at=100), since=80, people=12) == 30
    assert left_of(table_round(at=140), since=80, people=12) == -10


def test_one_persons_time_stands_still_while_the_meeting_is_paused() -> None:
    paused = table_round((100, EventKind.PAUSED), at=400)
    assert left_of(paused, since=80, people=12) == 30


@given(st.integers(0, 40), st.integers(0, 3000), st.integers(0, 3000))
def test_the_shares_of_all_are_the_time_of_the_item(people: int, since: int, later: int) -> None:
    reading = table_round(at=since + later)
    assert reading.current is not None
    turn = Round("round", since).turn(reading.current, people)
    assert round(turn.share * max(people, 1), 6) == 60 * MINUTES
    assert round(turn.share - turn.left, 6) == later


def test_a_clinic_speaks_with_one_voice_and_the_members_of_a_larger_one_with_their_own() -> None:
    people = (
        one("Anna Eksempel", "Klinik 1"),
        one("Bo Eksempel", "Klinik 2"),
        one("Carl Eksempel", "Klinik 2", "apology"),
        one("Dorte Eksempel"),
    )
    assert [(who.name, who.about) for who in speakers(people, START)] == [
        ("Klinik 1", "Klinik 1 · Anna Eksempel"),
        ("Bo Eksempel", "Klinik 2 · Bo Eksempel"),
        ("Dorte Eksempel", "Dorte Eksempel"),
    ]


def test_who_has_left_is_not_heard_any_more_from_then_on() -> None:
    people = (one("Anna"), one("Bo", left=START), one("Carl", state="apology"))
    earlier = START - timedelta(minutes=1)
    assert [who.name for who in speakers(people, earlier)] == ["Anna", "Bo"]
    assert [who.name for who in speakers(people, START)] == ["Anna"]


@given(st.lists(st.integers(0, 3), max_size=22))
def test_those_not_heard_yet_stand_first_and_nobody_overtakes_another(times: list[int]) -> None:
    keys = tuple(str(place) for place in range(len(times)))
    heard = {key: count for key, count in zip(keys, times, strict=True) if count}
    order = unheard_first(keys, heard)
    silent = [key for key in keys if key not in heard]
    assert order[: len(silent)] == tuple(silent)
    assert order[len(silent) :] == tuple(heard)
    assert unheard_first(order, heard) == order
