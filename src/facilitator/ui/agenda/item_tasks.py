"""What is to be ready for one agenda item: the section of the item inspector."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.domain.agenda import AgendaItem, Meeting
from facilitator.domain.preparation import Preparation
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.agenda.task_lines import HINT, TaskEditor, TaskLine, TaskList
from facilitator.ui.bridge import Bridge
from facilitator.ui.parts import button, label

_TABLES = frozenset({"preparation", "member", "clinic"})
_BARE = ("follow_up", "summary", "break")
"""Kinds of item for which seldom anything is prepared, so that nothing is offered there."""


class ItemTasks(QWidget):
    """The lines of the item, and a button that makes room for one more."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._item: AgendaItem | None = None
        self._meeting: Meeting | None = None
        self._tasks: tuple[Preparation, ...] = ()
        self._shown: tuple[object, ...] = ()
        text = bridge.lang.text
        self.setAccessibleName(text(N_("Ready for the meeting")))
        self._list = TaskList(bridge, narrow=True)
        self.adding = TaskEditor(bridge, text(HINT), chooses=False)
        self.adding.left.connect(self._fold)
        self.adding.hide()
        words = text(N_("Write who prepares what"))
        self.add_button = button(words, self.begin, icon="plus", small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._title = label(text(N_("Ready for the meeting")), "small")
        for part in (self._title, self._list, self.adding):
            column.addWidget(part)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lines(self) -> Mapping[str, TaskLine]:
        """The lines by the ids of what they show, from the top."""
        return self._list.lines

    def show_item(self, item: AgendaItem, meeting: Meeting) -> None:
        """Show what is to be ready for an item. It is asked only when it can have changed."""
        if self._item is None or item.id != self._item.id:
            self.adding.hide()
        self._item, self._meeting = item, meeting
        shown, news = (item.id, meeting, self._bridge.today()), self._bridge.news
        if shown != self._shown or news is None or news.tables & _TABLES:
            tasks = self._bridge.ask(queries.preparations, meeting.id)
            self._tasks = tuple(one for one in tasks if one.item == item.id)
            self._list.show_tasks(meeting, self._tasks)
        self._shown = shown
        self._show_parts()

    def begin(self) -> None:
        """Write what is to be ready for the item."""
        if self._item is not None and self._meeting is not None:
            self.adding.show_meeting(self._meeting, self._item.id)
            self.adding.show()
            self._show_parts()
            self.adding.field.setFocus()

    def _fold(self) -> None:
        self.adding.hide()
        self._show_parts()
        self.add_button.setFocus()

    def _show_parts(self) -> None:
        can_change = self._meeting is not None and not self._meeting.is_read_only
        kind = self._item.kind if self._item else ""
        is_writing = not self.adding.isHidden()
        self._list.setVisible(bool(self._tasks))
        self._title.setVisible(bool(self._tasks) or is_writing)
        self.add_button.setVisible(can_change and not is_writing)
        self.setVisible(bool(self._tasks) or is_writing or (can_change and kind not in _BARE))
