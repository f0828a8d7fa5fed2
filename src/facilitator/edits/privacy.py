"""A person's word that a text holds no CPR number."""

from __future__ import annotations

from datetime import datetime

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.journal import digest
from facilitator.store.rows import Session
from facilitator.store.tables import NotCpr


def not_a_cpr(
    session: Session, table: str, row: str, field: str, text: str, reason: str, at: datetime
) -> None:
    """Vouch for one text in one field, with a reason; it holds until the text changes."""
    if not reason.strip():
        raise Refusal(N_("Say why it is not a CPR number."), N_("Nothing was stored."))
    for old in rows.of(session, NotCpr, table_name=table, row_key=row, field=field):
        session.delete(old)
    session.flush()
    session.add(
        NotCpr(
            table_name=table,
            row_key=row,
            field=field,
            digest=digest(text),
            reason=reason.strip(),
            at=at,
        )
    )
