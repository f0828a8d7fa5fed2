"""The rows of a table of figures: each value, and each fault and doubt at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from facilitator.domain.cells import typed_cell
from facilitator.domain.figure_cells import (
    A_FAULT,
    NO_ANSWER,
    UNANSWERED,
    Scale,
    counts_behind,
    day_of,
    figure,
    is_small,
    scaled,
    shorten,
)
from facilitator.domain.indicator_columns import (
    Cell,
    Column,
    Role,
    Rows,
    first_column,
    groups,
    part_number,
    text_of,
)
from facilitator.domain.indicators import Kind, Period, PeriodKind, period_of
from facilitator.domain.number_words import Found, Mark, Number
from facilitator.domain.period_words import part_of_year, read_period
from facilitator.language import N_

Ask = Literal["columns", "mark", "scale", "period"]

LARGEST = 2_000_000_000
"""The largest count; a database keeps no larger whole number."""

KEPT_TROUBLES = 200
"""How many of the doubts and faults are kept with their cells; all are counted."""

NO_COUNT = N_("“{text}” is not a whole number, and a count must be.")
NEGATIVE = N_("The number is negative.")
TOO_LARGE = N_("The number is larger than a count can be.")
TOO_MANY = N_("The numerator, {k}, is larger than the denominator, {n}.")
NO_NUMERATOR = N_("The numerator is missing.")
NO_DENOMINATOR = N_("The denominator is missing.")
NO_PERIOD = N_("The period is missing.")
NOT_A_PERIOD = N_("“{text}” is not a period that can be understood.")
BACKWARDS = N_("The period ends before it begins.")
NO_CLINIC = N_("The clinic is missing.")
NO_INDICATOR = N_("The indicator is missing.")
OUT_OF_RANGE = N_("A share lies between 0 and 100 per cent.")

BLANK = N_("Nothing stands here; it is left out.")
MISSING = N_("Nothing was measured here (“{text}”); it is left out.")
HIDDEN = N_("The source hides a small number here (“{text}”); it is left out.")
OF_NOBODY = N_("The denominator is 0: no measurement.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something at a cell, row and column from 0: a fault, or else what is to be known of it."""

    row: int
    column: int
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as it stands in the table: counts, or a figure with its decimals.

    `clinic` and `indicator` are names in the file; “” where it names none. A share without counts
    is from 0 to 1, its decimals are those of the percentage.
    """

    row: int
    column: int
    indicator: str
    clinic: str
    period: Period
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A table and what it means.

    Attributes:
        asks: what is still to be chosen before its values can be read.
        problem: why the columns cannot be read as they are, a marked text; or “”.
        marks: the decimal mark of each column that holds numbers as text.
        dates: what single dates stand for; none where there are none.
        scale: of figures without counts; “” where there are none.
        kind: of the indicators that it holds.
        troubles: the first of the faults and doubts; `faults` and `doubts` count all.
        rows: how many rows hold anything that is read.
        are_counted: each share with a denominator beside it can have been counted out of that.
        rebuilt: how many numerators were worked out so; each is the only one that gives its share.
    """

    header: int
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    asks: tuple[Ask, ...] = ()
    problem: str = ""
    marks: Mapping[int, Found] = field(default_factory=dict)
    dates: PeriodKind | None = None
    period: Period | None = None
    scale: Scale = ""
    kind: Kind = "share"
    entries: tuple[Entry, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    faults: int = 0
    doubts: int = 0
    rows: int = 0
    are_counted: bool = False
    rebuilt: int = 0

    @property
    def clinics(self) -> tuple[str, ...]:
        """The names of clinics in the file, in their order."""
        return tuple(dict.fromkeys(one.clinic for one in self.entries if one.clinic))

    @property
    def indicators(self) -> tuple[str, ...]:
        """The names of indicators in the file, in their order; “” where it names none."""
        return tuple(dict.fromkeys(one.indicator for one in self.entries))


_Measured = tuple[int, int | None, int | None, float | None, int | None]


@dataclass(slots=True)
class Reader:
    """Reads the rows below the headings, and notes what is wrong or to be known at which cell."""

    table: Rows
    known: Understood
    troubles: list[Trouble] = field(default_factory=list)
    count: Counter[bool] = field(default_factory=Counter)
    rows: int = 0
    rebuilt: int = 0
    _kept: Counter[bool] = field(default_factory=Counter)
    _names: dict[str, str] = field(default_factory=dict)
    _periods: dict[Cell, Period | None] = field(default_factory=dict)

    def read(self, watch: Callable[[int], object]) -> Iterator[Entry]:
        """The values below the headings; `watch` is told of each thousandth row."""
        columns = self.known.columns
        used = [at for at, one in enumerate(columns) if one.role]
        measures = [at for at, one in enumerate(columns) if one.is_measure]
        read_row = self._row_reader()
        for row in range(self.known.header + 1, len(self.table)):
            cells = self.table[row]
            if row % 1000 == 0:
                watch(row)
            if _are_empty(cells, used):
                continue
            self.rows += 1
            if _are_empty(cells, measures):
                self._note(row, measures[0], BLANK)
            else:
                yield from read_row(row, cells)

    def _row_reader(self) -> Callable[[int, Sequence[Cell]], Iterator[Entry]]:
        """What reads one row; what the columns say is looked up once for all rows."""
        columns = self.known.columns
        one_each = groups(columns)
        indicator, clinic = first_column(columns, "indicator"), first_column(columns, "clinic")

        def read_row(row: int, cells: Sequence[Cell]) -> Iterator[Entry]:
            name = self._name(row, cells, indicator, NO_INDICATOR)
            place = self._name(row, cells, clinic, NO_CLINIC)
            period = self._period(row, cells)
            if name is None or place is None or period is False:
                return
            for (own, across, what), group in one_each:
                measured = self._measured(row, cells, group)
                if measured is None:
                    continue
                at, k, n, value, decimals = measured
                when = own or period or self.known.period
                if when is None:
                    self._fault(row, at, NO_PERIOD)
                else:
                    names = name or what, place or across
                    yield Entry(row, at, *names, when, k, n, value, decimals)

        return read_row

    def _fault(self, row: int, column: int, why: str, /, **fields: object) -> None:
        self._keep(row, column, why, fields, is_fault=True)

    def _note(self, row: int, column: int, why: str, /, **fields: object) -> None:
        self._keep(row, column, why, fields, is_fault=False)

    def _keep(
        self, row: int, column: int, text: str, fields: Mapping[str, object], *, is_fault: bool
    ) -> None:
        self.count[is_fault] += 1
        if self._kept[is_fault] < KEPT_TROUBLES:
            self._kept[is_fault] += 1
            said = tuple((name, shorten(str(value))) for name, value in fields.items())
            self.troubles.append(Trouble(row, column, text, said, is_fault))

    def _name(self, row: int, cells: Sequence[Cell], at: int | None, missing: str) -> str | None:
        """The name in a column; “” without such a column; none, said, where it is missing."""
        if at is None:
            return ""
        text = text_of(cells[at]) if at < len(cells) else ""
        name = self._names.get(text)
        if name is None:
            name = self._names[text] = " ".join(typed_cell(text).split())
        if name.startswith("#"):
            self._fault(row, at, NO_ANSWER if name == UNANSWERED else A_FAULT, text=name)
            return None
        if not name:
            self._fault(row, at, missing)
            return None
        return name

    # -- its period

    def _period(self, row: int, cells: Sequence[Cell]) -> Period | Literal[False] | None:
        """The period a row names; none where it names none; False, said, where it should."""
        columns = self.known.columns
        at = first_column(columns, "period")
        if at is not None:
            return self._one_period(row, at, cells[at] if at < len(cells) else None)
        first, last = first_column(columns, "first"), first_column(columns, "last")
        if first is not None and last is not None:
            return self._from_to(row, cells, first, last)
        year, part = first_column(columns, "year"), first_column(columns, "part")
        if year is not None and part is not None:
            return self._of_year(row, cells, year, part)
        return None

    def _one_period(self, row: int, at: int, cell: Cell) -> Period | Literal[False]:
        if cell not in self._periods:
            self._periods[cell] = self._read_period(cell)
        period = self._periods[cell]
        if period is None:
            text = text_of(cell).strip()
            self._fault(row, at, NOT_A_PERIOD if text else NO_PERIOD, text=text)
            return False
        return period

    def _read_period(self, cell: Cell) -> Period | None:
        day = day_of(cell)
        if day is not None:
            return period_of(self.known.dates or "days", day)
        return read_period(text_of(cell))

    def _from_to(
        self, row: int, cells: Sequence[Cell], first: int, last: int
    ) -> Period | Literal[False]:
        days = []
        for at in (first, last):
            cell = cells[at] if at < len(cells) else None
            day, text = day_of(cell), text_of(cell).strip()
            if day is None:
                self._fault(row, at, NOT_A_PERIOD if text else NO_PERIOD, text=text)
                return False
            days.append(day)
        if days[1] < days[0]:
            self._fault(row, last, BACKWARDS)
            return False
        return Period(*days)

    def _of_year(
        self, row: int, cells: Sequence[Cell], year: int, part: int
    ) -> Period | Literal[False]:
        text = text_of(cells[year]).strip() if year < len(cells) else ""
        if not (text.isdecimal() and len(text) == 4):
            self._fault(row, year, NOT_A_PERIOD if text else NO_PERIOD, text=text)
            return False
        cell = cells[part] if part < len(cells) else None
        named = part_number(cell, self.known.heads[part])
        period = part_of_year(*named, int(text)) if named else None
        if period is None:
            said = text_of(cell).strip()
            self._fault(row, part, NOT_A_PERIOD if said else NO_PERIOD, text=said)
            return False
        return period

    # -- its numbers

    def _measured(
        self, row: int, cells: Sequence[Cell], group: Mapping[Role, int]
    ) -> _Measured | None:
        """The column, the counts, the figure and its decimals; none, said, without a value."""
        if "value" in group:
            told = self._value(row, cells, group["value"])
            is_counted = told is not None and self.known.are_counted and "denominator" in group
            return self._counted(row, cells, group, told) if told and is_counted else told
        above, below = group["numerator"], group["denominator"]
        k, n = self._number(row, cells, above), self._number(row, cells, below)
        if k is False or n is False:
            return None
        if k is None and n is None:
            self._say_nothing(row, cells, above)
            return None
        if k is None or n is None:
            self._half(row, cells, above if k is None else below, is_numerator=k is None)
            return None
        counts = [self._count(row, cells, at, one) for at, one in ((above, k), (below, n))]
        if counts[0] is None or counts[1] is None:
            return None
        if counts[0] > counts[1]:
            self._fault(row, above, TOO_MANY, k=counts[0], n=counts[1])
            return None
        if counts[1] == 0:
            self._note(row, below, OF_NOBODY)
        return above, counts[0], counts[1], None, None

    def _half(self, row: int, cells: Sequence[Cell], at: int, *, is_numerator: bool) -> None:
        """One of the two counts is there: a small number is hidden, or something is missing."""
        text = text_of(cells[at]).strip() if at < len(cells) else ""
        if is_small(text):
            self._note(row, at, HIDDEN, text=text)
        else:
            self._fault(row, at, NO_NUMERATOR if is_numerator else NO_DENOMINATOR)

    def _say_nothing(self, row: int, cells: Sequence[Cell], at: int) -> None:
        text = text_of(cells[at]).strip() if at < len(cells) else ""
        why = HIDDEN if is_small(text) else MISSING if text else BLANK
        self._note(row, at, why, text=text)

    def _number(self, row: int, cells: Sequence[Cell], at: int) -> Number | Literal[False] | None:
        cell = cells[at] if at < len(cells) else None
        told = self.known.marks.get(at)
        mark: Mark = told.mark if told else ","
        found = figure(cell, mark)
        if isinstance(found, str):
            self._fault(row, at, found, text=text_of(cell).strip())
            return False
        return found

    def _count(self, row: int, cells: Sequence[Cell], at: int, number: Number) -> int | None:
        whole = number.whole
        if whole is None or number.is_percent:
            self._fault(row, at, NO_COUNT, text=text_of(cells[at]).strip())
        elif whole < 0:
            self._fault(row, at, NEGATIVE)
        elif whole > LARGEST:
            self._fault(row, at, TOO_LARGE)
        else:
            return whole
        return None

    def _counted(
        self, row: int, cells: Sequence[Cell], group: Mapping[Role, int], told: _Measured
    ) -> _Measured | None:
        """A share with the counts behind it, where its denominator tells them."""
        at, below = group["value"], group["denominator"]
        share, number = self._number(row, cells, at), self._number(row, cells, below)
        if number is None or not share:
            return told
        n = self._count(row, cells, below, number) if number else None
        if n is None:
            return None
        if n == 0:
            self._note(row, below, OF_NOBODY)
            return at, 0, 0, None, None
        counts = counts_behind(share, self.known.scale, n)
        if len(counts) != 1:
            return told
        self.rebuilt += 1
        return at, counts[0], n, None, None

    def _value(self, row: int, cells: Sequence[Cell], at: int) -> _Measured | None:
        number = self._number(row, cells, at)
        if number is None:
            self._say_nothing(row, cells, at)
        if not number:
            return None
        value, decimals = scaled(number, self.known.scale)
        if self.known.scale != "number" and not 0 <= value <= 1:
            self._fault(row, at, NEGATIVE if value < 0 else OUT_OF_RANGE)
            return None
        return at, None, None, value, decimals


def _are_empty(cells: Sequence[Cell], columns: Sequence[int]) -> bool:
    return not any(cells[at] not in (None, "") for at in columns if at < len(cells))
