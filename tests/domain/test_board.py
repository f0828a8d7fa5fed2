"""Commitments on the board: a card is one insight, its chips are those who try it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import board
from facilitator.domain.followup import COLUMNS, STATUSES
from facilitator.domain.outcomes import Commitment

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


def test_the_earliest_open_due_day_stands_on_the_card() -> None:
    early, late = date(2026, 10, 2), date(2026, 12, 9)
    (card,) = board.gather(
        [commitment("a", "introduced", due=early), commitment("b", "trying", due=late)]
    )
    assert card.due == late


def test_open_ones_come_first_and_the_most_urgent_on_top() -> None:
    found = [
        commitment("closed", "introduced"),
        commitment("whenever"),
        commitment("soon", due=date(2026, 12, 9)),
        commitment("overdue", due=date(2026, 10, 2)),
    ]
    assert [one.id for one in board.in_order(found)] == ["overdue", "soon", "whenever", "closed"]


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
