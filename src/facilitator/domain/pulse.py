"""The pulse of a meeting: five questions, answered by show of hands and entered as counts."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.language import N_


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the pulse: its id and what is asked, a msgid."""

    id: str
    text: str


QUESTIONS = (
    Question("relevant", N_("Was the meeting relevant to your everyday work?")),
    Question("involving", N_("Were you involved?")),
    Question("safe", N_("Was it safe to say what you do not know?")),
    Question("followed_up", N_("Did we follow up on what we agreed last time?")),
    Question("taken_home", N_("Do you take something home that you will use?")),
)


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
