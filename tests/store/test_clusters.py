"""The clusters of one store beside each other: counts of all of them, and no names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session
from tests.store import scene as s

from facilitator.domain.compared import ComparedCluster
from facilitator.domain.shares import Share
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

LAST = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
HOURS = timedelta(hours=2)


def make_cluster(session: Session, name: str, members: int, improved: int) -> str:
    """A cluster with two meetings a year and one long before, and a commitment of each member."""
    cluster = s.add(session, t.Cluster(name=name))
    people = [
        s.add(session, t.Member(cluster_id=cluster, name=f"{name} {n}")) for n in range(members)
    ]
    left = t.Member(cluster_id=cluster, name=f"{name} før", left=date(2020, 1, 1))
    s.add(session, left)
    for number, start in enumerate((LAST - 3 * YEAR, LAST - timedelta(days=200), LAST), 1):
        meeting = t.Meeting(
            cluster_id=cluster, number=number, start=start, end=start + HOURS, status="closed"
        )
        key = s.add(session, meeting)
        for at, member in enumerate(people):
            state = "present" if at else "absent"
            s.add(session, t.Attendance(meeting_id=key, member_id=member, state=state))
    agreed = LAST - timedelta(days=200)
    for at, member in enumerate(people):
        is_changed = at < improved
        commitment = t.Commitment(
            cluster_id=cluster,
            member_id=member,
            position=at,
            agreed=agreed,
            action="Ringer samme dag",
            status="introduced" if is_changed else "planned",
        )
        key = s.add(session, commitment)
        if is_changed:
            word = t.FollowUp(commitment_id=key, at=LAST, status="introduced", said_by_id=member)
            s.add(session, word)
    return cluster


def survey(session: Session, cluster: str, held: date, k: int, n: int) -> None:
    key = s.add(session, t.Survey(cluster_id=cluster, held=held, invited=n + 3, answered=n))
    s.add(session, t.SurveyCount(survey_id=key, measure="supports", k=k))


def test_every_cluster_is_counted_as_of_its_last_meeting_and_none_is_named(store: Store) -> None:
    with store.edit("Make") as session:
        own, *others = (
            make_cluster(session, name, members, improved)
            for name, members, improved in (("Anna", 8, 3), ("Bo", 6, 6), ("Cai", 10, 0))
        )
        survey(session, own, date(2026, 9, 1), 5, 7)
        survey(session, others[0], date(2025, 10, 1), 4, 6)
        survey(session, others[1], date(2020, 1, 1), 9, 9)
    found = store.ask(queries.compared_clusters, own)
    assert sorted(found, key=lambda one: one.own, reverse=True)[0] == ComparedCluster(
        True,
        (
            ("improved", Share(3, 8)),
            ("followed_up", Share(3, 8)),
            ("attendance", Share(14, 16)),
            ("survey_supports", Share(5, 7)),
        ),
    )
    assert [one.own for one in found].count(True) == 1
    of_others = {
        one.share("improved"): one.share("survey_supports") for one in found if not one.own
    }
    assert of_others == {Share(6, 6): Share(4, 6), Share(0, 10): None}
    assert not any(word in repr(found) for word in ("Anna", "Bo", "Cai", own, *others))


def test_below_three_clusters_nothing_is_compared(store: Store) -> None:
    with store.edit("Make") as session:
        own = make_cluster(session, "Anna", 8, 3)
        make_cluster(session, "Bo", 6, 6)
        s.add(session, t.Cluster(name="Endnu ikke mødtes"))
    assert store.ask(queries.compared_clusters, own) == ()
