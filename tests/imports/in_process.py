"""Spreadsheets read without a process of their own, for the tests that read hundreds of them."""

from __future__ import annotations

from facilitator.imports.source import Watch
from facilitator.imports.spreadsheet import gather
from facilitator.imports.workbook import Limits, Opened, check_sizes
from facilitator.imports.workbook_child import Asked, answers


def read_sheet(
    content: bytes, limits: Limits, wanted: str = "", watch: Watch = lambda _row: None
) -> Opened:
    """As `spreadsheet.read`."""
    check_sizes(content, limits)
    watch(0)
    opened = gather(answers(Asked(content, limits, wanted)), watch)
    assert opened is not None
    return opened
