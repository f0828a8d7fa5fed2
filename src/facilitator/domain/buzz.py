"""An item split in two by a buzz break, so that what was heard is talked over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.domain import kinds
from facilitator.domain.agenda import AgendaItem
from facilitator.language import N_

if TYPE_CHECKING:
    from facilitator.language import Language

BUZZ_MINUTES = 5
SHORTEST = 3 * BUZZ_MINUTES
"""Minutes of the shortest item that can be split."""


@dataclass(frozen=True, slots=True)
class Part:
    """An item that stands instead of the one that was split, or the buzz break between."""

    kind: str
    title: str
    minutes: int
    question: str


def split(lang: Language, item: AgendaItem) -> tuple[Part, Part, Part]:
    """The first part, the buzz break, and the second part; together as long as the item.

    Short talks that are actively digested give more (Elsborg & Ravn, 2006). The first part is the
    longer one when the minutes are odd; the question of the item is asked in the buzz break too.
    Raises ValueError for an item under 15 minutes.
    """
    if item.minutes < SHORTEST:
        raise ValueError(f"an item of {item.minutes} minutes is too short to split")
    second = (item.minutes - BUZZ_MINUTES) // 2
    first = item.minutes - BUZZ_MINUTES - second
    question = item.question or lang.text(kinds.kind("talk").question)
    parts = (N_("{title}, part 1"), N_("{title}, part 2"))
    one, two = (lang.text(part, title=item.title) for part in parts)
    return (
        Part(item.kind, one, first, item.written_question),
        Part("group_work", lang.text(N_("Buzz with your neighbour")), BUZZ_MINUTES, question),
        Part(item.kind, two, second, item.written_question),
    )
