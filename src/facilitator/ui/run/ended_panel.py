"""After a meeting: what it took and why, the goals, the pulse, the check, closing it, and its
minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.domain.agenda import Agenda, Goal, Meeting
from facilitator.domain.ending import is_late, say_end
from facilitator.domain.meeting_clock import Reading
from facilitator.domain.minutes import Line, line_of
from facilitator.edits import agenda as planning
from facilitator.edits import room
from facilitator.language import N_, Language
from facilitator.ui import theme
from facilitator.ui.number_bar import Unstored
from facilitator.ui.page import PAGE_MARGINS
from facilitator.ui.parts import (
    Card,
    ChoiceChips,
    Field,
    FlowLayout,
    TickLine,
    button,
    label,
    page_scroll,
    restyle,
)
from facilitator.ui.run.attendance_panel import AttendancePanel
from facilitator.ui.run.closing_check import Check, find_checks
from facilitator.ui.run.outcome_card import OutcomeCard
from facilitator.ui.run.press_log import PressLog
from facilitator.ui.run.pulse_card import PulseCard
from facilitator.ui.run.treated_topics import TreatedTopics
from facilitator.ui.run.unfinished_card import UnfinishedCard
from facilitator.ui.run.watch import MeetingWatch
from facilitator.ui.text_binding import TextBinding

if TYPE_CHECKING:
    from facilitator.ui.sharing.panel import SharePanel

REACHED = (
    ("yes", N_("yes"), "ok"),
    ("partly", N_("partly"), "warn"),
    ("no", N_("no"), "bad"),
)
REASONS = (
    N_("began late"),
    N_("a case took longer"),
    N_("the discussion took longer"),
    N_("technical trouble"),
)
"""What is offered when a meeting ended late."""

_NARROW = 860
"""Design pixels below which the cards stand in one column."""


class EndedPanel(QStackedWidget):
    """A meeting that was held. `close_it` and `reopen(note)` are the page's."""

    def __init__(
        self,
        watch: MeetingWatch,
        do: Callable[[str], object],
        reopen: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._watch, self._lang, self._do, self._reopen = watch, watch.bridge.lang, do, reopen
        self.sharing: SharePanel | None = None
        self._shared = ""
        self._goals: object = None
        self._checks: object = None
        self._took: object = None
        self.setProperty("ownKeys", True)

    def _make(self) -> None:
        # Only once it is wanted: a meeting that runs is to be on the screen sooner.
        watch, do = self._watch, self._do
        text = self._lang.text
        self.said = label("", "h2", number=True)
        self.end = label("", "body", number=True)
        self.close_it = button(text(N_("Close the meeting")), lambda: do("close_meeting"), True)
        self.back = button(text(N_("Go on with the meeting")), lambda: do("start"))
        self.share_it = button(text(N_("Share the minutes…")), self.share, icon="file-down")
        self.note = QLineEdit(placeholderText=text(N_("Why is it opened again?")))
        self.note.setAccessibleName(text(N_("Why is it opened again?")))
        self.note.setMinimumWidth(theme.px(220))
        self.note.returnPressed.connect(self._open_again)
        self.unstored = Unstored(watch.bridge, self._open_again, self.note)
        self.again = button(text(N_("Reopen")), self._open_again)
        self._closed = label("", "muted")
        self._why = self._make_why()
        self.unfinished = UnfinishedCard(watch, is_open=True)
        self._loose_card = Card()
        self._loose_card.setAccessibleName(text(N_("Parking lot")))
        self._loose_card.add(self.unfinished)
        self._goals_card = Card(text(N_("Were the goals reached?")))
        self._check_card = Card(text(N_("Before it is closed")))
        self._took_card = Card(text(N_("Planned and actual time")))
        self.outcome = OutcomeCard(self._lang)
        self.pulse = PulseCard(watch)
        self.course = PressLog(watch)
        self.attendance = AttendancePanel(watch)
        self._lay_out()

    def _make_why(self) -> QWidget:
        text = self._lang.text
        self.why = QLineEdit(placeholderText=text(N_("In a few words")))
        label_ = N_("Say why it ended late")
        self._why_bound = TextBinding(self._watch.bridge, self.why, label_, room.say_why_late)
        whole, self._reasons = QWidget(), QWidget()
        offered = FlowLayout(self._reasons)
        for reason in map(text, REASONS):
            offered.addWidget(button(reason, partial(self.add_reason, reason), small=True))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Field(text(N_("Why?")), self.why))
        column.addWidget(self._reasons)
        return whole

    def _lay_out(self) -> None:
        top = Card()
        for part in (self.said, self.end, self._closed, self._why):
            top.add(part)
        acts = QWidget()
        row = FlowLayout(acts, gap=8)
        for made in (self.close_it, self.share_it, self.back, self.note, self.again):
            row.addWidget(made)
        top.add(acts)
        inner = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(*PAGE_MARGINS)
        self._columns.setSpacing(16)
        here = Card(self._lang.text(N_("Who was here?")))
        self.attendance.setMinimumHeight(theme.px(340))
        self.attendance.left.connect(self.setFocus)
        here.add(self.attendance)
        self.topics = TreatedTopics(self._watch.bridge)
        left = top, self.outcome, self._goals_card, self.topics
        self._columns.addLayout(_column(*left), 1)
        course = Card(self._lang.text(N_("The course of the meeting")))
        self.course.setMinimumHeight(theme.px(300))
        course.add(self.course)
        # What closing it waits for is in sight beside what came of it, however much that is.
        closing = self._loose_card, self._check_card, self.pulse
        self._columns.addLayout(_column(*closing, self._took_card, course, here), 1)
        self._scroll = page_scroll(inner)
        self.addWidget(self._scroll)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.count():
            self._turn()

    def _turn(self) -> None:
        ways = QBoxLayout.Direction
        is_narrow = self.width() < theme.px(_NARROW)
        self._columns.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # While the minutes are shared no key steers the meeting behind them.
        if not self.is_sharing:
            super().keyPressEvent(event)

    # -- what the page asks

    @property
    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Enter presses."""
        if self.is_sharing and self.sharing is not None:
            return self.sharing.primary()
        if not self.count():
            return None
        return self.close_it if self.close_it.isVisibleTo(self) else self.share_it

    @property
    def is_sharing(self) -> bool:
        """Whether the minutes stand in the place of the cards."""
        return self.currentIndex() > 0

    def show_meeting(self, reading: Reading) -> None:
        """Show the meeting as it went."""
        agenda = self._watch.agenda
        if agenda is None:
            return
        if not self.count():
            self._make()
        meeting = agenda.meeting
        is_closed = meeting.status == "closed"
        self.said.setText(_said(self._lang, agenda, reading))
        self.end.setText(say_end(self._lang, reading.overrun))
        self._show_closed(agenda)
        for part, shown in (
            (self.close_it, not is_closed),
            (self.back, not is_closed),
            (self._closed, is_closed),
            (self.note, is_closed),
            (self.again, is_closed),
            (self._check_card, not is_closed),
        ):
            part.setVisible(shown)
        self._show_why(agenda, reading)
        self.outcome.show_log(self._watch.log)
        self._show_checks(reading)
        self._show_goals(agenda.goals, is_closed=is_closed)
        self._show_took(agenda, reading)
        self.topics.show_meeting(meeting)
        self.pulse.show_meeting(is_closed=is_closed)
        self.course.show_meeting()
        self.attendance.show_meeting()
        for one in self.attendance.findChildren(QPushButton):
            one.setEnabled(not is_closed)
        self._follow(meeting)

    def show_top(self) -> None:
        """Bring into sight how it went, and what can be done with the meeting."""
        self._scroll.verticalScrollBar().setValue(0)

    def show_line(self, key: str) -> bool:
        """Bring a line of the meeting into sight and mark it; whether it is there."""
        if key not in self.outcome.lines:
            return False
        self.setCurrentIndex(0)
        line = self.outcome.mark(key)
        # What was just made or shown has its place only after the next look at the layout.
        QTimer.singleShot(0, self.outcome, self._seek)
        return line is not None

    def _seek(self) -> None:
        marked = next((one for one in self.outcome.lines.values() if one.is_marked), None)
        if marked is not None:
            self._scroll.ensureWidgetVisible(marked, 0, self._scroll.height() // 3)

    # -- the minutes

    def share(self) -> None:
        """Show the minutes as they can be shared."""
        if self._watch.agenda is None:
            return
        self._watch.bridge.leaving.emit()
        if self.sharing is None:
            from facilitator.ui.sharing.panel import SharePanel

            self.sharing = SharePanel(self._watch.bridge, back=N_("Back to the meeting"))
            self.sharing.left.connect(self.show_cards)
            frame = QWidget()
            column = QVBoxLayout(frame)
            column.setContentsMargins(*PAGE_MARGINS)
            column.addWidget(self.sharing)
            self.addWidget(frame)
        self.setCurrentIndex(1)
        self._shared = self._watch.agenda.meeting.id
        self.sharing.begin(self._watch.agenda.meeting)

    def _follow(self, meeting: Meeting) -> None:
        if self.sharing is None or not self.is_sharing:
            return
        if meeting.id == self._shared:
            self.sharing.show_meeting(meeting)
        else:
            self.setCurrentIndex(0)

    def show_cards(self) -> None:
        """Go back to the meeting."""
        self.setCurrentIndex(0)
        self.share_it.setFocus()

    # -- why

    def add_reason(self, reason: str) -> None:
        """Say this too of why it ended late."""
        said = self.why.text().strip()
        if reason not in said:
            self.why.setText(f"{said}, {reason}" if said else reason)
            self._why_bound.flush()

    def _show_why(self, agenda: Agenda, reading: Reading) -> None:
        meeting = agenda.meeting
        is_closed = meeting.status == "closed"
        self._why_bound.bind((meeting.id,), meeting.late_reason)
        has_room = not is_closed or bool(meeting.late_reason)
        self._why.setVisible(is_late(reading.overrun) and has_room)
        self._reasons.setVisible(not is_closed)
        if self.why.isReadOnly() != is_closed:
            self.why.setReadOnly(is_closed)
            restyle(self.why)

    def _show_closed(self, agenda: Agenda) -> None:
        closed, lang = agenda.meeting.closed, self._lang
        if closed is not None:
            said = N_("Closed {day} at {clock}. What happened at the meeting is read-only.")
            day = lang.date_text(closed.astimezone(lang.zone).date())
            self._closed.setText(lang.text(said, day=day, clock=lang.clock(closed)))

    # -- the check

    def checks(self) -> tuple[Check, ...]:
        """What is worth a look before closing: a sentence, and whether it is done."""
        return find_checks(self._watch)

    def _show_checks(self, reading: Reading) -> None:
        meeting = self._watch.agenda.meeting if self._watch.agenda else None
        is_closed = meeting is None or meeting.status == "closed"
        loose = () if is_closed else self._watch.loose(reading)
        self._loose_card.setVisible(bool(loose))
        self.unfinished.show_loose(loose)
        checks = self.checks()
        if checks == self._checks:
            return
        self._checks = checks
        _empty_after_title(self._check_card)
        for sentence, done in checks:
            self._check_card.add(TickLine(sentence, done))
        note = N_("Nothing here keeps you from closing it.")
        self._check_card.add(label(self._lang.text(note), "small"))

    # -- goals and time

    def _show_goals(self, goals: Sequence[Goal], *, is_closed: bool) -> None:
        self._goals_card.setVisible(bool(goals))
        if (tuple(goals), is_closed) == self._goals:
            return
        self._goals = tuple(goals), is_closed
        _empty_after_title(self._goals_card)
        for goal in goals:
            self._goals_card.add(label(goal.text, "body"))
            choices = [(key, self._lang.text(words), family) for key, words, family in REACHED]
            chips = ChoiceChips(goal.text, choices, goal.reached or "")
            chips.setEnabled(not is_closed)
            chips.chosen.connect(lambda reached, key=goal.id: self._say_reached(key, reached))
            self._goals_card.add(chips)

    def _say_reached(self, goal: str, reached: str) -> None:
        label_ = N_("Say whether a goal was reached")
        self._watch.bridge.do(label_, planning.change_goal, goal, reached=reached)

    def _show_took(self, agenda: Agenda, reading: Reading) -> None:
        pairs = zip(agenda.items, reading.items, strict=True)
        lines = tuple(line_of(item, took) for item, took in pairs)
        if lines == self._took:
            return
        self._took = lines
        _empty_after_title(self._took_card)
        self._took_card.add(_table(self._lang, lines))

    def _open_again(self) -> None:
        self._reopen(self.note.text())


def _table(lang: Language, lines: Sequence[Line]) -> QWidget:
    """Items with their planned and actual minutes, and both together."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(0, 1)
    grid.setHorizontalSpacing(18)
    right = Qt.AlignmentFlag.AlignRight

    def write(row: int, title: QWidget, *figures: QWidget) -> None:
        grid.addWidget(title, row, 0)
        for column, figure in enumerate(figures, 1):
            grid.addWidget(figure, row, column, right)

    head = (N_("Item"), N_("Planned"), N_("Actual"))
    write(0, *(label(lang.text(words), "small", wrap=False) for words in head))
    for row, one in enumerate(lines, 1):
        took = "–" if one.actual is None else lang.duration(one.actual)
        planned = label(lang.duration(one.planned), "muted", number=True)
        actual = label(took, "body", number=True, tone="warn" if one.over else "")
        write(row, label(one.title), planned, actual)
    sums = sum(one.planned for one in lines), sum(one.actual or 0 for one in lines)
    totals = (label(lang.duration(n), "strong", number=True) for n in sums)
    write(len(lines) + 1, label(lang.text("Total"), "strong"), *totals)
    return holder


def _column(*cards: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


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
