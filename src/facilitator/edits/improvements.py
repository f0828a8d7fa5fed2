"""What a user writes of an improvement: what has become better, for whom, and by how much."""

from __future__ import annotations

from datetime import date
from typing import Any

from facilitator.clock import new_id
from facilitator.domain.improvements import Improvement as Written
from facilitator.domain.outcomes import Overtaken
from facilitator.edits.outcomes import refuse_empty
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Commitment, Improvement


def add_improvement(
    session: Session, cluster: str, title: str, since: date | None, **values: Any
) -> str:
    """Write down an improvement that came from no commitment. Returns its id.

    `values` by the names of the columns: member_id, clinic_id or whole_cluster, meeting_id,
    category, aspect, measure, unit, before, after, n, patients.
    """
    refuse_empty(title)
    row = Improvement(id=new_id(), cluster_id=cluster, title=title.strip(), since=since)
    rows.change(row, **values)
    session.add(row)
    session.flush()
    return row.id


def write_improvement(
    session: Session, commitment: str, *, seen: int | None = None, **values: Any
) -> str:
    """Write of the improvement a commitment came to. Returns the id of what is written.

    What is left empty is as the commitment says; `values` as in `add_improvement`, and title and
    since. Raises Overtaken when `seen`, the version that was looked at, is no longer its version.
    """
    agreed = rows.hold(session, Commitment, commitment)
    look_again(session, "", commitment, seen)
    known = rows.of(session, Improvement, commitment_id=commitment)
    row = (
        known[0]
        if known
        else Improvement(id=new_id(), cluster_id=agreed.cluster_id, commitment_id=commitment)
    )
    rows.change(row, **values)
    session.add(row)
    session.flush()
    return row.id


def change_improvement(
    session: Session, improvement: str, *, seen: int | None = None, **values: Any
) -> None:
    """Change fields of what is written by their column names.

    Raises Refusal for an empty title where no commitment has one, and Overtaken as
    `write_improvement`.
    """
    row = rows.hold(session, Improvement, improvement)
    if row.commitment_id is None and "title" in values:
        refuse_empty(values["title"])
    if row.commitment_id is None:
        look_again(session, improvement, "", seen)
    rows.change(row, **values)


def remove_improvement(session: Session, improvement: str, *, seen: int | None = None) -> None:
    """Remove what is written; an improvement that came from a commitment stays without it.

    Raises Overtaken as `write_improvement`, of one that came from none.
    """
    row = rows.hold(session, Improvement, improvement)
    if row.commitment_id is None:
        look_again(session, improvement, "", seen)
    rows.remove(session, row)


def look_again(session: Session, improvement: str, commitment: str, seen: int | None) -> Written:
    """What is written of an improvement, which nobody else changes until this edit is stored.

    Args:
        improvement, commitment: the row of one that was entered, or what it came from; one of
            them is “”.
        seen: the version that was looked at; none asks nothing. Raises Overtaken for another.
    """
    if commitment:
        rows.hold(session, Commitment, commitment)
        now = queries.improvement_of(session, commitment)
    else:
        rows.hold(session, Improvement, improvement)
        now = queries.entered_improvement(session, improvement)
    if seen is not None and now.version != seen:
        raise Overtaken(now)
    return now
