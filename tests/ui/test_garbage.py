"""What Qt made is taken down in the thread of the windows, whoever made the garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from facilitator.ui.garbage import GarbageRounds

pytestmark = pytest.mark.bare


class Ring:
    """Garbage that only a search finds, and where it was taken down."""

    def __init__(self, gone: list[str]) -> None:
        self.me, self._gone = self, gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


@pytest.fixture
def _limits() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(50, 2, 2)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("_limits", "qapp")
def test_a_busy_thread_looks_for_no_garbage_and_the_timer_finds_it_in_its_own() -> None:
    parent = QObject()
    gone: list[str] = []
    rounds = GarbageRounds(parent)
    kept: list[list[int]] = []

    def work() -> None:
        Ring(gone)
        kept.extend([n] for n in range(5_000))

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert gone == []
    rounds.look()
    assert gone == [threading.main_thread().name]


@pytest.mark.usefixtures("_limits", "qapp")
def test_old_garbage_is_found_after_some_rounds() -> None:
    parent = QObject()
    rounds = GarbageRounds(parent)
    gone: list[str] = []
    one = Ring(gone)
    kept: list[list[int]] = []
    for _ in range(3):
        kept.extend([n] for n in range(100))
        rounds.look()
    del one
    for _ in range(30):
        kept.extend([n] for n in range(100))
        rounds.look()
    assert gone == [threading.main_thread().name]
