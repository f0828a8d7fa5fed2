"""Makes the store: the same rows for the same seed.

All texts come from `content` and `themes`; time comes from the day it is told, never from a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, takewhile
from pathlib import Path
from random import Random

from facilitator.clock import Clock
from facilitator.domain.refusal import Refusal
from facilitator.language import N_
from facilitator.paths import sync_folder
from facilitator.store.demo import content, figures, library
from facilitator.store.demo.learning import learn
from facilitator.store.demo.library import Shelf
from facilitator.store.demo.meetings import fill_topic_bank, write_meeting
from facilitator.store.demo.pen import ZONE, Pen, Rows, at_clock
from facilitator.store.demo.people import _coordinators, gather_people
from facilitator.store.demo.themes import SHARED, SPECIALTIES
from facilitator.store.demo.world import Cluster
from facilitator.store.lock import StoreLock
from facilitator.store.rows import get
from facilitator.store.store import Store
from facilitator.store.tables import Topic

TABLES = (
    *(
        "specialty",
        "guideline",
        "package",
        "indicator",
        "template",
        "template_item",
        "template_step",
    ),
    *("cluster", "clinic", "member", "role", "topic", "case", "speaker", "meeting", "goal", "item"),
    *("item_step", "use", "preparation", "press", "attendance", "insight", "commitment"),
    *("follow_up", "parked", "guest", "pulse", "cycle", "improvement", "topic_vote"),
    *("indicator_value", "survey", "survey_count", "mark", "setting"),
)
"""The tables a demo fills, each after those it points to."""


CLUSTERS, YEARS, SEED = 3, 5, 10_290
"""With this seed each cluster has 11 clinics or more, and meetings enough to be compared."""


INSTALLATION = "demo"
"""Whose Steps they are: nobody's Ctrl+Z takes the demo away."""


_AT_A_TIME = 8


def make_demo(
    place: Path,
    clock: Clock,
    *,
    clusters: int = CLUSTERS,
    years: int = YEARS,
    seed: int = SEED,
    today: date | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make a store of invented clusters at a path where nothing is yet. Raises Refusal.

    Answers whether it was made: nothing is left of one that was cancelled.

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
            day = today or clock.utc().astimezone(ZONE).date()
            fill(store, takewhile(lambda _: not cancelled(), invent(clusters, years, seed, day)))
        finally:
            store.close()
        if cancelled():
            return False
        draft.replace(place)
        sync_folder(place.parent)
        return True
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
            if table == "topic":
                rows = [{**row, "meeting_id": None} for row in rows]
            if rows:
                store.load(N_("Make the demo"), table, rows)
        _say_where_topics_came_up(store, group)


def _say_where_topics_came_up(store: Store, group: Sequence[Rows]) -> None:
    """A topic and a meeting point to each other, so that neither can be loaded whole first."""
    with store.edit(N_("Make the demo")) as session:
        for row in (row for one in group for row in one["topic"] if row.get("meeting_id")):
            get(session, Topic, row["id"]).meeting_id = row["meeting_id"]


def invent(clusters: int, years: int, seed: int, today: date) -> Iterator[Rows]:
    """The rows of each cluster by table. A cluster is the same however many come after it."""
    specialties: dict[str, str] = {}
    indicators: tuple[str, ...] = ()
    stocks: dict[str, tuple[dict[str, str], str, Sequence[str | None]]] = {}
    for number in range(clusters):
        pen = Pen(Random(f"{seed} {number}"))
        own = Pen(Random(f"{seed} {number} library"), pen.rows)
        of = SPECIALTIES[number % len(SPECIALTIES)]
        days = _meeting_days(pen.random, years, today)
        since = at_clock(days[0], 8)
        if number == 0:
            library.write_templates(own, since)
            package = library.write_package(own, since, None, None)
            counted = Pen(Random(f"{seed} indicators"), pen.rows)
            indicators = figures.write_indicators(counted, since, package)
        if of.name not in specialties:
            specialty = pen.write("specialty", since, name=of.name)
            specialties[of.name] = specialty
            stocks[of.name] = library.stock(own, of, specialty, since, today)
        shelf = Shelf(own, today, *stocks[of.name])
        cluster = _tell(pen, number, specialties[of.name], days, shelf)
        figures.count(pen, cluster, indicators, number, today)
        yield pen.rows


def _tell(pen: Pen, number: int, specialty: str, days: Sequence[date], shelf: Shelf) -> Cluster:
    """Write one cluster: its people, its meetings, and what came of them."""
    today = shelf.today
    of = SPECIALTIES[number % len(SPECIALTIES)]
    again = number // len(SPECIALTIES)
    founded = days[0] - timedelta(days=60)
    key = pen.write(
        "cluster",
        at_clock(founded, 9),
        specialty_id=specialty,
        name=f"{of.short} – Eksempel" + (f" {again + 1}" if again else ""),
        region=content.REGIONS[number % len(content.REGIONS)],
        language="da",
        ground_rules=content.GROUND_RULES,
        founded=founded,
    )
    cluster = gather_people(pen, shelf, key, founded)
    cluster.themes = [*of.themes, *SHARED]
    pen.random.shuffle(cluster.themes)
    cluster.coordinators = _coordinators(pen, cluster, founded, today)
    before = at_clock(founded, 12)
    for place, day in enumerate(days):
        before = write_meeting(pen, cluster, place, day, before, is_held=day < today)
    fill_topic_bank(pen, cluster, today)
    library.forget_old_cases(shelf)
    learn(pen, cluster, number, today)
    return cluster


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
