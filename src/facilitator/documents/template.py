"""An own template or block as a file that somebody else can read in."""

from __future__ import annotations

import json

from facilitator.documents.document import Asked, plain_name
from facilitator.domain.pattern_file import AT_MOST, as_plain, check_handed_on
from facilitator.domain.patterns import Pattern
from facilitator.domain.refusal import Refusal
from facilitator.language import N_, Language


def as_json(pattern: Pattern, _lang: Language, _asked: Asked) -> bytes:
    """The template in UTF-8, in its own language. Raises Refusal for what is not handed on."""
    check_handed_on(pattern)
    written = json.dumps(as_plain(pattern), ensure_ascii=False, indent=1) + "\n"
    content = written.encode("utf-8")
    if len(content) > AT_MOST:
        raise Refusal(
            N_("As a file the template would be larger than 1 MB, and could not be read in."),
            N_("Nothing was written."),
            N_("Shorten its notes, or divide it into several."),
        )
    return content


def name_file(pattern: Pattern, _lang: Language) -> str:
    """A name for its file that every system takes, without an ending."""
    return plain_name(pattern.title) or "template"
