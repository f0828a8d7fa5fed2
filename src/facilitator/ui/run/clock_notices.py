"""What the clock of a running meeting says of itself: words in the bar, and sounds if wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from facilitator.domain.meeting_clock import EventKind, Phase, Reading
from facilitator.language import N_
from facilitator.ui.run.clock_panel import TALK_SOON
from facilitator.ui.run.watch import MeetingWatch


class ClockNotices:
    """Says once what a reading brings. `do(handler)` is the page's; `free()` gives it the keys."""

    def __init__(
        self, watch: MeetingWatch, do: Callable[[str], object], free: Callable[[], object]
    ) -> None:
        self._watch, self._bridge, self._do, self._free = watch, watch.bridge, do, free
        self._last: Reading | None = None

    def forget(self) -> None:
        """Another meeting is watched."""
        self._last = None

    def show_reading(self, reading: Reading, *, is_running: bool) -> None:
        """Say what was crossed since the reading before."""
        if is_running:
            self._say_gone(self._last, reading)
            self._say_discussion(self._last, reading)
            self._sound(self._last, reading)
        self._last = reading

    def be_quiet(self) -> None:
        """Take away what is said of a meeting that has ended."""
        for key in ("discussion", "late", "slept", "set_back", "gone"):
            self._bridge.unsay(key)

    def _sound(self, last: Reading | None, reading: Reading) -> None:
        if last is None or last.running != reading.running:
            return
        setting = _threshold(last.phase, reading.phase)
        if setting and self._bridge.settings.get(setting):
            QApplication.beep()

    def _say_discussion(self, last: Reading | None, reading: Reading) -> None:
        left, before = reading.discussion_left, last.discussion_left if last else None
        text, say = self._bridge.lang.text, self._bridge.say
        if left is None:
            if before is not None:
                self._bridge.unsay("discussion")
            return
        is_new = before is None
        if left > 0 and before is not None and before <= 0:
            self._bridge.unsay("discussion")
        if left <= 0 and (is_new or (before or 0) > 0):
            go = text(N_("Go to the summary (S)")), lambda: self._do("go_to_summary")
            said = N_("It is time for the summary.")
            say(text(said), "warn", seconds=0, key="discussion", answers=(go,))
        elif 0 < left <= TALK_SOON and (is_new or (before or 0) > TALK_SOON):
            said = N_("The discussion ends in five minutes.")
            if left < TALK_SOON - 60:
                said = N_("The discussion ends in less than five minutes.")
            say(text(said), key="discussion", seconds=60)
            if not is_new and self._bridge.settings.get("sound_discussion"):
                QApplication.beep()

    def say_late(self, minutes: int) -> None:
        """The meeting began so many minutes late, and they can be taken back."""
        lang = self._bridge.lang
        if minutes < 1:
            return
        said = lang.text(N_("We began {length} late."), length=lang.duration(minutes))
        take = lang.text(N_("Take the minutes back (R)")), lambda: self._do("replan")
        self._bridge.say(said, "warn", seconds=0, key="late", answers=(take,))

    def say_slept(self, seconds: float) -> None:
        """The computer was away for so long, which counts unless it is left out."""
        reading = self._watch.reading()
        if reading is None or reading.paused:
            return
        lang, item = self._bridge.lang, reading.running
        words = lang.plural(
            "The computer was asleep or off for {n} minute.",
            "The computer was asleep or off for {n} minutes.",
            max(1, round(seconds / 60)),
        )
        self._bridge.say(
            words,
            seconds=0,
            key="slept",
            answers=(
                (lang.text(N_("Count it")), self._free),
                (lang.text(N_("Leave it out")), lambda: self._leave_out(item, seconds)),
            ),
        )

    def say_set_back(self, seconds: float) -> None:
        """The clock of the computer went back; the one of the meeting goes on. Once it was put
        right, below 0, there is nothing more to say of it."""
        lang = self._bridge.lang
        if seconds < 0:
            self._bridge.unsay("set_back")
            return
        said = lang.text(
            N_("The computer’s clock was set back {length}. The meeting’s own clock goes on."),
            length=lang.duration(max(1, round(seconds / 60))),
        )
        self._bridge.say(said, seconds=60, key="set_back")

    def _say_gone(self, last: Reading | None, reading: Reading) -> None:
        """The running item was taken off the agenda, maybe on another computer."""
        is_gone = reading.started and not reading.ended and reading.running is None
        if not is_gone:
            if last is not None and last.running is None:
                self._bridge.unsay("gone")
            return
        if last is not None and last.started and last.running is None:
            return
        text = self._bridge.lang.text
        said = N_("The item that ran was taken off the agenda. The meeting goes on without it.")
        after = text(N_("Next item")), lambda: self._do("next_item")
        answers = (after,) if reading.next is not None else ()
        self._bridge.say(text(said), "warn", seconds=0, key="gone", answers=answers)

    def _leave_out(self, item: str | None, seconds: float) -> None:
        label = N_("Leave out the time the computer slept")
        self._watch.press(label, EventKind.NOT_COUNTED, item=item, seconds=seconds)
        self._free()


def _threshold(before: Phase | None, now: Phase | None) -> str:
    """The setting of the sound for what an item came to; “” for none, as when it got more time.

    A short item has little time left when it is closing at once.
    """
    if now is Phase.OVER and before is not Phase.OVER:
        return "sound_over"
    is_soon = before is Phase.STEADY and now in (Phase.SOON, Phase.CLOSING)
    return "sound_soon" if is_soon else ""
