"""The plan of a meeting: minutes as people chose them, clock times computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of an item, in seconds."""

    title: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda, in seconds.

    A flexible item may give minutes down to its minimum; a protected one never shrinks.
    """

    id: str
    planned: int
    minimum: int
    flexible: bool
    protected: bool
    fixed_start: datetime | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting from start to end (aware datetimes) and its items in order; ids are unique."""

    start: datetime
    end: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an item lies, in UTC.

    `conflict` is the seconds by which its fixed start comes before the end of the item before,
    `slack` the free seconds before a fixed start. At most one of them is above 0.
    """

    item: str
    start: datetime
    end: datetime
    conflict: int
    slack: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The items of a plan laid out; `budget` is the seconds to spare, negative when over-full."""

    slots: tuple[Slot, ...]
    end: datetime
    budget: int


def lay_out(plan: Plan) -> Schedule:
    """Give each item its clock times: after the one before, or at its fixed start if later."""
    at = plan.start.astimezone(UTC)
    slots = []
    for item in plan.items:
        slots.append(_place(item, at))
        at = slots[-1].end
    return Schedule(tuple(slots), at, _seconds(plan.end.astimezone(UTC) - at))


def share_out(amount: int, weights: Sequence[int], limits: Sequence[int]) -> tuple[int, ...]:
    """Share whole units in proportion to the weights, none past its limit.

    One that reaches its limit stops there and the others share the rest in the same proportion.
    Shares are rounded down and what is missing goes by largest remainder, the later one first on
    a tie. The sum is the amount, or the sum of the limits of those with a weight if that is less.
    """
    shares = [0] * len(weights)
    open_ = [i for i, weight in enumerate(weights) if weight > 0]
    total = sum(weights[i] for i in open_)
    while full := [i for i in open_ if amount * weights[i] >= limits[i] * total]:
        for i in full:
            shares[i] = limits[i]
        open_ = [i for i in open_ if i not in full]
        amount -= sum(limits[i] for i in full)
        total = sum(weights[i] for i in open_)
    for i in open_:
        shares[i] = amount * weights[i] // total
    missing = amount - sum(shares[i] for i in open_)
    by_remainder = sorted(open_, key=lambda i: (amount * weights[i] % total, i), reverse=True)
    for i in by_remainder[: max(missing, 0)]:
        shares[i] += 1
    return tuple(shares)


def share_evenly(
    amount: int, weights: Sequence[int], limits: Sequence[int], planned: Sequence[int]
) -> tuple[int, ...]:
    """Share minutes as `share_out` does, but in fives, as people write agendas.

    What fives cannot meet goes to as few as possible: to those first whose planned minutes are no
    fives, then to those with most room, the later one first on a tie.
    """
    open_limits = [limit if weight else 0 for weight, limit in zip(weights, limits, strict=True)]
    fives = share_out(amount // 5, weights, [limit // 5 for limit in open_limits])
    shares = [5 * five for five in fives]
    room = [limit - share for limit, share in zip(open_limits, shares, strict=True)]
    rest = amount - sum(shares)
    for i in sorted(range(len(room)), key=lambda i: (planned[i] % 5 > 0, room[i], i), reverse=True):
        more = min(rest, room[i])
        shares[i] += more
        rest -= more
    return tuple(shares)


def scale_steps(steps: tuple[Step, ...], seconds: int) -> tuple[Step, ...]:
    """Scale steps to the seconds allotted: whole seconds, same proportion, exact sum."""
    weights = [step.seconds for step in steps]
    if sum(weights) == seconds:
        return steps
    if not any(weights):
        weights = [1] * len(steps)
    shares = share_out(seconds, weights, [seconds] * len(steps))
    return tuple(Step(step.title, share) for step, share in zip(steps, shares, strict=True))


def script_minutes(weights: Sequence[int], minutes: int, rest_at: int) -> tuple[int, ...]:
    """Scale the minutes of a script (all above 0) to whole minutes with that sum.

    Each step gets its proportional share rounded down, but at least 1; what is left goes to the
    step `rest_at`. Where the least minutes together are too many, the longest other steps give
    way; with fewer minutes than steps, the lightest get none. (5, 2, 5, 9, 4) at 15 minutes with
    the rest to the fourth is (3, 1, 3, 6, 2).
    """
    parts = [max(1, minutes * weight // sum(weights)) for weight in weights]
    parts[rest_at] += minutes - sum(parts)
    others = [i for i in range(len(parts)) if i != rest_at]
    while parts[rest_at] < min(1, minutes):
        parts[max(others, key=lambda i: (parts[i], -weights[i], i))] -= 1
        parts[rest_at] += 1
    return tuple(parts)


def default_minimum(minutes: int) -> int:
    """Give the least minutes of an item: half rounded up to 5, at least 5, never above its own."""
    return min(minutes, max(5, -(-minutes // 10) * 5))


def _place(item: Item, at: datetime) -> Slot:
    fixed = (item.fixed_start or at).astimezone(UTC)
    start = max(at, fixed)
    end = start + timedelta(seconds=item.planned)
    wait = _seconds(fixed - at)
    return Slot(item.id, start, end, conflict=max(-wait, 0), slack=max(wait, 0))


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
