"""Who gets what ready before a meeting, and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.edits.test_agenda import START, Desk

from facilitator.domain.preparation import Preparation
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import agenda, preparation, running
from facilitator.store import queries

DUE = date(2026, 12, 2)


def listed(desk: Desk, meeting: str = "") -> tuple[Preparation, ...]:
    return desk.store.ask(queries.preparations, meeting or desk.meeting)


def test_the_list_says_who_gets_what_ready_by_when_the_first_due_first(desk: Desk) -> None:
    case = desk.id("Case")
    add = preparation.add_preparation
    desk.do(add, desk.meeting, "Bestil mad")
    desk.do(add, desk.meeting, "Find en case", item=case, who="Anna Eksempel", due=DUE)
    desk.do(add, desk.meeting, "Lån lokale", who="Klinik 2", due=DUE - timedelta(days=3))
    desk.do(add, desk.meeting, "Send ud", who="sekretæren", due=DUE)
    assert [(one.text, one.who, one.item_title) for one in listed(desk)] == [
        ("Lån lokale", "Klinik 2", ""),
        ("Find en case", "Anna Eksempel", "Case"),
        ("Send ud", "sekretæren", ""),
        ("Bestil mad", "", ""),
    ]
    assert [bool(one.member) for one in listed(desk)] == [False, True, False, False]
    assert [bool(one.clinic) for one in listed(desk)] == [True, False, False, False]


def test_it_is_late_the_day_after_and_not_when_it_is_ready(desk: Desk) -> None:
    key = desk.do(preparation.add_preparation, desk.meeting, "Find en case", due=DUE)
    (one,) = listed(desk)
    assert [one.is_late(DUE), one.is_late(DUE + timedelta(days=1))] == [False, True]
    desk.do(preparation.tick_preparation, key, START)
    (one,) = listed(desk)
    assert (one.done, one.is_late(DUE + timedelta(days=1))) == (START, False)
    desk.do(preparation.untick_preparation, key)
    assert listed(desk)[0].done is None


def test_it_changes_hands_and_words(desk: Desk) -> None:
    key = desk.do(preparation.add_preparation, desk.meeting, "Find en case", who="Anna Eksempel")
    desk.do(preparation.set_preparer, key, "Klinik 1")
    desk.do(preparation.change_preparation, key, text=" Find to cases ", due=DUE)
    (one,) = listed(desk)
    assert (one.text, one.who, one.member, one.due) == ("Find to cases", "Klinik 1", None, DUE)
    desk.do(preparation.remove_preparation, key)
    assert listed(desk) == ()
    desk.store.undo(desk.cluster)
    assert listed(desk) == (one,)


def test_what_is_to_be_ready_is_said_and_belongs_to_this_meeting(desk: Desk) -> None:
    key = desk.do(preparation.add_preparation, desk.meeting, "Find en case")
    other = desk.do(agenda.make_meeting, desk.cluster, START + timedelta(days=9), 60, None)
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
        (preparation.add_preparation, (desk.meeting, " "), {}),
        (preparation.change_preparation, (key,), {"text": ""}),
        (preparation.add_preparation, (other, "Find en case"), {"item": desk.id("Case")}),
    ]
    for verb, args, values in attempts:
        with pytest.raises(Refusal):
            desk.do(verb, *args, **values)
    assert [one.text for one in listed(desk)] == ["Find en case"]
    assert listed(desk, other) == ()


def test_no_patient_number_is_written_there(desk: Desk) -> None:
    with pytest.raises(PatientNumber):
        desk.do(preparation.add_preparation, desk.meeting, "Ring til 010170-1234")
    with pytest.raises(PatientNumber):
        desk.do(preparation.add_preparation, desk.meeting, "Ring", who="010170-1234")


def test_a_closed_meeting_is_prepared_no_more(desk: Desk) -> None:
    key = desk.do(preparation.add_preparation, desk.meeting, "Find en case")
    desk.hold(desk.meeting)
    desk.do(running.close_meeting, desk.meeting, START + timedelta(hours=3))
    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (preparation.add_preparation, (desk.meeting, "Mere")),
        (preparation.tick_preparation, (key, START)),
        (preparation.remove_preparation, (key,)),
        (preparation.set_preparer, (key, "Bo Eksempel")),
    ]
    for verb, args in attempts:
        with pytest.raises(Refusal, match="closed"):
            desk.do(verb, *args)


def test_it_is_for_another_item_or_for_the_whole_meeting(desk: Desk) -> None:
    key = desk.do(preparation.add_preparation, desk.meeting, "Find tal")
    desk.do(preparation.set_item, key, desk.id("Data"))
    assert listed(desk)[0].item_title == "Data"
    desk.do(preparation.set_item, key, None)
    assert listed(desk)[0].item is None
    other = desk.do(agenda.make_meeting, desk.cluster, START + timedelta(days=90), 60, None)
    foreign = desk.agenda(other).items[0].id
    with pytest.raises(Refusal, match="another meeting"):
        desk.do(preparation.set_item, key, foreign)
    assert listed(desk)[0].item is None
