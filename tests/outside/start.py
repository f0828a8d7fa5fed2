"""Starts the program with a clock read from a file; the product itself has no such option.

Run as a script: the first argument is the clock's file, or "-" for the real clock; the rest are
the program's own.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from facilitator.__main__ import main


class FileClock:
    """Both clocks as somebody else has written them: {"utc": ISO instant, "mono": seconds}."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def utc(self) -> datetime:
        return datetime.fromisoformat(self._read()["utc"])

    def mono(self) -> float:
        return float(self._read()["mono"])

    def _read(self) -> dict[str, str]:
        read: dict[str, str] = json.loads(self._file.read_text())
        return read


if __name__ == "__main__":
    own = None if sys.argv[1] == "-" else FileClock(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:], clock=own))
