"""What came of the meetings over the years: commitments followed up, changes, and waves of the
survey."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from facilitator.domain.followup import is_set_aside
from facilitator.domain.history import Change, Changed, MeetingCount, Mention, Wave
from facilitator.domain.shares import Share
from facilitator.domain.statuses import OPEN
from facilitator.store import tables as t
from facilitator.store.query.calendar import Held, held_meetings, zone_of
from facilitator.store.query.improvements import improvements
from facilitator.store.query.outcomes import word_at


def followed_up_per_meeting(session: Session, cluster: str) -> tuple[MeetingCount, ...]:
    """At each held meeting but the first, of the commitments that were due: those of which
    somebody has said how they stand since the meeting before. Of the others nothing is known.

    Due is what was open then and was to be done by the day of the meeting, or by the next meeting,
    or by no day. Not what was set aside until later, nor that of a member who has left, unless
    something was said of it all the same.
    """
    times = tuple(pairwise(held_meetings(session, cluster)))
    due, answered = [0] * len(times), [0] * len(times)
    for one in _promises(session, cluster):
        for at, is_answered in one.asked(times):
            due[at] += 1
            answered[at] += is_answered
    return tuple(
        MeetingCount(this.id, this.number, this.day, k, n, n - k, of="commitment")
        for (_, this), k, n in zip(times, answered, due, strict=True)
    )


def changes(session: Session, cluster: str) -> tuple[Change, ...]:
    """Everything that stands as introduced, wholly or partly, oldest first, and then what is
    still open. An improvement of which nobody wrote since when is no part of it."""
    zone = zone_of(session, cluster)
    agreed = {
        key: at.astimezone(zone).date()
        for key, at in session.execute(
            select(t.Commitment.id, t.Commitment.agreed).where(t.Commitment.cluster_id == cluster)
        )
    }
    found = [
        Change(agreed.get(one.commitment or ""), one.since)
        for one in improvements(session, cluster)
        if one.since
    ]
    still_open = session.scalars(
        select(t.Commitment.id).where(
            t.Commitment.cluster_id == cluster, t.Commitment.status.in_(_NOT_YET)
        )
    )
    return (
        *sorted(found, key=lambda one: (one.since or date.max, one.agreed or date.max)),
        *sorted(
            (Change(agreed[key], None) for key in still_open),
            key=lambda one: one.agreed or date.max,
        ),
    )


_NOT_YET = tuple(status for status in OPEN if status != "partly")


def improvements_named(session: Session, cluster: str) -> tuple[Mention, ...]:
    """The improvements of a cluster as their categories, oldest first, undated ones before all."""
    return tuple(
        Mention(one.category, one.since) for one in reversed(improvements(session, cluster))
    )


def survey_waves(session: Session, cluster: str) -> tuple[Wave, ...]:
    """The waves of the survey among the members, oldest first."""
    specialty = session.scalar(
        select(func.coalesce(t.Specialty.name, ""))
        .select_from(t.Cluster)
        .outerjoin(t.Specialty, t.Specialty.id == t.Cluster.specialty_id)
        .where(t.Cluster.id == cluster)
    )
    counts: dict[str, list[tuple[str, Share]]] = defaultdict(list)
    national: dict[str, list[tuple[str, Share]]] = defaultdict(list)
    changed: dict[str, list[tuple[str, Changed]]] = defaultdict(list)
    before = aliased(t.Survey)
    for one, answered, since in session.execute(
        select(t.SurveyCount, t.Survey.answered, before.held)
        .join(t.Survey, t.Survey.id == t.SurveyCount.survey_id)
        .outerjoin(before, before.id == t.SurveyCount.since_id)
        .where(t.Survey.cluster_id == cluster)
        .order_by(t.SurveyCount.measure)
    ):
        key, measure, n = one.survey_id, one.measure, answered if one.n is None else one.n
        if one.k <= n:
            counts[key].append((measure, Share(one.k, n)))
        if one.national_k is not None and one.national_n:
            national[key].append((measure, Share(one.national_k, one.national_n)))
        if since is not None and one.to_yes is not None and one.to_no is not None:
            changed[key].append((measure, Changed(since, one.to_yes, one.to_no)))
    rows = session.execute(
        select(t.Survey.id, t.Survey.held, t.Survey.invited, t.Survey.answered)
        .where(t.Survey.cluster_id == cluster)
        .order_by(t.Survey.held, t.Survey.id)
    )
    return tuple(
        Wave(
            *(held, specialty or "", invited, answered),
            tuple(counts[key]),
            tuple(national[key]),
            tuple(changed[key]),
        )
        for key, held, invited, answered in rows
    )


@dataclass(frozen=True, slots=True)
class _Promise:
    """A commitment: by when, and what was said of it for all it concerns, oldest first.

    `aside`: when it was set aside, and until which day. `left`: when its owner left the cluster.
    """

    agreed: datetime
    due: date | None
    left: date | None
    words: tuple[tuple[datetime, str], ...]
    aside: tuple[tuple[datetime, date], ...]

    def asked(self, times: Sequence[tuple[Held, Held]]) -> Iterator[tuple[int, bool]]:
        """The places of the meetings at which it was due, each held after another, and whether
        somebody has answered since that one."""
        said = [at for at, _ in self.words]
        first = bisect_right([this.begun for _, this in times], self.agreed)
        for at in range(first, len(times)):
            before, this = times[at]
            known = bisect_right(said, before.ended)
            is_answered = bisect_right(said, this.ended) > known
            if known and self.words[known - 1][1] not in OPEN:
                if not is_answered and known == len(said):
                    return
            elif self._is_due(this) and (is_answered or self._is_asked(this)):
                yield at, is_answered

    def _is_due(self, meeting: Held) -> bool:
        return self.due is None or self.due <= meeting.day

    def _is_asked(self, meeting: Held) -> bool:
        has_left = self.left is not None and self.left < meeting.day
        return not has_left and not is_set_aside(self.aside, meeting.begun, meeting.day)


def _promises(session: Session, cluster: str) -> Iterator[_Promise]:
    words: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    aside: dict[str, list[tuple[datetime, date]]] = defaultdict(list)
    # Of the whole cluster each member speaks for themselves alone.
    alone = case((t.Commitment.whole_cluster, t.FollowUp.said_by_id))
    for key, at, status, until in session.execute(
        select(t.FollowUp.commitment_id, word_at, t.FollowUp.status, t.FollowUp.until)
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(t.Commitment.cluster_id == cluster, alone.is_(None))
        .order_by(word_at, t.FollowUp.id)
    ):
        if status:
            words[key].append((at, status))
        if until:
            aside[key].append((at, until))
    for key, agreed, due, left in session.execute(
        select(t.Commitment.id, t.Commitment.agreed, t.Commitment.due, t.Member.left)
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .where(t.Commitment.cluster_id == cluster)
    ):
        yield _Promise(agreed, due, left, tuple(words[key]), tuple(aside[key]))
