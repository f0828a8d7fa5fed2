"""Agenda items as lines of plain text, for the clipboard and for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from facilitator.domain import kinds
from facilitator.domain.agenda import AgendaItem
from facilitator.domain.item_line import ItemLine, Lines, Reads, read_items
from facilitator.domain.marks import quote, tidy

if TYPE_CHECKING:
    from facilitator.language import Language

_ONE_WORD = re.compile(r"[^\W\d_]+")


def text(
    items: Sequence[AgendaItem],
    lang: Language,
    reads: Reads,
    topics: Mapping[str, str] | None = None,
) -> str:
    """A line for each item: “Case: Dizziness 15 min @"Clinic 2" #Balance ?What do we do”.

    `read_items` reads the same kind, title, whole minutes, name, topic and written question back
    out of it, in either language; runs of white space become one space. Each line is the
    plainest that does, with the kind in front where it must be and the title in quotation marks
    where signs in it mean something else.

    Args:
        topics: titles of topics by their ids; an item whose topic is not among them loses it.
    """
    known = topics or {}
    return "\n".join(_line(item, lang, reads, known.get(item.topic or "", "")) for item in items)


def _line(item: AgendaItem, lang: Language, reads: Reads, topic: str) -> str:
    marks = "".join(_marks(item, topic))
    length = f" {lang.duration(item.minutes)}" if item.minutes else ""
    lines = [tidy(f"{head}{length}{marks}") for head in _heads(item, lang)]
    return next((one for one in lines if _means(one, item, lang, reads, topic)), lines[-1])


def _heads(item: AgendaItem, lang: Language) -> Iterator[str]:
    """The title alone, with its kind, and to the letter."""
    word, title = lang.text(kinds.kind(item.kind).word), tidy(item.title)
    yield title
    yield f"{word}: {title}"
    yield f"{word}: {quote(title)}"


def _marks(item: AgendaItem, topic: str) -> Iterator[str]:
    for sign, name in (("@", tidy(item.who)), ("#", tidy(topic))):
        if name:
            yield f" {sign}{name if _ONE_WORD.fullmatch(name) else quote(name)}"
    if item.written_question.strip():
        yield f" ?{item.written_question.strip()}"


def _means(line: str, item: AgendaItem, lang: Language, reads: Reads, topic: str) -> bool:
    """Whether the line is read as the item, also among others of the same form."""
    read = read_items(f"{line}\n{line}", reads)
    if not isinstance(read, Lines) or len(read.items) != 2:
        return False
    one, kind = read.items[0], kinds.kind(item.kind)
    return _essence(one, lang) == (
        kind.id,
        tidy(item.title) or lang.text(kind.title),
        item.minutes,
        tidy(item.who),
        tidy(topic),
        tidy(item.written_question),
    )


def _essence(line: ItemLine, lang: Language) -> tuple[object, ...]:
    title = line.title or lang.text(kinds.kind(line.kind).title)
    return line.kind, title, line.minutes or 0, line.who, line.topic, line.question
