"""Other minutes for an agenda, as they are offered before a person takes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from facilitator.domain import fitting
from facilitator.domain.agenda import Agenda
from facilitator.language import N_, Language


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
