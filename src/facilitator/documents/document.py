"""A document as a row: what it is written from, in which formats, and what may be asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Literal

from facilitator.domain.disclosure import Audience
from facilitator.language import Code, Language

Edition = Literal["participants", "facilitator"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a document, beside what it says and in which language.

    Args:
        now: the aware instant at which it is written.
        edition: the facilitator's also holds prompts, private notes and open commitments.
        names: name members and clinics where they are else counted.
        to_members: address a draft to the members; else to nobody.
        notes: hand private notes over too.
        audience: who sees what is counted of few people.
        first: the first day of what is shown, none for all of it; `last` likewise.
    """

    now: datetime
    edition: Edition = "participants"
    names: bool = False
    to_members: bool = False
    notes: bool = True
    audience: Audience = Audience.OUTSIDE
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What every document with pages says of itself: its language, its title and its cluster."""

    code: Code
    title: str
    cluster: str

    @property
    def heading(self) -> str:
        """Of which cluster and what, on one line."""
        return f"{self.cluster} · {self.title}"


_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 80

Write = Callable[[Any, Language, Asked], bytes]
"""From what a document says, its language and what is asked of it to the bytes of a file."""
Pour = Callable[[Any, Language, Asked, BinaryIO], None]
"""As Write, for what may be too large for memory: into a file that is empty, piece by piece."""


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a document: the ending of its file, its title (msgid), and what writes it.

    `asks` names the fields of Asked, beside `now`, that make a difference to it. `pour` writes the
    same bytes piece by piece; none where they are few.
    """

    ending: str
    title: str
    write: Write
    asks: tuple[str, ...] = ()
    pour: Pour | None = None

    def write_into(self, file: BinaryIO, values: Any, lang: Language, asked: Asked) -> None:
        """Write it into an empty file. Raises Refusal, and OSError."""
        if self.pour is None:
            file.write(self.write(values, lang, asked))
        else:
            self.pour(values, lang, asked, file)


@dataclass(frozen=True, slots=True)
class Document:
    """One document about a meeting, or about one of the things that `among` names.

    `needs` names the query of `store/queries.py` that gives what is written, `meeting` the one that
    gives the meeting when none is named, and `without` says that there is none. `among` names the
    query that gives everything it can be about, each with an id and a title, where that is no
    meeting, and `calls` then says what its file is called. `in_cluster`: these belong to a
    cluster, which the query is asked of, and without one of them it is about all of the cluster,
    as it always is where `among` names nothing; `is_empty` says of which of them there is nothing
    to write, when all are written at once.
    `pictures`: a PNG of each page at so many dots per inch, for a look before it is written; none
    where a document has no pages. `handed`: what the store is to note as handed over once the
    file is written, for its queries ask while the file is written; none where it notes nothing.
    """

    name: str
    title: str
    needs: str
    meeting: str
    without: str
    formats: tuple[Format, ...]
    pictures: Callable[[Any, Language, Asked, float], tuple[bytes, ...]] | None = None
    among: str = ""
    calls: Callable[[Any, Language], str] | None = None
    in_cluster: bool = False
    is_empty: Callable[[Any, Asked], bool] | None = None
    handed: Callable[[Any, Asked], Any] | None = None

    @property
    def endings(self) -> tuple[str, ...]:
        return tuple(one.ending for one in self.formats)

    def format(self, ending: str) -> Format | None:
        """The form with this ending, or none."""
        return next((one for one in self.formats if one.ending == ending), None)

    def file_name(self, values: Any, lang: Language) -> str:
        """A name for its file, without an ending: Dagsorden 2026-12-09."""
        if self.calls is not None:
            return self.calls(values, lang)
        return name_file(lang.text(self.title), values.meeting.start, values.zone)


def plain_name(text: str) -> str:
    """A text as a part of the name of a file that every system takes; perhaps empty."""
    return " ".join(_NOT_IN_NAMES.sub(" ", text).split())[:_LONGEST_NAME].strip(" .")


def name_file(title: str, moment: datetime, zone: str) -> str:
    """A title and the day of a moment in a zone, the year first so that files sort by it."""
    return f"{title} {moment.astimezone(Language('en', zone).zone).date().isoformat()}"
