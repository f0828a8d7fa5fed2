"""Cells copied from a spreadsheet, and where in a grid of named rows they belong."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.number_words import Mark, mark_of, read_number
from facilitator.domain.typed_values import FIGURE

MOST_ROWS = 5_000
MOST_COLUMNS = 50
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A text for each row and place, and what had no row or no place, in its own words."""

    texts: Mapping[tuple[int, int], str]
    left_out: tuple[str, ...] = ()


def read_block(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of copied text, row by row: parted by tabs, else by semicolons; without the empty
    rows at the end. A cell is cut after 200 signs, a block after 5,000 rows and 50 columns."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")[:MOST_ROWS]
    mark = "\t" if any("\t" in line for line in lines) else ";"
    rows = csv.reader(lines, delimiter=mark)
    return tuple(tuple(cell.strip()[:_LONGEST] for cell in row[:MOST_COLUMNS]) for row in rows)


def place_block(
    block: Sequence[Sequence[str]],
    labels: Sequence[str],
    places: Sequence[int],
    at: tuple[int, int],
    find: Callable[[str], int | None] = lambda _: None,
) -> Placed:
    """Where each cell of a block belongs in rows with these labels and places.

    Where the block's first column is names, its rows go to the rows of these names, whatever
    their order, or to those that `find` knows otherwise; rows of column titles are passed over,
    and names nobody has are left out. Else the cells go to the right and downwards from `at`, a
    row and an index among the places.
    """
    if _has_names(block):
        return _place_by_name(block, labels, places, find)
    row, column = at
    texts, left_out = dict[tuple[int, int], str](), list[str]()
    for down, cells in enumerate(block):
        for right, text in enumerate(cells):
            if row + down < len(labels) and column + right < len(places):
                texts[row + down, places[column + right]] = text
            elif text:
                left_out.append(text)
    return Placed(texts, tuple(left_out))


def is_number(text: str) -> bool:
    """Whether a text is a number with either decimal mark."""
    marks: tuple[Mark, Mark] = (",", ".")
    return mark_of(text) in marks or any(read_number(text, mark) for mark in marks)


def _has_names(block: Sequence[Sequence[str]]) -> bool:
    first = [cells[0] for cells in block if len(cells) > 1 and cells[0]]
    return bool(first) and 2 * sum(not is_number(text) for text in first) > len(first)


def _place_by_name(
    block: Sequence[Sequence[str]],
    labels: Sequence[str],
    places: Sequence[int],
    find: Callable[[str], int | None],
) -> Placed:
    known = {_plain(label): row for row, label in enumerate(labels)}
    rows = [cells for cells in block if any(map(is_number, cells[1:]))]
    used = _places_of([cells[1:] for cells in rows], places)
    texts, left_out = dict[tuple[int, int], str](), list[str]()
    for cells in rows:
        row = known.get(_plain(cells[0]), find(cells[0]))
        if row is None:
            left_out.append(cells[0])
            continue
        for place, text in zip(used, cells[1:], strict=False):
            texts[row, place] = text
    return Placed(texts, tuple(left_out))


def _places_of(columns: Sequence[Sequence[str]], places: Sequence[int]) -> Sequence[int]:
    """One column of percentages is the figure; else the columns are the places in their order."""
    alone = [cells[0] for cells in columns if len([c for c in cells if c]) == 1]
    is_alone = bool(alone) and len(alone) == len(columns)
    if is_alone and any("%" in text or mark_of(text) in (",", ".") for text in alone):
        return [FIGURE]
    return places


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())
