"""What improvements are about: categories, and the sides of the work in a clinic."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.language import N_


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of the work in the clinic (eKVIS fact sheet on ENT, March 2026)."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Category:
    """What an improvement is about, in the words of the fact sheets, and its usual aspect."""

    id: str
    title: str
    aspect: str | None


ASPECTS = (
    Aspect("clinical", N_("Clinical")),
    Aspect("technical", N_("Technical")),
    Aspect("organisational", N_("Organisational")),
    Aspect("human", N_("Human")),
)

CATEGORIES = (
    Category("treatment_practice", N_("Treatment practice"), "clinical"),
    Category("treatment_techniques", N_("Treatment techniques"), "technical"),
    Category("workflows", N_("Workflows"), "organisational"),
    Category("waiting_time", N_("Waiting time"), "organisational"),
    Category("acute_patients", N_("Acute patients"), "organisational"),
    Category("referrals", N_("Referrals"), "organisational"),
    Category("record_keeping", N_("Record keeping"), "organisational"),
    Category("patient_information", N_("Patient information"), "clinical"),
    Category("well_being", N_("Well-being and mental strain"), "human"),
    Category("other", N_("Other"), None),
)


def category(id: str) -> Category:
    """The category with this id, “other” for one that is not known."""
    return _CATEGORY_BY_ID.get(id, CATEGORIES[-1])


_CATEGORY_BY_ID = {row.id: row for row in CATEGORIES}
