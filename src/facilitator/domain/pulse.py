"""The pulse of a meeting: five questions, answered by show of hands and entered as counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.domain.people import Attendee, Guest
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

PERCENT_FROM = 10
"""Of fewer answers a percentage would say more than they can."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the pulse: its id and what is asked, and that in a word or two; msgids."""

    id: str
    text: str
    short: str


QUESTIONS = (
    Question("relevant", N_("Was the meeting relevant to your everyday work?"), N_("Relevant")),
    Question("involving", N_("Were you involved?"), N_("Involved")),
    Question("safe", N_("Was it safe to say what you do not know?"), N_("Safe to say")),
    Question("followed_up", N_("Did we follow up on what we agreed last time?"), N_("Followed up")),
    Question("taken_home", N_("Do you take something home that you will use?"), N_("Useful")),
)


FOLLOWED_UP = "followed_up"


def questions_of(number: int) -> tuple[Question, ...]:
    """What the meeting with this number is asked; at the first nothing was agreed before."""
    return tuple(row for row in QUESTIONS if number > 1 or row.id != FOLLOWED_UP)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many answered one question with yes, partly and no; none of them below 0."""

    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def n(self) -> int:
        """How many answered."""
        return self.yes + self.partly + self.no


def count_there(attendees: Iterable[Attendee], guests: Sequence[Guest]) -> int:
    """How many are known to have been there, guests among them; 0: nobody said."""
    members = sum(one.state == "present" for one in attendees)
    return members + len(guests) if members else 0


def are_too_many(answers: Answers, there: int) -> bool:
    """Whether more answered than were `there`, as far as that is known."""
    return 0 < there < answers.n


def say_too_many(lang: Language, answers: Answers, there: int) -> str:
    """“13 answers, but 12 were there”."""
    return lang.plural(
        "{n} answer, but {present} were there",
        "{n} answers, but {present} were there",
        answers.n,
        present=lang.number(there),
    )


def say_yes(lang: Language, answers: Answers) -> str:
    """“9 of 12 (75%)” said yes; of fewer than ten answers the counts alone."""
    if answers.n >= PERCENT_FROM:
        return lang.share(answers.yes, answers.n)
    return lang.text("{k} of {n}", k=lang.number(answers.yes), n=lang.number(answers.n))
