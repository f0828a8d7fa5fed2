"""The whole improvement history of a cluster, asked at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from facilitator.domain.charted import Charted
from facilitator.domain.disclosure import LEAST
from facilitator.store.query.calendar import held_meetings
from facilitator.store.query.history import attendance_per_meeting, improved_per_meeting
from facilitator.store.query.history_meetings import (
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
from facilitator.store.query.indicators import marks
from facilitator.store.query.people import cluster, members_on, settings

# What is for one's own screen only is not among them.
_QUERIES: tuple[Callable[[Session, str], tuple[Any, ...]], ...] = (
    improved_per_meeting,
    followed_up_per_meeting,
    changes,
    attendance_per_meeting,
    time_per_meeting,
    improvements_named,
    goals_per_meeting,
    pulse_per_meeting,
    survey_waves,
)


def charted(session: Session, key: str) -> Charted:
    """The rows of every chart of a cluster's history that others may see. Raises NotFound."""
    home = cluster(session, key, date.max)
    kept = settings(session, key, date.max)
    held = tuple(one.day for one in held_meetings(session, key))
    return Charted(
        home.id,
        home.name,
        home.zone,
        members_on(session, key, held[-1]) if held else 0,
        held,
        kept.get("least_shown", LEAST),
        {query.__name__: query(session, key) for query in _QUERIES},
        marks(session, key),
        bool(kept.get("cautious")),
    )
