"""What is attached to meetings and their items, and the bytes of copied files."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.content import Attachment
from facilitator.domain.refusal import NotFound, Refusal
from facilitator.language import N_
from facilitator.store import tables as t


def attachments(session: Session, meeting: str, item: str | None = None) -> tuple[Attachment, ...]:
    """What is attached to a meeting and its items, or to one item, the first attached first."""
    one = t.Attachment
    query = (
        select(one, func.length(t.Blob.bytes))
        .outerjoin(t.Blob, t.Blob.sha256 == one.sha256)
        .where(one.meeting_id == meeting)
        .order_by(one.id)
    )
    if item is not None:
        query = query.where(one.item_id == item)
    return tuple(
        Attachment(
            row.id,
            row.meeting_id,
            row.item_id,
            row.name,
            row.link or "",
            row.size,
            row.sha256 is None or row.size == length,
        )
        for row, length in session.execute(query)
    )


def attached_file(session: Session, attachment: str) -> bytes:
    """The content of a copied file. Raises NotFound, and Refusal when it is no longer as copied."""
    row = session.get(t.Attachment, attachment)
    blob = session.get(t.Blob, row.sha256) if row and row.sha256 else None
    if blob is None:
        raise NotFound(N_("The attached file is not there any more."))
    if sha256(blob.bytes).hexdigest() != blob.sha256:
        raise Refusal(
            N_("The attached file is damaged, so it is not opened."),
            N_("Attach it again, or restore a backup."),
        )
    return blob.bytes


def bytes_attached(session: Session, cluster: str) -> int:
    """How much the copied files of a cluster take, in bytes; the same content counts once."""
    files = (
        select(t.Attachment.sha256, t.Attachment.size)
        .join(t.Meeting, t.Meeting.id == t.Attachment.meeting_id)
        .where(t.Meeting.cluster_id == cluster, t.Attachment.sha256.is_not(None))
        .distinct()
        .subquery()
    )
    return session.scalar(select(func.coalesce(func.sum(files.c.size), 0))) or 0
