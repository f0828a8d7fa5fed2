"""Opening a store: an existing one as it is or brought up to date, or a new one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from facilitator.clock import Clock, new_id
from facilitator.domain.refusal import NO_ROOM, Refusal
from facilitator.language import N_
from facilitator.paths import sync_folder
from facilitator.store import driver, engines, search
from facilitator.store.lock import StoreLock, is_held
from facilitator.store.looking import UNTOUCHED, Foreign, Newer, look, look_closely, mark, missing
from facilitator.store.tables import Row, StoreInfo


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
        with engines.failure(path, NO_ROOM):
            if create and not path.exists():
                _create(path, clock)
            if look_closely(path) != driver.REVISIONS[-1]:
                _migrate_file(path, clock)
        return Ready(_checked(path, engines.sqlite_engine(path), _reach), lock)
    except BaseException:
        lock.release()
        raise


def open_for_reading(place: str) -> Engine:
    """An engine that cannot write, without a lock. Raises Refusal."""
    if engines.is_url(place):
        return _checked(place, engines.postgres_engine(place), _check_current)
    path = Path(place)
    if not path.exists():
        raise missing(path)
    if look(path) != driver.REVISIONS[-1]:
        raise _older()
    return engines.sqlite_engine(path, mode="immutable" if _is_still(path) else "ro")


def _is_still(path: Path) -> bool:
    """Whether nobody has the store open, nobody can for want of room, and its file is all of it."""
    is_whole = not any(driver.is_unfinished(path, log) for log in ("-wal", "-journal"))
    return is_whole and engines.is_disk_full(path) and not is_held(path)


def _reach(engine: Engine) -> None:
    """Connect once, which SQLite refuses where the disk has no room; the connection is kept."""
    engine.connect().close()


def _older() -> Refusal:
    return Refusal(
        N_("The data file was written by an older version of Facilitator."),
        UNTOUCHED,
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


def _create(path: Path, clock: Clock) -> None:
    """Make the store under another name and move it into place whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    engine = engines.sqlite_engine(draft, mode="rwc")
    try:
        _make_tables(engine, clock)
        engines.close(engine)
        # Without room the tables stay in the log, and the file is none without it.
        if driver.is_unfinished(draft, "-wal"):
            raise Refusal(*NO_ROOM)
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
            text("INSERT INTO alembic_version VALUES (:revision)"),
            {"revision": driver.REVISIONS[-1]},
        )
        _name(connection, clock)
        mark(connection)


def _migrate_file(path: Path, clock: Clock) -> None:
    from facilitator.store import backup, upgrade

    backup.before_migration(path, clock)
    engine = engines.sqlite_engine(path)
    try:
        upgrade.upgrade(engine)
    finally:
        engines.close(engine)


def _open_server(place: str, clock: Clock) -> Engine:
    engine = engines.postgres_engine(place)
    return _checked(place, engine, lambda engine: _prepare_server(engine, clock))


def _checked(place: str | Path, engine: Engine, check: Callable[[Engine], None]) -> Engine:
    try:
        with engines.failure(place, NO_ROOM):
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
            UNTOUCHED,
            N_("Choose a database that is empty, or one of Facilitator’s."),
        )
    elif _server_revision(engine) != driver.REVISIONS[-1]:
        from facilitator.store import upgrade

        upgrade.upgrade(engine)


def _name(connection: Connection, clock: Clock) -> None:
    if connection.scalar(select(StoreInfo.id)) is None:
        connection.execute(insert(StoreInfo), {"id": new_id(), "created": clock.utc()})


def _check_current(engine: Engine) -> None:
    if _server_revision(engine) != driver.REVISIONS[-1]:
        raise _older()


def _server_revision(engine: Engine) -> str:
    if not inspect(engine).has_table("alembic_version"):
        raise Foreign(
            N_("The database on the server holds nothing of Facilitator’s."),
            UNTOUCHED,
            N_("Open it once in the program, which prepares it."),
        )
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision not in driver.REVISIONS:
        raise Newer(
            N_("The database on the server was written by a newer version of Facilitator."),
            UNTOUCHED,
            N_("Install the newest version and open it there."),
        )
    return str(revision)
