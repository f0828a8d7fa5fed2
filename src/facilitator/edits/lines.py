"""What a user adds to an agenda by typing or pasting lines, and an item split in two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from facilitator.domain import buzz
from facilitator.domain.item_line import ItemLine
from facilitator.domain.refusal import Refusal
from facilitator.edits import agenda
from facilitator.edits.closed import open_meeting
from facilitator.edits.preparation import add_preparation
from facilitator.edits.topics import add_topic, topic_called
from facilitator.language import N_
from facilitator.store import queries, rows
from facilitator.store.rows import Session
from facilitator.store.tables import Item, Meeting


def add_lines(
    session: Session,
    meeting: str,
    lines: Sequence[ItemLine],
    index: int | None,
    at: datetime,
    *,
    bank: bool = False,
    key: str | None = None,
) -> list[str]:
    """Add an item for each line, in order, before the item at `index`. Returns their ids.

    A day by which it is prepared becomes a line on the readiness list, a clock time a fixed
    start on the day of the meeting.

    Args:
        bank: topics that are not in the bank yet are put there, as of `at`; else left out.
        key: the id of the first item.
    Raises Refusal for a second follow-up or summary.
    """
    one = open_meeting(session, meeting)
    return [
        _add_line(
            session, one, line, None if index is None else index + n, at, bank, None if n else key
        )
        for n, line in enumerate(lines)
    ]


def split_item(session: Session, item: str) -> list[str]:
    """Split an item in two by a buzz break; together they take as long. Returns the ids of the
    buzz break and of the second part. Raises ValueError for one under 15 minutes."""
    row = rows.get(session, Item, item)
    meeting = open_meeting(session, row.meeting_id)
    known = queries.agenda(session, meeting.id)
    shown = known.item(item)
    assert shown is not None
    first, *others = buzz.split(agenda.language_of(session, meeting), shown)
    agenda.change_item(session, item, title=first.title)
    agenda.change_minutes(session, item, first.minutes)
    place = known.items.index(shown) + 1
    made = [
        agenda.add_item(
            session,
            meeting.id,
            part.kind,
            part.title,
            index=place + n,
            minutes=part.minutes,
            question=part.question,
        )
        for n, part in enumerate(others)
    ]
    agenda.change_item(
        session, made[-1], who=row.who, member_id=row.member_id, clinic_id=row.clinic_id
    )
    return made


def _add_line(
    session: Session,
    meeting: Meeting,
    line: ItemLine,
    index: int | None,
    at: datetime,
    bank: bool,
    key: str | None,
) -> str:
    _refuse_second(session, meeting, line.kind)
    values: dict[str, object] = {"topic_id": _topic(session, meeting, line.topic, at, bank)}
    if line.question:
        values["question"] = line.question
    if line.clock is not None:
        values["fixed_start"] = _on_the_day(session, meeting, line.clock)
    made = agenda.add_item(
        session,
        meeting.id,
        line.kind,
        line.title,
        index=index,
        minutes=line.minutes,
        key=key,
        **values,
    )
    if line.who:
        agenda.set_who(session, made, line.who)
    if line.day is not None:
        text = agenda.language_of(session, meeting).text(N_("Prepare the item"))
        add_preparation(session, meeting.id, text, item=made, who=line.who, due=line.day)
    return made


def _refuse_second(session: Session, meeting: Meeting, kind: str) -> None:
    there = {one.kind for one in rows.of(session, Item, meeting_id=meeting.id)}
    if kind in (agenda.FOLLOW_UP, agenda.SUMMARY) and kind in there:
        raise Refusal(
            N_("An agenda has one follow-up and one summary, and this one has it."),
            N_("Nothing was changed."),
        )


def _topic(session: Session, meeting: Meeting, title: str, at: datetime, bank: bool) -> str | None:
    if not title:
        return None
    if not bank:
        return topic_called(session, meeting.cluster_id, title)
    return add_topic(session, meeting.cluster_id, title, at)


def _on_the_day(session: Session, meeting: Meeting, clock: time) -> datetime:
    zone = agenda.language_of(session, meeting).zone
    day = meeting.start.astimezone(zone).date()
    return datetime.combine(day, clock, zone).astimezone(UTC)
