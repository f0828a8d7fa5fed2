"""Ideas for coming meetings, added in a line, and the votes the room gives them, counted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from facilitator.domain.topics import VOTES_EACH, Ballot, votes_left
from facilitator.edits import topics as edits
from facilitator.language import N_
from facilitator.store import queries
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import label, set_tone
from facilitator.ui.run.ballot_list import BallotList
from facilitator.ui.run.drafts import Drafts, Texts
from facilitator.ui.run.side_panel import SidePanel
from facilitator.ui.run.watch import MeetingWatch

_SHOWN = frozenset({"topic", "topic_vote"})


class VotesPanel(SidePanel):
    """Two votes each, counted by hand: only how many an idea got is kept."""

    def __init__(self, watch: MeetingWatch) -> None:
        super().__init__(watch)
        self._meeting: str | None = None
        self._ballots: tuple[Ballot, ...] = ()
        text = self.lang.text
        self.count = label("", "strong", number=True)
        words = text(N_("New idea, or find one"))
        self.line = QLineEdit(placeholderText=words)
        self.line.setAccessibleName(words)
        self.line.returnPressed.connect(self.add)
        self.line.textChanged.connect(lambda _: self._show_list())
        self.line.installEventFilter(self)
        self.list = BallotList(self.lang)
        self.list.voted.connect(self.vote)
        self.list.chosen.connect(self.choose)
        self.list.left.connect(self.left)
        self._nothing = label(text(N_("No ideas yet. Write one above.")), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._unstored = Unstored(watch.bridge, self.add, self.line, column=column)
        self._drafts = Drafts(watch.bridge, (self.line,), self._begun, self._go_on_with)
        column.addWidget(self.count)
        column.addWidget(self.line)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addStretch()

    def _begun(self) -> Texts:
        """What is half written."""
        return {"idea": self.line.text()}

    def _go_on_with(self, texts: Texts) -> None:
        self.line.setText(texts.get("idea", ""))

    # -- what is stored

    def stored(self) -> tuple[object, ...]:
        return (self.watch.here,)

    def show_meeting(self) -> None:
        news = self.watch.bridge.news
        is_news = news is None or not news.tables.isdisjoint(_SHOWN)
        if is_news or self.watch.meeting != self._meeting:
            self._meeting = self.watch.meeting
            self._drafts.show(self._meeting)
            self._look()
        super().show_meeting()

    def show_stored(self) -> None:
        """Show how many votes those who are here have left."""
        lang, present = self.lang, len(self.watch.here)
        given = sum(one.votes for one in self._ballots)
        if not present:
            self.count.setText(lang.plural("{n} vote counted", "{n} votes counted", given))
            set_tone(self.count, "")
            return
        left = votes_left(self._ballots, present)
        total = lang.number(VOTES_EACH * present)
        if left < 0:
            said = lang.plural(
                "{n} vote more than two each ({total})",
                "{n} votes more than two each ({total})",
                -left,
                total=total,
            )
        else:
            said = lang.plural(
                "{n} vote left of {total}", "{n} votes left of {total}", left, total=total
            )
        self.count.setText(said)
        set_tone(self.count, "warn" if left < 0 else "")

    def _look(self) -> None:
        bridge = self.watch.bridge
        found = bridge.guarded(lambda: bridge.ask(queries.ballots, self._meeting))
        self._ballots = self._ballots if found is None else found
        self._show_list()
        self.show_stored()

    def _show_list(self) -> None:
        part = " ".join(self.line.text().split()).casefold()
        shown = [one for one in self._ballots if part in one.title.casefold()]
        self.list.show_ballots(shown)
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not self._ballots)

    # -- what a person does

    def add(self) -> None:
        """Put the idea that is written into the bank; one that is there is only gone to."""
        title = " ".join(self.line.text().split())
        if not title or self._meeting is None:
            self.left.emit()
            return
        bridge = self.watch.bridge
        made = self._unstored.do(
            N_("Add topic"),
            edits.add_topic,
            bridge.cluster,
            title,
            bridge.clock.utc(),
            origin="meeting",
            meeting=self._meeting,
        )
        if made is not None:
            self.line.clear()
            self.list.hold(made)

    def vote(self, topic: str, by: int) -> None:
        """Count a vote for an idea, or take one back."""
        step = N_("Count a vote") if by > 0 else N_("Take a vote back")
        self.watch.bridge.do(step, edits.vote, topic, self._meeting, by)

    def choose(self, topic: str, is_chosen: bool) -> None:
        """Choose an idea for a coming meeting, or not after all."""
        state, now = "chosen" if is_chosen else "new", self.watch.bridge.clock.utc()
        self.watch.bridge.do(N_("Say how a topic stands"), edits.set_state, topic, state, now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            key = event.key() if isinstance(event, QKeyEvent) else 0
            if key == Qt.Key.Key_Down and self.list.ballots:
                self.list.setFocus()
                if self.list.current() is None:
                    self.list.hold(self.list.ballots[0].id)
                return True
            if key == Qt.Key.Key_Escape:
                self.line.clear()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
