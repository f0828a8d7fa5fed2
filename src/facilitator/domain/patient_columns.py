"""CPR numbers in a table from outside: in any cell, under any heading, as text or as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from facilitator.domain.indicator_columns import LOOKED_FOR_HEADER, Cell, Rows, words_of
from facilitator.domain.privacy import find_cpr

_SHORTEST = 9
"""Digits of a number whose leading zero a spreadsheet has dropped."""

_LEAST, _MOST = 10**8, 10**10

_NAMES = words_of(
    "cpr, cprnr, cprnummer, cprno, cprnumber, patientcpr, patcpr, cprpatient, personnummer, "
    "personnr, personnumre, pnr, pnummer, personalidentitynumber"
)
_LETTERS = re.compile(r"[^a-zæøå]+")
_DIGITS = re.compile(r"[0-9]{9}(?:\.0)?|[0-9]{10}(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Found:
    """Where CPR numbers were found, row and column from 0; `is_named`: by a heading alone."""

    row: int
    column: int
    is_named: bool = False


def find_patients(rows: Rows, watch: Callable[[int], object] = lambda _row: None) -> Found | None:
    """The first cell that says or holds a CPR number, or none.

    A heading that names them is enough, whatever stands below. Numbers are found as in any text,
    and as whole numbers of ten digits; of nine, the zero in front lost, where all the long numbers
    of a column are such. `watch` is told of each thousandth row.
    """
    named = _named(rows)
    if named is not None:
        return named
    short: dict[int, Found] = {}
    others: set[int] = set()
    for at, row in enumerate(rows):
        if at % 1000 == 0:
            watch(at)
        for column, cell in enumerate(row):
            # Most cells are too short to hold one; of a large table each is looked at.
            if isinstance(cell, str) and len(cell) < _SHORTEST:
                continue
            kind = _kind(cell)
            if kind == "number":
                return Found(at, column)
            if kind == "short":
                short.setdefault(column, Found(at, column))
            elif kind == "other":
                others.add(column)
    return next((found for column, found in short.items() if column not in others), None)


def is_patient(text: str) -> bool:
    """Whether a text standing alone is like a CPR number, also one that has lost its zero."""
    return _kind_of(text) in ("number", "short")


def names_patients(heading: str) -> bool:
    """Whether a heading says that CPR numbers stand below it."""
    return _LETTERS.sub("", heading.casefold()) in _NAMES


def _named(rows: Rows) -> Found | None:
    for at, row in enumerate(rows[:LOOKED_FOR_HEADER]):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and names_patients(cell):
                return Found(at, column, is_named=True)
    return None


def _kind(cell: Cell) -> str:
    """What a cell is: a number, one without its zero (short), another long number, or nothing."""
    if isinstance(cell, str):
        return _kind_of(cell)
    if isinstance(cell, int | float) and _LEAST <= cell < _MOST and cell == int(cell):
        return _kind_of(str(int(cell)))
    return ""


@lru_cache(maxsize=65_536)
def _kind_of(text: str) -> str:
    if find_cpr(text):
        return "number"
    plain = text.strip()
    if not _DIGITS.fullmatch(plain):
        return ""
    digits = plain.removesuffix(".0")
    if find_cpr(digits.zfill(_SHORTEST + 1)):
        return "short" if len(digits) == _SHORTEST else "number"
    return "other"
