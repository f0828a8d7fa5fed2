"""A store in a file, and a furnished one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.scene import Scene, SteppingClock, furnish, new_store

from facilitator.store.store import Store


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
