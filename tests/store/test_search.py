"""Everything written is found, in a file and on a server alike, and what is erased is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.clock import new_id
from facilitator.domain import search as words
from facilitator.domain.search import KINDS, Hit
from facilitator.edits import agenda, content
from facilitator.store import queries, search
from facilitator.store import tables as t
from facilitator.store.engines import IndexDamaged
from facilitator.store.scrubbing import scrub
from facilitator.store.store import Store
from facilitator.store.tables import TABLES
from facilitator.ui.page import PAGES

FEW = "facilitator.store.query.search._FEW"

WRITTEN = (
    "Svimmelhed i praksis",
    "Akut svimmelhed hos ældre",
    "Skærmbesøg på Ærø",
    "Mål for mødet",
    "Maling og mal",
    "Resumé af 3 forløb (100 %)",
    "“Ring tilbage” – og 'skriv'",
    "Når hvad NEAR OR NOT siger",
    "a_b\\c % * ? \"",
)  # fmt: skip
"""Titles of the items of one meeting."""

TYPED = (
    *("svimmel", "melhed", "SVIMMELHED", "akut svimmelhed", '"akut svimmelhed"', "svimmelhed akut"),
    *("ærø", "Ærø", "æRø", "aero", "mål", "mal", "maal", "å", "m", "p", "på", "s i", "svimmel a"),
    *("resumé", "resume", "3", "(100", "100 %", "%", "_", "a_b", "\\", 'b\\c % * ? "', "*", "?"),
    *("ring tilbage", '"ring tilbage”', "'skriv'", "NEAR OR", "NOT", "AND", "-x", "a:b", "text:s"),
    *("", " ", '"', '""', "“", "hos hos", "findes ikke", "é", "af 3", "3 af", "ål", "bes", "besøg"),
)


@pytest.fixture(scope="module", params=["read through", "by the index", "server"])
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Scene]]:
    """The same things written, in a file and on a server.

    The rows of a file are few, and would all be read through without its index.
    """
    if request.param != "server":
        store = s.new_store(tmp_path_factory.mktemp("search") / "klynge.sqlite")
    else:
        make: Callable[[], str] = request.getfixturevalue("new_prepared_place")
        store = Store.open(make(), SteppingClock(), installation="desk")
    scene = s.fill(store)
    with store.edit("Write", cluster=scene.cluster) as session:
        session.add_all(s.new_item(scene.meeting, 10 + n, text) for n, text in enumerate(WRITTEN))
        session.get_one(t.Item, scene.items[0]).notes = "Kun for mig: husk nøglen"
        other = s.add(session, t.Cluster(name="Ortopæd – Eksempel"))
        session.add(t.Topic(cluster_id=other, title="Svimmelhed hos naboen", created=s.START))
        for number in range(2, 12):
            start = s.START - timedelta(days=number)
            about = {"start": start, "end": start + timedelta(hours=1), "place": "Nøddesalen"}
            session.add(t.Meeting(cluster_id=scene.cluster, number=number, **about))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FEW, 2 if request.param == "by the index" else 300)
        yield store, scene
    store.close()


def found(store: Store, scene: Scene, typed: str, **how: Any) -> tuple[Hit, ...]:
    return store.ask(queries.find, scene.cluster, typed, **how)


@pytest.mark.parametrize("typed", TYPED)
def test_exactly_what_is_meant_is_found_everywhere(
    written: tuple[Store, Scene], typed: str
) -> None:
    store, scene = written
    wanted = words.terms(typed)
    meant = {text for text in WRITTEN if wanted and words.is_meant(text, wanted)}
    hits = found(store, scene, typed, kinds=("item",), most=100)
    assert {hit.text for hit in hits} & set(WRITTEN) == meant


def test_every_kind_of_thing_is_found_and_says_where_it_is_from(
    written: tuple[Store, Scene],
) -> None:
    store, scene = written
    hits = found(store, scene, "svimmel")
    kinds = [hit.kind for hit in hits]
    assert set(kinds) == {"item", "topic", "case", "material", "commitment"}
    assert kinds == sorted(kinds, key=[kind.id for kind in KINDS].index)
    assert "Svimmelhed hos naboen" not in {hit.text for hit in hits}
    (agreed,) = (hit for hit in hits if hit.kind == "commitment")
    assert (agreed.page, agreed.number, agreed.owner) == ("follow_up", 1, "Anna Eksempel")
    assert agreed.subject == agreed.key
    assert agreed.text == "laver jeg Dix-Hallpike\nNår en patient er svimmel"
    guideline = next(hit for hit in hits if hit.table == "guideline")
    assert (guideline.cluster, guideline.number) == (None, None)
    item = next(hit for hit in hits if hit.kind == "item")
    assert (item.cluster, item.subject) == (scene.cluster, scene.meeting)
    assert {hit.table for hit in found(store, scene, "én dag")} == {"cycle"}
    assert {hit.table for hit in found(store, scene, "eksempel")} > {"member", "cluster", "guest"}
    (counted,) = found(store, scene, "genundersøgte")
    (survey,), (mark,) = (
        found(store, scene, typed) for typed in ("første runde", "henvisningsvej")
    )
    assert (counted.table, counted.page, counted.cluster) == ("indicator", "data", None)
    assert (survey.kind, survey.page, survey.subject) == ("mark", "history", survey.key)
    assert (mark.kind, mark.page, mark.cluster) == ("mark", "history", scene.cluster)
    for typed, table in (("case", "template_item"), ("drøft", "template_step")):
        line = next(hit for hit in found(store, scene, typed) if hit.table == table)
        assert line.owner == "Vores aften"


def test_the_newest_of_a_kind_come_first_and_only_so_many(written: tuple[Store, Scene]) -> None:
    store, scene = written
    hits = found(store, scene, "nøddesal", most=4)
    assert [hit.number for hit in hits] == [2, 3, 4, 5]
    assert [hit.number for hit in found(store, scene, "7. møde", kinds=("meeting",))] == [7]
    days = [hit.day for hit in found(store, scene, "nøddesal", most=100)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 10


def test_notes_are_found_only_by_whom_they_are_for(written: tuple[Store, Scene]) -> None:
    store, scene = written
    assert [hit.kind for hit in found(store, scene, "nøglen")] == ["note"]
    assert found(store, scene, "nøglen", private=False) == ()


def test_what_was_open_lately_is_found_by_its_places(written: tuple[Store, Scene]) -> None:
    store, scene = written
    (agreed,) = found(store, scene, "dix", kinds=("commitment",))
    places = (("run", scene.meeting), ("follow_up", agreed.key), ("meetings", new_id()))
    hits = store.ask(queries.recent, scene.cluster, places)
    assert [(hit.page, hit.key) for hit in hits] == list(places[:2])
    assert store.ask(queries.recent, new_id(), places) == ()
    assert store.ask(queries.recent, scene.cluster, ()) == ()


def test_every_source_leads_to_a_page_and_reads_columns_that_are_there() -> None:
    pages = {row.id for row in PAGES} | {"topics"}
    for source in search.SOURCES:
        assert set(source.columns) <= set(TABLES[source.table].__table__.columns.keys())
        assert source.page in pages
    assert not [one for one in search.SOURCES if {"email", "provider_number"} & set(one.columns)]


def test_what_is_searched_changes_only_with_a_revision() -> None:
    """A store of the program before would else not find what is new; a revision fills the index.

    Whoever changes SOURCES adds a revision and writes down here what is said then.
    """
    said = sorted((one.id, one.kind, one.when, *one.columns) for one in search.SOURCES)
    seen = hashlib.sha256(repr(said).encode()).hexdigest()[:8]
    assert seen == "86d3f3b1"


FEWS = st.sampled_from((0, 5, 300))
"""How many rows are so few that they are read through: none, some, all."""


# -- a file's index follows what is done


def test_the_index_follows_edits_undo_redo_loads_and_moves(store: Store) -> None:
    scene = s.fill(store)
    how: dict[str, Any] = {"cluster": scene.cluster}
    s.assert_index_is_complete(store)
    s.rename(store, scene.items[0], "Næseblod", **how)
    assert [hit.text for hit in found(store, scene, "næseblod")] == ["Næseblod"]
    assert found(store, scene, "velkomst") == ()
    store.undo(scene.cluster)
    assert [hit.text for hit in found(store, scene, "velkomst")] == ["Velkomst"]
    assert found(store, scene, "næseblod") == ()
    store.redo(scene.cluster)
    assert found(store, scene, "næseblod")
    with store.edit("Move", **how) as session:
        meeting = session.get_one(t.Meeting, scene.meeting)
        meeting.start -= timedelta(days=400)
        session.get_one(t.Commitment, found(store, scene, "dix")[0].key).member_id = scene.members[
            1
        ]
    assert found(store, scene, "næseblod")[0].day == date(2025, 11, 3)
    assert {hit.owner for hit in found(store, scene, "dix")} == {"Bo Eksempel"}
    s.assert_index_is_complete(store)
    topics = [
        {"cluster_id": scene.cluster, "title": f"Hørenedsættelse {n}", "created": s.START}
        for n in range(20)
    ]
    store.load("Import topics", "topic", topics, **how)
    assert len(found(store, scene, "nedsæt", most=100)) == 20
    s.assert_index_is_complete(store)
    store.undo(scene.cluster)
    assert found(store, scene, "nedsæt") == ()
    with store.edit("Remove", **how) as session:
        agenda.remove_items(session, scene.items[:1])
    assert found(store, scene, "næseblod") == ()
    s.assert_index_is_complete(store)


def test_a_change_of_most_of_what_is_written_is_followed_by_making_the_index_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = s.fill(store)
    monkeypatch.setattr(search, "_MANY", 1)
    made: list[int] = []
    rebuild = search.rebuild
    monkeypatch.setattr(search, "rebuild", lambda on: made.append(rebuild(on)))
    with store.edit("Add many", cluster=scene.cluster) as session:
        for number in range(60):
            agenda.add_item(session, scene.meeting, "case", title=f"Næseblod {number}")
    assert made
    assert len(found(store, scene, "næseblod", most=100)) == 60
    monkeypatch.undo()
    s.assert_index_is_complete(store)


def test_moving_items_and_ticking_leave_the_index_alone(
    store: Store, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: list[str] = []
    monkeypatch.setattr(search, "_renew", lambda *args: renewed.append(args[1].id))
    with store.edit("Move", cluster=scene.cluster) as session:
        item = session.get_one(t.Item, scene.items[0])
        item.position, item.planned = 3 << 20, 900
        session.get_one(t.Meeting, scene.meeting).status = "ready"
    assert renewed == []


@given(st.text(max_size=30), FEWS)
def test_nothing_that_can_be_typed_does_harm(typed: str, few: int) -> None:
    assert_finds_what_is_meant(typed, few)


@given(st.lists(st.sampled_from(" ".join(WRITTEN)), max_size=5).map("".join), FEWS)
def test_any_few_signs_of_what_is_written_are_found_just_where_they_stand(
    typed: str, few: int
) -> None:
    assert_finds_what_is_meant(typed, few)


def assert_finds_what_is_meant(typed: str, few: int) -> None:
    store, scene = _one_store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FEW, few)
        hits = found(store, scene, typed, kinds=("item",), most=100)
    wanted = words.terms(typed)
    meant = {text for text in WRITTEN if wanted and words.is_meant(text, wanted)}
    assert {hit.text for hit in hits} == meant


_kept: list[tuple[Store, Scene]] = []


def _one_store() -> tuple[Store, Scene]:
    assert _kept, "a test asked before the store was there"
    return _kept[0]


@pytest.fixture(scope="module", autouse=True)
def _one_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    store = s.new_store(tmp_path_factory.mktemp("typed") / "klynge.sqlite")
    scene = s.furnish(store)
    with store.edit("Write") as session:
        for key in scene.items:
            session.delete(session.get_one(t.Item, key))
        session.add_all(s.new_item(scene.meeting, n, text) for n, text in enumerate(WRITTEN, 1))
    _kept.append((store, scene))
    yield
    _kept.clear()
    store.close()


def test_many_hits_are_found_kind_by_kind_as_few_are(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = s.fill(store)
    topics = [
        {"cluster_id": scene.cluster, "title": f"Svimmelhed {n} {'ab'[n % 2]}", "created": s.START}
        for n in range(50)
    ]
    store.load("Import topics", "topic", topics)
    asked = ("svimmel", "svimmelhed a", "sv", "s a", "svimmelhed 7", "svimmel dix", "svimmel zz")
    few = [found(store, scene, typed) for typed in asked]
    for most in (0, 3, 20):
        monkeypatch.setattr(FEW, most)
        assert [found(store, scene, typed) for typed in asked] == few
    assert [len(hits) for hits in few][-1] == 0


# -- what is erased is gone


def bytes_of(store: Store) -> bytes:
    place = Path(store.place)
    return b"".join(path.read_bytes() for path in sorted(place.parent.glob(place.name + "*")))


def test_an_erased_text_is_in_no_file_of_the_store(store: Store) -> None:
    """Neither as it was written nor as the index had it: in small letters, and in pieces."""
    scene = s.fill(store)
    (case,) = found(store, scene, "anfaldsvis", kinds=("case",))
    marker, pieces = "Qvxzjkw", ("qvxzjkw", "Qvxzjkw")

    def traces() -> list[str]:
        return [one for one in pieces if one.encode() in bytes_of(store)]

    with store.edit("Write", cluster=scene.cluster) as session:
        session.get_one(t.Case, case.key).course = f"Det begyndte med {marker} om natten"
    assert traces() == list(pieces)
    assert found(store, scene, "vxzj")
    with store.edit("Delete", cluster=scene.cluster, fact=True) as session:
        content.delete_case_text(session, case.key, s.START)
    assert found(store, scene, "vxzj") == ()
    store.close()
    assert traces() == []
    assert b"xzj" not in bytes_of(store)


def test_nothing_of_an_erased_word_marks_a_page_of_the_index(store: Store) -> None:
    scene = s.furnish(store)
    topics = (
        {"cluster_id": scene.cluster, "title": f"Krzyzanowska{n}", "created": s.START}
        for n in range(2000)
    )
    store.load("Import topics", "topic", topics)
    marks = "SELECT substr(term, 2) FROM search_words_idx WHERE length(term) > 14"
    (mark, *_) = store.ask(lambda session: _texts(session, marks))
    (hit, *_) = (one for one in found(store, scene, mark, most=2000) if one.kind == "topic")
    with store.edit("Erase") as session:
        session.get_one(t.Topic, hit.key).title = ""
        scrub(session, "topic", hit.key, {"title": ""})
    word = hit.text.lower()
    assert not [one for one in store.ask(lambda session: _texts(session, marks)) if one == word]
    store.close()
    assert word.encode() not in bytes_of(store).lower()


def _texts(session: Session, query: str) -> list[str]:
    rows = session.connection().exec_driver_sql(query).scalars()
    return [one.decode() if isinstance(one, bytes) else one for one in rows]


# -- made anew


def test_a_damaged_index_is_made_anew_from_what_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = s.fill(store)
    before = s.index_lines(store)

    def damage(connection: Any) -> None:
        connection.exec_driver_sql("UPDATE search_signs_data SET block = x'00' WHERE id > 10")

    store.live(damage)
    monkeypatch.setattr(FEW, 0)
    with pytest.raises(IndexDamaged):
        found(store, scene, "svimmel")
    store.live(lambda connection: connection.exec_driver_sql("DELETE FROM search_line"))
    assert store.rebuild_search() == len(before)
    assert s.index_lines(store) == before
    assert found(store, scene, "svimmel")
    store.live(damage)
    s.rename(store, scene.items[1], "Svimmelhed")
    s.assert_index_is_complete(store)
    assert store.broken is None
