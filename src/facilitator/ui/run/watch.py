"""A meeting as the screens see it: its agenda, presses and lines, and what the clock says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.capture import Line, Owner
from facilitator.domain.commitment_topic import Root, find_root
from facilitator.domain.kinds import kind
from facilitator.domain.loose_ends import find_loose
from facilitator.domain.meeting_clock import (
    APART,
    Event,
    EventKind,
    ItemState,
    Now,
    Proposal,
    Reading,
    look,
    propose,
    read,
    sight,
    spare,
    sum_set_back,
)
from facilitator.domain.outcomes import Commitment, Log, Loose
from facilitator.domain.people import Attendee, Clinic, Guest
from facilitator.domain.presence import Latecomer, guests_here, here, latecomers
from facilitator.domain.press_lines import PressLine, press_lines
from facilitator.domain.pulse import Answers
from facilitator.domain.refusal import Refusal
from facilitator.domain.silence import Silence
from facilitator.domain.turns import Round, Turn
from facilitator.edits import agenda as planning
from facilitator.edits import running
from facilitator.language import N_
from facilitator.log import log as note
from facilitator.store import queries
from facilitator.store.signs import sign
from facilitator.ui.bridge import Bridge
from facilitator.ui.room.step_words import nearest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

T = TypeVar("T")

SIGN_EVERY = 5.0
SHORTEST_GAP_TOLD = 30.0
"""Seconds of sleep, or that a clock was set back, below which nobody is bothered."""

ALOUD_SECONDS = 120
"""How long pairs have to say their commitments aloud."""

_NO_LOG = Log((), (), ())

OF_EVERYTHING = ("member", "clinic")
"""Tables that every part of a meeting may be read from."""
_AGENDA = ("meeting", "goal", "item", "item_step", "topic", "cluster")
PARTS = {
    "log": ("insight", "commitment", "parked", "follow_up", "topic", "item", "meeting"),
    "attendees": ("attendance", "meeting", "cluster"),
    "guests": ("guest",),
    "speakers": ("item", "use", "speaker"),
    "pulse": ("pulse",),
    "follow_ups": (
        *("commitment", "follow_up", "cycle", "insight"),
        *("meeting", "item", "cluster"),
    ),
    "clinics": ("cluster",),
    "counts_spoken": ("setting",),
}
"""What is asked for when it is first wanted, for the clock to be seen first; and the tables each
depends on."""


class MeetingWatch(QObject):
    """One meeting: loads it, reads its clock, presses it.

    `slept(seconds)` tells of a gap that was just recorded, `set_back(seconds)` of the computer's
    clock; below 0 it was put right again.
    """

    slept = Signal(float)
    set_back = Signal(float)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.agenda: Agenda | None = None
        self.cluster_name = ""
        self.events: tuple[Event, ...] = ()
        # Clocks inside an item that nobody stores; they run while another page is in sight.
        self.silence: Silence | None = None
        self.aloud: Silence | None = None
        self.round: Round | None = None
        self._here: tuple[Attendee, ...] = ()
        self._hour: datetime | None = None
        self._last: Now | None = None
        self._signed: float | None = None
        # When what the clocks did could not be stored, it is tried again after a while.
        self._failed: float | None = None

    # -- what is known

    def show(self, meeting: str | None) -> None:
        """Watch another meeting, or none; one that runs is taken up where it was left."""
        self._last = self._signed = self.silence = self.aloud = self.round = None
        self.agenda, self.events = None, ()
        for name in PARTS:
            vars(self).pop(name, None)
        if meeting is not None:
            self.load(meeting)
            if self.is_running:
                self.catch_up()

    def load(self, meeting: str, tables: frozenset[str] | None = None) -> None:
        """Ask the store for what depends on these tables, or for all of a meeting.

        What does not depend on them stays the same object; what was never wanted waits until it is.
        """

        def depends(*on: str) -> bool:
            return tables is None or not tables.isdisjoint((*on, *OF_EVERYTHING))

        ask = self.bridge.ask
        if self.agenda is None or depends(*_AGENDA):
            self.agenda = ask(queries.agenda, meeting)
        if depends("press"):
            self.events = ask(queries.presses, meeting)
        if depends("cluster"):
            cluster = self.agenda.meeting.cluster
            self.cluster_name = ask(queries.cluster, cluster, self.bridge.today()).name
        for name, on in PARTS.items():
            if name in vars(self) and depends(*on):
                del vars(self)[name]
                getattr(self, name)

    @cached_property
    def log(self) -> Log:
        """The lines written at the meeting."""
        return self._ask(queries.log, _NO_LOG)

    @cached_property
    def attendees(self) -> tuple[Attendee, ...]:
        """The members, and who of them came."""
        return self._ask(queries.attendance, ())

    @cached_property
    def guests(self) -> tuple[Guest, ...]:
        """Who else is there."""
        return self._ask(queries.guests, ())

    @cached_property
    def speakers(self) -> tuple[Guest, ...]:
        """Who is to speak, and can be taken in as a guest."""
        return self._ask(queries.speakers_of, ())

    @cached_property
    def pulse(self) -> Mapping[str, Answers]:
        """What was answered to each question after the meeting."""
        return self._ask(queries.pulse, {})

    @cached_property
    def follow_ups(self) -> tuple[Commitment, ...]:
        """The commitments of earlier meetings that are followed up at this one."""
        return self._ask(queries.commitments_to_follow_up, ())

    @cached_property
    def clinics(self) -> tuple[Clinic, ...]:
        """The clinics of the cluster."""
        agenda = self.agenda
        return self.bridge.ask(queries.clinics, agenda.meeting.cluster) if agenda else ()

    @cached_property
    def counts_spoken(self) -> str:
        """Whether it is counted who spoke, and what becomes of it."""
        if self.agenda is None:
            return "off"
        cluster, today = self.agenda.meeting.cluster, self.bridge.today()
        return str(self.bridge.ask(queries.settings, cluster, today).get("spoken", "off"))

    def _ask(self, query: Callable[[Session, str], T], nothing: T) -> T:
        return self.bridge.ask(query, self.agenda.meeting.id) if self.agenda else nothing

    @property
    def meeting(self) -> str | None:
        return self.agenda.meeting.id if self.agenda else None

    @property
    def is_running(self) -> bool:
        return self.agenda is not None and self.agenda.meeting.status == "running"

    def now(self) -> Now:
        """One look at both clocks. A wall clock put right by a moment is waited for, so that the
        hour shown does not go back."""
        clock, utc = self.bridge.clock, self.bridge.clock.utc()
        if self._hour is not None and 0 < (self._hour - utc).total_seconds() <= APART:
            utc = self._hour
        self._hour = utc
        return Now(utc, clock.mono(), self.bridge.run)

    def reading(self) -> Reading | None:
        """What the clock says now; None without a meeting."""
        return read(self.agenda.plan, self.events, self.now()) if self.agenda else None

    def proposal(self, donors: frozenset[str] | None = None) -> Proposal | None:
        """How the meeting could end in time; `donors` narrows who gives."""
        if self.agenda is None:
            return None
        return propose(self.agenda.plan, self.events, self.now(), donors=donors)

    def spare(self) -> dict[str, int]:
        """The minutes each coming item could be given, when the meeting is ahead of its time."""
        return spare(self.agenda.plan, self.events, self.now()) if self.agenda else {}

    def foreseen(self, allotted: Mapping[str, int]) -> Reading | None:
        """What the clock would say were these seconds allotted now; nothing is stored."""
        if self.agenda is None:
            return None
        now = self.now()
        seq = max((event.seq for event in self.events), default=0) + 1
        made = Event(seq, now.utc, now.mono, now.run, EventKind.REPLANNED, allotted=allotted)
        return read(self.agenda.plan, (*self.events, made), now)

    def item_after(self, reading: Reading, by: int) -> AgendaItem | None:
        """The item so many places after the running one, skipped ones passed over.

        When the running one was taken off the agenda, the next is the first that waits.
        """
        if self.agenda is None:
            return None
        if reading.running is None:
            return self.agenda.item(reading.next) if by > 0 else None
        states = {item.id: item.state for item in reading.items}
        there = [i for i in self.agenda.items if states[i.id] is not ItemState.SKIPPED]
        keys = [item.id for item in there]
        at = keys.index(reading.running) + by
        return there[at] if 0 <= at < len(there) else None

    def loose(self, reading: Reading) -> tuple[Loose, ...]:
        """What nobody has said yet where it goes: items that were not finished, parked lines."""
        return find_loose(self.agenda, reading, self.log) if self.agenda else ()

    def begin_silence(self) -> None:
        """Let the running item have its silent minute, or end the one it has."""
        now = self.now().mono
        reading = self.reading()
        item = self.agenda.item(reading.running) if self.agenda and reading else None
        if item is None or (self.silence and self.silence.left(item.id, now) is not None):
            self.silence = None
        else:
            self.silence = Silence(item.id, now, 60 * kind(item.kind).silence)

    def silence_left(self, reading: Reading) -> float | None:
        """The seconds of silence left in the running item; None when there is none."""
        return self.silence.left(reading.running, self.now().mono) if self.silence else None

    def turn_aloud(self) -> None:
        """Let pairs say their commitments aloud for two minutes, or end that."""
        reading = self.reading()
        if reading is None or reading.running is None or self.aloud_left(reading) is not None:
            self.aloud = None
        else:
            self.aloud = Silence(reading.running, self.now().mono, ALOUD_SECONDS)

    def aloud_left(self, reading: Reading) -> float | None:
        """The seconds left in which pairs say them aloud; None when nobody does."""
        return self.aloud.left(reading.running, self.now().mono) if self.aloud else None

    @property
    def here(self) -> tuple[Attendee, ...]:
        """The members in the room now; the same object until somebody comes or goes."""
        found = here(self.attendees, self.now().utc)
        if found != self._here:
            self._here = found
        return self._here

    @property
    def people(self) -> int:
        """How many are here, guests too."""
        return len(self.here) + len(guests_here(self.guests, self.now().utc))

    def latecomers(self) -> tuple[Latecomer, ...]:
        """Who came too late to be asked how it went, and can be asked now."""
        reading = self.reading()
        if self.agenda is None or reading is None:
            return ()
        first = {item.id for item in self.agenda.items if item.kind == "follow_up"}
        began = (item.actual_start for item in reading.items if item.id in first)
        since = next((at for at in began if at is not None), reading.began_at)
        return latecomers(self.attendees, self.follow_ups, since, reading.now)

    def turn(self, reading: Reading) -> Turn | None:
        """The time of whoever has the floor, while a round goes on in the running item."""
        now, going = reading.current, self.round
        if now is None or going is None or going.item != now.id:
            return None
        return going.turn(now, self.people)

    def sight(self, reading: Reading) -> tuple[object, ...]:
        """What a screen shows of the clocks; equal while there is nothing new to show."""
        turn = self.turn(reading)
        own = (
            turn.left if turn else None,
            self.silence_left(reading),
            self.aloud_left(reading),
        )
        return (*sight(reading), *(ceil(left) if left is not None else None for left in own))

    def owners(self) -> tuple[Owner, ...]:
        """Who a commitment may belong to."""
        people = (Owner(one.name, member=one.id) for one in self.attendees)
        return (*people, *(Owner(one.name, clinic=one.id) for one in self.clinics))

    def topic_titles(self) -> dict[str, str]:
        """The titles of the topic bank by id, asked for now."""
        cluster = self.bridge.cluster
        found = self.bridge.ask(queries.topics, cluster) if cluster else ()
        return {one.id: one.title for one in found}

    def root_of(self, line: Line, topics: Mapping[str, str], insight: str | None) -> Root | None:
        """What would give a commitment its topic were it stored now; none when nothing could."""
        reading, said = self.reading(), line.topic.casefold()
        topic = next((key for key, title in topics.items() if title.casefold() == said), None)
        item = self.agenda.item(reading.running) if self.agenda and reading else None
        return find_root(topic, self.log.insights, item, insight)

    # -- the clock goes on

    def look(self) -> Reading | None:
        """Read the clock, after recording what the computer did meanwhile."""
        if self.is_running:
            self.catch_up()
        self._sign()
        return self.reading()

    def catch_up(self) -> float:
        """Record what the clocks did since they were last looked at, before anything is pressed.

        After the end it is only recorded: nobody need hear of it until the meeting goes on.
        Answers the seconds the computer slept.
        """
        if self.agenda is None or self.agenda.meeting.status not in ("running", "held"):
            return 0
        return self._record((self.is_running and self._last) or self._last_known())

    def press_lines(self) -> tuple[PressLine, ...]:
        """Every press as a line, with how far each could be moved now."""
        events, now = self.events, self.now()
        if self.agenda is not None and self.agenda.meeting.status == "held":
            # What `catch_up` would record before a correction.
            last = self._last_known()
            found = look(last, now, True, sum_set_back(events)) if last else ()
            for one in found:
                seq, at = events[-1].seq + 1, one.at
                stamp = Event(seq, at.utc, at.mono, at.run, one.kind, seconds=one.seconds)
                events = (*events, stamp)
        return press_lines(events, now)

    def _last_known(self) -> Now | None:
        """How far this run of the program is known to have come with the meeting; before it has
        joined in, how far any has."""
        # A page out of sight does not follow what others press.
        self.events = self.bridge.ask(queries.presses, self.meeting)
        own = [event for event in self.events if event.run == self.bridge.run]
        if not self.events:
            return None
        press = (own or self.events)[-1]
        last = Now(press.utc, press.mono, press.run)
        seen = self.bridge.ask(queries.sign_of_life, self.meeting)
        if seen is None or (own and seen.run != last.run):
            return last
        return seen if _is_later(seen, last) else last

    def _record(self, last: Now | None) -> float:
        now = self.now()
        if self._failed is not None and now.mono - self._failed < SIGN_EVERY:
            return 0
        found = look(last, now, True, sum_set_back(self.events)) if last else ()
        # As long as there is nothing to record, it is compared with the same look, so that many
        # short sleeps are found as well. Storing tells the pages, which look again.
        self._last = now if found or last is None else last
        if not found:
            return 0
        label, is_running = N_("Record that the computer slept"), self.is_running
        done = self.bridge.do(label, running.record, self.meeting, found, fact=True)
        self._failed = now.mono if done is None else None
        if done is None:
            self._last = last
            return 0
        slept = sum(one.seconds for one in found if one.kind is EventKind.GAP)
        if is_running:
            self.tell_slept(slept)
            back = sum(one.seconds for one in found if one.kind is EventKind.CLOCK_SET)
            if abs(back) >= SHORTEST_GAP_TOLD:
                self.set_back.emit(back)
        return slept

    def tell_slept(self, seconds: float) -> None:
        """Say that the computer slept, if it was for long enough to bother anybody."""
        if seconds >= SHORTEST_GAP_TOLD:
            self.slept.emit(seconds)

    def _sign(self) -> None:
        now, store = self.now(), self.bridge.store
        if store is None or self.meeting is None or not self.is_running:
            return
        if self._signed is not None and now.mono - self._signed < SIGN_EVERY:
            return
        self._signed = now.mono
        if all(event.run != now.run for event in self.events):
            # A sign of a run that has not joined in tells nobody how far the meeting came.
            self._last = None
            return
        try:
            store.live(sign(self.meeting, now))
        except Refusal as refusal:
            note.warning("no sign of life could be written: %s", type(refusal).__name__)

    # -- presses

    def press(
        self,
        label: str,
        kind: EventKind,
        *,
        item: str | None = None,
        seconds: float = 0,
        allotted: Mapping[str, int] | None = None,
        target: int | None = None,
    ) -> int | None:
        """Store one press; None when it was refused, which has then been said."""
        self.catch_up()
        return self.bridge.do(
            label,
            running.press,
            self.meeting,
            kind,
            self.now(),
            item=item,
            seconds=seconds,
            allotted=allotted,
            target=target,
            fact=True,
        )

    @property
    def is_for_another_day(self) -> bool:
        """Whether the meeting is planned a day or more before or after now."""
        if self.agenda is None:
            return False
        away = self.bridge.clock.utc() - self.agenda.meeting.start
        return abs(away) >= timedelta(days=1)

    def begin(self, ago: float = 0) -> int | None:
        """Start the meeting with its first item, which began `ago` seconds before now.

        One planned for another day is moved to now first, or every time would be days off.
        """
        if self.agenda is None or not self.agenda.items:
            return None
        if self.is_for_another_day:
            self._move_to_now()
        first, label = self.agenda.items[0].id, N_("Start the meeting")
        self._last = None
        return self.bridge.do(
            label, running.begin, self.meeting, first, self.now(), ago=ago, fact=True
        )

    def _move_to_now(self) -> None:
        assert self.agenda is not None
        start = nearest(self.bridge.clock.utc())
        end = start + (self.agenda.meeting.end - self.agenda.meeting.start)
        label = N_("Move the meeting to now")
        self.bridge.do(label, planning.change_meeting, self.meeting, start=start, end=end)

    def move_end(self, minutes: int) -> None:
        """Let the meeting end so many minutes later."""
        if self.agenda is not None:
            end = self.agenda.meeting.end + timedelta(minutes=minutes)
            label = N_("Move the end of the meeting")
            self.bridge.do(label, planning.change_meeting, self.meeting, end=end)


def _is_later(one: Now, other: Now) -> bool:
    if one.run == other.run:
        return one.mono > other.mono
    return one.utc > other.utc
