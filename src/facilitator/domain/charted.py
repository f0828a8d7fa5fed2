"""All that the improvement history of a cluster is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.domain.history import Cut


@dataclass(frozen=True, slots=True)
class Charted:
    """A cluster with the rows of its charts, by the name of the query that gives them.

    Attributes:
        held: the days of its held meetings, oldest first.
        members: how many belonged on the last of them; 0 without any.
        least: the least number of people that is shown to others, as the cluster has set it.
        cuts: what people have set on the charts.
        cautious: whether it has chosen the cautious intervals.
    """

    id: str
    cluster: str
    zone: str
    members: int
    held: tuple[date, ...]
    least: int
    rows: Mapping[str, tuple[Any, ...]]
    cuts: tuple[Cut, ...]
    cautious: bool = False
