"""The battery dies at any moment of the story: nothing that was seen is lost, and it goes on."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from tests.outside.screen import Running
from tests.outside.story import STEPS, Step, Story, planned_seconds, presses, running_meeting

from facilitator.domain.meeting_clock import EventKind
from facilitator.store.rows import Session

DEATHS = 5
"""So many while a meeting runs, and as many while none does."""
MOST_ACTIONS = 6
"""So many things are done in a step at most before; one that takes fewer is finished first."""
LONGEST_GAP = 500


class BatteryDied(Exception):
    """Raised in the midst of a step."""


class Mortal(Story):
    """A story in which the program is killed and started again."""

    def __init__(self, program: Running, chance: random.Random) -> None:
        super().__init__(program)
        self.deaths: list[str] = []
        self._chance = chance
        self._confirmed: list[Step] = []
        self._actions_left: int | None = None
        self.hands.acted = self._count

    def live(self, step: Step, deaths: int) -> None:
        """Do a step, and do it again as often as the battery dies in it."""
        for _ in range(deaths):
            self._actions_left = self._chance.randint(1, MOST_ACTIONS)
            try:
                self._do(step)
                raise BatteryDied
            except BatteryDied:
                self._actions_left = None
                self._rise(step)
        self._do(step)

    def _do(self, step: Step) -> None:
        if step.kept is None or not self.ask(step.kept):
            step.do(self)
        self._confirmed.append(step)

    def _count(self) -> None:
        # On the way to another place nobody can say which of the two is the right one.
        if self._actions_left is not None and not self.moving:
            self._actions_left -= 1
            if not self._actions_left:
                raise BatteryDied

    def _rise(self, step: Step) -> None:
        self.program.kill()
        self.check_kept()
        number = self.ask(running_meeting)
        if number:
            self.program.advance(seconds=self._chance.randint(1, LONGEST_GAP))
        self.program.start()
        if number:
            self._see_clock(number)
        else:
            self.see_place()
        self.check_kept()
        self.deaths.append("running" if number else "else")
        print(f"died in “{step.name}”; {f'meeting {number} ran' if number else self.place}")

    def check_kept(self) -> None:
        """Whatever was seen done is in the store."""
        kept = [(step.name, step.kept) for step in self._confirmed]
        assert [name for name, query in kept if query is not None and not self.ask(query)] == []

    def _see_clock(self, number: int) -> None:
        now = self.program.utc
        left = self.ask(lambda session: seconds_left(session, number, now))
        assert left is not None
        self.hands.wait_to_see(f"{number}. møde", "Punktet lige nu", f"Tid tilbage {figures(left)}")


def seconds_left(session: Session, number: int, now: datetime) -> int:
    """What is left of the running item, by the wall clock alone: the story makes no pause and
    never goes back."""
    events, plan = presses(session, number), planned_seconds(session, number)
    for event in events:
        if event.kind is EventKind.REPLANNED:
            plan.update(event.allotted or {})
    start = [event for event in events if event.kind is EventKind.STARTED][-1]
    assert start.item is not None
    return round(plan[start.item] - (now - start.utc).total_seconds())


def figures(seconds: int) -> str:
    """12:20, beyond the end −0:40."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    shown = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"−{shown}" if seconds < 0 else shown


def fates(chance: random.Random, long: bool) -> list[int]:
    """How often the battery dies in each step."""
    if long:
        return [2] * len(STEPS)
    # A step at whose end a meeting begins or ends could count on either side.
    turns = ("start", "end")
    there = [n for n, step in enumerate(STEPS) if not step.name.startswith(turns)]
    running = chance.sample([n for n in there if STEPS[n].runs], DEATHS)
    others = chance.sample([n for n in there if not STEPS[n].runs], DEATHS)
    return [int(n in running or n in others) for n in range(len(STEPS))]


@pytest.mark.screen
def test_killed_at_any_moment_it_goes_on_where_it_was_and_keeps_all_that_was_seen(
    program: Running, long: bool
) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    story = Mortal(program, chance)
    story.begin()
    for step, deaths in zip(STEPS, fates(chance, long), strict=True):
        story.live(step, deaths)
    if not long:
        assert sorted(story.deaths) == ["else"] * DEATHS + ["running"] * DEATHS
    story.check_kept()
    assert program.close() == 0
