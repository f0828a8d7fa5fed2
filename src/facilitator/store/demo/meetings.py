"""The meetings of an invented cluster: topics, agenda, presses and who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from facilitator.domain import kinds
from facilitator.domain.schedule import Item, Plan, Step
from facilitator.domain.templates import TEMPLATES, TemplateItem, for_first_meeting, lay
from facilitator.store.demo import content
from facilitator.store.demo.afterwards import look_back
from facilitator.store.demo.course import Course, hold
from facilitator.store.demo.library import prepare, take_up
from facilitator.store.demo.outcomes import follow_up, park, write_commitments, write_insights
from facilitator.store.demo.pen import DANISH, MINUTE, Pen, Row, at_clock, position
from facilitator.store.demo.theme import Theme
from facilitator.store.demo.world import Cluster, Held, Person

_ABOUT_A_THEME = ("case", "guideline", "data", "talk", "exchange", "group_work")


def write_meeting(
    pen: Pen, cluster: Cluster, place: int, day: date, before: datetime, *, is_held: bool
) -> datetime:
    """Write one meeting. Returns when it ended."""
    random = pen.random
    template = _template(pen, place, day)
    minutes = random.choice((120, 120, 120, 150, 180, 180))
    start = at_clock(day, *random.choice(((16, 30), (17, 0), (17, 0), (17, 30))))
    themes = _themes(cluster, place, template)
    for theme in themes:
        _take_up(pen, cluster, theme, start, is_held=is_held)
    row: Row = {
        "cluster_id": cluster.id,
        "number": place + 1,
        "start": start,
        "end": start + minutes * MINUTE,
        "place": random.choice(content.PLACES).format(clinic=random.randint(1, 9)),
        "template": template,
        "topic_id": cluster.topics[themes[0].title]["id"],
        "facilitator_id": cluster.coordinator(day),
        "status": "draft",
    }
    written = start - timedelta(days=random.randint(12, 18))
    key = pen.write("meeting", written, **row)
    stored = pen.rows["meeting"][-1]
    plan, kind_of = _agenda(
        pen, cluster, key, stored, themes, written, is_first=place == 0, is_held=is_held
    )
    _goals(pen, key, themes, written, is_held=is_held)
    if not is_held:
        prepare(cluster.shelf, key, stored, pen.rows["item"][-len(plan.items) :])
        return start
    run = pen.key(start)
    course = hold(plan, kind_of, random, run)
    for event in course.events:
        pen.write(
            "press",
            event.utc,
            meeting_id=key,
            seq=event.seq,
            at=event.utc,
            mono=event.mono,
            run=event.run,
            kind=str(event.kind),
            item_id=event.item,
            seconds=event.seconds,
            allotted=event.allotted,
            target=event.target,
        )
    stored |= {
        "status": "closed",
        "started": course.events[0].utc,
        "ended": course.at,
        "closed": course.at + timedelta(hours=random.randint(14, 60)),
    }
    first_of = {kind: item for item, kind in reversed(kind_of.items())}
    held = Held(key, day, course, first_of, _attend(pen, cluster, key, day, course))
    follow_up(pen, cluster, held, before)
    insights = write_insights(pen, cluster, held, themes)
    write_commitments(pen, cluster, held, themes, insights)
    park(pen, held)
    look_back(pen, held, stored)
    return course.at


def _template(pen: Pen, place: int, day: date) -> str:
    if place == 0:
        return pen.random.choice(("cases", "exchange"))
    if day.month == 1 or (day.month == 2 and pen.likely(0.5)):
        return "stock_taking"
    kinds = (("cases", 4), ("exchange", 3), ("guideline", 2), ("data", 2), ("speaker", 2))
    return pen.weighted((*kinds, ("revisit", 2)) if place > 2 else kinds)


def _themes(cluster: Cluster, place: int, template: str) -> tuple[Theme, Theme]:
    """Two themes a meeting, in turn; a revisit takes up the first of two meetings ago."""
    deck = cluster.themes
    main = deck[2 * place % len(deck)]
    if template == "revisit":
        main = cluster.taken[-2]
    other = deck[(2 * place + 1) % len(deck)]
    cluster.taken.append(main)
    return main, other if other is not main else deck[(2 * place + 2) % len(deck)]


def _take_up(pen: Pen, cluster: Cluster, theme: Theme, start: datetime, *, is_held: bool) -> None:
    state = "used" if is_held else "chosen"
    if theme.title not in cluster.topics:
        created = start - timedelta(days=pen.random.randint(20, 90))
        _add_topic(pen, cluster, theme, state, created)
    topic = cluster.topics[theme.title]
    topic["state"] = state
    if is_held:
        topic["revisit"] = start.date() + timedelta(days=183)


def _add_topic(pen: Pen, cluster: Cluster, theme: Theme, state: str, created: datetime) -> None:
    pen.write(
        "topic",
        created,
        cluster_id=cluster.id,
        title=theme.title,
        situation=theme.situation,
        state=state,
        revisit=None,
        created=created,
    )
    cluster.topics[theme.title] = pen.rows["topic"][-1]


def fill_topic_bank(pen: Pen, cluster: Cluster, today: date) -> None:
    """Some themes nobody has taken up yet."""
    left = [theme for theme in cluster.themes if theme.title not in cluster.topics]
    for number, theme in enumerate(left[:5]):
        created = at_clock(today - timedelta(days=pen.random.randint(15, 200)), 18)
        _add_topic(pen, cluster, theme, "parked" if number == 4 else "new", created)


@cache
def _laid(template: str, minutes: int, is_first: bool) -> tuple[TemplateItem, ...]:
    laid = lay(next(one for one in TEMPLATES if one.id == template), minutes)
    return for_first_meeting(laid) if is_first else laid


@cache
def _text(msgid: str, topic: str = "…", day: date | None = None) -> str:
    when = DANISH.date_text(day) if day else "…"
    return DANISH.text(msgid, topic=topic, date=when, time="…") if msgid else ""


def _agenda(
    pen: Pen,
    cluster: Cluster,
    meeting: str,
    row: Row,
    themes: Sequence[Theme],
    written: datetime,
    *,
    is_first: bool,
    is_held: bool,
) -> tuple[Plan, dict[str, str]]:
    """Write the items with their steps. Returns the plan and the kind of each item."""
    minutes = round((row["end"] - row["start"]) / MINUTE)
    laid = _laid(row["template"], minutes, is_first)
    active = cluster.active(row["start"].date())
    about = iter([number % 2 for number in range(len(laid))])
    items: list[Item] = []
    kind_of: dict[str, str] = {}
    for number, one in enumerate(laid):
        of = kinds.kind(one.kind)
        theme = themes[next(about)] if one.kind in _ABOUT_A_THEME else themes[0]
        values = _about(pen, cluster, one, theme, active)
        key = pen.write(
            "item",
            written,
            meeting_id=meeting,
            position=position(number),
            kind=one.kind,
            planned=one.minutes * 60,
            minimum=one.minimum * 60,
            flexible=of.flexible,
            **values,
        )
        take_up(cluster.shelf, cluster.id, pen.rows["item"][-1], theme, row, is_held=is_held)
        steps = tuple(Step(_text(step.title), step.minutes * 60) for step in one.steps)
        for place, step in enumerate(steps):
            pen.write(
                "item_step",
                written,
                item_id=key,
                position=position(place),
                title=step.title,
                seconds=step.seconds,
            )
        items.append(
            Item(key, one.minutes * 60, one.minimum * 60, of.flexible, of.protected, None, steps)
        )
        kind_of[key] = one.kind
    return Plan(row["start"], row["end"], tuple(items)), kind_of


def _about(
    pen: Pen, cluster: Cluster, one: TemplateItem, theme: Theme, active: Sequence[Person]
) -> Row:
    """What an item says: the template's words, filled with a theme where it is about one."""
    title = _text(one.title, theme.title)
    is_opening = one.kind == "follow_up"
    values: Row = {"title": title, "question": "" if is_opening else _text(one.question)}
    if one.kind not in _ABOUT_A_THEME:
        return values
    values["topic_id"] = cluster.topics[theme.title]["id"]
    person = pen.random.choice(active)
    if one.kind == "case":
        values |= {"title": f"{title}: {theme.case}", "question": theme.question}
        values |= {"member_id": person.id, "preparation": content.PREPARATIONS[0]}
    elif one.kind == "talk":
        values |= {"title": title.replace("Oplæg", f"Oplæg om {theme.title}", 1)}
        values |= {"who": pen.random.choice(content.SPEAKERS)}
    elif one.kind == "data":
        values |= {"clinic_id": cluster.clinics[person.clinic]}
        values |= {"preparation": content.PREPARATIONS[1]}
    elif title.startswith("Tema"):
        values |= {"title": title.replace("1-2-4", f"{theme.title}, 1-2-4", 1)}
    elif one.kind == "exchange":
        values |= {"preparation": pen.random.choice(content.PREPARATIONS)}
    return values


def _goals(
    pen: Pen, meeting: str, themes: Sequence[Theme], written: datetime, *, is_held: bool
) -> None:
    texts = [themes[0].goal, pen.random.choice(content.GENERAL_GOALS)]
    if pen.likely(0.4):
        texts.insert(1, themes[1].goal)
    for number, text in enumerate(texts):
        reached = pen.weighted((("yes", 6), ("partly", 3), ("no", 1))) if is_held else None
        pen.write(
            "goal",
            written,
            meeting_id=meeting,
            position=position(number),
            text=text,
            reached=reached,
        )


def _attend(pen: Pen, cluster: Cluster, meeting: str, day: date, course: Course) -> list[Person]:
    """Write who came. Returns those who did; three at the least."""
    started, ended = course.events[0].utc, course.at
    present = []
    for number, one in enumerate(cluster.active(day)):
        comes = number < 3 or pen.likely(one.faithful)
        state = "present" if comes else pen.weighted((("apology", 5), ("absent", 1)))
        arrived = started + pen.random.randint(5, 25) * MINUTE if pen.likely(0.06) else None
        left = ended - pen.random.randint(10, 30) * MINUTE if pen.likely(0.03) else None
        pen.write(
            "attendance",
            started,
            meeting_id=meeting,
            member_id=one.id,
            state=state,
            arrived=arrived if comes else None,
            left=left if comes else None,
        )
        if comes:
            present.append(one)
    return present
