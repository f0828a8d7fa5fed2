"""Anything that is written, found by a few signs of it; newest first within each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy.orm import Session

from facilitator.domain import search as words
from facilitator.domain.search import KINDS, Hit, Term
from facilitator.store import search as index
from facilitator.store import tables as t
from facilitator.store.search import SOURCES, Source

SHOWN = 6
"""How many hits of each kind are answered, unless more are asked for."""

_FEW = 300
"""Up to so many hits are looked through at once; where there are more, each kind has its newest."""

_PIECE, _PIECES = 200, 2_000
_RANK = {kind.id: at for at, kind in enumerate(KINDS)}
_OF = {source.id: source for source in SOURCES}
_OF_TEMPLATES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "template_item": (t.TemplateItem, (t.Template,)),
    "template_step": (t.TemplateStep, (t.TemplateItem, t.Template)),
}
"""The tables of the parts of templates, each with its owners up to the template."""
_KEY = t.Key()
_LINE = table(
    "search_line",
    *(column("id", Integer), column("source", String), column("row_key", _KEY)),
    *(column(name, _KEY) for name in ("subject", "meeting_id", "member_id", "clinic_id")),
    column("text", String),
)


def find(
    session: Session,
    cluster: str,
    typed: str,
    *,
    kinds: Collection[str] = (),
    private: bool = True,
    most: int = SHOWN,
) -> tuple[Hit, ...]:
    """What all the terms typed are found in, of one cluster and of what all clusters share.

    Args:
        kinds: the ids of the kinds looked for; empty: all.
        private: whether what only the facilitator may see is looked for too.
        most: how many of each kind.
    """
    wanted = words.terms(typed)
    kinds = _kinds(kinds, private=private)
    if not wanted:
        return ()
    by_number = _numbered(session, cluster, typed) if "meeting" in kinds else ()
    if index.has_index(session.connection()):
        found = _in_file(session.connection(), cluster, wanted, kinds, most)
    else:
        found = _on_server(session, cluster, wanted, kinds, most)
    return _with_templates(session, _newest([*by_number, *found], most, first=by_number))


def _with_templates(session: Session, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits; lines of templates, which often have the same words, say of which they are."""
    titles: dict[str, str] = {}
    for name, (line, above) in _OF_TEMPLATES.items():
        keys = [hit.key for hit in hits if hit.table == name]
        if keys:
            named = select(line.id, t.Template.title).select_from(line)
            for owner in above:
                named = named.join(owner)
            titles |= {row[0]: row[1] for row in session.execute(named.where(line.id.in_(keys)))}
    if not titles:
        return hits
    return tuple(replace(hit, owner=titles.get(hit.key, hit.owner)) for hit in hits)


def recent(session: Session, cluster: str, places: Sequence[tuple[str, str]]) -> tuple[Hit, ...]:
    """The things of a cluster at places, each the id of a page and of what was shown there."""
    keys = {subject for _, subject in places}
    found: dict[str, Hit] = {}
    for source in SOURCES:
        if source.subject == source.table and keys:
            own = index.table_of(source)
            rows = _hits(session, source, own.c.id.in_(keys), _is_of(source, cluster))
            found |= {hit.key: hit for hit in rows}
    return tuple(replace(found[key], page=page) for page, key in places if key in found)


def _kinds(kinds: Collection[str], *, private: bool) -> frozenset[str]:
    hidden = {source.kind for source in SOURCES if source.private and not private}
    return frozenset(kinds or _RANK) - hidden


def _newest(hits: Iterable[Hit], most: int, first: Collection[Hit] = ()) -> tuple[Hit, ...]:
    """The first of each kind, each thing once."""
    once = {(hit.table, hit.key, hit.kind): hit for hit in reversed(list(hits))}
    ranked = sorted(once.values(), key=lambda hit: hit.key, reverse=True)
    ranked.sort(key=lambda hit: hit.day, reverse=True)
    ranked.sort(key=lambda hit: (_RANK[hit.kind], hit not in first))
    seen: Counter[str] = Counter()
    kept = []
    for hit in ranked:
        seen[hit.kind] += 1
        if seen[hit.kind] <= most:
            kept.append(hit)
    return tuple(kept)


def _numbered(session: Session, cluster: str, typed: str) -> tuple[Hit, ...]:
    """The meeting whose number is typed."""
    number = words.meeting_number(typed)
    if number is None:
        return ()
    this = t.Meeting.number == number, t.Meeting.cluster_id == cluster
    return tuple(_hits(session, _OF["meeting"], *this))


# -- a file, by its index


def _in_file(
    connection: Connection,
    cluster: str,
    wanted: tuple[Term, ...],
    kinds: frozenset[str],
    most: int,
) -> list[Hit]:
    numbers: list[int] = []
    for owner in (None, cluster):
        number = index.cluster_number(connection, owner)
        if number is not None:
            numbers += _pick(connection, wanted, number, kinds, most)
    return _lines(connection, numbers, cluster)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A way to ask: which index, for what, and what is to be found in the texts besides."""

    index: str
    match: str
    rest: tuple[Term, ...]


_Range = tuple[int, int]
"""The first and the last of numbers in the index."""


def _pick(
    connection: Connection,
    wanted: tuple[Term, ...],
    cluster: int,
    kinds: frozenset[str],
    most: int,
) -> list[int]:
    """The numbers in the index of the newest of each kind."""
    whole = index.number_range(cluster)
    if not _large(connection, whole):
        return _first_of_each(_read_through(connection, whole, wanted), kinds, most)
    plans = {}
    for plan in _plans(wanted):
        found = _matching(connection, plan, whole[0], _FEW)
        if len(found) < _FEW:
            return _first_of_each(_meant(found, plan.rest), kinds, most)
        plans[plan] = found[-1][0] if found else 0
    # What so many were found of farthest down is found least often.
    rarest = min(plans, key=lambda plan: plans[plan])
    ranges = index.number_range(cluster, kinds)
    large = _large(connection, ranges)
    small = [one for one in ranges if one not in large]
    numbers = _first_of_each(_read_through(connection, small, wanted), kinds, most)
    return numbers + [n for one in large for n in _newest_in(connection, rarest, one, most)]


def _large(connection: Connection, ranges: Sequence[_Range]) -> list[_Range]:
    """Those with more in them than is soon read through.

    For a few rows among very many FTS5 would look all through its index.
    """
    more = "SELECT EXISTS (SELECT 1 FROM search_line WHERE id BETWEEN ? AND ? LIMIT 1 OFFSET ?)"
    values = tuple(value for one in ranges for value in (*one, _FEW))
    found = connection.exec_driver_sql(" UNION ALL ".join([more] * len(ranges)), values).scalars()
    return [one for one, is_large in zip(ranges, found, strict=True) if is_large]


def _read_through(
    connection: Connection, ranges: Sequence[_Range], wanted: tuple[Term, ...]
) -> list[int]:
    """What is meant in ranges, the highest number first."""
    if not ranges:
        return []
    some = "SELECT id, text FROM search_line WHERE id BETWEEN ? AND ?"
    values = tuple(value for one in ranges for value in one)
    rows = connection.exec_driver_sql(" UNION ALL ".join([some] * len(ranges)), values)
    return sorted(_meant(rows, wanted), reverse=True)


def _plans(wanted: tuple[Term, ...]) -> list[_Plan]:
    short = tuple(term for term in wanted if term.is_beginning)
    long = tuple(term for term in wanted if not term.is_beginning)
    plans = []
    if long:
        plans.append(_Plan("search_signs", " AND ".join(map(_quoted, long)), short))
    if short:
        plans.append(_Plan("search_words", " AND ".join(f"{_quoted(one)}*" for one in short), long))
    return plans


def _quoted(term: Term) -> str:
    doubled = term.text.replace('"', '""')
    return f'"{doubled}"'


def _matching(
    connection: Connection, plan: _Plan, within: _Range, most: int
) -> Sequence[tuple[int, str]]:
    """The numbers of what an index finds, the highest first, with what the plan needs to see."""
    name = plan.index
    text, joined = "''", ""
    if plan.rest:
        text, joined = "l.text", f" JOIN search_line l ON l.id = {name}.rowid"
    rows = connection.exec_driver_sql(
        f"SELECT {name}.rowid, {text} FROM {name}{joined}"
        f" WHERE {name} MATCH ? AND {name}.rowid BETWEEN ? AND ?"
        f" ORDER BY {name}.rowid DESC LIMIT ?",
        (plan.match, *within, most),
    )
    return rows.all()


def _newest_in(connection: Connection, plan: _Plan, within: _Range, most: int) -> list[int]:
    """The newest of a range of the index that are meant."""
    kept: list[int] = []
    piece, before = 10 * most if plan.rest else most, within[1]
    while len(kept) < most:
        found = _matching(connection, plan, (within[0], before), piece)
        kept += _meant(found, plan.rest)
        if len(found) < piece:
            break
        piece, before = min(10 * piece, _PIECES), found[-1][0] - 1
    return kept[:most]


def _meant(found: Iterable[Any], rest: tuple[Term, ...]) -> list[int]:
    if not rest:
        return [number for number, _ in found]
    return [number for number, text in found if words.is_meant(text, rest)]


def _first_of_each(numbers: Iterable[int], kinds: frozenset[str], most: int) -> list[int]:
    seen: Counter[str] = Counter()
    kept = []
    for number in numbers:
        kind = index.kind_in(number)
        seen[kind] += 1
        if kind in kinds and seen[kind] <= most:
            kept.append(number)
    return kept


@cache
def _named_lines() -> Select[Any]:
    return (
        select(
            *(_LINE.c.source, _LINE.c.row_key, _LINE.c.id, _LINE.c.subject, _LINE.c.text),
            *(t.Meeting.number, t.Meeting.start, t.Member.name, t.Clinic.name),
        )
        .outerjoin(t.Meeting, t.Meeting.id == _LINE.c.meeting_id)
        .outerjoin(t.Member, t.Member.id == _LINE.c.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == _LINE.c.clinic_id)
        .where(_LINE.c.id.in_(bindparam("numbers", expanding=True)))
    )


def _lines(connection: Connection, numbers: Collection[int], cluster: str) -> list[Hit]:
    if not numbers:
        return []
    rows = connection.execute(_named_lines(), {"numbers": list(numbers)})
    return [
        _hit(
            _OF[source],
            (key, cluster if index.cluster_in(at) else None, subject, text),
            index.day_in(at),
            said,
        )
        for source, key, at, subject, text, *said in rows
    ]


# -- a server, by its tables


def _on_server(
    session: Session,
    cluster: str,
    wanted: tuple[Term, ...],
    kinds: frozenset[str],
    most: int,
) -> list[Hit]:
    found: list[Hit] = []
    for source in SOURCES:
        if source.kind in kinds:
            own = index.table_of(source)
            text = func.concat_ws("\n", *(own.c[name] for name in source.columns))
            like = (text.ilike(_pattern(term), escape="\\") for term in wanted)
            hits = _hits(session, source, _is_of(source, cluster), *like)
            found += _some_meant(hits, wanted, most)
    return found


def _some_meant(hits: Generator[Hit, None, None], wanted: tuple[Term, ...], most: int) -> list[Hit]:
    with closing(hits):
        return list(islice((hit for hit in hits if words.is_meant(hit.text, wanted)), most))


def _pattern(term: Term) -> str:
    """What every text with the term is like; the server may know no great letters but A to Z."""
    signs = ("_" if not sign.isascii() else _ESCAPED.get(sign, sign) for sign in term.text)
    return f"%{''.join(signs)}%"


_ESCAPED = {"%": "\\%", "_": "\\_", "\\": "\\\\", " ": "%"}


def _is_of(source: Source, cluster: str) -> ColumnElement[bool]:
    owner = index.cluster_of(source)
    return owner.is_(None) | (owner == cluster)


def _hits(
    session: Session, source: Source, *where: ColumnElement[bool]
) -> Generator[Hit, None, None]:
    """The rows of a source as hits, the newest first."""
    own, when = index.table_of(source), index.when(source)
    rows = index.reading(source).where(*where)
    if session.connection().dialect.name == "postgresql":
        when = func.date_trunc("day", func.timezone("UTC", when))
    base = rows.add_columns(when.label("newest"), own.c.id.label("own")).subquery()
    named = (
        select(base, t.Meeting.number, t.Meeting.start, t.Member.name, t.Clinic.name)
        .outerjoin(t.Meeting, t.Meeting.id == base.c.meeting)
        .outerjoin(t.Member, t.Member.id == base.c.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == base.c.clinic_id)
        .order_by(base.c.newest.desc(), base.c.own.desc())
        .execution_options(yield_per=_PIECE)
    )
    with session.execute(named) as found:
        for *row, _newest, _own, number, start, member, clinic in found:
            line = index.line_of(source, row)
            about = line.key, line.cluster, line.subject, line.text
            yield _hit(source, about, line.day, (number, start, member, clinic))


def _hit(
    source: Source,
    about: tuple[str, str | None, str | None, str],
    day: date,
    said: Sequence[Any],
) -> Hit:
    key, cluster, subject, text = about
    number, start, member, clinic = said
    return Hit(
        *(source.kind, text, source.page, subject, source.table, key, cluster, day),
        number=number,
        start=start,
        owner=member or clinic or "",
    )
