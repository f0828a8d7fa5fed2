"""Who says how a commitment stands: a chip for each who tries it, and a menu of all the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from facilitator.domain.followup import Person, speaker, speakers
from facilitator.domain.outcomes import Commitment, FollowUp
from facilitator.language import N_, Language
from facilitator.ui.parts import Chip, FlowLayout, button, label

STEP = N_("Say who said it")


class SaidBy(QWidget):
    """One tap names another, or nobody. `named`: it was, the member's id or None.

    Who is named before anything was said is kept for when it is; until somebody is named, it is
    whoever the word is taken for.
    """

    named = Signal(object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._one: Commitment | None = None
        self._people: tuple[Person, ...] = ()
        self._named: dict[str, str | None] = {}
        self.chosen: str | None = None
        self.chips: dict[str, Chip] = {}
        self._shown: tuple[Person, ...] = ()
        words = lang.text(N_("Said by"))
        self.setAccessibleName(words)
        self._flow = FlowLayout(self, 6)
        title = label(words, "small", wrap=False)
        self.others = button("…", lambda: None, small=True, plain=True)
        self.others.setProperty("opens", "true")
        self.menu = QMenu(self.others)
        self.menu.aboutToShow.connect(self._fill)
        self.others.setMenu(self.menu)
        title.setMinimumHeight(self.others.sizeHint().height())
        for part in (title, self.others):
            self._flow.addWidget(part)

    def show_commitment(
        self,
        one: Commitment,
        people: Sequence[Person],
        word: FollowUp | None,
        me: str | None = None,
    ) -> None:
        """Ask it of a commitment; of what the whole cluster tries nothing is asked.

        Args:
            people: those who may have said it, such as everybody who is present.
            word: what was said of it now, if anything was.
            me: the member who writes it down, if that is known and counts as saying it.
        """
        self._one, self._people = one, tuple(people)
        if word is not None:
            self._named.pop(one.id, None)
            self.chosen = word.member
        else:
            self.chosen = self._named.get(one.id, speaker(one, people, me))
        self.setVisible(not one.whole_cluster and bool(people))
        own = {person.id for person in speakers(one, people)}
        self._lay(tuple(p for p in self._people if p.id in own or p.id == self.chosen))
        for key, chip in self.chips.items():
            chip.setChecked(key == self.chosen)
        more = N_("somebody else") if self.chips else N_("who?")
        self.others.setText(self._lang.text(more))
        self.others.setAccessibleName(f"{self.accessibleName()}: {self._lang.text(more)}")

    def speaker_of(self, commitment: str) -> str | None:
        """Who says it of a commitment; nobody of one that is not shown."""
        is_shown = self._one is not None and self._one.id == commitment
        return self.chosen if is_shown else None

    def _lay(self, shown: tuple[Person, ...]) -> None:
        if shown == self._shown:
            return
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._shown = shown
        self._flow.removeWidget(self.others)
        self.chips = {one.id: Chip(one.name, partial(self._tap, one.id)) for one in shown}
        for chip in self.chips.values():
            chip.setAccessibleDescription(self.accessibleName())
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.others)

    def _tap(self, member: str, on: bool) -> None:
        self._name(member if on else None)

    def _name(self, member: str | None, _checked: bool = False) -> None:
        if self._one is not None:
            self._named[self._one.id] = self.chosen = member
            for key, chip in self.chips.items():
                chip.setChecked(key == member)
            self.named.emit(member)

    def _fill(self) -> None:
        self.menu.clear()
        for one in sorted(self._people, key=lambda one: self._lang.sort_key(one.name)):
            action = self.menu.addAction(one.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.id == self.chosen)
            action.triggered.connect(partial(self._name, one.id))
