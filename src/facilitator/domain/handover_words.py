"""What a hand-over holds, brings and asks, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitator.domain import fields
from facilitator.domain.fields import Pointer
from facilitator.domain.handover import PRESSES, Place, Row, Rows, Thing
from facilitator.domain.handover_merge import Asked, Merge, Shape
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

Decode = Callable[[str, str, Any], Any]
"""From table, column and a value of JSON to the value of the column."""
Counts = Mapping[str, Mapping[str, int]]

_COUNTED: Mapping[str, Callable[[Language, int], str]] = {
    "meeting": lambda lang, n: lang.plural("{n} meeting", "{n} meetings", n),
    "item": lambda lang, n: lang.plural("{n} agenda item", "{n} agenda items", n),
    "commitment": lambda lang, n: lang.plural("{n} commitment", "{n} commitments", n),
    "follow_up": lambda lang, n: lang.plural("{n} follow-up", "{n} follow-ups", n),
    "insight": lambda lang, n: lang.plural("{n} insight", "{n} insights", n),
    "improvement": lambda lang, n: lang.plural("{n} improvement", "{n} improvements", n),
    "topic": lambda lang, n: lang.plural("{n} topic", "{n} topics", n),
    "case": lambda lang, n: lang.plural("{n} case", "{n} cases", n),
    "member": lambda lang, n: lang.plural("{n} member", "{n} members", n),
    "clinic": lambda lang, n: lang.plural("{n} clinic", "{n} clinics", n),
    "guideline": lambda lang, n: lang.plural("{n} guideline", "{n} guidelines", n),
    "indicator": lambda lang, n: lang.plural("{n} indicator", "{n} indicators", n),
    "indicator_value": lambda lang, n: lang.plural("{n} figure", "{n} figures", n),
    "survey": lambda lang, n: lang.plural("{n} survey", "{n} surveys", n),
    "attachment": lambda lang, n: lang.plural(
        "{n} attached file or link", "{n} attached files or links", n
    ),
}

_SORTS = (
    ("new", N_("New: {what}")),
    ("changed", N_("Changed: {what}")),
    ("removed", N_("Removed: {what}")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it is here and there, in the reader's words."""

    title: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Question:
    """A thing that was changed in both places: what it is, and where the two differ."""

    place: Place
    title: str
    lines: tuple[Line, ...]


def count_words(counts: Mapping[str, int], lang: Language) -> str:
    """So many meetings, so many commitments; “” for nothing."""
    said = [say(lang, counts[table]) for table, say in _COUNTED.items() if counts.get(table)]
    rest = sum(n for table, n in counts.items() if table not in _COUNTED)
    if rest:
        said.append(lang.plural("{n} other thing", "{n} other things", rest))
    return lang.list_and(said) if said else ""


def sentences(counts: Counts, lang: Language) -> tuple[str, ...]:
    """What is new, what changed and what was removed, each in a line; none for nothing."""
    found = []
    for sort, sentence in _SORTS:
        what = count_words({table: sorts[sort] for table, sorts in counts.items()}, lang)
        if what:
            found.append(lang.text(sentence, what=what))
    return tuple(found)


def say_asked(n: int, lang: Language) -> str:
    """How many things were changed in both places."""
    return lang.plural(
        "{n} thing was changed in both places", "{n} things were changed in both places", n
    )


def say_counts(counts: Counts, asked: int, lang: Language) -> str:
    """All of it in one line."""
    said = [*sentences(counts, lang), *([say_asked(asked, lang)] if asked else [])]
    return ". ".join(said) if said else lang.text(N_("nothing is new"))


def question(one: Asked, found: Merge, decode: Decode, lang: Language) -> Question:
    """What is asked of a thing."""
    return Question(one.place, _title(one, found, lang), tuple(_lines(one, found, decode, lang)))


def _title(one: Asked, found: Merge, lang: Language) -> str:
    table = one.place[0]
    rows, thing = (found.mine, one.mine) if one.mine else (found.theirs, one.theirs)
    first = next(iter(thing.values()))
    if table == PRESSES:
        name = _name(rows, "meeting", first["meeting_id"])
        return lang.text(N_("The clock of meeting {number}"), number=name)
    row = thing.get(one.place, first)
    said = fields.the_thing(table, _name(rows, table, row["id"]), lang)
    meeting = row.get("meeting_id")
    if meeting is None or table == "meeting":
        return said[:1].upper() + said[1:]
    number = _name(rows, "meeting", meeting)
    said = lang.text(N_("{what} at meeting {number}"), what=said, number=number)
    return said[:1].upper() + said[1:]


def _lines(one: Asked, found: Merge, decode: Decode, lang: Language) -> Iterator[Line]:
    whole = N_("The whole of it")
    if not one.mine or not one.theirs:
        gone, kept = lang.text(N_("removed")), lang.text(N_("changed"))
        here, there = (gone, kept) if not one.mine else (kept, gone)
        yield Line(lang.text(whole), here, there)
    if one.place[0] == PRESSES:
        yield Line(lang.text(whole), _presses(one.mine, lang), _presses(one.theirs, lang))
        return
    mine, theirs = _paired(one)
    for at, pair in enumerate(zip(mine, theirs, strict=True)):
        yield from _row_lines(pair, found, decode, lang, at)


def _paired(one: Asked) -> tuple[list[tuple[Place, Row]], list[tuple[Place, Row]]]:
    """The rows of both, those with the same key beside each other."""
    if len(one.mine) == len(one.theirs) == 1:
        return [*one.mine.items()], [*one.theirs.items()]
    places = sorted({*one.mine, *one.theirs}, key=lambda at: (at != one.place, at))
    return (
        [(at, one.mine.get(at, {})) for at in places],
        [(at, one.theirs.get(at, {})) for at in places],
    )


def _row_lines(
    pair: tuple[tuple[Place, Row], tuple[Place, Row]],
    found: Merge,
    decode: Decode,
    lang: Language,
    at: int,
) -> Iterator[Line]:
    ((table, _), mine), (_, theirs) = pair
    columns = mine or theirs
    for column in columns:
        title = fields.field_title(table, column)
        if title is None or mine.get(column) == theirs.get(column):
            continue
        words = [
            _words(table, column, row.get(column), rows, found.shape, decode, lang)
            for row, rows in ((mine, found.mine), (theirs, found.theirs))
        ]
        said = lang.text(title)
        if at:
            said = f"{lang.text(fields.thing(table).title)} · {said}"
        yield Line(said, *words)


def _words(
    table: str,
    column: str,
    value: Any,
    rows: Rows,
    shape: Shape,
    decode: Decode,
    lang: Language,
) -> str:
    target = shape.points.get(table, {}).get(column)
    if target is not None and value is not None:
        shown: Any = Pointer(target, _name(rows, target, value))
    else:
        shown = decode(table, column, value)
    return fields.value_words(table, column, shown, lang)


def _name(rows: Rows, table: str, key: str) -> str:
    row = rows.get((table, key), {})
    names = (str(row[column]) for column in fields.thing(table).name if row.get(column))
    return next(names, "")


def _presses(thing: Thing, lang: Language) -> str:
    return lang.plural("{n} press", "{n} presses", len(thing))
