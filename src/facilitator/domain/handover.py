"""A cluster as it is handed over: its rows, the things they make up, and what is known of each.

Beside a thing stand the states it was handed over in, in their order. Of two stores, that which has
gone through all that the other has is the later one, also when a file is old or was never opened.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import takewhile
from typing import Any

from facilitator.domain.privacy import find_cpr, is_made, mask
from facilitator.domain.refusal import Refusal
from facilitator.language import N_

FORMAT = 1
"""Raised when a file of today could not be read by the program of yesterday."""

ENDING = "facilitator"
MANIFEST, KNOWN = "manifest.json", "known.jsonl"
SEAL = b"facilitator sha256 "
"""Begins the comment at the end of the file; the sum of all that stands before follows."""
SEAL_LENGTH = len(SEAL) + 64
MIB = 1024 * 1024
AT_MOST = 280 * MIB
"""Bytes of a whole file: the files attached in a cluster, its rows, and some room."""
PARTS_AT_MOST, LINE_AT_MOST, MANIFEST_AT_MOST = 64 * MIB, 2 * MIB, 4 * MIB
ROWS_AT_MOST = 100_000
FILES_AT_MOST, FILE_AT_MOST, COUNT_AT_MOST = 200 * MIB, 10 * MIB, 10_000

SHARED = ("specialty", "guideline", "package", "indicator", "template")
"""What belongs to a store rather than to a cluster; a hand-over carries what the cluster uses."""

NAMED_BY = {
    "specialty": ("name",),
    "guideline": ("title", "edition"),
    "package": ("title", "period"),
    "indicator": ("title", "unit", "kind"),
    "template": ("title", "language", "is_block"),
}
"""By what the shared things of two stores are found to be the same when their ids differ."""

POINTS_TO_SHARED = {
    ("cluster", "specialty_id"): "specialty",
    ("package", "specialty_id"): "specialty",
    ("use", "guideline_id"): "guideline",
    ("use", "package_id"): "package",
    ("use", "indicator_id"): "indicator",
    ("indicator", "package_id"): "package",
    ("indicator_value", "indicator_id"): "indicator",
    ("meeting", "template"): "template",
}

_PART_OF = {
    "item_step": ("item_id", "item"),
    "template_item": ("template_id", "template"),
    "template_step": ("template_item_id", "template_item"),
}
PRESSES = "press"
"""The presses of one meeting's clock are one thing: mixed with others they would tell nothing."""

PRIVATE = {"item": ("notes",)}
"""What the facilitator wrote for nobody else."""

GONE = "-"
"""Stands for the digest of a thing that was removed."""

_REMEMBERED = 24
"""How many states of a thing are remembered; beyond that more is asked."""

Row = Mapping[str, Any]
"""Column names, the id among them, and values as JSON holds them."""
Place = tuple[str, str]
"""The name of a table and the id of a row in it, or of the thing that the row belongs to."""
Rows = Mapping[Place, Row]
Thing = Mapping[Place, Row]
Known = Mapping[Place, tuple[str, ...]]
Defaults = Mapping[str, Mapping[str, Any]]
"""What stands in each column of a table unless something is written there."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything of one cluster.

    Attributes:
        store: the id of the store it comes from; `schema`: the revision of its tables.
        made: when the file was written; none before that.
        program: the version of the program that wrote it.
        notes: whether private notes are among the rows.
        known: the states each thing was handed over in, out or in, as digests, the latest last.
        files: the sizes of copied files by their SHA-256, read one at a time by `content`.
    """

    store: str
    schema: str
    cluster: str
    name: str
    rows: Rows
    known: Known
    defaults: Defaults = field(repr=False)
    files: Mapping[str, int]
    content: Callable[[str], bytes] = field(repr=False)
    notes: bool = True
    made: datetime | None = None
    program: str = ""

    @property
    def zone(self) -> str:
        return str(self.rows["cluster", self.cluster]["zone"])

    def of(self, table: str) -> Iterator[Row]:
        """The rows of one table."""
        return (row for (name, _), row in self.rows.items() if name == table)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a hand-over holds, to be said before it is written.

    Attributes:
        counts: rows by table.
        people: the names of members, speakers and guests.
        notes: agenda items with private notes.
        numbers: texts with something like a CPR number, masked in the file.
        size: bytes of copied files.
    """

    name: str
    counts: Mapping[str, int]
    people: tuple[str, ...]
    notes: int
    numbers: int
    size: int


def contents_of(handover: Handover) -> Contents:
    """What a hand-over holds."""
    counts: dict[str, int] = defaultdict(int)
    for table, _ in handover.rows:
        counts[table] += 1
    people = [
        str(row["name"]) for table in ("member", "speaker", "guest") for row in handover.of(table)
    ]
    notes = sum(bool(str(row["notes"]).strip()) for row in handover.of("item"))
    numbers = sum(
        bool(find_cpr(text))
        for (table, _), row in handover.rows.items()
        for name, value in row.items()
        if not is_made(table, name)
        for text in texts_of(value)
    )
    unique = tuple(dict.fromkeys(name for name in people if name))
    return Contents(handover.name, counts, unique, notes, numbers, sum(handover.files.values()))


def as_handed(table: str, row: Row, *, notes: bool) -> Row:
    """A row as it stands in a file: without private notes, unless they go along, and with a star
    for each sign of what is like a CPR number, vouched for or not."""
    withheld = dict.fromkeys(() if notes else PRIVATE.get(table, ()), "")
    return {
        name: value if is_made(table, name) else _masked(value)
        for name, value in {**row, **withheld}.items()
    }


def as_written(handover: Handover, now: datetime, program: str, *, notes: bool) -> Handover:
    """The hand-over with its rows as they stand in a file written at this instant."""
    rows = all_as_handed(handover.rows, notes=notes)
    name = str(rows["cluster", handover.cluster]["name"])
    return replace(handover, rows=rows, name=name, notes=notes, made=now, program=program)


def all_as_handed(rows: Rows, *, notes: bool) -> Rows:
    """As `as_handed`, for all of them."""
    return {place: as_handed(place[0], row, notes=notes) for place, row in rows.items()}


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_of([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value) if _DIGITS.search(value) else value
    if isinstance(value, Mapping):
        return {_masked(name): _masked(part) for name, part in value.items()}
    return [_masked(part) for part in value] if isinstance(value, list) else value


_DIGITS = re.compile(r"\d")


# -- things


def thing_of(rows: Rows, place: Place) -> Place:
    """The thing that a row is, or is a part of."""
    table, key = place
    while table in _PART_OF:
        column, above = _PART_OF[table]
        key = rows[table, key][column]
        table = above
    return (table, rows[table, key]["meeting_id"]) if table == PRESSES else (table, key)


def things_in(rows: Rows) -> dict[Place, dict[Place, Row]]:
    """The rows of each thing."""
    found: dict[Place, dict[Place, Row]] = defaultdict(dict)
    for place, row in rows.items():
        found[thing_of(rows, place)][place] = row
    return found


def names_in(rows: Rows) -> dict[Place, str]:
    """What the shared things among the rows are found by in another store."""
    return {
        (table, key): json.dumps([row[column] for column in NAMED_BY[table]], ensure_ascii=False)
        for (table, key), row in rows.items()
        if table in NAMED_BY
    }


def digest_of(thing: Thing, names: Mapping[Place, str], defaults: Defaults) -> str:
    """A short sum of a thing, the same in every store and after columns have been added.

    A shared thing it points to counts by its name, for its id may be another elsewhere.
    """
    said = [[table, key, _said(table, row, names, defaults)] for (table, key), row in thing.items()]
    said.sort(key=lambda one: (one[0], one[1]))
    return sha256(_WRITTEN.encode(said).encode("ascii")).hexdigest()[:16]


_WRITTEN = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def _said(table: str, row: Row, names: Mapping[Place, str], defaults: Defaults) -> dict[str, Any]:
    usual = defaults.get(table, {})
    said = {name: value for name, value in row.items() if value != usual.get(name)}
    for column, value in said.items():
        target = POINTS_TO_SHARED.get((table, column))
        if target is not None:
            said[column] = names.get((target, value), value)
    return said


def digests_of(rows: Rows, defaults: Defaults) -> dict[Place, str]:
    """The digest of each thing among the rows."""
    names = names_in(rows)
    return {place: digest_of(one, names, defaults) for place, one in things_in(rows).items()}


def extended(seen: Sequence[str], *states: str) -> tuple[str, ...]:
    """What has been seen of a thing once it is in another state."""
    states = tuple(state for state in states if (state,) != tuple(seen[-1:]))
    return (*seen, *states)[-_REMEMBERED:]


def is_within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all of some states, in their order, have been gone through."""
    rest = iter(many)
    return all(state in rest for state in few)


def joined(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What has been seen of a thing by one who knows what two have seen of it."""
    if is_within(theirs, mine):
        return tuple(mine)
    if is_within(mine, theirs):
        return tuple(theirs)
    together = takewhile(lambda pair: pair[0] == pair[1], zip(mine, theirs, strict=False))
    return (*mine, *theirs[len(list(together)) :])[-_REMEMBERED:]


def known_after_handing(handover: Handover) -> dict[Place, tuple[str, ...]]:
    """What its store knows once a hand-over was written: all that stands in the file."""
    known = {place: tuple(seen) for place, seen in handover.known.items()}
    digests = digests_of(handover.rows, handover.defaults)
    gone = {place: GONE for place in known if place[0] not in SHARED}
    for place, now in (gone | digests).items():
        known[place] = extended(known.get(place, ()), now)
    return known


def check_size(handover: Handover) -> None:
    """Raise Refusal for a hand-over that could not be opened again."""
    too_many = len(handover.files) > COUNT_AT_MOST
    if too_many or sum(handover.files.values()) > FILES_AT_MOST:
        raise Refusal(
            N_("The files attached in this cluster would take more than 200 MB."),
            N_("Nothing was written."),
            N_("Remove attached files that are no longer needed."),
        )
    if len(handover.rows) > ROWS_AT_MOST:
        raise too_much()


def too_much() -> Refusal:
    """The refusal to write a file that could not be opened again."""
    return Refusal(
        N_("The cluster holds more than fits into one hand-over."),
        N_("Nothing was written."),
        N_("Shorten its longest texts, or remove indicators that are no longer needed."),
    )
