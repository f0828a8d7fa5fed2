"""Connections: one SQLite everywhere, or PostgreSQL; and what their errors mean to a person."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store.driver import sqlite_module

_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"}

PRAGMAS = (
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
)


class StoreFailed(Refusal):
    """The database could not do it; what was stored before is as it was."""


class IndexDamaged(StoreFailed):
    """The search index is damaged, and nothing that is written: it can be made anew."""


class StoreBroken(StoreFailed):
    """The file is damaged or cannot be reached: nothing more may be written to it."""


def is_url(place: str) -> bool:
    """Whether the place is a database server rather than a file."""
    return place.startswith(("postgresql:", "postgresql+"))


def folder_risk(path: Path) -> str | None:
    """A marked sentence when the folder is synchronised or on a network, else none."""
    parts = [part.lower() for part in path.resolve().parts]
    if any(part.startswith(_SYNCHRONISED) for part in parts):
        return N_("The data file lies in a folder that is synchronised with other computers.")
    if _on_network(path.resolve()):
        return N_("The data file lies on a network drive.")
    return None


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == remote)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, where, filesystem, *_ = line.split(" ")
        where = where.replace("\\040", " ")
        if path.is_relative_to(where) and len(where) >= len(best):
            best, kind = where, filesystem
    return kind in _NETWORK


_LOGS = ("-wal", "-journal")

_LEAST_ROOM = 1 << 20
"""Bytes. SQLite puts 32 KB beside a store before it so much as reads it."""


def is_disk_full(path: Path) -> bool:
    """Whether the disk with this file has too little room for a store to be opened as usual."""
    try:
        return shutil.disk_usage(path.resolve().parent).free < _LEAST_ROOM
    except OSError:
        return False


def lacks_room(error: BaseException | None, path: Path) -> bool:
    """Whether an error of SQLite comes of a full disk, of which it may only say that it fails."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
        return True
    return name.startswith("SQLITE_IOERR") and is_disk_full(path)


def sqlite_engine(path: Path, *, mode: str = "rw") -> Engine:
    """An engine on a store that exists. WAL with FULL; TRUNCATE with EXTRA where files wander.

    `mode` is SQLite's: "rw", "rwc" to make the file, "ro". An engine for reading refuses every
    statement that writes, and leaves no file behind. "immutable" is for reading on a full disk,
    where SQLite has no room for files of its own: only for a store that nobody has open, and
    without a log.
    """
    if mode == "immutable":
        query = {"mode": "ro", "immutable": "1"}
        return _sqlite(path.resolve().as_uri(), query, "query_only=ON")
    is_reading = mode == "ro"
    # Where no log lies beside a closed store, SQLite's own "ro" makes one and leaves it there, for
    # it may not write; so the file is opened as for writing and told not to. "immutable" would make
    # none, but mixes two instants as soon as a program starts beside and writes, and a lock that
    # kept it from doing so would shut a person out for the sake of a list.
    if is_reading and not any(path.with_name(path.name + end).exists() for end in _LOGS):
        mode = "rw"
    journal = "TRUNCATE" if folder_risk(path) else "WAL"
    own = "query_only=ON" if is_reading else f"journal_mode={journal}"
    durable = "synchronous=" + ("FULL" if journal == "WAL" else "EXTRA")
    return _sqlite(path.resolve().as_uri(), {"mode": mode}, own, durable)


def memory_engine(name: str) -> Engine:
    """An engine on a database in the memory of this process alone, gone when it is disposed of."""
    # A name that begins with a stroke is one database to all connections.
    return _sqlite(f"file:/{name}", {"vfs": "memdb"}, "journal_mode=MEMORY")


def _sqlite(uri: str, query: dict[str, str], *pragmas: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=uri, query={"uri": "true", **query}),
        module=sqlite_module(),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": 5, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (*pragmas, *PRAGMAS):
            cursor.execute(f"PRAGMA {pragma}").fetchall()
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {how}")

    @event.listens_for(engine, "checkin")
    def _checkin(connection: Any, _record: Any) -> None:
        # A COMMIT refused for a foreign key leaves open what SQLAlchemy takes for ended.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def postgres_engine(place: str) -> Engine:
    """An engine on a PostgreSQL URL. Raises Refusal for a password in it or a missing driver."""
    url = make_url(place)
    if url.password is not None:
        raise Refusal(
            N_("A password in the address of the database can be read by others."),
            N_("Nothing was opened."),
            N_("Put it in the file ~/.pgpass and leave it out of the address."),
        )
    try:
        import_module("psycopg")
    except ImportError as error:
        raise Refusal(
            N_("The package psycopg is missing, which a database server is reached with."),
            N_("Nothing was opened."),
            N_("Install Facilitator again with all its packages."),
        ) from error
    settings = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=2,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "options": settings,
            "application_name": "Facilitator",
        },
    )


def insert_for(connection: Connection) -> Callable[..., Any]:
    """The `insert` of the connection's database, which knows ON CONFLICT. The other one is not
    loaded: PostgreSQL's takes long."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    return cast("Callable[..., Any]", dialect.insert)


def rewrite(engine: Engine) -> None:
    """Write a SQLite store anew with nothing in it but its rows, and begin its log anew.

    Raises StoreFailed when it cannot be done now.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.execute(statement).fetchall()
        except sqlite_module().Error as error:
            raise StoreFailed(
                N_("What was erased could not be cleared from the disk yet."),
                N_("It is gone from everything the program shows."),
                N_("See that the disk has room, and close this window to try again."),
            ) from error


def close(engine: Engine) -> None:
    """Leave a SQLite store as one file; return all connections."""
    if engine.dialect.name == "sqlite":
        with contextlib.suppress(DBAPIError), engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            for last in ("ROLLBACK", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
                # What a damaged file refuses must not keep the program from letting go of it.
                with contextlib.suppress(sqlite_module().Error):
                    raw.execute(last).fetchall()
    engine.dispose()


DAMAGED = (
    N_("The data file is damaged."),
    N_("Nothing more is written to it, and every backup is as it was."),
    N_("Restore the newest backup."),
)
FULL = (
    N_("The disk is full."),
    N_("What you wrote before is safe; this was not stored."),
    N_("Free some space, then repeat what you did."),
)
_FAILURES: tuple[tuple[str, type[StoreFailed], tuple[str, ...]], ...] = (
    (
        "SQLITE_BUSY",
        StoreFailed,
        (
            N_("Another program is using the data file."),
            N_("What you wrote before is safe; this was not stored."),
            N_("Wait a moment, then repeat what you did."),
        ),
    ),
    (
        "SQLITE_READONLY",
        StoreFailed,
        (
            N_("The data file may only be read."),
            N_("What you wrote before is safe; this was not stored."),
            N_("Give yourself permission to write to it, or copy it to another folder."),
        ),
    ),
    ("SQLITE_CORRUPT", StoreBroken, DAMAGED),
    (
        "SQLITE_NOTADB",
        StoreBroken,
        (
            N_("The file is not one of Facilitator’s data files, or it is damaged."),
            N_("Nothing was changed in it."),
            N_("Choose another file, or restore a backup."),
        ),
    ),
    (
        "SQLITE_IOERR",
        StoreBroken,
        (
            N_("The disk does not answer as it should."),
            N_("Nothing more is written to it."),
            N_("Close the program, look at the disk, and start again."),
        ),
    ),
)


@contextlib.contextmanager
def failure(place: str | Path, full: tuple[str, ...] = FULL) -> Iterator[None]:
    """Turn what the database at a path or URL says into a Refusal a person can act on.

    `full`: what is said when its disk is full.
    """
    try:
        yield
    except DBAPIError as error:
        if lacks_room(error.orig, Path(place)):
            raise StoreFailed(*full) from error
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: DBAPIError) -> StoreFailed | None:
    """The refusal for a database error but a full disk, or none when it is a mistake of ours."""
    name = getattr(error.orig, "sqlite_errorname", "")
    if name.startswith("SQLITE_CORRUPT") and "search_" in (error.statement or ""):
        return IndexDamaged(
            N_("The search index is damaged."),
            N_("All that is written is as it was."),
            N_("Make the index anew: facilitator check --rebuild-search"),
        )
    for start, kind, parts in _FAILURES:
        if name.startswith(start):
            return kind(*parts)
    if isinstance(error, OperationalError) and not name:
        return StoreFailed(
            N_("The database server does not answer."),
            N_("What was stored before is safe; this was not stored."),
            N_("Check the connection, then repeat what you did."),
        )
    return None


def quick_check(connection: Connection, tables: Iterable[str]) -> str | None:
    """What SQLite finds wrong with the tables, or none. The search index is left out."""
    for table in tables:
        found = connection.execute(text(f'PRAGMA quick_check("{table}")')).scalars().all()
        if found != ["ok"]:
            return str(found[0])
    return None
