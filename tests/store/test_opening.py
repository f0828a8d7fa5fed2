"""What is no sound store of ours is left byte for byte as it was, with a word on what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from tests.full_disk import full_disk
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.refusal import Refusal
from facilitator.store import driver, engines, looking, opening
from facilitator.store.lock import StoreLock, StoreLocked
from facilitator.store.looking import Damaged, Foreign, Missing, Newer
from facilitator.store.reading import check, reading
from facilitator.store.store import Store
from facilitator.store.tables import Item, StepRow, StoreInfo


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A store that was closed cleanly, alone in its folder."""
    path = tmp_path / "sund" / "klynge.sqlite"
    store = s.new_store(path)
    s.furnish(store)
    store.close()
    return path


def sql(path: Path, *statements: str) -> None:
    connection = driver.sqlite_module().connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def words(path: Path) -> None:
    path.write_text("Dagsorden: velkomst, case, opsummering. " * 10, encoding="utf-8")


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def anothers(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE member (id, name)")
    connection.close()


def newer(path: Path) -> None:
    sql(path, f"PRAGMA user_version = {len(driver.REVISIONS) + 1}")


def half_migrated(path: Path) -> None:
    sql(path, "UPDATE alembic_version SET version_num = 'ffff'")


def without_revision(path: Path) -> None:
    sql(path, "PRAGMA user_version = 0")


def without_a_table(path: Path) -> None:
    sql(path, "DROP TABLE goal")


def with_a_trigger(path: Path) -> None:
    sql(path, "CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM member; END")


def with_a_view(path: Path) -> None:
    sql(path, "CREATE VIEW v AS SELECT * FROM member")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def scribbled_on(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\x5a" * 3900
    path.write_bytes(content)


def with_a_strange_log(path: Path) -> None:
    """What a program that synchronises folders leaves: a log that belongs to another file."""
    other = path.parent.parent / "andet" / path.name
    store = s.new_store(other)
    rows = [{"name": f"Klynge {n} – Eksempel"} for n in range(500)]
    store.load("Import", "cluster", rows)
    store.close()
    store = Store.open(other, SteppingClock(), installation="desk")
    store.load("Import", "cluster", rows)
    log = other.with_name(other.name + "-wal").read_bytes()
    store.close()
    path.with_name(path.name + "-wal").write_bytes(log)


BAD: list[tuple[Callable[[Path], None], type[Refusal]]] = [
    (empty, Foreign),
    (words, Foreign),
    (short, Foreign),
    (anothers, Foreign),
    (newer, Newer),
    (half_migrated, Damaged),
    (without_revision, Damaged),
    (without_a_table, Damaged),
    (with_a_trigger, Damaged),
    (with_a_view, Damaged),
    (cut, Damaged),
    (scribbled_on, Damaged),
]


def open_to_write(path: Path) -> None:
    Store.open(path, SteppingClock(), installation="desk").close()


def open_or_create(path: Path) -> None:
    Store.open(path, SteppingClock(), installation="desk", create=True).close()


def open_to_read(path: Path) -> None:
    opening.open_for_reading(str(path)).dispose()


@pytest.mark.parametrize("opened", [open_to_write, open_or_create, open_to_read])
@pytest.mark.parametrize(("spoil", "kind"), BAD, ids=[spoil.__name__ for spoil, _ in BAD])
def test_a_bad_file_is_refused_in_words_and_left_as_it_was(
    sound: Path,
    spoil: Callable[[Path], None],
    kind: type[Refusal],
    opened: Callable[[Path], None],
) -> None:
    spoil(sound)
    before = s.sums(sound.parent)
    with pytest.raises(kind) as caught:
        opened(sound)
    assert s.sums(sound.parent) == before
    assert len(caught.value.parts) == 3
    assert str(sound.parent) not in str(caught.value)


@pytest.mark.parametrize("opened", [open_to_write, open_or_create])
def test_a_log_that_belongs_to_another_file_is_not_written_into_this_one(
    sound: Path, opened: Callable[[Path], None]
) -> None:
    with_a_strange_log(sound)
    before = s.sums(sound.parent)
    with pytest.raises(Damaged):
        opened(sound)
    assert s.sums(sound.parent) == before


@pytest.mark.parametrize("opened", [open_to_write, open_to_read])
def test_a_missing_file_is_not_made_by_opening_it(
    tmp_path: Path, opened: Callable[[Path], None]
) -> None:
    with pytest.raises(Missing, match=r"klynge\.sqlite"):
        opened(tmp_path / "klynge.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "klynge.sqlite").mkdir()
    with pytest.raises(Refusal) as caught:
        open_to_write(tmp_path / "klynge.sqlite")
    assert len(caught.value.parts) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["klynge.sqlite"]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(Refusal) as caught:
        open_or_create(tmp_path / "data" / "klynge.sqlite")
    assert len(caught.value.parts) == 3


def test_an_open_store_is_refused_and_left_as_it_was(sound: Path) -> None:
    lock = StoreLock(sound)
    before = s.sums(sound.parent)
    with pytest.raises(StoreLocked):
        open_to_write(sound)
    assert s.sums(sound.parent) == before
    lock.release()


def test_a_store_that_is_open_can_be_read_beside(store: Store, scene: Scene) -> None:
    engine = opening.open_for_reading(store.place)
    reader = Store(store.place, engine, SteppingClock(), installation="reader")
    assert s.titles(reader, scene.meeting) == s.titles(store, scene.meeting)
    with pytest.raises(Refusal, match="may only be read"):
        s.rename(reader, scene.items[0], "Skrevet af en læser")
    engine.dispose()


def test_a_closed_store_is_read_without_a_trace_and_cannot_be_written(sound: Path) -> None:
    before = s.sums(sound.parent)
    engine = opening.open_for_reading(str(sound))
    reader = Store(str(sound), engine, SteppingClock(), installation="reader")
    (item, *_) = reader.ask(lambda session: [one.id for one in session.query(Item)])
    with pytest.raises(Refusal, match="may only be read"):
        s.rename(reader, item, "Skrevet af en læser")
    engine.dispose()
    assert s.sums(sound.parent) == before


def test_a_program_may_start_and_write_while_a_closed_store_is_read(sound: Path) -> None:
    """Who reads sees one instant from beginning to end, and holds nobody up."""
    with reading(str(sound)) as session:
        before = [one.title for one in session.query(Item).order_by(Item.position)]
        store = Store.open(sound, SteppingClock(), installation="desk")
        items = store.ask(lambda other: [one.id for one in other.query(Item)])
        for number in range(100):
            s.rename(store, items[number % len(items)], f"{number} " * 500)
        session.expire_all()
        assert [one.title for one in session.query(Item).order_by(Item.position)] == before
        assert session.query(StepRow).count() == 1
    store.close()
    assert [path.name for path in sound.parent.iterdir()] == [sound.name]
    with reading(str(sound)) as session:
        assert session.query(StepRow).count() == 101


def test_a_closed_store_is_one_file(sound: Path) -> None:
    assert [path.name for path in sound.parent.iterdir()] == ["klynge.sqlite"]


def test_a_new_store_says_whose_it_is_and_of_which_revision(sound: Path) -> None:
    header = driver.read_header(sound)
    assert header is not None
    assert (header.application_id, header.user_version) == (0x46616369, len(driver.REVISIONS))
    assert looking.look(sound) == driver.REVISIONS[-1]


def test_a_store_has_one_identity_for_good(sound: Path) -> None:
    def identity() -> str:
        store = Store.open(sound, SteppingClock(), installation="desk")
        found = store.ask(lambda session: session.query(StoreInfo).one().id)
        store.close()
        return found

    assert identity() == identity()


def copy_as_left_by_a_kill(store: Store, folder: Path) -> Path:
    """The files of a store as a killed program leaves them, copied by another process's eyes."""
    folder.mkdir()
    place = Path(store.place)
    for ending in ("", "-wal"):
        source = place.with_name(place.name + ending)
        shutil.copyfile(source, folder / source.name)
    return folder / place.name


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(
    store: Store, scene: Scene, tmp_path: Path
) -> None:
    s.rename(store, scene.items[0], "Det sidste før strømmen gik")
    copy = copy_as_left_by_a_kill(store, tmp_path / "dræbt")
    after = Store.open(copy, SteppingClock(), installation="desk")
    assert s.contents(after) == s.contents(store)
    after.close()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_file_shorter_than_its_header_says_is_mended_from_its_log(
    store: Store, tmp_path: Path
) -> None:
    """A kill in the middle of a checkpoint: page 1 is written, the last pages are not yet."""
    rows = [
        {"name": f"Klynge {n} – Eksempel", "region": "x" * 1000, "zone": "", "ground_rules": ""}
        for n in range(200)
    ]
    store.load("Import", "cluster", rows)
    copy = copy_as_left_by_a_kill(store, tmp_path / "dræbt")
    whole = tmp_path / "hel.sqlite"
    shutil.copyfile(copy, whole)
    shutil.copyfile(copy.with_name(copy.name + "-wal"), whole.with_name(whole.name + "-wal"))
    sql(whole)
    start = whole.read_bytes()[:4096]
    copy.write_bytes(start + copy.read_bytes()[4096:])
    assert len(copy.read_bytes()) < len(whole.read_bytes())
    after = Store.open(copy, SteppingClock(), installation="desk")
    assert s.contents(after) == s.contents(store)
    after.close()


def test_a_full_disk_is_told_as_such_and_nothing_is_lost(store: Store, scene: Scene) -> None:
    before = s.contents(store)
    store.ask(lambda session: session.connection().exec_driver_sql("SELECT 1").all())

    def fill(pages: int) -> None:
        with store._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    fill(1)
    with pytest.raises(Refusal, match="disk is full"):
        s.rename(store, scene.items[0], "x" * 1_000_000)
    assert s.contents(store) == before
    fill(1_000_000)
    s.rename(store, scene.items[0], "Igen")
    assert s.title(store, scene.items[0]) == "Igen"


def test_a_disk_without_room_for_opening_is_told_as_such_and_no_backup_is_asked_for(
    store: Store, scene: Scene, sound: Path, tmp_path: Path
) -> None:
    killed = copy_as_left_by_a_kill(store, tmp_path / "dræbt")
    for place in (sound, killed):
        beside = sorted(place.parent.iterdir())
        with full_disk(), pytest.raises(Refusal, match="disk is full") as caught:
            Store.open(place, SteppingClock(), installation="desk")
        assert not isinstance(caught.value, Damaged)
        assert sorted(place.parent.iterdir()) == beside
    after = Store.open(killed, SteppingClock(), installation="desk")
    assert s.title(after, scene.items[0]) == "Velkomst"
    after.close()


def test_a_closed_store_can_be_read_on_a_full_disk(store: Store, sound: Path) -> None:
    with full_disk():
        assert check(str(sound)).rows > 0
        with reading(str(sound)) as session:
            assert session.query(Item).count() > 0
        # What somebody has open may change while it is read.
        lock = StoreLock(sound)
        with pytest.raises(Refusal, match="disk is full"):
            check(str(sound))
        lock.release()
        with pytest.raises(Refusal, match="disk is full"):
            check(store.place)
    assert [path.name for path in sound.parent.iterdir()] == [sound.name]


def test_a_new_store_whose_tables_found_no_room_in_its_file_is_not_left_behind(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = engines.close

    def without_room(engine: Engine) -> None:
        close(engine)
        (draft,) = store_path.parent.glob("*.new")
        draft.with_name(draft.name + "-wal").write_bytes(b"tables")

    monkeypatch.setattr(engines, "close", without_room)
    with pytest.raises(Refusal, match="disk is full"):
        Store.open(store_path, SteppingClock(), installation="desk", create=True)
    assert list(store_path.parent.iterdir()) == []
