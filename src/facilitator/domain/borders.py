"""Borders between the items of a plan: minutes moved over one, from an item to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from facilitator.domain.schedule import Item, Plan, Schedule, Slot, lay_out

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Border:
    """The end of an item, `at` this instant, and what lies on its other side.

    `after` is the item that gives or gets the minutes, none before free time or a fixed start.
    `back` and `forth` are the whole minutes it can be moved, earlier and later.
    """

    before: str
    after: str | None
    at: datetime
    back: int
    forth: int


def borders(plan: Plan, schedule: Schedule | None = None) -> tuple[Border, ...]:
    """A border behind each item that can be moved: no item goes below its least minutes, a
    protected one not below its own, and a fixed start stays where it is.

    Args:
        schedule: of the plan, when it is laid out already.
    """
    laid = schedule or lay_out(plan)
    return tuple(one for one in _borders(plan, laid) if one.back or one.forth)


def move(plan: Plan, border: Border, minutes: int) -> dict[str, int]:
    """The whole minutes of the items at a border moved by `minutes`, no further than it goes."""
    by = max(-border.back, min(minutes, border.forth))
    planned = {item.id: item.planned // _MINUTE for item in plan.items}
    moved = {border.before: planned[border.before] + by}
    if border.after is not None:
        moved[border.after] = planned[border.after] - by
    return moved if by else {}


def to_round(border: Border, minutes: float, step: int) -> int:
    """The minutes, near these, that bring a border to a clock time in whole `step` minutes."""
    at = border.at.hour * 60 + border.at.minute
    wanted = step * round((at + minutes) / step) - at
    return max(-border.back, min(wanted, border.forth))


def to_next(border: Border, steps: int, step: int) -> int:
    """The minutes to the next clock time in whole `step` minutes, later or, below 0, earlier."""
    past = border.at.minute % step
    wanted = step * steps - past if steps > 0 or not past else step * (steps + 1) - past
    return max(-border.back, min(wanted, border.forth))


def _borders(plan: Plan, laid: Schedule) -> Iterator[Border]:
    following = zip_longest(plan.items[1:], laid.slots[1:])
    for item, slot in zip(plan.items, laid.slots, strict=True):
        after, its = next(following, (None, None))
        free = its.slack if its else laid.budget
        yield _border(item, slot, after, max(free, 0) // _MINUTE)


def _border(item: Item, slot: Slot, after: Item | None, free: int) -> Border:
    back, at = _spare(item), slot.start + timedelta(seconds=item.planned)
    if after is None or after.fixed_start or free:
        return Border(item.id, None, at, back, free)
    return Border(item.id, after.id, at, back, _spare(after))


def _spare(item: Item) -> int:
    if item.protected:
        return 0
    return max(item.planned - max(item.minimum, _MINUTE), 0) // _MINUTE
