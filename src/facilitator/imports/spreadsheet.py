"""A spreadsheet read in a process of its own, so that none can bring the program down.

All of .xlsx that the program reads comes through here.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import facilitator
from facilitator.domain.refusal import Refusal
from facilitator.imports import WORKBOOK_CHILD
from facilitator.imports.source import Watch
from facilitator.imports.workbook import (
    STORED_NOTHING,
    Limits,
    Opened,
    Row,
    check_sizes,
)
from facilitator.imports.workbook_child import Answer, Asked, write
from facilitator.language import N_
from facilitator.log import log

_PATIENCE = 0.05
"""Seconds between two looks at whether the work is still wanted."""

# The folder comes last, so that it takes the place of nothing, and -P leaves out the current one.
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from facilitator.__main__ import main; sys.exit(main(sys.argv[2:]))"
)


def read(
    content: bytes,
    limits: Limits,
    wanted: str = "",
    watch: Watch = lambda _row: None,
    child: Sequence[str] = (),
) -> Opened:
    """A sheet of an .xlsx file. Raises Refusal, and nothing else but what `watch` raises.

    Refused is also what takes more memory or time than the limits say, and what brings the process
    down that reads it.

    Args:
        wanted: the sheet; the first that is not hidden where none is named so.
        child: the command that starts the process; the program itself where none is given.
    """
    check_sizes(content, limits)
    watch(0)
    heard: SimpleQueue[Answer | None] = SimpleQueue()
    with _start(child or _command()) as process:
        talk = Thread(target=_talk, args=(process, Asked(content, limits, wanted), heard))
        talk.daemon = True
        talk.start()
        atexit.register(process.kill)
        try:
            opened = gather(_answers(heard, limits.seconds), watch)
        finally:
            process.kill()
            talk.join()
            atexit.unregister(process.kill)
    if opened is None:
        log.warning("the reader of a spreadsheet ended early, status %s", process.returncode)
        raise _broken_off()
    return opened


def _command() -> Sequence[str]:
    """How this program is started once more: what is frozen is its own interpreter."""
    if getattr(sys, "frozen", False):
        return (sys.executable, WORKBOOK_CHILD)
    folder = Path(facilitator.__file__).parents[1]
    return (sys.executable, "-P", "-c", _START, str(folder), WORKBOOK_CHILD)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the process. Raises Refusal where the system does not let it."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    pipe, away = subprocess.PIPE, subprocess.DEVNULL
    try:
        # What it says when it falls may be words of the file.
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=away, creationflags=flags)
    except OSError as error:
        log.warning("the reader of a spreadsheet did not start", exc_info=error)
        raise _broken_off() from error


def _talk(
    process: subprocess.Popen[bytes], asked: Asked, heard: SimpleQueue[Answer | None]
) -> None:
    """Ask the process, and put down what it answers; in the end, however that is, None."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            with process.stdin as asking:
                write(asked, asking)
            while True:
                heard.put(pickle.load(process.stdout))
    finally:
        heard.put(None)


def _answers(heard: SimpleQueue[Answer | None], seconds: float) -> Iterator[Answer | None]:
    """What is answered as it comes, and None while nothing does; at most so long."""
    waited = 0.0
    while waited <= seconds:
        try:
            said = heard.get(timeout=_PATIENCE)
        except Empty:
            waited += _PATIENCE
            yield None
            continue
        if said is None:
            return
        yield said


def gather(answers: Iterator[Answer | None], watch: Watch) -> Opened | None:
    """The sheet with all its rows, a text of many cells kept once; none where it is not whole.

    Raises Refusal, and what `watch` raises.
    """
    opened: Opened | None = None
    rows: list[Row] = []
    same: dict[str, str] = {}
    for said in answers:
        watch(len(rows))
        if isinstance(said, Refusal):
            raise said
        if isinstance(said, Opened):
            opened = said
        elif said:
            rows += [_kept_once(row, same) for row in said]
        elif said is not None and opened is not None:
            return replace(opened, sheet=replace(opened.sheet, rows=tuple(rows)))
    return None


def _kept_once(row: Row, same: dict[str, str]) -> Row:
    return tuple([same.setdefault(cell, cell) if type(cell) is str else cell for cell in row])


def _broken_off() -> Refusal:
    return Refusal(
        N_("Reading the spreadsheet broke off, or took more memory or time than it may."),
        STORED_NOTHING,
        N_("See that it is the file you meant, and save it anew as .xlsx before you try again."),
    )
