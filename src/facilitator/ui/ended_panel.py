"""After a meeting: what was planned and what it took, the goals, the check, and closing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import Agenda, Goal
from facilitator.domain.meeting_clock import ItemState, Reading
from facilitator.edits import agenda as planning
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.meeting_watch import MeetingWatch
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import Card, ChoiceChips, TickLine, button, label, page_scroll
from facilitator.ui.summary_panel import park_items, with_commitment

REACHED = (
    ("yes", N_("yes"), "ok"),
    ("partly", N_("partly"), "warn"),
    ("no", N_("no"), "bad"),
)


class EndedPanel(QWidget):
    """A meeting that was held. `close_it` and `reopen(note)` are the page's."""

    def __init__(
        self,
        watch: MeetingWatch,
        do: Callable[[str], object],
        reopen: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._watch, self._lang, self._do, self._reopen = watch, watch.bridge.lang, do, reopen
        text = self._lang.text
        self.said = label("", "h2", number=True)
        self.close_it = button(text(N_("Close the meeting")), lambda: do("close_meeting"), True)
        self.back = button(text(N_("Go on with the meeting")), lambda: do("start"))
        self.note = QLineEdit(placeholderText=text(N_("Why is it opened again?")))
        self.note.setAccessibleName(text(N_("Why is it opened again?")))
        self.note.setMinimumWidth(theme.px(220))
        self.note.returnPressed.connect(self._open_again)
        self.again = button(text(N_("Reopen")), self._open_again)
        self._goals_card = Card(text(N_("Were the goals reached?")))
        self._check_card = Card(text(N_("Before it is closed")))
        self._took_card = Card(text(N_("Planned and actual time")))
        self._goals: tuple[Goal, ...] | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        top = Card()
        top.add(self.said)
        row = QHBoxLayout()
        for made in (self.close_it, self.back, self.note, self.again):
            row.addWidget(made)
        row.addStretch(1)
        top.body.addLayout(row)
        left, right = QVBoxLayout(), QVBoxLayout()
        for part in (top, self._check_card, self._goals_card):
            left.addWidget(part)
        left.addStretch(1)
        right.addWidget(self._took_card)
        right.addStretch(1)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(*PAGE_MARGINS)
        columns.setSpacing(18)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page_scroll(inner))

    @property
    def primary(self) -> QPushButton | None:
        return self.close_it if self.close_it.isVisibleTo(self) else None

    def checks(self) -> tuple[tuple[str, bool], ...]:
        """What is worth a look before closing: a sentence, and whether it is done."""
        lang, watch = self._lang, self._watch
        attendees, log = watch.attendees, watch.log
        unsaid = sum(one.state is None for one in attendees)
        here, have = with_commitment(attendees, log.commitments)
        ownerless = sum(not (c.owner or c.whole_cluster) for c in log.commitments)
        unknown = sum(not one.answered for one in watch.follow_ups)
        goals = watch.agenda.goals if watch.agenda else ()
        open_goals = sum(goal.reached is None for goal in goals)
        lines = (
            (
                True,
                lang.plural(
                    "{n} member without attendance", "{n} members without attendance", unsaid
                )
                if unsaid
                else lang.text(N_("Attendance is said for everybody")),
                not unsaid,
            ),
            (
                True,
                lang.plural("{n} insight taken home", "{n} insights taken home", len(log.official)),
                len(log.official) >= 2,
            ),
            (
                True,
                lang.text(
                    N_("{k} of {n} have a commitment"), k=lang.number(have), n=lang.number(here)
                ),
                have == here,
            ),
            (
                bool(log.commitments),
                lang.plural(
                    "{n} commitment without an owner", "{n} commitments without an owner", ownerless
                )
                if ownerless
                else lang.text(N_("Every commitment has an owner")),
                not ownerless,
            ),
            (
                bool(watch.follow_ups),
                lang.plural("{n} commitment stays unknown", "{n} commitments stay unknown", unknown)
                if unknown
                else lang.text(N_("Every commitment was followed up")),
                not unknown,
            ),
            (
                bool(goals),
                lang.plural("{n} goal without an answer", "{n} goals without an answer", open_goals)
                if open_goals
                else lang.text(N_("Every goal has an answer")),
                not open_goals,
            ),
        )
        return tuple((text, done) for applies, text, done in lines if applies)

    def show_meeting(self, reading: Reading) -> None:
        """Show the meeting as it went."""
        agenda = self._watch.agenda
        if agenda is None:
            return
        is_closed = agenda.meeting.status == "closed"
        self.said.setText(_said(self._lang, agenda, reading))
        for part, shown in (
            (self.close_it, not is_closed),
            (self.back, not is_closed),
            (self.note, is_closed),
            (self.again, is_closed),
            (self._check_card, not is_closed),
        ):
            part.setVisible(shown)
        self._show_checks(reading)
        self._show_goals(agenda.goals)
        self._show_took(agenda, reading)

    def _show_checks(self, reading: Reading) -> None:
        _empty_after_title(self._check_card)
        for sentence, done in self.checks():
            self._check_card.add(TickLine(sentence, done))
        unfinished = self._watch.unfinished(reading)
        if unfinished:
            titles = self._lang.list_and([item.title for item in unfinished])
            said = self._lang.text(N_("Not reached: {titles}"), titles=titles)
            words = self._lang.text(N_("To the parking lot"))
            park = button(words, lambda: park_items(self._watch, unfinished), small=True)
            self._check_card.add(TickLine(said, False, park))
        note = N_("Nothing here keeps you from closing it.")
        self._check_card.add(label(self._lang.text(note), "small"))

    def _show_goals(self, goals: Sequence[Goal]) -> None:
        self._goals_card.setVisible(bool(goals))
        self._goals_card.setEnabled(self.close_it.isVisibleTo(self))
        if tuple(goals) == self._goals:
            return
        self._goals = tuple(goals)
        _empty_after_title(self._goals_card)
        for goal in goals:
            self._goals_card.add(label(goal.text, "body"))
            choices = [(key, self._lang.text(words), family) for key, words, family in REACHED]
            chips = ChoiceChips(goal.text, choices, goal.reached or "")
            chips.chosen.connect(lambda reached, key=goal.id: self._say_reached(key, reached))
            self._goals_card.add(chips)

    def _say_reached(self, goal: str, reached: str) -> None:
        label_ = N_("Say whether a goal was reached")
        self._watch.bridge.do(label_, planning.change_goal, goal, reached=reached)

    def _show_took(self, agenda: Agenda, reading: Reading) -> None:
        _empty_after_title(self._took_card)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(18)
        lang = self._lang
        for column, words in enumerate((N_("Item"), N_("Planned"), N_("Actual"))):
            grid.addWidget(label(lang.text(words), "small", wrap=False), 0, column)
        for row, (item, one) in enumerate(zip(agenda.items, reading.items, strict=True), 1):
            ran = one.state is ItemState.DONE
            took = lang.duration(round(one.elapsed / 60)) if ran else "–"
            over = ran and one.elapsed - item.planned >= 60
            grid.addWidget(label(item.title, "body"), row, 0)
            grid.addWidget(label(lang.duration(item.minutes), "muted", number=True), row, 1)
            tone = "warn" if over else ""
            grid.addWidget(label(took, "body", number=True, tone=tone), row, 2)
        for row in range(grid.rowCount()):
            for column in (1, 2):
                cell = grid.itemAtPosition(row, column)
                if cell is not None:
                    cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._took_card.add(holder)

    def _open_again(self) -> None:
        self._reopen(self.note.text())


def _said(lang: Language, agenda: Agenda, reading: Reading) -> str:
    if reading.ended_at is None or reading.began_at is None:
        return ""
    began, ended = lang.clock(reading.began_at), lang.clock(reading.ended_at)
    planned = f"{lang.clock(agenda.meeting.start)}–{lang.clock(agenda.meeting.end)}"
    return lang.text(
        N_("Held {actual} (planned {planned})"), actual=f"{began}–{ended}", planned=planned
    )


def _empty_after_title(card: Card) -> None:
    while (item := card.body.takeAt(1)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
