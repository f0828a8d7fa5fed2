"""The process that reads one spreadsheet, as its standard input asks, and writes what it holds.

It imports no more than that takes, and nobody's work is lost when it falls.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from facilitator.domain.refusal import Refusal
from facilitator.imports.workbook import Limits, Opened, Row, open_sheet

_CELLS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The one request: which sheet of which file, and how much reading it may take."""

    content: bytes = field(repr=False)
    limits: Limits
    wanted: str = ""


Answer = Opened | tuple[Row, ...] | Refusal
"""The sheet, then its rows by the thousand, of which no more come after an empty tuple; or else why
it is refused."""


def serve() -> int:
    """Answer what standard input asks, on standard output. Returns the exit status."""
    # By number: a program with a window but without a console has no sys.stdin on Windows.
    with os.fdopen(0, "rb", closefd=False) as given:
        asked = pickle.load(given)
    assert isinstance(asked, Asked)
    with os.fdopen(1, "wb", closefd=False) as out:
        _bound(asked.limits)
        for answer in answers(asked):
            write(answer, out)
    return 0


def answers(asked: Asked) -> Iterator[Answer]:
    """What there is to say to a request."""
    try:
        opened, rows = open_sheet(asked.content, asked.limits, asked.wanted)
        yield opened
        yield from _parcels(rows)
        yield ()
    except Refusal as refusal:
        yield refusal


def write(what: Answer | Asked, out: IO[bytes]) -> None:
    """Write it so that pickle can read it again, and not before all of it is there."""
    pickle.dump(what, out, pickle.HIGHEST_PROTOCOL)


def _parcels(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    parcel: list[Row] = []
    cells = 0
    for row in rows:
        parcel.append(row)
        cells += len(row) + 1
        if cells > _CELLS_AT_ONCE:
            yield tuple(parcel)
            parcel.clear()
            cells = 0
    if parcel:
        yield tuple(parcel)


def _bound(limits: Limits) -> None:
    """Take no more memory and time than this, on systems that can hold a process to it.

    Windows cannot; macOS can, but does not heed the limit of memory.
    """
    if sys.platform == "win32":
        return
    import resource

    # Were its memory laid on the disk when it falls, words of the file would lie there too.
    bounds = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(limits.seconds) + 1),
        (resource.RLIMIT_AS, limits.memory),
    )
    for what, most in bounds:
        _now, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (ValueError, OSError):
            # macOS refuses a limit below what is in use.
            continue
