"""A cell of a table as a figure: a number, nothing, or why it is neither."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, isfinite
from typing import Literal

from facilitator.domain.cells import typed_cell
from facilitator.domain.indicator_columns import Cell, words_of
from facilitator.domain.number_words import Mark, Number, read_number
from facilitator.domain.period_words import read_date
from facilitator.language import N_

Scale = Literal["", "percent", "fraction", "number"]

UNANSWERED = "#="
"""What stands in a cell for a formula whose answer the file does not hold."""

MOST_DECIMALS = 6
_TOLD_DECIMALS = 9

NO_NUMBER = N_("“{text}” is not a number.")
NO_COMMA = N_("“{text}” is not a number with a decimal comma, as the rest of the column has.")
NO_POINT = N_("“{text}” is not a number with a decimal point, as the rest of the column has.")
A_DATE = N_("This is a date, and a number is asked for.")
A_TRUTH = N_("This is true or false, and a number is asked for.")
NO_ANSWER = N_("A formula stands here, and the file does not hold what it comes to.")
A_FAULT = N_("The spreadsheet says “{text}” here.")

_NOTHING = words_of(
    "-, –, —, ., .., ..., …, *, •, n/a, na, n.a., i.o., io, null, none, ikke "
    "opgjort, ingen data, mangler, missing, uoplyst, no data"
)
_SMALL = ("<", "≤", "under ", "færre end ", "fewer than ")


def figure(cell: Cell, mark: Mark) -> Number | str | None:
    """The number in a cell; none where nothing was measured or a small number is hidden; a marked
    text that says why it is neither."""
    if isinstance(cell, str):
        return _figure_of(cell, mark)
    if cell is None:
        return None
    if isinstance(cell, bool):
        return A_TRUTH
    if isinstance(cell, date):
        return A_DATE
    return _figure(float(cell))


@lru_cache(maxsize=65_536)
def _figure(value: float) -> Number | str:
    if not isfinite(value):
        return NO_NUMBER
    if value.is_integer():
        return Number(value)
    decimals = len(format(Decimal(repr(value)), "f").partition(".")[2])
    return Number(value, decimals)


@lru_cache(maxsize=65_536)
def _figure_of(text: str, mark: Mark) -> Number | str | None:
    plain = typed_cell(text).strip()
    if not plain or plain.casefold() in _NOTHING or plain.casefold().startswith(_SMALL):
        return None
    if plain.startswith("#"):
        return NO_ANSWER if plain == UNANSWERED else A_FAULT
    found = read_number(plain, mark)
    if found is None:
        is_other = read_number(plain, "." if mark == "," else ",") is not None
        return (NO_COMMA if mark == "," else NO_POINT) if is_other else NO_NUMBER
    return found


def scaled(number: Number, scale: Scale) -> tuple[float, int]:
    """A figure as it is kept, and its decimals: a share from 0 to 1, those of its percentage."""
    decimals = number.decimals
    if scale == "number":
        return number.value, _in_sight(decimals)
    if scale == "percent" or number.is_percent:
        return float(Decimal(repr(number.value)) / 100), _in_sight(decimals)
    return number.value, _in_sight(max(decimals - 2, 0))


def counts_behind(number: Number, scale: Scale, n: int) -> range:
    """The counts out of `n` that give a share when they are rounded as it was.

    One alone can be taken for what was counted; none says that the share was never counted so.
    """
    unit = Fraction(1, 100) if scale == "percent" or number.is_percent else Fraction(1)
    share = Fraction(repr(number.value)) * unit
    half = unit / 2 / 10 ** min(number.decimals, _TOLD_DECIMALS)
    return range(max(ceil((share - half) * n), 0), min(floor((share + half) * n), n) + 1)


def _in_sight(decimals: int) -> int:
    # A quotient that a spreadsheet has worked out has as many as there is room for; nobody
    # published them.
    return decimals if decimals <= MOST_DECIMALS else 1


def day_of(cell: Cell) -> date | None:
    """The day that a cell names, or none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return read_date(cell) if isinstance(cell, str) else None


def is_small(text: str) -> bool:
    """Whether a text stands for a number that is too small to be told."""
    return text.casefold().startswith(_SMALL)


def shorten(text: str, room: int = 40) -> str:
    """A text of a file as part of one line."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= room else f"{line[: room - 1]}…"
