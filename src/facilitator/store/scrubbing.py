"""Texts that must not be kept even in the Steps: written over wherever a Step holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.store import journal
from facilitator.store.journal import EditSession, RowChange
from facilitator.store.tables import StepRow


def scrub(session: Session, table: str, key: str, values: Mapping[str, Any]) -> None:
    """Set columns of one row in every Step kept, that of this edit included.

    The row itself is to hold these values already. Backups made before still hold the former
    ones, until they are thrown away.
    """
    assert isinstance(session, EditSession)
    session.flush()
    session.notes.overwrite(table, key, values)
    for step in session.scalars(select(StepRow).where(StepRow.rows.contains(key))):
        changes = journal.parse(step.rows)
        step.rows = journal.dump(_scrubbed(change, table, key, values) for change in changes)


def _scrubbed(change: RowChange, table: str, key: str, values: Mapping[str, Any]) -> RowChange:
    if (change.table, change.key) != (table, key):
        return change
    before, after = journal.overwritten(change.before, values), change.after
    return RowChange(table, key, before, journal.overwritten(after, values))
