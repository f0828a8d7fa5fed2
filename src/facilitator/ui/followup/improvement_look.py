"""Improvements in words: the measured effect, and numbers as people type them."""

from __future__ import annotations

from facilitator.domain.improvements import Improvement
from facilitator.language import N_, Language

_DECIMALS = 3
_MOST = 1e12
_NO_BREAK = "\N{NO-BREAK SPACE}"


def effect_words(one: Improvement, lang: Language) -> str:
    """“Waiting time for emergency appointments: 3 → 1 day (n = 20)”; empty when nothing was
    measured."""
    if one.before is None and one.after is None:
        return ""
    unknown = lang.text(N_("unknown"))
    values = (
        unknown if value is None else number_words(value, lang) for value in (one.before, one.after)
    )
    said = f"{f'{_NO_BREAK}→{_NO_BREAK}'.join(values)} {one.unit}".rstrip()
    if one.measure:
        said = f"{one.measure}: {said}"
    if one.n is None:
        return said
    return f"{said} (n{_NO_BREAK}={_NO_BREAK}{lang.number(one.n)})"


def number_words(value: float, lang: Language) -> str:
    """A number with as many decimals as it has, three at most."""
    shortest = next(d for d in range(_DECIMALS + 1) if d == _DECIMALS or round(value, d) == value)
    return lang.number(value, shortest)


def parse_number(text: str) -> float | None:
    """A number as people write it: 2,5 or 2.5, 1 200. None when it is not understood."""
    typed = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        value = float(typed) if typed.replace("-", "", 1).replace(".", "", 1).isdecimal() else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < _MOST else None


def is_grouped(text: str) -> bool:
    """Whether a number may mean thousands: 1.200 is 1,2 to one reader and 1200 to another."""
    typed = text.strip()
    return any(
        sign in typed and len(typed.rpartition(sign)[2]) == 3 and typed.rpartition(sign)[0] != "0"
        for sign in ".,"
    )
