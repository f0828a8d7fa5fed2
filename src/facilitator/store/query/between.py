"""What is asked for between two meetings, and what an answer that came back stands beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.domain.agenda import Meeting
from facilitator.domain.between import Asking, Met, Reply, WhatWeAgreed, tell, weigh
from facilitator.domain.minutes import group
from facilitator.domain.outcomes import FollowUp
from facilitator.domain.overview import COMING, HELD
from facilitator.domain.refusal import NotFound, Refusal
from facilitator.domain.written_agenda import Recipient
from facilitator.language import N_
from facilitator.store import tables as t
from facilitator.store.query.calendar import meeting, zone_of
from facilitator.store.query.documents import recipients
from facilitator.store.query.outcomes import commitments, log, said_of

_NOTHING_STORED = N_("Nothing was stored.")

Words = dict[str, Sequence[tuple[str | None, FollowUp]]]


def agreed(session: Session, key: str) -> WhatWeAgreed:
    """What one held meeting ended with. Raises NotFound."""
    one = meeting(session, key)
    zone = zone_of(session, one.cluster)
    lines = log(session, key)
    return WhatWeAgreed(
        _name(session, one.cluster),
        zone.key,
        one,
        lines.official,
        group(lines.commitments),
        recipients(session, one.cluster, one.start.astimezone(zone).date()),
        _after(session, one),
    )


def asking(session: Session, key: str) -> Asking:
    """What the member with this key is asked about, or everybody in the cluster with it.

    Raises NotFound where there is neither.
    """
    row = session.get(t.Member, key)
    cluster = row.cluster_id if row else key
    zone, name = zone_of(session, cluster), _name(session, cluster)
    last = _last(session, cluster)
    return Asking(
        cluster,
        name,
        zone.key,
        Recipient(row.id, row.name, row.email) if row else None,
        _people(session, cluster),
        tell(
            commitments(session, cluster),
            _words(session, cluster),
            row.id if row else None,
            row.clinic_id if row else None,
        ),
        last,
        _after(session, last) if last else None,
    )


def people_asked(session: Session, cluster: str) -> tuple[Recipient, ...]:
    """The members of a cluster who have not left, in their order."""
    return _people(session, cluster)


def met(session: Session, reply: Reply, at: datetime) -> Met:
    """Put a reply that is read in at an instant beside what is stored.

    Raises Refusal for that of another cluster or member.
    """
    name = session.scalar(select(t.Cluster.name).where(t.Cluster.id == reply.cluster))
    if name is None:
        raise Refusal(
            N_("The reply is from another cluster, which this data file does not hold."),
            _NOTHING_STORED,
            N_("See that it is the file you meant."),
        )
    member = _who(session, reply)
    known = {one.id: one for one in commitments(session, reply.cluster)}
    words = _words(session, reply.cluster)
    lines = [
        weigh(
            answer,
            reply.made,
            known.get(answer.commitment),
            words.get(answer.commitment, ()),
            member.id,
            member.clinic_id,
        )
        for answer in reply.answers
    ]
    filled = tuple(line for line in lines if not line.answer.is_empty)
    blank = sum(line.answer.is_empty and line.state != "gone" for line in lines)
    return Met(reply.cluster, name, member.id, member.name, at, filled, blank)


def _who(session: Session, reply: Reply) -> Any:
    """The member who answers, by key or else by name."""
    there = session.scalars(select(t.Member).where(t.Member.cluster_id == reply.cluster))
    wanted = reply.name.casefold()
    found = [
        one
        for one in there
        if reply.member == one.id or (not reply.member and wanted == _fold(one))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            N_("Several members have the name that stands in the reply."),
            _NOTHING_STORED,
            N_("Type the answers in by hand."),
        )
    raise Refusal(
        N_("The reply is from somebody who is not a member of this cluster."),
        _NOTHING_STORED,
        N_("See that it is the file you meant."),
    )


def _fold(one: t.Member) -> str:
    return " ".join(one.name.split()).casefold()


def _name(session: Session, cluster: str) -> str:
    name = session.scalar(select(t.Cluster.name).where(t.Cluster.id == cluster))
    if name is None:
        raise NotFound(N_("This cluster is not there any more."))
    return name


def _people(session: Session, cluster: str) -> tuple[Recipient, ...]:
    rows = session.execute(
        select(t.Member.id, t.Member.name, t.Member.email)
        .where(t.Member.cluster_id == cluster, t.Member.left.is_(None))
        .order_by(t.Member.position, t.Member.id)
    )
    return tuple(Recipient(*row) for row in rows)


def _last(session: Session, cluster: str) -> Meeting | None:
    """The meeting held last, or none."""
    key = session.scalar(
        select(t.Meeting.id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
        .limit(1)
    )
    return meeting(session, key) if key else None


def _after(session: Session, one: Meeting) -> Meeting | None:
    """The first meeting planned after this one, or none."""
    key = session.scalar(
        select(t.Meeting.id)
        .where(
            t.Meeting.cluster_id == one.cluster,
            t.Meeting.status.in_(COMING),
            t.Meeting.start > one.start,
        )
        .order_by(t.Meeting.start, t.Meeting.id)
        .limit(1)
    )
    return meeting(session, key) if key else None


def _words(session: Session, cluster: str) -> Words:
    """What was said of each commitment, oldest first, and by whom."""
    found: dict[str, list[tuple[str | None, FollowUp]]] = defaultdict(list)
    for commitment, said_by, word in said_of(session, t.Commitment.cluster_id == cluster):
        found[commitment].append((said_by, word))
    return dict(found)
