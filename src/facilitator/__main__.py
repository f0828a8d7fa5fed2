"""Where the program begins: arguments and language, then the window, or a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from facilitator import __version__
from facilitator.arguments import Given, Option, WrongUse, describe, parse
from facilitator.clock import Clock, SystemClock
from facilitator.commands import COMMANDS, DO, Work, is_url, say
from facilitator.domain.refusal import Refusal
from facilitator.imports import WORKBOOK_CHILD
from facilitator.language import N_, Language, system_locale
from facilitator.paths import default_store

OPTIONS = (
    Option("--store", "PATH|URL", N_("the data file, or postgresql://user@host/database")),
    Option("--lang", "da|en", N_("the language"), choices=("da", "en")),
    Option("--picture", "FILE", N_("write a picture of the window and end")),
    Option("--help", about=N_("show this")),
    Option("--version", about=N_("show the version")),
)


def main(
    argv: Sequence[str] | None = None,
    *,
    clock: Clock | None = None,
    screens: Callable[[], Sequence[Any]] | None = None,
) -> int:
    """Do what the arguments say. Returns the exit status: 1 refused, 2 wrong use.

    Args:
        argv: without the program's name; none takes the system's.
        screens: the screens there are, for the window; none asks the system.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if list(arguments) == [WORKBOOK_CHILD]:
        from facilitator.imports.workbook_child import serve

        return serve()
    _speak_utf8()
    lang = Language(_code(arguments))
    try:
        return _start(arguments, lang, clock or SystemClock(), screens)
    except WrongUse as wrong:
        return _refuse(wrong.in_words(lang), 2)
    except Refusal as refusal:
        return _refuse(refusal.in_words(lang), 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _start(
    arguments: Sequence[str],
    lang: Language,
    clock: Clock,
    screens: Callable[[], Sequence[Any]] | None,
) -> int:
    if "-h" in arguments or "--help" in arguments:
        print(describe(COMMANDS, OPTIONS, lang))
        return 0
    given = parse(arguments, COMMANDS, OPTIONS)
    if given.has("--version"):
        print(f"Facilitator {__version__}")
        return 0
    place = _place(given)
    if given.command is not None:
        DO[given.command.name](Work(given, lang, clock, place))
        sys.stdout.flush()
        return 0
    from facilitator.ui.app import run

    picture = given.option("--picture")
    own = lang if given.has("--lang") else None
    return run(place, own, clock, screens, Path(picture) if picture else None)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A program without a console has no streams on Windows.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _code(arguments: Sequence[str]) -> Any:
    """The language wanted, so that what is wrong with the rest can be said in it."""
    for at, word in enumerate(arguments):
        value = word.removeprefix("--lang=")
        if word == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in ("da", "en") and word.startswith("--lang"):
            return value
    return Language.of_system(system_locale(os.environ))


def _refuse(words: str, status: int) -> int:
    say(f"facilitator: {' '.join(words.split())}")
    return status


def _place(given: Given) -> str:
    place = given.option("--store")
    if place is None:
        return str(default_store())
    if not is_url(place):
        return place
    parts = _parts(place)
    has_password = parts.password is not None or "password" in parse_qs(parts.query)
    if has_password:
        raise WrongUse(
            N_("A password in the address of the database can be read by others."),
            N_("Put it in the file ~/.pgpass and leave it out of the address."),
        )
    if parts.scheme.partition("+")[0] != "postgresql":
        raise WrongUse(N_("The address of a database begins with postgresql://."))
    return place


def _parts(place: str) -> SplitResult:
    """The parts of an address; its port, if there is one, is a number."""
    try:
        parts = urlsplit(place)
        if parts.port == 0:
            raise ValueError("no port")
    except ValueError:
        raise WrongUse(N_("The address of the database cannot be understood.")) from None
    return parts


if __name__ == "__main__":
    sys.exit(main())
