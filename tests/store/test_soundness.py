"""A file is looked over while it is in use: damage stops writing, and nobody waits for the look."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.store import driver, engines
from facilitator.store.engines import StoreBroken
from facilitator.store.store import Store
from facilitator.store.tables import Parked

PAGE = 4096
ENDLESS = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    " SELECT max(x) FROM n WHERE EXISTS (SELECT 1 FROM cluster WHERE begun())"
)


@pytest.fixture
def filled(store_path: Path) -> Scene:
    """A store with a row in every table, closed cleanly."""
    store = s.new_store(store_path)
    scene = s.fill(store)
    store.close()
    return scene


def spoil(path: Path, name: str) -> None:
    """Write nonsense over the first page of a table or an index."""
    with driver.immutable(path) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(asked, (name,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\x5a" * PAGE
    path.write_bytes(content)


def opened(path: Path) -> Store:
    return Store.open(path, SteppingClock(), installation="desk")


class Slow:
    """Looks at the first table for ever, until SQLite itself is told to stop."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self.looked_at: list[str] = []
        self.real = engines.quick_check

    def __call__(self, connection: Connection, tables: tuple[str]) -> str | None:
        if not self.has_begun.is_set():
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.create_function("begun", 0, self.say_begun)
            connection.execute(ENDLESS)
        self.looked_at += tables
        return self.real(connection, tables)

    def say_begun(self) -> bool:
        self.has_begun.set()
        return True


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow()
    monkeypatch.setattr(engines, "quick_check", slow)
    return slow


@pytest.fixture
def begin(slow: Slow) -> Iterator[Callable[[Store], threading.Thread]]:
    """Begins to look a store over in a thread, and answers when it is at it."""
    begun: list[Store] = []

    def begin(store: Store) -> threading.Thread:
        begun.append(store)
        thread = threading.Thread(target=store.examine)
        thread.start()
        assert slow.has_begun.wait(20)
        return thread

    yield begin
    for store in begun:
        store.close()


@pytest.mark.parametrize("name", ["parked", "ix_parked_meeting_id", "sqlite_autoindex_parked_1"])
def test_damage_in_a_store_that_was_closed_cleanly_is_found_and_stops_writing(
    store_path: Path, filled: Scene, name: str
) -> None:
    spoil(store_path, name)
    store = opened(store_path)
    s.rename(store, filled.items[0], "Før")
    with pytest.raises(StoreBroken) as caught:
        store.examine()
    assert caught.value.parts == engines.DAMAGED
    for _ in range(2):
        with pytest.raises(StoreBroken) as refused:
            s.rename(store, filled.items[0], "Efter")
        assert refused.value is store.broken is caught.value
    assert s.title(store, filled.items[0]) == "Før"
    store.close()


def test_what_was_written_before_damage_was_found_is_kept_when_the_store_is_closed(
    store_path: Path, filled: Scene
) -> None:
    spoil(store_path, "parked")
    store = opened(store_path)
    s.rename(store, filled.items[0], "Før")
    with pytest.raises(StoreBroken):
        store.examine()
    store.close()
    after = opened(store_path)
    assert s.title(after, filled.items[0]) == "Før"
    after.close()
    left = sorted(path.name for path in store_path.parent.iterdir())
    assert left == [store_path.name]


def test_damage_met_in_reading_stops_writing_too(store_path: Path, filled: Scene) -> None:
    spoil(store_path, "parked")
    store = opened(store_path)
    with pytest.raises(StoreBroken) as caught:
        store.ask(lambda session: session.query(Parked).all())
    with pytest.raises(StoreBroken) as refused:
        s.rename(store, filled.items[0], "Efter")
    assert refused.value is caught.value
    store.close()


def test_a_damaged_file_is_let_go_of_in_order(store_path: Path, filled: Scene) -> None:
    spoil(store_path, "parked")
    engine = engines.sqlite_engine(store_path)
    with pytest.raises(DatabaseError), engine.connect() as connection:
        connection.execute(select(Parked).where(Parked.meeting_id == filled.meeting))
    engines.close(engine)
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]


def test_a_sound_store_is_found_sound_and_left_as_it_was(store: Store) -> None:
    scene = s.fill(store)
    before = s.contents(store)
    store.examine()
    assert store.broken is None
    assert s.contents(store) == before
    s.rename(store, scene.items[0], "Det går stadig")


def test_every_table_of_ours_is_looked_at(store: Store, slow: Slow) -> None:
    slow.has_begun.set()
    store.examine()
    own = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
    )
    with driver.connected(Path(store.place), "ro") as connection:
        there = connection.execute(own).fetchall()
    assert {name for (name,) in there} == {*slow.looked_at, "alembic_version"}


def test_closing_does_not_wait_for_the_look(
    store_path: Path, filled: Scene, slow: Slow, begin: Callable[[Store], threading.Thread]
) -> None:
    store = opened(store_path)
    thread = begin(store)
    store.close()
    thread.join(20)
    assert not thread.is_alive()
    assert slow.looked_at == []
    assert store.broken is None
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]
    again = opened(store_path)
    assert s.titles(again, filled.meeting)
    again.close()


@pytest.mark.parametrize("folder", ["Klynge", "OneDrive - Klinik"])
def test_an_edit_does_not_wait_for_the_look_which_then_goes_on(
    tmp_path: Path, slow: Slow, begin: Callable[[Store], threading.Thread], folder: str
) -> None:
    """Without a write-ahead log, as in a synchronised folder, a reader would hold an edit up."""
    place = tmp_path / folder / "klynge.sqlite"
    store = s.new_store(place)
    scene = s.furnish(store)
    thread = begin(store)
    s.rename(store, scene.items[0], "Mens der ses efter")
    assert s.title(store, scene.items[0]) == "Mens der ses efter"
    if folder == "Klynge":
        assert slow.looked_at == []
        store.close()
    thread.join(20)
    assert not thread.is_alive()
    assert bool(slow.looked_at) is (folder != "Klynge")


def test_a_server_looks_after_its_own_pages(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_another(*_: object, **__: object) -> Engine:
        raise AssertionError("a connection was opened")

    store = Store.open(place, SteppingClock(), installation="desk")
    monkeypatch.setattr(engines, "sqlite_engine", open_another)
    store.examine()
    assert store.broken is None
    store.close()
