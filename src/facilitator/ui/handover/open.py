"""Opening a hand-over: what it would bring, what is asked, and then all of it in one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from facilitator.domain.handover_merge import counts_by_table
from facilitator.domain.handover_words import sentences
from facilitator.imports.handover import Opened, questions
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.handover import work
from facilitator.ui.handover.question import QuestionsCard
from facilitator.ui.parts import Card, button, label
from facilitator.ui.work_page import WorkPage

if TYPE_CHECKING:
    from facilitator.store.journal import StepInfo


class HandoverOpenPage(WorkPage):
    """Shows what a file would bring, and stores it. `kept` carries the cluster and its Step.

    The Step is none when there was nothing to change.
    """

    kept = Signal(str, object)

    def __init__(self, bridge: Bridge, path: Path) -> None:
        text = bridge.lang.text
        super().__init__(bridge, text(N_("Open a hand-over")))
        self.opened: Opened | None = None
        self.questions: QuestionsCard | None = None
        self.subtitle.setText(path.name)
        self._brings = Card(text(N_("What it brings")))
        self.open_button = button(text(N_("Open the hand-over")), self.keep, primary=True)
        self.open_button.setEnabled(False)
        self.buttons.addWidget(self.open_button)
        store = bridge.store
        if store is not None:
            self.begin(
                text(N_("Being read …")),
                lambda _stop: work.read(store, path, bridge.clock.utc()),
                lambda opened: self._show(cast(Opened, opened)),
                only_reads=True,
            )

    def rest(self, busy: bool) -> None:
        opened = self.opened
        self.open_button.setEnabled(not busy and opened is not None and not opened.left)

    def primary(self) -> QPushButton:
        return self.open_button

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        text, given = self.lang.text, opened.handover
        self.title.setText(text(N_("Hand-over of {cluster}"), cluster=given.name))
        self.subtitle.setText(self._from())
        self.add_card(self._brings)
        if opened.found.asked:
            self.questions = QuestionsCard(self.lang, questions(opened, self.lang))
            self.questions.answered.connect(self._on_answered)
            self.add_card(self.questions)
        self._show_brings()
        self.add_card(self._safe())
        self.rest(False)
        (self.open_button if self.open_button.isEnabled() else self.cancel_button).setFocus()

    def _from(self) -> str:
        given = self.opened.handover if self.opened else None
        if given is None or given.made is None:
            return ""
        lang = self.lang
        day = lang.date_text(given.made.astimezone(lang.zone).date())
        said = lang.text(N_("Written {day} at {time}"), day=day, time=lang.clock(given.made))
        without = lang.text(N_("without private notes"))
        return said if given.notes else f"{said} · {without}"

    def _show_brings(self) -> None:
        """Say in words what would be new, changed and removed, as chosen so far."""
        opened, text = self.opened, self.lang.text
        if opened is None:
            return
        while (item := self._brings.body.takeAt(1)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        said = sentences(counts_by_table(opened.changes()), self.lang)
        if opened.is_new:
            beside = N_("The cluster is new here. It comes to stand beside your other clusters.")
            self._brings.add(label(text(beside), "strong"))
        elif not said and not opened.found.asked:
            nothing = N_("Everything in the file is here already; nothing would be changed.")
            self._brings.add(label(text(nothing), "strong"))
        for sentence in said:
            self._brings.add(label(sentence))
        if opened.left:
            left = self.lang.plural(
                "{n} choice is still to be made.", "{n} choices are still to be made.", opened.left
            )
            self._brings.add(label(left, tone="warn"))

    def _safe(self) -> Card:
        text, card = self.lang.text, Card(self.lang.text(N_("What is safe")))
        shared = self.bridge.store is not None and self.bridge.store.is_shared
        backup = N_("Before anything is stored, the data file is backed up.")
        undo = N_("What you have changed yourself stays. All of it can be undone in one go.")
        if not shared:
            card.add(label(text(backup)))
        card.add(label(text(undo)))
        return card

    def _on_answered(self) -> None:
        if self.opened is not None and self.questions is not None:
            self.opened = replace(self.opened, choices=dict(self.questions.choices))
            self._show_brings()
            self.rest(False)

    def keep(self) -> None:
        """Store what it brings, as chosen."""
        store, opened = self.bridge.store, self.opened
        if store is None or opened is None or opened.left:
            return
        # The undo of a cluster that is new belongs where the person came from.
        of = self.bridge.cluster if opened.is_new else opened.handover.cluster
        self.begin(
            self.lang.text(N_("Being backed up and stored …")),
            lambda stop: work.keep(store, opened, of, self.bridge.clock, stop),
            lambda step: self._on_kept(cast("StepInfo | None", step)),
        )

    def _on_kept(self, step: StepInfo | None) -> None:
        if self.opened is not None:
            self.kept.emit(self.opened.handover.cluster, step)
