"""What happened to a thing, and what was deleted, as the kept Steps tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.changes import Happening, field_words, sentence, when
from facilitator.domain.fields import THINGS, field_title, value_words
from facilitator.domain.refusal import Conflict, NotFound, Refusal
from facilitator.edits import agenda, indicators, members, outcomes, restoring
from facilitator.language import Language
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

DA = Language("da")


@pytest.fixture
def filled(store: Store) -> Scene:
    made = s.fill(store)
    with store.edit("Move", cluster=made.cluster):
        pass
    return made


def do(store: Store, scene: Scene, verb: Callable[..., Any], *args: Any, **kw: Any) -> Any:
    with store.edit("Do", cluster=scene.cluster, burst=kw.pop("burst", None)) as session:
        return verb(session, *args, **kw)


def told(store: Store, table: str, key: str) -> tuple[Happening, ...]:
    return store.ask(queries.history_of, table, key, store.installation).happenings


def deleted(store: Store, scene: Scene) -> list[tuple[str, str, int]]:
    found = store.ask(queries.deletions, scene.cluster, store.installation)
    return [(one.table, one.name, one.parts) for one in found]


def test_every_table_and_column_has_a_name_for_people() -> None:
    assert {row.table for row in THINGS} == set(t.TABLES)
    for table, kind in t.TABLES.items():
        for column in kind.__table__.columns:
            assert field_title(table, column.key) != ""


def test_changes_are_told_as_sentences_with_before_and_after(store: Store, filled: Scene) -> None:
    store.member = filled.members[1]
    do(store, filled, agenda.change_item, filled.items[1], title="Svimmelhed hos ældre")
    do(store, filled, agenda.move_items, [filled.items[1]], 0)
    do(store, filled, agenda.remove_items, [filled.items[2]])
    removed, moved, changed = told(store, "meeting", filled.meeting)[:3]
    assert sentence(removed, DA) == 'Bo Eksempel slettede punktet "Opsummering"'
    assert sentence(moved, DA) == 'Bo Eksempel flyttede punktet "Svimmelhed hos ældre"'
    assert sentence(changed, DA) == 'Bo Eksempel ændrede punktet "Svimmelhed hos ældre"'
    assert [field_words(one, DA) for one in changed.fields] == [
        ("Titel", "Svimmelhed i praksis", "Svimmelhed hos ældre")
    ]
    assert when(removed.at, removed.is_here, DA).startswith("9. september 2026 kl. 17.")
    assert [one.at for one in (removed, moved, changed)] == sorted(
        (one.at for one in (removed, moved, changed)), reverse=True
    )


def test_what_one_person_writes_in_one_go_is_told_once(
    store: Store, filled: Scene, clock: SteppingClock
) -> None:
    for title in ("S", "Sv", "Svim"):
        do(store, filled, agenda.change_item, filled.items[0], title=title)
    clock.now += timedelta(minutes=11)
    do(store, filled, agenda.change_item, filled.items[0], title="Svimmel")
    later, burst = told(store, "item", filled.items[0])[:2]
    assert [(one.before, one.after) for one in (*burst.fields, *later.fields)] == [
        ("Velkomst", "Svim"),
        ("Svim", "Svimmel"),
    ]
    assert len(burst.steps) == 3
    assert (burst.can_go_back, later.can_go_back) == (False, True)
    for step in later.steps:
        store.take_back(step)
    assert told(store, "item", filled.items[0])[2].can_go_back


def test_another_thing_s_changes_are_not_told(store: Store, filled: Scene) -> None:
    do(store, filled, agenda.change_item, filled.items[0], title="Andet")
    before = len(told(store, "item", filled.items[1]))
    do(store, filled, agenda.change_item, filled.items[0], title="Tredje")
    assert len(told(store, "item", filled.items[1])) == before


def test_a_closing_is_not_gone_behind(store: Store, filled: Scene) -> None:
    do(store, filled, agenda.change_item, filled.items[0], title="Andet")
    with store.edit("Close", cluster=filled.cluster, barrier=True) as session:
        session.get_one(t.Meeting, filled.meeting).status = "closed"
    assert not any(one.can_go_back for one in told(store, "item", filled.items[0]))


def test_history_goes_on_where_it_stopped(store: Store, filled: Scene) -> None:
    for number in range(5):
        do(store, filled, agenda.change_item, filled.items[number % 2], title=f"T{number}")
    here, ask = store.installation, store.ask
    first = ask(queries.history_of, "meeting", filled.meeting, here, most=3)
    rest = ask(queries.history_of, "meeting", filled.meeting, here, most=300, before=first.older)
    steps = [step for one in (*first.happenings, *rest.happenings) for step in one.steps]
    assert steps == sorted(set(steps), reverse=True)
    assert rest.older is None


def test_values_are_told_as_a_person_writes_them() -> None:
    words = [
        value_words("item", "planned", 1500, DA),
        value_words("item", "flexible", True, DA),
        value_words("item", "kind", "case", DA),
        value_words("commitment", "status", "partly", DA),
        value_words("meeting", "start", s.START, DA),
        value_words("commitment", "due", s.START.date(), DA),
        value_words("topic", "revisit", None, DA),
    ]
    assert words == [
        *("25 min.", "ja", "Patientcase", "delvist indført"),
        *("09.09.2026 17.00", "09.09.2026", ""),
    ]


# -- deleted things


def test_a_deleted_meeting_comes_back_weeks_later_with_what_it_owned(
    store: Store, filled: Scene, clock: SteppingClock
) -> None:
    before = {name: keys for name, keys in s.contents(store).items() if name not in UNKEPT}
    do(store, filled, agenda.delete_meeting, filled.meeting)
    assert [one[:2] for one in deleted(store, filled)] == [("meeting", "1")]
    clock.now += timedelta(weeks=5)
    do(store, filled, members.change_member, filled.members[0], name="Anna E. Eksempel")
    new = do(store, filled, agenda.make_meeting, filled.cluster, s.START, 60, None, "")
    (one,) = store.ask(queries.deletions, filled.cluster, store.installation)
    do(store, filled, restoring.restore, one.step, one.table, one.key)
    after = s.contents(store)
    assert all(set(keys) <= set(after[name]) for name, keys in before.items())
    numbers = {row.id: row.number for row in store.ask(queries.meetings, filled.cluster)}
    assert numbers == {new: 1, filled.meeting: 2}
    assert deleted(store, filled) == []
    commitment = store.ask(queries.commitments, filled.cluster)[0]
    assert commitment.meeting_number == 2
    store.undo(filled.cluster)
    assert [one[0] for one in deleted(store, filled)] == ["meeting"]


UNKEPT = {"sign_of_life", "spoken"}
"""What no Step holds, and what is thus gone with a meeting that never began."""


def test_an_indicator_is_told_of_and_comes_back_with_its_figures(
    store: Store, filled: Scene
) -> None:
    with store.edit("Take off", cluster=filled.cluster) as session:
        for use in session.scalars(select(t.Use).where(t.Use.indicator_id.is_not(None))):
            session.delete(use)
    (key,) = s.contents(store)["indicator"]
    (one,) = store.ask(queries.values, filled.cluster, key)
    do(store, filled, indicators.change_indicator, key, better="down", target=0.5, target_op="<=")
    later = replace(one, value=0.6, decimals=0)
    do(store, filled, indicators.put_values, filled.cluster, key, [later])
    figure, words = told(store, "indicator", key)[:2]
    assert [field_words(each, DA) for each in words.fields] == [
        ("Bedre", "", "mindre"),
        ("Mål", "", "0,50"),
        ("Målet nås ved", "", "højst"),
    ]
    assert [field_words(each, DA) for each in figure.fields] == [
        ("Værdi", "0,66", "0,60"),
        ("Decimaler", "1", "0"),
    ]
    do(store, filled, indicators.remove_indicator, filled.cluster, key)
    assert deleted(store, filled) == [("indicator", "Genundersøgte børn – eksempel", 0)]
    gone = told(store, "cluster", filled.cluster)[0]
    assert sentence(gone, DA) == 'Nogen slettede indikatoren "Genundersøgte børn – eksempel"'
    (back,) = store.ask(queries.deletions, filled.cluster, store.installation)
    do(store, filled, restoring.restore, back.step, back.table, back.key)
    assert store.ask(queries.values, filled.cluster, key) == (later,)


def test_a_missing_parent_comes_along(store: Store, filled: Scene) -> None:
    do(store, filled, agenda.remove_items, [filled.items[0]])
    do(store, filled, agenda.delete_meeting, filled.meeting)
    _meeting, item = store.ask(queries.deletions, filled.cluster, store.installation)
    do(store, filled, restoring.restore, item.step, item.table, item.key)
    agenda_now = store.ask(queries.agenda, filled.meeting)
    assert [one.id for one in agenda_now.items] == [filled.items[0]]


def test_what_is_forgotten_is_refused_in_words(
    store: Store, filled: Scene, clock: SteppingClock
) -> None:
    do(store, filled, agenda.remove_items, [filled.items[0]])
    (one,) = store.ask(queries.deletions, filled.cluster, store.installation)
    store.prune(clock.utc() + timedelta(days=1))
    with pytest.raises(NotFound, match="no longer kept"):
        do(store, filled, restoring.restore, one.step, one.table, one.key)


def test_what_is_there_already_or_closed_is_refused(store: Store, filled: Scene) -> None:
    do(store, filled, agenda.remove_items, [filled.items[0]])
    (one,) = store.ask(queries.deletions, filled.cluster, store.installation)
    with store.edit("Close", cluster=filled.cluster) as session:
        session.get_one(t.Meeting, filled.meeting).status = "closed"
    with pytest.raises(Refusal, match="closed"):
        do(store, filled, restoring.restore, one.step, one.table, one.key)
    with store.edit("Reopen", cluster=filled.cluster) as session:
        session.get_one(t.Meeting, filled.meeting).status = "held"
    do(store, filled, restoring.restore, one.step, one.table, one.key)
    with pytest.raises(Conflict, match="already"):
        do(store, filled, restoring.restore, one.step, one.table, one.key)


def test_what_has_been_used_is_not_deleted_and_the_other_way_is_said(
    store: Store, filled: Scene
) -> None:
    with store.edit("Hold", cluster=filled.cluster) as session:
        session.get_one(t.Meeting, filled.meeting).status = "held"
    (commitment,) = s.contents(store)["commitment"]
    ways = {
        "cancelled": (agenda.delete_meeting, filled.meeting),
        "left": (members.delete_member, filled.members[0]),
        "dropped": (outcomes.remove_commitment, commitment),
    }
    for word, (verb, key) in ways.items():
        with pytest.raises(Refusal, match=word):
            do(store, filled, verb, key)
    assert deleted(store, filled) == []
