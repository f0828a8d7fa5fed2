"""Cells copied from a spreadsheet, and where in a grid of named rows they belong."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from facilitator.domain.figure_cells import is_small, shorten
from facilitator.domain.indicator_columns import Role, header_score, period_within, role_of
from facilitator.domain.indicators import Period
from facilitator.domain.number_words import Mark, mark_of, read_number
from facilitator.domain.period_words import read_period
from facilitator.domain.refusal import Refusal
from facilitator.domain.typed_values import DENOMINATOR, FIGURE, NUMERATOR
from facilitator.language import N_

MOST_ROWS = 5_000
MOST_COLUMNS = 50
_LONGEST = 200

Block = Sequence[Sequence[str]]
Place = tuple[int, int]
"""A row of the grid, and a place in it."""

_PLACE_OF: Mapping[Role, int] = {
    "numerator": NUMERATOR,
    "denominator": DENOMINATOR,
    "value": FIGURE,
}
_PERIODS: tuple[Role, ...] = ("period", "year", "part")
_ELSEWHERE: tuple[Role, ...] = ("indicator", "first", "last")

_SAFE = N_("Nothing was put in.")
_NO_NAMES = N_("What was copied does not say which row each figure belongs in.")
_NO_PLACE = N_("There is no place here for column “{column}” of what was copied.")
_TO_FILE = N_("Such a table is read in as a file.")
_WITH_HEADINGS = N_("Copy the headings too, or names and counts alone.")
_TWICE = N_("“{name}” stands twice in what was copied, with different numbers.")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that cells can be put in.

    Attributes:
        labels: by what the rows are called; `places`: what is written in each.
        named_by: what the rows are.
        find: the row that a name means which is written otherwise, or none.
        shared: the period, or the name of the clinic, that all the rows are of.
    """

    labels: Sequence[str]
    places: Sequence[int]
    named_by: Literal["clinic", "period"] = "clinic"
    find: Callable[[str], int | None] = field(default=lambda _name: None)
    shared: Period | str = ""

    def row_of(self, name: str) -> int | None:
        """The row that is called so."""
        wanted = _plain(name)
        named = (row for row, label in enumerate(self.labels) if _plain(label) == wanted)
        return next(named, self.find(name))

    def shares(self, text: str) -> bool:
        """Whether a text names the period or clinic of all the rows."""
        if isinstance(self.shared, str):
            return _plain(text) == _plain(self.shared)
        return read_period(text) == self.shared


@dataclass(frozen=True, slots=True)
class Placed:
    """A text for each row and place, and what had no row or no place, in its own words."""

    texts: Mapping[Place, str]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column names the rows and which the other of clinic and period; the place of each."""

    names: int | None
    shared: int | None
    places: Mapping[int, int]
    left_out: tuple[str, ...] = ()


def read_block(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of copied text, row by row: parted by tabs, else by semicolons; without the empty
    rows at the end. A cell is cut after 200 signs, a block after 5,000 rows and 50 columns."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")[:MOST_ROWS]
    mark = "\t" if any("\t" in line for line in lines) else ";"
    rows = csv.reader(lines, delimiter=mark)
    return tuple(tuple(cell.strip()[:_LONGEST] for cell in row[:MOST_COLUMNS]) for row in rows)


def place_block(block: Block, grid: Grid, at: Place) -> Placed:
    """Where each cell of a block belongs in a grid.

    Headings say what the columns hold, where there are any; without them a first column of names
    is followed by the places in their order. Rows with names go to the rows of these names,
    whatever their order, and names nobody has are left out. Without names the cells go downwards
    from `at`, a row and an index among the places, and without headings to the right from it.

    Raises Refusal where it cannot be told what a column holds, and where a row stands twice with
    different numbers.
    """
    header = _find_headings(block)
    if header is not None:
        columns = _by_headings(block[header], block[header + 1 :], grid)
        rows = [cells for cells in block[header + 1 :] if any(cells)]
        down = _place_down if columns.names is None else _place_by_name
        return down(rows, columns, grid, at[0])
    if not _are_names([cells[0] for cells in block if len(cells) > 1]):
        return _place_from(block, grid, at)
    rows = [cells for cells in block if any(map(_is_figure, cells[1:]))]
    columns = _Columns(0, None, _by_order(rows, [""], range(1, _width(rows)), grid.places))
    return _place_by_name(rows, columns, grid, at[0])


def is_number(text: str) -> bool:
    """Whether a text is a number with either decimal mark."""
    marks: tuple[Mark, Mark] = (",", ".")
    return mark_of(text) in marks or any(read_number(text, mark) for mark in marks)


def _is_figure(text: str) -> bool:
    return is_number(text) or is_small(text)


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


# -- what the columns hold


def _find_headings(block: Block) -> int | None:
    """The row whose words say what the columns hold, if one does."""
    scores = [0 if any(map(is_number, cells)) else header_score(cells) for cells in block]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _by_headings(heads: Sequence[str], below: Block, grid: Grid) -> _Columns:
    roles = [role_of(head) for head in heads]
    _refuse_headings(heads, roles, grid)
    free = [at for at, role in enumerate(roles) if not role]
    clinics = [at for at, role in enumerate(roles) if role == "clinic"]
    clinic = max(clinics, key=lambda at: _count_known(below, at, grid), default=None)
    period = next((at for at, role in enumerate(roles) if role in _PERIODS), None)
    names, shared = (clinic, period) if grid.named_by == "clinic" else (period, clinic)
    if names is None:
        names = next((at for at in free if _are_names(_column(below, at))), None)
    if names is None and shared is not None:
        raise Refusal(_NO_NAMES, _SAFE)
    rest = [at for at in free if at != names]
    places = _places_by_role(roles, grid.places)
    if not places:
        return _Columns(names, shared, _by_order(below, heads, rest, grid.places))
    return _Columns(names, shared, places, tuple(heads[at] for at in rest if heads[at]))


def _refuse_headings(heads: Sequence[str], roles: Sequence[Role], grid: Grid) -> None:
    """A table of several indicators or periods side by side is more than the grid can take."""
    for head, role in zip(heads, roles, strict=True):
        is_twice = role not in ("", "clinic") and roles.count(role) > 1
        is_parted = role == "part" and "year" in roles
        period = read_period(head) if not role else period_within(head)
        is_other = period is not None and (not role or period != grid.shared)
        if is_twice or is_parted or is_other or role in _ELSEWHERE:
            raise Refusal(_NO_PLACE, _SAFE, _TO_FILE, column=shorten(head))


def _places_by_role(roles: Sequence[Role], places: Sequence[int]) -> dict[int, int]:
    found = {at: _PLACE_OF[role] for at, role in enumerate(roles) if role in _PLACE_OF}
    if places == (FIGURE,) and len(found) == 1:
        return dict.fromkeys(found, FIGURE)
    return {at: place for at, place in found.items() if place in places}


def _by_order(
    rows: Block, heads: Sequence[str], columns: Iterable[int], places: Sequence[int]
) -> dict[int, int]:
    """Columns without a telling heading are the places in their order; one of percentages alone is
    the figure."""
    used = [at for at in columns if any(_column(rows, at))]
    for order, at in enumerate(used):
        if order >= len(places) or _are_names(_column(rows, at)):
            said = heads[at] if at < len(heads) else ""
            raise Refusal(_NO_PLACE, _SAFE, _WITH_HEADINGS, column=shorten(said) or at + 1)
    alone = _column(rows, used[0]) if len(used) == 1 else []
    if any("%" in text or mark_of(text) in (",", ".") for text in alone):
        return {used[0]: FIGURE}
    return dict(zip(used, places, strict=False))


def _column(rows: Block, at: int) -> list[str]:
    return [cells[at] if at < len(cells) else "" for cells in rows]


def _width(rows: Block) -> int:
    return max(map(len, rows), default=0)


def _are_names(cells: Sequence[str]) -> bool:
    said = [text for text in cells if text]
    return bool(said) and 2 * sum(not _is_figure(text) for text in said) > len(said)


def _count_known(rows: Block, at: int, grid: Grid) -> int:
    return sum(grid.row_of(text) is not None for text in _column(rows, at))


# -- where the cells go


def _place_from(block: Block, grid: Grid, at: Place) -> Placed:
    row, column = at
    texts, left_out = dict[Place, str](), list[str]()
    for down, cells in enumerate(block):
        for right, text in enumerate(cells):
            if row + down < len(grid.labels) and column + right < len(grid.places):
                texts[row + down, grid.places[column + right]] = text
            elif text:
                left_out.append(text)
    return Placed(texts, tuple(left_out))


def _place_down(rows: Block, columns: _Columns, grid: Grid, first: int) -> Placed:
    texts, left_out = dict[Place, str](), list(columns.left_out)
    for row, cells in enumerate(rows, first):
        found = _texts_of(cells, columns)
        if row < len(grid.labels):
            texts |= {(row, place): text for place, text in found.items()}
        else:
            left_out.extend(filter(None, found.values()))
    return Placed(texts, tuple(left_out))


def _place_by_name(rows: Block, columns: _Columns, grid: Grid, _first: int) -> Placed:
    found: dict[int, dict[int, str]] = {}
    left_out = list(columns.left_out)
    for cells in rows:
        name, shared = (
            cells[at] if at is not None and at < len(cells) else ""
            for at in (columns.names, columns.shared)
        )
        row = grid.row_of(name)
        if row is None or (columns.shared is not None and not grid.shares(shared)):
            left_out.append(", ".join(filter(None, (name, shared))))
            continue
        texts = _texts_of(cells, columns)
        if found.setdefault(row, texts) != texts:
            raise Refusal(_TWICE, _SAFE, name=grid.labels[row])
    texts_of = {(row, place): text for row, texts in found.items() for place, text in texts.items()}
    return Placed(texts_of, tuple(left_out))


def _texts_of(cells: Sequence[str], columns: _Columns) -> dict[int, str]:
    return {place: cells[at] for at, place in columns.places.items() if at < len(cells)}
