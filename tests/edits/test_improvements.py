"""What has become better: from a commitment, or written down by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.edits.test_followup import FIRST, Desk

from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Overtaken
from facilitator.domain.refusal import Refusal
from facilitator.edits import followup, improvements, outcomes
from facilitator.store import queries


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    made = Desk(store_path)
    yield made
    made.store.close()


def found(desk: Desk) -> tuple[Improvement, ...]:
    return desk.store.ask(queries.improvements, desk.cluster)


def write(desk: Desk, **values: Any) -> str:
    return desk.do(improvements.write_improvement, desk.key, **values)


def test_a_commitment_is_an_improvement_while_it_stands_as_introduced(desk: Desk) -> None:
    desk.do(outcomes.change_commitment, desk.key, category="workflows")
    assert found(desk) == ()
    desk.say("partly", 1)
    desk.say("introduced", 2)
    (one,) = found(desk)
    assert (one.id, one.commitment, one.title) == (None, desk.key, "Ringer op")
    assert (one.category, one.aspect, one.meeting_number) == ("workflows", "organisational", 1)
    assert one.since == desk.starts[1].date()
    assert not one.is_measured
    desk.do(followup.set_status, desk.key, "not_introduced", desk.starts[2] + timedelta(days=1))
    assert found(desk) == ()


def test_it_counts_from_when_it_was_introduced_again(desk: Desk) -> None:
    for status, day in (("introduced", 1), ("trying", 30), ("partly", 60), ("introduced", 70)):
        desk.do(followup.set_status, desk.key, status, FIRST + timedelta(days=day))
    assert [one.since for one in found(desk)] == [FIRST.date() + timedelta(days=60)]


def test_what_is_written_of_it_goes_before_what_was_agreed(desk: Desk) -> None:
    desk.say("introduced", 1)
    key = write(desk, measure="ventetid", unit="dage", before=9.5, after=3, n=40)
    assert write(desk, title="Akut tid", aspect="human", since=date(2026, 10, 1)) == key
    (one,) = found(desk)
    assert (one.id, one.title, one.aspect, one.since) == (
        key,
        "Akut tid",
        "human",
        date(2026, 10, 1),
    )
    assert (one.measure, one.unit, one.before, one.after, one.n) == ("ventetid", "dage", 9.5, 3, 40)
    assert one.is_measured
    desk.do(improvements.remove_improvement, key)
    assert [(one.id, one.title) for one in found(desk)] == [(None, "Ringer op")]


def test_one_without_a_commitment_is_written_down_by_itself(desk: Desk) -> None:
    anna = desk.store.ask(queries.members, desk.cluster, FIRST.date())[0]
    add = improvements.add_improvement
    about = {"member_id": anna.id, "meeting_id": desk.meetings[0], "patients": "Mindre ventetid"}
    key = desk.do(add, desk.cluster, " Faste tider ", date(2026, 12, 24), **about)
    desk.do(add, desk.cluster, "Skilte", None, whole_cluster=True)
    desk.say("introduced", 1)
    assert [one.title for one in found(desk)] == ["Faste tider", "Ringer op", "Skilte"]
    one = found(desk)[0]
    assert (one.owner, one.meeting_number, one.patients) == (anna.name, 1, "Mindre ventetid")
    desk.do(improvements.change_improvement, key, title="Faste akuttider", n=12)
    assert (found(desk)[0].title, found(desk)[0].n) == ("Faste akuttider", 12)
    with pytest.raises(Refusal):
        desk.do(improvements.change_improvement, key, title=" ")


def test_an_improvement_without_a_name_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal):
        desk.do(improvements.add_improvement, desk.cluster, "  ", None)


def test_what_was_written_goes_with_the_commitment_that_is_kept(desk: Desk) -> None:
    other = desk.again("Ringer op", FIRST)
    key = desk.do(improvements.write_improvement, other, patients="Færre opkald")
    desk.do(followup.merge, desk.key, [other])
    desk.say("introduced", 1)
    assert [(one.id, one.commitment) for one in found(desk)] == [(key, desk.key)]
    third = desk.again("Ringer op", FIRST)
    desk.do(improvements.write_improvement, third, patients="Ro")
    with pytest.raises(Refusal, match="more than one"):
        desk.do(followup.merge, desk.key, [third])


def test_what_somebody_else_wrote_of_an_improvement_is_not_written_over_unseen(desk: Desk) -> None:
    desk.say("introduced", 1)
    (seen,) = found(desk)
    write(desk, n=12, seen=seen.version)
    with pytest.raises(Overtaken) as caught:
        write(desk, n=20, seen=seen.version)
    assert (caught.value.now.n, found(desk)[0].n) == (12, 12)
    write(desk, n=20, seen=caught.value.now.version)
    assert found(desk)[0].n == 20

    key = desk.do(improvements.add_improvement, desk.cluster, "Skiltet", date(2026, 10, 1))
    (seen,) = (one for one in found(desk) if one.id == key)
    desk.do(improvements.change_improvement, key, whole_cluster=True, seen=seen.version)
    with pytest.raises(Overtaken):
        desk.do(improvements.change_improvement, key, aspect="human", seen=seen.version)
    with pytest.raises(Overtaken):
        desk.do(improvements.remove_improvement, key, seen=seen.version)
    (now,) = (one for one in found(desk) if one.id == key)
    assert (now.whole_cluster, now.aspect) == (True, "")
