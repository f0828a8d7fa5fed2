"""The fast road to the home page says what the ordinary one says, or nothing."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.scene import START, SteppingClock

from facilitator.domain.overview import Overview
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.driver import REVISIONS
from facilitator.store.glance import glance
from facilitator.store.store import Store

TODAY = START.date()

days = st.none() | st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
STATUSES = ("planned", "trying", "partly", "introduced", "not_introduced", "dropped")
names = st.text(st.sampled_from("aAbB zøØåé'\"%"), max_size=5)


def some(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


class Inventor:
    """Makes up a store from what hypothesis draws."""

    def __init__(self, session: Session, data: st.DataObject) -> None:
        self.session, self.draw = session, data.draw

    def add(self, row: Any) -> str:
        return s.add(self.session, row)

    def one_of(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def moment(self) -> datetime:
        return START + timedelta(minutes=self.draw(some(400_000)) - 200_000)

    def clusters(self) -> None:
        specialty = self.add(t.Specialty(name="Øre-næse-hals"))
        for _ in range(self.draw(some(2))):
            zone = self.one_of("Europe/Copenhagen", "America/Godthab", "Pacific/Auckland")
            of = self.one_of(None, specialty)
            self.cluster(self.add(t.Cluster(name=self.draw(names), zone=zone, specialty_id=of)))

    def cluster(self, cluster: str) -> None:
        clinics = [None, *self.several(2, lambda: t.Clinic(cluster_id=cluster, name="Klinik"))]
        members = self.several(
            4,
            lambda: t.Member(
                cluster_id=cluster,
                clinic_id=self.one_of(*clinics),
                name=self.draw(names),
                joined=self.draw(days),
                left=self.draw(days),
            ),
        )
        meetings = [self.meeting(cluster, number, members) for number in range(self.draw(some(4)))]
        for _ in range(self.draw(some(9))):
            self.commitment(cluster, clinics, members, [None, *meetings])

    def several(self, most: int, make: Any) -> list[str]:
        return [self.add(make()) for _ in range(self.draw(some(most)))]

    def meeting(self, cluster: str, number: int, members: list[str]) -> str:
        start = self.moment()
        status = self.one_of("draft", "ready", "running", "held", "closed", "cancelled")
        started = start + timedelta(minutes=number) if status == "running" else None
        ended = self.one_of(None, start + timedelta(hours=3)) if status == "held" else None
        meeting = self.add(
            t.Meeting(
                cluster_id=cluster,
                number=number + 1,
                start=start,
                end=start + timedelta(hours=3),
                status=status,
                started=started,
                ended=ended,
            )
        )
        about = {"meeting_id": meeting, "position": 1}
        self.several(2, lambda: t.Goal(**about, text="Alle prøver én ting"))
        self.several(2, lambda: t.Insight(**about, at=start, text="Spørg altid"))
        for place in range(self.draw(some(3))):
            item = s.new_item(meeting, place, self.draw(names))
            item.who = self.draw(names)
            item.member_id = self.one_of(None, *members)
            self.add(item)
        for member in members:
            state = self.one_of("present", "apology", "absent")
            self.add(t.Attendance(meeting_id=meeting, member_id=member, state=state))
        return meeting

    def commitment(
        self, cluster: str, clinics: list[Any], members: list[str], meetings: list[Any]
    ) -> None:
        member = self.one_of(None, *members)
        clinic = None if member else self.one_of(*clinics)
        key = self.add(
            t.Commitment(
                cluster_id=cluster,
                meeting_id=self.one_of(*meetings),
                member_id=member,
                clinic_id=clinic,
                whole_cluster=not member and not clinic,
                position=1,
                agreed=self.moment(),
                action=self.draw(names),
                due=self.draw(days),
                status=self.one_of(*STATUSES),
                snoozed=self.draw(days),
            )
        )
        said = {"status": self.one_of(*STATUSES), "said_by_id": self.one_of(None, *members)}
        self.add(t.FollowUp(commitment_id=key, at=START, **said))


def overviews(store: Store, today: date) -> list[Overview]:
    clusters = [one.id for one in store.ask(queries.clusters, today)]
    return [store.ask(queries.overview, cluster, today) for cluster in clusters]


def first_shown(store: Store, wanted: str | None, today: date) -> str | None:
    """The cluster the program shows when it opens."""
    running = store.ask(queries.running_meeting)
    there = [one.id for one in store.ask(queries.clusters, today)]
    return running[1] if running else wanted if wanted in there else next(iter(there), None)


@given(st.data())
def test_both_roads_to_the_home_page_say_the_same_of_any_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("glance") / "klynge.sqlite"
    with closing(s.new_store(path)) as store:
        with store.edit("Invent") as session:
            Inventor(session, data).clusters()
        today = TODAY + timedelta(days=data.draw(some(300)))
        known = {one.cluster: one for one in overviews(store, today)}
        shown = {wanted: first_shown(store, wanted, today) for wanted in (None, "gone", *known)}
    for wanted, cluster in shown.items():
        assert glance(path, wanted, today) == (known[cluster] if cluster else None)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.fixture
def closed(store: Store, store_path: Path) -> Path:
    s.fill(store)
    store.close()
    return store_path


def test_a_clean_store_is_seen_at_a_glance(closed: Path) -> None:
    seen = glance(str(closed), None, TODAY)
    assert seen is not None
    assert seen.name is not None
    assert (seen.name.name, seen.name.specialty, seen.members) == (
        "ØNH – Eksempel",
        "Øre-næse-hals",
        2,
    )


def test_who_said_so_of_a_commitment_of_the_whole_cluster_has_improved(
    store: Store, store_path: Path, scene: s.Scene
) -> None:
    with store.edit("Agree") as session:
        about = {"cluster_id": scene.cluster, "whole_cluster": True, "position": 1}
        key = s.add(session, t.Commitment(**about, agreed=START, action="Ringer op"))
        said = {"status": "introduced", "said_by_id": scene.members[0]}
        session.add(t.FollowUp(commitment_id=key, at=START, **said))
    known = store.ask(queries.overview, scene.cluster, TODAY)
    store.close()
    assert known.improved == 1
    assert glance(store_path, None, TODAY) == known


@pytest.mark.parametrize(
    "place",
    ["postgresql://anna@server/klynge", "findes ikke.sqlite", "."],
    ids=["a server", "a missing file", "a folder"],
)
def test_whatever_is_no_file_is_not_glanced_at(place: str) -> None:
    assert glance(place, None, TODAY) is None


def test_an_older_or_newer_store_is_not_glanced_at(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.store.driver.REVISIONS", (*REVISIONS, "9999"))
    assert glance(closed, None, TODAY) is None
    monkeypatch.setattr("facilitator.store.driver.REVISIONS", ())
    assert glance(closed, None, TODAY) is None


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_store_not_closed_cleanly_is_not_glanced_at(closed: Path, ending: str) -> None:
    closed.with_name(closed.name + ending).write_bytes(b"anything")
    assert glance(closed, None, TODAY) is None


def test_an_empty_log_is_no_obstacle(closed: Path) -> None:
    closed.with_name(closed.name + "-wal").write_bytes(b"")
    assert glance(closed, None, TODAY) is not None


@pytest.mark.parametrize("content", [b"", b"Dagsorden", b"SQLite format 3\0" + bytes(200)])
def test_a_foreign_file_is_not_glanced_at(closed: Path, content: bytes) -> None:
    closed.write_bytes(content)
    assert glance(closed, None, TODAY) is None


def test_a_damaged_store_is_not_glanced_at(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[:100] + b"\x5a" * (len(content) - 100))
    assert glance(closed, None, TODAY) is None


def test_a_store_that_is_empty_of_clusters_shows_nothing(store: Store, store_path: Path) -> None:
    store.close()
    assert glance(store_path, None, TODAY) is None


def test_glancing_loads_neither_sqlalchemy_nor_alembic() -> None:
    say = (
        "import sys, facilitator.store.glance;"
        "print([m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'alembic')])"
    )
    run = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_what_was_seen_at_a_glance_is_what_the_open_store_answers(
    closed: Path, clock: SteppingClock
) -> None:
    seen = glance(closed, None, TODAY)
    assert seen is not None
    store = Store.open(closed, clock, installation="desk")
    assert store.ask(queries.overview, seen.cluster, TODAY) == seen
    store.close()
