"""A second start on the same store raises the first window; another store has its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from facilitator.store.lock import StoreLock
from facilitator.ui.single import answer_others, raise_first, server_name


def ask(
    qtbot: QtBot, place: str, what: str = "facilitator.ui.single import raise_first as r"
) -> bool:
    """Start again in another process, while this one goes on answering."""
    code = f"import sys; from {what}; sys.exit(r(sys.argv[1]))"
    again = subprocess.Popen([sys.executable, "-c", code, place])
    qtbot.waitUntil(lambda: again.poll() is not None, timeout=20_000)
    return again.returncode == 1


def window(place: str) -> tuple[QObject, list[str], Callable[[], None]]:
    owner, raised = QObject(), list[str]()
    server = answer_others(place, lambda: raised.append("raised"), owner)
    return owner, raised, server.close


def test_the_first_start_finds_nobody(store_path: Path) -> None:
    assert not raise_first(str(store_path))


def test_the_second_start_raises_the_first_window(qtbot: QtBot, store_path: Path) -> None:
    _owner, raised, close = window(str(store_path))
    assert ask(qtbot, str(store_path))
    assert raised == ["raised"]
    close()


def test_a_second_start_waits_for_a_first_one_that_is_still_starting(
    qtbot: QtBot, store_path: Path
) -> None:
    lock = StoreLock(store_path)
    shown: list[tuple[QObject, list[str], Callable[[], None]]] = []
    QTimer.singleShot(300, lambda: shown.append(window(str(store_path))))
    assert ask(qtbot, str(store_path), "facilitator.ui.app import _is_raised as r")
    (_owner, raised, close) = shown[0]
    assert raised == ["raised"]
    close()
    lock.release()


def test_a_window_at_the_beginning_of_a_store_still_to_be_made_is_raised(
    qtbot: QtBot, store_path: Path
) -> None:
    _owner, raised, close = window(str(store_path))
    assert ask(qtbot, str(store_path), "facilitator.ui.app import _is_raised as r")
    assert raised == ["raised"]
    close()


def test_another_store_is_another_window(qtbot: QtBot, store_path: Path) -> None:
    _owner, raised, close = window(str(store_path))
    assert not ask(qtbot, str(store_path.with_name("demo.sqlite")))
    assert raised == []
    close()


def test_a_closed_window_is_not_raised(qtbot: QtBot, store_path: Path) -> None:
    _owner, _raised, close = window(str(store_path))
    close()
    assert not ask(qtbot, str(store_path))


def test_what_a_killed_program_left_behind_is_taken_over(qtbot: QtBot, store_path: Path) -> None:
    _owner, first, close = window(str(store_path))
    _other, second, close_second = window(str(store_path))
    assert ask(qtbot, str(store_path))
    assert (first, second) == ([], ["raised"])
    close_second()
    close()


def test_a_store_has_one_name_by_every_way_to_it(store_path: Path) -> None:
    by_detour = store_path.parent / ".." / store_path.parent.name / store_path.name
    assert server_name(str(by_detour)) == server_name(str(store_path))
    assert server_name("postgresql://a@b/c") != server_name("postgresql://a@b/d")
    assert len(server_name(str(store_path))) < 60
