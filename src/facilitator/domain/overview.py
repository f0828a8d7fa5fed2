"""What the home page shows, as plain values: read by two roads, one fast and one ordinary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

HELD = ("held", "closed")
COMING = ("running", "ready", "draft")

DUE_SHOWN = 6
"""Lines of commitments on the home page; one that many have taken on is one line."""

DUE_READ = 120
"""The most commitments that are read for them: a line each for twenty owners."""


class ClusterName(NamedTuple):
    id: str
    name: str
    specialty: str
    members: int


def same_names(clusters: Sequence[ClusterName]) -> frozenset[str]:
    """The ids of those that are not alone in their name."""
    count = Counter(one.name for one in clusters)
    return frozenset(one.id for one in clusters if count[one.name] > 1)


def find_alike(one: ClusterName, clusters: Sequence[ClusterName]) -> tuple[ClusterName, ...]:
    """The others that have its name, specialty and number of members."""
    looks = one.name, one.specialty, one.members
    others = (other for other in clusters if other.id != one.id)
    return tuple(o for o in others if (o.name, o.specialty, o.members) == looks)


def made_at(key: str) -> datetime | None:
    """When the row with this id was made; none where its id does not tell.

    An id is a UUID; one of version 7 begins with its milliseconds: RFC 9562, section 5.7.
    """
    digits = key.replace("-", "")
    return datetime.fromtimestamp(int(digits[:12], 16) / 1000, UTC) if digits[12] == "7" else None


class ItemBrief(NamedTuple):
    id: str
    kind: str
    title: str
    planned: int
    has_who: bool


class NextMeeting(NamedTuple):
    """The meeting that comes. `ready` of its `tasks` are ticked off."""

    id: str
    number: int
    start: datetime
    end: datetime
    status: str
    goals: int
    items: tuple[ItemBrief, ...]
    tasks: int = 0
    ready: int = 0


class DueCommitment(NamedTuple):
    """An open commitment, the most urgent first; `is_everybodys`: of the whole cluster."""

    id: str
    action: str
    owner: str
    due: date | None
    status: str
    is_everybodys: bool = False


class LastMeeting(NamedTuple):
    """The meeting held last. `present` of `members` were there."""

    id: str
    number: int
    start: datetime
    end: datetime
    ended: datetime | None
    insights: int
    commitments: int
    present: int
    members: int
    is_closed: bool = True


class Overview(NamedTuple):
    """The home page of one cluster. `improved` of `members` ever introduced something.

    `due` and `open_commitments` pass by what is set aside until a later day.
    """

    cluster: str
    clusters: tuple[ClusterName, ...]
    next: NextMeeting | None
    last: LastMeeting | None
    due: tuple[DueCommitment, ...]
    open_commitments: int
    improved: int
    members: int
    running: str | None
    """The meeting that is running, if one is."""
    new_topics: int
    """Ideas for topics that nobody has chosen or set aside yet."""

    @property
    def name(self) -> ClusterName | None:
        return next((one for one in self.clusters if one.id == self.cluster), None)
