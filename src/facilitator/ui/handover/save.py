"""Handing a cluster over: what the file will hold, what may stay out, and where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from facilitator.documents import Asked, document
from facilitator.domain.handover import ENDING, Contents
from facilitator.domain.handover_words import count_words
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.handover import work
from facilitator.ui.parts import Card, Chip, button, label
from facilitator.ui.sharing.work import with_ending
from facilitator.ui.work_page import WorkPage

FILES = N_("Hand-overs of Facilitator (*.facilitator)")
_MEGABYTE = 1_000_000


class HandoverSavePage(WorkPage):
    """Shows what is handed over of the chosen cluster, and writes it where the person says."""

    def __init__(self, bridge: Bridge) -> None:
        text = bridge.lang.text
        super().__init__(bridge, text(N_("Hand the cluster over")))
        self.contents: Contents | None = None
        self._saved: Path | None = None
        about = N_("One file with everything of the cluster, to open in Facilitator elsewhere.")
        self.subtitle.setText(text(about))
        self.notes = Chip(text(N_("With private notes")), lambda _on: None)
        self.notes.setChecked(True)
        self.save_button = button(text(N_("Save…")), self.save, primary=True, icon="file-down")
        self.buttons.addWidget(self.save_button)
        self.save_button.setEnabled(False)
        store, cluster = bridge.store, bridge.cluster
        if store is not None and cluster is not None:
            self.begin(
                text(N_("Looking at what there is …")),
                lambda _stop: work.look(store, cluster),
                lambda found: self._show(cast(Contents, found)),
                only_reads=True,
            )

    def rest(self, busy: bool) -> None:
        self.save_button.setEnabled(not busy and self.contents is not None)

    def primary(self) -> QPushButton:
        return self.save_button

    # -- what is in it

    def _show(self, found: Contents) -> None:
        self.contents = found
        text = self.lang.text
        self.title.setText(text(N_("Hand over {cluster}"), cluster=found.name))
        self.add_card(self._what(found))
        self.add_card(self._private(found))
        self.add_card(self._where())
        self.rest(False)
        self.save_button.setFocus()

    def _what(self, found: Contents) -> Card:
        text, card = self.lang.text, Card(self.lang.text(N_("In the file")))
        card.add(label(count_words(found.counts, self.lang)))
        if found.size:
            size = self.lang.number(max(found.size / _MEGABYTE, 0.1), 1)
            attached = N_("Attached files: {size} MB. They are not looked through for CPR numbers.")
            card.add(label(text(attached, size=size)))
        names = self.lang.plural(
            "{n} person by name: {names}",
            "{n} people by name: {names}",
            len(found.people),
            names=", ".join(found.people),
        )
        if found.people:
            card.add(label(names, "muted"))
        if found.numbers:
            card.add(label(self._masked(found.numbers), tone="warn"))
        not_there = N_(
            "Not in the file: the settings of the program, the list of earlier changes, other "
            "clusters, and what you said of numbers that are not CPR numbers."
        )
        card.add(label(text(not_there), "small"))
        return card

    def _masked(self, count: int) -> str:
        return self.lang.plural(
            "{n} text has something like a CPR number. In the file it is hidden by stars.",
            "{n} texts have something like a CPR number. In the file it is hidden by stars.",
            count,
        )

    def _private(self, found: Contents) -> Card:
        card = Card(self.lang.text(N_("Private notes")))
        count = self.lang.plural(
            "{n} agenda item has notes that only the facilitator sees.",
            "{n} agenda items have notes that only the facilitator sees.",
            found.notes,
        )
        none = self.lang.text(N_("No agenda item has notes that only the facilitator sees."))
        card.add(label(count if found.notes else none))
        self.notes.setVisible(found.notes > 0)
        card.add(self.notes)
        return card

    def _where(self) -> Card:
        text, card = self.lang.text, Card(self.lang.text(N_("Where the file goes")))
        said = N_(
            "The file is not encrypted, and whoever has it can read all of it. Hand it over on a "
            "USB stick or by secure mail, and delete it when it has been opened."
        )
        card.add(label(text(said)))
        stays = N_(
            "Your own cluster stays as it is. When the file comes back with changes, you open it "
            "and see what is new before anything is stored."
        )
        card.add(label(text(stays), "muted"))
        return card

    # -- writing

    def save(self) -> None:
        """Ask where, and write it there."""
        if self.contents is None:
            return
        title, name = self.lang.text(N_("Hand the cluster over")), f"{self._name()}.{ENDING}"
        chosen = choose_save(self, title, name, self.lang.text(FILES))
        if chosen:
            self.save_as(with_ending(Path(chosen), ENDING))

    def save_as(self, path: Path) -> None:
        """Write it to this file, with or without private notes as chosen."""
        store, cluster = self.bridge.store, self.bridge.cluster
        if store is None or cluster is None:
            return
        asked = Asked(self.bridge.clock.utc(), notes=self.notes.isChecked())
        self.begin(
            self.lang.text(N_("Being written …")),
            lambda stop: work.write(store, cluster, path, self.lang, asked, stop),
            lambda _path: self._say_saved(path),
        )

    def _name(self) -> str:
        row = document(work.NAME)
        assert row is not None
        assert row.calls is not None
        return row.calls(self.contents, self.lang)

    def _say_saved(self, path: Path) -> None:
        text = self.lang.text
        shows = text(N_("Show in folder")), lambda: _open_folder(path)
        said = text(N_("Saved as {name}."), name=path.name)
        self.say(said, "ok", (shows,))
        self.cancel_button.setText(text(N_("Close")))
        self.cancel_button.setAccessibleName(text(N_("Close")))
        self.cancel_button.setFocus()


def choose_save(parent: QWidget, title: str, name: str, pattern: str) -> str:
    """The file a person chooses to write, `name` proposed; empty when they leave."""
    return QFileDialog.getSaveFileName(parent, title, name, pattern)[0]


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
