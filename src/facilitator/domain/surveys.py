"""What counts of a survey can be: so many yes of those who answered of those who were asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from facilitator.domain.benchmarks import MEASURES
from facilitator.domain.differences import is_part, may_have_changed
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.language import N_

Counts = Mapping[str, tuple[int, int | None]]
"""For each measure how many said yes, and of how many; none: of all that answered."""


@dataclass(frozen=True, slots=True)
class Against:
    """What the answers to one question are held against, as far as it is known.

    Attributes:
        national_k, national_n: how many said yes in the whole country, of how many.
        since: the id of the survey before; `to_yes` and `to_no` are how many of those who
            answered both went from no to yes since then, and from yes to no.
    """

    national_k: int | None = None
    national_n: int | None = None
    since: str | None = None
    to_yes: int | None = None
    to_no: int | None = None

    @property
    def unpaired(self) -> Against:
        """The country alone."""
        return Against(self.national_k, self.national_n)


@dataclass(frozen=True, slots=True)
class Survey:
    """A wave of the survey in a cluster.

    Attributes:
        invited: how many were asked; none where that is not known.
        counts: how many said yes of those who answered, by the id of a measure, and `against` what
            they are held.
    """

    id: str
    held: date
    title: str
    invited: int | None
    answered: int
    note: str
    counts: Mapping[str, Share]
    against: Mapping[str, Against] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def response(self) -> Share | None:
        """Who answered of those who were asked; none where that is not known."""
        return None if self.invited is None else Share(self.answered, self.invited)


def find_faults(
    invited: int | None,
    answered: int | None,
    counts: Counts,
    against: Mapping[str, Against] = MappingProxyType({}),
    before: Mapping[str, Share] = MappingProxyType({}),
) -> dict[str, Refusal]:
    """What cannot be, by the field it is said at: “invited”, “answered”, the id of a measure for
    its yes, and that id followed by “.n” for those who answered that one question, by “.national”
    for the country and by “.changed” for those who answered otherwise than `before`.

    A survey without `answered` is not one yet; `invited` may be unknown.
    """
    faults: dict[str, Refusal] = {}
    if answered is None:
        faults["answered"] = Refusal(N_("Write how many answered."))
    elif invited is not None and answered > invited:
        faults["answered"] = Refusal(
            N_("{answered} answered, but only {invited} were asked."),
            answered=answered,
            invited=invited,
        )
    for measure, (k, n) in counts.items():
        faults |= _faults_of(measure, k, n, answered)
    for measure, fault in _faults_together(counts, answered):
        if not faults.keys() & counts.keys():
            faults[measure] = fault
    for measure, one in against.items():
        own = _share_of(measure, counts, answered)
        if own is None:
            continue
        if country := _fault_of_country(own, one):
            faults[f"{measure}.national"] = country
        if change := _fault_of_change(own, one, before.get(measure)):
            faults[f"{measure}.changed"] = change
    return faults


def _share_of(measure: str, counts: Counts, answered: int | None) -> Share | None:
    """What is typed of a question, if that is a share."""
    if measure not in counts:
        return None
    k, n = counts[measure]
    of = answered if n is None else n
    return Share(k, of) if of is not None and k <= of else None


def _fault_of_country(own: Share, one: Against) -> Refusal | None:
    k, n = one.national_k, one.national_n
    if k is None and n is None:
        return None
    if k is None or n is None:
        return Refusal(N_("Write both numbers of the country, yes and of how many."))
    if k > n:
        return Refusal(N_("{k} said yes, but only {n} answered."), k=k, n=n)
    if not is_part(own, Share(k, n)):
        words = N_("The country cannot be smaller than the cluster, {k} of {n}.")
        return Refusal(words, k=own.k, n=own.n)
    return None


def _fault_of_change(own: Share, one: Against, before: Share | None) -> Refusal | None:
    to_yes, to_no = one.to_yes, one.to_no
    if to_yes is None and to_no is None:
        return None
    if to_yes is None or to_no is None:
        return Refusal(N_("Write both numbers, and 0 where nobody changed."))
    if before is None:
        return Refusal(N_("No earlier survey has this question."))
    if may_have_changed(before, own, to_yes, to_no):
        return None
    said_no, said_yes = before.n - before.k, before.k
    if to_yes > min(said_no, own.k):
        words = N_("{n} cannot have gone to yes: {before} said no before, and {now} say yes now.")
        return Refusal(words, n=to_yes, before=said_no, now=own.k)
    words = N_("{n} cannot have gone to no: {before} said yes before, and {now} say no now.")
    return Refusal(words, n=to_no, before=said_yes, now=own.n - own.k)


def _faults_of(measure: str, k: int, n: int | None, answered: int | None) -> dict[str, Refusal]:
    if n is not None and answered is not None and n > answered:
        words = N_("{n} answered this question, but only {answered} answered at all.")
        return {f"{measure}.n": Refusal(words, n=n, answered=answered)}
    of = answered if n is None else n
    if of is not None and k > of:
        return {measure: Refusal(N_("{k} said yes, but only {n} answered."), k=k, n=of)}
    return {}


def _faults_together(counts: Counts, answered: int | None) -> Iterator[tuple[str, Refusal]]:
    """Answers to one question that are more than those who answered it, at the last of them."""
    asked: dict[str, list[str]] = {}
    for measure in MEASURES:
        if measure.answers and measure.id in counts:
            asked.setdefault(measure.answers, []).append(measure.id)
    for together in asked.values():
        k = sum(counts[measure][0] for measure in together)
        known = [n for n in (answered, *(counts[one][1] for one in together)) if n is not None]
        if known and k > min(known):
            words = N_("{k} answers to one question, but only {n} answered it.")
            yield together[-1], Refusal(words, k=k, n=min(known))
