"""The follow-up board: commitments gathered to cards, and cards laid in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.followup import COLUMNS, STATUSES, card_column, status
from facilitator.domain.outcomes import Commitment

_RANK = {row.id: rank for rank, row in enumerate(STATUSES)}


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
    def due(self) -> date | None:
        """The earliest day by which something open on it is due."""
        days = [one.due for one in self.commitments if one.is_open and one.due is not None]
        return min(days, default=None)

    @property
    def experience(self) -> str:
        """What was last said of one of them."""
        return next((one.experience for one in self.commitments if one.experience), "")

    def holds(self, commitment: str | None) -> bool:
        """Whether a commitment hangs on it."""
        return any(one.id == commitment for one in self.commitments)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which commitments are wanted; none means whichever."""

    meeting: str | None = None
    clinic: str | None = None
    only_open: bool = False
    members: frozenset[str] = frozenset()
    """The members of the clinic, whose own commitments are wanted with it."""

    def wants(self, one: Commitment) -> bool:
        """Whether a commitment is among those wanted."""
        return (
            (self.meeting is None or one.meeting == self.meeting)
            and (self.clinic is None or one.clinic == self.clinic or one.member in self.members)
            and (one.is_open or not self.only_open)
        )


def in_order(commitments: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Open ones first, the earliest due on top; else as they were."""
    return tuple(sorted(commitments, key=lambda one: (not one.is_open, one.due or date.max)))


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
        counts[status(one.status).column] += 1
    return counts
