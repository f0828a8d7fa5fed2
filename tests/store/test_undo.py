"""Ctrl+Z takes back one's own latest Step in the cluster, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.refusal import Conflict
from facilitator.store.store import Store
from facilitator.store.tables import Attendance, Cluster, Insight, Item, Meeting

Reopen = Callable[[str], Store]


@pytest.fixture
def reopen(store: Store, store_path: Path, clock: SteppingClock) -> Iterator[Reopen]:
    """Closes the store and opens it as another installation (or the same) would."""
    opened = [store]

    def again(installation: str) -> Store:
        opened[-1].close()
        opened.append(Store.open(store_path, clock, installation=installation))
        return opened[-1]

    yield again
    opened[-1].close()


def remove(store: Store, item: str, **how: str) -> None:
    with store.edit("Remove item", **how) as session:  # type: ignore[arg-type]
        session.delete(session.get_one(Item, item))


def test_undo_takes_back_and_redo_brings_again(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Et", cluster=scene.cluster)
    s.rename(store, scene.items[0], "To", cluster=scene.cluster)
    seen = []
    for turn in (store.undo, store.undo, store.redo, store.redo):
        turn(scene.cluster)
        seen.append(s.title(store, scene.items[0]))
    assert seen == ["Et", "Velkomst", "Et", "To"]
    assert store.redo(scene.cluster) is None


def test_undo_says_what_it_undid_and_where(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Et", cluster=scene.cluster)
    assert store.can_undo(scene.cluster) == "Rename item"
    step = store.undo(scene.cluster)
    assert step is not None
    assert (step.kind, step.label, [row.key for row in step.rows]) == (
        "undo",
        "Rename item",
        [scene.items[0]],
    )
    assert store.can_undo(scene.cluster) is None
    assert store.can_redo(scene.cluster) == "Rename item"


def test_a_removed_item_comes_back_as_itself(store: Store, scene: Scene) -> None:
    before = s.contents(store)
    remove(store, scene.items[1], cluster=scene.cluster)
    store.undo(scene.cluster)
    assert s.contents(store) == before
    assert s.titles(store, scene.meeting)[1] == "Svimmelhed i praksis"


def test_an_added_row_goes_away_again_and_comes_back_with_its_key(
    store: Store, scene: Scene
) -> None:
    with store.edit("Add item", cluster=scene.cluster) as session:
        key = s.add(session, s.new_item(scene.meeting, 4, "Emner"))
    store.undo(scene.cluster)
    assert len(s.titles(store, scene.meeting)) == 3
    store.redo(scene.cluster)
    assert s.title(store, key) == "Emner"


def test_undo_and_redo_work_after_a_restart(store: Store, scene: Scene, reopen: Reopen) -> None:
    s.rename(store, scene.items[0], "Et", cluster=scene.cluster)
    store = reopen("desk")
    store.undo(scene.cluster)
    store = reopen("desk")
    assert s.title(store, scene.items[0]) == "Velkomst"
    store.redo(scene.cluster)
    assert s.title(store, scene.items[0]) == "Et"


def test_a_new_edit_clears_redo_for_good(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Et", cluster=scene.cluster)
    store.undo(scene.cluster)
    s.rename(store, scene.items[1], "Andet", cluster=scene.cluster)
    assert store.can_redo(scene.cluster) is None
    store.undo(scene.cluster)
    store.redo(scene.cluster)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Andet"]
    assert store.redo(scene.cluster) is None


def test_what_lies_behind_an_undone_load_is_not_redone(store: Store, scene: Scene) -> None:
    topic = {"cluster_id": scene.cluster, "title": "Emne", "created": s.START}
    store.load("Import topics", "topic", [topic], cluster=scene.cluster)
    s.rename(store, scene.items[0], "Et", cluster=scene.cluster)
    store.undo(scene.cluster)
    assert store.can_redo(scene.cluster) == "Rename item"
    store.undo(scene.cluster)
    assert store.can_redo(scene.cluster) is None


def test_undo_stays_within_the_cluster(store: Store, scene: Scene) -> None:
    with store.edit("Add cluster") as session:
        other = s.add(session, Cluster(name="Hud – Eksempel"))
    s.rename(store, scene.items[0], "Her", cluster=scene.cluster)
    s.rename(store, scene.items[1], "Der", cluster=other)
    store.undo(scene.cluster)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Der"]
    assert store.undo(scene.cluster) is None


def test_undo_takes_back_only_ones_own(store: Store, scene: Scene, reopen: Reopen) -> None:
    s.rename(store, scene.items[0], "Mit", cluster=scene.cluster)
    store = reopen("laptop")
    assert store.undo(scene.cluster) is None
    s.rename(store, scene.items[1], "Dit", cluster=scene.cluster)
    store = reopen("desk")
    store.undo(scene.cluster)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Dit"]


def test_facts_are_passed_by(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Tekst", cluster=scene.cluster)
    s.rename(store, scene.items[1], "Det skete", cluster=scene.cluster, fact=True)
    store.undo(scene.cluster)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Det skete"]
    assert store.undo(scene.cluster) is None
    store.redo(scene.cluster)
    assert s.title(store, scene.items[0]) == "Tekst"


def test_a_fact_can_be_taken_back_by_itself_and_only_once(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[1], "Det skete", cluster=scene.cluster, fact=True)
    fact = s.steps(store)[-1].seq
    s.rename(store, scene.items[0], "Senere", cluster=scene.cluster)
    store.take_back(fact)
    assert s.titles(store, scene.meeting)[:2] == ["Senere", "Svimmelhed i praksis"]
    with pytest.raises(Conflict):
        store.take_back(fact)


def test_undo_never_crosses_a_barrier(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Før", cluster=scene.cluster)
    with store.edit("Close meeting", cluster=scene.cluster, barrier=True) as session:
        session.get_one(Meeting, scene.meeting).status = "closed"
    s.rename(store, scene.items[1], "Efter", cluster=scene.cluster)
    store.undo(scene.cluster)
    assert store.can_undo(scene.cluster) is None
    assert store.undo(scene.cluster) is None
    assert s.title(store, scene.items[0]) == "Før"


def test_undo_and_redo_never_cross_a_closing_by_somebody_else(
    store: Store, scene: Scene, reopen: Reopen
) -> None:
    s.rename(store, scene.items[0], "Mit", cluster=scene.cluster)
    s.rename(store, scene.items[1], "Fortrudt", cluster=scene.cluster)
    store.undo(scene.cluster)
    store = reopen("laptop")
    with store.edit("Close meeting", cluster=scene.cluster, barrier=True) as session:
        session.get_one(Meeting, scene.meeting).status = "closed"
    store = reopen("desk")
    assert store.can_undo(scene.cluster) is None
    assert store.can_redo(scene.cluster) is None
    assert (store.undo(scene.cluster), store.redo(scene.cluster)) == (None, None)
    assert s.titles(store, scene.meeting)[:2] == ["Mit", "Svimmelhed i praksis"]


@pytest.mark.parametrize("what", ["changed", "removed"])
def test_a_row_somebody_else_touched_stops_undo_with_a_clear_conflict(
    store: Store, scene: Scene, reopen: Reopen, what: str
) -> None:
    s.rename(store, scene.items[0], "Mit", cluster=scene.cluster)
    store = reopen("laptop")
    if what == "changed":
        s.rename(store, scene.items[0], "Dit", cluster=scene.cluster)
    else:
        remove(store, scene.items[0], cluster=scene.cluster)
    store = reopen("desk")
    before, steps = s.contents(store), s.steps(store)
    with pytest.raises(Conflict) as caught:
        store.undo(scene.cluster)
    assert len(caught.value.parts) == 3
    assert (s.contents(store), s.steps(store)) == (before, steps)


def test_another_field_changed_by_somebody_else_does_not_stop_undo(
    store: Store, scene: Scene, reopen: Reopen
) -> None:
    s.rename(store, scene.items[0], "Mit", cluster=scene.cluster)
    store = reopen("laptop")
    with store.edit("Change minutes", cluster=scene.cluster) as session:
        session.get_one(Item, scene.items[0]).planned = 1800
    store = reopen("desk")
    store.undo(scene.cluster)
    row = s.contents(store)["item"][scene.items[0]]
    assert (row["title"], row["planned"]) == ("Velkomst", 1800)


def test_what_others_build_on_cannot_be_undone_away(
    store: Store, scene: Scene, reopen: Reopen
) -> None:
    with store.edit("Add item", cluster=scene.cluster) as session:
        item = s.add(session, s.new_item(scene.meeting, 4, "Ny case"))
    store = reopen("laptop")
    with store.edit("Add insight", cluster=scene.cluster) as session:
        session.add(
            Insight(
                meeting_id=scene.meeting, item_id=item, position=1, at=s.START, text="Spørg altid"
            )
        )
    store = reopen("desk")
    before = s.contents(store)
    with pytest.raises(Conflict):
        store.undo(scene.cluster)
    assert s.contents(store) == before
    s.rename(store, item, "Det går stadig", cluster=scene.cluster)


def test_a_place_taken_meanwhile_stops_redo_with_a_clear_conflict(
    store: Store, scene: Scene, reopen: Reopen
) -> None:
    def tick(state: str) -> None:
        with store.edit("Tick", cluster=scene.cluster) as session:
            session.add(
                Attendance(meeting_id=scene.meeting, member_id=scene.members[0], state=state)
            )

    tick("present")
    store.undo(scene.cluster)
    store = reopen("laptop")
    tick("apology")
    store = reopen("desk")
    with pytest.raises(Conflict):
        store.redo(scene.cluster)
    (row,) = s.contents(store)["attendance"].values()
    assert row["state"] == "apology"


def test_nothing_to_undo_is_none(store: Store) -> None:
    assert store.can_undo(None) is None
    assert store.undo(None) is None
    assert store.redo(None) is None
