"""The topic bank: ideas for meetings, their votes, and what each topic has led to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import MeetingRow
from facilitator.domain.content import Topic
from facilitator.domain.overview import COMING
from facilitator.domain.people import Member
from facilitator.domain.topics import ORDERS, in_order, is_due_again, matches
from facilitator.edits import topics as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.page import PAGE_MARGINS, Header, Page
from facilitator.ui.parts import ChoiceChips, EmptyState, announce, button
from facilitator.ui.topics.detail import WIDTH, ShownTopic, TopicDetail
from facilitator.ui.topics.list import TopicList
from facilitator.ui.topics.words import state_choices

_LIST, _NONE, _NO_HITS = range(3)
_NARROW = 780
"""Design pixels below which the filters stand in two lines."""


class TopicsPage(Page):
    """The bank as a list that is filtered and ordered, and one topic beside it."""

    tables = frozenset(
        {
            *("topic", "topic_vote", "meeting", "item", "insight", "commitment", "follow_up"),
            *("improvement", "use", "case", "guideline", "package", "speaker", "attachment"),
            *("member", "cluster"),
        }
    )

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._topics: tuple[Topic, ...] = ()
        self._coming: tuple[MeetingRow, ...] = ()
        self._members: tuple[Member, ...] = ()
        self._chosen: str | None = None
        self.list = TopicList(bridge.lang, bridge.today())
        self.detail: TopicDetail | None = None
        self._place()
        self._listen()

    # -- made once

    def _place(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._add_line())
        left.addWidget(self._filters())
        self._stack = QStackedWidget()
        for view in (self.list, self._no_topics(), self._no_hits()):
            self._stack.addWidget(view)
        left.addWidget(self._stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*PAGE_MARGINS)
        self._row.setSpacing(14)
        self._row.addLayout(left, 1)

    def _add_line(self) -> QHBoxLayout:
        text = self.bridge.lang.text
        self.title, self.situation = QLineEdit(), QLineEdit()
        for field, words in (
            (self.title, text(N_("New idea for a topic"))),
            (self.situation, text(N_("Which situation in the clinic?"))),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.returnPressed.connect(self.add)
        self._unstored = Unstored(self.bridge, self.add, self.title, self.situation)
        self._add = button(text(N_("Add topic")), self.add, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.title, 4)
        row.addWidget(self.situation, 5)
        row.addWidget(self._add)
        return row

    def _filters(self) -> QWidget:
        text, bar = self.bridge.lang.text, QWidget()
        states = (("", text(N_("All")), "accent"), *state_choices(self.bridge.lang))
        self.state = ChoiceChips(text(N_("Which topics")), states, "")
        self.order = QComboBox()
        for key, words in ORDERS:
            self.order.addItem(text(words), key)
        self.order.setAccessibleName(text(N_("Order")))
        self.order.setMinimumWidth(theme.px(120))
        self.part = QLineEdit(placeholderText=text(N_("Find")))
        self.part.setAccessibleName(text(N_("Find a topic")))
        self.part.setClearButtonEnabled(True)
        self.part.setMinimumWidth(theme.px(90))
        right = QHBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.part, 1)
        right.addWidget(self.order)
        self._filter_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, bar)
        self._filter_row.setContentsMargins(0, 0, 0, 0)
        self._filter_row.setSpacing(10)
        self._filter_row.addWidget(self.state, 3, Qt.AlignmentFlag.AlignVCenter)
        self._filter_row.addLayout(right, 2)
        self._bar = bar
        return bar

    def _no_topics(self) -> QWidget:
        text = self.bridge.lang.text
        sentence = N_("Write an idea and where in everyday work it comes from. It is anonymous.")
        return EmptyState("lightbulb", text(N_("No ideas yet")), text(sentence))

    def _no_hits(self) -> QWidget:
        text = self.bridge.lang.text
        everything = button(text(N_("Show all")), self._show_all)
        sentence = text(N_("Look for something else, or see all topics."))
        return EmptyState("search", text(N_("Nothing here")), sentence, everything)

    def _listen(self) -> None:
        self.list.picked.connect(self.choose)
        self.list.said.connect(self.say)
        self.list.left.connect(lambda: self.choose(None))
        self.list.entered.connect(self._enter)
        self.state.chosen.connect(lambda _: self._show())
        self.order.activated.connect(lambda _: self._show())
        self.part.textChanged.connect(lambda _: self._show())

    # -- the shell

    def header(self) -> Header:
        lang, today = self.bridge.lang, self.bridge.today()
        words = lang.plural("{n} topic", "{n} topics", len(self._topics)) if self._topics else ""
        due = sum(is_due_again(one, today, lang.zone) for one in self._topics)
        said = lang.plural("{n} to take up again", "{n} to take up again", due) if due else ""
        return Header(lang.text(N_("Topic bank")), " · ".join(filter(None, (words, said))))

    def primary(self) -> QPushButton | None:
        return self._add

    def subject(self) -> str | None:
        return self._chosen

    def show_subject(self, subject: str | None) -> None:
        self._chosen = subject
        if subject is not None and not any(one.id == subject for one in self._shown()):
            self._clear_filters()
        self._show()

    def show_row(self, table: str, key: str) -> bool:
        if table == "topic" and any(one.id == key for one in self._topics):
            self.show_subject(key)
            return True
        return table == "cluster"

    def refresh(self) -> None:
        bridge = self.bridge
        if bridge.cluster is None:
            return
        self._topics = bridge.ask(queries.topics, bridge.cluster)
        rows = bridge.ask(queries.meetings, bridge.cluster)
        self._coming = tuple(one for one in reversed(rows) if one.status in COMING)
        self._members = bridge.ask(queries.members, bridge.cluster, bridge.today())
        self._show()
        self.header_changed.emit()

    # -- what is shown

    def _shown(self) -> tuple[Topic, ...]:
        lang, state, part = self.bridge.lang, self.state.choice, self.part.text()
        # What is being looked at stays, also when it was just put elsewhere.
        wanted = [
            one for one in self._topics if one.id == self._chosen or matches(one, state, part)
        ]
        order = str(self.order.currentData())
        return in_order(wanted, order, self.bridge.today(), lang.zone, lang.sort_key)

    def _show(self) -> None:
        shown = self._shown()
        self.list.show_topics(shown, self.bridge.today())
        self._bar.setVisible(bool(self._topics))
        none = _NO_HITS if self._topics else _NONE
        self._stack.setCurrentIndex(_LIST if shown else none)
        self._hold()

    def _hold(self) -> None:
        if not any(one.id == self._chosen for one in self._topics):
            self._chosen = None
        self.list.hold(self._chosen)
        self._show_detail()

    def _show_detail(self) -> None:
        one = next((one for one in self._topics if one.id == self._chosen), None)
        if one is None:
            if self.detail is not None:
                self.detail.hide()
            self._turn()
            return
        story = self.bridge.ask(queries.topic_story, one.id)
        self.detail = self.detail or self._make_detail()
        self.detail.show_topic(ShownTopic(one, story, self._coming, self._members))
        self.detail.show()
        self._turn()

    def _make_detail(self) -> TopicDetail:
        made = TopicDetail(self.bridge)
        made.said.connect(self.say)
        made.left.connect(self._close_detail)
        made.wanted.connect(self.use)
        self._row.addWidget(made)
        self._fit(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.detail is not None:
            self._fit(self.detail)
        self._turn()

    def _turn(self) -> None:
        """Put the filters in two lines where there is no room for one."""
        has_detail = self.detail is not None and not self.detail.isHidden()
        room = self.width() - (self.detail.width() if self.detail and has_detail else 0)
        ways = QBoxLayout.Direction
        is_narrow = room < theme.px(_NARROW)
        self._filter_row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        # In a line of their own the states may go on in the next.
        centred = Qt.AlignmentFlag.AlignVCenter
        self._filter_row.setAlignment(self.state, Qt.AlignmentFlag(0) if is_narrow else centred)

    def _fit(self, detail: TopicDetail) -> None:
        detail.setFixedWidth(
            max(theme.px(260), min(theme.px(WIDTH) + 80, self.width() * 38 // 100))
        )

    # -- what a person does

    def add(self) -> None:
        """Put what is written into the bank, anonymously."""
        if not self.title.text().strip():
            self.title.setFocus()
            return
        there = {one.id for one in self._topics}
        made = self._unstored.do(
            N_("Add topic"),
            edits.add_topic,
            self.bridge.cluster,
            self.title.text(),
            self.bridge.clock.utc(),
            situation=self.situation.text(),
        )
        if made is None:
            return
        for field in (self.title, self.situation):
            field.clear()
        lang = self.bridge.lang
        said = N_("The bank has this topic already.") if made in there else N_("Topic added")
        announce(self.title, lang.text(said))
        if made in there:
            self.bridge.say(lang.text(said), key="topics")
        self.show_subject(made)
        self.title.setFocus()

    def choose(self, topic: str | None) -> None:
        """Show a topic beside the list; none closes it."""
        if topic != self._chosen:
            self._chosen = topic
            self._hold()

    def say(self, state: str) -> None:
        """Say how the chosen topic stands."""
        one = next((one for one in self._topics if one.id == self._chosen), None)
        if one is not None and one.state != state:
            now = self.bridge.clock.utc()
            self.bridge.do(N_("Say how a topic stands"), edits.set_state, one.id, state, now)

    def use(self, meeting: str) -> None:
        """Put the chosen topic on the agenda of a meeting; “”: begin a new one about it."""
        one = next((one for one in self._topics if one.id == self._chosen), None)
        if one is None:
            return
        if not meeting:
            self.bridge.open_place("meetings", one.id)
            return
        item = self.bridge.do(N_("Add item"), edits.put_on_agenda, one.id, meeting)
        if item is not None:
            self.bridge.open_row("meetings", "item", item)

    def _enter(self) -> None:
        if self.detail is not None:
            self.detail.focus_first()

    def _close_detail(self) -> None:
        self.choose(None)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_filters(self) -> None:
        self.state.choose("")
        self.part.blockSignals(True)
        self.part.clear()
        self.part.blockSignals(False)

    def _show_all(self) -> None:
        self._clear_filters()
        self._show()
