"""A year of meetings held up against what is agreed, with topics that are due placed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from itertools import combinations
from typing import Protocol

from facilitator.domain.agenda import Revisit
from facilitator.domain.content import PlannedMeeting
from facilitator.domain.overview import COMING, HELD
from facilitator.language import N_

_HOLIDAY_MONTH = 7
_LAST_DAY_OF_HALF = 15


class Words(Protocol):
    """The part of a language that says how a year stands."""

    def text(self, msgid: str, /, **fields: object) -> str: ...

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str: ...

    def number(self, value: float, /) -> str: ...

    def month_axis(self, day: date) -> str: ...

    def date_near(self, day: date) -> str: ...

    def list_and(self, items: Sequence[str]) -> str: ...

    def quote(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic that is due and the meeting where it can be taken up; none: there is none yet."""

    revisit: Revisit
    meeting: PlannedMeeting | None


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year against the quota of `low` to `high` meetings.

    `missing`: meetings still to be planned to reach `low`. `beyond`: those above `high`.
    `months`: the first day of each month suggested for one that is missing; fewer than `missing`
    when the year has not enough months left.
    """

    year: int
    meetings: tuple[PlannedMeeting, ...]
    low: int
    high: int
    months: tuple[date, ...]
    revisits: tuple[Placed, ...]

    @property
    def held(self) -> int:
        """How many were held."""
        return sum(one.status in HELD for one in self.meetings)

    @property
    def planned(self) -> int:
        """How many are still to come."""
        return sum(one.status in COMING for one in self.meetings)

    @property
    def missing(self) -> int:
        """How many must still be planned."""
        return max(self.low - self.held - self.planned, 0)

    @property
    def beyond(self) -> int:
        """How many there are above the highest number."""
        return max(self.held + self.planned - self.high, 0)


def plan_year(
    year: int,
    today: date,
    meetings: Sequence[PlannedMeeting],
    revisits: Sequence[Revisit],
    zone: tzinfo,
    *,
    low: int,
    high: int,
) -> YearPlan:
    """Lay out a year.

    Args:
        meetings: of any year; coming ones of the next year can take a topic up too.
        revisits: topics and the day from which they are to be taken up again.
        zone: where the cluster meets.
        low: the fewest meetings agreed for a year, and `high` the most (2 and 4 by the rules
            eKVIS gives coordinators).
    """
    days = {one.id: one.start.astimezone(zone).date() for one in meetings}
    order = sorted(meetings, key=lambda one: (one.start, one.number))
    own = tuple(one for one in order if days[one.id].year == year)
    placed = tuple(Placed(one, _meeting_for(one, order, days)) for one in revisits)
    laid = YearPlan(year, own, low, high, (), placed)
    taken = [days[one.id] for one in own if one.status in (*HELD, *COMING)]
    return replace(laid, months=suggest_months(year, today, taken, laid.missing))


def suggest_months(year: int, today: date, taken: Sequence[date], count: int) -> tuple[date, ...]:
    """The first days of `count` months that lie evenly among those taken.

    From this month on if its first half is not over, without July, and without a December of
    which only the holidays are left. Of all choices the one whose months lie farthest apart, the
    year going round; then the one nearest to equal parts of the year; then the earliest. Fewer
    when fewer are free.
    """
    busy = {day.month for day in taken}
    free = [m for m in _months_left(year, today) if m not in busy and m != _HOLIDAY_MONTH]
    choices = combinations(free, min(count, len(free)))
    best = max(choices, key=lambda months: (_gaps([*busy, *months]), -_uneven(months)))
    return tuple(date(year, month, 1) for month in best)


def say_year(lang: Words, plan: YearPlan) -> tuple[str, ...]:
    """How the year stands, a sentence each: against the quota, what is missing, what is due."""
    return tuple(_sentences(lang, plan))


def say_revisit(lang: Words, placed: Placed) -> str:
    """Where a topic that is due can be taken up."""
    topic, meeting = lang.quote(placed.revisit.title), placed.meeting
    if meeting is None:
        said = N_("{topic} is due from {day}: no meeting yet")
        return lang.text(said, topic=topic, day=lang.date_near(placed.revisit.since))
    said = N_("{topic} can be taken up at meeting {number} on {day}")
    number = lang.number(meeting.number)
    return lang.text(said, topic=topic, number=number, day=lang.date_near(meeting.start))


def _sentences(lang: Words, plan: YearPlan) -> Iterator[str]:
    yield lang.text(
        N_("{year}: {held} held and {planned} planned; {low}–{high} a year are agreed."),
        year=str(plan.year),
        held=lang.number(plan.held),
        planned=lang.number(plan.planned),
        low=lang.number(plan.low),
        high=lang.number(plan.high),
    )
    if plan.missing:
        yield lang.plural(
            "{n} meeting is still to be planned.",
            "{n} meetings are still to be planned.",
            plan.missing,
        )
    if plan.months:
        months = lang.list_and([lang.month_axis(month) for month in plan.months])
        yield lang.text(N_("Evenly over the year: {months}"), months=months)
    if plan.beyond:
        yield lang.plural(
            "There is {n} meeting more than agreed.",
            "There are {n} meetings more than agreed.",
            plan.beyond,
        )


def _months_left(year: int, today: date) -> range:
    if year != today.year:
        return range(1, 13) if year > today.year else range(0)
    return range(today.month + (today.day > _LAST_DAY_OF_HALF), 13)


def _gaps(months: Sequence[int]) -> list[int]:
    """Months from each to the next, round the year, the smallest first."""
    order = sorted(months)
    return sorted(
        (b - a - 1) % 12 + 1 for a, b in zip(order, [*order[1:], *order[:1]], strict=True)
    )


def _uneven(months: Sequence[int]) -> float:
    """How far the middles of these months lie from those of as many equal parts of the year."""
    part = 12 / max(len(months), 1)
    return sum(abs(m - 0.5 - (n + 0.5) * part) for n, m in enumerate(months))


def _meeting_for(
    revisit: Revisit, meetings: Sequence[PlannedMeeting], days: Mapping[str, date]
) -> PlannedMeeting | None:
    able = (one for one in meetings if one.status in COMING and days[one.id] >= revisit.since)
    return next(able, None)
