"""A desk with one cluster and one meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.edits.test_agenda import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.sqlite")
    yield made
    made.store.close()
