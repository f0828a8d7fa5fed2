"""The first two meetings of a cluster, in steps that can be taken up again after a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from tests.outside.screen import Running

from facilitator.domain.meeting_clock import Event, EventKind
from facilitator.domain.outcomes import Log
from facilitator.store import queries
from facilitator.store.reading import reading
from facilitator.store.rows import Session

T = TypeVar("T")

NAMES = (
    *("Anna", "Bo", "Clara", "David", "Eva", "Finn", "Gitte", "Hans"),
    *("Ida", "Jens", "Karen", "Lars", "Mette", "Niels", "Olga"),
)
MEMBERS = "\n".join(f"{name} Eksempel; Klinik {n}" for n, name in enumerate(NAMES, 1))
CASE = "Svimmelhed hos ældre"
INSIGHTS = (
    "Blodtrykket måles sjældent stående",
    "Ørets nystagmus overses – brug Frenzel",
    "Æggestokkræft var det ikke",
)
STANDING, GLASSES = "måle blodtryk stående", "købe Frenzelbriller"
PROMISES = (*((f"Klinik {n}", STANDING) for n in (1, 2, 3, 4)), ("Klinik 1", GLASSES))
ANSWERS = (("Klinik 1", "4 indført"), ("Klinik 2", "4 indført"), ("Klinik 3", "6 droppet"))
_STORED = {"4 indført": "introduced", "6 droppet": "dropped"}

MORNING = datetime(2026, 9, 9, 7, 0, tzinfo=UTC)
LATE = datetime(2026, 9, 9, 14, 36, tzinfo=UTC)
"""Six minutes past half past four in Denmark."""
WEEK_AFTER = datetime(2026, 9, 16, 7, 0, tzinfo=UTC)
SECOND = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)

_LINE, _TRIES = "Skriv en linje", "Hvem prøver hvad?"
_BEFORE, _RUNNING = "F5 eller mellemrum starter også mødet.", "Punktet lige nu"


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its name in the navigation, and what stands on it; no page where there is none."""

    page: str
    words: tuple[str, ...]


class Story:
    """The program and whoever uses it.

    `place` is where they are; `moving` while they are on their way.
    """

    def __init__(self, program: Running) -> None:
        self.program, self.hands = program, program.hands
        self.place = Place("", ("Velkommen til Facilitator",))
        self.moving = False

    def begin(self) -> None:
        """Start the program for the first time."""
        self.program.set_clock(MORNING)
        self.program.start()
        self.see_place()

    def ask(self, query: Callable[[Session], T]) -> T | None:
        """What the store on disk answers; None when there is no store."""
        if not self.program.store.exists():
            return None
        with reading(str(self.program.store)) as session:
            return query(session)

    # -- where they are

    @contextmanager
    def going(self, page: str, *words: str) -> Iterator[None]:
        """What is done leads to another place, and is done when that is seen."""
        self.moving = True
        yield
        self.place = Place(page, words)
        self.see_place()
        self.moving = False

    def see_place(self) -> None:
        """See that the program is where they are."""
        self.hands.wait_to_see(*self.place.words)
        if self.place.page:
            self.hands.wait(self._is_there, f"for the page {self.place.page!r}")

    def _is_there(self) -> bool:
        page = self.place.page
        things = self.hands.tree()
        return any(t["role"] == "radio button" and t["checked"] for t in things if _is(t, page))

    def go_home(self) -> None:
        with self.going("Overblik", "Klyngen nu"):
            self.hands.key("ctrl+1")

    def open_agenda(self, number: int) -> None:
        self.go_home()
        with self.going("Møder", f"Møder / {number}. møde"):
            self.hands.click("Åbn dagsorden", "push button")

    def open_start(self, number: int) -> None:
        self.go_home()
        with self.going("Kør mødet", _BEFORE, f"{number}. møde"):
            self.hands.press("Start mødet", "push button")

    def open_end(self, number: int) -> None:
        """Where a meeting that was held is closed."""
        if self.hands.sees("Luk mødet"):
            return
        self.go_home()
        with self.going("Møder", f"Møder / {number}. møde"):
            self.hands.press("Se mødet", "push button")
        with self.going("Kør mødet", "Luk mødet"):
            self.hands.press("Vis mødet", "push button")


def _is(thing: dict[str, Any], page: str) -> bool:
    # A page may carry a count: Opfølgning 5.
    name: str = thing["name"]
    return name == page or name.startswith(f"{page} ")


# What is done --------------------------------------------------------------------------------


def _make_cluster(story: Story) -> None:
    hands = story.hands
    hands.press("Opret min klynge", "push button")
    hands.fill("Klyngens navn", "ØNH – Eksempel")
    hands.fill("Speciale", "Øre-næse-hals")
    hands.write("Medlemmer, ét pr. linje", MEMBERS)
    hands.wait_to_see("15 medlemmer")
    with story.going("Overblik", "Klynge: ØNH – Eksempel. 15 medlemmer", "Klyngen nu"):
        hands.press("Opret klyngen", "push button")


def _make_meeting(story: Story, number: int, day: str) -> None:
    hands = story.hands
    story.go_home()
    with story.going("Møder"):
        hands.key("ctrl+n")
        hands.wait_to_see("Begynd med denne dagsorden")
    hands.fill("Dato", day)
    hands.press("Casemøde", "radio button")
    with story.going("Møder", f"Møder / {number}. møde", "16.30–18.30", "9 punkter · 2 timer"):
        hands.key("ctrl+Return")


def _name_case(story: Story) -> None:
    hands = story.hands
    story.open_agenda(1)
    hands.focus("Dagsorden", "list")
    hands.key("Home", "Down", "Down")
    hands.wait(lambda: "Patientcase 1" in hands.texts("Titel"), "for the case to be chosen")
    hands.fill("Titel", CASE)
    hands.wait_to_see(f"16.40, {CASE}")


def _note_attendance(story: Story, number: int) -> None:
    story.open_start(number)
    story.hands.press("Alle er til stede", "push button")
    story.hands.wait_to_see("15 af 15 til stede")


def _start(story: Story, number: int, at: datetime) -> None:
    story.program.set_clock(max(at, story.program.utc))
    story.open_start(number)
    with story.going("", f"{number}. møde", _RUNNING):
        story.hands.key("F5")


def _replan(story: Story) -> None:
    hands = story.hands
    hands.key("r")
    hands.wait_to_see("Tag disse minutter")
    hands.key("Return")
    hands.wait_to_see(f"{CASE} · 35 → ", "Planen")


def _go_on(story: Story, minutes: float, to: str) -> None:
    hands = story.hands
    story.program.advance(minutes=minutes)
    hands.key("Right")
    hands.wait(lambda: to in hands.inside("Punktet lige nu"), f"for {to} to run")


def _overrun(story: Story) -> None:
    story.program.advance(minutes=36)
    story.hands.wait_to_see("over tiden")
    _write_insight(story, INSIGHTS[0])


def _write_insight(story: Story, text: str) -> None:
    hands = story.hands
    hands.key("i")
    hands.wait(lambda: hands.has_focus(_LINE), "for the line")
    hands.type(text)
    hands.wait(lambda: text in hands.texts(_LINE), "for the words")
    hands.key("Return")
    hands.wait(lambda: text in hands.texts("Linjens tekst"), "for the line to be stored")
    hands.key("Escape")


def _summarise(story: Story) -> None:
    story.hands.key("s")
    story.hands.wait_to_see("Hvem prøver hvad?", "Også sagt")


def _take_home(story: Story, text: str) -> None:
    story.hands.press(f"Tag med hjem: {text}", "push button")
    story.hands.wait_to_see(f"Fravælg: {text}")


def _promise(story: Story, insight: int, action: str, clinics: tuple[int, ...]) -> None:
    hands = story.hands
    hands.press(f"{insight + 1} · {INSIGHTS[insight][:20]}", "radio button", starts=True)
    for number in clinics:
        hands.press(f"Klinik {number}", "check box", under=_TRIES)
    hands.fill("… så gør jeg …", action)
    hands.key("Return")
    hands.wait_to_see(", ".join(f"Klinik {number}" for number in clinics))
    hands.wait(lambda: action in hands.texts("Hvad der prøves"), "for the commitment to stand")


def _end(story: Story, number: int) -> None:
    story.program.advance(minutes=5)
    with story.going("Kør mødet", f"{number}. møde", "Luk mødet"):
        story.hands.press("Afslut mødet", "push button")


def _close(story: Story, number: int) -> None:
    story.open_end(number)
    with story.going("Kør mødet", f"{number}. møde", "Genåbn"):
        story.hands.key("ctrl+Return")


def _make_second(story: Story) -> None:
    story.program.set_clock(max(WEEK_AFTER, story.program.utc))
    _make_meeting(story, 2, "9.12.2026")


def _see_opening(story: Story) -> None:
    story.open_agenda(2)
    listed = story.hands.inside("Det valgte punkt")
    found = [line for line in listed if " · 7 dage" in line]
    expected = [f"{action}. {who} · 7 dage" for who, action in PROMISES]
    assert "5 åbne aftaler" in listed
    assert found  # those in sight; the others are scrolled to
    assert found == expected[: len(found)]
    assert any(f"Sidst talte vi om {CASE.lower()}" in text for text in listed)


def _answer(story: Story, who: str, status: str, count: int) -> None:
    about = f"Status: {who}: {STANDING}"
    story.hands.press(status, "radio button", under=about)
    story.hands.wait_to_see(f"{count} af 5 har fået status")


def _see_history(story: Story) -> None:
    with story.going(
        "Udvikling", "2 af 15 (13 pct., 4–38)", "under landsgennemsnittet", "Én måling"
    ):
        story.hands.key("ctrl+5")


# What the store then holds -------------------------------------------------------------------


_ORDER = ("draft", "ready", "running", "held", "closed")


def _meetings(session: Session) -> list[tuple[str, str]]:
    today = MORNING.date()
    there = queries.clusters(session, today)
    rows = queries.meetings(session, there[0].id) if there else ()
    return [(row.id, row.status) for row in sorted(rows, key=lambda row: row.start)]


def _has_cluster(session: Session) -> bool:
    return [one.members for one in queries.clusters(session, MORNING.date())] == [15]


def _has_come(number: int, status: str) -> Callable[[Session], bool]:
    def has_come(session: Session) -> bool:
        there = _meetings(session)
        return len(there) >= number and _ORDER.index(there[number - 1][1]) >= _ORDER.index(status)

    return has_come


def _has_case(session: Session) -> bool:
    items = queries.agenda(session, _meetings(session)[0][0]).items
    return any(item.title == CASE for item in items)


def _has_attended(number: int) -> Callable[[Session], bool]:
    def has_attended(session: Session) -> bool:
        there = queries.attendance(session, _meetings(session)[number - 1][0])
        return [one.state for one in there] == ["present"] * 15

    return has_attended


def _has_pressed(kind: EventKind, times: int) -> Callable[[Session], bool]:
    return lambda session: sum(one.kind is kind for one in presses(session, 1)) >= times


def _has_logged(found: Callable[[Log], bool]) -> Callable[[Session], bool]:
    return lambda session: found(queries.log(session, _meetings(session)[0][0]))


def _has_insight(text: str, *, official: bool = False) -> Callable[[Session], bool]:
    def has_insight(log: Log) -> bool:
        return any(one.text == text and (one.official or not official) for one in log.insights)

    return _has_logged(has_insight)


def _has_promised(action: str) -> Callable[[Session], bool]:
    wanted = sorted(pair for pair in PROMISES if pair[1] == action)

    def has_promised(log: Log) -> bool:
        made = [(one.owner, one.action) for one in log.commitments if one.action == action]
        return sorted(made) == wanted

    return _has_logged(has_promised)


def _has_answered(who: str, status: str) -> Callable[[Session], bool]:
    def has_answered(log: Log) -> bool:
        return any(
            (one.owner, one.action, one.status) == (who, STANDING, _STORED[status])
            for one in log.commitments
        )

    return _has_logged(has_answered)


def presses(session: Session, number: int) -> tuple[Event, ...]:
    """The presses of the first or second meeting."""
    return queries.presses(session, _meetings(session)[number - 1][0])


def running_meeting(session: Session) -> int:
    """Which meeting runs, the first or the second; 0 for neither."""
    statuses = [status for _, status in _meetings(session)]
    return statuses.index("running") + 1 if "running" in statuses else 0


def planned_seconds(session: Session, number: int) -> dict[str, int]:
    """The planned length of each item of a meeting, by its id."""
    items = queries.agenda(session, _meetings(session)[number - 1][0]).items
    return {item.id: 60 * item.minutes for item in items}


# The steps -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person does; `do` returns when it is seen on the screen.

    Attributes:
        kept: whether the store holds it, from then on for ever; none for a mere look.
        runs: whether a meeting runs meanwhile.
    """

    name: str
    do: Callable[[Story], object]
    kept: Callable[[Session], bool] | None
    runs: bool = False


_STARTED, _REPLANNED = EventKind.STARTED, EventKind.REPLANNED

STEPS: tuple[Step, ...] = (
    Step("make the cluster", _make_cluster, _has_cluster),
    Step("make a meeting", lambda s: _make_meeting(s, 1, "9.9.2026"), _has_come(1, "draft")),
    Step("name the case", _name_case, _has_case),
    Step("note attendance", lambda s: _note_attendance(s, 1), _has_attended(1)),
    Step("start late", lambda s: _start(s, 1, LATE), _has_come(1, "running")),
    Step("replan", _replan, _has_pressed(_REPLANNED, 1), runs=True),
    Step(
        "goals",
        lambda s: _go_on(s, 5, "Mål for mødet"),
        _has_pressed(_STARTED, 2),
        runs=True,
    ),
    Step("case", lambda s: _go_on(s, 5, CASE), _has_pressed(_STARTED, 3), runs=True),
    Step("overrun", _overrun, _has_insight(INSIGHTS[0]), runs=True),
    *(
        Step(text, lambda s, text=text: _write_insight(s, text), _has_insight(text), runs=True)  # type: ignore[misc]
        for text in INSIGHTS[1:]
    ),
    Step("summary", _summarise, _has_pressed(_STARTED, 4), runs=True),
    *(
        Step(
            f"take home: {text}",
            lambda s, text=text: _take_home(s, text),  # type: ignore[misc]
            _has_insight(text, official=True),
            runs=True,
        )
        for text in INSIGHTS
    ),
    Step(
        "four promise",
        lambda s: _promise(s, 0, STANDING, (1, 2, 3, 4)),
        _has_promised(STANDING),
        runs=True,
    ),
    Step("one promises", lambda s: _promise(s, 1, GLASSES, (1,)), _has_promised(GLASSES), True),
    Step("end", lambda s: _end(s, 1), _has_come(1, "held"), runs=True),
    Step("close", lambda s: _close(s, 1), _has_come(1, "closed")),
    Step("make the next meeting", _make_second, _has_come(2, "draft")),
    Step("see the opening", _see_opening, None),
    Step("note attendance again", lambda s: _note_attendance(s, 2), _has_attended(2)),
    Step("start in time", lambda s: _start(s, 2, SECOND), _has_come(2, "running")),
    *(
        Step(
            f"{who}: {status}",
            lambda s, who=who, status=status, count=count: _answer(s, who, status, count),  # type: ignore[misc]
            _has_answered(who, status),
            runs=True,
        )
        for count, (who, status) in enumerate(ANSWERS, 1)
    ),
    Step("end again", lambda s: _end(s, 2), _has_come(2, "held"), runs=True),
    Step("close again", lambda s: _close(s, 2), _has_come(2, "closed")),
    Step("see the history", _see_history, None),
)
