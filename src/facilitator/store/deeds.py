"""What was done last while a meeting runs, for the undo of the run page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.meeting_clock import EventKind
from facilitator.store import journal
from facilitator.store.store import is_behind_barrier
from facilitator.store.tables import StepRow

LOOKED_BACK = 200
"""Steps looked through; more than one meeting has is never needed."""

_TOLD = (EventKind.UNDONE, EventKind.GAP, EventKind.CLOCK_SET)


@dataclass(frozen=True, slots=True)
class Deed:
    """A Step that can be taken back. `presses`: those of the clock it added, which are taken back
    by a press of their own instead."""

    step: int
    label: str
    presses: tuple[int, ...]


def last_deed(
    session: Session,
    installation: str,
    cluster: str | None,
    meeting: str,
    standing: Collection[int],
) -> Deed | None:
    """The latest Step of this installation in the cluster that still stands, or none.

    Args:
        standing: the sequence numbers of the meeting's presses that are not undone.

    Presses that the program made by itself and those of other meetings are passed over; beyond a
    closing nothing is found.
    """
    rows = session.scalars(
        select(StepRow)
        .where(
            StepRow.installation == installation,
            StepRow.cluster_id == cluster,
            StepRow.kind.in_(("edit", "load")),
            StepRow.undone.is_(False),
        )
        .order_by(StepRow.seq.desc())
        .limit(LOOKED_BACK)
    )
    for row in rows:
        deed = _deed(row, meeting, standing)
        if deed:
            return None if is_behind_barrier(session, row) else deed
    return None


def _deed(row: StepRow, meeting: str, standing: Collection[int]) -> Deed | None:
    changes = () if row.loaded else journal.parse(row.rows)
    pressed = [c.after for c in changes if c.table == "press" and c.after]
    own = tuple(
        press["seq"]
        for press in pressed
        if press["meeting_id"] == meeting
        and press["seq"] in standing
        and press["kind"] not in _TOLD
    )
    return None if pressed and not own else Deed(row.seq, row.label, own)
