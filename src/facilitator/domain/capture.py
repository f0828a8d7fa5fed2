"""One line written in the middle of a meeting: what kind it is, who and when, read out of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from facilitator.domain.marks import begins_with, one_name, quote, read_topic, tidy

LineKind = Literal["insight", "commitment", "parked"]

KINDS: tuple[LineKind, ...] = ("insight", "commitment", "parked")

_NEXT_MEETING = ("næste møde", "next meeting", "the next meeting")
_EVERYBODY = ("hele klyngen", "the whole cluster", "whole cluster", "alle", "everybody")
_CLOSING = tuple(".,;:!?)")
_MARK = re.compile(r"(?:(?<=\s)|^)[@>#]")


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody a commitment may belong to: a member, a clinic, or the whole cluster."""

    name: str
    member: str | None = None
    clinic: str | None = None
    whole_cluster: bool = False
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What was understood of a line.

    `unknown` is a name after @ that belongs to nobody; it then stays in the text. `topic` is as
    the bank writes it if it `knows_topic`, else as typed. `left_out` are the names after @ in an
    insight, which goes on the wall and into minutes without names.
    """

    kind: LineKind
    text: str
    owner: Owner | None = None
    unknown: str = ""
    due: date | None = None
    next_meeting: bool = False
    topic: str = ""
    knows_topic: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are read by.

    Attributes:
        owners: the members and clinics there are.
        read_date: a date as people write it, or none.
        topics: the titles of the topic bank.
        everybody: what the owner “the whole cluster” is called.
    """

    owners: Sequence[Owner]
    read_date: Callable[[str], date | None]
    topics: Sequence[str] = ()
    everybody: str = ""


def read_line(typed: str, kind: LineKind, known: Known) -> Line:
    """Read a line as it was typed; `kind` is the one chosen by key. Never fails.

    `!` first makes it an insight. `@` names who: the longest known name, else one word or what
    stands in quotation marks; `>` names when: a date or “next meeting”. Either of them turns an
    insight into a commitment. `#` names the topic. Marks count at the beginning of a word; what
    follows a `>` and is no time stays text, as in “BP > 140”.
    """
    line = unicodedata.normalize("NFC", typed).strip()
    if line.startswith("!"):
        return read_as(line[1:], "insight", known)
    if kind == "insight":
        agreed = read_as(line, "commitment", known)
        if agreed.owner or agreed.unknown or agreed.due or agreed.next_meeting:
            return agreed
    return read_as(line, kind, known)


def read_as(line: str, kind: LineKind, known: Known) -> Line:
    """Read the marks a line of this kind knows; all others stay in its text.

    All know `#`, a commitment `@` and `>`, a parked line “> next meeting”; one that names nothing
    but a topic is about it. An insight leaves out whom it names by `@`.
    """
    if kind == "insight":
        text, names = _leave_out_names(tidy(line), known)
        return _with_topic(Line("insight", text, left_out=names), known.topics)
    text, due, next_meeting = _take_when(line, known.read_date)
    if kind == "parked":
        text = text if next_meeting else tidy(line)
        parked = _with_topic(Line("parked", text, next_meeting=next_meeting), known.topics)
        return parked if parked.text else replace(parked, text=parked.topic, topic="")
    text, owner, unknown = _take_who(text, known.owners, known.everybody)
    made = Line("commitment", text, owner, unknown, due, next_meeting)
    return _with_topic(made, known.topics)


def take_topic(text: str, topics: Sequence[str]) -> tuple[str, str]:
    """A text without the topic that it names by `#`, and that topic, “” when there is none."""
    without, topic, _knows_topic = _take_topic(text, topics)
    return without, topic


def _with_topic(line: Line, topics: Sequence[str]) -> Line:
    text, topic, knows_topic = _take_topic(line.text, topics)
    return replace(line, text=text, topic=topic, knows_topic=knows_topic)


def with_marks(text: str, owner: str = "", due: date | None = None, topic: str = "") -> str:
    """A line as it would be typed, with its marks last: Sends the leaflet @Clinic 4 >2027-03-10."""
    named = quote(topic) if " " in topic else topic
    marks = (
        f"@{owner}" if owner else "",
        f">{due.day}.{due.month}.{due.year}" if due else "",
        f"#{named}" if topic else "",
    )
    return " ".join(filter(None, (text, *marks)))


def _take_topic(line: str, topics: Sequence[str]) -> tuple[str, str, bool]:
    """The line without its topic, the topic, and whether it is a known one."""
    for mark in _MARK.finditer(line):
        found = read_topic(line[mark.end() :], topics) if mark.group() == "#" else None
        if found is not None:
            topic, knows_topic, length = found
            return _without(line, mark.start(), mark.end() + length), topic, knows_topic
    return line, "", False


def _without(line: str, start: int, end: int) -> str:
    """The line without a part of it; a comma or full stop after it closes up."""
    before, after = line[:start], line[end:]
    gap = "" if after[:1] in _CLOSING else " "
    return tidy(f"{before.rstrip()}{gap}{after}")


def _take_when(line: str, read_date: Callable[[str], date | None]) -> tuple[str, date | None, bool]:
    """The line without its time, the day, and whether it is the next meeting."""
    for mark in reversed([m for m in _MARK.finditer(line) if m.group() == ">"]):
        for end in _ends(line, mark.end()):
            said = " ".join(line[mark.end() : end].split()).casefold()
            day = None if said in _NEXT_MEETING else read_date(said)
            if day is not None or said in _NEXT_MEETING:
                return _without(line, mark.start(), end), day, day is None
    return tidy(line), None, False


def _ends(line: str, start: int) -> list[int]:
    """Where a time may end, the farthest first: a word's end, or, after “> ”, only a mark's begin.

    “>3.5 sender pjecen” is a day and a text, “INR > 3.5 i to uger” is neither.
    """
    following = _MARK.search(line, start)
    last = following.start() if following else len(line)
    if line[start : start + 1].isspace():
        return [last]
    return [
        last,
        *(m.start() for m in reversed([*re.finditer(r"\s", line[:last])]) if m.start() > start),
    ]


def _leave_out_names(line: str, known: Known) -> tuple[str, tuple[str, ...]]:
    """The line without anybody it names by `@`, known or not, and those names."""
    names: list[str] = []
    for mark in reversed([m for m in _MARK.finditer(line) if m.group() == "@"]):
        owner, said, end = _who_at(line, mark.end(), known.owners, known.everybody)
        if said:
            names.insert(0, owner.name if owner else said)
            line = _without(line, mark.start(), end)
    return line, tuple(names)


def _take_who(text: str, owners: Sequence[Owner], everybody: str) -> tuple[str, Owner | None, str]:
    mark = next((m for m in _MARK.finditer(text) if m.group() == "@"), None)
    if mark is None:
        return text, None, ""
    owner, said, end = _who_at(text, mark.end(), owners, everybody)
    if owner is None:
        return text, None, said
    return _without(text, mark.start(), end), owner, ""


def _who_at(
    text: str, start: int, owners: Sequence[Owner], everybody: str
) -> tuple[Owner | None, str, int]:
    """Whom a text names from there on, if it is somebody; what it says, and where that ends."""
    after = text[start:]
    known = [(one.name, one) for one in owners]
    known += [(name, Owner(everybody or name, whole_cluster=True)) for name in _EVERYBODY]
    for name, owner in sorted(known, key=lambda pair: -len(pair[0])):
        if begins_with(after, name):
            return owner, name, start + len(name)
    said, rest = one_name(after)
    return _by_part(said, owners), said, len(text) - len(rest)


def _by_part(said: str, owners: Sequence[Owner]) -> Owner | None:
    """The one owner whose whole name, initials or first name this is."""
    wanted = said.casefold()
    if not wanted:
        return None
    found = [
        one
        for one in owners
        if wanted in (one.name.casefold(), one.initials.casefold())
        or (one.member and wanted == one.name.partition(" ")[0].casefold())
    ]
    return found[0] if len(found) == 1 else None
