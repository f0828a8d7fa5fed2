"""One program at a time; a lock dies with its program."""

from __future__ import annotations

import errno
import io
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.scene import SteppingClock

from facilitator.domain.refusal import Refusal
from facilitator.store.lock import StoreLock, StoreLocked, is_held
from facilitator.store.store import Store

HOLD = """
import sys
from pathlib import Path
from facilitator.store.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(store_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the lock."""
    command = [sys.executable, "-c", HOLD, str(store_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_who_has_it_open(store_path: Path) -> None:
    lock = StoreLock(store_path)
    with pytest.raises(StoreLocked) as caught:
        StoreLock(store_path)
    assert (caught.value.pid, caught.value.host) == (os.getpid(), platform.node())
    assert str(os.getpid()) in str(caught.value)
    lock.release()
    StoreLock(store_path).release()


def test_another_program_is_told_so_too(store_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreLocked, match=f"process {holder.pid}"):
        StoreLock(store_path)


def test_a_store_that_is_not_there_yet_is_made_by_one_and_the_other_is_told(
    store_path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(StoreLocked, match=f"process {holder.pid}"):
        Store.open(store_path, SteppingClock(), installation="desk", create=True)
    assert not store_path.exists()


def test_a_killed_program_has_let_go(store_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    lock = StoreLock(store_path)
    assert json.loads(lock.path.read_bytes())["pid"] == os.getpid()
    lock.release()


def test_the_lock_says_who_and_leaves_nothing_behind(store_path: Path) -> None:
    lock = StoreLock(store_path)
    who = json.loads(lock.path.read_bytes())
    assert who == {"pid": os.getpid(), "host": platform.node(), "program": "Facilitator"}
    lock.release()
    lock.release()
    assert list(store_path.parent.iterdir()) == []


def test_a_store_is_held_while_a_program_has_it_and_not_by_what_it_left(store_path: Path) -> None:
    assert not is_held(store_path)
    lock = StoreLock(store_path)
    assert is_held(store_path)
    left = lock.path.read_bytes()
    lock.release()
    lock.path.write_bytes(left)
    assert not is_held(store_path)


def test_a_lock_from_another_computer_names_it(store_path: Path) -> None:
    lock = StoreLock(store_path)
    lock.path.write_text(json.dumps({"pid": 7, "host": "anden-maskine"}), encoding="utf-8")
    with pytest.raises(StoreLocked, match="anden-maskine"):
        StoreLock(store_path)
    lock.release()


def test_a_lock_whose_file_was_taken_away_meanwhile_is_taken_anew(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former holder removes the file between our opening it and our locking it."""
    from facilitator.store import lock as module

    take = module._lock
    taken: list[object] = []

    def remove_first(file: object) -> None:
        if not taken:
            store_path.with_name(store_path.name + ".lock").unlink()
        taken.append(file)
        take(file)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_lock", remove_first)
    lock = StoreLock(store_path)
    assert len(taken) == 2
    with pytest.raises(StoreLocked):
        StoreLock(store_path)
    lock.release()


def test_a_folder_that_cannot_be_written_is_refused_in_words(store_path: Path) -> None:
    store_path.with_name(store_path.name + ".lock").mkdir()
    with pytest.raises(Refusal) as caught:
        StoreLock(store_path)
    assert len(caught.value.parts) == 3
    assert store_path.name in str(caught.value)


class FullFile(io.FileIO):
    """A file on a disk that is full."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "no room")


def test_a_full_disk_is_told_as_such_and_no_lock_is_left(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from facilitator.store import lock as module

    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as full:
        full.setattr(module, "_opened", lambda path: FullFile(path, "a+b"))
        with pytest.raises(Refusal, match="disk is full"):
            StoreLock(store_path)
    assert list(store_path.parent.iterdir()) == []
    with monkeypatch.context() as full:
        full.setattr(Path, "open", no_room)
        with pytest.raises(Refusal, match="disk is full"):
            StoreLock(store_path)
    StoreLock(store_path).release()
