"""Names behind a mark in a typed line: a known one, a word, or what stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"|[“”„]([^“”„"]*)[“”"]')


def tidy(text: str) -> str:
    """The text with single spaces and none at its ends."""
    return " ".join(text.split())


def begins_with(text: str, name: str) -> bool:
    """Whether a text begins with this name as a whole, whatever the capitals."""
    if not name or text[: len(name)].casefold() != name.casefold():
        return False
    return not text[len(name) : len(name) + 1].isalnum()


def one_name(after: str) -> tuple[str, str]:
    """One word or what stands in quotation marks at the beginning, and the rest.

    A straight quotation mark inside straight ones is written twice.
    """
    found = read_quoted(after)
    if found is not None:
        return tidy(found[0]), found[1]
    word = re.match(r"[^\s,.;:]*", after)
    said = word[0] if word else ""
    return said, after[len(said) :]


def read_quoted(text: str) -> tuple[str, str] | None:
    """What stands in quotation marks at the beginning, and the rest; none when nothing does."""
    found = _QUOTED.match(text)
    if found is None:
        return None
    straight, curly = found[1], found[2]
    return (curly if straight is None else straight.replace('""', '"')), text[found.end() :]


def quote(text: str) -> str:
    """The text in straight quotation marks, as `read_quoted` reads it back."""
    return '"' + text.replace('"', '""') + '"'


def longest_name(after: str, names: Iterable[str]) -> str | None:
    """The longest name a text begins with; none in quotation marks, where each is as written."""
    if after.startswith('"'):
        return None
    return max((name for name in names if begins_with(after, name)), key=len, default=None)


def read_topic(after: str, topics: Iterable[str]) -> tuple[str, bool, int] | None:
    """The topic after a `#`, whether it is a known one, and how many signs say it.

    The longest known topic, as the bank writes it; else one word or what stands in quotation
    marks. None when nothing is named, and for bare figures, as in “room #7”.
    """
    topics = tuple(topics)
    known = longest_name(after, topics)
    if known is not None:
        return known, True, len(known)
    said, rest = one_name(after)
    if not said or (said.isdigit() and not after.startswith('"')):
        return None
    meant = next((one for one in topics if one.casefold() == said.casefold()), None)
    return meant or said, meant is not None, len(after) - len(rest)
