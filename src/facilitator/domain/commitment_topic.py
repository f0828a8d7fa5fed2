"""What a commitment is about: the topic of the insight, else of the item, that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.loose_ends import FORM
from facilitator.domain.outcomes import Insight


@dataclass(frozen=True, slots=True)
class Root:
    """What gives a commitment its topic: an insight, or without one the item it was made at.

    `is_named`: that has no topic so far, and gets this one.
    """

    insight: str | None
    is_named: bool = False


def find_root(
    topic: str | None,
    insights: Sequence[Insight],
    item: AgendaItem | None,
    insight: str | None = None,
) -> Root | None:
    """What can give a commitment a topic; none when all it could come from is about others.

    Args:
        topic: its id; none when the bank does not have it yet.
        insights: those of the meeting, in their order.
        item: the item the commitment is made at.
        insight: the id of the one it was said to come from, if any was.
    """
    if insight is not None:
        chosen = next(one for one in insights if one.id == insight)
        return _root_in(topic, chosen.topic, insight)
    about = [one.id for one in insights if topic is not None and one.topic == topic]
    if about and (item is None or item.topic != topic):
        return Root(about[-1])
    return _root_in(topic, item.topic, None) if item and item.kind not in FORM else None


def _root_in(topic: str | None, its_topic: str | None, insight: str | None) -> Root | None:
    if its_topic is None:
        return Root(insight, is_named=True)
    return Root(insight) if its_topic == topic else None
