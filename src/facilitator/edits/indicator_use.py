"""An indicator is talked about at a meeting: an item of its agenda shows it and asks about it."""

from __future__ import annotations

from facilitator.domain import kinds
from facilitator.edits import agenda, content
from facilitator.edits.agenda import language_of
from facilitator.edits.closed import open_meeting
from facilitator.store import rows
from facilitator.store.rows import Session
from facilitator.store.tables import Indicator, Item

KIND = "data"


def put_on_agenda(session: Session, indicator: str, meeting: str) -> str:
    """Add an item about an indicator to the agenda of a meeting. Returns the item's id.

    It has the indicator's title, and its questions as what the group is asked.
    """
    title = rows.get(session, Indicator, indicator).title
    item = agenda.add_item(session, meeting, KIND, title)
    show_at_item(session, indicator, item)
    return item


def show_at_item(session: Session, indicator: str, item: str) -> None:
    """Let an item show an indicator.

    A title or a question that the item has from its kind gives way to those of the indicator;
    what a person has written stays.
    """
    content.use_indicator(session, item, indicator)
    about, row = rows.get(session, Indicator, indicator), rows.get(session, Item, item)
    lang = language_of(session, open_meeting(session, row.meeting_id))
    kind = kinds.kind(row.kind)
    asked = " ".join(line.strip() for line in about.questions.splitlines() if line.strip())
    values = {}
    if row.title in ("", lang.text(kind.title)):
        values["title"] = about.title
    if asked and row.question in ("", lang.text(kind.question)):
        values["question"] = asked
    agenda.change_item(session, item, **values)
