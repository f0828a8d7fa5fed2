"""IMPORTS, the names of what can be read in from a file. There is nothing yet to read in."""

from __future__ import annotations

IMPORTS: tuple[str, ...] = ()
