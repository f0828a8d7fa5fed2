"""What the next meeting still needs, each line with the place where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.domain.overview import ItemBrief, LastMeeting, NextMeeting
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

PRESENTED = ("case", "guideline", "talk", "data")
"""Kinds of item that somebody presents."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in the reader's words; `done` or missing.

    Attributes:
        action: the words of the button that mends it; empty when there is nothing to mend.
        item: the agenda item it is about; none means the agenda as a whole.
    """

    text: str
    done: bool
    action: str = ""
    item: str | None = None


def check(meeting: NextMeeting, last: LastMeeting | None, lang: Language) -> tuple[Line, ...]:
    """The lines of a coming meeting, the agenda first.

    A meeting needs 1–3 goals, a follow-up first and a summary last, and topics decided and
    prepared beforehand (eKVIS fact sheet on orthopaedic surgery, March 2026).

    Args:
        last: the meeting held before; none for the first one, which has nothing to follow up.
    """
    if not meeting.items:
        text, action = lang.text(N_("The agenda is empty")), lang.text(N_("Make agenda"))
        return (Line(text, False, action),)
    return (
        _agenda(meeting, lang),
        *_order(meeting, last, lang),
        _goals(meeting, lang),
        *_presenters(meeting, lang),
        *_tasks(meeting, lang),
        *_opening(meeting, last, lang),
    )


def _agenda(meeting: NextMeeting, lang: Language) -> Line:
    planned = round(sum(item.planned for item in meeting.items) / 60)
    over = planned - round((meeting.end - meeting.start).total_seconds() / 60)
    if over > 0:
        text = lang.text(N_("The agenda is {length} too long"), length=lang.duration(over))
        return Line(text, False, lang.text(N_("Make it fit")))
    items = lang.plural("{n} item", "{n} items", len(meeting.items))
    length = lang.duration(planned)
    return Line(
        lang.text(N_("The agenda is made: {items}, {length}"), items=items, length=length), True
    )


def _order(meeting: NextMeeting, last: LastMeeting | None, lang: Language) -> tuple[Line, ...]:
    first, final = meeting.items[0].kind, meeting.items[-1].kind
    lines = []
    if last is not None and first != "follow_up":
        lines.append(lang.text(N_("The meeting does not begin with a follow-up")))
    if final != "summary":
        lines.append(lang.text(N_("The meeting does not end with a summary")))
    return tuple(Line(text, False, lang.text(N_("Open agenda"))) for text in lines)


def _goals(meeting: NextMeeting, lang: Language) -> Line:
    if meeting.goals:
        return Line(
            lang.plural("{n} goal is written", "{n} goals are written", meeting.goals), True
        )
    text = lang.text(N_("No goal yet: when we go home, we can …"))
    return Line(text, False, lang.text(N_("Write goal")))


def _presenters(meeting: NextMeeting, lang: Language) -> tuple[Line, ...]:
    return tuple(
        Line(
            lang.text(N_("{title} has nobody to present it"), title=lang.quote(item.title)),
            False,
            lang.text(N_("Open item")),
            item.id,
        )
        for item in meeting.items
        if lacks_presenter(item)
    )


def _tasks(meeting: NextMeeting, lang: Language) -> tuple[Line, ...]:
    """How much of what somebody is to get ready is ready; nothing where nothing was asked for."""
    if not meeting.tasks:
        return ()
    ready, tasks = lang.number(meeting.ready), lang.number(meeting.tasks)
    if meeting.ready == meeting.tasks:
        said = lang.plural("{n} task is ready", "All {n} tasks are ready", meeting.tasks)
        return (Line(said, True),)
    text = lang.text(N_("{k} of {n} tasks before the meeting are ready"), k=ready, n=tasks)
    return (Line(text, False, lang.text(N_("Open agenda"))),)


def lacks_presenter(item: ItemBrief) -> bool:
    """Whether somebody is to present the item and nobody is named."""
    return item.kind in PRESENTED and not item.has_who


def _opening(meeting: NextMeeting, last: LastMeeting | None, lang: Language) -> tuple[Line, ...]:
    if last is None or meeting.items[0].kind != "follow_up":
        return ()
    text = lang.text(N_("Opening question taken from meeting {number}"), number=last.number)
    return (Line(text, True),)
