"""Figures read in from a file: what was understood is seen, mended and then stored in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from facilitator.domain.indicator_table import Plan
from facilitator.imports.indicators import (
    FAULTS_SAID,
    Met,
    open_question,
    say_counts,
    say_trouble,
)
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.data import indicator_work as work
from facilitator.ui.data.indicator_cells import CellsView
from facilitator.ui.data.indicator_columns_card import ColumnsCard
from facilitator.ui.data.indicator_file_card import FileCard
from facilitator.ui.data.indicator_names_card import ClinicsCard, IndicatorsCard
from facilitator.ui.data.troubles_card import TroublesCard
from facilitator.ui.parts import Card, ChoiceChips, EmptyState, announce, button, label
from facilitator.ui.work_page import Stop, Stopped, WorkPage

ENDINGS = (".xlsx", ".csv", ".txt", ".tsv")
_WIDTH = 1100
_FILES = N_("Tables (*.xlsx *.csv *.txt *.tsv)")


def choose_file(parent: QWidget, title: str, pattern: str) -> str:
    """The file a person chooses to read in; “” when they leave."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileName(parent, title, "", pattern)[0]


class IndicatorImport(WorkPage):
    """A file chosen or dropped, what it means, and then its figures stored.

    `left`: it is to go away. `done` carries the id of an indicator that got figures.
    """

    done = Signal(str)
    _came = Signal(int)

    def __init__(
        self, bridge: Bridge, choose: Callable[[QWidget, str, str], str] = choose_file
    ) -> None:
        super().__init__(bridge, bridge.lang.text(N_("Read data")), _WIDTH)
        self.choose = choose
        self.met: Met | None = None
        self._path: Path | None = None
        self._rows, self._said = 0, ""
        self.title.hide()
        text = self.lang.text
        self.open_button = button(text(N_("Choose a file…")), self.choose_file, icon="folder-open")
        self.store_button = button(text(N_("Read in")), self.store, primary=True)
        self.again_button = button(text(N_("Read the file again")), self.read_again)
        self.buttons.addWidget(self.open_button)
        self.buttons.addWidget(self.again_button)
        self.buttons.addWidget(self.store_button)
        self._came.connect(self._on_came)
        self.setAcceptDrops(True)
        self._make_cards()
        self.forget()

    def _make_cards(self) -> None:
        text, lang = self.lang.text, self.lang
        about = N_(
            "Choose a spreadsheet (.xlsx) or a text file (.csv), or drop it here. Nothing is stored"
            " until you have seen what was understood."
        )
        self._first_button = button(text(N_("Choose a file…")), self.choose_file, primary=True)
        self.empty = EmptyState(
            "table", text(N_("Read figures from a file")), text(about), self._first_button
        )
        self.file = FileCard(lang, self._say, self._reopen, self._confirm)
        self.columns = ColumnsCard(lang, self._say)
        self.indicators = IndicatorsCard(lang, self._say)
        self.clinics = ClinicsCard(lang, self._say)
        self.cells = CellsView(lang)
        table = Card(text(N_("The table in the file")))
        table.add(self.cells)
        stays = N_("The whole file is read in, or nothing of it: mend it, and open it again.")
        self.faults = TroublesCard(text(N_("Faults")), text(stays), lang, self._go_to)
        known = N_("These do not stand in the way.")
        self.doubts = TroublesCard(text(N_("Worth knowing")), text(known), lang, self._go_to)
        self.stored = Card(text(N_("Stored already")))
        self._stored = label("")
        self.chips = ChoiceChips(
            text(N_("Stored already")),
            (
                ("mine", text(N_("Keep what is stored")), "accent"),
                ("theirs", text(N_("Use the figures of the file")), "accent"),
            ),
        )
        self.chips.chosen.connect(self._choose_stored)
        self.stored.add(self._stored)
        self.stored.add(self.chips)
        self._cards = (
            *(self.faults, self.file, self.indicators, self.clinics, self.stored),
            *(table, self.columns, self.doubts),
        )
        self.cards.insertWidget(self.cards.count() - 1, self.empty, 1)
        for card in self._cards:
            self.add_card(card)

    # -- what the page that shows it asks

    def forget(self) -> None:
        """Be as at the beginning: no file."""
        self.met, self._path = None, None
        self.subtitle.clear()
        self.subtitle.hide()
        self.notice.clear()
        for card in self._cards:
            card.hide()
        self.empty.show()
        self.setFocusProxy(self._first_button)
        self.rest(False)

    def open(self, path: Path) -> None:
        """Read a file, and show what was understood of it."""
        self._path = path
        self._open(path, "", "")

    def primary(self) -> QPushButton:
        """The button that Ctrl+Enter presses."""
        return self.store_button if self.met is not None else self._first_button

    def store(self) -> None:
        """Store the figures as they are shown."""
        store, met = self.bridge.store, self.met
        if store is None or met is None or not self.store_button.isEnabled():
            return
        clock = self.bridge.clock
        self._rows = met.to_store
        self.begin(
            self.lang.text(N_("Being backed up and stored …")),
            lambda stop: work.keep(store, met, clock, stop, self._far(stop)),
            lambda key: self._on_stored(cast(str, key)),
        )

    # -- the work

    def begin(
        self,
        doing: str,
        work: Callable[[Stop], object],
        then: Callable[[object], object],
        *,
        only_reads: bool = False,
    ) -> None:
        # Of two works only the last is waited for.
        self._stop.ask()
        self._said = doing
        super().begin(doing, work, then, only_reads=only_reads)

    def choose_file(self) -> None:
        """Let a person choose a file."""
        text = self.lang.text
        chosen = self.choose(self, text(N_("Read data")), text(_FILES))
        if chosen:
            self.open(Path(chosen))

    def read_again(self) -> None:
        """Read the file as it is now; what was said of it stays where its headings are the same."""
        if self._path is not None and self.met is not None:
            table = self.met.table
            self._open(self._path, table.sheet, table.delimiter, self.met)

    def _open(self, path: Path, sheet: str, delimiter: str, before: Met | None = None) -> None:
        store, cluster, clock = self.bridge.store, self.bridge.cluster, self.bridge.clock
        if store is None or cluster is None:
            self.say(work.NO_CLUSTER.in_words(self.lang), "warn")
            return
        self._rows = 0
        self.begin(
            self.lang.text(N_("Being read …")),
            lambda stop: work.open_file(
                store, path, cluster, clock, sheet, delimiter, self._far(stop)
            ),
            lambda met: self._on_read(cast(Met, met), before),
            only_reads=True,
        )

    def _reopen(self, sheet: str, delimiter: str) -> None:
        if self._path is not None:
            self._open(self._path, sheet, delimiter)

    def _say(self, plan: Plan) -> None:
        """Look at the file again with something else said of it."""
        store, met = self.bridge.store, self.met
        if store is None or met is None:
            return
        # What is said next is said beside this, also before the rows have been read again.
        self.met = replace(met, plan=plan)
        self._rows = 0
        self.begin(
            self.lang.text(N_("Being looked at …")),
            lambda stop: work.look(store, met, plan, self._far(stop)),
            lambda found: self._show(cast(Met, found)),
            only_reads=True,
        )

    def _far(self, stop: Stop) -> work.Far:
        """What a work in a thread tells how far it has come, until it is asked to end."""

        def far(row: int) -> None:
            stop.check()
            self._came.emit(row)

        return far

    def _on_came(self, row: int) -> None:
        if not self.is_busy():
            return
        if self._rows:
            self.show_progress(row, self._rows)
        elif row:
            rows = self.lang.plural("{n} row", "{n} rows", row)
            self.tell(f"{self._said} {rows}")

    def cancel(self) -> None:
        """End what is being done, and stay; with nothing to end, leave, and forget the file."""
        if not self.is_busy():
            self.left.emit()
            self.forget()
            return
        self._stop.ask()
        if self._may_leave:
            self._work.cancel()
            self._end()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._end()
            return
        super()._on_failed(error)
        self.empty.setVisible(self.met is None)

    def _on_stored(self, key: str) -> None:
        lang, bridge = self.lang, self.bridge
        count = self.met.to_store if self.met else 0
        said = lang.plural("{n} figure is stored.", "{n} figures are stored.", count)
        undo = (lang.text(N_("Undo")), bridge.undo)
        self.forget()
        self.done.emit(key)
        bridge.say(said, "ok", key="undo", answers=(undo,))

    # -- showing

    def _on_read(self, met: Met, before: Met | None) -> None:
        if before is not None:
            is_read = before.is_read and met.table.encoding == before.table.encoding
            met = replace(met, replaces=before.replaces, is_read=met.is_read or is_read)
        self._show(met)
        if before is not None and _has_headings_of(met, before):
            self._say(before.plan)
        announce(self, f"{met.table.name}: {say_counts(met, self.lang) or self._in_the_way()}")
        first = next((one for one in met.settled.troubles if one.is_fault), None)
        if first is not None:
            self.cells.go_to(first.row, first.column)
        self._to_what_is_next()

    def _to_what_is_next(self) -> None:
        """Set the focus on what is asked first, or on the button that stores."""
        store = self.store_button if self.store_button.isEnabled() else self.cells
        asking = self.file.first_open() or self.clinics.first_open() or self.indicators.first_open()
        (asking or store).setFocus()

    def _show(self, met: Met) -> None:
        lang, settled = self.lang, met.settled
        self.met = met
        self.empty.hide()
        for card in self._cards:
            card.show()
        name = self._path.name if self._path is not None else met.table.name
        rows = lang.plural("{n} row", "{n} rows", settled.understood.rows)
        self.subtitle.setText(" · ".join(filter(None, (name, rows, say_counts(met, lang)))))
        self.subtitle.show()
        self.file.show_met(met)
        self.columns.show_met(met)
        self.indicators.show_met(met)
        self.clinics.show_met(met)
        self.cells.show_met(met)
        self._show_troubles(met)
        changed = len(settled.changed)
        self._stored.setText(
            lang.plural(
                "{n} figure of the file is stored already with another number.",
                "{n} figures of the file are stored already with other numbers.",
                changed,
            )
        )
        self.chips.choose("" if met.replaces is None else "theirs" if met.replaces else "mine")
        self.stored.setVisible(changed > 0)
        self.setFocusProxy(self.cells)
        self.rest(False)
        if QApplication.focusWidget() is None:
            self._to_what_is_next()

    def _show_troubles(self, met: Met) -> None:
        settled = met.settled
        for card, is_fault, total in (
            (self.faults, True, settled.faults),
            (self.doubts, False, settled.doubts),
        ):
            first = [one for one in settled.troubles if one.is_fault == is_fault][:FAULTS_SAID]
            lines = [(say_trouble(one, self.lang), one.row, one.column) for one in first]
            card.show_lines(lines, total)

    def rest(self, busy: bool) -> None:
        met, lang = self.met, self.lang
        self.open_button.setVisible(met is not None)
        self.open_button.setEnabled(not busy)
        self.store_button.setVisible(met is not None)
        self.again_button.setVisible(met is not None and met.settled.faults > 0)
        self.again_button.setEnabled(not busy)
        count = met.to_store if met is not None else 0
        words = lang.plural("Read in {n} figure", "Read in {n} figures", count)
        words = words if count else lang.text(N_("Read in"))
        self.store_button.setText(words)
        self.store_button.setAccessibleName(words)
        why = self._in_the_way()
        self.store_button.setEnabled(not busy and met is not None and not why)
        self.store_button.setAccessibleDescription(why)
        if not busy:
            self.tell(why)

    def _in_the_way(self) -> str:
        """Why the figures cannot be stored yet, in words, or “”."""
        met, lang = self.met, self.lang
        if met is None:
            return ""
        faults = met.settled.faults
        if faults:
            return lang.plural("The file has {n} fault.", "The file has {n} faults.", faults)
        question = open_question(met)
        if question:
            return lang.text(question)
        return "" if met.to_store else lang.text(N_("There is nothing new in the file."))

    def _confirm(self, on: bool) -> None:
        if self.met is not None:
            self.met = replace(self.met, is_read=on)
            self.rest(False)

    def _choose_stored(self, choice: str) -> None:
        if self.met is not None:
            self.met = replace(self.met, replaces=choice == "theirs")
            self.rest(False)

    def _go_to(self, row: int, column: int) -> None:
        self.cells.go_to(row, column)

    # -- a file that is dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.open(path)


def _has_headings_of(met: Met, before: Met) -> bool:
    above = slice(before.settled.understood.header + 1)
    return met.table.rows[above] == before.table.rows[above]


def _dropped(event: QDropEvent) -> Path | None:
    """The one table that is dragged, or none."""
    urls = event.mimeData().urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.casefold() in ENDINGS else None
