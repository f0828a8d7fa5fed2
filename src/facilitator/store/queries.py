"""Everything the program asks the store: `query(session, …)` in, plain values out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from facilitator.domain import followup
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting, MeetingRow, MeetingStatus
from facilitator.domain.followup import CHANGED, OPEN
from facilitator.domain.history import Figures, MeetingCount
from facilitator.domain.meeting_clock import Event, EventKind, Now
from facilitator.domain.minutes import Minutes, take_minutes
from facilitator.domain.outcomes import Commitment, FollowUp, Insight, Log, Parked
from facilitator.domain.overview import (
    COMING,
    DUE_SHOWN,
    HELD,
    ClusterName,
    DueCommitment,
    ItemBrief,
    LastMeeting,
    NextMeeting,
    Overview,
)
from facilitator.domain.people import Attendee, Clinic, Cluster, Member
from facilitator.domain.refusal import NotFound
from facilitator.domain.schedule import Step
from facilitator.language import N_, Language
from facilitator.store import tables as t


def clusters(session: Session, today: date) -> tuple[ClusterName, ...]:
    """All clusters by name, with how many members each has today."""
    count = (
        select(func.count())
        .where(t.Member.cluster_id == t.Cluster.id, _active(today))
        .scalar_subquery()
    )
    rows = session.execute(
        select(t.Cluster.id, t.Cluster.name, func.coalesce(t.Specialty.name, ""), count)
        .outerjoin(t.Specialty, t.Specialty.id == t.Cluster.specialty_id)
        .order_by(t.Cluster.name, t.Cluster.id)
    )
    return tuple(ClusterName(*row) for row in rows)


def cluster(session: Session, key: str, today: date) -> Cluster:
    """One cluster. Raises NotFound."""
    row = session.execute(
        select(t.Cluster, t.Specialty.name)
        .outerjoin(t.Specialty, t.Specialty.id == t.Cluster.specialty_id)
        .where(t.Cluster.id == key)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This cluster is not there any more."))
    one, specialty = row
    return Cluster(
        one.id,
        one.name,
        specialty or "",
        one.region,
        one.language,
        one.zone,
        one.ground_rules,
        one.first_number,
        _members_on(session, key, today),
    )


def clinics(session: Session, cluster: str) -> tuple[Clinic, ...]:
    """The clinics of a cluster in their order, with their members still there."""
    rows = session.execute(
        select(t.Clinic.id, t.Clinic.name, func.count(t.Member.id))
        .outerjoin(t.Member, and_(t.Member.clinic_id == t.Clinic.id, t.Member.left.is_(None)))
        .where(t.Clinic.cluster_id == cluster)
        .group_by(t.Clinic.id, t.Clinic.name, t.Clinic.position)
        .order_by(t.Clinic.position, t.Clinic.name)
    )
    return tuple(Clinic(*row) for row in rows)


def members(session: Session, cluster: str, today: date) -> tuple[Member, ...]:
    """Everybody who is or was a member, in their order, with attendance and role today."""
    attended = _attended(session, cluster)
    held = _held_days(session, cluster)
    role = (
        select(t.Role.role)
        .where(
            t.Role.member_id == t.Member.id,
            or_(t.Role.since.is_(None), t.Role.since <= today),
            or_(t.Role.until.is_(None), t.Role.until >= today),
        )
        .order_by(t.Role.role)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(t.Member, func.coalesce(t.Clinic.name, ""), role)
        .outerjoin(t.Clinic, t.Clinic.id == t.Member.clinic_id)
        .where(t.Member.cluster_id == cluster)
        .order_by(t.Member.position, t.Member.name)
    )
    return tuple(
        Member(
            one.id,
            one.name,
            one.initials,
            one.email,
            one.clinic_id,
            clinic,
            one.joined,
            one.left,
            role_now,
            attended[one.id],
            sum(1 for day in held if _belonged(one, day)),
        )
        for one, clinic, role_now in rows
    )


def _active(day: date) -> ColumnElement[bool]:
    return and_(
        or_(t.Member.joined.is_(None), t.Member.joined <= day),
        or_(t.Member.left.is_(None), t.Member.left >= day),
    )


def _belonged(member: t.Member, day: date) -> bool:
    joined = member.joined is None or member.joined <= day
    return joined and (member.left is None or day <= member.left)


def has_history(session: Session, member: str) -> bool:
    """Whether anything was ever noted of a member."""
    tables = (t.Attendance, t.Commitment, t.Item)
    found = [exists().where(table.member_id == member) for table in tables]
    return bool(session.scalar(select(or_(*found))))


def specialty_named(session: Session, name: str) -> str | None:
    """The specialty with this name, or none."""
    return session.scalar(select(t.Specialty.id).where(t.Specialty.name == name))


def _members_on(session: Session, cluster: str, day: date) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(t.Member)
            .where(t.Member.cluster_id == cluster, _active(day))
        )
        or 0
    )


def _attended(session: Session, cluster: str) -> dict[str, int]:
    rows = session.execute(
        select(t.Attendance.member_id, func.count())
        .join(t.Meeting, t.Meeting.id == t.Attendance.meeting_id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(HELD),
            t.Attendance.state == "present",
        )
        .group_by(t.Attendance.member_id)
    )
    return defaultdict(int, rows.all())


def _held_days(session: Session, cluster: str) -> list[date]:
    zone = zone_of(session, cluster)
    starts = session.scalars(
        select(t.Meeting.start).where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
    )
    return [start.astimezone(zone).date() for start in starts]


def zone_of(session: Session, cluster: str) -> ZoneInfo:
    """The time zone in which the cluster meets."""
    name = session.scalar(select(t.Cluster.zone).where(t.Cluster.id == cluster))
    return ZoneInfo(name or "Europe/Copenhagen")


def overview(session: Session, cluster: str, today: date) -> Overview:
    """What the home page shows of one cluster."""
    open_ones = and_(t.Commitment.cluster_id == cluster, t.Commitment.status.in_(OPEN))
    running = session.scalar(
        select(t.Meeting.id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status == "running")
        .order_by(t.Meeting.start)
        .limit(1)
    )
    return Overview(
        cluster,
        clusters(session, today),
        _next_meeting(session, cluster),
        _last_meeting(session, cluster),
        _due(session, open_ones),
        session.scalar(select(func.count()).select_from(t.Commitment).where(open_ones)) or 0,
        _ever_improved(session, cluster, today),
        _members_on(session, cluster, today),
        running,
    )


def _next_meeting(session: Session, cluster: str) -> NextMeeting | None:
    row = session.execute(
        select(t.Meeting)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(COMING))
        .order_by(t.Meeting.start, t.Meeting.id)
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    items = session.execute(
        select(
            t.Item.id,
            t.Item.kind,
            t.Item.title,
            t.Item.planned,
            or_(t.Item.who != "", t.Item.member_id.is_not(None), t.Item.clinic_id.is_not(None)),
        )
        .where(t.Item.meeting_id == row.id)
        .order_by(t.Item.position, t.Item.id)
    )
    goals = session.scalar(
        select(func.count()).select_from(t.Goal).where(t.Goal.meeting_id == row.id)
    )
    return NextMeeting(
        row.id,
        row.number,
        row.start,
        row.end,
        row.status,
        goals or 0,
        tuple(ItemBrief(key, kind, title, s, bool(who)) for key, kind, title, s, who in items),
    )


def _last_meeting(session: Session, cluster: str) -> LastMeeting | None:
    row = session.execute(
        select(t.Meeting)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    day = row.start.astimezone(zone_of(session, cluster)).date()
    return LastMeeting(
        row.id,
        row.number,
        row.start,
        row.end,
        row.ended,
        _count(session, t.Insight, row.id),
        _count(session, t.Commitment, row.id),
        session.scalar(
            select(func.count())
            .select_from(t.Attendance)
            .where(t.Attendance.meeting_id == row.id, t.Attendance.state == "present")
        )
        or 0,
        _members_on(session, cluster, day),
    )


def _count(session: Session, table: type[t.Insight | t.Commitment], meeting: str) -> int:
    return (
        session.scalar(select(func.count()).select_from(table).where(table.meeting_id == meeting))
        or 0
    )


def _due(session: Session, which: ColumnElement[bool]) -> tuple[DueCommitment, ...]:
    rows = session.execute(
        select(
            t.Commitment.id,
            t.Commitment.action,
            func.coalesce(t.Member.name, t.Clinic.name, ""),
            t.Commitment.due,
            t.Commitment.status,
        )
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .where(which)
        .order_by(
            t.Commitment.due.is_(None), t.Commitment.due, t.Commitment.agreed, t.Commitment.id
        )
        .limit(DUE_SHOWN)
    )
    return tuple(DueCommitment(*row) for row in rows)


def _ever_improved(session: Session, cluster: str, today: date) -> int:
    changed = exists().where(
        t.Commitment.cluster_id == cluster,
        t.Commitment.status.in_(CHANGED),
        or_(
            t.Commitment.member_id == t.Member.id,
            and_(t.Commitment.clinic_id.is_not(None), t.Commitment.clinic_id == t.Member.clinic_id),
        ),
    )
    return (
        session.scalar(
            select(func.count())
            .select_from(t.Member)
            .where(t.Member.cluster_id == cluster, _active(today), changed)
        )
        or 0
    )


def meetings(session: Session, cluster: str) -> tuple[MeetingRow, ...]:
    """All meetings of a cluster, the latest first."""

    def count(table: Any, *where: ColumnElement[bool]) -> Any:
        return (
            select(func.count())
            .select_from(table)
            .where(table.meeting_id == t.Meeting.id, *where)
            .scalar_subquery()
        )

    rows = session.execute(
        select(
            t.Meeting.id,
            t.Meeting.number,
            t.Meeting.start,
            t.Meeting.end,
            t.Meeting.status,
            t.Meeting.template,
            count(t.Item),
            count(t.Attendance, t.Attendance.state == "present"),
            count(t.Insight),
            count(t.Commitment),
        )
        .where(t.Meeting.cluster_id == cluster)
        .order_by(t.Meeting.start.desc(), t.Meeting.id.desc())
    )
    return tuple(MeetingRow(*row) for row in rows)


def meeting(session: Session, key: str) -> Meeting:
    """One meeting. Raises NotFound."""
    row = session.get(t.Meeting, key)
    if row is None:
        raise NotFound(N_("This meeting is not there any more."))
    return Meeting(
        row.id,
        row.cluster_id,
        row.number,
        row.start,
        row.end,
        row.place,
        row.form,
        row.template,
        cast(MeetingStatus, row.status),
        row.facilitator_id,
        row.started,
        row.ended,
        row.closed,
    )


def meeting_of(session: Session, table: str, key: str) -> str | None:
    """The meeting a row of a meeting belongs to, or none when there is none any more."""
    kind = t.TABLES.get(table)
    row = session.get(kind, key) if kind else None
    if isinstance(row, t.Meeting):
        return row.id
    if isinstance(row, t.ItemStep):
        row = session.get(t.Item, row.item_id)
    return getattr(row, "meeting_id", None)


def agenda(session: Session, key: str) -> Agenda:
    """A meeting with goals and items in order. The follow-up writes its own question."""
    one = meeting(session, key)
    goals = session.execute(
        select(t.Goal.id, t.Goal.text, t.Goal.reached)
        .where(t.Goal.meeting_id == key)
        .order_by(t.Goal.position, t.Goal.id)
    )
    rows = session.execute(
        select(*_ITEM, func.coalesce(t.Member.name, t.Clinic.name, t.Item.who))
        .outerjoin(t.Member, t.Member.id == t.Item.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Item.clinic_id)
        .where(t.Item.meeting_id == key)
        .order_by(t.Item.position, t.Item.id)
    ).all()
    steps = _steps(session, key)
    own = opening_question(session, one) if any(row.kind == "follow_up" for row in rows) else ""
    return Agenda(
        one,
        tuple(Goal(*goal) for goal in goals),
        tuple(_agenda_item(row, steps.get(row[0], ()), own) for row in rows),
    )


# Columns rather than rows: an agenda of 200 items is read again with every move.
_ITEM = (
    t.Item.id,
    t.Item.kind,
    t.Item.title,
    t.Item.question,
    t.Item.notes,
    t.Item.preparation,
    t.Item.planned,
    t.Item.minimum,
    t.Item.flexible,
    t.Item.fixed_start,
    t.Item.member_id,
    t.Item.clinic_id,
    t.Item.topic_id,
)


def _agenda_item(row: Any, steps: Sequence[Step], opening: str) -> AgendaItem:
    key, kind, title, question, notes, preparation, *numbers, member, clinic, topic, who = row
    planned, minimum, flexible, fixed_start = numbers
    return AgendaItem(
        key,
        kind,
        title,
        question or (opening if kind == "follow_up" else ""),
        question,
        notes,
        preparation,
        planned,
        minimum,
        flexible,
        fixed_start,
        who,
        member,
        clinic,
        topic,
        tuple(steps),
    )


def _steps(session: Session, meeting: str) -> dict[str, list[Step]]:
    rows = session.execute(
        select(t.ItemStep.item_id, t.ItemStep.title, t.ItemStep.seconds)
        .join(t.Item, t.Item.id == t.ItemStep.item_id)
        .where(t.Item.meeting_id == meeting)
        .order_by(t.ItemStep.position, t.ItemStep.id)
    )
    steps: dict[str, list[Step]] = defaultdict(list)
    for item, title, seconds in rows:
        steps[item].append(Step(title, seconds))
    return steps


def opening_question(session: Session, one: Meeting) -> str:
    """“Last time we talked about X …” from the meeting held before; empty when there was none."""
    before = last_held(session, one.cluster, one.start)
    if before is None:
        return ""
    chosen = session.execute(
        select(t.Topic.title, t.Item.title)
        .select_from(t.Insight)
        .outerjoin(t.Topic, t.Topic.id == t.Insight.topic_id)
        .outerjoin(t.Item, t.Item.id == t.Insight.item_id)
        .where(t.Insight.meeting_id == before, t.Insight.official.is_not(None))
        .order_by(t.Insight.official)
    )
    items = session.execute(
        select(t.Item.kind, t.Item.title, t.Item.planned)
        .where(t.Item.meeting_id == before)
        .order_by(t.Item.position, t.Item.id)
    )
    topics = followup.find_topics(
        (followup.OfficialInsight(topic, item) for topic, item in chosen),
        (followup.PastItem(kind, title, seconds // 60) for kind, title, seconds in items),
    )
    code = session.scalar(select(t.Cluster.language).where(t.Cluster.id == one.cluster))
    return followup.opening_question(Language("da" if code == "da" else "en"), topics)


def opening(session: Session, cluster: str) -> followup.Opening | None:
    """How the coming meeting of a cluster begins; none without a coming meeting."""
    key = session.scalar(
        select(t.Meeting.id)
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(COMING))
        .order_by(t.Meeting.start, t.Meeting.id)
        .limit(1)
    )
    if key is None:
        return None
    one = meeting(session, key)
    item = session.execute(
        select(t.Item.id, t.Item.question)
        .where(t.Item.meeting_id == key, t.Item.kind == "follow_up")
        .order_by(t.Item.position)
        .limit(1)
    ).one_or_none()
    written = item.question if item else ""
    question = written or opening_question(session, one)
    return followup.Opening(key, one.start, item.id if item else None, question)


def last_held(session: Session, cluster: str, before: datetime) -> str | None:
    """The meeting held last before an instant, or none."""
    return session.scalar(
        select(t.Meeting.id)
        .where(
            t.Meeting.cluster_id == cluster,
            t.Meeting.status.in_(HELD),
            t.Meeting.start < before,
        )
        .order_by(t.Meeting.start.desc())
        .limit(1)
    )


def running_meeting(session: Session) -> tuple[str, str] | None:
    """The meeting that is running and its cluster, or none."""
    row = session.execute(
        select(t.Meeting.id, t.Meeting.cluster_id)
        .where(t.Meeting.status == "running")
        .order_by(t.Meeting.started.desc())
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def presses(session: Session, meeting: str) -> tuple[Event, ...]:
    """The presses of the clock in order."""
    rows = session.scalars(
        select(t.Press).where(t.Press.meeting_id == meeting).order_by(t.Press.seq)
    )
    return tuple(
        Event(
            row.seq,
            row.at,
            row.mono,
            row.run,
            EventKind(row.kind),
            row.item_id,
            row.seconds,
            row.allotted,
            row.target,
        )
        for row in rows
    )


def sign_of_life(session: Session, meeting: str) -> Now | None:
    """When the meeting was last known to be watched."""
    row = session.execute(
        select(t.SignOfLife.at, t.SignOfLife.mono, t.SignOfLife.run).where(
            t.SignOfLife.meeting_id == meeting
        )
    ).one_or_none()
    return Now(*row) if row else None


def attendance(session: Session, meeting_key: str) -> tuple[Attendee, ...]:
    """Every member of the day in their order, with what is said of their attendance."""
    one = meeting(session, meeting_key)
    day = one.start.astimezone(zone_of(session, one.cluster)).date()
    rows = session.execute(
        select(
            t.Member.id,
            t.Member.name,
            t.Member.clinic_id,
            func.coalesce(t.Clinic.name, ""),
            t.Attendance.state,
            t.Attendance.arrived,
            t.Attendance.left,
        )
        .outerjoin(t.Clinic, t.Clinic.id == t.Member.clinic_id)
        .outerjoin(
            t.Attendance,
            and_(t.Attendance.member_id == t.Member.id, t.Attendance.meeting_id == meeting_key),
        )
        .where(t.Member.cluster_id == one.cluster, or_(_active(day), t.Attendance.id.is_not(None)))
        .order_by(t.Member.position, t.Member.name)
    )
    return tuple(Attendee(*row) for row in rows)


def log(session: Session, meeting: str) -> Log:
    """The lines of one meeting."""
    return Log(
        _insights(session, meeting),
        _commitments(session, t.Commitment.meeting_id == meeting),
        tuple(
            Parked(*row)
            for row in session.execute(
                select(t.Parked.id, t.Parked.text, t.Parked.at, t.Parked.destination)
                .where(t.Parked.meeting_id == meeting)
                .order_by(t.Parked.position, t.Parked.id)
            )
        ),
    )


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


def _insights(session: Session, meeting: str) -> tuple[Insight, ...]:
    tried = (
        select(func.count())
        .select_from(t.Commitment)
        .where(t.Commitment.insight_id == t.Insight.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            t.Insight.id,
            t.Insight.text,
            t.Insight.kind,
            t.Insight.at,
            t.Insight.item_id,
            t.Insight.topic_id,
            t.Insight.category,
            t.Insight.official,
            tried,
        )
        .where(t.Insight.meeting_id == meeting)
        .order_by(t.Insight.position, t.Insight.id)
    )
    return tuple(Insight(*row) for row in rows)


# Commitments and follow-up -----------------------------------------------------------------


def commitments(session: Session, cluster: str) -> tuple[Commitment, ...]:
    """Every commitment of a cluster, the latest agreed first."""
    rows = _commitments(session, t.Commitment.cluster_id == cluster)
    return tuple(reversed(rows))


def commitments_to_follow_up(session: Session, meeting_key: str) -> tuple[Commitment, ...]:
    """What the first item of a meeting lists: open when it began, or answered at it."""
    one = meeting(session, meeting_key)
    here = aliased(t.FollowUp)
    said = exists().where(here.commitment_id == t.Commitment.id, here.meeting_id == meeting_key)
    before = one.started or one.end
    return _commitments(
        session,
        and_(
            t.Commitment.cluster_id == one.cluster,
            or_(t.Commitment.meeting_id.is_(None), t.Commitment.meeting_id != meeting_key),
            t.Commitment.agreed < before,
            or_(t.Commitment.status.in_(OPEN), said),
        ),
        answered_at=meeting_key,
    )


def _commitments(
    session: Session, which: ColumnElement[bool], *, answered_at: str | None = None
) -> tuple[Commitment, ...]:
    rows = session.execute(
        select(
            *_OF_COMMITMENT,
            func.coalesce(t.Insight.text, "").label("insight_text"),
            func.coalesce(t.Member.name, t.Clinic.name, "").label("owner"),
            t.Meeting.number,
        )
        .outerjoin(t.Insight, t.Insight.id == t.Commitment.insight_id)
        .outerjoin(t.Member, t.Member.id == t.Commitment.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Commitment.clinic_id)
        .outerjoin(t.Meeting, t.Meeting.id == t.Commitment.meeting_id)
        .where(which)
        .order_by(t.Commitment.agreed, t.Commitment.position, t.Commitment.id)
    ).all()
    if not rows:
        return ()
    said = _said(session, which)
    held = _held_times(session, rows[0].cluster_id)
    return tuple(_commitment(row, said.get(row.id, ()), held, answered_at) for row in rows)


# Plain columns: a row of the table as an object costs twice as much, and a cluster has thousands.
_OF_COMMITMENT = (
    t.Commitment.id,
    t.Commitment.cluster_id,
    t.Commitment.meeting_id,
    t.Commitment.insight_id,
    t.Commitment.member_id,
    t.Commitment.clinic_id,
    t.Commitment.whole_cluster,
    t.Commitment.agreed,
    t.Commitment.situation,
    t.Commitment.action,
    t.Commitment.sign,
    t.Commitment.due,
    t.Commitment.due_next_meeting,
    t.Commitment.confidence,
    t.Commitment.category,
    t.Commitment.status,
)


def _commitment(
    one: Any,
    said: Sequence[Any],
    held: Sequence[_Held],
    answered_at: str | None,
) -> Commitment:
    experience = next((s.experience for s in reversed(said) if s.experience), "")
    return Commitment(
        one.id,
        one.action,
        one.situation,
        one.sign,
        one.category,
        one.insight_id,
        one.insight_text,
        one.owner,
        one.member_id,
        one.clinic_id,
        one.whole_cluster,
        one.meeting_id,
        one.number,
        one.agreed,
        one.due,
        one.due_next_meeting,
        one.confidence,
        one.status,
        _carried(one, said, held),
        experience,
        any(s.meeting_id == answered_at and s.status for s in said) if answered_at else False,
    )


def _carried(one: Any, said: Sequence[Any], held: Sequence[_Held]) -> int:
    """Held meetings that listed it and left it open: begun since it was agreed, and ended before
    the word that closed it."""
    closing = [s.at for s in said if s.status and s.status not in OPEN]
    until = closing[-1] if closing and one.status not in OPEN else None
    listed = [ended for begun, ended in held if begun > one.agreed]
    return sum(until is None or ended < until for ended in listed)


_Held = tuple[datetime, datetime]


def _held_times(session: Session, cluster: str) -> list[_Held]:
    """When each held meeting of the cluster began and ended, oldest first."""
    rows = session.execute(
        select(
            func.coalesce(t.Meeting.started, t.Meeting.start),
            func.coalesce(t.Meeting.ended, t.Meeting.end),
        )
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start)
    )
    return list(rows.all())


def _said(session: Session, which: ColumnElement[bool]) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(
            t.FollowUp.commitment_id,
            t.FollowUp.meeting_id,
            t.FollowUp.at,
            t.FollowUp.status,
            t.FollowUp.experience,
        )
        .join(t.Commitment, t.Commitment.id == t.FollowUp.commitment_id)
        .where(which)
        .order_by(t.FollowUp.at, t.FollowUp.id)
    ):
        said[row.commitment_id].append(row)
    return said


def follow_ups(session: Session, commitment: str) -> tuple[FollowUp, ...]:
    """What was said of a commitment, oldest first."""
    rows = session.execute(
        select(
            t.FollowUp.id,
            t.FollowUp.at,
            t.Meeting.number,
            t.FollowUp.status,
            func.coalesce(t.Member.name, ""),
            t.FollowUp.experience,
            t.FollowUp.obstacle,
            t.FollowUp.next_step,
        )
        .outerjoin(t.Meeting, t.Meeting.id == t.FollowUp.meeting_id)
        .outerjoin(t.Member, t.Member.id == t.FollowUp.said_by_id)
        .where(t.FollowUp.commitment_id == commitment)
        .order_by(t.FollowUp.at, t.FollowUp.id)
    )
    return tuple(FollowUp(*row) for row in rows)


def improved_per_meeting(session: Session, cluster: str) -> tuple[MeetingCount, ...]:
    """Members with a change introduced since the held meeting before, at each held meeting.

    The first held meeting is no measurement: nothing had been agreed before it. A commitment of
    the whole cluster counts nobody until a member or a clinic says so.
    """
    held = _held(session, cluster)
    people = _people(session, cluster)
    changes = _changes(session, cluster)
    asked = _asked(session, cluster)
    owners = _owners(people)
    counts = []
    ever: set[str] = set()
    for (_, _, _, since), (key, number, day, until) in pairwise(held):
        active = {member for member, _, joined, left in people if _within(day, joined, left)}
        now = {
            member
            for owner, begun, ended in changes
            if since < begun <= until and (ended is None or ended > until)
            for member in owners[owner] & active
        }
        ever |= now
        unknown = {
            member
            for one in asked
            if one.is_unanswered(since, until)
            for member in owners[one.owner] & active
        }
        counts.append(
            MeetingCount(
                key, number, day, len(now), len(active), len(unknown - now), len(ever & active)
            )
        )
    return tuple(counts)


def figures(session: Session, cluster: str, today: date) -> Figures:
    """A cluster's history in a few numbers."""
    held = _held(session, cluster)
    statuses = list(
        session.scalars(select(t.Commitment.status).where(t.Commitment.cluster_id == cluster))
    )
    days = _days_to_change(session, cluster)
    return Figures(
        len(held),
        held[0][2] if held else None,
        _members_on(session, cluster, today),
        len(statuses),
        sum(status in CHANGED for status in statuses),
        round(median(days)) if days else None,
        _ever_improved(session, cluster, today),
        _opened_with_follow_up(session, [key for key, *_ in held[1:]]),
        len(held[1:]),
    )


def _days_to_change(session: Session, cluster: str) -> list[int]:
    rows = session.execute(
        select(t.Commitment.agreed, func.min(t.FollowUp.at))
        .join(t.FollowUp, t.FollowUp.commitment_id == t.Commitment.id)
        .where(
            t.Commitment.cluster_id == cluster,
            t.Commitment.status.in_(CHANGED),
            t.FollowUp.status.in_(CHANGED),
        )
        .group_by(t.Commitment.id, t.Commitment.agreed)
    )
    return [(at - agreed).days for agreed, at in rows]


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
    for key, number, day, _ in _held(session, cluster):
        active = {member for member, _, joined, left in people if _within(day, joined, left)}
        if not states[key]:
            counts.append(MeetingCount(key, number, day, 0, 0))
            continue
        present = sum(states[key].get(member) == "present" for member in active)
        unknown = sum(member not in states[key] for member in active)
        counts.append(MeetingCount(key, number, day, present, len(active), unknown))
    return tuple(counts)


_Person = tuple[str, str | None, date | None, date | None]


def _people(session: Session, cluster: str) -> list[_Person]:
    rows = session.execute(
        select(t.Member.id, t.Member.clinic_id, t.Member.joined, t.Member.left).where(
            t.Member.cluster_id == cluster
        )
    )
    return [(key, clinic, joined, left) for key, clinic, joined, left in rows]


def _within(day: date, joined: date | None, left: date | None) -> bool:
    return (joined is None or joined <= day) and (left is None or day <= left)


def _owners(people: Iterable[_Person]) -> dict[str | None, set[str]]:
    """The members behind each owner of commitments: a member is one, a clinic several."""
    owners: dict[str | None, set[str]] = defaultdict(set)
    for member, clinic, _, _ in people:
        owners[member].add(member)
        if clinic:
            owners[clinic].add(member)
    return owners


def _held(session: Session, cluster: str) -> list[tuple[str, int, date, datetime]]:
    zone = zone_of(session, cluster)
    rows = session.execute(
        select(
            t.Meeting.id,
            t.Meeting.number,
            t.Meeting.start,
            func.coalesce(t.Meeting.ended, t.Meeting.end),
        )
        .where(t.Meeting.cluster_id == cluster, t.Meeting.status.in_(HELD))
        .order_by(t.Meeting.start, t.Meeting.id)
    )
    return [(key, number, start.astimezone(zone).date(), end) for key, number, start, end in rows]


def _changes(session: Session, cluster: str) -> list[tuple[str, datetime, datetime | None]]:
    """Each time something became a change: whose, since when, and until when it stood."""
    found: list[tuple[str, datetime, datetime | None]] = []
    begun: dict[str, tuple[str, datetime]] = {}
    for key, owner, at, status in _words(session, cluster):
        if status in CHANGED and key not in begun:
            begun[key] = owner, at
        elif status is not None and status not in CHANGED and key in begun:
            found.append((*begun.pop(key), at))
    found += [(owner, at, None) for owner, at in begun.values()]
    return found


def _words(session: Session, cluster: str) -> Iterable[Any]:
    owner = func.coalesce(t.Commitment.member_id, t.Commitment.clinic_id)
    return session.execute(
        select(t.Commitment.id, owner, t.FollowUp.at, t.FollowUp.status)
        .join(t.FollowUp, t.FollowUp.commitment_id == t.Commitment.id)
        .where(t.Commitment.cluster_id == cluster, owner.is_not(None))
        .order_by(t.FollowUp.at, t.FollowUp.id)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A commitment with an owner and what was said of it, oldest first."""

    owner: str
    agreed: datetime
    words: tuple[tuple[datetime, str], ...]

    def is_unanswered(self, since: datetime, until: datetime) -> bool:
        """Whether it was open when the time began and nothing was said of it until its end."""
        before = [status for at, status in self.words if at <= since]
        is_open = self.agreed <= since and (not before or before[-1] in OPEN)
        return is_open and not any(since < at <= until for at, _ in self.words)


def _asked(session: Session, cluster: str) -> list[_Asked]:
    said: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for key, _, at, status in _words(session, cluster):
        if status is not None:
            said[key].append((at, status))
    owner = func.coalesce(t.Commitment.member_id, t.Commitment.clinic_id)
    rows = session.execute(
        select(t.Commitment.id, owner, t.Commitment.agreed).where(
            t.Commitment.cluster_id == cluster, owner.is_not(None)
        )
    )
    return [_Asked(who, agreed, tuple(said[key])) for key, who, agreed in rows]


def settings(session: Session, cluster: str, today: date) -> dict[str, Any]:
    """The settings of a cluster that hold today, by key; what was never set is not there."""
    rows = session.execute(
        select(t.Setting.key, t.Setting.value)
        .where(
            t.Setting.cluster_id == cluster,
            or_(t.Setting.valid_from.is_(None), t.Setting.valid_from <= today),
        )
        .order_by(t.Setting.valid_from.is_not(None), t.Setting.valid_from)
    )
    return dict(rows.all())
