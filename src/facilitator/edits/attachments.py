"""What a user attaches to a meeting or to one of its items: links, and copies of files."""

from __future__ import annotations

from hashlib import sha256

from facilitator.domain.refusal import Refusal
from facilitator.edits.closed import open_meeting
from facilitator.edits.links import checked_link
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.queries import bytes_attached
from facilitator.store.rows import Session
from facilitator.store.tables import Attachment, Blob, Item

FILE_AT_MOST = 10 * 1024 * 1024
CLUSTER_AT_MOST = 200 * 1024 * 1024


def attach_file(
    session: Session, meeting: str, name: str, content: bytes, *, item: str | None = None
) -> str:
    """Keep a copy of a file, of at most 10 MB; 200 MB in a cluster. Returns the attachment's id.

    The same content is kept once. It is not looked through for CPR numbers; its name is.
    """
    digest = sha256(content).hexdigest()
    row = _attachment(session, meeting, item, name, sha256=digest, size=len(content))
    _check_size(len(content))
    if session.get(Blob, digest) is None:
        session.add(Blob(sha256=digest, bytes=content))
    session.add(row)
    session.flush()
    if bytes_attached(session, open_meeting(session, meeting).cluster_id) > CLUSTER_AT_MOST:
        raise Refusal(
            N_("The files attached in this cluster would take more than 200 MB."),
            N_("Nothing was attached."),
            N_("Attach a link instead, or remove files that are no longer needed."),
        )
    return row.id


def attach_link(
    session: Session, meeting: str, link: str, name: str = "", *, item: str | None = None
) -> str:
    """Attach the address of a page; without a name it is called by it. Returns its id."""
    address = checked_link(link)
    row = _attachment(session, meeting, item, name.strip() or address, link=address)
    session.add(row)
    session.flush()
    return row.id


def rename_attachment(session: Session, attachment: str, name: str) -> None:
    """Call an attachment something else."""
    _open_attachment(session, attachment).name = _checked_name(name)


def remove_attachment(session: Session, attachment: str) -> None:
    """Take an attachment away; the file is kept as long as this can be undone."""
    rows.remove(session, _open_attachment(session, attachment))


def _attachment(
    session: Session, meeting: str, item: str | None, name: str, **values: str | int
) -> Attachment:
    open_meeting(session, meeting)
    if item is not None and rows.get(session, Item, item).meeting_id != meeting:
        raise Refusal(N_("The item belongs to another meeting."), N_("Nothing was attached."))
    return Attachment(meeting_id=meeting, item_id=item, name=_checked_name(name), **values)


def _open_attachment(session: Session, key: str) -> Attachment:
    row = rows.get(session, Attachment, key)
    open_meeting(session, row.meeting_id)
    return row


def _checked_name(name: str) -> str:
    if not name.strip():
        raise Refusal(N_("An attachment needs a name."), N_("Nothing was changed."))
    return name.strip()


def _check_size(size: int) -> None:
    if not size:
        raise Refusal(N_("The file is empty."), N_("Nothing was attached."))
    if size > FILE_AT_MOST:
        raise Refusal(
            N_("The file is larger than 10 MB."),
            N_("Nothing was attached."),
            N_("Attach a link to it instead."),
        )
