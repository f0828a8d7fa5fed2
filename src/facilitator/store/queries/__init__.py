"""Everything the program asks the store: `query(session, …)` in, plain values out."""

from __future__ import annotations

from facilitator.store.queries.agendas import agenda, opening, opening_question
from facilitator.store.queries.calendar import (
    last_held,
    meeting,
    meeting_of,
    meetings,
    running_meeting,
)
from facilitator.store.queries.documents import minutes
from facilitator.store.queries.history import (
    attendance_per_meeting,
    figures,
    improved_per_meeting,
)
from facilitator.store.queries.home import overview
from facilitator.store.queries.outcomes import (
    commitments,
    commitments_to_follow_up,
    follow_ups,
    log,
)
from facilitator.store.queries.people import (
    clinics,
    cluster,
    clusters,
    has_history,
    members,
    settings,
    specialty_named,
)
from facilitator.store.queries.running import attendance, presses, sign_of_life

__all__ = [
    "agenda",
    "attendance",
    "attendance_per_meeting",
    "clinics",
    "cluster",
    "clusters",
    "commitments",
    "commitments_to_follow_up",
    "figures",
    "follow_ups",
    "has_history",
    "improved_per_meeting",
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
    "presses",
    "running_meeting",
    "settings",
    "sign_of_life",
    "specialty_named",
]
