"""A table of figures in a file (.csv, .xlsx): opened whole, or refused for one clear reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from facilitator.domain.cells import place
from facilitator.domain.figure_cells import UNANSWERED
from facilitator.domain.indicator_columns import Cell, Rows
from facilitator.domain.patient_columns import find_patients, names_patients
from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.imports import spreadsheet
from facilitator.imports.delimited import decode, find_delimiter, read_rows
from facilitator.imports.source import Watch, too_large
from facilitator.imports.workbook import (
    STORED_NOTHING,
    TABLE,
    THE_MEANT,
    Opened,
    Sheet,
    SheetName,
)
from facilitator.language import N_, Language

AT_MOST = 20_000_000
"""Bytes of a file."""

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is to be known of a file as a whole: how many such, and the first cell."""

    kind: Literal["hidden_sheet", "hidden_rows", "hidden_columns", "merged", "formulas"]
    n: int = 1
    cell: str = ""

    def words(self, lang: Language) -> str:
        """It in a sentence."""
        n, cell = self.n, self.cell
        if self.kind == "hidden_rows":
            return lang.plural(
                "{n} row is hidden in the file ({cell}), and is read too.",
                "{n} rows are hidden in the file, the first at {cell}, and are read too.",
                n,
                cell=cell,
            )
        if self.kind == "hidden_columns":
            return lang.plural(
                "{n} column is hidden in the file ({cell}), and is read too.",
                "{n} columns are hidden in the file, the first at {cell}, and are read too.",
                n,
                cell=cell,
            )
        if self.kind == "merged":
            return lang.plural(
                "{n} merged cell ({cell}) is read as if each of its cells said the same.",
                "{n} merged cells, the first at {cell}, are read as if each cell said the same.",
                n,
                cell=cell,
            )
        if self.kind == "formulas":
            return lang.plural(
                "{n} formula is read as what it had come to when the file was saved.",
                "{n} formulas are read as what they had come to when the file was saved.",
                n,
            )
        return lang.text(N_("The sheet is hidden in the file."))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file.

    Attributes:
        name: of the file, without its ending.
        encoding: of a text file; `is_sure`: told by the file, and not only what was left.
        delimiter: what parts the columns of a text file.
        sheet: of a spreadsheet the one that was read; `sheets`: all that hold cells.
    """

    rows: Rows = field(repr=False)
    name: str = ""
    encoding: str = ""
    is_sure: bool = True
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read(
    content: bytes,
    sheet: str = "",
    delimiter: str = "",
    name: str = "",
    watch: Watch = lambda _row: None,
    read_sheet: Callable[..., Opened] = spreadsheet.read,
) -> Table:
    """The table in the bytes of a file. Raises Refusal, and nothing else but what `watch` raises.

    Refused are files that are too large, broken, of another kind, without a table in them, and
    with CPR numbers or a column that is said to hold them.

    Args:
        sheet: the sheet of a spreadsheet; the first that holds a table where none is named.
        delimiter: what parts the columns of a text; found where none is named.
        read_sheet: what reads a spreadsheet, as `spreadsheet.read` does.
    """
    if len(content) > AT_MOST:
        raise too_large(AT_MOST)
    if content.startswith(_OLD_EXCEL):
        raise Refusal(
            N_("The spreadsheet is of an old kind (.xls), or protected by a password."),
            STORED_NOTHING,
            N_("Save it as .xlsx without a password, and read it in again."),
        )
    if content.startswith(b"PK"):
        table = _of(read_sheet(content, TABLE, sheet, watch))
    else:
        table = _read_text(content, delimiter, watch)
    _check_patients(table, watch)
    if sum(map(any, table.rows)) < 2 or max(map(_width, table.rows), default=0) < 2:
        raise Refusal(
            N_("There is no table in the file: at least two columns, with headings above."),
            STORED_NOTHING,
            THE_MEANT,
        )
    return replace(table, name=name)


def read_path(
    path: Path, sheet: str = "", delimiter: str = "", watch: Watch = lambda _row: None
) -> Table:
    """As `read`, of a file. Raises Refusal."""
    if find_cpr(path.name):
        raise Refusal(
            N_("The name of the file holds something like a CPR number."),
            STORED_NOTHING,
            N_("Give the file another name, and read it in again."),
        )
    return read(path.read_bytes(), sheet, delimiter, path.stem, watch)


def _read_text(content: bytes, delimiter: str, watch: Watch) -> Table:
    text = decode(content)
    sign = delimiter or find_delimiter(text.text)
    rows = cast(Rows, read_rows(text.text, sign, watch))
    return Table(rows, encoding=text.encoding, is_sure=text.is_sure, delimiter=sign)


def _width(row: Sequence[Cell]) -> int:
    return sum(cell not in (None, "") for cell in row)


def _of(opened: Opened) -> Table:
    return Table(
        tuple(_filled(opened.sheet)),
        sheet=opened.name.name,
        sheets=opened.names,
        remarks=tuple(_remarks(opened.sheet, opened.name)),
    )


def _filled(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    """The rows, merged cells each with what stands in the first, faults as what they say."""
    set_in: dict[int, dict[int, Cell]] = {}
    for top, near, bottom, far in sheet.merged:
        said = cast(Cell, sheet.cell(top, near))
        for row in range(top, min(bottom + 1, len(sheet.rows))):
            set_in.setdefault(row, {}).update(dict.fromkeys(range(near, far + 1), said))
    for row, column, text in sheet.faults:
        set_in.setdefault(row, {})[column] = text
    for row, column in sheet.unanswered:
        set_in.setdefault(row, {})[column] = UNANSWERED
    for at, cells in enumerate(sheet.rows):
        yield _with(cells, set_in[at]) if at in set_in else cast("Sequence[Cell]", cells)


def _with(cells: Sequence[object], set_in: Mapping[int, Cell]) -> Sequence[Cell]:
    wide = max(len(cells), max(set_in) + 1)
    row = cast("list[Cell]", [*cells, *[""] * (wide - len(cells))])
    for column, cell in set_in.items():
        row[column] = cell
    return tuple(row)


def _remarks(sheet: Sheet, name: SheetName) -> Iterator[Remark]:
    """What cannot be seen in the table, or not in the same way, and is read all the same."""
    if name.is_hidden:
        yield Remark("hidden_sheet")
    rows = [row for row in sheet.hidden_rows if row < len(sheet.rows)]
    if rows:
        yield Remark("hidden_rows", len(rows), place(min(rows), 0))
    width = max(map(len, sheet.rows), default=0)
    columns = [column for column in sheet.hidden_columns if column < width]
    if columns:
        yield Remark("hidden_columns", len(columns), place(0, min(columns)))
    if sheet.merged:
        yield Remark("merged", len(sheet.merged), place(*sheet.merged[0][:2]))
    if sheet.formulas:
        yield Remark("formulas", sheet.formulas)


def _check_patients(table: Table, watch: Watch) -> None:
    if names_patients(table.sheet) or find_cpr(table.sheet):
        raise _patients(N_("The name of the sheet speaks of CPR numbers."))
    found = find_patients(table.rows, watch)
    if found is not None:
        named = N_("Column {column} is said to hold CPR numbers (cell {cell}).")
        held = N_("Cell {cell} holds something like a CPR number.")
        cell = place(found.row, found.column)
        raise _patients(
            named if found.is_named else held, cell=cell, column=cell.rstrip("0123456789")
        )


def _patients(what: str, **fields: str) -> Refusal:
    return Refusal(
        what,
        N_("The whole file is refused, and nothing of it was stored."),
        N_("Ask for figures without patients, or delete the column, and read the file in again."),
        **fields,
    )
