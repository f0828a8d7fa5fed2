"""What a table from outside calls the clinics of a cluster, all of it, and the whole country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.domain.indicator_columns import known_by, words_of

_WHOLE_CLUSTER = words_of(
    "hovedtotal, grand total, klyngen samlet, "
    "hele klyngen, klyngen, klynge, klyngen i alt, klynge total, i alt, total, "
    "alle, alle klinikker, samlet, the cluster, cluster, all, all clinics, sum, "
    "whole"
)
_COUNTRY = words_of(
    "landet, hele landet, land, danmark, dk, landsgennemsnit, landsgennemsnittet, "
    "landstal, nationalt, national, hele danmark, denmark, country, national "
    "average"
)


@dataclass(frozen=True, slots=True)
class KnownClinic:
    """A clinic of the cluster and its number in the public agreement."""

    id: str
    name: str
    number: str = ""


def known_names(clinics: Iterable[KnownClinic]) -> frozenset[str]:
    """By what the clinics are known."""
    return frozenset(name for one in clinics for name in _names_of(one))


def match_clinic(name: str, clinics: Sequence[KnownClinic]) -> str:
    """The id of the one clinic with this name or number, “cluster” or “national”; “” for none."""
    wanted = known_by(name)
    found = {one.id for one in clinics if wanted in _names_of(one)}
    if len(found) == 1:
        return found.pop()
    if found:
        return ""
    return "cluster" if wanted in _WHOLE_CLUSTER else "national" if wanted in _COUNTRY else ""


def _names_of(one: KnownClinic) -> set[str]:
    number = known_by(one.number)
    return {known_by(one.name), number, number.lstrip("0")} - {""}
