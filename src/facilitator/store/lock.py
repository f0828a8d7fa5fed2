"""One program at a time writes a store: `<store>.lock`, let go by the system when it is killed."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

from facilitator.domain.refusal import NO_ROOM, Refusal, is_full
from facilitator.language import N_

_FAR = 1 << 30
"""The locked byte on Windows, beyond the content, so that others may read who holds the lock."""


class StoreLocked(Refusal):
    """Another program has the store open. `pid`, `host` and `program` say which, when known."""

    def __init__(self, holder: dict[str, object]) -> None:
        self.pid = holder.get("pid")
        self.host = holder.get("host")
        here = self.host in (None, _this_host())
        super().__init__(
            N_("The data file is open in Facilitator (process {pid}).")
            if here
            else N_("The data file is open in Facilitator on {host}."),
            N_("Close the program there first."),
            pid=self.pid or "?",
            host=self.host or "?",
        )


class StoreLock:
    """The lock on one store, held from `__init__` to `release`.

    Raises StoreLocked, or another Refusal where no file can be written beside the store.
    """

    def __init__(self, store: Path) -> None:
        self.path = _lock_of(store)
        self._file: BinaryIO | None = _taken(self.path)
        who = {"pid": os.getpid(), "host": _this_host(), "program": "Facilitator"}
        try:
            self._file.truncate(0)
            self._file.write(json.dumps(who).encode())
        except OSError as error:
            self.release()
            raise _unwritable(error, self.path) from error

    def release(self) -> None:
        """Let go, and leave nothing beside the store. Safe to call twice."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if sys.platform == "win32":
            file.truncate(0)
            _unlock(file)
            file.close()
            with contextlib.suppress(OSError):  # somebody else has it open by now
                self.path.unlink()
        else:
            self.path.unlink(missing_ok=True)
            file.close()


def is_held(store: Path) -> bool:
    """Whether a program has the store open now; what a killed one left behind does not count."""
    try:
        file = _lock_of(store).open("r+b")
    except OSError:
        return False
    with file:
        try:
            _lock(file)
        except OSError:
            return True
        _unlock(file)
    return False


def _lock_of(store: Path) -> Path:
    return store.with_name(store.name + ".lock")


def _taken(path: Path) -> BinaryIO:
    while True:
        file = _opened(path)
        try:
            _lock(file)
        except OSError as error:
            holder = _holder(file)
            file.close()
            raise StoreLocked(holder) from error
        if _is_still_there(file, path):
            return file
        file.close()


def _opened(path: Path) -> BinaryIO:
    try:
        # Without a buffer, so that what a full disk refused is not written again by closing.
        return path.open("a+b", buffering=0)
    except OSError as error:
        raise _unwritable(error, path) from error


def _unwritable(error: OSError, path: Path) -> Refusal:
    if is_full(error):
        return Refusal(*NO_ROOM)
    return Refusal(
        N_("Nothing can be written in the folder of {name}."),
        N_("Nothing was changed."),
        N_("Give yourself permission to write there, or choose another folder."),
        name=path.name.removesuffix(".lock"),
    )


def _is_still_there(file: BinaryIO, path: Path) -> bool:
    """Whether the locked file is the one with the name: its last holder may have removed it."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _holder(file: BinaryIO) -> dict[str, object]:
    file.seek(0)
    with contextlib.suppress(ValueError):
        who = json.loads(file.read(1024))
        if isinstance(who, dict):
            return who
    return {}


def _this_host() -> str:
    # As platform.node(), which takes long to load.
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
