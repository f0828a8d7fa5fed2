"""A running meeting by the real clock: the seconds shown are those on the wall."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from tests.outside.screen import Hands, Running

from facilitator.clock import SystemClock
from facilitator.edits import agenda, members
from facilitator.store.store import Store

SHORT, LONG = 15, 120
"""Seconds that are watched; two minutes by --long."""

LENGTH = 5 * 60
"""The first item of a meeting made from nothing."""


@pytest.mark.screen
def test_the_seconds_shown_are_those_that_have_passed(program: Running, long: bool) -> None:
    seconds = LONG if long else SHORT
    make_store(program)
    program.start(real_clock=True)
    hands = program.hands
    hands.press("Start mødet", "push button")
    hands.wait_to_see("F5 eller mellemrum starter også mødet.")
    hands.key("F5")
    hands.wait_to_see("Tid tilbage 4:59")
    began = time.monotonic() - 1
    changes = [
        (left, now - began) for left, now in seen_changes(hands, began + seconds) if left < LENGTH
    ]
    assert len(changes) >= seconds - 5
    off = [left + passed - LENGTH for left, passed in changes]
    assert max(off) - min(off) < 1.5
    assert program.close() == 0


def make_store(program: Running) -> None:
    clock = SystemClock()
    store = Store.open(program.store, clock, installation="x", create=True)
    with store.edit("New cluster") as session:
        cluster = members.make_cluster(session, "ØNH – Eksempel", "", [("Anna Eksempel", "")])
    now = clock.utc().replace(microsecond=0)
    with store.edit("New meeting", cluster=cluster) as session:
        agenda.make_meeting(session, cluster, now, 120, None)
    store.close()


def seen_changes(hands: Hands, until: float) -> Iterator[tuple[int, float]]:
    """The seconds left each time they change, and when that was seen."""
    last = -1
    while (now := time.monotonic()) < until:
        left = seconds_left(hands)
        if left != last:
            last = left
            yield left, now


def seconds_left(hands: Hands) -> int:
    """As they stand on the screen."""
    for thing in hands.tree():
        if found := re.fullmatch(r"Tid tilbage (\d+):(\d\d)", thing["name"]):
            return 60 * int(found[1]) + int(found[2])
    raise AssertionError("no time is shown")
