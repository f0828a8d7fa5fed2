"""Figures of indicators read in from a table (.csv, .xlsx): seen first, then all of it or nothing.

What a table means is said in the domain; here it is put beside what is stored, and loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, cast

from facilitator.clock import new_id
from facilitator.domain.cells import place
from facilitator.domain.clinic_names import known_names
from facilitator.domain.figure_cells import shorten
from facilitator.domain.handover_merge import Choice
from facilitator.domain.indicator_columns import find_header, headings, known_by
from facilitator.domain.indicator_load import (
    NEW,
    Figures,
    Known,
    Settled,
    Target,
    as_plain,
    from_plain,
    indicator_key,
    is_overtaken,
    settle,
    source_key,
    value_of,
)
from facilitator.domain.indicator_rows import Trouble
from facilitator.domain.indicator_table import Plan, understand
from facilitator.domain.period_words import read_period
from facilitator.domain.privacy import clean
from facilitator.domain.refusal import Conflict, Refusal
from facilitator.edits.indicators import add_indicator, put_values, remember_plan
from facilitator.edits.members import put_clinic
from facilitator.imports.figure_file import Table
from facilitator.imports.source import Watch
from facilitator.imports.workbook import CORRECT, STORED_NOTHING, THE_MEANT
from facilitator.language import N_, Language
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.store.store import Store

LABEL = N_("Read in figures")
FAULTS_SAID = 20


@dataclass(frozen=True, slots=True)
class Met:
    """A table beside what is stored in a cluster.

    Attributes:
        replaces: whether figures that are stored give way to those of the file; none where nobody
            has said it.
        is_read: whether a person has seen that the letters of an uncertain encoding are right.
        source: by what tables of the same source are known again.
        is_remembered: one of them was read in before, and the plan is what was said then.
        known: the clinics and indicators that are stored.
    """

    cluster: str
    table: Table = field(repr=False)
    plan: Plan = field(repr=False)
    settled: Settled = field(repr=False)
    known: Known = field(repr=False)
    replaces: bool | None = None
    is_read: bool = False
    source: str = ""
    is_remembered: bool = False

    @property
    def to_store(self) -> int:
        """How many values would be stored."""
        changed = len(self.settled.changed) if self.replaces else 0
        return len(self.settled.new) + changed


def meet(session: Session, table: Table, _at: datetime, cluster: str) -> Met:
    """Put a table beside what is stored, by what was said the last time. Raises Refusal."""
    source = source_of(table)
    plain = queries.import_plan(session, cluster, source)
    plan = from_plain(plain) if plain is not None else Plan()
    met = look(session, table, cluster, replace(plan, name=title_of(table)))
    is_read = plain is not None and plain.get("encoding") == table.encoding
    return replace(met, is_read=is_read, is_remembered=plain is not None)


def look(
    session: Session,
    table: Table,
    cluster: str,
    plan: Plan,
    watch: Watch = lambda _row: None,
) -> Met:
    """Put a table beside what is stored in a cluster, by what a person has said of it.

    Raises Refusal while a meeting runs.
    """
    known = _known(session, cluster)
    understood = understand(table.rows, plan, known_names(known.clinics), watch)
    settled = settle(understood, plan, known, watch)
    return Met(cluster, table, plan, settled, known, source=source_of(table, plan))


def _known(session: Session, cluster: str) -> Known:
    """What is stored in a cluster, for as long as the session is open."""
    if queries.running_meeting(session) is not None:
        raise Refusal(
            N_("A meeting is running, so no figures can be read in now."),
            STORED_NOTHING,
            N_("End the meeting, then try again."),
        )
    clinics = queries.known_clinics(session, cluster)
    indicators = tuple(row.indicator for row in queries.indicators(session, cluster))
    return Known(clinics, indicators, partial(queries.values, session, cluster))


def source_of(table: Table, plan: Plan | None = None) -> str:
    """By what tables of the same source are known: a digest of their headings, periods apart."""
    header = plan.header if plan is not None and plan.header is not None else None
    at = find_header(table.rows) if header is None else header
    return sha256(source_key(headings(table.rows, at)).encode("utf-8", "replace")).hexdigest()


def title_of(table: Table) -> str:
    """What an indicator would be called that the table gives no name: the words above the table,
    else the name of the file without its period."""
    for row in table.rows[: find_header(table.rows)]:
        # Merged cells say the same in each.
        said = list({cell: None for cell in row if isinstance(cell, str) and cell.strip()})
        if len(said) == 1 and ":" not in said[0]:
            return shorten(said[0], 120)
    words = shorten(table.name.replace("_", " "), 120).split()
    for size in range(len(words) - 1, 0, -1):
        if read_period(" ".join(words[-size:])):
            return " ".join(words[:-size])
    return " ".join(words)


def cluster_of(met: Met) -> str:
    """The cluster that the figures are stored in."""
    return met.cluster


def decide(met: Met, choice: Choice) -> Met:
    """Let the figures that are stored stay (“mine”), or give way (“theirs”)."""
    return replace(met, replaces=choice == "theirs")


# -- in words


def say(met: Table | Met, lang: Language) -> str:
    """How much would be stored, and what is in the way, each fault at its cell."""
    if isinstance(met, Table):
        return met.name
    lines = [": ".join(filter(None, (met.table.name, say_counts(met, lang))))]
    left = [one for one in met.table.sheets if one != met.table.sheet]
    if left:
        words = N_("Only the sheet {sheet} is read, and not {others}.")
        others = ", ".join(lang.quote(shorten(one)) for one in left)
        lines.append(lang.text(words, sheet=lang.quote(shorten(met.table.sheet)), others=others))
    lines += [one.words(lang) for one in met.table.remarks]
    faults = [one for one in met.settled.troubles if one.is_fault][:FAULTS_SAID]
    lines += [say_trouble(one, lang) for one in faults]
    return "\n".join(lines)


def say_counts(met: Met, lang: Language) -> str:
    """How many values are new, known or changed, and how many faults there are; “” while none is
    counted because something is still to be said."""
    settled = met.settled
    new, changed, known = len(settled.new), len(settled.changed), settled.known
    faults, left = settled.faults, settled.skipped
    counts = (
        (new, lang.plural("{n} new figure", "{n} new figures", new)),
        (known, lang.plural("{n} known already", "{n} known already", known)),
        (changed, lang.plural("{n} told otherwise", "{n} told otherwise", changed)),
        (left, lang.plural("{n} left out", "{n} left out", left)),
        (faults, lang.plural("{n} fault", "{n} faults", faults)),
    )
    said = [words for n, words in counts if n]
    if not said and open_question(met):
        return ""
    return " · ".join(said) or lang.text(N_("no figures"))


def say_trouble(one: Trouble, lang: Language) -> str:
    """A fault or doubt at its cell: B17: …"""
    return f"{place(one.row, one.column)}: {lang.text(one.text, **dict(one.fields))}"


# -- storing


def check(met: Met) -> None:
    """Raise Refusal where the figures cannot be stored as they are."""
    settled = met.settled
    if settled.faults:
        first = next(one for one in settled.troubles if one.is_fault)
        raise Refusal(
            N_("Faults in the file: {n}. The first is in cell {cell}."),
            STORED_NOTHING,
            CORRECT,
            n=settled.faults,
            cell=place(first.row, first.column),
        )
    question = open_question(met)
    if question:
        raise Refusal(
            question,
            STORED_NOTHING,
            N_("Open the file in the window, and say it there; it is remembered."),
        )
    if not met.to_store:
        raise Refusal(N_("There is nothing new in the file."), STORED_NOTHING, THE_MEANT)


def open_question(met: Met) -> str:
    """What is still to be said, a marked text, or “”."""
    settled = met.settled
    asks = {
        "columns": settled.understood.problem,
        "mark": N_("Choose whether the decimal mark is a comma or a point."),
        "scale": N_("Choose whether the figures are shares or numbers."),
        "period": N_("Write which period the figures are of."),
    }
    if settled.understood.asks:
        return asks[settled.understood.asks[0]]
    if not met.table.is_sure and not met.is_read:
        return N_("See whether the letters are right, and confirm it.")
    if settled.unknown:
        return N_("Choose which the unknown clinics are.")
    if settled.unnamed:
        return N_("Choose which indicator the figures belong to.")
    if settled.changed and met.replaces is None:
        return N_("Choose which figures to keep: other numbers are stored already.")
    return ""


def add(store: Store, met: Met, watch: Watch = lambda _row: None) -> str:
    """Store the figures as one Step, all or nothing. Returns the id of the first indicator.

    Raises Refusal, also where something has changed since they were looked at.
    """
    if store.ask(_is_overtaken, met):
        raise Conflict(
            N_("What is stored was changed while the file was looked at."),
            STORED_NOTHING,
            N_("Open the file again."),
        )
    check(met)
    targets = _Targets(met)
    store.load(
        LABEL,
        "indicator_value",
        _watched(targets.rows(), watch),
        cluster=met.cluster,
        first=targets.prepare,
    )
    return targets.first()


def _is_overtaken(session: Session, met: Met) -> bool:
    """Whether what is stored was changed since it was looked at. Raises Refusal."""
    return is_overtaken(met.settled, met.known, _known(session, met.cluster))


def _watched(rows: Iterable[dict[str, Any]], watch: Watch) -> Iterator[dict[str, Any]]:
    for at, row in enumerate(rows):
        if at % 1000 == 0:
            watch(at)
        yield row


class _Targets:
    """Where the figures go: ids for what is new, made before its rows are."""

    def __init__(self, met: Met) -> None:
        self._met = met
        names = {
            f"{NEW}:{name}": name or met.plan.title or met.plan.name
            for name, chosen in met.settled.indicators.items()
            if chosen == NEW
        }
        self._titles = {key: name for key, name in names.items() if self._is_used(key)}
        self._indicators = {key: new_id() for key in self._titles}
        self._clinics: dict[str, str] = {}

    def _is_used(self, indicator: str) -> bool:
        return any(key == indicator for key, _cell in self._met.settled.new)

    def first(self) -> str:
        """The id of the first indicator that gets figures."""
        both = (*self._met.settled.new, *self._met.settled.changed)
        key = both[0][0]
        return self._indicators.get(key, key)

    def prepare(self, session: Any) -> None:
        """Make the clinics and indicators that are new; change what is to give way."""
        met, understood = self._met, self._met.settled.understood
        for name, chosen in met.settled.clinics.items():
            if chosen == NEW:
                key = f"{NEW}:{known_by(name)}"
                made = self._clinics.get(key) or put_clinic(session, met.cluster, clean(name))
                self._clinics[key] = cast(str, made)
        for key, title in self._titles.items():
            add_indicator(
                session,
                clean(title),
                key=self._indicators[key],
                kind=understood.kind,
                source=clean(met.table.name),
            )
        if met.replaces:
            for indicator, values in self._changed().items():
                put_values(session, met.cluster, indicator, values)
        remember_plan(session, met.cluster, met.source, self._remembered())

    def _changed(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for (indicator, cell), figures in self._met.settled.changed.items():
            found.setdefault(indicator, []).append(value_of(indicator, cell, figures))
        return found

    def _remembered(self) -> dict[str, Any]:
        """The plan, with the ids that what was new has now."""
        met = self._met
        clinics = {
            known_by(name): self._clinics.get(f"{NEW}:{known_by(name)}", chosen)
            for name, chosen in met.settled.clinics.items()
        }
        indicators = {
            indicator_key(name, met.plan): self._indicators.get(f"{NEW}:{name}", chosen)
            for name, chosen in met.settled.indicators.items()
        }
        plan = replace(
            met.plan,
            clinics={**met.plan.clinics, **clinics},
            indicators={**met.plan.indicators, **indicators},
        )
        return {**as_plain(plan), "encoding": met.table.encoding}

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of the new figures, each as it is read."""
        for target, figures in self._met.settled.new.items():
            yield self._row(target, figures)

    def _row(self, target: Target, figures: Figures) -> dict[str, Any]:
        indicator, (level, clinic, period) = target
        return {
            "cluster_id": self._met.cluster,
            "indicator_id": self._indicators.get(indicator, indicator),
            "clinic_id": None if clinic is None else self._clinics.get(clinic, clinic),
            "level": level,
            "first": period.first,
            "last": period.last,
            "numerator": figures[0],
            "denominator": figures[1],
            "value": figures[2],
            "decimals": figures[3],
        }
