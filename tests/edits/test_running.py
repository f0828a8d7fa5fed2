"""Presses, attendance and parked lines: what is stored while a meeting runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.meeting_clock import Event, EventKind, Now, read, standing
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, followup, members, outcomes, running
from facilitator.store import queries
from facilitator.store.deeds import REDO, UNDO, Deed, last_deed, last_undone
from facilitator.store.signs import sign
from facilitator.store.store import Store

T = TypeVar("T")
START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
RUN = "en kørsel"


class Desk:
    """A store with a cluster of three and one meeting of follow-up, case and summary."""

    store: Store

    def __init__(self, place: Path) -> None:
        self.clock = FakeClock()
        self.clock.now = START
        furnish(self, place, self.clock, "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [(f"Anna Eksempel {n}", f"Klinik {n}") for n in (1, 2, 3)]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        self.meeting = self.do(agenda.make_meeting, self.cluster, START, 60, None)
        self.do(agenda.add_item, self.meeting, "case", "Case", minutes=25)
        self.items = [one.id for one in self.store.ask(queries.agenda, self.meeting).items]

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        step = {key: kw.pop(key) for key in ("fact", "barrier") if key in kw}
        with self.store.edit("Did it", cluster=getattr(self, "cluster", None), **step) as session:
            return verb(session, *args, **kw)

    def press(self, kind: EventKind, **said: Any) -> int:
        return self.do(running.press, self.meeting, kind, self.now, fact=True, **said)

    @property
    def now(self) -> Now:
        return Now(self.clock.utc(), self.clock.mono(), RUN)

    @property
    def status(self) -> str:
        return self.store.ask(queries.meeting, self.meeting).status

    @property
    def events(self) -> tuple[Event, ...]:
        return self.store.ask(queries.presses, self.meeting)

    @property
    def last(self) -> Deed | None:
        return self._deed(last_deed)

    @property
    def undone(self) -> Deed | None:
        return self._deed(last_undone)

    def _deed(self, find: Callable[..., Deed | None]) -> Deed | None:
        stands = {one.seq for one in standing(self.events)}
        return self.store.ask(find, "en-pc", self.cluster, self.meeting, stands)

    def turn(self, label: str, seq: int) -> int:
        """Take a press back or bring it back by key; the seq of what did it."""
        with self.store.edit(label, cluster=self.cluster, fact=True) as session:
            return running.undo_press(session, self.meeting, seq, self.now)

    def states(self) -> list[str | None]:
        return [one.state for one in self.store.ask(queries.attendance, self.meeting)]


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_the_first_start_makes_a_meeting_run_and_the_end_makes_it_held(desk: Desk) -> None:
    assert desk.status == "draft"
    desk.press(EventKind.STARTED, item=desk.items[0])
    assert desk.status == "running"
    desk.clock.move(3600)
    desk.press(EventKind.ENDED)
    one = desk.store.ask(queries.meeting, desk.meeting)
    assert (one.status, one.started, one.ended) == ("held", START, START + timedelta(hours=1))


def test_presses_come_back_as_they_were_made(desk: Desk) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.EXTENDED, item=desk.items[0], seconds=-60)
    desk.press(EventKind.REPLANNED, allotted={desk.items[1]: 900})
    events = desk.store.ask(queries.presses, desk.meeting)
    assert [(e.seq, e.kind, e.item, e.seconds, e.allotted) for e in events] == [
        (1, EventKind.STARTED, desk.items[0], 0, None),
        (2, EventKind.EXTENDED, desk.items[0], -60, None),
        (3, EventKind.REPLANNED, None, 0, {desk.items[1]: 900}),
    ]
    assert {(e.utc, e.mono, e.run) for e in events} == {(START, 1_000.0, RUN)}


def test_a_meeting_that_began_earlier_has_a_start_and_its_minutes_in_one_step(
    desk: Desk,
) -> None:
    desk.do(running.begin, desk.meeting, desk.items[0], desk.now, ago=180, fact=True)
    events = desk.store.ask(queries.presses, desk.meeting)
    plan = desk.store.ask(queries.agenda, desk.meeting).plan
    current = read(plan, events, desk.now).current
    assert current is not None
    assert current.elapsed == 180
    assert desk.last == Deed(desk.last.step if desk.last else 0, "Did it", (1, 2))


def test_taking_back_the_only_start_makes_the_meeting_a_draft_again(desk: Desk) -> None:
    seq = desk.press(EventKind.STARTED, item=desk.items[0])
    desk.do(running.undo_presses, desk.meeting, (seq,), desk.now, fact=True)
    one = desk.store.ask(queries.meeting, desk.meeting)
    assert (one.status, one.started) == ("draft", None)


def test_taking_back_the_end_lets_the_meeting_run(desk: Desk) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    seq = desk.press(EventKind.ENDED)
    desk.do(running.undo_press, desk.meeting, seq, desk.now, fact=True)
    assert desk.status == "running"


def test_the_last_deed_is_a_press_a_tick_or_a_line_whichever_came_last(desk: Desk) -> None:
    member = desk.store.ask(queries.attendance, desk.meeting)[0].id
    seq = desk.press(EventKind.STARTED, item=desk.items[0])
    assert desk.last is not None
    assert desk.last.presses == (seq,)
    desk.do(running.attend, desk.meeting, member, "present", fact=True)
    tick = desk.last
    assert tick.presses == ()
    desk.store.take_back(tick.step)
    assert desk.states() == [None, None, None]
    assert desk.last.presses == (seq,)


def test_the_meeting_stands_where_its_presses_say_whichever_start_is_taken_back(desk: Desk) -> None:
    pressed = []
    for item in desk.items:
        pressed.append(desk.press(EventKind.STARTED, item=item))
        desk.clock.move(600)

    def stands() -> tuple[str, datetime | None]:
        row = desk.store.ask(queries.meeting, desk.meeting)
        return row.status, row.started

    for taken, minutes in ((1, 0), (0, 20)):
        undoing = desk.turn(UNDO, pressed[taken])
        assert stands() == ("running", START + timedelta(minutes=minutes))
    desk.turn(UNDO, pressed[2])
    assert stands() == ("draft", None)
    desk.turn(REDO, undoing)
    assert stands() == ("running", START)


def test_gaps_and_undone_presses_are_no_deeds(desk: Desk) -> None:
    first = desk.press(EventKind.STARTED, item=desk.items[0])
    second = desk.press(EventKind.PAUSED)
    desk.press(EventKind.GAP, seconds=60)
    desk.turn(UNDO, second)
    assert desk.last is not None
    assert desk.last.presses == (first,)


def test_what_was_undone_is_brought_back_in_turn_until_something_new_is_done(desk: Desk) -> None:
    member = desk.store.ask(queries.attendance, desk.meeting)[0].id
    pressed = [desk.press(EventKind.STARTED, item=one) for one in desk.items[:2]]
    desk.do(running.attend, desk.meeting, member, "present", fact=True)
    tick = desk.last
    assert tick is not None
    desk.store.take_back(tick.step)
    first_undoing, second_undoing = (desk.turn(UNDO, seq) for seq in reversed(pressed))
    assert desk.undone is not None
    assert desk.undone.presses == (second_undoing,)
    desk.turn(REDO, second_undoing)
    desk.press(EventKind.GAP, seconds=60)
    assert desk.undone.presses == (first_undoing,)
    desk.turn(REDO, first_undoing)
    assert desk.undone == Deed(tick.step, "Did it", ())
    desk.store.bring_back(tick.step)
    assert desk.states() == ["present", None, None]
    assert desk.undone is None
    assert desk.last == tick
    desk.store.take_back(tick.step)
    desk.press(EventKind.PAUSED)
    assert desk.undone is None


def test_a_press_taken_back_out_of_order_is_a_deed_of_its_own(desk: Desk) -> None:
    first = desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.STARTED, item=desk.items[1])
    undoing = desk.do(running.undo_press, desk.meeting, first, desk.now, fact=True)
    assert desk.last is not None
    assert desk.last.presses == (undoing,)
    desk.turn(UNDO, undoing)
    assert first in {event.seq for event in standing(desk.events)}


def test_a_corrected_start_and_end_are_the_meetings_own(desk: Desk) -> None:
    first = desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.MOVED, target=first, seconds=-180)
    desk.clock.move(3600)
    ended = desk.press(EventKind.ENDED)
    desk.clock.move(600)
    moved = desk.press(EventKind.MOVED, target=ended, seconds=300)
    one = desk.store.ask(queries.meeting, desk.meeting)
    assert (one.started, one.ended) == (
        START - timedelta(minutes=3),
        START + timedelta(minutes=65),
    )
    desk.do(running.undo_press, desk.meeting, moved, desk.now, fact=True)
    assert desk.store.ask(queries.meeting, desk.meeting).ended == START + timedelta(minutes=60)
    assert desk.status == "held"


def test_nothing_before_a_closing_is_a_deed(desk: Desk) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.ENDED)
    desk.do(running.close_meeting, desk.meeting, START, barrier=True)
    assert desk.last is None


def test_a_closed_meeting_is_read_only_until_it_is_opened_with_a_note(
    desk: Desk,
) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    with pytest.raises(Refusal, match="has been held"):
        desk.do(running.close_meeting, desk.meeting, START)
    desk.press(EventKind.ENDED)
    goal = desk.do(agenda.add_goal, desk.meeting, "Alle prøver én ting")
    insight = desk.do(outcomes.add_insight, desk.meeting, "Spørg altid", START)
    parked = desk.do(running.park, desk.meeting, "Ventetid", START)
    desk.do(running.close_meeting, desk.meeting, START)
    member = desk.store.ask(queries.attendance, desk.meeting)[0].id
    for verb in (
        lambda: desk.press(EventKind.STARTED, item=desk.items[0]),
        lambda: desk.do(running.attend, desk.meeting, member, "present"),
        lambda: desk.do(running.park, desk.meeting, "Ventetid", START),
        lambda: desk.do(running.change_parked, parked, text="Ventetid"),
        lambda: desk.do(running.remove_parked, parked),
        lambda: desk.do(agenda.change_goal, goal, reached="yes"),
        lambda: desk.do(agenda.remove_goal, goal),
        lambda: desk.do(outcomes.add_insight, desk.meeting, "Spørg altid", START),
        lambda: desk.do(outcomes.change_insight, insight, text="Spørg"),
        lambda: desk.do(outcomes.choose_insight, insight),
        lambda: desk.do(outcomes.unchoose_insight, insight),
        lambda: desk.do(outcomes.remove_insight, insight),
    ):
        with pytest.raises(Refusal, match="read-only"):
            verb()
    with pytest.raises(Refusal, match="note"):
        desk.do(running.reopen_meeting, desk.meeting, "  ")
    desk.do(running.reopen_meeting, desk.meeting, "Fremmødet var forkert")
    assert desk.status == "held"


def test_all_present_changes_nobody_of_whom_something_is_said(desk: Desk) -> None:
    people = [one.id for one in desk.store.ask(queries.attendance, desk.meeting)]
    desk.do(running.attend, desk.meeting, people[1], "apology", fact=True)
    desk.do(running.attend_all, desk.meeting, people, fact=True)
    assert desk.states() == ["present", "apology", "present"]


def test_attendance_is_said_anew_and_unsaid(desk: Desk) -> None:
    member = desk.store.ask(queries.attendance, desk.meeting)[0].id
    desk.do(running.attend, desk.meeting, member, "present", arrived=START, fact=True)
    desk.do(running.attend, desk.meeting, member, "absent", fact=True)
    first = desk.store.ask(queries.attendance, desk.meeting)[0]
    assert (first.state, first.arrived) == ("absent", None)
    desk.do(running.attend, desk.meeting, member, None, fact=True)
    assert desk.states() == [None, None, None]


def test_parked_lines_keep_their_order_and_can_be_sent_on(desk: Desk) -> None:
    for text in ("Epikriser", "Ventetid"):
        key = desk.do(running.park, desk.meeting, text, START)
    desk.do(running.change_parked, key, destination="topic")
    parked = desk.store.ask(queries.log, desk.meeting).parked
    assert [(one.text, one.destination) for one in parked] == [
        ("Epikriser", ""),
        ("Ventetid", "topic"),
    ]
    desk.do(running.remove_parked, key)
    assert len(desk.store.ask(queries.log, desk.meeting).parked) == 1


def test_the_sign_of_life_is_one_row_and_no_step(desk: Desk) -> None:
    before = desk.last
    for _ in range(3):
        desk.clock.move(5)
        desk.store.live(sign(desk.meeting, desk.now))
    assert desk.store.ask(queries.sign_of_life, desk.meeting) == desk.now
    assert desk.last == before


def test_commitments_live_on_when_their_meeting_is_closed(desk: Desk) -> None:
    desk.press(EventKind.STARTED, item=desk.items[0])
    desk.press(EventKind.ENDED)
    desk.do(running.close_meeting, desk.meeting, START)
    key = desk.do(outcomes.add_commitment, desk.cluster, "Ringer", START, meeting=desk.meeting)
    desk.do(followup.set_status, key, "introduced", START)
    desk.do(outcomes.change_commitment, key, action="Ringer op")
    (one,) = desk.store.ask(queries.commitments, desk.cluster)
    assert (one.action, one.status) == ("Ringer op", "introduced")
