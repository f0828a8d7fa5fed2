"""Numbers as people and programs write them in a table: one decimal mark in each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Mark = Literal[",", "."]

LONGEST = 30
"""Signs of the longest number that is read; Python reads none of thousands of digits."""

_SPACES = str.maketrans(dict.fromkeys(" \u00a0\u2007\u2009\u202f'’", " "))
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"))
_PERCENT = re.compile(r"\s*(?:%|pct\.?|procent|per\s?cent)\Z", re.IGNORECASE)
_MARKS: tuple[Mark, ...] = (",", ".")
_PARTED: Mapping[Mark, re.Pattern[str]] = {
    ",": re.compile(r"([+-]?)([0-9]{1,3}(?:([. ])[0-9]{3})(?:\3[0-9]{3})*|[0-9]+)(?:,([0-9]+))?"),
    ".": re.compile(r"([+-]?)([0-9]{1,3}(?:([, ])[0-9]{3})(?:\3[0-9]{3})*|[0-9]+)(?:\.([0-9]+))?"),
}
_ONE_MARK = re.compile(r"[+-]?([0-9]*)([.,])([0-9]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written: its value, how many decimals it has, and whether in percent."""

    value: float
    decimals: int = 0
    is_percent: bool = False

    @property
    def whole(self) -> int | None:
        """The value of a whole number, or none."""
        return int(self.value) if self.value.is_integer() else None


@lru_cache(maxsize=65_536)
def read_number(text: str, mark: Mark) -> Number | None:
    """The number in a text whose decimal mark is `mark`, or none.

    Thousands may be parted by the other mark, a space or an apostrophe; it may end in "%" or
    "pct.". Only finite numbers are read.
    """
    plain, is_percent = _plain(text)
    found = _PARTED[mark].fullmatch(plain) if len(plain) <= LONGEST else None
    if found is None:
        return None
    sign, whole, _parted, decimals = found.groups()
    digits = re.sub(r"[^0-9]", "", whole)
    value = float(f"{sign}{digits}.{decimals or 0}")
    return Number(value, len(decimals or ""), is_percent)


@lru_cache(maxsize=65_536)
def mark_of(text: str) -> Mark | Literal["", "either"]:
    """What a text tells of the decimal mark of its column.

    “either” where it would be another number with the one than with the other (1.234); “” where
    it tells nothing.
    """
    plain, _ = _plain(text)
    if len(plain) > LONGEST or not ("," in plain or "." in plain):
        return ""
    one = _ONE_MARK.fullmatch(plain)
    if one is None:
        fitting = [mark for mark in _MARKS if read_number(text, mark)]
        return fitting[0] if len(fitting) == 1 else ""
    before, mark, after = one.groups()
    could_part = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    return "either" if could_part else mark  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Found:
    """The decimal mark of a column: what decides it, and whether anything speaks against it.

    Attributes:
        mark: the mark, Danish where nothing decides it.
        is_told: something decides it.
        is_open: nothing decides it, and with the other mark the numbers would be others.
        is_mixed: most of the column says one mark and the rest the other.
    """

    mark: Mark
    is_told: bool = False
    is_open: bool = False
    is_mixed: bool = False


def find_mark(texts: Iterable[str], *, are_counts: bool = False) -> Found:
    """The decimal mark that the texts of a column tell; a comma where they tell nothing.

    `are_counts`: they are whole numbers, in which either mark can only part thousands.
    """
    told = {"": 0, "either": 0, ",": 0, ".": 0}
    for text in texts:
        mark = mark_of(text)
        parts_thousands = are_counts and mark == "either"
        told[("." if "," in text else ",") if parts_thousands else mark] += 1
    comma, point = told[","], told["."]
    if comma or point:
        return Found("," if comma >= point else ".", is_told=True, is_mixed=bool(comma and point))
    return Found(",", is_open=bool(told["either"]))


def _plain(text: str) -> tuple[str, bool]:
    plain = text.translate(_MINUS).translate(_SPACES).strip()
    percent = _PERCENT.search(plain)
    return (plain[: percent.start()], True) if percent else (plain, False)
