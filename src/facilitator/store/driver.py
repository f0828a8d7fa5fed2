"""The one SQLite of this program, and what the first hundred bytes of a file say of it.

Nothing here loads SQLAlchemy: the first picture of the home page is read through this.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from facilitator.domain.refusal import Refusal
from facilitator.language import N_

APPLICATION_ID = 0x46616369
"""“Faci”, in the header of every store."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision there has been, oldest first. `user_version` is the place in it, from 1."""

_SOUND_SQLITE = (3, 51, 3)
_MAGIC = b"SQLite format 3\0"
_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Header:
    """The first hundred bytes of a SQLite file, as far as they matter here."""

    page_size: int
    pages: int
    application_id: int
    user_version: int


def sqlite_module() -> ModuleType:
    """The one SQLite this program uses; the standard library's only when it is sound.

    Versions before 3.51.3 can lose a write when a checkpoint meets a commit (sqlite.org,
    “the WAL-reset bug”).
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        import sqlite3

        if sqlite3.sqlite_version_info >= _SOUND_SQLITE:
            return sqlite3
        raise Refusal(
            N_("The package sqlcipher3 is missing, and this Python’s own SQLite is too old."),
            N_("No data file was opened."),
            N_("Install Facilitator again with all its packages."),
        ) from None
    return dbapi2  # type: ignore[no-any-return]


def read_header(path: Path) -> Header | None:
    """The header of the file, or none when it is no SQLite file. Raises OSError.

    Opens the file, so not for one this process has open.
    """
    with path.open("rb") as file:
        start = file.read(_LENGTH)
    if len(start) < _LENGTH or not start.startswith(_MAGIC):
        return None
    (size,) = struct.unpack(">H", start[16:18])
    (pages,) = struct.unpack(">I", start[28:32])
    (user_version,) = struct.unpack(">I", start[60:64])
    (application_id,) = struct.unpack(">I", start[68:72])
    return Header(65536 if size == 1 else size, pages, application_id, user_version)


def is_unfinished(path: Path, ending: str) -> bool:
    """Whether a journal with this ending ("-wal", "-journal") lies beside the file."""
    log = path.with_name(path.name + ending)
    return log.exists() and log.stat().st_size > 0


@contextlib.contextmanager
def immutable(path: Path) -> Iterator[Any]:
    """A connection for reading a file nobody writes; not even a side file appears."""
    with connected(path, "ro&immutable=1") as connection:
        yield connection


@contextlib.contextmanager
def connected(path: Path, mode: str) -> Iterator[Any]:
    """A bare connection to a file that exists, in SQLite's `mode` ("ro", "rw")."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite_module().connect(uri, uri=True, timeout=5)
    try:
        yield connection
    finally:
        connection.close()
