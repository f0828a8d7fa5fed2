"""When the file breaks, writing stops; what was stored does not look undone; old Steps go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError
from tests.full_disk import leave_no_room
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.store.engines import StoreBroken, StoreFailed
from facilitator.store.journal import StepInfo
from facilitator.store.store import Store


class _Corrupt(Exception):
    sqlite_errorname = "SQLITE_CORRUPT"


def test_after_damage_is_found_nothing_more_is_written(store: Store, scene: Scene) -> None:
    def write() -> None:
        with store.edit("Rename"):
            raise DatabaseError("UPDATE", {}, _Corrupt())

    with pytest.raises(StoreBroken):
        write()
    with pytest.raises(StoreBroken):
        s.rename(store, scene.items[0], "Skrevet i en ødelagt fil")
    assert s.title(store, scene.items[0]) == "Velkomst"


class _Unanswered(Exception):
    sqlite_errorname = "SQLITE_IOERR"


def test_a_disk_that_fails_because_it_is_full_is_written_to_again_when_it_has_room(
    store: Store, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write() -> None:
        with store.edit("Rename"):
            raise DatabaseError("UPDATE", {}, _Unanswered())

    with monkeypatch.context() as full:
        leave_no_room(full)
        with pytest.raises(StoreFailed, match="disk is full"):
            write()
    assert store.broken is None
    s.rename(store, scene.items[0], "Igen")
    assert s.title(store, scene.items[0]) == "Igen"
    with pytest.raises(StoreBroken, match="does not answer"):
        write()


def test_an_edit_stands_although_a_page_could_not_show_it(store: Store, scene: Scene) -> None:
    def fail(_step: object) -> None:
        raise RuntimeError("no such row")

    seen: list[StepInfo] = []
    store.subscribe(fail)
    store.subscribe(seen.append)
    s.rename(store, scene.items[0], "Nyt navn")
    assert s.title(store, scene.items[0]) == "Nyt navn"
    assert len(seen) == 1


def test_pruning_forgets_old_steps_and_keeps_what_they_did(
    store: Store, scene: Scene, clock: SteppingClock
) -> None:
    s.rename(store, scene.items[0], "Gammelt", cluster=scene.cluster)
    clock.now += timedelta(days=401)
    s.rename(store, scene.items[1], "Nyt", cluster=scene.cluster)
    assert store.prune(clock.now - timedelta(days=400)) >= 1
    assert s.titles(store, scene.meeting)[:2] == ["Gammelt", "Nyt"]
    assert store.undo(scene.cluster) is not None
    assert store.undo(scene.cluster) is None
