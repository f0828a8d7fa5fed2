"""Commitments of a meeting that say the same, in the list of those made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from facilitator.domain.capture import Owner
from facilitator.domain.outcomes import Commitment
from facilitator.edits import outcomes
from facilitator.language import N_
from facilitator.ui.parts import (
    button,
    label,
)
from facilitator.ui.run.line_text import LineText
from facilitator.ui.run.line_words import (
    due_words,
    owner_choices,
    owner_name,
)
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.ui.run.commitment_entry import CommitmentEntry


class Group(QFrame):
    """Commitments that say the same: whose they are, and what is tried, written in place."""

    def __init__(self, entry: CommitmentEntry, watch: MeetingWatch) -> None:
        super().__init__()
        self._entry, self._watch, self._lang = entry, watch, watch.bridge.lang
        self._group: tuple[Commitment, ...] = ()
        text = self._lang.text
        self.setProperty("look", "line")
        self.who = label("", "small", tone="ink")
        label_ = N_("Sharpen a commitment")
        name = text(N_("What is tried"))
        write, stored = outcomes.change_actions, outcomes.actions_of
        self.field = LineText(watch.bridge, name, label_, write, stored, bare=True)
        self.field.done.connect(entry.left.emit)
        self.ask = button(text(N_("Choose who")), self._open_menu, small=True, plain=True)
        words = text(N_("To the rest too"))
        self.copy = button(
            words, lambda: entry.copy_to_rest(self._group[0]), small=True, plain=True
        )
        words = text(N_("Remove"))
        self.out = button(
            "✕", lambda: entry.remove(self._group), small=True, plain=True, name=words
        )
        top = Qt.AlignmentFlag.AlignTop
        head = QHBoxLayout()
        head.addWidget(self.who, 1)
        for part in (self.ask, self.copy, self.out):
            head.addWidget(part, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.field)

    def show_group(self, group: tuple[Commitment, ...], *, can_copy: bool) -> None:
        """Show commitments that say the same; `can_copy`: somebody has none yet."""
        self._group, one = group, group[0]
        nobody = self._lang.text(N_("who?"))
        names = ", ".join(owner_name(self._lang, each) or nobody for each in group)
        when = due_words(self._lang, one)
        self.who.setText(" · ".join(filter(None, (names, when, one.situation, one.sign))))
        self.field.show_stored((tuple(each.id for each in group),), one.action)
        is_nobodys = not owner_name(self._lang, one)
        self.ask.setVisible(is_nobodys)
        self.copy.setVisible(can_copy and not one.whole_cluster and not is_nobodys)

    def _open_menu(self) -> None:
        self.menu().popup(self.ask.mapToGlobal(self.ask.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Whose it may be."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for owner in owner_choices(self._lang, self._watch.owners()):
            act = menu.addAction(owner.name.replace("&", "&&"))
            act.triggered.connect(partial(self._give, owner))
        return menu

    def _give(self, owner: Owner, _on: bool = False) -> None:
        self._entry.assign([one for one in self._group if not owner_name(self._lang, one)], owner)
