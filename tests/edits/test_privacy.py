"""A person's word that a number is no CPR number, given with the edit that stores it."""

from __future__ import annotations

import pytest
from tests.edits.test_agenda import START, Desk

from facilitator.domain.refusal import PatientNumber
from facilitator.edits import agenda, attachments, patterns
from facilitator.edits.privacy import vouched
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import NotCpr

TEXT, NUMBER, OTHER = "Varenummer 010190-1234", "0101901234", "311245-4321"


def titles(desk: Desk) -> list[str]:
    return [one.title for one in desk.items()]


def words(desk: Desk) -> list[tuple[str, str, str]]:
    def ask(session: Session) -> list[tuple[str, str, str]]:
        return [(one.table_name, one.field, one.reason) for one in rows.of(session, NotCpr)]

    return desk.store.ask(ask)


def test_a_new_row_is_stored_with_the_word_for_it_until_its_text_changes(desk: Desk) -> None:
    add = vouched(agenda.add_item, {NUMBER: "varenummer"}, START)
    key = desk.do(add, desk.meeting, "case", TEXT)
    assert words(desk) == [("item", "title", "varenummer")]
    desk.do(agenda.change_item, key, question="Hvad gjorde I?")
    with pytest.raises(PatientNumber):
        desk.do(agenda.change_item, key, title=f"{TEXT}!")
    change = vouched(agenda.change_item, {NUMBER: "et løbenummer"}, START)
    desk.do(change, key, title=f"{TEXT}!")
    assert words(desk) == [("item", "title", "et løbenummer")]


def test_undo_takes_the_row_and_the_word_back_together_and_redo_brings_both(desk: Desk) -> None:
    before = titles(desk)
    desk.do(vouched(agenda.add_item, {NUMBER: "varenummer"}, START), desk.meeting, "case", TEXT)
    desk.store.undo(desk.cluster)
    assert (titles(desk), words(desk)) == (before, [])
    desk.store.redo(desk.cluster)
    assert TEXT in titles(desk)
    assert len(words(desk)) == 1


def test_nothing_is_stored_when_a_number_is_not_vouched_for(desk: Desk) -> None:
    before = titles(desk)
    add = vouched(agenda.add_item, {NUMBER: "varenummer"}, START)
    with pytest.raises(PatientNumber):
        desk.do(add, desk.meeting, "case", TEXT, question=f"Hvad med {OTHER}?")
    assert (titles(desk), words(desk)) == (before, [])


def test_the_word_itself_holds_no_number(desk: Desk) -> None:
    with pytest.raises(PatientNumber):
        desk.do(vouched(agenda.add_item, {NUMBER: TEXT}, START), desk.meeting, "case", TEXT)
    assert words(desk) == []


def test_every_text_of_the_edit_has_a_word_of_its_own(desk: Desk) -> None:
    link = "https://butik.example/0101901234"
    attach = vouched(attachments.attach_link, {NUMBER: "varenummer"}, START)
    desk.do(attach, desk.meeting, link)
    assert [one.name for one in desk.store.ask(queries.attachments, desk.meeting)] == [link]
    assert sorted(field for _, field, _ in words(desk)) == ["link", "name"]


def test_a_word_for_whatever_is_found_covers_texts_that_are_copied(desk: Desk) -> None:
    desk.do(vouched(agenda.add_item, {}, START, "varenummer"), desk.meeting, "case", TEXT)
    with pytest.raises(PatientNumber):
        desk.do(patterns.save_template, desk.meeting, "Vores")
    desk.do(vouched(patterns.save_template, {}, START, "varenummer"), desk.meeting, "Vores")
    assert [one.title for one in desk.store.ask(queries.own_templates)] == ["Vores"]
