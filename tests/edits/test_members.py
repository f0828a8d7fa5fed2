"""What a user does with members, in a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.ui import example
from tests.ui.example import TODAY, Example
from tests.ui.fakes import FakeClock

from facilitator.domain.people import Member
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import followup, members, outcomes
from facilitator.store import queries
from facilitator.store.store import Store


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    made = example.empty_store(store_path, FakeClock())
    yield made
    made.close()


@pytest.fixture
def six(store: Store) -> Example:
    """A cluster of six without meetings."""
    return example.cluster_of(store, 6)


def people(one: Example) -> tuple[Member, ...]:
    return one.store.ask(queries.members, one.cluster, TODAY)


def test_a_pasted_list_is_one_step_and_shares_clinics(six: Example) -> None:
    pairs = (("Bo Eksempel", "Klinik 1"), ("Cai Eksempel", "Klinik 9"), ("Dan Eksempel", ""))
    with six.store.edit("Add members", cluster=six.cluster) as session:
        made = members.add_members(session, six.cluster, pairs)
    added = people(six)[6:]
    assert [(one.id, one.name, one.clinic_name) for one in added] == [
        (made[0], "Bo Eksempel", "Klinik 1"),
        (made[1], "Cai Eksempel", "Klinik 9"),
        (made[2], "Dan Eksempel", ""),
    ]
    assert added[0].clinic == people(six)[0].clinic
    six.store.undo(six.cluster)
    assert len(people(six)) == 6


def test_one_empty_name_refuses_the_whole_list(six: Example) -> None:
    with pytest.raises(Refusal), six.store.edit("Add", cluster=six.cluster) as session:
        members.add_members(session, six.cluster, (("Bo Eksempel", ""), ("  ", "Klinik 1")))
    assert len(people(six)) == 6


def test_a_member_moves_to_a_clinic_by_its_name(six: Example) -> None:
    first = six.members[0]
    with six.store.edit("Change", cluster=six.cluster) as session:
        members.change_member(session, first, clinic="Klinik 2", email="anna@eksempel.example")
    one = people(six)[0]
    assert (one.clinic_name, one.email) == ("Klinik 2", "anna@eksempel.example")
    assert one.clinic == people(six)[1].clinic


def test_a_member_keeps_a_name(six: Example) -> None:
    with pytest.raises(Refusal), six.store.edit("Change", cluster=six.cluster) as session:
        members.change_member(session, six.members[0], name=" ")


def test_a_cpr_number_is_not_stored_as_a_name(six: Example) -> None:
    with pytest.raises(PatientNumber), six.store.edit("Change", cluster=six.cluster) as session:
        members.change_member(session, six.members[0], name="Anna 010203-1234")


def test_a_cluster_has_one_coordinator_at_a_time(six: Example) -> None:
    first, second = six.members[:2]
    for key, day in ((first, date(2026, 1, 1)), (second, TODAY)):
        with six.store.edit("Appoint", cluster=six.cluster) as session:
            members.appoint(session, key, "coordinator", day)
    assert [one.role for one in people(six)[:2]] == [None, "coordinator"]
    before = six.store.ask(queries.members, six.cluster, date(2026, 6, 1))
    assert [one.role for one in before[:2]] == ["coordinator", None]


def test_a_substitute_stands_beside_the_coordinator(six: Example) -> None:
    first, second = six.members[:2]
    with six.store.edit("Appoint", cluster=six.cluster) as session:
        members.appoint(session, first, "coordinator", TODAY)
        members.appoint(session, second, "substitute", TODAY)
    assert [one.role for one in people(six)[:3]] == ["coordinator", "substitute", None]


def test_a_role_can_be_ended(six: Example) -> None:
    with six.store.edit("Appoint", cluster=six.cluster) as session:
        members.appoint(session, six.members[0], "coordinator", date(2026, 1, 1))
    with six.store.edit("End", cluster=six.cluster) as session:
        members.appoint(session, six.members[0], None, TODAY)
    assert people(six)[0].role is None


def test_a_member_belongs_until_the_last_day(six: Example) -> None:
    with six.store.edit("Leave", cluster=six.cluster) as session:
        members.leave(session, six.members[0], TODAY)
    one = people(six)[0]
    assert one.is_active(TODAY)
    assert not one.is_active(date(2026, 11, 27))
    with six.store.edit("Stay", cluster=six.cluster) as session:
        members.leave(session, six.members[0], None)
    assert people(six)[0].is_active(date(2026, 11, 27))


def test_a_member_without_a_history_is_deleted(six: Example) -> None:
    with six.store.edit("Delete", cluster=six.cluster) as session:
        members.delete_member(session, six.members[5])
    assert len(people(six)) == 5


def test_a_member_with_a_history_is_not_deleted(six: Example) -> None:
    example.with_meetings(six)
    with pytest.raises(Refusal), six.store.edit("Delete", cluster=six.cluster) as session:
        members.delete_member(session, six.members[0])
    assert len(people(six)) == 6


def test_who_only_answered_for_the_cluster_has_a_history_too(six: Example) -> None:
    with six.store.edit("Say", cluster=six.cluster) as session:
        at = datetime(2026, 11, 26, 17, tzinfo=UTC)
        key = outcomes.add_commitment(session, six.cluster, "Ringer op", at, whole_cluster=True)
        followup.set_status(session, key, "trying", at, said_by=six.members[5])
    with pytest.raises(Refusal), six.store.edit("Delete", cluster=six.cluster) as session:
        members.delete_member(session, six.members[5])


def test_attendance_counts_the_meetings_since_joining(six: Example) -> None:
    example.with_meetings(six)
    with six.store.edit("Add", cluster=six.cluster) as session:
        members.add_member(session, six.cluster, "Ny Eksempel", joined=TODAY)
    shown = [(one.present, one.invited) for one in people(six)]
    assert shown[0] == (2, 2)
    assert shown[5] == (0, 2)
    assert shown[6] == (0, 0)


def test_a_cluster_changes_its_own_data(six: Example) -> None:
    with six.store.edit("Change", cluster=six.cluster) as session:
        members.change_cluster(
            session,
            six.cluster,
            name="ØNH – Prøve",
            specialty="Ortopædi",
            ground_rules="Vi spørger",
        )
    one = six.store.ask(queries.cluster, six.cluster, TODAY)
    assert (one.name, one.specialty, one.ground_rules) == ("ØNH – Prøve", "Ortopædi", "Vi spørger")
    with pytest.raises(Refusal), six.store.edit("Change", cluster=six.cluster) as session:
        members.change_cluster(session, six.cluster, name="")


def test_who_leaves_has_no_role_any_more_and_has_it_again_when_it_was_wrong(six: Example) -> None:
    first = six.members[0]

    def do(verb: Callable[..., object], *args: object, **values: object) -> str | None:
        with six.store.edit("Do", cluster=six.cluster) as session:
            verb(session, *args, **values)
        return people(six)[0].role

    assert do(members.appoint, first, "coordinator", date(2026, 1, 1)) == "coordinator"
    assert do(members.leave, first, date(2026, 11, 1)) is None
    with pytest.raises(Refusal, match="left"):
        do(members.appoint, first, "substitute", TODAY)
    assert do(members.change_member, first, left=None) == "coordinator"
    do(members.change_member, first, joined=date(2026, 10, 1))
    with pytest.raises(Refusal, match="before"):
        do(members.leave, first, date(2026, 9, 30))


def test_who_has_left_is_not_asked_at_the_next_meeting(six: Example) -> None:
    made = example.with_meetings(six)
    first, second = made.members[:2]
    with made.store.edit("Agree", cluster=made.cluster) as session:
        for member in (first, second):
            outcomes.add_commitment(
                session,
                made.cluster,
                "Ringer",
                example.HELD[0],
                meeting=made.held[0],
                member=member,
            )
    assert made.next is not None
    asked = made.store.ask(queries.commitments_to_follow_up, made.next)
    assert {one.member for one in asked} == {first, second}
    with made.store.edit("Leave", cluster=made.cluster) as session:
        members.leave(session, first, date(2026, 12, 8))
    asked = made.store.ask(queries.commitments_to_follow_up, made.next)
    assert {one.member for one in asked} == {second}
    assert len(made.store.ask(queries.commitments, made.cluster)) == 2
