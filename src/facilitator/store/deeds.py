"""What was done last while a meeting runs, and what was undone last, for Z on the run page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.meeting_clock import EventKind
from facilitator.language import N_
from facilitator.store import journal
from facilitator.store.store import is_behind_barrier
from facilitator.store.tables import HandoverBase, StepRow

_FIRST, _AT_A_TIME = 5, 50
"""Steps asked for at once: mostly the one looked for is among the first few."""

UNDO = N_("Undo a press")
REDO = N_("Redo a press")
"""The labels of Steps that take presses back and bring them back; they are no deeds themselves,
while a press taken back out of order is one."""

_OF_THE_CLOCKS = (EventKind.GAP, EventKind.CLOCK_SET)


@dataclass(frozen=True, slots=True)
class Deed:
    """A Step that can be taken back or brought back. `presses`: those of the clock which, taken
    back, do that instead of the Step itself."""

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
    for row in _backwards(session, installation, cluster):
        if row.kind not in ("edit", "load") or row.undone or row.label in (UNDO, REDO):
            continue
        pressed = _pressed(row, meeting)
        own = tuple(seq for seq in pressed or () if seq in standing)
        if pressed is None or own:
            return None if is_behind_barrier(session, row) else Deed(row.seq, row.label, own)
    return None


def last_undone(
    session: Session,
    installation: str,
    cluster: str | None,
    meeting: str,
    standing: Collection[int],
) -> Deed | None:
    """What was undone last and can be brought back, unless something new was done since.

    Arguments as in `last_deed`. Its `presses` are those that took it back.
    """
    rows = iter(_backwards(session, installation, cluster))
    for row in rows:
        pressed = _pressed(row, meeting)
        own = tuple(seq for seq in pressed or () if seq in standing)
        undone = _undone_by(session, row)
        if row.label == UNDO and own:
            undone = Deed(row.seq, _label_of(rows, meeting, _targets(row)), own)
        is_turn = row.kind in ("undo", "redo") or row.label in (UNDO, REDO)
        if not is_turn and not row.undone and (pressed is None or own):
            return None
        if undone is not None:
            return None if is_behind_barrier(session, row) else undone
    return None


def _undone_by(session: Session, row: StepRow) -> Deed | None:
    target = session.get(StepRow, row.target) if row.kind == "undo" and row.target else None
    if target is None or not target.undone or target.kind == "load":
        return None
    return Deed(target.seq, target.label, ())


def _label_of(earlier: Iterable[StepRow], meeting: str, presses: Collection[int]) -> str:
    """The label of the Step that made one of these presses."""
    made = (row.label for row in earlier if set(_pressed(row, meeting) or ()) & set(presses))
    return next(made, UNDO)


def _pressed(row: StepRow, meeting: str) -> tuple[int, ...] | None:
    """The presses of the meeting that people made with a Step; None where it is about others."""
    made = _presses(row)
    if not made:
        return None
    own = (press for press in made if press["meeting_id"] == meeting)
    return tuple(press["seq"] for press in own if press["kind"] not in _OF_THE_CLOCKS)


def _targets(row: StepRow) -> tuple[int, ...]:
    return tuple(press["target"] for press in _presses(row))


def _presses(row: StepRow) -> list[Mapping[str, Any]]:
    """The presses a Step added; taking an item off the agenda changes some as well.

    Those that a hand-over brought in were made elsewhere, and are taken back with all of it.
    """
    changes = () if row.loaded else journal.parse(row.rows)
    if any(change.table == HandoverBase.__tablename__ for change in changes):
        return []
    added = (change for change in changes if change.table == "press" and change.before is None)
    return [change.after for change in added if change.after]


def _backwards(session: Session, installation: str, cluster: str | None) -> Iterable[StepRow]:
    """This installation's Steps in the cluster, the latest first."""
    chosen = select(StepRow).where(
        StepRow.installation == installation, StepRow.cluster_id == cluster
    )
    latest = chosen.order_by(StepRow.seq.desc())
    rows = session.scalars(latest.limit(_FIRST)).all()
    while rows:
        yield from rows
        earlier = latest.where(StepRow.seq < rows[-1].seq)
        rows = session.scalars(earlier.limit(_AT_A_TIME)).all()
