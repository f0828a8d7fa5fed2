"""Where what stands on a reply sheet: written by a document, read in again by an import.

Column A is hidden and holds what the answers belong to; it has a sum, so that a changed id is seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

MARK = "facilitator-reply"
FORMAT = 1

META = ("mark", "format", "cluster", "member", "made", "sum")
"""What column A holds from its first row on; from the row after the head, the ids."""

NAME_CELL = (4, 2)
"""Row and column, from 0, of the name of who answers, where it is asked for."""

FIRST_LINE = 7
"""The row, from 0, of the first commitment."""

STATUS, EXPERIENCE, OBSTACLE, NEXT_STEP = ANSWERS = (6, 7, 8, 9)
"""The columns, from 0, in which is answered."""

COLUMNS = 10


def checksum(meta: Sequence[str], ids: Sequence[str]) -> str:
    """The SHA-256, in hexadecimal, of what the answers belong to: a guard against damage."""
    return hashlib.sha256("\n".join((*meta, *ids)).encode("utf-8")).hexdigest()
