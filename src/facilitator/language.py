"""Words, dates and numbers in Danish or English, and what people type of dates and times read back.

English is the source language; Danish comes from `resources/locale/da`. Numbers and dates follow
Danish spelling rules (decimal comma, "58,6 pct." in text, "kl. 17.30") and British English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path
    from zoneinfo import ZoneInfo

Code = Literal["da", "en"]

_MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_PATTERNS = {
    "da": {
        "long": "{weekday} den {d}. {month} {y}",
        "text": "{d}. {month} {y}",
        "day": "{weekday} {d}. {month}",
        "near": "{d}. {month}",
        "short": "{d:02}.{m:02}.{y}",
        "month": "{short_month} {y}",
        "axis": "{d}. {short_month} {y}",
    },
    "en": {
        "long": "{weekday} {d} {month} {y}",
        "text": "{d} {month} {y}",
        "day": "{weekday} {d} {month}",
        "near": "{d} {month}",
        "short": "{d:02}/{m:02}/{y}",
        "month": "{short_month} {y}",
        "axis": "{d} {short_month} {y}",
    },
}
_SEPARATORS = {
    "da": str.maketrans({",": ".", ".": ",", "-": _MINUS}),
    "en": str.maketrans({"-": _MINUS}),
}


def N_(text: str) -> str:
    """Mark `text` as something to translate and give it back as it is."""
    return text


# Babel has these too, but takes a tenth of a start to load them.
_WEEKDAY_NAMES = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTH_NAMES = (
    (N_("January"), N_("Jan")),
    (N_("February"), N_("Feb")),
    (N_("March"), N_("Mar")),
    (N_("April"), N_("Apr")),
    (N_("May"), N_("May")),
    (N_("June"), N_("Jun")),
    (N_("July"), N_("Jul")),
    (N_("August"), N_("Aug")),
    (N_("September"), N_("Sep")),
    (N_("October"), N_("Oct")),
    (N_("November"), N_("Nov")),
    (N_("December"), N_("Dec")),
)


class Language:
    """One language and one time zone; every word, date and number shown comes from one of these."""

    def __init__(self, code: Code, zone: str = "Europe/Copenhagen") -> None:
        self.code: Code = code
        self._zone_name = zone

    def __repr__(self) -> str:
        return f"Language({self.code!r}, {self._zone_name!r})"

    @staticmethod
    def of_system(name: str) -> Code:
        """Danish for a system whose locale has the name `name` (da, da_DK.UTF-8, Danish_Denmark),
        English for every other, C and the empty name included."""
        language = re.split(r"[_.@-]", name.casefold())[0]
        return "da" if language in ("da", "dan", "danish", "dansk") else "en"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which clock times are shown."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self._zone_name)

    # Words

    def text(self, msgid: str, /, **fields: object) -> str:
        """`msgid` in this language, with its {fields} filled in after translation.

        Without fields nothing is filled in, so that a text may be shown with its braces.
        """
        translated = self._catalogue.gettext(msgid) if msgid else ""
        return translated.format(**fields) if fields else translated

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """The form that fits `n`, with {n} and the other {fields} filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **fields)

    def quote(self, text: str) -> str:
        """`text` in quotation marks: "…" in Danish, “…” in English."""
        return f'"{text}"' if self.code == "da" else f"“{text}”"

    def list_and(self, items: Sequence[str]) -> str:
        """a, b og c."""
        if len(items) < 2:
            return "".join(items)
        return self.text("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])

    def sort_key(self, text: str) -> tuple[object, ...]:
        """The key by which names are sorted: `sort_key`, the same in both languages."""
        return sort_key(text)

    # Dates and times

    def date_long(self, day: date) -> str:
        """onsdag den 9. september 2026."""
        return self._date(day, "long")

    def date_text(self, day: date) -> str:
        """9. september 2026."""
        return self._date(day, "text")

    def date_day(self, day: date) -> str:
        """onsdag 9. december."""
        return self._date(day, "day")

    def date_near(self, day: date) -> str:
        """9. december."""
        return self._date(day, "near")

    def date_short(self, day: date) -> str:
        """09.09.2026."""
        return self._date(day, "short")

    def month(self, day: date) -> str:
        """september."""
        return self.text(_MONTH_NAMES[self._day(day).month - 1][0])

    def month_axis(self, day: date) -> str:
        """sep. 2026."""
        return self._date(day, "month")

    def date_axis(self, day: date) -> str:
        """15. sep. 2026."""
        return self._date(day, "axis")

    def clock(self, moment: datetime | time) -> str:
        """17.05, a moment in this language's zone; a bare time of day is shown as it is.

        Raises ValueError for a datetime without a zone.
        """
        return self._time(moment, 2)

    def clock_seconds(self, moment: datetime | time) -> str:
        """17.21.40; as `clock`."""
        return self._time(moment, 3)

    def countdown(self, seconds: float) -> str:
        """Seconds left as 12:20, over an hour 1:12:20, beyond the end −0:40.

        Rounded up, so that 0:00 is reached when the time is up and not a second before.
        """
        whole = ceil(seconds)
        minutes, rest = divmod(abs(whole), 60)
        hours, minutes = divmod(minutes, 60)
        digits = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
        return _MINUS + digits if whole < 0 else digits

    def duration(self, minutes: int) -> str:
        """A length in words: 15 min., 2 timer, 1 t. 10 min."""
        if minutes < 0:
            return _MINUS + self.duration(-minutes)
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.text("{minutes} min", minutes=rest)
        if not rest:
            return self.plural("{n} hour", "{n} hours", hours)
        return self.text("{hours} hr {minutes} min", hours=hours, minutes=rest)

    def age(self, since: date, today: date) -> str:
        """How long ago in words: 3 dage, 2 uger … 8 uger, 2 måneder … 23 måneder, 2 år.

        Whole units that have passed; days until a fortnight, weeks until two months, months of
        the calendar until two years. A moment counts as its day in this language's zone, a day
        that lies ahead as today.
        """
        days, months = max((today - self._day(since)).days, 0), _months(self._day(since), today)
        if days < 14:
            return self.plural("{n} day", "{n} days", days)
        if months < 2:
            return self.plural("{n} week", "{n} weeks", days // 7)
        if months < 24:
            return self.plural("{n} month", "{n} months", months)
        return self.plural("{n} year", "{n} years", months // 12)

    # Numbers

    def number(self, value: float | Decimal | Fraction, decimals: int = 0) -> str:
        """1.234,5: rounded half up, with thousands parted and a true minus sign."""
        return f"{_rounded(value, decimals):,.{decimals}f}".translate(_SEPARATORS[self.code])

    def percent(self, k: int, n: int, decimals: int | None = None) -> str:
        """k of n as a share in text: 43 pct., from n = 100 with one decimal, or with `decimals`.

        Rounded half up from the counts. 0 and 100 are said only of shares that are exactly that:
        what would round to them is "<0,1 pct." or ">99,9 pct.". "–" when n is 0.
        """
        if n == 0:
            return "–"
        if decimals is None:
            decimals = share_decimals(n)
        exact = Fraction(100 * k, n)
        shown = _rounded(exact, decimals)
        step = Decimal(1).scaleb(-decimals)
        if k > 0 and shown <= 0:
            return "<" + self.percent_text(step, decimals)
        if k < n and shown >= 100:
            return ">" + self.percent_text(100 - step, decimals)
        return self.percent_text(shown, decimals)

    def percent_text(self, value: float | Decimal | Fraction, decimals: int) -> str:
        """A percentage as published, with its own decimals: 65,7 pct."""
        number = self.number(value, decimals)
        return f"{number} pct." if self.code == "da" else f"{number}%"

    def percent_axis(self, share: float) -> str:
        """A share from 0 to 1 as on an axis: 50 %, with a decimal only where it is needed."""
        hundredths = _rounded(100 * share, 1)
        number = self.number(hundredths, 0 if hundredths == hundredths.to_integral() else 1)
        return f"{number}{_NO_BREAK}%" if self.code == "da" else f"{number}%"

    def share(self, k: int, n: int) -> str:
        """7 af 12 (58 pct.); without the percentage when n is 0."""
        if n == 0:
            return self.text("{k} of {n}", k="0", n="0")
        percent = self.percent(k, n)
        return self.text(
            "{k} of {n} ({percent})", k=self.number(k), n=self.number(n), percent=percent
        )

    @cached_property
    def _catalogue(self) -> NullTranslations:
        return _translations(self.code)

    def _day(self, day: date) -> date:
        return self._here(day).date() if isinstance(day, datetime) else day

    def _date(self, day: date, form: str) -> str:
        day = self._day(day)
        month, short = _MONTH_NAMES[day.month - 1]
        return _PATTERNS[self.code][form].format(
            weekday=self.text(_WEEKDAY_NAMES[day.weekday()]),
            d=day.day,
            m=day.month,
            y=day.year,
            month=self.text(month),
            short_month=self.text(short),
        )

    def _time(self, moment: datetime | time, parts: int) -> str:
        if isinstance(moment, datetime):
            moment = self._here(moment).time()
        figures = (moment.hour, moment.minute, moment.second)[:parts]
        return ("." if self.code == "da" else ":").join(f"{figure:02}" for figure in figures)

    def _here(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone to be shown")
        return moment.astimezone(self.zone)


def share_decimals(n: int) -> int:
    """How many decimals a percentage of `n` has: one from 100 on; of fewer a decimal would claim
    a precision they do not have. Beside a published figure it has that one's."""
    return 1 if n >= 100 else 0


def system_locale(environ: Mapping[str, str]) -> str:
    """The name of the locale for messages: LC_ALL, LC_MESSAGES or LANG, else what the system says;
    empty when nothing is said."""
    import locale

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    return locale.getlocale()[0] or ""


def sort_key(text: str) -> tuple[object, ...]:
    """Danish alphabetical order: … z æ ø å, aa as å, ä as æ, ö as ø, ü as y, case and other
    accents without weight, numbers by value (Klinik 2 before Klinik 10)."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS).replace("aa", _AA)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    parts = re.split(r"([0-9]+)", plain)
    ranked = tuple((int(p), p) if i % 2 else (0, p) for i, p in enumerate(parts))
    return (ranked, text)


# Signs of the private use area stand after z and have no accents to lose.
_AA = "\ue003"
_LETTERS = str.maketrans(
    {"æ": "\ue001", "ä": "\ue001", "ø": "\ue002", "ö": "\ue002", "å": _AA, "ü": "y", "đ": "d"}
)


def _rounded(value: float | Decimal | Fraction, decimals: int) -> Decimal:
    """`value` rounded half up in the last of `decimals`; a float counts as the number it prints."""
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    scaled = abs(exact) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-decimals)


def _months(since: date, until: date) -> int:
    """Whole months of the calendar; from the 31st a shorter month is whole on its last day."""
    months = 12 * (until.year - since.year) + until.month - since.month
    last = (until + timedelta(days=1)).month != until.month
    return months - (until.day < since.day and not last)


def _translations(code: Code) -> NullTranslations:
    from gettext import NullTranslations

    from facilitator.paths import is_checkout, resources

    if code == "en":
        return NullTranslations()
    po = resources() / "locale" / code / "LC_MESSAGES" / "facilitator.po"
    mo = po.with_suffix(".mo")
    stale = not mo.exists() or (is_checkout() and mo.stat().st_mtime < po.stat().st_mtime)
    found = po if stale else mo
    return _read_catalogue(found, found.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_catalogue(place: Path, _changed: int) -> NullTranslations:
    from gettext import GNUTranslations
    from io import BytesIO

    if place.suffix == ".mo":
        return GNUTranslations(BytesIO(place.read_bytes()))
    from facilitator.catalogues import compiled

    return GNUTranslations(BytesIO(compiled(place)))


_DAY = 24 * 60
_LONGEST_LENGTH = 60  # letters; Python reads no number of thousands of digits
_HALVES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_MINUTES_IN_WORDS = {
    "et kvarter": 15,
    "kvarter": 15,
    "en halv time": 30,
    "halv time": 30,
    "half an hour": 30,
    "tre kvarter": 45,
    "en time": 60,
    "an hour": 60,
    "halvanden time": 90,
}
_LENGTH = (
    r"(?:(?P<hours>[0-9]+[.,][0-9]+|[0-9]*[½¼¾]|[0-9]+)\s*(?:timer|time|hours|hour|hrs|hr|t|h)\b\.?)?"
    r"\s*(?:,|og\b|and\b)?\s*"
    r"(?:(?P<minutes>[0-9]+)\s*(?:minutter|minut|minutes|minute|mins|min|m)?\.?)?"
)


def parse_minutes(text: str) -> int | None:
    """A length as people write it, in minutes: 20, 90 min., 1t10, 1 t. 10 min., 1.30, 1:10, ½ time.

    None when it is not understood, not whole minutes, 0, or more than 24 hours.
    """
    typed = text.strip().casefold()
    if len(typed) > _LONGEST_LENGTH:
        return None
    minutes = _MINUTES_IN_WORDS.get(typed) or _minutes_by_clock(typed) or _minutes_by_units(typed)
    if minutes is None or minutes.denominator != 1 or not 0 < minutes <= _DAY:
        return None
    return int(minutes)


def _minutes_by_clock(typed: str) -> Fraction | None:
    found = re.fullmatch(r"([0-9]{1,2})[.:]([0-5][0-9])", typed)
    return Fraction(60 * int(found[1]) + int(found[2])) if found else None


def _minutes_by_units(typed: str) -> Fraction | None:
    # A digit after a letter ends no word, so "1t10" is parted first.
    found = re.fullmatch(_LENGTH, re.sub(r"([a-z])([0-9])", r"\1 \2", typed))
    if not found or not (found["hours"] or found["minutes"]):
        return None
    return 60 * _hours(found["hours"] or "0") + int(found["minutes"] or 0)


def _hours(digits: str) -> Fraction:
    part = _HALVES.get(digits[-1], Fraction(0))
    whole = digits.rstrip("".join(_HALVES)).replace(",", ".")
    return Fraction(whole or 0) + part


_WEEKDAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "saturday"),
    ("søndag", "sunday"),
)
_NEAR = {"i dag": 0, "today": 0, "i morgen": 1, "tomorrow": 1}
_MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marts", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_DATE = (
    r"(?:(?P<weekday>(?!den\b|the\b)[a-zæøå]{3,})\b\.?,?\s*)?(?:(?:den|the)\s+)?"
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s*[./\-\s]\s*"
    r"(?P<month>[0-9]{1,2}|[a-z]{3,})"
    r"(?:\s*[./\-,\s]\s*(?P<year>[0-9]{4}|[0-9]{2})?)?"
)


def parse_date(text: str, today: date) -> date | None:
    """A date as people write it: 9.12.2026, 9/12, 09.12.26, 2026-12-09, [onsdag den] 9. december,
    fredag, on Friday, i morgen.

    The day comes before the month. Without a year it is the next such day, `today` counted; a
    weekday alone is the next one after `today`, by its whole name. None when it is not
    understood, does not exist (31.2.), or is not the weekday it says.
    """
    typed = " ".join(text.casefold().split())
    ahead = _days_ahead(typed, today)
    if ahead is not None:
        return today + timedelta(days=ahead)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        return _day(*map(int, typed.split("-")))
    found = re.fullmatch(_DATE, typed)
    if not found:
        return None
    month, number = _month(found["month"]), int(found["day"])
    day = _with_year(found["year"], month, number, today)
    if day and found["weekday"] and _number(found["weekday"], _WEEKDAYS) != day.weekday() + 1:
        return None
    return day


def _days_ahead(typed: str, today: date) -> int | None:
    """How far off the day is that is named without a date."""
    if typed in _NEAR:
        return _NEAR[typed]
    said = re.sub(r"^(?:på|on)\s", "", typed)
    place = next((n for n, names in enumerate(_WEEKDAYS) if said in names), None)
    return None if place is None else (place - today.weekday() - 1) % 7 + 1


def _with_year(year: str | None, month: int, number: int, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, number)
    # Eight years, for 29 February from 1897 or 2097 on.
    days = (_day(today.year + later, month, number) for later in range(9))
    return next((day for day in days if day and day >= today), None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _number(typed, _MONTHS)


def _number(word: str, names: Sequence[Sequence[str]]) -> int:
    """The place from 1 of the name that begins with `word`, 0 when there is none."""
    for place, group in enumerate(names, 1):
        if any(name.startswith(word) for name in group):
            return place
    return 0


def parse_clock(text: str) -> time | None:
    """A time of day as people write it: 17.30, 17:30, 1730, 17, kl. 9. None when there is none."""
    typed = re.sub(r"^(?:kl\.?|at)\s*", "", text.strip().casefold())
    found = re.fullmatch(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?", typed)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
