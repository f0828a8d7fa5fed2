"""What a table of indicator values means: each value, and every doubt at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from facilitator.domain.figure_cells import Scale, counts_behind, day_of, figure
from facilitator.domain.indicator_columns import (
    Cell,
    Column,
    Role,
    Rows,
    find_columns,
    find_header,
    first_column,
    groups,
    headings,
    known_by,
    says_count,
    says_number,
    says_percent,
    text_of,
)
from facilitator.domain.indicator_rows import LARGEST, Ask, Reader, Understood
from facilitator.domain.indicators import Level, Period, PeriodKind
from facilitator.domain.number_words import Found, Mark, Number, find_mark
from facilitator.domain.period_words import kind_of_dates, read_period
from facilitator.language import N_


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person has said of a table; what is not said is found out.

    Attributes:
        header: the row of the headings.
        roles: what a column holds, by what it is known by.
        mark: the decimal mark of all numbers written as text.
        dates: what single dates stand for.
        period: of the whole file.
        scale: what the figures are that come without counts.
        level: of figures for which no clinic is named.
        clinics: for each name in the file the id of a clinic, “new”, “cluster”, “national” or
            “skip”; names as `known_by` has them.
        indicators: for each name in the file, its figures as “#”, the id of an indicator or “new”.
        name: what the file as a whole is called, for figures that it gives no other name.
        title: of a new indicator for those.
    """

    header: int | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    mark: Mark | None = None
    dates: PeriodKind | None = None
    period: Period | None = None
    scale: Scale = ""
    level: Level = "cluster"
    clinics: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    title: str = ""


def understand(
    rows: Rows,
    plan: Plan,
    clinics: frozenset[str],
    watch: Callable[[int], object] = lambda _row: None,
) -> Understood:
    """What a table means, as far as a person has said and the rest can be found out.

    Args:
        clinics: by what the clinics of the cluster are known.
        watch: told of each thousandth row; may raise to end it.
    """
    header = find_header(rows) if plan.header is None else min(plan.header, max(len(rows) - 1, 0))
    columns = find_columns(rows, header, clinics, plan.roles)
    known = Understood(header, headings(rows, header), columns)
    known = replace(known, problem=_problem(columns), marks=_marks(rows, known, plan))
    known = replace(known, dates=_dates(rows, known, plan), period=_period(rows, known, plan))
    known = replace(known, scale=_scale(rows, known, plan))
    known = replace(known, kind="number" if known.scale == "number" else "share")
    known = replace(known, asks=tuple(_asks(known, plan)))
    known = replace(known, are_counted=not known.asks and _are_counted(rows, known))
    if known.asks:
        return replace(known, rows=max(len(rows) - header - 1, 0))
    reader = Reader(rows, known)
    entries = tuple(reader.read(watch))
    faults, doubts = reader.count[True], reader.count[False]
    return replace(
        known,
        entries=entries,
        troubles=tuple(reader.troubles),
        faults=faults,
        doubts=doubts,
        rows=reader.rows,
        rebuilt=reader.rebuilt,
    )


# -- what the columns say together


def _problem(columns: Sequence[Column]) -> str:
    """Why the columns cannot be read together, or “”."""
    roles = Counter(one.role for one in columns)
    if not any(one.is_measure for one in columns):
        return N_("Choose the column that holds the numbers.")
    for _key, group in groups(columns):
        is_half = ("numerator" in group) != ("denominator" in group)
        if is_half and not {"value", "denominator"} <= group.keys():
            return N_("A numerator belongs with a denominator: choose both columns, or neither.")
        if "value" in group and "numerator" in group:
            return N_("Choose either numerator and denominator, or the value.")
    if any(roles[role] > 1 for role in ("indicator", "clinic", "period", "first", "last", "year")):
        return N_("Two columns are said to hold the same.")
    if roles["first"] != roles["last"]:
        return N_("The first day of a period belongs with the last: choose both columns.")
    if roles["part"] != roles["year"]:
        return N_("A quarter or month belongs with a year: choose both columns.")
    return ""


def _below(rows: Rows, known: Understood, at: int) -> Iterator[Cell]:
    for row in islice(rows, known.header + 1, None):
        if at < len(row):
            yield row[at]


def _marks(rows: Rows, known: Understood, plan: Plan) -> dict[int, Found]:
    """The decimal mark of each column of numbers that are written as text."""
    found = {}
    for at, one in enumerate(known.columns):
        if not one.is_measure:
            continue
        texts = {cell for cell in _below(rows, known, at) if isinstance(cell, str)}
        if texts:
            are_counts = one.role != "value" or says_count(known.heads[at])
            told = find_mark(texts, are_counts=are_counts)
            found[at] = Found(plan.mark, is_told=True) if plan.mark else told
    return found


def _dates(rows: Rows, known: Understood, plan: Plan) -> PeriodKind | None:
    """What single dates in the column of periods stand for."""
    at = first_column(known.columns, "period")
    if at is None:
        return None
    cells = {cell for cell in _below(rows, known, at) if cell not in (None, "")}
    days = {day for cell in cells if (day := day_of(cell)) is not None}
    return (plan.dates or kind_of_dates(days)) if days else None


def _period(rows: Rows, known: Understood, plan: Plan) -> Period | None:
    """The period of the whole file, where no column and no heading names one."""
    if _names_periods(known.columns):
        return None
    return plan.period or _period_above(rows, known.header)


def _names_periods(columns: Sequence[Column]) -> bool:
    measures = [one for one in columns if one.is_measure]
    roles = {one.role for one in columns}
    return bool(roles & {"period", "first", "year"}) or (
        bool(measures) and all(one.period for one in measures)
    )


def _period_above(rows: Rows, header: int) -> Period | None:
    """The one period named in what stands above the headings."""
    found = set()
    for row in rows[:header]:
        for cell in row:
            said = text_of(cell).partition(":")
            found |= {period for part in said if (period := read_period(part))}
    return found.pop() if len(found) == 1 else None


def _scale(rows: Rows, known: Understood, plan: Plan) -> Scale:
    """What the figures without counts are: “” where there are none, or where it cannot be told."""
    values = [at for at, one in enumerate(known.columns) if one.role == "value"]
    if not values or plan.scale:
        return plan.scale if values else ""
    found = {scale for at in values if (scale := _scale_of(rows, known, at)) is not None}
    return found.pop() if len(found) == 1 else ""


def _scale_of(rows: Rows, known: Understood, at: int) -> Scale | None:
    """As `_scale`, of one column; none where it has no numbers."""
    head, mark = known.heads[at], known.marks.get(at, Found(",")).mark
    cells = {cell for cell in _below(rows, known, at) if isinstance(cell, str | int | float)}
    numbers = [one for cell in cells if isinstance(one := figure(cell, mark), Number)]
    if not numbers:
        return None
    largest = max(one.value for one in numbers)
    if _are_mixed(numbers):
        return ""
    if any(one.is_percent for one in numbers) or (says_percent(head) and largest > 1):
        return "percent"
    if says_percent(head) or any(one.value < 0 for one in numbers):
        return "" if says_percent(head) else "number"
    if largest > 100 or says_number(head):
        return "number"
    says_share = bool({"andel", "share", "proportion"}.intersection(known_by(head).split()))
    if says_share:
        return "percent" if largest > 1 else "fraction"
    return ""


def _are_mixed(numbers: Sequence[Number]) -> bool:
    """Whether some say that they are percentages, and others could be shares of one."""
    plain = [one.value for one in numbers if not one.is_percent]
    return len(plain) < len(numbers) and any(plain) and max(plain) <= 1


def _are_counted(rows: Rows, known: Understood) -> bool:
    """Whether each share with a denominator beside it can have been counted out of that.

    One that cannot says that they were adjusted, or are of something else: then none is rebuilt.
    """
    pairs = [
        (group["value"], group["denominator"])
        for _key, group in groups(known.columns)
        if {"value", "denominator"} <= group.keys()
    ]
    if known.scale not in ("percent", "fraction") or not pairs:
        return False
    below = rows[known.header + 1 :]
    return all(_can_be_counted(row, known, *pair) for pair in pairs for row in below)


def _can_be_counted(row: Sequence[Cell], known: Understood, value: int, below: int) -> bool:
    found = []
    for at in (value, below):
        mark = known.marks.get(at, Found(",")).mark
        found.append(figure(row[at], mark) if at < len(row) else None)
    share, n = found
    if not isinstance(share, Number) or not isinstance(n, Number) or not n.whole or n.whole < 0:
        return True
    return len(counts_behind(share, known.scale, min(n.whole, LARGEST))) > 0


def _asks(known: Understood, plan: Plan) -> Iterator[Ask]:
    if known.problem:
        yield "columns"
        return
    if plan.mark is None and any(one.is_open for one in known.marks.values()):
        yield "mark"
    if not known.scale and any(one.role == "value" for one in known.columns):
        yield "scale"
    if known.period is None and not _names_periods(known.columns):
        yield "period"
