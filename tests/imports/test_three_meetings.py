"""Three meetings of one cluster in a row, and the third held on another computer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.imports.handing import House, empty

from facilitator.domain.meeting_clock import EventKind, Now
from facilitator.domain.outcomes import Commitment
from facilitator.edits import agenda, followup, improvements, members, outcomes, running, topics
from facilitator.store import queries

PEOPLE = tuple((f"{name} Eksempel", f"Klinik {n}") for n, name in enumerate("ABCDEF", 1))
DAYS = tuple(datetime(2026, month, 9, 15, 0, tzinfo=UTC) for month in (3, 6, 9))
TRY_IT = "Ring selv tilbage inden for to timer"


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[tuple[House, House]]:
    first, second = empty(tmp_path / "første.sqlite"), empty(tmp_path / "anden.sqlite")
    with first.store.edit("Make") as session:
        first.cluster = members.make_cluster(session, "ØNH – Eksempel", "", PEOPLE)
    yield first, second
    first.store.close()
    second.store.close()


def people(house: House) -> list[str]:
    return [one.id for one in house.store.ask(queries.members, house.cluster, DAYS[0].date())]


def plan(house: House, day: datetime) -> str:
    house.clock.now = day
    return str(house.do(agenda.make_meeting, house.cluster, day, 120, "cases"))


def press(house: House, meeting: str, kind: EventKind, at: datetime) -> None:
    item = house.store.ask(queries.agenda, meeting).items[0].id
    run = Now(at, (at - DAYS[0]).total_seconds(), "run")
    about = item if kind is EventKind.STARTED else None
    house.do(running.press, meeting, kind, run, item=about)


def hold(house: House, meeting: str, day: datetime, here: list[str]) -> None:
    press(house, meeting, EventKind.STARTED, day)
    house.do(running.attend_all, meeting, here)
    for absent in set(people(house)) - set(here):
        house.do(running.attend, meeting, absent, "apology")


def close(house: House, meeting: str, day: datetime) -> None:
    press(house, meeting, EventKind.ENDED, day + timedelta(hours=2))
    house.do(running.close_meeting, meeting, day + timedelta(hours=3))


def asked(house: House, meeting: str) -> list[tuple[str, str, int]]:
    """What a meeting asks about: whose it is, how it stands, how often it was carried."""
    found = house.store.ask(queries.commitments_to_follow_up, meeting)
    return sorted((one.owner, one.status, one.carried) for one in found)


def told(house: House, commitment: str) -> list[tuple[int | None, str | None, str]]:
    words = house.store.ask(queries.follow_ups, commitment)
    return [(one.meeting_number, one.status, one.experience) for one in words]


def test_from_words_to_an_improvement_over_three_meetings_and_two_computers(
    houses: tuple[House, House],
) -> None:
    first, second = houses
    everybody = people(first)

    # At the first meeting all are there, and three clinics agree to try the same.
    one = plan(first, DAYS[0])
    hold(first, one, DAYS[0], everybody)
    topic = first.do(topics.add_topic, first.cluster, "akutte henvisninger", DAYS[0])
    insight = first.do(outcomes.add_insight, one, "Et opkald sparer en tid", DAYS[0], topic=topic)
    first.do(outcomes.choose_insight, insight)
    agreed = [
        first.do(
            outcomes.add_commitment,
            *(first.cluster, TRY_IT, DAYS[0] + timedelta(hours=1)),
            **{"meeting": one, "insight": insight, "member": member, "due_next_meeting": True},
        )
        for member in everybody[:3]
    ]
    close(first, one, DAYS[0])

    # The second opens with it. Two of the three are away: what they did is unknown, never no.
    two = plan(first, DAYS[1])
    opening = first.store.ask(queries.opening, first.cluster)
    assert opening is not None
    assert "akutte henvisninger" in opening.question
    assert asked(first, two) == [(f"{name} Eksempel", "planned", 0) for name in "ABC"]
    hold(first, two, DAYS[1], [everybody[0], *everybody[3:5]])
    first.do(
        followup.set_status,
        *(agreed[0], "trying", DAYS[1]),
        **{"meeting": two, "said_by": everybody[0], "experience": "Ikke fredag efter 13"},
    )
    first.do(followup.add_cycle, agreed[0], DAYS[1], plan="Ring kl. 11.30", learnt="Fast tid")
    close(first, two, DAYS[1])
    counted = first.store.ask(queries.improved_per_meeting, first.cluster)
    assert [(at.k, at.unknown, at.n) for at in counted] == [(0, 2, 6)]

    # The cluster is handed over; the third meeting is planned and held on the other computer.
    second.open(first.out())
    three = plan(second, DAYS[2])
    assert asked(second, three) == [
        ("A Eksempel", "trying", 1),
        ("B Eksempel", "planned", 1),
        ("C Eksempel", "planned", 1),
    ]
    hold(second, three, DAYS[2], everybody)
    for commitment, status in zip(agreed, ("introduced", "partly", "dropped"), strict=True):
        second.do(followup.set_status, commitment, status, DAYS[2], meeting=three)
    second.do(
        improvements.write_improvement,
        agreed[0],
        **{"measure": "Ventetid på akut tid", "before": 3, "after": 1, "unit": "dage", "n": 40},
    )
    close(second, three, DAYS[2])

    assert sorted(told(second, agreed[0])) == [
        (2, "trying", "Ikke fredag efter 13"),
        (3, "introduced", ""),
    ]
    known = {
        found.commitment: found for found in second.store.ask(queries.improvements, second.cluster)
    }
    assert set(known) == set(agreed[:2])
    best = known[agreed[0]]
    assert (best.before, best.after, best.unit, best.n, best.meeting_number) == (
        3,
        1,
        "dage",
        40,
        1,
    )
    counted = second.store.ask(queries.improved_per_meeting, second.cluster)
    assert [(at.k, at.n, at.so_far) for at in counted] == [(0, 6, 0), (2, 6, 2)]
    story = second.store.ask(queries.topic_story, topic)
    assert [found.status for found in story.commitments].count("introduced") == 1
    revisit = second.store.ask(queries.topic, topic).revisit
    assert revisit is not None
    assert revisit > date(2026, 9, 1)

    # Back at the first computer nothing is asked about that only one of them changed.
    opened = first.open(second.out())
    assert not opened.found.asked
    mine: Commitment = first.store.ask(queries.commitment, agreed[0])
    assert mine.status == "introduced"
    assert len(first.store.ask(queries.meetings, first.cluster)) == 3
