"""A running meeting on one page: clock, lines, a panel that fits the item, and the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import Agenda, AgendaItem
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.outcomes import Log
from facilitator.domain.people import Attendee
from facilitator.language import N_
from facilitator.ui import theme
from facilitator.ui.parts import Card, Elided, FlowLayout, button, label, plain_tooltip
from facilitator.ui.room.screen import RoomScreen
from facilitator.ui.room.step_words import behind_words
from facilitator.ui.run.capture_panel import CapturePanel
from facilitator.ui.run.clock_panel import ClockPanel
from facilitator.ui.run.compact_strip import opener
from facilitator.ui.run.plan_side import PlanSide
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.ui.run.attendance_panel import AttendancePanel
    from facilitator.ui.run.followup_panel import FollowUpPanel
    from facilitator.ui.run.preview_panel import PreviewPanel
    from facilitator.ui.run.round_panel import RoundPanel
    from facilitator.ui.run.summary_panel import SummaryPanel

P = TypeVar("P", bound=SidePanel)


@dataclass(frozen=True, slots=True)
class Side:
    """A panel beside the lines: its key, what its tab says, a msgid, its module and its class."""

    key: str
    words: str
    module: str
    name: str

    def make(self, watch: MeetingWatch) -> SidePanel:
        """Load the panel's module and make the panel."""
        return cast(SidePanel, getattr(import_module(self.module), self.name)(watch))


SIDES = (
    Side("follow_up", N_("Follow-up"), "facilitator.ui.run.followup_panel", "FollowUpPanel"),
    Side("round", N_("Round"), "facilitator.ui.run.round_panel", "RoundPanel"),
    Side("topics", N_("Topics"), "facilitator.ui.run.votes_panel", "VotesPanel"),
    Side("attendance", N_("Attendance"), "facilitator.ui.run.attendance_panel", "AttendancePanel"),
    Side("course", N_("Course"), "facilitator.ui.run.press_log", "PressLog"),
    Side("room", N_("Room screen"), "facilitator.ui.run.preview_panel", "PreviewPanel"),
)
_AT_ITS_BEGINNING = {"follow_up": "follow_up", "break": "attendance", "topics": "topics"}
"""Which of them an item of a kind brings into sight; the round for all others."""

_NARROW_HEAD, _WIDE_HEAD = 940, 1240
"""Design pixels from which the head has room for the words of the room screen, and for who gives
minutes."""


class _Under(QStackedWidget):
    """What scrolls or shrinks under the clock, which is given all it asks for."""

    def hasHeightForWidth(self) -> bool:
        return False


def _ticking(role: theme.Role) -> Elided:
    made = Elided("", role)
    made.setFont(theme.font(role, number=True))
    return made


class RunningView(QWidget):
    """The panels of a running meeting and which of them are in sight.

    `left`: a field gave the keys back. `backdated(minutes)`, `item_wanted(id, what)`;
    `room_menu_wanted(button)`: offer there what can be done with the room screen.
    """

    left = Signal()
    room_menu_wanted = Signal(object)
    backdated = Signal(int)
    item_wanted = Signal(str, str)

    def __init__(
        self, watch: MeetingWatch, do: Callable[[str], object], preview: RoomScreen
    ) -> None:
        super().__init__()
        self._watch, self.lang, self._do = watch, watch.bridge.lang, do
        self._item: str | None = None
        self._here: tuple[Attendee, ...] = ()
        self._shown: Log | None = None
        self._summary_wanted: bool | None = None
        self.tabs: dict[str, QPushButton] = {}
        self.clock = ClockPanel(self.lang, do, self.backdated.emit)
        # Made when first wanted: a meeting that runs is to be on the screen sooner.
        self.sides: dict[str, SidePanel] = {}
        self.preview = preview
        self._lay_out()
        self._is_furnished = False
        self._furnishing = QTimer(self, singleShot=True, interval=0)
        self._furnishing.timeout.connect(self._furnish_in_sight)

    def _lay_out(self) -> None:
        self.under = _Under()
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.clock)
        left.addWidget(self.under, 1)
        self._below = QHBoxLayout()
        self._below.setSpacing(18)
        self._below.addLayout(left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 28, 20)
        column.setSpacing(14)
        column.addLayout(self._top())
        column.addLayout(self._below, 1)

    def _furnish_in_sight(self) -> None:
        if self.isVisible():
            self._furnish()

    def _furnish(self) -> None:
        """Make what stands under and beside the clock, which is on the screen by now."""
        if self._is_furnished:
            return
        self._is_furnished = True
        self._capture = CapturePanel(self._watch)
        self._capture.left.connect(self._leave_lines)
        self._right = PlanSide(self._watch, self._do, self.item_wanted.emit)
        self._right.left.connect(self.left)
        self._right.changed.connect(self._show_end_anew)
        lines = QWidget()
        row = QHBoxLayout(lines)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._capture, 1)
        row.addWidget(self._make_side(), 1)
        self.under.addWidget(lines)
        self._below.addWidget(self._right)
        self._right.show()
        self._side_of("round")  # it sounds, also out of sight
        reading = self._watch.reading()
        if reading is not None:
            self.show_meeting(reading)
        self._fit()

    @property
    def capture(self) -> CapturePanel:
        """The line to write in, and the lines written."""
        self._furnish()
        return self._capture

    @property
    def right(self) -> PlanSide:
        """The plan, and what changes it."""
        self._furnish()
        return self._right

    def _top(self) -> QHBoxLayout:
        text, do = self.lang.text, self._do
        self.title = Elided("", "title")
        # The title alone gives way, and nothing that ticks holds the window open.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.time, self.behind, self.end = _ticking("muted"), _ticking("strong"), _ticking("body")
        self.taken = label("", "muted", number=True, wrap=False)
        said = text(N_("Room screen: not shown"))
        self.room = button(said, lambda: do("show_room"), icon="monitor", name=said)
        self.finish = button(text(N_("End the meeting")), lambda: do("end_meeting"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.title, 1)
        parts = (self.time, self.behind, self.end, self.taken)
        for part in (*parts, opener(self.lang, do), self.room, self.finish):
            row.addWidget(part)
        return row

    def _make_side(self) -> Card:
        card = Card()
        holder = QWidget()
        head = FlowLayout(holder, 4)
        self._sides = QStackedWidget()
        for side in SIDES:
            words = self.lang.text(side.words)
            made = button(words, partial(self.show_side, side.key), small=True)
            made.setCheckable(True)
            self.tabs[side.key] = made
            head.addWidget(made)
        card.body.addWidget(holder)
        card.body.addWidget(self._sides, 1)
        return card

    # -- what is in sight

    def panel(self, kind: type[P]) -> P:
        """The panel of this class beside the lines."""
        key = next(side.key for side in SIDES if side.name == kind.__name__)
        return cast(P, self._side_of(key))

    def _side_of(self, key: str) -> SidePanel:
        self._furnish()
        if key not in self.sides:
            made = next(side for side in SIDES if side.key == key).make(self._watch)
            made.left.connect(self.left)
            self.sides[key] = made
            self._sides.addWidget(made)
            if key == "attendance":
                cast("AttendancePanel", made).asked.connect(self._ask_latecomers)
            elif key == "room":
                cast("PreviewPanel", made).menu_wanted.connect(self.room_menu_wanted)
                cast("PreviewPanel", made).hold(self.preview)
            self._fill(made)
        return self.sides[key]

    def _fill(self, made: SidePanel) -> None:
        """Let a panel that was just made show what the others show."""
        agenda, reading = self._watch.agenda, self._watch.reading()
        item = agenda.item(self._item) if agenda else None
        if reading is None or item is None:
            return
        made.begin(item)
        made.show_meeting()
        made.show_reading(reading)

    def forget_round(self) -> None:
        """The meeting has ended: what was counted of who spoke goes, unless it is kept."""
        cast("RoundPanel", self._side_of("round")).forget()

    @cached_property
    def summary(self) -> SummaryPanel:
        """The composer of the last ten minutes."""
        from facilitator.ui.run.summary_panel import SummaryPanel

        self._furnish()
        made, reading = SummaryPanel(self._watch), self._watch.reading()
        made.left.connect(self.left)
        self.under.addWidget(made)
        if reading is not None:
            made.show_meeting(self._watch.loose(reading))
            made.show_reading(reading)
        return made

    def show_side(self, key: str) -> None:
        """Bring a panel of the side card into sight."""
        self._furnish()
        for name, tab in self.tabs.items():
            tab.setChecked(name == key)
        self._sides.setCurrentWidget(self._side_of(key))

    def _ask_latecomers(self, commitments: tuple[str, ...]) -> None:
        self.show_side("follow_up")
        cast("FollowUpPanel", self._side_of("follow_up")).ask(commitments)
        self.left.emit()

    def follow_up(self) -> None:
        """Bring the round of the open commitments into sight."""
        self.show_summary(False)
        self.under.setCurrentIndex(0)
        self.show_side("follow_up")

    def take_attendance(self) -> None:
        """Give the keys to the list of who is here; S leads back to the composer."""
        self.show_summary(False)
        self.under.setCurrentIndex(0)
        self.show_side("attendance")
        cast("AttendancePanel", self._side_of("attendance")).take()

    def show_summary(self, wanted: bool) -> None:
        """Show the composer although another item runs, or the lines although the summary does."""
        self._summary_wanted = wanted
        self._fit()

    def _leave_lines(self) -> None:
        self._summary_wanted = None
        self._fit()
        self.left.emit()

    @property
    def _has_summary(self) -> bool:
        return self.under.count() > 1

    @property
    def shows_summary(self) -> bool:
        """Whether the composer is in sight."""
        return self.under.currentIndex() == 1

    # -- showing

    def show_meeting(self, reading: Reading) -> None:
        """Show the words of the meeting and its lines."""
        watch, lang = self._watch, self.lang
        agenda = watch.agenda
        if agenda is None:
            return
        number = lang.text(N_("Meeting {number}"), number=agenda.meeting.number)
        self.title.setText(f"{number} · {watch.cluster_name}")
        if not self._is_furnished:
            self._show_clock(agenda, reading)
            return
        # What did not change is the same object.
        if watch.log is not self._shown:
            self._shown = watch.log
            self._capture.show_log(watch.log)
        for side in self.sides.values():
            side.show_meeting()
        self.show_reading(reading)
        if self._has_summary:
            self.summary.show_meeting(watch.loose(reading))

    def show_reading(self, reading: Reading) -> None:
        """Show what the clock says."""
        agenda = self._watch.agenda
        if agenda is None:
            return
        if not self._is_furnished:
            self._show_clock(agenda, reading)
            return
        if self._watch.here is not self._here:
            # Somebody comes or goes at a time that was said before.
            self._here = self._watch.here
            self.show_meeting(reading)
            return
        item = agenda.item(reading.running)
        if item is not None:
            self._follow(item)
        self._show_clock(agenda, reading)
        self._right.show_reading(agenda, reading)
        if self.shows_summary:
            self.summary.show_reading(reading)
        for side in self.sides.values():
            side.show_reading(reading)
        self._show_end(agenda, reading)

    def _show_clock(self, agenda: Agenda, reading: Reading) -> None:
        lang, after = self.lang, self._watch.item_after(reading, 1)
        item = agenda.item(reading.running)
        if item is None:
            self.clock.show_nothing(after)
            self.clock.show_talk(reading.discussion_left)
        else:
            self.clock.show_item(item, after)
            self.clock.show_reading(reading, self._watch.silence_left(reading))
        self.time.setText(lang.text(N_("At {clock}"), clock=lang.clock_seconds(reading.now)))
        words, tone = behind_words(self.lang, reading)
        self.behind.setText(words)
        if self.behind.property("tone") != tone:
            self.behind.setProperty("tone", tone)
            self.behind.style().polish(self.behind)

    def _show_end_anew(self) -> None:
        agenda, reading = self._watch.agenda, self._watch.reading()
        if agenda is not None and reading is not None:
            self._show_end(agenda, reading)

    def _show_end(self, agenda: Agenda, reading: Reading) -> None:
        (taken, then), end = (
            self._right.head(agenda, reading),
            self.lang.clock(reading.expected_end),
        )
        is_wide = self.width() >= theme.px(_WIDE_HEAD)
        if then and is_wide:
            end = f"{end} → {then}"
        self.end.setText(self.lang.text(N_("expected end {clock}"), clock=end))
        self.taken.setText(f"({taken})" if taken else "")
        self.taken.setVisible(bool(taken) and is_wide)

    def _follow(self, item: AgendaItem) -> None:
        if item.id == self._item:
            return
        self._item = item.id
        self._summary_wanted = None
        for side in self.sides.values():
            side.begin(item)
        self.show_side(_AT_ITS_BEGINNING.get(item.kind, "round"))
        self._fit()

    def _fit(self) -> None:
        if not self._is_furnished:
            self.clock.set_room(self.height(), compact=False)
            self.say_room(self.room.accessibleName())
            return
        agenda = self._watch.agenda
        item = agenda.item(self._item) if agenda else None
        wanted = self._summary_wanted
        composing = wanted if wanted is not None else item is not None and item.is_last
        if composing or self._has_summary:
            self.under.setCurrentIndex(self.under.indexOf(self.summary) if composing else 0)
        self.clock.set_room(self.height(), compact=composing)
        self._right.setFixedWidth(
            max(theme.px(220), min(theme.px(400), round(self.width() * 0.28)))
        )
        self.say_room(self.room.accessibleName())

    def say_room(self, words: str) -> None:
        """Say what the room screen shows; in a narrow window its sign alone does."""
        is_narrow = self.width() < theme.px(_NARROW_HEAD)
        self.room.setAccessibleName(words)
        self.room.setText("" if is_narrow else words)
        plain_tooltip(self.room, words if is_narrow else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._furnishing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
