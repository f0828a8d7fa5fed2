"""One topic beside the bank: what it is about, where it was treated, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain import statuses
from facilitator.domain.agenda import MeetingRow
from facilitator.domain.content import Topic
from facilitator.domain.people import Member
from facilitator.domain.topics import ORIGINS, Story
from facilitator.edits import topics as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.content.attached_files import AttachedFiles
from facilitator.ui.content.fields import FieldDesk, Shown
from facilitator.ui.content.material import edition_words
from facilitator.ui.content.panel import Form
from facilitator.ui.content.sorts import sort_row
from facilitator.ui.parts import (
    Card,
    ChoiceChips,
    Field,
    button,
    label,
    scroll_area,
)
from facilitator.ui.parts.due import day_words
from facilitator.ui.parts.line_button import LineButton
from facilitator.ui.parts.status_look import owner_words
from facilitator.ui.past.history_button import history_foot
from facilitator.ui.topics.words import (
    effect_words,
    origin_words,
    passage_words,
    state_choices,
    tally_words,
    votes_words,
)

WIDTH = 380
_TONES = {"introduced": "ok", "partly": "ok", "not_introduced": "warn"}


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """What the pane shows; coming: the meetings it can be put on the agenda of, the next first."""

    topic: Topic
    story: Story
    coming: tuple[MeetingRow, ...]
    members: tuple[Member, ...]


class TopicDetail(Card):
    """`said` asks for a state, `left` to close; `wanted(meeting)` to use the topic there, `""` in
    a new one."""

    said = Signal(str)
    left = Signal()
    wanted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._shown: ShownTopic | None = None
        self._told: Story | None = None
        text = self._lang.text
        self.setAccessibleName(text(N_("Topic")))
        self.body.setContentsMargins(1, 1, 1, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(10)
        self._column.addLayout(self._head())
        self.form = Form(FieldDesk(bridge, AttachedFiles(bridge)), sort_row("topic"))
        self._column.addWidget(self.form)
        self._column.addWidget(label(text(N_("Where does it stand?")), "small"))
        self.state = ChoiceChips(text(N_("State")), state_choices(self._lang))
        self.state.chosen.connect(self.said)
        self._column.addWidget(self.state)
        self._column.addLayout(self._use())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._column.addLayout(self._lines)
        self._build_origin()
        self.delete = button(text(N_("Delete topic")), self._remove, danger=True, small=True)
        self._column.addWidget(history_foot(self._bridge, self.delete))
        self._column.addStretch(1)
        self._scroll = scroll_area(inner)
        self.body.addWidget(self._scroll)

    # -- made once

    def _head(self) -> QHBoxLayout:
        text, head = self._lang.text, QHBoxLayout()
        self._about = label("", "small")
        name = text(N_("Close"))
        self.close_button = button("", self.left.emit, icon="x", plain=True, small=True, name=name)
        head.addWidget(self._about, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _use(self) -> QHBoxLayout:
        words, row = self._lang.text(N_("Use in a meeting")), QHBoxLayout()
        self.use_button = button(words, lambda: None, small=True, icon="calendar-plus")
        self.use_button.setProperty("opens", "true")
        self.menu = QMenu(self.use_button)
        self.use_button.setMenu(self.menu)
        row.addWidget(self.use_button)
        row.addStretch(1)
        return row

    def _build_origin(self) -> None:
        text = self._lang.text
        self.origin = QComboBox()
        for key, words in ORIGINS:
            self.origin.addItem(text(words), key)
        self.origin.activated.connect(self._set_origin)
        self._column.addWidget(Field(text(N_("Where does it come from?")), self.origin))
        ask = text(N_("Show who proposed it"))
        self.show_proposer = button(ask, self._open_proposer, small=True, plain=True)
        self._column.addWidget(self.show_proposer, 0, Qt.AlignmentFlag.AlignLeft)
        self.proposer = QComboBox()
        self.proposer.activated.connect(self._set_proposer)
        hint = text(N_("Shown here alone, and only when you ask for it."))
        self._proposer_field = Field(text(N_("Proposed by")), self.proposer, hint)
        self._column.addWidget(self._proposer_field)
        for box in (self.origin, self.proposer):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)

    # -- shown

    def show_topic(self, shown: ShownTopic) -> None:
        """Show one topic. Texts being typed stay; who proposed it is hidden again."""
        one, before, lang = shown.topic, self._shown, self._lang
        self._shown = shown
        is_other = before is None or before.topic.id != one.id
        parts = origin_words(lang, one), votes_words(lang, one)
        made = lang.text(N_("since {day}"), day=lang.date_axis(one.created.astimezone(lang.zone)))
        self._about.setText(" · ".join(filter(None, (*parts, made))))
        self.form.show_thing(Shown(sort_row("topic"), one, None, None, None))
        self.state.choose(one.state)
        self._fill_menu(shown.coming)
        self.origin.setCurrentIndex(max(0, self.origin.findData(one.origin)))
        if is_other or one.origin != "member":
            self._proposer_field.hide()
        is_hidden = self._proposer_field.isHidden()
        self.show_proposer.setVisible(one.origin == "member" and is_hidden)
        if shown.story != self._told:
            self._told = shown.story
            self._show_story(shown.story)
        self.delete.setVisible(not any(at.status in ("held", "closed") for at in one.occasions))
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)

    def _fill_menu(self, coming: Sequence[MeetingRow]) -> None:
        lang = self._lang
        self.menu.clear()
        for one in coming:
            day = day_words(one.start.astimezone(lang.zone).date(), self._bridge.today(), lang)
            number = lang.number(one.number)
            words = lang.text(N_("On the agenda of meeting {n} on {day}"), n=number, day=day)
            self.menu.addAction(words).triggered.connect(partial(self._want, one.id))
        new = lang.text(N_("New meeting about it…"))
        self.menu.addAction(new).triggered.connect(partial(self._want, ""))

    def _want(self, meeting: str, _checked: bool = False) -> None:
        self.wanted.emit(meeting)

    def _show_story(self, story: Story) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for widget in self._told_widgets(story):
            self._lines.addWidget(widget)

    def _told_widgets(self, story: Story) -> Iterator[QWidget]:
        lang = self._lang
        sections: tuple[tuple[str, list[LineButton]], ...] = (
            (lang.text(N_("Meetings")), list(self._meetings(story))),
            (tally_words(lang, story.commitments), list(self._commitments(story))),
            (lang.text(N_("Improvements")), list(self._improvements(story))),
            (lang.text(N_("Cases, guidelines and figures")), list(self._material(story))),
        )
        for title, lines in sections:
            if lines:
                head = label(title, "h2")
                head.setContentsMargins(0, theme.px(10), 0, theme.px(2))
                yield head
                yield from lines
        if not any(lines for _, lines in sections):
            yield label(lang.text(N_("No meeting has treated it yet.")), "muted")

    def _meetings(self, story: Story) -> Iterator[LineButton]:
        for one in story.passages:
            go: Callable[[], object] = partial(self._bridge.open_place, "meetings", one.meeting)
            if one.items:
                go = partial(self._bridge.open_row, "meetings", "item", one.items[0][0])
            yield _line("calendar", *passage_words(self._lang, one), "ink2", go)

    def _commitments(self, story: Story) -> Iterator[LineButton]:
        for one in story.commitments:
            said = self._lang.text(statuses.status(one.status).title)
            note = f"{owner_words(one, self._lang)} · {said}"
            go = partial(self._bridge.open_place, "follow_up", one.id)
            yield _line("handshake", one.action, note, _TONES.get(one.status, "ink2"), go)

    def _improvements(self, story: Story) -> Iterator[LineButton]:
        for one in story.improvements:
            go = partial(self._bridge.open_place, "follow_up", one.commitment)
            note = effect_words(self._lang, one)
            yield _line("trending-up", one.title, note, "ink2", go)

    def _material(self, story: Story) -> Iterator[LineButton]:
        lang, today = self._lang, self._bridge.today()
        for one in story.used:
            row = sort_row(one.sort)
            news = edition_words(lang, one, today)
            note = " · ".join(filter(None, (news, one.note or lang.text(row.title))))
            go = partial(self._bridge.open_row, "meetings", one.sort, one.thing)
            yield _line(row.icon, one.title, note, "warn" if news else "ink2", go)
        for key, name in story.attached:
            go = partial(self._bridge.open_row, "meetings", "attachment", key)
            yield _line("file-text", name, "", "ink2", go)

    def focus_first(self) -> None:
        """Put the cursor in the title."""
        self.form.fields["title"].findChildren(QPlainTextEdit)[0].setFocus()

    # -- done

    def _set_origin(self, _at: int) -> None:
        if self._shown is not None:
            key, origin = self._shown.topic.id, str(self.origin.currentData())
            if origin != self._shown.topic.origin:
                self._bridge.do(N_("Say where it comes from"), edits.set_origin, key, origin)

    def _open_proposer(self) -> None:
        if self._shown is None:
            return
        now = self._bridge.ask(queries.proposer, self._shown.topic.id)
        today = self._bridge.today()
        self.proposer.clear()
        self.proposer.addItem(self._lang.text(N_("not kept")), "")
        for one in self._shown.members:
            if one.is_active(today) or one.id == now:
                self.proposer.addItem(one.name, one.id)
        self.proposer.setCurrentIndex(max(0, self.proposer.findData(now)) if now else 0)
        self._proposer_field.show()
        self.show_proposer.hide()
        self.proposer.setFocus()

    def _set_proposer(self, _at: int) -> None:
        if self._shown is not None:
            key, member = self._shown.topic.id, str(self.proposer.currentData()) or None
            self._bridge.do(N_("Say who proposed it"), edits.name_proposer, key, member)

    def _remove(self) -> None:
        if self._shown is not None:
            self._bridge.do(N_("Delete topic"), edits.remove_topic, self._shown.topic.id)


def _line(icon: str, title: str, note: str, tone: str, go: Callable[[], object]) -> LineButton:
    made = LineButton(icon, title, note, tone)
    made.clicked.connect(lambda: go())
    return made
