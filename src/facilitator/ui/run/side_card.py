"""The panels beside the lines of a running meeting, one of them in sight, chosen by its tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from facilitator.domain.agenda import AgendaItem
from facilitator.language import N_
from facilitator.ui.parts import Card, FlowLayout, button
from facilitator.ui.room.screen import RoomScreen
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch

if TYPE_CHECKING:
    from facilitator.ui.run.attendance_panel import AttendancePanel
    from facilitator.ui.run.followup_panel import FollowUpPanel
    from facilitator.ui.run.preview_panel import PreviewPanel

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
    Side("course", N_("Timeline"), "facilitator.ui.run.press_log", "PressLog"),
    Side("room", N_("Room screen"), "facilitator.ui.run.preview_panel", "PreviewPanel"),
)
_TIGHT = "padding-left: 3px; padding-right: 3px;"
"""For tabs that are all to stand in one row where text is large."""

_AT_ITS_BEGINNING = {"follow_up": "follow_up", "break": "attendance", "topics": "topics"}
"""Which of them an item of a kind brings into sight; the round for all others."""


class SideCard(Card):
    """Makes each panel when it is first wanted: a meeting that runs is to be on the screen sooner.

    `left`: the keys are the page's again; `room_menu_wanted(button)`: offer there what can be done
    with the room screen. `preview` is shown by the panel of the room screen.
    """

    left = Signal()
    room_menu_wanted = Signal(object)

    def __init__(self, watch: MeetingWatch, preview: RoomScreen) -> None:
        super().__init__()
        self._watch, self._preview = watch, preview
        self._item: str | None = None
        self._made: dict[str, SidePanel] = {}
        self.tabs: dict[str, QPushButton] = {}
        holder = QWidget()
        head = FlowLayout(holder, 4)
        self.stack = QStackedWidget()
        for side in SIDES:
            words = watch.bridge.lang.text(side.words)
            made = button(words, partial(self._choose, side.key), small=True)
            made.setCheckable(True)
            self.tabs[side.key] = made
            head.addWidget(made)
        self.body.addWidget(holder)
        self.body.addWidget(self.stack, 1)

    def __iter__(self) -> Iterator[SidePanel]:
        """The panels that have been made."""
        return iter(self._made.values())

    def tighten(self, tight: bool) -> None:
        """Let the tabs take less room, or as much as other buttons."""
        for tab in self.tabs.values():
            tab.setStyleSheet(_TIGHT if tight else "")

    def bring(self, key: str) -> SidePanel:
        """Bring a panel into sight."""
        for name, tab in self.tabs.items():
            tab.setChecked(name == key)
        made = self.panel(key)
        self.stack.setCurrentWidget(made)
        return made

    def takes(self, key: Qt.Key) -> bool:
        """Do what a key means in the panel in sight; whether it means anything."""
        made = self.stack.currentWidget()
        return self.isVisible() and isinstance(made, SidePanel) and made.takes(key)

    def _choose(self, key: str) -> None:
        self.bring(key).enter()

    def of(self, kind: type[P]) -> P:
        """The panel of this class."""
        return cast(P, self.panel(next(side.key for side in SIDES if side.name == kind.__name__)))

    def panel(self, key: str) -> SidePanel:
        """The panel of this key."""
        if key not in self._made:
            made = next(side for side in SIDES if side.key == key).make(self._watch)
            made.left.connect(self.left)
            self._made[key] = made
            self.stack.addWidget(made)
            if key == "attendance":
                cast("AttendancePanel", made).asked.connect(self._ask_latecomers)
            elif key == "room":
                cast("PreviewPanel", made).menu_wanted.connect(self.room_menu_wanted)
                cast("PreviewPanel", made).hold(self._preview)
            self._fill(made)
        return self._made[key]

    def begin(self, item: AgendaItem) -> None:
        """Another item runs from now on."""
        self._item = item.id
        for made in self:
            made.begin(item)
        self.bring(_AT_ITS_BEGINNING.get(item.kind, "round"))

    def _fill(self, made: SidePanel) -> None:
        """Let a panel that was just made show what the others show."""
        agenda, reading = self._watch.agenda, self._watch.reading()
        item = agenda.item(self._item) if agenda else None
        if reading is None or item is None:
            return
        made.begin(item)
        made.show_meeting()
        made.show_reading(reading)

    def _ask_latecomers(self, commitments: tuple[str, ...]) -> None:
        cast("FollowUpPanel", self.bring("follow_up")).ask(commitments)
        self.left.emit()
