"""An own template or block as it stands in a file that is handed on, and what may stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from facilitator.domain.patterns import Pattern, PatternItem
from facilitator.domain.privacy import find_cpr
from facilitator.domain.refusal import Refusal
from facilitator.language import N_

FORMAT = 1
"""Raised when a file of today could not be read by the program of yesterday."""

ENDING = "facilitator-template.json"
AT_MOST = 1_000_000
"""Bytes."""
ITEMS_AT_MOST, STEPS_AT_MOST = 200, 50

_WEB = ("http", "https")
_SCHEME = re.compile(
    r"\b(?:(?P<named>[a-z][a-z0-9+.-]*)://|(?:javascript|vbscript|file|mailto):(?=\S)"
    r"|data:[a-z]+/)",
    re.IGNORECASE,
)


def as_plain(pattern: Pattern) -> dict[str, Any]:
    """The template as JSON can hold it, with the sum that guards it; times in seconds."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "kind": "block" if pattern.is_block else "template",
        "language": pattern.language,
        "title": pattern.title,
        "why": pattern.why,
        "items": [_item(one) for one in pattern.items],
    }
    return plain | {"sha256": checksum(plain)}


def checksum(plain: Mapping[str, Any]) -> str:
    """SHA-256 of everything but the sum itself, whatever the order and the blanks of a file.

    A guard against damage, not against malice.
    """
    summed = {name: value for name, value in plain.items() if name != "sha256"}
    written = json.dumps(summed, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode("ascii")).hexdigest()


def check_handed_on(pattern: Pattern) -> None:
    """Raise Refusal for what no template that is handed on may hold, on the way out and in."""
    if any(find_cpr(text) for text in _texts(pattern)):
        raise Refusal(
            N_("The template holds something like a CPR number."),
            N_("Nothing was changed."),
            N_("Have it removed from the template where it was made."),
        )
    links = (found for text in _texts(pattern) for found in _SCHEME.finditer(text))
    if any((link["named"] or "").lower() not in _WEB for link in links):
        raise Refusal(
            N_("The template holds a link that is not a web address (http or https)."),
            N_("Nothing was changed."),
            N_("Have it removed from the template where it was made."),
        )
    if len(pattern.items) > ITEMS_AT_MOST or any(
        len(item.steps) > STEPS_AT_MOST for item in pattern.items
    ):
        raise Refusal(
            N_("The template holds more than {items} items, or an item more than {steps} steps."),
            N_("Nothing was changed."),
            N_("Divide it into several."),
            items=ITEMS_AT_MOST,
            steps=STEPS_AT_MOST,
        )


def _item(one: PatternItem) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "seconds": one.planned,
        "least_seconds": one.minimum,
        "flexible": one.flexible,
        "question": one.question,
        "notes": one.notes,
        "preparation": one.preparation,
        "steps": [{"title": step.title, "seconds": step.seconds} for step in one.steps],
    }


def _texts(pattern: Pattern) -> Iterator[str]:
    yield from (pattern.title, pattern.why)
    for item in pattern.items:
        yield from (item.title, item.question, item.notes, item.preparation)
        yield from (step.title for step in item.steps)
