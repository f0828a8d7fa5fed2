"""The agenda of a meeting, and the question that opens it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.domain import followup
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting
from facilitator.domain.overview import COMING
from facilitator.domain.schedule import Step
from facilitator.language import Language
from facilitator.store import tables as t
from facilitator.store.queries.calendar import last_held, meeting


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
