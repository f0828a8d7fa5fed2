"""The topic bank: states, origins and votes of ideas, and what a topic has led to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from facilitator.domain.agenda import Revisit
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.domain.agenda import MeetingStatus
    from facilitator.domain.content import Topic, Usage
    from facilitator.domain.improvements import Improvement
    from facilitator.domain.outcomes import Commitment

VOTES_EACH = 2

STATES = (
    ("new", N_("new idea")),
    ("chosen", N_("chosen")),
    ("used", N_("used")),
    ("parked", N_("parked")),
)
"""Where a topic stands: an id, and a msgid."""

ORIGINS = (
    ("", N_("Not said")),
    ("meeting", N_("A meeting")),
    ("parked", N_("The parking lot")),
    ("member", N_("A member")),
)
"""Where an idea came from: an id, and a msgid."""

ORDERS = (
    ("votes", N_("Most votes first")),
    ("newest", N_("Newest first")),
    ("revisit", N_("By when they come up again")),
    ("title", N_("By title")),
)
"""How the bank can be ordered: an id, and a msgid."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """An idea in the room: its votes at this meeting."""

    id: str
    title: str
    votes: int
    state: str = "new"


@dataclass(frozen=True, slots=True)
class Passage:
    """A meeting that had to do with a topic.

    Attributes:
        items: id and title of the agenda items about it.
        insights: id and text of the insights about it, those taken home first.
        votes: what it got there.
        is_whole: whether the whole meeting was about it.
    """

    meeting: str
    number: int
    start: datetime
    status: MeetingStatus
    items: tuple[tuple[str, str], ...] = ()
    insights: tuple[tuple[str, str], ...] = ()
    votes: int = 0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """All that a topic ever had to do with, the latest first."""

    passages: tuple[Passage, ...]
    commitments: tuple[Commitment, ...]
    improvements: tuple[Improvement, ...]
    used: tuple[Usage, ...]
    attached: tuple[tuple[str, str], ...]
    """Id and name of the files and links at its items."""


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the last there is of it."""
    year, month = divmod(day.month - 1 + months, 12)
    first, following = _first(day.year + year, month), _first(day.year + year, month + 1)
    return first.replace(day=min(day.day, (following - first).days))


def _first(year: int, month: int) -> date:
    """The first day of a month counted from 0; 12 is the next January."""
    return date(year + month // 12, month % 12 + 1, 1)


def come_back(revisit: date | None, used: date, months: int) -> date:
    """When a topic that was used on a day is to be taken up again: so many months later, unless a
    later day than that of its use was said."""
    return revisit if revisit is not None and revisit > used else add_months(used, months)


def is_due_again(topic: Topic, today: date, zone: tzinfo) -> bool:
    """Whether it is time to take a topic up again and no meeting has done or will do so since."""
    if topic.revisit is None or topic.revisit > today:
        return False
    last = max((at.start.astimezone(zone).date() for at in topic.occasions), default=None)
    return last is None or last < topic.revisit


def due_topics(topics: Iterable[Topic], until: date, zone: tzinfo) -> tuple[Revisit, ...]:
    """Topics to be taken up again until a day, and not since; the first due first."""
    due = [
        Revisit(one.id, one.title, one.revisit)
        for one in topics
        if one.revisit is not None and is_due_again(one, until, zone)
    ]
    return tuple(sorted(due, key=lambda revisit: (revisit.since, revisit.title)))


def in_order(
    topics: Sequence[Topic],
    order: str,
    today: date,
    zone: tzinfo,
    sort_key: Callable[[str], Any],
    *,
    due_first: bool = False,
) -> tuple[Topic, ...]:
    """The topics by an id of ORDERS; what was taken up since its day has none to come up again.

    due_first: what is due again stands before the rest, as where a topic is chosen for a meeting.
    """

    def by_title(one: Topic) -> Any:
        return sort_key(one.title)

    def again(one: Topic) -> date:
        is_to_come = one.revisit is not None and one.revisit > today
        wanted = is_to_come or is_due_again(one, today, zone)
        return one.revisit if one.revisit is not None and wanted else date.max

    keys: dict[str, Callable[[Topic], Any]] = {
        "votes": lambda one: (-one.votes, by_title(one)),
        "newest": lambda one: (-one.created.timestamp(), by_title(one)),
        "revisit": lambda one: (again(one), by_title(one)),
        "title": by_title,
    }
    ordered = sorted(topics, key=keys[order])
    if due_first:
        ordered.sort(key=lambda one: not is_due_again(one, today, zone))
    return tuple(ordered)


def matches(topic: Topic, state: str, part: str) -> bool:
    """Whether a topic stands so (“”: however) and holds a part, in small letters or large."""
    text = f"{topic.title}\n{topic.situation}".casefold()
    return state in ("", topic.state) and part.strip().casefold() in text


def votes_left(ballots: Iterable[Ballot], present: int) -> int:
    """How many votes those present still have, two each; below 0: so many too many."""
    return VOTES_EACH * present - sum(one.votes for one in ballots)
