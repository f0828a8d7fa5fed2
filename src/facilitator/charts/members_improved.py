"""How many members have introduced an improvement since the meeting before."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import ChartData, View
from facilitator.charts.runs import draw_runs
from facilitator.charts.words import join, own_records
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.history import Counted, MeetingCount
from facilitator.language import N_, Language

TITLE = N_("How many members have introduced an improvement since the last meeting?")
_CLINICS = N_("How many clinics have introduced an improvement since the last meeting?")


def draw_members_improved(rows: Sequence[MeetingCount], lang: Language, view: View) -> ChartData:
    """A point for each held meeting, oldest first, against the national figure.

    Clinics stand alone: the national figure counts doctors.
    """
    of = rows[0].of if rows else "member"
    title = _CLINICS if of == "clinic" else TITLE
    shown = view.national and of == "member"
    national = find_benchmark("improved", "national") if shown else None
    runs = draw_runs(rows, "members_improved", lang, view, national=national)
    return ChartData(
        name="members_improved",
        title=lang.text(title),
        subtitle=join((_define(of, lang), runs.period)),
        sentence=runs.sentence,
        verdict=runs.verdict,
        caveats=(*_warn_of_survey(of, view, lang), *runs.caveats),
        figure=runs.series,
        source=own_records(lang, lang.text(national.source) if national else ""),
        audience=view.audience,
        counted=of,
    )


def _define(of: Counted, lang: Language) -> str:
    if of == "clinic":
        return lang.text(
            "Clinics with a commitment introduced or partly introduced between the previous meeting"
            " and this one, of all clinics with members that day."
        )
    return lang.text(
        "Members with a commitment introduced or partly introduced between the previous meeting"
        " and this one, of all members that day."
    )


def _warn_of_survey(of: Counted, view: View, lang: Language) -> tuple[str, ...]:
    if of == "clinic":
        return (
            lang.text("The national figure counts doctors, so clinics are not held against it."),
        )
    if not view.national:
        return ()
    survey = lang.text(
        "The national figure is from a single survey in which doctors reported for themselves"
        " whether they had ever introduced an improvement. Here only new ones since the"
        " previous meeting are counted."
    )
    return (survey,)
