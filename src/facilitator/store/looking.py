"""Looking at a file before trusting it as a store; and the mark it bears in its header."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from facilitator.domain.refusal import NO_ROOM, Refusal
from facilitator.language import N_
from facilitator.store import driver, engines, search
from facilitator.store.tables import Row

UNTOUCHED = N_("Nothing was changed in it.")
_CHOOSE = N_("Choose another file, or restore a backup.")

_NAMES = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger', 'view')"


class Missing(Refusal):
    """There is no store at this place."""


class Foreign(Refusal):
    """The file is not a store of this program."""


class Newer(Refusal):
    """The store was written by a newer version of the program."""


class Damaged(Refusal):
    """The store cannot be trusted."""


def missing(path: Path) -> Missing:
    """The refusal for a file that is not there."""
    return Missing(
        N_("There is no data file named {name}."),
        N_("Nothing was made."),
        N_("Check the name, or start Facilitator to make a new one."),
        name=path.name,
    )


def damaged(name: str) -> Damaged:
    """The refusal for a store of this name, whatever is wrong inside."""
    return Damaged(
        N_("{name} is damaged."),
        UNTOUCHED,
        N_("Restore the newest backup."),
        name=name,
    )


def _unreadable(error: BaseException | None, path: Path) -> Refusal:
    """A backup must not take the place of a sound store for which there is just no room."""
    return Refusal(*NO_ROOM) if engines.lacks_room(error, path) else damaged(path.name)


def look(path: Path) -> str:
    """The revision of the store, after looking at size, header, and names in the schema.

    After a clean close opened `immutable`, so that not even a side file appears; else the file
    cannot be understood without its journal. Raises Foreign, Newer or Damaged.
    """
    header = _header(path)
    if header.application_id != driver.APPLICATION_ID:
        raise Foreign(
            N_("{name} is a database, but not one of Facilitator’s."),
            UNTOUCHED,
            _CHOOSE,
            name=path.name,
        )
    if header.user_version > len(driver.REVISIONS):
        raise Newer(
            N_("{name} was written by a newer version of Facilitator."),
            UNTOUCHED,
            N_("Install the newest version and open it there."),
            name=path.name,
        )
    is_cut = path.stat().st_size < header.pages * header.page_size
    mode = _after_crash(path)
    if header.user_version < 1 or (is_cut and not mode):
        raise damaged(path.name)
    with driver.connected(path, mode or "ro&immutable=1") as connection:
        try:
            names = {(kind, name) for kind, name in connection.execute(_NAMES)}
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except Exception as error:
            raise _unreadable(error, path) from error
    if revision is None or revision[0] != driver.REVISIONS[header.user_version - 1]:
        raise damaged(path.name)
    _check_names(path, revision[0], names)
    return str(revision[0])


def look_closely(path: Path) -> str:
    """As `look`; after a close that was not clean every table is looked over as well.

    A file that is refused keeps no side file it had not before.
    """
    with _leaving_no_index(path):
        revision = look(path)
        _check_after_crash(path)
        return revision


def _header(path: Path) -> driver.Header:
    try:
        header = driver.read_header(path)
        is_empty = not path.stat().st_size
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be read."),
            UNTOUCHED,
            N_("Give yourself permission to read it, or choose another file."),
            name=path.name,
        ) from error
    if is_empty:
        raise Foreign(N_("{name} is empty."), UNTOUCHED, _CHOOSE, name=path.name)
    if header is None:
        raise Foreign(
            N_("{name} is not one of Facilitator’s data files."),
            UNTOUCHED,
            _CHOOSE,
            name=path.name,
        )
    return header


def _check_names(path: Path, revision: str, names: set[tuple[str, str]]) -> None:
    """Exactly our tables; in an older revision, which is migrated, nothing but tables."""
    own = {(kind, name) for kind, name in names if not name.startswith("sqlite_")}
    ours = {("table", name) for name in (*Row.metadata.tables, *search.NAMES, "alembic_version")}
    is_current = revision == driver.REVISIONS[-1]
    if own != ours if is_current else any(kind != "table" for kind, _ in own):
        raise Damaged(
            N_("{name} holds things that do not belong there, or lacks some that do."),
            UNTOUCHED,
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
        raise _unreadable(error.orig, path) from error
    finally:
        engine.dispose()
    if wrong:
        raise damaged(path.name)


def mark(connection: Connection) -> None:
    """Write into the header of a SQLite file whose it is and which revision it has."""
    connection.execute(text(f"PRAGMA application_id = {driver.APPLICATION_ID}"))
    connection.execute(text(f"PRAGMA user_version = {len(driver.REVISIONS)}"))
