"""A member who is made anonymous: the name is in no file of the store, and the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store import scene as s
from tests.store.scene import Scene, SteppingClock

from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, members, outcomes, preparation
from facilitator.store import backup, forgetting, queries
from facilitator.store import tables as t
from facilitator.store.store import Store

LEFT = date(2026, 8, 1)
NAME = "Ærø Åse Østergård"


@dataclass(frozen=True, slots=True)
class Erasing:
    """A furnished store and the member whose name is about to go."""

    store: Store
    scene: Scene
    member: str
    place: Path

    def anonymise(self, texts: tuple[members.Text, ...] = ()) -> str:
        with self.store.edit("Anonymise", cluster=self.scene.cluster, fact=True) as session:
            instead = members.anonymise(session, self.member, s.START, texts)
        self.store.wipe()
        return instead

    def bytes(self) -> bytes:
        """What every file of the store holds, as an editor of bytes would show it."""
        return b"".join(path.read_bytes() for path in self.place.parent.iterdir() if path.is_file())


@pytest.fixture
def erasing(store: Store, store_path: Path) -> Erasing:
    return with_name(store, store_path, NAME)


def with_name(store: Store, place: Path, name: str) -> Erasing:
    """A filled store in which a name stands in every kind of place, changed now and then."""
    scene = s.fill(store)
    anna, cluster = scene.members[0], scene.cluster
    with store.edit("Name", cluster=cluster) as session:
        members.change_member(session, anna, name=name, initials="ÆÅØ", email="aase@oe.example")
    with store.edit("Who", cluster=cluster) as session:
        session.get_one(t.Item, scene.items[0]).who = name
        session.get_one(t.Item, scene.items[1]).who = "æåø"
    for text in (f"{name}s idé", f"Spørg {name.lower()}!", "Spørg i klinikken"):
        with store.edit("Write", cluster=cluster) as session:
            agenda.change_item(session, scene.items[2], notes=text)
    with store.edit("Delete", cluster=cluster) as session:
        gone = preparation.add_preparation(session, scene.meeting, f"{name} finder en case")
    with store.edit("Delete", cluster=cluster) as session:
        preparation.remove_preparation(session, gone)
    with store.edit("Left", cluster=cluster) as session:
        members.leave(session, anna, LEFT)
    return Erasing(store, scene, anna, place)


def forms(name: str) -> Iterator[bytes]:
    for one in (name, name.lower(), name.upper()):
        yield one.encode()


def test_the_name_is_in_no_file_of_the_store(erasing: Erasing) -> None:
    assert NAME.encode() in erasing.bytes()
    assert erasing.anonymise() == "Tidligere medlem 1"
    raw = erasing.bytes()
    for form in (*forms(NAME), *forms("ÆÅØ"), b"aase@oe.example", b"Anna Eksempel"):
        assert form not in raw
    erasing.store.close()
    assert not any(form in erasing.bytes() for form in forms(NAME))


words = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=3, max_size=9).map(str.capitalize)


@settings(max_examples=6)
@given(st.lists(words, min_size=2, max_size=4).map(" ".join))
def test_no_name_is_left_behind(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    place = tmp_path_factory.mktemp("erasure") / "klynge.sqlite"
    one = with_name(s.new_store(place), place, name)
    one.anonymise()
    assert not any(form in one.bytes() for form in forms(name))
    one.store.close()


def test_the_backups_that_hold_the_name_are_told_with_their_last_day(erasing: Erasing) -> None:
    clock = SteppingClock(s.START)
    folder = backup.folder_of(erasing.place)
    for day in range(3):
        clock.now = s.START + timedelta(days=10 * day)
        backup.make(erasing.place, folder, clock)
    erasing.anonymise()
    held = forgetting.copies_holding(erasing.place, erasing.member, clock.now)
    assert [one.at for one in held if one.at] == sorted(one.at for one in held if one.at)[::-1]
    days = [one.until for one in held if one.until]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)
    # One every ten days: 12 days, 10 weeks and 9 months in which there is one.
    assert date(2028, 1, 1) < days[0] < date(2028, 3, 1)


def test_backups_with_the_name_go_once_one_without_it_is_verified(erasing: Erasing) -> None:
    clock = SteppingClock(s.START)
    folder = backup.folder_of(erasing.place)
    backup.make(erasing.place, folder, clock)
    erasing.anonymise()
    assert forgetting.remove_backups_holding(erasing.place, erasing.member, clock) == 1
    (left,) = backup.list_backups(folder)
    assert NAME.encode() not in left.path.read_bytes()
    assert backup.verify(left.path)["member"] == 2
    assert not forgetting.copies_holding(erasing.place, erasing.member, clock.now)


def test_a_backup_that_holds_a_namesake_alone_is_not_told(erasing: Erasing) -> None:
    clock, place = SteppingClock(s.START), erasing.place
    with erasing.store.edit("Add") as session:
        members.make_cluster(session, "Elsewhere", members=[(NAME, "")])
    backup.make(place, backup.folder_of(place), clock)
    erasing.anonymise()
    assert len(forgetting.copies_holding(place, erasing.member, clock.now, NAME)) == 1
    assert forgetting.remove_backups_holding(place, erasing.member, clock, NAME) == 1
    assert not forgetting.copies_holding(place, erasing.member, clock.now, NAME)


def test_no_backup_goes_when_a_new_one_cannot_be_made(
    erasing: Erasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SteppingClock(s.START)
    backup.make(erasing.place, backup.folder_of(erasing.place), clock)
    erasing.anonymise()

    def full(*_args: object) -> None:
        raise Refusal("The disk is full.")

    monkeypatch.setattr(backup, "_copy", full)
    with pytest.raises(Refusal):
        forgetting.remove_backups_holding(erasing.place, erasing.member, clock)
    assert len(forgetting.copies_holding(erasing.place, erasing.member, clock.now)) == 1


def test_what_others_wrote_is_listed_and_changed_only_where_a_person_says_so(
    erasing: Erasing,
) -> None:
    store, scene = erasing.store, erasing.scene
    with store.edit("Write", cluster=scene.cluster) as session:
        outcomes.add_insight(session, scene.meeting, f"{NAME} viste en manøvre", s.START)
        outcomes.add_insight(session, scene.meeting, "Åse spurgte først", s.START)
        outcomes.add_insight(session, scene.meeting, "Bogøe har ventetid", s.START)
    found = store.ask(queries.mentions, erasing.member)
    assert [(one.text, one.is_whole) for one in found] == [
        (f"{NAME} viste en manøvre", True),
        ("Åse spurgte først", False),
    ]
    instead = erasing.anonymise(((found[0].table, found[0].key, found[0].column),))
    texts = {one.text for one in store.ask(queries.log, scene.meeting).insights}
    assert {f"{instead} viste en manøvre", "Åse spurgte først"} <= texts
    assert NAME.encode() not in erasing.bytes()


def test_what_a_person_writes_over_afterwards_goes_from_the_steps_as_well(
    erasing: Erasing,
) -> None:
    store, scene = erasing.store, erasing.scene
    with store.edit("Write", cluster=scene.cluster) as session:
        key = outcomes.add_insight(session, scene.meeting, f"{NAME} lo", s.START)
    erasing.anonymise()
    with store.edit("Write", cluster=scene.cluster) as session:
        outcomes.change_insight(session, key, text="Vi lo")
    assert NAME.encode() in erasing.bytes()
    with store.edit("Forget", cluster=scene.cluster) as session:
        assert members.forget_name(session, erasing.member, members.Names((NAME,))) == 1
    store.wipe()
    assert NAME.encode() not in erasing.bytes()


def test_links_stay_with_a_number_instead_of_a_name(erasing: Erasing) -> None:
    instead = erasing.anonymise()
    minutes = erasing.store.ask(queries.commitments, erasing.scene.cluster)
    assert [one.owner for one in minutes] == [instead]
    items = erasing.store.ask(queries.agenda, erasing.scene.meeting).items
    assert [one.who for one in items][:2] == [instead, instead]


def test_somebody_who_is_still_there_is_not_made_anonymous(erasing: Erasing) -> None:
    with erasing.store.edit("Stay", cluster=erasing.scene.cluster) as session:
        members.leave(session, erasing.member, None)
    with pytest.raises(Refusal, match="left"):
        erasing.anonymise()
    assert NAME.encode() in erasing.bytes()


def test_another_of_the_same_name_keeps_it(erasing: Erasing) -> None:
    with erasing.store.edit("Add", cluster=erasing.scene.cluster) as session:
        other = members.add_member(session, erasing.scene.cluster, NAME)
    erasing.anonymise()
    people = erasing.store.ask(queries.members, erasing.scene.cluster, LEFT)
    assert {one.name for one in people if one.id == other} == {NAME}
    erasing.store.undo(erasing.scene.cluster)
    assert len(erasing.store.ask(queries.members, erasing.scene.cluster, LEFT)) == 2


def test_a_server_forgets_as_well(place: str, tmp_path: Path) -> None:
    server = Store.open(place, SteppingClock(), installation="desk", create=True)
    one = with_name(server, tmp_path / "none", NAME)
    one.anonymise()
    with server.edit("Look") as session:
        kept = [row.rows for row in session.query(t.StepRow)]
    written = [
        text for *_, text in server.ask(lambda on: [*queries.texts_of(on, one.scene.cluster)])
    ]
    assert len(kept) > 5
    assert not any(NAME.casefold() in text.casefold() for text in (*kept, *written))
    server.close()


def test_pages_out_of_use_are_cleared_away(erasing: Erasing) -> None:
    store, cluster = erasing.store, erasing.scene.cluster
    with store.edit("Write", cluster=cluster) as session:
        about = session, erasing.scene.meeting
        keys = [preparation.add_preparation(*about, f"{NAME} " * 40) for _ in range(60)]
    with store.edit("Change", cluster=cluster) as session:
        for key in keys:
            preparation.change_preparation(session, key, text="Intet")
    erasing.anonymise()
    raw = erasing.place.read_bytes()
    # “Total number of freelist pages” of the header (SQLite, Database File Format, 1.3): what
    # SQLite moves about, it leaves copies of in pages, and only a new file has none of them.
    assert int.from_bytes(raw[36:40]) == 0
    assert not any(form in erasing.bytes() for form in forms(NAME))
