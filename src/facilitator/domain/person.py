"""What the program knows of one person, and where a name stands in what others have written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Entry = tuple[tuple[str, object], ...]
"""One row: its columns that are not empty with their values, pointers by name."""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that are about a person."""

    table: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """What a field of the member's own row said before it was changed, as a kept Step has it."""

    at: datetime
    column: str
    value: object


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that holds a name. `is_whole`: the name or address whole, not one word of it."""

    table: str
    key: str
    column: str
    text: str
    excerpt: str
    is_whole: bool
    meeting: str = ""
    """The number of the meeting it belongs to, or “”."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that is kept about a member. `changed`: when the person changed what (msgids)."""

    id: str
    name: str
    cluster: str
    zone: str
    sections: tuple[Section, ...]
    former: tuple[Former, ...]
    mentions: tuple[Mention, ...]
    changed: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Titled:
    """Something that can be chosen by its id or its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of the store that still holds a person's name, and about when it is thrown away.

    `until` none: it is never thrown away by the program.
    """

    name: str
    at: datetime | None
    until: date | None
