"""What documents are written from."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.minutes import Minutes, take_minutes
from facilitator.domain.people import belongs
from facilitator.domain.written_agenda import Recipient, WrittenAgenda
from facilitator.store import tables as t
from facilitator.store.queries.agendas import agenda
from facilitator.store.queries.attachments import attachments
from facilitator.store.queries.calendar import zone_of
from facilitator.store.queries.content import used_at_meeting
from facilitator.store.queries.outcomes import commitments_to_follow_up, log
from facilitator.store.queries.preparations import preparations
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


def written_agenda(session: Session, key: str) -> WrittenAgenda:
    """What is written out before one meeting. Raises NotFound."""
    its_agenda = agenda(session, key)
    one = its_agenda.meeting
    zone = zone_of(session, one.cluster)
    name = session.scalar(select(t.Cluster.name).where(t.Cluster.id == one.cluster))
    day = one.start.astimezone(zone).date()
    people = session.execute(
        select(t.Member.id, t.Member.name, t.Member.email, t.Member.joined, t.Member.left)
        .where(t.Member.cluster_id == one.cluster)
        .order_by(t.Member.position, t.Member.id)
    )
    return WrittenAgenda(
        name or "",
        zone.key,
        its_agenda,
        commitments_to_follow_up(session, key),
        tuple(Recipient(*row[:3]) for row in people if belongs(day, row.joined, row.left)),
        _revision(session),
        used_at_meeting(session, key),
        attachments(session, key),
        preparations(session, key),
    )


def _revision(session: Session) -> int:
    """A number that grows with every Step of the store, undoing included.

    The version of a meeting's row would not do: it stays when an item changes, and begins anew when
    a deletion is undone. The number of a Step alone stays while a burst of typing goes on, and is
    used again in a copy that was put back; its time alone stands still within a second. Once all
    Steps are forgotten it falls to 0, when nothing has changed for longer than Steps are kept.
    """
    last = session.execute(
        select(t.StepRow.seq, t.StepRow.at).order_by(t.StepRow.seq.desc()).limit(1)
    ).one_or_none()
    return last.seq + int((last.at - _BEGIN).total_seconds()) if last else 0


# In the 31 bits of a calendar's number there is room for 68 years of seconds.
_BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
