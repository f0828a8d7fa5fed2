"""The held meetings of a cluster over the years: time, goals, pulse, and who had the floor."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain.duration_memory import held_items
from facilitator.domain.history import Answered, Floor, TimeSpent
from facilitator.domain.overview import HELD
from facilitator.domain.schedule import Plan
from facilitator.store import tables as t
from facilitator.store.query.calendar import held_meetings
from facilitator.store.query.memory import items_of, presses_of


def time_per_meeting(session: Session, cluster: str) -> tuple[TimeSpent, ...]:
    """The time of each kind of item at each held meeting, oldest first: on the agenda, and by the
    presses of the clock."""
    held = held_meetings(session, cluster)
    keys = [one.id for one in held]
    items, presses = items_of(session, keys), presses_of(session, keys)
    found = []
    for one in held:
        planned: Counter[str] = Counter()
        actual: Counter[str] = Counter()
        for item, kind in items[one.id]:
            planned[kind] += item.planned
        plan = Plan(one.begun, one.ended, tuple(item for item, _ in items[one.id]))
        kinds = {item.id: kind for item, kind in items[one.id]}
        for taken in held_items(plan, kinds, presses[one.id], one.day):
            actual[taken.kind] += taken.actual
        was_timed = bool(presses[one.id])
        found += [
            TimeSpent(one.id, one.number, one.day, kind, s, actual[kind] if was_timed else None)
            for kind, s in planned.items()
        ]
    return tuple(found)


def goals_per_meeting(session: Session, cluster: str) -> tuple[Answered, ...]:
    """How many goals of each held meeting were reached, partly and not, oldest meeting first; none
    of a meeting without goals."""
    rows = session.execute(
        select(t.Goal.meeting_id, t.Goal.reached, func.count())
        .join(t.Meeting, t.Meeting.id == t.Goal.meeting_id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .group_by(t.Goal.meeting_id, t.Goal.reached)
    )
    found: dict[str, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    for meeting, reached, number in rows:
        found[meeting][reached] = number
    return tuple(
        Answered(
            one.id,
            one.number,
            one.day,
            "goals",
            said["yes"],
            said["partly"],
            said["no"],
            said[None],
        )
        for one in held_meetings(session, cluster)
        if (said := found.get(one.id))
    )


def pulse_per_meeting(session: Session, cluster: str) -> tuple[Answered, ...]:
    """What was answered to each question about each held meeting, oldest meeting first."""
    held = {one.id: one for one in held_meetings(session, cluster)}
    rows = session.execute(
        select(t.Pulse.meeting_id, t.Pulse.question, t.Pulse.yes, t.Pulse.partly, t.Pulse.no)
        .join(t.Meeting, t.Meeting.id == t.Pulse.meeting_id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(HELD),
            t.Pulse.yes + t.Pulse.partly + t.Pulse.no > 0,
        )
        .order_by(t.Meeting.start, t.Meeting.id, t.Pulse.question)
    )
    return tuple(
        Answered(key, held[key].number, held[key].day, question, yes, partly, no)
        for key, question, yes, partly, no in rows
    )


def floor_per_meeting(session: Session, cluster: str) -> tuple[Floor, ...]:
    """How often each has had the floor at the held meetings where that was counted and kept.

    Those who were present and are not counted, neither they nor their clinic, were silent.
    """
    times: dict[str, dict[str, int]] = defaultdict(dict)
    rows = session.execute(
        select(t.Spoken.meeting_id, t.Spoken.member_id, t.Spoken.clinic_id, t.Spoken.times)
        .join(t.Meeting, t.Meeting.id == t.Spoken.meeting_id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
    )
    for meeting, member, clinic, number in rows:
        times[meeting][member or clinic or ""] = number
    silent: Counter[str] = Counter()
    present = session.execute(
        select(t.Attendance.meeting_id, t.Attendance.member_id, t.Member.clinic_id)
        .join(t.Member, t.Member.id == t.Attendance.member_id)
        .where(t.Member.cluster_id == cluster, t.Attendance.state == "present")
    )
    for meeting, member, clinic in present:
        silent[meeting] += member not in times[meeting] and clinic not in times[meeting]
    return tuple(
        Floor(
            one.id,
            one.number,
            one.day,
            (*(0,) * silent[one.id], *sorted(times[one.id].values())),
        )
        for one in held_meetings(session, cluster)
        if times[one.id]
    )
