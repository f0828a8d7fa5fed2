"""Spreadsheets as spreadsheet programs write them, for the tests that read figures in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any


def book(*rows: Sequence[Any], more: Callable[[Any, Any], object] | None = None) -> bytes:
    """A spreadsheet with these rows; `more` does what it likes with workbook and sheet."""
    import xlsxwriter  # type: ignore[import-untyped]

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Data")
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif cell is not None:
                    sheet.write(row, column, cell)
        if more is not None:
            more(workbook, sheet)
    return made.getvalue()
