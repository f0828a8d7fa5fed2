"""The log: what happened, never what was written. Event names, ids, counts and error names only."""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

log = logging.getLogger("facilitator")

_MEGABYTE = 1_000_000
_FORM = "%(asctime)s %(levelname)s %(threadName)s %(message)s"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|'[^']*'")


class _Reticent(logging.Formatter):
    """Leaves out what an error says, which may be a person's words, and names no home folder."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(_told(ei[1])) if ei[1] else ""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(str(Path.home()), "~")


def start_logging(folder: Path) -> Callable[[], None]:
    """Write the log to `folder`, five files of 1 MB, and lead what nobody caught there as well.

    Answers the function that stops it and puts back what was there. Raises OSError.
    """
    # Brings sockets and pickle along, which the first picture need not wait for.
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "facilitator.log", maxBytes=_MEGABYTE, backupCount=4, encoding="utf-8"
    )
    handler.setFormatter(_Reticent(_FORM))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread

    def stop() -> None:
        sys.excepthook, threading.excepthook = hooks
        log.removeHandler(handler)
        log.propagate = True
        handler.close()

    return stop


def start_crash_log(folder: Path) -> None:
    """Let Python write where it stood when the process itself falls, until the program ends."""
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))


def without_words(message: str) -> str:
    """`message` with everything in quotation marks left out."""
    return _QUOTED.sub("…", message)


def _told(error: BaseException) -> list[str]:
    """Where an error came from and the names of it and its causes, without their messages."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    return lines


def _place(filename: str) -> str:
    parts = Path(filename).parts
    for package in ("facilitator", "site-packages"):
        if package in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(package) - 1 :])
    return parts[-1]


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None:
        log.critical(
            "uncaught in thread", exc_info=(what.exc_type, what.exc_value, what.exc_traceback)
        )
