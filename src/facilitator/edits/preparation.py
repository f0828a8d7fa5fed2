"""What a user has others get ready before a meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from facilitator.clock import new_id
from facilitator.domain.refusal import Refusal
from facilitator.edits.closed import open_meeting
from facilitator.edits.who import write_who
from facilitator.language import N_
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Item, Preparation


def add_preparation(
    session: Session,
    meeting: str,
    text: str,
    *,
    item: str | None = None,
    who: str = "",
    due: date | None = None,
    key: str | None = None,
) -> str:
    """Write down what is to be ready, perhaps for one item. Returns its id, `key` if given.

    Args:
        who: a member or a clinic by its name, else whoever is written.
    """
    one = open_meeting(session, meeting)
    _check_item(session, meeting, item)
    row = Preparation(
        id=key or new_id(), meeting_id=meeting, item_id=item, text=_checked(text), due=due
    )
    write_who(session, row, one.cluster_id, who)
    session.add(row)
    session.flush()
    return row.id


def change_preparation(session: Session, preparation: str, **values: Any) -> None:
    """Change the text or the due day of a preparation."""
    if "text" in values:
        values["text"] = _checked(values["text"])
    rows.change(_open(session, preparation), **values)


def set_preparer(session: Session, preparation: str, name: str) -> None:
    """Say who gets it ready: a member or a clinic by its name, else whoever is written."""
    row = _open(session, preparation)
    write_who(session, row, open_meeting(session, row.meeting_id).cluster_id, name)


def set_item(session: Session, preparation: str, item: str | None) -> None:
    """Say which item it is for; with none it is for the whole meeting."""
    row = _open(session, preparation)
    _check_item(session, row.meeting_id, item)
    row.item_id = item


def tick_preparation(session: Session, preparation: str, at: datetime) -> None:
    """Say that it is ready, since when."""
    _open(session, preparation).done = at


def untick_preparation(session: Session, preparation: str) -> None:
    """Say that it is not ready after all."""
    _open(session, preparation).done = None


def remove_preparation(session: Session, preparation: str) -> None:
    """Take it off the list."""
    rows.remove(session, _open(session, preparation))


def _open(session: Session, key: str) -> Preparation:
    row = rows.get(session, Preparation, key)
    open_meeting(session, row.meeting_id)
    return row


def _check_item(session: Session, meeting: str, item: str | None) -> None:
    if item is not None and rows.get(session, Item, item).meeting_id != meeting:
        raise Refusal(N_("The item belongs to another meeting."), N_("Nothing was changed."))


def _checked(text: str) -> str:
    if not text.strip():
        raise Refusal(N_("Say what is to be ready."), N_("Nothing was changed."))
    return text.strip()
