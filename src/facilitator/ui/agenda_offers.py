"""Other minutes for an agenda, as they are offered before a person takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from facilitator.domain import fitting
from facilitator.domain.agenda import Agenda
from facilitator.edits import agenda as edits
from facilitator.language import N_, Language
from facilitator.ui.agenda_list import AgendaView
from facilitator.ui.agenda_sheet import OpenAgenda

if TYPE_CHECKING:
    from facilitator.ui.agenda_cards import FitCard


@dataclass(frozen=True, slots=True)
class Offer:
    """A title and the name of the Step, both marked, the sentences, and the minutes by item.

    Without sentences there is nothing to offer any more.
    """

    title: str
    step: str
    said: tuple[str, ...] = ()
    minutes: dict[str, int] = field(default_factory=dict)


def offer_fit(lang: Language, agenda: Agenda) -> Offer:
    """Take back what an agenda is too long."""
    proposal = fitting.fit(agenda.plan)
    said = fitting.say_fit(lang, agenda, proposal)
    minutes = fitting.as_minutes(proposal.changes)
    return Offer(N_("Make it fit"), N_("Make the agenda fit"), said, minutes)


def offer_room(lang: Language, item: str, agenda: Agenda) -> Offer:
    """Let the items before a fixed start give, so that it can be kept."""
    title, step = N_("Keep the fixed start"), N_("Make room for a fixed start")
    found = agenda.item(item)
    if found is None or found.fixed_start is None:
        return Offer(title, step)
    proposal = fitting.fit_before(agenda.plan, item)
    said = fitting.say_fit(lang, agenda, proposal)
    return Offer(title, step, said, fitting.as_minutes(proposal.changes))


def offer_fill(lang: Language, agenda: Agenda) -> Offer:
    """Share the minutes to spare over the items with content."""
    filling = fitting.fill(agenda)
    said = fitting.say_fill(lang, agenda, filling)
    minutes = fitting.as_minutes(filling.changes)
    return Offer(N_("Fill the time"), N_("Share spare minutes out"), said, minutes)


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
        card.left.connect(self.leave)

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

    def _take(self, minutes: dict[str, int], name: str) -> None:
        self.leave()
        self._opened.do(name, edits.fit, minutes)
        self._view.setFocus()

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
