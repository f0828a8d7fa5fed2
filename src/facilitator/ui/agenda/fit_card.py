"""Other minutes for an agenda beside it: what they would be, kept true until they are taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.domain import fitting
from facilitator.domain.agenda import Agenda
from facilitator.edits import agenda as edits
from facilitator.language import N_, Language
from facilitator.ui.agenda.list import AgendaView
from facilitator.ui.agenda.offers import Offer, offer_fill, offer_fit, offer_room
from facilitator.ui.agenda.sheet import OpenAgenda
from facilitator.ui.parts import Card, button, label


class FitCard(Card):
    """What an agenda would be with other minutes. Emits `applied` with the minutes by id and the
    marked name of the Step, or `left`."""

    applied = Signal(dict, str)
    left = Signal()

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self._offer: Offer | None = None
        self.title = label("", "h2")
        self.said: tuple[QWidget, ...] = ()
        self.add(self.title)
        # Above the sentences: however many give, both answers are in sight.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(lang.text(N_("Cancel")), self.left.emit, small=True))
        use = lang.text(N_("Use these minutes"))
        self.apply_button = button(use, self._apply, primary=True, small=True)
        row.addWidget(self.apply_button)
        self.body.addLayout(row)
        self.hide()

    def show_offer(self, offer: Offer) -> None:
        """Show who gives or gets how much, and what cannot be done."""
        self._offer = offer
        title = self._lang.text(offer.title)
        self.title.setText(title)
        self.setAccessibleName(title)
        for line in self.said:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.said = tuple(label(sentence) for sentence in offer.said)
        for line in self.said:
            self.body.addWidget(line)
        self.setAccessibleDescription(" ".join(offer.said))
        self.apply_button.setEnabled(bool(offer.minutes))

    def _apply(self) -> None:
        if self._offer is not None:
            self.applied.emit(self._offer.minutes, self._offer.step)


class AgendaOffers:
    """Shows an offer in its card, keeps it true to the agenda, and takes it when it is wanted.

    Args:
        scroll_up: brings the card into sight.
    """

    def __init__(
        self,
        opened: OpenAgenda,
        view: AgendaView,
        card: FitCard,
        scroll_up: Callable[[], object],
    ) -> None:
        self._opened, self._view, self._card = opened, view, card
        self._scroll_up = scroll_up
        self._offer: Callable[[Agenda], Offer] | None = None
        card.applied.connect(self._take)
        card.left.connect(self.refuse)

    def fit(self) -> None:
        """Offer to take back what the agenda is too long."""
        self._begin(partial(offer_fit, self._opened.bridge.lang))

    def make_room(self, item: str) -> None:
        """Offer what lets an item keep its fixed start."""
        self._begin(partial(offer_room, self._opened.bridge.lang, item))

    def fill(self) -> None:
        """Offer to share the minutes to spare."""
        self._begin(partial(offer_fill, self._opened.bridge.lang))

    def _begin(self, offer: Callable[[Agenda], Offer]) -> None:
        self._offer = offer
        self.follow()
        if self._offer is not None:
            self._scroll_up()
            self._card.apply_button.setFocus()

    def follow(self) -> None:
        """Show what is offered as the agenda is now; with nothing left to offer, leave."""
        agenda = self._opened.agenda
        if agenda is None or self._offer is None:
            return
        offer = self._offer(agenda)
        if offer.said:
            self._card.show_offer(offer)
            self._card.show()
        else:
            self.leave()

    def leave(self) -> None:
        """Offer nothing any more."""
        self._offer = None
        self._card.hide()

    def refuse(self) -> None:
        """Take nothing of what is offered, and go back to the rows."""
        self.leave()
        self._view.come()

    def _take(self, minutes: dict[str, int], name: str) -> None:
        self.leave()
        self._opened.do(name, edits.fit, minutes)
        self._view.come()

    def give_spare(self) -> None:
        """Give the item chosen, at once, the minutes that are free after it."""
        agenda, bridge = self._opened.agenda, self._opened.bridge
        item = agenda.item(self._view.current()) if agenda else None
        if agenda is None or item is None:
            return
        filling = fitting.fill(agenda, item.id)
        if filling.spare_minutes:
            changes = fitting.as_minutes(filling.changes)
            self._opened.do(N_("Change minutes"), edits.fit, changes)
        else:
            said = bridge.lang.text(
                N_("Nothing is free after {item}."), item=bridge.lang.quote(item.title)
            )
            bridge.say(said, key="spare")
