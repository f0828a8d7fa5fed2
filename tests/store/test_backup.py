"""A backup is a copy that is known to open; the old ones make room, the last good one never."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.refusal import Refusal
from facilitator.store import backup, driver
from facilitator.store.backup import Backup
from facilitator.store.lock import StoreLocked
from facilitator.store.looking import Damaged, Missing
from facilitator.store.store import Store

DAY = timedelta(days=1)
ROOM = 10**12


@pytest.fixture
def folder(store_path: Path) -> Path:
    return backup.folder_of(store_path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def make(store: Store, folder: Path, clock: SteppingClock) -> Path:
    made = backup.make(Path(store.place), folder, clock)
    assert made is not None
    return made


def read(copy: Path, clock: SteppingClock, target: Path) -> dict[str, dict[str, dict[str, object]]]:
    """What a store restored from the copy holds."""
    backup.restore(copy, target, clock)
    store = Store.open(target, clock, installation="reader")
    found = s.contents(store)
    store.close()
    return found


@pytest.mark.usefixtures("scene")
def test_a_backup_of_an_open_store_holds_all_that_was_acknowledged(
    store: Store, folder: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    made = make(store, folder, clock)
    assert names(folder) == [made.name, made.name + ".sha256"]
    assert re.fullmatch(rf"klynge-20260909T1500\d\dZ-{driver.REVISIONS[-1]}\.sqlite", made.name)
    assert backup.verify(made)["item"] == 3
    assert read(made, clock, tmp_path / "gendannet.sqlite") == s.contents(store)


def test_a_backup_does_not_loosen_the_locks_of_the_open_store(
    store: Store, scene: Scene, folder: Path, clock: SteppingClock
) -> None:
    """Another program opens and closes the file meanwhile, and nothing is lost."""
    s.rename(store, scene.items[0], "Før")
    make(store, folder, clock)
    other = (
        "import sys; from facilitator.store.driver import sqlite_module;"
        "c = sqlite_module().connect(sys.argv[1]); c.execute('SELECT * FROM item').fetchall();"
        "c.close()"
    )
    subprocess.run([sys.executable, "-c", other, store.place], check=True)
    s.rename(store, scene.items[1], "Efter")
    store.close()
    again = Store.open(store.place, clock, installation="desk")
    assert s.titles(again, scene.meeting)[:2] == ["Før", "Efter"]
    again.close()


@pytest.mark.usefixtures("scene")
def test_a_closed_store_is_backed_up_without_side_files(
    store: Store, store_path: Path, folder: Path, clock: SteppingClock
) -> None:
    store.close()
    before = s.sums(store_path.parent)
    assert backup.make(store_path, folder, clock)
    assert names(store_path.parent) == ["backups", store_path.name]
    after = s.sums(store_path.parent)
    assert before.items() <= after.items()


@pytest.mark.usefixtures("scene")
def test_a_cancelled_backup_leaves_nothing(
    store: Store, folder: Path, clock: SteppingClock
) -> None:
    assert backup.make(Path(store.place), folder, clock, cancelled=lambda: True) is None
    assert names(folder) == []


def test_a_backup_can_be_cancelled_in_the_middle(
    store: Store, folder: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 5)
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    assert backup.make(Path(store.place), folder, clock, cancelled=cancelled) is None
    assert len(asked) == 4
    assert names(folder) == []


def test_it_is_due_when_something_was_changed_since(
    store: Store, scene: Scene, folder: Path, clock: SteppingClock
) -> None:
    path = Path(store.place)
    assert backup.due(path, folder)
    make(store, folder, clock)
    assert not backup.due(path, folder)
    s.rename(store, scene.items[0], "A", burst="title")
    assert backup.due(path, folder)
    make(store, folder, clock)
    s.rename(store, scene.items[0], "Ab", burst="title")
    assert backup.due(path, folder)
    make(store, folder, clock)
    store.undo(None)
    assert backup.due(path, folder)


@pytest.mark.usefixtures("scene")
def test_backups_are_listed_the_newest_first_and_by_store(
    store: Store, folder: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    made = []
    for _ in range(3):
        made.append(make(store, folder, clock))
        clock.now += timedelta(hours=1)
    other = s.new_store(tmp_path / "demo.sqlite")
    make(other, folder, clock)
    other.close()
    (folder / "noter.sqlite").write_bytes(b"")
    (folder / "klynge-20260101T000000Z-0001.sqlite").write_bytes(b"half, without its sum")
    found = backup.list_backups(folder, "klynge")
    assert [one.path for one in found] == made[::-1]
    assert found[0].revision == driver.REVISIONS[-1]
    assert found[0].size == found[0].path.stat().st_size
    assert len(backup.list_backups(folder)) == 4
    assert backup.list_backups(tmp_path / "findes ikke") == ()


def spoil_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 64] = b"\x5a" * 64
    path.write_bytes(content)


def test_a_damaged_store_replaces_and_thins_no_backup(
    store: Store, scene: Scene, store_path: Path, folder: Path, clock: SteppingClock
) -> None:
    make(store, folder, clock)
    clock.now += 800 * DAY
    s.rename(store, scene.items[0], "Senere")
    store.close()
    spoil_pages(store_path)
    before = s.sums(store_path.parent)
    with pytest.raises(Damaged) as caught:
        backup.make(store_path, folder, clock)
    assert s.sums(store_path.parent) == before
    assert len(caught.value.parts) == 3


def lose_a_row(part: Path) -> None:
    connection = driver.sqlite_module().connect(str(part))
    connection.execute("DELETE FROM item WHERE id = (SELECT min(id) FROM item)")
    connection.commit()
    connection.close()


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("harm", [spoil_pages, lose_a_row])
def test_a_copy_that_is_not_the_store_never_becomes_a_backup(
    store: Store,
    folder: Path,
    clock: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], None],
) -> None:
    made = make(store, folder, clock)
    before = names(folder)
    monkeypatch.setattr(backup, "_sync", harm)
    with pytest.raises(Damaged):
        make(store, folder, clock)
    assert names(folder) == before
    assert backup.verify(made)


def test_a_missing_store_is_not_backed_up(folder: Path, clock: SteppingClock) -> None:
    with pytest.raises(Missing):
        backup.make(folder.parent / "væk.sqlite", folder, clock)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_refused_in_words(
    store: Store, folder: Path, clock: SteppingClock
) -> None:
    folder.write_bytes(b"")
    with pytest.raises(Refusal) as caught:
        make(store, folder, clock)
    assert len(caught.value.parts) == 3


def test_a_backup_changed_by_a_single_bit_is_not_restored(
    store: Store, folder: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    made = make(store, folder, clock)
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    with pytest.raises(Damaged):
        backup.restore(made, tmp_path / "gendannet.sqlite", clock)
    assert not (tmp_path / "gendannet.sqlite").exists()


def test_restoring_puts_the_copy_in_place_and_keeps_what_was_there(
    store: Store, scene: Scene, store_path: Path, folder: Path, clock: SteppingClock
) -> None:
    made = make(store, folder, clock)
    s.rename(store, scene.items[0], "Efter sikkerhedskopien")
    later = s.contents(store)
    store.close()
    aside = backup.restore(made, store_path, clock)
    assert aside is not None
    again = Store.open(store_path, clock, installation="desk")
    assert s.title(again, scene.items[0]) == "Velkomst"
    again.close()
    assert names(store_path.parent) == ["backups", store_path.name, aside.name]
    kept = Store.open(aside, clock, installation="desk")
    assert s.contents(kept) == later
    kept.close()


def test_restoring_twice_in_one_second_keeps_both(
    store: Store, store_path: Path, folder: Path, clock: SteppingClock
) -> None:
    made = make(store, folder, clock)
    store.close()
    now = clock.now
    first = backup.restore(made, store_path, SteppingClock(now))
    second = backup.restore(made, store_path, SteppingClock(now))
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()


def test_what_a_killed_program_left_goes_aside_with_its_log(
    store: Store, scene: Scene, folder: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    made = make(store, folder, clock)
    s.rename(store, scene.items[0], "Kun i loggen")
    place = tmp_path / "dræbt" / "klynge.sqlite"
    place.parent.mkdir()
    for ending in ("", "-wal"):
        source = Path(store.place + ending)
        (place.parent / source.name).write_bytes(source.read_bytes())
    aside = backup.restore(made, place, clock)
    assert aside is not None
    again = Store.open(place, clock, installation="desk")
    assert s.title(again, scene.items[0]) == "Velkomst"
    again.close()
    kept = Store.open(aside, clock, installation="desk")
    assert s.title(kept, scene.items[0]) == "Kun i loggen"
    kept.close()


def test_an_open_store_is_not_replaced(
    store: Store, scene: Scene, store_path: Path, folder: Path, clock: SteppingClock
) -> None:
    made = make(store, folder, clock)
    before = names(store_path.parent)
    with pytest.raises(StoreLocked):
        backup.restore(made, store_path, clock)
    assert names(store_path.parent) == before
    s.rename(store, scene.items[0], "Det går stadig")


def test_anything_but_a_store_is_not_restored(tmp_path: Path, clock: SteppingClock) -> None:
    other = tmp_path / "andet.sqlite"
    connection = driver.sqlite_module().connect(str(other))
    connection.execute("CREATE TABLE member (id)")
    connection.close()
    with pytest.raises(Refusal):
        backup.restore(other, tmp_path / "gendannet.sqlite", clock)
    assert names(tmp_path) == ["andet.sqlite"]


# -- thinning


def some(*stamps: datetime, size: int = 1) -> list[Backup]:
    return [Backup(Path(f"{at:%Y%m%dT%H%M%SZ}"), at, "0001", size) for at in stamps]


def thin(backups: list[Backup], now: datetime, room: float = ROOM) -> list[Backup]:
    gone = backup.to_delete(backups, now, room)
    return [one for one in backups if one not in gone]


@st.composite
def years(draw: st.DrawFn) -> list[datetime]:
    """Up to a year of working days with a few backups each, in order."""
    stamps = []
    for day in range(draw(st.integers(1, 366))):
        for hour in draw(st.sampled_from([(), (9,), (9, 10, 16), (23,)])):
            stamps.append(s.START.replace(hour=hour) + day * DAY)
    return stamps


def live_through(stamps: list[datetime]) -> Iterator[tuple[datetime, list[Backup], list[Backup]]]:
    kept: list[Backup] = []
    for at in stamps:
        before = kept + some(at)
        kept = thin(before, at)
        yield at, before, kept


@given(years())
def test_over_a_year_recent_backups_stay_and_older_ones_grow_sparse(stamps: list[datetime]) -> None:
    for at, before, kept in live_through(stamps):
        assert kept[-1] == before[-1]
        assert [one for one in before if at - one.at < 2 * DAY] == [
            one for one in kept if at - one.at < 2 * DAY
        ]
        assert len([one for one in kept if at - one.at >= 2 * DAY]) <= 12 + 10 + 9
        assert thin(kept, at) == kept


def test_after_a_year_of_backups_three_times_a_day_every_stretch_is_covered() -> None:
    stamps = [
        s.START + day * DAY + hour * timedelta(hours=4) for day in range(400) for hour in range(3)
    ]
    *_, (now, _, kept) = live_through(stamps)
    ages = [(now - one.at) / DAY for one in reversed(kept)]
    assert len(ages) == 6 + 12 + 10 + 9
    assert ages[-1] > 300
    for younger, older in pairwise(ages):
        assert older - younger <= (1.1 if older < 14 else 8.1 if older < 80 else 36)


def test_a_store_left_alone_for_years_keeps_its_last_backup() -> None:
    only = some(s.START)
    assert thin(only, s.START + 3000 * DAY) == only
    assert thin(only, s.START + 3000 * DAY, room=0) == only


@given(st.lists(st.integers(1, 100), min_size=1, max_size=20), st.integers(0, 500))
def test_when_room_is_short_the_oldest_go_first_but_never_the_newest(
    sizes: list[int], room: int
) -> None:
    backups = [
        some(s.START + number * timedelta(minutes=30), size=size)[0]
        for number, size in enumerate(sizes)
    ]
    kept = thin(backups, s.START + DAY, room)
    assert kept == backups[-len(kept) :]
    assert kept[-1] == backups[-1]
    assert len(kept) == 1 or sum(one.size for one in kept) <= room
    if len(kept) < len(backups):
        assert sum(one.size for one in backups[-len(kept) - 1 :]) > room


@pytest.mark.usefixtures("scene")
def test_each_of_twelve_thinned_backups_can_be_restored(
    store: Store, scene: Scene, folder: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    written = {}
    for day in range(30):
        clock.now = s.START.replace(hour=12) + day * DAY
        s.rename(store, scene.items[0], f"Dag {day}")
        written[make(store, folder, clock)] = s.contents(store)
    kept = backup.list_backups(folder, "klynge")
    assert 12 <= len(kept) < 30
    for number, one in enumerate(kept[:12]):
        assert read(one.path, clock, tmp_path / f"{number}.sqlite") == written[one.path]


@pytest.mark.parametrize(
    ("free", "room"), [(10**9, 10**8), (10**12, 5 * 10**9)], ids=["a tenth", "five gigabytes"]
)
def test_backups_may_take_a_tenth_of_the_free_space_and_never_more_than_five_gigabytes(
    store: Store,
    folder: Path,
    clock: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    room: float,
) -> None:
    asked: list[float] = []
    ask: Callable[..., tuple[Backup, ...]] = backup.to_delete

    def listen(backups: tuple[Backup, ...], now: datetime, room: float) -> tuple[Backup, ...]:
        asked.append(room)
        return ask(backups, now, room)

    monkeypatch.setattr(backup, "to_delete", listen)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": free}))
    make(store, folder, clock)
    assert asked == [pytest.approx(room, rel=0.01)]


def test_the_stamp_in_the_name_is_universal_time(
    store: Store, folder: Path, clock: SteppingClock
) -> None:
    made = make(store, folder, clock)
    (one,) = backup.list_backups(folder)
    assert one.path == made
    assert (one.at, one.at.tzinfo) == (clock.now - timedelta(seconds=1), UTC)


def test_a_store_with_danish_letters_in_its_name_is_backed_up(
    tmp_path: Path, clock: SteppingClock
) -> None:
    place = tmp_path / "Øre – næse – hals.sqlite"
    Store.open(place, clock, installation="here", create=True).close()
    made = backup.make(place, backup.folder_of(place), clock)
    assert made is not None
    assert made.name.startswith("Øre – næse – hals-")
    assert backup.verify(made)["store_info"] == 1
