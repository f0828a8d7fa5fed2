"""The agenda of a meeting, and the question that opens it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from facilitator.domain import followup
from facilitator.domain.agenda import Agenda, AgendaItem, Goal, Meeting, Revisit
from facilitator.domain.kinds import KINDS
from facilitator.domain.meeting_clock import Now, read
from facilitator.domain.overview import COMING
from facilitator.domain.schedule import Item, Plan, Step
from facilitator.language import Language
from facilitator.store import tables as t
from facilitator.store.query.calendar import last_held, meeting, zone_of
from facilitator.store.query.memory import presses_of


def agenda(session: Session, key: str) -> Agenda:
    """A meeting with goals and items in order. The follow-up writes its own question."""
    one = meeting(session, key)
    goals = session.execute(
        select(t.Goal.id, t.Goal.text, t.Goal.reached)
        .where(t.Goal.meeting_id == key)
        .order_by(t.Goal.position, t.Goal.id)
    )
    rows = session.execute(_items().where(t.Item.meeting_id == key)).all()
    steps = _steps(session, t.Item.meeting_id == key)
    own = opening_question(session, one) if any(row.kind == "follow_up" for row in rows) else ""
    return Agenda(
        one,
        tuple(Goal(*goal) for goal in goals),
        tuple(_agenda_item(row, steps.get(row[0], ()), own) for row in rows),
    )


def agenda_again(session: Session, known: Agenda, touched: Collection[str]) -> Agenda:
    """An agenda after nothing but these items and their steps were changed, moved, added or
    removed; only they are read again."""
    order = session.scalars(
        select(t.Item.id)
        .where(t.Item.meeting_id == known.meeting.id)
        .order_by(t.Item.position, t.Item.id)
    ).all()
    there = {item.id: item for item in known.items}
    anew = [key for key in order if key in touched or key not in there]
    rows = session.execute(_items().where(t.Item.id.in_(anew))).all()
    steps = _steps(session, t.Item.id.in_(anew))
    is_asked = any(row.kind == "follow_up" for row in rows)
    own = opening_question(session, known.meeting) if is_asked else ""
    there |= {row[0]: _agenda_item(row, steps.get(row[0], ()), own) for row in rows}
    return replace(known, items=tuple(there[key] for key in order))


def _items() -> Any:
    return (
        select(*_ITEM, func.coalesce(t.Member.name, t.Clinic.name, t.Item.who))
        .outerjoin(t.Member, t.Member.id == t.Item.member_id)
        .outerjoin(t.Clinic, t.Clinic.id == t.Item.clinic_id)
        .order_by(t.Item.position, t.Item.id)
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
    t.Item.room,
)


def _agenda_item(row: Any, steps: Sequence[Step], opening: str) -> AgendaItem:
    key, kind, title, question, notes, preparation, *numbers, member, clinic, topic, room, who = row
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
        room,
    )


def _steps(session: Session, which: ColumnElement[bool]) -> dict[str, list[Step]]:
    rows = session.execute(
        select(t.ItemStep.item_id, t.ItemStep.title, t.ItemStep.seconds)
        .join(t.Item, t.Item.id == t.ItemStep.item_id)
        .where(which)
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
        select(t.Topic.title, t.Item.title, t.Item.kind)
        .select_from(t.Insight)
        .outerjoin(t.Topic, t.Topic.id == t.Insight.topic_id)
        .outerjoin(t.Item, t.Item.id == t.Insight.item_id)
        .where(t.Insight.meeting_id == before, t.Insight.official.is_not(None))
        .order_by(t.Insight.official)
    )
    insights = [followup.OfficialInsight(*one) for one in chosen]
    topics = followup.find_topics(insights, _talked_about(session, before), _is_stock)
    code = session.scalar(select(t.Cluster.language).where(t.Cluster.id == one.cluster))
    return followup.opening_question(Language("da" if code == "da" else "en"), topics)


def _is_stock(title: str) -> bool:
    """Whether a title is the program's own, in either language."""
    return title.strip().casefold() in _stock_titles()


@cache
def _stock_titles() -> frozenset[str]:
    # Only when it is asked: a meeting that runs is to be on the screen without what makes one.
    from facilitator.domain.templates import stock_titles

    titles = {title for kind in KINDS for title in stock_titles(kind.id)}
    languages = (Language("da"), Language("en"))
    return frozenset(lang.text(title).casefold() for title in titles for lang in languages)


def _talked_about(session: Session, key: str) -> list[followup.PastItem]:
    """The items of a meeting that was held, as its presses tell; as planned when nobody pressed."""
    items = session.execute(
        select(t.Item.id, t.Item.kind, t.Item.title, t.Item.planned)
        .where(t.Item.meeting_id == key)
        .order_by(t.Item.position, t.Item.id)
    ).all()
    events = presses_of(session, [key])[key]
    talked: dict[str, float] = {item: planned for item, _kind, _title, planned in items}
    if events:
        one, last = meeting(session, key), events[-1]
        timed = tuple(Item(item, planned, planned, False, False) for item, *_, planned in items)
        now = Now(last.utc, last.mono, last.run)
        reading = read(Plan(one.start, one.end, timed), events, now)
        talked = {item.id: item.elapsed for item in reading.items}
    return [followup.PastItem(kind, title, talked[item]) for item, kind, title, _ in items]


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


def parked_before(session: Session, key: str) -> tuple[Revisit, ...]:
    """What earlier meetings parked for a coming one, the latest first.

    No longer what stands by that title on the agenda of another meeting after the one it was
    parked at; what stands on the meeting's own agenda is among them.
    """
    one = meeting(session, key)
    parked = session.execute(
        select(t.Parked.id, t.Parked.text, t.Meeting.start)
        .join(t.Meeting, t.Meeting.id == t.Parked.meeting_id)
        .where(t.Meeting.cluster_id == one.cluster, t.Meeting.start < one.start)
        .where(t.Parked.destination == "next_meeting", t.Parked.meeting_id != key)
        .order_by(t.Meeting.start.desc(), t.Parked.position, t.Parked.id)
    ).all()
    taken = session.execute(
        select(t.Item.title, func.max(t.Meeting.start))
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .where(t.Item.title.in_([row.text for row in parked]))
        .where(t.Meeting.cluster_id == one.cluster)
        .where(t.Meeting.id != key, t.Meeting.status != "cancelled")
        .group_by(t.Item.title)
    )
    last, zone = {row[0]: row[1] for row in taken}, zone_of(session, one.cluster)
    return tuple(
        Revisit(row.id, row.text, row.start.astimezone(zone).date(), "parked")
        for row in parked
        if row.text not in last or last[row.text] <= row.start
    )


def due_revisits(session: Session, key: str) -> tuple[Revisit, ...]:
    """Topics to be taken up again by the day of a meeting and not since, the latest due first.

    Those that stand on the meeting's own agenda are among them.
    """
    one = meeting(session, key)
    zone = zone_of(session, one.cluster)
    due = session.execute(
        select(t.Topic.id, t.Topic.title, t.Topic.revisit)
        .where(t.Topic.cluster_id == one.cluster)
        .where(t.Topic.revisit <= one.start.astimezone(zone).date())
        .order_by(t.Topic.revisit.desc(), t.Topic.id)
    ).all()
    taken = session.execute(
        select(t.Item.topic_id, func.max(t.Meeting.start))
        .join(t.Meeting, t.Meeting.id == t.Item.meeting_id)
        .where(t.Item.topic_id.in_([row.id for row in due]))
        .where(t.Meeting.id != key, t.Meeting.status != "cancelled")
        .group_by(t.Item.topic_id)
    )
    last = {topic: start.astimezone(zone).date() for topic, start in taken}
    return tuple(
        Revisit(row.id, row.title, row.revisit)
        for row in due
        if row.revisit and (row.id not in last or last[row.id] < row.revisit)
    )
