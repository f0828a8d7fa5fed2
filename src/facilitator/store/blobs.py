"""The bytes of copied files nobody can come back to any more."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, select

from facilitator.store.tables import Attachment, Blob, StepRow


def forget_unused(connection: Connection) -> int:
    """Delete what no attachment points to, nor would if a Step kept were taken back. Returns how
    many."""
    attached = exists().where(Attachment.sha256 == Blob.sha256)
    in_a_step = exists().where(StepRow.rows.contains(Blob.sha256))
    loose = connection.scalars(select(Blob.sha256).where(~attached, ~in_a_step)).all()
    if loose:
        connection.execute(delete(Blob).where(Blob.sha256.in_(loose)))
    return len(loose)
