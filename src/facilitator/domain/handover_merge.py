"""Two stores' rows of one cluster made one: what is new, changed, removed, or changed in both.

Beside each thing stands the order of states it has gone through. Where one store has gone through
all that the other has, its state is the later one; only where each has gone a way of its own is it
asked about: the rule of version vectors (Parker et al. 1983, IEEE Trans. Software Eng. 9:240-247),
with digests in place of counters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from facilitator.domain.handover import (
    GONE,
    POINTS_TO_SHARED,
    SHARED,
    Defaults,
    Known,
    Place,
    Row,
    Rows,
    Thing,
    all_as_handed,
    digest_of,
    extended,
    is_within,
    joined,
    names_in,
    thing_of,
    things_in,
)

Choice = Literal["mine", "theirs"]
Verdict = Literal["kept", "taken", "asked"]

_TAKEN_HOME = 3

_ONE_OF_NONE = frozenset({"setting", "indicator_value"})
"""In SQL nothing is unlike nothing; a setting from no day on is one all the same, and so is what
was measured in no single clinic."""

_ERASED = {"case": "text_deleted", "member": "anonymised"}
"""What says that texts were erased; they are not brought back by an older copy of them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the tables hang together.

    Attributes:
        points: for each table its columns that name a row, with the table of that row.
        unique: for each table the groups of columns that no two rows share.
    """

    points: Mapping[str, Mapping[str, str]]
    unique: Mapping[str, tuple[tuple[str, ...], ...]]
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class Side:
    """One store's rows of the cluster and what it has seen of each thing before.

    `notes`: whether private notes are among the rows.
    """

    rows: Rows
    known: Known
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing that was changed in both, or removed in one and changed in the other.

    `mine` and `theirs` are its rows; none where it was removed. They may be two things where only
    one can be, such as one member's attendance at one meeting.
    """

    place: Place
    mine: Thing
    theirs: Thing


@dataclass(frozen=True, slots=True)
class Merge:
    """What opening a hand-over would do.

    Attributes:
        mine: the rows here, all shared things among them.
        theirs: the rows in the file, shared things named as here.
        taken: things whose rows are taken over as the file has them.
        asked: what a person is to choose.
        known: what is known of each thing afterwards, where that is more than before.
    """

    mine: Rows
    theirs: Rows
    taken: Mapping[Place, Thing]
    asked: tuple[Asked, ...]
    known: Known
    shape: Shape = field(repr=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """One row before and after; none where it is not there."""

    place: Place
    before: Row | None
    after: Row | None


def merge(mine: Side, theirs: Side, shape: Shape) -> Merge:
    """Compare two stores' rows of one cluster; without any here, all of them are new."""
    renamed, dropped = _shared_as_here(mine.rows, theirs.rows)
    work = _Work(mine, theirs, renamed, shape)
    taken: dict[Place, Thing] = {}
    asked: dict[Place, Asked] = {}
    for place in sorted(work.places()):
        if place in dropped:
            continue
        match work.verdict(place):
            case "taken":
                taken[place] = work.taken(place)
            case "asked":
                asked[place] = Asked(place, work.mine(place), work.taken(place))
            case "kept":
                pass
    known = {place: seen for place, seen in work.known() if place not in dropped}
    found = Merge(mine.rows, renamed, taken, tuple(asked.values()), known, shape)
    return _without_twins(found)


def settle(found: Merge, choices: Mapping[Place, Choice]) -> tuple[Changed, ...]:
    """The rows to be changed: what is taken, and what was chosen; “mine” where nothing was.

    A thing that was removed in one store stays when what is kept still points to it.
    """
    rows, things = dict(found.mine), things_in(found.mine)
    taken = [(things.get(at, {}), now) for at, now in found.taken.items()]
    asked = [one for one in found.asked if choices.get(one.place, "mine") == "theirs"]
    for before, after in (*taken, *((one.mine, one.theirs) for one in asked)):
        for place in before:
            rows.pop(place, None)
        rows.update(after)
    _bring_back(rows, found)
    _close_ranks(rows)
    return tuple(_differences(found.mine, rows))


def _differences(before: Rows, after: Rows) -> Iterator[Changed]:
    """Removed rows first, so that another may take what they alone may have; table by table."""
    yield from (Changed(at, before[at], None) for at in sorted(before.keys() - after.keys()))
    for at in sorted(before.keys() & after.keys()):
        if before[at] != after[at]:
            yield Changed(at, before[at], after[at])
    yield from (Changed(at, None, after[at]) for at in sorted(after.keys() - before.keys()))


def _bring_back(rows: dict[Place, Row], found: Merge) -> None:
    """Put back what rows point to and what is in one of the stores at least."""
    sides = found.mine, found.theirs
    waiting = list(rows)
    things = [things_in(side) for side in sides]
    while waiting:
        place = waiting.pop()
        for column, target in found.shape.points.get(place[0], {}).items():
            at = target, rows[place][column]
            if at[1] is None or at in rows:
                continue
            for side, of in zip(sides, things, strict=True):
                if at in side and at not in rows:
                    back = of[thing_of(side, at)]
                    rows.update(back)
                    waiting.extend(back)


def _close_ranks(rows: dict[Place, Row]) -> None:
    """Where both have chosen what is taken home from a meeting, the first three of all stay so."""
    chosen: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for at, row in rows.items():
        if at[0] == "insight" and row.get("official") is not None:
            chosen[row["meeting_id"]].append((row["official"], at))
    for ranks in chosen.values():
        if len({official for official, _ in ranks}) < len(ranks):
            for place, (_, at) in enumerate(sorted(ranks), 1):
                rows[at] = {**rows[at], "official": place if place <= _TAKEN_HOME else None}


class _Work:
    """The things of both sides with their digests, and what is said of each."""

    def __init__(self, mine: Side, theirs: Side, renamed: Rows, shape: Shape) -> None:
        self._shape = shape
        self._sides = mine, theirs
        self._mine, self._theirs = things_in(mine.rows), things_in(theirs.rows)
        self._renamed = things_in(renamed)
        names = names_in(mine.rows)
        variants = (True, False) if theirs.notes else (False,)
        # How the thing would stand in a file, each way that it may have been handed over.
        self._handed = [all_as_handed(mine.rows, notes=notes) for notes in variants]
        self._my_digests = [
            {
                place: digest_of(thing, names, shape.defaults)
                for place, thing in things_in(rows).items()
            }
            for rows in self._handed
        ]
        their_names = names_in(theirs.rows)
        self._their_digests = {
            place: digest_of(thing, their_names, shape.defaults)
            for place, thing in self._theirs.items()
        }

    def places(self) -> set[Place]:
        return {*self._mine, *self._theirs, *self._sides[1].known}

    def mine(self, place: Place) -> Thing:
        return self._mine.get(place, {})

    def taken(self, place: Place) -> Thing:
        """The thing as the file has it; what was only masked or withheld there stays as here."""
        as_handed = self._handed[self._variant(place)]
        return {
            at: _keeping(row, self._mine.get(place, {}).get(at), as_handed.get(at))
            for at, row in self._renamed.get(place, {}).items()
        }

    def verdict(self, place: Place) -> Verdict:
        """Whether the thing stays as it is here, is taken from the file, or is asked about."""
        theirs = self._their_state(place)
        if theirs is None or (theirs == GONE and place not in self._mine):
            return "kept"
        if place not in self._mine and place not in self._sides[0].known:
            return "taken"
        if self.taken(place) == self.mine(place):
            return "kept"
        if (erased := self._erased(place)) is not None:
            return erased
        gone_through, of_mine = self._gone_through(place, theirs), self._mine_gone_through(place)
        if any(is_within(gone_through, each) for each in of_mine):
            return "kept"
        if any(is_within(each, gone_through) for each in of_mine):
            return "taken"
        if _only_moved(self.mine(place), self.taken(place)):
            return "taken" if _order(self.taken(place)) > _order(self.mine(place)) else "kept"
        return "asked"

    def _gone_through(self, place: Place, state: str) -> tuple[str, ...]:
        return extended(self._sides[1].known.get(place, ()), state)

    def _mine_gone_through(self, place: Place) -> list[tuple[str, ...]]:
        """What the thing here has gone through, for each way it may have been handed over."""
        known = self._sides[0].known.get(place, ())
        if place not in self._mine:
            return [extended(known, GONE)]
        return [extended(known, digests[place]) for digests in self._my_digests]

    def _erased(self, place: Place) -> Verdict | None:
        column = _ERASED.get(place[0])
        here, there = self.mine(place).get(place), self._theirs.get(place, {}).get(place)
        if column is None or here is None or there is None:
            return None
        if bool(here[column]) == bool(there[column]):
            return None
        return "kept" if here[column] else "taken"

    def _their_state(self, place: Place) -> str | None:
        """The digest in the file; none for what its store never had, or has no word on."""
        state = self._their_digests.get(place)
        if state is not None:
            return state
        is_gone = place in self._sides[1].known and place[0] not in SHARED
        return GONE if is_gone else None

    def _variant(self, place: Place) -> int:
        """The way of handing over in which the file's store has seen the thing as it is here."""
        theirs = self._their_state(place)
        seen = self._gone_through(place, theirs) if theirs is not None else ()
        of_mine = self._mine_gone_through(place) if place in self._mine else []
        return next((n for n, each in enumerate(of_mine) if is_within(each, seen)), 0)

    def known(self) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """What is known afterwards of each thing in the file, where that is more than before."""
        mine, theirs = self._sides
        for place in sorted({*theirs.known, *self._theirs}):
            before, state = mine.known.get(place, ()), self._their_state(place)
            seen = theirs.known.get(place, ())
            now = joined(before, seen if state is None else extended(seen, state))
            if now != before:
                yield place, now


def _keeping(theirs: Row, mine: Row | None, as_handed: Row | None) -> Row:
    if mine is None or as_handed is None:
        return theirs
    return {
        name: mine[name] if as_handed[name] == value else value for name, value in theirs.items()
    }


def _only_moved(mine: Thing, theirs: Thing) -> bool:
    """Whether two states of a thing differ in its place among others and in nothing else."""
    return mine.keys() == theirs.keys() and all(
        {name for name in row if row[name] != theirs[at][name]} <= {"position"}
        for at, row in mine.items()
    )


def _order(thing: Thing) -> list[int]:
    return [thing[at].get("position", 0) for at in sorted(thing)]


# -- what is the same under another id


def _shared_as_here(mine: Rows, theirs: Rows) -> tuple[Rows, set[Place]]:
    """The file's rows with shared things called as here, and those that are here already.

    They are found by their id, then by their name and version.
    """
    here = {(place[0], name): place for place, name in names_in(mine).items()}
    same: dict[Place, Place] = {}
    for place, name in names_in(theirs).items():
        found = here.get((place[0], name))
        if place not in mine and found is not None:
            same[place] = found
    renamed = {
        place: _renamed(place[0], row, same)
        for place, row in theirs.items()
        if thing_of(theirs, place) not in same
    }
    return renamed, {*same}


def _renamed(table: str, row: Row, same: Mapping[Place, Place]) -> Row:
    called = dict(row)
    for (of, column), target in POINTS_TO_SHARED.items():
        key = row.get(column) if of == table else None
        if key is not None and (target, key) in same:
            called[column] = same[target, key][1]
    return called


def _without_twins(found: Merge) -> Merge:
    """Where a row of the file and one here cannot both be, one of them is chosen.

    Rows that say the same are one: that with the lower id.
    """
    taken = dict(found.taken)
    staying = {
        place: row for place, row in found.mine.items() if thing_of(found.mine, place) not in taken
    }
    here = _by_unique(staying.items(), found.shape)
    asked = list(found.asked)
    for place, thing in found.taken.items():
        twins = {here[key] for key, _ in _uniques(thing.items(), found.shape) if key in here}
        twins -= thing.keys()
        if not twins:
            continue
        del taken[place]
        mine = {at: staying[at] for at in sorted(twins)}
        if not _say_the_same(mine, thing):
            asked.append(Asked(place, mine, thing))
        elif place < min(mine):
            taken |= {**{key: {} for key in mine}, place: thing}
    return Merge(found.mine, found.theirs, taken, tuple(asked), found.known, found.shape)


def _by_unique(rows: Iterable[tuple[Place, Row]], shape: Shape) -> dict[object, Place]:
    return dict(_uniques(rows, shape))


def _uniques(rows: Iterable[tuple[Place, Row]], shape: Shape) -> Iterator[tuple[object, Place]]:
    for place, row in rows:
        for columns in shape.unique.get(place[0], ()):
            values = tuple(row[column] for column in columns)
            if None not in values or place[0] in _ONE_OF_NONE:
                yield (place[0], columns, values), place


def _say_the_same(mine: Thing, theirs: Thing) -> bool:
    def said(thing: Thing) -> list[tuple[str, Row]]:
        return [(at[0], {**row, "id": None}) for at, row in sorted(thing.items())]

    return said(mine) == said(theirs)


def counts_by_table(changes: Iterable[Changed]) -> dict[str, dict[str, int]]:
    """How many rows of each table are new, changed and removed."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_SORTS, 0))
    for one in changes:
        sort = "new" if one.before is None else "removed" if one.after is None else "changed"
        counts[one.place[0]][sort] += 1
    return dict(counts)


_SORTS = ("new", "changed", "removed")
