"""What each column of a file of figures holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from facilitator.domain.cells import letters
from facilitator.domain.figure_cells import shorten
from facilitator.domain.indicator_columns import Role, column_key, text_of
from facilitator.imports.indicators import Met
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.data.choice_rows import ChoiceRows
from facilitator.ui.data.indicator_cells import ROLES
from facilitator.ui.data.indicator_file_card import Say
from facilitator.ui.parts import Card, label
from facilitator.ui.parts.picker import Choices, Picker

ROWS_SHOWN = 200
_SAMPLES = 3


class ColumnsCard(Card):
    """What each column holds; columns of one period each stand together."""

    def __init__(self, lang: Language, say: Say) -> None:
        super().__init__(lang.text(N_("Columns")))
        self._lang, self._say = lang, say
        self._met: Met | None = None
        self._keys: tuple[tuple[str, ...], ...] = ()
        self.pickers: list[Picker] = []
        self._rows = ChoiceRows()
        self._problem = label("", tone="bad")
        self._more = label("", "small")
        for part in (self._problem, self._rows, self._more):
            self.add(part)

    def show_met(self, met: Met) -> None:
        """Show the columns of a file."""
        self._met, lang = met, self._lang
        runs = list(_runs(met))
        keys = tuple(tuple(_key(met, at) for at in run) for run in runs)
        if keys != self._keys:
            self._keys = keys
            self._make(runs[:ROWS_SHOWN])
        columns = met.settled.understood.columns
        for run, made in zip(runs, self.pickers, strict=False):
            made.show_choices(self._choices(), columns[run[0]].role or "-")
        problem = met.settled.understood.problem
        self._problem.setText(lang.text(problem))
        self._problem.setVisible(bool(problem))
        left = len(runs) - len(self.pickers)
        more = lang.plural("and {n} more column", "and {n} more columns", left)
        self._more.setText(more)
        self._more.setVisible(left > 0)

    def _choices(self) -> Choices:
        return tuple((role or "-", self._lang.text(words)) for role, words in ROLES.items())

    def _make(self, runs: Sequence[Sequence[int]]) -> None:
        self._rows.clear()
        self.pickers = []
        for number, run in enumerate(runs):
            name, sample = self._names(run)
            made = Picker(name)
            made.setMinimumWidth(theme.px(190))
            made.chosen.connect(lambda role, run=run: self._choose(run, role))
            self.pickers.append(made)
            self._rows.add(str(number), label(name), made, label(sample, "small"))

    def _names(self, run: Sequence[int]) -> tuple[str, str]:
        """What a run of columns is called, and a few of its cells."""
        assert self._met is not None
        heads = self._met.settled.understood.heads
        first, last = run[0], run[-1]
        if first == last:
            name = f"{letters(first)} · {shorten(heads[first], 30) or '–'}"
            return name, _samples(self._met, first)
        name = f"{letters(first)}–{letters(last)} · {heads[first]} … {heads[last]}"
        return shorten(name, 48), self._lang.plural("{n} column", "{n} columns", len(run))

    def _choose(self, run: Sequence[int], role: str) -> None:
        if self._met is None:
            return
        said = cast(Role, role.removeprefix("-"))
        roles = {_key(self._met, at): said for at in run}
        plan = self._met.plan
        self._say(replace(plan, roles={**plan.roles, **roles}))


def _key(met: Met, at: int) -> str:
    return column_key(at, met.settled.understood.heads[at])


def _runs(met: Met) -> Iterable[tuple[int, ...]]:
    """Columns that belong together: those of periods that hold the same, else each by itself."""
    columns = met.settled.understood.columns
    run: tuple[int, ...] = ()
    for at, one in enumerate(columns):
        before = columns[at - 1] if run else None
        goes_on = before is not None and one.period and before.period and one.role == before.role
        if run and not goes_on:
            yield run
            run = ()
        run = (*run, at)
    if run:
        yield run


def _samples(met: Met, column: int) -> str:
    """A few different things that stand in a column."""
    found: dict[str, None] = {}
    header = met.settled.understood.header
    for row in met.table.rows[header + 1 : header + 30]:
        text = text_of(row[column]).strip() if column < len(row) else ""
        if text:
            found[shorten(text, 20)] = None
    return ", ".join(list(found)[:_SAMPLES])
