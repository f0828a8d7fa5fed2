"""What the search box offers: pages, commands and what was found, and going there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from facilitator.domain.search import KINDS, Excerpt, Hit, Term, excerpt, is_meant, terms
from facilitator.language import N_
from facilitator.ui.actions import ACTIONS, Action, shown_keys, without_mnemonic
from facilitator.ui.bridge import Bridge
from facilitator.ui.nav import cluster_words
from facilitator.ui.page import PageRow
from facilitator.ui.search.rows import Entry, heading, hit_entry

if TYPE_CHECKING:
    from facilitator.ui.main_window import MainWindow

SHOWN = 5
"""Hits of each kind, and recent things; there may be more."""

MOST = 100
_LEFT_OUT = ("search", "primary")


class Offers:
    """Makes the rows. `leave` takes the box away, before what was chosen is done."""

    def __init__(self, window: MainWindow, leave: Callable[[], object]) -> None:
        self._window, self._leave = window, leave
        self._lang = window.bridge.lang
        self._wanted: tuple[Term, ...] = ()

    def first(self, hits: Sequence[Hit]) -> Iterator[Entry]:
        """What stands there before anything is typed."""
        self._wanted = ()
        text = self._lang.text
        if hits:
            yield heading(text(N_("Opened lately")))
            yield from map(self._hit_row, hits[:SHOWN])
        yield heading(text(N_("Pages")))
        yield from (self._page_row(row) for row in self._window.rows.values())

    def typed(
        self, typed: str, hits: Sequence[Hit], kind: str, widen: Callable[[str], object]
    ) -> Iterator[Entry]:
        """What fits what is typed; of one kind alone all there is.

        `widen` is given the kind of which more is asked for.
        """
        self._wanted = terms(typed)
        if not kind:
            yield from self._under(N_("Pages"), self._pages())
            yield from self._under(N_("Commands"), self._commands())
        titles = {kind.id: kind.title for kind in KINDS}
        most = MOST if kind else SHOWN
        for one, some in groupby(hits, key=lambda hit: hit.kind):
            found = list(some)
            yield from self._under(titles[one], map(self._hit_row, found[:most]))
            if len(found) > most:
                more = Excerpt(self._lang.text(N_("Show more")))
                yield Entry(more, icon="chevron-down", act=partial(widen, one))

    def _under(self, title: str, rows: Iterable[Entry]) -> Iterator[Entry]:
        some = list(rows)
        if some:
            yield heading(self._lang.text(title))
            yield from some

    def _pages(self) -> Iterator[Entry]:
        for row in self._window.rows.values():
            if self._is_meant(self._lang.text(row.title)):
                yield self._page_row(row)

    def _commands(self) -> Iterator[Entry]:
        lang = self._lang
        for row in ACTIONS:
            action = self._window.actions_by_id.get(row.id)
            if action is None or row.handler == "open_page" or row.id in _LEFT_OUT:
                continue
            if action.isEnabled() and self._is_meant(without_mnemonic(lang.text(row.text))):
                yield self._command_row(row, action)

    def _page_row(self, row: PageRow) -> Entry:
        lang = self._lang
        title = lang.text(row.title)
        action = next((one for one in ACTIONS if one.id == f"page.{row.id}"), None)
        keys = shown_keys(action, lang) if action else ""
        line = excerpt(title, self._wanted)
        go = self._going(lambda: self._window.open_page(row.id))
        return Entry(line, icon=row.icon, keys=keys, act=go)

    def _command_row(self, row: Action, action: QAction) -> Entry:
        lang = self._lang
        line = excerpt(without_mnemonic(lang.text(row.text)), self._wanted)
        keys = shown_keys(row, lang)
        return Entry(line, icon="chevron-right", keys=keys, act=self._going(action.trigger))

    def _hit_row(self, hit: Hit) -> Entry:
        go = self._going(lambda: go_to(self._window, hit))
        if hit.table == "cluster" and hit.cluster is None:
            known, lang = self._window.nav.clusters, self._lang
            found = (one for one in known if one.id == hit.key)
            beside = "".join(cluster_words(one, lang, known) for one in found)
            hit = replace(hit, owner=beside)
        return hit_entry(self._lang, hit, self._wanted, go)

    def _is_meant(self, text: str) -> bool:
        # What nothing can be found by is not found in everything.
        return bool(self._wanted) and is_meant(text, self._wanted)

    def _going(self, act: Callable[[], object]) -> Callable[[], None]:
        """Take the box away, as Esc does, and then do it."""

        def go() -> None:
            self._leave()
            act()

        return go


def go_to(window: MainWindow, hit: Hit) -> None:
    """Open the place of a hit: its cluster, page and subject, and bring its row into sight."""
    from facilitator.store import queries

    bridge: Bridge = window.bridge
    if hit.table == "cluster" and hit.cluster is None:
        if hit.key != bridge.cluster:
            bridge.choose_cluster(hit.key)
        window.open_page(hit.page)
        return
    if hit.kind == "template":
        window.deeds.new_meeting()  # where one is chosen
        return
    window.open_page(hit.page, hit.subject)
    page = window.page()
    rows = bridge.guarded(lambda: bridge.ask(queries.way_to, hit.table, hit.key))
    if page is None or rows is None:
        return
    if not any(page.show_row(*row) for row in rows) and hit.subject is None:
        bridge.say(bridge.lang.text(N_("It is not used at any meeting yet.")), key="found")
