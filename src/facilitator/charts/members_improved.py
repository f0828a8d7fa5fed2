"""How many members have introduced an improvement since the meeting before."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.charts.chart import (
    ChartData,
    Line,
    analyse_rows,
    describe_latest,
    describe_period,
    describe_verdict,
    draw_median,
    draw_national,
    draw_points,
    warn_of_unknown,
)
from facilitator.domain.benchmarks import find_benchmark
from facilitator.domain.history import Counted, MeetingCount
from facilitator.language import N_, Language

TITLE = N_("How many members have introduced an improvement since the last meeting?")
_TITLES: dict[Counted, str] = {
    "member": TITLE,
    "clinic": N_("How many clinics have introduced an improvement since the last meeting?"),
}


def draw_members_improved(rows: Sequence[MeetingCount], lang: Language) -> ChartData:
    """A point for each held meeting, oldest first, against the national figure.

    Clinics stand alone: the national figure counts doctors.
    """
    of = rows[0].of if rows else "member"
    national = find_benchmark("improved", "national") if of == "member" else None
    runs = analyse_rows(rows)
    phase = runs.phases[0]
    return ChartData(
        title=lang.text(_TITLES[of]),
        subtitle=_describe(rows, of, lang),
        sentence=" ".join(
            part
            for part in (describe_latest(rows, lang, national), describe_verdict(phase, lang))
            if part
        ),
        verdict=phase.verdict,
        caveats=_caveats(rows, of, lang),
        points=draw_points(rows, runs, lang),
        lines=(
            *draw_median(phase, lang),
            *((draw_national(national, lang),) if national else ()),
            *_draw_progress(rows, lang),
        ),
        counted=of,
    )


def _describe(rows: Sequence[MeetingCount], of: Counted, lang: Language) -> str:
    if of == "clinic":
        definition = lang.text(
            "Clinics with a change introduced or partly introduced between the previous meeting"
            " and this one, of all clinics with members that day."
        )
    else:
        definition = lang.text(
            "Members with a change introduced or partly introduced between the previous meeting"
            " and this one, of all members that day."
        )
    return f"{definition} {describe_period(rows, lang)}".rstrip()


def _caveats(rows: Sequence[MeetingCount], of: Counted, lang: Language) -> tuple[str, ...]:
    if of == "clinic":
        doctors = lang.text(
            "The national figure counts doctors, so clinics are not held against it."
        )
        return (doctors, *warn_of_unknown(rows, lang))
    survey = lang.text(
        "The national figure is from a single survey in which doctors reported for themselves"
        " whether they had ever introduced an improvement. Here only new ones since the"
        " previous meeting are counted."
    )
    return (survey, *warn_of_unknown(rows, lang))


def _draw_progress(rows: Sequence[MeetingCount], lang: Language) -> tuple[Line, ...]:
    values = tuple(row.so_far / row.n if row.n and row.so_far is not None else None for row in rows)
    known = [row for row in rows if row.n and row.so_far is not None]
    if not known:
        return ()
    last = known[-1]
    label = lang.text("So far {share}", share=lang.share(last.so_far or 0, last.n))
    return (Line("progress", (last.so_far or 0) / last.n, label, values=values),)
