"""Follow-up: what was talked about last time, and who says how a commitment stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from facilitator.domain.kinds import CONTENT
from facilitator.domain.statuses import CHANGED, status
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

CARRIED_TOO_OFTEN = 3
"""Carried this many times, a commitment is to be decided on or closed."""

SITTING = timedelta(hours=12)
"""What is said again of a commitment within this time is the same word, put better."""

_SUBJECTS = ("case", "guideline", "data", "talk")


@dataclass(frozen=True, slots=True)
class OfficialInsight:
    """An insight the meeting chose: the title of its topic, and the title and kind of the item it
    came from."""

    topic: str | None
    item: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class PastItem:
    """An agenda item of the last meeting, and how many seconds it was talked about: 0 when it was
    never reached."""

    kind: str
    title: str
    seconds: float


def find_topics(
    insights: Iterable[OfficialInsight],
    items: Iterable[PastItem],
    is_stock: Callable[[str], bool],
) -> tuple[str, ...]:
    """What the last closed meeting was about, for the opening of the next.

    The topics of its official insights, in order, at most two; else the first item one of them
    came from; else the case, guideline, data or talk item that took longest. Empty when there is
    none. A title begins with a small letter, as it stands in a sentence.

    Args:
        is_stock: whether a title is the program's own, such as “Patient case 1”. It tells nothing
            of what was talked about, and no more does an item that is not about the work in the
            clinics, such as the follow-up: both are passed over.
    """
    chosen = tuple(insights)
    topics = tuple(dict.fromkeys(i.topic for i in chosen if i.topic))[:2]
    if topics:
        return topics
    origins = (i.item for i in chosen if i.item and i.kind in CONTENT)
    origin = next((title for title in origins if not is_stock(title)), None)
    if origin is not None:
        return (in_a_sentence(origin),)
    reached = (item for item in items if item.kind in _SUBJECTS and item.seconds > 0)
    telling = [item for item in reached if item.title and not is_stock(item.title)]
    if not telling:
        return ()
    return (in_a_sentence(max(telling, key=lambda item: item.seconds).title),)


def in_a_sentence(title: str) -> str:
    """A title with its first letter small, unless it begins as “HPV” or “B12” does."""
    return f"{title[:1].lower()}{title[1:]}" if title[1:2].islower() else title


def opening_question(lang: Language, topics: Sequence[str]) -> str:
    """The question that opens the follow-up, in the cluster's language.

    Source: “Sidst talte vi om X – hvilke erfaringer har I gjort jer siden?” (eKVIS fact sheet on
    orthopaedic surgery, March 2026).
    """
    if not topics:
        return lang.text(N_("What has been your experience since last time?"))
    return lang.text(
        N_("Last time we talked about {topic} – what has been your experience since then?"),
        topic=lang.list_and(topics),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """How the coming meeting begins: its follow-up item, if it has one, and the question."""

    meeting: str
    start: datetime
    item: str | None
    question: str


def is_snoozed(until: date | None, day: date) -> bool:
    """Whether what is set aside until a day is still not asked about on another.

    On its day it comes back by itself; none: it was never set aside.
    """
    return until is not None and day < until


def is_set_aside(words: Sequence[tuple[datetime, date]], begun: datetime, day: date) -> bool:
    """Whether a meeting passed by a commitment, because it had been set aside when it began.

    Args:
        words: when it was set aside, and until which day, oldest first. The last word counts.
        begun: when the meeting began.
        day: its day where the cluster meets.
    """
    before = [until for at, until in words if at < begun]
    return is_snoozed(before[-1] if before else None, day)


def count_carried(words: Sequence[tuple[datetime, str]], ends: Sequence[datetime]) -> int:
    """How many held meetings left a commitment open.

    Args:
        words: what was said of it, oldest first: when, and the status it then had.
        ends: when each meeting ended that was held since it was agreed and listed it, oldest first.
    """
    carried, passed, is_open = 0, 0, True
    for at, said in words:
        before = bisect_left(ends, at)
        carried += is_open * (before - passed)
        passed, is_open = before, status(said).is_open
    return carried + is_open * (len(ends) - passed)


def introducers(words: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    """The members by whose own last word they have introduced something, wholly or partly.

    Args:
        words: who spoke for themselves alone and which status they said, oldest first; words of
            nobody, and words without a status, are passed over.
    """
    last = {member: said for member, said in words if member and said}
    return frozenset(member for member, said in last.items() if said in CHANGED)


class Tried(Protocol):
    """What somebody tries, as far as it is asked who speaks of it."""

    @property
    def member(self) -> str | None: ...
    @property
    def clinic(self) -> str | None: ...
    @property
    def whole_cluster(self) -> bool: ...


class Person(Protocol):
    """A member, as far as it is asked what they can speak of and by which name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def clinic(self) -> str | None: ...
    @property
    def clinic_name(self) -> str: ...


P = TypeVar("P", bound=Person)


def speakers(one: Tried, people: Iterable[P]) -> tuple[P, ...]:
    """Those of some members who try it: whose it is, or everybody of its clinic.

    Nobody of what the whole cluster tries: of that a member speaks for themselves alone.
    """
    if one.whole_cluster:
        return ()
    return tuple(
        person
        for person in people
        if person.id == one.member or (one.clinic is not None and person.clinic == one.clinic)
    )


def speaker(one: Tried, people: Iterable[Person], me: str | None = None) -> str | None:
    """Whose word it is taken for, until somebody else is named.

    Args:
        people: those who may speak, such as everybody who is present.
        me: the member who writes it down, if that is known and counts as saying it.

    It is theirs who writes; else theirs who tries it, when that is one of `people` alone. None:
    nobody is taken for it, as when the whole cluster tries it.
    """
    found = speakers(one, people)
    if me is not None and not one.whole_cluster:
        return me
    return found[0].id if len(found) == 1 else None
