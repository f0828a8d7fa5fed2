"""Who gets what ready before the meeting, and by when: a list to tick off, folded to one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.domain.agenda import Meeting
from facilitator.domain.preparation import Preparation
from facilitator.edits import agenda
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.agenda.task_lines import HINT, TaskEditor, TaskLine, TaskList
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import Card, button, label, scroll_area, set_tone
from facilitator.ui.parts.layouts import BesideLayout

_LINES_IN_SIGHT, _LINES_IF_LOW = 4, 3
_NAMED = 3
_OPEN_FROM = 780
"""Design pixels: on a page this tall the list is open when there is something on it."""


class ReadinessCard(Card):
    """The list of one meeting with a line to add to it; folded, it says how far it is."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._meeting: Meeting | None = None
        self._tasks: tuple[Preparation, ...] = ()
        self._wanted: bool | None = None
        self._shown: object = None
        text = self._lang.text
        self.setAccessibleName(text(N_("Ready for the meeting")))
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.setSpacing(4)
        self.fold = button("", self._toggle, plain=True, small=True, name="…")
        self.count = label("", "small", wrap=False)
        self.late = label("", "small", tone="bad", wrap=False)
        words, hands = QWidget(), QWidget()
        said, tools = QHBoxLayout(words), QHBoxLayout(hands)
        for row in (said, tools):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
        title = label(text(N_("Ready for the meeting")), "h2", wrap=False)
        for part in (title, self.count, self.late):
            said.addWidget(part)
        said.addStretch(1)
        self.ready = button(text(N_("The agenda is ready")), self._set_ready, small=True)
        self.ready.setCheckable(True)
        for hand in (self.ready, self.fold):
            tools.addWidget(hand)
        self.body.addLayout(BesideLayout(words, hands))
        self._list = TaskList(bridge)
        self._scroll = scroll_area(self._list)
        self.add(self._scroll)
        self.adding = TaskEditor(bridge, text(HINT))
        self.add(self.adding)

    @property
    def lines(self) -> Mapping[str, TaskLine]:
        """The lines by the ids of what they show, from the top."""
        return self._list.lines

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is to be ready before a meeting, what is due first at the top."""
        if self._meeting is None or meeting.id != self._meeting.id:
            self._wanted = None
        self._meeting = meeting
        self.ready.setVisible(meeting.status in ("draft", "ready"))
        self.ready.setChecked(meeting.status == "ready")
        tasks = self._bridge.ask(queries.preparations, meeting.id)
        shown = (meeting, tasks, self._bridge.today())
        if shown != self._shown:
            self._shown, self._tasks = shown, tasks
            self._fill()
            self.adding.show_meeting(meeting)
            self._say()
        self._show_open()

    def show_task(self, key: str) -> bool:
        """Open the list and bring a line into sight; whether it is there."""
        if not any(one.id == key for one in self._tasks):
            return False
        self._wanted = True
        self._show_open()
        self._scroll.ensureWidgetVisible(self.lines[key])
        return True

    def begin(self) -> None:
        """Open the list and write the next line."""
        self._wanted = True
        self._show_open()
        self.adding.field.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether the lines can be seen: as a person chose, else when there is room for any."""
        if self._wanted is not None:
            return self._wanted
        return bool(self._tasks) and self._is_tall

    @property
    def _is_tall(self) -> bool:
        return self.window().height() >= theme.px(_OPEN_FROM)

    # -- the rest

    def _toggle(self) -> None:
        self._wanted = not self.is_open
        self._show_open()
        if self._wanted and not self._tasks:
            self.adding.field.setFocus()

    def _set_ready(self) -> None:
        """A missing preparation is said, and keeps nobody from it."""
        meeting = self._meeting
        assert meeting is not None
        is_ready = meeting.status != "ready"
        label_ = N_("The agenda is ready") if is_ready else N_("The agenda is not ready after all")
        self._bridge.do(label_, agenda.set_ready, meeting.id, is_ready)
        missing = [one.text for one in self._tasks if one.done is None]
        if is_ready and missing:
            self._bridge.say(self._still_missing(missing), key="ready")

    def _still_missing(self, tasks: Sequence[str]) -> str:
        lang = self._lang
        named = [lang.quote(shorten(one, 50, placeholder=" …")) for one in tasks[:_NAMED]]
        rest = len(tasks) - len(named)
        if rest:
            named.append(lang.plural("{n} more", "{n} more", rest))
        return lang.text(N_("Still missing: {tasks}."), tasks=lang.list_and(named))

    def _show_open(self) -> None:
        shown = self.is_open
        self._scroll.setVisible(shown and bool(self._tasks))
        self.adding.setVisible(shown and self._can_change)
        words = N_("Show the list") if self._tasks else N_("Write who prepares what")
        if shown:
            words = N_("Fold")
        said = self._lang.text(words)
        self.fold.setText(said)
        self.fold.setAccessibleName(said)
        self.fold.setAccessibleDescription(self.accessibleName())
        self.fold.setVisible(self._can_change or bool(self._tasks))

    def _say(self) -> None:
        lang, n = self._lang, len(self._tasks)
        done = sum(one.done is not None for one in self._tasks)
        late = sum(one.is_late(self._bridge.today()) for one in self._tasks)
        said = lang.text(N_("{k} of {n} ready"), k=lang.number(done), n=lang.number(n))
        self.count.setText(said if n else "")
        self.late.setText(lang.plural("{n} late", "{n} late", late) if late else "")
        set_tone(self.count, "ok" if n and done == n else "")

    def _fill(self) -> None:
        assert self._meeting is not None
        self._list.show_tasks(self._meeting, self._tasks)
        count = _LINES_IN_SIGHT if self._is_tall else _LINES_IF_LOW
        lines = list(self.lines.values())[:count]
        self._scroll.setFixedHeight(sum(line.sizeHint().height() for line in lines))

    @property
    def _can_change(self) -> bool:
        return self._meeting is not None and not self._meeting.is_read_only
