"""The clusters of one store beside each other, asked for all of them at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.compared import ENOUGH_CLUSTERS, ComparedCluster
from facilitator.domain.overview import HELD
from facilitator.domain.people import belongs
from facilitator.domain.shares import Share
from facilitator.domain.statuses import CHANGED
from facilitator.store import tables as t

_YEAR = timedelta(days=365)
_SURVEYED = ("supports", "improved")


def compared_clusters(session: Session, cluster: str) -> tuple[ComparedCluster, ...]:
    """Every cluster of the store that has held a meeting, in an order that tells nothing; none
    where they are fewer than 3.

    Each stands as on the day of its latest held meeting: `improved` of its members ever introduced
    something; `followed_up` of the commitments agreed in the year before have been answered;
    `attendance` is who came of who belonged at the meetings of the year until then. `survey_…` is
    its latest wave of the survey, if no more than a year lies between it and the newest of all.
    """
    last = _last_days(session)
    if cluster not in last or len(last) < ENOUGH_CLUSTERS:
        return ()
    people = _members(session)
    measures = {
        "improved": _improved(session, people, last),
        "followed_up": _followed_up(session, last),
        "attendance": _attendance(session, people, last),
        **_surveyed(session),
    }
    found = (
        ComparedCluster(
            key == cluster,
            tuple((name, of[key]) for name, of in measures.items() if key in of),
        )
        for key in last
    )
    return tuple(sorted(found, key=lambda one: [(name, s.k, s.n) for name, s in one.shares]))


class _Member(NamedTuple):
    cluster: str
    id: str
    clinic: str | None
    joined: date | None
    left: date | None


def _last_days(session: Session) -> dict[str, date]:
    """The day of the latest held meeting of each cluster."""
    rows = session.execute(
        select(t.Meeting.cluster_id, func.max(t.Meeting.start))
        .where(t.Meeting.status.in_(HELD))
        .group_by(t.Meeting.cluster_id)
    )
    return {key: start.date() for key, start in rows}


def _members(session: Session) -> dict[str, list[_Member]]:
    found: dict[str, list[_Member]] = defaultdict(list)
    columns = (t.Member.cluster_id, t.Member.id, t.Member.clinic_id, t.Member.joined, t.Member.left)
    for row in session.execute(select(*columns)):
        found[row[0]].append(_Member(*row))
    return found


def _active(people: Mapping[str, list[_Member]], cluster: str, day: date) -> list[_Member]:
    return [one for one in people[cluster] if belongs(day, one.joined, one.left)]


def _first(last: Mapping[str, date]) -> datetime:
    """Nothing before this instant lies in the year of any cluster."""
    return datetime.combine(min(last.values()) - _YEAR, time(), UTC)


def _improved(
    session: Session, people: Mapping[str, list[_Member]], last: Mapping[str, date]
) -> dict[str, Share]:
    own = session.execute(
        select(t.Commitment.member_id, t.Commitment.clinic_id)
        .where(t.Commitment.status.in_(CHANGED))
        .distinct()
    )
    said = session.scalars(
        select(t.FollowUp.said_by_id)
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .where(t.FollowUp.status.in_(CHANGED), t.Commitment.whole_cluster)
        .distinct()
    )
    have = {*chain.from_iterable(own), *said} - {None}
    found = {}
    for key, day in last.items():
        active = _active(people, key, day)
        k = sum(one.id in have or one.clinic in have for one in active)
        found[key] = Share(k, len(active))
    return found


def _followed_up(session: Session, last: Mapping[str, date]) -> dict[str, Share]:
    is_answered = (
        select(t.FollowUp.id)
        .where(t.FollowUp.commitment_id == t.Commitment.id, t.FollowUp.status.is_not(None))
        .exists()
    )
    rows = session.execute(
        select(t.Commitment.cluster_id, t.Commitment.agreed, is_answered).where(
            t.Commitment.cluster_id.in_(last), t.Commitment.agreed >= _first(last)
        )
    )
    agreed, answered = Counter[str](), Counter[str]()
    for key, at, has_answer in rows:
        if last[key] - _YEAR <= at.date() < last[key]:
            agreed[key] += 1
            answered[key] += has_answer
    return {key: Share(answered[key], number) for key, number in agreed.items()}


def _attendance(
    session: Session, people: Mapping[str, list[_Member]], last: Mapping[str, date]
) -> dict[str, Share]:
    present: dict[tuple[str, date, str], set[str]] = defaultdict(set)
    for key, start, meeting, member, state in session.execute(
        select(
            t.Meeting.cluster_id,
            t.Meeting.start,
            t.Meeting.id,
            t.Attendance.member_id,
            t.Attendance.state,
        )
        .join(t.Meeting, t.Meeting.id == t.Attendance.meeting_id)
        .where(t.Meeting.status.in_(HELD), t.Meeting.start >= _first(last))
    ):
        if last[key] - _YEAR < start.date() <= last[key]:
            there = present[key, start.date(), meeting]
            if state == "present":
                there.add(member)
    came, belonged = Counter[str](), Counter[str]()
    for (key, day, _), there in present.items():
        active = {one.id for one in _active(people, key, day)}
        came[key] += len(active & there)
        belonged[key] += len(active)
    return {key: Share(came[key], number) for key, number in belonged.items()}


def _surveyed(session: Session) -> dict[str, dict[str, Share]]:
    """The latest wave of each cluster, by measure."""
    rows = session.execute(
        select(
            t.Survey.cluster_id,
            t.Survey.held,
            t.SurveyCount.measure,
            t.SurveyCount.k,
            func.coalesce(t.SurveyCount.n, t.Survey.answered),
        )
        .join(t.Survey, t.Survey.id == t.SurveyCount.survey_id)
        .where(t.SurveyCount.measure.in_(_SURVEYED))
        .order_by(t.Survey.held, t.Survey.id)
    ).all()
    newest = max((held for _, held, *_ in rows), default=date.min)
    found: dict[str, dict[str, Share]] = {f"survey_{one}": {} for one in _SURVEYED}
    for key, held, measure, k, n in rows:
        if held > newest - _YEAR:
            found[f"survey_{measure}"][key] = Share(k, n)
    return found
