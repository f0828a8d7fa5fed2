"""Texts that must not be kept even in the Steps: written over wherever a Step holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from facilitator.store import journal, search
from facilitator.store.journal import EditSession, RowChange, Values
from facilitator.store.tables import StepRow


def scrub(session: Session, table: str, key: str, values: Mapping[str, Any]) -> None:
    """Set columns of one row in every Step kept, that of this edit included.

    The row itself is to hold these values already. Backups made before still hold the former
    ones, until they are thrown away.
    """
    assert isinstance(session, EditSession)
    _let_search_follow(session)
    session.notes.overwrite(table, key, values)
    for step in session.scalars(select(StepRow).where(StepRow.rows.contains(key))):
        changes = journal.parse(step.rows)
        step.rows = journal.dump(_scrubbed(change, table, key, values) for change in changes)


def scrub_words(
    session: Session,
    pattern: re.Pattern[str],
    instead: str,
    cluster: str,
    *,
    touching: str,
    alone: re.Pattern[str],
    apart: Callable[[RowChange], bool] = lambda _change: False,
) -> int:
    """Put other words in place of what a pattern finds, in every text of the Steps of a cluster.

    Args:
        touching: Steps of other clusters that name the row with this key are looked through too.
        alone: finds other forms too, that count only where one stands alone for who does it.
        apart: rows that are left as they are.

    The Step of this edit is included. Returns how many Steps were changed.
    """
    assert isinstance(session, EditSession)
    _let_search_follow(session)

    def changed(change: RowChange) -> RowChange:
        if apart(change):
            return change
        states = (_who(one, alone, instead) for one in (change.before, change.after))
        before, after = (_in(one, pattern, instead) for one in states)
        return RowChange(change.table, change.key, before, after)

    session.notes.rewrite(changed)
    near = or_(
        StepRow.cluster_id == cluster, StepRow.cluster_id.is_(None), StepRow.rows.contains(touching)
    )
    count = 0
    connection = session.connection()
    for seq, rows in connection.execute(select(StepRow.seq, StepRow.rows).where(near)).all():
        kept = journal.dump(changed(change) for change in journal.parse(rows))
        if kept != rows:
            connection.execute(update(StepRow).where(StepRow.seq == seq).values(rows=kept))
            count += 1
    return count


def _let_search_follow(session: EditSession) -> None:
    """What is searched follows the Step, in which these changes will not be seen."""
    session.erases = True
    session.flush()
    search.follow(session.connection(), session.notes.changes())


def _scrubbed(change: RowChange, table: str, key: str, values: Mapping[str, Any]) -> RowChange:
    if (change.table, change.key) != (table, key):
        return change
    before, after = journal.overwritten(change.before, values), change.after
    return RowChange(table, key, before, journal.overwritten(after, values))


def _who(values: Values | None, alone: re.Pattern[str], instead: str) -> Values | None:
    if values is None or not alone.fullmatch(str(values.get("who", "")).strip()):
        return values
    return {**values, "who": instead}


def _in(value: Any, pattern: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda _: instead, value)
    if isinstance(value, dict):
        return {
            _in(name, pattern, instead): _in(one, pattern, instead) for name, one in value.items()
        }
    return [_in(one, pattern, instead) for one in value] if isinstance(value, list) else value
