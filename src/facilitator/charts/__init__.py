"""CHARTS, one row for each chart; a chart is one file: counts in, ChartData out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from facilitator.charts import (
    attendance,
    categories,
    clinics,
    clinics_over_time,
    clusters,
    days_between,
    days_to_introduced,
    followup_completed,
    goals_reached,
    members_ever,
    members_improved,
    pulse,
    pulse_over_time,
    speaking,
    survey,
    time_use,
)
from facilitator.charts.chart import ChartData, View
from facilitator.language import Language


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: `needs` names the query of `store/queries.py` that gives the rows to `draw`.

    A `private` one is for one's own screen only; `group` is the page it stands on.
    """

    name: str
    title: str
    needs: str
    draw: Callable[[Any, Language, View], ChartData]
    private: bool = False
    group: Literal["history", "data", "clusters"] = "history"


# In the order in which a doctor meets them.
CHARTS = (
    Chart(
        "members_improved",
        members_improved.TITLE,
        "improved_per_meeting",
        members_improved.draw_members_improved,
    ),
    Chart(
        "members_ever", members_ever.TITLE, "improved_per_meeting", members_ever.draw_members_ever
    ),
    Chart(
        "followup_completed",
        followup_completed.TITLE,
        "followed_up_per_meeting",
        followup_completed.draw_followup_completed,
    ),
    Chart(
        "days_to_introduced",
        days_to_introduced.TITLE,
        "changes",
        days_to_introduced.draw_days_to_introduced,
    ),
    Chart("days_between", days_between.TITLE, "changes", days_between.draw_days_between),
    Chart("attendance", attendance.TITLE, "attendance_per_meeting", attendance.draw_attendance),
    Chart("time_use", time_use.TITLE, "time_per_meeting", time_use.draw_time_use),
    Chart("categories", categories.TITLE, "improvements_named", categories.draw_categories),
    Chart(
        "goals_reached", goals_reached.TITLE, "goals_per_meeting", goals_reached.draw_goals_reached
    ),
    Chart("pulse", pulse.TITLE, "pulse_per_meeting", pulse.draw_pulse),
    Chart(
        "pulse_over_time",
        pulse_over_time.TITLE,
        "pulse_per_meeting",
        pulse_over_time.draw_pulse_over_time,
    ),
    *(
        Chart(
            name,
            survey.TITLES[measure],
            "survey_waves",
            partial(survey.draw_survey, measure=measure),
        )
        for measure, name in survey.NAMES.items()
    ),
    Chart("speaking", speaking.TITLE, "floor_per_meeting", speaking.draw_speaking, private=True),
    *(
        Chart(one.name, one.title, "compared_clusters", one.draw, group="clusters")
        for one in clusters.COMPARED
    ),
    Chart("clinics", clinics.TITLE, "indicator_reports", clinics.draw_clinics, group="data"),
    Chart(
        "clinics_funnel",
        clinics.FUNNEL_TITLE,
        "indicator_reports",
        clinics.draw_funnel,
        group="data",
    ),
    Chart(
        clinics_over_time.NAME,
        clinics_over_time.TITLE,
        "indicator_reports",
        clinics_over_time.draw_clinics_over_time,
        group="data",
    ),
)
