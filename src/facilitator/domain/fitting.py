"""Minutes of an agenda before the meeting: taken back, given out, and moved off a fixed start."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from facilitator.domain.agenda import Agenda
from facilitator.domain.kinds import CONTENT
from facilitator.domain.meeting_clock import Change, Now, Proposal, propose
from facilitator.domain.schedule import Item, Plan, Slot, lay_out, share_out
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

_MINUTE = 60
_LEAST_MINUTES = 5
_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Filling:
    """Minutes to spare and who gets them; what the changes give and `left` are together `spare`."""

    spare_minutes: int
    changes: tuple[Change, ...]
    left_minutes: int


def fit(plan: Plan, donors: Collection[str] | None = None) -> Proposal:
    """What the rule of the running meeting takes back, were the meeting to begin on time.

    `donors` narrows the givers to these ids.
    """
    return propose(plan, (), Now(plan.start, 0.0, "plan"), donors=donors)


def fit_before(plan: Plan, item: str) -> Proposal:
    """What the items before a fixed start give so that it is no longer in conflict.

    The same rule, as though the meeting ended there. Nothing is needed without a conflict.
    """
    at = _place(plan, item)
    end = plan.items[at].fixed_start
    return fit(Plan(plan.start, end, plan.items[:at])) if end else Proposal(0, (), 0, {})


def fill(agenda: Agenda, item: str | None = None) -> Filling:
    """Give whole spare minutes to one item, or share them over the flexible items with content.

    One item gets what is free until the next fixed start after it, or until the end of the
    meeting. Shared is what is free at the end, in proportion, over the last fixed start and what
    follows it, so that no start is moved into a conflict.
    """
    plan = agenda.plan
    if item is not None:
        spare = spare_minutes(plan, item)
        return Filling(spare, _changes((plan.items[_place(plan, item)],), (spare,)), 0)
    spare = max(lay_out(plan).budget, 0) // _MINUTE
    kinds = {one.id: one.kind for one in agenda.items}
    getters = [one for one in _after_fixed(plan) if one.flexible and kinds[one.id] in CONTENT]
    shares = share_out(spare, [one.planned for one in getters], [spare] * len(getters))
    return Filling(spare, _changes(getters, shares), spare - sum(shares))


def spare_minutes(plan: Plan, item: str) -> int:
    """Whole minutes an item can get: until the next fixed start after it, or until the end."""
    schedule, at = lay_out(plan), _place(plan, item)
    later = zip(plan.items[at + 1 :], schedule.slots[at + 1 :], strict=True)
    free = next((slot.slack for one, slot in later if one.fixed_start), schedule.budget)
    return max(free, 0) // _MINUTE


def as_minutes(changes: Sequence[Change]) -> dict[str, int]:
    """The whole minutes each item would have, by its id."""
    return {change.item: change.after // _MINUTE for change in changes}


def say_fit(lang: Language, agenda: Agenda, proposal: Proposal) -> tuple[str, ...]:
    """A sentence each: what is needed, what each gives, and what to do about what remains."""
    return tuple(_fit_sentences(lang, agenda, proposal))


def say_fill(lang: Language, agenda: Agenda, filling: Filling) -> tuple[str, ...]:
    """A sentence for what each gets, and one for what nobody gets."""
    lines = [_said(lang, agenda, change) for change in filling.changes]
    if filling.left_minutes:
        length = lang.duration(filling.left_minutes)
        lines.append(lang.text(N_("{length} are left: give them to an item."), length=length))
    return tuple(lines)


def say_start(lang: Language, agenda: Agenda, item: str) -> tuple[str, ...]:
    """What there is to say of a fixed start: a conflict and who could give, or free minutes."""
    plan = agenda.plan
    at = _place(plan, item)
    slot, fixed = lay_out(plan).slots[at], plan.items[at].fixed_start
    if fixed is not None and slot.conflict:
        return tuple(_conflict_sentences(lang, agenda, slot, fixed, at))
    if slot.slack < _MINUTE:
        return ()
    return (lang.text(N_("{length} free before"), length=lang.duration(slot.slack // _MINUTE)),)


def _conflict_sentences(
    lang: Language, agenda: Agenda, slot: Slot, fixed: datetime, at: int
) -> Iterator[str]:
    length = lang.duration(-(-slot.conflict // _MINUTE))
    if at == 0:
        said = N_("Starts at {clock}, {length} before the meeting begins.")
    else:
        said = N_("Starts at {clock}, {length} before the item above ends.")
    yield lang.text(said, clock=lang.clock(fixed), length=length)
    proposal = fit_before(agenda.plan, slot.item)
    titles = [_title(lang, agenda, change.item) for change in proposal.changes]
    if titles:
        given = proposal.needed_minutes - proposal.shortfall_minutes
        said = N_("{items} can give {length}.")
        yield lang.text(said, items=lang.list_and(titles), length=lang.duration(given))


def _fit_sentences(lang: Language, agenda: Agenda, proposal: Proposal) -> Iterator[str]:
    if not proposal.needed_minutes:
        return
    length = lang.duration(proposal.needed_minutes)
    said = N_("{length} are to be found. The summary is not touched.")
    yield lang.text(said, length=length)
    for change in proposal.changes:
        yield _said(lang, agenda, change)
    if proposal.shortfall_minutes:
        yield from _shortfall_sentences(lang, agenda, proposal)


def _shortfall_sentences(lang: Language, agenda: Agenda, proposal: Proposal) -> Iterator[str]:
    short = proposal.shortfall_minutes
    titles = [_title(lang, agenda, item) for item in to_shorten(agenda, proposal)]
    if titles:
        said = N_("{length} cannot be found: shorten {items}, or let the meeting end later.")
    else:
        said = N_("{length} cannot be found: remove an item or let the meeting end later.")
    yield lang.text(said, length=lang.duration(short), items=lang.list_and(titles))
    enough = {item: freed for item, freed in proposal.skip_would_free.items() if freed >= short}
    if enough:
        item = min(enough, key=lambda key: enough[key])
        freed = lang.duration(enough[item])
        said = N_("Without {item} the meeting is {length} shorter.")
        yield lang.text(said, item=_title(lang, agenda, item), length=freed)


def to_shorten(agenda: Agenda, proposal: Proposal) -> tuple[str, ...]:
    """Which items a person would have to shorten by hand, at most three, the longest first.

    They are not protected, keep at least five minutes, and together have what cannot be found;
    none when they have not. A change of theirs in the proposal is counted as made.
    """
    after = {change.item: change.after for change in proposal.changes}
    left = {
        one.id: after.get(one.id, one.planned) // _MINUTE - _LEAST_MINUTES
        for one in agenda.plan.items
        if not one.protected
    }
    longest = sorted((key for key in left if left[key] > 0), key=lambda key: -left[key])
    for n in range(1, min(len(longest), _NAMED_AT_MOST) + 1):
        if sum(left[key] for key in longest[:n]) >= proposal.shortfall_minutes:
            return tuple(longest[:n])
    return ()


def _said(lang: Language, agenda: Agenda, change: Change) -> str:
    before, after = (lang.duration(s // _MINUTE) for s in (change.before, change.after))
    said = N_("{item}: {before} → {after}")
    return lang.text(said, item=_title(lang, agenda, change.item), before=before, after=after)


def _title(lang: Language, agenda: Agenda, key: str) -> str:
    item = agenda.item(key)
    return lang.quote(item.title) if item else ""


def _place(plan: Plan, item: str) -> int:
    return next(n for n, one in enumerate(plan.items) if one.id == item)


def _after_fixed(plan: Plan) -> Sequence[Item]:
    last = max((n for n, one in enumerate(plan.items) if one.fixed_start), default=0)
    return plan.items[last:]


def _changes(items: Sequence[Item], minutes: Sequence[int]) -> tuple[Change, ...]:
    return tuple(
        Change(item.id, item.planned, item.planned + more * _MINUTE)
        for item, more in zip(items, minutes, strict=True)
        if more
    )
