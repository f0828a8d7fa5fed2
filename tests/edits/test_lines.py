"""Lines that were typed or pasted become items, and an item is split in two."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from tests.edits.test_agenda import START, Desk

from facilitator.domain.item_line import ItemLine
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, lines, members
from facilitator.store import queries

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def added(desk: Desk, *typed: ItemLine, index: int | None = None, bank: bool = False) -> list[str]:
    return desk.do(lines.add_lines, desk.meeting, typed, index, AT, bank=bank)


def test_a_line_brings_all_that_was_understood(desk: Desk) -> None:
    line = ItemLine(
        "case", "Svimmelhed", 15, "Klinik 2", clock=time(19, 40), question="Hvad gør I?"
    )
    (key,) = added(desk, line, index=2)
    item = desk.agenda().items[2]
    assert (item.id, item.kind, item.title, item.minutes) == (key, "case", "Svimmelhed", 15)
    assert (item.who, item.clinic is not None, item.question) == ("Klinik 2", True, "Hvad gør I?")
    assert item.fixed_start == datetime(2026, 12, 9, 18, 40, tzinfo=UTC)


def test_a_line_that_names_its_kind_alone_has_the_title_and_minutes_of_its_kind(
    desk: Desk,
) -> None:
    (key,) = added(desk, ItemLine("break"))
    item = desk.agenda().item(key)
    assert item is not None
    assert (item.title, item.minutes) == ("Pause", 10)


def test_many_lines_keep_their_order_and_the_summary_stays_last(desk: Desk) -> None:
    added(desk, *(ItemLine("case", f"Case {n}", 5) for n in range(1, 4)), index=99)
    titles = [one.title for one in desk.agenda().items]
    assert titles[-4:-1] == ["Case 1", "Case 2", "Case 3"]


def test_a_day_becomes_a_line_on_the_readiness_list(desk: Desk) -> None:
    (key,) = added(desk, ItemLine("data", "Tal", who="Klinik 1", day=date(2026, 12, 1)))
    (one,) = desk.store.ask(queries.preparations, desk.meeting)
    assert (one.item, one.text, one.who) == (key, "Forbered punktet", "Klinik 1")
    assert one.due == date(2026, 12, 1)


def test_a_topic_is_found_in_the_bank_or_put_there_when_that_is_wanted(desk: Desk) -> None:
    added(desk, ItemLine("case", "Et", topic="Balance"))
    assert desk.store.ask(queries.topics, desk.cluster) == ()
    first, second = added(
        desk,
        ItemLine("case", "To", topic="Balance"),
        ItemLine("case", "Tre", topic="balance"),
        bank=True,
    )
    (topic,) = desk.store.ask(queries.topics, desk.cluster)
    assert topic.title == "Balance"
    items = {one.id: one.topic for one in desk.agenda().items}
    assert items[first] == items[second] == topic.id


@pytest.mark.parametrize("kind", ["follow_up", "summary"])
def test_a_second_follow_up_or_summary_is_refused_and_nothing_is_added(
    desk: Desk, kind: str
) -> None:
    before = desk.agenda()
    with pytest.raises(Refusal):
        added(desk, ItemLine("case", "Et"), ItemLine(kind))
    assert desk.agenda() == before


def test_a_split_item_takes_as_long_as_before_with_a_buzz_break_between(desk: Desk) -> None:
    whole = desk.agenda().items[2]
    desk.do(agenda.set_who, whole.id, "Klinik 2")
    desk.do(lines.split_item, whole.id)
    parts = desk.agenda().items[2:5]
    assert [(one.kind, one.minutes) for one in parts] == [
        ("case", 10), ("group_work", 5), ("case", 10),
    ]  # fmt: skip
    assert [one.title for one in parts] == [
        "Case, del 1",
        "Summepause med sidemanden",
        "Case, del 2",
    ]
    assert (parts[0].who, parts[2].who) == ("Klinik 2", "Klinik 2")


def test_an_item_copied_to_another_cluster_keeps_the_name_of_who_has_it(desk: Desk) -> None:
    (key,) = added(desk, ItemLine("case", "Et", who="Anna Eksempel", topic="Balance"), bank=True)
    other = desk.do(members.make_cluster, "AP – Eksempel", "", [("Anna Eksempel", "Klinik A")])
    meeting = desk.do(agenda.make_meeting, other, START, 120, None)
    (copy,) = desk.do(agenda.duplicate_items, [key], meeting, 1)
    there = next(one for one in desk.agenda(meeting).items if one.id == copy)
    mine = desk.agenda().item(key)
    assert mine is not None
    assert (there.who, there.topic) == ("Anna Eksempel", None)
    assert there.member not in (None, mine.member)
