"""A cluster over the years, meeting by meeting: the rows the history charts are drawn from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import case, exists, func, not_, select
from sqlalchemy.orm import Session

from facilitator.domain.history import Counted, Figures, MeetingCount
from facilitator.domain.meeting_clock import EventKind
from facilitator.domain.overview import HELD
from facilitator.domain.people import belongs
from facilitator.domain.statuses import CHANGED, OPEN
from facilitator.settings import setting
from facilitator.store import tables as t
from facilitator.store.query.calendar import Held, held_meetings
from facilitator.store.query.history_outcomes import changes
from facilitator.store.query.home import ever_improved, has_improved
from facilitator.store.query.outcomes import word_at
from facilitator.store.query.people import active_on, members_on, settings


def improved_per_meeting(session: Session, cluster: str) -> tuple[MeetingCount, ...]:
    """Members with a change introduced since the held meeting before, at each held meeting; or
    clinics where one of the members active that day has one, as the cluster's setting says.

    The first held meeting is no measurement: nothing had been agreed before it. A commitment of
    the whole cluster counts nobody until a member or a clinic says so. Who shared a clinic then
    is not kept: a clinic's commitment counts for those who are in it now.
    """
    people, of = _people(session, cluster), _counted(session, cluster)
    counted = {one.id: one.clinic if of == "clinic" else one.id for one in people}

    def units(found: Iterable[str]) -> set[str]:
        return {unit for one in found if (unit := counted[one]) is not None}

    words = _words(session, cluster)
    times = tuple(pairwise(held_meetings(session, cluster)))
    new, open_ones = _place(_changes(words), times), _place_asked(session, cluster, words, times)
    owners = _owners(people)
    counts = []
    ever: set[str] = set()
    for at, (_, this) in enumerate(times):
        active = _active(people, this.day)
        there = units(active)
        now = units(member for owner in new[at] for member in owners[owner] & active)
        ever |= now
        unknown = units(member for owner in open_ones[at] for member in owners[owner] & active)
        unknown -= now
        counts.append(
            MeetingCount(
                this.id,
                this.number,
                this.day,
                len(now),
                len(there),
                len(unknown),
                len(ever & there),
                len(unknown - ever),
                of,
            )
        )
    return tuple(counts)


def _place(changes: Iterable[_Change], times: Sequence[tuple[Held, Held]]) -> list[set[str]]:
    """Whose changes are new at each meeting, held after another."""
    ends = [this.ended for _, this in times]
    owners: list[set[str]] = [set() for _ in times]
    for change in changes:
        at = bisect_left(ends, change.begun)
        if at < len(times) and change.is_new(times[at][0].ended, ends[at]):
            owners[at].add(change.owner)
    return owners


def _place_asked(
    session: Session, cluster: str, words: Iterable[Any], times: Sequence[tuple[Held, Held]]
) -> list[set[str]]:
    """Of whose commitments nothing is known at each meeting, held after another."""
    begun, ends = [before.ended for before, _ in times], [this.ended for _, this in times]
    owners: list[set[str]] = [set() for _ in times]
    for one in _asked(session, cluster, words):
        for at in one.unanswered(begun, ends):
            owners[at].add(one.owner)
    return owners


def _counted(session: Session, cluster: str) -> Counted:
    """What the cluster counts, as was set last."""
    set_last = settings(session, cluster, date.max).get("count_by", setting("count_by").default)
    return "clinic" if set_last == "clinic" else "member"


def figures(session: Session, cluster: str, today: date) -> Figures:
    """A cluster's history in a few numbers."""
    held = held_meetings(session, cluster)
    statuses = list(
        session.scalars(select(t.Commitment.status).where(t.Commitment.cluster_id == cluster))
    )
    days = _days_to_change(session, cluster)
    return Figures(
        len(held),
        held[0].day if held else None,
        members_on(session, cluster, today),
        len(statuses),
        sum(status in CHANGED for status in statuses),
        median(days) if days else None,
        ever_improved(session, cluster, today),
        _unknown_today(session, cluster, held, today),
        _opened_with_follow_up(session, [one.id for one in held[1:]]),
        len(held[1:]),
    )


def _unknown_today(session: Session, cluster: str, held: Sequence[Held], today: date) -> int:
    """Of how many of today's members who never introduced anything nobody knows, by the same rule
    as at the latest held meeting; what has been said since then counts too."""
    since = [one.ended for one in held[-2:-1]]
    asked = _asked(session, cluster, _words(session, cluster)) if since else []
    whose = {one.owner for one in asked if list(one.unanswered(since, [_ALWAYS]))}
    rows = session.execute(
        select(t.Member.id, t.Member.clinic_id).where(
            t.Member.cluster_id == cluster, active_on(today), not_(has_improved(cluster))
        )
    )
    return sum(not whose.isdisjoint(owners) for owners in rows)


def _days_to_change(session: Session, cluster: str) -> list[int]:
    return [
        max((one.since - one.agreed).days, 0)
        for one in changes(session, cluster)
        if one.since and one.agreed
    ]


def _opened_with_follow_up(session: Session, meetings: Sequence[str]) -> int:
    started = exists().where(
        t.Press.meeting_id == t.Meeting.id,
        t.Press.kind == str(EventKind.STARTED),
        t.Press.item_id == t.Item.id,
    )
    rows = session.scalars(
        select(t.Meeting.id)
        .join(t.Item, t.Item.meeting_id == t.Meeting.id)
        .where(t.Meeting.id.in_(meetings), t.Item.kind == "follow_up", started)
        .distinct()
    )
    return len(rows.all())


def attendance_per_meeting(session: Session, cluster: str) -> tuple[MeetingCount, ...]:
    """Members present at each held meeting of those who belonged that day.

    A meeting where attendance was never taken is a gap, not an empty room.
    """
    people = _people(session, cluster)
    rows = session.execute(
        select(t.Attendance.meeting_id, t.Attendance.member_id, t.Attendance.state)
        .join(t.Meeting, t.Meeting.id == t.Attendance.meeting_id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
    )
    states: dict[str, dict[str, str]] = defaultdict(dict)
    for meeting_key, member, state in rows:
        states[meeting_key][member] = state
    counts = []
    for one in held_meetings(session, cluster):
        active, said = _active(people, one.day), states[one.id]
        present = sum(said.get(member) == "present" for member in active)
        unknown = sum(member not in said for member in active)
        if said:
            counts.append(MeetingCount(one.id, one.number, one.day, present, len(active), unknown))
        else:
            counts.append(MeetingCount(one.id, one.number, one.day, 0, 0))
    return tuple(counts)


class _Person(NamedTuple):
    id: str
    clinic: str | None
    joined: date | None
    left: date | None


def _people(session: Session, cluster: str) -> list[_Person]:
    rows = session.execute(
        select(t.Member.id, t.Member.clinic_id, t.Member.joined, t.Member.left).where(
            t.Member.cluster_id == cluster
        )
    )
    return [_Person(*row) for row in rows]


def _active(people: Iterable[_Person], day: date) -> set[str]:
    return {one.id for one in people if belongs(day, one.joined, one.left)}


def _owners(people: Iterable[_Person]) -> dict[str, set[str]]:
    """The members behind each owner of commitments: a member is one, a clinic several."""
    owners: dict[str, set[str]] = defaultdict(set)
    for one in people:
        owners[one.id].add(one.id)
        if one.clinic:
            owners[one.clinic].add(one.id)
    return owners


@dataclass(frozen=True, slots=True)
class _Change:
    """A time in which a commitment stood as a change: whose it is, since when, and until when."""

    owner: str
    begun: datetime
    ended: datetime | None = None

    def is_new(self, since: datetime, until: datetime) -> bool:
        """Whether it began after the one instant and still stood at the other."""
        return since < self.begun <= until and (self.ended is None or self.ended > until)


def _changes(words: Iterable[Any]) -> list[_Change]:
    found: list[_Change] = []
    standing: dict[tuple[str, str], datetime] = {}
    for commitment, owner, at, status in words:
        place = commitment, owner
        if status in CHANGED:
            standing.setdefault(place, at)
        elif status is not None and place in standing:
            found.append(_Change(owner, standing.pop(place), at))
    return found + [_Change(owner, begun) for (_, owner), begun in standing.items()]


def _words(session: Session, cluster: str) -> Sequence[Any]:
    """What was said of each commitment and by whom it counts, oldest first.

    Of a commitment of the whole cluster each member speaks for themselves alone.
    """
    owner = func.coalesce(_OWNER, case((t.Commitment.whole_cluster, t.FollowUp.said_by_id)))
    return session.execute(
        select(t.Commitment.id, owner, word_at, t.FollowUp.status)
        .join(t.FollowUp, t.FollowUp.commitment_id == t.Commitment.id)
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .where(t.Commitment.cluster_id == cluster, owner.is_not(None))
        .order_by(word_at, t.FollowUp.id)
    ).all()


_ALWAYS = datetime.max.replace(tzinfo=UTC)
_OWNER = func.coalesce(t.Commitment.member_id, t.Commitment.clinic_id)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A commitment with an owner and what was said of it, oldest first."""

    owner: str
    agreed: datetime
    words: tuple[tuple[datetime, str], ...]

    def unanswered(self, begun: Sequence[datetime], ends: Sequence[datetime]) -> Iterator[int]:
        """The places of the times at whose beginning it was open, and in which nothing was said."""
        said = [at for at, _ in self.words]
        for place in range(bisect_left(begun, self.agreed), len(begun)):
            known = bisect_right(said, begun[place])
            is_open = not known or self.words[known - 1][1] in OPEN
            if not is_open and known == len(said):
                return
            if is_open and bisect_right(said, ends[place]) == known:
                yield place


def _asked(session: Session, cluster: str, words: Iterable[Any]) -> list[_Asked]:
    said: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for key, _, at, status in words:
        if status is not None:
            said[key].append((at, status))
    rows = session.execute(
        select(t.Commitment.id, _OWNER, t.Commitment.agreed).where(
            t.Commitment.cluster_id == cluster, _OWNER.is_not(None)
        )
    )
    return [_Asked(who, agreed, tuple(said[key])) for key, who, agreed in rows]
