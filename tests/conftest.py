"""What every test stands on: a home of its own, Qt without a screen, and two sizes of effort."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

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


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, so that no test reads or writes what belongs to the user."""
    folder = tmp_path_factory.mktemp("home")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return folder


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a new store may be made, in a folder with a space and Danish letters."""
    folder = tmp_path / "Søren Ærø"
    folder.mkdir()
    return folder / "klynge.sqlite"
