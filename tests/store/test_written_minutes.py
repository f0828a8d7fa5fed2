"""What minutes are written out from: what was so when the meeting was held, whatever came later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.store import scene as s
from tests.store.scene import Scene

from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.domain.pulse import Answers
from facilitator.domain.refusal import Refusal
from facilitator.edits import followup, members, outcomes, room, running
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


class Evening:
    """A meeting of 1 case of 25 minutes that ran from its planned start."""

    def __init__(self, store: Store, scene: Scene) -> None:
        self.store, self.scene, self.meeting = store, scene, scene.meeting
        self.start = store.ask(queries.meeting, self.meeting).start

    def do(self, verb: Any, *args: Any, **kw: Any) -> Any:
        with self.store.edit("Do", cluster=self.scene.cluster) as session:
            return verb(session, *args, **kw)

    def at(self, minutes: float) -> datetime:
        return self.start + timedelta(minutes=minutes)

    def press(self, minutes: float, kind: EventKind, **kw: Any) -> int:
        now = Now(self.at(minutes), 60 * minutes, "run")
        seq: int = self.do(running.press, self.meeting, kind, now, **kw)
        return seq

    def run(self) -> None:
        self.press(0, EventKind.STARTED, item=self.scene.items[1])
        self.press(31, EventKind.ENDED)


@pytest.fixture
def evening(store: Store, scene: Scene) -> Evening:
    return Evening(store, scene)


def test_a_commitment_stands_as_it_was_left_at_the_meeting(evening: Evening) -> None:
    before, do, meeting = evening.at(-9000), evening.do, evening.meeting
    cluster = evening.scene.cluster
    tried, unknown, done, late = (
        do(outcomes.add_commitment, cluster, action, at)
        for action, at in (
            ("prøvet", before),
            ("ukendt", before),
            ("klar før", before),
            ("lovet her", evening.at(20)),
        )
    )
    do(followup.set_status, done, "introduced", evening.at(-50))
    evening.run()
    word = {"meeting": meeting, "experience": "Færre opkald"}
    do(followup.set_status, tried, "trying", evening.at(5), **word)
    for one in (tried, unknown, late):
        do(followup.set_status, one, "introduced", evening.at(9000))
    found = evening.store.ask(queries.minutes, meeting).followed_up
    assert [(one.commitment.action, one.status, one.experience) for one in found] == [
        ("prøvet", "trying", "Færre opkald"),
        ("ukendt", None, ""),
    ]


def test_what_was_set_aside_when_the_meeting_began_is_not_said_to_be_unknown(
    evening: Evening,
) -> None:
    before, do, cluster = evening.at(-90000), evening.do, evening.scene.cluster
    names = ("venter", "venter, men sagt", "udsat her")
    silent, said, here = (do(outcomes.add_commitment, cluster, one, before) for one in names)
    later = evening.at(90000).date()
    for one in (silent, said):
        do(followup.snooze, one, later, evening.at(-9000))
    evening.run()
    do(followup.set_status, said, "trying", evening.at(5), meeting=evening.meeting)
    do(followup.snooze, here, later, evening.at(6), meeting=evening.meeting)
    found = evening.store.ask(queries.minutes, evening.meeting).followed_up
    assert [(one.commitment.action, one.status) for one in found] == [
        ("venter, men sagt", "trying"),
        ("udsat her", None),
    ]


def test_guests_pulse_reason_and_addresses_come_along(evening: Evening) -> None:
    do, meeting = evening.do, evening.meeting
    evening.run()
    do(room.add_guest, meeting, "Gry Gæst", "Eksempelby Sygehus")
    do(room.answer_pulse, meeting, "safe", Answers(9, 2, 1))
    do(room.say_why_late, meeting, "begyndte sent")
    do(members.change_member, evening.scene.members[0], email="anna@example.org")
    found = evening.store.ask(queries.minutes, meeting)
    assert [one.name for one in found.guests] == ["Gry Gæst"]
    assert found.pulse == {"safe": Answers(9, 2, 1)}
    assert found.meeting.late_reason == "begyndte sent"
    assert [one.email for one in found.recipients] == ["anna@example.org", ""]
    assert (found.began, found.ended) == (evening.start, evening.at(31))


def test_minutes_and_memory_count_the_same_also_when_a_press_is_corrected(
    evening: Evening,
) -> None:
    """An item that was planned for 25 minutes and took 31 took 28, once its start is moved."""
    evening.run()
    for moved, took in ((0, 31), (180, 28)):
        if moved:
            evening.press(40, EventKind.MOVED, seconds=moved, target=1)
        found = evening.store.ask(queries.minutes, evening.meeting)
        assert [(line.actual, line.over) for line in found.lines] == [
            *((None, 0), (took, took - 25), (None, 0))
        ]
        (held,) = evening.store.ask(queries.durations_of, evening.scene.cluster)
        assert (held.planned, held.actual) == (1500, 60 * took)


def test_of_a_closed_meeting_nothing_on_its_page_can_be_changed(evening: Evening) -> None:
    evening.run()
    do, meeting = evening.do, evening.meeting
    guest = do(room.add_guest, meeting, "Gry Gæst")
    goal = do(lambda session: s.add(session, t.Goal(meeting_id=meeting, position=1, text="x")))
    do(running.close_meeting, meeting, evening.at(60))
    from facilitator.edits import agenda

    for verb, *args in (
        (room.add_guest, meeting, "En til"),
        (room.remove_guest, guest),
        (room.answer_pulse, meeting, "safe", Answers(1)),
        (room.say_why_late, meeting, "fordi"),
        (running.attend, meeting, evening.scene.members[0], "present"),
        (running.park, meeting, "En linje", evening.at(61)),
        (outcomes.add_insight, meeting, "En indsigt", evening.at(61)),
    ):
        with pytest.raises(Refusal):
            do(verb, *args)
    with pytest.raises(Refusal):
        do(agenda.change_goal, goal, reached="yes")
    with pytest.raises(Refusal):
        evening.press(61, EventKind.STARTED, item=evening.scene.items[1])
