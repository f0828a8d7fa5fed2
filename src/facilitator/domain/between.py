"""Between two meetings: what was agreed, what each is asked about, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from facilitator.domain.agenda import Meeting
from facilitator.domain.followup import is_snoozed
from facilitator.domain.minutes import Agreed
from facilitator.domain.outcomes import Commitment, FollowUp, Insight
from facilitator.domain.statuses import OPEN
from facilitator.domain.written_agenda import Recipient

LONGEST_ANSWER = 2_000
"""Signs in one field of an answer."""

LINES_AT_MOST = 2_000
"""Commitments that one reply file asks about."""


@dataclass(frozen=True, slots=True)
class WhatWeAgreed:
    """What one held meeting ended with; its instants are shown in `zone`. `coming`: the next."""

    cluster: str
    zone: str
    meeting: Meeting
    taken_home: tuple[Insight, ...]
    agreed: tuple[Agreed, ...]
    recipients: tuple[Recipient, ...]
    coming: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An open commitment, and the last that was said of it by those who are asked; none: nothing.

    `status`: how it stands for those who are asked.
    """

    commitment: Commitment
    status: str
    last: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What a member is asked about between two meetings, or everybody where `member` is none.

    `key` is the id of the cluster. `people`: who may answer. `meeting` was held last, `coming`
    is the one after it.
    """

    key: str
    cluster: str
    zone: str
    member: Recipient | None
    people: tuple[Recipient, ...]
    told: tuple[Told, ...]
    meeting: Meeting | None = None
    coming: Meeting | None = None

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Who is asked."""
        return self.people if self.member is None else (self.member,)

    def asked(self, today: date) -> tuple[Told, ...]:
        """What is asked about that day: what is put off until later is not."""
        return tuple(one for one in self.told if not is_snoozed(one.commitment.snoozed, today))


def tell(
    commitments: Iterable[Commitment],
    words: dict[str, Sequence[tuple[str | None, FollowUp]]],
    member: str | None,
    clinic: str | None,
) -> tuple[Told, ...]:
    """What a member is asked about, own things first, then their clinic’s, then everybody’s.

    Args:
        commitments: those of the cluster, in their order.
        words: what was said of each, oldest first, and the id of who said it.
        member: none for everybody, who are asked about everything that is open.
        clinic: the clinic of the member.
    """
    found = []
    for one in commitments:
        rank = _rank(one, member, clinic)
        told = _told(one, words.get(one.id, ()), member)
        if rank is not None and told.status in OPEN:
            found.append((rank, told))
    return tuple(told for _rank_of, told in sorted(found, key=lambda pair: pair[0]))


def _rank(one: Commitment, member: str | None, clinic: str | None) -> int | None:
    if member is None:
        return 0
    if one.member == member:
        return 0
    if clinic is not None and one.clinic == clinic:
        return 1
    return 2 if one.whole_cluster else None


def _told(
    one: Commitment, words: Sequence[tuple[str | None, FollowUp]], member: str | None
) -> Told:
    # Of the whole cluster each member speaks for themselves alone.
    heard = [
        (by, word) for by, word in words if not one.whole_cluster or by is None or by == member
    ]
    own = [word.status for by, word in heard if one.whole_cluster and by and word.status]
    last = next((word for _by, word in reversed(heard) if _says_something(word)), None)
    return Told(one, own[-1] if own else one.status, last)


def _says_something(word: FollowUp) -> bool:
    return bool(word.status or word.experience or word.obstacle or word.next_step)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered about a commitment. `status` none: not how it stands, only the words."""

    commitment: str
    status: str | None = None
    experience: str = ""
    obstacle: str = ""
    next_step: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.status or self.experience or self.obstacle or self.next_step)

    @property
    def said(self) -> tuple[str | None, str, str, str]:
        return self.status, self.experience, self.obstacle, self.next_step


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it came back. `member` is the id of who answers, or none: then `name` says it.

    `made`: when the file was written, so that what was said since can be told from it.
    """

    cluster: str
    member: str | None
    name: str
    made: datetime
    answers: tuple[Answer, ...]


State = Literal["new", "known", "newer", "gone"]
"""Of an answer: to be stored; stored before; somebody said something since; nothing to ask."""


@dataclass(frozen=True, slots=True)
class Line:
    """An answer beside what is stored. `since`: what was said after the file was made."""

    answer: Answer
    state: State
    commitment: Commitment | None = None
    since: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A reply beside what is stored: who answers in which cluster, when, and each answer."""

    cluster: str
    cluster_name: str
    member: str
    name: str
    at: datetime
    lines: tuple[Line, ...]
    blank: int = 0
    """How many commitments were not answered."""
    wanted: frozenset[str] = frozenset()
    """The commitments for which the reply counts, though somebody said something since."""

    def counted(self, state: State) -> int:
        """How many answers are so."""
        return sum(line.state == state for line in self.lines)

    def with_wanted(self, wanted: frozenset[str]) -> Met:
        """The same with other commitments for which the reply counts all the same."""
        return replace(self, wanted=wanted)

    @property
    def to_store(self) -> tuple[Line, ...]:
        """The answers that would be stored."""
        return tuple(line for line in self.lines if line.state == "new" or self._wins(line))

    def _wins(self, line: Line) -> bool:
        return line.state == "newer" and line.answer.commitment in self.wanted


def weigh(
    answer: Answer,
    made: datetime,
    commitment: Commitment | None,
    words: Sequence[tuple[str | None, FollowUp]],
    member: str,
    clinic: str | None,
) -> Line:
    """Put an answer beside what was said of its commitment, oldest first, and by whom.

    The same words by the same member since the file was made are the same answer, read in before.
    """
    if commitment is None or _rank(commitment, member, clinic) is None:
        return Line(answer, "gone", commitment)
    since = [(by, word) for by, word in words if word.at >= made]
    if any(by == member and said_in(word, answer, commitment) for by, word in since):
        return Line(answer, "known", commitment)
    heard = [
        word for by, word in since if not commitment.whole_cluster or by is None or by == member
    ]
    others = [word for word in heard if _says_something(word)]
    if others:
        return Line(answer, "newer", commitment, others[-1])
    return Line(answer, "new", commitment)


def said_in(word: FollowUp, answer: Answer, commitment: Commitment) -> bool:
    """Whether a word says what an answer does; without a status it stands as it stood."""
    texts = word.experience, word.obstacle, word.next_step
    same = texts == (answer.experience, answer.obstacle, answer.next_step)
    if answer.status is None:
        return same and (word.status is None or not commitment.whole_cluster)
    return same and word.status == answer.status
