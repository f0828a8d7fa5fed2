"""What a person types to find something, and whether a text is meant by it.

This is what is true of any store; an index only comes to the same answers sooner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from facilitator.language import N_

LEAST_INSIDE = 3
"""From how many signs on a term is also found inside a word; below, only where one begins."""

MOST_TERMS = 20
"""What is typed beyond so many terms is not looked for."""

_QUOTED = re.compile(r"[\"“”„»«]([^\"“”„»«]*)[\"“”„»«]|([^\s\"“”„»«]+)")
_WORD = re.compile(r"[^\W_]+")
_EDGES = " \t.,;:?!()[]{}'’…"
_SPACES = re.compile(r"[^\S\n]+")
_PLAIN = re.compile("[\0-\xb4\xb6-\u012f\u0131-\u017e]*")
"""Latin letters that each have one small letter, which is all that folding them means."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of hits: its title as a msgid, and the Lucide name of its icon.

    `number`: its place in the index, never given to another.
    """

    id: str
    number: int
    title: str
    icon: str


KINDS: tuple[Kind, ...] = (
    Kind("meeting", 1, N_("Meetings"), "calendar"),
    Kind("item", 2, N_("Agenda items"), "list-ordered"),
    Kind("insight", 3, N_("Insights"), "lightbulb"),
    Kind("commitment", 4, N_("Commitments"), "handshake"),
    Kind("follow_up", 5, N_("Experiences"), "message-circle"),
    Kind("improvement", 6, N_("Improvements"), "trending-up"),
    Kind("topic", 7, N_("Topics"), "sparkles"),
    Kind("case", 8, N_("Cases"), "stethoscope"),
    Kind("material", 9, N_("Guidelines, speakers and files"), "book-open"),
    Kind("person", 10, N_("Members, clinics and guests"), "users"),
    Kind("preparation", 11, N_("Preparation"), "clipboard-check"),
    Kind("parked", 12, N_("Parked"), "archive"),
    Kind("note", 13, N_("Facilitator’s notes"), "pencil"),
    Kind("step", 14, N_("Steps of items"), "list"),
    Kind("template", 15, N_("Templates"), "layout-template"),
    Kind("indicator", 17, N_("Indicators"), "chart-scatter"),
    Kind("mark", 18, N_("Marks on the history, and surveys"), "chart-line"),
    Kind("cluster", 16, N_("Clusters"), "folder-open"),
)
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things typed that must all be there, folded.

    `is_beginning`: meant is a word that begins so, for it is too short to be looked for inside.
    """

    text: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing in the store that was found.

    Attributes:
        kind: the id of one of KINDS.
        text: all that is searched of it, each field on lines of its own.
        page: the id of the page it is shown on, and `subject` of what is to be shown there.
        table: with `key` the row that is to be brought into sight there.
        cluster: whose it is; none where all clusters share it.
        day: what tells how new it is.
        number: of the meeting it belongs to, which begins at `start`; none without a meeting.
        owner: the name of the member or clinic it falls to, or of the template it is in, or “”.
    """

    kind: str
    text: str
    page: str
    subject: str | None
    table: str
    key: str
    cluster: str | None
    day: date
    number: int | None = None
    start: datetime | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line that shows why something was found; `marks` are first and last + 1 of each match."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def terms(typed: str) -> tuple[Term, ...]:
    """What is looked for: words, and what stands in quotation marks as it stands there.

    Signs around a word mean nothing, and a term of signs alone only from three on.
    """
    found: dict[Term, None] = {}
    for quoted, word in _QUOTED.findall(_UNSEEN.sub(" ", typed)):
        text = fold(_SPACES.sub(" ", quoted or word)).strip()
        text = text.strip(_EDGES) or text
        if len(text) >= LEAST_INSIDE:
            found[Term(text)] = None
        else:
            found |= {Term(part, is_beginning=True): None for part in _WORD.findall(text)}
    return tuple(found)[:MOST_TERMS]


def fold(text: str) -> str:
    """The text without the difference of great and small letters, sign for sign as long.

    Letters stay what they are: å is not a, and é is not e.
    """
    return text.lower() if _PLAIN.fullmatch(text) else "".join(map(_folded, text))


def _folded(sign: str) -> str:
    folded = sign.casefold()
    if len(folded) != 1:
        folded = sign.lower()
    return folded if len(folded) == 1 else sign


def searched(parts: tuple[str | None, ...]) -> str:
    """The fields of a thing as the one text that is searched; “” when all are empty."""
    lines = "\n".join(part for part in parts if part).splitlines()
    return "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in lines)))


def is_meant(text: str, wanted: tuple[Term, ...]) -> bool:
    """Whether every term is found in a text."""
    folded = fold(text)
    for term in wanted:
        if term.text not in folded:
            return False
        if term.is_beginning and _beginning(term.text).search(folded) is None:
            return False
    return True


@lru_cache(maxsize=64)
def _beginning(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(text)}")


def excerpt(text: str, wanted: tuple[Term, ...], room: int = 90) -> Excerpt:
    """The line of a text with most of the terms, cut to about `room` signs around the first one."""
    lines = text.split("\n") or [""]
    best = max(lines, key=lambda line: _told({term for term, *_ in _places(line, wanted)}))
    places = sorted((start, end) for _, start, end in _places(best, wanted))
    first = places[0][0] if places else 0
    start = _word_start(best, max(0, first - room // 3)) if len(best) > room else 0
    lead = "… " if start else ""
    shown = best[start : start + room]
    tail = "…" if start + room < len(best) else ""
    moved = ((a - start, min(b - start, len(shown))) for a, b in _joined(places))
    marks = tuple((a + len(lead), b + len(lead)) for a, b in moved if 0 <= a < b)
    return Excerpt(f"{lead}{shown}{tail}", marks)


def _told(found: set[Term]) -> int:
    """How much terms tell of a line: a long one more than a short one."""
    return sum(len(term.text) for term in found)


def _places(line: str, wanted: tuple[Term, ...]) -> list[tuple[Term, int, int]]:
    folded = fold(line)
    return [
        (term, match.start(), match.end())
        for term in wanted
        for match in (
            _beginning(term.text) if term.is_beginning else re.compile(re.escape(term.text))
        ).finditer(folded)
    ]


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that meet made one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _word_start(line: str, at: int) -> int:
    """The beginning of a word at or after a place, if one is near; else the place."""
    space = line.find(" ", at, at + 15)
    return space + 1 if at and space >= 0 else at


_NUMBER = re.compile(r"(?:(?:møde|meeting)\s*)?(\d{1,4})(?:\.?\s*(?:møde|meeting)|\.)?")


def meeting_number(typed: str) -> int | None:
    """The number of the meeting that is typed, as in “7”, “7. møde” or “meeting 7”; or none."""
    found = _NUMBER.fullmatch(fold(typed.strip()))
    return int(found[1]) if found else None
