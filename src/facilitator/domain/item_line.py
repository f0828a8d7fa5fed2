"""An agenda item as one typed line: “Case: dizziness 15 @Clinic 2 #Balance >17:30 ?What next”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Protocol

from facilitator.domain import kinds
from facilitator.domain.kinds import Kind, find_kind
from facilitator.domain.marks import longest_name, one_name, read_quoted, read_topic, tidy
from facilitator.domain.refusal import Refusal
from facilitator.language import N_

USUAL_KIND = "exchange"
"""What a line is that names no kind."""

LINES_AT_MOST = 200

_BARE_MINUTES = range(5, 481)
_WORDS_OF_KIND, _WORDS_OF_LENGTH, _WORDS_OF_WHEN = 6, 5, 6
_LETTERS_OF_NAME, _LETTERS_OF_LENGTH = 300, 40
_MINUTES_OF_DAY = 24 * 60
_NAMED_IN_TITLE = ("follow_up", "goals", "summary")
_NAMED_BY_FIRST_WORD = ("case", "guideline", "talk", "data", "exchange", "group_work", "break")
_MARK = re.compile(r"(?:(?<=\s)|^)[@#>?]")
_FIGURE = re.compile(r"[0-9½¼¾]")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTATION_MARKS = '"“”„'
_PARTING = " ,;:·•–—-"
_BULLET = re.compile(r"[-–*•·]\s+(?=\S)")
_NUMBER = re.compile(r"\s*[0-9]{1,3}[.)]\s+(?=\S)")
_CLOCKS = re.compile(
    r"(?:kl\.?\s*)?([0-9]{1,2}[.:][0-9]{2})(?:\s*[-–]\s*(?:kl\.?\s*)?([0-9]{1,2}[.:][0-9]{2}))?"
    r"(?:\s*[-–:]\s+|\s+)(?=\S)"
)


class Words(Protocol):
    """The part of a language that says what was understood."""

    def text(self, msgid: str, /, **fields: object) -> str: ...

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str: ...

    def quote(self, text: str) -> str: ...

    def duration(self, minutes: int) -> str: ...

    def clock(self, moment: time) -> str: ...

    def date_near(self, day: date) -> str: ...


@dataclass(frozen=True, slots=True)
class Reads:
    """How times are read as people write them; each gives none for what it does not understand."""

    minutes: Callable[[str], int | None]
    date: Callable[[str], date | None]
    clock: Callable[[str], time | None]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What was understood of a line.

    `title` empty: the title of its kind. `says_kind`: its kind stands in the line. `not_kind` is
    what stands before a colon and is no kind; it stays in the title. `who` and `topic` are as the
    known ones are written, else as typed. `day`: by when it is prepared. `clock`: its fixed
    start. `taken`: the parts of the line that were understood, as typed; they and the title are
    the whole line.
    """

    kind: str = USUAL_KIND
    title: str = ""
    minutes: int | None = None
    who: str = ""
    knows_who: bool = False
    topic: str = ""
    knows_topic: bool = False
    day: date | None = None
    clock: time | None = None
    question: str = ""
    says_kind: bool = False
    not_kind: str = ""
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Several lines read, and how many were left out because they were empty."""

    items: tuple[ItemLine, ...]
    empty: int


def read_items(
    text: str, reads: Reads, names: Sequence[str] = (), topics: Sequence[str] = ()
) -> Lines | Refusal:
    """Read a pasted text, each line an item; a refusal when there are more than 200.

    Bullets, the numbers of a numbered list and clock times at the beginning of lines are left
    out; two clock times tell the minutes when nothing else does.
    """
    lines = text.splitlines()
    full = [line for line in lines if line.strip()]
    if len(full) > LINES_AT_MOST:
        return Refusal(
            N_("The text has {n} lines; at most {most} can be put in at a time."),
            N_("Nothing was changed."),
            N_("Copy fewer lines."),
            n=len(full),
            most=LINES_AT_MOST,
        )
    is_numbered = len(full) > 1 and all(_NUMBER.match(line) for line in full)
    items = tuple(_read_listed(line, is_numbered, reads, names, topics) for line in full)
    return Lines(items, len(lines) - len(full))


def read_item(
    typed: str, reads: Reads, names: Sequence[str] = (), topics: Sequence[str] = ()
) -> ItemLine:
    """Read `kind: title [minutes] [@who] [#topic] [>when] [?question]`. Never fails.

    The kind is a word for one in either language; without a colon it is told by a title that is
    nothing else, or that begins with a word like “case” or “break”. Minutes stand at the end of
    the title, or with their unit at its beginning; a bare number counts from 5, so that
    “Patient case 2” keeps its name. Marks count at the beginning of a word. `@` and `#` take the
    longest of `names` or `topics`, `@` also a first name that only one of them has, else one word
    or what stands in quotation marks. A `#` before figures and a `>` before what is no time are
    text. `?` takes the rest of the line. A title in straight quotation marks is kept to the
    letter. What is not understood stays in the title.
    """
    kind, said, rest = _take_kind(tidy(typed))
    quoted = read_quoted(rest) if rest.startswith('"') else None
    if quoted is not None and quoted[1][:1] in ("", " "):
        line = _read_rest(quoted[1], reads, names, topics)
        if not line.title:
            taken = (said, *line.taken)
            named = kind.id if kind else USUAL_KIND
            return replace(
                line, kind=named, says_kind=bool(kind), title=tidy(quoted[0]), taken=taken
            )
    line = _read_rest(rest, reads, names, topics)
    return _with_kind(line, kind, said) if kind else _guess_kind(line)


def preview(lang: Words, line: ItemLine) -> str:
    """What was understood: Patient case · “Dizziness” · 15 min · Clinic 2 · fixed at 17:30."""
    kind = kinds.kind(line.kind)
    parts = (
        lang.text(kind.title),
        lang.quote(line.title) if line.title else "",
        lang.duration(line.minutes or kind.minutes),
        line.who,
        lang.text(N_("topic: {topic}"), topic=line.topic) if line.topic else "",
        lang.text(N_("fixed at {clock}"), clock=lang.clock(line.clock)) if line.clock else "",
        lang.text(N_("prepared by {day}"), day=lang.date_near(line.day)) if line.day else "",
        lang.text(N_("question: {question}"), question=line.question) if line.question else "",
    )
    return " · ".join(filter(None, parts))


def doubts(lang: Words, line: ItemLine) -> tuple[str, ...]:
    """What was not understood, or taken for something nobody knows yet; a sentence each."""
    return tuple(_doubts(lang, line))


def say_empty(lang: Words, empty: int) -> str:
    """2 empty lines are left out; nothing is said of none."""
    if not empty:
        return ""
    return lang.plural("{n} empty line is left out.", "{n} empty lines are left out.", empty)


def _doubts(lang: Words, line: ItemLine) -> Iterator[str]:
    if line.not_kind:
        said = N_("{word} is not a kind of item; it stays in the title.")
        yield lang.text(said, word=lang.quote(line.not_kind))
    if line.who and not line.knows_who:
        said = N_("{name} is not a member or a clinic here; the name is kept as it is written.")
        yield lang.text(said, name=lang.quote(line.who))
    if line.topic and not line.knows_topic:
        yield lang.text(N_("{topic} is not in the topic bank yet."), topic=lang.quote(line.topic))


def _read_listed(
    line: str, is_numbered: bool, reads: Reads, names: Sequence[str], topics: Sequence[str]
) -> ItemLine:
    number = _NUMBER.match(line) if is_numbered else None
    rest = line[number.end() :] if number else line.strip()
    bullet = _BULLET.match(rest)
    rest = rest[bullet.end() :] if bullet else rest
    clocks = _CLOCKS.match(rest)
    start, end = (_clock(clocks[n], reads) for n in (1, 2)) if clocks else (None, None)
    if clocks is None or start is None:
        clocks = None
    rest = rest[clocks.end() :] if clocks else rest
    item = read_item(rest, reads, names, topics)
    left_out = (number[0] if number else "", clocks[0] if clocks else "")
    length = _minutes_between(start, end) if clocks and item.minutes is None else item.minutes
    return replace(item, minutes=length, taken=(*filter(None, left_out), *item.taken))


def _clock(typed: str | None, reads: Reads) -> time | None:
    return reads.clock(typed) if typed else None


def _minutes_between(start: time | None, end: time | None) -> int | None:
    if start is None or end is None:
        return None
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes % _MINUTES_OF_DAY or None


def _take_kind(line: str) -> tuple[Kind | None, str, str]:
    """The kind before the first colon, how it was written, and the rest of the line."""
    said, colon, rest = line.partition(":")
    if not colon or len(said.split()) > _WORDS_OF_KIND:
        return None, "", line
    kind = find_kind(said)
    return (kind, said, rest.strip()) if kind else (None, "", line)


def _with_kind(line: ItemLine, kind: Kind, said: str) -> ItemLine:
    """“Follow-up: last time …” keeps its first word, since a meeting has one of that kind."""
    if line.title and kind.id in _NAMED_IN_TITLE:
        return replace(line, kind=kind.id, says_kind=True, title=f"{said}: {line.title}")
    return replace(line, kind=kind.id, says_kind=True, taken=(said, *line.taken))


def _guess_kind(line: ItemLine) -> ItemLine:
    words = line.title.split(" ")
    for n in range(min(len(words), _WORDS_OF_KIND), 0, -1):
        kind = find_kind(" ".join(words[:n]), whole=True)
        if kind and n == len(words):
            return replace(
                line, kind=kind.id, says_kind=True, title="", taken=(line.title, *line.taken)
            )
        if kind and kind.id in _NAMED_BY_FIRST_WORD and len(words[0]) > 3:
            return replace(line, kind=kind.id, says_kind=True)
    before, colon, _ = line.title.partition(": ")
    is_word = colon and len(before.split()) <= 2 and _LETTER.search(before)
    return replace(line, not_kind=before) if is_word else line


def _read_rest(text: str, reads: Reads, names: Sequence[str], topics: Sequence[str]) -> ItemLine:
    """The line without its kind."""
    found = tuple(_find_marks(text, reads, names, topics))
    title, minutes, length = _take_minutes(text[: found[0].start] if found else text, reads)
    values: dict[str, Any] = {}
    for one in found:
        values |= one.values
    return ItemLine(
        title=tidy(" ".join((title, *_between(text, found)))),
        minutes=minutes,
        taken=tuple(filter(None, (length, *(text[one.start : one.end] for one in found)))),
        **values,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a mark says, and from where to where in the line."""

    start: int
    end: int
    values: dict[str, Any]


def _find_marks(
    text: str, reads: Reads, names: Sequence[str], topics: Sequence[str]
) -> Iterator[_Found]:
    """The first of each mark that is understood, from left to right."""
    marks = list(_MARK.finditer(text))
    ends = (*(mark.start() for mark in marks[1:]), len(text))
    at, done = 0, set[str]()
    for mark, end in zip(marks, ends, strict=False):
        sign, start = mark[0], mark.end()
        if mark.start() < at or sign in done:
            continue
        if sign == ">":
            read = _read_when(text[start:end], reads)
        elif sign == "?":
            read = {"question": text[start:].strip()}, len(text) - start
        elif sign == "@":
            read = _read_name(text[start : start + _LETTERS_OF_NAME], names)
        else:
            read = _read_topic(text[start : start + _LETTERS_OF_NAME], topics)
        if read is not None and any(read[0].values()):
            at = start + read[1]
            done.add(sign)
            yield _Found(mark.start(), at, read[0])


def _between(text: str, found: Sequence[_Found]) -> Iterator[str]:
    ends = (*(one.start for one in found[1:]), len(text))
    for one, end in zip(found, ends, strict=False):
        yield text[one.end : end]


_Read = tuple[dict[str, Any], int]


def _read_when(after: str, reads: Reads) -> _Read | None:
    """A day or a clock time; after a space only if nothing else follows, as in “INR > 3.5”."""
    words = list(re.finditer(r"\S+", after))
    if not words:
        return None
    most = len(words) if after[0].isspace() else 1
    for n in range(min(len(words), _WORDS_OF_WHEN), most - 1, -1):
        said = tidy(after[: words[n - 1].end()])
        day = reads.date(said)
        clock = reads.clock(said) if day is None and _is_clock(said) else None
        if day is not None or clock is not None:
            return {"day": day, "clock": clock}, words[n - 1].end()
    return None


def _is_clock(said: str) -> bool:
    """Whether it looks like a clock time rather than a figure, as in “>140” or “>60 %”."""
    return bool(re.search(r"[.:]|^(?:kl|at)\b", said.casefold()))


def _read_name(after: str, names: Sequence[str]) -> _Read | None:
    known = longest_name(after, names)
    if known is not None:
        return {"who": known, "knows_who": True}, len(known)
    said, rest = one_name(after)
    if not said:
        return None
    forms = _whole if after[0] in _QUOTATION_MARKS else _short_forms
    meant = [name for name in names if said.casefold() in forms(name)]
    is_known = len(meant) == 1
    who = meant[0] if is_known else said
    return {"who": who, "knows_who": is_known}, len(after) - len(rest)


def _whole(name: str) -> tuple[str, ...]:
    return (name.casefold(),)


def _short_forms(name: str) -> tuple[str, ...]:
    return name.casefold(), name.casefold().partition(" ")[0]


def _read_topic(after: str, topics: Sequence[str]) -> _Read | None:
    found = read_topic(after, topics)
    return ({"topic": found[0], "knows_topic": found[1]}, found[2]) if found else None


def _take_minutes(head: str, reads: Reads) -> tuple[str, int | None, str]:
    """The title without its minutes, the minutes, and how they were written."""
    words = head.split()
    most = range(min(len(words), _WORDS_OF_LENGTH), 0, -1)
    for n in most:
        minutes = _length(words[-n:], reads, needs_unit=False)
        if minutes is not None:
            return " ".join(words[:-n]).rstrip(_PARTING), minutes, " ".join(words[-n:])
    for n in most:
        minutes = _length(words[:n], reads, needs_unit=True)
        if minutes is not None:
            return " ".join(words[n:]).lstrip(_PARTING), minutes, " ".join(words[:n])
    return " ".join(words), None, ""


def _length(words: Sequence[str], reads: Reads, *, needs_unit: bool) -> int | None:
    said = " ".join(words).strip(_PARTING + "()[]")
    if len(said) > _LETTERS_OF_LENGTH or not _FIGURE.search(said):
        return None
    minutes = reads.minutes(said)
    has_unit = bool(_LETTER.search(said))
    if minutes is None or not (has_unit or (minutes in _BARE_MINUTES and not needs_unit)):
        return None
    return minutes
