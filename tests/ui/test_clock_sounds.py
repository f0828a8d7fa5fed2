"""What can be heard of the meeting clock: each threshold once, and only where it was chosen."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.running_meeting import START

from facilitator.domain.meeting_clock import Event, EventKind, Now, read
from facilitator.domain.schedule import Item, Plan
from facilitator.ui.bridge import Bridge
from facilitator.ui.run.clock_notices import ClockNotices

pytestmark = pytest.mark.bare

PLAN = Plan(
    START,
    START + timedelta(minutes=35),
    (
        Item("talk", 1200, 600, True, False, None),
        Item("short", 180, 180, False, False, None),
        Item("summary", 600, 600, False, True, None),
    ),
)


class Ears:
    """A meeting that is heard minute by minute; nothing of it is stored."""

    def __init__(self, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bridge, self.beeps, self.seconds = bridge, 0, 0.0
        watch = cast(Any, SimpleNamespace(bridge=bridge))
        self.notices = ClockNotices(watch, lambda _handler: None, lambda: None)
        self.events: list[Event] = []
        monkeypatch.setattr(QApplication, "beep", self._beep)

    def _beep(self) -> None:
        self.beeps += 1

    def press(self, kind: EventKind, item: str | None = None, minutes: int = 0) -> None:
        now, seq = self.now, len(self.events) + 1
        event = Event(seq, now.utc, now.mono, now.run, kind, item, 60 * minutes)
        self.events.append(event)

    @property
    def now(self) -> Now:
        return Now(START + timedelta(seconds=self.seconds), self.seconds, "a")

    def hear(self, until: str) -> list[str]:
        """The minutes and seconds at which something was heard until then."""
        minutes, _, seconds = until.partition(":")
        heard, end = [], 60 * int(minutes) + int(seconds)
        while self.seconds <= end:
            before = self.beeps
            self.notices.show_reading(read(PLAN, self.events, self.now), is_running=True)
            if self.beeps > before:
                heard.append(f"{int(self.seconds) // 60}:{int(self.seconds) % 60:02}")
            self.seconds += 1
        return heard


@pytest.fixture
def ears(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> Ears:
    made = Ears(bridge, monkeypatch)
    made.press(EventKind.STARTED, "talk")
    return made


@pytest.mark.parametrize(
    ("chosen", "heard"),
    [
        ((), []),
        (("sound_soon",), ["16:00"]),
        (("sound_over",), ["20:01"]),
        (("sound_discussion",), ["20:00"]),
        (("sound_soon", "sound_over", "sound_discussion"), ["16:00", "20:00", "20:01"]),
    ],
)
def test_each_threshold_is_heard_once_where_it_was_chosen(
    ears: Ears, chosen: tuple[str, ...], heard: list[str]
) -> None:
    for setting in chosen:
        ears.bridge.settings.set(setting, True)
    assert ears.hear("30:00") == heard


def test_little_time_is_heard_of_a_short_item_too_and_more_time_is_not(ears: Ears) -> None:
    for setting in ("sound_soon", "sound_over"):
        ears.bridge.settings.set(setting, True)
    assert ears.hear("17:00") == ["16:00"]
    ears.press(EventKind.STARTED, "short")
    assert ears.hear("20:30") == ["19:01", "20:02"]
    ears.press(EventKind.EXTENDED, "short", 1)
    assert ears.hear("20:40") == []
    ears.press(EventKind.EXTENDED, "short", 5)
    assert ears.hear("21:00") == []
    assert ears.hear("26:10") == ["24:13", "26:02"]


def test_going_to_another_item_and_what_was_crossed_out_of_sight_are_silent(ears: Ears) -> None:
    ears.bridge.settings.set("sound_over", True)
    assert ears.hear("19:59") == []
    ears.press(EventKind.STARTED, "summary")
    ears.seconds += 1200
    assert ears.hear("40:10") == []
    ears.notices.forget()
    assert ears.hear("41:00") == []
