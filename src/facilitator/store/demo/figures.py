"""What a demo's cluster counts: figures of its clinics, a survey, and marks on its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import TypeVar

from facilitator.domain.indicators import Period, period_of
from facilitator.domain.overview import HELD
from facilitator.store.demo import content
from facilitator.store.demo.pen import Pen, Row, at_clock
from facilitator.store.demo.world import Cluster

T = TypeVar("T")

_QUARTERS = 8
_DAY = timedelta(days=1)
_KNOWN_AFTER = 20 * _DAY
"""How long after a period its figures are there."""

_REFERRALS = (
    *((41, 0.18), (36, 0.22), (52, 0.24), (63, 0.27), (58, 0.31), (44, 0.33), (70, 0.35)),
    *((61, 0.38), (39, 0.41), (57, 0.44), (49, 0.52), (66, 0.58), (55, 0.71)),
)
"""For each clinic how many were counted in the newest quarter, and the share of them."""

_LETTERS = (
    *((160, 0.88), (22, 0.77), (95, 0.91), (34, 0.94), (48, 0.83), (120, 0.79), (18, 0.89)),
    *((75, 0.96), (29, 0.72), (140, 0.93), (52, 0.87), (64, 0.9), (26, 0.85)),
)
_WAITS = (34.5, 12.0, 51.0, 28.0, 19.5, 63.0, 41.0, 22.5, 37.0, 45.5, 16.0, 30.0, 25.0)


def write_indicators(pen: Pen, since: datetime, package: str) -> tuple[str, ...]:
    """Write the indicators of a package that all clusters of the store share. Returns their
    keys: two shares and a number."""
    return tuple(
        pen.write("indicator", since, package_id=package, **row) for row in content.INDICATORS
    )


def count(pen: Pen, cluster: Cluster, indicators: Sequence[str], number: int, today: date) -> None:
    """Write what a cluster counts and what it says of its history, once its meetings are
    written."""
    # A stream of its own: the rest of the demo stays what it was.
    own = Pen(Random(f"{cluster.id} figures"), pen.rows)
    for indicator, figures in zip(indicators, _FIGURES, strict=True):
        for row in figures(own.random, cluster.clinics, _quarters(today)):
            at = at_clock(row["last"] + _KNOWN_AFTER, 9)
            place = {"cluster_id": cluster.id, "indicator_id": indicator}
            own.write("indicator_value", at, **place, **row)
    _use_at_meetings(own, indicators, today)
    _ask(own, cluster, today)
    _mark(own, cluster, today)
    day = at_clock(cluster.people[0].joined, 12)
    is_open = {"key": "open_data", "value": number % 2 == 1}
    own.write("setting", day, cluster_id=cluster.id, **is_open, source="", valid_from=None)


def _quarters(today: date) -> tuple[Period, ...]:
    """The last quarters whose figures are there, in order of time."""
    found: list[Period] = []
    day = period_of("quarter", today - _KNOWN_AFTER).first
    while len(found) < _QUARTERS:
        found.append(period_of("quarter", day - _DAY))
        day = found[-1].first
    return tuple(reversed(found))


def _referrals(random: Random, clinics: Sequence[str], quarters: Sequence[Period]) -> Iterator[Row]:
    """About as many in each clinic, ever more shares of them, and in one nothing at first."""
    yield from _shares(random, clinics, quarters, _REFERRALS, slope=0.015)
    yield from (_told(quarter, 0.41, 0) for quarter in quarters)


def _letters(random: Random, clinics: Sequence[str], quarters: Sequence[Period]) -> Iterator[Row]:
    """Many in some clinics and few in others, in one so few that they are not shown to others."""
    for row in _shares(random, clinics, quarters, _LETTERS, slope=0.0):
        if row["clinic_id"] == clinics[-1] and row["last"] == quarters[-1].last:
            row |= {"numerator": 2, "denominator": 3}
        yield row
    yield from (_told(quarter, 0.872 + n / 1000, 1) for n, quarter in enumerate(quarters))


def _waits(random: Random, clinics: Sequence[str], quarters: Sequence[Period]) -> Iterator[Row]:
    """Days to the first appointment, which one clinic does not count."""
    for clinic, days in zip(clinics[1:], _in_turn(random, _WAITS, clinics[1:]), strict=True):
        for quarter in quarters:
            told = round(2 * max(3.0, days + random.gauss(0, 4))) / 2
            yield {**_told(quarter, told, 1), "clinic_id": clinic, "level": "clinic"}


_FIGURES = (_referrals, _letters, _waits)


def _shares(
    random: Random,
    clinics: Sequence[str],
    quarters: Sequence[Period],
    profiles: Sequence[tuple[int, float]],
    *,
    slope: float,
) -> Iterator[Row]:
    chosen = _in_turn(random, profiles, clinics)
    for place, (clinic, (usual, newest)) in enumerate(zip(clinics, chosen, strict=True)):
        for ago, quarter in enumerate(reversed(quarters)):
            if place == 0 and ago >= _QUARTERS - 2:
                continue
            n = max(1, usual + (round(random.gauss(0, usual / 10)) if ago else 0))
            share = min(max(newest - slope * ago, 0.02), 0.98)
            spread = (n * share * (1 - share)) ** 0.5 if ago else 0.0
            k = min(max(round(random.gauss(n * share, spread)), 0), n)
            yield {
                **_told(quarter, None, None),
                **{"clinic_id": clinic, "level": "clinic", "numerator": k, "denominator": n},
            }


def _in_turn(random: Random, profiles: Sequence[T], clinics: Sequence[str]) -> list[T]:
    """A profile for each clinic, shuffled: from all over where there are few, again for many."""
    among = max(len(profiles), len(clinics))
    chosen = [profiles[n * among // len(clinics) % len(profiles)] for n in range(len(clinics))]
    random.shuffle(chosen)
    return chosen


def _told(quarter: Period, value: float | None, decimals: int | None) -> Row:
    """A row of the country's figure for a quarter."""
    return {
        "clinic_id": None,
        "level": "national",
        "first": quarter.first,
        "last": quarter.last,
        "numerator": None,
        "denominator": None,
        "value": value,
        "decimals": decimals,
    }


def _use_at_meetings(pen: Pen, indicators: Sequence[str], today: date) -> None:
    """The data that are talked about since there are any, and next, are those of an indicator."""
    since = _quarters(today)[1].last
    starts = {row["id"]: row["start"] for row in pen.rows["meeting"]}
    talks = [row for row in pen.rows["item"] if row["kind"] == "data"]
    for item, indicator in zip(reversed(talks), cycle(indicators), strict=False):
        start = starts[item["meeting_id"]]
        if start.date() > since:
            about = {"item_id": item["id"], "indicator_id": indicator}
            pen.write("use", start - 6 * _DAY, **about)


def _ask(pen: Pen, cluster: Cluster, today: date) -> None:
    """Two waves of a survey, each in a September, with about as many yes as in the country."""
    newest = today.year if today > date(today.year, 10, 15) else today.year - 1
    for year, supports, improved in ((newest - 1, 0.55, 0.32), (newest, 0.68, 0.47)):
        held = date(year, 9, 15)
        invited = len(cluster.active(held))
        if not invited:
            continue
        answered = max(1, round(invited * pen.random.uniform(0.65, 0.9)))
        survey = pen.write(
            "survey",
            at_clock(held + 30 * _DAY, 9),
            cluster_id=cluster.id,
            held=held,
            title=f"Spørgeskema – eksempel, efteråret {year}",
            invited=invited,
            answered=answered,
            note="",
        )
        yes = round(answered * supports)
        some = round((answered - yes) * 0.7)
        counts = {"supports": yes, "supports_some": some, "improved": round(answered * improved)}
        for measure, k in counts.items():
            about = {"survey_id": survey, "measure": measure}
            pen.write("survey_count", at_clock(held + 30 * _DAY, 9), **about, k=k, n=None)


def _mark(pen: Pen, cluster: Cluster, today: date) -> None:
    """A phase with its reason, a small test and a note, each on the day of a meeting."""
    held = [row for row in pen.rows["meeting"] if row["status"] in HELD]
    for share, kind, chart, words in content.MARKS:
        if held:
            row = held[int(share * (len(held) - 1))]
            day = row["start"].date()
            about = {"cluster_id": cluster.id, "chart": chart, "kind": kind, "text": words}
            pen.write("mark", row["ended"], **about, day=min(day, today))
