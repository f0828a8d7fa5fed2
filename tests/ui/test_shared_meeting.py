"""One meeting, two computers, one server: each clock is right, whichever of them falls out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from tests.ui.fakes import FakeClock

from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.domain.refusal import Conflict
from facilitator.edits import agenda, members, running
from facilitator.edits.settings import change_setting
from facilitator.language import Language
from facilitator.settings import Settings
from facilitator.store import queries
from facilitator.store.signs import sign
from facilitator.store.store import Store
from facilitator.store.tables import SignOfLife
from facilitator.ui.bridge import Bridge
from facilitator.ui.run.round_panel import ASK_EVERY, RoundPanel
from facilitator.ui.run.watch import SIGN_EVERY, MeetingWatch

START = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)


class Desk:
    """A computer with the meeting in sight. Its monotonic clock is its own, the hour is not."""

    def __init__(self, place: str, folder: Path, name: str, now: datetime, mono: float) -> None:
        self.place, self.folder, self.name = place, folder, name
        self.clock = FakeClock()
        self.clock.now, self.clock.seconds = now, mono
        self.slept: list[float] = []
        self.refused: list[str] = []
        self.is_on = False

    def switch_on(self, cluster: str, meeting: str) -> None:
        """Start the program and show the meeting."""
        self.store = Store.open(self.place, self.clock, installation=self.name)
        settings = Settings(self.folder / f"{self.name}.json")
        self.bridge = Bridge(Language("da"), self.clock, settings, lambda: ())
        self.bridge.notice.connect(lambda notice: self.refused.append(notice.text))
        self.watch = MeetingWatch(self.bridge)
        self.watch.slept.connect(self.slept.append)
        self.bridge.open(self.store, cluster)
        self.bridge.changed.connect(self.learn)
        self.watch.show(meeting)
        self.is_on = True

    def learn(self) -> None:
        """What the page does when something was changed."""
        if self.watch.meeting is not None:
            self.watch.load(self.watch.meeting)

    def switch_off(self) -> None:
        """As when the plug is pulled: nothing is written any more."""
        self.is_on = False
        self.bridge.close()
        self.store.close()

    def beat(self) -> None:
        """What the timers do: ask what others did, and look at the clock."""
        self.bridge._ask_others()
        self.watch.look()

    @property
    def elapsed(self) -> float:
        """Seconds the first item has had, by this computer."""
        reading = self.watch.reading()
        assert reading is not None
        return reading.items[0].elapsed


@dataclass
class World:
    """Two computers, one cluster about to meet, and the one true time."""

    place: str
    folder: Path
    now: datetime = START
    desks: list[Desk] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, mono in (("anna", 1_000.0), ("bo", 777_000.0)):
            self.desks.append(Desk(self.place, self.folder, name, self.now, mono))
        store = Store.open(self.place, self.desks[0].clock, installation="setup")
        with store.edit("Make") as session:
            people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
            self.cluster = members.make_cluster(session, "ØNH – Eksempel", "ØNH", people)
        with store.edit("Make", cluster=self.cluster) as session:
            self.meeting = agenda.make_meeting(session, self.cluster, START, 120, None)
        store.close()

    def switch_on(self, desk: Desk) -> None:
        desk.switch_on(self.cluster, self.meeting)

    def pass_time(self, seconds: float, asleep: Desk | None = None) -> None:
        """A computer that is asleep does not count; one that is off begins anew some other time."""
        self.now += timedelta(seconds=seconds)
        for desk in self.desks:
            desk.clock.now = self.now
            if desk is not asleep:
                desk.clock.seconds += seconds

    def close(self) -> None:
        for desk in self.desks:
            if desk.is_on:
                desk.switch_off()


@pytest.fixture
def place(new_prepared_place: Callable[[], str]) -> str:
    return new_prepared_place()


@pytest.fixture
def world(qapp: QApplication, place: str, tmp_path: Path) -> Iterator[World]:
    assert qapp is not None
    made = World(place, tmp_path)
    for desk in made.desks:
        made.switch_on(desk)
    yield made
    made.close()


def both(world: World) -> tuple[Desk, Desk]:
    anna, bo = world.desks
    return anna, bo


def test_a_meeting_begun_on_one_computer_is_counted_alike_on_the_other(world: World) -> None:
    anna, bo = both(world)
    bo.beat()
    anna.watch.begin()
    for _ in range(240):
        world.pass_time(0.25)
        anna.beat()
        bo.beat()
    assert (anna.elapsed, bo.elapsed) == (60, 60)
    assert anna.slept == bo.slept == []


def test_a_computer_that_only_looks_on_does_not_hide_how_far_the_meeting_came(
    world: World,
) -> None:
    """Its sign of life is the last one when the other, which made every press, goes out."""
    anna, bo = both(world)
    anna.watch.begin()
    world.pass_time(1200)
    anna.beat()
    bo.beat()
    anna.switch_off()
    world.pass_time(60)
    bo.beat()
    world.pass_time(2)
    world.switch_on(anna)
    assert anna.elapsed == bo.elapsed == 1262
    assert anna.slept == []


def test_after_both_went_out_the_time_since_the_last_sign_of_either_is_counted_and_told(
    world: World,
) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    world.pass_time(600)
    anna.beat()
    bo.beat()
    world.pass_time(30)
    anna.beat()
    bo.beat()
    anna.switch_off()
    bo.switch_off()
    world.pass_time(180)
    world.switch_on(anna)
    world.switch_on(bo)
    assert (anna.elapsed, bo.elapsed) == (810, 810)
    assert (anna.slept, bo.slept) == ([180], [])


def test_coming_back_to_the_page_counts_no_second_twice(world: World) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    world.pass_time(60)
    bo.beat()
    anna.watch.show(None)
    world.pass_time(4)
    anna.watch.show(world.meeting)
    anna.beat()
    assert (anna.elapsed, bo.elapsed) == (64, 64)


def test_the_sleep_of_one_computer_is_no_time_of_the_other(world: World) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    bo.beat()
    world.pass_time(420, asleep=anna)
    anna.beat()
    bo.beat()
    assert (anna.elapsed, bo.elapsed) == (420, 420)
    assert (anna.slept, bo.slept) == ([420], [])


def test_a_computer_whose_server_was_away_joins_in_when_it_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    world.pass_time(60)
    anna.beat()

    def refuse(*_: Any) -> int:
        raise Conflict("The server is away.")

    with monkeypatch.context() as away:
        away.setattr(running, "record", refuse)
        bo.beat()
    assert bo.refused[-1] == "The server is away."
    for _ in range(2):
        world.pass_time(SIGN_EVERY)
        bo.beat()
    assert bo.elapsed == 70
    assert anna.elapsed == 70


def test_an_item_taken_off_on_another_computer_while_it_runs_stops_nothing(
    world: World,
) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    assert anna.watch.agenda is not None
    first, after = (item.id for item in anna.watch.agenda.items[:2])
    world.pass_time(300)
    with bo.store.edit("Remove items", cluster=world.cluster) as session:
        agenda.remove_items(session, [first])
    anna.beat()
    reading = anna.watch.reading()
    assert reading is not None
    assert (reading.running, reading.next, reading.ended) == (None, after, False)
    assert anna.watch.press("Next", EventKind.STARTED, item=after) is not None
    world.pass_time(60)
    bo.beat()
    assert (anna.elapsed, bo.elapsed) == (60, 60)
    bo.store.undo(world.cluster)
    anna.beat()
    assert (anna.elapsed, bo.elapsed) == (300, 300)
    assert anna.refused == bo.refused == []


# -- at the same moment


def wait_for_a_waiting_one(store: Store) -> None:
    """Until another connection to the database waits for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(100_000):
        if store.ask(lambda session: session.connection().exec_driver_sql(waiting).scalar()):
            return
    raise AssertionError("nobody waits")


def meanwhile(act: Callable[[], object]) -> tuple[threading.Thread, list[BaseException]]:
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def test_what_two_computers_tap_adds_up_and_each_sees_it(world: World) -> None:
    anna, bo = both(world)
    anna.watch.begin()
    with anna.store.edit("Count", cluster=world.cluster) as session:
        change_setting(session, world.cluster, "spoken", "forget")
    bo.beat()
    panels = [RoundPanel(desk.watch) for desk in (anna, bo)]
    for panel in panels:
        panel.show_meeting()
        panel.show()
        first, second = panel.chips.values()
        first.tap(1)
        second.tap(1)
    next(iter(panels[1].chips.values())).tap(-1)
    reading = anna.watch.reading()
    assert reading is not None
    for _ in range(ASK_EVERY):
        panels[0].show_reading(reading)
    for panel in panels:
        assert [chip.times for chip in panel.chips.values()] == [1, 2]
    panels[0].forget()
    assert bo.store.ask(queries.spoken, world.meeting) == {}


def test_two_first_signs_of_life_at_the_same_moment_are_one_row(world: World) -> None:
    anna, bo = both(world)
    first, second = Now(START, 1.0, "a"), Now(START + timedelta(seconds=1), 2.0, "b")
    with anna.store._engine.begin() as connection:
        sign(world.meeting, first)(connection)
        thread, raised = meanwhile(lambda: bo.store.live(sign(world.meeting, second)))
        wait_for_a_waiting_one(anna.store)
    thread.join(20)
    assert raised == []
    assert anna.store.ask(queries.sign_of_life, world.meeting) == second
    count = select(func.count()).select_from(SignOfLife)
    assert anna.store.ask(lambda session: session.scalar(count)) == 1


def test_two_presses_at_the_same_moment_are_both_kept_in_order(world: World) -> None:
    anna, bo = both(world)
    anna.watch.begin()

    def press(desk: Desk) -> None:
        with desk.store.edit("Press", cluster=world.cluster, fact=True) as session:
            running.press(session, world.meeting, EventKind.PAUSED, desk.watch.now())

    with anna.store.edit("Press", cluster=world.cluster, fact=True) as session:
        running.press(session, world.meeting, EventKind.PAUSED, anna.watch.now())
        session.flush()
        thread, raised = meanwhile(lambda: press(bo))
        wait_for_a_waiting_one(anna.store)
    thread.join(20)
    assert raised == []
    events = anna.store.ask(queries.presses, world.meeting)
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.run for event in events[1:]] == [anna.bridge.run, bo.bridge.run]


def test_two_who_tick_the_same_member_at_once_are_told_so_in_words(world: World) -> None:
    anna, bo = both(world)
    (member, *_) = [one.id for one in anna.store.ask(queries.attendance, world.meeting)]

    def tick(state: str) -> None:
        with bo.store.edit("Tick", cluster=world.cluster, fact=True) as session:
            running.attend(session, world.meeting, member, state)

    with anna.store.edit("Tick", cluster=world.cluster, fact=True) as session:
        running.attend(session, world.meeting, member, "present")
        session.flush()
        thread, raised = meanwhile(lambda: tick("apology"))
        wait_for_a_waiting_one(anna.store)
    thread.join(20)
    (error,) = raised
    assert isinstance(error, Conflict)
    assert str(error).startswith("Somebody else has changed this in the meantime.")
    (state, *_) = [one.state for one in bo.store.ask(queries.attendance, world.meeting)]
    assert state == "present"


# -- whatever happens

WHO = st.integers(0, 1)
DEEDS = st.one_of(
    st.tuples(st.just("pass"), st.sampled_from((0.25, 2.0, 4.75, 31.0, 600.0)), WHO),
    st.tuples(
        st.sampled_from(("beat", "leave", "come", "crash", "start", "press")), st.just(0.0), WHO
    ),
    st.tuples(st.just("sleep"), st.sampled_from((31.0, 240.0)), WHO),
)


def do(world: World, deed: str, seconds: float, desk: Desk) -> None:
    if deed == "pass":
        world.pass_time(seconds)
    elif deed == "start" and not desk.is_on:
        desk.clock.seconds = 50.0
        world.switch_on(desk)
    elif not desk.is_on:
        return
    elif deed == "sleep":
        world.pass_time(seconds, asleep=desk)
        desk.beat()
    elif deed == "beat":
        desk.beat()
    elif deed == "crash":
        desk.switch_off()
    elif deed == "leave":
        desk.watch.show(None)
    elif deed == "come":
        desk.watch.show(world.meeting)
    elif deed == "press" and desk.watch.meeting:
        desk.beat()
        assert desk.watch.press("Longer", EventKind.EXTENDED, seconds=60) is not None


@given(deeds=st.lists(DEEDS, min_size=4, max_size=14))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_happens_both_clocks_say_how_long_the_item_has_lasted(
    qapp: QApplication, place: str, tmp_path: Path, deeds: list[tuple[str, float, int]]
) -> None:
    assert qapp is not None
    world = World(place, tmp_path)
    for desk in world.desks:
        world.switch_on(desk)
    try:
        world.desks[0].watch.begin()
        for deed, seconds, who in deeds:
            do(world, deed, seconds, world.desks[who])
        for desk in world.desks:
            do(world, "start", 0, desk)
            desk.watch.show(world.meeting)
            desk.beat()
        lasted = (world.now - START).total_seconds()
        assert [desk.elapsed for desk in world.desks] == pytest.approx([lasted, lasted], abs=0.001)
        assert [desk.refused for desk in world.desks] == [[], []]
    finally:
        world.close()
