"""Looking at a store before trusting it, making a new one, and bringing an old one up to date."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from facilitator.clock import Clock, new_id
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.paths import sync_folder
from facilitator.store import driver, engines, search
from facilitator.store.driver import REVISIONS
from facilitator.store.lock import StoreLock
from facilitator.store.tables import Row, StoreInfo

_UNTOUCHED = N_("Nothing was changed in it.")
_CHOOSE = N_("Choose another file, or restore a backup.")


class Missing(Refusal):
    """There is no store at this place."""


class Foreign(Refusal):
    """The file is not a store of this program."""


class Newer(Refusal):
    """The store was written by a newer version of the program."""


class Damaged(Refusal):
    """The store cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An engine on a checked store at the current revision, and the lock on its file."""

    engine: Engine
    lock: StoreLock | None


def open_for_writing(
    place: str, clock: Clock, *, create: bool = False, lock: StoreLock | None = None
) -> Ready:
    """Lock, check, make or migrate. Raises Refusal with every byte of the file untouched."""
    if engines.is_url(place):
        return Ready(_open_server(place, clock), None)
    path = Path(place)
    if not path.exists() and not create:
        raise missing(path)
    if create:
        _make_folder(path.parent)
    lock = lock or StoreLock(path)
    try:
        if create and not path.exists():
            _create(path, clock)
        with _leaving_no_index(path):
            revision = look(path)
            _check_after_crash(path)
        if revision != REVISIONS[-1]:
            _migrate_file(path, clock)
        return Ready(engines.sqlite_engine(path), lock)
    except BaseException:
        lock.release()
        raise


def open_for_reading(place: str) -> Engine:
    """An engine that cannot write, without a lock. Raises Refusal."""
    if engines.is_url(place):
        return _checked(engines.postgres_engine(place), _check_current)
    path = Path(place)
    if not path.exists():
        raise missing(path)
    if look(path) != REVISIONS[-1]:
        raise _older()
    return engines.sqlite_engine(path, mode="ro")


def _older() -> Refusal:
    return Refusal(
        N_("The data file was written by an older version of Facilitator."),
        _UNTOUCHED,
        N_("Open it once in the program, which brings it up to date."),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            N_("The folder {name} cannot be made."),
            N_("Nothing was made."),
            N_("Choose another folder."),
            name=folder.name,
        ) from error


def missing(path: Path) -> Missing:
    """The refusal for a file that is not there."""
    return Missing(
        N_("There is no data file named {name}."),
        N_("Nothing was made."),
        N_("Check the name, or start Facilitator to make a new one."),
        name=path.name,
    )


def look(path: Path) -> str:
    """The revision of the store, after looking at size, header, and names in the schema.

    After a clean close opened `immutable`, so that not even a side file appears; else the file
    cannot be understood without its journal. Raises Foreign, Newer or Damaged.
    """
    header = _header(path)
    if header.application_id != driver.APPLICATION_ID:
        raise Foreign(
            N_("{name} is a database, but not one of Facilitator's."),
            _UNTOUCHED,
            _CHOOSE,
            name=path.name,
        )
    if header.user_version > len(REVISIONS):
        raise Newer(
            N_("{name} was written by a newer version of Facilitator."),
            _UNTOUCHED,
            N_("Install the newest version and open it there."),
            name=path.name,
        )
    is_cut = path.stat().st_size < header.pages * header.page_size
    mode = _after_crash(path)
    if header.user_version < 1 or (is_cut and not mode):
        raise _damaged(path)
    with driver.connected(path, mode or "ro&immutable=1") as connection:
        try:
            names = {(kind, name) for kind, name in connection.execute(_NAMES)}
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except Exception as error:
            raise _damaged(path) from error
    if revision is None or revision[0] != REVISIONS[header.user_version - 1]:
        raise _damaged(path)
    _check_names(path, revision[0], names)
    return str(revision[0])


_NAMES = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger', 'view')"


def _header(path: Path) -> driver.Header:
    try:
        header = driver.read_header(path)
        is_empty = not path.stat().st_size
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be read."),
            _UNTOUCHED,
            N_("Give yourself permission to read it, or choose another file."),
            name=path.name,
        ) from error
    if is_empty:
        raise Foreign(N_("{name} is empty."), _UNTOUCHED, _CHOOSE, name=path.name)
    if header is None:
        raise Foreign(
            N_("{name} is not one of Facilitator's data files."),
            _UNTOUCHED,
            _CHOOSE,
            name=path.name,
        )
    return header


def _damaged(path: Path) -> Damaged:
    return Damaged(
        N_("{name} is damaged."),
        _UNTOUCHED,
        N_("Restore the newest backup."),
        name=path.name,
    )


def _check_names(path: Path, revision: str, names: set[tuple[str, str]]) -> None:
    """Exactly our tables; in an older revision, which is migrated, nothing but tables."""
    own = {(kind, name) for kind, name in names if not name.startswith("sqlite_")}
    ours = {("table", name) for name in (*Row.metadata.tables, *search.NAMES, "alembic_version")}
    is_current = revision == REVISIONS[-1]
    if own != ours if is_current else any(kind != "table" for kind, _ in own):
        raise Damaged(
            N_("{name} holds things that do not belong there, or lacks some that do."),
            _UNTOUCHED,
            _CHOOSE,
            name=path.name,
        )


def _after_crash(path: Path) -> str | None:
    """How to read a store whose last close was not clean, none after a clean one.

    A write-ahead log can be read as it is; a rollback journal only by rolling back.
    """
    if driver.is_unfinished(path, "-journal"):
        return "rw"
    return "ro" if driver.is_unfinished(path, "-wal") else None


@contextlib.contextmanager
def _leaving_no_index(path: Path) -> Iterator[None]:
    """Reading a write-ahead log makes an index of it, which a refused store must not keep."""
    index = path.with_name(path.name + "-shm")
    had_index = index.exists()
    try:
        yield
    except Refusal:
        if not had_index:
            index.unlink(missing_ok=True)
        raise


def _check_after_crash(path: Path) -> None:
    mode = _after_crash(path)
    if mode is None:
        return
    engine = engines.sqlite_engine(path, mode=mode).execution_options(sqlite_begin="DEFERRED")
    try:
        with engine.connect() as connection:
            tables = set(Row.metadata.tables) & set(inspect(connection).get_table_names())
            wrong = engines.quick_check(connection, sorted(tables))
    except DBAPIError as error:
        raise _damaged(path) from error
    finally:
        engine.dispose()
    if wrong:
        raise _damaged(path)


def _create(path: Path, clock: Clock) -> None:
    """Make the store under another name and move it into place whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    engine = engines.sqlite_engine(draft, mode="rwc")
    try:
        _make_tables(engine, clock)
        engines.close(engine)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        for leftover in draft.parent.glob(draft.name + "*"):
            leftover.unlink()


def _make_tables(engine: Engine, clock: Clock) -> None:
    with engine.begin() as connection:
        Row.metadata.create_all(connection)
        search.make(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISIONS[-1]}
        )
        _name(connection, clock)
        mark(connection)


def mark(connection: Any) -> None:
    """Write into a SQLite header whose file this is and which revision it has."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {driver.APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version = {len(REVISIONS)}"))


def _migrate_file(path: Path, clock: Clock) -> None:
    from facilitator.store import backup, upgrade

    backup.before_migration(path, clock)
    engine = engines.sqlite_engine(path)
    try:
        upgrade.upgrade(engine)
    finally:
        engines.close(engine)


def _open_server(place: str, clock: Clock) -> Engine:
    return _checked(engines.postgres_engine(place), lambda engine: _prepare_server(engine, clock))


def _checked(engine: Engine, check: Callable[[Engine], None]) -> Engine:
    try:
        with engines.failure():
            check(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _prepare_server(engine: Engine, clock: Clock) -> None:
    """Make the tables in a database that is empty; two programs may come to it at once."""
    names = set(inspect(engine).get_table_names())
    if not names:
        from facilitator.store import upgrade

        upgrade.upgrade(engine, lambda connection: _name(connection, clock))
    elif not {"alembic_version", "store_info"} <= names:
        raise Foreign(
            N_("The database on the server belongs to another program."),
            _UNTOUCHED,
            N_("Choose a database that is empty, or one of Facilitator's."),
        )
    elif _server_revision(engine) != REVISIONS[-1]:
        from facilitator.store import upgrade

        upgrade.upgrade(engine)


def _name(connection: Connection, clock: Clock) -> None:
    if connection.scalar(select(StoreInfo.id)) is None:
        connection.execute(insert(StoreInfo), {"id": new_id(), "created": clock.utc()})


def _check_current(engine: Engine) -> None:
    if _server_revision(engine) != REVISIONS[-1]:
        raise _older()


def _server_revision(engine: Engine) -> str:
    if not inspect(engine).has_table("alembic_version"):
        raise Foreign(
            N_("The database on the server holds nothing of Facilitator's."),
            _UNTOUCHED,
            N_("Open it once in the program, which prepares it."),
        )
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision not in REVISIONS:
        raise Newer(
            N_("The database on the server was written by a newer version of Facilitator."),
            _UNTOUCHED,
            N_("Install the newest version and open it there."),
        )
    return str(revision)
