"""How a commitment stands, and in which column of the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from facilitator.language import N_


class Column(NamedTuple):
    """A column of the follow-up board; the title is a msgid."""

    id: str
    title: str


COLUMNS = (
    Column("planned", N_("Planned")),
    Column("trying", N_("Being tried")),
    Column("introduced", N_("Introduced")),
    Column("closed", N_("Closed")),
)


class Status(NamedTuple):
    """How a commitment stands; the title is a msgid, `column` the id of its column.

    `is_open`: carried over to the next meeting. `improves`: an improvement exists.
    `asks_learnt`: going here asks what was learnt. Every status may follow every other.
    """

    id: str
    title: str
    column: str
    is_open: bool = False
    improves: bool = False
    asks_learnt: bool = False


# In order of advance, which `card_column` relies on.
STATUSES = (
    Status("planned", N_("planned"), "planned", is_open=True),
    Status("trying", N_("being tried"), "trying", is_open=True),
    Status("partly", N_("partly introduced"), "introduced", is_open=True, improves=True),
    Status("introduced", N_("introduced"), "introduced", improves=True),
    Status("not_introduced", N_("not introduced"), "closed", asks_learnt=True),
    Status("dropped", N_("dropped"), "closed", asks_learnt=True),
)


OPEN = tuple(status.id for status in STATUSES if status.is_open)
"""Statuses in which a commitment is still asked about."""

CHANGED = tuple(status.id for status in STATUSES if status.improves)
"""Statuses that count as a change in the clinic."""


def status(id: str) -> Status:
    """The status with this id. Raises KeyError for another."""
    return _STATUS_BY_ID[id]


def card_column(statuses: Iterable[str]) -> str:
    """The column of a card whose chips have these statuses: that of the least advanced open one.

    Without an open one it is introduced as soon as one chip is, else closed. Planned when the
    card has no chip.
    """
    chips = set(statuses)
    return next((row.column for row in STATUSES if row.id in chips), "planned")


_STATUS_BY_ID = {row.id: row for row in STATUSES}
