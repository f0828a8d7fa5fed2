"""What the tests of the store stand on: a clock that steps, a small cluster, and ways to look."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from tests import furniture

from facilitator.store import journal, search
from facilitator.store import tables as t
from facilitator.store.store import Store, step_info
from facilitator.store.tables import SPACING, TABLES, Cluster, Item, Meeting, Member, StepRow

START = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)


class SteppingClock:
    """One second later each time it is asked."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def utc(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def mono(self) -> float:
        return (self.now - START).total_seconds()


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys of a cluster with two members and one meeting of three items."""

    cluster: str
    members: tuple[str, ...]
    meeting: str
    items: tuple[str, ...]


def new_store(place: Path, installation: str = "desk", clock: SteppingClock | None = None) -> Store:
    """A store without a cluster."""
    return furniture.new_store(place, clock or SteppingClock(), installation=installation)


def furnish(store: Store) -> Scene:
    """A small cluster, made in one edit that belongs to no cluster."""
    with store.edit("Make") as session:
        cluster = add(session, Cluster(name="ØNH – Eksempel"))
        members = [
            add(session, Member(cluster_id=cluster, name=name, position=n * SPACING))
            for n, name in enumerate(("Anna Eksempel", "Bo Eksempel"), 1)
        ]
        meeting = add(session, new_meeting(cluster, 1))
        titles = ("Velkomst", "Svimmelhed i praksis", "Opsummering")
        items = [add(session, new_item(meeting, n, title)) for n, title in enumerate(titles, 1)]
    return Scene(cluster, tuple(members), meeting, tuple(items))


def fill(store: Store) -> Scene:
    """At least one row in every table there is."""
    scene = furnish(store)
    with store.edit("Fill", cluster=scene.cluster) as session:
        cluster = session.get_one(t.Cluster, scene.cluster)
        cluster.specialty_id = add(session, t.Specialty(name="Øre-næse-hals"))
        clinic = add(session, t.Clinic(cluster_id=scene.cluster, name="Klinik 1"))
        member, meeting, item = scene.members[0], scene.meeting, scene.items[1]
        session.get_one(Member, member).clinic_id = clinic
        about = {"meeting_id": meeting, "position": SPACING}
        topic = t.Topic(cluster_id=scene.cluster, title="Svimmelhed", created=START)
        insight = t.Insight(**about, item_id=item, at=START, text="Spørg altid", official=1)
        commitment = t.Commitment(
            **about,
            cluster_id=scene.cluster,
            insight_id=add(session, insight),
            member_id=member,
            agreed=START,
            situation="Når en patient er svimmel",
            action="laver jeg Dix-Hallpike",
            due=START.date(),
            confidence=8,
        )
        commitment_id = add(session, commitment)
        session.add_all(
            [
                t.TopicVote(topic_id=add(session, topic), meeting_id=meeting, votes=4),
                t.Cycle(commitment_id=commitment_id, position=SPACING, begun=START, plan="Én dag"),
                t.Improvement(cluster_id=scene.cluster, commitment_id=commitment_id, n=10),
                t.HandoverBase(
                    cluster_id=scene.cluster, table_name="item", row_key=item, digest="x"
                ),
                t.Role(member_id=member, role="coordinator", since=START.date()),
                t.Goal(**about, text="Alle prøver én ting"),
                t.ItemStep(item_id=item, position=SPACING, title="fremlæggelse", seconds=300),
                t.Press(meeting_id=meeting, seq=1, at=START, mono=0.5, run="a", kind="started"),
                t.SignOfLife(meeting_id=meeting, at=START, mono=0.5, run="a"),
                t.Attendance(meeting_id=meeting, member_id=member, state="present"),
                t.Guest(**about, name="Gry Gæst", organisation="Eksempelby Sygehus"),
                t.Spoken(meeting_id=meeting, member_id=member, times=3),
                t.Pulse(meeting_id=meeting, question="relevant", yes=5, partly=2, no=1),
                t.FollowUp(commitment_id=commitment_id, at=START, status="trying"),
                t.Parked(**about, at=START, text="Blodfortyndende behandling"),
                t.Setting(cluster_id=scene.cluster, key="smallest_count", value=5),
                t.NotCpr(
                    table_name="item",
                    row_key=item,
                    field="notes",
                    digest=journal.digest("x"),
                    reason="varenummer",
                    at=START,
                ),
            ]
        )
        _fill_content(session, scene)
    return scene


def _fill_content(session: Session, scene: Scene) -> None:
    """A row in every table of what a meeting is about."""
    item, own = scene.items[1], {"cluster_id": scene.cluster}
    content = {
        "case_id": t.Case(**own, title="Anfaldsvis svimmelhed", age_band="40-64", created=START),
        "guideline_id": t.Guideline(title="Svimmelhed – eksempel", edition="2"),
        "package_id": t.Package(title="Høretab – eksempel", questions="Hvad overrasker?"),
        "speaker_id": t.Speaker(**own, name="Caja Eksempel"),
        "indicator_id": t.Indicator(title="Genundersøgte børn – eksempel"),
    }
    for column, row in content.items():
        session.add(t.Use(item_id=item, **{column: add(session, row)}))
    content_of_file = b"En side om svimmelhed"
    name = hashlib.sha256(content_of_file).hexdigest()
    session.add(t.Blob(sha256=name, bytes=content_of_file))
    of_item = {"meeting_id": scene.meeting, "item_id": item}
    size = len(content_of_file)
    session.add(t.Attachment(**of_item, name="resumé.txt", sha256=name, size=size))
    session.add(t.Preparation(**of_item, text="Find en case", member_id=scene.members[0]))
    template = add(session, t.Template(title="Vores aften"))
    planned = {"planned": 1500, "minimum": 900, "flexible": True}
    line = t.TemplateItem(template_id=template, position=1, kind="case", title="Case", **planned)
    line_id = add(session, line)
    session.add(t.TemplateStep(template_item_id=line_id, position=1, title="drøft", seconds=60))
    _fill_history(session, scene, content["indicator_id"].id)


def _fill_history(session: Session, scene: Scene, indicator: str) -> None:
    """A row in every table of what the history and the cluster's data stand on."""
    own, day = {"cluster_id": scene.cluster}, START.date()
    survey = add(session, t.Survey(**own, held=day, title="Første runde", answered=17))
    country = {"national_k": 657, "national_n": 1360}
    session.add(t.SurveyCount(survey_id=survey, measure="improved", k=5, **country))
    session.add(t.Mark(**own, day=day, kind="phase", text="Ny henvisningsvej"))
    session.add(t.ImportPlan(**own, source=journal.digest("a;b"), plan={"columns": []}))
    period = {"first": date(2026, 7, 1), "last": date(2026, 9, 30)}
    told = {"level": "national", "value": 0.657, "decimals": 1}
    session.add(t.IndicatorValue(**own, indicator_id=indicator, **period, **told))


def add(session: Session, row: Any) -> str:
    session.add(row)
    session.flush()
    return str(row.id)


def new_meeting(cluster: str, number: int) -> Meeting:
    start = START + timedelta(days=90 * number)
    return Meeting(cluster_id=cluster, number=number, start=start, end=start + timedelta(hours=3))


def new_item(meeting: str, number: int, title: str) -> Item:
    return Item(
        meeting_id=meeting,
        position=number * SPACING,
        kind="case",
        title=title,
        planned=1500,
        minimum=900,
        flexible=True,
    )


def rename(store: Store, item: str, title: str, **how: Any) -> None:
    """One edit of one title, in the history of no cluster unless `how` says so."""
    with store.edit("Rename item", **how) as session:
        session.get_one(Item, item).title = title


def title(store: Store, item: str) -> str:
    return store.ask(lambda session: session.get_one(Item, item).title)


def titles(store: Store, meeting: str) -> list[str]:
    """The titles of an agenda in order."""
    query = select(Item.title).where(Item.meeting_id == meeting).order_by(Item.position)
    return store.ask(lambda session: list(session.scalars(query)))


def steps(store: Store) -> list[journal.StepInfo]:
    """All Steps of the store, the oldest first."""
    query = select(StepRow).order_by(StepRow.seq)
    return store.ask(lambda session: [step_info(row) for row in session.scalars(query)])


def contents(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """Every row of every subject, without the version that counts its changes."""
    return store.ask(_contents)


_EMPTY = " UNION ALL ".join(
    f"SELECT '{name}' WHERE NOT EXISTS (SELECT 1 FROM \"{name}\")" for name in TABLES
)


def _contents(session: Session) -> dict[str, dict[str, dict[str, Any]]]:
    empty = set(session.connection().exec_driver_sql(_EMPTY).scalars())
    return {name: {} if name in empty else _rows(session, name) for name in TABLES}


def _rows(session: Session, name: str) -> dict[str, dict[str, Any]]:
    rows = (row._asdict() for row in session.execute(select(TABLES[name].__table__)))
    return {
        row["id"]: {
            column: journal.to_json(name, column, value)
            for column, value in row.items()
            if column not in ("id", "version")
        }
        for row in rows
    }


def index_lines(store: Store) -> set[tuple[Any, ...]]:
    """What the search index of a file says, with the day of each row; and that its parts agree."""
    query = "SELECT source, row_key, subject, meeting_id, member_id, clinic_id, text, id"

    def read(session: Session) -> set[tuple[Any, ...]]:
        rows = session.connection().exec_driver_sql(f"{query} FROM search_line")
        return {(*rest, search.day_in(number)) for *rest, number in rows}

    def check(connection: Any) -> None:
        for name in search.INDEXES:
            connection.exec_driver_sql(
                f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"
            )

    store.live(check)
    return store.ask(read)


def assert_index_is_complete(store: Store) -> None:
    """The search index of a file says what it would say if it were made anew."""
    before = index_lines(store)
    store.rebuild_search()
    assert before == index_lines(store)


def sums(folder: Path) -> dict[str, str]:
    """The name and SHA-256 of every file in a folder and those below it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
