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
from facilitator.store.queries.calendar import (
    coming_meeting,
    last_held,
    meeting,
    meeting_of,
    meetings,
    running_meeting,
)
from facilitator.store.queries.content import (
    case,
    cases,
    guideline,
    guidelines,
    is_used_at_held,
    package,
    packages,
    speaker,
    speakers,
    topics,
    used_at_item,
    used_at_meeting,
)
from facilitator.store.queries.documents import minutes, written_agenda
from facilitator.store.queries.history import (
    attendance_per_meeting,
    figures,
    improved_per_meeting,
)
from facilitator.store.queries.home import overview
from facilitator.store.queries.memory import durations_of
from facilitator.store.queries.outcomes import (
    commitments,
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
from facilitator.store.queries.places import Way, ways
from facilitator.store.queries.preparations import preparations
from facilitator.store.queries.running import (
    attendance,
    guests,
    presses,
    pulse,
    sign_of_life,
    speakers_of,
    spoken,
)
from facilitator.store.queries.year import fees, year_plan

__all__ = [
    "Way",
    "agenda",
    "agenda_again",
    "attached_file",
    "attachments",
    "attendance",
    "attendance_per_meeting",
    "bytes_attached",
    "case",
    "cases",
    "clinics",
    "cluster",
    "clusters",
    "coming_meeting",
    "commitments",
    "commitments_to_follow_up",
    "due_revisits",
    "durations_of",
    "fees",
    "figures",
    "follow_ups",
    "guests",
    "guideline",
    "guidelines",
    "has_history",
    "improved_per_meeting",
    "is_used_at_held",
    "last_held",
    "log",
    "meeting",
    "meeting_of",
    "meetings",
    "members",
    "minutes",
    "opening",
    "opening_question",
    "overview",
    "own_template",
    "own_templates",
    "package",
    "packages",
    "parked_before",
    "preparations",
    "presses",
    "pulse",
    "running_meeting",
    "settings",
    "sign_of_life",
    "speaker",
    "speakers",
    "speakers_of",
    "specialty_named",
    "spoken",
    "topics",
    "used_at_item",
    "used_at_meeting",
    "ways",
    "written_agenda",
    "year_plan",
]
