"""What a commitment is about: the topic of what it comes from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from facilitator.domain.agenda import AgendaItem
from facilitator.domain.commitment_topic import Root, find_root
from facilitator.domain.outcomes import Insight

AT = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)


def insight(key: str, topic: str | None = None) -> Insight:
    return Insight(key, "Vent og se", "insight", AT, None, topic, "", None)


def item(topic: str | None = None, kind: str = "case") -> AgendaItem:
    seconds = 900, 600, True, None
    return AgendaItem("i", kind, "Case", "", "", "", "", *seconds, "", None, None, topic)


INSIGHTS = (insight("a", "otitis"), insight("b", "otitis"), insight("c", "fald"), insight("d"))


@pytest.mark.parametrize(
    ("topic", "at", "root"),
    [
        ("otitis", item(), Root("b")),
        ("otitis", item("fald"), Root("b")),
        ("otitis", item("otitis"), Root(None)),
        ("otitis", None, Root("b")),
        ("eksem", item(), Root(None, is_named=True)),
        (None, item(), Root(None, is_named=True)),
        (None, item("fald"), None),
        ("eksem", item("fald"), None),
        ("eksem", item(kind="summary"), None),
        ("eksem", None, None),
    ],
)
def test_a_topic_comes_from_the_newest_insight_about_it_or_from_the_item(
    topic: str | None, at: AgendaItem | None, root: Root | None
) -> None:
    assert find_root(topic, INSIGHTS, at) == root


@pytest.mark.parametrize(
    ("topic", "chosen", "root"),
    [
        ("otitis", "a", Root("a")),
        ("otitis", "d", Root("d", is_named=True)),
        (None, "d", Root("d", is_named=True)),
        ("otitis", "c", None),
        (None, "c", None),
    ],
)
def test_the_insight_it_was_said_to_come_from_stays_what_it_comes_from(
    topic: str | None, chosen: str, root: Root | None
) -> None:
    assert find_root(topic, INSIGHTS, item(), chosen) == root
