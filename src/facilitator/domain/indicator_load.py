"""Values read from a table beside what is stored: which are new, known, or now told otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from facilitator.domain.cells import place
from facilitator.domain.clinic_names import KnownClinic, match_clinic
from facilitator.domain.figure_cells import Scale, shorten
from facilitator.domain.indicator_columns import Role, column_key, known_by
from facilitator.domain.indicator_rows import KEPT_TROUBLES, Entry, Trouble, Understood
from facilitator.domain.indicator_table import Plan
from facilitator.domain.indicators import Cell, Indicator, Level, Period, PeriodKind, Value
from facilitator.domain.number_words import Mark
from facilitator.domain.period_words import read_period
from facilitator.domain.shares import Share
from facilitator.domain.typed_values import find_misfit
from facilitator.language import N_

NEW = "new"
SKIP = "skip"

TWICE = N_("The same clinic and period stands in {cell} already, with another number.")
TWICE_ALIKE = N_("The same clinic and period stands in {cell} already, with the same number.")
OTHER_SORT = N_(
    "“{title}” is another sort of figure: a share is not a number, and a number is not a share."
)

Figures = tuple[int | None, int | None, float | None, int | None]
"""Numerator, denominator, value, decimals."""

Counted = tuple[str, Cell, tuple[int, int]]
"""An indicator, one of its cells, and the two counts that stand there."""

Target = tuple[str, Cell]
"""An indicator and one of its cells, by which a value is known; new ones by “new:” and a name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored in a cluster: its clinics, the indicators it can use, and their values."""

    clinics: tuple[KnownClinic, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    values: Callable[[str], Sequence[Value]] = field(default=lambda _indicator: ())


@dataclass(frozen=True, slots=True)
class Settled:
    """What reading a table in would do.

    Attributes:
        clinics: for each name in the file an id, “new”, “cluster”, “national”, “skip”, or “” where
            nobody has said yet; `indicators` likewise, “” being the name where it names none.
        new: the values that are not stored yet; `changed`: that are, with other figures.
        known: how many are stored already just so; `skipped`: how many are left out as was said.
        stored: all that is stored of the indicators that are in the file.
    """

    understood: Understood
    clinics: Mapping[str, str]
    indicators: Mapping[str, str]
    new: Mapping[Target, Figures] = field(default_factory=dict)
    changed: Mapping[Target, Figures] = field(default_factory=dict)
    known: int = 0
    skipped: int = 0
    stored: Mapping[str, Mapping[Cell, Figures]] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    faults: int = 0
    doubts: int = 0

    @property
    def unknown(self) -> tuple[str, ...]:
        """The clinics in the file of which nobody has said which they are."""
        return tuple(name for name, chosen in self.clinics.items() if not chosen)

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The indicators in the file of which nobody has said which they are."""
        return tuple(name for name, chosen in self.indicators.items() if not chosen)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be said before anything can be stored."""
        return bool(self.understood.asks or self.unknown or self.unnamed)


def settle(
    understood: Understood,
    plan: Plan,
    known: Known,
    watch: Callable[[int], object] = lambda _row: None,
) -> Settled:
    """Put what a table means beside what is stored. `watch` is told of each thousandth value."""
    ids = {one.id for one in known.clinics}
    clinics = {
        name: _chosen(plan.clinics.get(known_by(name)), ids) or match_clinic(name, known.clinics)
        for name in understood.clinics
    }
    indicators = {name: _indicator(name, plan, known) for name in understood.indicators}
    settled = Settled(understood, clinics, indicators)
    work = _Settling(settled, plan, known)
    for at, entry in enumerate(understood.entries):
        if at % 1000 == 0:
            watch(at)
        work.take(entry)
    work.hold_against_country()
    return replace(
        settled,
        new=work.new,
        changed=work.changed,
        known=work.known_already,
        skipped=work.skipped,
        stored=work.stored,
        troubles=tuple(sorted((*understood.troubles, *work.troubles), key=_by_place)),
        faults=understood.faults + work.count[True],
        doubts=understood.doubts + work.count[False],
    )


def _by_place(one: Trouble) -> tuple[bool, int, int]:
    return not one.is_fault, one.row, one.column


def _chosen(said: str | None, ids: set[str]) -> str:
    """What was said of a clinic, unless it was another that is not there any more."""
    return said if said and (said in ids or said in (NEW, SKIP, "cluster", "national")) else ""


def _indicator(name: str, plan: Plan, known: Known) -> str:
    said = plan.indicators.get(indicator_key(name, plan), "")
    if said in (NEW, SKIP) or any(one.id == said for one in known.indicators):
        return said
    wanted = known_by(name or plan.title or plan.name)
    found = [one.id for one in known.indicators if known_by(one.title) == wanted]
    if len(found) == 1 and wanted:
        return found[0]
    # Of a name that nobody has used, there is nothing to ask.
    return NEW if wanted and not found else ""


def indicator_key(name: str, plan: Plan) -> str:
    """By what an indicator of a file is known in the next one, of another period."""
    return re.sub(r"[0-9]+", "#", known_by(name or plan.name))


@dataclass(slots=True)
class _Settling:
    settled: Settled
    plan: Plan
    known: Known
    new: dict[Target, Figures] = field(default_factory=dict)
    changed: dict[Target, Figures] = field(default_factory=dict)
    known_already: int = 0
    skipped: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    count: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    _seen: dict[Target, tuple[int, int, Figures]] = field(default_factory=dict)
    stored: dict[str, Mapping[Cell, Figures]] = field(default_factory=dict)
    _others: dict[str, bool] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Add what one value of the table comes to."""
        indicator = self.settled.indicators[entry.indicator]
        cell = self._cell(entry)
        if indicator == SKIP or cell is None:
            self.skipped += 1
            return
        if not indicator or cell[1] == "":
            return
        if self._is_other_sort(indicator, entry):
            return
        figures = entry.numerator, entry.denominator, entry.value, entry.decimals
        key = f"{NEW}:{entry.indicator}" if indicator == NEW else indicator
        target = key, cell
        if self._is_twice(target, entry, figures):
            return
        stored = self._figures_of(indicator).get(cell)
        if stored is None:
            self.new[target] = figures
        elif stored == figures:
            self.known_already += 1
        else:
            self.changed[target] = figures

    def _cell(self, entry: Entry) -> Cell | None:
        """Where a value belongs; none for what is left out, an empty clinic where none is said."""
        if not entry.clinic:
            return self.plan.level, None, entry.period
        chosen = self.settled.clinics[entry.clinic]
        if chosen == SKIP:
            return None
        if chosen in ("cluster", "national"):
            return cast(Level, chosen), None, entry.period
        key = f"{NEW}:{known_by(entry.clinic)}" if chosen == NEW else chosen
        return "clinic", key, entry.period

    def _is_other_sort(self, indicator: str, entry: Entry) -> bool:
        if indicator not in self._others:
            one = next((one for one in self.known.indicators if one.id == indicator), None)
            is_other = one is not None and one.kind != self.settled.understood.kind
            self._others[indicator] = is_other
            if one is not None and is_other:
                self._say(entry.row, entry.column, OTHER_SORT, title=one.title)
        return self._others[indicator]

    def _is_twice(self, target: Target, entry: Entry, figures: Figures) -> bool:
        before = self._seen.setdefault(target, (entry.row, entry.column, figures))
        if before[:2] == (entry.row, entry.column):
            return False
        is_alike = before[2] == figures
        why = TWICE_ALIKE if is_alike else TWICE
        self._say(entry.row, entry.column, why, is_fault=not is_alike, cell=place(*before[:2]))
        return True

    def hold_against_country(self) -> None:
        """Say where the country would be smaller than the cluster: at its cell, or at the last one
        of the cluster in that period."""
        counts: dict[tuple[str, Period], dict[Cell, Share]] = {}
        told = {**self.changed, **self.new}
        for key, cell, figures in self._countries(told):
            counts[key, cell[2]] = {cell: Share(*figures)}
        if not counts:
            return
        of_file = {(key, cell[2]): (key, cell) for key, cell in told if cell[0] != "national"}
        for key, cell, figures in self._all(told):
            if (key, cell[2]) in counts:
                counts[key, cell[2]][cell] = Share(*figures)
        for (key, period), there in counts.items():
            country: Cell = ("national", None, period)
            misfit = find_misfit(country, there[country], there)
            spot = (key, country) if (key, country) in told else of_file.get((key, period))
            if misfit is not None and spot is not None:
                row, column, _ = self._seen[spot]
                said = {name: str(value) for name, value in misfit.fields}
                self._say(row, column, misfit.text, k=said["k"], n=said["n"])

    def _countries(self, told: Mapping[Target, Figures]) -> Iterator[Counted]:
        return (one for one in self._all(told) if one[1][0] == "national")

    def _all(self, told: Mapping[Target, Figures]) -> Iterator[Counted]:
        """Every cell with counts as it would be: those of the file last, over what is stored."""
        for key, cells in self.stored.items():
            for cell, (k, n, *_) in cells.items():
                if k is not None and n is not None:
                    yield key, cell, (k, n)
        for (key, cell), (k, n, *_) in told.items():
            if k is not None and n is not None:
                yield key, cell, (k, n)

    def _figures_of(self, indicator: str) -> Mapping[Cell, Figures]:
        if indicator not in self.stored:
            self.stored[indicator] = {} if indicator == NEW else stored(self.known, indicator)
        return self.stored[indicator]

    def _say(
        self, row: int, column: int, why: str, *, is_fault: bool = True, **fields: str
    ) -> None:
        self.count[is_fault] += 1
        if self.count[is_fault] <= KEPT_TROUBLES:
            said = tuple((name, shorten(value)) for name, value in fields.items())
            self.troubles.append(Trouble(row, column, why, said, is_fault))


def is_overtaken(settled: Settled, before: Known, now: Known) -> bool:
    """Whether what is stored is no longer what a table was put beside."""
    same = {one.id for one in before.clinics} == {one.id for one in now.clinics}
    kinds = [{(one.id, one.kind) for one in known.indicators} for known in (before, now)]
    return (
        not same
        or kinds[0] != kinds[1]
        or any(stored(now, key) != there for key, there in settled.stored.items() if key != NEW)
    )


def stored(known: Known, indicator: str) -> Mapping[Cell, Figures]:
    """The figures that are stored of an indicator, by their cells."""
    return {one.cell: figures_of(one) for one in known.values(indicator)}


def figures_of(one: Value) -> Figures:
    """The figures of a value."""
    counts = (None, None) if one.share is None else (one.share.k, one.share.n)
    return *counts, one.value, one.decimals


def value_of(indicator: str, cell: Cell, figures: Figures) -> Value:
    """A value with these figures."""
    level, clinic, period = cell
    k, n, value, decimals = figures
    share = None if k is None or n is None else Share(k, n)
    return Value(indicator, clinic, level, period, share, value, decimals)


# -- the plan as it is remembered


def as_plain(plan: Plan) -> dict[str, Any]:
    """What a person has said, as JSON holds it; the period and the row of one file are not kept."""
    return {
        "roles": dict(plan.roles),
        "mark": plan.mark,
        "dates": plan.dates,
        "scale": plan.scale,
        "level": plan.level,
        "clinics": dict(plan.clinics),
        "indicators": dict(plan.indicators),
    }


def from_plain(plain: Mapping[str, Any]) -> Plan:
    """The plan that was remembered; what is not understood of it is as if it was never said."""
    return Plan(
        roles=cast("Mapping[str, Role]", _texts(plain.get("roles"))),
        mark=cast("Mark | None", _among(plain.get("mark"), (",", "."), None)),
        dates=cast("PeriodKind | None", _among(plain.get("dates"), _KINDS, None)),
        scale=cast(Scale, _among(plain.get("scale"), ("percent", "fraction", "number"), "")),
        level=cast(Level, _among(plain.get("level"), ("cluster", "national"), "cluster")),
        clinics=_texts(plain.get("clinics")),
        indicators=_texts(plain.get("indicators")),
    )


_KINDS = ("month", "quarter", "half", "year", "days")


def _among(value: object, known: Sequence[str], otherwise: str | None) -> object:
    return value if value in known else otherwise


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {str(name): said for name, said in value.items() if isinstance(said, str)}


def source_key(heads: Sequence[str]) -> str:
    """What tables of one source have in common: their headings, without the periods in them."""
    keys = ("*" if read_period(head) else _head_key(at, head) for at, head in enumerate(heads))
    return "\n".join(dict.fromkeys(keys))


def _head_key(at: int, head: str) -> str:
    return re.sub(r"[0-9]+", "#", column_key(at, head))
