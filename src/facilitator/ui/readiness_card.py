"""Who gets what ready before the meeting, and by when: a list to tick off, folded to one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.clock import new_id
from facilitator.domain.agenda import Meeting
from facilitator.domain.capture import Owner
from facilitator.domain.preparation import Preparation
from facilitator.domain.preparation_line import Task, read_task, write_task
from facilitator.domain.privacy import mask
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import preparation as edits
from facilitator.edits.privacy import not_a_cpr
from facilitator.language import N_, Language, parse_date
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.due import due_words
from facilitator.ui.esc_line import EscLine
from facilitator.ui.heard import CheckBox
from facilitator.ui.parts import (
    Card,
    Elided,
    button,
    label,
    plain_tooltip,
    restyle,
    scroll_area,
    set_tone,
)
from facilitator.ui.text_binding import Complaint, without_cpr

_ADD, _CHANGE = N_("Write what is to be ready"), N_("Change what is to be ready")
_FIELD = N_("What is to be ready, who and by when")
_LINES_IN_SIGHT, _LINES_IF_LOW = 4, 3
_WHO_WIDTH, _WHEN_WIDTH = 120, 116
_OPEN_FROM = 780
"""Design pixels: on a page this tall the list is open when there is something on it."""


class TaskEditor(QWidget):
    """A line “what @who >by when”, what is understood of it, and the question at a CPR number.

    Emits `left` when nothing more is to be done here.
    """

    left = Signal()

    def __init__(self, bridge: Bridge, hint: str, name: str) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._meeting, self._day = "", bridge.today()
        self._owners: tuple[Owner, ...] = ()
        self._one: Preparation | None = None
        self._key = new_id()
        self._complaint: Complaint | None = None
        self.field = EscLine()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self._understand)
        self.field.returnPressed.connect(self.store)
        self.field.left.connect(self._leave)
        self.understood = label("", "small", tone="accent")
        self.understood.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.field)
        column.addWidget(self.understood)

    def show_meeting(self, meeting: str, day: date, owners: Sequence[Owner]) -> None:
        """Write for this meeting; what is being typed for another is forgotten."""
        if meeting != self._meeting:
            self._meeting, self._key = meeting, new_id()
            self.field.clear()
        self._day, self._owners = day, tuple(owners)

    def change(self, one: Preparation) -> None:
        """Show a line as it would be typed, to be changed."""
        self._one, self._key = one, one.id
        knows = bool(one.member or one.clinic)
        task = Task(one.text, one.who, knows, one.due)
        self.field.setText(write_task(task, self._lang.date_short))
        self.field.setFocus()

    def read(self) -> Task:
        """What the line means as it stands."""
        today = self._bridge.today()
        return read_task(
            self.field.text(),
            self._owners,
            lambda typed: parse_date(typed, today),
            self._day,
            self._lang.text(N_("Everybody")),
        )

    def store(self) -> None:
        """Write it down. What is refused stays in the field."""
        if not self.field.text().strip():
            self._leave()
            return
        bridge = self._bridge
        bridge.leaving.emit()
        try:
            bridge.attempt(self._label, self._write, self.read())
        except PatientNumber as refusal:
            self._complain(refusal)
        except Refusal as refusal:
            bridge.say(refusal.in_words(self._lang), "warn", seconds=0, key="preparation")
        else:
            self._end()

    @property
    def _label(self) -> str:
        return _CHANGE if self._one else _ADD

    def _write(self, session: Session, task: Task) -> None:
        if self._one is None:
            edits.add_preparation(
                session, self._meeting, task.text, who=task.who, due=task.due, key=self._key
            )
            return
        edits.change_preparation(session, self._key, text=task.text, due=task.due)
        if task.who != self._one.who:
            edits.set_preparer(session, self._key, task.who)

    def _end(self) -> None:
        if self._one is not None:
            self._leave()
            return
        self._key = new_id()
        self.field.clear()

    def _leave(self) -> None:
        self._complain(None)
        if self._one is None:
            self.field.clear()
        self.left.emit()

    def _understand(self) -> None:
        self._complain(None)
        said = in_words(self._lang, self.read()) if self.field.text().strip() else ""
        self.understood.setText(said)
        self.understood.setVisible(bool(said))

    # -- a CPR number in the line

    def _complain(self, refusal: PatientNumber | None) -> None:
        if self._complaint is not None:
            self._complaint.close_up()
            self._complaint = None
        if refusal is not None:
            self._complaint = Complaint(self.field, self._lang, refusal, self._answer)

    def _answer(self, answer: str, reason: str) -> None:
        if answer == "keep":
            self._vouch(reason)
            return
        typed = self.field.text()
        self.field.setText(mask(typed) if answer == "mask" else without_cpr(typed).strip())
        self.field.setFocus()

    def _vouch(self, reason: str) -> None:
        task, at = self.read(), self._bridge.clock.utc()

        def vouched(session: Session) -> bool:
            not_a_cpr(session, "preparation", self._key, "text", task.text, reason, at)
            session.flush()
            self._write(session, task)
            return True

        if self._bridge.do(self._label, vouched):
            self._end()


def in_words(lang: Language, task: Task) -> str:
    """What was understood besides the text: who and by when; “” when neither was said."""
    by = lang.text(N_("by {day}"), day=lang.date_near(task.due)) if task.due else ""
    who = f"{task.who} ({lang.text(N_('not among the members'))})" if task.who else ""
    parts = (task.who if task.knows_who else who, by)
    said = " · ".join(part for part in parts if part)
    return f"{task.text} · {said}" if said else ""


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
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(text(N_("Ready for the meeting")), "h2", wrap=False))
        for part in (self.count, self.late):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(0)
        self._scroll = scroll_area(self._list)
        self.add(self._scroll)
        hint = text(N_("Count referrals @Clinic 2 >1.12."))
        self.adding = TaskEditor(bridge, hint, text(_FIELD))
        self.add(self.adding)
        self.lines: dict[str, TaskLine] = {}

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is to be ready before a meeting, what is due first at the top."""
        if self._meeting is None or meeting.id != self._meeting.id:
            self._wanted = None
        self._meeting = meeting
        tasks = self._bridge.ask(queries.preparations, meeting.id)
        shown = (meeting, tasks, self._bridge.today())
        if shown != self._shown:
            self._shown, self._tasks = shown, tasks
            self._fill()
            self._prepare(self.adding)
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
        for key in set(self.lines) - {one.id for one in self._tasks}:
            line = self.lines.pop(key)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, one in enumerate(self._tasks):
            line = self.lines.get(one.id) or self._new_line(one)
            line.show_task(one, can_change=self._can_change)
            if self._rows.indexOf(line) != place:
                self._rows.insertWidget(place, line)
        self.lines = {one.id: self.lines[one.id] for one in self._tasks}
        count = _LINES_IN_SIGHT if self._is_tall else _LINES_IF_LOW
        lines = list(self.lines.values())[:count]
        self._scroll.setFixedHeight(sum(line.sizeHint().height() for line in lines))

    @property
    def _can_change(self) -> bool:
        return self._meeting is not None and not self._meeting.is_read_only

    def _new_line(self, one: Preparation) -> TaskLine:
        line = self.lines[one.id] = TaskLine(self._bridge)
        line.changing.connect(self._change)
        return line

    def _prepare(self, editor: TaskEditor) -> None:
        assert self._meeting is not None
        day = self._meeting.start.astimezone(self._lang.zone).date()
        owners = self._bridge.ask(read_owners, self._meeting.cluster, self._bridge.today())
        editor.show_meeting(self._meeting.id, day, owners)

    def _change(self, one: Preparation) -> None:
        editor = TaskEditor(self._bridge, "", self._lang.text(_FIELD))
        self._prepare(editor)
        self.lines[one.id].show_editor(editor)
        editor.change(one)


class TaskLine(QFrame):
    """One line of the list. Emits `changing` with its Preparation."""

    changing = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._one: Preparation | None = None
        self._editor: TaskEditor | None = None
        self.setProperty("look", "line")
        text = bridge.lang.text
        self.tick = CheckBox("")
        self.tick.clicked.connect(self._tick)
        self.what, self.who = Elided(""), Elided("", "small")
        self.when = label("", "small", wrap=False)
        self.who.setFixedWidth(theme.px(_WHO_WIDTH))
        self.when.setMinimumWidth(theme.px(_WHEN_WIDTH))
        self.change_button = button(
            "", self._change, icon="pencil", plain=True, small=True, name=text(N_("Change"))
        )
        self.remove_button = button(
            "", self._remove, icon="x", plain=True, small=True, name=text(N_("Remove"))
        )
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick)
        row.addWidget(self.what, 1)
        for part in (self.who, self.when, self.change_button, self.remove_button):
            row.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.addWidget(self._shown)

    def show_task(self, one: Preparation, *, can_change: bool) -> None:
        """Show it as it is stored; a line that is being changed stays as it is typed."""
        self._one = one
        self.tick.setChecked(one.done is not None)
        self.tick.setEnabled(can_change)
        self.tick.setAccessibleName(one.text)
        self.what.setText(f"{one.text} ({one.item_title})" if one.item_title else one.text)
        set_role(self.what, "muted" if one.done else "body")
        self.who.setText(one.who)
        said, tone = when_words(self._bridge.lang, one, self._bridge.today())
        self.when.setText(said)
        set_tone(self.when, tone)
        plain_tooltip(self.when, self._bridge.lang.date_long(one.due) if one.due else "")
        for made in (self.change_button, self.remove_button):
            made.setVisible(can_change)
            made.setAccessibleDescription(one.text)

    def show_editor(self, editor: TaskEditor) -> None:
        """Put a field in the place of the words until it is left."""
        self._editor = editor
        self._shown.hide()
        self._column.addWidget(editor)
        editor.left.connect(self._take_away)

    def _take_away(self) -> None:
        if self._editor is not None:
            self._column.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = None
        self._shown.show()
        self.change_button.setFocus()

    def _change(self) -> None:
        self.changing.emit(self._one)

    def _tick(self, on: bool) -> None:
        assert self._one is not None
        bridge, key = self._bridge, self._one.id
        if on:
            bridge.do(N_("Tick as ready"), edits.tick_preparation, key, bridge.clock.utc())
        else:
            bridge.do(N_("Take the tick away"), edits.untick_preparation, key)

    def _remove(self) -> None:
        assert self._one is not None
        label_ = N_("Remove what is to be ready")
        self._bridge.do(label_, edits.remove_preparation, self._one.id)


def read_owners(session: Session, cluster: str, today: date) -> tuple[Owner, ...]:
    """The members of a day and the clinics of a cluster, who can be given something to prepare."""
    people = queries.members(session, cluster, today)
    return (
        *(Owner(one.name, member=one.id) for one in people if one.is_active(today)),
        *(Owner(one.name, clinic=one.id) for one in queries.clinics(session, cluster)),
    )


def when_words(lang: Language, one: Preparation, today: date) -> tuple[str, str]:
    """By when it is to be ready, how late it is, or that it is ready; and the tone of that."""
    if one.done is not None:
        return lang.text(N_("ready")), "ok"
    if one.due is None:
        return "", ""
    if one.is_late(today):
        return due_words(one.due, today, lang)
    return lang.text(N_("by {day}"), day=lang.date_near(one.due)), ""


def set_role(of: Elided, role: str) -> None:
    """Dress a label anew."""
    if of.property("role") != role:
        of.setProperty("role", role)
        restyle(of)
