"""What is kept about one member, from every table, the journal and the texts of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, Table, or_, select, true
from sqlalchemy.orm import Session

from facilitator.domain.fields import Pointer, field_title, thing
from facilitator.domain.names import around, name_pattern, parts_of
from facilitator.domain.person import Entry, Former, Mention, PersonRecord, Section, Titled
from facilitator.domain.refusal import NotFound
from facilitator.language import N_
from facilitator.store import journal
from facilitator.store import tables as t

_MEMBER = t.Member.__tablename__
_OWN_TEXTS = frozenset({"name", "initials", "email"})


def all_members(session: Session) -> tuple[Titled, ...]:
    """Every member of every cluster by name."""
    rows = session.execute(select(t.Member.id, t.Member.name))
    return tuple(sorted((Titled(*row) for row in rows), key=lambda one: (one.title, one.id)))


def person_record(session: Session, member: str) -> PersonRecord:
    """All that is kept about a member. Raises NotFound."""
    row = session.get(t.Member, member)
    if row is None:
        raise NotFound(N_("There is no such member."))
    cluster = session.get_one(t.Cluster, row.cluster_id)
    own = Section(_MEMBER, (_entry(session, row),))
    return PersonRecord(
        row.id,
        row.name,
        cluster.name,
        cluster.zone,
        (own, *_sections(session, member)),
        tuple(_former(session, member)),
        _whole(mentions(session, member)) if row.anonymised is None else (),
        tuple(
            (at, label)
            for at, label in session.execute(
                select(t.StepRow.at, t.StepRow.label)
                .where(t.StepRow.member_id == member)
                .order_by(t.StepRow.seq)
            )
        ),
    )


def mentions(session: Session, member: str) -> tuple[Mention, ...]:
    """Where a member's name or address stands in the texts of the cluster, or a word of the name.

    Those with the whole of it come first. The member's own fields are left out, and so are the
    fields that say who does something and name nobody else: `edits.members.anonymise` changes
    those by itself.
    """
    row = session.get(t.Member, member)
    if row is None:
        return ()
    whole = name_pattern(filter(None, (row.name, row.email)))
    part = name_pattern(_telling(session, row))
    if whole is None:
        return ()
    return find_mentions(session, row.cluster_id, member, whole, part)


def _whole(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Only those that are of this member: one word of a name may be another's."""
    return tuple(one for one in found if one.is_whole)


def _telling(session: Session, row: t.Member) -> tuple[str, ...]:
    """The words of a name that point at a member: the first, and what no other shares."""
    first, *others = parts_of(row.name) or ("",)
    names = session.scalars(select(t.Member.name).where(t.Member.cluster_id == row.cluster_id))
    cluster = session.get_one(t.Cluster, row.cluster_id)
    shared = " ".join((*(name for name in names if name != row.name), cluster.name)).casefold()
    return (first, *(word for word in others if word.casefold() not in shared))


def find_mentions(
    session: Session,
    cluster: str,
    member: str,
    whole: re.Pattern[str],
    part: re.Pattern[str] | None = None,
) -> tuple[Mention, ...]:
    """As `mentions`, for a name that is already looked for."""
    found = []
    for table, key, column, text in texts_of(session, cluster):
        if table == _MEMBER and (key == member or column in _OWN_TEXTS):
            continue
        if column == "who" and whole.fullmatch(text.strip()):
            continue
        pattern = whole if whole.search(text) else part
        if pattern is not None and pattern.search(text):
            excerpt = around(text, pattern)
            found.append(Mention(table, key, column, text, excerpt, pattern is whole))
    numbers = _numbers(session, found)
    placed = (_with_meeting(one, numbers) for one in found)
    return tuple(sorted(placed, key=lambda one: not one.is_whole))


def texts_of(session: Session, cluster: str) -> Iterator[tuple[str, str, str, str]]:
    """Table, key, column and text of everything written in a cluster, and in what all share."""
    for table, kind in t.TABLES.items():
        columns = _written(kind)
        if not columns:
            continue
        own = select(kind.id, *columns).where(_of_cluster(kind, cluster)).order_by(kind.id)
        for key, *texts in session.execute(own):
            for column, text in zip(columns, texts, strict=True):
                if text:
                    yield table, key, column.key, text


def _written(kind: type[t.Row]) -> list[Any]:
    """The columns of a table in which people write as they like."""
    table = cast(Table, kind.__table__)
    return [
        getattr(kind, column.key)
        for column in table.columns
        if type(column.type) is String
        and not column.foreign_keys
        and column.key not in _CHOSEN
        and field_title(table.name, column.key) is not None
    ]


_CHOSEN = frozenset(
    {"kind", "status", "state", "form", "template", "category", "aspect", "role", "reached"}
    | {"destination", "origin", "age_band", "sex", "nature", "language", "zone"}
    | {"level", "better", "target_op"}
)
"""Columns of text in which one of a few ids stands."""


def _of_cluster(kind: type[t.Row], cluster: str) -> ColumnElement[bool]:
    """The rows of a cluster; all of what belongs to none."""
    if kind is t.Cluster:
        return t.Cluster.id == cluster
    owned = []
    for column in cast(Table, kind.__table__).columns:
        if column.info.get("owner"):
            (key,) = column.foreign_keys
            owner = t.TABLES[key.column.table.name]
            inside: Select[Any] = select(owner.id).where(_of_cluster(owner, cluster))
            owned.append(getattr(kind, column.key).in_(inside))
    return or_(*owned) if owned else true()


def _sections(session: Session, member: str) -> Iterator[Section]:
    for table, kind in t.TABLES.items():
        if table == _MEMBER:
            continue
        own = [
            getattr(kind, column.key) == member
            for column in cast(Table, kind.__table__).columns
            for key in column.foreign_keys
            if key.column.table.name == _MEMBER
        ]
        rows = session.scalars(select(kind).where(or_(*own)).order_by(kind.id)).all() if own else ()
        if rows:
            yield Section(table, tuple(_entry(session, row) for row in rows))


def _entry(session: Session, row: t.Row) -> Entry:
    """What a row says to a person, with what it belongs to by name."""
    told: list[tuple[str, object]] = [("id", row.id)]
    for column in cast(Table, row.__table__).columns:
        value = getattr(row, column.key)
        if value in (None, "", False):
            continue
        shown = _shown(session, column, value)
        if shown is not None and (
            column.foreign_keys or field_title(row.__tablename__, column.key)
        ):
            told.append((column.key, shown))
    return tuple(told)


def _shown(session: Session, column: Any, value: Any) -> object:
    if not column.foreign_keys:
        return value
    (key,) = column.foreign_keys
    target = key.column.table.name
    row = session.get(t.TABLES[target], value) if target in t.TABLES else None
    if row is None or target == t.Cluster.__tablename__:
        return None
    named = (getattr(row, name) for name in thing(target).name)
    return Pointer(target, str(next((one for one in named if one), "")))


def former_names(session: Session, member: str) -> tuple[str, ...]:
    """What a member was called and written to at before, as the kept Steps have it."""
    told = (one.value for one in _former(session, member) if one.column in ("name", "email"))
    return tuple(dict.fromkeys(str(one) for one in told))


def _former(session: Session, member: str) -> Iterator[Former]:
    steps = select(t.StepRow.at, t.StepRow.rows).where(t.StepRow.rows.contains(member))
    for at, rows in session.execute(steps.order_by(t.StepRow.seq)):
        for change in journal.parse(rows):
            if (change.table, change.key) == (_MEMBER, member) and change.after is not None:
                yield from _changed(at, change.before or {})


def _changed(at: datetime, before: Mapping[str, Any]) -> Iterable[Former]:
    for column, value in before.items():
        if value not in (None, "") and field_title(_MEMBER, column) is not None:
            yield Former(at, column, journal.from_json(_MEMBER, column, value))


def _numbers(session: Session, found: Iterable[Mention]) -> Mapping[tuple[str, str], str]:
    """The number of the meeting each of these rows belongs to, where it belongs to one."""
    numbers = {}
    for one in found:
        row: t.Row | None = session.get(t.TABLES[one.table], one.key)
        while row is not None and not isinstance(row, t.Meeting):
            row = _holder(session, row)
        if isinstance(row, t.Meeting):
            numbers[one.table, one.key] = str(row.number)
    return numbers


def _holder(session: Session, row: t.Row) -> t.Row | None:
    item, meeting = getattr(row, "item_id", None), getattr(row, "meeting_id", None)
    if meeting:
        return session.get(t.Meeting, meeting)
    if item:
        return session.get(t.Item, item)
    commitment = getattr(row, "commitment_id", None)
    return session.get(t.Commitment, commitment) if commitment else None


def _with_meeting(one: Mention, numbers: Mapping[tuple[str, str], str]) -> Mention:
    number = numbers.get((one.table, one.key), "")
    return Mention(
        one.table, one.key, one.column, one.text, one.excerpt, one.is_whole, meeting=number
    )
