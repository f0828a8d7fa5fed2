"""The people of an invented cluster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from facilitator.store.demo import content
from facilitator.store.demo.library import Shelf
from facilitator.store.demo.pen import Pen, at_clock, position
from facilitator.store.demo.world import Cluster, Person

_KEEN = 0.45
"""Members who introduce something at all, as about 40 to 48 % do (eKVIS fact sheets, 2026)."""


def gather_people(pen: Pen, shelf: Shelf, cluster: str, founded: date) -> Cluster:
    random, today = pen.random, shelf.today
    size = random.randint(11, 17)
    homes = _homes(random, size)
    at = at_clock(founded, 10)
    clinics = [
        pen.write("clinic", at, cluster_id=cluster, name=f"Klinik {n + 1}", position=position(n))
        for n in range(max(homes) + 1)
    ]
    names = list(content.FIRST_NAMES)
    random.shuffle(names)
    people: list[Person] = []
    for clinic in homes:
        joined: date | None = founded
        while joined is not None:
            left = _leaves(random, joined, today)
            people.append(_member(pen, cluster, clinics, names, len(people), clinic, joined, left))
            follows = left is not None and pen.likely(0.85)
            joined = left + timedelta(days=random.randint(10, 60)) if left and follows else None
            joined = joined if joined and joined < today else None
    keen = _keen(random, [one for one in people if one.is_active(today)], len(clinics))
    return Cluster(cluster, clinics, people, keen, [], [], {}, [], [], shelf)


def _homes(random: Random, size: int) -> list[int]:
    """The clinic of each member: most have their own, some share."""
    homes: list[int] = []
    while len(homes) < size:
        shared = random.choice((1, 1, 1, 1, 2, 2, 3))
        homes += [homes[-1] + 1 if homes else 0] * min(shared, size - len(homes))
    return homes


def _leaves(random: Random, joined: date, today: date) -> date | None:
    left = joined + timedelta(days=round(random.expovariate(0.035) * 365) + 200)
    return left if left < today - timedelta(days=30) else None


def _member(
    pen: Pen,
    cluster: str,
    clinics: Sequence[str],
    names: Sequence[str],
    number: int,
    clinic: int,
    joined: date,
    left: date | None,
) -> Person:
    first = names[number % len(names)]
    again = number // len(names)
    key = pen.write(
        "member",
        at_clock(joined, 10),
        cluster_id=cluster,
        clinic_id=clinics[clinic],
        name=f"{first} {content.SURNAME}" + (f" {again + 1}" if again else ""),
        initials=first[0] + content.SURNAME[0],
        email=f"laege{number + 1}@klinik{clinic + 1}.example",
        joined=joined,
        left=left,
        position=position(number),
    )
    return Person(key, clinic, joined, left, pen.random.choice((0.6, 0.85, 0.9, 0.95, 0.97)))


def _keen(random: Random, active: Sequence[Person], clinics: int) -> frozenset[int]:
    """The clinics whose members introduce what they agree to: not quite half of the members."""
    keen: set[int] = set()
    order = list(range(clinics))
    random.shuffle(order)
    for clinic in order:
        covered = sum(one.clinic in keen or one.clinic == clinic for one in active)
        if covered <= _KEEN * len(active) + 0.5:
            keen.add(clinic)
    return frozenset(keen)


def _coordinators(pen: Pen, cluster: Cluster, founded: date, today: date) -> list[tuple[date, str]]:
    """Who coordinates from when; a new one after some years, or when the old one leaves."""
    found: list[tuple[date, str]] = []
    since = founded
    while since < today:
        others = [one for one in cluster.active(since) if not found or one.id != found[-1][1]]
        one = pen.random.choice(others or cluster.people)
        until = since + timedelta(days=pen.random.randint(900, 1700))
        until = min(until, one.left) if one.left and one.left > since else until
        is_last = until >= today
        pen.write(
            "role",
            at_clock(since, 11),
            member_id=one.id,
            role="coordinator",
            since=since,
            until=None if is_last else until,
        )
        found.append((since, one.id))
        since = until + timedelta(days=1)
    substitute = next(one for one in cluster.active(today) if one.id != found[-1][1])
    pen.write("role", at_clock(founded, 11), member_id=substitute.id, role="substitute", since=None)
    return found
