"""One line written in the middle of a meeting: what kind it is, who and when, read out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from facilitator.domain.marks import begins_with, one_name, tidy

LineKind = Literal["insight", "commitment", "parked"]

_NEXT_MEETING = ("næste møde", "next meeting", "the next meeting")
_EVERYBODY = ("hele klyngen", "the whole cluster", "whole cluster", "alle", "everybody")
_MARK = re.compile(r"(?:(?<=\s)|^)[@>]")


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

    `unknown` is a name after @ that belongs to nobody; it then stays in the text.
    """

    kind: LineKind
    text: str
    owner: Owner | None = None
    unknown: str = ""
    due: date | None = None
    next_meeting: bool = False


def read_line(
    typed: str,
    kind: LineKind,
    owners: Sequence[Owner],
    read_date: Callable[[str], date | None],
    everybody: str = "",
) -> Line:
    """Read a line as it was typed.

    `!` first makes it an insight. `@` names who: the longest known name, else one word or what
    stands in quotation marks; `>` names when: a date or “next meeting”. Either of them turns an
    insight into a commitment. Marks count at the beginning of a word; what follows a `>` and is
    no time stays text, as in “BP > 140”. A parked line knows only “> next meeting”.

    Args:
        kind: the kind chosen by key.
        owners: the members and clinics there are.
        read_date: a date as people write it, or none.
        everybody: what the owner “the whole cluster” is called.
    """
    line = typed.strip()
    if line.startswith("!"):
        return Line("insight", tidy(line[1:]))
    text, due, next_meeting = _take_when(line, read_date)
    if kind == "parked":
        return Line("parked", text if next_meeting else tidy(line), next_meeting=next_meeting)
    text, owner, unknown = _take_who(text, owners, everybody)
    is_agreed = kind == "commitment" or owner or unknown or due or next_meeting
    return Line("commitment" if is_agreed else "insight", text, owner, unknown, due, next_meeting)


def _take_when(line: str, read_date: Callable[[str], date | None]) -> tuple[str, date | None, bool]:
    """The line without its time, the day, and whether it is the next meeting."""
    for mark in reversed([m for m in _MARK.finditer(line) if m.group() == ">"]):
        for end in _ends(line, mark.end()):
            said = " ".join(line[mark.end() : end].split()).casefold()
            day = None if said in _NEXT_MEETING else read_date(said)
            if day is not None or said in _NEXT_MEETING:
                return tidy(f"{line[: mark.start()]} {line[end:]}"), day, day is None
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


def _take_who(text: str, owners: Sequence[Owner], everybody: str) -> tuple[str, Owner | None, str]:
    mark = next((m for m in _MARK.finditer(text) if m.group() == "@"), None)
    if mark is None:
        return text, None, ""
    before, after = text[: mark.start()], text[mark.end() :]
    known = [(one.name, one) for one in owners]
    known += [(name, Owner(everybody or name, whole_cluster=True)) for name in _EVERYBODY]
    for name, owner in sorted(known, key=lambda pair: -len(pair[0])):
        if begins_with(after, name):
            return tidy(f"{before} {after[len(name) :]}"), owner, ""
    said, rest = one_name(after)
    owner_by_part = _by_part(said, owners)
    if owner_by_part is not None:
        return tidy(f"{before} {rest}"), owner_by_part, ""
    return text, None, said


def _by_part(said: str, owners: Sequence[Owner]) -> Owner | None:
    """The one owner whose whole name, initials or first name this is."""
    wanted = said.casefold()
    if not wanted:
        return None
    found = [
        one
        for one in owners
        if wanted in (one.name.casefold(), one.initials.casefold())
        or (one.member and wanted == one.name.split()[0].casefold())
    ]
    return found[0] if len(found) == 1 else None
