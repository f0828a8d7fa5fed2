"""A running meeting on one page: clock, lines, a panel that fits the item, and the plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
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
from facilitator.ui.parts import Elided, button, label, plain_tooltip
from facilitator.ui.room.screen import RoomScreen
from facilitator.ui.room.step_words import behind_words, end_words
from facilitator.ui.run.capture_panel import CapturePanel
from facilitator.ui.run.clock_panel import ClockPanel
from facilitator.ui.run.compact_strip import opener
from facilitator.ui.run.lines import Lines
from facilitator.ui.run.plan_side import PlanSide
from facilitator.ui.run.side_card import SideCard
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.ui.run.attendance_panel import AttendancePanel
    from facilitator.ui.run.round_panel import RoundPanel
    from facilitator.ui.run.summary_panel import SummaryPanel

P = TypeVar("P", bound=SidePanel)

_NARROW_HEAD, _WIDE_HEAD = 940, 1240
"""Design pixels from which the head has room for the words of the room screen, and for who gives
minutes."""

_LOW = 560
"""Design pixels of height below which things stand closer."""
_AGAIN_MS = 5_000
"""How long until what could not be asked of the store is asked for again."""
_EDGES, _LOW_EDGES = (28, 18, 28, 20), (16, 10, 16, 10)


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
        self.clock = ClockPanel(self.lang, do, self.backdated.emit)
        self.preview = preview
        self._lay_out()
        self._is_furnished = False
        self._furnishing = QTimer(self, singleShot=True, interval=0)
        self._furnishing.timeout.connect(self._furnish_in_sight)

    def _lay_out(self) -> None:
        self.under = _Under()
        self._left = QVBoxLayout()
        self._left.setSpacing(16)
        self._left.addWidget(self.clock)
        self._left.addWidget(self.under, 1)
        self._below = QHBoxLayout()
        self._below.setSpacing(18)
        self._below.addLayout(self._left, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_EDGES)
        self._column.setSpacing(14)
        self._column.addLayout(self._top())
        self._column.addLayout(self._below, 1)

    def _furnish_in_sight(self) -> None:
        if self.isVisible():
            # A fault is not met again with each second that is painted.
            self._furnishing.setInterval(_AGAIN_MS)
            self._watch.bridge.guarded(self._furnish)

    def _furnish(self) -> None:
        """Make what stands under and beside the clock, which is on the screen by now."""
        if self._is_furnished:
            return
        self._capture = CapturePanel(self._watch)
        self._side = SideCard(self._watch, self.preview)
        self._right = PlanSide(self._watch, self._do, self.item_wanted.emit)
        self._is_furnished = True
        self._capture.left.connect(self._leave_lines)
        self._capture.back_wanted.connect(lambda: self._do("go_to_summary"))
        self._side.left.connect(self.left)
        self._side.room_menu_wanted.connect(self.room_menu_wanted)
        self._right.left.connect(self.left)
        self._right.changed.connect(self._show_end_anew)
        self.under.addWidget(Lines(self._capture, self._side))
        self._below.addWidget(self._right)
        self._right.show()
        self._side.panel("round")  # it sounds, also out of sight
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

    # -- what is in sight

    @property
    def side(self) -> SideCard:
        """The panels beside the lines."""
        self._furnish()
        return self._side

    def panel(self, kind: type[P]) -> P:
        """The panel of this class beside the lines."""
        return self.side.of(kind)

    def forget_round(self) -> None:
        """The meeting has ended: what was counted of who spoke goes, unless it is kept."""
        cast("RoundPanel", self.side.panel("round")).forget()

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
        """Bring a panel beside the lines into sight."""
        self.side.bring(key)

    def follow_up(self) -> None:
        """Bring the round of the open commitments into sight."""
        self.show_summary(False)
        self.under.setCurrentIndex(0)
        self.show_side("follow_up")

    def show_line(self, key: str) -> bool:
        """Bring a line of the meeting into sight; whether it is there."""
        self.show_summary(False)
        self.under.setCurrentIndex(0)
        return self.capture.list.show_line(key)

    def take_attendance(self) -> None:
        """Give the keys to the list of who is here; S leads back to the composer."""
        self.show_summary(False)
        self.under.setCurrentIndex(0)
        cast("AttendancePanel", self.side.bring("attendance")).take()

    def show_summary(self, wanted: bool) -> None:
        """Show the composer although another item runs, or the lines although the summary does."""
        self._furnish()  # before the wish, which lasts until another item begins
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
        self._furnish()
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
            self.end.setText(end_words(lang, reading))
            return
        # What did not change is the same object.
        if watch.log is not self._shown:
            self._shown = watch.log
            self._capture.show_log(watch.log)
        for side in self._side:
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
        for side in self._side:
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
        taken, then = self._right.head(agenda, reading)
        is_wide = self.width() >= theme.px(_WIDE_HEAD)
        said = end_words(self.lang, reading)
        self.end.setText(f"{said} → {then}" if then and is_wide else said)
        self.taken.setText(f"({taken})" if taken else "")
        self.taken.setVisible(bool(taken) and is_wide)

    def _follow(self, item: AgendaItem) -> None:
        if item.id == self._item:
            return
        self._item = item.id
        self._summary_wanted = None
        self._side.begin(item)
        self._fit()

    def _fit_edges(self) -> None:
        """Where text is large in a low window there is less room between things."""
        is_low = self.height() < theme.px(_LOW)
        self._column.setContentsMargins(*(_LOW_EDGES if is_low else _EDGES))
        self._column.setSpacing(8 if is_low else 14)
        self._left.setSpacing(8 if is_low else 16)

    def _fit(self) -> None:
        self._fit_edges()
        if not self._is_furnished:
            self.clock.set_room(self.height(), compact=False)
            self.say_room(self.room.accessibleName())
            return
        agenda = self._watch.agenda
        item = agenda.item(self._item) if agenda else None
        wanted = self._summary_wanted
        is_last = item is not None and item.is_last
        composing = wanted if wanted is not None else is_last
        self._capture.back.setVisible(is_last and not composing)
        if composing or self._has_summary:
            self.under.setCurrentIndex(self.under.indexOf(self.summary) if composing else 0)
        self.clock.set_room(self.height(), compact=composing)
        self._right.setFixedWidth(
            max(theme.px(220), min(theme.px(520), round(self.width() * 0.29)))
        )
        self.say_room(self.room.accessibleName())

    def say_room(self, words: str) -> None:
        """Say what the room screen shows; in a narrow window its sign alone does."""
        is_narrow = self.width() < theme.px(_NARROW_HEAD)
        self.room.setAccessibleName(words)
        self.room.setText("" if is_narrow else words)
        plain_tooltip(self.room, words if is_narrow else "")

    def heightForWidth(self, width: int) -> int:
        # What lies around it scrolls only what cannot shrink any more.
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_furnished and not self._furnishing.isActive():
            self._furnishing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        layout = self.layout()
        if layout is not None:
            # It may be painted before the next look at the layout.
            layout.activate()
