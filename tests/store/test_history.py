"""What the history counts: members with a change, those who came, and a few numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session
from tests.store import scene as s

from facilitator.edits.settings import change_setting
from facilitator.store import queries
from facilitator.store import tables as t
from facilitator.store.store import Store

FIRST = datetime(2026, 9, 9, 17, 30, tzinfo=UTC)  # 19.30 in Denmark
TWO_HOURS = timedelta(hours=2)


class Past:
    """Four held meetings, half a year apart, of Anna and Bo in Klinik 1 and Cai in Klinik 2."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.edit("Make") as session:
            self.cluster = s.add(session, t.Cluster(name="ØNH – Eksempel"))
            self.one, self.two = (
                s.add(session, t.Clinic(cluster_id=self.cluster, name=f"Klinik {n}"))
                for n in (1, 2)
            )
            self.anna, self.bo, self.cai = (
                self._member(session, *who)
                for who in (("Anna", self.one), ("Bo", self.one), ("Cai", self.two))
            )
            self.meetings = [self._meeting(session, n) for n in range(4)]

    def _member(self, session: Session, name: str, clinic: str) -> str:
        row = t.Member(cluster_id=self.cluster, clinic_id=clinic, name=f"{name} Eksempel")
        return s.add(session, row)

    def _meeting(self, session: Session, n: int) -> str:
        start = self.start(n)
        row = t.Meeting(
            cluster_id=self.cluster,
            number=n + 1,
            start=start,
            end=start + TWO_HOURS,
            started=start,
            ended=start + TWO_HOURS,
            status="held",
        )
        return s.add(session, row)

    @staticmethod
    def start(n: int) -> datetime:
        return FIRST + timedelta(days=182 * n)

    def agree(self, n: int = 0, **owner: Any) -> str:
        """A commitment agreed at a meeting."""
        with self.store.edit("Agree") as session:
            row = t.Commitment(
                cluster_id=self.cluster,
                meeting_id=self.meetings[n],
                position=1,
                agreed=self.start(n) + timedelta(hours=1),
                action="Ringer op",
                **owner,
            )
            return s.add(session, row)

    def say(self, key: str, status: str | None, n: int, *, after: timedelta, **how: Any) -> None:
        """What was said of a commitment some time after a meeting began."""
        with self.store.edit("Say") as session:
            if status is not None:
                session.get_one(t.Commitment, key).status = status
            at = self.start(n) + after
            session.add(t.FollowUp(commitment_id=key, at=at, status=status, **how))

    def at(self, key: str, status: str | None, n: int, **how: Any) -> None:
        """What was said of a commitment at a meeting."""
        minutes = timedelta(minutes=10)
        self.say(key, status, n, after=minutes, meeting_id=self.meetings[n], **how)

    def change(self, table: type[t.Row], key: str, **values: Any) -> None:
        with self.store.edit("Change") as session:
            row = session.get_one(table, key)
            for field, value in values.items():
                setattr(row, field, value)

    def counts(self) -> list[tuple[int, int, int, int | None]]:
        """Changed, active, unknown and changed so far at the second and each later meeting."""
        rows = self.store.ask(queries.improved_per_meeting, self.cluster)
        return [(one.k, one.n, one.unknown, one.so_far) for one in rows]

    def changed(self) -> list[int]:
        return [k for k, *_ in self.counts()]

    def so_far(self) -> list[int | None]:
        return [so_far for *_, so_far in self.counts()]

    def improved(self) -> int:
        return self.store.ask(queries.figures, self.cluster, self.start(3).date()).improved


@pytest.fixture
def past(store_path: Path) -> Iterator[Past]:
    store = s.new_store(store_path)
    yield Past(store)
    store.close()


def test_the_first_meeting_is_no_measurement(past: Past) -> None:
    assert past.counts() == [(0, 3, 0, 0)] * 3


def test_a_change_counts_at_the_meeting_it_was_told_at_and_then_in_the_running_total(
    past: Past,
) -> None:
    past.at(past.agree(member_id=past.anna), "introduced", 1)
    assert past.counts() == [(1, 3, 0, 1), (0, 3, 0, 1), (0, 3, 0, 1)]


def test_a_change_told_between_meetings_counts_at_the_next(past: Past) -> None:
    past.say(past.agree(member_id=past.anna), "introduced", 1, after=timedelta(days=3))
    assert past.changed() == [0, 1, 0]


def test_what_is_put_right_after_the_meeting_ended_counts_at_that_meeting(past: Past) -> None:
    late = TWO_HOURS + timedelta(minutes=10)
    key = past.agree(member_id=past.anna)
    past.say(key, "introduced", 1, after=late, meeting_id=past.meetings[1])
    assert past.changed() == [1, 0, 0]


def test_a_change_of_a_clinic_is_one_of_each_of_its_members(past: Past) -> None:
    past.at(past.agree(clinic_id=past.one), "introduced", 1)
    assert past.changed() == [2, 0, 0]
    assert past.improved() == 2


def test_several_changes_of_one_member_are_one_member(past: Past) -> None:
    past.at(past.agree(member_id=past.anna), "introduced", 1)
    past.at(past.agree(member_id=past.anna), "introduced", 1)
    past.at(past.agree(clinic_id=past.one), "partly", 1)
    assert past.changed() == [2, 0, 0]


def test_partly_and_then_wholly_introduced_is_one_change(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.at(key, "partly", 1)
    past.at(key, "introduced", 2)
    assert past.changed() == [1, 0, 0]


def test_what_was_given_up_and_introduced_again_counts_again(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.at(key, "introduced", 1)
    past.at(key, "not_introduced", 2)
    past.at(key, "introduced", 3)
    assert past.changed() == [1, 0, 1]
    assert past.so_far() == [1, 1, 1]


def test_what_no_longer_stood_when_the_meeting_ended_counts_nobody(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.say(key, "introduced", 0, after=timedelta(days=30))
    past.at(key, "trying", 1)
    assert past.changed() == [0, 0, 0]
    assert past.improved() == 0


def test_who_has_left_counts_until_the_last_day_and_no_longer(past: Past) -> None:
    past.at(past.agree(member_id=past.anna), "introduced", 1)
    past.change(t.Member, past.anna, left=past.start(1).date())
    assert past.counts() == [(1, 3, 0, 1), (0, 2, 0, 0), (0, 2, 0, 0)]


def test_who_moves_to_another_clinic_takes_part_in_the_changes_there(past: Past) -> None:
    past.at(past.agree(clinic_id=past.two), "introduced", 1)
    past.change(t.Member, past.bo, clinic_id=past.two)
    assert past.changed() == [2, 0, 0]


def test_a_change_of_the_whole_cluster_counts_nobody_until_a_member_says_so(past: Past) -> None:
    key = past.agree(whole_cluster=True)
    past.at(key, "introduced", 1)
    assert past.changed() == [0, 0, 0]
    assert past.improved() == 0
    past.at(key, "introduced", 2, said_by_id=past.cai)
    assert past.changed() == [0, 1, 0]
    assert past.improved() == 1


def test_a_commitment_without_an_owner_counts_nobody(past: Past) -> None:
    past.at(past.agree(), "introduced", 1, said_by_id=past.cai)
    assert past.changed() == [0, 0, 0]


def test_unknown_are_those_nobody_could_answer_for(past: Past) -> None:
    asked = past.agree(member_id=past.anna)
    past.at(asked, None, 1)
    past.at(asked, "trying", 2)
    past.at(past.agree(clinic_id=past.two), "dropped", 1)
    assert [unknown for _, _, unknown, _ in past.counts()] == [1, 0, 1]


def test_who_ever_changed_something_is_not_unknown_in_the_running_total(past: Past) -> None:
    def unknown() -> list[int]:
        rows = past.store.ask(queries.improved_per_meeting, past.cluster)
        today = past.store.ask(queries.figures, past.cluster, past.start(3).date())
        return [*(one.unknown_so_far for one in rows), today.unknown]

    asked = [past.agree(2, clinic_id=past.one), past.agree(2, member_id=past.cai)]
    assert unknown() == [0, 0, 3, 3]
    past.at(past.agree(member_id=past.anna), "introduced", 1)
    assert unknown() == [0, 0, 2, 2]
    assert past.counts()[-1] == (0, 3, 3, 1)
    # What is told after the meeting is known today, and counts there at the next one.
    past.say(asked[1], "trying", 3, after=timedelta(days=1))
    assert unknown() == [0, 0, 2, 1]


def test_clinics_are_counted_where_the_cluster_wants_it(past: Past) -> None:
    key = past.agree(clinic_id=past.one)
    past.at(key, "introduced", 1)
    past.at(past.agree(member_id=past.cai), None, 1)
    past.change(t.Member, past.bo, left=past.start(2).date())
    past.change(t.Member, past.anna, left=past.start(1).date())
    assert past.counts() == [(2, 3, 1, 2), (0, 2, 1, 1), (0, 1, 1, 0)]
    with past.store.edit("Set") as session:
        change_setting(session, past.cluster, "count_by", "clinic")
    assert past.counts() == [(1, 2, 1, 1), (0, 2, 1, 1), (0, 1, 1, 0)]
    (row, *_) = past.store.ask(queries.improved_per_meeting, past.cluster)
    assert row.of == "clinic"


def test_a_member_without_a_clinic_is_no_clinic(past: Past) -> None:
    past.change(t.Member, past.cai, clinic_id=None)
    past.at(past.agree(member_id=past.cai), "introduced", 1)
    with past.store.edit("Set") as session:
        change_setting(session, past.cluster, "count_by", "clinic")
    assert past.counts() == [(0, 1, 0, 0)] * 3


def test_a_cancelled_meeting_is_no_point_and_its_changes_count_at_the_next(past: Past) -> None:
    past.say(past.agree(member_id=past.anna), "introduced", 1, after=timedelta(days=3))
    past.change(t.Meeting, past.meetings[2], status="cancelled")
    rows = past.store.ask(queries.improved_per_meeting, past.cluster)
    assert [(one.number, one.k) for one in rows] == [(2, 0), (4, 1)]


def test_a_cancelled_meeting_carries_nothing_over(past: Past) -> None:
    past.agree(member_id=past.anna)
    past.change(t.Meeting, past.meetings[2], status="cancelled")
    (one,) = past.store.ask(queries.commitments, past.cluster)
    assert one.carried == 2


@pytest.mark.parametrize(
    ("start", "day"),
    [
        (datetime(2026, 9, 9, 21, 30, tzinfo=UTC), date(2026, 9, 9)),  # 23.30 in Denmark
        (datetime(2026, 9, 9, 22, 30, tzinfo=UTC), date(2026, 9, 10)),  # 00.30
        (datetime(2026, 12, 9, 22, 30, tzinfo=UTC), date(2026, 12, 9)),  # 23.30 in winter time
    ],
)
def test_a_meeting_lies_on_the_day_where_the_cluster_meets(
    past: Past, start: datetime, day: date
) -> None:
    past.change(t.Meeting, past.meetings[0], start=start, end=start + TWO_HOURS)
    past.change(t.Member, past.anna, left=day)
    past.change(t.Member, past.bo, left=day - timedelta(days=1))
    past.change(t.Member, past.cai, joined=day + timedelta(days=1))
    first = past.store.ask(queries.attendance, past.meetings[0])
    assert [one.name for one in first] == ["Anna Eksempel"]
    assert past.store.ask(queries.figures, past.cluster, day).first == day
    people = past.store.ask(queries.members, past.cluster, day)
    assert {one.name: one.invited for one in people} == {
        "Anna Eksempel": 1,
        "Bo Eksempel": 0,
        "Cai Eksempel": 3,
    }


def test_the_days_to_a_change_are_days_of_the_calendar(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    past.say(key, "introduced", 0, after=timedelta(days=10, hours=-8))
    assert past.store.ask(queries.figures, past.cluster, FIRST.date()).median_days == 10


def test_the_median_of_the_days_is_exact_as_it_is_in_the_chart(past: Past) -> None:
    for days in (10, 15):
        past.say(past.agree(member_id=past.anna), "introduced", 0, after=timedelta(days=days))
    assert past.store.ask(queries.figures, past.cluster, FIRST.date()).median_days == 12.5


def test_those_days_are_days_in_denmark(past: Past) -> None:
    key = past.agree(member_id=past.anna)
    half_past_midnight = datetime(2026, 9, 9, 22, 30, tzinfo=UTC)
    past.change(t.Commitment, key, agreed=half_past_midnight)
    past.say(key, "introduced", 0, after=timedelta(days=10))
    assert past.store.ask(queries.figures, past.cluster, FIRST.date()).median_days == 9


def test_a_meeting_without_attendance_is_a_gap_and_unticked_members_are_unknown(
    past: Past,
) -> None:
    with past.store.edit("Tick") as session:
        for member, state in ((past.anna, "present"), (past.bo, "apology")):
            session.add(t.Attendance(meeting_id=past.meetings[1], member_id=member, state=state))
    rows = past.store.ask(queries.attendance_per_meeting, past.cluster)
    assert [(one.k, one.n, one.unknown) for one in rows] == [
        (0, 0, 0),
        (1, 3, 1),
        (0, 0, 0),
        (0, 0, 0),
    ]
