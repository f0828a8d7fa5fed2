"""What the charts of the history are drawn from, asked of a cluster that has met four times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from tests.store import scene as s
from tests.store.test_history import TWO_HOURS, Past

from facilitator.domain.history import Answered, Change, Mention, TimeSpent, Wave
from facilitator.domain.shares import Share
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store


@pytest.fixture
def past(store_path: Path) -> Iterator[Past]:
    store = s.new_store(store_path)
    yield Past(store)
    store.close()


def add(past: Past, *rows: t.Row) -> None:
    with past.store.edit("Add") as session:
        session.add_all(rows)


def followed_up(past: Past) -> list[tuple[int, int]]:
    """Of how many due commitments somebody could say how they stand, from the second meeting on."""
    rows = past.store.ask(queries.followed_up_per_meeting, past.cluster)
    assert all(row.unknown == row.n - row.k for row in rows)
    return [(row.k, row.n) for row in rows]


def test_a_commitment_is_due_at_each_meeting_until_it_is_closed(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.at(key, None, 1)
    past.at(key, "trying", 2)
    assert followed_up(past) == [(0, 1), (1, 1), (0, 1)]
    past.at(key, "dropped", 3)
    assert followed_up(past) == [(0, 1), (1, 1), (1, 1)]


def test_an_answer_between_two_meetings_is_one_and_what_is_closed_is_not_asked_of_again(
    past: Past,
) -> None:
    key = past.agree(clinic_id=past.one)
    past.say(key, "introduced", 0, after=timedelta(days=30))
    assert followed_up(past) == [(1, 1), (0, 0), (0, 0)]


def test_what_is_taken_up_again_is_due_again(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.at(key, "not_introduced", 1)
    past.at(key, "trying", 2)
    assert followed_up(past) == [(1, 1), (0, 0), (0, 1)]


def test_a_commitment_is_due_from_its_own_day_and_from_the_meeting_after_it_was_agreed(
    past: Past,
) -> None:
    late = past.agree(member_id=past.anna)
    past.change(t.Commitment, late, due=past.start(2).date())
    past.agree(1, member_id=past.bo)
    assert followed_up(past) == [(0, 0), (0, 2), (0, 2)]
    past.change(t.Commitment, late, due=past.start(2).date() + timedelta(days=1))
    assert followed_up(past) == [(0, 0), (0, 1), (0, 2)]


def test_what_is_set_aside_or_of_a_member_who_left_is_not_due_unless_answered(past: Past) -> None:
    aside = past.agree(member_id=past.anna)
    until = past.start(2).date()
    past.say(aside, None, 0, after=timedelta(days=9), until=until)
    left = past.agree(member_id=past.bo)
    past.change(t.Member, past.bo, left=past.start(0).date() + timedelta(days=9))
    assert followed_up(past) == [(0, 0), (0, 1), (0, 1)]
    past.at(left, "trying", 1)
    assert followed_up(past) == [(1, 1), (0, 1), (0, 1)]


def test_one_member_does_not_answer_for_the_whole_cluster(past: Past) -> None:
    key = past.agree(whole_cluster=True)
    past.at(key, "introduced", 1, said_by_id=past.cai)
    past.at(key, "trying", 2)
    assert followed_up(past) == [(0, 1), (1, 1), (0, 1)]


def test_changes_are_what_stands_as_introduced_and_then_what_is_still_open(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.say(key, "introduced", 0, after=timedelta(days=10))
    past.agree(1, clinic_id=past.two)
    past.at(past.agree(member_id=past.bo), "dropped", 1)
    first = past.start(0).date()
    entered = {"cluster_id": past.cluster, "title": "Ny seddel", "category": "referrals"}
    add(
        past,
        t.Improvement(**entered, since=first - timedelta(days=5)),
        t.Improvement(cluster_id=past.cluster, title="Uden dato"),
    )
    assert past.store.ask(queries.changes, past.cluster) == (
        Change(None, first - timedelta(days=5)),
        Change(first, first + timedelta(days=10)),
        Change(past.start(1).date(), None),
    )
    assert past.store.ask(queries.improvements_named, past.cluster) == (
        Mention("", None),
        Mention("referrals", first - timedelta(days=5)),
        Mention("", first + timedelta(days=10)),
    )


def test_the_time_of_a_meeting_is_planned_and_by_the_presses_of_its_clock(past: Past) -> None:
    meeting, start = past.meetings[0], past.start(0)
    with past.store.edit("Plan") as session:
        first, second = (s.add(session, s.new_item(meeting, n, "Case")) for n in (1, 2))
        s.add(session, s.new_item(past.meetings[1], 1, "Case"))
        presses = (("started", 0, first), ("started", 20, second), ("ended", 30, None))
        for seq, (kind, minute, item) in enumerate(presses, 1):
            at, mono = start + timedelta(minutes=minute), 60.0 * minute
            session.add(
                t.Press(
                    meeting_id=meeting, seq=seq, at=at, mono=mono, run="a", kind=kind, item_id=item
                )
            )
    assert past.store.ask(queries.time_per_meeting, past.cluster) == (
        TimeSpent(meeting, 1, start.date(), "case", 3000, 1800),
        TimeSpent(past.meetings[1], 2, past.start(1).date(), "case", 1500, None),
    )


def test_goals_and_pulse_are_counted_for_each_held_meeting(past: Past) -> None:
    one, two = past.meetings[:2]
    past.change(t.Meeting, past.meetings[2], status="cancelled")
    answers = ("yes", "yes", "no", None)
    add(
        past,
        *(t.Goal(meeting_id=one, position=n, text="x", reached=a) for n, a in enumerate(answers)),
        t.Goal(meeting_id=past.meetings[2], position=1, text="x", reached="yes"),
        t.Pulse(meeting_id=two, question="safe", yes=5, partly=1, no=0),
        t.Pulse(meeting_id=two, question="relevant", yes=0, partly=0, no=0),
        t.Pulse(meeting_id=one, question="safe", yes=2, partly=0, no=3),
    )
    first, second = (past.start(n).date() for n in (0, 1))
    assert past.store.ask(queries.goals_per_meeting, past.cluster) == (
        Answered(one, 1, first, "goals", 2, 0, 1, 1),
    )
    assert past.store.ask(queries.pulse_per_meeting, past.cluster) == (
        Answered(one, 1, first, "safe", 2, 0, 3),
        Answered(two, 2, second, "safe", 5, 1, 0),
    )


def test_who_was_there_and_is_not_counted_was_silent(past: Past) -> None:
    one, two = past.meetings[:2]
    came = ((past.anna, "present"), (past.bo, "present"), (past.cai, "apology"))
    add(
        past,
        *(t.Attendance(meeting_id=one, member_id=who, state=state) for who, state in came),
        t.Attendance(meeting_id=two, member_id=past.bo, state="present"),
        t.Spoken(meeting_id=one, member_id=past.anna, times=4),
        t.Spoken(meeting_id=two, clinic_id=past.one, times=2),
    )
    found = past.store.ask(queries.floor_per_meeting, past.cluster)
    assert [(row.number, row.times) for row in found] == [(1, (0, 4)), (2, (2,))]


def test_a_wave_of_the_survey_carries_its_specialty_and_what_was_typed(past: Past) -> None:
    with past.store.edit("Ask") as session:
        specialty = s.add(session, t.Specialty(name="Øre-næse-hals"))
        session.get_one(t.Cluster, past.cluster).specialty_id = specialty
        wave = t.Survey(cluster_id=past.cluster, held=date(2026, 9, 1), invited=15, answered=12)
        key = s.add(session, wave)
        session.add_all(
            [
                t.SurveyCount(survey_id=key, measure="improved", k=5),
                t.SurveyCount(survey_id=key, measure="supports", k=7, n=11),
            ]
        )
    assert past.store.ask(queries.survey_waves, past.cluster) == (
        Wave(
            date(2026, 9, 1),
            "Øre-næse-hals",
            15,
            12,
            (("improved", Share(5, 12)), ("supports", Share(7, 11))),
        ),
    )


QUERIES: tuple[Callable[[Session, str], Any], ...] = (
    queries.followed_up_per_meeting,
    queries.changes,
    queries.improvements_named,
    queries.time_per_meeting,
    queries.goals_per_meeting,
    queries.pulse_per_meeting,
    queries.floor_per_meeting,
    queries.survey_waves,
)


def count_statements(store: Store, cluster: str) -> list[int]:
    def count(session: Session) -> list[int]:
        said: list[object] = []
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *about: said.append(about[2]))
        totals = []
        for query in QUERIES:
            query(session, cluster)
            totals.append(len(said))
        return totals

    return store.ask(count)


def test_ten_times_as_much_history_takes_no_more_statements(past: Past) -> None:
    def live(number: int) -> None:
        with past.store.edit("Live") as session:
            start = past.start(4 + number)
            when = {"start": start, "end": start + TWO_HOURS, "ended": start + TWO_HOURS}
            row = t.Meeting(cluster_id=past.cluster, number=5 + number, status="held", **when)
            meeting = s.add(session, row)
            about = {"meeting_id": meeting, "position": 1}
            item = s.add(session, s.new_item(meeting, 1, "Case"))
            session.add_all(
                [
                    t.Goal(**about, text="x", reached="yes"),
                    t.Pulse(meeting_id=meeting, question="safe", yes=5),
                    t.Spoken(meeting_id=meeting, member_id=past.anna, times=1),
                    t.Attendance(meeting_id=meeting, member_id=past.bo, state="present"),
                    t.Press(
                        meeting_id=meeting,
                        **{"seq": 1, "at": start, "mono": 0.0, "run": "a", "kind": "started"},
                        item_id=item,
                    ),
                ]
            )
        past.at(past.agree(1, member_id=past.anna), "introduced", 2)

    live(0)
    before = count_statements(past.store, past.cluster)
    for number in range(1, 11):
        live(number)
    assert count_statements(past.store, past.cluster) == before
