"""What in the text of a case may lead back to a patient, as hints to who writes it."""

from __future__ import annotations

import re

from facilitator.language import N_

LONG = 700
"""From so many signs a text looks pasted from a record rather than written for colleagues."""

_DATE = re.compile(
    r"\b[0-3]?[0-9](?:[./-][01]?[0-9][./-](?:[0-9]{4}|[0-9]{2})\b|\.? (?:januar|februar|marts|april"
    r"|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june"
    r"|july|october)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:[A-ZÆØÅ][\w-]+ (?:[Uu]niversitets)?(?:[Hh]ospital|[Ss]ygehus)|[Rr]igshospitalet"
    r"|(?:[Hh]ospital|[Ss]ygehus|[Aa]fdeling|[Kk]linik) [A-ZÆØÅ]\w*|[A-ZÆØÅ]{1,3}UH)\b"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÆØÅ]\. ?){2,}(?!\w)")

_HINTS = (
    (_DATE, N_("There is a date. Write “three weeks ago” instead.")),
    (_PLACE, N_("There is the name of a place. Leave it out.")),
    (_INITIALS, N_("There seem to be initials. Leave them out.")),
)


def hints(text: str) -> tuple[str, ...]:
    """What to look at in a text that must be anonymous, as msgids; none: nothing was noticed.

    A hospital, a department, a date, sex and age were together enough to know a patient by,
    without a name (a health-law scholar in Nordjyske, September 2019); material from a record can
    as a rule not be made anonymous (Region Hovedstaden on anonymisation).
    """
    found = [hint for sign, hint in _HINTS if sign.search(text)]
    if len(text) > LONG:
        found.append(N_("This is long. Is it from a record? Write it in a few words of your own."))
    return tuple(found)
