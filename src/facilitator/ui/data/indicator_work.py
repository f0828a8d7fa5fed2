"""Figures of a file read, looked at and stored. No widgets: all of it is done in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.clock import Clock
from facilitator.domain.indicator_table import Plan
from facilitator.domain.refusal import Refusal
from facilitator.imports import figure_file, indicators
from facilitator.imports.figure_file import Table
from facilitator.imports.indicators import Met
from facilitator.imports.sources import source
from facilitator.language import N_
from facilitator.ui.work_page import Stop

if TYPE_CHECKING:
    from facilitator.store.store import Store

NAME = "indicators"

Far = Callable[[int], object]
"""Told how many rows a work has come to."""


def open_file(
    store: Store, path: Path, cluster: str, clock: Clock, sheet: str, delimiter: str, watch: Far
) -> Met:
    """The figures of a file beside what is stored; nothing is changed. Raises Refusal, Stopped."""
    row = source(NAME)
    assert row is not None
    # Only its size is looked at, before it is opened.
    table = replace(row, read_path=_reader(sheet, delimiter, watch)).read_file(path)
    return store.ask(indicators.meet, table, clock.utc(), cluster)


def _reader(sheet: str, delimiter: str, watch: Far) -> Callable[[Path], Table]:
    return lambda path: figure_file.read_path(path, sheet, delimiter, watch)


def look(store: Store, met: Met, plan: Plan, watch: Far) -> Met:
    """The same figures with something else said of them. Raises Refusal, Stopped."""
    now = store.ask(indicators.look, met.table, met.cluster, plan, watch)
    return replace(now, replaces=met.replaces, is_read=met.is_read, is_remembered=met.is_remembered)


def keep(store: Store, met: Met, clock: Clock, stop: Stop, watch: Far) -> str:
    """Back the store up, then store the figures as one Step. Returns the id of an indicator.

    Raises Refusal, Stopped.
    """
    from facilitator.ui.backups import back_up, is_backup_due

    if is_backup_due(store):
        back_up(store, clock, stop.is_asked)
    stop.check()
    return indicators.add(store, met, watch)


NO_CLUSTER = Refusal(
    N_("There is no cluster yet for the figures to belong to."),
    N_("Nothing was stored."),
    N_("Make a cluster first."),
)
