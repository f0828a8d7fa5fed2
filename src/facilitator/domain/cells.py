"""Cells of a table that a spreadsheet opens or has written: their texts and their names."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]| *[\t\r]")


def plain_cell(text: str) -> str:
    """A text, with an apostrophe before what would be taken for a formula (OWASP ASVS 1.2.10)."""
    return f"'{text}" if _FORMULA.match(text) else text


def typed_cell(text: str) -> str:
    """The inverse of `plain_cell`: a text without the apostrophe that kept it from being a formula.

    Any other apostrophe stays.
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def place(row: int, column: int) -> str:
    """The name of a cell by its row and column from 0: C5."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column from 0: A … Z, AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
