"""Commitments on the board: a card is one insight, its chips are those who try it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import board
from facilitator.domain.outcomes import Commitment, Cycle
from facilitator.domain.statuses import COLUMNS, STATUSES, Column, status

AT = datetime(2026, 9, 9, 16, tzinfo=UTC)
STATUS_IDS = [status.id for status in STATUSES]


def commitment(
    key: str,
    status: str = "planned",
    insight: str | None = "svar",
    *,
    clinic: str | None = "k1",
    member: str | None = None,
    meeting: str | None = "m6",
    due: date | None = None,
) -> Commitment:
    text = "Skriv forventet svartid" if insight else ""
    return Commitment(
        *(key, f"Aftale {key}", "", "", "", insight, text, "Klinik 1", member, clinic, False),
        *(meeting, 6, AT, due, False, None, status),
    )


def test_the_clinics_of_one_insight_share_a_card() -> None:
    cards = board.gather([commitment("a"), commitment("b", clinic="k2")])
    assert [(card.title, len(card.commitments)) for card in cards] == [
        ("Skriv forventet svartid", 2)
    ]


def test_a_commitment_without_an_insight_is_a_card_of_its_own() -> None:
    cards = board.gather([commitment("a", insight=None), commitment("b", insight=None)])
    assert [card.title for card in cards] == ["Aftale a", "Aftale b"]


def test_a_card_stands_where_its_least_advanced_open_chip_is() -> None:
    (card,) = board.gather([commitment("a", "introduced"), commitment("b", "trying")])
    assert card.column == "trying"
    assert card.first.id == "b"


def test_a_commitment_is_counted_where_it_is_itself() -> None:
    found = [commitment("a", "introduced"), commitment("b", "trying"), commitment("c", "dropped")]
    counts = {"planned": 0, "trying": 1, "introduced": 1, "closed": 1}
    assert board.count(found) == counts
    away = {"planned": 0, "trying": 0, "introduced": 1, "closed": 1}
    assert board.count_elsewhere(board.gather(found)) == away


def test_a_card_says_what_is_promised_unless_its_title_does() -> None:
    (alone,) = board.gather([commitment("a", insight=None)])
    (shared,) = board.gather([replace(commitment(key), action="Ring") for key in "ab"])
    (several,) = board.gather([commitment("a"), commitment("b")])
    assert (alone.actions, shared.actions) == ((), ("Ring",))
    assert several.actions == ("Aftale a", "Aftale b")


def test_the_earliest_open_due_day_stands_on_the_card() -> None:
    early, late = date(2026, 10, 2), date(2026, 12, 9)
    (card,) = board.gather(
        [commitment("a", "introduced", due=early), commitment("b", "trying", due=late)]
    )
    assert card.due == late


def test_open_ones_come_first_the_most_urgent_on_top_and_the_closed_as_they_were() -> None:
    found = [
        commitment("closed", "introduced", due=date(2026, 10, 9)),
        commitment("whenever"),
        commitment("closed before", "dropped", due=date(2026, 10, 1)),
        commitment("soon", due=date(2026, 12, 9)),
        commitment("overdue", due=date(2026, 10, 2)),
    ]
    assert [one.id for one in board.in_order(found)] == [
        *("overdue", "soon", "whenever", "closed", "closed before")
    ]


def test_filters_go_by_meeting_clinic_and_what_is_open() -> None:
    mine, theirs = commitment("a"), commitment("b", clinic="k2", meeting="m5")
    own, closed = commitment("c", clinic=None, member="anna"), commitment("d", "dropped")
    found = [mine, theirs, own, closed]

    def shown(chosen: board.Chosen) -> str:
        return "".join(one.id for one in found if chosen.wants(one))

    assert shown(board.Chosen()) == "abcd"
    assert shown(board.Chosen(meeting="m5")) == "b"
    assert shown(board.Chosen(clinic="k1")) == "ad"
    assert shown(board.Chosen(clinic="k1", members=frozenset({"anna"}))) == "acd"
    assert shown(board.Chosen(only_open=True)) == "abc"


@given(st.lists(st.tuples(st.sampled_from(STATUS_IDS), st.integers(0, 3))))
def test_every_commitment_is_on_one_card_and_every_card_in_one_column(
    drawn: list[tuple[str, int]],
) -> None:
    found = [commitment(str(n), status, f"i{i}") for n, (status, i) in enumerate(drawn)]
    laid = board.lay(board.gather(found))
    assert list(laid) == [column.id for column in COLUMNS]
    there = [one.id for cards in laid.values() for card in cards for one in card.commitments]
    assert sorted(there) == sorted(one.id for one in found)
    assert sum(board.count(found).values()) == len(found)


# -- filters of the page


def test_filters_go_by_topic_category_age_and_what_is_set_aside() -> None:
    today = date(2026, 12, 9)
    plain = commitment("a")
    told = replace(plain, id="b", topic="t1", category="workflows")
    aside = replace(plain, id="c", snoozed=date(2026, 12, 10))
    back = replace(plain, id="d", snoozed=today)
    found = [plain, told, aside, back]

    def kept(**wanted: Any) -> str:
        chosen = board.Chosen(today=today, **wanted)
        return "".join(one.id for one in found if chosen.wants(one))

    assert kept(topic="t1") == kept(category="workflows") == "b"
    assert kept(before=AT.date()) == ""
    assert kept(before=date(2026, 9, 10)) == "abcd"
    assert kept(aside="hidden") == "abd"
    assert kept(aside="only") == "c"
    found.append(replace(plain, id="e", status="not_introduced"))
    assert (kept(column="planned"), kept(column="closed")) == ("abcd", "e")


def test_what_is_set_aside_lies_below_the_other_open_ones() -> None:
    today = date(2026, 12, 9)
    aside = replace(commitment("aside", due=date(2026, 9, 30)), snoozed=date(2027, 1, 1))
    found = [aside, commitment("open"), commitment("closed", "dropped")]
    assert [one.id for one in board.in_order(found, today)] == ["open", "aside", "closed"]


def test_a_month_earlier_is_the_same_day_or_the_last_of_the_month() -> None:
    assert board.months_before(date(2026, 12, 31), 6) == date(2026, 6, 30)
    assert board.months_before(date(2026, 3, 31), 13) == date(2025, 2, 28)
    assert board.months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


# -- moved by hand


def test_a_card_moved_on_takes_what_lags_behind_and_moved_back_what_stands_there() -> None:
    lagging, ahead = commitment("a"), commitment("b", "partly")
    (card,) = board.gather([lagging, ahead])
    assert _moved(card, "trying") == {"a": "trying"}
    assert _moved(card, "introduced") == {"a": "introduced"}
    assert _moved(card, "closed") == {"a": "dropped", "b": "not_introduced"}
    (done,) = board.gather([commitment("a", "introduced"), commitment("b", "dropped")])
    assert _moved(done, "trying") == {"a": "trying"}
    assert _moved(done, "closed") == {"a": "dropped"}
    assert _moved(done, "introduced") == {}


@given(st.lists(st.sampled_from(STATUS_IDS), min_size=1, max_size=6), st.sampled_from(COLUMNS))
def test_what_is_moved_comes_to_stand_in_the_column(statuses: list[str], column: Column) -> None:
    (card,) = board.gather(commitment(str(n), status) for n, status in enumerate(statuses))
    for one, said in board.moved(card, column.id):
        assert said != one.status
        assert status(said).column == column.id


def _moved(card: board.Card, column: str) -> dict[str, str]:
    return {one.id: said for one, said in board.moved(card, column)}


# -- on the card


def test_the_latest_small_test_that_taught_something_is_told() -> None:
    tests = [
        Cycle(str(n), AT + timedelta(days=n), "plan", "", learnt, "")
        for n, learnt in enumerate(("først", "siden", ""))
    ]
    (card,) = board.gather([replace(commitment("a"), cycles=tuple(tests))])
    assert card.tried == (2, tests[1])
    (bare,) = board.gather([commitment("b")])
    assert bare.tried is None


def test_a_card_is_set_aside_when_all_that_is_open_on_it_is() -> None:
    aside = replace(commitment("a"), snoozed=date(2027, 1, 5))
    later = replace(commitment("b"), snoozed=date(2027, 2, 5))
    assert board.gather([aside, later])[0].snoozed == date(2027, 1, 5)
    assert board.gather([aside, commitment("c")])[0].snoozed is None
    assert board.gather([commitment("d", "dropped")])[0].snoozed is None


def test_carried_three_times_asks_to_decide_or_close() -> None:
    tired = replace(commitment("a"), carried=3)
    (card,) = board.gather([tired, replace(commitment("b", "introduced"), carried=4)])
    assert card.undecided == (tired,)
