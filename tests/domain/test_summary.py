"""The last ten minutes: which insights stand first, and who has nothing to try yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from facilitator.domain.outcomes import Commitment, Insight
from facilitator.domain.people import Attendee, Clinic
from facilitator.domain.presence import here
from facilitator.domain.summary import (
    alike,
    rank,
    say_with_commitment,
    takers,
    with_commitment,
    without_commitment,
)
from facilitator.language import Language

AT = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)
CLINICS = tuple(Clinic(f"k{n}", f"Klinik {n}", 1) for n in (1, 2, 3))
MEMBERS = (
    Attendee("anna", "Anna", "k1", "Klinik 1", "present"),
    Attendee("bo", "Bo", "k2", "Klinik 2", None),
    Attendee("carl", "Carl", "k2", "Klinik 2", "present"),
    Attendee("dorte", "Dorte", None, "", "present"),
    Attendee("eva", "Eva", "k3", "Klinik 3", "apology"),
)
HERE = here(MEMBERS, AT)
HERE = here(MEMBERS, AT)


def insight(name: str, minute: int, official: int | None = None, tried_by: int = 0) -> Insight:
    at = AT + timedelta(minutes=minute)
    return Insight(name, name, "insight", at, None, None, "", official, tried_by)


def commitment(
    action: str = "Ringer op",
    *,
    member: str | None = None,
    clinic: str | None = None,
    whole_cluster: bool = False,
) -> Commitment:
    key = f"{action} {member} {clinic}"
    return Commitment(
        key,
        action,
        "",
        "",
        "",
        None,
        "",
        "",
        member,
        clinic,
        whole_cluster,
        "m",
        2,
        AT,
        None,
        True,
        None,
        "planned",
    )


def test_what_is_taken_home_comes_first_then_what_most_try_then_the_newest() -> None:
    said = (
        insight("gammel", 1),
        insight("ny", 9),
        insight("to prøver", 3, tried_by=2),
        insight("en prøver", 8, tried_by=1),
        insight("nummer to", 2, official=2),
        insight("nummer et", 7, official=1),
    )
    assert [one.id for one in rank(said)] == [
        *("nummer et", "nummer to", "to prøver", "en prøver", "ny", "gammel"),
    ]


def test_clinics_with_somebody_here_may_take_one_home_and_members_without_a_clinic() -> None:
    assert [one.name for one in takers(HERE, CLINICS)] == ["Klinik 1", "Klinik 2", "Dorte"]


def test_those_without_one_are_named_until_every_member_here_has_one() -> None:
    made: list[Commitment] = []

    def state() -> tuple[tuple[int, int], list[str]]:
        names = [one.name for one in without_commitment(HERE, CLINICS, made)]
        return with_commitment(HERE, made), names

    assert state() == ((4, 0), ["Klinik 1", "Klinik 2", "Dorte"])
    made.append(commitment(whole_cluster=True))
    assert state() == ((4, 0), ["Klinik 1", "Klinik 2", "Dorte"])
    made.append(commitment(clinic="k1"))
    made.append(commitment(member="bo"))
    assert state() == ((4, 2), ["Klinik 2", "Dorte"])
    made += (commitment(clinic="k2"), commitment(member="dorte"))
    assert state() == ((4, 4), [])


def test_what_the_whole_cluster_tries_is_said_beside_who_has_one_of_their_own() -> None:
    danish, english = Language("da"), Language("en")
    alone, together = commitment(clinic="k1"), commitment(whole_cluster=True)
    assert say_with_commitment(danish, HERE, [alone]) == "1 af 4 har en aftale"
    assert say_with_commitment(danish, HERE, [together]) == (
        "0 af 4 har en egen aftale · 1 for hele klyngen"
    )
    assert say_with_commitment(english, HERE, [alone, together, together]) == (
        "1 of 4 have a commitment of their own · 2 for the whole cluster"
    )


def test_commitments_that_say_the_same_stand_together_the_latest_first() -> None:
    made = (
        commitment(clinic="k1"),
        commitment("Sender pjece", clinic="k2"),
        commitment(member="bo"),
    )
    assert [[one.id for one in group] for group in alike(made)] == [
        [made[1].id],
        [made[0].id, made[2].id],
    ]
