"""What documents are written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator.domain.agenda import Agenda, Meeting
from facilitator.domain.followup import is_set_aside
from facilitator.domain.minutes import FollowedUp, Minutes, Word, follow_up_at, take_minutes
from facilitator.domain.people import belongs
from facilitator.domain.written_agenda import Recipient, WrittenAgenda
from facilitator.store import tables as t
from facilitator.store.query.agendas import agenda
from facilitator.store.query.attachments import attachments
from facilitator.store.query.calendar import zone_of
from facilitator.store.query.content import used_at_meeting
from facilitator.store.query.outcomes import (
    commitments,
    commitments_to_follow_up,
    log,
    set_aside,
    word_at,
)
from facilitator.store.query.preparations import preparations
from facilitator.store.query.running import attendance, guests, presses, pulse


@dataclass(frozen=True, slots=True)
class _Head:
    """What every document of a meeting begins with; `zone` is a name of the tz database."""

    cluster: str
    zone: str
    agenda: Agenda
    recipients: tuple[Recipient, ...]


def _head(session: Session, key: str) -> _Head:
    its_agenda = agenda(session, key)
    one = its_agenda.meeting
    zone = zone_of(session, one.cluster)
    name = session.scalar(select(t.Cluster.name).where(t.Cluster.id == one.cluster))
    there = recipients(session, one.cluster, one.start.astimezone(zone).date())
    return _Head(name or "", zone.key, its_agenda, there)


def minutes(session: Session, key: str) -> Minutes:
    """What is written out of one meeting. Raises NotFound."""
    head = _head(session, key)
    return take_minutes(
        head.cluster,
        head.zone,
        head.agenda,
        log(session, key),
        attendance(session, key),
        presses(session, key),
        guests=guests(session, key),
        followed_up=_followed_up(session, head.agenda.meeting),
        pulse=pulse(session, key),
        recipients=head.recipients,
    )


def _followed_up(session: Session, one: Meeting) -> tuple[FollowedUp, ...]:
    """What was open when the meeting began, oldest first, and what was said of it there.

    Not what had been set aside until a later day, unless something was said of it all the same.
    """
    began, words = one.started or one.start, _words(session, one.cluster)
    day = one.start.astimezone(zone_of(session, one.cluster)).date()
    aside = set_aside(session, t.Commitment.cluster_id == one.cluster)
    there = reversed(commitments(session, one.cluster))
    found = (follow_up_at(one.id, began, each, words.get(each.id, ())) for each in there)
    return tuple(
        each
        for each in found
        if each is not None
        and (each.status or not is_set_aside(aside.get(each.commitment.id, ()), began, day))
    )


def _words(session: Session, cluster: str) -> Mapping[str, Sequence[Word]]:
    """What was said of each commitment as a whole; of one of the whole cluster, by nobody alone."""
    rows = session.execute(
        select(
            t.FollowUp.commitment_id,
            word_at,
            t.FollowUp.meeting_id,
            t.FollowUp.status,
            t.FollowUp.experience,
        )
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(
            t.Commitment.cluster_id == cluster,
            or_(~t.Commitment.whole_cluster, t.FollowUp.said_by_id.is_(None)),
        )
        .order_by(word_at, t.FollowUp.id)
    )
    found: dict[str, list[Word]] = defaultdict(list)
    for commitment, *word in rows:
        found[commitment].append(Word(*word))
    return found


def written_agenda(session: Session, key: str) -> WrittenAgenda:
    """What is written out before one meeting. Raises NotFound."""
    head = _head(session, key)
    return WrittenAgenda(
        head.cluster,
        head.zone,
        head.agenda,
        commitments_to_follow_up(session, key),
        head.recipients,
        _revision(session),
        used_at_meeting(session, key),
        attachments(session, key),
        preparations(session, key),
    )


def recipients(session: Session, cluster: str, day: date) -> tuple[Recipient, ...]:
    """The members of that day in their order."""
    people = session.execute(
        select(t.Member.id, t.Member.name, t.Member.email, t.Member.joined, t.Member.left)
        .where(t.Member.cluster_id == cluster)
        .order_by(t.Member.position, t.Member.id)
    )
    return tuple(Recipient(*row[:3]) for row in people if belongs(day, row.joined, row.left))


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
