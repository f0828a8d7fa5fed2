"""A user who does anything in any order finds the store as a simple pile of states says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import SteppingClock

from facilitator.store import rows
from facilitator.store.journal import StepInfo
from facilitator.store.store import Store
from facilitator.store.tables import (
    SPACING,
    Attachment,
    Commitment,
    Goal,
    Guideline,
    Item,
    Meeting,
    Member,
    Preparation,
    Row,
    Use,
)

Contents = dict[str, dict[str, dict[str, Any]]]
Act = Callable[[Session], str | None]

TEXTS = st.text(st.sampled_from("abc æøå “”\n<&;='"), max_size=8)


class RandomUser(RuleBasedStateMachine):
    """Adds, changes, reorders, removes, undoes, redoes and reopens; `past` is the model."""

    place: str
    meetings = Bundle("meetings")
    items = Bundle("items")
    members = Bundle("members")
    guidelines = Bundle("guidelines")

    @initialize(target=meetings)
    def open(self) -> str:
        self.clock = SteppingClock()
        self.store = self.new_store(self.clock)
        self.told: list[StepInfo] = []
        self.store.subscribe(self.told.append)
        self.cluster = s.furnish(self.store).cluster
        self.now = s.contents(self.store)
        self.past: list[Contents] = []
        self.future: list[Contents] = []
        return next(iter(self.now["meeting"]))

    def new_store(self, clock: SteppingClock) -> Store:
        raise NotImplementedError

    def edit(self, act: Act) -> str | None:
        told = len(self.told)
        with self.store.edit("Do", cluster=self.cluster) as session:
            made = act(session)
        found = s.contents(self.store)
        if found != self.now:
            self.past.append(self.now)
            self.future.clear()
        assert len(self.told) - told == (found != self.now)
        self.now = found
        return made

    def change(self, kind: type[Row], key: str, **values: object) -> None:
        def act(session: Session) -> None:
            row = session.get(kind, key)
            for name, value in values.items() if row else ():
                setattr(row, name, value)

        self.edit(act)
        kept = self.now[kind.__tablename__].get(key)
        assert kept is None or values.items() <= kept.items()

    @rule(target=meetings, number=st.integers(2, 9))
    def add_meeting(self, number: int) -> str | None:
        return self.edit(lambda session: s.add(session, s.new_meeting(self.cluster, number)))

    @rule(target=members, name=TEXTS)
    def add_member(self, name: str) -> str | None:
        return self.edit(lambda session: s.add(session, Member(cluster_id=self.cluster, name=name)))

    @rule(target=items, meeting=meetings, title=TEXTS, place=st.integers(1, 5))
    def add_item(self, meeting: str, title: str, place: int) -> Any:
        if meeting not in self.now["meeting"]:
            return multiple()
        return self.edit(lambda session: s.add(session, s.new_item(meeting, place, title)))

    @rule(meeting=meetings, texts=st.lists(TEXTS, min_size=1, max_size=3))
    def add_goals_and_move_the_meeting(self, meeting: str, texts: list[str]) -> None:
        def act(session: Session) -> None:
            row = session.get(Meeting, meeting)
            if row is not None:
                row.end += timedelta(minutes=5)
                session.add_all(
                    [Goal(meeting_id=meeting, position=n, text=t) for n, t in enumerate(texts)]
                )

        self.edit(act)

    @rule(item=items, title=TEXTS)
    def rename_item(self, item: str, title: str) -> None:
        self.change(Item, item, title=title)

    @rule(item=items, minutes=st.integers(15, 60), fixed=st.booleans())
    def change_item(self, item: str, minutes: int, fixed: bool) -> None:
        self.change(Item, item, planned=minutes * 60, flexible=fixed)

    @rule(item=items, place=st.integers(0, 6))
    def reorder(self, item: str, place: int) -> None:
        self.change(Item, item, position=place * SPACING)

    @rule(item=items, member=members)
    def agree_to_try(self, item: str, member: str) -> None:
        if item in self.now["item"] and member in self.now["member"]:
            row = {"item_id": item, "member_id": member, "position": 1, "agreed": self.clock.now}
            self.edit(
                lambda session: s.add(
                    session, Commitment(cluster_id=self.cluster, action="Prøv", **row)
                )
            )

    @rule(target=guidelines, title=TEXTS)
    def add_guideline(self, title: str) -> str | None:
        return self.edit(lambda session: s.add(session, Guideline(title=title)))

    @rule(item=items, guideline=guidelines, text=TEXTS)
    def take_up_and_prepare(self, item: str, guideline: str, text: str) -> None:
        if item in self.now["item"] and guideline in self.now["guideline"]:
            place = {"item_id": item, "meeting_id": self.now["item"][item]["meeting_id"]}
            new = (
                Use(item_id=item, guideline_id=guideline),
                Preparation(**place, text=text),
                Attachment(**place, name=text, link="https://vejledning.example"),
            )
            self.edit(lambda session: session.add_all(new))

    @rule(guideline=guidelines)
    def remove_guideline_with_its_uses(self, guideline: str) -> None:
        def act(session: Session) -> None:
            row = session.get(Guideline, guideline)
            if row is not None:
                rows.remove(session, row)

        self.edit(act)

    @rule(item=items)
    def remove_item(self, item: str) -> None:
        def act(session: Session) -> None:
            for commitment in session.query(Commitment).filter_by(item_id=item):
                session.delete(commitment)
            row = session.get(Item, item)
            if row is not None:
                rows.remove(session, row)

        self.edit(act)

    @rule(meeting=meetings)
    def remove_meeting(self, meeting: str) -> None:
        def act(session: Session) -> None:
            row = session.get(Meeting, meeting)
            if row is None:
                return
            for item in session.query(Item).filter_by(meeting_id=meeting):
                for commitment in session.query(Commitment).filter_by(item_id=item.id):
                    session.delete(commitment)
            rows.remove(session, row)

        self.edit(act)

    @rule()
    def undo(self) -> None:
        assert bool(self.store.can_undo(self.cluster)) == bool(self.past)
        step = self.store.undo(self.cluster)
        assert (step is not None) == bool(self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert bool(self.store.can_redo(self.cluster)) == bool(self.future)
        step = self.store.redo(self.cluster)
        assert (step is not None) == bool(self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def reopen(self) -> None:
        place = self.store.place
        self.store.close()
        self.store = Store.open(place, self.clock, installation="desk")
        self.store.subscribe(self.told.append)

    @invariant()
    def the_store_is_as_the_model_says(self) -> None:
        if hasattr(self, "store"):
            assert s.contents(self.store) == self.now

    def teardown(self) -> None:
        if hasattr(self, "store"):
            while self.past:
                self.undo()
            self.the_store_is_as_the_model_says()
            if not self.store.is_shared:
                s.assert_index_is_complete(self.store)
            while self.future:
                self.redo()
            self.the_store_is_as_the_model_says()
            if not self.store.is_shared:
                s.assert_index_is_complete(self.store)
            self.store.close()


def let_loose(new_store: Callable[[SteppingClock], Store]) -> None:
    class Here(RandomUser):
        def new_store(self, clock: SteppingClock) -> Store:
            return new_store(clock)

    effort = settings(max_examples=settings().max_examples // 4, stateful_step_count=30)
    run_state_machine_as_test(Here, settings=effort)


def test_a_random_user_of_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    def new_store(clock: SteppingClock) -> Store:
        return s.new_store(tmp_path_factory.mktemp("user") / "klynge.sqlite", clock=clock)

    let_loose(new_store)


def test_a_random_user_of_postgresql(new_prepared_place: Callable[[], str]) -> None:
    let_loose(lambda clock: Store.open(new_prepared_place(), clock, installation="desk"))
