"""Nothing passes by the journal unseen, and no CPR number passes it at all."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.privacy import NotText, ends_in_possible_cpr, find_cpr
from facilitator.domain.refusal import PatientNumber
from facilitator.store import journal
from facilitator.store.journal import NotInEdit
from facilitator.store.store import Store
from facilitator.store.tables import TABLES, Cluster, Item, Member, NotCpr, Setting

NUMBER = "010190-1234"

WRITTEN = [
    (table, column)
    for table, row in TABLES.items()
    if row.journaled
    for column in sorted(journal._WRITTEN[table])
]


def test_a_field_cannot_be_set_outside_an_edit(store: Store, scene: Scene) -> None:
    with store.edit("Rename item") as session:
        item = session.get_one(Item, scene.items[0])
    with pytest.raises(NotInEdit):
        item.title = "Udenom"
    assert s.title(store, scene.items[0]) == "Velkomst"


def test_a_question_cannot_change_a_row(store: Store, scene: Scene) -> None:
    def ask_and_change(session: Session) -> None:
        session.get_one(Item, scene.items[0]).title = "Udenom"

    with pytest.raises(NotInEdit):
        store.ask(ask_and_change)


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.execute(delete(Item)),
        lambda session: session.execute(text("DELETE FROM item")),
        lambda session: (session.add(Cluster(name="Ny")), session.flush()),
    ],
    ids=["a delete", "a delete in plain SQL", "a new row"],
)
def test_a_question_that_writes_is_refused(
    store: Store, scene: Scene, act: Callable[[Session], Any]
) -> None:
    before = s.contents(store)
    with pytest.raises(NotInEdit):
        store.ask(act)
    assert s.contents(store) == before
    assert scene.cluster in before["cluster"]


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.execute(update(Item).values(title="Alle")),
        lambda session: session.execute(delete(Item)),
        lambda session: session.execute(insert(Cluster), [{"name": "Ny", "version": 1}]),
        lambda session: session.execute(text("DELETE FROM item")),
        lambda session: session.query(Item).delete(),
        lambda session: session.bulk_save_objects([Cluster(name="Ny")]),
        lambda session: session.bulk_insert_mappings(Cluster, [{"name": "Ny"}]),
        lambda session: session.bulk_update_mappings(Item, [{"id": "x", "title": "y"}]),
    ],
    ids=[
        "update",
        "delete",
        "insert",
        "plain SQL",
        "query.delete",
        "bulk_save_objects",
        "bulk_insert_mappings",
        "bulk_update_mappings",
    ],
)
def test_bulk_statements_are_refused_inside_an_edit(
    store: Store, scene: Scene, act: Callable[[Session], Any]
) -> None:
    before = s.contents(store)
    with pytest.raises(NotInEdit), store.edit("Bulk") as session:
        act(session)
    assert s.contents(store) == before
    assert scene.cluster in before["cluster"]


def test_an_edit_inside_an_edit_is_refused_and_stores_nothing(store: Store, scene: Scene) -> None:
    def edit_in_edit(session: Session) -> None:
        session.get_one(Item, scene.items[0]).title = "Ydre"
        s.rename(store, scene.items[1], "Indre")

    with pytest.raises(NotInEdit), store.edit("Outer") as session:
        edit_in_edit(session)
    assert s.titles(store, scene.meeting)[:2] == ["Velkomst", "Svimmelhed i praksis"]


def test_a_field_set_before_it_was_read_is_refused(store: Store, scene: Scene) -> None:
    """Its former value would be unknown to the journal."""

    def overwrite_unread(session: Session) -> None:
        item = session.get_one(Item, scene.items[0])
        session.expire(item, ["title"])
        item.title = "Blindt"

    with pytest.raises(NotInEdit), store.edit("Rename item") as session:
        overwrite_unread(session)
    assert s.title(store, scene.items[0]) == "Velkomst"


@pytest.mark.parametrize(("table", "column"), WRITTEN)
def test_a_cpr_number_is_refused_in_every_field_a_person_can_write(
    store: Store, table: str, column: str
) -> None:
    with pytest.raises(PatientNumber) as caught, store.edit("Add") as session:
        session.add(TABLES[table](**{column: f"ring til {NUMBER} i morgen"}))
    said = caught.value
    assert (said.table, said.field, said.hits) == (table, column, 1)
    assert NUMBER not in f"{said} {said.args} {said.fields} {vars(said)}"


@pytest.mark.parametrize("value", [NUMBER, ["a", {"b": NUMBER}], {NUMBER: 1}, [1111901234]])
def test_a_cpr_number_is_found_inside_a_setting(store: Store, scene: Scene, value: object) -> None:
    with pytest.raises(PatientNumber), store.edit("Set") as session:
        session.add(Setting(cluster_id=scene.cluster, key="note", value=value))


def test_a_load_with_a_cpr_number_stores_nothing(store: Store, scene: Scene) -> None:
    good = {"cluster_id": scene.cluster, "title": "Emne", "created": s.START}
    with pytest.raises(PatientNumber):
        store.load("Import topics", "topic", [*[good] * 9, {**good, "situation": NUMBER}])
    assert s.contents(store)["topic"] == {}


def test_a_key_that_looks_like_a_cpr_number_is_only_a_key(store: Store) -> None:
    key = "01a20640-0e27-7d65-aa24-f0101901234b"
    assert find_cpr(key)
    with store.edit("Add") as session:
        session.add(Cluster(id=key, name="ØNH – Eksempel"))
        session.flush()
        s.add(session, Member(cluster_id=key, name="Anna Eksempel"))
    with store.edit("Rename", cluster=key) as session:
        session.get_one(Cluster, key).name = "Øre – Eksempel"
    store.undo(key)
    assert s.contents(store)["cluster"][key]["name"] == "ØNH – Eksempel"


def test_a_refused_burst_leaves_row_and_step_as_before_it(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "Ring til", cluster=scene.cluster, burst="title")
    before, steps = s.contents(store), s.steps(store)
    with pytest.raises(PatientNumber):
        s.rename(store, scene.items[0], f"Ring til {NUMBER}", cluster=scene.cluster, burst="title")
    assert (s.contents(store), s.steps(store)) == (before, steps)


def test_a_text_vouched_for_is_kept_until_it_changes(store: Store, scene: Scene) -> None:
    item = scene.items[0]
    words = f"Varenummer {NUMBER}"
    with store.edit("Vouch", cluster=scene.cluster) as session:
        session.add(
            NotCpr(
                table_name="item",
                row_key=item,
                field="title",
                digest=journal.digest(words),
                reason="Et varenummer",
                at=s.START,
            )
        )
    s.rename(store, item, words, cluster=scene.cluster)
    assert s.title(store, item) == words
    with pytest.raises(PatientNumber):
        s.rename(store, item, words + "!", cluster=scene.cluster)
    with pytest.raises(PatientNumber):
        s.rename(store, scene.items[1], words, cluster=scene.cluster)
    store.undo(scene.cluster)
    assert s.title(store, item) == "Velkomst"


def test_text_is_composed_and_freed_from_signs_that_turn_its_direction(
    store: Store, scene: Scene
) -> None:
    typed = unicodedata.normalize("NFD", "Ærø") + "\u202egnisærV\u2069"
    s.rename(store, scene.items[0], typed)
    assert s.title(store, scene.items[0]) == "ÆrøgnisærV"
    (row,) = s.steps(store)[-1].rows
    assert row.after == {"title": "ÆrøgnisærV"}


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\r", "\ud800"])
def test_signs_that_are_no_text_are_refused(store: Store, scene: Scene, sign: str) -> None:
    with pytest.raises(NotText):
        s.rename(store, scene.items[0], f"Vel{sign}komst")
    assert s.title(store, scene.items[0]) == "Velkomst"


@pytest.mark.parametrize(
    "words",
    ["<b>fed</b> & <img src=x>", "=SUM(A1)", "-2+3", "%s {name} $1", "a'); DROP TABLE item"],
)
def test_text_is_kept_as_typed(store: Store, scene: Scene, words: str) -> None:
    s.rename(store, scene.items[0], words)
    assert s.title(store, scene.items[0]) == words


_dates = st.sampled_from(("010190", "31-12-45", "29.02.04", "610190", "01 01 36"))
_tails = st.sampled_from(("1234", "-1234", " - 1234", "-1AB2", " 4321"))
_words = st.text(st.characters(codec="utf-8", categories=("L", "Zs")), max_size=6)


def test_typing_a_cpr_number_leaves_no_more_than_six_digits_in_any_file(
    store: Store, scene: Scene
) -> None:
    """Typed sign by sign, as a field does it: held back while a number may be beginning."""

    @given(_words, _dates, _tails, _words)
    def type_and_look(before: str, day: str, tail: str, after: str) -> None:
        whole = f"{before} {day}{tail} {after}"
        for end in range(1, len(whole) + 1):
            if not ends_in_possible_cpr(whole[:end]):
                _try_to_store(store, scene, whole[:end])
        _try_to_store(store, scene, whole)
        seven = next(n for n in range(1, len(tail) + 1) if tail[:n].strip(" -"))
        forbidden.add((day + tail[:seven]).encode())
        assert not _found_in(folder, forbidden)

    folder = Path(store.place).parent
    forbidden: set[bytes] = set()
    type_and_look()
    store.close()
    assert not _found_in(folder, forbidden)


def _try_to_store(store: Store, scene: Scene, words: str) -> None:
    try:
        s.rename(store, scene.items[0], words, cluster=scene.cluster, burst="title")
    except PatientNumber:
        assert find_cpr(words)


def _found_in(folder: Path, words: set[bytes]) -> list[str]:
    wanted = re.compile(b"|".join(re.escape(word) for word in sorted(words)))
    return [path.name for path in folder.iterdir() if wanted.search(path.read_bytes())]


def test_the_search_for_what_was_typed_would_find_it(store: Store, scene: Scene) -> None:
    s.rename(store, scene.items[0], "mærke 12345")
    assert "klynge.sqlite-wal" in _found_in(Path(store.place).parent, {"mærke 12345".encode()})


def test_nothing_of_a_refused_text_is_logged(
    store: Store, scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(PatientNumber):
        s.rename(store, scene.items[0], f"Patient {NUMBER}")
    assert NUMBER[:6] not in caplog.text
    assert "Patient" not in caplog.text


def test_a_database_error_does_not_repeat_what_was_written(store: Store, scene: Scene) -> None:
    same = {"cluster_id": scene.cluster, "key": "hemmelig nøgle", "valid_from": s.START.date()}

    def add_twice(session: Session) -> None:
        session.add_all([Setting(**same, value="privat"), Setting(**same, value="privat")])
        session.flush()

    with pytest.raises(Exception, match="UNIQUE") as caught, store.edit("Set") as session:
        add_twice(session)
    assert "hemmelig" not in str(caught.value)
    assert "privat" not in str(caught.value)


def test_a_store_in_a_test_uses_the_clock_it_was_given(store: Store, clock: SteppingClock) -> None:
    with store.edit("Add") as session:
        session.add(Cluster(name="ØNH – Eksempel"))
    assert s.steps(store)[-1].at == clock.now
    assert store.ask(lambda session: session.scalar(select(Cluster.version))) == 1
