"""What a meeting leaves without a place to go: items it did not finish, and parked lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import ItemReading, ItemState, Reading
from facilitator.domain.outcomes import Log, Loose

FORM = ("follow_up", "goals", "check_in", "break", "summary", "evaluation", "ground_rules")
"""Kinds that are the form of a meeting; what they leave undone is nothing to come back to."""

_NOT_COME_TO = (ItemState.PASSED, ItemState.SKIPPED, ItemState.WAITING)


def find_loose(agenda: Agenda, reading: Reading, log: Log) -> tuple[Loose, ...]:
    """What nobody has said yet where it goes.

    The content the meeting did not come to, or broke off for its finish with a minute or more to
    go, and parked lines.
    """
    pairs = zip(agenda.items, reading.items, strict=True)
    items = (_loose(item, took) for item, took in pairs if _is_unfinished(item, took, log))
    lines = (Loose(p.text, p.item, p.id) for p in log.parked if not p.destination)
    return (*items, *lines)


def _loose(item: AgendaItem, took: ItemReading) -> Loose:
    return Loose(item.title, item.id, left=int(took.remaining // 60) if took.cut_short else 0)


def _is_unfinished(item: AgendaItem, took: ItemReading, log: Log) -> bool:
    is_left = took.cut_short or took.state in _NOT_COME_TO
    return is_left and item.kind not in FORM and not _is_sent(item, took, log)


def _is_sent(item: AgendaItem, took: ItemReading, log: Log) -> bool:
    """Whether it went somewhere: while an item is not running, only that writes a line at it."""
    since = took.actual_end if took.cut_short else None
    parked = any(one.item == item.id and one.text == item.title for one in log.parked)
    return parked or any(since is None or at > since for at in _written_at(item.id, log))


def _written_at(item: str, log: Log) -> Iterator[datetime]:
    """When each line at an item was written, whatever its kind has become."""
    yield from (one.at for one in log.parked if one.item == item)
    yield from (one.at for one in log.insights if one.item == item)
    yield from (one.agreed for one in log.commitments if one.item == item)
