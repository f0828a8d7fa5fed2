"""What counts of a survey can be: so many yes of those who answered of those who were asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.domain.benchmarks import MEASURES
from facilitator.domain.refusal import Refusal
from facilitator.domain.shares import Share
from facilitator.language import N_

Counts = Mapping[str, tuple[int, int | None]]
"""For each measure how many said yes, and of how many; none: of all that answered."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A wave of the survey in a cluster.

    Attributes:
        invited: how many were asked; none where that is not known.
        counts: how many said yes of those who answered, by the id of a measure.
    """

    id: str
    held: date
    title: str
    invited: int | None
    answered: int
    note: str
    counts: Mapping[str, Share]

    @property
    def response(self) -> Share | None:
        """Who answered of those who were asked; none where that is not known."""
        return None if self.invited is None else Share(self.answered, self.invited)


def find_faults(invited: int | None, answered: int | None, counts: Counts) -> dict[str, Refusal]:
    """What cannot be, by the field it is said at: “invited”, “answered”, the id of a measure for
    its yes, and that id followed by “.n” for those who answered that one question.

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
    return faults


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
