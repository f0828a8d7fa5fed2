"""The follow-up board: commitments gathered to cards, and cards laid in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.followup import CARRIED_TOO_OFTEN, is_snoozed
from facilitator.domain.improvements import Improvement
from facilitator.domain.outcomes import Commitment, Cycle, FollowUp
from facilitator.domain.statuses import COLUMNS, STATUSES, card_column, status

_RANK = {row.id: rank for rank, row in enumerate(STATUSES)}
_PLACE = {column.id: at for at, column in enumerate(COLUMNS)}

AGES = (3, 6, 12)
"""Months a commitment is asked to be older than."""


@dataclass(frozen=True, slots=True)
class Card:
    """One insight and the commitments that hang on it, or a commitment without one."""

    id: str
    title: str
    commitments: tuple[Commitment, ...]

    @property
    def column(self) -> str:
        """The id of its column: that of its least advanced open commitment."""
        return card_column(one.status for one in self.commitments)

    @property
    def first(self) -> Commitment:
        """The one to look at first: the least advanced."""
        return min(self.commitments, key=lambda one: _RANK[one.status])

    @property
    def actions(self) -> tuple[str, ...]:
        """What is promised on it, each thing once; nothing where the title says it all."""
        found = tuple(dict.fromkeys(one.action for one in self.commitments))
        return found if found != (self.title,) else ()

    @property
    def due(self) -> date | None:
        """The earliest day by which something open on it is due."""
        days = [one.due for one in self.commitments if one.is_open and one.due is not None]
        return min(days, default=None)

    @property
    def experience(self) -> str:
        """What was last said of one of them."""
        return next((one.experience for one in self.commitments if one.experience), "")

    @property
    def tried(self) -> tuple[int, Cycle] | None:
        """The latest small test that taught something, and its number; else the latest of all."""
        tests = [pair for one in self.commitments for pair in enumerate(one.cycles, 1)]
        taught = [pair for pair in tests if pair[1].learnt] or tests
        return max(taught, key=lambda pair: pair[1].begun, default=None)

    @property
    def undecided(self) -> tuple[Commitment, ...]:
        """Those that were carried over so often that they are to be decided on or closed."""
        return tuple(one for one in self.commitments if asks_decision(one))

    @property
    def snoozed(self) -> date | None:
        """The day it comes back, when everything open on it is set aside; the earliest."""
        days = [one.snoozed for one in self.commitments if one.is_open]
        return min((day for day in days if day is not None), default=None) if all(days) else None

    def holds(self, commitment: str | None) -> bool:
        """Whether a commitment hangs on it."""
        return any(one.id == commitment for one in self.commitments)


def asks_decision(one: Commitment) -> bool:
    """Whether an open commitment was carried over so often that it is to be decided or closed."""
    return one.is_open and one.carried >= CARRIED_TOO_OFTEN


def last_word(history: Sequence[FollowUp], *, alone: bool) -> FollowUp | None:
    """The latest word that speaks for all of a commitment, of what was said of how it stands.

    alone: the whole cluster tries it, so that a member speaks for themselves alone.
    """
    said = [word for word in history if word.until is None and not (alone and word.said_by)]
    return said[-1] if said else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which commitments are wanted; none, or an empty text, means whichever.

    Attributes:
        before: agreed before this day.
        aside: "shown" – what is set aside stands among the others; "hidden"; or "only".
        today: the day on which it is asked what is set aside.
        members: the members of the clinic, whose own commitments are wanted with it.
        column: those that stand in this column by their own status.
    """

    meeting: str | None = None
    clinic: str | None = None
    only_open: bool = False
    members: frozenset[str] = frozenset()
    topic: str | None = None
    category: str = ""
    before: date | None = None
    aside: str = "shown"
    today: date = date.min
    column: str | None = None

    def wants(self, one: Commitment) -> bool:
        """Whether a commitment is among those wanted."""
        return (
            (self.meeting is None or one.meeting == self.meeting)
            and (self.clinic is None or one.clinic == self.clinic or one.member in self.members)
            and (one.is_open or not self.only_open)
            and (self.topic is None or one.topic == self.topic)
            and (not self.category or one.category == self.category)
            and (self.before is None or one.agreed.date() < self.before)
            and (self.column is None or _stands(one) == self.column)
            and self._wants_aside(one)
        )

    def wants_improvement(self, one: Improvement) -> bool:
        """Whether an improvement is among those wanted, as far as it can be told of one."""
        return (
            (self.meeting is None or one.meeting == self.meeting)
            and (self.clinic is None or one.clinic == self.clinic or one.member in self.members)
            and (not self.category or one.category == self.category)
        )

    def _wants_aside(self, one: Commitment) -> bool:
        if self.aside == "shown":
            return True
        is_aside = one.is_open and is_snoozed(one.snoozed, self.today)
        return is_aside == (self.aside == "only")


def months_before(day: date, months: int) -> date:
    """The same day so many months before; the last of a month that has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    return months_before(day, -months)


# -- moved by hand


def moved(card: Card, column: str) -> tuple[tuple[Commitment, str], ...]:
    """What is said of which commitments when a card is moved to a column.

    Forwards, every open one that has not come so far goes along; backwards, those that stand in
    the card's own column do. The others stay as they are.
    """
    here = [one for one in card.commitments if _stands(one) == card.column]
    behind = [one for one in card.commitments if one.is_open and _is_behind(one, column)]
    goes = behind if behind and _PLACE[column] > _PLACE[card.column] else here
    return tuple((one, arrival(one, column)) for one in goes if _stands(one) != column)


def _is_behind(one: Commitment, column: str) -> bool:
    return _PLACE[_stands(one)] < _PLACE[column]


def _stands(one: Commitment) -> str:
    return status(one.status).column


def arrival(one: Commitment, column: str) -> str:
    """The status a commitment has after it was moved to a column.

    Closed while it was being tried it is not introduced; before or after that it is dropped.
    """
    if column != "closed":
        return column
    return "not_introduced" if one.status in ("trying", "partly") else "dropped"


def in_order(commitments: Iterable[Commitment], today: date = date.max) -> tuple[Commitment, ...]:
    """Open ones first, the earliest due on top, those set aside today after them; the others, and
    what is due at no day, as they were."""

    def rank(one: Commitment) -> tuple[bool, bool, date]:
        due = one.due if one.is_open else None
        return not one.is_open, is_snoozed(one.snoozed, today), due or date.max

    return tuple(sorted(commitments, key=rank))


def gather(commitments: Iterable[Commitment]) -> tuple[Card, ...]:
    """Cards in the order of their first commitment; on a card the earliest agreed stands first."""
    found: dict[str, list[Commitment]] = {}
    for one in commitments:
        found.setdefault(one.insight or one.id, []).append(one)
    return tuple(
        Card(key, same[0].insight_text or same[0].action, tuple(sorted(same, key=_age)))
        for key, same in found.items()
    )


def _age(one: Commitment) -> tuple[datetime, str]:
    return one.agreed, one.id


def lay(cards: Iterable[Card]) -> Mapping[str, tuple[Card, ...]]:
    """The cards of each column by its id, every column among them."""
    laid: dict[str, list[Card]] = {column.id: [] for column in COLUMNS}
    for card in cards:
        laid[card.column].append(card)
    return {key: tuple(column) for key, column in laid.items()}


def count(commitments: Iterable[Commitment]) -> Mapping[str, int]:
    """How many commitments stand in each column by their own status.

    A card may hold commitments that are further than its column; each is counted where it is.
    """
    counts = {column.id: 0 for column in COLUMNS}
    for one in commitments:
        counts[_stands(one)] += 1
    return counts


def count_elsewhere(cards: Iterable[Card]) -> Mapping[str, int]:
    """Of those counted in each column, how many lie on cards in other columns."""
    away = (one for card in cards for one in card.commitments if _stands(one) != card.column)
    return count(away)
