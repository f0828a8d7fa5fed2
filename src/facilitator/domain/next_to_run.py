"""Which meeting of a cluster is to be run when nobody has asked for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facilitator.domain.agenda import MeetingRow
from facilitator.domain.overview import COMING, HELD


def find_next_to_run(
    meetings: Sequence[MeetingRow], was_held_today: Callable[[MeetingRow], bool]
) -> str | None:
    """The one that runs; else the one held today, until it is closed: its pulse and goals are due.

    Else the one that comes first: one held on an earlier day does not stand in its way. With none
    to come, the one held last, if that is not closed.
    """
    running = [one for one in meetings if one.status == "running"]
    over = [one for one in meetings if one.status in HELD]
    last = max(over, key=lambda one: one.start, default=None)
    if last is not None and last.status != "held":
        last = None
    if last is not None and not running and was_held_today(last):
        return last.id
    coming = running or [one for one in meetings if one.status in COMING]
    found = min(coming, key=lambda one: one.start, default=last)
    return found.id if found is not None else None
