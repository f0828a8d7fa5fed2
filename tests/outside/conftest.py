"""A screen for each test, and the program on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.outside.screen import Hands, Running, screen


@pytest.fixture
def hands(home: Path) -> Iterator[Hands]:
    """A screen of 1440 by 900 in the test's own home."""
    assert home.is_dir()
    with screen() as made:
        yield made


@pytest.fixture
def program(hands: Hands, tmp_path: Path) -> Iterator[Running]:
    """The program, not started yet, in Danish, on a store with a Danish name."""
    folder = tmp_path / "Søren Ærø"
    folder.mkdir()
    running = Running(hands, tmp_path, folder / "Vores klynge – ØNH.sqlite")
    yield running
    running.stop()
