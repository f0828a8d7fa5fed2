"""What the columns of a table of indicator values hold, by their headings and what stands below."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from facilitator.domain.indicators import Period
from facilitator.domain.period_words import read_part, read_period

Cell = str | int | float | bool | date | None
Rows = Sequence[Sequence[Cell]]
Role = Literal[
    "",
    "indicator",
    "clinic",
    "period",
    "first",
    "last",
    "year",
    "part",
    "numerator",
    "denominator",
    "value",
]

LOOKED_FOR_HEADER = 30
"""Rows among which the headings are looked for."""

_SAMPLED = 200


def words_of(listed: str) -> frozenset[str]:
    """The words and phrases of a list with commas."""
    return frozenset(listed.split(", "))


_WORDS: Mapping[Role, frozenset[str]] = {
    "indicator": words_of(
        "indikator, indikatornavn, indikatorer, mål, måling, indicator, indicators, "
        "measure, metric, variabel, variable"
    ),
    "clinic": words_of(
        "klinik, klinikker, kliniknavn, klinikkode, klinikkens navn, praksis, "
        "praksisnavn, lægehus, lægeklinik, læge, ydernummer, ydernr, yder nr, yder, "
        "kode, enhed, clinic, clinics, clinic name, practice, code, unit"
    ),
    "period": words_of(
        "periode, perioder, opgørelsesperiode, måleperiode, tid, tidspunkt, dato, uge, "
        "period, date, time, reporting period"
    ),
    "first": words_of(
        "fra, fra dato, periode fra, periodestart, start, startdato, første dag, from, "
        "from date, start date, first day, begin"
    ),
    "last": words_of(
        "til, til dato, periode til, periodeslut, slut, slutdato, sidste dag, to, to "
        "date, end, end date, last day, until"
    ),
    "year": frozenset(("år", "aar", "årstal", "year")),
    "part": words_of(
        "kvartal, kvt, kv, måned, mdr, md, halvår, quarter, qtr, month, half, half year"
    ),
    "numerator": words_of(
        "taeller, heraf, "
        "tæller, opfyldt, antal opfyldt, antal ja, hændelser, k, numerator, num, "
        "met, events, yes, count yes"
    ),
    "denominator": words_of(
        "naevner, "
        "nævner, antal i alt, i alt, antal, antal patienter, patienter, forløb, antal "
        "forløb, population, n, denominator, denom, total, patients, cases"
    ),
    "value": words_of(
        "andel, procent, pct, værdi, resultat, score, rate, gennemsnit, snit, median, "
        "indikatorværdi, opfyldelse, opfyldelsesgrad, måltal, tal, %, value, share, "
        "percent, percentage, proportion, result, mean, average"
    ),
}
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words}
_NEVER = frozenset(
    (
        "ki",
        "ci",
        "nedre",
        "øvre",
        "oevre",
        "lower",
        "upper",
        "konfidens",
        "sikkerhedsinterval",
        "sd",
        "se",
    )
)
_MEASURES: frozenset[Role] = frozenset(("numerator", "denominator", "value"))
_ONCE: frozenset[Role] = frozenset(
    ("indicator", "clinic", "period", "first", "last", "year", "part")
)
_UNITS = words_of(
    "dag, dage, døgn, uger, måneder, timer, minutter, kr, kroner, day, days, weeks, months, hours, "
    "minutes"
)
_MORE = frozenset(("navn", "nr", "id", "kode", "nummer", "name", "no", "number"))
_ASIDE = re.compile(r"[(\[].*?[)\]]")
_SIGNS = re.compile(r"[^\w%]+|_+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; a role of “” is not read.

    Attributes:
        period: what was measured in this period, where each period has a column of its own.
        clinic: as `period`, for each clinic a column.
        indicator: as `period`, for each indicator a column.
    """

    role: Role = ""
    period: Period | None = None
    clinic: str = ""
    indicator: str = ""

    @property
    def is_measure(self) -> bool:
        return self.role in _MEASURES


def text_of(cell: Cell) -> str:
    """A cell in words: a whole number without decimals, a date by year, month and day."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


@lru_cache(maxsize=16_384)
def known_by(text: str) -> str:
    """By what a name or heading is known: without regard to capitals, marks and spaces."""
    return " ".join(_SIGNS.sub(" ", text.casefold()).split())


def find_header(rows: Rows) -> int:
    """The row of the headings, from 0: of the first rows the one with most that is understood."""
    scores = [header_score(row) for row in rows[:LOOKED_FOR_HEADER]]
    best = max(scores, default=0)
    if best:
        return scores.index(best)
    wordy = (at for at, row in enumerate(rows[:LOOKED_FOR_HEADER]) if _said(row) > 1)
    return next(wordy, 0)


def header_score(row: Sequence[Cell]) -> int:
    """How much of a row is understood as headings; 0: nothing of it."""
    roles = {role for cell in row if (role := role_of(text_of(cell)))}
    periods = sum(isinstance(cell, str) and read_period(cell) is not None for cell in row)
    # A line of values names one period; headings name several, and little else.
    return len(roles) * 2 + (periods if periods > 1 else 0)


def _said(row: Sequence[Cell]) -> int:
    return sum(bool(text_of(cell).strip()) for cell in row)


def headings(rows: Rows, header: int) -> tuple[str, ...]:
    """The text over each column; a period over several of them, a row above, goes with each."""
    if header >= len(rows):
        return ()
    own = [" ".join(text_of(cell).split()) for cell in rows[header]]
    above = rows[header - 1] if header else ()
    periods = [text if read_period(text := text_of(cell)) else "" for cell in above]
    if not any(periods) or any(read_period(text) for text in own):
        return tuple(own)
    joined, last = [], ""
    for at, text in enumerate(own):
        last = periods[at] if at < len(periods) and periods[at] else last
        joined.append(f"{last} {text}" if last and role_of(text) in _MEASURES else text)
    return tuple(joined)


@lru_cache(maxsize=4_096)
def role_of(heading: str) -> Role:
    """What a heading says of its column, by itself."""
    whole = known_by(heading)
    if whole in _ROLE_OF:
        return _ROLE_OF[whole]
    plain = known_by(_ASIDE.sub(" ", heading))
    words = plain.split()
    if _NEVER.intersection(words):
        return ""
    if plain in _ROLE_OF:
        return _ROLE_OF[plain]
    if words[:1] and _MORE.issuperset(words[1:]) and _ROLE_OF.get(words[0]) in _ONCE:
        return _ROLE_OF[words[0]]
    roles = (_ROLE_OF.get(word, "") for word in words if len(word) > 1 or word == "%")
    return next((role for role in roles if role in _MEASURES), "")


def says_percent(heading: str) -> bool:
    """Whether a heading says that its numbers are in percent."""
    words = known_by(heading).split()
    return bool({"%", "pct", "procent", "percent", "percentage"}.intersection(words))


def says_number(heading: str) -> bool:
    """Whether a heading says that its numbers are no shares: counts, days or kroner."""
    return says_count(heading) or bool(_UNITS.intersection(known_by(heading).split()))


def says_count(heading: str) -> bool:
    """Whether a heading says that its numbers are counts."""
    words = known_by(heading).split()
    return bool({"antal", "count", "number"}.intersection(words))


def find_columns(
    rows: Rows, header: int, clinics: frozenset[str], chosen: Mapping[str, Role]
) -> tuple[Column, ...]:
    """What each column holds.

    Args:
        clinics: by what the clinics of the cluster are known.
        chosen: what a person has said of a column, by what its heading is known by.
    """
    heads = headings(rows, header)
    said = {at: chosen.get(column_key(at, head)) for at, head in enumerate(heads)}
    fixed = {at: role for at, role in said.items() if role is not None}
    columns = [_by_heading(head, clinics) for head in heads]
    below = rows[header + 1 : header + 1 + _SAMPLED]
    _take(columns, fixed)
    _part_the_year(columns)
    _one_of_clinics(columns, below, clinics)
    _only_once(columns)
    free = [at for at, one in enumerate(columns) if not one.role and at not in fixed]
    _find_clinics(columns, free, heads, below, clinics)
    _find_periods(columns, free, heads, below)
    _find_measures(columns, free, heads, below)
    _take(columns, fixed)
    return tuple(columns)


def _take(columns: list[Column], fixed: Mapping[int, Role]) -> None:
    """Let columns hold what a person has said."""
    for at, role in fixed.items():
        is_other = role != columns[at].role
        if is_other and role in (*_MEASURES, ""):
            columns[at] = replace(columns[at], role=role, indicator="")
        elif is_other:
            columns[at] = Column(role)


def column_key(at: int, heading: str) -> str:
    """By what a column is known again: its heading, or where it stands."""
    return known_by(heading) or str(at)


def _by_heading(head: str, clinics: frozenset[str]) -> Column:
    if known_by(head) in clinics:
        return Column()
    period = read_period(head)
    if period is not None:
        return Column("value", period)
    role = role_of(head)
    if role in _MEASURES:
        period = period_within(head)
    return Column(role, period)


def period_within(head: str) -> Period | None:
    """The period in a heading that also says what is measured: "Tæller K1 2025"."""
    words = head.replace("(", " ").replace(")", " ").split()
    for size in range(len(words) - 1, 0, -1):
        for part in (words[:size], words[-size:]):
            period = read_period(" ".join(part).strip(" ,;:-–"))
            if period is not None:
                return period
    return None


def _part_the_year(columns: list[Column]) -> None:
    """A quarter or month goes with a year in a column of its own; without one it names both."""
    if not any(one.role == "year" for one in columns):
        for at, one in enumerate(columns):
            if one.role == "part":
                columns[at] = Column("period")
    elif not any(one.role == "part" for one in columns):
        for at, one in enumerate(columns):
            if one.role == "year":
                columns[at] = Column("period")


def _one_of_clinics(columns: list[Column], below: Rows, clinics: frozenset[str]) -> None:
    """Of a name and a number for each clinic, the one that more clinics are known by; else words
    rather than numbers."""
    named = [at for at, one in enumerate(columns) if one.role == "clinic"]

    def fit(at: int) -> tuple[int, bool]:
        cells = _down(below, at)
        return sum(known_by(text_of(cell)) in clinics for cell in cells), _are_words(cells)

    best = max(named, key=fit, default=None)
    _forget(columns, lambda one: one.role == "clinic" and one is not columns[best or 0])


def _only_once(columns: list[Column]) -> None:
    """Of columns that say the same, the first is read."""
    seen: set[tuple[Role, Period | None]] = set()
    for at, one in enumerate(columns):
        known = (one.role, one.period if one.role in _MEASURES else None)
        if one.role and known in seen:
            columns[at] = Column()
        seen.add(known)


def _find_clinics(
    columns: list[Column],
    free: Sequence[int],
    heads: Sequence[str],
    below: Rows,
    clinics: frozenset[str],
) -> None:
    """Without a heading that says so: names of known clinics, else the words before the periods."""
    if any(one.role == "clinic" for one in columns):
        return
    named = {
        at: sum(known_by(text_of(cell)) in clinics for cell in _down(below, at)) for at in free
    }
    best = max(free, key=lambda at: named[at], default=None)
    if best is not None and named[best]:
        columns[best] = Column("clinic")
        return
    across = [at for at in free if _names_clinic(heads[at], clinics)]
    if len(across) > 1:
        for at in across:
            columns[at] = Column("value", clinic=heads[at])
        return
    wordy = [at for at in free if _are_words(_down(below, at))]
    if wordy and any(one.period for one in columns):
        columns[wordy[0]] = Column("clinic")


def _names_clinic(head: str, clinics: frozenset[str]) -> bool:
    """Whether a heading is a clinic's name: a known one, or a clinic by number or letter."""
    words = known_by(head).split()
    return " ".join(words) in clinics or (len(words) > 1 and _ROLE_OF.get(words[0]) == "clinic")


def _find_periods(
    columns: list[Column], free: Sequence[int], heads: Sequence[str], below: Rows
) -> None:
    if any(one.role in ("period", "first", "year") or one.period for one in columns):
        return
    for at in free:
        if columns[at].role:
            continue
        cells = [cell for cell in _down(below, at) if text_of(cell).strip()]
        if cells and not _are_numbers(cells) and all(map(_is_period, cells)):
            columns[at] = Column("period")
            return
        if cells and not heads[at] and all(map(_is_period, cells)):
            columns[at] = Column("period")
            return


def _is_period(cell: Cell) -> bool:
    return isinstance(cell, date) or read_period(text_of(cell)) is not None


def _find_measures(
    columns: list[Column], free: Sequence[int], heads: Sequence[str], below: Rows
) -> None:
    if any(one.is_measure and (one.period or one.clinic) for one in columns):
        # What stands beside the periods is their total.
        _forget(columns, lambda one: one.is_measure and not (one.period or one.clinic))
    roles = {one.role for one in columns}
    if {"numerator", "denominator"} <= roles:
        # What can be counted is not taken from a rounded share beside it.
        _forget(columns, lambda one: one.role == "value")
    elif len(_MEASURES & roles) == 1:
        # Alone it is a figure of its own: a number of patients.
        columns[:] = [replace(one, role="value") if one.is_measure else one for one in columns]
    if _MEASURES & roles:
        return
    left = [at for at in free if not columns[at].role]
    numbers = [at for at in left if _are_numbers(_down(below, at)) and not _never(heads[at])]
    for at in numbers:
        columns[at] = Column("value", indicator=heads[at] if len(numbers) > 1 else "")


def _forget(columns: list[Column], which: Callable[[Column], bool]) -> None:
    """Let some columns be without a meaning."""
    columns[:] = [Column() if which(one) else one for one in columns]


def _never(head: str) -> bool:
    return bool(_NEVER.intersection(known_by(head).split()))


def _down(below: Rows, at: int) -> list[Cell]:
    return [row[at] if at < len(row) else None for row in below]


def _are_words(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if text_of(cell).strip()]
    return bool(said) and not _are_numbers(said)


_NUMERIC = re.compile(r"\s*[<>≤]?\s*[-+\u2212]?[0-9][0-9., \u00a0\u202f]*\s*(?:%|pct\.?)?\s*")


def _are_numbers(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if text_of(cell).strip()]
    plain = [
        (isinstance(cell, int | float) and not isinstance(cell, bool))
        or (isinstance(cell, str) and _NUMERIC.fullmatch(cell) is not None)
        for cell in said
    ]
    return bool(plain) and 2 * sum(plain) > len(plain)


def part_number(cell: Cell, heading: str) -> tuple[Literal["month", "quarter", "half"], int] | None:
    """The month, quarter or half in a cell beside its year; a number alone is what its heading
    says."""
    text = text_of(cell).strip()
    named = read_part(text)
    if named is not None:
        return named  # type: ignore[return-value]
    if not text.rstrip(".").isdecimal():
        return None
    words = known_by(heading)
    is_month = any(word in words for word in ("måned", "md", "month"))
    is_half = any(word in words for word in ("halvår", "half"))
    return ("month" if is_month else "half" if is_half else "quarter"), int(text.rstrip(".")[:4])


Key = tuple[Period | None, str, str]


def groups(columns: Sequence[Column]) -> list[tuple[Key, dict[Role, int]]]:
    """The columns of one value each: of one period, clinic and indicator, by what they hold."""
    found: dict[Key, dict[Role, int]] = {}
    for at, one in enumerate(columns):
        if one.is_measure:
            group = found.setdefault((one.period, one.clinic, one.indicator), {})
            group.setdefault(one.role, at)
    return list(found.items())


def first_column(columns: Sequence[Column], role: Role) -> int | None:
    """The first column that holds this, from 0, or none."""
    return next((at for at, one in enumerate(columns) if one.role == role), None)
