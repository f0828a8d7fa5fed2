"""Every table of a file looked over for damage beside the program, out of everybody's way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from facilitator.store import engines
from facilitator.store.engines import DAMAGED, StoreBroken
from facilitator.store.tables import Row

_STEPS = 10_000
"""Steps of SQLite between two questions whether to stop: well under a tenth of a second."""


def examine(path: Path, is_over: Callable[[], bool], writing: threading.RLock) -> None:
    """Check each table of an open store on a connection of its own, which cannot write.

    Args:
        is_over: whether to end early; asked many times a second.
        writing: held by whoever writes to the store in this process.

    Raises StoreBroken for damage, DBAPIError where the file could not be looked at.
    """
    engine = engines.sqlite_engine(path, mode="ro").execution_options(sqlite_begin="DEFERRED")
    try:
        for table in sorted(Row.metadata.tables):
            _examine_table(engine, path, table, is_over, writing)
    finally:
        engine.dispose()


def _examine_table(
    engine: Engine, path: Path, table: str, is_over: Callable[[], bool], writing: threading.RLock
) -> None:
    while not is_over():
        with writing:
            pass
        try:
            # One transaction a table: the log can be written back into the file in between.
            with engines.failure(path), engine.connect() as connection:
                _stop_when(connection, is_over, writing)
                if engines.quick_check(connection, (table,)) is not None:
                    raise StoreBroken(*DAMAGED)
                return
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
                raise


def _stop_when(
    connection: Connection, is_over: Callable[[], bool], writing: threading.RLock
) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    # Without a write-ahead log an edit waits for whoever reads.
    in_the_way = is_over if journal == "wal" else lambda: is_over() or _is_held(writing)
    raw.set_progress_handler(in_the_way, _STEPS)


def _is_held(lock: threading.RLock) -> bool:
    if lock.acquire(blocking=False):
        lock.release()
        return False
    return True
