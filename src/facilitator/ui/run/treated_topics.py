"""After a meeting: the topics it was about, and when each is to be taken up again."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QWidget

from facilitator.domain.agenda import Meeting
from facilitator.domain.content import Topic
from facilitator.domain.topics import come_back
from facilitator.edits.topics import REVISIT
from facilitator.language import N_
from facilitator.settings import setting
from facilitator.store import queries
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles
from facilitator.ui.content.fields import FIELDS, FieldDesk, FieldWidget, Shown
from facilitator.ui.content.sorts import FieldRow, sort_row
from facilitator.ui.parts import Card, label

_AGAIN = FieldRow("revisit", N_("Take up again on"), "day")


class TreatedTopics(Card):
    """Gone where a meeting was about no topic. A day that is written is stored at once."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge, self._lang = bridge, bridge.lang
        super().__init__(self._lang.text(N_("Topics of the meeting")))
        self._desk = FieldDesk(bridge, AttachedFiles(bridge))
        self.days: dict[str, FieldWidget] = {}
        self._said = label("", "small")
        self.add(self._said)
        self._rows: list[QWidget] = []

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what the meeting was about; what is being written stays."""
        topics = self._bridge.ask(queries.treated_topics, meeting.id)
        self.setVisible(bool(topics))
        if not topics:
            return
        day = (meeting.started or meeting.start).astimezone(self._lang.zone).date()
        held = self._bridge.ask(queries.settings, meeting.cluster, day)
        months = cast(int, held.get(REVISIT, setting(REVISIT).default))
        self._said.setText(self._words(meeting, months))
        if [one.id for one in topics] != list(self.days):
            self._make(topics)
        for one in topics:
            again = one.revisit
            if meeting.status != "closed":
                again = come_back(one.revisit, day, months)
            told = replace(one, revisit=again)
            self.days[one.id].show_thing(Shown(sort_row("topic"), told, None, None, None))

    def _words(self, meeting: Meeting, months: int) -> str:
        lang = self._lang
        if meeting.status == "closed":
            return lang.text(N_("They are used now. Change the day here if another is better."))
        return lang.plural(
            "Once the meeting is closed they count as used and come up again, after {n} month "
            "unless you write another day.",
            "Once the meeting is closed they count as used and come up again, after {n} months "
            "unless you write another day.",
            months,
        )

    def _make(self, topics: tuple[Topic, ...]) -> None:
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.days = {one.id: FIELDS["day"](self._desk, _AGAIN) for one in topics}
        self._rows = []
        for one in topics:
            title = label(one.title[:1].upper() + one.title[1:], "strong")
            self._rows += [title, self.days[one.id]]
        for row in self._rows:
            self.add(row)
