"""The steps of an item as one line: “Presentation 3 · questions 4 · discussion 6 min”."""

from __future__ import annotations

import re

_STEP = re.compile(r"(?P<title>.*\D)\s*\b(?P<minutes>[0-9]{1,3})\s*(?:min\.?|minutter|minutes)?")


def read_steps(line: str) -> tuple[tuple[str, int], ...] | None:
    """Titles and seconds of the steps in a line, parted by · , ; or a new line.

    None when a step has no title or no minutes; an empty line has no steps.
    """
    parts = [part.strip() for part in re.split(r"[·•;,\n]", line) if part.strip()]
    found = [_STEP.fullmatch(part) for part in parts]
    steps = tuple((m["title"].strip(), int(m["minutes"]) * 60) for m in found if m)
    return steps if len(steps) == len(parts) and all(title for title, _ in steps) else None
