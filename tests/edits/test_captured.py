"""The lines of a meeting: written, moved about, made another kind, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.capture import Line, Owner
from facilitator.domain.outcomes import Log
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, captured, line_order, members, outcomes, parking, running
from facilitator.store import queries
from facilitator.store.store import Store

T = TypeVar("T")
AT = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)


class Desk:
    """A store with one cluster, one meeting and a line of each kind."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, FakeClock(), "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        self.meeting = self.do(agenda.make_meeting, self.cluster, AT, 60, None)
        self.keys = [
            self.write(Line("insight", "A")),
            self.write(Line("commitment", "B")),
            self.write(Line("parked", "C")),
        ]

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Did it", cluster=getattr(self, "cluster", None)) as session:
            return verb(session, *args, **kw)

    def write(self, line: Line) -> str:
        return self.do(captured.write_line, self.meeting, line, AT)

    @property
    def log(self) -> Log:
        return self.store.ask(queries.log, self.meeting)

    @property
    def order(self) -> str:
        """The texts of all lines in their order."""
        log = self.log
        lines = [(one.position, one.text) for one in log.insights]
        lines += [(one.position, one.text) for one in log.parked]
        lines += [(one.position, one.action) for one in log.commitments]
        return "".join(text for _, text in sorted(lines))


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_lines_of_all_kinds_stand_in_one_order_and_move_in_it(desk: Desk) -> None:
    assert desk.order == "ABC"
    for _ in range(12):
        desk.do(line_order.move_line, desk.meeting, desk.keys[2], 1)
        desk.do(line_order.move_line, desk.meeting, desk.keys[1], 1)
    assert desk.order == "ABC"
    desk.do(line_order.move_line, desk.meeting, desk.keys[0], 2)
    assert desk.order == "BCA"
    desk.write(Line("insight", "D"))
    assert desk.order == "BCAD"


def test_a_topic_nobody_knows_is_put_in_the_bank_once(desk: Desk) -> None:
    desk.write(Line("insight", "Vent og se", topic="Otitis"))
    desk.write(Line("insight", "Ring op", topic="otitis"))
    (made,) = desk.store.ask(queries.topics, desk.cluster)
    assert (made.title, made.origin, made.meeting_number) == ("Otitis", "meeting", 1)
    assert [one.topic_title for one in desk.log.insights] == ["", "Otitis", "Otitis"]


def test_a_commitment_is_about_the_topic_it_names(desk: Desk) -> None:
    case = desk.do(agenda.add_item, desk.meeting, "case", "Case 1")
    desk.write(Line("insight", "Vent og se", topic="Otitis"))
    at_case = Line("commitment", "Taler om fald", topic="fald")
    desk.do(captured.write_line, desk.meeting, at_case, AT, item=case)
    for topic in ("otitis", "eksem"):
        desk.write(Line("commitment", f"Taler om {topic}", topic=topic))
    titles = {one.id: one.title for one in desk.store.ask(queries.topics, desk.cluster)}
    about = {one.action: titles.get(one.topic or "", "") for one in desk.log.commitments}
    assert about == {
        "B": "",
        "Taler om fald": "fald",
        "Taler om otitis": "Otitis",
        "Taler om eksem #eksem": "",
    }
    fald = next(key for key, title in titles.items() if title == "fald")
    story = desk.store.ask(queries.topic_story, fald)
    assert [one.action for one in story.commitments] == ["Taler om fald"]
    for _ in range(3):
        desk.store.undo(desk.cluster)
    assert [one.title for one in desk.store.ask(queries.topics, desk.cluster)] == ["Otitis"]


def test_the_insight_of_commitments_for_many_gets_the_topic_they_name(desk: Desk) -> None:
    owners = [
        Owner(one.name, clinic=one.id) for one in desk.store.ask(queries.clinics, desk.cluster)
    ]
    line = Line("commitment", "Ringer op", topic="Otitis")
    many = {"owners": owners, "insight": desk.keys[0], "sign": "færre breve"}
    desk.do(captured.write_commitments, desk.meeting, line, AT, **many)
    assert desk.log.insights[0].topic_title == "Otitis"
    made = desk.log.commitments[1:]
    assert [(one.owner, one.action, one.sign) for one in made] == [
        ("Klinik 1", "Ringer op", "færre breve"),
        ("Klinik 2", "Ringer op", "færre breve"),
    ]
    assert {one.topic for one in made} == {desk.log.insights[0].topic}


def test_a_parked_line_is_a_situation_of_the_topic_it_names_until_it_becomes_another(
    desk: Desk,
) -> None:
    def bank() -> list[tuple[str, str, str]]:
        found = desk.store.ask(queries.topics, desk.cluster)
        return [(one.title, one.situation, one.origin) for one in found]

    first = desk.write(Line("parked", "Epikriser uden plan", topic="otitis"))
    assert bank() == [("otitis", "Epikriser uden plan", "parked")]
    second = desk.write(Line("parked", "Ventetid", topic="Otitis"))
    assert bank() == [("otitis", "Epikriser uden plan\nVentetid", "parked")]
    assert [(one.text, one.destination) for one in desk.log.parked[1:]] == [
        ("Epikriser uden plan #otitis", "topic"),
        ("Ventetid #Otitis", "topic"),
    ]
    desk.do(captured.turn_line, "parked", second, Line("commitment", "Ventetid"))
    assert bank() == [("otitis", "Epikriser uden plan", "parked")]
    desk.do(parking.send_on, first, "next_meeting", AT)
    assert bank() == []
    desk.write(Line("parked", "Pjecen", topic="otitis", next_meeting=True))
    assert (bank(), desk.log.parked[-1].destination) == ([], "next_meeting")


def test_marks_alone_are_not_a_line(desk: Desk) -> None:
    clinic = desk.store.ask(queries.clinics, desk.cluster)[0]
    for line in (
        Line("commitment", "", Owner(clinic.name, clinic=clinic.id)),
        Line("insight", "", topic="Otitis"),
        Line("parked", "", next_meeting=True),
    ):
        with pytest.raises(Refusal):
            desk.write(line)
    assert desk.order == "ABC"
    assert not desk.store.ask(queries.topics, desk.cluster)


def test_a_line_made_another_kind_keeps_its_time_and_place(desk: Desk) -> None:
    clinic = desk.store.ask(queries.clinics, desk.cluster)[0]
    line = Line("commitment", "A", Owner(clinic.name, clinic=clinic.id), due=date(2027, 3, 10))
    desk.do(captured.turn_line, "insight", desk.keys[0], line)
    made = next(one for one in desk.log.commitments if one.action == "A")
    assert (made.owner, made.due, made.agreed) == (clinic.name, date(2027, 3, 10), AT)
    desk.do(captured.turn_line, "commitment", desk.keys[1], Line("parked", "B"))
    desk.do(captured.turn_line, "parked", desk.keys[2], Line("insight", "C"))
    assert desk.order == "ABC"
    assert [one.text for one in desk.log.insights] == ["C"]
    for _ in range(3):
        desk.store.undo(desk.cluster)
    assert desk.order == "ABC"
    assert [one.text for one in desk.log.insights] == ["A"]


def test_an_emptied_text_changes_nothing(desk: Desk) -> None:
    for kind, key in zip(("insight", "commitment", "parked"), desk.keys, strict=True):
        desk.do(captured.change_text, kind, key, "  ")
        desk.do(captured.change_text, kind, key, f"{kind}!")
    desk.do(outcomes.change_actions, (desk.keys[1],), " ")
    assert desk.order == "insight!commitment!parked!"


def test_the_lines_of_a_closed_meeting_stay_in_their_order(desk: Desk) -> None:
    desk.do(agenda.change_meeting, desk.meeting, status="held")
    desk.do(running.close_meeting, desk.meeting, AT)
    with pytest.raises(Refusal):
        desk.do(line_order.move_line, desk.meeting, desk.keys[0], 2)


def test_the_same_is_agreed_for_several_and_taken_back_together(desk: Desk) -> None:
    clinics = desk.store.ask(queries.clinics, desk.cluster)
    owners = [Owner(one.name, clinic=one.id) for one in clinics]
    made = desk.do(
        outcomes.add_commitments, desk.cluster, owners, "Ringer op", AT, meeting=desk.meeting
    )
    assert [one.owner for one in desk.log.commitments[1:]] == ["Klinik 1", "Klinik 2"]
    desk.do(outcomes.change_actions, tuple(made), "Ringer selv op")
    assert {one.action for one in desk.log.commitments[1:]} == {"Ringer selv op"}
    desk.do(outcomes.remove_commitments, made)
    assert desk.order == "ABC"
