"""A table in a text file (.csv): its encoding, what parts its columns, and its cells as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from facilitator.domain.cells import place
from facilitator.domain.indicator_columns import LOOKED_FOR_HEADER, header_score
from facilitator.domain.refusal import Refusal
from facilitator.imports.workbook import CORRECT, STORED_NOTHING, TABLE, THE_MEANT
from facilitator.language import N_

FIELD_AT_MOST = 65_536
"""Signs of one cell."""

DELIMITERS = (";", ",", "\t", "|")

UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1252"

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", UTF_8),
    (b"\xff\xfe", "utf-16", UTF_16),
    (b"\xfe\xff", "utf-16", UTF_16),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LINES_LOOKED_AT = 2 * LOOKED_FOR_HEADER


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and whether its encoding is certain or the only one that was left."""

    text: str
    encoding: str
    is_sure: bool


def decode(content: bytes) -> Text:
    """The text in some bytes: by its mark, else UTF-8, else what Windows wrote in Western Europe.

    Raises Refusal for what is none of them, and for signs that are no text.
    """
    for bom, codec, name in _BOMS:
        if content.startswith(bom):
            return Text(_plain(_decoded(content, codec)), name, is_sure=True)
    try:
        return Text(_plain(content.decode("utf-8")), UTF_8, is_sure=True)
    except UnicodeDecodeError:
        return Text(_plain(_decoded(content, "cp1252")), WINDOWS, is_sure=False)


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise Refusal(
            N_("The character encoding of the file is not recognised."),
            STORED_NOTHING,
            N_("Save it as CSV UTF-8, or as a spreadsheet (.xlsx), and read it in again."),
        ) from error


def _plain(text: str) -> str:
    found = _CONTROL.search(text)
    if found is not None:
        raise Refusal(
            N_("Line {line} of the file holds a sign that is no text, so it is no table."),
            STORED_NOTHING,
            THE_MEANT,
            line=text.count("\n", 0, found.start()) + 1,
        )
    # Some programs on older Macs end a line with this sign alone.
    return text if "\n" in text else text.replace("\r", "\n")


def find_delimiter(text: str) -> str:
    """What parts the columns: the sign with which most of the headings are understood."""
    hint = _HINT.match(text)
    if hint:
        return hint[1]
    return max(DELIMITERS, key=lambda sign: _fit(text, sign))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter fits the first lines: headings understood, then how many columns."""
    lines = islice(_lines(text), _LINES_LOOKED_AT)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=delimiter))
    wide = [row for row in rows[:LOOKED_FOR_HEADER] if len(row) > 1]
    return max(map(header_score, wide), default=0), max(map(len, wide), default=0)


def read_rows(
    text: str, delimiter: str, watch: Callable[[int], object] = lambda _row: None
) -> tuple[Sequence[str], ...]:
    """The rows of a table. Raises Refusal for quotes that never end, and for more than is read.

    `watch` is told of each thousandth row; may raise to end it.
    """
    csv.field_size_limit(FIELD_AT_MOST)
    reader = csv.reader(_lines(_HINT.sub("", text, count=1)), delimiter=delimiter, strict=True)
    same: dict[str, str] = {}
    rows: list[Sequence[str]] = []
    try:
        for at, row in enumerate(reader):
            if at % 1000 == 0:
                watch(at)
            if len(row) > TABLE.columns or at >= TABLE.rows:
                raise _too_far(at, len(row))
            rows.append([same.setdefault(cell, cell) for cell in row])
    except csv.Error as error:
        raise _broken(error, reader.line_num) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: the text is not copied as a whole."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _too_far(row: int, columns: int) -> Refusal:
    return Refusal(
        N_("The sheet reaches to {cell}; at most 100,000 rows and 200 columns are read."),
        STORED_NOTHING,
        N_("Delete what lies out there, empty rows and columns too, and read the file in again."),
        cell=place(row, columns - 1),
    )


def _broken(error: csv.Error, line: int) -> Refusal:
    if "field larger" in str(error):
        what = N_("A cell that ends in line {line} holds more than 64,000 signs.")
    else:
        what = N_("The quotation marks in or before line {line} do not belong together.")
    return Refusal(what, STORED_NOTHING, CORRECT, line=line)
