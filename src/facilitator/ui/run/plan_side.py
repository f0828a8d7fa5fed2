"""The plan beside the clock, and in its place who gives minutes or who gets them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from facilitator.domain.agenda import Agenda
from facilitator.domain.meeting_clock import EventKind, ItemState, Reading
from facilitator.language import N_
from facilitator.ui.room.step_words import nearest
from facilitator.ui.run.give_panel import GivePanel
from facilitator.ui.run.plan_panel import PlanPanel, changed_words
from facilitator.ui.run.replan_panel import ReplanPanel
from facilitator.ui.run.watch import MeetingWatch

_PLAN, _TAKE, _GIVE = range(3)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlanSide(QStackedWidget):
    """Shows one of the three. `on_item(id, what)` as of the plan; `left`: the keys are the page's
    again; `changed`: the head has other words."""

    left = Signal()
    changed = Signal()

    def __init__(
        self,
        watch: MeetingWatch,
        do: Callable[[str], object],
        on_item: Callable[[str, str], object],
    ) -> None:
        super().__init__()
        lang, self._watch = watch.bridge.lang, watch
        self.plan = PlanPanel(lang, do, on_item)
        self.take = ReplanPanel(lang, watch.proposal, watch.foreseen)
        self.give = GivePanel(lang, watch.spare)
        for card in (self.plan, self.take, self.give):
            self.addWidget(card)
        self.currentChanged.connect(lambda _at: self.changed.emit())
        self.take.changed.connect(self.changed)
        self.take.applied.connect(self._apply)
        self.take.skipped.connect(lambda item: on_item(item, "skip"))
        self.take.end_moved.connect(self._move_end)
        self.give.given.connect(self._give)
        for panel in (self.take, self.give):
            panel.left.connect(self.close_panel)
        # It scrolls; the line to write in and the composer at the left have no room to give.
        watch.bridge.foot_made.emit(self)

    @property
    def shows_plan(self) -> bool:
        """Whether the plan itself is in sight."""
        return self.currentIndex() == _PLAN

    def turn(self) -> None:
        """Show who gives or who gets minutes; shown already, take them, or show the plan again."""
        agenda, reading = self._watch.agenda, self._watch.reading()
        if agenda is None or reading is None:
            return
        self._watch.bridge.unsay("late")
        if self.shows_plan:
            self._open(agenda, reading, _GIVE if self._watch.spare() else _TAKE)
        elif not (self.currentIndex() == _TAKE and self.take.press()):
            self.close_panel()

    def offer_other_end(self) -> None:
        """Show when the meeting could end instead."""
        agenda, reading = self._watch.agenda, self._watch.reading()
        if agenda is not None and reading is not None:
            self.take.open(agenda, reading, for_end=True)
            self.setCurrentIndex(_TAKE)
            self.take.focus_ends()

    def takes(self, key: Qt.Key) -> bool:
        """Do what Enter or a figure means in the panel in sight; whether it means anything."""
        at, number = self.currentIndex(), int(key) - int(Qt.Key.Key_0)
        if at == _TAKE and key in _ENTER:
            self.take.press()
            return True
        if at == _TAKE:
            return self.take.press_figure(number)
        return at == _GIVE and self.give.press_figure(number)

    def close_panel(self) -> None:
        """Show the plan again."""
        self.setCurrentIndex(_PLAN)
        self.left.emit()

    def show_reading(self, agenda: Agenda, reading: Reading) -> None:
        """Show what the clock says."""
        self.plan.show_reading(agenda, reading)
        if self.currentIndex() == _TAKE:
            self.take.show_reading(agenda, reading)
        elif self.currentIndex() == _GIVE:
            self.give.show_reading(agenda, reading)

    def head(self, agenda: Agenda, reading: Reading) -> tuple[str, str]:
        """Who gives minutes for the expected end, in words; and while that is only shown, when
        the meeting would then end, else “”."""
        lang, end = self._watch.bridge.lang, self.take.end
        is_shown, proposal = self.currentIndex() == _TAKE, self.take.proposal
        if is_shown and end is not None and proposal is not None:
            gives = {one.item: one.before - one.after for one in proposal.changes}
            return changed_words(lang, agenda, gives), lang.clock(nearest(end))
        pairs = zip(agenda.items, reading.items, strict=True)
        waits = ItemState.WAITING
        gives = {one.id: i.planned - one.allotted for i, one in pairs if one.state is waits}
        return changed_words(lang, agenda, gives), ""

    def _open(self, agenda: Agenda, reading: Reading, at: int) -> None:
        (self.take if at == _TAKE else self.give).open(agenda, reading)
        self.setCurrentIndex(at)

    def _apply(self, allotted: dict[str, int]) -> None:
        self._watch.press(N_("Take minutes back"), EventKind.REPLANNED, allotted=allotted)
        self.close_panel()

    def _give(self, item: str, minutes: int) -> None:
        label, kind = N_("Give minutes to an item"), EventKind.EXTENDED
        self._watch.press(label, kind, item=item, seconds=60 * minutes)
        self.close_panel()

    def _move_end(self, minutes: int) -> None:
        self._watch.move_end(minutes)
        reading = self._watch.reading()
        if reading is not None and reading.overrun <= 0:
            self.setCurrentIndex(_PLAN)
        self.left.emit()
