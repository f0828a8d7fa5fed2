"""CHARTS, one row for each chart; a chart is one file: counts in, ChartData out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facilitator.charts import attendance, members_improved
from facilitator.charts.chart import ChartData
from facilitator.domain.history import MeetingCount
from facilitator.language import Language


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: `needs` names the query of `store/queries` that gives the rows to `draw`."""

    name: str
    title: str
    needs: str
    draw: Callable[[Sequence[MeetingCount], Language], ChartData]


CHARTS = (
    Chart(
        "members_improved",
        members_improved.TITLE,
        "improved_per_meeting",
        members_improved.draw_members_improved,
    ),
    Chart("attendance", attendance.TITLE, "attendance_per_meeting", attendance.draw_attendance),
)
