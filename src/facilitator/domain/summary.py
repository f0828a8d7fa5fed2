"""The last ten minutes: which insights come first, and who has something to try."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.domain.capture import Owner
from facilitator.domain.outcomes import Commitment, Insight
from facilitator.domain.people import Attendee, Clinic
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language


def rank(insights: Sequence[Insight]) -> tuple[Insight, ...]:
    """What is taken home in its order, then what most are going to try, then the newest."""

    def place(one: Insight) -> tuple[float, float, float]:
        return one.official or float("inf"), -one.tried_by, -one.at.timestamp()

    return tuple(sorted(insights, key=place))


def alike(commitments: Sequence[Commitment]) -> tuple[tuple[Commitment, ...], ...]:
    """Commitments that say the same together, the latest first."""
    groups: dict[tuple[object, ...], list[Commitment]] = {}
    for one in commitments:
        said = one.insight, one.situation, one.action, one.sign, one.due
        groups.setdefault(said, []).append(one)
    return tuple(tuple(group) for group in reversed(groups.values()))


def with_commitment(here: Sequence[Attendee], commitments: Sequence[Commitment]) -> tuple[int, int]:
    """Members here, and how many of them have a commitment, alone or by their clinic.

    One of the whole cluster gives nobody one.
    """
    owners = _owners(commitments)
    return len(here), sum(_has(one, owners) for one in here)


def say_with_commitment(
    lang: Language, here: Sequence[Attendee], commitments: Sequence[Commitment]
) -> str:
    """“4 of 15 have a commitment”, and beside it what the whole cluster tries, if anything."""
    members, have = with_commitment(here, commitments)
    whole = sum(one.whole_cluster for one in commitments)
    said = N_("{k} of {n} have a commitment")
    if whole:
        said = N_("{k} of {n} have a commitment of their own · {whole} for the whole cluster")
    number = lang.number
    return lang.text(said, k=number(have), n=number(members), whole=number(whole))


def takers(here: Sequence[Attendee], clinics: Sequence[Clinic]) -> tuple[Owner, ...]:
    """Who may take a commitment home: clinics with somebody here, then members of no clinic."""
    there = {one.clinic for one in here}
    found = [Owner(one.name, clinic=one.id) for one in clinics if one.id in there]
    known = {one.clinic for one in found}
    return (*found, *(Owner(one.name, member=one.id) for one in here if one.clinic not in known))


def without_commitment(
    here: Sequence[Attendee], clinics: Sequence[Clinic], commitments: Sequence[Commitment]
) -> tuple[Owner, ...]:
    """Those of `takers` who still lack a commitment, a clinic when any of its members here does."""
    owners = _owners(commitments)
    lacking = [one for one in here if not _has(one, owners)]
    keys = {one.id for one in lacking} | {one.clinic for one in lacking}
    return tuple(one for one in takers(here, clinics) if (one.clinic or one.member) in keys)


def _owners(commitments: Sequence[Commitment]) -> frozenset[str]:
    named = {one.member for one in commitments} | {one.clinic for one in commitments}
    return frozenset(key for key in named if key)


def _has(one: Attendee, owners: frozenset[str]) -> bool:
    return one.id in owners or one.clinic in owners
