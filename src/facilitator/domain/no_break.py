"""Where a line is never broken: in a number and its unit, a date; and where it may be after all."""

from __future__ import annotations

import re

_MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_SHORT = "[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]aj|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo][ck]t|[Nn]ov|[Dd]ec"
_ABBREVIATED = r"pct\.|min\.|t\.|kr\.|%"
_UNITS = (
    "procentpoint|procent|percentage|minutter|minutes|min|time|timer|hr|hours?|dage?|days?|uger?"
    "|weeks?|måneder?|months?|år|years?|gange?|times?|kg|mg|ml|cm|mm|klinik|klinikker|clinics?"
    "|medlem|medlemmer|members?|møder"
)
_NAMED = r"kl\.|ca\.|[Nn]r\.|No\.|[Kk]linik|[Cc]linic|[Pp]raksis|[Ss]ide|[Pp]age|[Mm]øde|[Mm]eeting"

_TOGETHER = re.compile(
    "|".join(
        (
            r"\d (?:t\.|hr) \d+ min\b",
            rf"\b\d{{1,2}}\.? (?:{_MONTHS})\b(?: \d{{4}})?",
            rf"\b\d{{1,2}}\.? (?:{_SHORT})\b\.?(?: \d{{4}})?",
            rf"\b(?:{_SHORT})\b\.? \d{{4}}",
            r"\d (?:af|of) (?:de )?\d+",
            r"\d\. (?:klynge)?møde\b",
            rf"[\d½] (?:{_ABBREVIATED})",
            rf"[\d½] (?:{_UNITS})\b",
            rf"\b(?:{_NAMED}) \d",
            r"\bn = \d",
            r" [·–…]",
        )
    )
)


def keep_together(text: str) -> str:
    """`text` with no-break spaces where a line is not to be broken: 24 pct., kl. 17.30, 3. maj."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def part_long_words(text: str) -> str:
    """`text` with soft hyphens in what is longer than any word and has no other place to break."""
    return _ENDLESS.sub(lambda found: _PIECE.sub("\\g<0>\N{SOFT HYPHEN}", found[0]), text)


_ENDLESS = re.compile(r"[^\s/-]{61,}")
_PIECE = re.compile(r".{20}(?=.)")
