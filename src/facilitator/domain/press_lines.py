"""The course of a meeting as lines to read and correct: every press, the newest last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from facilitator.domain.meeting_clock import Event, EventKind, Now, Placed, place

MOVABLE = (EventKind.STARTED, EventKind.PAUSED, EventKind.RESUMED, EventKind.ENDED)
"""Those whose time can be corrected; the others say how long, not when."""

_NO_LINES = (EventKind.UNDONE, EventKind.MOVED)
_SHORT = 30
"""Seconds of sleep below which there is no line of it; it counts all the same."""


@dataclass(frozen=True, slots=True)
class PressLine:
    """One press. `at` is the clock time, corrected; `earliest` None means without limit.

    `seqs`: the press and those made together with it, which go and come back with it;
    `undoing`: the presses that took it back, none while it stands; `moved`: seconds by which its
    time was corrected, later ones positive. `again`: a start of an item that had run before.
    """

    event: Event
    at: datetime
    stands: bool
    seqs: tuple[int, ...]
    undoing: tuple[int, ...] = ()
    earliest: datetime | None = None
    latest: datetime | None = None
    moved: float = 0
    again: bool = False

    @property
    def id(self) -> str:
        return str(self.event.seq)

    @property
    def is_movable(self) -> bool:
        """Whether its time can be corrected, be there room or not."""
        return self.stands and self.event.kind in MOVABLE

    def step(self, seconds: float) -> float:
        """How much of a step of so many seconds, earlier ones negative, there is room for."""
        if not self.is_movable or self.latest is None:
            return 0
        most = (self.latest - self.at).total_seconds()
        if seconds > 0 or self.earliest is None:
            return min(seconds, most)
        return max(seconds, (self.earliest - self.at).total_seconds())

    def step_to(self, said: time, zone: tzinfo) -> float | None:
        """The step that brings it to a time of day, on the day that fits.

        A minute that lies partly within the limits is taken as far as they go. None when the
        time lies beyond them, or is not to be moved.
        """
        if not self.is_movable:
            return None
        here = self.at.astimezone(zone)
        if said == here.time().replace(second=0, microsecond=0):
            return 0
        steps = (self._step_within(datetime.combine(day, said, zone)) for day in _days(here))
        return min((step for step in steps if step is not None), key=abs, default=None)

    def _step_within(self, minute: datetime) -> float | None:
        # As instants: a time of day that comes twice, or not at all, is an hour of its own.
        begin = minute.astimezone(UTC)
        last = begin + timedelta(seconds=59, microseconds=999_999)
        too_late = self.latest is None or begin > self.latest
        if too_late or (self.earliest is not None and last < self.earliest):
            return None
        return self.step((begin - self.at).total_seconds())


def press_lines(events: Sequence[Event], now: Now) -> tuple[PressLine, ...]:
    """Every press of a meeting in order of seq, those taken back as well.

    Times and limits are what `meeting_clock.place` says at `now`. Of sleep only what was long
    and counted has a line; what corrects another press shows at that one.
    """
    placed = place(events, now)
    undoing = _undoing(placed)
    lines, ran, counts = [], set[str | None](), False
    for number, one in enumerate(placed):
        event, kind = one.event, one.event.kind
        if _has_line(one, counts):
            together = _together(placed[number : number + 2])
            takers = tuple(taker for seq in together for taker in undoing.get(seq, ()))
            lines.append(_line(one, together, takers, event.item in ran))
        if one.stands and kind in MOVABLE:
            counts = kind in (EventKind.STARTED, EventKind.RESUMED)
            ran |= {event.item} if kind is EventKind.STARTED else set()
    return tuple(lines)


def _line(one: Placed, seqs: tuple[int, ...], takers: tuple[int, ...], again: bool) -> PressLine:
    earliest = None if one.back is None else one.at - timedelta(seconds=one.back)
    return PressLine(
        one.event,
        one.at,
        one.stands,
        seqs,
        undoing=() if one.stands else takers,
        earliest=earliest,
        latest=one.at + timedelta(seconds=one.on),
        moved=one.moved,
        again=again and one.event.kind is EventKind.STARTED,
    )


def _has_line(one: Placed, counts: bool) -> bool:
    """Whether a person may want to see it; `counts`: time was counted then."""
    if one.event.kind is EventKind.GAP:
        return one.event.seconds >= _SHORT and (counts or not one.stands)
    return one.event.kind not in _NO_LINES


def _together(two: Sequence[Placed]) -> tuple[int, ...]:
    """A start and the minutes it began ago, which are one press; else the first alone."""
    first, *rest = (one.event for one in two)
    kinds = (EventKind.STARTED, EventKind.BACKDATED)
    for other in rest:
        stamps = (first.run, first.mono, first.item), (other.run, other.mono, other.item)
        if (first.kind, other.kind) == kinds and stamps[0] == stamps[1]:
            return first.seq, other.seq
    return (first.seq,)


def _undoing(placed: Sequence[Placed]) -> dict[int, tuple[int, ...]]:
    """The presses that took each one back and stand."""
    found: dict[int, tuple[int, ...]] = {}
    for one in placed:
        if one.stands and one.event.kind is EventKind.UNDONE and one.event.target is not None:
            found[one.event.target] = (*found.get(one.event.target, ()), one.event.seq)
    return found


def _days(moment: datetime) -> tuple[date, ...]:
    return tuple(moment.date() + timedelta(days=by) for by in (0, -1, 1))
