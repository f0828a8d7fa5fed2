"""Copies of the store that are known to open: made, listed, thinned and put back.

The store itself is only ever read through SQLite: to open it as a file in the process that has it
open would drop SQLite's locks (sqlite.org, “How To Corrupt An SQLite Database File”, 2.2).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, count, groupby, islice
from pathlib import Path
from typing import Any

from facilitator.clock import Clock
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.paths import sync_folder
from facilitator.store import driver, looking
from facilitator.store.lock import StoreLock

KEEP_ALL = timedelta(days=2)
PERIODS: tuple[tuple[str, int], ...] = (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
"""After KEEP_ALL: the last of each day for 12 days, of each week for 10, of each month for 9."""

MOST_BYTES = 5 * 10**9
MOST_OF_FREE = 0.10
"""All backups together are at most this many bytes, and at most this share of the free space."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<store>.+)-(?P<at>[0-9]{8}T[0-9]{6}Z)-(?P<revision>\w+)\.sqlite")
_PAGES = 2_000
"""Pages copied at a time: 8 MB, between which one may cancel."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole copy of a store, made `at` that instant."""

    path: Path
    at: datetime
    revision: str
    size: int


class _Cancelled(Exception):
    pass


def folder_of(store: Path) -> Path:
    """Where the backups of a store lie."""
    return store.parent / "backups"


def list_backups(folder: Path, store: str | None = None) -> tuple[Backup, ...]:
    """All backups in the folder, the newest first; `store` is a file name without its ending."""
    found = (_backup(path) for path in folder.glob("*.sqlite") if _sum_of(path).exists())
    own = (one for one in found if one and store in (None, _store_of(one.path)))
    return tuple(sorted(own, key=lambda one: (one.at, one.path.name), reverse=True))


def make(
    store: Path,
    folder: Path,
    clock: Clock,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path | None:
    """Copy the store, open or closed, verify the copy, then thin the older ones.

    Returns the backup, or none when `cancelled` said so; then nothing is left behind.
    Raises Refusal, and keeps every older backup, when the copy could not be made or is not sound.
    """
    path = _copy(store, folder, clock, cancelled)
    if path:
        _thin(folder, store.stem, clock.utc())
    return path


def before_migration(store: Path, clock: Clock) -> Path | None:
    """A backup of the store at its old revision. Thins nothing. Raises Refusal."""
    return _copy(store, folder_of(store), clock, lambda: False)


def due(store: Path, folder: Path) -> bool:
    """Whether the store was changed since its newest backup, or has none."""
    newest = next(iter(list_backups(folder, store.stem)), None)
    if newest is None:
        return True
    try:
        with _reading(store) as ours, driver.immutable(newest.path) as theirs:
            return bool(_last_step(ours) != _last_step(theirs))
    except driver.sqlite_module().Error:
        return True


def verify(backup: Path) -> dict[str, int]:
    """Rows in each table of a copy that is as it was written and sound. Raises Refusal."""
    with _in_words(backup):
        sums = _sum_of(backup)
        if sums.exists() and sums.read_text(encoding="utf-8").split()[:1] != [_digest(backup)]:
            raise _damaged(backup)
        return _counts_of_sound(backup)


def restore(backup: Path, place: Path, clock: Clock) -> Path | None:
    """Put a verified copy in the store's place. Returns where the former store now lies.

    The store must be closed. Raises Refusal, StoreLocked among them, with the store as it was.
    """
    lock = StoreLock(place)
    part = place.with_name(f".{place.name}.restored")
    try:
        with _in_words(backup):
            counts = verify(backup)
            looking.look(backup)
            shutil.copyfile(backup, part)
            _sync(part)
            if _counts_of_sound(part) != counts:
                raise _damaged(backup)
            aside = _set_aside(place, clock.utc())
            part.replace(place)
            sync_folder(place.parent)
            return aside
    finally:
        part.unlink(missing_ok=True)
        lock.release()


def to_delete(backups: Iterable[Backup], now: datetime, room: float) -> tuple[Backup, ...]:
    """Those of the backups no longer needed; never the newest.

    Args:
        backups: in any order.
        now: aware.
        room: bytes all together may take.
    """
    newest_first = sorted(backups, key=lambda one: one.at, reverse=True)
    kept = {one.path for one in newest_first if now - one.at < KEEP_ALL}
    older = [one for one in newest_first if now - one.at >= KEEP_ALL]
    for period, most in PERIODS:
        lasts = list(islice(_last_of_each(period, older), most))
        kept |= {one.path for one in lasts}
        older = [one for one in older if lasts and one.at < lasts[-1].at]
    used = 0
    for number, one in enumerate(newest_first):
        used += one.size if one.path in kept else 0
        if number and used > room:
            kept.discard(one.path)
    return tuple(one for one in newest_first if one.path not in kept)


def _last_of_each(period: str, newest_first: Sequence[Backup]) -> Iterator[Backup]:
    for _, ones in groupby(newest_first, key=lambda one: one.at.strftime(period)):
        yield next(ones)


def _copy(store: Path, folder: Path, clock: Clock, cancelled: Callable[[], bool]) -> Path | None:
    if not store.exists():
        raise looking.missing(store)
    part = folder / f"{store.stem}.part"
    try:
        with _in_words(store):
            folder.mkdir(parents=True, exist_ok=True)
            revision, counts = _copy_pages(store, part, cancelled)
            if _counts_of_sound(part) != counts:
                raise _damaged(store)
            return _take_in(part, folder, f"{store.stem}-{clock.utc():{_STAMP}}-{revision}.sqlite")
    except _Cancelled:
        return None
    finally:
        with contextlib.suppress(OSError):  # the folder itself may be what is wrong
            part.unlink()


def _copy_pages(
    store: Path, part: Path, cancelled: Callable[[], bool]
) -> tuple[str, dict[str, int]]:
    """The revision of the store, and rows per table at the instant of the copy."""

    def progress(_status: int, _remaining: int, _total: int) -> None:
        if cancelled():
            raise _Cancelled

    part.unlink(missing_ok=True)
    with _reading(store) as source:
        source.execute("BEGIN")
        counts = _counts(source)
        (revision,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
        progress(0, 0, 0)
        target = driver.sqlite_module().connect(str(part))
        try:
            source.backup(target, pages=_PAGES, progress=progress)
            target.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            target.close()
    _sync(part)
    return revision, counts


def _take_in(part: Path, folder: Path, name: str) -> Path:
    """Give a verified copy its name, its sum first: a copy with a name is a whole one."""
    path = folder / name
    sums = _sum_of(path)
    sums.write_text(f"{_digest(part)}  {name}\n", encoding="utf-8")
    _sync(sums)
    part.replace(path)
    sync_folder(folder)
    return path


def _thin(folder: Path, store: str, now: datetime) -> None:
    backups = list_backups(folder, store)
    free = shutil.disk_usage(folder).free + sum(one.size for one in backups)
    for one in to_delete(backups, now, min(MOST_BYTES, MOST_OF_FREE * free)):
        with contextlib.suppress(OSError):  # kept open by somebody; the next one tries again
            remove(one)


def remove(one: Backup) -> None:
    """Delete a backup and its sum. Raises OSError while somebody has it open."""
    one.path.unlink()
    _sum_of(one.path).unlink(missing_ok=True)


def _set_aside(place: Path, at: datetime) -> Path | None:
    """Keep the former store and its journals under another name; the journals move first.

    A new file must never meet the old one's journal.
    """
    if not place.exists():
        return None
    names = (f"{place.name}.replaced-{at:{_STAMP}}{number}" for number in chain(("",), count(2)))
    aside = next(path for name in names if not (path := place.with_name(name)).exists())
    for ending in ("-wal", "-journal"):
        journal = place.with_name(place.name + ending)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + ending))
    place.with_name(place.name + "-shm").unlink(missing_ok=True)
    try:
        os.link(place, aside)
    except OSError:  # a file system without links: for an instant there is no store
        place.replace(aside)
    return aside


@contextlib.contextmanager
def _reading(store: Path) -> Iterator[Any]:
    """A connection that changes nothing, and leaves no side files where there were none."""
    log = store.with_name(store.name + "-wal")
    with driver.connected(store, "ro" if log.exists() else "rw") as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA query_only=ON")
        yield connection


def _tables(connection: Any) -> list[str]:
    """The names of the tables but those of the search index, which can be made anew from them."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    )
    return sorted(name for (name,) in rows)


def _counts(connection: Any) -> dict[str, int]:
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in _tables(connection)
    }


def _counts_of_sound(copy: Path) -> dict[str, int]:
    with driver.immutable(copy) as connection:
        for table in _tables(connection):
            if connection.execute(f'PRAGMA quick_check("{table}")').fetchall() != [("ok",)]:
                raise _damaged(copy)
        return _counts(connection)


def _last_step(connection: Any) -> Any:
    return connection.execute("SELECT seq, at FROM step ORDER BY seq DESC LIMIT 1").fetchone()


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if not found:
        return None
    at = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
    return Backup(path, at, found["revision"], path.stat().st_size)


def _store_of(path: Path) -> str:
    found = _NAME.fullmatch(path.name)
    return found["store"] if found else ""


def _sum_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _digest(copy: Path) -> str:
    with copy.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _in_words(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, driver.sqlite_module().Error) as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise _damaged(source) from error
        raise Refusal(
            N_("The backup could not be written or read."),
            N_("The data file and all earlier backups are as they were."),
            N_("See that the disk has room and that you may write in the folder, then try again."),
        ) from error


def _damaged(copy: Path) -> looking.Damaged:
    return looking.Damaged(
        N_("{name} is damaged, so it was not used."),
        N_("The data file and all earlier backups are as they were."),
        N_("Open a backup that is sound."),
        name=copy.name,
    )
