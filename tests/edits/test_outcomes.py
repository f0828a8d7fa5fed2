"""Insights, what is taken home, and who tries what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.clock import new_id
from facilitator.domain.outcomes import Log
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import agenda, followup, members, outcomes
from facilitator.edits.privacy import not_a_cpr
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.store import Store

T = TypeVar("T")
AT = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)


class Desk:
    """A store with one cluster, one meeting and four insights."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, FakeClock(), "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        self.meeting = self.do(agenda.make_meeting, self.cluster, AT, 60, None)
        self.insights = [
            self.do(outcomes.add_insight, self.meeting, text, AT) for text in ("A", "B", "C", "D")
        ]

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Did it") as session:
            return verb(session, *args, **kw)

    def agree(self, action: str = "Ringer op", **kw: Any) -> str:
        return self.do(
            outcomes.add_commitment, self.cluster, action, AT, meeting=self.meeting, **kw
        )

    @property
    def log(self) -> Log:
        return self.store.ask(queries.log, self.meeting)

    @property
    def home(self) -> str:
        """The insights taken home, in their order."""
        return "".join(one.text for one in self.log.official)


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_insights_are_taken_home_in_the_order_chosen(desk: Desk) -> None:
    for n in (2, 0):
        desk.do(outcomes.choose_insight, desk.insights[n])
    assert desk.home == "CA"


def test_a_fourth_is_refused_and_may_take_the_place_of_one(desk: Desk) -> None:
    for key in desk.insights[:3]:
        desk.do(outcomes.choose_insight, key)
    with pytest.raises(Refusal, match="Three insights"):
        desk.do(outcomes.choose_insight, desk.insights[3])
    assert desk.home == "ABC"
    desk.do(outcomes.choose_insight, desk.insights[3], instead_of=desk.insights[1])
    assert desk.home == "ADC"


def test_those_left_close_ranks_when_one_is_taken_out_or_removed(desk: Desk) -> None:
    for key in desk.insights[:3]:
        desk.do(outcomes.choose_insight, key)
    desk.do(outcomes.unchoose_insight, desk.insights[0])
    assert [one.official for one in desk.log.official] == [1, 2]
    desk.do(outcomes.remove_insight, desk.insights[1])
    assert [(one.text, one.official) for one in desk.log.official] == [("C", 1)]


def test_an_empty_line_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal):
        desk.do(outcomes.add_insight, desk.meeting, "  ", AT)
    with pytest.raises(Refusal):
        desk.agree(" ")
    assert len(desk.log.insights) == 4


def test_a_commitment_belongs_to_a_member_a_clinic_everybody_or_nobody_yet(desk: Desk) -> None:
    key = desk.agree(due=date(2027, 3, 10))
    clinic = desk.store.ask(queries.clinics, desk.cluster)[1].id
    member = desk.store.ask(queries.members, desk.cluster, AT.date())[0].id
    owners = []
    for who in ({}, {"member": member}, {"clinic": clinic}, {"whole_cluster": True}):
        desk.do(outcomes.assign, key, **who)
        one = desk.log.commitments[0]
        owners.append((one.owner, one.whole_cluster))
    assert owners == [("", False), ("Anna Eksempel", False), ("Klinik 2", False), ("", True)]
    assert desk.log.commitments[0].due == date(2027, 3, 10)


def test_an_insight_counts_those_who_try_it_and_keeps_them_when_it_goes(desk: Desk) -> None:
    for _ in range(2):
        desk.agree(insight=desk.insights[0])
    assert desk.log.insights[0].tried_by == 2
    desk.do(outcomes.remove_insight, desk.insights[0])
    assert [one.insight for one in desk.log.commitments] == [None, None]


def test_a_commitment_that_was_followed_up_is_not_deleted(desk: Desk) -> None:
    key, other = desk.agree(), desk.agree("Sender pjece")
    desk.do(followup.set_status, key, "trying", AT)
    with pytest.raises(Refusal, match="followed up"):
        desk.do(outcomes.remove_commitment, key)
    desk.do(outcomes.remove_commitment, other)
    assert [one.action for one in desk.log.commitments] == ["Ringer op"]


def test_a_number_is_vouched_for_before_its_line_is_there(desk: Desk) -> None:
    text, key = "Varenummer 010190-1234", new_id()
    with pytest.raises(PatientNumber):
        desk.do(outcomes.add_insight, desk.meeting, text, AT, key=key)

    def vouched(session: Session) -> None:
        not_a_cpr(session, "insight", key, "text", text, "varenummer", AT)
        session.flush()
        outcomes.add_insight(session, desk.meeting, text, AT, key=key)

    desk.do(vouched)
    assert desk.log.insights[-1].id == key
