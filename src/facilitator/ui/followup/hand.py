"""What a person does with commitments: says how they stand, one or several, and marks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from facilitator.domain import board, followup, statuses
from facilitator.domain.board import Card
from facilitator.domain.outcomes import Commitment
from facilitator.edits import followup as edits
from facilitator.language import N_
from facilitator.ui.bridge import Bridge
from facilitator.ui.followup.card import CLOSE, stands
from facilitator.ui.followup.known import Known
from facilitator.ui.parts.status_look import DIGITS

if TYPE_CHECKING:
    # Made when first wanted, and loaded then: the page is to be on the screen sooner.
    from facilitator.ui.followup.detail import Detail


class Hand(QObject):
    """Acts on what is chosen, on what is marked, or on a card.

    `wanted`: a commitment is to be shown in detail, None: none; `learning` and `deciding`: what
    was learnt of it, or what comes next, is asked in place; `marked_now`: others are marked.

    Args:
        detail: makes the panel of the chosen one, which asks where two people meet.
    """

    wanted = Signal(object)
    learning = Signal()
    deciding = Signal()
    marked_now = Signal()

    def __init__(self, bridge: Bridge, known: Known, detail: Callable[[], Detail]) -> None:
        super().__init__()
        self._bridge, self._known, self._detail = bridge, known, detail
        self.chosen: str | None = None
        self.marked: frozenset[str] = frozenset()
        self.cards: dict[str, Card] = {}

    # -- saying

    def say(self, status: str, _checked: bool = False) -> None:
        """Say how far the chosen commitment has come; what was learnt is then asked in place."""
        one = self._known.commitment(self.chosen)
        if one is not None:
            self._say([(one, status)])

    def close_chosen(self) -> None:
        """Say of the chosen one that it goes no further."""
        one = self._known.commitment(self.chosen)
        if one is not None:
            self._say([(one, board.arrival(one, "closed"))])

    def answer(self, card: str, answer: str) -> None:
        """What was carried over too often is decided on, or closed."""
        found = self._card(card)
        if found is None or not found.undecided:
            return
        if answer == CLOSE:
            self._say([(one, board.arrival(one, "closed")) for one in found.undecided])
            return
        self.wanted.emit(found.undecided[0].id)
        self._decide()

    def _decide(self) -> None:
        self.deciding.emit()

    def move(self, card: str, chip: str, column: str) -> None:
        """A card or one of its chips was let go in a column; what is marked goes along."""
        found = self._card(card)
        keys = {chip} if chip else {one.id for one in (found.commitments if found else ())}
        if keys & self.marked:
            keys = set(self.marked)
        elif not chip and found is not None:
            self._say(board.moved(found, column))
            return
        self._say(
            [
                (one, board.arrival(one, column))
                for one in self._known.commitments
                if one.id in keys and statuses.status(one.status).column != column
            ]
        )

    def _card(self, key: str) -> Card | None:
        return next((card for card in self.cards.values() if card.id == key), None)

    def _say(self, said: Sequence[tuple[Commitment, str]]) -> None:
        """Say where commitments stand, each as it was seen on this page."""
        new = [(one.id, status) for one, status in said if one.status != status]
        bridge, known = self._bridge, self._known
        if new:

            def act(_seen: int | None) -> None:
                now = ((known.commitment(key), status) for key, status in new)
                told = [(one.id, to, self._speaker(one), one.version) for one, to in now if one]
                step, at = N_("Change status"), bridge.clock.utc()
                bridge.attempt(step, edits.set_statuses, told, at, meeting=known.running)

            mine = bridge.lang.text(statuses.status(new[0][1]).title)
            self._detail().care.do(act, lambda: None, mine, self._tell_other)
        if any(statuses.status(status).asks_learnt for _, status in said):
            self.wanted.emit(said[0][0].id)
            self.learning.emit()

    def _speaker(self, one: Commitment) -> str | None:
        """Whoever is named in the panel, if that shows it; else whose word it is taken for."""
        named = self._detail().speaker_of(one.id)
        if named is not None:
            return named[0]
        known, me = self._known, self._known.me
        return followup.speaker(one, known.active, me.id if me else None)

    def _tell_other(self, now: Commitment) -> str:
        """How it stands that somebody else changed; it is brought into sight, to choose by."""
        self.wanted.emit(now.id)
        return stands(now, self._bridge.lang)

    # -- several at once, and the menu of one

    def mark(self, commitments: list[str]) -> None:
        """Mark commitments, or take the mark off; none means the chosen one."""
        keys = frozenset(commitments or filter(None, [self.chosen]))
        if keys <= self.marked:
            self.set_marked(self.marked - keys)
            return
        if not self.marked and commitments and self.chosen:
            keys |= {self.chosen}
        self.set_marked(self.marked | keys)

    def set_marked(self, marked: frozenset[str]) -> None:
        """Mark these and no others."""
        self.marked = marked
        self.marked_now.emit()

    def unmark(self) -> None:
        """Mark none."""
        self.set_marked(frozenset())

    def step_back(self) -> None:
        """Esc: first the marks go, then the detail."""
        if self.marked:
            self.unmark()
        else:
            self.wanted.emit(None)

    def open_menu(self, commitment: str, where: QPoint) -> None:
        """Open the menu of a commitment, “” for the chosen one."""
        if commitment:
            self.wanted.emit(commitment)
        one = self._known.commitment(self.chosen)
        if one is not None:
            menu = self.make_menu(one)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)

    def make_menu(self, one: Commitment) -> QMenu:
        """What can be done with a commitment, as a menu."""
        from facilitator.ui.followup.snooze import fill_menu

        lang, menu = self._bridge.lang, QMenu(self._detail().parentWidget())
        if board.asks_decision(one):
            menu.addAction(lang.text(N_("Decide"))).triggered.connect(self._decide)
            menu.addAction(lang.text(N_("Close it"))).triggered.connect(self.close_chosen)
            menu.addSeparator()
        digits = {status: key for key, status in DIGITS.items()}
        for row in statuses.STATUSES:
            key = QKeySequence(digits[row.id]).toString()
            action = menu.addAction(f"{lang.text(row.title)}\t{key}")
            action.setCheckable(True)
            action.setChecked(row.id == one.status)
            action.triggered.connect(partial(self.say, row.id))
        menu.addSeparator()
        if one.is_open:
            later = menu.addMenu(lang.text(N_("Set aside until")))
            today, next_meeting = self._bridge.today(), self._known.next_meeting
            fill_menu(later, lang, today, next_meeting, self._set_aside)
        words = N_("Unmark") if one.id in self.marked else N_("Mark to put together")
        keyed = f"{lang.text(words)}\t{lang.text(N_('Space'))}"
        menu.addAction(keyed).triggered.connect(lambda: self.mark([]))
        return menu

    def _set_aside(self, until: date | None) -> None:
        if self.chosen is not None:
            self._detail().set_aside(until)
