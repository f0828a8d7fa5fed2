"""Names behind a mark in a typed line: a known one, a word, or what stands in quotation marks."""

from __future__ import annotations

import re

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
