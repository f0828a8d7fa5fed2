"""Texts in a table that a spreadsheet will open."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]| *[\t\r]")


def plain_cell(text: str) -> str:
    """A text, with an apostrophe before what would be taken for a formula (OWASP ASVS 1.2.10)."""
    return f"'{text}" if _FORMULA.match(text) else text
