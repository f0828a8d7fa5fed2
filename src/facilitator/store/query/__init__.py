"""Everything the program asks the store: `query(session, …)` in, plain values out."""

from __future__ import annotations

from facilitator.store.queries.agendas import (
    agenda,
    agenda_again,
    due_revisits,
    opening,
    opening_question,
    parked_before,
)
from facilitator.store.queries.attachments import attached_file, attachments, bytes_attached
from facilitator.store.queries.between import agreed, asking, met, people_asked
from facilitator.store.queries.calendar import (
    coming_meeting,
    last_held,
    meeting,
    meeting_of,
    meetings,
    running_meeting,
    zone_of,
)
from facilitator.store.queries.charted import charted
from facilitator.store.queries.clusters import compared_clusters
from facilitator.store.queries.content import (
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
from facilitator.store.queries.documents import minutes, written_agenda
from facilitator.store.queries.handover import clusters_there, handover
from facilitator.store.queries.history import (
    attendance_per_meeting,
    figures,
    improved_per_meeting,
)
from facilitator.store.queries.history_meetings import (
    floor_per_meeting,
    goals_per_meeting,
    pulse_per_meeting,
    time_per_meeting,
)
from facilitator.store.queries.history_outcomes import (
    changes,
    followed_up_per_meeting,
    improvements_named,
    survey_waves,
)
from facilitator.store.queries.home import overview
from facilitator.store.queries.improvements import (
    entered_improvement,
    improvement_of,
    improvements,
)
from facilitator.store.queries.indicator_reports import (
    indicator_of,
    indicator_report,
    indicator_reports,
    report_at_item,
)
from facilitator.store.queries.indicators import (
    has_values,
    import_plan,
    indicator,
    indicators,
    known_clinics,
    marks,
    surveys,
    values,
)
from facilitator.store.queries.memory import durations_of
from facilitator.store.queries.outcomes import (
    commitment,
    commitments,
    commitments_about,
    commitments_to_follow_up,
    follow_ups,
    log,
)
from facilitator.store.queries.patterns import own_template, own_templates
from facilitator.store.queries.people import (
    clinics,
    cluster,
    clusters,
    has_history,
    members,
    settings,
    specialty_named,
)
from facilitator.store.queries.persons import (
    all_members,
    find_mentions,
    former_names,
    mentions,
    person_record,
    texts_of,
)
from facilitator.store.queries.places import Way, way_to, ways
from facilitator.store.queries.preparations import preparations
from facilitator.store.queries.running import (
    attendance,
    course_of,
    guests,
    presses,
    pulse,
    sign_of_life,
    speakers_of,
    spoken,
)
from facilitator.store.queries.search import find, recent
from facilitator.store.queries.steps import deletions, history_of, name_of
from facilitator.store.queries.topics import (
    ballots,
    proposer,
    topic,
    topic_story,
    topics,
    treated_topics,
)
from facilitator.store.queries.year import fees, year_plan

__all__ = [
    "Way",
    "agenda",
    "agenda_again",
    "agreed",
    "all_members",
    "asking",
    "attached_file",
    "attachments",
    "attendance",
    "attendance_per_meeting",
    "ballots",
    "bytes_attached",
    "case",
    "cases",
    "cases_to_hear_of",
    "changes",
    "charted",
    "clinics",
    "cluster",
    "clusters",
    "clusters_there",
    "coming_meeting",
    "commitment",
    "commitments",
    "commitments_about",
    "commitments_to_follow_up",
    "compared_clusters",
    "course_of",
    "deletions",
    "due_revisits",
    "durations_of",
    "entered_improvement",
    "fees",
    "figures",
    "find",
    "find_mentions",
    "floor_per_meeting",
    "follow_ups",
    "followed_up_per_meeting",
    "former_names",
    "goals_per_meeting",
    "guests",
    "guideline",
    "guidelines",
    "handover",
    "has_history",
    "has_values",
    "history_of",
    "import_plan",
    "improved_per_meeting",
    "improvement_of",
    "improvements",
    "improvements_named",
    "indicator",
    "indicator_of",
    "indicator_report",
    "indicator_reports",
    "indicators",
    "is_used_at_held",
    "known_clinics",
    "last_held",
    "log",
    "marks",
    "meeting",
    "meeting_of",
    "meetings",
    "members",
    "mentions",
    "met",
    "minutes",
    "name_of",
    "opening",
    "opening_question",
    "overview",
    "own_template",
    "own_templates",
    "package",
    "packages",
    "parked_before",
    "people_asked",
    "person_record",
    "preparations",
    "presses",
    "proposer",
    "pulse",
    "pulse_per_meeting",
    "recent",
    "report_at_item",
    "running_meeting",
    "settings",
    "sign_of_life",
    "speaker",
    "speakers",
    "speakers_of",
    "specialty_named",
    "spoken",
    "survey_waves",
    "surveys",
    "texts_of",
    "time_per_meeting",
    "topic",
    "topic_story",
    "topics",
    "treated_topics",
    "used_at_item",
    "used_at_meeting",
    "values",
    "way_to",
    "ways",
    "written_agenda",
    "year_plan",
    "zone_of",
]
