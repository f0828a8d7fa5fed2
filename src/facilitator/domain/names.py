"""Finding a person's name in what people have written."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORTEST = 3


def name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds each name as it stands or in the genitive, however it is written in capitals.

    Any white space may stand between its words. None when there is no name to look for.
    """
    words = sorted({" ".join(name.split()) for name in names if name.strip()}, key=len)
    if not words:
        return None
    each = "|".join(r"\s+".join(map(re.escape, word.split())) for word in reversed(words))
    return re.compile(rf"(?<!\w)(?:{each})(?=(?:['’]?s)?(?!\w))", re.IGNORECASE)


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name by which one is also known: Anna and Eksempel of Anna Eksempel."""
    words = name.split()
    return tuple(word for word in words if len(word) >= _SHORTEST) if len(words) > 1 else ()


def around(text: str, pattern: re.Pattern[str], room: int = 60) -> str:
    """The first place where a name stands, with what stands around it, on one line."""
    found = pattern.search(text)
    if found is None:
        return ""
    start, end = max(0, found.start() - room), min(len(text), found.end() + room)
    line = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{line}{'…' if end < len(text) else ''}"
