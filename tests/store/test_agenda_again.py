"""An agenda of which only the touched items are read again is the agenda read as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.edits.test_agenda import Desk

from facilitator.domain.agenda import Agenda
from facilitator.edits import agenda
from facilitator.store import queries
from facilitator.store.journal import StepInfo


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


def _move(session: Any, known: Agenda) -> None:
    agenda.move_items(session, [known.items[3].id], 1)


def _add(session: Any, known: Agenda) -> None:
    agenda.add_item(session, known.meeting.id, "case", "Ny", index=2)


def _change(session: Any, known: Agenda) -> None:
    agenda.change_minutes(session, known.items[2].id, 50)


def _remove(session: Any, known: Agenda) -> None:
    agenda.remove_items(session, [known.items[2].id])


def _ask_otherwise(session: Any, known: Agenda) -> None:
    agenda.change_item(session, known.items[0].id, question="Hvordan gik det?")


@pytest.mark.parametrize("verb", [_move, _add, _change, _remove, _ask_otherwise])
def test_it_is_the_same(desk: Desk, verb: Callable[[Any, Agenda], None]) -> None:
    known, told = desk.agenda(), list[StepInfo]()
    desk.store.subscribe(told.append)
    desk.do(verb, known)
    touched = {row.key for row in told[-1].rows if row.table == "item"}
    assert touched
    assert desk.store.ask(queries.agenda_again, known, touched) == desk.agenda() != known


def test_two_hundred_items_move_to_the_places_they_are_given(desk: Desk) -> None:
    def fill(session: Any) -> None:
        for n in range(200):
            agenda.add_item(session, desk.meeting, "case", f"Case {n}", minutes=1)

    desk.do(fill)
    order = [item.id for item in desk.agenda().items]
    desk.do(agenda.move_items, order[150:153], 20)
    moved = [item.id for item in desk.agenda().items]
    assert moved == [*order[:20], *order[150:153], *order[20:150], *order[153:]]
