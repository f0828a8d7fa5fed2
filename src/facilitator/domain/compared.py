"""The clusters of one data file beside each other, as counts without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from facilitator.domain.shares import Share

ENOUGH_CLUSTERS = 3
"""Clusters from which anything is said about how they differ: of two, each knows the other."""


@dataclass(frozen=True, slots=True)
class ComparedCluster:
    """One cluster: its share of each measure that it has a figure for; `own` is the reader's."""

    own: bool
    shares: tuple[tuple[str, Share], ...]

    def share(self, measure: str) -> Share | None:
        """Its share of one measure, or none where it has no figure."""
        return dict(self.shares).get(measure)


def pick_measure(
    clusters: Sequence[ComparedCluster], measure: str, least: int
) -> tuple[tuple[bool, Share], ...]:
    """The clusters with `least` or more behind their share of a measure, and whether each is one's
    own: shuffled, and as long as the figures are the same in the same order, so that nobody sees a
    ranking in it."""
    found = [(one.own, share) for one in clusters if (share := one.share(measure)) and share.n]
    shown = [(own, share) for own, share in found if share.n >= least]
    all_of_them = sorted((share.k, share.n, own) for own, share in shown)

    def place(one: tuple[bool, Share]) -> bytes:
        own, share = one
        return sha256(repr((measure, all_of_them, share.k, share.n, own)).encode()).digest()

    return tuple(sorted(shown, key=place))
