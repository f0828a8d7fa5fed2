"""What is said of a commitment at the next meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import event
from tests.furniture import furnish
from tests.ui.fakes import FakeClock

from facilitator.domain.capture import Owner
from facilitator.domain.outcomes import Commitment, Overtaken
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda, followup, members, outcomes
from facilitator.store import queries
from facilitator.store.store import Store

T = TypeVar("T")
FIRST = datetime(2026, 9, 9, 15, 30, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)


class Desk:
    """Three meetings, two of them held, and a commitment agreed at the first."""

    store: Store

    def __init__(self, place: Path) -> None:
        furnish(self, place, FakeClock(), "en-pc", self._furnish)

    def _furnish(self) -> None:
        people = [("Anna Eksempel", "Klinik 1"), ("Bo Eksempel", "Klinik 2")]
        self.cluster = self.do(members.make_cluster, "ØNH – Eksempel", "ØNH", people)
        starts = [FIRST + timedelta(days=90 * n) for n in range(3)]
        self.meetings = [
            self.do(agenda.make_meeting, self.cluster, start, 120, None) for start in starts
        ]
        self.starts = starts
        for meeting, start in zip(self.meetings[:2], starts, strict=False):
            held = {"status": "held", "started": start, "ended": start + TWO_HOURS}
            self.do(agenda.change_meeting, meeting, **held)
        self.key = self.do(
            outcomes.add_commitment,
            self.cluster,
            "Ringer op",
            FIRST + timedelta(hours=1),
            meeting=self.meetings[0],
        )

    def do(self, verb: Callable[..., T], *args: Any, **kw: Any) -> T:
        with self.store.edit("Did it") as session:
            return verb(session, *args, **kw)

    def say(self, status: str, n: int, **kw: Any) -> None:
        at = self.starts[n] + timedelta(minutes=5)
        self.do(followup.set_status, self.key, status, at, meeting=self.meetings[n], **kw)

    def of_all(self) -> tuple[str, str]:
        """Let the whole cluster try it. Returns Anna and Bo."""
        self.do(outcomes.assign, self.key, whole_cluster=True)
        anna, bo = self.store.ask(queries.members, self.cluster, FIRST.date())
        return anna.id, bo.id

    def introduce(self, *who: str, on: bool = True, n: int | None = None, hours: int = 0) -> None:
        """Say who has introduced it, at a meeting or some hours after the last one began."""
        at = self.starts[1 if n is None else n] + timedelta(hours=hours)
        meeting = None if n is None else self.meetings[n]
        self.do(followup.say_introduced, self.key, who, at, introduced=on, meeting=meeting)

    def aside(self, until: date | None, n: int | None = None, days: int = 0) -> None:
        """Set it aside at a meeting, or some days after the last held one."""
        at = self.starts[1 if n is None else n] + timedelta(days=days, minutes=9)
        meeting = None if n is None else self.meetings[n]
        self.do(followup.snooze, self.key, until, at, meeting=meeting)

    def again(self, action: str, at: datetime, **about: Any) -> str:
        """One more commitment, agreed at the first meeting."""
        about = {"meeting": self.meetings[0], **about}
        return self.do(outcomes.add_commitment, self.cluster, action, at, **about)

    def open_at(self, day: date) -> int:
        """How many open ones the home page counts that day."""
        return self.store.ask(queries.overview, self.cluster, day).open_commitments

    def one(self) -> Commitment:
        return self.store.ask(queries.commitments, self.cluster)[0]

    def changed(self) -> list[int]:
        return [one.k for one in self.store.ask(queries.improved_per_meeting, self.cluster)]

    def listed(self, n: int) -> tuple[Commitment, ...]:
        return self.store.ask(queries.commitments_to_follow_up, self.meetings[n])

    def said(self) -> list[tuple[str | None, str]]:
        rows = self.store.ask(queries.follow_ups, self.key)
        return [(one.status, one.experience) for one in rows]


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def test_an_open_commitment_is_listed_until_it_is_closed(desk: Desk) -> None:
    assert desk.listed(0) == ()
    assert [one.answered for one in desk.listed(1)] == [False]
    desk.say("introduced", 1)
    assert [(one.status, one.answered) for one in desk.listed(1)] == [("introduced", True)]
    assert desk.listed(2) == ()


def test_at_one_meeting_the_last_word_counts(desk: Desk) -> None:
    desk.say("trying", 1)
    desk.say("partly", 1, experience="Sekretæren ringer")
    desk.say("introduced", 1)
    assert desk.said() == [("introduced", "Sekretæren ringer")]


def test_each_meeting_has_a_word_of_its_own(desk: Desk) -> None:
    desk.say("trying", 1)
    desk.say("introduced", 2)
    assert [status for status, _ in desk.said()] == ["trying", "introduced"]


def test_an_experience_leaves_the_status_as_it_is(desk: Desk) -> None:
    at = desk.starts[1]
    for text in ("Svært", "Svært om mandagen"):
        desk.do(followup.write_experience, desk.key, text, at, meeting=desk.meetings[1])
    assert desk.said() == [("planned", "Svært om mandagen")]
    assert desk.listed(1)[0].status == "planned"


def test_what_is_left_open_has_been_carried(desk: Desk) -> None:
    desk.say("trying", 1)
    assert [one.carried for one in desk.listed(2)] == [1]


def test_what_was_closed_for_a_while_was_not_carried_meanwhile(desk: Desk) -> None:
    desk.say("dropped", 1)
    desk.do(followup.set_status, desk.key, "trying", desk.starts[1] + timedelta(days=7))
    assert [one.carried for one in desk.listed(2)] == [0]


def test_a_word_put_right_after_the_meeting_was_still_said_at_it(desk: Desk) -> None:
    after = desk.starts[1] + TWO_HOURS + timedelta(minutes=10)
    desk.do(followup.set_status, desk.key, "introduced", after, meeting=desk.meetings[1])
    assert [one.carried for one in desk.listed(1)] == [0]


def test_the_one_who_spoke_last_is_the_one_who_said_it(desk: Desk) -> None:
    anna = desk.store.ask(queries.members, desk.cluster, FIRST.date())[0].id
    desk.say("trying", 1)
    desk.say("introduced", 1, said_by=anna, experience="  Det virker  ")
    (word,) = desk.store.ask(queries.follow_ups, desk.key)
    assert (word.status, word.said_by, word.experience) == (
        "introduced",
        "Anna Eksempel",
        "Det virker",
    )


# -- the whole cluster tries it


def test_of_the_whole_cluster_each_counts_who_has_introduced_it(desk: Desk) -> None:
    anna, bo = desk.of_all()
    desk.say("introduced", 1)
    for who in ((), (anna,), (anna, bo)):
        desk.introduce(*who, n=1)
        assert desk.one().introduced_by == frozenset(who)
        assert desk.changed() == [len(who)]
    assert len(desk.said()) == 3


def test_who_has_introduced_it_leaves_the_status_and_its_answer_as_they_are(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna, n=1)
    (one,) = desk.listed(1)
    assert (one.status, one.answered, one.carried) == ("planned", False, 1)
    desk.say("trying", 1, experience="Svært om mandagen")
    desk.introduce(anna, n=1, on=False)
    (one,) = desk.listed(1)
    assert (one.status, one.answered, one.experience) == ("trying", True, "Svært om mandagen")
    assert desk.said() == [("trying", "Svært om mandagen")]


def test_a_tick_taken_back_in_the_same_sitting_was_never_said(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna)
    desk.introduce(anna, on=False, hours=2)
    assert desk.said() == []
    assert desk.one().introduced_by == frozenset()


def test_a_tick_taken_back_later_keeps_what_was_said_before(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna)
    desk.introduce(anna, on=False, hours=13)
    assert [status for status, _ in desk.said()] == ["introduced", "not_introduced"]
    assert desk.one().introduced_by == frozenset()
    desk.introduce(anna, hours=14)
    assert [status for status, _ in desk.said()] == ["introduced"]


def test_an_experience_is_written_by_none_of_those_who_introduced_it(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.introduce(anna, n=1)
    at = desk.starts[1]
    desk.do(followup.write_experience, desk.key, "Let", at, meeting=desk.meetings[1])
    assert sorted(map(str, desk.said())) == ["('introduced', '')", "('planned', 'Let')"]


def test_what_somebody_tries_alone_is_not_asked_for_who_introduced_it(desk: Desk) -> None:
    anna, _ = desk.of_all()
    desk.do(outcomes.assign, desk.key, member=anna)
    with pytest.raises(Refusal):
        desk.introduce(anna)
    assert desk.said() == []


def test_many_are_asked_for_in_as_few_statements_as_one(desk: Desk) -> None:
    def count(query: Callable[..., Any], of: str) -> int:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        event.listen(desk.store._engine, "before_cursor_execute", note)
        desk.store.ask(query, of)
        event.remove(desk.store._engine, "before_cursor_execute", note)
        return len(asked)

    queried = (
        (queries.commitments, desk.cluster),
        (queries.improvements, desk.cluster),
        (queries.commitments_to_follow_up, desk.meetings[2]),
    )
    before = [count(*one) for one in queried]
    for n in range(5):
        key = desk.again(f"Aftale {n}", FIRST)
        desk.do(followup.set_status, key, "partly", desk.starts[1], experience="Let")
        desk.do(followup.add_cycle, key, FIRST, plan="Én dag")
    assert [count(*one) for one in queried] == before


# -- an obstacle, and the next step


def test_an_obstacle_and_the_next_step_stay_until_others_are_said(desk: Desk) -> None:
    desk.say("trying", 1, obstacle=" Ingen tid ", next_step="Spørg sekretæren")
    desk.say("partly", 1, obstacle="To systemer")
    (word,) = desk.store.ask(queries.follow_ups, desk.key)
    assert (word.obstacle, word.next_step) == ("To systemer", "Spørg sekretæren")


# -- two people


def test_what_was_said_since_one_looked_is_shown_instead_of_written_over(desk: Desk) -> None:
    seen = desk.one().version
    desk.say("trying", 1, experience="Svært om mandagen")
    with pytest.raises(Overtaken) as caught:
        desk.say("dropped", 1, seen=seen)
    now = caught.value.now
    assert (now.status, now.experience) == ("trying", "Svært om mandagen")
    assert now == desk.one()
    desk.say("dropped", 1, seen=now.version)
    assert desk.one().status == "dropped"


def test_a_word_that_leaves_the_status_as_it_is_is_seen_as_well(desk: Desk) -> None:
    desk.say("trying", 1)
    seen = desk.one().version
    at = desk.starts[1] + timedelta(minutes=9)
    desk.do(followup.write_experience, desk.key, "Let", at, meeting=desk.meetings[1], seen=seen)
    for verb, what in ((followup.write_experience, "Svært"), (followup.set_status, "trying")):
        with pytest.raises(Overtaken):
            desk.do(verb, desk.key, what, at, meeting=desk.meetings[1], seen=seen)
    with pytest.raises(Overtaken):
        desk.do(followup.snooze, desk.key, date(2027, 1, 1), at, seen=seen)
    assert desk.said() == [("trying", "Let")]


# -- set aside


def test_what_is_set_aside_is_not_asked_about_before_its_day(desk: Desk) -> None:
    coming = desk.starts[2].date()
    for until, is_listed in ((coming + timedelta(days=1), False), (coming, True)):
        desk.aside(until)
        assert bool(desk.listed(2)) is is_listed
        assert desk.one().snoozed == until
        assert desk.open_at(coming) == int(is_listed)
    desk.aside(None)
    assert (desk.one().snoozed, desk.said()) == (None, [])


def test_the_meeting_that_was_under_way_had_it_on_its_list(desk: Desk) -> None:
    desk.aside(date(2027, 6, 1), n=1)
    assert [one.carried for one in desk.listed(1)] == [1]
    assert desk.listed(2) == ()


def test_a_meeting_that_passed_it_by_carried_nothing(desk: Desk) -> None:
    desk.aside(desk.starts[1].date() + timedelta(days=1), days=-30)
    assert (desk.listed(1), desk.one().carried) == ((), 0)
    assert [one.carried for one in desk.listed(2)] == [0]
    desk.say("trying", 1)
    assert [(one.status, one.carried) for one in desk.listed(1)] == [("trying", 1)]


def test_it_is_taken_up_again_before_its_day_when_somebody_wants_to(desk: Desk) -> None:
    desk.aside(desk.starts[2].date() + timedelta(days=30), days=-30)
    desk.aside(None, days=40)
    assert len(desk.listed(2)) == 1
    day = desk.starts[1].date() + timedelta(days=40)
    words = desk.store.ask(queries.follow_ups, desk.key)
    assert [word.until for word in words] == [desk.starts[2].date() + timedelta(days=30), day]


def test_a_day_that_has_been_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="has passed"):
        desk.aside(desk.starts[1].date())


def test_what_is_said_at_the_meeting_is_not_written_over_the_day(desk: Desk) -> None:
    desk.aside(date(2027, 6, 1), n=1)
    desk.say("trying", 1)
    words = desk.store.ask(queries.follow_ups, desk.key)
    assert sorted((str(word.status), word.until is None) for word in words) == [
        ("None", False),
        ("trying", True),
    ]


# -- more than one


def test_of_duplicates_one_is_kept_with_everything_that_was_said(desk: Desk) -> None:
    first = desk.again("Ringer op", FIRST, sign="Færre opkald", due=date(2026, 12, 1))
    other = desk.again("Ringer selv op", desk.starts[1])
    desk.do(followup.set_status, first, "trying", desk.starts[1], experience="Let")
    desk.do(followup.set_status, other, "introduced", desk.starts[2])
    desk.do(followup.add_cycle, other, FIRST, plan="Én dag")
    desk.do(followup.add_cycle, desk.key, FIRST, plan="To dage")
    desk.do(followup.merge, desk.key, [first, other, desk.key])
    (one,) = desk.store.ask(queries.commitments, desk.cluster)
    assert (one.id, one.status, one.agreed) == (desk.key, "introduced", FIRST)
    assert (one.sign, one.due) == ("Færre opkald", date(2026, 12, 1))
    assert [cycle.plan for cycle in one.cycles] == ["To dage", "Én dag"]
    assert desk.said() == [
        (None, "Ringer op – Færre opkald"),
        ("trying", "Let"),
        (None, "Ringer selv op"),
        ("introduced", ""),
    ]


def test_those_of_different_people_are_not_made_one(desk: Desk) -> None:
    anna, bo = (one.id for one in desk.store.ask(queries.members, desk.cluster, FIRST.date()))
    desk.do(outcomes.assign, desk.key, member=anna)
    other = desk.again("Ringer op", FIRST, member=bo)
    with pytest.raises(Refusal, match="different people"):
        desk.do(followup.merge, desk.key, [other])
    insight = desk.do(followup.hang_together, [desk.key, other])
    found = desk.store.ask(queries.commitments, desk.cluster)
    assert {(one.insight, one.insight_text) for one in found} == {(insight, "Ringer op")}
    third = desk.again("Ringer op", FIRST, member=bo)
    assert desk.do(followup.hang_together, [third, desk.key]) == insight


def test_without_a_meeting_there_is_no_insight_to_make(desk: Desk) -> None:
    loose = desk.again("Ringer op", FIRST, meeting=None)
    with pytest.raises(Refusal, match="no insight"):
        desk.do(followup.hang_together, [loose])


# -- small tests


def test_a_small_test_is_planned_done_and_learnt_from(desk: Desk) -> None:
    key = desk.do(followup.add_cycle, desk.key, FIRST, plan="Ring op i to dage")
    desk.do(followup.change_cycle, key, did="Ni af ti", learnt="Telefonen var optaget")
    desk.do(followup.add_cycle, desk.key, FIRST, plan="Ring op kl. 8", next_step="Alle dage")
    first, second = desk.one().cycles
    assert (first.plan, first.did, first.learnt) == (
        "Ring op i to dage",
        "Ni af ti",
        "Telefonen var optaget",
    )
    assert second.next_step == "Alle dage"
    desk.do(followup.remove_cycle, key)
    assert desk.one().cycles == (second,)


def test_each_word_says_who_said_it_and_that_can_be_put_right(desk: Desk) -> None:
    anna, bo = (one.id for one in desk.store.ask(queries.members, desk.cluster, FIRST.date()))
    at = desk.starts[1] + timedelta(minutes=5)
    version = desk.one().version
    told = [(desk.key, "trying", anna, version)]
    desk.do(followup.set_statuses, told, at, meeting=desk.meetings[1])

    def said() -> list[tuple[str, str | None]]:
        found = desk.store.ask(queries.follow_ups, desk.key)
        return [(one.said_by, one.member) for one in found]

    assert said() == [("Anna Eksempel", anna)]
    name = followup.name_speaker
    desk.do(name, desk.key, bo, at, meeting=desk.meetings[1])
    assert said() == [("Bo Eksempel", bo)]
    # A word of another meeting is left as it was said, and so is one of yesterday.
    desk.do(name, desk.key, anna, desk.starts[2], meeting=desk.meetings[2])
    desk.do(name, desk.key, anna, at)
    assert said() == [("Bo Eksempel", bo)]
    desk.do(name, desk.key, None, at, meeting=desk.meetings[1])
    assert said() == [("", None)]
    later = at + timedelta(days=1)
    desk.do(followup.write_word, desk.key, later, said_by=anna, obstacle="Ferie")
    assert said() == [("", None), ("Anna Eksempel", anna)]


def test_of_what_the_whole_cluster_tries_a_line_is_nobodys_alone(desk: Desk) -> None:
    anna, _ = desk.of_all()
    at = desk.starts[1] + timedelta(minutes=5)
    desk.do(followup.set_status, desk.key, "trying", at)
    desk.do(followup.name_speaker, desk.key, anna, at)
    desk.do(followup.write_word, desk.key, at + timedelta(days=1), said_by=anna, obstacle="Ferie")
    found = desk.store.ask(queries.follow_ups, desk.key)
    assert [(one.member, one.obstacle) for one in found] == [(None, ""), (None, "Ferie")]


def test_several_are_not_changed_together_when_one_is_no_longer_as_it_was_seen(desk: Desk) -> None:
    other = desk.again("Ringer op igen", FIRST)
    seen = {one.id: one.version for one in desk.store.ask(queries.commitments, desk.cluster)}
    desk.say("trying", 1)
    for verb, args in ((followup.merge, (other, [desk.key])), (followup.hang_together, (seen,))):
        with pytest.raises(Overtaken) as caught:
            desk.do(verb, *args, seen=seen)
        assert caught.value.now.id == desk.key
    with pytest.raises(Overtaken):
        desk.do(outcomes.assign_all, list(seen.items()), Owner("", whole_cluster=True))
    assert not any(one.whole_cluster for one in desk.store.ask(queries.commitments, desk.cluster))
    seen = {one.id: one.version for one in desk.store.ask(queries.commitments, desk.cluster)}
    desk.do(outcomes.assign_all, list(seen.items()), Owner("", whole_cluster=True))
    seen = {one.id: one.version for one in desk.store.ask(queries.commitments, desk.cluster)}
    desk.do(followup.merge, other, [desk.key], seen=seen)
    assert [one.id for one in desk.store.ask(queries.commitments, desk.cluster)] == [other]
