"""Periods and dates as people and programs write them in a table, in Danish and English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from facilitator.domain.indicators import Period, PeriodKind, period_of

LONGEST = 60
"""Signs of the longest text that is read as a period."""

FIRST_YEAR, LAST_YEAR = 1900, 2099

_MONTHS = (
    ("jan", "januar", "january"),
    ("feb", "febr", "februar", "february"),
    ("mar", "mrt", "marts", "march"),
    ("apr", "april"),
    ("maj", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("okt", "oct", "oktober", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ORDINALS = {"første": 1, "first": 1, "anden": 2, "andet": 2, "second": 2, "tredje": 3, "third": 3}
_ORDINALS |= {"fjerde": 4, "fourth": 4}

_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|'[0-9]{2}|[0-9]{2}(?![0-9]))"
_LONG_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_GAP = r"[\s.,/_-]*"
_NUMBER = r"(?P<part>[1-4]|" + "|".join(_ORDINALS) + r")(?:\.|st|nd|rd|th)?"
_UNIT = (
    r"(?:(?P<quarter>kvartal|kvart|kvt|kv|quarter|qtr|k|q)"
    r"|(?P<half>halvår|half[\s-]?year|half|h)"
    r"|(?P<third>tertial|t))\.?"
)
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_OF = r"(?:\s+(?:af|of|i|in))?"

_PARTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NUMBER}\s*{_UNIT}{_OF}{_GAP}{_YEAR}",
        rf"{_UNIT}\s*{_NUMBER}{_OF}{_GAP}{_YEAR}",
        rf"{_LONG_YEAR}{_GAP}{_UNIT}\s*{_NUMBER}",
        rf"{_LONG_YEAR}{_GAP}{_NUMBER}\s*{_UNIT}",
    )
)
_MONTH_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME}{_OF}{_GAP}{_YEAR}",
        rf"{_LONG_YEAR}{_GAP}{_NAME}",
        rf"{_LONG_YEAR}\s*[-./m]\s*(?P<month>[0-9]{{1,2}})",
        rf"{_LONG_YEAR}(?P<month>0[1-9]|1[0-2])",
        rf"(?P<month>[0-9]{{1,2}})\s*[-./]\s*{_LONG_YEAR}",
    )
)
_WHOLE_YEAR = re.compile(rf"(?:(?:år|året|year)\s*)?{_LONG_YEAR}")
_CLOCK = r"(?:[t\s]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?z?)?"
_DATES = tuple(
    re.compile(pattern + _CLOCK)
    for pattern in (
        rf"(?:(?:den|d)\.?\s+)?(?P<day>[0-9]{{1,2}})\s*([-./])\s*(?P<month>[0-9]{{1,2}})(?:\s*\2\s*|\s){_YEAR}",
        rf"{_LONG_YEAR}\s*([-./])\s*(?P<month>[0-9]{{1,2}})\s*\2\s*(?P<day>[0-9]{{1,2}})",
        rf"{_LONG_YEAR}(?P<month>[01][0-9])(?P<day>[0-3][0-9])",
        rf"(?:(?:den|d)\.?\s+)?(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*{_NAME}{_GAP}{_YEAR}",
    )
)
_BETWEEN = re.compile(r"\s*(?:-|/|\btil og med\b|\btil\b|\bto\b|\.\.+|…)\s*")
_YEARLESS = re.compile(r"(?P<day>[0-9]{1,2})\s*[./]\s*(?P<month>[0-9]{1,2})\.?")
_SAME = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"’": "'"})


@lru_cache(maxsize=16_384)
def read_period(text: str) -> Period | None:
    """The period a text names, or none.

    A year, half, third, quarter or month by number or name (3. kvt. 2025, Q3 2025, 2025K3, 1.
    halvår 2025, sep. 2025, 2025-09), two days (01.07.2025–30.09.2025) or two periods (jul.–sep.
    2025) with what lies between. A date alone is that day; the day stands before the month.
    """
    typed = _typed(text)
    if not typed or len(typed) > LONGEST:
        return None
    return _part(typed) or _month(typed) or _whole_year(typed) or _one_day(typed) or _range(typed)


@lru_cache(maxsize=16_384)
def read_date(text: str) -> date | None:
    """The date a text names, or none; the day stands before the month, a clock time is passed."""
    typed = _typed(text)
    if not typed or len(typed) > LONGEST:
        return None
    days = (_date(found) for form in _DATES if (found := form.fullmatch(typed)))
    return next((day for day in days if day), None)


def read_part(text: str) -> tuple[PeriodKind, int] | None:
    """The quarter, half or month named without its year: (“quarter”, 3) of "3. kvt.", "Q3", "sep".

    A number alone is none: of what it is the number, the column says.
    """
    typed = _typed(text)
    named = _MONTH_OF.get(typed.rstrip("."))
    if named:
        return "month", named
    found = next((found for form in _PARTS if (found := form.fullmatch(f"{typed} 2000"))), None)
    if found is None or found["third"]:
        return None
    kind: PeriodKind = "quarter" if found["quarter"] else "half"
    number = _ordinal(found["part"])
    return (kind, number) if number <= (4 if kind == "quarter" else 2) else None


def kind_of_dates(days: Collection[date]) -> PeriodKind:
    """What single dates in a column stand for, by all of them together.

    Where each is the first, or each the last, day of a longer part of the calendar, they stand for
    the longest such part; else for themselves.
    """
    for kind in ("year", "half", "quarter", "month"):
        wholes = [(day, period_of(kind, day)) for day in days]
        begun = all(day == whole.first for day, whole in wholes)
        if wholes and (begun or all(day == whole.last for day, whole in wholes)):
            return kind
    return "days"


def part_of_year(kind: PeriodKind, number: int, year: int) -> Period | None:
    """The quarter, half or month with this number in a year, or none."""
    months = {"month": 1, "quarter": 3, "half": 6}.get(kind, 0)
    if not months or not 1 <= number <= 12 // months or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return period_of(kind, date(year, months * (number - 1) + 1, 1))


def _typed(text: str) -> str:
    return " ".join(text.casefold().translate(_SAME).split())


def _part(typed: str) -> Period | None:
    for form in _PARTS:
        found = form.fullmatch(typed)
        if found is None:
            continue
        year, number = _year(found["year"]), _ordinal(found["part"])
        if found["third"]:
            return _third(year, number)
        return part_of_year("quarter" if found["quarter"] else "half", number, year)
    return None


def _third(year: int, number: int) -> Period | None:
    if not 1 <= number <= 3:
        return None
    last = period_of("month", date(year, 4 * number, 1)).last
    return Period(date(year, 4 * number - 3, 1), last)


def _ordinal(word: str) -> int:
    return _ORDINALS.get(word) or int(word)


def _month(typed: str) -> Period | None:
    for form in _MONTH_FORMS:
        found = form.fullmatch(typed)
        if found is None:
            continue
        parts = found.groupdict()
        number = _MONTH_OF.get(parts.get("name") or "", 0) or int(parts.get("month") or 0)
        return part_of_year("month", number, _year(parts["year"])) if number else None
    return None


def _whole_year(typed: str) -> Period | None:
    found = _WHOLE_YEAR.fullmatch(typed)
    return period_of("year", date(int(found["year"]), 1, 1)) if found else None


def _one_day(typed: str) -> Period | None:
    day = read_date(typed)
    return Period(day, day) if day else None


def _range(typed: str) -> Period | None:
    """From the beginning of what stands before a sign to the end of what stands after it."""
    said = typed.removeprefix("fra ").removeprefix("from ")
    for first, last in _ends(said):
        if first is not None and last is not None and first.first <= last.first:
            return Period(first.first, max(first.last, last.last))
    return None


def _ends(said: str) -> Iterator[tuple[Period | None, Period | None]]:
    for sign in _BETWEEN.finditer(said):
        before, after = said[: sign.start()], said[sign.end() :]
        last = _single(after)
        if last is not None:
            yield _single(before) or _in_the_year_of(before, last), last


def _single(typed: str) -> Period | None:
    return _part(typed) or _month(typed) or _whole_year(typed) or _one_day(typed)


def _in_the_year_of(typed: str, last: Period) -> Period | None:
    """A day, month or quarter named without its year, in the year of what ends the range."""
    year = last.last.year
    found = _YEARLESS.fullmatch(typed)
    if found:
        day = _day(year, int(found["month"]), int(found["day"]))
        return Period(day, day) if day else None
    part = read_part(typed)
    return part_of_year(*part, year) if part else None


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    name = parts.get("name")
    month = _MONTH_OF.get(name, 0) if name else int(parts["month"])
    return _day(_year(parts["year"]), month, int(parts["day"]))


def _year(digits: str) -> int:
    plain = digits.removeprefix("'")
    return int(plain) + (2000 if len(plain) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
