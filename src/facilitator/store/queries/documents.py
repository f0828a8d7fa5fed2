"""What documents are written from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.minutes import Minutes, take_minutes
from facilitator.store import tables as t
from facilitator.store.queries.agendas import agenda
from facilitator.store.queries.calendar import zone_of
from facilitator.store.queries.outcomes import log
from facilitator.store.queries.running import attendance, presses


def minutes(session: Session, key: str) -> Minutes:
    """What is written out of one meeting. Raises NotFound."""
    its_agenda = agenda(session, key)
    home = its_agenda.meeting.cluster
    name = session.scalar(select(t.Cluster.name).where(t.Cluster.id == home))
    return take_minutes(
        name or "",
        zone_of(session, home).key,
        its_agenda,
        log(session, key),
        attendance(session, key),
        presses(session, key),
    )
