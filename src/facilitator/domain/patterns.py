"""Own templates and blocks: items kept to be used again, and how they are laid at any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator.domain.kinds import kind
from facilitator.domain.schedule import Step, scale_steps, share_evenly
from facilitator.domain.templates import WELCOME, first_content

LONGEST_ITEM = 86_400
"""Seconds."""


@dataclass(frozen=True, slots=True)
class PatternItem:
    """An item of an own template; times in seconds."""

    kind: str
    title: str
    planned: int
    minimum: int
    flexible: bool
    question: str = ""
    notes: str = ""
    preparation: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def minutes(self) -> int:
        """Planned whole minutes."""
        return self.planned // 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """An own template, or a block to be put into an agenda; its texts are in `language`.

    `id` is empty as long as it is not stored.
    """

    title: str
    items: tuple[PatternItem, ...]
    why: str = ""
    is_block: bool = False
    language: str = "da"
    id: str = ""

    @property
    def minutes(self) -> int:
        """Planned whole minutes of all items."""
        return sum(item.planned for item in self.items) // 60


def scale(items: Sequence[PatternItem], minutes: int) -> tuple[PatternItem, ...]:
    """The items laid at `minutes` together, by the rules for a meeting that runs late or early.

    Flexible items give whole minutes in proportion to their planned minutes, none below its
    minimum; where there is time to spare they take it in the same proportion, none past twice its
    minutes. They give and take in fives where they can. The summary neither gives nor takes. What
    cannot be met so stays over or free.
    """
    missing = sum(item.planned for item in items) // 60 - minutes
    planned = [item.minutes for item in items]
    weights = [item.minutes if _gives(item) else 0 for item in items]
    if missing > 0:
        limits = [(item.planned - item.minimum) // 60 for item in items]
        change = [-given for given in share_evenly(missing, weights, limits, planned)]
    else:
        change = list(share_evenly(-missing, weights, weights, planned))
    return tuple(_longer(item, more * 60) for item, more in zip(items, change, strict=True))


def for_first_meeting(
    items: Sequence[PatternItem], title: str, question: str
) -> tuple[PatternItem, ...]:
    """The items for a cluster that has nothing to follow up: 5 minutes of welcome instead, and
    the minutes to spare to the first content item. Unchanged when there is no follow-up.

    Args:
        title: of the welcome, as its question in the language of the cluster.
    """
    followed = sum(item.planned for item in items if item.kind == "follow_up")
    if not followed:
        return tuple(items)
    planned = min(followed, WELCOME.minutes * 60)
    rest = [item for item in items if item.kind != "follow_up"]
    place = first_content([item.kind for item in rest])
    if place is not None:
        rest[place] = _longer(rest[place], followed - planned)
    return (PatternItem(WELCOME.kind, title, planned, planned, False, question), *rest)


def _gives(item: PatternItem) -> bool:
    return item.flexible and not kind(item.kind).protected


def _longer(item: PatternItem, seconds: int) -> PatternItem:
    planned = item.planned + seconds
    return replace(item, planned=planned, steps=_scaled(item, planned)) if seconds else item


def _scaled(item: PatternItem, planned: int) -> tuple[Step, ...]:
    """Steps that are the script of the kind stay it, in whole minutes; others are scaled."""
    script = kind(item.kind).script(item.minutes)
    if [step.minutes * 60 for step in script] == [step.seconds for step in item.steps]:
        again = kind(item.kind).script(planned // 60)
        if len(again) == len(item.steps):
            pairs = zip(item.steps, again, strict=True)
            return tuple(Step(step.title, scripted.minutes * 60) for step, scripted in pairs)
    total = sum(step.seconds for step in item.steps)
    return scale_steps(item.steps, round(total * planned / item.planned)) if total else item.steps
