"""The journal read by people: what happened to a thing, and what was deleted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from facilitator.domain.changes import Deletion, FieldChange, Happening, History, Verb, tell
from facilitator.domain.fields import TECHNICAL, THINGS, Pointer, thing
from facilitator.store import journal
from facilitator.store import tables as t
from facilitator.store.journal import RowChange
from facilitator.store.store import is_behind_barrier

_AT_A_TIME = 400
"""Steps read at once, going back in time."""

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UNTOLD = frozenset({"press", "sign_of_life", "spoken", "handover_base", "not_cpr", "import_plan"})
"""What the history of a thing leaves out: the clock has a list of its own."""

_FOR_GOOD = frozenset({("member", "anonymised"), ("case", "text_deleted")})
"""Columns that say that something was erased; nothing brings that back."""

_WHOLE = frozenset(row.table for row in THINGS if row.whole)
_REMOVAL = "},null]"
"""What stands in the rows of a Step where one of them was removed."""


@dataclass(frozen=True, slots=True)
class _Step:
    seq: int
    at: datetime
    kind: str
    label: str
    cluster: str | None
    installation: str
    member: str | None
    fact: bool
    undone: bool
    rows: str


def history_of(
    session: Session,
    table: str,
    key: str,
    installation: str,
    *,
    most: int = 40,
    before: int | None = None,
) -> History:
    """What happened to a thing and what it owns, as far back as Steps are kept.

    Args:
        table, key: which thing; of a cluster everything in it is told.
        installation: the one that asks.
        most: so many happenings at a time.
        before: go on before this Step.
    """
    seeker = _Seeker(session, table, key, installation)
    told: list[Happening] = []
    older, last = None, None
    for step in _backwards(session, seeker.cluster, before):
        one = seeker.happening(step)
        if one is None:
            continue
        tell(told, one)
        if len(told) > most:
            told.pop()
            older = last
            break
        last = step.seq
    return History(tuple(_with_way_back(session, each) for each in told), older)


def deletions(session: Session, cluster: str, installation: str) -> tuple[Deletion, ...]:
    """What was deleted in a cluster while its Steps are kept, the latest first.

    What is there again is left out, and what went with something greater is counted with it.
    """
    found: dict[tuple[str, str], Deletion] = {}
    for step in _backwards(session, cluster, None, removals=True):
        if step.kind == "undo":
            continue
        changes = journal.parse(step.rows)
        gone = {(one.table, one.key): one.before for one in changes if one.after is None}
        for (table, key), values in gone.items():
            if table not in _WHOLE or (table, key) in found or owner_of(table, values) in gone:
                continue
            found[table, key] = Deletion(
                step.seq,
                table,
                key,
                _name_in(table, values or {}),
                step.at,
                _member_name(session, step.member),
                step.installation == installation,
                sum(_is_part(one, (table, key), gone) for one in gone),
                _start_in(table, values or {}),
            )
    there = _there(session, found)
    return tuple(one for place, one in found.items() if place not in there)


def name_of(session: Session, table: str, key: str) -> str:
    """What a thing is called; of a meeting its number. “” when it is not there."""
    row = session.get(t.TABLES[table], key)
    return _name_in(table, {name: getattr(row, name) for name in thing(table).name}) if row else ""


def owner_of(table: str, values: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """The row that owns a row with these values, or none."""
    for column in cast(Table, t.TABLES[table].__table__).columns:
        if column.info.get("owner") and (values or {}).get(column.key) is not None:
            (key,) = column.foreign_keys
            return key.column.table.name, (values or {})[column.key]
    return None


def owned_by(session: Session, table: str, key: str) -> dict[str, str]:
    """The keys of a thing and of all it owns now, with their tables."""
    found = {key: table}
    new = {table: [key]}
    while new:
        level: dict[str, list[str]] = {}
        for kind, column in _owning():
            (pointed,) = column.foreign_keys
            keys = new.get(pointed.column.table.name)
            if keys:
                there = session.scalars(select(kind.id).where(column.in_(keys)))
                fresh = [one for one in there if one not in found]
                found.update(dict.fromkeys(fresh, kind.__tablename__))
                level.setdefault(kind.__tablename__, []).extend(fresh)
        new = {name: keys for name, keys in level.items() if keys}
    return found


class _Seeker:
    """Tells which Steps are about a thing, going back in time."""

    def __init__(self, session: Session, table: str, key: str, installation: str) -> None:
        self.session, self.installation = session, installation
        self.is_whole = table == t.Cluster.__tablename__
        self.keys = {} if self.is_whole else owned_by(session, table, key)
        self.cluster = key if self.is_whole else _cluster_of(session, table, key)
        self._names: dict[tuple[str, str], str] = {}

    def happening(self, step: _Step) -> Happening | None:
        """What a Step did to the thing, or none."""
        if not self.is_whole and self.keys.keys().isdisjoint(_KEY.findall(step.rows)):
            return None
        changes = [one for one in journal.parse(step.rows) if self._is_told(one)]
        if not changes:
            return None
        verb, tops = _verb(step.kind, changes)
        table, key = tops[0].table, tops[0].key
        return Happening(
            (step.seq,),
            step.label,
            step.at,
            _member_name(self.session, step.member),
            step.installation == self.installation,
            verb,
            table,
            key,
            self._name(tops[0]),
            len({(one.table, one.key) for one in tops}) - 1,
            tuple(self._fields(tops)) if verb == "changed" else (),
            step.undone,
        )

    def _is_told(self, change: RowChange) -> bool:
        if change.table in _UNTOLD:
            return False
        if self.is_whole or change.key in self.keys:
            return True
        owner = owner_of(change.table, change.before or change.after)
        is_own = owner is not None and owner[1] in self.keys
        if is_own:
            self.keys[change.key] = change.table
        return is_own

    def _fields(self, changes: Iterable[RowChange]) -> Iterator[FieldChange]:
        for one in changes:
            name = self._name(one)
            known = _columns(one.table)
            for column in one.after or ():
                if column not in TECHNICAL and column in known:
                    before, after = (
                        self._value(one.table, column, (values or {}).get(column))
                        for values in (one.before, one.after)
                    )
                    if before != after:
                        yield FieldChange(one.table, one.key, name, column, before, after)

    def _value(self, table: str, column: str, stored: Any) -> object:
        keys = _columns(table)[column].foreign_keys
        if not keys or stored is None:
            return journal.from_json(table, column, stored)
        (key,) = keys
        target = key.column.table.name
        return Pointer(target, self._name_of(target, stored))

    def _name(self, change: RowChange) -> str:
        return self._name_of(change.table, change.key) or _name_in(
            change.table, {**(change.after or {}), **(change.before or {})}
        )

    def _name_of(self, table: str, key: str) -> str:
        if (table, key) not in self._names:
            row = self.session.get(t.TABLES[table], key) if table in t.TABLES else None
            self._names[table, key] = _name_in(table, vars(row)) if row is not None else ""
        return self._names[table, key]


def _backwards(
    session: Session, cluster: str | None, before: int | None, *, removals: bool = False
) -> Iterator[_Step]:
    """The Steps of a cluster and those of none, the latest first; of all, without a cluster."""
    s = t.StepRow
    columns = (s.seq, s.at, s.kind, s.label, s.cluster_id, s.installation, s.member_id)
    chosen = select(*columns, s.fact, s.undone, s.rows).where(s.loaded.is_(None))
    if cluster is not None:
        chosen = chosen.where(or_(s.cluster_id == cluster, s.cluster_id.is_(None)))
    if removals:
        chosen = chosen.where(s.rows.contains(_REMOVAL, autoescape=True))
    latest = chosen.order_by(s.seq.desc()).limit(_AT_A_TIME)
    while True:
        rows = session.execute(latest if before is None else latest.where(s.seq < before)).all()
        yield from (_Step(*cast("tuple[Any, ...]", row)) for row in rows)
        if len(rows) < _AT_A_TIME:
            return
        before = rows[-1].seq


def _verb(kind: str, changes: Sequence[RowChange]) -> tuple[Verb, list[RowChange]]:
    """What was done, and to which rows: those that nothing else of the Step owns."""
    if kind in ("undo", "redo"):
        return "undone" if kind == "undo" else "redone", list(changes)
    places = {(one.table, one.key) for one in changes}
    tops = [
        one for one in changes if owner_of(one.table, one.before or one.after) not in places
    ] or list(changes)
    added = [one for one in tops if one.before is None]
    removed = [one for one in tops if one.after is None]
    changed = [one for one in tops if one.before is not None and one.after is not None]
    told = [one for one in changed if set(one.after or ()) - {"position"}]
    for verb, rows in (("added", added), ("removed", removed)):
        if rows and len(rows) == len([*added, *removed]) and not told:
            return ("did", rows) if not thing(rows[0].table).whole else (cast(Verb, verb), rows)
    if told and not added and not removed:
        return "changed", told
    if changed and not told and not added and not removed:
        return "moved", changed
    return "did", tops


def _with_way_back(session: Session, one: Happening) -> Happening:
    """With whether every one of its Steps could be taken back now."""
    if one.is_undone or one.verb in ("undone", "redone"):
        return one
    rows = [session.get_one(t.StepRow, seq) for seq in one.steps]
    if any(row.fact or row.undone or is_behind_barrier(session, row) for row in rows):
        return one
    changes = [change for row in rows for change in reversed(journal.parse(row.rows))]
    return replace(one, can_go_back=_are_as_left(session, changes))


def _are_as_left(session: Session, changes: Iterable[RowChange]) -> bool:
    """Whether changes, the latest first, can be taken back one after the other."""
    now: dict[tuple[str, str], dict[str, Any] | None] = {}
    for one in changes:
        place = one.table, one.key
        if one.before is None and one.table == t.Cluster.__tablename__:
            return False
        if any((one.table, column) in _FOR_GOOD for column in one.after or ()) and one.before:
            return False
        if place not in now:
            now[place] = _stored(session, *place)
        current = now[place]
        if one.table == t.Member.__tablename__ and (current or {}).get("anonymised") is not None:
            return False
        if one.after is None:
            if current is not None:
                return False
            now[place] = dict(one.before or {})
            continue
        if current is None or any(current.get(name) != one.after[name] for name in one.after):
            return False
        now[place] = None if one.before is None else {**current, **one.before}
    return True


def _stored(session: Session, table: str, key: str) -> dict[str, Any] | None:
    row = session.get(t.TABLES[table], key) if table in t.TABLES else None
    if row is None:
        return None
    return {name: journal.to_json(table, name, getattr(row, name)) for name in _columns(table)}


def _is_part(
    place: tuple[str, str],
    whole: tuple[str, str],
    gone: Mapping[tuple[str, str], Mapping[str, Any] | None],
) -> bool:
    """Whether something deleted was owned, at one or more removes, by something deleted."""
    if place[0] not in _WHOLE:
        return False
    owner = owner_of(place[0], gone[place])
    while owner is not None and owner != whole:
        owner = owner_of(owner[0], gone[owner]) if owner in gone else None
    return owner == whole


def _there(session: Session, places: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    there = set()
    for table, ones in groupby(sorted(places), key=lambda place: place[0]):
        kind, keys = t.TABLES[table], [key for _, key in ones]
        there |= {(table, key) for key in session.scalars(select(kind.id).where(kind.id.in_(keys)))}
    return there


def _cluster_of(session: Session, table: str, key: str) -> str | None:
    place: tuple[str, str] | None = (table, key)
    while place is not None and place[0] != t.Cluster.__tablename__:
        row = session.get(t.TABLES[place[0]], place[1])
        place = owner_of(place[0], vars(row)) if row is not None else None
    return place[1] if place else None


def _owning() -> list[tuple[type[t.Row], Any]]:
    return [
        (kind, getattr(kind, column.key))
        for name, kind in t.TABLES.items()
        if name not in _UNTOLD
        for column in cast(Table, kind.__table__).columns
        if column.info.get("owner")
    ]


def _columns(table: str) -> Mapping[str, Any]:
    return dict(cast(Table, t.TABLES[table].__table__).columns.items())


def _name_in(table: str, values: Mapping[str, Any]) -> str:
    named = (values.get(column) for column in thing(table).name)
    return str(next((one for one in named if one), ""))


def _start_in(table: str, values: Mapping[str, Any]) -> datetime | None:
    if table != t.Meeting.__tablename__:
        return None
    return cast("datetime | None", journal.from_json(table, "start", values.get("start")))


def _member_name(session: Session, member: str | None) -> str:
    row = session.get(t.Member, member) if member else None
    return row.name if row is not None else ""
