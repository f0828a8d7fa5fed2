"""Every edit is one transaction and one Step that says which rows were how, before and after."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import Scene

from facilitator.clock import new_id
from facilitator.domain.refusal import Conflict
from facilitator.store import journal
from facilitator.store.journal import RowChange, StepInfo
from facilitator.store.store import LOAD_SIZE, Store
from facilitator.store.tables import (
    Cluster,
    Item,
    Meeting,
    Member,
    Press,
    Setting,
    SignOfLife,
    Topic,
)


def count(store: Store, table: type[Any]) -> int:
    return store.ask(lambda session: session.scalar(select(func.count()).select_from(table)) or 0)


def test_an_edit_is_one_step_with_the_changed_columns_of_each_row(
    store: Store, scene: Scene
) -> None:
    first, second, _ = scene.items
    with store.edit("Move item", cluster=scene.cluster) as session:
        one, two = session.get_one(Item, first), session.get_one(Item, second)
        one.position, two.position = two.position, one.position
        two.title = "Akut svimmelhed"
    step = s.steps(store)[-1]
    assert (step.kind, step.label, step.cluster) == ("edit", "Move item", scene.cluster)
    assert sorted(step.rows, key=lambda row: scene.items.index(row.key)) == [
        RowChange("item", first, {"position": 1 << 20}, {"position": 2 << 20}),
        RowChange(
            "item",
            second,
            {"position": 2 << 20, "title": "Svimmelhed i praksis"},
            {"position": 1 << 20, "title": "Akut svimmelhed"},
        ),
    ]
    assert step.tables == {"item"}


def test_before_is_what_was_stored_not_what_was_pending(store: Store, scene: Scene) -> None:
    with store.edit("Rename item") as session:
        item = session.get_one(Item, scene.items[0])
        for number in range(3):
            item.title = f"Forsøg {number}"
            session.flush()
    (row,) = s.steps(store)[-1].rows
    assert (row.before, row.after) == ({"title": "Velkomst"}, {"title": "Forsøg 2"})


def test_a_field_put_back_leaves_no_step(store: Store, scene: Scene) -> None:
    before = s.steps(store)
    with store.edit("Rename item") as session:
        item = session.get_one(Item, scene.items[0])
        item.title = "Noget andet"
        session.flush()
        item.title = "Velkomst"
    assert s.steps(store) == before


def test_only_the_rows_that_ended_differently_are_noted(store: Store, scene: Scene) -> None:
    first, second, _ = scene.items
    with store.edit("Rename item") as session:
        one, two = session.get_one(Item, first), session.get_one(Item, second)
        one.title, two.title = "Noget andet", "Noget nyt"
        session.flush()
        one.title = "Velkomst"
    assert [row.key for row in s.steps(store)[-1].rows] == [second]


def test_a_row_added_and_removed_in_one_edit_leaves_no_step(store: Store, scene: Scene) -> None:
    before = s.steps(store)
    with store.edit("Add topic") as session:
        topic = Topic(cluster_id=scene.cluster, title="Øreskylning", created=s.START)
        session.add(topic)
        session.flush()
        session.delete(topic)
    assert s.steps(store) == before
    assert count(store, Topic) == 0


def test_a_row_removed_is_kept_whole_in_the_step(store: Store, scene: Scene) -> None:
    item = scene.items[1]
    was = s.contents(store)["item"][item]
    with store.edit("Remove item") as session:
        session.delete(session.get_one(Item, item))
    assert s.steps(store)[-1].rows == (RowChange("item", item, was, None),)


def test_a_row_added_and_changed_in_one_edit_is_noted_once_as_it_ended(
    store: Store, scene: Scene
) -> None:
    with store.edit("Add item") as session:
        item = s.new_item(scene.meeting, 4, "Kladde")
        key = s.add(session, item)
        item.title = "Emner"
        item.fixed_start = s.START
    (row,) = s.steps(store)[-1].rows
    assert row.before is None
    assert row.after == s.contents(store)["item"][key]


def test_an_edit_that_fails_stores_nothing_and_tells_nobody(store: Store, scene: Scene) -> None:
    before, steps = s.contents(store), s.steps(store)
    told: list[StepInfo] = []
    store.subscribe(told.append)

    def stumble(session: Session) -> None:
        session.get_one(Item, scene.items[0]).title = "Halvt"
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.edit("Rename item") as session:
        stumble(session)
    assert (s.contents(store), s.steps(store), told) == (before, steps, [])


def test_a_refused_value_stores_nothing_of_the_edit(store: Store, scene: Scene) -> None:
    before = s.contents(store)

    def go_below_nothing(session: Session) -> None:
        session.get_one(Item, scene.items[0]).title = "Hemmeligt"
        session.flush()
        session.get_one(Item, scene.items[1]).planned = -1

    with pytest.raises(IntegrityError) as caught, store.edit("Change minutes") as session:
        go_below_nothing(session)
    assert s.contents(store) == before
    assert "Hemmeligt" not in str(caught.value)


@pytest.mark.usefixtures("scene")
def test_a_row_that_points_nowhere_is_refused_in_words(store: Store) -> None:
    before = s.contents(store)
    with pytest.raises(Conflict), store.edit("Add item") as session:
        s.add(session, s.new_item(new_id(), 1, "Uden møde"))
    assert s.contents(store) == before
    with store.edit("Add cluster") as session:
        s.add(session, Cluster(name="Den næste rettelse går godt"))


def test_subscribers_hear_of_a_step_once_it_can_be_read(store: Store, scene: Scene) -> None:
    heard: list[tuple[str, str]] = []
    stop = store.subscribe(lambda step: heard.append((step.label, s.title(store, scene.items[0]))))
    s.rename(store, scene.items[0], "Goddag")
    store.undo(None)
    store.redo(None)
    stop()
    s.rename(store, scene.items[0], "Farvel")
    assert heard == [
        ("Rename item", "Goddag"),
        ("Rename item", "Velkomst"),
        ("Rename item", "Goddag"),
    ]


def test_a_subscriber_may_edit_in_turn(store: Store, scene: Scene) -> None:
    def answer(step: StepInfo) -> None:
        if step.label == "Rename item" and s.title(store, scene.items[1]) != "Svar":
            s.rename(store, scene.items[1], "Svar")

    store.subscribe(answer)
    s.rename(store, scene.items[0], "Spørgsmål")
    assert s.titles(store, scene.meeting) == ["Spørgsmål", "Svar", "Opsummering"]


def test_typing_in_one_burst_is_one_step(store: Store, scene: Scene) -> None:
    before = len(s.steps(store))
    for text in ("S", "Sv", "Svi"):
        s.rename(store, scene.items[0], text, cluster=scene.cluster, burst="title 1")
    new = s.steps(store)[before:]
    assert [step.rows for step in new] == [
        (RowChange("item", scene.items[0], {"title": "Velkomst"}, {"title": "Svi"}),)
    ]
    store.undo(scene.cluster)
    assert s.title(store, scene.items[0]) == "Velkomst"
    store.redo(scene.cluster)
    assert s.title(store, scene.items[0]) == "Svi"


@pytest.mark.parametrize("between", ["another edit", "an undo", "another burst"])
def test_a_burst_ends_with_whatever_comes_between(store: Store, scene: Scene, between: str) -> None:
    first, second, _ = scene.items
    s.rename(store, first, "A", cluster=scene.cluster, burst="one")
    if between == "an undo":
        store.undo(scene.cluster)
        store.redo(scene.cluster)
    else:
        burst = "two" if between == "another burst" else None
        s.rename(store, second, "Imellem", cluster=scene.cluster, burst=burst)
    s.rename(store, first, "AB", cluster=scene.cluster, burst="one")
    store.undo(scene.cluster)
    assert s.title(store, first) == "A"


def test_a_fact_does_not_end_a_burst(store: Store, scene: Scene) -> None:
    first, second, _ = scene.items
    s.rename(store, first, "A", cluster=scene.cluster, burst="one")
    s.rename(store, second, "Kendsgerning", cluster=scene.cluster, fact=True)
    s.rename(store, first, "AB", cluster=scene.cluster, burst="one")
    store.undo(scene.cluster)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Kendsgerning"]


def test_signs_of_life_are_written_without_a_step(store: Store, scene: Scene) -> None:
    before = s.steps(store)
    sign = {"id": new_id(), "meeting_id": scene.meeting, "at": s.START, "mono": 1.5, "run": "a"}
    store.live(lambda connection: connection.execute(insert(SignOfLife), [{**sign, "version": 1}]))
    later = s.START + timedelta(seconds=5)
    store.live(lambda connection: connection.execute(update(SignOfLife).values(at=later)))
    assert store.ask(lambda session: session.scalar(select(SignOfLife.at))) == later
    assert s.steps(store) == before


def test_what_is_not_journaled_is_stored_by_an_edit_all_the_same(
    store: Store, scene: Scene
) -> None:
    with store.edit("Sign") as session:
        session.add(SignOfLife(meeting_id=scene.meeting, at=s.START, mono=0.0, run="a"))
    assert count(store, SignOfLife) == 1


def test_a_row_somebody_else_changed_meanwhile_is_not_written_over(
    store: Store, scene: Scene
) -> None:

    def cross(session: Session) -> None:
        item = session.get_one(Item, scene.items[0])
        session.connection().exec_driver_sql("UPDATE item SET version = version + 1")
        item.title = "Min"

    with pytest.raises(Conflict), store.edit("Rename item") as session:
        cross(session)
    assert s.title(store, scene.items[0]) == "Velkomst"


def test_a_load_is_one_step_and_one_undo(store: Store, scene: Scene) -> None:
    before, told = s.contents(store), len(s.steps(store))
    rows = [
        {"cluster_id": scene.cluster, "title": f"Emne {n}", "created": s.START}
        for n in range(LOAD_SIZE + 1)
    ]
    assert store.load("Import topics", "topic", rows, cluster=scene.cluster) == LOAD_SIZE + 1
    assert count(store, Topic) == LOAD_SIZE + 1
    (step,) = s.steps(store)[told:]
    assert step.kind == "load"
    assert (step.tables, step.rows) == (frozenset({"topic"}), ())
    assert store.can_undo(scene.cluster) == "Import topics"
    store.undo(scene.cluster)
    assert s.contents(store) == before


def test_a_load_that_meets_a_bad_row_stores_nothing(store: Store, scene: Scene) -> None:
    before, steps = s.contents(store), s.steps(store)
    good = {"cluster_id": scene.cluster, "title": "Emne", "created": s.START}
    with pytest.raises(IntegrityError):
        store.load("Import topics", "topic", [good] * LOAD_SIZE + [{**good, "state": "?"}])
    assert (s.contents(store), s.steps(store)) == (before, steps)


def test_every_kind_of_value_comes_back_from_a_step_as_it_was(store: Store, scene: Scene) -> None:
    with store.edit("Add", cluster=scene.cluster) as session:
        session.get_one(Cluster, scene.cluster).founded = date(2019, 1, 31)
        session.get_one(Member, scene.members[0]).joined = date(2020, 2, 29)
        session.get_one(Meeting, scene.meeting).started = s.START + timedelta(microseconds=1)
        session.add(
            Setting(cluster_id=scene.cluster, key="min_count", value={"n": [5, None, "fem", 0.5]})
        )
        session.add(
            Press(
                meeting_id=scene.meeting,
                seq=1,
                at=s.START,
                mono=0.1 + 0.2,
                run="a",
                kind="replanned",
                item_id=scene.items[0],
                allotted={scene.items[0]: 600},
            )
        )
    after = s.contents(store)
    store.undo(scene.cluster)
    assert s.contents(store) != after
    store.redo(scene.cluster)
    assert s.contents(store) == after


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_survives_json_to_the_microsecond(instant: datetime) -> None:
    stored = journal.to_json("meeting", "start", instant)
    assert isinstance(stored, int)
    assert journal.from_json("meeting", "start", stored) == instant


_values = st.none() | st.dictionaries(st.sampled_from("ab"), st.integers(), min_size=1)


@given(
    st.lists(st.builds(RowChange, st.sampled_from(("item", "goal")), st.text(), _values, _values))
)
def test_what_a_step_keeps_is_read_back_as_it_was(changes: list[RowChange]) -> None:
    assert journal.parse(journal.dump(changes)) == tuple(changes)


def test_garbage_is_looked_for_again_after_an_edit_also_one_that_came_to_nothing(
    store: Store, scene: Scene
) -> None:
    assert gc.isenabled()
    with store.edit("Rename item", cluster=scene.cluster) as session:
        session.get_one(Item, scene.items[0]).title = "Svimmelhed"
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), store.edit("Rename item", cluster=scene.cluster):
        raise ZeroDivisionError
    assert gc.isenabled()
