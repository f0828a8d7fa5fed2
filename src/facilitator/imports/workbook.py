"""A spreadsheet from outside, opened only once it is known to be small, whole and plain.

What libraries read is not the file itself, but a copy of the few parts that were looked through.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from facilitator.domain.refusal import Refusal
from facilitator.language import N_

UNPACKED_AT_MOST = 50_000_000
"""Bytes that the parts of a file say that they hold, together."""

RATIO_AT_MOST = 200
"""How many times larger than the file its parts may be."""

PARTS_AT_MOST = 200
ELEMENTS_AT_MOST = 300_000
ROWS_AT_MOST = 10_000
COLUMNS_AT_MOST = 100

STORED_NOTHING = N_("Nothing was stored.")
SEND_AGAIN = N_("Ask for the file again.")
CORRECT = N_("Correct it there, and read the file in again.")

_SHEET = re.compile(r"xl/worksheets/[\w.-]+\.xml")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/styles\.xml|xl/sharedStrings\.xml|xl/worksheets/[\w.-]+\.xml"
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of the one sheet, from A1 on, and what is hidden in it, counted from 0."""

    rows: tuple[tuple[object, ...], ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    def cell(self, row: int, column: int) -> object:
        """What stands in a cell; an empty text where there is nothing."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""


def open_sheet(content: bytes) -> Sheet:
    """The one sheet of an .xlsx file. Raises Refusal, and nothing else, whatever the bytes are.

    Refused are files that are cut or damaged, of another kind, larger inside than they may be,
    with declarations of types (DOCTYPE), with more than one sheet, and with formulas.
    """
    parts = _unpack(content)
    sheets = [name for name in parts if _SHEET.fullmatch(name)]
    if "xl/workbook.xml" not in parts or not sheets:
        raise damaged()
    if len(sheets) > 1:
        raise Refusal(
            N_("The file has more sheets than the one that was sent out."),
            STORED_NOTHING,
            N_("Ask for the file with that one sheet alone."),
        )
    looked = _Look()
    for name, part in parts.items():
        seen = _look_through(part)
        if name == sheets[0]:
            looked = seen
    _check_place(looked)
    rows = _cells(_pack(parts))
    return Sheet(rows, frozenset(looked.hidden_rows), frozenset(looked.hidden_columns))


def damaged() -> Refusal:
    """The refusal of what cannot be read at all."""
    return Refusal(
        N_("The file is cut off or damaged, or no spreadsheet (.xlsx)."), STORED_NOTHING, SEND_AGAIN
    )


def place(row: int, column: int) -> str:
    """The name of a cell by its row and column from 0: C5."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


# -- out of the archive


def _unpack(content: bytes) -> dict[str, bytes]:
    """The parts that are looked at, whole and as large as they say."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = archive.infolist()
            _check_sizes(listed, len(content))
            return {
                one.filename: archive.read(one) for one in listed if _KEPT.fullmatch(one.filename)
            }
    except _BROKEN as error:
        raise damaged() from error


# What zipfile raises for archives that are cut, made up, encrypted or packed in a way of their own.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError, UnicodeError),
)


def _check_sizes(listed: Iterable[zipfile.ZipInfo], packed: int) -> None:
    """By what the archive says of itself, before anything of it is unpacked."""
    there = list(listed)
    names = {one.filename.casefold() for one in there}
    unpacked = sum(one.file_size for one in there)
    begins = min((one.header_offset for one in there), default=1)
    if len(there) > PARTS_AT_MOST or len(names) < len(there) or begins > 0:
        raise damaged()
    if unpacked > UNPACKED_AT_MOST or unpacked > RATIO_AT_MOST * packed:
        raise _too_much()


def _too_much() -> Refusal:
    return Refusal(
        N_("The file holds far more than a reply, most of it hidden."),
        STORED_NOTHING,
        N_("See that it is the file you meant."),
    )


# -- through every element


@dataclass(slots=True)
class _Look:
    """What was seen in a part: how many elements, where its cells are, what is hidden."""

    elements: int = 0
    cells: set[str] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    cell: str = ""
    sizes: list[str] = field(default_factory=list)


def _look_through(part: bytes) -> _Look:
    """Read the elements of a part. Raises Refusal."""
    seen, parser = _Look(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, found: _begin(seen, name.split(" ")[-1], found)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    return seen


def _refuse_doctype(*_given: object) -> None:
    raise _too_much()


def _begin(seen: _Look, name: str, found: dict[str, str]) -> None:
    seen.elements += 1
    if seen.elements > ELEMENTS_AT_MOST:
        raise _too_much()
    if name == "row":
        seen.row = _number(found.get("r", "")) or seen.row + 1
        if _is_on(found.get("hidden", "")):
            seen.hidden_rows.add(seen.row - 1)
    elif name == "col" and _is_on(found.get("hidden", "")):
        _hide_columns(seen, found)
    elif name == "c":
        seen.cell = found.get("r", "")
        seen.cells.add(seen.cell)
        if found.get("t") == "e":
            raise no_words(seen.cell)
    elif name == "f":
        raise _formula(seen.cell)
    elif name == "dimension":
        seen.sizes.extend(found.get("ref", "A1").split(":"))


def _hide_columns(seen: _Look, found: dict[str, str]) -> None:
    first, last = _number(found.get("min", "")), _number(found.get("max", ""))
    seen.hidden_columns.update(range(first - 1, min(last, COLUMNS_AT_MOST)))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) else 0


def _is_on(text: str) -> bool:
    return text in ("1", "true")


def no_words(cell: str) -> Refusal:
    """The refusal of a date, a truth or an error where words are asked for."""
    return Refusal(
        N_("Cell {cell} holds something other than words."),
        STORED_NOTHING,
        CORRECT,
        cell=_shown(cell),
    )


def _shown(cell: str) -> str:
    return cell if _PLACE.fullmatch(cell) else "?"


def _formula(cell: str) -> Refusal:
    return Refusal(
        N_("There is a formula in cell {cell}, and a reply is words alone."),
        STORED_NOTHING,
        N_("Write what it shows instead, and read the file in again."),
        cell=_shown(cell),
    )


def _check_place(seen: _Look) -> None:
    """No cell lies so far out that the way to it would fill the memory."""
    if "" in seen.cells:
        raise damaged()
    for cell in (*seen.cells, *seen.sizes):
        found = _PLACE.fullmatch(cell)
        if found is None:
            raise damaged()
        if _column(found[1]) > COLUMNS_AT_MOST or int(found[2]) > ROWS_AT_MOST:
            raise _too_much()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


# -- the cells


def _pack(parts: dict[str, bytes]) -> bytes:
    """The parts that were looked through, and nothing else, as a file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _cells(content: bytes) -> tuple[tuple[object, ...], ...]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = book.sheet_names
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False) if names else []
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A panic of the library in Rust is no Exception.
    except BaseException as error:
        raise damaged() from error
    if len(names) != 1:
        raise damaged()
    return tuple(tuple(row) for row in rows)
