"""Lines of what is to be ready before a meeting: read, ticked off, changed, and written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.clock import new_id
from facilitator.domain.agenda import Meeting
from facilitator.domain.capture import Owner
from facilitator.domain.preparation import Preparation
from facilitator.domain.preparation_line import Task, read_task, write_task
from facilitator.domain.refusal import PatientNumber, Refusal
from facilitator.edits import preparation as edits
from facilitator.language import N_, Language, parse_date
from facilitator.store import queries
from facilitator.store.rows import Session
from facilitator.ui import theme
from facilitator.ui.bridge import Bridge
from facilitator.ui.number_bar import Unstored
from facilitator.ui.parts import Elided, button, label, plain_tooltip, set_tone, style_by
from facilitator.ui.parts.due import due_words
from facilitator.ui.parts.esc_line import EscLine
from facilitator.ui.parts.heard import CheckBox

_ADD, _CHANGE = N_("Write what is to be ready"), N_("Change what is to be ready")
HINT = N_("Count referrals @Clinic 2 >1.12.")
"""What such a line may look like."""
_FIELD = N_("What is to be ready, who and by when")
_WHO_WIDTH, _WHEN_WIDTH, _ITEM_WIDTH, _BUTTON_WIDTH = 120, 116, 176, 28


class ItemChooser(QComboBox):
    """Which item something is prepared for, or the whole meeting. The items are asked for when
    somebody comes to choose.

    Emits `entered` by Enter, and `left` by Esc.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge, self._meeting = bridge, ""
        self.setAccessibleName(bridge.lang.text(N_("What it is for")))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFixedWidth(theme.px(_ITEM_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_meeting("")

    @property
    def item(self) -> str | None:
        """The id of the item chosen; None for the whole meeting."""
        return self.currentData() or None

    def show_meeting(self, meeting: str) -> None:
        """Choose the whole of a meeting."""
        self._meeting = meeting
        self._fill(())
        self.setCurrentIndex(0)

    def choose(self, item: str | None, title: str) -> None:
        """Choose an item of the meeting by its id and title, or with none the whole meeting."""
        self._fill(((item, title),) if item else ())
        self.setCurrentIndex(self.count() - 1)

    def _fill(self, items: Sequence[tuple[str, str]]) -> None:
        text, chosen = self._bridge.lang.text, self.item
        self.clear()
        self.addItem(text(N_("For the meeting")), "")
        for key, title in items:
            self.addItem(text(N_("For: {item}"), item=title), key)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def _ask(self) -> None:
        if self._meeting:
            agenda = self._bridge.ask(queries.agenda, self._meeting)
            self._fill([(item.id, item.title) for item in agenda.items])

    def showPopup(self) -> None:
        self._ask()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TaskEditor(QWidget):
    """A line “what @who >by when”, what it is for, and what is understood of it.

    Emits `left` when nothing more is to be done here.

    Args:
        hint: shown while the line is empty.
        chooses: whether it can be said here which item it is for.
    """

    left = Signal()

    def __init__(self, bridge: Bridge, hint: str = "", *, chooses: bool = True) -> None:
        super().__init__()
        self._bridge, self._lang = bridge, bridge.lang
        self._subject: tuple[str, str | None] = ("", None)
        self._day = bridge.today()
        self._owners: tuple[Owner, ...] = ()
        self._one: Preparation | None = None
        self._key = new_id()
        self.field = EscLine()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(self._lang.text(_FIELD))
        self.field.textChanged.connect(self._understand)
        self.field.returnPressed.connect(self.store)
        self._unstored = Unstored(bridge, self.store, self.field)
        self.field.left.connect(self._leave)
        self.chooser = ItemChooser(bridge)
        self.chooser.entered.connect(self.store)
        self.chooser.left.connect(self._leave)
        if not chooses:
            self.chooser.hide()
        self.understood = label("", "small", tone="accent")
        self.understood.hide()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.field, 1)
        line.addWidget(self.chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self.understood)

    def show_meeting(self, meeting: Meeting, item: str | None = None) -> None:
        """Write for this meeting, or one item of it; what is being typed for another is forgotten.

        The members and clinics are those of today.
        """
        subject = meeting.id, item
        if subject != self._subject:
            self._subject, self._key = subject, new_id()
            self.field.clear()
            self.chooser.show_meeting(meeting.id)
        self._day = meeting.start.astimezone(self._lang.zone).date()
        self._owners = self._bridge.ask(read_owners, meeting.cluster, self._bridge.today())

    def change(self, one: Preparation) -> None:
        """Show a line as it would be typed, to be changed."""
        self._one, self._key = one, one.id
        knows = bool(one.member or one.clinic)
        task = Task(one.text, one.who, knows, one.due)
        self.field.setText(write_task(task, self._lang.date_short))
        self.chooser.choose(one.item, one.item_title)
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
            self._unstored.attempt(self._label, self._write, self.read())
        except PatientNumber:
            return
        except Refusal as refusal:
            bridge.say(refusal.in_words(self._lang), "warn", seconds=0, key="preparation")
        else:
            self._end()

    @property
    def _label(self) -> str:
        return _CHANGE if self._one else _ADD

    def _write(self, session: Session, task: Task) -> None:
        meeting, item = self._subject
        item = item or self.chooser.item
        if self._one is None:
            edits.add_preparation(
                session, meeting, task.text, item=item, who=task.who, due=task.due, key=self._key
            )
            return
        edits.change_preparation(session, self._key, text=task.text, due=task.due)
        if item != self._one.item:
            edits.set_item(session, self._key, item)
        if task.who != self._one.who:
            edits.set_preparer(session, self._key, task.who)

    def _end(self) -> None:
        if self._one is not None:
            self._leave()
            return
        self._key = new_id()
        self.field.clear()
        self.chooser.choose(None, "")
        self.field.setFocus()

    def _leave(self) -> None:
        self._unstored.forget()
        if self._one is None:
            self.field.clear()
            self.chooser.choose(None, "")
        self.left.emit()

    def _understand(self) -> None:
        said = in_words(self._lang, self.read()) if self.field.text().strip() else ""
        self.understood.setText(said)
        self.understood.setVisible(bool(said))


def in_words(lang: Language, task: Task) -> str:
    """What was understood besides the text: who and by when; “” when neither was said."""
    by = lang.text(N_("by {day}"), day=lang.date_near(task.due)) if task.due else ""
    who = f"{task.who} ({lang.text(N_('not among the members'))})" if task.who else ""
    parts = (task.who if task.knows_who else who, by)
    said = " · ".join(part for part in parts if part)
    return f"{task.text} · {said}" if said else ""


class TaskLine(QFrame):
    """One line of the list. Emits `changing` with its Preparation.

    Args:
        narrow: who and by when stand below what; it is shown at its item.
    """

    changing = Signal(object)

    def __init__(self, bridge: Bridge, *, narrow: bool = False) -> None:
        super().__init__()
        self._narrow = narrow
        self._bridge = bridge
        self._one: Preparation | None = None
        self._editor: TaskEditor | None = None
        self.setProperty("look", "line")
        text = bridge.lang.text
        self.tick = CheckBox("")
        self.tick.clicked.connect(self._tick)
        self.what = label("") if narrow else Elided("")
        self.who = Elided("", "small")
        self.when = label("", "small", wrap=False)
        self.change_button = button(
            "", self._change, icon="pencil", plain=True, small=True, name=text(N_("Change"))
        )
        self.remove_button = button(
            "", self._remove, icon="x", plain=True, small=True, name=text(N_("Remove"))
        )
        self._shown = QWidget()
        self._lay()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.addWidget(self._shown)

    def _lay(self) -> None:
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0 if self._narrow else 8)
        row.addWidget(self.tick)
        if self._narrow:
            words = QVBoxLayout()
            words.setSpacing(0)
            below = QHBoxLayout()
            below.setSpacing(8)
            for part in (self.who, self.when):
                below.addWidget(part)
            below.addStretch(1)
            words.addWidget(self.what)
            words.addLayout(below)
            row.addLayout(words, 1)
        else:
            row.addWidget(self.what, 1)
            row.addWidget(self.who)
            row.addWidget(self.when)
            self.who.setFixedWidth(theme.px(_WHO_WIDTH))
            self.when.setMinimumWidth(theme.px(_WHEN_WIDTH))
        for made in (self.change_button, self.remove_button):
            row.addWidget(made)
            if self._narrow:
                made.setFixedWidth(theme.px(_BUTTON_WIDTH))

    def show_task(self, one: Preparation, *, can_change: bool) -> None:
        """Show it as it is stored; a line that is being changed stays as it is typed."""
        self._one = one
        self.tick.setChecked(one.done is not None)
        self.tick.setEnabled(can_change)
        self.tick.setAccessibleName(one.text)
        named = one.item_title and not self._narrow
        self.what.setText(f"{one.text} ({one.item_title})" if named else one.text)
        set_role(self.what, "muted" if one.done else "body")
        self.who.setText(one.who)
        said, tone = when_words(self._bridge.lang, one, self._bridge.today())
        self.when.setText(said)
        set_tone(self.when, tone)
        if self._narrow:
            self.who.setVisible(bool(one.who))
            self.when.setVisible(bool(said))
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


class TaskList(QWidget):
    """Lines below each other, each changed in its own place.

    Args:
        narrow: as each of its lines.
    """

    def __init__(self, bridge: Bridge, *, narrow: bool = False) -> None:
        super().__init__()
        self._bridge, self._narrow = bridge, narrow
        self._meeting: Meeting | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0 if narrow else 6, 0)
        self._rows.setSpacing(0)
        self.lines: dict[str, TaskLine] = {}

    def show_tasks(self, meeting: Meeting, tasks: Sequence[Preparation]) -> None:
        """Show these lines of a meeting, in their order; one that is being changed stays."""
        self._meeting = meeting
        for key in set(self.lines) - {one.id for one in tasks}:
            line = self.lines.pop(key)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, one in enumerate(tasks):
            line = self.lines.get(one.id) or self._new_line(one)
            line.show_task(one, can_change=not meeting.is_read_only)
            if self._rows.indexOf(line) != place:
                self._rows.insertWidget(place, line)
        self.lines = {one.id: self.lines[one.id] for one in tasks}

    def _new_line(self, one: Preparation) -> TaskLine:
        line = self.lines[one.id] = TaskLine(self._bridge, narrow=self._narrow)
        line.changing.connect(self._change)
        return line

    def _change(self, one: Preparation) -> None:
        assert self._meeting is not None
        # Beside its item there is room for the line alone; it stays with the item.
        editor = TaskEditor(self._bridge, chooses=not self._narrow)
        editor.show_meeting(self._meeting, one.item if self._narrow else None)
        self.lines[one.id].show_editor(editor)
        editor.change(one)


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


def set_role(of: QWidget, role: str) -> None:
    """Dress a label anew."""
    style_by(of, "role", role)
