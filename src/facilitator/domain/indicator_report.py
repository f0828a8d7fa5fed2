"""An indicator as it is shown to somebody: its values, and the name or code of each clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator.domain.disclosure import Audience
from facilitator.domain.indicators import Indicator, Period, Value, code_clinics, code_words

if TYPE_CHECKING:
    from facilitator.language import Language


@dataclass(frozen=True, slots=True)
class Report:
    """All that is shown of one indicator.

    Attributes:
        names: of the clinics, by id.
        own: the clinic of whoever sits at this screen, or none.
        is_open: whether the cluster has agreed to see each other by name.
        seed: of the codes; another one for each report.
        period: what is held side by side; none: the newest there is of clinics.
    """

    indicator: Indicator
    values: tuple[Value, ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    own: str | None = None
    is_open: bool = False
    seed: int = 0
    period: Period | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of which there are values of clinics or of the cluster, newest first."""
        found = {one.period for one in self.values if one.level != "national"}
        return tuple(sorted(found, key=lambda one: (one.last, one.first), reverse=True))

    @property
    def shown_period(self) -> Period | None:
        """The period that is held side by side; none without values."""
        of_clinics = {one.period for one in self.values if one.level == "clinic"}
        newest = (one for one in self.periods if one in of_clinics)
        return self.period or next(newest, None) or next(iter(self.periods), None)

    def of_clinics(self, period: Period) -> tuple[Value, ...]:
        """The values of the clinics for a period."""
        return tuple(v for v in self.values if v.level == "clinic" and v.period == period)

    def of_level(self, level: str, period: Period) -> Value | None:
        """What is known of the cluster or of the country for a period."""
        found = (v for v in self.values if v.level == level and v.period == period)
        return next(found, None)

    def name_clinics(self, audience: Audience, lang: Language) -> Mapping[str, str]:
        """What each clinic is called in a chart, by its id: its name in a cluster that is open,
        else a code, also on one's own screen; nobody outside is told of clinics.

        All clinics of the report have codes, so that one keeps its code from period to period.
        """
        if audience is Audience.OUTSIDE:
            return MappingProxyType({})
        if self.is_open:
            return {one: self.names.get(one, "–") for one in self._clinics()}
        return self.codes(lang)

    def codes(self, lang: Language) -> Mapping[str, str]:
        """The code of each clinic, by its id: “Klinik A”."""
        codes = code_clinics(self._clinics(), self.seed)
        return {one: code_words(code, lang) for one, code in codes.items()}

    def _clinics(self) -> set[str]:
        return {v.clinic for v in self.values if v.clinic is not None}


def seed_at(item: str, indicator: str) -> int:
    """The seed of the codes with which an agenda item shows an indicator: others at each item,
    and nothing that can be guessed, for ids hold chance."""
    return UUID(item).int ^ UUID(indicator).int
