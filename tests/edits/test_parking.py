"""Where parked lines go: saying so does it, saying otherwise takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.agenda import Revisit
from facilitator.domain.outcomes import Log, Loose
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, members, outcomes, parking, running, topics
from facilitator.store import queries
from facilitator.store.store import Store

T = TypeVar("T")
AT = datetime(2026, 9, 9, 14, 0, tzinfo=UTC)


class Desk:
    """A store with three meetings, three months apart; the first has a case and a parked line."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, FakeClock(), "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        starts = [AT + timedelta(days=91 * n) for n in range(3)]
        self.meetings = [
            self.do(agenda.make_meeting, self.cluster, start, 60, None) for start in starts
        ]
        self.case = self.do(agenda.add_item, self.meetings[0], "case", "Svimmelhed", minutes=25)
        self.do(agenda.change_item, self.case, question="Hvornår henviser vi?", who="Klinik 2")
        self.line = self.do(running.park, self.meetings[0], "Ventetid", AT, self.case)

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Did it", cluster=getattr(self, "cluster", None)) as session:
            return verb(session, *args, **kw)

    def send(self, where: str, line: str | None = None) -> None:
        self.do(parking.send_on, line or self.line, where, AT)

    def undo(self) -> None:
        self.store.undo(self.cluster)

    @property
    def log(self) -> Log:
        return self.store.ask(queries.log, self.meetings[0])

    @property
    def bank(self) -> list[str]:
        return [one.title for one in self.store.ask(queries.topics, self.cluster)]

    @property
    def commitments(self) -> list[str]:
        return [one.action for one in self.log.commitments]

    def offered(self, meeting: int) -> tuple[Revisit, ...]:
        return self.store.ask(queries.parked_before, self.meetings[meeting])


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_what_goes_to_the_topic_bank_is_there_once_and_gone_when_it_goes_elsewhere(
    desk: Desk,
) -> None:
    desk.send("topic")
    desk.send("topic")
    assert desk.bank == ["Ventetid"]
    desk.send("dropped")
    assert desk.bank == []
    desk.undo()
    assert (desk.bank, desk.log.parked[0].destination) == (["Ventetid"], "topic")
    (made,) = desk.store.ask(queries.topics, desk.cluster)
    assert (made.origin, made.meeting) == ("parked", desk.meetings[0])
    desk.undo()
    assert (desk.bank, desk.log.parked[0].destination) == ([], "")


def test_a_topic_that_was_in_the_bank_or_was_worked_on_stays_there(desk: Desk) -> None:
    known = desk.do(topics.add_topic, desk.cluster, "VENTETID", AT)
    desk.send("topic")
    assert desk.bank == ["VENTETID"]
    desk.send("dropped")
    assert desk.bank == ["VENTETID"]
    desk.do(topics.change_topic, known, title="Noget andet")
    desk.send("topic")
    desk.do(topics.change_topic, desk.line, revisit=date(2027, 1, 1))
    desk.send("dropped")
    assert sorted(desk.bank) == ["Noget andet", "Ventetid"]


def test_a_topic_that_an_item_is_about_stays_in_the_bank(desk: Desk) -> None:
    desk.send("topic")
    desk.do(agenda.add_item, desk.meetings[1], "exchange", "Ventetid", topic_id=desk.line)
    desk.send("dropped")
    assert desk.bank == ["Ventetid"]


def test_what_becomes_a_commitment_waits_for_its_owner_who_then_keeps_it(desk: Desk) -> None:
    desk.send("commitment")
    (made,) = desk.log.commitments
    assert (made.action, made.owner, made.due_next_meeting) == ("Ventetid", "", True)
    desk.send("next_meeting")
    assert desk.commitments == []
    desk.send("commitment")
    owned = desk.log.commitments[0].id
    desk.do(outcomes.assign, owned, whole_cluster=True)
    desk.send("dropped")
    assert desk.commitments == ["Ventetid"]


def test_items_and_lines_are_sent_on_in_one_step(desk: Desk) -> None:
    loose = [Loose("Svimmelhed", desk.case), Loose("Ventetid", desk.case, desk.line)]
    desk.do(parking.send_all, desk.meetings[0], loose, "next_meeting", AT)
    assert [(one.text, one.destination) for one in desk.log.parked] == [
        ("Ventetid", "next_meeting"),
        ("Svimmelhed", "next_meeting"),
    ]
    desk.undo()
    assert [(one.text, one.destination) for one in desk.log.parked] == [("Ventetid", "")]


def test_what_was_parked_for_the_next_meeting_is_offered_until_it_stands_on_an_agenda(
    desk: Desk,
) -> None:
    assert desk.offered(1) == ()
    desk.send("next_meeting")
    assert desk.offered(1) == (Revisit(desk.line, "Ventetid", date(2026, 9, 9), "parked"),)
    assert desk.offered(0) == ()
    made = desk.do(parking.take_up, desk.line, desk.meetings[1], 1)
    items = desk.store.ask(queries.agenda, desk.meetings[1]).items
    assert (items[1].id, items[1].kind, items[1].title) == (made, "exchange", "Ventetid")
    assert desk.offered(2) == ()
    desk.do(agenda.cancel_meeting, desk.meetings[1])
    assert [one.title for one in desk.offered(2)] == ["Ventetid"]


def test_an_item_that_was_not_come_to_is_taken_up_whole(desk: Desk) -> None:
    parked = desk.do(running.park, desk.meetings[0], "Svimmelhed", AT, desk.case)
    desk.send("next_meeting", parked)
    desk.do(parking.take_up, parked, desk.meetings[1], 1)
    item = desk.store.ask(queries.agenda, desk.meetings[1]).items[1]
    assert (item.kind, item.title, item.planned // 60) == ("case", "Svimmelhed", 25)
    assert (item.question, item.who) == ("Hvornår henviser vi?", "Klinik 2")


def test_nothing_parked_at_a_closed_meeting_is_sent_elsewhere(desk: Desk) -> None:
    desk.do(agenda.change_meeting, desk.meetings[0], status="closed")
    with pytest.raises(Refusal, match="read-only"):
        desk.send("topic")
    assert desk.bank == []
