"""A disk without room, as SQLite meets it: it can begin no file, and says only that it fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from facilitator.store import driver


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file be read but what is immutable, for which SQLite needs no file beside it."""
    module: Any = driver.sqlite_module()
    connect = module.connect

    def fail(*_: object) -> None:
        error = module.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR"
        raise error

    # Connecting reads nothing yet.
    failing = type("Failing", (module.Connection,), {"execute": fail, "cursor": fail})

    def connect_to(place: str, /, **kw: Any) -> Any:
        if "immutable=1" in place:
            return connect(place, **kw)
        return connect(":memory:", factory=failing)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "connect", connect_to)
        leave_no_room(patch)
        yield


def leave_no_room(patch: pytest.MonkeyPatch) -> None:
    """Let every disk say that nothing is free on it."""
    patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
