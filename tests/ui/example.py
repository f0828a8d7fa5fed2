"""A made-up cluster in a real store: fifteen members, two meetings, and what was agreed at them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.furniture import new_store
from tests.ui.fakes import FakeClock

from facilitator.clock import Clock, new_id
from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.edits import agenda, followup, members, outcomes, running
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

NEXT = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
HELD = (datetime(2026, 6, 3, 14, 30, tzinfo=UTC), datetime(2026, 9, 9, 14, 30, tzinfo=UTC))
TODAY = date(2026, 11, 26)


@dataclass
class Example:
    """A store with one cluster, and the ids a test asks for."""

    store: Store
    cluster: str
    members: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    next: str | None = None


def empty_store(path: Path, clock: Clock) -> Store:
    """A new store without a cluster."""
    return new_store(path, clock, installation="here")


def whole_example(path: Path, clock: Clock) -> Example:
    """The cluster with its meetings and its board, copied from one made once in this process."""
    stored, like = _made_once()
    path.write_bytes(stored)
    return replace(like, store=Store.open(path, clock, installation="here"))


@functools.cache
def _made_once() -> tuple[bytes, Example]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.sqlite"
        made = with_meetings(cluster_of(empty_store(path, FakeClock())))
        agree_board(made)
        made.store.close()
        return path.read_bytes(), made


def cluster_of(store: Store, count: int = 15) -> Example:
    """A cluster of `count` members, each with a clinic, without meetings."""
    names = [(f"Anna Eksempel {n}", f"Klinik {n}") for n in range(1, count + 1)]
    with store.edit("New cluster") as session:
        key = members.make_cluster(session, "ØNH – Eksempel", "Øre-næse-hals", names)
    found = store.ask(queries.members, key, TODAY)
    clinics = tuple(one.id for one in store.ask(queries.clinics, key))
    return Example(store, key, tuple(one.id for one in found), clinics)


def with_meetings(example: Example) -> Example:
    """Two held meetings with 14 and 13 present, and a draft of the next."""
    held = tuple(_hold(example, start, n) for n, start in enumerate(HELD))
    with example.store.edit("New meeting", cluster=example.cluster) as session:
        coming = agenda.make_meeting(session, example.cluster, NEXT, 120, "cases")
    example.held, example.next = held, coming
    return example


def _hold(example: Example, start: datetime, absent: int) -> str:
    with example.store.edit("Meeting", cluster=example.cluster) as session:
        key = agenda.make_meeting(session, example.cluster, start, 120, "cases")
        end = start.replace(hour=start.hour + 2)
        running.press(session, key, EventKind.STARTED, Now(start, 0.0, "a"))
        present = example.members[: len(example.members) - 1 - absent]
        for member in present:
            running.attend(session, key, member, "present", arrived=start)
        running.press(session, key, EventKind.ENDED, Now(end.replace(minute=28), 7080.0, "a"))
    return key


def agree(
    example: Example,
    action: str,
    clinics: tuple[int, ...] = (1,),
    *,
    meeting: int = -1,
    status: str = "planned",
    due: date | None = None,
    experience: str = "",
) -> tuple[str, ...]:
    """An insight of a held meeting and a commitment for each clinic, by number. Their ids."""
    key = example.held[meeting]
    at = HELD[meeting].replace(hour=16)
    made = []
    with example.store.edit("Write down", cluster=example.cluster) as session:
        insight = outcomes.add_insight(session, key, action, at)
        for number in clinics:
            one = outcomes.add_commitment(
                session,
                example.cluster,
                action,
                at,
                meeting=key,
                insight=insight,
                clinic=example.clinics[number - 1],
                due=due,
            )
            if status != "planned" or experience:
                word = datetime(2026, 10, 1, 8, tzinfo=UTC)
                followup.set_status(session, one, status, word, experience=experience)
            made.append(one)
    return tuple(made)


def agree_board(example: Example) -> None:
    """What a cluster has going after two meetings."""
    agree(example, "Skriv forventet svartid i henvisningssvar", (3, 8), due=date(2026, 12, 9))
    agree(
        example,
        "Fælles instruks: næseblod hos patienter i blodfortyndende behandling",
        (5,),
        meeting=0,
        due=date(2026, 10, 2),
    )
    agree(example, "Trivselstjek ved ugens start", (12,))
    agree(
        example,
        "Ring selv tilbage inden for to timer ved akut henvisning",
        (1, 2, 4, 6, 9),
        status="trying",
        experience="Fungerer på hverdage, ikke fredag efter 13.",
    )
    agree(example, "Billedvejledning før høreprøve", (1, 7), status="trying")
    agree(example, "Akuttid hver dag kl. 11.30", (1, 2, 3, 4), meeting=0, status="introduced")
    agree(example, "Skriftlig patientinformation ved tubulation", (5,), status="partly")
    agree(
        example,
        "SMS dagen før operation",
        (2,),
        meeting=0,
        status="dropped",
        experience="Gav flere opkald end den sparede.",
    )


def thousands(example: Example, count: int = 1_500) -> None:
    """That many commitments, three to an insight, put as rows: as edits they would take seconds."""
    meeting, at = example.held[-1], HELD[-1].replace(hour=16)
    rows: list[t.Row] = []
    for n in range(count):
        if n % 3 == 0:
            text = f"Aftale nummer {n} om noget, der står på to linjer i et kort"
            insight = t.Insight(id=new_id(), meeting_id=meeting, position=n, at=at, text=text)
            rows.append(insight)
        state = ("planned", "trying", "partly", "introduced", "dropped")[n // 3 % 5]
        one = t.Commitment(
            id=new_id(),
            cluster_id=example.cluster,
            meeting_id=meeting,
            insight_id=insight.id,
            clinic_id=example.clinics[n % len(example.clinics)],
            position=n,
            agreed=at,
            action=f"Aftale nummer {n}",
            status=state,
        )
        said = t.FollowUp(
            id=new_id(), commitment_id=one.id, at=at, status=state, experience=f"Erfaring {n}"
        )
        rows += [one, said]
    with example.store.edit("Write down", cluster=example.cluster) as session:
        session.add_all(rows)
