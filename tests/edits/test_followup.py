"""What is said of a commitment at the next meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.outcomes import Commitment
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, followup, members, outcomes
from facilitator.store import queries
from facilitator.store.store import Store

T = TypeVar("T")
FIRST = datetime(2026, 9, 9, 15, 30, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)


class Desk:
    """Three meetings, two of them held, and a commitment agreed at the first."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, FakeClock(), "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        starts = [FIRST + timedelta(days=90 * n) for n in range(3)]
        self.meetings = [
            self.do(agenda.make_meeting, self.cluster, start, 120, None) for start in starts
        ]
        self.starts = starts
        for meeting, start in zip(self.meetings[:2], starts, strict=False):
            held = {"status": "held", "started": start, "ended": start + TWO_HOURS}
            self.do(agenda.change_meeting, meeting, **held)
        self.key = self.do(
            outcomes.add_commitment,
            self.cluster,
            "Ringer op",
            FIRST + timedelta(hours=1),
            meeting=self.meetings[0],
        )

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Did it") as session:
            return verb(session, *args, **kw)

    def say(self, status: str, n: int, **kw: Any) -> None:
        at = self.starts[n] + timedelta(minutes=5)
        self.do(followup.set_status, self.key, status, at, meeting=self.meetings[n], **kw)

    def of_all(self) -> tuple[str, str]:
        """Let the whole cluster try it. Returns Anna and Bo."""
        self.do(outcomes.assign, self.key, whole_cluster=True)
        anna, bo = self.store.ask(queries.members, self.cluster, FIRST.date())
        return anna.id, bo.id

    def introduce(self, *who: str, on: bool = True, n: int | None = None, hours: int = 0) -> None:
        """Say who has introduced it, at a meeting or some hours after the last one began."""
        at = self.starts[1 if n is None else n] + timedelta(hours=hours)
        meeting = None if n is None else self.meetings[n]
        self.do(followup.say_introduced, self.key, who, at, introduced=on, meeting=meeting)

    def one(self) -> Commitment:
        return self.store.ask(queries.commitments, self.cluster)[0]

    def changed(self) -> list[int]:
        return [one.k for one in self.store.ask(queries.improved_per_meeting, self.cluster)]

    def listed(self, n: int) -> tuple[Commitment, ...]:
        return self.store.ask(queries.commitments_to_follow_up, self.meetings[n])

    def said(self) -> list[tuple[str | None, str]]:
        rows = self.store.ask(queries.follow_ups, self.key)
        return [(one.status, one.experience) for one in rows]


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_an_open_commitment_is_listed_until_it_is_closed(desk: Desk) -> None:
    assert desk.listed(0) == ()
    assert [one.answered for one in desk.listed(1)] == [False]
    desk.say("introduced", 1)
    assert [(one.status, one.answered) for one in desk.listed(1)] == [("introduced", True)]
    assert desk.listed(2) == ()


def test_at_one_meeting_the_last_word_counts(desk: Desk) -> None:
    desk.say("trying", 1)
    desk.say("partly", 1, experience="Sekretæren ringer")
    desk.say("introduced", 1)
    assert desk.said() == [("introduced", "Sekretæren ringer")]


def test_each_meeting_has_a_word_of_its_own(desk: Desk) -> None:
    desk.say("trying", 1)
    desk.say("introduced", 2)
    assert [status for status, _ in desk.said()] == ["trying", "introduced"]


def test_an_experience_leaves_the_status_as_it_is(desk: Desk) -> None:
    at = desk.starts[1]
    for text in ("Svært", "Svært om mandagen"):
        desk.do(followup.write_experience, desk.key, text, at, meeting=desk.meetings[1])
    assert desk.said() == [("planned", "Svært om mandagen")]
    assert desk.listed(1)[0].status == "planned"


def test_what_is_left_open_has_been_carried(desk: Desk) -> None:
    desk.say("trying", 1)
    assert [one.carried for one in desk.listed(2)] == [1]


def test_what_was_closed_for_a_while_was_not_carried_meanwhile(desk: Desk) -> None:
    desk.say("dropped", 1)
    desk.do(followup.set_status, desk.key, "trying", desk.starts[1] + timedelta(days=7))
    assert [one.carried for one in desk.listed(2)] == [0]


def test_a_word_put_right_after_the_meeting_was_still_said_at_it(desk: Desk) -> None:
    after = desk.starts[1] + TWO_HOURS + timedelta(minutes=10)
    desk.do(followup.set_status, desk.key, "introduced", after, meeting=desk.meetings[1])
    assert [one.carried for one in desk.listed(1)] == [0]


def test_the_one_who_spoke_last_is_the_one_who_said_it(desk: Desk) -> None:
    anna = desk.store.ask(queries.members, desk.cluster, FIRST.date())[0].id
    desk.say("trying", 1)
    desk.say("introduced", 1, said_by=anna, experience="  Det virker  ")
    (word,) = desk.store.ask(queries.follow_ups, desk.key)
    assert (word.status, word.said_by, word.experience) == (
        "introduced",
        "Anna Eksempel",
        "Det virker",
    )


# -- the whole cluster tries it


def test_of_the_whole_cluster_each_counts_who_has_introduced_it(desk: Desk) -> None:
    anna, bo = desk.of_all()
    desk.say("introduced", 1)
    for who in ((), (anna,), (anna, bo)):
        desk.introduce(*who, n=1)
        assert desk.one().introduced_by == frozenset(who)
        assert desk.changed() == [len(who)]
    assert len(desk.said()) == 3


def test_who_has_introduced_it_leaves_the_status_and_its_answer_as_they_are(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna, n=1)
    (one,) = desk.listed(1)
    assert (one.status, one.answered, one.carried) == ("planned", False, 1)
    desk.say("trying", 1, experience="Svært om mandagen")
    desk.introduce(anna, n=1, on=False)
    (one,) = desk.listed(1)
    assert (one.status, one.answered, one.experience) == ("trying", True, "Svært om mandagen")
    assert desk.said() == [("trying", "Svært om mandagen")]


def test_a_tick_taken_back_in_the_same_sitting_was_never_said(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna)
    desk.introduce(anna, on=False, hours=2)
    assert desk.said() == []
    assert desk.one().introduced_by == frozenset()


def test_a_tick_taken_back_later_keeps_what_was_said_before(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna)
    desk.introduce(anna, on=False, hours=13)
    assert [status for status, _ in desk.said()] == ["introduced", "not_introduced"]
    assert desk.one().introduced_by == frozenset()
    desk.introduce(anna, hours=14)
    assert [status for status, _ in desk.said()] == ["introduced"]


def test_an_experience_is_written_by_none_of_those_who_introduced_it(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna, n=1)
    at = desk.starts[1]
    desk.do(followup.write_experience, desk.key, "Let", at, meeting=desk.meetings[1])
    assert sorted(map(str, desk.said())) == ["('introduced', '')", "('planned', 'Let')"]


def test_what_somebody_tries_alone_is_not_asked_for_who_introduced_it(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.do(outcomes.assign, desk.key, member=anna)
    with pytest.raises(Refusal):
        desk.introduce(anna)
    assert desk.said() == []
