"""A spreadsheet from outside, opened only once it is known to be small, whole and plain.

What libraries read is not the file itself, but a copy of the few parts that were looked through.
All of it but `check_sizes` is done in a process of its own (`workbook_child.py`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from posixpath import join, normpath
from typing import TYPE_CHECKING
from xml.parsers import expat

from facilitator.domain.cells import place
from facilitator.domain.refusal import Refusal
from facilitator.language import N_

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

UNPACKED_AT_MOST = 50_000_000
"""Bytes that the parts of a file say that they hold, together."""

RATIO_AT_MOST = 200
"""How many times larger than the file its parts may be."""

PARTS_AT_MOST = 200

_NAMED_AT_MOST = 2_000
"""How often a file may hold the sign of a part; in those that are stored unpacked it stands too."""

STORED_NOTHING = N_("Nothing was stored.")
SEND_AGAIN = N_("Ask for the file again.")
CORRECT = N_("Correct it there, and read the file in again.")
THE_MEANT = N_("See that it is the file you meant.")

_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[\w.-]+\.xml")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/styles\.xml|xl/sharedStrings\.xml|xl/worksheets/[\w.-]+\.xml"
)
_PART = b"PK\1\2"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_KEPT_PLACES = 1_000


TABLE_ROWS = 100_000
"""Rows of values in a table; a few more may stand above them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a sheet may hold.

    Attributes:
        cells: of the rectangle around all its cells, most of which may be empty.
        signs: of all cells together, a text counted each time that a cell says it.
        too_much: what is said of a file that holds more, a marked text.
        is_words: there may be one sheet alone, and in it no formulas and no faults.
        memory: bytes that the process may have that reads it, where the system can hold it to that.
        seconds: that this process may take.
    """

    rows: int
    columns: int
    elements: int
    cells: int
    signs: int
    too_much: str
    is_words: bool = False
    memory: int = 512_000_000
    seconds: float = 120


REPLY = Limits(
    *(10_000, 100, 300_000, 1_000_000, 5_000_000),
    N_("The file holds far more than a reply, most of it hidden."),
    is_words=True,
    seconds=30,
)
TABLE = Limits(
    *(TABLE_ROWS + 100, 200, 6_000_000, 2_500_000, 20_000_000),
    N_("The file holds far more than its size tells, most of it hidden."),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, from A1 on, and what is hidden in it, counted from 0.

    Attributes:
        merged: first row and column, last row and column of cells that were merged into one.
        formulas: how many cells hold what a formula had come to.
        unanswered: where formulas stand that nothing was worked out of.
        faults: where a fault stands, and what it says: #DIV/0!
    """

    rows: tuple[tuple[object, ...], ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: int = 0
    unanswered: tuple[tuple[int, int], ...] = ()
    faults: tuple[tuple[int, int, str], ...] = ()

    def cell(self, row: int, column: int) -> object:
        """What stands in a cell; an empty text where there is nothing."""
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else ""


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a workbook as it is listed."""

    name: str
    is_hidden: bool = False
    part: str = field(default="", repr=False)


Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet of a workbook, what it is called, and the names of all sheets that hold cells."""

    sheet: Sheet
    name: SheetName
    names: tuple[str, ...]


def open_sheet(content: bytes, limits: Limits, wanted: str = "") -> tuple[Opened, Iterator[Row]]:
    """A sheet of an .xlsx file, still without its rows, and then these.

    Raises Refusal, and nothing else, whatever the bytes are: for files that are cut or damaged, of
    another kind, larger inside than they may be, or with declarations of types (DOCTYPE).

    Args:
        wanted: the sheet; the first that is not hidden where none is named so.
    """
    book = Workbook(content, limits)
    if limits.is_words:
        _check_words(book)
    there = [one for one in book.sheets if not book.is_empty(one) or limits.is_words]
    if not there:
        raise Refusal(N_("The spreadsheet is empty."), STORED_NOTHING, THE_MEANT)
    chosen = _chosen(there, wanted)
    names = tuple(one.name for one in there)
    return Opened(book.sheet(chosen), chosen, names), book.rows(chosen)


def _chosen(sheets: Sequence[SheetName], wanted: str) -> SheetName:
    named = (one for one in sheets if one.name == wanted)
    seen = (one for one in sheets if not one.is_hidden)
    return next(named, None) or next(seen, sheets[0])


def _check_words(book: Workbook) -> None:
    """The file is one sheet of words. Raises Refusal."""
    if len(book.looks) > 1 or len(book.sheets) != 1:
        raise Refusal(
            N_("The file has more sheets than the one that was sent out."),
            STORED_NOTHING,
            N_("Ask for the file with that one sheet alone."),
        )
    (look,) = book.looks.values()
    if look.formulas:
        raise _formula(look.first_formula)
    if look.faults:
        raise no_words(place(*look.faults[0][:2]))
    if look.is_unplaced:
        raise damaged()


def damaged() -> Refusal:
    """The refusal of what cannot be read at all."""
    return Refusal(
        N_("The file is cut off or damaged, or no spreadsheet (.xlsx)."), STORED_NOTHING, SEND_AGAIN
    )


class Workbook:
    """An .xlsx file whose parts have all been looked through. Raises Refusal, and nothing else."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self.looks: dict[str, _Look] = {}
        self._lengths: list[int] = []
        self._packed = self._look_and_pack(content)
        if not self.looks:
            raise damaged()

    def _look_and_pack(self, content: bytes) -> dict[str, bytes]:
        """Look through each part; what is kept of it is packed, as nobody needs all at once."""
        packed: dict[str, bytes] = {}
        links: Mapping[str, str] = {}
        listed: tuple[SheetName, ...] = ()
        for name, part in _unpack(content):
            if name == _STRINGS:
                self._lengths = _string_lengths(part, self._limits)
            else:
                look = _look_through(part, self._limits, self._lengths)
                if _SHEET.fullmatch(name):
                    _check_place(look, self._limits)
                    self.looks[name] = look
            packed[name] = zlib.compress(part, 1)
            if name == _WORKBOOK:
                listed = _listed(part)
            elif name == _LINKS:
                links = _links(part)
        if _WORKBOOK not in packed or _LINKS not in packed:
            raise damaged()
        self.sheets = tuple(replace(one, part=links.get(one.part, "")) for one in listed)
        return packed

    def sheet(self, wanted: SheetName) -> Sheet:
        """What is known of one of the sheets but its rows."""
        look = self.looks.get(wanted.part)
        if look is None:
            raise damaged()
        return Sheet(
            (),
            frozenset(look.hidden_rows),
            frozenset(look.hidden_columns),
            tuple(_merged(look.merged, self._limits)),
            look.formulas,
            tuple(look.unanswered),
            tuple(look.faults),
        )

    def rows(self, wanted: SheetName) -> Iterator[Row]:
        """The rows of one of the sheets, one after the other."""
        return _cells(self._pack(wanted.part), wanted.name)

    def is_empty(self, wanted: SheetName) -> bool:
        """Whether a sheet has no cells, or is none that holds cells."""
        look = self.looks.get(wanted.part)
        return look is None or not look.rows

    def _pack(self, sheet: str) -> bytes:
        """The parts that were looked through, of the sheets only one, as a file."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, part in self._packed.items():
                if name == sheet or not _SHEET.fullmatch(name):
                    archive.writestr(name, zlib.decompress(part), zipfile.ZIP_DEFLATED, 1)
        return made.getvalue()


# -- out of the archive


def _unpack(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts that are looked at, whole and as large as they say; the texts before the cells."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            kept = [one for one in archive.infolist() if _KEPT.fullmatch(one.filename)]
            for one in sorted(kept, key=lambda one: one.filename != _STRINGS):
                yield one.filename, archive.read(one)
    except _BROKEN as error:
        raise damaged() from error


# What zipfile raises for archives that are cut, made up, encrypted or packed in a way of their own.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError),
    *(NotImplementedError, OverflowError, UnicodeError),
)


def check_sizes(content: bytes, limits: Limits) -> None:
    """By what the archive says of itself, before anything of it is unpacked. Raises Refusal."""
    if content.count(_PART) > _NAMED_AT_MOST:
        raise damaged()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            there = archive.infolist()
    except _BROKEN as error:
        raise damaged() from error
    names = {one.filename.casefold() for one in there}
    unpacked = sum(one.file_size for one in there)
    begins = min((one.header_offset for one in there), default=1)
    is_locked = any(one.flag_bits & 1 for one in there)
    if len(there) > PARTS_AT_MOST or len(names) < len(there) or begins > 0 or is_locked:
        raise damaged()
    if unpacked > UNPACKED_AT_MOST or unpacked > RATIO_AT_MOST * len(content):
        raise _too_much(limits)


def _too_much(limits: Limits) -> Refusal:
    return Refusal(limits.too_much, STORED_NOTHING, THE_MEANT)


# -- through every element


@dataclass(slots=True)
class _Look:
    """What was seen in a part: how far out its cells are, what is hidden, merged or a formula."""

    rows: int = 0
    columns: int = 0
    signs: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    formulas: int = 0
    first_formula: str = ""
    unanswered: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    is_unplaced: bool = False
    row: int = -1
    column: int = -1
    cell: str = ""


def _look_through(part: bytes, limits: Limits, lengths: list[int]) -> _Look:
    """Read the elements of a part. Raises Refusal."""
    seen = _Look()
    _Looker(seen, limits, lengths).read(part)
    return seen


class _Looker:
    """The handlers of one reading. Not one text is kept: only how many signs all cells say."""

    def __init__(self, seen: _Look, limits: Limits, lengths: list[int]) -> None:
        self._seen, self._limits, self._lengths = seen, limits, lengths
        self._columns: dict[str, int] = {}
        self._elements = 0
        self._is_shared = self._is_fault = self._has_formula = False
        self._said = ""

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._hear
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        _parse(parser, part)
        self._end_cell()
        self._count()
        if self._seen.signs > self._limits.signs:
            raise _too_much(self._limits)

    def _refuse_doctype(self, *_given: object) -> None:
        raise _too_much(self._limits)

    def _begin(self, name: str, found: dict[str, str]) -> None:
        # Called for every element of a large file: what is frequent comes first.
        self._elements += 1
        if self._elements % 100_000 == 0:
            self._count()
        if name == "v":
            self._has_formula = False
        elif name == "c":
            self._end_cell()
            self._begin_cell(found)
        elif name == "row":
            self._end_cell()
            self._begin_row(found)
        elif ":" in name:
            self._elements -= 1
            self._begin(name.rpartition(":")[2], found)
        else:
            self._begin_other(name, found)

    def _count(self) -> None:
        if self._elements > self._limits.elements:
            raise _too_much(self._limits)

    def _begin_row(self, found: dict[str, str]) -> None:
        seen = self._seen
        seen.row = (_number(found.get("r", "")) or seen.row + 2) - 1
        seen.column = -1
        if _is_on(found.get("hidden", "")):
            seen.hidden_rows.add(seen.row)

    def _begin_other(self, name: str, found: dict[str, str]) -> None:
        seen = self._seen
        if name == "f":
            seen.formulas += 1
            self._has_formula = True
            seen.first_formula = seen.first_formula or seen.cell or "?"
        elif name == "col" and _is_on(found.get("hidden", "")):
            self._hide_columns(found)
        elif name == "mergeCell":
            seen.merged.append(found.get("ref", ""))
        elif name == "dimension":
            seen.sizes.extend(found.get("ref", "A1").split(":"))

    def _begin_cell(self, found: dict[str, str]) -> None:
        seen = self._seen
        kind, seen.cell = found.get("t"), found.get("r", "")
        if seen.cell:
            seen.row, seen.column = self._place(seen.cell)
        else:
            seen.is_unplaced = True
            seen.column += 1
        if seen.row >= seen.rows:
            seen.rows = seen.row + 1
        if seen.column >= seen.columns:
            seen.columns = seen.column + 1
        if kind is not None:
            self._is_shared, self._is_fault = kind == "s", kind == "e"

    def _place(self, cell: str) -> tuple[int, int]:
        """Row and column from 0 of a cell by its name."""
        name = cell.rstrip("0123456789")
        column = self._columns.get(name)
        if column is None:
            if _PLACE.fullmatch(cell) is None:
                raise damaged()
            column = self._columns[name] = _column(name) - 1
        digits = cell[len(name) :]
        if not 1 <= len(digits) <= 7:
            raise damaged()
        return int(digits) - 1, column

    def _hear(self, said: str) -> None:
        if self._is_shared or self._is_fault:
            self._said += said

    def _end_cell(self) -> None:
        """Count what a shared text says; note a formula that nothing was worked out of."""
        seen = self._seen
        if not self._said and not self._has_formula:
            self._is_shared = self._is_fault = False
            return
        if self._is_shared:
            at = _number(self._said.strip())
            seen.signs += self._lengths[at] if at < len(self._lengths) else 0
        elif self._is_fault and len(seen.faults) < _KEPT_PLACES:
            # A formula may stand before the fault that it came to.
            seen.faults.append((seen.row, seen.column, f"#{self._said.rpartition('#')[2]}"))
        if self._has_formula:
            self._has_formula = False
            if len(seen.unanswered) < _KEPT_PLACES:
                seen.unanswered.append((seen.row, seen.column))
        self._is_shared = self._is_fault = False
        self._said = ""

    def _hide_columns(self, found: dict[str, str]) -> None:
        first, last = _number(found.get("min", "")), _number(found.get("max", ""))
        self._seen.hidden_columns.update(range(first - 1, min(last, self._limits.columns)))


def _string_lengths(part: bytes, limits: Limits) -> list[int]:
    """How many signs each of the shared texts has. Raises Refusal."""
    lengths: list[int] = []
    elements = 0

    def begin(full_name: str, _found: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > limits.elements:
            raise _too_much(limits)
        if full_name.rpartition(" ")[2] == "si":
            lengths.append(0)

    def hear(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = hear
    parser.StartDoctypeDeclHandler = lambda *_given: _raise(_too_much(limits))
    _parse(parser, part)
    return lengths


def _raise(refusal: Refusal) -> None:
    raise refusal


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small part, names without their namespace."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rpartition(" ")[2], {key.rpartition(" ")[2]: v for key, v in attributes.items()})
    )
    _parse(parser, part)
    return iter(found)


def _listed(workbook: bytes) -> tuple[SheetName, ...]:
    """The sheets a workbook lists; in the place of its part stands what links to it."""
    return tuple(
        SheetName(found.get("name", ""), found.get("state", "") not in ("", "visible"), found["id"])
        for name, found in _elements(workbook)
        if name == "sheet" and "id" in found
    )


def _links(links: bytes) -> Mapping[str, str]:
    """The part that each link of a workbook leads to, from where the workbook is."""
    return {
        found.get("Id", ""): normpath(join("/xl", found.get("Target", ""))).lstrip("/")
        for name, found in _elements(links)
        if name == "Relationship"
    }


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


def _check_place(seen: _Look, limits: Limits) -> None:
    """No cell lies so far out that the way to it would fill the memory."""
    rows, columns = seen.rows, seen.columns
    for name in seen.sizes:
        found = _PLACE.fullmatch(name)
        if found is None:
            raise damaged()
        rows, columns = max(rows, int(found[2])), max(columns, _column(found[1]))
    if rows > limits.rows or columns > limits.columns:
        raise _too_far(rows, columns, limits)
    if rows * columns > limits.cells:
        raise _too_much(limits)


def _too_far(rows: int, columns: int, limits: Limits) -> Refusal:
    if limits.is_words:
        return _too_much(limits)
    return Refusal(
        N_("The sheet reaches to {cell}; at most 100,000 rows and 200 columns are read."),
        STORED_NOTHING,
        N_("Delete what lies out there, empty rows and columns too, and read the file in again."),
        cell=place(rows - 1, columns - 1),
    )


def _merged(names: Iterable[str], limits: Limits) -> Iterator[tuple[int, int, int, int]]:
    """The merged cells, as long as all of them together are no more than a sheet may have."""
    left = limits.cells
    for name in names:
        first, _, last = name.partition(":")
        ends = [_PLACE.fullmatch(one) for one in (first, last or first)]
        if ends[0] is None or ends[1] is None:
            raise damaged()
        (top, near), (bottom, far) = ((int(one[2]) - 1, _column(one[1]) - 1) for one in ends if one)
        bottom, far = min(bottom, limits.rows), min(far, limits.columns)
        left -= (bottom - top + 1) * (far - near + 1)
        if left < 0 or bottom < top or far < near:
            raise damaged()
        yield top, near, bottom, far


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


# -- the cells


def _cells(content: bytes, name: str) -> Iterator[Row]:
    """The rows of a sheet. Raises Refusal."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheet: CalamineSheet = book.get_sheet_by_name(name)
        # The columns before the first that is filled are left out, and set in front again.
        blank = [""] * (sheet.start or (0, 0))[1]
        for row in sheet.iter_rows():
            yield (*blank, *row)
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):
        raise
    # A panic of the library in Rust is no Exception.
    except BaseException as error:
        raise damaged() from error
