"""What is read in from files. Nothing is imported here: the reader of a spreadsheet starts fast."""

from __future__ import annotations

WORKBOOK_CHILD = "--read-workbook"
"""The word by which the program starts itself as that reader; no person types it."""
