"""Everything the program asks the store: `query(session, …)` in, plain values out.

A query is loaded with what it needs when it is first asked for, so that the start waits for none of
the others; the imports below are for those who check types.
"""

# ruff: noqa: F401
# mypy: implicit-reexport

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facilitator.store.query.agendas import (
        agenda,
        agenda_again,
        due_revisits,
        opening,
        opening_question,
        parked_before,
    )
    from facilitator.store.query.attachments import attached_file, attachments, bytes_attached
    from facilitator.store.query.between import agreed, asking, met, people_asked
    from facilitator.store.query.calendar import (
        coming_meeting,
        last_held,
        meeting,
        meeting_of,
        meetings,
        running_meeting,
        zone_of,
    )
    from facilitator.store.query.charted import charted
    from facilitator.store.query.clusters import compared_clusters
    from facilitator.store.query.content import (
        case,
        cases,
        cases_to_hear_of,
        guideline,
        guidelines,
        is_used_at_held,
        package,
        packages,
        speaker,
        speakers,
        used_at_item,
        used_at_meeting,
    )
    from facilitator.store.query.documents import minutes, written_agenda
    from facilitator.store.query.handover import clusters_there, handover
    from facilitator.store.query.history import (
        attendance_per_meeting,
        figures,
        improved_per_meeting,
    )
    from facilitator.store.query.history_meetings import (
        floor_per_meeting,
        goals_per_meeting,
        pulse_per_meeting,
        time_per_meeting,
    )
    from facilitator.store.query.history_outcomes import (
        changes,
        followed_up_per_meeting,
        improvements_named,
        survey_waves,
    )
    from facilitator.store.query.home import overview
    from facilitator.store.query.improvements import (
        entered_improvement,
        improvement_of,
        improvements,
    )
    from facilitator.store.query.indicator_reports import (
        indicator_of,
        indicator_report,
        indicator_reports,
        report_at_item,
    )
    from facilitator.store.query.indicators import (
        has_values,
        import_plan,
        indicator,
        indicators,
        known_clinics,
        marks,
        surveys,
        values,
    )
    from facilitator.store.query.memory import durations_of
    from facilitator.store.query.outcomes import (
        commitment,
        commitments,
        commitments_about,
        commitments_to_follow_up,
        follow_ups,
        log,
    )
    from facilitator.store.query.patterns import own_template, own_templates
    from facilitator.store.query.people import (
        clinics,
        cluster,
        clusters,
        has_history,
        members,
        settings,
        specialty_named,
    )
    from facilitator.store.query.persons import (
        all_members,
        find_mentions,
        former_names,
        mentions,
        person_record,
        texts_of,
    )
    from facilitator.store.query.places import Way, way_to, ways
    from facilitator.store.query.preparations import preparations
    from facilitator.store.query.running import (
        attendance,
        course_of,
        guests,
        presses,
        pulse,
        sign_of_life,
        speakers_of,
        spoken,
    )
    from facilitator.store.query.search import find, recent
    from facilitator.store.query.steps import deletions, history_of, name_of
    from facilitator.store.query.topics import (
        ballots,
        proposer,
        topic,
        topic_story,
        topics,
        treated_topics,
    )
    from facilitator.store.query.year import fees, year_plan

SUBJECTS: dict[str, tuple[str, ...]] = {
    "agendas": (
        "agenda",
        "agenda_again",
        "due_revisits",
        "opening",
        "opening_question",
        "parked_before",
    ),
    "attachments": ("attached_file", "attachments", "bytes_attached"),
    "between": ("agreed", "asking", "met", "people_asked"),
    "calendar": (
        "coming_meeting",
        "last_held",
        "meeting",
        "meeting_of",
        "meetings",
        "running_meeting",
        "zone_of",
    ),
    "charted": ("charted",),
    "clusters": ("compared_clusters",),
    "content": (
        "case",
        "cases",
        "cases_to_hear_of",
        "guideline",
        "guidelines",
        "is_used_at_held",
        "package",
        "packages",
        "speaker",
        "speakers",
        "used_at_item",
        "used_at_meeting",
    ),
    "documents": ("minutes", "written_agenda"),
    "handover": ("clusters_there", "handover"),
    "history": ("attendance_per_meeting", "figures", "improved_per_meeting"),
    "history_meetings": (
        "floor_per_meeting",
        "goals_per_meeting",
        "pulse_per_meeting",
        "time_per_meeting",
    ),
    "history_outcomes": (
        "changes",
        "followed_up_per_meeting",
        "improvements_named",
        "survey_waves",
    ),
    "home": ("overview",),
    "improvements": ("entered_improvement", "improvement_of", "improvements"),
    "indicator_reports": (
        "indicator_of",
        "indicator_report",
        "indicator_reports",
        "report_at_item",
    ),
    "indicators": (
        "has_values",
        "import_plan",
        "indicator",
        "indicators",
        "known_clinics",
        "marks",
        "surveys",
        "values",
    ),
    "memory": ("durations_of",),
    "outcomes": (
        "commitment",
        "commitments",
        "commitments_about",
        "commitments_to_follow_up",
        "follow_ups",
        "log",
    ),
    "patterns": ("own_template", "own_templates"),
    "people": (
        "clinics",
        "cluster",
        "clusters",
        "has_history",
        "members",
        "settings",
        "specialty_named",
    ),
    "persons": (
        "all_members",
        "find_mentions",
        "former_names",
        "mentions",
        "person_record",
        "texts_of",
    ),
    "places": ("Way", "way_to", "ways"),
    "preparations": ("preparations",),
    "running": (
        "attendance",
        "course_of",
        "guests",
        "presses",
        "pulse",
        "sign_of_life",
        "speakers_of",
        "spoken",
    ),
    "search": ("find", "recent"),
    "steps": ("deletions", "history_of", "name_of"),
    "topics": ("ballots", "proposer", "topic", "topic_story", "topics", "treated_topics"),
    "year": ("fees", "year_plan"),
}
"""The queries of each module of `store/query`."""

_PLACES = {name: subject for subject, names in SUBJECTS.items() for name in names}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """A query by its name; from then on it is a plain attribute of this module."""
        if name not in _PLACES:
            raise AttributeError(f"there is no query {name}")
        found = getattr(import_module(f"facilitator.store.query.{_PLACES[name]}"), name)
        globals()[name] = found
        return found
