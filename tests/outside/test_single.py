"""One window a store, from its start to its end."""

from __future__ import annotations

import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.outside.screen import PATIENCE, Running, holds_in_time
from tests.outside.start import FileClock

from facilitator.edits.members import make_cluster
from facilitator.store.backup import verify
from facilitator.store.store import Store

pytestmark = pytest.mark.screen

NOW = datetime(2026, 9, 9, 7, 0, tzinfo=UTC)


@pytest.fixture
def opened(program: Running) -> Running:
    """The program on a store with one cluster."""
    program.set_clock(NOW)
    store = Store.open(program.store, FileClock(program.clock), installation="x", create=True)
    with store.edit("New cluster") as session:
        make_cluster(session, "ØNH – Eksempel", "", [("Anna Eksempel", "Klinik 1")])
    store.close()
    program.start()
    program.hands.wait_to_see("Klynge: ØNH – Eksempel. 1 medlem", "Klyngen nu")
    return program


def backups(program: Running) -> list[Path]:
    return sorted((program.store.parent / "backups").glob("*.sqlite"))


def files(program: Running) -> set[str]:
    return {one.name for one in program.store.parent.iterdir() if one.is_file()}


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(opened: Running) -> None:
    hands = opened.hands
    hands.minimize()
    hands.wait(lambda: not hands.is_active(), "for the window to be small")
    second = opened.start_another()
    assert second.wait(PATIENCE) == 0
    hands.wait(hands.is_active, "for the window to come to the front")
    assert opened.process.poll() is None


def test_a_file_that_is_no_store_gives_one_message_in_the_window_and_is_left_alone(
    program: Running,
) -> None:
    program.set_clock(NOW)
    program.store.write_text("Referat fra mødet i klynge ØNH")
    program.start()
    hands = program.hands
    hands.wait_to_see("Datafilen kunne ikke åbnes", "ikke en datafil")
    cards = [t for t in hands.tree() if t["name"].startswith("Datafilen kunne ikke åbnes. ")]
    assert len(cards) == 1
    hands.press("Afslut", "push button")
    assert program.process.wait(PATIENCE) == 0
    assert program.store.read_text() == "Referat fra mødet i klynge ØNH"
    assert files(program) <= {program.store.name, "settings.json"}


def test_a_database_of_another_program_is_not_taken_for_a_store(program: Running) -> None:
    program.set_clock(NOW)
    with sqlite3.connect(program.store) as other:
        other.execute("create table cluster (name text)")
    other.close()
    program.start()
    program.hands.wait_to_see("Datafilen kunne ikke åbnes")
    assert program.close() == 0
    assert not backups(program)


def test_closing_the_window_leaves_a_verified_copy_of_all_that_was_typed(opened: Running) -> None:
    hands = opened.hands
    hands.key("ctrl+8")
    hands.fill("Tilføj medlem", "Bo Eksempel; Klinik 2")
    hands.key("Return")
    hands.wait_to_see("Bo Eksempel")
    assert opened.close() == 0
    assert verify(backups(opened)[-1])["member"] == 2


def test_told_to_end_by_the_system_it_closes_as_a_person_would(opened: Running) -> None:
    hands = opened.hands
    hands.key("ctrl+n")
    hands.wait_to_see("Begynd med denne dagsorden")
    hands.key("ctrl+Return")
    hands.wait_to_see("Møder / 1. møde")
    hands.fill("Titel", "Velkommen, alle")
    opened.process.send_signal(signal.SIGTERM)
    assert opened.process.wait(PATIENCE) == 0
    newest = backups(opened)[-1]
    assert verify(newest)["item"] > 0
    with sqlite3.connect(newest) as copy:
        titles = [title for (title,) in copy.execute("select title from item")]
    copy.close()
    assert "Velkommen, alle" in titles


def test_nothing_is_left_behind_when_it_has_ended(opened: Running) -> None:
    opened.hands.key("ctrl+8")
    opened.hands.wait_to_see("Anna Eksempel")
    assert opened.close() == 0
    assert files(opened) == {opened.store.name, "settings.json"}
    assert holds_in_time(lambda: not opened.hands.tree(), lambda: None)
