"""A store of invented clusters: the same rows for the same seed, and nobody who exists.

All texts come from `demo_content`; time comes from the day it is told, never from a clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.clock import Clock
from facilitator.domain import kinds
from facilitator.domain.followup import OPEN
from facilitator.domain.refusal import Refusal
from facilitator.domain.schedule import Item, Plan, Step
from facilitator.domain.templates import TEMPLATES, TemplateItem, for_first_meeting, lay
from facilitator.language import N_, Language
from facilitator.paths import sync_folder
from facilitator.store import demo_content as content
from facilitator.store.demo_clock import Course, hold
from facilitator.store.demo_content import Insight, Theme
from facilitator.store.lock import StoreLock
from facilitator.store.store import Store
from facilitator.store.tables import SPACING

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TABLES = (
    *("specialty", "cluster", "clinic", "member", "role", "topic", "meeting", "goal", "item"),
    *("item_step", "press", "attendance", "insight", "commitment", "follow_up", "parked"),
)
"""The tables a demo fills, each after those it points to."""

CLUSTERS, YEARS, SEED = 3, 5, 1
INSTALLATION = "demo"
"""Whose Steps they are: nobody's Ctrl+Z takes the demo away."""

_AT_A_TIME = 8
_ZONE = ZoneInfo("Europe/Copenhagen")
_DANISH = Language("da")
_MINUTE = timedelta(minutes=1)
_ABOUT_A_THEME = ("case", "guideline", "data", "talk", "exchange", "group_work")
_KEEN = 0.45
"""Members who introduce something at all, as about 40 to 48 % do (eKVIS fact sheets, 2026)."""

_NEXT = {
    True: {
        "planned": (("trying", 45), ("introduced", 22), ("partly", 15), ("planned", 18)),
        "trying": (("introduced", 45), ("partly", 25), ("trying", 18), ("not_introduced", 12)),
        "partly": (("introduced", 70), ("partly", 22), ("not_introduced", 8)),
    },
    False: {
        "planned": (("trying", 55), ("planned", 30), ("dropped", 8), ("not_introduced", 7)),
        "trying": (("trying", 40), ("not_introduced", 38), ("dropped", 22)),
        "partly": (("not_introduced", 100),),
    },
}
"""What is said next of a commitment, with weights; first for those who are keen."""


def make_demo(
    place: Path,
    clock: Clock,
    *,
    clusters: int = CLUSTERS,
    years: int = YEARS,
    seed: int = SEED,
    today: date | None = None,
) -> None:
    """Make a store of invented clusters at a path where nothing is yet. Raises Refusal.

    Args:
        clusters: how many, of five specialties in turn.
        years: how long they have met.
        today: between the meeting held last and the next; none takes the clock's.
    """
    _refuse_existing(place)
    lock = StoreLock(place)
    draft = place.with_name(f".{place.name}.making")
    try:
        _refuse_existing(place)
        draft.unlink(missing_ok=True)
        store = Store.open(draft, clock, installation=INSTALLATION, create=True)
        try:
            day = today or clock.utc().astimezone(_ZONE).date()
            fill(store, invent(clusters, years, seed, day))
        finally:
            store.close()
        draft.replace(place)
        sync_folder(place.parent)
    finally:
        for leftover in place.parent.glob(draft.name + "*"):
            leftover.unlink()
        lock.release()


def _refuse_existing(place: Path) -> None:
    if place.exists():
        raise Refusal(
            N_("There is already something named {name}."),
            N_("Nothing was changed in it."),
            N_("Choose another name."),
            name=place.name,
        )


def fill(store: Store, clusters: Iterator[Rows]) -> None:
    """Load the rows of some clusters at a time, through the one door for many rows."""
    while group := list(islice(clusters, _AT_A_TIME)):
        for table in TABLES:
            rows = [row for one in group for row in one.get(table, ())]
            if rows:
                store.load(N_("Make the demo"), table, rows)


def invent(clusters: int, years: int, seed: int, today: date) -> Iterator[Rows]:
    """The rows of each cluster by table. A cluster is the same however many come after it."""
    known: dict[str, str] = {}
    for number in range(clusters):
        pen = Pen(Random(f"{seed} {number}"))
        of = content.SPECIALTIES[number % len(content.SPECIALTIES)]
        days = _meeting_days(pen.random, years, today)
        if of.name not in known:
            known[of.name] = pen.write("specialty", _at(days[0], 8), name=of.name)
        tell(pen, number, known[of.name], days, today)
        yield pen.rows


class Pen:
    """Writes rows whose keys are UUIDs version 7 of the row's own instant."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.rows: Rows = defaultdict(list)

    def key(self, at: datetime) -> str:
        """A key for what came to be at this instant (RFC 9562, section 5.7)."""
        bits = self.random.getrandbits(74)
        low = 0b10 << 62 | bits & (1 << 62) - 1
        text = f"{int(at.timestamp() * 1000):012x}7{bits >> 62:03x}{low:016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def write(self, table: str, since: datetime, /, **values: Any) -> str:
        """Add a row that came to be at an instant. Returns its key."""
        key = self.key(since)
        self.rows[table].append({"id": key, **values})
        return key

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def within(self, span: tuple[datetime, datetime]) -> datetime:
        """An instant between the two, to the second."""
        seconds = (span[1] - span[0]).total_seconds()
        return span[0] + timedelta(seconds=int(self.random.random() * seconds))

    def weighted(self, choices: Sequence[tuple[str, int]]) -> str:
        names, weights = zip(*choices, strict=True)
        return str(self.random.choices(names, weights)[0])


# When they meet ------------------------------------------------------------------------------


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), _ZONE).astimezone(UTC)


def _meeting_days(random: Random, years: int, today: date) -> list[date]:
    """The days of all meetings, the last of them still to come; two to four a year."""
    step = 365 / random.choice((2, 3, 3, 3, 4))
    day = today + timedelta(days=random.randint(14, 40))
    days = {_workday(random, day, 1)}
    first = today - timedelta(days=365 * years)
    while (day := day - timedelta(days=round(step * random.uniform(0.88, 1.12)))) > first:
        days.add(_workday(random, day, -1))
    return sorted(days)


def _workday(random: Random, day: date, way: int) -> date:
    """A day from Monday to Thursday in that week, or some weeks off in July and at Christmas."""
    if day.month == 7:
        day += way * timedelta(days=35)
    elif (day.month, day.day) > (12, 17) or (day.month, day.day) < (1, 7):
        day += way * timedelta(days=21)
    return day + timedelta(days=random.choice((0, 1, 2, 2, 3)) - day.weekday())


# A cluster -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Person:
    """A member; `clinic` is a number, `faithful` how often the person comes."""

    id: str
    clinic: int
    joined: date
    left: date | None
    faithful: float

    def is_active(self, day: date) -> bool:
        return self.joined <= day and (self.left is None or day <= self.left)


@dataclass(slots=True)
class _Asked:
    """A commitment that is still asked about: its row, and who can answer for it."""

    row: Row
    owners: frozenset[str]
    keen: bool
    times: int = 0


@dataclass(slots=True)
class _Cluster:
    """What must be remembered from one meeting to the next."""

    id: str
    clinics: list[str]
    people: list[_Person]
    keen: frozenset[int]
    coordinators: list[tuple[date, str]]
    themes: list[Theme]
    topics: dict[str, Row]
    asked: list[_Asked]
    taken: list[Theme]

    def active(self, day: date) -> list[_Person]:
        return [one for one in self.people if one.is_active(day)]

    def coordinator(self, day: date) -> str:
        return next(member for since, member in reversed(self.coordinators) if since <= day)


def tell(pen: Pen, number: int, specialty: str, days: Sequence[date], today: date) -> None:
    """Write one cluster: its people, its meetings, and what came of them."""
    of = content.SPECIALTIES[number % len(content.SPECIALTIES)]
    again = number // len(content.SPECIALTIES)
    founded = days[0] - timedelta(days=60)
    key = pen.write(
        "cluster",
        _at(founded, 9),
        specialty_id=specialty,
        name=f"{of.short} – Eksempel" + (f" {again + 1}" if again else ""),
        region=content.REGIONS[number % len(content.REGIONS)],
        language="da",
        ground_rules=content.GROUND_RULES,
        founded=founded,
    )
    cluster = _people(pen, key, founded, today)
    cluster.themes = [*of.themes, *content.SHARED]
    pen.random.shuffle(cluster.themes)
    cluster.coordinators = _coordinators(pen, cluster, founded, today)
    before = _at(founded, 12)
    for place, day in enumerate(days):
        before = _meeting(pen, cluster, place, day, before, is_held=day < today)
    _fill_topic_bank(pen, cluster, today)


def _people(pen: Pen, cluster: str, founded: date, today: date) -> _Cluster:
    random = pen.random
    size = random.randint(11, 17)
    homes = _homes(random, size)
    at = _at(founded, 10)
    clinics = [
        pen.write("clinic", at, cluster_id=cluster, name=f"Klinik {n + 1}", position=_place(n))
        for n in range(max(homes) + 1)
    ]
    names = list(content.FIRST_NAMES)
    random.shuffle(names)
    people: list[_Person] = []
    for clinic in homes:
        joined: date | None = founded
        while joined is not None:
            left = _leaves(random, joined, today)
            people.append(_member(pen, cluster, clinics, names, len(people), clinic, joined, left))
            follows = left is not None and pen.likely(0.85)
            joined = left + timedelta(days=random.randint(10, 60)) if left and follows else None
            joined = joined if joined and joined < today else None
    keen = _keen(random, [one for one in people if one.is_active(today)], len(clinics))
    return _Cluster(cluster, clinics, people, keen, [], [], {}, [], [])


def _homes(random: Random, size: int) -> list[int]:
    """The clinic of each member: most have their own, some share."""
    homes: list[int] = []
    while len(homes) < size:
        shared = random.choice((1, 1, 1, 1, 2, 2, 3))
        homes += [homes[-1] + 1 if homes else 0] * min(shared, size - len(homes))
    return homes


def _leaves(random: Random, joined: date, today: date) -> date | None:
    left = joined + timedelta(days=round(random.expovariate(0.035) * 365) + 200)
    return left if left < today - timedelta(days=30) else None


def _member(
    pen: Pen,
    cluster: str,
    clinics: Sequence[str],
    names: Sequence[str],
    number: int,
    clinic: int,
    joined: date,
    left: date | None,
) -> _Person:
    first = names[number % len(names)]
    again = number // len(names)
    key = pen.write(
        "member",
        _at(joined, 10),
        cluster_id=cluster,
        clinic_id=clinics[clinic],
        name=f"{first} {content.SURNAME}" + (f" {again + 1}" if again else ""),
        initials=first[0] + content.SURNAME[0],
        email=f"laege{number + 1}@klinik{clinic + 1}.example",
        joined=joined,
        left=left,
        position=_place(number),
    )
    return _Person(key, clinic, joined, left, pen.random.choice((0.6, 0.85, 0.9, 0.95, 0.97)))


def _keen(random: Random, active: Sequence[_Person], clinics: int) -> frozenset[int]:
    """The clinics whose members introduce what they agree to: not quite half of the members."""
    keen: set[int] = set()
    order = list(range(clinics))
    random.shuffle(order)
    for clinic in order:
        covered = sum(one.clinic in keen or one.clinic == clinic for one in active)
        if covered <= _KEEN * len(active) + 0.5:
            keen.add(clinic)
    return frozenset(keen)


def _coordinators(
    pen: Pen, cluster: _Cluster, founded: date, today: date
) -> list[tuple[date, str]]:
    """Who coordinates from when; a new one after some years, or when the old one leaves."""
    found: list[tuple[date, str]] = []
    since = founded
    while since < today:
        others = [one for one in cluster.active(since) if not found or one.id != found[-1][1]]
        one = pen.random.choice(others or cluster.people)
        until = since + timedelta(days=pen.random.randint(900, 1700))
        until = min(until, one.left) if one.left and one.left > since else until
        is_last = until >= today
        pen.write(
            "role",
            _at(since, 11),
            member_id=one.id,
            role="coordinator",
            since=since,
            until=None if is_last else until,
        )
        found.append((since, one.id))
        since = until + timedelta(days=1)
    substitute = next(one for one in cluster.active(today) if one.id != found[-1][1])
    pen.write("role", _at(founded, 11), member_id=substitute.id, role="substitute", since=None)
    return found


def _place(number: int) -> int:
    return (number + 1) * SPACING


# A meeting -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Held:
    """A meeting as it went: who came, and when what happened."""

    id: str
    day: date
    course: Course
    items: dict[str, str]
    """The first item of each kind."""
    present: list[_Person]

    @property
    def started(self) -> datetime:
        return self.course.events[0].utc

    @property
    def ended(self) -> datetime:
        return self.course.at

    def span(self, *kinds: str) -> tuple[datetime, datetime]:
        """When the first of these kinds that was reached ran."""
        for kind in kinds:
            found = self.course.spans.get(self.items.get(kind, ""))
            if found:
                return found
        return self.started, self.ended


def _meeting(
    pen: Pen, cluster: _Cluster, place: int, day: date, before: datetime, *, is_held: bool
) -> datetime:
    """Write one meeting. Returns when it ended."""
    random = pen.random
    template = _template(pen, place, day)
    minutes = random.choice((120, 120, 120, 150, 180, 180))
    start = _at(day, *random.choice(((16, 30), (17, 0), (17, 0), (17, 30))))
    themes = _themes(cluster, place, template)
    for theme in themes:
        _take_up(pen, cluster, theme, start, is_held=is_held)
    row: Row = {
        "cluster_id": cluster.id,
        "number": place + 1,
        "start": start,
        "end": start + minutes * _MINUTE,
        "place": random.choice(content.PLACES).format(clinic=random.randint(1, 9)),
        "template": template,
        "facilitator_id": cluster.coordinator(day),
        "status": "draft",
    }
    written = start - timedelta(days=random.randint(12, 18))
    key = pen.write("meeting", written, **row)
    stored = pen.rows["meeting"][-1]
    plan, kind_of = _agenda(pen, cluster, key, stored, themes, written, is_first=place == 0)
    _goals(pen, key, themes, written, is_held=is_held)
    if not is_held:
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
    held = _Held(key, day, course, first_of, _attend(pen, cluster, key, day, course))
    _follow_up(pen, cluster, held, before)
    insights = _insights(pen, cluster, held, themes)
    _commit(pen, cluster, held, themes, insights)
    _park(pen, held)
    return course.at


def _template(pen: Pen, place: int, day: date) -> str:
    if place == 0:
        return pen.random.choice(("cases", "exchange"))
    if day.month == 1 or (day.month == 2 and pen.likely(0.5)):
        return "stock_taking"
    kinds = (("cases", 4), ("exchange", 3), ("guideline", 2), ("data", 2), ("speaker", 2))
    return pen.weighted((*kinds, ("revisit", 2)) if place > 2 else kinds)


def _themes(cluster: _Cluster, place: int, template: str) -> tuple[Theme, Theme]:
    """Two themes a meeting, in turn; a revisit takes up the first of two meetings ago."""
    deck = cluster.themes
    main = deck[2 * place % len(deck)]
    if template == "revisit":
        main = cluster.taken[-2]
    other = deck[(2 * place + 1) % len(deck)]
    cluster.taken.append(main)
    return main, other if other is not main else deck[(2 * place + 2) % len(deck)]


def _take_up(pen: Pen, cluster: _Cluster, theme: Theme, start: datetime, *, is_held: bool) -> None:
    state = "used" if is_held else "chosen"
    if theme.title not in cluster.topics:
        created = start - timedelta(days=pen.random.randint(20, 90))
        _add_topic(pen, cluster, theme, state, created)
    topic = cluster.topics[theme.title]
    topic["state"] = state
    if is_held:
        topic["revisit"] = start.date() + timedelta(days=183)


def _add_topic(pen: Pen, cluster: _Cluster, theme: Theme, state: str, created: datetime) -> None:
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


def _fill_topic_bank(pen: Pen, cluster: _Cluster, today: date) -> None:
    """Some themes nobody has taken up yet."""
    left = [theme for theme in cluster.themes if theme.title not in cluster.topics]
    for number, theme in enumerate(left[:5]):
        created = _at(today - timedelta(days=pen.random.randint(15, 200)), 18)
        _add_topic(pen, cluster, theme, "parked" if number == 4 else "new", created)


@cache
def _laid(template: str, minutes: int, is_first: bool) -> tuple[TemplateItem, ...]:
    laid = lay(next(one for one in TEMPLATES if one.id == template), minutes)
    return for_first_meeting(laid) if is_first else laid


@cache
def _text(msgid: str, topic: str = "…", day: date | None = None) -> str:
    when = _DANISH.date_text(day) if day else "…"
    return _DANISH.text(msgid, topic=topic, date=when, time="…") if msgid else ""


def _agenda(
    pen: Pen,
    cluster: _Cluster,
    meeting: str,
    row: Row,
    themes: Sequence[Theme],
    written: datetime,
    *,
    is_first: bool,
) -> tuple[Plan, dict[str, str]]:
    """Write the items with their steps. Returns the plan and the kind of each item."""
    minutes = round((row["end"] - row["start"]) / _MINUTE)
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
            position=_place(number),
            kind=one.kind,
            planned=one.minutes * 60,
            minimum=one.minimum * 60,
            flexible=of.flexible,
            **values,
        )
        steps = tuple(Step(_text(step.title), step.minutes * 60) for step in one.steps)
        for place, step in enumerate(steps):
            pen.write(
                "item_step",
                written,
                item_id=key,
                position=_place(place),
                title=step.title,
                seconds=step.seconds,
            )
        items.append(
            Item(key, one.minutes * 60, one.minimum * 60, of.flexible, of.protected, None, steps)
        )
        kind_of[key] = one.kind
    return Plan(row["start"], row["end"], tuple(items)), kind_of


def _about(
    pen: Pen, cluster: _Cluster, one: TemplateItem, theme: Theme, active: Sequence[_Person]
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
            position=_place(number),
            text=text,
            reached=reached,
        )


def _attend(pen: Pen, cluster: _Cluster, meeting: str, day: date, course: Course) -> list[_Person]:
    """Write who came. Returns those who did; three at the least."""
    started, ended = course.events[0].utc, course.at
    present = []
    for number, one in enumerate(cluster.active(day)):
        comes = number < 3 or pen.likely(one.faithful)
        state = "present" if comes else pen.weighted((("apology", 5), ("absent", 1)))
        arrived = started + pen.random.randint(5, 25) * _MINUTE if pen.likely(0.06) else None
        left = ended - pen.random.randint(10, 30) * _MINUTE if pen.likely(0.03) else None
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


# What comes of it ----------------------------------------------------------------------------


def _insights(
    pen: Pen, cluster: _Cluster, held: _Held, themes: Sequence[Theme]
) -> list[tuple[str, Theme]]:
    """Write the log. Returns the keys of what is taken home, with their themes."""
    official = _official(pen, themes)
    lines: list[tuple[Insight, Theme | None, int | None]] = [
        (insight, theme, number) for number, (insight, theme) in enumerate(official, 1)
    ]
    for text in pen.random.sample(content.MORE_INSIGHTS, pen.random.randint(1, 3)):
        lines.append((Insight("insight", "", text), None, None))
    pen.random.shuffle(lines)
    moments = sorted(pen.within((held.started, held.ended)) for _ in lines)
    chosen: dict[int, tuple[str, Theme]] = {}
    for place, ((insight, about, number), at) in enumerate(zip(lines, moments, strict=True)):
        key = pen.write(
            "insight",
            at,
            meeting_id=held.id,
            item_id=_item_at(held, at),
            topic_id=cluster.topics[about.title]["id"] if about else None,
            position=_place(place),
            at=at,
            text=insight.text,
            kind=insight.kind,
            category=insight.category,
            official=number,
        )
        if number and about:
            chosen[number] = key, about
    return [chosen[number] for number in sorted(chosen)]


def _official(pen: Pen, themes: Sequence[Theme]) -> list[tuple[Insight, Theme]]:
    """Two or three insights of which at least one is of the first theme."""
    main = [(insight, themes[0]) for insight in themes[0].insights]
    other = [(insight, themes[1]) for insight in themes[1].insights]
    pen.random.shuffle(main)
    return [main[0], pen.random.choice(other), *(main[1:2] if pen.likely(0.5) else ())]


def _item_at(held: _Held, at: datetime) -> str | None:
    spans = held.course.spans.items()
    return next((item for item, (begun, ended) in spans if begun <= at < ended), None)


def _commit(
    pen: Pen,
    cluster: _Cluster,
    held: _Held,
    themes: Sequence[Theme],
    insights: Sequence[tuple[str, Theme]],
) -> None:
    """Write who tries what: each agreement hangs on an insight and is taken by one or more."""
    span = held.span("translate", "summary")
    moments = iter(sorted(pen.within(span) for _ in range(12)))
    item = held.items.get("translate" if "translate" in held.items else "summary")
    for number, theme in enumerate(themes):
        insight = next((key for key, about in insights if about is theme), None)
        agreed = pen.random.sample(theme.agreements, 1 if number or pen.likely(0.4) else 2)
        for agreement in agreed:
            due = _due(pen, held.day)
            for owner in _owners(pen, cluster, held):
                at = next(moments)
                member, clinic = owner
                row: Row = {
                    "cluster_id": cluster.id,
                    "meeting_id": held.id,
                    "insight_id": insight,
                    "item_id": item,
                    "member_id": member.id if member else None,
                    "clinic_id": None if clinic is None else cluster.clinics[clinic],
                    "whole_cluster": member is None and clinic is None,
                    "position": _place(len(pen.rows["commitment"])),
                    "agreed": at,
                    "situation": agreement.situation,
                    "action": agreement.action,
                    "sign": agreement.sign,
                    "category": agreement.category,
                    "confidence": pen.random.choice((None, 5, 6, 7, 8, 8, 9, 10)),
                    "status": "planned",
                    **due,
                }
                pen.write("commitment", at, **row)
                home = member.clinic if member else clinic
                who = [member] if member else _of_clinic(cluster.people, clinic)
                cluster.asked.append(
                    _Asked(
                        pen.rows["commitment"][-1],
                        frozenset(one.id for one in who),
                        home is None or home in cluster.keen,
                    )
                )


def _of_clinic(people: Iterable[_Person], clinic: int | None) -> list[_Person]:
    return [one for one in people if clinic is None or one.clinic == clinic]


def _owners(pen: Pen, cluster: _Cluster, held: _Held) -> list[tuple[_Person | None, int | None]]:
    """One to four members or clinics of those present; seldom the whole cluster."""
    if pen.likely(0.08):
        return [(None, None)]
    weights = [3 if one.clinic in cluster.keen else 2 for one in held.present]
    chosen = pen.random.choices(held.present, weights, k=pen.random.choice((1, 1, 2, 2, 3, 4)))
    homes = {one.clinic: one for one in chosen}
    by_member = pen.likely(0.45)
    return [(one, None) if by_member else (None, clinic) for clinic, one in homes.items()]


def _due(pen: Pen, day: date) -> Row:
    chance = pen.random.random()
    if chance < 0.5:
        return {"due": None, "due_next_meeting": True}
    due = day + timedelta(days=pen.random.choice((21, 28, 42, 56, 70))) if chance < 0.9 else None
    return {"due": due, "due_next_meeting": False}


def _follow_up(pen: Pen, cluster: _Cluster, held: _Held, before: datetime) -> None:
    """Write what was said of each open commitment, at the meeting or on the way to it."""
    span = held.span("follow_up")
    moments = iter(sorted(pen.within(span) for _ in cluster.asked))
    here = {one.id for one in held.present}
    active = {one.id for one in cluster.active(held.day)}
    for asked in cluster.asked:
        at = next(moments)
        asked.times += 1
        if not asked.owners & active:
            asked.row["status"] = "dropped"
            _write_word(pen, asked, at, held.id, "dropped", None)
        elif pen.likely(0.04):
            gap = (held.started - before).total_seconds()
            early = before + timedelta(seconds=int(gap * pen.random.uniform(0.3, 0.8)))
            _say(pen, asked, early, None, active)
        elif not asked.owners & here:
            if pen.likely(0.15):
                _write_word(pen, asked, at, held.id, None, None)
        elif pen.likely(0.85):
            _say(pen, asked, at, held.id, here)
        else:
            _write_word(pen, asked, at, held.id, None, None)
    cluster.asked = [one for one in cluster.asked if one.row["status"] in OPEN]


def _say(pen: Pen, asked: _Asked, at: datetime, meeting: str | None, here: set[str]) -> None:
    is_tired = asked.times > 3 and pen.likely(0.7)
    said = pen.weighted(_NEXT[asked.keen][asked.row["status"]])
    if is_tired and said in ("planned", "trying"):
        said = "introduced" if asked.keen else "dropped"
    asked.row["status"] = said
    _write_word(pen, asked, at, meeting, said, pen.random.choice(sorted(asked.owners & here)))


def _write_word(
    pen: Pen,
    asked: _Asked,
    at: datetime,
    meeting: str | None,
    said: str | None,
    said_by: str | None,
) -> None:
    random = pen.random
    is_stuck = said in ("planned", "trying")
    pen.write(
        "follow_up",
        at,
        commitment_id=asked.row["id"],
        meeting_id=meeting,
        at=at,
        status=said,
        said_by_id=said_by,
        experience=random.choice(content.EXPERIENCES[said]) if said and pen.likely(0.7) else "",
        obstacle=random.choice(content.OBSTACLES) if is_stuck and pen.likely(0.3) else "",
        next_step=random.choice(content.NEXT_STEPS) if is_stuck and pen.likely(0.3) else "",
    )


def _park(pen: Pen, held: _Held) -> None:
    count = pen.random.choice((0, 0, 1, 1, 2, 3))
    moments = sorted(pen.within((held.started, held.ended)) for _ in range(count))
    texts = pen.random.sample(content.PARKED, count)
    for number, (text, at) in enumerate(zip(texts, moments, strict=True)):
        pen.write(
            "parked",
            at,
            meeting_id=held.id,
            item_id=_item_at(held, at),
            position=_place(number),
            at=at,
            text=text,
            destination=pen.random.choice(("topic", "next_meeting", "commitment", "dropped")),
        )
