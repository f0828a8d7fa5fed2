"""Undo and redo as the window says and shows them: what they would do, and where it was done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from facilitator.ui.actions import name_turn

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo
    from facilitator.store.queries import Way
    from facilitator.ui.main_window import MainWindow

TURNS_MS = 50
"""How long after a change it is asked what undo would do: its picture is painted by then."""


class Turns(QObject):
    """Names undo and redo in the menu, and goes to what they did."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._bridge = window, window.bridge
        self.asked = QTimer(self, singleShot=True, interval=TURNS_MS)
        self.asked.timeout.connect(self._name)
        window.moved.connect(self.asked.start)
        self._bridge.undone.connect(self._go_to)

    def forget(self) -> None:
        """Let undo and redo be tried until it is known, a moment later, what they would do."""
        for key in ("undo", "redo"):
            self._window.actions_by_id[key].setEnabled(True)
        self.asked.start()

    def _name(self) -> None:
        bridge, store, page = self._bridge, self._bridge.store, self._window.page()
        if store is None:
            return
        back, forth = getattr(page, "can_undo", None), getattr(page, "can_redo", None)
        found = bridge.guarded(
            lambda: (
                back() if back else store.can_undo(bridge.cluster),
                forth() if forth else store.can_redo(bridge.cluster),
            )
        )
        undo, redo = (bridge.lang.text(label) if label else "" for label in found or ("", ""))
        for key, what in (("undo", undo), ("redo", redo)):
            name_turn(self._window.actions_by_id[key], bridge.lang, key, what)
        bridge.turned.emit(undo, redo)

    def _go_to(self, step: StepInfo) -> None:
        """Go to what was undone or redone: where it is in sight, else where it is at home."""
        from facilitator.store import queries

        page = self._window.page()
        if page is not None and page.fills_window():
            return  # nobody is taken out of a running meeting
        ways = self._bridge.ask(queries.ways, step.rows) or (queries.Way(step.loaded or "", ()),)
        here = [way for way in ways if self._home(way) == self._window.current]
        here = here or [way for way in ways if page is not None and page.shows(way)]
        home = next(filter(None, map(self._home, ways)), None)
        if not here and home is not None:
            self._window.open_page(home)
            here = [way for way in ways if self._home(way) == home]
        self._show_one(here)

    def _home(self, way: Way) -> str | None:
        rows = self._window.rows.values()
        return next((row.id for row in rows if way.table in row.tables), None)

    def _show_one(self, ways: Sequence[Way]) -> None:
        """Bring the first row into sight that the page can show: the rows, then their owners."""
        page = self._window.page()
        rows = chain.from_iterable(zip_longest(*(way.rows for way in ways)))
        if page is not None:
            any(page.show_row(*row) for row in rows if row is not None)
