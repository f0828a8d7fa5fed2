"""A person's word that a text holds no CPR number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.journal import EditSession, Word, digest
from facilitator.store.rows import Session
from facilitator.store.tables import NotCpr

T = TypeVar("T")


def vouched(
    verb: Callable[..., T], reasons: Mapping[str, str], at: datetime, otherwise: str = ""
) -> Callable[..., T]:
    """`verb`, done with a person's word that numbers in the texts it stores are no CPR numbers.

    Each text with such a number is vouched for in the same edit, until it changes.

    Args:
        reasons: why, by number as `numbers_in` gives it.
        otherwise: why no other number is one either; “” refuses others as ever.
    """

    def done(session: Session, *args: Any, **kw: Any) -> T:
        assert isinstance(session, EditSession)
        session.word = Word(reasons, at, otherwise)
        return verb(session, *args, **kw)

    return done


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
