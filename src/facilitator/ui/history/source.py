"""The charts of a cluster as they are chosen to be seen: asked for when wanted, drawn once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from facilitator.charts import CHARTS, Chart
from facilitator.charts.chart import ChartData, View
from facilitator.domain.disclosure import Audience
from facilitator.domain.history import Cut
from facilitator.settings import setting
from facilitator.store import queries
from facilitator.ui.bridge import Bridge

_DRAWN_ONLY = frozenset({"mark"})
"""Tables that change how charts are drawn and none of their counts."""

HISTORY = tuple(row for row in CHARTS if row.group == "history")
"""What is charted of one cluster."""

CLUSTERS = tuple(row for row in CHARTS if row.group == "clusters")
"""What is charted of all clusters beside each other."""


def is_survey(row: Chart) -> bool:
    """Whether the numbers of a chart are typed from the survey among the members."""
    return row.needs == "survey_waves"


class Source:
    """Answers charts. Nothing is asked of the store before `renew`."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self.view = View()
        self._rows: dict[str, Any] = {}
        self._charts: dict[str, ChartData] = {}

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What people have marked on the history."""
        return self.view.cuts

    def renew(self, changed: Collection[str] = ()) -> None:
        """Ask again for what may be another after a change in these tables; none: for all."""
        bridge, cluster = self._bridge, self._bridge.cluster
        assert cluster is not None
        if not changed or not set(changed) <= _DRAWN_ONLY:
            self._rows.clear()
        self._charts.clear()
        kept = bridge.ask(queries.settings, cluster, bridge.today())
        least = int(kept.get("least_shown", setting("least_shown").default))
        cuts, today = bridge.ask(queries.marks, cluster), bridge.today()
        cautious = bool(kept.get("cautious"))
        self.view = replace(self.view, cuts=cuts, least=least, today=today, cautious=cautious)

    def look(self, view: View) -> None:
        """Draw as chosen now: for whom, and from which days."""
        if view != self.view:
            self.view = view
            self._charts.clear()

    def may_show(self, row: Chart) -> bool:
        """Whether a chart is for those it is shown to now."""
        return not row.private or self.view.audience is Audience.OWN_SCREEN

    def has(self, row: Chart) -> bool:
        """Whether a chart is drawn already."""
        return row.name in self._charts

    def chart(self, row: Chart) -> ChartData:
        """A chart, drawn if it is not yet."""
        if row.name not in self._charts:
            if row.needs not in self._rows:
                query = getattr(queries, row.needs)
                self._rows[row.needs] = self._bridge.ask(query, self._bridge.cluster)
            self._charts[row.name] = row.draw(self._rows[row.needs], self._bridge.lang, self.view)
        return self._charts[row.name]
